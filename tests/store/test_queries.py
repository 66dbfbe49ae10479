"""The worklist: the rules' classes in triage order, filters, counts, and the indexes that it is read through."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import queries, rules
from store.queries import Query
from store.rows import ROW_FIELDS, rows
from tests.store import registers, world
from tests.store.registers import Line, triage

TODAY = world.TODAY
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)


@pytest.fixture(scope="module")
def memory(empty: Path) -> Iterator[sqlite3.Connection]:
    with closing(registers.schema(empty)) as connection:
        yield connection


def keys(connection: sqlite3.Connection, query: Query, as_of: date, **more: Any) -> list[str]:
    return [row.key for row in rows(connection, list(queries.handles(connection, query, as_of, **more)), as_of)]


@shared
@given(registers.guidances, registers.milestones, registers.near)
def test_the_worklist_is_what_the_rules_say_in_triage_order(
    memory: sqlite3.Connection, acts: list[dict[str, Any]], promises: list[dict[str, Any]], as_of: date
) -> None:
    lines = registers.fill(memory, acts, promises)
    listed = sorted((line for line in lines if line.attention(as_of)), key=lambda line: triage(line, as_of))
    expected = [line.key for line in listed]
    read = list(queries.select(memory, Query(), as_of))
    assert [row.key for row in read] == expected
    assert [row.attention for row in read] == [line.attention(as_of) for line in listed]
    assert sum(row.kind == "milestone" for row in read) == len(promises)
    # From the end, in windows, a class at a time, and counted: always the same rows.
    assert keys(memory, Query(), as_of, reverse=True) == expected[::-1]
    for limit in (0, 1, 3, len(expected), len(expected) + 5):
        assert keys(memory, Query(), as_of, limit=limit) == expected[:limit]
        assert keys(memory, Query(), as_of, limit=limit, reverse=True) == expected[::-1][:limit]
    counted = Counter(line.attention(as_of) for line in listed)
    assert queries.counts(memory, as_of) == {name: counted[name] for name in rules.ATTENTIONS}
    for name in rules.ATTENTIONS:
        own = [line.key for line in listed if line.attention(as_of) == name]
        assert keys(memory, Query(attentions=(name,)), as_of) == own
    by_entity = Counter((line.entity, line.attention(as_of)) for line in listed)
    assert {
        (entity, name): count
        for entity, found in queries.by_entity(memory, as_of).items()
        for name, count in found.items()
        if count
    } == by_entity


FILTERS: list[tuple[Query, Callable[[Line], bool]]] = [
    (Query(entities=("e0", "e2")), lambda line: line.entity in ("e0", "e2")),
    (Query(officer="佐藤"), lambda line: line.values.get("officer") == "佐藤"),
    (Query(officer=""), lambda line: line.values.get("officer") is None),
    (Query(under="e1/g/1"), lambda line: line.key.startswith("e1/g/1/")),
    (Query(under="e1"), lambda line: line.key.startswith("e1/")),
    (
        Query(reported_to=TODAY - timedelta(days=2)),
        lambda line: (day := line.values.get("reported_on")) is not None and day <= TODAY - timedelta(days=2),
    ),
    (
        Query(reported_from=TODAY - timedelta(days=30)),
        lambda line: (day := line.values.get("reported_on")) is not None and day >= TODAY - timedelta(days=30),
    ),
    (
        Query(keys=("e0/g/1", "e0/g/1/m/1", "e1/g/1/m/2", "nowhere")),
        lambda line: line.key in ("e0/g/1", "e0/g/1/m/1", "e1/g/1/m/2"),
    ),
    (Query(text="備考"), lambda line: line.values.get("note") == "備考"),
    (Query(without="備考"), lambda line: line.values.get("note") != "備考"),
]


@shared
@given(registers.guidances, registers.milestones, st.sampled_from(range(len(FILTERS))))
def test_every_filter_keeps_the_order_and_the_counts(
    memory: sqlite3.Connection, acts: list[dict[str, Any]], promises: list[dict[str, Any]], which: int
) -> None:
    query, wanted = FILTERS[which]
    lines = registers.fill(memory, acts, promises)
    listed = sorted(
        (line for line in lines if line.attention(TODAY) and wanted(line)), key=lambda line: triage(line, TODAY)
    )
    assert keys(memory, query, TODAY) == [line.key for line in listed]
    assert keys(memory, query, TODAY, reverse=True) == [line.key for line in listed][::-1]
    counted = Counter(line.attention(TODAY) for line in listed)
    assert queries.counts(memory, TODAY, query) == {name: counted[name] for name in rules.ATTENTIONS}


@shared
@given(registers.guidances, registers.milestones, registers.dates, registers.dates)
def test_bounds_on_the_due_date_are_inclusive(
    memory: sqlite3.Connection, acts: list[dict[str, Any]], promises: list[dict[str, Any]], start: date, end: date
) -> None:
    lines = registers.fill(memory, acts, promises)
    found = keys(memory, Query(due_from=start, due_to=end), TODAY)
    due = {
        line.key: line.values.get("due_on", line.values.get("report_due_on")) for line in lines if line.kind != "item"
    }
    expected = {
        line.key for line in lines if line.attention(TODAY) and (day := due.get(line.key)) and start <= day <= end
    }
    assert set(found) == expected
    assert len(found) == len(expected)


@shared
@given(
    registers.guidances,
    registers.milestones,
    st.sampled_from(ROW_FIELDS),
    st.booleans(),
)
def test_a_sort_puts_empty_values_last_and_equals_in_triage_order(
    memory: sqlite3.Connection, acts: list[dict[str, Any]], promises: list[dict[str, Any]], column: str, down: bool
) -> None:
    lines = {line.key: line for line in registers.fill(memory, acts, promises)}
    read = list(queries.select(memory, Query(), TODAY))

    def value(row: Any) -> Any:
        found = getattr(row, column)
        return rules.RANK[found] if column == "attention" else found

    order = sorted(read, key=lambda row: triage(lines[row.key], TODAY))
    full = [row for row in order if value(row) not in (None, "")]
    for found in sorted({value(row) for row in full}, reverse=down):  # a stable sort, spelled out
        full = [row for row in full if value(row) != found] + [row for row in full if value(row) == found]
    expected = [row.key for row in full + [row for row in order if value(row) in (None, "")]]
    query = Query(sort=column, descending=down)
    assert keys(memory, query, TODAY) == expected
    assert keys(memory, query, TODAY, reverse=True) == expected[::-1]
    assert keys(memory, query, TODAY, limit=3) == expected[:3]


def test_a_claim_without_a_day_stands_after_those_with_one(path: Path) -> None:
    claims = [
        world.milestone(f"{world.MEASURE}/{number}", status="reported", reported_on=day)
        for number, day in ((1, None), (2, date(2026, 11, 1)), (3, date(2024, 1, 1)))
    ]
    world.load(path, *world.above(), *claims)
    with closing(sqlite3.connect(path)) as connection:
        found = keys(connection, Query(attentions=("unverified",)), TODAY)
    assert [key[-1] for key in found] == ["3", "2", "1"]


def test_officers_are_named_once_wherever_they_stand(path: Path) -> None:
    records = [
        world.milestone(f"{world.MEASURE}/{n}", officer=name) for n, name in enumerate(("田中", "佐藤", "佐藤", None))
    ]
    world.load(path, *world.above(officer="鈴木"), *records)
    with closing(sqlite3.connect(path)) as connection:
        assert queries.officers(connection) == sorted(["佐藤", "田中", "鈴木"])


def test_the_last_day_there_is_breaks_nothing(small: Path) -> None:
    with closing(sqlite3.connect(small)) as connection:
        assert queries.counts(connection, date.max)["overdue"] == 1
        assert queries.counts(connection, date.min)["on_track"] == 1
        assert queries.counts(connection, TODAY, Query(soon_days=10**12))["overdue"] == 1


# --- through which index ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def thousands(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """4,000 milestones, never analysed, as the planner meets them in a user's store."""
    path = world.copy(empty, tmp_path_factory.mktemp("plans") / "store.db")
    random = Random(7)
    promises = [
        world.milestone(
            f"{world.MEASURE}/{number}",
            status=status,
            due_on=random.choice((None, date.fromordinal(TODAY.toordinal() + random.randrange(-900, 900)))),
            reported_on=date(2026, 1, 1) if status == "reported" else None,
            verified_on=TODAY if status == "verified" else None,
            verified_by="佐藤" if status == "verified" else None,
            officer=random.choice((None, "田中", "佐藤")),
        )
        for number in range(4_000)
        for status in (random.choice(rules.STATUSES),)
    ]
    world.load(path, *world.above(), *promises)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone() == (0,)
        yield connection


