"""The nested tables of a register file as flat records: keys put together, and what a level says carried downward.

Only the shape is checked here (which fields a table has, and those that keys and dates are made of); what a record's
values may be is store.check's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from store.problem import Problem
from store.record import FIELDS, PARENT, Kind, Record
from store.recurrence import check_recurrence, next_occurrence
from store.rules import DECISIONS

# What a milestone's table does not say: it is carried from above, follows from other fields, or is an officer's act.
_NOT_WRITTEN: Final[frozenset[str]] = frozenset({
    "entity_key", "persons", "due_inferred", "original_due_on", "revisions", "revised_days", "verified_on",
    "verified_by", "method", "evidence", "returned_on", "reason",
})  # fmt: skip
_FILE: Final = frozenset({"title", "effective_on", "source", "case", "entity", "guidance", "watch"})
_BELOW: Final[Mapping[str, frozenset[str]]] = {
    "guidance": frozenset({"report", "item", "to"}),
    "item": frozenset({"measure"}),
    "measure": frozenset({"milestone"}),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What a register is made from: its title, its day, and how it is cited before the section."""

    title: str
    effective_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A record with the file and the place in it that it came from."""

    record: Record
    path: str
    place: str

    @property
    def where(self) -> dict[str, str]:
        """The values of a Problem's `{path}` and `{place}`."""
        return {"path": self.path, "place": self.place}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file. `place` counts from one: `guidance 1, item 2`; it is empty for the file itself."""

    path: str
    place: str
    values: Mapping[str, Any]

    def only(self, names: frozenset[str]) -> None:
        """Refuse a field that is not among `names`."""
        for name in self.values:
            if name not in names:
                raise self.problem("there is no field {field}", field=name)

    def below(self, name: str) -> Iterator[Table]:
        """The tables of the array `name`, none where it is absent."""
        tables = self.values.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.problem("{field} is not an array of tables", field=name)
        for number, table in enumerate(tables, 1):
            yield Table(self.path, f"{self.place}, {name} {number}".removeprefix(", "), table)

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self.values.get(name)
        if value is None or value == "":
            raise self.problem("{field} is missing", field=name)
        if not isinstance(value, str):
            raise self.problem("{field} is not a text: {value}", field=name, value=str(value)[:80])
        return value

    def day(self, name: str) -> date:
        """A calendar day that must be there."""
        value = self.values.get(name)
        if value is None:
            raise self.problem("{field} is missing", field=name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.problem("{field} is not a date: {value}", field=name, value=str(value)[:80])
        return value

    def part(self) -> str:
        """The table's own part of the key."""
        key = self.text("key")
        if "/" in key:
            raise self.problem("the part {key} of a key holds a slash", key=key[:80])
        return key

    def problem(self, message: str, /, **values: object) -> Problem:
        """`message` (with its `{named}` values) at this place, to be raised."""
        where = "{path}: {place}: " if self.place else "{path}: "
        return Problem(where + message, path=self.path, place=self.place, **values)


def placed(document: Table, paper: Paper) -> Iterator[Placed]:
    """The records of one file, each after its parent."""
    document.only(_FILE)
    for kind in ("case", "entity"):
        for table in document.below(kind):
            yield _one(kind, table, table.part(), {}, _source(table, paper, None))
    for table in document.below("guidance"):
        yield from _guidance(table, paper)
    for table in document.below("watch"):
        case = table.text("case")
        key = f"{case}/{table.part()}"
        yield _one("watch", table, key, {"case_key": case}, _source(table, paper, None))


def _guidance(table: Table, paper: Paper) -> Iterator[Placed]:
    """One act of guidance to each entity under `to`: what stands below it is made once for each of them."""
    given_on = table.day("given_on")
    case = table.text("case")
    source = _source(table, paper, None)
    if not table.values.get("to"):
        raise table.problem("{field} is missing", field="to")
    for to in table.below("to"):
        to.only(frozenset({"entity", "persons", "persons_text"}))
        entity = to.text("entity")
        persons = {name: to.values[name] for name in ("persons", "persons_text") if name in to.values}
        key = f"{entity}/{given_on.isoformat()}"
        yield _one("guidance", table, key, {"entity_key": entity, "case_key": case, **persons}, source)
        for report in table.below("report"):
            yield _one(
                "report", report, f"{key}/{report.part()}", {"guidance_key": key}, _source(report, paper, source)
            )
        carried = {"entity_key": entity, "persons": persons.get("persons", 0)}
        for item in table.below("item"):
            yield from _item(item, paper, key, source, carried)


