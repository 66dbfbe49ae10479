"""Writing the log and the tables together: every write of the program ends here, one transaction and one batch each.

commands.py says what a supervisor's act changes; this file applies it, through SQLModel's tables, and chains it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from store import db, model
from store.check import check_record, check_values
from store.columns import Columns
from store.engine import engine, explained
from store.fetch import TABLE, fields_of, many
from store.history import link
from store.parts import parts
from store.problem import Problem
from store.record import (
    FIELDS,
    KINDS,
    PARENT,
    Change,
    Kind,
    Record,
    dump,
    from_log,
    load,
    to_log,
)

# From so many new milestones on, and where they outnumber those on file, rebuilding the indexes beats growing them.
REBUILD_FROM: Final = 5_000


class Stale(Problem):
    """The record changed since it was read: `before` is what the caller saw, `now` what stands there, as log texts."""

    def __init__(self, kind: Kind, key: str, name: str, before: str | None, now: str | None) -> None:
        super().__init__(
            "{key}: {field} was changed meanwhile from {before} to {now}; nothing was written",
            key=key,
            field=name,
            before=before or "-",
            now=now or "-",
        )
        self.kind, self.key, self.name, self.before, self.now = kind, key, name, before, now


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, and from which day it counts.

    `today` is the day of recording; `effective_on` is today unless dated otherwise, and never later. `clock` gives the
    instant that is written beside it.
    """

    by: str
    today: dt.date
    effective_on: dt.date | None = None
    why: str = ""
    action: str = ""
    clock: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC), repr=False)

    @property
    def effective(self) -> dt.date:
        """The day from which the batch counts."""
        return self.effective_on or self.today


@dataclass(frozen=True, slots=True)
class Done:
    """What a write did: its batch (None where nothing differed), the keys it changed, and what it opened."""

    batch: int | None
    keys: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()


@dataclass(slots=True)
class Work:
    """What one write will do, gathered before anything is applied: records to make, then changes in order."""

    session: Session
    records: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    report_key: str | None = None
    undoes: int | None = None
    # The day from which the batch counts, where it is not the act's own (an undo counts from what it undoes).
    effective_on: dt.date | None = None


def write(path: Path, act: Act, action: str, fill: Callable[[Work], None]) -> Done:
    """One transaction on the store: `fill` gathers the work, then all of it is applied, logged and chained, or nothing.

    Raises Problem, and Stale where a record is not as the work expects it.
    """
    _check_act(path, act)
    if db.state(path) == "missing":
        raise Problem("{path}: there is no store here", path=path)
    made = engine(path)
    try:
        with explained(path), Session(made) as session, session.begin():
            work = Work(session)
            fill(work)
            return _commit(work, act, action)
    finally:
        made.dispose()


def _check_act(path: Path, act: Act) -> None:
    if not act.by.strip():
        raise Problem("{path}: an entry in the record needs the name of the one who makes it", path=path)
    if act.effective > act.today:
        raise Problem(
            "{path}: an entry cannot take effect on {day}, after today ({today})",
            path=path,
            day=act.effective,
            today=act.today,
        )


def _commit(work: Work, act: Act, action: str) -> Done:
    changes = [change for change in work.changes if change.field is None or change.old != change.new]
    if not work.records and not changes:
        return Done(None)
    session = work.session
    effective = work.effective_on or act.effective
    last = session.exec(select(model.Batch).order_by(col(model.Batch.id).desc()).limit(1)).first()
    _check_effect(session, act.today, effective, changes, work.records)
    number = (last.id or 0) + 1 if last is not None else 1
    recorded = act.clock().astimezone(dt.UTC).isoformat(timespec="seconds")
    header = (
        number, recorded, effective.isoformat(), act.by, action, act.why, work.report_key, work.undoes,
    )  # fmt: skip
    rows = [*_make(session, work.records), *_apply(session, changes)]
    session.connection().exec_driver_sql(
        "INSERT INTO batch (id, recorded_at, effective_on, by, action, why, report_key, undoes, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*header, link(last.hash if last is not None else "", header, rows)),
    )
    with _indexes_rebuilt(session.connection(), "change", len(rows)):
        session.connection().exec_driver_sql(
            "INSERT INTO change (batch_id, kind, key, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
            [(number, *row) for row in rows],
        )
    touched = dict.fromkeys(row[1] for row in rows if row[0] != "revision" and row[1] not in work.opened)
    return Done(number, tuple(touched), tuple(work.opened))


