"""Writing the weekly status of a large register, each format beside a floor of the same rows.

    python -m benchmarks.exports [MILESTONES]

CSV stands beside a bare sqlite3 cursor whose rows go straight into csv.writer; TOML beside tomli_w.dumps of the same
rows as plain dicts, read beforehand. Both sides are run three times in turn in one process; processor time is counted,
so that a busy machine does not tell on one side only, and the best of each is taken. Memory is the most that Python
held at once while it wrote (tracemalloc), for a tenth of the milestones and for all of them.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
import tomllib
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, cast

import tomli_w

from benchmarks import generate
from exports import contract
from exports.formats import to_stream
from exports.status import weekly
from store import db

RUNS: Final = 3
CSV_LIMIT, TOML_LIMIT = 2.0, 1.3
# The same columns from the same tables, in no particular order.
BARE: Final = contract._SELECT.partition("WHERE")[0].replace(", m.id FROM", " FROM")


def main() -> None:
    """Print the times, their ratios and the memory."""
    milestones = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.db"), Path(folder, "large.db")
        generate.generate(small, milestones // 10)
        generate.generate(large, milestones)
        print(f"{milestones:,} milestones")
        _times(large, Path(folder))
        _memory(small, large, Path(folder))


def _times(store: Path, folder: Path) -> None:
    _write(store, "toml", folder)
    plain = tomllib.loads((folder / "written.toml").read_text(encoding="utf-8"))["row"]
    times: dict[str, list[float]] = {}
    for _ in range(RUNS):
        for name, work in (
            ("sqlite3 cursor into csv.writer", lambda: _bare(store, folder / "bare.csv")),
            ("csv", lambda: _write(store, "csv", folder)),
            ("tomli_w.dumps of plain rows", lambda: tomli_w.dumps({"row": plain})),
            ("toml", lambda: _write(store, "toml", folder)),
        ):
            times.setdefault(name, []).append(_timed(work))
    best = {name: min(found) for name, found in times.items()}
    for floor, name, limit in (
        ("sqlite3 cursor into csv.writer", "csv", CSV_LIMIT),
        ("tomli_w.dumps of plain rows", "toml", TOML_LIMIT),
    ):
        print(f"{floor:<36}{best[floor]:8.2f} s   1.00")
        print(f"{name:<36}{best[name]:8.2f} s   {best[name] / best[floor]:.2f}   (at most {limit:.2f})")


def _memory(small: Path, large: Path, folder: Path) -> None:
    for name in ("csv", "toml"):
        peaks = []
        for store in (small, large):
            tracemalloc.start()
            _write(store, name, folder)
            peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
            tracemalloc.stop()
        print(
            f"{name + ', most memory held':<36}{peaks[1]:8.1f} MB  {peaks[1] / peaks[0]:.2f} times a tenth of the rows"
        )


def _write(store: Path, name: str, folder: Path) -> None:
    """The whole way: the store opened, the status drawn up, the file written."""
    with weekly(store, None, generate.TODAY) as status, (folder / f"written.{name}").open("wb") as stream:
        to_stream(status, name, cast(BinaryIO, stream), "ja")


def _bare(store: Path, path: Path) -> None:
    with db.closing(db.connect(store)) as connection, path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(connection.execute(BARE))


def _timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
