"""The log as JSON lines, whole: a batch is written as it is read, however many changes it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from store.history import Entry
from store.record import Change
from tui.commands.data import encode


def head(entry: Entry) -> dict[str, Any]:
    """An entry as data without its changes."""
    return {
        "batch": entry.batch,
        "recorded_at": entry.recorded_at,
        "effective_on": entry.effective_on,
        "by": entry.by,
        "action": entry.action,
        "why": entry.why,
        "report": entry.report_key,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "count": entry.count,
    }


def step(change: Change) -> dict[str, Any]:
    """One change as data; `old` and `new` are the log's texts."""
    return {"kind": change.kind, "key": change.key, "field": change.field, "old": change.old, "new": change.new}


def write(connection: sqlite3.Connection, found: Iterable[Entry], key: str | None, out: TextIO) -> None:
    """The entries, one a line, each with all its changes, or with `key` with all of that record and what is below."""
    for entry in found:
        out.write(encode(head(entry))[:-1] + ', "changes": [')
        comma = ""
        for change in changes(connection, entry, key):
            out.write(comma + encode(step(change)))
            comma = ", "
        out.write("]}\n")


def changes(connection: sqlite3.Connection, entry: Entry, key: str | None) -> Iterator[Change]:
    """All changes of an entry, in order; those that were read with it are not read again where they are all."""
    if entry.count == len(entry.changes):
        yield from entry.changes
        return
    touched = "1" if key is None else "(key = :key OR key > :key || '/' AND key < :key || '0')"
    rows = connection.execute(
        f"SELECT kind, key, field, old, new FROM change WHERE batch_id = :batch AND {touched} ORDER BY id",
        {"batch": entry.batch, "key": key},
    )
    for row in rows:
        yield Change(*row)