def _check_effect(
    session: Session, today: dt.date, effective: dt.date, changes: Sequence[Change], records: Sequence[Record]
) -> None:
    """A record cannot change, nor anything be put under it, before the day on which it came on file."""
    if effective >= today:
        return
    rested = dict.fromkeys(change.key for change in changes if change.field is not None)
    made = {record.key for record in records}
    for record in records:
        if record.kind in PARENT and (parent := record.values[PARENT[record.kind][1]]) not in made:
            rested[parent] = None
    for key in rested:
        on = (
            session.connection()
            .exec_driver_sql(
                "SELECT effective_on FROM batch WHERE id = (SELECT max(batch_id) FROM change "
                "WHERE key = ? AND field IS NULL AND new IS NOT NULL)",
                (key,),
            )
            .scalar()
        )
        if on is not None and on > effective.isoformat():
            raise Problem(
                "{key}: an entry cannot take effect on {day}; the record is on file from {on}",
                key=key,
                day=effective,
                on=on,
            )


Row = tuple[Kind, str, str | None, str | None, str | None]


def _make(session: Session, records: Sequence[Record]) -> list[Row]:
    """Check and insert new records, a kind at a time, parents first; their lines of the log."""
    rows: list[Row] = []
    order = {kind: position for position, kind in enumerate(KINDS)}
    connection = session.connection()
    for kind, group in groupby(sorted(records, key=lambda record: order[record.kind]), key=lambda record: record.kind):
        names = tuple(FIELDS[kind])
        statement = f'INSERT INTO "{kind}" (key, {", ".join(names)}) VALUES (?{", ?" * len(names)})'
        values: list[tuple[Any, ...]] = []
        for part in parts(group):
            columns = Columns(kind, part)
            if not columns.plain():
                for record in part:
                    check_record(record)
            stored, texts = columns.stored()
            values.extend(stored)
            rows.extend((kind, record.key, None, None, text) for record, text in zip(part, texts, strict=True))
        with _indexes_rebuilt(connection, kind, len(values)):
            connection.exec_driver_sql(statement, values)
    return rows


@contextmanager
def _indexes_rebuilt(connection: sa.Connection, table: str, count: int) -> Iterator[None]:
    """Drop the table's own indexes around a large insert and build them again, in the same transaction."""
    statements: list[tuple[str, str]] = []
    if count >= REBUILD_FROM:
        (on_file,) = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').one()
        if count > on_file:
            statements = [
                (row[0], row[1])
                for row in connection.exec_driver_sql(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
                    (table,),
                )
            ]
    for name, _ in statements:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, statement in statements:
        connection.exec_driver_sql(statement)


def _apply(session: Session, changes: Sequence[Change]) -> list[Row]:
    """Move fields, make and take back records, in the order given; their lines of the log. Raises Stale."""
    on_file = _fetch(session, changes)
    rows: list[Row] = []
    step: tuple[Kind, bool] | None = None
    for change in changes:
        if change.field is not None and change.field not in FIELDS[change.kind]:
            raise Problem("{key}: {kind} has no field {field}", key=change.key, kind=change.kind, field=change.field)
        # SQLAlchemy orders one flush by relationships, which these tables do not declare: a flush for each kind keeps
        # parents before children.
        if step != (change.kind, change.field is None):
            session.flush()
            step = (change.kind, change.field is None)
        if change.field is not None:
            _move(on_file, change)
        elif change.new is not None:
            found = TABLE[change.kind](key=change.key, **load(change.kind, change.new))
            on_file[change.kind, change.key] = found
            session.add(found)
        else:
            session.delete(_taken(on_file, change))
        rows.append((change.kind, change.key, change.field, change.old, change.new))
    for kind, key in dict.fromkeys((change.kind, change.key) for change in changes if change.new is not None):
        moved = on_file.get((kind, key))
        if moved is not None:
            check_values(kind, key, fields_of(kind, moved))
    session.flush()
    return rows


def _fetch(session: Session, changes: Sequence[Change]) -> dict[tuple[Kind, str], SQLModel]:
    """The records that the changes speak of."""
    return {
        (kind, key): found
        for kind, table in TABLE.items()
        for key, found in many(session, table, [change.key for change in changes if change.kind == kind]).items()
    }


def _move(on_file: Mapping[tuple[Kind, str], SQLModel], change: Change) -> None:
    found = _present(on_file, change)
    name = change.field or ""
    now = to_log(getattr(found, name))
    if now != change.old:
        raise Stale(change.kind, change.key, name, change.old, now)
    try:
        setattr(found, name, from_log(change.kind, name, change.new))
    except ValueError as error:
        raise Problem("{key}: {field} cannot be {value}", key=change.key, field=name, value=change.new) from error


def _taken(on_file: dict[tuple[Kind, str], SQLModel], change: Change) -> SQLModel:
    found = _present(on_file, change)
    now = dump(change.kind, fields_of(change.kind, found))
    if now != change.old:
        raise Stale(change.kind, change.key, "*", change.old, now)
    return on_file.pop((change.kind, change.key))


def _present(on_file: Mapping[tuple[Kind, str], SQLModel], change: Change) -> SQLModel:
    found = on_file.get((change.kind, change.key))
    if found is None:
        raise Problem("{key}: there is no such record any more; nothing was written", key=change.key)
    return found
