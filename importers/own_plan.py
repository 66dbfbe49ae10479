"""Rows of this product's own table against the register: only edited cells become changes. Reads, never writes.

A status in the file is only a claim; a moved due date is a revision; a cell that only an act of the office changes
(verification, original date) or that the product works out itself, and that was edited, is told, never taken.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from importers import onfile, own_cells, own_derived, settle, wording
from importers.own_new import new_rows
from importers.own_rows import OwnRow
from importers.plan import Class, PlanChange
from store import rules
from store.check import check_values
from store.problem import Problem
from store.record import Kind

# The key names the row, and derived cells are not compared with the record; see own_derived.py.
_NOT_COMPARED: Final = frozenset({"key", *own_derived.DERIVED})
# They tell of the records above the row, and are corrected there.
_ABOVE: Final = ("entity", "entity_name", "case", "guidance_on", "item", "item_heading", "measure")
# What only an act of the office, or the log, sets.
_ACTS_OWN: Final = frozenset({"original_due_on", "revisions", "reported_on", "verified_on", "verified_by", "evidence"})
_OPEN_ONLY: Final = frozenset({
    "due_on", "due_text", "due_approx", "due_inferred", "done_on", "quantity", "quantity_done", "recurrence",
})  # fmt: skip
_DESK: Final = ("officer", "next_check_on", "note")
_TAKEN: Final[Mapping[Kind, tuple[str, ...]]] = {
    "milestone": (
        "text", "status", "due_on", "due_text", "due_approx", "done_on", "quantity", "quantity_done", "unit",
        "recurrence", *_DESK, "source",
    ),
    "item": ("text", *_DESK, "source"),
    "guidance": ("text", *_DESK, "source"),
}  # fmt: skip
# The columns of a reply form that are handed out empty, whatever is on file.
_ASKED: Final = frozenset({"done_on"})
# What an entity says there in its own words.
_SAID: Final = ("answer", "documents")
_KINDS: Final[tuple[Kind, ...]] = ("milestone", "item", "guidance")


@dataclass(slots=True)
class _Above:
    """The records above the rows, a few queries for all of them."""

    measures: dict[str, onfile.Values] = field(default_factory=dict)
    items: dict[str, onfile.Values] = field(default_factory=dict)
    guidance: dict[str, onfile.Values] = field(default_factory=dict)
    entities: dict[str, onfile.Values] = field(default_factory=dict)

    def of(self, kind: Kind, values: onfile.Values) -> dict[str, Any]:
        """What the columns above the row say on file."""
        measure = self.measures.get(values.get("measure_key", ""))
        item = values if kind == "item" else self.items.get(measure["item_key"] if measure else "")
        guidance = values if kind == "guidance" else self.guidance[item["guidance_key"] if item else ""]
        return {
            "entity": guidance["entity_key"],
            "entity_name": self.entities[guidance["entity_key"]]["name"],
            "entity_name_en": self.entities[guidance["entity_key"]]["name_en"],
            "case": guidance["case_key"],
            "guidance_on": guidance["given_on"],
            "item": (item["number"] or None) if item else None,
            "item_heading": item["heading"] if item else None,
            "measure": measure["heading"] if measure else None,
        }


@dataclass(slots=True)
class _Moves:
    """What the cells of one key move, and what of it is not taken: reason to fields."""

    taken: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    refused: dict[tuple[Class, str], dict[str, tuple[Any, Any]]] = field(default_factory=dict)

    def refuse(self, name: str, pair: tuple[Any, Any], reason: str, change_class: Class = "invalid") -> None:
        """Leave one cell out, with the reason."""
        self.refused.setdefault((change_class, reason), {})[name] = pair


def plan_rows(
    connection: sqlite3.Connection, rows: Sequence[OwnRow], today: date, *, lossy: bool = False
) -> list[PlanChange]:
    """The plan's rows for a table: in the table's order, what is new after what is on file.

    `lossy`: the text came through an encoding that cannot hold all characters (CP932), so `?` stands for what it lost.
    """
    grouped: dict[str, list[OwnRow]] = {}
    for row in rows:
        if row.key:
            grouped.setdefault(row.key, []).append(row)
    kinds, values = _on_file(connection, grouped)
    above = _above(connection, kinds, values)
    promises = (key for key in grouped if kinds.get(key) == "milestone")
    day = own_derived.written_on(((row, values[key]) for key in promises for row in grouped[key]), today)
    changes: list[PlanChange] = []
    for key, own in grouped.items():
        if key in kinds:
            moves = _Moves()
            for row in own if kinds[key] == "milestone" else ():
                for name, pair in own_derived.edited(row, values[key], day, today):
                    moves.refuse(name, pair, wording.DERIVED)
            changes.extend(_compared(key, kinds[key], values[key], above, own, moves, today, lossy))
        else:
            changes.append(
                PlanChange(
                    "invalid", "milestone", key, None, _text(own[0], "measure") or None, _text(own[0], "text"),
                    where=own[0].where, reason=wording.UNKNOWN_KEY,
                )
            )  # fmt: skip
    changes.extend(new_rows(connection, [row for row in rows if not row.key], today))
    return changes


def _on_file(connection: sqlite3.Connection, keys: Iterable[str]) -> tuple[dict[str, Kind], dict[str, onfile.Values]]:
    kinds: dict[str, Kind] = {}
    found: dict[str, onfile.Values] = {}
    left = list(keys)
    for kind in _KINDS:
        records = onfile.by_key(connection, kind, left)
        found |= records
        kinds |= dict.fromkeys(records, kind)
        left = [key for key in left if key not in records]
    return kinds, found


def _above(connection: sqlite3.Connection, kinds: Mapping[str, Kind], values: Mapping[str, onfile.Values]) -> _Above:
    above = _Above()
    own = [values[key] for key in kinds]
    above.measures = onfile.by_key(connection, "measure", (v["measure_key"] for v in own if "measure_key" in v))
    above.items = onfile.by_key(connection, "item", (v["item_key"] for v in above.measures.values()))
    named = [v["guidance_key"] for v in (*above.items.values(), *own) if "guidance_key" in v]
    above.guidance = onfile.by_key(connection, "guidance", named)
    acts = [*above.guidance.values(), *(values[key] for key, kind in kinds.items() if kind == "guidance")]
    above.entities = onfile.by_key(connection, "entity", (v["entity_key"] for v in acts))
    return above


def _compared(
    key: str,
    kind: Kind,
    values: onfile.Values,
    above: _Above,
    rows: Sequence[OwnRow],
    moves: _Moves,
    today: date,
    lossy: bool,
) -> Iterator[PlanChange]:
    """One record's rows of the plan: what is taken, and beside it what is not, each with its reason."""
    context = above.of(kind, values)
    for row in rows:
        _compare(kind, values, context, row, moves, today, lossy)
        _answered(values, row, moves, today)
    _check(key, kind, values, moves)
    where, text = rows[0].where, values["text"]

    def change(change_class: Class, fields: Mapping[str, tuple[Any, Any]], reason: str) -> PlanChange:
        return PlanChange(
            change_class, kind, key, context["entity"], context["measure"], text, fields, where=where, reason=reason,
            own=key, before=values,
        )  # fmt: skip

    if moves.taken:
        yield change("changed", moves.taken, _told(values, moves.taken))
    for (change_class, reason), fields in moves.refused.items():
        yield change(change_class, fields, reason)
    if not moves.taken and not moves.refused:
        yield PlanChange("unchanged", kind, key, context["entity"], context["measure"], text, where=where, own=key)


