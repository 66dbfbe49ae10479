"""What the accepted rows of a plan come to in the log's terms: records to make, fields to move, reports to keep.

What a claim or a moved date changes is asked of store.acts, the same as for a supervisor's own acts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from importers import onfile
from importers.plan import Plan, PlanChange
from importers.readers.grid import Place
from importers.standing import BEARING
from store import acts, keys
from store.problem import Problem
from store.record import FIELDS, Change, Kind, Record

REASON: Final = "import"
_ORDINAL: Final = re.compile(r"m?(\d+)")
_DUE: Final = ("due_on", "due_text", "due_approx")
_QUANTITY: Final = ("quantity", "quantity_done", "unit")


class Writing:
    """Gathers what a plan's rows write. New keys are ordinals after those on file: `…/m3`, `…/m3/2`."""

    def __init__(self, connection: onfile.Connection, plan: Plan, effective: date) -> None:
        self.connection = connection
        self.plan = plan
        self.effective = effective
        self.records: list[Record] = []
        self.changes: list[Change] = []
        self._rows = {change.own: change for change in plan.changes if change.own and change.change_class == "new"}
        self._made: dict[str, str] = {}
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        self._above: dict[str, dict[str, Any]] = {}
        self._guidance: dict[str, None] = {}
        # Acts of guidance that are made.
        self._acts: dict[str, None] = {}

    def take(self, change: PlanChange) -> None:
        """Add one row."""
        if change.kind == "report":
            self._touch(str(change.parent))
        elif change.change_class == "new":
            self._make(change)
        elif change.kind == "milestone":
            self._move(change)
        else:
            after = {name: pair[1] for name, pair in change.fields.items()}
            self.changes.extend(acts.moved(change.kind, str(change.key), change.before, after))
            self._touch(str(change.key))

    def reports(self) -> tuple[Record, ...]:
        """The report records of the document: one for each act of guidance that it answers; none for own tables."""
        report = self.plan.report
        if report.kind != "report":
            return ()
        answered = [key for key in (*report.guidance, *self._acts) if key in self._guidance]
        on_file = onfile.children(self.connection, "report", answered)
        records = []
        for key in answered:
            taken = {record["key"] for record in on_file.get(key, ())}
            number = len(taken) + 1
            while f"{key}/report-{number}" in taken:
                number += 1
            values = {
                "guidance_key": key,
                "title": report.title,
                "dated_on": report.dated_on,
                "received_on": self.effective,
                "name": report.name,
                "sha256": report.sha256,
                "text": self.plan.text,
            }
            records.append(Record("report", f"{key}/report-{number}", values))
        return tuple(records)

    # --- new records -------------------------------------------------------------------------------------------------

    def _make(self, change: PlanChange) -> str:
        made = self._made.get(change.own)
        if made is not None and change.own:
            return made
        for name in change.needs:
            raise Problem(
                "{path}: {kind}: {field} is not in the document and must be given first",
                path=self.plan.report.name,
                kind=change.kind,
                field=name,
            )
        stated = {name: pair[1] for name, pair in change.fields.items() if pair[1] is not None}
        if change.kind in BEARING:
            record = self._above_all(change, stated)
            key = record.key
            self.records.append(record)
            self._made[change.own] = key
            self._touch(key)
            return key
        parent = self._standing(change.parent)
        if not parent:
            raise Problem(
                "{path}: {text}: it is not certain what this row belongs to; match it first",
                path=self.plan.report.name,
                text=change.text[:40],
            )
        key = self._key(change.kind, parent)
        if change.kind == "milestone":
            record = Record("milestone", key, self._milestone(change, parent, stated))
        elif change.kind == "measure":
            source = stated.pop("source", None) or self._source(change)
            record = Record("measure", key, {"item_key": parent, **stated, "source": source})
            self._above[key] = self._item(parent)
        else:
            raise Problem(
                "{path}: an import does not make {kind} records", path=self.plan.report.name, kind=change.kind
            )
        self.records.append(record)
        self._touch(key)
        if change.own:
            self._made[change.own] = key
        return key

    def _standing(self, name: str | None) -> str:
        """The key of what a row names as above it: one on file, or that of the row's record, which is made with it."""
        return self._make(self._rows[name]) if name in self._rows else name or ""

    def _above_all(self, change: PlanChange, stated: dict[str, Any]) -> Record:
        """A case, an entity, an act of guidance or an item that the register lacks."""
        source = {"source": self._source(change)}
        if change.kind == "entity":
            key = str(stated.pop("key"))
            if onfile.by_key(self.connection, "entity", [key]):
                raise Problem("{path}: there is an entity {key} on file already", path=self.plan.report.name, key=key)
            self._above[key] = {"entity_key": key, "persons": 0, "officer": None}
            return Record("entity", key, stated)
        if change.kind == "case":
            taken = {own["key"] for own in onfile.cases(self.connection)} | self._keys("case")
            number = len(taken) + 1
            part = keys.slug(str(stated["name"])) or f"case-{number}"
            return Record("case", keys.free(part, None, taken), {**stated, **source})
        parent = self._standing(change.parent)
        if change.kind == "guidance":
            case = self._standing(next(iter(change.beside), stated.get("case_key")))
            taken = {own["key"] for own in onfile.children(self.connection, "guidance", [parent]).get(parent, ())}
            key = keys.free(stated["given_on"].isoformat(), parent, taken | self._keys("guidance"))
            self._acts[key] = None
            above = self._entity(parent)
            self._above[key] = above
            return Record("guidance", key, {**stated, "entity_key": parent, "case_key": case, **source})
        on_file = {own["key"] for own in onfile.children(self.connection, "item", [parent]).get(parent, ())}
        taken = on_file | {key for key in self._keys("item") if key.startswith(f"{parent}/")}
        key = keys.free(keys.of_number(str(stated.get("number", ""))) or str(len(taken) + 1), parent, taken)
        self._above[key] = self._guidance_of(parent)
        return Record("item", key, {**stated, "guidance_key": parent, **source})

    def _keys(self, kind: Kind) -> set[str]:
        return {record.key for record in self.records if record.kind == kind}

    def _milestone(self, change: PlanChange, parent: str, stated: Mapping[str, Any]) -> dict[str, Any]:
        above = self._measure(parent)
        values = {
            "measure_key": parent,
            "text": change.text,
            "source": self._source(change),
            "officer": above["officer"],
            **stated,
            "original_due_on": stated.get("due_on"),
            "entity_key": above["entity_key"],
            "persons": above["persons"],
        }
        if stated.get("status") == "reported":
            values["reported_on"] = self.effective
        return values

    def _key(self, kind: Kind, parent: str) -> str:
        """The next ordinal under the parent; counted from what is on file once, then from what this plan made."""
        if parent not in self._next:
            tails = [
                values["key"].rpartition("/")[2]
                for values in onfile.children(self.connection, kind, [parent]).get(parent, ())
            ]
            numbers = [int(found[1]) for tail in tails if (found := _ORDINAL.match(tail))]
            # Named measures (`audit`) count too, so that the number tells the place.
            self._next[parent] = max([*numbers, len({tail.split(".")[0] for tail in tails})], default=0) + 1
        number = self._next[parent]
        self._next[parent] += 1
        return f"{parent}/m{number}" if kind == "measure" else f"{parent}/{number}"

    # --- records on file ---------------------------------------------------------------------------------------------

    def _move(self, change: PlanChange) -> None:
        """One milestone's claim, new date, quantity and plain fields, in this order, as one move of each field."""
        key = str(change.key)
        before = {name: change.before[name] for name in FIELDS["milestone"]}
        after = dict(before)
        stated = {name: pair[1] for name, pair in change.fields.items()}
        records: list[Record] = []

        def step(steps: acts.Steps) -> None:
            for moved in steps.changes:
                after[str(moved.field)] = onfile.value("milestone", str(moved.field), moved.new)
            records.extend(steps.records)

        if any(name in stated for name in _QUANTITY):
            step(
                acts.progress(
                    key, after, on=self.effective, quantity_done=stated.get("quantity_done"),
                    quantity=stated.get("quantity"), unit=stated.get("unit"),
                    status=stated.get("status", after["status"]),
                )
            )  # fmt: skip
        if any(name in stated for name in _DUE):
            due_on = stated.get("due_on", after["due_on"])
            same_day = due_on == after["due_on"]
            step(
                acts.revise(
                    key,
                    after,
                    on=self.effective,
                    due_on=due_on,
                    due_text=stated.get("due_text", after["due_text"] if same_day else None),
                    approx=stated.get("due_approx", after["due_approx"] if same_day else False),
                    reason=stated.get("reason", REASON),
                    source=self._source(change),
                )
            )
        if "status" in stated:
            done_on = stated.get("done_on")
            step(acts.claim(key, after, status=stated["status"], on=self.effective, done_on=done_on))
        # The reason of a moved date is the revision's.
        acted = {"status", "due_on", "due_text", "due_approx", "reason"}
        # What an act of its own does not clear (an emptied count or unit) is moved as it stands.
        after |= {name: value for name, value in stated.items() if name not in acted}
        self.changes.extend(acts.moved("milestone", key, before, after))
        self.records.extend(records)
        self._touch(key)

    def _touch(self, key: str) -> None:
        """Note the act of guidance under which something is written: `entity/date…` are a key's first two parts."""
        self._guidance["/".join(key.split("/")[:2])] = None

    def _measure(self, key: str) -> dict[str, Any]:
        """What a milestone takes from above: entity, persons, and the officer of the nearest ancestor that has one."""
        if key not in self._above:
            measure = onfile.by_key(self.connection, "measure", [key]).get(key)
            if measure is None:
                raise Problem("{key}: there is no such record any more; nothing was written", key=key)
            above = self._item(measure["item_key"])
            self._above[key] = {**above, "officer": measure["officer"] or above["officer"]}
        return self._above[key]

    def _item(self, key: str) -> dict[str, Any]:
        if key not in self._above:
            item = onfile.by_key(self.connection, "item", [key]).get(key)
            if item is None:
                raise Problem("{key}: there is no such record any more; nothing was written", key=key)
            above = self._guidance_of(item["guidance_key"])
            self._above[key] = {**above, "officer": item["officer"] or above["officer"]}
        return self._above[key]

    def _guidance_of(self, key: str) -> dict[str, Any]:
        if key not in self._above:
            guidance = onfile.by_key(self.connection, "guidance", [key])[key]
            above = self._entity(guidance["entity_key"])
            self._above[key] = {
                **above, "persons": guidance["persons"], "officer": guidance["officer"] or above["officer"],
            }  # fmt: skip
        return self._above[key]

    def _entity(self, key: str) -> dict[str, Any]:
        if key not in self._above:
            entity = onfile.by_key(self.connection, "entity", [key])[key]
            self._above[key] = {"entity_key": key, "persons": 0, "officer": entity["officer"]}
        return self._above[key]

    def _source(self, change: PlanChange) -> str:
        names = Place.__dataclass_fields__
        place = Place(**{name: value for name, value in change.where.items() if name in names})  # type: ignore[arg-type]
        label = place.label() if not isinstance(place.table, str) else f"row {place.row}"
        return f"{self.plan.report.name}, {label}" if label else self.plan.report.name
