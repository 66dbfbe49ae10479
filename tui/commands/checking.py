"""What `followup check` looks at, each finding one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from store import db, history
from store.problem import Problem

# A damaged store can differ in every field; so many findings of one sort are enough to know.
_MOST = 100


def findings(path: Path) -> Iterator[Problem]:
    """Everything that is wrong with a store, as sentences; nothing where it is whole."""
    with db.closing(db.connect(path)) as connection:
        try:
            yield from _file(path, connection)
            yield from _log(path, connection)
        except sqlite3.DatabaseError as error:
            yield db.explain(path, error)


def _file(path: Path, connection: sqlite3.Connection) -> Iterator[Problem]:
    for (told,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if told != "ok":
            yield Problem("{path}: the store is damaged: {reason}", path=path, reason=told)
    for table, number, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield Problem(
            "{path}: {table} row {number} points to a {parent} that is not there",
            path=path,
            table=table,
            number=number,
            parent=parent,
        )


def _log(path: Path, connection: sqlite3.Connection) -> Iterator[Problem]:
    for batch in history.broken_links(connection):
        yield Problem("{path}: batch {batch} of the log was altered: its hash does not follow", path=path, batch=batch)
    for shown, (kind, key, name, expected, stored) in enumerate(history.differences(connection)):
        if shown == _MOST:
            yield Problem("{path}: and more such differences", path=path)
            return
        yield Problem(
            "{path}: {kind} {key}: {field} is {stored}, but the log says {expected}",
            path=path,
            kind=kind,
            key=key,
            field=name,
            stored="-" if stored is None else stored,
            expected="-" if expected is None else expected,
        )