def _compare(
    kind: Kind,
    values: onfile.Values,
    context: Mapping[str, Any],
    row: OwnRow,
    moves: _Moves,
    today: date,
    lossy: bool,
) -> None:
    for name, cell in row.cells.items():
        if name in _NOT_COMPARED or (name not in values and name not in _ABOVE):
            continue
        before = context[name] if name in _ABOVE else values[name]
        if name == "status" and row.is_reply:
            cell = own_cells.answer(cell)
        try:
            after = own_cells.value(name, cell, today)
        except own_cells.Unreadable as error:
            moves.refuse(name, (before, str(cell)), str(error))
            continue
        if own_cells.same(name, before, after, lossy=lossy) or (after is None and before == ""):
            continue
        if (row.is_reply and after is None and name in _ASKED) or (
            name == "entity_name" and own_cells.same(name, context["entity_name_en"], after, lossy=lossy)
        ):
            continue
        pair = (before, after)
        if name in _ABOVE:
            moves.refuse(name, pair, wording.ABOVE)
        elif name in moves.taken and moves.taken[name] != pair:
            moves.refuse(name, pair, wording.TWICE)
        elif name in _ACTS_OWN or name not in _TAKEN[kind]:
            moves.refuse(name, pair, wording.ACTS_OWN)
        elif name == "status":
            _status(before, after, moves)
        elif kind == "milestone" and values["status"] in rules.CLOSED and name in _OPEN_ONLY:
            moves.refuse(name, pair, wording.CLOSED.format(status=values["status"]), "conflict")
        else:
            moves.taken[name] = pair
            words = own_cells.printed(name, cell, today) if name == "due_on" else None
            if words is not None:
                moves.taken["due_text"] = (values["due_text"], words)
    if "done_on" in moves.taken:
        _done(values["status"], today, moves)


