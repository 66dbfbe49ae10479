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
from functools import reduce
from pathlib import Path
from typing import Final

from store.grams import Known, Span, common, halves, merged, rows_in

# So many rows are walked in order before the whole text is read, and so many to find anything at all.
WALK: Final = 2_000
FAR: Final = 6_000
# After so many rows what has been found is told, before the walk goes on.
SOON: Final = 300
# So many records above rows are followed down to their rows.
FEW: Final = 200
# From so many milestones on, a second connection reads half of them.
SPLIT_FROM: Final = 20_000

Sql = tuple[str, list[object]]
# (rank of the class, its day or "", persons negated, key, handle): sorts into triage order, empty days last.
Found = tuple[int, str, int, str, int]
LAST: Final = "~"


def walked(
    connection: sqlite3.Connection,
    classes: Sequence[Callable[[], Sql]],
    limit: int,
    partly: Callable[[list[int]], None] | None = None,
) -> tuple[list[int], bool]:
    """The first handles found by a bounded walk of the classes in order, and whether they are all that was asked for.

    Each of `classes` makes the query for its first `FAR` rows: handle, and whether the words are held. The walk ends
    after `WALK` rows with what it has found, and goes on as far as `FAR` to find anything. `partly` is called once with
    the first handles found, where there are any and `SOON` rows were not enough for all.
    """
    found: list[int] = []
    seen = 0
    for make in classes:
        here = 0
        for handle, hit in connection.execute(*make()):
            here += 1
            if hit:
                found.append(handle)
                if len(found) == limit:
                    return found, True
            if partly is not None and found and seen + here >= SOON:
                partly(found[:])
                partly = None
            if seen + here >= (WALK if found else FAR):
                return found, False
        seen += here
    return found, True


def narrowed(
    connection: sqlite3.Connection, known: Sequence[Known], above: Sequence[Sequence[str]]
) -> list[Span] | None:
    """The ranges of milestone ids in which every word can be held; None where all of them have to be looked at.

    `above`: for each word the keys of the entities and measures that hold it, whose milestones' keys begin with them.
    """
    own = [word.spans for word, keys in zip(known, above, strict=True) if not keys]
    if own:
        return reduce(common, own)
    for word, keys in zip(known, above, strict=True):
        if len(keys) > FEW:
            continue
        ids: list[int] = []
        for key in keys:
            ids += (
                number
                for (number,) in connection.execute(
                    "SELECT id FROM milestone WHERE key > ? AND key < ? LIMIT ?", (f"{key}/", f"{key}0", FAR)
                )
            )
            if len(ids) >= FAR:
                break
        else:
            return merged([*word.spans, *((number - 1, number) for number in ids)])
    return None


def scanned(
    connection: sqlite3.Connection, sql: str, values: Sequence[object], spans: Sequence[Span] | None = None
) -> list[Found]:
    """Every row that the query finds, in triage order.

    `sql` gives the columns of Found and ends in a condition on `id` with two places, from and to; `spans` are the
    ranges of ids to look at, all of them when it is None.
    """
    if spans is None:
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM milestone").fetchone()
        spans = [(0, last)]
    path = _file(connection)
    if rows_in(spans) < SPLIT_FROM or path is None:
        found = _read(connection, sql, values, spans)
    else:
        found = _both(connection, path, sql, values, spans)
    found.sort()
    return found


def _read(connection: sqlite3.Connection, sql: str, values: Sequence[object], spans: Sequence[Span]) -> list[Found]:
    return [row for span in spans for row in connection.execute(sql, (*values, *span))]


def _both(
    connection: sqlite3.Connection, path: Path, sql: str, values: Sequence[object], spans: Sequence[Span]
) -> list[Found]:
    other = sqlite3.connect(
        f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False, isolation_level=None, timeout=5
    )
    try:
        (mapped,) = connection.execute("PRAGMA mmap_size").fetchone()
        other.execute(f"PRAGMA mmap_size = {mapped}")
        ours, theirs = halves(spans)
        with ThreadPoolExecutor(1, thread_name_prefix="finding") as pool:
            half = pool.submit(_read, other, sql, values, theirs)
            try:
                found = _read(connection, sql, values, ours)
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
