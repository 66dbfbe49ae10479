"""Rows without a key in this product's own table: new milestones, and the new measures that they stand under."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from importers import onfile, own_cells, wording
from importers.own_rows import OwnRow
from importers.plan import PlanChange
from store import rules
from store.check import check_values
from store.problem import Problem

_STATED: Final = (
    "text", "status", "due_on", "due_text", "due_approx", "quantity", "quantity_done", "unit", "recurrence", "officer",
    "next_check_on", "note", "source",
)  # fmt: skip


class _Unplaced(ValueError):
    """A row that does not say where it belongs; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row read: its values by field name."""

    row: OwnRow
    values: dict[str, Any]


class _Places:
    """Entities, acts of guidance, items and measures that the rows name, read once."""

    def __init__(self, connection: sqlite3.Connection, rows: Sequence[_Row]) -> None:
        entities = onfile.everyone(connection)
        self.entities = {
            name: entity["key"]
            for entity in entities
            for name in (entity["name_en"], entity["name"], entity["key"])
            if name
        }
        asked = onfile.by_key(connection, "item", {row.row.plan_for for row in rows if row.row.plan_for})
        self.asked = {key: (key.partition("/")[0], item) for key, item in asked.items()}
        wanted = {self._entity(row) for row in rows} | {entity for entity, _ in self.asked.values()} - {None}
        self.guidance = onfile.children(connection, "guidance", sorted(key for key in wanted if key))
        acts = [act["key"] for own in self.guidance.values() for act in own]
        self.items = onfile.children(connection, "item", acts)
        items = [item["key"] for own in self.items.values() for item in own]
        self.measures = onfile.children(connection, "measure", items)
        measures = [measure["key"] for own in self.measures.values() for measure in own]
        self.milestones = onfile.children(connection, "milestone", measures)

    def _entity(self, row: _Row) -> str | None:
        return self.entities.get(row.values.get("entity") or row.values.get("entity_name") or "")

    def item(self, row: _Row) -> tuple[str, onfile.Values]:
        """The entity's key and the item that the row names, or the only one. Raises _Unplaced."""
        if row.row.plan_for:
            if row.row.plan_for not in self.asked:
                raise _Unplaced(wording.UNKNOWN_KEY)
            return self.asked[row.row.plan_for]
        entity = self._entity(row)
        if entity is None:
            raise _Unplaced(wording.NO_ENTITY)
        given_on, number = row.values.get("guidance_on"), row.values.get("item")
        acts = [act for act in self.guidance.get(entity, ()) if given_on is None or act["given_on"] == given_on]
        items = [item for act in acts for item in self.items.get(act["key"], ())]
        heading = row.values.get("item_heading")
        if number is not None or heading is not None:
            items = [item for item in items if _names(item, number, heading)]
        if len(items) != 1:
            raise _Unplaced(wording.NO_ITEM if not items else wording.SEVERAL_ITEMS)
        return entity, items[0]

    def measure(self, item: onfile.Values, heading: str) -> onfile.Values | None:
        """The measure of the item under this heading."""
        own = [measure for measure in self.measures.get(item["key"], ()) if measure["heading"].strip() == heading]
        return own[0] if len(own) == 1 else None


def new_rows(connection: sqlite3.Connection, rows: Sequence[OwnRow], today: date) -> Iterator[PlanChange]:
    """The plan's rows for table rows without a key; one that is on file word for word is unchanged."""
    read: list[_Row] = []
    for row in rows:
        try:
            read.append(_Row(row, _values(row, today)))
        except own_cells.Unreadable as error:
            yield _invalid(row, str(error))
    places = _Places(connection, read)
    made: dict[tuple[str, str], str] = {}
    for own in read:
        try:
            entity, item = places.item(own)
            yield from _new(places, own, entity, item, made)
        except _Unplaced as error:
            yield _invalid(own.row, str(error))


def _values(row: OwnRow, today: date) -> dict[str, Any]:
    """The row's values by field name; a plan form keeps the words of a date, and takes people's words for a status."""
    cells = dict(row.cells)
    if not row.plan_for:
        return {name: own_cells.value(name, cell, today) for name, cell in cells.items()}
    if "status" in cells:
        cells["status"] = own_cells.answer(cells["status"])
    values = {name: own_cells.value(name, cell, today) for name, cell in cells.items()}
    words = own_cells.printed("due_on", cells.get("due_on"), today)
    if words is not None:
        values["due_text"] = words
    # What stands in one of the two columns alone is the promise too.
    values["text"] = values.get("text") or values.get("measure")
    return values


def _new(
    places: _Places, own: _Row, entity: str, item: onfile.Values, made: dict[tuple[str, str], str]
) -> Iterator[PlanChange]:
    heading = (own.values.get("measure") or "").strip()
    text = (own.values.get("text") or "").strip()
    if own.row.plan_for and not heading and not text:
        # Handed out empty, and left so.
        yield PlanChange("unchanged", "item", item["key"], entity, None, item["text"], where=own.row.where)
        return
    if not heading and not text:
        raise _Unplaced(wording.NOTHING)
    stated = {name: value for name in _STATED if (value := own.values.get(name)) is not None and value is not False}
    stated.setdefault("status", "planned")
    if stated["status"] not in rules.CLAIMS:
        raise _Unplaced(wording.DECIDES if stated["status"] in rules.STATUSES else wording.NO_STATUS)
    try:
        check_values("milestone", "new", {**stated, "text": text or heading})
    except Problem as problem:
        raise _Unplaced(str(problem)) from problem
    measure = places.measure(item, heading)
    parent = measure["key"] if measure is not None else made.get((item["key"], heading))
    if measure is not None:
        for milestone in places.milestones.get(measure["key"], ()):
            if milestone["text"].strip() == text:
                yield PlanChange(
                    "unchanged", "milestone", milestone["key"], entity, heading or None, text, where=own.row.where
                )
                return
    if parent is None:
        parent = made[item["key"], heading] = f"+{len(made) + 1}"
        yield PlanChange(
            "new", "measure", None, entity, heading or None, heading, {"heading": (None, heading)},
            where=own.row.where, own=parent, parent=item["key"], before={},
        )  # fmt: skip
    if text:
        fields = {name: (None, value) for name, value in stated.items()}
        yield PlanChange(
            "new", "milestone", None, entity, heading or None, text, fields,
            where=own.row.where, own=f"{parent}:{_place(own)}", parent=parent,
        )  # fmt: skip


def _names(item: onfile.Values, number: str | None, heading: str | None) -> bool:
    names = {item["number"] or "", item["key"].rpartition("/")[2]}
    by_number = number is None or _folded(str(number)) in {_folded(name) for name in names if name}
    return by_number and (heading is None or _folded(heading) == _folded(item["heading"]))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().rstrip(".").strip("()").casefold()


def _place(own: _Row) -> str:
    return "/".join(str(value) for value in own.row.where.values())


def _invalid(row: OwnRow, reason: str) -> PlanChange:
    text, measure = (str(row.cells.get(name) or "").strip() for name in ("text", "measure"))
    return PlanChange("invalid", "milestone", None, None, measure or None, text, where=row.where, reason=reason)
