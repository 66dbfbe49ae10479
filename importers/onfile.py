"""The register as a plan needs it: records by key, by parent and by digest, a few queries for thousands of rows.

sqlite3 only. Every look-up goes through an index, so a row of a plan costs the same however large the register is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from importers.plan import Imported
from store.parts import parts
from store.record import FIELDS, PARENT, Kind, from_log
from store.rows import day

Connection = sqlite3.Connection
Values = dict[str, Any]
_MOST_ENTITIES: Final = 50


def by_key(connection: sqlite3.Connection, kind: Kind, keys: Iterable[str]) -> dict[str, Values]:
    """The records of one kind under these keys, key to all fields (and `key`)."""
    return {values["key"]: values for values in _where(connection, kind, "key", keys)}


def children(connection: sqlite3.Connection, kind: Kind, parents: Iterable[str]) -> dict[str, list[Values]]:
    """The records of one kind under each of these parents, in the order of being put on file."""
    found: dict[str, list[Values]] = {}
    _, name = PARENT[kind]
    for values in _where(connection, kind, name, parents):
        found.setdefault(values[name], []).append(values)
    return found


def everyone(connection: sqlite3.Connection) -> list[Values]:
    """All entities, with all fields and `key`."""
    return list(_read(connection, "entity", "SELECT {names} FROM entity ORDER BY id", ()))


def cases(connection: sqlite3.Connection) -> list[Values]:
    """All cases, with all fields and `key`."""
    return list(_read(connection, "case", 'SELECT {names} FROM "case" ORDER BY id', ()))


def last_batch(connection: sqlite3.Connection) -> int:
    """The number of the newest batch, 0 for an empty log."""
    (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()
    return int(number)


def imported(connection: sqlite3.Connection, sha256: str) -> Imported | None:
    """The batch that took in the bytes with this digest, None where none did or it was undone."""
    row = connection.execute(
        "SELECT b.id, b.by, b.effective_on, b.recorded_at FROM report r JOIN change c ON c.key = r.key "
        "AND c.kind = 'report' AND c.field IS NULL AND c.new IS NOT NULL JOIN batch b ON b.id = c.batch_id "
        "WHERE r.sha256 = ? AND b.action = 'import' ORDER BY b.id DESC LIMIT 1",
        (sha256,),
    ).fetchone()
    if row is None:
        row = connection.execute(
            "SELECT id, by, effective_on, recorded_at FROM batch WHERE action = 'import' AND instr(why, ?) > 0 "
            "AND NOT EXISTS (SELECT 1 FROM batch later WHERE later.undoes = batch.id AND NOT EXISTS "
            "(SELECT 1 FROM batch again WHERE again.undoes = later.id)) ORDER BY id DESC LIMIT 1",
            (sha256,),
        ).fetchone()
    return None if row is None else Imported(row[0], row[1], date.fromisoformat(row[2]), row[3])


def later(connection: sqlite3.Connection, base: int, entities: tuple[str, ...]) -> tuple[int, str] | None:
    """The newest batch after `base` that touched these entities' records (none given: any), its number and author."""
    touched, values = "1", list[object]()
    if 0 < len(entities) <= _MOST_ENTITIES:
        touched = " OR ".join(["key = ? OR key > ? AND key < ?"] * len(entities))
        values = [bound for key in entities for bound in (key, f"{key}/", f"{key}0")]
    row = connection.execute(
        "SELECT id, by FROM batch WHERE id > ? AND EXISTS "
        f"(SELECT 1 FROM change WHERE batch_id = batch.id AND ({touched})) ORDER BY id DESC LIMIT 1",
        (base, *values),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def value(kind: Kind, name: str, text: str | None) -> Any:
    """A field's value out of the log's text."""
    return from_log(kind, name, text)


def _where(connection: sqlite3.Connection, kind: Kind, column: str, wanted: Iterable[str]) -> Iterator[Values]:
    for chunk in parts(dict.fromkeys(wanted)):
        places = ", ".join("?" * len(chunk))
        # The index of the column gives the rows; sorting the few of a chunk keeps the order of being put on file.
        sql = f'SELECT {{names}} FROM "{kind}" WHERE {column} IN ({places}) ORDER BY +id'
        yield from _read(connection, kind, sql, chunk)


def _read(connection: sqlite3.Connection, kind: Kind, sql: str, values: Iterable[str]) -> Iterator[Values]:
    names = ("key", *FIELDS[kind])
    types = ("text", *FIELDS[kind].values())
    for row in connection.execute(sql.format(names=", ".join(names)), tuple(values)):
        yield {
            name: day(value) if kind_of == "date" else bool(value) if kind_of == "bool" else value
            for name, kind_of, value in zip(names, types, row, strict=True)
        }
