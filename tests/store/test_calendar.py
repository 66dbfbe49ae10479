from __future__ import annotations

from datetime import date, timedelta

import japanera
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import calendar
from store.problem import Problem

MODERN = st.dates(min_value=date(1873, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(1873, 1, 1), "明治6年1月1日", "M6.1.1"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2024, 9, 30), "令和6年9月30日", "R6.9.30"),
    ],
)
def test_era_dates_are_printed_as_official_papers_print_them(day: date, long: str, short: str) -> None:
    assert calendar.wareki(day) == long
    assert calendar.wareki_short(day) == short


def test_days_of_the_lunisolar_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="Gregorian"):
        calendar.wareki(date(1872, 12, 31))


@given(MODERN)
def test_the_era_of_every_day_is_that_of_japanera(day: date) -> None:
    assert calendar.era_of(day).name == japanera.EraDate.from_date(day).era.kanji


@pytest.mark.parametrize(
    ("era", "year", "western"),
    [
        ("令和", 1, 2019),
        ("R", 6, 2024),
        ("㋿", 5, 2023),
        ("平成", 31, 2019),
        ("h", 1, 1989),
        ("昭和", 64, 1989),
    ],
)
def test_an_era_year_is_a_western_year(era: str, year: int, western: int) -> None:
    assert calendar.era_year_to_western(era, year) == western


@pytest.mark.parametrize(("era", "year"), [("平成", 32), ("平成", 0), ("昭和", 65), ("慶応", 3), ("令和", 99999)])
def test_a_year_that_an_era_never_had_is_refused(era: str, year: int) -> None:
    with pytest.raises(Problem, match=era):
        calendar.era_year_to_western(era, year)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 4, 1), 2023),
        (date(2024, 3, 31), 2023),
        (date(2024, 4, 1), 2024),
        (date(2023, 12, 6), 2023),
    ],
)
def test_the_fiscal_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert calendar.fiscal_year(day) == year
    first, last = calendar.fiscal_year_bounds(year)
    assert first <= day <= last


def test_fiscal_year_bounds() -> None:
    assert calendar.fiscal_year_bounds(2023) == (date(2023, 4, 1), date(2024, 3, 31))


def test_the_last_day_of_a_month_knows_leap_years() -> None:
    assert calendar.month_end(2024, 2) == date(2024, 2, 29)
    assert calendar.month_end(2100, 2) == date(2100, 2, 28)
    assert calendar.month_bounds(2023, 12) == (date(2023, 12, 1), date(2023, 12, 31))
    with pytest.raises(ValueError, match="13"):
        calendar.month_end(2024, 13)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 6), 1, date(2024, 1, 6)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 12, 6), -12, date(2022, 12, 6)),
    ],
)
def test_adding_months_never_leaves_the_month(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2026, 11, 25), "2026-W48"), (date(2021, 1, 3), "2020-W53"), (date(2024, 12, 30), "2025-W01")],
)
def test_iso_weeks(day: date, week: str) -> None:
    assert calendar.iso_week(day) == week
    monday, sunday = calendar.week_bounds(week)
    assert monday <= day <= sunday


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_a_day_lies_in_its_week(day: date) -> None:
    monday, sunday = calendar.week_bounds(calendar.iso_week(day))
    assert monday <= day <= sunday
    assert monday.weekday() == 0
    assert sunday - monday == timedelta(days=6)


@pytest.mark.parametrize("text", ["", "2026-W54", "2021-W53", "2026-W00", "2026-48", "W48", "0000-W01"])
def test_a_text_that_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="week"):
        calendar.week_bounds(text)
