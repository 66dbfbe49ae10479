"""Sorting by a column: what equals and empty values do by hand, and what is no column."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from store import queries
from store.problem import Problem
from store.queries import Query
from store.record import Record
from store.rows import ROW_FIELDS, rows
from tests.store import world

TODAY = world.TODAY


@pytest.fixture
def entities(path: Path) -> Path:
    """足立, 高知 and 宮崎 with a milestone each: 足立 overdue, the others undated."""
    records = []
    for key, name, reading, number in (
        ("m", "宮崎", "みやざき", "10"),
        ("a", "足立", "あだち", "2"),
        ("k", "高知", "こうち", None),
    ):
        records += [
            Record("entity", key, {"name": name, "reading": reading}) if record.kind == "entity" else record
            for record in world.above(key)
            if record.kind != "item"
        ]
        guidance = f"{key}/2023-09-20"
        records.append(Record("item", f"{guidance}/1", {"guidance_key": guidance, "number": number}))
        due = date(2024, 3, 31) if key == "a" else None
        records.append(world.milestone(f"{guidance}/1/audit/1", due_on=due, original_due_on=due))
    return world.load(path, *records)


def listed(path: Path, sort: str, *, down: bool = False, reverse: bool = False) -> str:
    with closing(sqlite3.connect(path)) as connection:
        query = Query(sort=sort, descending=down)
        found = queries.handles(connection, query, TODAY, reverse=reverse)
        return "".join(row.entity for row in rows(connection, list(found), TODAY))


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        ("", "akm", "akm"),  # overdue first, then the undated by key
        ("entity_name", "akm", "mka"),  # あ か ま, not the order of the characters
        ("entity", "akm", "mka"),
        ("item", "kma", "amk"),  # as printed or as the key says: "1", "10", "2"
        ("due_on", "akm", "akm"),  # no date comes last both ways
        ("days_overdue", "akm", "akm"),
        ("attention", "akm", "kma"),
        ("officer", "akm", "akm"),  # all empty: triage order
        ("status", "akm", "akm"),  # all equal: triage order
    ],
)
def test_by_hand(entities: Path, sort: str, up: str, down: str) -> None:
    assert listed(entities, sort) == up
    assert listed(entities, sort, reverse=True) == up[::-1]
    if sort:
        assert listed(entities, sort, down=True) == down
        assert listed(entities, sort, down=True, reverse=True) == down[::-1]


@pytest.mark.parametrize("sort", ROW_FIELDS)
def test_every_column_can_be_sorted_by_and_loses_no_row(entities: Path, sort: str) -> None:
    assert sorted(listed(entities, sort)) == ["a", "k", "m"]


@pytest.mark.parametrize("sort", ["nonsense", "key; DROP TABLE milestone", "persons", "rowid"])
def test_what_is_no_column_is_told(entities: Path, sort: str) -> None:
    with pytest.raises(Problem, match="no such column"):
        listed(entities, sort)
