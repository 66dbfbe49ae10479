"""Rows that hold certain words, in triage order: a short walk where the words are common, one pass where they are not.

A word filter cannot follow an index to rare words. So the worklist's order is followed for a bounded stretch, which
fills a window with common words at once; if that is not enough, every milestone's text is read once, in the file's own
order and by two connections side by side (SQLite lets go of the interpreter while it reads), and what is found is put
into order. sqlite3 only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

# So many rows of a class are walked in order before the whole text is read.
WALK: Final = 1_000
# From so many milestones on, a second connection reads half of them.
SPLIT_FROM: Final = 20_000

Sql = tuple[str, list[object]]
# (rank of the class, its day or "", persons negated, key, handle): sorts into triage order, empty days last.
Found = tuple[int, str, int, str, int]
LAST: Final = "~"


def walked(connection: sqlite3.Connection, classes: Sequence[Callable[[], Sql]], limit: int) -> list[int] | None:
    """The first `limit` handles found by a bounded walk of the classes in order; None where the walk was too short.

    Each of `classes` makes the query for its first `WALK` rows: handle, and whether the words are held.
    """
    found: list[int] = []
    for make in classes:
        seen = 0
        for handle, hit in connection.execute(*make()):
            seen += 1
            if hit:
                found.append(handle)
                if len(found) == limit:
                    return found
        if seen == WALK:
            return None
    return found


def scanned(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[Found]:
    """Every row that the query finds, in triage order.

    `sql` gives the columns of Found and ends in a condition on `id` with two places, from and to.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM milestone").fetchone()
    path = _file(connection)
    if last < SPLIT_FROM or path is None:
        found = connection.execute(sql, (*values, 0, last)).fetchall()
    else:
        found = _both(connection, path, sql, values, last)
    found.sort()
    return found


def _both(connection: sqlite3.Connection, path: Path, sql: str, values: Sequence[object], last: int) -> list[Found]:
    other = sqlite3.connect(
        f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False, isolation_level=None, timeout=5
    )
    try:
        (mapped,) = connection.execute("PRAGMA mmap_size").fetchone()
        other.execute(f"PRAGMA mmap_size = {mapped}")
        with ThreadPoolExecutor(1, thread_name_prefix="finding") as pool:
            half = pool.submit(lambda: other.execute(sql, (*values, last // 2, last)).fetchall())
            try:
                found = connection.execute(sql, (*values, 0, last // 2)).fetchall()
            except BaseException:
                # Nobody wants the answer any more (interrupt): the other half stops as well.
                other.interrupt()
                raise
            return found + half.result()
    finally:
        other.close()


def _file(connection: sqlite3.Connection) -> Path | None:
    """The file that the connection reads, None for a private database or a store on a read-only medium."""
    name = next((file for _, schema, file in connection.execute("PRAGMA database_list") if schema == "main"), "")
    path = Path(name) if name else None
    return path if path is not None and Path(f"{path}-shm").exists() else None