def plan(connection: sqlite3.Connection, query: Query, attention: rules.Attention, *, reverse: bool = False) -> str:
    """How SQLite reads the first window of one class: its plan of the very statement that `handles` runs."""
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    try:
        chosen = Query(attentions=(attention,), entities=query.entities, officer=query.officer)
        found = list(queries.handles(connection, chosen, TODAY, limit=64, reverse=reverse))
    finally:
        connection.set_trace_callback(None)
    assert found
    (statement,) = [sql for sql in seen if "LIMIT" in sql]
    return "; ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))


ONE_TABLE = [name for name in rules.ATTENTIONS if name != "awaiting_plan"]


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("attention", ONE_TABLE)
def test_every_class_is_one_range_of_an_index(
    thousands: sqlite3.Connection, attention: rules.Attention, reverse: bool
) -> None:
    steps = plan(thousands, Query(), attention, reverse=reverse)
    index = "ix_milestone_returned" if attention == "returned" else "ix_milestone_work"
    assert f"INDEX {index}" in steps
    assert "TEMP B-TREE" not in steps
    assert "SEARCH" in steps or index == "ix_milestone_returned"


@pytest.mark.parametrize("attention", ONE_TABLE)
def test_an_officers_own_rows_are_read_through_an_index_in_order(
    thousands: sqlite3.Connection, attention: rules.Attention
) -> None:
    steps = plan(thousands, Query(officer="佐藤"), attention)
    index = "ix_milestone_returned" if attention == "returned" else "ix_milestone_officer (officer=?"
    assert f"INDEX {index}" in steps
    assert "TEMP B-TREE" not in steps


def test_what_awaits_a_plan_is_found_through_its_partial_index(thousands: sqlite3.Connection) -> None:
    sql, values = queries._segment(thousands, Query(), "awaiting_plan", TODAY, limit=64)
    steps = [row[3] for row in thousands.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("ix_item_awaiting" in step for step in steps), steps


def test_a_record_is_found_by_its_key_without_a_scan(thousands: sqlite3.Connection) -> None:
    steps = [row[3] for row in thousands.execute("EXPLAIN QUERY PLAN SELECT id FROM milestone WHERE key = ?", ("x",))]
    assert steps == ["SEARCH milestone USING COVERING INDEX sqlite_autoindex_milestone_1 (key=?)"]
