from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.typed_date import parse_date
from store import calendar
from store.problem import Problem

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "due", "kind"),
    [
        ("+2w", "2026-12-09", "relative"),
        ("+10d", "2026-12-05", "relative"),
        ("-3d", "2026-11-22", "relative"),
        ("+1m", "2026-12-25", "relative"),
        ("+1y", "2027-11-25", "relative"),
        ("＋２ｗ", "2026-12-09", "relative"),
        ("月末", "2026-11-30", "relative"),
        ("今月末", "2026-11-30", "relative"),
        ("来月末", "2026-12-31", "relative"),
        ("来月", "2026-12-31", "relative"),
        ("年度末", "2027-03-31", "relative"),
        ("年度内", "2027-03-31", "relative"),
        ("年末", "2026-12-31", "relative"),
        ("今年度末", "2027-03-31", "relative"),
        ("来年度末", "2028-03-31", "relative"),
        ("令和9年3月末", "2027-03-31", "day"),
        ("令和９年３月３１日", "2027-03-31", "day"),
        ("令和9年3月末まで", "2027-03-31", "day"),
        ("令和8年度中", "2027-03-31", "fiscal-year"),
        ("令和8年度第3四半期", "2026-12-31", "range"),
        ("R9.3.31", "2027-03-31", "day"),
        ("r9.3.31", "2027-03-31", "day"),
        ("Ｒ９．３．３１", "2027-03-31", "day"),
        ("R9.3", "2027-03-31", "month"),
        ("R9.3.", "2027-03-31", "month"),
        ("R9", "2027-12-31", "year"),
        ("R8年度", "2027-03-31", "fiscal-year"),
        ("令9.3.31", "2027-03-31", "day"),
        ("12/25", "2026-12-25", "day"),
        ("１２／２５", "2026-12-25", "day"),
        ("11/25", "2026-11-25", "day"),
        ("3/31", "2027-03-31", "day"),
        ("3月末", "2027-03-31", "day"),
        ("12月", "2026-12-31", "month"),
        ("2/29", "2028-02-29", "day"),
        ("30日", "2026-11-30", "day"),
        ("10日", "2026-12-10", "day"),
        ("2027-03-31", "2027-03-31", "day"),
        ("2027/3/31", "2027-03-31", "day"),
        ("20270331", "2027-03-31", "day"),
        ("2027年3月31日", "2027-03-31", "day"),
        ("2027-03", "2027-03-31", "month"),
        ("2027-03-", "2027-03-31", "month"),
        ("202703", "2027-03-31", "month"),
        ("2027", "2027-12-31", "year"),
        ("2027-", "2027-12-31", "year"),
        ("今日", "2026-11-25", "relative"),
        ("本日", "2026-11-25", "relative"),
        ("明日", "2026-11-26", "relative"),
        ("today", "2026-11-25", "relative"),
        ("Tomorrow", "2026-11-26", "relative"),
        (" 2027-03-31 ", "2027-03-31", "day"),
    ],
)
def test_a_typed_date_is_its_last_day(typed: str, due: str, kind: str) -> None:
    found = parse_date(typed, TODAY)
    assert (found.due_on.isoformat(), found.kind) == (due, kind)
    assert found.start <= found.due_on
    assert not found.approx


def test_about_is_kept() -> None:
    assert parse_date("令和9年3月末頃", TODAY).approx
    assert parse_date("令和9年1月を目処", TODAY).approx


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "+",
        "+2",
        "+2x",
        "あ",
        "2027-13",
        "2027-02-30",
        "20270230",
        "12/",
        "13/1",
        "2/30",
        "0/1",
        "32日",
        "0日",
        "令和9年2月30日",
        "平成40年",
        "毎月",
        "令和9年3月と4月",
        "R9.13",
        "99999999",
        "令和",
        "来",
        "+9999y",
        "2027-03-31 or so",
    ],
)
def test_what_is_no_date_is_told_in_a_sentence(typed: str) -> None:
    with pytest.raises(Problem) as told:
        parse_date(typed, TODAY)
    assert "date" in str(told.value)


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_typed_in_every_spelling(day: date) -> None:
    for spelling in (day.isoformat(), f"{day:%Y%m%d}", calendar.wareki(day), calendar.wareki_short(day)):
        assert parse_date(spelling, TODAY).due_on == day


@given(st.integers(min_value=0, max_value=999))
def test_steps_count_days(days: int) -> None:
    assert parse_date(f"+{days}d", TODAY).due_on == TODAY + timedelta(days=days)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    try:
        found = parse_date(text, TODAY)
    except Problem as problem:
        told = str(problem)
    else:
        told = found.understood
    assert told
