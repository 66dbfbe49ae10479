"""Any past week can be issued again, byte for byte, however the record goes on; and what was handed out comes back."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.formats import FORMATS, export, to_stream
from exports.status import weekly
from importers.run import propose
from store import commands, undo
from store.db import closing, connect
from store.problem import Problem
from tests.exports.conftest import DA, FJ, act
from tests.exports.hostile import ANY

FIRST = date(2024, 1, 1)
M = (
    *(f"{DA}/6/audit/{number}" for number in (1, 3, 4, 5)),
    f"{FJ}/1/anomaly-detection/1",
    f"{DA}/4/training/3",
)
ACTS = st.sampled_from(("verify", "return", "withdraw", "revise", "claim", "note", "assign", "check", "undo"))


def issued(path: Path, today: date, name: str, week: str) -> bytes:
    stream = io.BytesIO()
    with weekly(path, week, today) as status:
        to_stream(status, name, stream, "ja", entities=("digital-agency",) if FORMATS[name].per_entity else ())
    return stream.getvalue()


def work(path: Path, day: date, what: str, key: str, text: str) -> None:
    """One act of a supervisor; what the record does not allow is left undone."""
    now = act(day.isoformat())
    try:
        match what:
            case "verify":
                commands.verify(path, now, [key], on=day, method="資料確認", evidence=text)
            case "return":
                commands.send_back(path, now, [key], reason=text)
            case "withdraw":
                commands.withdraw(path, now, [key], reason=text)
            case "revise":
                commands.revise(path, now, [key], due_on=day + timedelta(days=40), due_text=text or None, reason="理由")
            case "claim":
                commands.claim(path, now, [key], status="reported", done_on=day)
            case "note":
                commands.add_note(path, now, [key], text=text)
            case "assign":
                commands.assign(path, now, [key], officer=text)
            case "check":
                commands.next_check(path, now, [key], on=day)
            case "undo":
                undo.undo(path, now)
    except Problem:
        return


@pytest.fixture
def workable(registered: Path, tmp_path: Path) -> Path:
    """A copy to work in."""
    return Path(shutil.copyfile(registered, tmp_path / "work.db"))


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_week_issued_live_is_issued_again_from_the_log(workable: Path, name: str) -> None:
    for day, what, key in ((1, "verify", M[0]), (2, "revise", M[1]), (3, "return", M[4]), (3, "note", M[2])):
        work(workable, date(2024, 9, 30) + timedelta(days=day), what, key, "理由")
    sunday = date(2024, 10, 6)
    live = issued(workable, sunday, name, "2024-W40")
    for day, what, key in ((2, "withdraw", M[2]), (2, "undo", ""), (3, "revise", M[1]), (4, "claim", M[4])):
        work(workable, sunday + timedelta(days=day), what, key, "その後")
    work(workable, date(2024, 11, 1), "verify", M[1], "その後")
    assert issued(workable, date(2024, 11, 2), name, "2024-W40") == live


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 20), ACTS, st.sampled_from(M), ANY), min_size=1, max_size=12))
def test_what_is_handed_out_comes_back_without_a_change(
    registered: Path, tmp_path: Path, acts: list[tuple[int, str, str, str]]
) -> None:
    path = Path(shutil.copyfile(registered, tmp_path / "work.db"))
    day = FIRST
    for later, what, key, text in acts:
        day += timedelta(days=later)
        # The import takes these in a CSV for line ends.
        work(path, day, what, key, re.sub("[\x0b\x85\u2028\u2029]", "", text))
    with weekly(path, None, day) as status:
        paths = export(status, ["toml", "csv"], tmp_path, "ja", force=True)
        # The week before, told from the week's own changes, is the record as of that day.
        before, previous = status.previous_totals, status.previous
        states = status.before.states("milestone", [row.key for row in status.rows() if row.kind == "milestone"])
    with weekly(path, None, day, as_of=previous) as earlier:
        assert before == earlier.totals
        assert states == {
            row.key: {"status": row.status, "due_on": row.due_on, "revisions": row.revisions}
            for row in earlier.rows()
            if row.kind == "milestone"
        }
    for found in paths:
        plan = propose(found, path, day)
        assert {change.change_class for change in plan.changes} == {"unchanged"}, found.name
        assert len(plan.changes) > 60


def test_one_edited_cell_is_one_change(workable: Path, tmp_path: Path) -> None:
    with weekly(workable, None, FIRST) as status:
        (path,) = export(status, ["csv"], tmp_path, "ja")
    text = path.read_bytes().decode("utf-8-sig")
    edited = text.replace(
        "令和6年9月までに残り6ファイル実施予定。,planned,", "令和6年9月までに残り6ファイル実施予定。,in_progress,"
    )
    assert edited != text
    path.write_text(edited, encoding="utf-8-sig", newline="")
    plan = propose(path, workable, FIRST)
    changed = [change for change in plan.changes if change.change_class != "unchanged"]
    assert [(change.key, dict(change.fields)) for change in changed] == [(M[2], {"status": ("planned", "in_progress")})]


def test_reading_for_a_status_writes_nothing(workable: Path, tmp_path: Path) -> None:
    before = workable.read_bytes()
    with weekly(workable, None, FIRST) as status:
        export(status, list(FORMATS), tmp_path, "ja")
    with closing(connect(workable)) as connection:
        assert connection.execute("SELECT count(*) FROM batch").fetchone() == (1,)
    assert workable.read_bytes() == before
