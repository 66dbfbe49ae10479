"""Reading what is about to be written, through SQLModel, inside the write's own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Final, TypeVar

from sqlmodel import Session, SQLModel, col, select

from store import model
from store.parts import parts
from store.problem import Problem
from store.record import FIELDS, Kind

TABLE: Final[Mapping[Kind, type[SQLModel]]] = {
    "case": model.Case,
    "entity": model.Entity,
    "guidance": model.Guidance,
    "report": model.Report,
    "item": model.Item,
    "measure": model.Measure,
    "milestone": model.Milestone,
    "revision": model.Revision,
    "watch": model.Watch,
}
T = TypeVar("T", bound=SQLModel)


def many(session: Session, table: type[T], keys: Collection[str]) -> dict[str, T]:
    """The records of one table under these keys, in a few queries."""
    found: dict[str, T] = {}
    column = col(getattr(table, "key"))  # noqa: B009 - not on SQLModel itself
    for wanted in parts(dict.fromkeys(keys)):
        for record in session.exec(select(table).where(column.in_(wanted))):
            found[getattr(record, "key")] = record  # noqa: B009
    return found


def below(session: Session, table: type[T], key: str) -> list[T]:
    """The records of one table whose keys stand under `key`."""
    column = col(getattr(table, "key"))  # noqa: B009
    return list(session.exec(select(table).where(column > f"{key}/", column < f"{key}0")))


def occurrences(session: Session, key: str) -> set[str]:
    """The keys of all occurrences of a recurring promise."""
    stem = key[: key.rfind("/") + 1] + key[key.rfind("/") + 1 :].split(".")[0]
    column = col(model.Milestone.key)
    return {key, *session.exec(select(column).where(column > f"{stem}.", column < f"{stem}/"))}


def values_of(session: Session, kind: Kind, key: str) -> dict[str, Any]:
    """All logged fields of one record; Problem where there is none."""
    found = many(session, TABLE[kind], [key]).get(key)
    if found is None:
        raise Problem("{key}: there is no such record", key=key)
    return fields_of(kind, found)


def fields_of(kind: Kind, found: SQLModel) -> dict[str, Any]:
    """The logged fields of a record that was read."""
    return {name: getattr(found, name) for name in FIELDS[kind]}


def after_guidance(session: Session, key: str, on: dt.date | None) -> None:
    """Problem where a day in a promise's life lies before the act of guidance that it answers."""
    guidance = many(session, model.Guidance, ["/".join(key.split("/")[:2])])
    for found in guidance.values():
        if on is not None and on < found.given_on:
            raise Problem("{key}: {day} is before the guidance of {given_on}", key=key, day=on, given_on=found.given_on)


def done_before(session: Session, key: str, values: Mapping[str, Any]) -> int | None:
    """What was done of a verified promise's quantity when its verification took all of it as done; from the log."""
    if values["status"] != "verified" or values["quantity"] is None:
        return None
    verified = session.exec(
        select(model.Change.batch_id)
        .where(model.Change.key == key, model.Change.kind == "milestone")
        .where(model.Change.field == "status", model.Change.new == "verified")
        .order_by(col(model.Change.id).desc())
    ).first()
    counted = session.exec(
        select(model.Change.old)
        .where(model.Change.key == key, model.Change.kind == "milestone")
        .where(model.Change.field == "quantity_done", model.Change.batch_id == verified)
    ).first()
    return int(counted) if counted is not None else values["quantity_done"]
