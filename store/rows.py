"""One row of the worklist, of `list`, of CSV and of JSON: the fields of the contract, read as plain columns.

sqlite3 only. A row is a milestone, or what awaits a plan: an item of guidance without a measure, or an act of guidance
whose demanded report is not in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from store import rules
from store.parts import parts

RowKind = Literal["milestone", "item", "guidance"]
# A handle is id * 4 + the kind's place here: one integer names a row of any kind.
ROW_KINDS: Final[tuple[RowKind, ...]] = ("milestone", "item", "guidance")
# The contract: these names in this order, in every format.
ROW_FIELDS: Final = (
    "key", "entity", "entity_name", "case", "guidance_on", "item", "item_heading", "measure", "text", "status",
    "attention", "due_on", "due_text", "due_approx", "due_inferred", "original_due_on", "revisions", "days_overdue",
    "reported_on", "days_unverified", "verified_on", "verified_by", "evidence", "quantity", "quantity_done", "unit",
    "recurrence", "officer", "next_check_on", "note", "source",
)  # fmt: skip


class Row(NamedTuple):
    """One row. `item` is the printed number (None where the paper prints none), `measure` the heading."""

    key: str
    entity: str
    entity_name: str
    case: str
    guidance_on: date
    item: str | None
    item_heading: str | None
    measure: str | None
    text: str
    status: str | None
    attention: rules.Attention | None
    due_on: date | None
    due_text: str | None
    due_approx: bool
    due_inferred: bool
    original_due_on: date | None
    revisions: int
    days_overdue: int | None
    reported_on: date | None
    days_unverified: int | None
    verified_on: date | None
    verified_by: str | None
    evidence: str | None
    quantity: int | None
    quantity_done: int | None
    unit: str | None
    recurrence: str | None
    officer: str | None
    next_check_on: date | None
    note: str | None
    source: str | None
    kind: RowKind
    handle: int
    persons: int
    measure_key: str | None
    done_on: date | None

    def contract(self) -> dict[str, Any]:
        """The contract's fields in their order, as Python values."""
        return {name: getattr(self, name) for name in ROW_FIELDS}


# The three kinds as one shape. The columns stand in the order that `_row` unpacks.
_PARTS: Final = {
    "milestone": """
SELECT m.id * 4, m.key, m.entity_key, e.name, g.case_key, g.given_on, coalesce(i.number, ''), i.heading,
    x.heading, m.text, m.status, m.due_on, m.due_text, m.due_approx, m.due_inferred, m.original_due_on, m.revisions,
    m.reported_on, m.verified_on, m.verified_by, m.evidence, m.quantity, m.quantity_done, m.unit, m.recurrence,
    m.officer, m.next_check_on, m.note, m.source, m.persons, m.measure_key, m.done_on,
    NULL, NULL
FROM milestone m JOIN measure x ON x.key = m.measure_key JOIN item i ON i.key = x.item_key
JOIN guidance g ON g.key = i.guidance_key JOIN entity e ON e.key = m.entity_key WHERE m.id""",
    "item": """
SELECT i.id * 4 + 1, i.key, g.entity_key, e.name, g.case_key, g.given_on, coalesce(i.number, ''), i.heading,
    NULL, i.text, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    i.officer, i.next_check_on, i.note, i.source, g.persons, NULL, NULL,
    i.guided, i.measures
FROM item i JOIN guidance g ON g.key = i.guidance_key JOIN entity e ON e.key = g.entity_key WHERE i.id""",
    "guidance": """
SELECT g.id * 4 + 2, g.key, g.entity_key, e.name, g.case_key, g.given_on, NULL, NULL,
    NULL, g.text, NULL, g.report_due_on, NULL, 0, 0, g.report_due_on, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    g.officer, g.next_check_on, g.note, g.source, g.persons, NULL, NULL,
    NULL, g.reports
FROM guidance g JOIN entity e ON e.key = g.entity_key WHERE g.id""",
}


def handle_kind(handle: int) -> RowKind:
    """The kind of row that a handle names."""
    return ROW_KINDS[handle & 3]


def rows(
    connection: sqlite3.Connection, handles: Sequence[int], as_of: date, soon_days: int = rules.DUE_SOON_DAYS
) -> list[Row]:
    """The rows that these handles name, in their order; what is no longer on file is left out."""
    found: dict[int, Row] = {}
    for kind, place in zip(ROW_KINDS, range(3), strict=True):
        ids = [handle >> 2 for handle in handles if handle & 3 == place]
        for chunk in parts(ids):
            sql = f"{_PARTS[kind]} IN ({', '.join('?' * len(chunk))})"
            for row in connection.execute(sql, chunk):
                found[row[0]] = _row(kind, row, as_of, soon_days)
    return [found[handle] for handle in handles if handle in found]


def stream(
    connection: sqlite3.Connection, handles: Iterable[int], as_of: date, soon_days: int = rules.DUE_SOON_DAYS
) -> Iterator[Row]:
    """The same, a few hundred at a time, for exports that must not hold everything."""
    for chunk in parts(handles):
        yield from rows(connection, chunk, as_of, soon_days)


def find(connection: sqlite3.Connection, key: str, as_of: date, soon_days: int = rules.DUE_SOON_DAYS) -> Row | None:
    """The milestone, item or act of guidance with this key, None where there is none."""
    for place, kind in enumerate(ROW_KINDS):
        hit = connection.execute(f"SELECT id FROM {kind} WHERE key = ?", (key,)).fetchone()
        if hit is not None:
            return rows(connection, [hit[0] * 4 + place], as_of, soon_days)[0]
    return None


def day(text: str | None) -> date | None:
    """A date column's value."""
    return None if text is None else date.fromisoformat(text)


def _row(kind: RowKind, row: tuple[Any, ...], as_of: date, soon_days: int) -> Row:
    (handle, key, entity, entity_name, case, given_on, number, item_heading, measure, text, status, due_on,
     due_text, approx, inferred, original, revisions, reported_on, verified_on, verified_by, evidence, quantity,
     quantity_done, unit, recurrence, officer, next_check_on, note, source, persons, measure_key,
     done_on, guided, beneath) = row  # fmt: skip
    due, reported = day(due_on), day(reported_on)
    asked = {
        "status": status, "due_on": due, "guided": guided, "measures": beneath, "reports": beneath,
        "report_due_on": due,
    }  # fmt: skip
    attention = rules.attention(kind, asked, as_of, soon_days)
    return Row(
        key=key, entity=entity, entity_name=entity_name, case=case, guidance_on=date.fromisoformat(given_on),
        item=number or None, item_heading=item_heading,
        measure=measure, text=text, status=status, attention=attention, due_on=due, due_text=due_text,
        due_approx=bool(approx), due_inferred=bool(inferred), original_due_on=day(original), revisions=revisions,
        days_overdue=rules.days_overdue(status, due, as_of) if status else None, reported_on=reported,
        days_unverified=rules.days_unverified(status, reported, as_of) if status else None,
        verified_on=day(verified_on), verified_by=verified_by, evidence=evidence, quantity=quantity,
        quantity_done=quantity_done, unit=unit, recurrence=recurrence, officer=officer,
        next_check_on=day(next_check_on), note=note, source=source, kind=kind, handle=handle, persons=persons,
        measure_key=measure_key, done_on=day(done_on),
    )  # fmt: skip
