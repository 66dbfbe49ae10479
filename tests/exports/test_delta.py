"""What changed in a week: each class by hand, and the algebra of the two snapshots on a worked store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from exports.delta import CHANGES, Delta
from exports.status import weekly
from store import commands, undo
from store.record import Record
from tests.exports.conftest import DA, FJ, act

# 2024-W10: Monday 4 to Sunday 10 March 2024.
WEEK, TODAY = "2024-W10", date(2026, 11, 23)
M = "e/1/1/m"


def of(path: Path, week: str = WEEK) -> Delta:
    with weekly(path, week, TODAY) as status:
        return status.delta


def lines(delta: Delta) -> set[tuple[str, str, bool]]:
    return {(line.change, line.row.key.rpartition("/")[2], line.late) for line in delta.changes}


def test_a_due_date_that_passed_in_the_week_is_newly_overdue(small: Callable[..., Path]) -> None:
    due = {"1": date(2024, 3, 2), "2": date(2024, 3, 3), "3": date(2024, 3, 9), "4": date(2024, 3, 10)}
    path = small({number: {"due_on": day} for number, day in due.items()})
    # The week before ended on 3 March: what was due on the 3rd is overdue from the 4th on.
    assert lines(of(path)) == {("newly_overdue", "2", False), ("newly_overdue", "3", False)}


def test_each_act_of_the_week_is_told_once(small: Callable[..., Path]) -> None:
    path = small(
        {
            "1": {"status": "reported", "reported_on": date(2024, 2, 1)},
            "2": {"status": "reported", "reported_on": date(2024, 2, 1)},
            "3": {},
            "4": {"due_on": date(2024, 2, 1), "original_due_on": date(2024, 2, 1)},
            "5": {},
            "6": {"due_on": date(2025, 1, 1)},
        }
    )
    on = act("2024-03-05")
    commands.verify(path, on, [f"{M}/1"], on=date(2024, 3, 5), method="資料", evidence="1")
    commands.send_back(path, on, [f"{M}/2"], reason="資料がない")
    commands.claim(path, on, [f"{M}/3"], status="reported")
    commands.revise(path, on, [f"{M}/4"], due_on=date(2024, 4, 1), reason="一度目")
    commands.withdraw(path, on, [f"{M}/5"], reason="不要")
    commands.revise(path, on, [f"{M}/6"], due_on=None, reason="時期未定")
    delta = of(path)
    assert lines(delta) == {
        ("newly_verified", "1", False),
        ("newly_returned", "2", False),
        ("newly_reported", "3", False),
        ("due_moved", "4", False),
        ("no_longer_overdue", "4", False),
        ("newly_withdrawn", "5", False),
        ("due_moved", "6", False),
    }
    moved, unset = delta.of("due_moved")
    assert (moved.due_before, moved.row.due_on, moved.days, moved.times) == (date(2024, 2, 1), date(2024, 4, 1), 60, 0)
    assert moved.reason == "一度目"
    assert (unset.due_before, unset.row.due_on, unset.days) == (date(2025, 1, 1), None, None)
    assert delta.of("newly_returned")[0].reason == "資料がない"
    assert delta.of("newly_verified")[0].status_before == "reported"
    assert delta.counts["due_moved"] == 2
    assert of(path, "2024-W11").changes == ()


def test_how_often_a_date_moved_before_counts_earlier_weeks_only(small: Callable[..., Path]) -> None:
    path = small({"1": {"due_on": date(2024, 2, 20)}})
    commands.revise(path, act("2024-02-19"), [f"{M}/1"], due_on=date(2024, 3, 20), reason="一度目")
    commands.revise(path, act("2024-03-05"), [f"{M}/1"], due_on=date(2024, 4, 20), reason="二度目")
    commands.revise(path, act("2024-03-06"), [f"{M}/1"], due_on=date(2024, 5, 20), reason="三度目")
    (moved,) = of(path).of("due_moved")
    assert (moved.due_before, moved.days, moved.times, moved.reason) == (date(2024, 3, 20), 61, 1, "三度目")
    assert moved.row.revisions == 3


def test_what_was_undone_never_happened(small: Callable[..., Path]) -> None:
    path = small({"1": {"status": "reported", "reported_on": date(2024, 2, 1)}})
    commands.send_back(path, act("2024-03-05"), [f"{M}/1"], reason="誤り")
    undo.undo(path, act("2024-03-06"))
    assert of(path).changes == ()


def test_an_undo_in_a_later_week_is_a_late_entry_there(small: Callable[..., Path]) -> None:
    path = small({"1": {"status": "reported", "reported_on": date(2024, 2, 1)}})
    commands.send_back(path, act("2024-02-28"), [f"{M}/1"], reason="誤り")
    undo.undo(path, act("2024-03-06"))
    delta = of(path)
    assert lines(delta) == {("newly_reported", "1", True)}
    assert [(entry.action, entry.recorded_on, entry.effective_on) for entry in delta.late] == [
        ("undo", date(2024, 3, 6), date(2024, 2, 28))
    ]


def test_a_late_entry_stands_in_the_week_of_its_recording(small: Callable[..., Path]) -> None:
    path = small({"1": {"due_on": date(2024, 2, 1)}, "2": {"due_on": date(2024, 2, 1)}})
    late = act("2024-03-06", "2024-02-15")
    commands.verify(path, late, [f"{M}/1"], on=date(2024, 2, 15), method="資料", evidence="1")
    commands.revise(path, late, [f"{M}/2"], due_on=date(2024, 6, 1), reason="順延")
    delta = of(path)
    assert lines(delta) == {
        ("newly_verified", "1", True),
        ("no_longer_overdue", "1", True),
        ("due_moved", "2", True),
        ("no_longer_overdue", "2", True),
    }
    (moved,) = delta.of("due_moved")
    assert (moved.due_before, moved.times) == (date(2024, 2, 1), 0)
    assert delta.counts["late_entries"] == 2
    # By its effect it belongs to the week of 15 February, whose status is drawn up anew with it.
    assert ("newly_verified", "1", False) in lines(of(path, "2024-W07"))
    assert of(path, "2024-W11").late == ()


def test_an_entry_dated_back_inside_its_week_is_not_late(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    commands.claim(path, act("2024-03-08", "2024-03-04"), [f"{M}/1"], status="reported")
    delta = of(path)
    assert lines(delta) == {("newly_reported", "1", False)}
    assert delta.late == ()


def test_the_day_of_an_entry_is_the_day_in_japan(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    # Monday 4 March, 08:30 in Japan, is Sunday evening in Greenwich.
    early = act("2024-03-04", "2024-02-20")
    clock = early.clock().replace(hour=8, minute=30)
    early = commands.Act(early.by, early.today, early.effective_on, clock=lambda: clock)
    commands.claim(path, early, [f"{M}/1"], status="reported")
    assert [entry.recorded_on for entry in of(path).late] == [date(2024, 3, 4)]
    assert of(path, "2024-W09").late == ()


def test_new_rows_and_new_guidance(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    commands.create(
        path,
        act("2024-03-05"),
        [
            Record("guidance", "e/2", {"entity_key": "e", "case_key": "c", "given_on": date(2024, 3, 5), "law": "法"}),
            Record("item", "e/2/1", {"guidance_key": "e/2", "heading": "新"}),
            Record("milestone", f"{M}/2", {"measure_key": M, "entity_key": "e", "text": "新しい約束"}),
        ],
    )
    delta = of(path)
    assert {(line.change, line.row.key, line.row.kind) for line in delta.changes} == {
        ("new", f"{M}/2", "milestone"),
        ("new", "e/2", "guidance"),
        ("new", "e/2/1", "item"),
    }
    assert not delta.first


def test_reports_received_and_awaited(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    guidance = {"entity_key": "e", "case_key": "c", "given_on": date(2024, 1, 10), "law": "個人情報保護法"}
    commands.create(
        path,
        act("2024-01-10"),
        [
            Record("guidance", "e/2", {**guidance, "report_due_on": date(2024, 3, 1)}),
            Record("guidance", "e/3", {**guidance, "report_due_on": date(2024, 3, 10)}),
        ],
    )
    report = Record("report", "e/2/report-1", {"guidance_key": "e/2", "title": "報告書"})
    before = of(path)
    assert [(one.key, one.due_on, one.days, one.title) for one in before.missing] == [
        ("e/2", date(2024, 3, 1), 9, "個人情報保護法")
    ]
    commands.create(path, act("2024-03-06"), [report])
    after = of(path)
    assert [(one.key, one.late) for one in after.received] == [("e/2/report-1", False)]
    assert after.missing == ()
    commands.create(path, act("2024-03-07", "2024-02-01"), [Record("report", "e/3/report-1", {"guidance_key": "e/3"})])
    assert [(one.key, one.late) for one in of(path).received] == [("e/2/report-1", False), ("e/3/report-1", True)]


def test_the_first_week_says_so(small: Callable[..., Path]) -> None:
    delta = of(small({"1": {}}, registered="2024-03-06"))
    assert delta.first
    assert {(line.change, line.row.key) for line in delta.changes} == {
        ("new", f"{M}/1"), ("new", "e/1"), ("new", "e/1/1"),
    }  # fmt: skip


def test_a_register_loaded_late_is_named_and_not_told_row_by_row(small: Callable[..., Path]) -> None:
    path = small({"1": {}})
    records = [
        Record("entity", "f", {"name": "別の指導先"}),
        Record("guidance", "f/1", {"entity_key": "f", "case_key": "c", "given_on": date(2024, 1, 1)}),
    ]
    commands.create(path, act("2024-03-06", "2024-01-20"), records, action="register")
    delta = of(path)
    assert delta.changes == ()
    assert [(entry.action, entry.changes) for entry in delta.late] == [("register", 2)]


def test_the_worked_week(worked: Path) -> None:
    delta = of(worked, "2024-W40")
    told = {(line.change, line.row.key.removeprefix(DA).removeprefix(FJ), line.late) for line in delta.changes}
    assert told == {
        ("newly_overdue", "/2/quality-management/2.2", False),
        ("new", "/2/quality-management/2.2", False),
        ("newly_reported", "/6/audit/4", False),
        ("newly_verified", "/3/procedures/1", True),
        ("newly_verified", "/1/anomaly-detection/1", False),
        ("newly_verified", "/2/quality-management/2", False),
        ("newly_returned", "/2/rules/1", False),
        ("newly_withdrawn", "/2/quality-assurance-process/1", False),
        ("due_moved", "/2/training/2", False),
        ("due_moved", "/6/audit/3", False),
        ("no_longer_overdue", "/2/training/2", False),
        ("no_longer_overdue", "/6/audit/3", False),
    }
    assert [report.title for report in delta.received] == ["改善状況報告書（第2回）"]
    assert [(entry.batch, entry.action) for entry in delta.late] == [(17, "verify")]


def test_overdue_this_week_is_last_week_plus_new_minus_gone(worked: Path) -> None:
    for week in ("2023-W49", "2024-W01", "2024-W14", "2024-W15", "2024-W27", "2024-W40", "2024-W41", "2024-W42"):
        with weekly(worked, week, TODAY) as status:
            before = _overdue(worked, status.previous)
            now = {row.key for row in status.rows(("overdue",))}
            own = [line for line in status.delta.changes if not line.late]
            new = {line.row.key for line in own if line.change == "newly_overdue"}
            gone = {line.row.key for line in own if line.change == "no_longer_overdue"}
        assert now == (before | new) - gone
        assert not new & before
        assert gone <= before


def _overdue(path: Path, day: date) -> set[str]:
    with weekly(path, None, TODAY, as_of=day) as status:
        return {row.key for row in status.rows(("overdue",))}


def test_lines_come_in_the_order_of_the_classes(worked: Path) -> None:
    places = [CHANGES.index(line.change) for line in of(worked, "2024-W40").changes]
    assert places == sorted(places)
