"""The record of the week before, told from the log's last entries alone, is the record as of that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from exports.before import Before
from exports.status import weekly
from store import commands, db, undo
from store.record import Change, Record
from tests.exports.conftest import act

TODAY = date(2026, 11, 23)


def test_totals_of_every_week_of_a_worked_record(worked: Path) -> None:
    day = date(2023, 12, 3)
    while day < date(2024, 11, 10):
        with (
            weekly(worked, None, TODAY, as_of=day) as status,
            weekly(worked, None, TODAY, as_of=status.previous) as was,
        ):
            assert status.previous_totals == was.totals, day
        day += timedelta(days=7)


def test_from_any_later_day(worked: Path) -> None:
    for previous in (date(2023, 12, 5), date(2023, 12, 6), date(2024, 7, 1), date(2024, 10, 3)):
        with weekly(worked, None, TODAY, as_of=previous) as was, db.closing(db.connect(worked)) as connection:
            assert Before(connection, TODAY, previous).totals(30) == was.totals


def test_measures_and_reports_that_came_in_the_week_count(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    guidance = {
        "entity_key": "e", "case_key": "c", "given_on": date(2024, 1, 10), "report_due_on": date(2024, 2, 1),
    }  # fmt: skip
    commands.create(
        path,
        act("2024-01-10"),
        [
            Record("guidance", "e/2", guidance),
            Record("item", "e/2/1", {"guidance_key": "e/2"}),
            Record("item", "e/2/2", {"guidance_key": "e/2"}),
        ],
    )
    commands.create(
        path,
        act("2024-03-05"),
        [
            Record("report", "e/2/report-1", {"guidance_key": "e/2"}),
            Record("measure", "e/2/1/m", {"item_key": "e/2/1"}),
            Record("milestone", "e/2/1/m/1", {"measure_key": "e/2/1/m", "entity_key": "e", "text": "約束"}),
            Record("item", "e/2/3", {"guidance_key": "e/2"}),
        ],
    )
    guided = Change("item", "e/2/2", "guided", "1", "0")
    commands.apply(path, act("2024-03-06"), changes=[guided])
    with weekly(path, "2024-W10", TODAY) as status, weekly(path, "2024-W09", TODAY) as was:
        assert was.totals["awaiting_plan"] == 3
        assert status.totals["awaiting_plan"] == 1
        assert status.previous_totals == was.totals
        assert status.before.missing("report") == {"e/2/report-1"}
        assert status.before.states("item", ["e/2/1", "e/2/2", "e/2/3"]) == {
            "e/2/1": {"guided": True, "measures": 0},
            "e/2/2": {"guided": True, "measures": 0},
        }
        assert status.before.states("guidance", ["e/2"]) == {"e/2": {"report_due_on": date(2024, 2, 1), "reports": 0}}


def test_what_was_made_and_taken_back_was_not_there(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    commands.create(path, act("2024-03-05"), [Record("item", "e/1/2", {"guidance_key": "e/1"})])
    undo.undo(path, act("2024-03-06"))
    with weekly(path, "2024-W10", TODAY) as status:
        assert status.previous_totals == status.totals
        assert status.delta.changes == ()


def test_nothing_before_the_first_entry(registered: Path) -> None:
    with weekly(registered, "2023-W49", TODAY) as status:
        assert status.before.empty
        assert sum(status.previous_totals.values()) == 0
