"""The plan: what a document would change in the register, row by row, before anything is written. Pure.

A plan is made by `run.propose`, shown for review, and written by `apply.apply`. Its JSON is
`{"report": {...}, "changes": [...]}`; what else a row holds serves review and writing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from importers import wording
from store.record import Kind

Class = Literal["new", "changed", "unchanged", "missing", "conflict", "invalid"]
CLASSES: Final[tuple[Class, ...]] = ("new", "changed", "unchanged", "missing", "conflict", "invalid")
# What can be written; the other classes tell, or ask.
WRITABLE: Final[frozenset[Class]] = frozenset({"new", "changed"})
Fields = Mapping[str, tuple[Any, Any]]
# The field by which a new record is called.
_CALLED: Final[Mapping[Kind, str]] = {
    "case": "name", "entity": "name", "guidance": "law", "report": "title", "item": "text", "measure": "text",
    "milestone": "text", "revision": "reason", "watch": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One row of a plan.

    The contract's part: `change_class` (class), `kind`, `key` (None when new), `entity` (its key), `measure` (its
    heading), `text`, `fields` (name to before and after, Python values), `quote`, `where` (page, table, row …) and
    `reason`, English words for the reviewer.

    For review: `offset` and `length` of the quote in `Plan.text` (length 0 where it stands nowhere there);
    `candidates` are keys of what else the row could mean, best first; `stated` is all that the document says of the
    record, also what stands on file already, so that the row can be held against another record.
    For writing: `own` tells the row from others of its plan and `parent` says what a new record will stand under, a
    key on file or another row's `own`; `beside` names in the same way what else it rests on (the case of a guidance).
    `needs` are the fields that the document does not say and without which the record cannot be made. `before` holds
    every field of the record as it was read.
    """

    change_class: Class
    kind: Kind
    key: str | None
    entity: str | None
    measure: str | None
    text: str
    fields: Fields = field(default_factory=dict)
    quote: str | None = None
    where: Mapping[str, int | str] = field(default_factory=dict)
    reason: str = ""
    offset: int = 0
    length: int = 0
    own: str = ""
    parent: str | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's fields, in its order."""
        return {
            "class": self.change_class,
            "kind": self.kind,
            "key": self.key,
            "entity": self.entity,
            "measure": self.measure,
            "text": self.text,
            "fields": {name: [_plain(before), _plain(after)] for name, (before, after) in self.fields.items()},
            "quote": self.quote,
            "where": dict(self.where),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """That the same bytes are on file already: in which batch, by whom, and when (`on` effective, `at` recorded)."""

    batch: int
    by: str
    on: date
    at: str

    def as_json(self) -> dict[str, Any]:
        """All four."""
        return {"batch": self.batch, "by": self.by, "on": self.on.isoformat(), "at": self.at}


@dataclass(frozen=True, slots=True)
class Report:
    """The document that a plan comes from, as the register will keep it.

    `guidance` are the keys of the acts of guidance that it answers: one report record each. `kind` is `report` for a
    document of an entity, `register` for this product's own tables, which leave no report record. `size` counts
    bytes. `imported` is set where the same bytes were taken in before.
    """

    name: str
    format: str
    sha256: str
    size: int
    kind: Literal["report", "register"] = "report"
    title: str = ""
    dated_on: date | None = None
    entities: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    imported: Imported | None = None
    notices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Everything, as plain data."""
        return {
            "name": self.name,
            "format": self.format,
            "kind": self.kind,
            "sha256": self.sha256,
            "size": self.size,
            "title": self.title,
            "dated_on": _plain(self.dated_on),
            "entities": list(self.entities),
            "guidance": list(self.guidance),
            "imported": self.imported.as_json() if self.imported else None,
            "notices": list(self.notices),
            "questions": list(self.questions),
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """What one document would change. `base` is the newest batch when the register was read; `text` what was read."""

    report: Report
    changes: tuple[PlanChange, ...]
    base: int = 0
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """`{"report": {...}, "changes": [...]}` as plain data; the same plan gives the same."""
        return {"report": self.report.as_json(), "changes": [change.as_json() for change in self.changes]}

    def to_json(self) -> str:
        """The same as text, two blanks of indent, Japanese as it is, one line end at the end."""
        return json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"

    def counts(self) -> dict[Class, int]:
        """How many rows each class has; all six are named."""
        found: dict[Class, int] = dict.fromkeys(CLASSES, 0)
        for change in self.changes:
            found[change.change_class] += 1
        return found

    def writable(self) -> tuple[int, ...]:
        """The places of the rows that can be written: what stands under a row that cannot be is none of them."""
        from importers.standing import Standing

        standing = Standing(self.changes)
        return tuple(place for place in range(len(self.changes)) if standing.can(place))

    def acceptable(self) -> tuple[int, ...]:
        """The places of the rows that are meant by all: those, but an entity or an item that would bear nothing."""
        from importers.standing import Standing

        standing = Standing(self.changes)
        return tuple(place for place in range(len(self.changes)) if standing.worth(place))

    def edited(self, place: int, after: Mapping[str, Any]) -> Plan:
        """The plan with other values to be written in one row: field name to value. Fields without a move go.

        Another key of a new entity is that of the rows below it too.
        """
        change = self.changes[place]
        fields = dict(change.fields)
        for name, value in after.items():
            before = fields[name][0] if name in fields else change.before.get(name)
            fields[name] = (before, value)
        moves = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
        called = after.get(_CALLED[change.kind]) if change.key is None else None
        text = str(called) if called else change.text
        kept: Class = change.change_class
        if change.key is not None and kept in ("changed", "unchanged"):
            kept = "changed" if moves else "unchanged"
        needs = tuple(name for name in change.needs if after.get(name) is None)
        reason = wording.answered(change.reason, change.kind, set(change.needs).difference(needs))
        row = replace(change, fields=moves, text=text, change_class=kept, needs=needs, reason=reason)
        plan = self._with(place, row)._asked(change.reason, reason)
        return plan._renamed(change.entity, after["key"]) if change.kind == "entity" and after.get("key") else plan

    def _asked(self, before: str, after: str) -> Plan:
        """The plan with a row's question as it is now, unless another row still asks it as it was."""
        if before == after or any(own.reason == before for own in self.changes):
            return self
        questions = tuple(filter(None, (after if asked == before else asked for asked in self.report.questions)))
        return replace(self, report=replace(self.report, questions=questions))

    def _renamed(self, before: str | None, key: str) -> Plan:
        """The plan with another key for an entity that is new."""
        entities = (*(known for known in self.report.entities if known != before), key)
        changes = tuple(
            replace(own, entity=key) if own.entity == before and own.kind != "case" else own for own in self.changes
        )
        return replace(self, changes=changes, report=replace(self.report, entities=entities))

    def _with(self, place: int, change: PlanChange) -> Plan:
        changes: Sequence[PlanChange] = self.changes
        return replace(self, changes=(*changes[:place], change, *changes[place + 1 :]))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
