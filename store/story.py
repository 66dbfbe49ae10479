"""Everything about one record, for the detail pane and `show`, and the register as a tree. sqlite3 only."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from store import queries, rules
from store.history import Entry, entries
from store.record import FIELDS, KINDS, Kind
from store.rows import Row, day, find, rows

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shared:
    """A promise in parts: `done` of `whole` units over all milestones of a measure that count the same unit."""

    done: int
    whole: int
    unit: str


@dataclass(frozen=True, slots=True)
class Story:
    """One record and what stands above and under it. Records are dicts of all fields with `key`; None where none is.

    `record` is the record itself; `milestones` those of its measure (or below it), in key order; `shared` the joint
    count of a measure's parts; `history` the batches that touched it or what stands under it, newest first.
    """

    kind: Kind
    key: str
    record: Values
    case: Values | None
    entity: Values | None
    guidance: Values | None
    item: Values | None
    measure: Values | None
    milestones: tuple[Row, ...]
    revisions: tuple[Values, ...]
    reports: tuple[Values, ...]
    watches: tuple[Values, ...]
    shared: tuple[Shared, ...]
    history: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the register tree. `counts` counts the worklist rows at and below it, `worst` is their worst."""

    kind: Kind
    key: str
    label: str
    number: str | None
    counts: Mapping[rules.Attention, int]
    worst: rules.Attention | None
    has_children: bool
    status: str | None = None
    due_on: date | None = None


# So much of a record's past and of its parts is read for a screen; `history KEY` reads the rest.
_ENTRIES: Final = 50
_PARTS: Final = 500
_BELOW: Final[Mapping[Kind, tuple[Kind, str]]] = {
    "entity": ("guidance", "entity_key"),
    "guidance": ("item", "guidance_key"),
    "item": ("measure", "item_key"),
    "measure": ("milestone", "measure_key"),
    "case": ("watch", "case_key"),
}
_LABEL: Final[Mapping[Kind, str]] = {
    "case": "name",
    "entity": "name",
    "guidance": "law",
    "item": "heading",
    "measure": "heading",
    "milestone": "text",
    "watch": "text",
}


def kind_of(connection: sqlite3.Connection, key: str) -> Kind | None:
    """What a key names, None where it names nothing."""
    for kind in KINDS:
        if connection.execute(f'SELECT 1 FROM "{kind}" WHERE key = ?', (key,)).fetchone():
            return kind
    return None


def record(connection: sqlite3.Connection, kind: Kind, key: str | None) -> Values | None:
    """All fields of one record, with its key; None where there is none."""
    found = _records(connection, kind, "key = ?", key) if key is not None else ()
    return found[0] if found else None


def story(connection: sqlite3.Connection, key: str, as_of: date) -> Story | None:
    """The story of any record, None where the key names nothing."""
    kind = kind_of(connection, key)
    own = record(connection, kind, key) if kind is not None else None
    if kind is None or own is None:
        return None
    above: dict[Kind, Values | None] = {kind: own}
    if kind == "revision":
        above["milestone"] = record(connection, "milestone", own["milestone_key"])
    for lower, upper in (("milestone", "measure"), ("measure", "item"), ("item", "guidance"), ("report", "guidance")):
        held = above.get(_kind(lower))
        if held is not None:
            above[_kind(upper)] = record(connection, _kind(upper), held[f"{upper}_key"])
    guidance = above.get("guidance")
    if guidance is not None:
        above["entity"] = record(connection, "entity", guidance["entity_key"])
    case_key = (guidance or own).get("case_key")
    measure = above.get("measure")
    milestones = _milestones(connection, measure["key"] if measure else key, as_of)
    under = guidance["key"] if guidance else key
    return Story(
        kind=kind,
        key=key,
        record=own,
        case=own if kind == "case" else record(connection, "case", case_key),
        entity=above.get("entity"),
        guidance=guidance,
        item=above.get("item"),
        measure=measure,
        milestones=milestones,
        revisions=_records(connection, "revision", "milestone_key = ?", key),
        reports=_records(connection, "report", "guidance_key = ?", under),
        watches=_records(connection, "watch", "case_key = ?", key),
        shared=shared(milestones) if measure else (),
        history=tuple(entries(connection, key, _ENTRIES, below=kind not in ("milestone", "item"))),
    )


