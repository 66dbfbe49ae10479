"""A small register for the store's tests, empty stores made quickly, and the whole of a store as one value."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import commands, db, story
from store.commands import Act, Done
from store.problem import Problem
from store.record import KINDS, Record

TODAY = date(2026, 11, 23)
GIVEN = date(2023, 12, 6)
GUIDANCE = "e/2023-09-20"
ITEM = f"{GUIDANCE}/1"
MEASURE = f"{ITEM}/audit"
FIRST = f"{MEASURE}/1"


def act(today: date = TODAY, effective_on: date | None = None, by: str = "佐藤", why: str = "") -> Act:
    return Act(by, today, effective_on, why)


def above(entity: str = "e", **guidance: Any) -> list[Record]:
    """A case, an entity, one act of guidance with one item and one measure."""
    key = f"{entity}/2023-09-20"
    return [
        Record("case", f"{entity}-case", {"name": "事案"}),
        Record("entity", entity, {"name": f"指導先 {entity}"}),
        Record(
            "guidance",
            key,
            {"entity_key": entity, "case_key": f"{entity}-case", "given_on": date(2023, 9, 20), "law": "番号法"}
            | guidance,
        ),
        Record("item", f"{key}/1", {"guidance_key": key, "number": "1", "heading": "監査"}),
        Record("measure", f"{key}/1/audit", {"item_key": f"{key}/1", "heading": "監査の実施"}),
    ]


def milestone(key: str = FIRST, **values: Any) -> Record:
    parts = key.split("/")
    given = {"measure_key": key.rpartition("/")[0], "entity_key": parts[0], "text": "監査する"} | values
    if "due_on" in given:
        given.setdefault("original_due_on", given["due_on"])
    return Record("milestone", key, given)


def copy(empty: Path, to: Path) -> Path:
    """A fresh empty store at `to`."""
    for old in (to, Path(f"{to}-wal"), Path(f"{to}-shm")):
        old.unlink(missing_ok=True)
    shutil.copyfile(empty, to)
    to.chmod(0o600)
    return to


def load(path: Path, *records: Record, effective_on: date = GIVEN) -> Path:
    """The records, as the register that came on file on 2023-12-06."""
    commands.create(path, act(effective_on=effective_on), records, action="register")
    return path


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every logged table's rows without their row numbers, in key order."""
    with db.closing(sqlite3.connect(path)) as connection:
        return {kind: _rows(connection, kind) for kind in KINDS}


def _rows(connection: sqlite3.Connection, kind: str) -> list[tuple[Any, ...]]:
    names = [row[1] for row in connection.execute(f'PRAGMA table_info("{kind}")') if row[1] != "id"]
    return connection.execute(f'SELECT {", ".join(names)} FROM "{kind}" ORDER BY key').fetchall()


def log(path: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Every batch and every change."""
    with db.closing(sqlite3.connect(path)) as connection:
        return (
            connection.execute("SELECT * FROM batch ORDER BY id").fetchall(),
            connection.execute("SELECT * FROM change ORDER BY id").fetchall(),
        )


def field(path: Path, key: str, name: str, kind: str = "milestone") -> Any:
    with db.closing(sqlite3.connect(path)) as connection:
        row = connection.execute(f'SELECT {name} FROM "{kind}" WHERE key = ?', (key,)).fetchone()
    assert row is not None, key
    return row[0]


def keys(path: Path, kind: str = "milestone") -> list[str]:
    with db.closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute(f'SELECT key FROM "{kind}" ORDER BY key')]


def at(path: Path, status: str, key: str = FIRST) -> Path:
    """The milestone led to a status by acts."""
    match status:
        case "planned":
            pass
        case "verified":
            commands.verify(path, act(), [key], on=TODAY, method="書面", evidence="資料1")
        case "returned":
            commands.send_back(path, act(), [key], reason="不足")
        case "withdrawn":
            commands.withdraw(path, act(), [key], reason="統合")
        case _:
            commands.claim(path, act(), [key], status=status)
    assert field(path, key, "status") == status
    return path


def refused(path: Path, attempt: Callable[[], object], match: str) -> None:
    before = tables(path), log(path)
    with pytest.raises(Problem, match=match) as problem:
        attempt()
    assert "\n" not in str(problem.value)
    assert (tables(path), log(path)) == before


def values(path: Path, key: str = FIRST) -> dict[str, Any]:
    with db.closing(db.connect(path)) as connection:
        found = story.record(connection, "milestone", key)
    assert found is not None
    return found


def changed(path: Path, do: Callable[[], Done], key: str = FIRST) -> dict[str, Any]:
    """What an act changed in the milestone."""
    before = values(path, key)
    do()
    after = values(path, key)
    return {name: value for name, value in after.items() if before[name] != value}
