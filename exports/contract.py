"""The worklist's rows as plain tuples in the contract's order, streamed for the formats that print every row.

`store.rows.Row` holds the same with Python values; building a hundred thousand of those costs more than reading them.
Which rows, in which order and of which attention is asked of store.queries; a test holds both readings equal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal

from store import rules
from store.parts import parts
from store.queries import Query, handles
from store.rows import ROW_FIELDS, rows

Type = Literal["text", "date", "int", "bool"]
_DATES: Final = frozenset({"guidance_on", "due_on", "original_due_on", "reported_on", "verified_on", "next_check_on"})
_NUMBERS: Final = frozenset({"revisions", "days_overdue", "days_unverified", "quantity", "quantity_done"})
_FLAGS: Final = frozenset({"due_approx", "due_inferred"})
# What each column of the contract holds.
TYPES: Final[dict[str, Type]] = {
    name: "date" if name in _DATES else "int" if name in _NUMBERS else "bool" if name in _FLAGS else "text"
    for name in ROW_FIELDS
}
# A row: text as it is on file, dates as ISO text, booleans as 0 and 1, None where there is none.
Plain = tuple[Any, ...]

_SPELLED: Final = {
    "entity": "m.entity_key", "entity_name": "e.name", "case": "g.case_key", "guidance_on": "g.given_on",
    "item": "nullif(i.number, '')", "item_heading": "i.heading", "measure": "x.heading",
    "attention": "NULL", "days_overdue": "NULL", "days_unverified": "NULL",
}  # fmt: skip
_COLUMNS: Final = ", ".join(_SPELLED.get(name, f"m.{name}") for name in ROW_FIELDS)
_SELECT: Final = f"""
SELECT {_COLUMNS}, m.id FROM milestone m JOIN measure x ON x.key = m.measure_key
JOIN item i ON i.key = x.item_key JOIN guidance g ON g.key = i.guidance_key JOIN entity e ON e.key = m.entity_key
WHERE m.id IN """
_AT: Final = {name: place for place, name in enumerate(ROW_FIELDS)}


def plain_rows(connection: sqlite3.Connection, as_of: date, soon_days: int) -> Iterator[Plain]:
    """Every row of the worklist in triage order, a few hundred in memory at a time."""
    for attention in rules.ATTENTIONS:
        found = handles(connection, Query(attentions=(attention,), soon_days=soon_days), as_of)
        for chunk in parts(found):
            if attention == "awaiting_plan":
                yield from _waiting(connection, chunk, as_of, soon_days)
            else:
                yield from _milestones(connection, chunk, attention, as_of)


def _milestones(
    connection: sqlite3.Connection, chunk: list[int], attention: rules.Attention, as_of: date
) -> Iterator[Plain]:
    ids = [handle >> 2 for handle in chunk]
    found = {row[-1]: row for row in connection.execute(f"{_SELECT}({', '.join('?' * len(ids))})", ids)}
    at_attention = _AT["attention"]
    late = {"overdue": "days_overdue", "unverified": "days_unverified"}.get(attention)
    for id_ in ids:
        row = found.get(id_)
        if row is None:
            continue
        *values, _ = row
        values[at_attention] = attention
        if late is not None:
            values[_AT[late]] = _days(late, values, as_of)
        yield tuple(values)


def _days(late: str, values: list[Any], as_of: date) -> int | None:
    column, rule = {
        "days_overdue": ("due_on", rules.days_overdue),
        "days_unverified": ("reported_on", rules.days_unverified),
    }[late]
    day = values[_AT[column]]
    return rule(values[_AT["status"]], None if day is None else date.fromisoformat(day), as_of)


def _waiting(connection: sqlite3.Connection, chunk: list[int], as_of: date, soon_days: int) -> Iterator[Plain]:
    for row in rows(connection, chunk, as_of, soon_days):
        yield tuple(
            value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, bool) else value
            for value in row.contract().values()
        )
