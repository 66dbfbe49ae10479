"""The calendar, read by icalendar: all-day events with identifiers that stay, cancelled when they are over."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from icalendar import Calendar, Event

from exports import as_ics
from exports.plain import flat, shown
from exports.status import weekly
from store import commands
from store.words import Lang
from tests.exports.conftest import DA, FJ, act
from tests.exports.hostile import ANY, TEXTS

TODAY = date(2026, 11, 23)


def written(path: Path, week: str | None = None, lang: Lang = "ja") -> bytes:
    stream = io.BytesIO()
    with weekly(path, week, TODAY) as status:
        as_ics.write(status, stream, lang)
    return stream.getvalue()


def events(data: bytes) -> list[Event]:
    return [event for event in Calendar.from_ical(data.decode()).walk("VEVENT") if isinstance(event, Event)]


def by_key(data: bytes, title: str = "") -> dict[str, Event]:
    return {
        str(event["description"]).rpartition("：")[2]: event
        for event in events(data)
        if str(event["summary"]).startswith(title)
    }


def test_due_dates_are_all_day_events(worked: Path) -> None:
    found = by_key(written(worked, "2024-W40"), "[")
    moved = found[f"{DA}/6/audit/3"]
    assert moved.decoded("dtstart") == date(2024, 12, 31)
    assert moved.decoded("dtend") == date(2025, 1, 1)
    assert moved.decoded("dtstamp") == datetime(2024, 10, 6, tzinfo=UTC)
    assert str(moved["summary"]).startswith("[予定どおり] デジタル庁：対象11の個人情報ファイル")
    assert "当初期限：令和6年3月31日" in str(moved["description"])
    assert moved["status"] == "CONFIRMED"
    assert moved["sequence"] == 3


def test_identifiers_stay_from_week_to_week(worked: Path) -> None:
    before, after = (by_key(written(worked, week), "[期限超過]") for week in ("2024-W39", "2024-W40"))
    both = before.keys() & after.keys()
    assert both
    assert all(before[key]["uid"] == after[key]["uid"] for key in both)
    uids = [str(event["uid"]) for event in events(written(worked))]
    assert len(set(uids)) == len(uids)


def test_what_is_closed_is_cancelled(worked: Path) -> None:
    found = by_key(written(worked, "2024-W40"), "[完了]")
    assert found[f"{FJ}/1/anomaly-detection/1"]["status"] == "CANCELLED"


def test_next_checks_of_any_record(worked: Path) -> None:
    checks = by_key(written(worked, "2024-W40"), "[次回確認]")
    assert {key: (event.decoded("dtstart"), str(event["status"])) for key, event in checks.items()} == {
        "nta": (date(2024, 10, 7), "CONFIRMED"),
        f"{DA}/6/audit/4": (date(2024, 10, 7), "CONFIRMED"),
        f"{FJ}/3/client-information/1": (date(2024, 8, 1), "CANCELLED"),
    }
    assert str(checks["nta"]["summary"]) == "[次回確認] 国税庁"


def test_a_due_date_taken_away_is_cancelled(small: Callable[..., Path]) -> None:
    day = date(2024, 5, 1)
    path = small({"1": {"due_on": day, "original_due_on": day}, "2": {}})
    commands.revise(path, act("2024-03-05"), ["e/1/1/m/1"], due_on=None, reason="未定")
    (event,) = events(written(path))
    assert (event.decoded("dtstart"), event["status"], event["sequence"]) == (day, "CANCELLED", 1)


def test_crlf_and_folded_lines(worked: Path) -> None:
    data = written(worked, "2024-W40")
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_hostile_text_is_text(small: Callable[..., Path]) -> None:
    path = small({str(place): {"text": text, "due_on": date(2024, 5, 1)} for place, text in enumerate(TEXTS[:-1])})
    found = events(written(path))
    assert len(found) == len(TEXTS) - 1
    assert {str(event["uid"]) for event in found} == {str(event["uid"]) for event in events(written(path, "2025-W01"))}
    texts = {flat(told) for name, told in content(written(path).decode()) if name == "DESCRIPTION"}
    for text in TEXTS[:-1]:
        assert any(flat(text) in told for told in texts)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY)
@example("C:\\Notes\\new, a; b\nc")
def test_any_text_comes_back(text: str) -> None:
    dated = as_ics._Dated("u", date(2024, 5, 1), flat(text), shown(text), ("c",), 0, False)
    written = as_ics._event(dated, datetime(2024, 5, 1, tzinfo=UTC)).decode()
    lines = dict(content(written))
    assert (lines["SUMMARY"], lines["DESCRIPTION"]) == (flat(text), shown(text))
    (event,) = Event.from_ical(written, multiple=True)
    if "\\" not in text:
        assert (str(event["summary"]), str(event["description"])) == (flat(text), shown(text))


def content(written: str) -> Iterator[tuple[str, str]]:
    """Names and texts by RFC 5545 3.1 and 3.3.11; icalendar reads an escaped backslash before an n as a line end."""
    for line in written.replace("\r\n ", "").split("\r\n"):
        name, _, text = line.partition(":")
        yield name, re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)
