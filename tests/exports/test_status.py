"""The weekly status's figures, against the paper's register and against small stores counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from exports.brief import headline
from exports.status import as_of_day, weekly
from exports.tables import Ageing
from store import commands, queries
from store.problem import Problem
from store.record import Record
from tests.exports.conftest import DA, act

TODAY = date(2026, 11, 23)


def test_as_of_is_the_weeks_sunday_or_today_in_the_running_week() -> None:
    assert as_of_day("2026-W40", TODAY) == date(2026, 10, 4)
    assert as_of_day("2026-W48", TODAY) == TODAY
    assert as_of_day("2026-W48", date(2026, 11, 29)) == date(2026, 11, 29)
    assert as_of_day("2026-W48", date(2026, 11, 30)) == date(2026, 11, 29)
    assert as_of_day(None, TODAY) == TODAY


def test_a_week_that_has_not_begun_is_refused() -> None:
    with pytest.raises(Problem, match="2026-W49: this week has not begun; today is 2026-11-23"):
        as_of_day("2026-W49", TODAY)


def test_what_is_no_week_or_a_coming_day_is_refused(registered: Path) -> None:
    with pytest.raises(Problem, match="2025-W53 is not a week"):
        as_of_day("2025-W53", TODAY)
    with (
        pytest.raises(Problem, match="2026-11-24: this day is after today"),
        weekly(registered, None, TODAY, as_of=date(2026, 11, 24)),
    ):
        pass


def test_header_names_the_week_in_both_calendars(registered: Path) -> None:
    with weekly(registered, "2026-W48", TODAY) as status:
        header = status.header
    assert (header.week, header.as_of, header.as_of_ja) == ("2026-W48", TODAY, "令和8年11月23日")
    assert (header.previous, header.previous_ja) == (date(2026, 11, 22), "令和8年11月22日")
    assert header.batch == 1
    assert header.chain is not None
    assert len(header.chain) == 64


def test_the_registers_totals_on_the_day_of_the_design(registered: Path) -> None:
    with weekly(registered, None, TODAY) as status:
        overdue = [row.entity for row in status.rows(("overdue",))]
        awaiting = {row.entity for row in status.rows(("awaiting_plan",))}
        ageing = status.overdue_ageing
        assert status.total == sum(1 for _ in status.rows())
    assert (overdue.count("fujitsu-japan"), overdue.count("digital-agency")) == (2, 9)
    assert len(awaiting) == 9
    assert ageing.total == len(overdue)
    assert ageing.over_365 == len(overdue)


@pytest.mark.parametrize("day", [date(2023, 12, 10), date(2024, 3, 31), date(2024, 10, 6), date(2026, 11, 22)])
def test_every_table_adds_up_to_the_totals(worked: Path, day: date) -> None:
    with weekly(worked, None, TODAY, as_of=day) as status:
        for groups in (status.tables.by_entity, status.tables.by_case, status.tables.by_fiscal_year):
            for name, number in status.totals.items():
                assert sum(group.counts[name] for group in groups) == number
            assert sum(group.closed for group in groups) == status.totals["closed"]
            assert sum(group.open + group.closed for group in groups) == status.total
            assert sum(group.guidance for group in groups) == 11
        assert status.overdue_ageing.total == status.totals["overdue"]
        assert status.unverified_ageing.total == status.totals["unverified"]
        assert {group.key: group.counts for group in status.tables.by_entity if group.total} == queries.by_entity(
            status.connection, day
        )


def test_ageing_counts_each_bound_on_its_own_side(small: Callable[..., Path]) -> None:
    day = date(2026, 1, 1)
    ages = (1, 30, 31, 90, 91, 365, 366, 2000)
    milestones: dict[str, dict[str, Any]] = {str(age): {"due_on": day - timedelta(days=age)} for age in ages}
    milestones |= {
        f"r{age}": {"status": "reported", "reported_on": day - timedelta(days=age)} for age in (0, 30, 31, 400)
    }
    milestones["r"] = {"status": "reported"}
    milestones["later"] = {"due_on": day}
    with weekly(small(milestones), None, day) as status:
        assert status.overdue_ageing == Ageing(2, 2, 2, 2, 0)
        assert status.unverified_ageing == Ageing(2, 1, 0, 1, 1)


def test_most_urgent_groups_come_first_and_years_in_order(registered: Path) -> None:
    with weekly(registered, None, TODAY) as status:
        tables = status.tables
    assert [group.key for group in tables.by_entity][:2] == ["digital-agency", "fujitsu-japan"]
    assert [(group.key, group.name, group.guidance) for group in tables.by_fiscal_year] == [("2023", "令和5年度", 11)]


def test_what_the_status_rests_on(worked: Path) -> None:
    with weekly(worked, "2024-W40", TODAY) as status:
        assert [(one.batch, one.effective_on, one.why) for one in status.registers] == [
            (1, date(2023, 12, 6), "個人情報保護委員会 令和5年12月6日")
        ]
        assert [report.key for report in status.reports][-1] == f"{DA}/report-2"
    with weekly(worked, "2024-W39", TODAY) as status:
        assert f"{DA}/report-2" not in [report.key for report in status.reports]


def test_a_record_that_began_later_is_empty(registered: Path) -> None:
    with weekly(registered, "2023-W40", TODAY) as status:
        assert status.total == 0
        assert status.header.batch is None
        assert status.delta.first
        assert list(status.plain_rows()) == []
        assert status.tables.by_entity == ()


def test_the_previous_totals_are_those_of_the_week_before(worked: Path) -> None:
    with weekly(worked, "2024-W39", TODAY) as before, weekly(worked, "2024-W40", TODAY) as status:
        assert status.previous_totals == before.totals
        assert status.previous == before.as_of


def test_the_due_soon_setting_counts(small: Callable[..., Path]) -> None:
    path = small({"1": {"due_on": date(2026, 12, 20)}})
    for soon_days, expected in ((30, 1), (7, 0)):
        with weekly(path, None, TODAY, soon_days) as status:
            assert status.totals["due_soon"] == expected
            assert sum(group.counts["due_soon"] for group in status.tables.by_entity) == expected


def test_figures_are_of_one_moment_while_others_write(small: Callable[..., Path]) -> None:
    path = small({"1": {"due_on": date(2024, 2, 1)}})
    with weekly(path, None, TODAY) as status:
        assert status.totals["overdue"] == 1
        commands.withdraw(path, act("2026-11-23"), ["e/1/1/m/1"], reason="不要")
        assert [row[10] for row in status.plain_rows()] == ["overdue"]
    with weekly(path, None, TODAY) as status:
        assert status.totals["overdue"] == 0


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("no database")
    with pytest.raises(Problem, match="not a database"), weekly(tmp_path / "x.db", None, TODAY):
        pass


def test_rows_are_told_apart_by_kind(registered: Path, small: Callable[..., Path]) -> None:
    with weekly(registered, None, TODAY) as status:
        assert (status.promises, status.items_without_plan, status.guidance_without_report) == (40, 24, 0)
        assert status.overdue_inferred == 2
    path = small({"1": {"due_on": date(2024, 3, 5), "due_inferred": True}, "2": {"due_on": date(2024, 3, 5)}})
    guidance = Record(
        "guidance", "e/2",
        {"entity_key": "e", "case_key": "c", "given_on": date(2023, 12, 1), "report_due_on": date(2024, 1, 31)},
    )  # fmt: skip
    commands.create(path, act("2024-01-02"), [guidance])
    with weekly(path, "2024-W10", TODAY) as status:
        assert (status.promises, status.items_without_plan, status.guidance_without_report) == (2, 0, 1)
        assert status.overdue_inferred == 1
        assert headline(status, "ja").startswith("約束2件、報告書未提出の指導1件（1者）。約束のうち未了2件。")
