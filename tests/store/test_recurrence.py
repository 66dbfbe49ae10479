"""When a recurring promise falls due next: month ends, leap years, RFC 5545 rules, and rules that are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.recurrence import check_recurrence, next_occurrence, rest_of

D = date


@pytest.mark.parametrize(
    ("rule", "after", "expected"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", D(2024, 3, 31), D(2024, 6, 30)),  # quarterly at quarter ends
        ("FREQ=MONTHLY;INTERVAL=3", D(2024, 6, 30), D(2024, 9, 30)),
        ("FREQ=MONTHLY;INTERVAL=3", D(2023, 11, 30), D(2024, 2, 29)),
        ("FREQ=MONTHLY;INTERVAL=3", D(2024, 2, 29), D(2024, 5, 31)),
        ("FREQ=MONTHLY", D(2024, 1, 31), D(2024, 2, 29)),
        ("FREQ=MONTHLY", D(2024, 2, 29), D(2024, 3, 31)),
        ("FREQ=MONTHLY", D(2023, 1, 31), D(2023, 2, 28)),
        ("FREQ=MONTHLY", D(2024, 1, 15), D(2024, 2, 15)),
        ("FREQ=MONTHLY", D(2024, 1, 30), D(2024, 2, 29)),  # there is no 30 February: its last day
        ("FREQ=MONTHLY;INTERVAL=6", D(2024, 9, 30), D(2025, 3, 31)),
        ("FREQ=YEARLY", D(2024, 3, 31), D(2025, 3, 31)),
        ("FREQ=YEARLY", D(2024, 2, 29), D(2025, 2, 28)),
        ("FREQ=YEARLY", D(2027, 2, 28), D(2028, 2, 29)),
        ("FREQ=YEARLY;INTERVAL=2", D(2024, 4, 1), D(2026, 4, 1)),
        ("FREQ=DAILY", D(2024, 2, 28), D(2024, 2, 29)),
        ("FREQ=WEEKLY;INTERVAL=2", D(2024, 12, 25), D(2025, 1, 8)),
        ("FREQ=WEEKLY;BYDAY=MO,TH", D(2026, 11, 23), D(2026, 11, 26)),  # a Monday
        ("FREQ=MONTHLY;BYDAY=1MO", D(2026, 11, 2), D(2026, 12, 7)),
        ("FREQ=MONTHLY;BYDAY=-1FR", D(2026, 11, 27), D(2026, 12, 25)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", D(2024, 1, 31), D(2024, 2, 29)),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", D(2024, 4, 1), D(2025, 4, 1)),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", D(2023, 12, 6), D(2024, 4, 1)),
        ("freq=monthly", D(2024, 1, 31), D(2024, 2, 29)),
        ("FREQ=DAILY;UNTIL=20240102", D(2024, 1, 1), D(2024, 1, 2)),
        ("FREQ=DAILY;UNTIL=20240102", D(2024, 1, 2), None),
        ("FREQ=MONTHLY;INTERVAL=3;UNTIL=20240630", D(2024, 3, 31), D(2024, 6, 30)),
        ("FREQ=MONTHLY;INTERVAL=3;UNTIL=20240629", D(2024, 3, 31), None),
        ("FREQ=DAILY;COUNT=2", D(2024, 1, 1), D(2024, 1, 2)),
        ("FREQ=DAILY;COUNT=1", D(2024, 1, 1), None),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", D(2024, 1, 1), None),  # a day that never comes
        ("FREQ=YEARLY", D(9999, 3, 31), None),
        ("FREQ=DAILY", D(9999, 12, 31), None),
        ("UNSTATED", D(2024, 3, 31), None),
    ],
)
def test_next_occurrence(rule: str, after: date, expected: date | None) -> None:
    assert check_recurrence(rule) is None
    assert next_occurrence(rule, after) == expected


@given(
    st.sampled_from(["FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=WEEKLY", "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=2TU"]),
    st.integers(1, 40),
    st.dates(D(1990, 1, 1), D(2100, 1, 1)),
)
def test_the_next_is_always_later_and_never_two_periods_away(rule: str, interval: int, after: date) -> None:
    found = next_occurrence(f"{rule};INTERVAL={interval}", after)
    assert found is not None
    period = {"M": 31, "Y": 366, "W": 7, "D": 1}[rule[5]] * interval
    assert after < found <= after + timedelta(days=period + 31)


@given(st.integers(1, 36), st.dates(D(1990, 1, 1), D(2100, 1, 1)))
def test_a_month_end_stays_a_month_end(interval: int, day: date) -> None:
    end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    found = next_occurrence(f"FREQ=MONTHLY;INTERVAL={interval}", end)
    assert found is not None
    assert (found + timedelta(days=1)).day == 1
    assert (found.year * 12 + found.month) - (end.year * 12 + end.month) == interval


@pytest.mark.parametrize(
    "rule",
    [
        "", "定期的", "monthly", "FREQ=HOURLY", "FREQ=SECONDLY", "FREQ=FORTNIGHTLY", "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;INTERVAL=-1", "FREQ=MONTHLY;INTERVAL=x", "FREQ=MONTHLY;INTERVAL=1001", "INTERVAL=3",
        "FREQ=MONTHLY;", "FREQ=MONTHLY;BYDAY=XX", "FREQ=DAILY;COUNT=x", "RRULE:FREQ=DAILY",
        "DTSTART:20240101\nRRULE:FREQ=DAILY", "FREQ=DAILY\nEXDATE:20240101", "RDATE:20240101", "unstated",
        "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=2024-06-30", "FREQ=MONTHLY;INTERVAL=３",
    ],
)  # fmt: skip
def test_what_is_no_rule_gets_a_reason(rule: str) -> None:
    assert check_recurrence(rule)


def test_a_count_comes_to_its_end() -> None:
    rule, due, seen = "FREQ=MONTHLY;INTERVAL=3;COUNT=3", date(2024, 3, 31), []
    while due := next_occurrence(rule, due):
        seen.append(due)
        rule = rest_of(rule)
    assert seen == [date(2024, 6, 30), date(2024, 9, 30)]
    assert rest_of("FREQ=YEARLY") == "FREQ=YEARLY"
    assert rest_of("UNSTATED") == "UNSTATED"
