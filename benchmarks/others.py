"""Beside what one would pick instead: VisiData on the same rows as CSV, Taskwarrior with the same promises as tasks.

    python -m benchmarks.others [FOLDER]

Each is skipped with a word where it is not installed (`vd` and `task` on the PATH). Stores are kept in FOLDER.
`python -m benchmarks.others | python -m benchmarks.report others` puts the table into the READMEs.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.report import Line, table
from benchmarks.screen import MANY, first_text, opened, store_of
from benchmarks.terminal import Terminal, python
from store import db, queries
from store.rows import ROW_FIELDS, Row

TODAY: Final = date.today()  # noqa: DTZ011 - the day that the screen opens on
TASKS: Final = 10_000
RUNS: Final = 3


def main() -> None:
    """Measure what is installed, and say what is not."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        lines = [
            *_visidata(store_of(folder, MANY), Path(temporary)),
            *_taskwarrior(store_of(folder, TASKS), Path(temporary)),
        ]
    print(table("Beside other programs", lines))


def _visidata(store: Path, folder: Path) -> list[Line]:
    program = shutil.which("vd")
    if program is None:
        return [Line("VisiData", "skipped: `vd` is not installed", "", "")]
    sheet = folder / "rows.csv"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(ROW_FIELDS)
        for row in _rows(store):
            writer.writerow(row.contract().values())
    wanted = first_text(store)
    own = _median(lambda: _painted(lambda: opened(store, str(folder)), wanted))
    # VisiData shows the key first, in the narrow first column.
    first = next(_rows(store)).key[:8].encode()
    other = _median(lambda: _painted(lambda: Terminal([program, str(sheet)], env={"HOME": str(folder)}), first))
    return [
        Line(f"followup, first rows of {MANY:,}", _ms(own), "1.00", ""),
        Line(f"VisiData, first rows of {MANY:,} as CSV", _ms(other), f"{other / own:.2f}", ""),
    ]


def _painted(start: Callable[[], Terminal], wanted: bytes) -> float:
    terminal = start()
    try:
        return terminal.until(wanted) - terminal.started
    finally:
        terminal.close()


def _taskwarrior(store: Path, folder: Path) -> list[Line]:
    program = shutil.which("task")
    if program is None:
        return [Line("Taskwarrior", "skipped: `task` is not installed", "", "")]
    tasks = [
        {
            "description": row.text,
            "project": row.entity,
            "status": "completed" if row.attention == "closed" else "pending",
            "entry": "20231206T000000Z",
            **({"end": "20261101T000000Z"} if row.attention == "closed" else {}),
            **({"due": f"{row.due_on:%Y%m%d}T000000Z"} if row.due_on else {}),
        }
        for row in _rows(store)
        if row.kind == "milestone"
    ]
    settings = folder / "taskrc"
    settings.write_text(f"data.location={folder / 'tasks'}\nconfirmation=no\nverbose=nothing\n", encoding="utf-8")
    (folder / "tasks").mkdir()
    environment = {**os.environ, "TASKRC": str(settings), "HOME": str(folder)}
    subprocess.run(
        [program, "import", "-"], input=json.dumps(tasks), text=True, env=environment, check=True, capture_output=True
    )
    own = _median(
        lambda: _ran(
            [*python("tui"), "--db", str(store), "list", "--attention", "overdue", "--format", "json"], environment
        )
    )
    other = _median(lambda: _ran([program, "+OVERDUE", "export"], environment))
    return [
        Line(f"followup, what is overdue among {TASKS:,}, JSON", _ms(own), "1.00", ""),
        Line(f"Taskwarrior, the same among {TASKS:,}, JSON", _ms(other), f"{other / own:.2f}", ""),
    ]


def _rows(store: Path) -> Iterator[Row]:
    with db.closing(db.connect(store)) as connection:
        yield from queries.select(connection, queries.ALL, TODAY)


def _ran(command: Sequence[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(list(command), env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(RUNS))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
