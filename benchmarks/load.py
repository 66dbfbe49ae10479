"""Loading a register through commands.create, its log included, beside a bare executemany of the same rows.

    python -m benchmarks.load [MILESTONES]

The floor is the same milestones, measures and items as tuples into plain tables of the same columns, without indexes,
in one transaction, committed with the same PRAGMAs. Both are run three times in turn; the best of each counts.
`python -m benchmarks.load | python -m benchmarks.report load` puts the table into the READMEs.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks import generate
from benchmarks.report import Line, table
from store import commands, upgrade
from store.record import FIELDS, Kind, Record, full

LIMIT: Final = 4.0
TABLES: Final[tuple[Kind, ...]] = ("item", "measure", "milestone")


def main() -> None:
    """Print both times and their ratio."""
    milestones = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    records = [record for part in generate.batches(milestones, size=milestones) for record in part]
    rows = {kind: [_row(record) for record in records if record.kind == kind] for kind in TABLES}
    with tempfile.TemporaryDirectory() as folder:
        times: dict[str, list[float]] = {"executemany": [], "commands.create": []}
        for run in range(3):
            times["executemany"].append(_timed(_bare, Path(folder, f"bare-{run}.db"), rows))
            path = Path(folder, f"store-{run}.db")
            upgrade.create(path)
            times["commands.create"].append(_timed(_create, path, records))
    floor, load = min(times["executemany"]), min(times["commands.create"])
    lines = [
        Line("executemany, no index, no log", f"{floor:.2f} s", "1.00", ""),
        Line("commands.create, history included", f"{load:.2f} s", f"{load / floor:.2f}", f"≤ {LIMIT:.2f}"),
    ]
    print(table(f"Loading {milestones:,} milestones", lines))


def _timed(work: Callable[[Path, Any], None], path: Path, what: object) -> float:
    started = time.perf_counter()
    work(path, what)
    return time.perf_counter() - started


def _create(path: Path, records: Sequence[Record]) -> None:
    done = commands.create(path, generate.act(), records, action="register")
    assert len(done.keys) == len(records)


def _bare(path: Path, rows: dict[Kind, list[tuple[Any, ...]]]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("BEGIN IMMEDIATE")
    for kind in TABLES:
        names = ("key", *FIELDS[kind])
        connection.execute(f'CREATE TABLE "{kind}" (id INTEGER PRIMARY KEY, {", ".join(names)})')
        places = ", ".join("?" * len(names))
        connection.executemany(f'INSERT INTO "{kind}" ({", ".join(names)}) VALUES ({places})', rows[kind])
    connection.execute("COMMIT")
    connection.close()


def _row(record: Record) -> tuple[Any, ...]:
    values = full(record.kind, record.values).values()
    return (record.key, *(value.isoformat() if isinstance(value, date) else value for value in values))


if __name__ == "__main__":
    main()
