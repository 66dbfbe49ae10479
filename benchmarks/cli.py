"""`followup list --attention overdue --format json` beside a bare `python -c "import sqlite3"` running the same query.

    python -m benchmarks.cli [MILESTONES]... [--readme]

The floor opens the store, runs the product's own SQL for the overdue rows with all their columns in worklist order, and
prints every row. Both run as processes in turn, many times; the best of each counts. Python's byte code is on file for
both, as after any installation. --readme writes the table into both READMEs.
"""

from __future__ import annotations

import os
import statistics
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks import generate, report

LIMIT: Final = 3.0
SIZES: Final = (33, 10_000, 100_000)
TODAY: Final = generate.TODAY.isoformat()
SQL: Final = f"""
SELECT m.key, m.entity_key, e.name, g.case_key, g.given_on, i.number, i.heading, x.heading, m.text, m.status, m.due_on,
m.due_text, m.due_approx, m.due_inferred, m.original_due_on, m.revisions, m.reported_on, m.verified_on, m.verified_by,
m.evidence, m.quantity, m.quantity_done, m.unit, m.recurrence, m.officer, m.next_check_on, m.note, m.source
FROM milestone m JOIN measure x ON x.key = m.measure_key JOIN item i ON i.key = x.item_key
JOIN guidance g ON g.key = i.guidance_key JOIN entity e ON e.key = m.entity_key
WHERE m.status IN ('planned', 'in_progress', 'returned') AND m.lane = 0 AND m.lane_on < '{TODAY}'
ORDER BY m.lane_on, m.persons DESC, m.key"""
BARE: Final = """
import sqlite3
for row in sqlite3.connect({path!r}).execute({sql!r}):
    print(row)
"""


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a ratio is over its bound."""
    sizes = [int(word) for word in arguments if word.isdigit()] or list(SIZES)
    lines, worst = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            store = Path(folder, f"{size}.db")
            generate.generate(store, size)
            bare, product = _measure(store, rounds=40 if size <= 1_000 else 12 if size <= 20_000 else 5)
            ratio = product / bare
            worst = max(worst, ratio)
            what = f"`list --attention overdue --format json`, {size:,} milestones"
            figure = f"{product * 1000:.0f} ms (bare sqlite3: {bare * 1000:.0f} ms)"
            lines.append(report.Line(what, figure, f"{ratio:.2f}", f"{LIMIT:.0f}"))
    made = report.table("The command line, against a bare sqlite3 process", lines)
    print(made)
    if "--readme" in arguments:
        report.publish("cli", made)
    return int(worst > LIMIT)


def _measure(store: Path, rounds: int) -> tuple[float, float]:
    script = Path(sysconfig.get_path("scripts"), "followup.exe" if os.name == "nt" else "followup")
    bare = [sys.executable, "-c", BARE.format(path=str(store), sql=SQL)]
    product = [str(script), "--db", str(store), "list", "--as-of", TODAY, "--attention", "overdue", "--format", "json"]
    times: dict[int, list[float]] = {0: [], 1: []}
    for turn in range(rounds + 1):
        for which, command in enumerate((bare, product)):
            seconds = _seconds(command)
            # The first turn of each writes byte code and warms the file cache.
            if turn:
                times[which].append(seconds)
    spread = [statistics.median(held) / min(held) for held in times.values()]
    if max(spread) > 1.5:
        print(f"(noisy: medians are {spread[0]:.2f} and {spread[1]:.2f} of the best)", file=sys.stderr)
    return min(times[0]), min(times[1])


def _seconds(command: list[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with Path(os.devnull).open("wb") as nowhere:
        began = time.perf_counter()
        child = os.posix_spawn(
            command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        )
        _, status = os.waitpid(child, 0)
        seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{command[0]} failed with {os.waitstatus_to_exitcode(status)}")
    return seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