def _answered(values: onfile.Values, row: OwnRow, moves: _Moves, today: date) -> None:
    """What an entity answers in its own words goes under the note; a date that it moves takes it for the reason."""
    said = {name: str(row.cells.get(name) or "").strip() for name in _SAID}
    lines = [_labelled(row.headings.get(name, name), text) for name, text in said.items() if text]
    note = str(values["note"] or "")
    if lines and not all(line in note for line in lines):
        told = "\n".join((f"[{today.isoformat()}]", *lines))
        moves.taken["note"] = (values["note"], f"{note}\n{told}" if note else told)
    if said["answer"] and "due_on" in moves.taken:
        moves.taken["reason"] = (values["reason"], said["answer"])


def _labelled(heading: str, text: str) -> str:
    """回答：…, Answer: …: the heading without what stands in brackets."""
    label = re.split(r"[（(]", heading, maxsplit=1)[0].strip()
    return f"{label}: {text}" if label.isascii() else f"{label}：{text}"


def _done(before: str, today: date, moves: _Moves) -> None:
    """A day of completion claims that the promise is kept; one to come, or beside another claim, is not taken."""
    pair = moves.taken["done_on"]
    if pair[1] is None:
        return
    _, claim = moves.taken.get("status", (before, before))
    if pair[1] > today:
        reason = settle.FUTURE_DONE
    elif "status" in moves.taken and claim != "reported":
        reason = settle.NO_CLAIM
    else:
        if claim != "reported":
            moves.taken["status"] = (before, "reported")
        return
    del moves.taken["done_on"]
    moves.refuse("done_on", pair, reason)


def _status(before: str, after: str | None, moves: _Moves) -> None:
    """A status in a file is a claim and nothing more."""
    pair = (before, after)
    if after not in rules.STATUSES:
        moves.refuse("status", pair, wording.NO_STATUS)
    elif after not in rules.CLAIMS:
        moves.refuse("status", pair, wording.DECIDES)
    elif not rules.may_claim(before, after):
        moves.refuse("status", pair, wording.CLOSED.format(status=before), "conflict")
    else:
        moves.taken["status"] = pair


def _check(key: str, kind: Kind, values: onfile.Values, moves: _Moves) -> None:
    """Leave out what the store would refuse, with its reason."""
    after = {name: value for name, value in values.items() if name != "key"}
    after |= {name: pair[1] for name, pair in moves.taken.items()}
    try:
        check_values(kind, key, after)
    except Problem as problem:
        for name, pair in moves.taken.items():
            moves.refuse(name, pair, str(problem))
        moves.taken.clear()


def _told(values: onfile.Values, taken: Mapping[str, tuple[Any, Any]]) -> str:
    if "due_on" in taken:
        return wording.moved(*taken["due_on"])
    if "status" in taken:
        return wording.claimed(*taken["status"], values)
    return ""


def _text(row: OwnRow, name: str) -> str:
    return str(row.cells.get(name) or "").strip()