def shared(milestones: tuple[Row, ...]) -> tuple[Shared, ...]:
    """The joint counts of a measure's milestones, a unit each: 5 and 6 files of an audit are 11 files together.

    Later occurrences of a recurring promise count anew and are left out, and so is what was withdrawn.
    """
    sums: dict[str, tuple[int, int, int]] = {}
    for row in milestones:
        if row.quantity is None or row.status == "withdrawn" or row.recurrence is not None:
            continue
        done, whole, parts = sums.get(row.unit or "", (0, 0, 0))
        sums[row.unit or ""] = (done + (row.quantity_done or 0), whole + row.quantity, parts + 1)
    return tuple(Shared(done, whole, unit) for unit, (done, whole, parts) in sums.items() if parts > 1)


def nodes(connection: sqlite3.Connection, parent: str | None, as_of: date) -> list[Node]:
    """The lines under one line of the register tree, or (None) its entities, then its cases with what is watched."""
    if parent is None:
        return [*_lines(connection, "entity", "1", None, as_of), *_lines(connection, "case", "1", None, as_of)]
    kind = kind_of(connection, parent)
    if kind is None or kind not in _BELOW:
        return []
    child, column = _BELOW[kind]
    return _lines(connection, child, f"{column} = ?", parent, as_of)


def _lines(connection: sqlite3.Connection, kind: Kind, where: str, value: str | None, as_of: date) -> list[Node]:
    found = _records(connection, kind, where, value)
    lines: list[Node] = []
    counts: Mapping[rules.Attention, int]
    if kind == "milestone":
        for values in found:
            attention = rules.attention(kind, values, as_of)
            counts = {} if attention is None else {attention: 1}
            lines.append(
                Node(
                    kind, values["key"], values["text"], None, counts, attention, False, values["status"],
                    values["due_on"],
                )
            )  # fmt: skip
        return lines
    whole = queries.by_entity(connection, as_of) if kind == "entity" else {}
    for values in found:
        key = values["key"]
        if kind == "entity":
            counts = whole.get(key, dict.fromkeys(rules.ATTENTIONS, 0))
        elif kind in ("case", "watch"):
            counts = {}
        else:
            counts = _counts(connection, kind, key, as_of)
        child = _BELOW.get(kind)
        has_children = child is not None and bool(
            connection.execute(f'SELECT 1 FROM "{child[0]}" WHERE {child[1]} = ? LIMIT 1', (key,)).fetchone()
        )
        label = values[_LABEL[kind]] or values.get("text") or ""
        if kind == "guidance":
            label = f"{values['given_on'].isoformat()} {values['law']}"
        if kind == "watch":
            label = f"{values['party']}: {values['text']}"
        lines.append(
            Node(
                kind, key, label, values.get("number"), counts, rules.worst(counts), has_children,
                due_on=values.get("due_on"),
            )
        )  # fmt: skip
    return lines


def _counts(connection: sqlite3.Connection, kind: Kind, key: str, as_of: date) -> dict[rules.Attention, int]:
    """The rows at and below a record, by one range of its keys, however large the rest of the register is."""
    found = dict.fromkeys(rules.ATTENTIONS, 0)
    held = connection.execute(
        f"SELECT {rules.rank_sql(as_of)}, count(*) FROM milestone WHERE key > ? AND key < ? GROUP BY 1",
        (f"{key}/", f"{key}0"),
    )
    for rank, count in held:
        found[rules.ATTENTIONS[rank]] = count
    waiting = queries.Query(attentions=("awaiting_plan",), under=key)
    found["awaiting_plan"] = sum(1 for _ in queries.handles(connection, waiting, as_of))
    own = find(connection, key, as_of) if kind in ("item", "guidance") else None
    if own is not None and own.attention is not None:
        found[own.attention] += 1
    return found


def _milestones(connection: sqlite3.Connection, above: str, as_of: date) -> tuple[Row, ...]:
    ids = connection.execute(
        "SELECT id * 4 FROM milestone WHERE key > ? AND key < ? ORDER BY id LIMIT ?",
        (f"{above}/", f"{above}0", _PARTS),
    )
    return tuple(rows(connection, [handle for (handle,) in ids], as_of))


def _records(connection: sqlite3.Connection, kind: Kind, where: str, value: str | None) -> tuple[Values, ...]:
    """Records in their document's order, which is that of their making; entities in the order of their readings."""
    names = tuple(FIELDS[kind])
    order = "coalesce(nullif(reading, ''), name), key" if kind == "entity" else "id"
    found = connection.execute(
        f'SELECT key, {", ".join(names)} FROM "{kind}" WHERE {where} ORDER BY {order}',
        () if value is None else (value,),
    )
    types = FIELDS[kind]
    return tuple(
        {"key": key}
        | {
            name: day(stored) if types[name] == "date" else bool(stored) if types[name] == "bool" else stored
            for name, stored in zip(names, values, strict=True)
        }
        for key, *values in found
    )


def _kind(word: str) -> Kind:
    return next(kind for kind in KINDS if kind == word)