def _item(table: Table, paper: Paper, guidance: str, above: str | None, carried: Mapping[str, Any]) -> Iterator[Placed]:
    key = f"{guidance}/{table.part()}"
    source = _source(table, paper, above)
    yield _one("item", table, key, {"guidance_key": guidance}, source)
    for measure in table.below("measure"):
        measure_key = f"{key}/{measure.part()}"
        measure_source = _source(measure, paper, source)
        yield _one("measure", measure, measure_key, {"item_key": key}, measure_source)
        for milestone in measure.below("milestone"):
            yield _one(
                "milestone",
                milestone,
                f"{measure_key}/{milestone.part()}",
                {"measure_key": measure_key, **carried, **_implied(milestone, paper)},
                _source(milestone, paper, measure_source),
            )


def _implied(table: Table, paper: Paper) -> dict[str, Any]:
    """What follows from a milestone's own words and the paper's day.

    A claim reached the office with the paper. A recurring promise without a first date falls due one period after the
    paper. The first due date is the original one.
    """
    values = table.values
    implied: dict[str, Any] = {}
    status = table.text("status") if "status" in values else "planned"
    if status in DECISIONS:
        raise table.problem("{value} is a supervisor's decision, which no paper can make", value=status)
    if status == "reported":
        reported_on = table.day("reported_on") if "reported_on" in values else paper.effective_on
        if "done_on" in values and table.day("done_on") > reported_on:
            raise table.problem(
                "done_on {day} is after the day of the report, {other}", day=values["done_on"], other=reported_on
            )
        implied["reported_on"] = reported_on
    elif "done_on" in values or "reported_on" in values:
        raise table.problem("done_on and reported_on need the status reported, not {value}", value=status)
    if "due_on" in values:
        implied["original_due_on"] = table.day("due_on")
    elif "recurrence" in values:
        due_on = _first_due(table, paper)
        if due_on is not None:
            implied |= {"due_on": due_on, "original_due_on": due_on, "due_inferred": True}
    if "quantity" in values:
        implied["quantity_done"] = values.get("quantity_done", 0)
    return implied


def _first_due(table: Table, paper: Paper) -> date | None:
    rule = table.text("recurrence")
    reason = check_recurrence(rule)
    try:
        due_on = next_occurrence(rule, paper.effective_on) if reason is None else None
    except (ValueError, OverflowError) as error:
        reason = str(error)
    if reason is not None:
        raise table.problem("{value} is no recurrence rule: {reason}", value=rule, reason=reason)
    return due_on


def _source(table: Table, paper: Paper, above: str | None) -> str | None:
    """The citation: the paper and the section that the table names, else that of the level above."""
    return f"{paper.source} {table.text('section')}" if "section" in table.values else above


def _one(kind: Kind, table: Table, key: str, given: Mapping[str, Any], source: str | None) -> Placed:
    """The record of one table: the fields that it writes, then those `given` for it."""
    written = FIELDS[kind].keys() - {"source", "case_key", PARENT[kind][1] if kind in PARENT else ""}
    if kind == "milestone":
        written -= _NOT_WRITTEN
    if kind == "guidance":
        written -= {"persons", "persons_text"}
    own = {"case"} if kind in ("guidance", "watch") else set()
    keyed = set() if kind == "guidance" else {"key"}
    section = set() if kind == "entity" else {"section"}
    table.only(frozenset(written | own | keyed | section) | _BELOW.get(kind, frozenset()))
    values = {name: table.values[name] for name in FIELDS[kind] if name in written and name in table.values}
    values |= given
    if source is not None:
        values["source"] = source
    return Placed(Record(kind, key, values), table.path, table.place)
