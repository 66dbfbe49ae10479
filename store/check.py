"""Whether a record may go on file: the fields, words and bounds that the tables alone cannot hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from store.keys import PART
from store.problem import Problem
from store.record import FIELDS, PARENT, Kind, Record, Type
from store.recurrence import check_recurrence
from store.rules import STATUSES

_KEY: Final = re.compile(rf"{PART}(/{PART})*(#[0-9]+)?")
KEY_LENGTH: Final = 200
REQUIRED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "case": ("name",),
    "entity": ("name",),
    "guidance": ("given_on",),
    "report": (),
    "item": (),
    "measure": (),
    "milestone": ("text",),
    "revision": ("revised_on", "reason"),
    "watch": ("party",),
}
EXACT: Final[Mapping[Type, type]] = {"text": str, "date": date, "int": int, "bool": bool}
_INTS: Final[Mapping[Kind, tuple[str, ...]]] = {
    kind: tuple(name for name, type_ in fields.items() if type_ == "int") for kind, fields in FIELDS.items()
}
# Above this a count is a slip of the keyboard, and SQLite's own integers end at 2**63.
MOST: Final = 10**12


def check_record(record: Record) -> None:
    """Raise Problem where the record must not be made: bad key, key not under its parent's, bad values."""
    check_key(record)
    check_values(record.kind, record.key, record.values)


def check_key(record: Record) -> None:
    """Raise Problem where the key is badly made or not under its parent's."""
    key = record.key
    if len(key) > KEY_LENGTH or not _KEY.fullmatch(key):
        raise Problem(
            "{key}: a key is made of a–z, 0–9, '.', '_', '-' and '/', at most {most} characters",
            key=key[:80],
            most=KEY_LENGTH,
        )
    if record.kind in PARENT and record.kind != "watch":
        _, name = PARENT[record.kind]
        parent = record.values.get(name)
        if not isinstance(parent, str) or not key.startswith((f"{parent}/", f"{parent}#")):
            raise Problem("{key}: its key does not stand under {parent}", key=key, parent=parent or name)


def check_values(kind: Kind, key: str, values: Mapping[str, Any]) -> None:
    """Raise Problem where a field is unknown, missing, of a wrong type or out of bounds."""
    _check_types(kind, key, values)
    for name in _INTS[kind]:
        if abs(values.get(name) or 0) > MOST:
            raise Problem("{key}: {field} cannot be {value}", key=key, field=name, value=values[name])
    _check_texts(key, values)
    for name in REQUIRED[kind]:
        if not values.get(name):
            raise Problem("{key}: {field} is missing", key=key, field=name)
    check_own(kind, key, values)


def check_own(kind: Kind, key: str, values: Mapping[str, Any]) -> None:
    """Raise Problem where fields of right types contradict what this kind is."""
    if kind == "milestone":
        _check_milestone(key, values)
    if kind == "guidance" and (values.get("persons") or 0) < 0:
        raise Problem("{key}: {field} cannot be {value}", key=key, field="persons", value=values["persons"])


def _check_types(kind: Kind, key: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        wanted = FIELDS[kind].get(name)
        if wanted is None:
            raise Problem("{key}: {kind} has no field {field}", key=key, kind=kind, field=name)
        right = isinstance(value, EXACT[wanted]) and not isinstance(value, datetime)
        if value is not None and (not right or (wanted == "int" and isinstance(value, bool))):
            raise Problem(
                "{key}: {field} is not a {type}: {value}", key=key, field=name, type=wanted, value=str(value)[:80]
            )


def _check_texts(key: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        try:
            (value if isinstance(value, str) else "").encode()
        except UnicodeEncodeError as error:
            raise Problem(
                "{key}: {field} holds half a character at position {position}",
                key=key,
                field=name,
                position=error.start + 1,
            ) from error


def _check_milestone(key: str, values: Mapping[str, Any]) -> None:
    status = values.get("status", "planned")
    if status not in STATUSES:
        raise Problem("{key}: {value} is no status", key=key, value=status)
    rule = values.get("recurrence")
    if rule is not None and (reason := check_recurrence(rule)) is not None:
        raise Problem("{key}: {value} is no recurrence rule: {reason}", key=key, value=rule, reason=reason)
    quantity, done = values.get("quantity"), values.get("quantity_done")
    if quantity is not None and quantity < 1:
        raise Problem("{key}: {field} cannot be {value}", key=key, field="quantity", value=quantity)
    if done is not None and (done < 0 or (quantity is not None and done > quantity)):
        raise Problem("{key}: {field} cannot be {value}", key=key, field="quantity_done", value=done)
    if status == "verified" and not (values.get("verified_on") and values.get("verified_by")):
        raise Problem("{key}: a verified milestone needs the day and the name of its verification", key=key)
