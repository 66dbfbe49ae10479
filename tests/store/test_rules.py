"""Attention, lateness and permitted moves, by the tables of the design."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import rules

TODAY = date(2026, 11, 23)
STATUSES = ("planned", "in_progress", "reported", "verified", "returned", "withdrawn")
days = st.dates() | st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))


def of(status: str, due_on: date | None, as_of: date = TODAY, soon: int = 30) -> str | None:
    return rules.attention("milestone", {"status": status, "due_on": due_on}, as_of, soon)


# as-of 2026-11-23: yesterday is late, today is not, the 30th day (12-23) is soon, the 31st (12-24) is not.
BY_DAY = {
    "planned": ("overdue", "due_soon", "due_soon", "on_track", "undated"),
    "in_progress": ("overdue", "due_soon", "due_soon", "on_track", "undated"),
    "returned": ("overdue", "returned", "returned", "returned", "returned"),
    "reported": ("unverified",) * 5,
    "verified": ("closed",) * 5,
    "withdrawn": ("closed",) * 5,
}
DAYS = (date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 23), date(2026, 12, 24), None)


@pytest.mark.parametrize("status", BY_DAY)
def test_each_status_on_each_side_of_each_boundary(status: str) -> None:
    assert tuple(of(status, due_on) for due_on in DAYS) == BY_DAY[status]


def test_the_eight_classes_stand_in_triage_order() -> None:
    assert rules.ATTENTIONS == (
        "overdue", "returned", "unverified", "awaiting_plan", "due_soon", "undated", "on_track", "closed",
    )  # fmt: skip
    assert [rules.RANK[name] for name in rules.ATTENTIONS] == list(range(8))
    assert rules.STATUSES == STATUSES


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("item", {"guided": True, "measures": 0}, "awaiting_plan"),
        ("item", {"guided": True, "measures": 1}, None),
        ("item", {"guided": False, "measures": 0}, None),
        ("guidance", {"reports": 0, "report_due_on": date(2026, 11, 22)}, "awaiting_plan"),
        ("guidance", {"reports": 0, "report_due_on": date(2026, 11, 23)}, None),
        ("guidance", {"reports": 0, "report_due_on": None}, None),
        ("guidance", {"reports": 1, "report_due_on": date(2023, 10, 31)}, None),
        ("entity", {}, None),
    ],
)
def test_what_awaits_a_plan(kind: str, row: dict[str, Any], expected: str | None) -> None:
    assert rules.attention(kind, row, TODAY) == expected


def test_the_due_soon_days_are_a_setting() -> None:
    assert of("planned", TODAY + timedelta(days=7), soon=7) == "due_soon"
    assert of("planned", TODAY + timedelta(days=8), soon=7) == "on_track"
    assert of("planned", TODAY, soon=0) == "due_soon"
    assert of("planned", TODAY, soon=-5) == "due_soon"
    assert of("planned", date.max, soon=10**12) == "due_soon"


@given(st.sampled_from(STATUSES), st.none() | days, days, st.integers(-5, 10**6))
def test_every_milestone_has_exactly_one_attention(status: str, due_on: date | None, as_of: date, soon: int) -> None:
    row = {"status": status, "due_on": due_on}
    hits = [r.attention for r in rules.RULES if r.kind == "milestone" and rules.holds(r.test, row, as_of, soon)]
    assert hits == [of(status, due_on, as_of, soon)]


ROWS = st.fixed_dictionaries({
    "status": st.sampled_from(STATUSES),
    "due_on": st.none() | days,
    "guided": st.booleans(),
    "measures": st.integers(0, 2),
    "reports": st.integers(0, 2),
    "report_due_on": st.none() | days,
})  # fmt: skip


@given(ROWS, days, st.integers(0, 400))
def test_the_sql_of_every_rule_says_what_python_says(row: dict[str, Any], as_of: date, soon: int) -> None:
    columns = ", ".join(f"? AS {name}" for name in row)
    bound = [value.isoformat() if isinstance(value, date) else value for value in row.values()]
    connection = sqlite3.connect(":memory:")
    for rule in rules.RULES:
        sql = f"SELECT coalesce({rules.sql(rule.test, as_of, soon)}, 0) FROM (SELECT {columns})"
        (found,) = connection.execute(sql, bound).fetchone()
        assert bool(found) is rules.holds(rule.test, row, as_of, soon), sql
    connection.close()


def test_columns_are_spelled_as_the_query_asks() -> None:
    test = rules.All((rules.OneOf(rules.Field("status"), ("returned",)), rules.Empty(rules.Field("due_on"))))
    assert rules.sql(test, TODAY, columns={"due_on": "m.lane_on"}) == "(status = 'returned' AND m.lane_on IS NULL)"


@pytest.mark.parametrize(
    ("status", "due_on", "expected"),
    [
        ("planned", date(2024, 3, 31), 967),  # 275 days left of 2024, 365 of 2025, 327 up to 2026-11-23
        ("returned", date(2026, 11, 22), 1),
        ("planned", date(2026, 11, 23), None),
        ("reported", date(2024, 3, 31), None),
        ("verified", date(2024, 3, 31), None),
        ("withdrawn", date(2024, 3, 31), None),
        ("planned", None, None),
        ("in_progress", date(1, 1, 1), 739_942),  # never saturating: date(2026, 11, 23).toordinal() is 739,943
    ],
)
def test_days_overdue(status: str, due_on: date | None, expected: int | None) -> None:
    assert rules.days_overdue(status, due_on, TODAY) == expected


@pytest.mark.parametrize(
    ("status", "reported_on", "expected"),
    [
        ("reported", date(2026, 11, 3), 20),
        ("reported", TODAY, 0),
        ("reported", date(2026, 12, 1), 0),
        ("reported", None, None),
        ("verified", date(2026, 11, 3), None),
    ],
)
def test_days_unverified(status: str, reported_on: date | None, expected: int | None) -> None:
    assert rules.days_unverified(status, reported_on, TODAY) == expected


def test_the_worst_class_is_the_first_with_a_row() -> None:
    assert rules.worst({"closed": 3, "due_soon": 1, "overdue": 0}) == "due_soon"
    assert rules.worst({}) is None


# Rows are what it is, columns what it would become, in the order of STATUSES.
MOVES = {
    "planned":     (False, True, True, True, True, True),
    "in_progress": (True, False, True, True, True, True),
    "reported":    (True, True, False, True, True, True),
    "verified":    (False, False, False, False, True, False),
    "returned":    (True, True, True, True, False, True),
    "withdrawn":   (True, True, False, False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("status", MOVES)
def test_what_a_supervisor_may_do(status: str) -> None:
    assert tuple(rules.may_move(status, to) for to in STATUSES) == MOVES[status]


def test_an_entitys_claim_moves_only_among_the_first_three_and_never_a_decision() -> None:
    may = {(status, to) for status in STATUSES for to in STATUSES if rules.may_claim(status, to)}
    first = ("planned", "in_progress", "reported")
    assert may == {(status, to) for status in (*first, "returned") for to in first}


def test_keys() -> None:
    assert rules.key_parent("e/2023-09-20/6/audit/3") == "e/2023-09-20/6/audit"
    assert rules.key_parent("e") is None
    assert rules.occurrence_key("e/1/m/3") == "e/1/m/3.2"
    assert rules.occurrence_key("e/1/m/3.2") == "e/1/m/3.3"
    assert rules.occurrence_key("e/1/m/3.9") == "e/1/m/3.10"
    assert rules.occurrence_key("e.v1/3") == "e.v1/3.2"
