"""What a document says, before it is held against the register: parts, items, measures, statements, all quoted.

A Draft speaks for one entity; a document with several headed parts gives several. Nothing here knows the register.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from importers.readers.grid import NOWHERE, Place

Claim = Literal["planned", "in_progress", "reported"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the document: `Content.text[offset : offset + length]`, and where they stand."""

    text: str
    offset: int = 0
    length: int = 0
    where: Place = NOWHERE

    def as_json(self) -> dict[str, Any]:
        """The words and their place; offsets are left out, they follow from the document."""
        return {"quote": self.text, "where": self.where.as_dict()}


@dataclass(frozen=True, slots=True)
class Promise:
    """One checkable statement inside a measure: what is claimed of it, and by when it is due.

    `text` is the statement as printed. `status` is None where the words claim nothing that can be read for certain.
    `due_text` and `done_text` are the printed words of the dates; `former_due`
    is the limit that the document itself calls the former one (当初期限). `recurrence` is an RFC 5545 rule or UNSTATED.
    `claimed_apart`: the claim stands beside the statement (a column of its own), not in its words. `doubts` are
    sentences for the reviewer about what could not be read for certain.
    """

    text: str
    passage: Passage
    status: Claim | None = None
    due_on: date | None = None
    due_text: str | None = None
    due_approx: bool = False
    due_inferred: bool = False
    former_due: date | None = None
    done_on: date | None = None
    done_text: str | None = None
    recurrence: str | None = None
    quantity: int | None = None
    quantity_done: int | None = None
    unit: str | None = None
    key: str | None = None
    claimed_apart: bool = False
    doubts: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What was read, without what is empty."""
        stated: dict[str, Any] = {
            "text": self.text,
            "key": self.key,
            "status": self.status,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "due_text": self.due_text,
            "due_approx": self.due_approx or None,
            "due_inferred": self.due_inferred or None,
            "former_due": self.former_due.isoformat() if self.former_due else None,
            "done_on": self.done_on.isoformat() if self.done_on else None,
            "done_text": self.done_text,
            "recurrence": self.recurrence,
            "quantity": self.quantity,
            "quantity_done": self.quantity_done,
            "unit": self.unit,
            "doubts": list(self.doubts) or None,
            "where": self.passage.where.as_dict(),
        }
        return {name: value for name, value in stated.items() if value is not None}


@dataclass(frozen=True, slots=True)
class DraftMeasure:
    """One measure that the document tells of; `heading` is empty where none is printed."""

    heading: str
    text: str
    passage: Passage
    promises: tuple[Promise, ...] = ()
    key: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Heading, place and promises."""
        return {
            "heading": self.heading,
            **({"key": self.key} if self.key else {}),
            "where": self.passage.where.as_dict(),
            "milestones": [promise.as_json() for promise in self.promises],
        }


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One thing that the guidance asked for, as the document repeats it; all empty where it repeats nothing."""

    number: str
    heading: str
    text: str
    passage: Passage
    measures: tuple[DraftMeasure, ...] = ()
    key: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Number, heading, text and measures."""
        return {
            "number": self.number,
            "heading": self.heading,
            "text": self.text,
            "measures": [measure.as_json() for measure in self.measures],
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What one part of a document says for one entity.

    `sender` is the name under which the entity signs or is headed, "" where none was found; `entity` its key where
    the register knows it. `guided_on` are the days of guidance that the part speaks of. `evidence` says what each
    finding rests on.
    """

    title: str
    entity: str | None
    sender: str
    dated_on: date | None
    guided_on: tuple[date, ...] = ()
    items: tuple[DraftItem, ...] = ()
    doubts: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The part as plain data."""
        return {
            "title": self.title,
            "entity": self.entity,
            "sender": self.sender,
            "dated_on": self.dated_on.isoformat() if self.dated_on else None,
            "guided_on": [day.isoformat() for day in self.guided_on],
            "evidence": dict(self.evidence),
            "doubts": list(self.doubts),
            "items": [item.as_json() for item in self.items],
        }
