"""A row of a plan in words: what moves in short, in both languages, and which rows carry a note to be read first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exports.formats import to_stream
from exports.status import weekly
from importers.plan import PlanChange
from importers.run import propose
from tests.conftest import TODAY
from tui import changewords, i18n, names, sides
from tui.commands import planning


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    i18n.speak("ja")
    yield
    i18n.speak("en")


def row(change_class: Any, key: str | None = None, kind: Any = "milestone", **more: Any) -> PlanChange:
    return PlanChange(change_class, kind, key, "nta", None, more.pop("text", "点検を行う。"), **more)


MARCH, NOVEMBER = date(2024, 3, 31), date(2024, 11, 30)


@pytest.mark.parametrize(
    ("fields", "japanese", "english"),
    [
        (
            {"due_on": (MARCH, NOVEMBER), "due_text": ("年度中", "11月末"), "due_approx": (True, False)},
            "延期244日 2024-03-31→2024-11-30",
            "put off by 244 days 2024-03-31→2024-11-30",
        ),
        (
            {"due_on": (NOVEMBER, MARCH)},
            "前倒し244日 2024-11-30→2024-03-31",
            "brought forward by 244 days 2024-11-30→2024-03-31",
        ),
        ({"due_on": (None, MARCH)}, "期限 -→2024-03-31", "Due -→2024-03-31"),
        ({"due_on": (MARCH, "2027/2/30")}, "期限 2024-03-31→2027/2/30", "Due 2024-03-31→2027/2/30"),
        (
            {"status": ("planned", "reported"), "done_on": (None, MARCH)},
            "予定→実施済(報告) 2024-03-31",
            "planned→reported 2024-03-31",
        ),
        ({"quantity_done": (0, 5)}, "済数 0→5", "Done 0→5"),
        (
            {"status": ("planned", "in_progress"), "due_on": (MARCH, NOVEMBER)},
            "予定→実施中  延期244日 2024-03-31→2024-11-30",
            "planned→in progress  put off by 244 days 2024-03-31→2024-11-30",
        ),
    ],
)
def test_what_moves(fields: dict[str, Any], japanese: str, english: str) -> None:
    change = row("changed", "nta/x/1/m1/1", fields=fields)
    assert changewords.brief(change, date.isoformat) == japanese
    assert changewords.summary(change, date.isoformat) == f"{japanese}  点検を行う。"
    i18n.speak("en")
    assert changewords.brief(change, date.isoformat) == english


def test_what_a_new_promise_claims_and_what_one_on_file_holds() -> None:
    new = row("new", fields={"status": (None, "planned"), "due_on": (None, MARCH), "due_approx": (None, True)})
    assert changewords.brief(new, date.isoformat) == "予定 2024-03-31 目処"
    done = row("new", fields={"status": (None, "reported"), "done_on": (None, MARCH), "due_on": (None, NOVEMBER)})
    assert changewords.brief(done, date.isoformat) == "実施済(報告) 2024-03-31"
    held = row("missing", "k", before={"status": "in_progress", "due_on": NOVEMBER})
    assert changewords.brief(held, date.isoformat) == "実施中 2024-11-30"
    assert changewords.brief(row("new", kind="measure"), date.isoformat) == ""


@pytest.mark.parametrize(
    ("change_class", "reason", "doubtful"),
    [
        ("changed", "延期: due 244 days later", False),
        ("changed", "延期: due 244 days later; several days stand here; the one taken is the likeliest", True),
        ("new", "the words do not say whether this is done or planned", True),
        ("new", "the demanded report, which was not on file, is received", False),
        ("new", "", False),
        ("missing", "the document does not mention it", False),
        ("conflict", "several measures on file are equally alike; match it", False),
    ],
)
def test_rows_with_a_note_to_be_read_first(change_class: str, reason: str, doubtful: bool) -> None:
    assert changewords.doubtful(row(change_class, "k", reason=reason)) is doubtful


@pytest.mark.parametrize("typed", ["2027/2/30", "", "＝1+1", "[/red]\x07", "9" * 40])
def test_whatever_is_typed_into_an_own_table_can_be_shown(store: Path, tmp_path: Path, typed: str) -> None:
    """Each row of the table with another of its cells spoilt: every change has its words and both its sides."""
    with weekly(store, None, TODAY) as status:
        written = io.BytesIO()
        to_stream(status, "csv", written, "ja")
    head, *rows = csv.reader(io.StringIO(written.getvalue().decode("utf-8-sig"), newline=""))
    for place, own in enumerate(rows):
        own[1 + place % (len(head) - 1)] = typed
    path = tmp_path / "戻り.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    plan = propose(path, store, TODAY)
    assert any(change.change_class == "invalid" for change in plan.changes)
    for change in plan.changes:
        changewords.summary(change, date.isoformat)
        sides.of_row(change, date.isoformat, {})
    assert list(planning.lines(plan, {}))


def test_a_row_that_is_on_file_as_it_stands_shows_it_on_both_sides() -> None:
    left, right = sides.of_row(row("unchanged", "nta/x/1/m1/1", where={"row": 3}), date.isoformat, {})
    assert [piece[0] for line in right for piece in line] == ["期限・約束", "点検を行う。", "nta/x/1/m1/1"]
    assert left[1] == [("点検を行う。", "text")]


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ([], ""),
        (["国税庁"], "国税庁"),
        (["国税庁", "足立区", "高知県"], "国税庁、足立区、高知県"),
        (["国税庁", "足立区", "高知県", "長崎県", "鳥取市"], "国税庁、足立区、…ほか3件"),
    ],
)
def test_the_first_of_many_names(own: list[str], shown: str) -> None:
    assert names.first_names(own) == shown
