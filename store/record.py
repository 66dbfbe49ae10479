"""The shape of a record without the ORM: kinds, fields and their types, and how a value is written in the log.

The read path, the log and the importers speak in these plain names, so nothing that only reads waits for SQLModel;
a test holds them equal to the tables of model.py. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

Kind = Literal["case", "entity", "guidance", "report", "item", "measure", "milestone", "revision", "watch"]
# Parents before children: the order in which records are made; the reverse is the order in which they are taken back.
KINDS: Final[tuple[Kind, ...]] = (
    "case", "entity", "guidance", "report", "item", "measure", "milestone", "revision", "watch",
)  # fmt: skip

Type = Literal["text", "date", "int", "bool"]
_DESK: Final[dict[str, Type]] = {"note": "text", "officer": "text", "next_check_on": "date"}

# Every logged field of a kind but its key, in table order.
FIELDS: Final[Mapping[Kind, Mapping[str, Type]]] = {
    "case": {"name": "text", "text": "text", "source": "text", **_DESK},
    "entity": {"name": "text", "name_en": "text", "reading": "text", "kind": "text", **_DESK},
    "guidance": {
        "entity_key": "text", "case_key": "text", "given_on": "date", "law": "text", "text": "text",
        "report_due_on": "date", "persons": "int", "persons_text": "text", "source": "text", **_DESK,
    },
    "report": {
        "guidance_key": "text", "title": "text", "dated_on": "date", "received_on": "date", "name": "text",
        "sha256": "text", "text": "text", "source": "text", **_DESK,
    },
    "item": {
        "guidance_key": "text", "number": "text", "heading": "text", "text": "text", "guided": "bool",
        "source": "text", **_DESK,
    },
    "measure": {"item_key": "text", "heading": "text", "text": "text", "source": "text", **_DESK},
    "milestone": {
        "measure_key": "text", "text": "text", "status": "text", "due_on": "date", "due_text": "text",
        "due_approx": "bool", "due_inferred": "bool", "original_due_on": "date", "revisions": "int",
        "revised_days": "int", "recurrence": "text", "quantity": "int", "quantity_done": "int", "unit": "text",
        "done_on": "date", "reported_on": "date", "verified_on": "date", "verified_by": "text", "method": "text",
        "evidence": "text", "returned_on": "date", "reason": "text", "source": "text", "entity_key": "text",
        "persons": "int", **_DESK,
    },
    "revision": {
        "milestone_key": "text", "revised_on": "date", "before_on": "date", "after_on": "date",
        "before_text": "text", "after_text": "text", "days": "int", "reason": "text", "source": "text",
    },
    "watch": {
        "case_key": "text", "party": "text", "text": "text", "due_on": "date", "due_text": "text",
        "source": "text", **_DESK,
    },
}  # fmt: skip

# What a field holds where nothing was said; every other field is empty (None).
DEFAULTS: Final[Mapping[Kind, Mapping[str, Any]]] = {
    "case": {"text": ""},
    "entity": {"name_en": "", "reading": "", "kind": ""},
    "guidance": {"law": "", "text": "", "persons": 0},
    "report": {"title": ""},
    "item": {"heading": "", "text": "", "guided": True},
    "measure": {"heading": "", "text": ""},
    "milestone": {
        "text": "", "status": "planned", "due_approx": False, "due_inferred": False, "revisions": 0,
        "revised_days": 0, "persons": 0,
    },
    "revision": {},
    "watch": {"text": ""},
}  # fmt: skip

PARENT: Final[Mapping[Kind, tuple[Kind, str]]] = {
    "guidance": ("entity", "entity_key"),
    "report": ("guidance", "guidance_key"),
    "item": ("guidance", "guidance_key"),
    "measure": ("item", "item_key"),
    "milestone": ("measure", "measure_key"),
    "revision": ("milestone", "milestone_key"),
    "watch": ("case", "case_key"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One record to be made: `values` holds field name to Python value, and may leave out what is default."""

    kind: Kind
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the log: a field's move (values as in the log), or with no field a record made or taken back.

    `old` and `new` are the log's texts (`to_log`), or for a whole record the JSON object of its non-default fields.
    """

    kind: Kind
    key: str
    field: str | None
    old: str | None
    new: str | None

    def inverse(self) -> Change:
        """The step that takes this one back."""
        return Change(self.kind, self.key, self.field, self.new, self.old)


# Every field of a kind at its default, in table order; and its dates.
BLANK: Final[Mapping[Kind, Mapping[str, Any]]] = {
    kind: {name: DEFAULTS[kind].get(name) for name in FIELDS[kind]} for kind in KINDS
}
_DATES: Final[Mapping[Kind, tuple[str, ...]]] = {
    kind: tuple(name for name, type_ in FIELDS[kind].items() if type_ == "date") for kind in KINDS
}
# A text as JSON.
quoted: Final = json.encoder.encode_basestring


def full(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a record of `kind` in table order, with what was left out at its default."""
    return {**BLANK[kind], **values}


def stored(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same as the tables hold it: dates as ISO text."""
    row = {**BLANK[kind], **values}
    for name in _DATES[kind]:
        value = row[name]
        if value is not None:
            row[name] = value.isoformat()
    return row


def to_log(value: Any) -> str | None:
    """A field's value as the log writes it: ISO dates, 1 and 0, decimal numbers, text as it is, None where empty."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)


def from_log(kind: Kind, field: str, text: str | None) -> Any:
    """The value that `to_log` wrote."""
    if text is None:
        return None
    match FIELDS[kind][field]:
        case "date":
            return date.fromisoformat(text)
        case "int":
            return int(text)
        case "bool":
            return text == "1"
        case _:
            return text


def dump(kind: Kind, values: Mapping[str, Any]) -> str:
    """A whole record as the log writes it: a JSON object of its non-default fields, in table order."""
    blank = BLANK[kind]
    told = [f'"{name}":{written(value)}' for name, value in stored(kind, values).items() if value != blank[name]]
    return f"{{{','.join(told)}}}"


def written(value: str | bool | int | None) -> str:
    """A stored value as JSON. One object at a time, the standard library's own encoder costs half as much again."""
    if isinstance(value, str):
        return quoted(value)
    return "null" if value is None else str(value).lower()


def load(kind: Kind, text: str) -> dict[str, Any]:
    """All fields of the record that `dump` wrote."""
    types = FIELDS[kind]
    raw: dict[str, Any] = json.loads(text)
    return full(
        kind,
        {
            name: date.fromisoformat(value) if value is not None and types[name] == "date" else value
            for name, value in raw.items()
        },
    )
