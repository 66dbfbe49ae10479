"""The log: every batch and every field change, read back, folded to a day, and checked. sqlite3 only.

The tables are what the log adds up to: `fold` adds it up to a day, `differences` holds the two against each other.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final

from store.problem import Problem
from store.record import FIELDS, KINDS, Change, Kind, from_log, load, to_log

Fold = dict[Kind, dict[str, dict[str, Any]]]
_BATCH: Final = "id, recorded_at, effective_on, by, action, why, report_key, undoes, hash"
# So many changes are read with an entry; a bulk load has one for each of its rows, and nobody reads those one by one.
SHOWN: Final = 200
# So many changes are hashed at a time.
_CHUNK: Final = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One batch of the log. `recorded_at` is an ISO instant in UTC; `changes` holds the first `SHOWN` of `count`."""

    batch: int
    recorded_at: str
    effective_on: date
    by: str
    action: str
    why: str
    report_key: str | None
    undoes: int | None
    undone_by: int | None
    changes: tuple[Change, ...]
    count: int


def entries(
    connection: sqlite3.Connection,
    key: str | None = None,
    limit: int | None = None,
    *,
    below: bool = False,
    batch: int | None = None,
) -> list[Entry]:
    """The log's entries, newest first.

    With `key` only those that touch that record (`below`: or one under it), each with only those changes; with `batch`
    only that one.
    """
    where, values, own = ["1"], dict[str, Any](), "batch_id = :id"
    if key is not None:
        touched = "(key = :key OR key > :key || '/' AND key < :key || '0')" if below else "key = :key"
        where.append(f"id IN (SELECT batch_id FROM change WHERE {touched})")
        own += f" AND {touched}"
        values["key"] = key
    if batch is not None:
        where.append("id = :batch")
        values["batch"] = batch
    wanted = -1 if limit is None else limit
    sql = f"SELECT {_BATCH} FROM batch WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT {wanted}"
    found = []
    undone = _undone(connection)
    for row in connection.execute(sql, values).fetchall():
        binding = {"id": row[0], "key": key}
        changes = connection.execute(
            f"SELECT kind, key, field, old, new FROM change WHERE {own} ORDER BY id LIMIT {SHOWN}", binding
        )
        (count,) = connection.execute(f"SELECT count(*) FROM change WHERE {own}", binding).fetchone()
        found.append(
            Entry(
                batch=row[0],
                recorded_at=row[1],
                effective_on=date.fromisoformat(row[2]),
                by=row[3],
                action=row[4],
                why=row[5],
                report_key=row[6],
                undoes=row[7],
                undone_by=undone.get(row[0]),
                changes=tuple(Change(*change) for change in changes),
                count=count,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of one kind a batch put on file, and how many that were on file it moved."""

    kind: Kind
    made: int
    moved: int


def tally(connection: sqlite3.Connection, batch: int, key: str | None = None) -> list[Tally]:
    """What a batch brought, kind by kind; with `key` only of that record and what stands under it."""
    touched = "1" if key is None else "(key = :key OR key > :key || '/' AND key < :key || '0')"
    made = "SELECT kind, key, max(field IS NULL AND new IS NOT NULL) AS made"
    rows = connection.execute(
        f"SELECT kind, sum(made), sum(NOT made) FROM ({made} FROM change WHERE batch_id = :batch AND {touched} "
        "GROUP BY kind, key) GROUP BY kind",
        {"batch": batch, "key": key},
    )
    found = {kind: Tally(kind, put, moved) for kind, put, moved in rows}
    return [found[kind] for kind in KINDS if kind in found]


def _undone(connection: sqlite3.Connection) -> dict[int, int]:
    """The batches that are undone just now, and by which: an undo that was itself undone counts no more."""
    undone: dict[int, int] = {}
    for number, undoes in connection.execute("SELECT id, undoes FROM batch WHERE undoes IS NOT NULL ORDER BY id DESC"):
        if number not in undone:
            undone.setdefault(undoes, number)
    return undone


def fold(connection: sqlite3.Connection, as_of: date | None = None) -> Fold:
    """The record that the log adds up to: kind to key to all fields, of every batch effective on or before `as_of`.

    Batches are taken in the order in which they were recorded. A late entry about a record that did not exist yet on
    its effective day waits for nothing: it is left out, for the record appears only with the batch that made it.
    """
    folded: Fold = {kind: {} for kind in KINDS}
    steps = connection.execute(
        "SELECT change.batch_id, change.kind, change.key, change.field, change.new "
        "FROM batch JOIN change ON change.batch_id = batch.id "
        "WHERE batch.effective_on <= ? ORDER BY batch.id, change.id",
        ("9999-12-31" if as_of is None else as_of.isoformat(),),
    )
    for batch, kind, key, field, new in steps:
        try:
            records = folded[kind]
            if field is not None:
                if key in records:
                    records[key][field] = from_log(kind, field, new)
            elif new is not None:
                records[key] = load(kind, new)
            else:
                records.pop(key, None)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Problem("batch {number}: its entry about {key} cannot be read", number=batch, key=key) from error
    return folded


def materialise(connection: sqlite3.Connection, as_of: date) -> sqlite3.Connection:
    """A private database with the store's schema, filled with the record and the log as of a day.

    SQLite keeps it in memory and spills it to a temporary file by itself. https://sqlite.org/inmemorydb.html#temp_db
    """
    copy = sqlite3.connect("", check_same_thread=False, isolation_level=None)
    try:
        schema = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
            "ORDER BY type = 'table' DESC, type = 'index' DESC"
        ).fetchall()
        copy.execute("BEGIN")
        for (statement,) in schema:
            copy.execute(statement)
        for kind, records in fold(connection, as_of).items():
            names = ", ".join(("key", *FIELDS[kind]))
            places = ", ".join("?" * (len(FIELDS[kind]) + 1))
            # Later effects can precede what they rest on; what has no parent on that day is not on record that day.
            copy.executemany(
                f'INSERT INTO "{kind}" ({names}) VALUES ({places})',
                ((key, *map(_stored, values.values())) for key, values in records.items()),
            )
        _copy_log(connection, copy, as_of)
        copy.execute("COMMIT")
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy


def _copy_log(connection: sqlite3.Connection, copy: sqlite3.Connection, as_of: date) -> None:
    bound = (as_of.isoformat(),)
    batches = connection.execute(f"SELECT {_BATCH} FROM batch WHERE effective_on <= ?", bound)
    copy.executemany(f"INSERT INTO batch ({_BATCH}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", batches)
    changes = connection.execute(
        "SELECT id, batch_id, kind, key, field, old, new FROM change "
        "WHERE batch_id IN (SELECT id FROM batch WHERE effective_on <= ?)",
        bound,
    )
    copy.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", changes)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# --- the chain --------------------------------------------------------------------------------------------------------


def link(before: str, header: Iterable[Any], changes: Iterable[tuple[Any, ...]]) -> str:
    """The hash of a batch: SHA-256 over the hash before it, its header and its changes. Hex, 64 characters.

    `header` is (id, recorded_at, effective_on, by, action, why, report_key, undoes); a change is (kind, key, field,
    old, new). Every value is written with its length before it (`3:abc`, `-` where empty, `#7` for a number), so that
    no two logs are written alike; a line each, in UTF-8.
    """
    digest = hashlib.sha256(before.encode())
    digest.update(_line(header).encode("utf-8", "surrogatepass"))
    left = iter(changes)
    while lines := "".join(map(_line, islice(left, _CHUNK))):
        digest.update(lines.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _line(values: Iterable[Any]) -> str:
    written = [
        "-" if value is None else f"{len(value)}:{value}" if type(value) is str else f"#{value!r}" for value in values
    ]
    return f"\n{''.join(written)}"


def broken_links(connection: sqlite3.Connection) -> list[int]:
    """The batches whose hash does not follow from what the log says: anything altered, removed or put in between."""
    changes = groupby(
        connection.execute("SELECT batch_id, kind, key, field, old, new FROM change ORDER BY batch_id, id"),
        key=itemgetter(0),
    )
    pending: tuple[int, Iterator[tuple[Any, ...]]] | None = next(changes, None)
    before, broken = "", []
    for *header, stored in connection.execute(f"SELECT {_BATCH} FROM batch ORDER BY id").fetchall():
        while pending is not None and pending[0] < header[0]:
            broken.append(pending[0])
            pending = next(changes, None)
        own: Iterable[tuple[Any, ...]] = ()
        if pending is not None and pending[0] == header[0]:
            own = (row[1:] for row in pending[1])
        if link(before, header, own) != stored:
            broken.append(header[0])
        if pending is not None and pending[0] == header[0]:
            pending = next(changes, None)
        before = stored
    if pending is not None:
        broken.append(pending[0])
    return broken


def differences(connection: sqlite3.Connection) -> Iterator[tuple[Kind, str, str, str | None, str | None]]:
    """Where tables and log disagree: kind, key, field (`*` for a whole record), the log's and the table's text."""
    for kind, folded in fold(connection).items():
        names = tuple(FIELDS[kind])
        rows = connection.execute(f'SELECT key, {", ".join(names)} FROM "{kind}"')
        left = set(folded)
        for key, *values in rows:
            if key not in folded:
                yield kind, key, "*", None, "1"
                continue
            left.discard(key)
            for name, value in zip(names, values, strict=True):
                expected = to_log(folded[key][name])
                stored = None if value is None else str(value)
                if expected != stored:
                    yield kind, key, name, expected, stored
        for key in sorted(left):
            yield kind, key, "*", "1", None
