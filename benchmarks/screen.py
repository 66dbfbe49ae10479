"""The screen in a real pty: first rows, key presses and filtering, each as a ratio to a floor measured beside it.

    python -m benchmarks.screen [FOLDER]

The floor is an empty Textual app in the same pty, started and pressed in turn with followup. Stores are generated into
FOLDER (kept and used again; a temporary folder when none is given). Linux; two cores are enough.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from benchmarks.generate import generate
from benchmarks.report import Line, rows, table
from benchmarks.terminal import Terminal, python
from store import db, queries

TODAY: Final = date.today()  # noqa: DTZ011 - the day that the screen opens on
FEW, MIDDLE, MANY, MOST = 33, 10_000, 100_000, 1_000_000
STARTS: Final = 9
# The keys, and how often each is pressed. A person's presses do not fall on the screen's own beat: neither do these.
MOVES: Final = {
    "moving (j, k)": ["j", "j", "k", "j", "j"] * 16,
    "paging (PgDn, PgUp)": ["\x1b[6~", "\x1b[6~", "\x1b[5~"] * 20,
    "jumping (G, g)": ["G", "g"] * 30,
    "saved views (1–6)": ["1", "2", "3", "4", "6"] * 12,
}
TABLE_MOVES: Final = ("moving (j, k)", "paging (PgDn, PgUp)", "jumping (G, g)")
# Typed key by key: common and rare words, one to four characters long, and some that no row holds.
WORDS: Final = ("監査", "研修", "令和", "xyz", "再発防止", "委託先", "鰐", "規程", "龜龜", "12月", "システム", "zz")


def main() -> None:
    """Generate what is missing, measure, and print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        stores = {size: store_of(folder, size) for size in (FEW, 1_000, MIDDLE, MANY, MOST)}
        print(table("The screen, in a pty of 120 × 40", _starts(stores, temporary)), flush=True)
        print(rows(_keys(stores, temporary)), flush=True)
        print(rows(_hands(stores[MANY], temporary)), flush=True)
        print(rows(_typing(stores[MANY], temporary)))


def store_of(folder: Path, size: int) -> Path:
    """The generated store of a size in the folder, made if it is not there."""
    path = folder / f"{size}.db"
    if not path.exists():
        generate(path, size)
    return path


def opened(store: Path, home: str) -> Terminal:
    """The screen on a store, with settings of its own."""
    environment = {"HOME": home, "XDG_STATE_HOME": f"{home}/state-{time.monotonic_ns()}", "LANG": "C.UTF-8"}
    return Terminal(python("tui", "--db", str(store), "--lang", "en"), env=environment)


def first_text(store: Path) -> bytes:
    """The beginning of the first row's text, as it will stand on the screen."""
    with db.closing(db.connect(store)) as connection:
        row = next(iter(queries.select(connection, queries.ALL, TODAY)))
    return row.text[:6].encode()


def _starts(stores: dict[int, Path], home: str) -> list[Line]:
    """Process start to first paint, each in turn with the floor, and the memory once every row is listed."""
    floor: list[float] = []
    first: dict[int, list[float]] = {FEW: [], MOST: []}
    memory: dict[int, float] = {}
    texts = {size: first_text(stores[size]) for size in first}
    ratios: dict[int, list[float]] = {FEW: [], MOST: []}
    for _ in range(STARTS):
        for size, seconds in first.items():
            # A floor of its own right before it: a machine that has just rested starts anything more slowly.
            terminal = Terminal(python("benchmarks.apps.empty"))
            floor.append(terminal.until(b"first paint") - terminal.started)
            terminal.close()
            terminal = opened(stores[size], home)
            seconds.append(terminal.until(texts[size]) - terminal.started)
            ratios[size].append(seconds[-1] / floor[-1])
            terminal.quiet(1.0)
            memory[size] = terminal.anonymous_mb()
            terminal.close()
    base = statistics.median(floor)
    lines = [Line("empty Textual app, first paint", f"{base * 1000:.0f} ms", "1.00", "")]
    for size, seconds in first.items():
        ratio = statistics.median(ratios[size])
        lines.append(
            Line(f"first rows at {size:,}", f"{statistics.median(seconds) * 1000:.0f} ms", f"{ratio:.2f}", "≤ 1.20")
        )
    lines.append(Line(f"anonymous memory at {MOST:,}", f"{memory[MOST]:.0f} MB", "", "≤ 100 MB"))
    return lines


def _keys(stores: dict[int, Path], home: str) -> list[Line]:
    lines = []
    slow: dict[tuple[str, int], float] = {}
    for size in (1_000, MOST):
        terminal = opened(stores[size], home)
        terminal.until(first_text(stores[size]))
        terminal.quiet(4.0 if size == MOST else 1.0)
        for name, presses in MOVES.items():
            slow[name, size] = p95(_pressed(terminal, presses))
            terminal.press("6" if name.startswith("saved") else "g")
        terminal.close()
    terminal = Terminal(python("benchmarks.apps.empty"))
    terminal.until(b"first paint")
    terminal.quiet()
    floor = p95(_pressed(terminal, ["x"] * 60))
    terminal.close()
    terminal = Terminal(python("benchmarks.apps.table", str(stores[MIDDLE]), str(MIDDLE)))
    terminal.until(b"\xe2")
    terminal.quiet(3.0)
    grid = {name: p95(_pressed(terminal, MOVES[name])) for name in TABLE_MOVES}
    terminal.close()
    lines.append(Line("empty Textual app, a key (p95)", _ms(floor), "", ""))
    for name in MOVES:
        most, few = slow[name, MOST], slow[name, 1_000]
        limit = "≤ 16 ms" if name.startswith("moving") else "≤ 50 ms"
        beside = f"; DataTable at {MIDDLE:,}: {_ms(grid[name])}" if name in grid else ""
        lines.append(
            Line(f"{name} at {MOST:,} (p95)", _ms(most), f"{most / few:.2f}", f"{limit}, ≤ 1.50 × at 1,000{beside}")
        )
    return lines


def _pressed(terminal: Terminal, presses: Sequence[str]) -> list[float]:
    found = []
    for number, keys in enumerate(presses):
        # Spread over the frame, so that presses neither ride nor fight the screen's own beat.
        terminal.quiet(0.030 + (number * 7 % 16) / 1000)
        found.append(terminal.press(keys))
    return found


def _hands(store: Path, home: str) -> list[Line]:
    """Marking every row of a view and opening the detail: from the press to the frame that answers it."""
    with db.closing(db.connect(store)) as connection:
        marked = queries.counts(connection, TODAY)["overdue"]
    terminal = opened(store, home)
    terminal.until(first_text(store))
    terminal.press("1")
    # The whole order is there.
    terminal.quiet(4.0)
    marks = p95(_pressed(terminal, ["*", "u"] * 20))
    details = p95(_pressed(terminal, ["\r", "h", "j"] * 20))
    terminal.close()
    return [
        Line(f"marking {marked:,} rows and none (*, u) at {MANY:,} (p95)", _ms(marks), "", "≤ 50 ms"),
        Line(f"opening and leaving the detail (Enter, h) at {MANY:,} (p95)", _ms(details), "", "≤ 50 ms"),
    ]


def _typing(store: Path, home: str) -> list[Line]:
    """Each key of each word: from the press to the frame that shows its first matching row (or that there is none)."""
    terminal = opened(store, home)
    terminal.until(first_text(store))
    terminal.quiet(2.0)
    waits, echoes = [], []
    with db.closing(db.connect(store)) as connection:
        for word in WORDS:
            terminal.press("/")
            terminal.quiet(0.3)
            for end in range(1, len(word) + 1):
                wanted = _answer(connection, word[:end])
                after, began = len(terminal.out), time.perf_counter()
                echoes.append(terminal.press(word[end - 1]))
                waits.append(terminal.until(wanted, after=after) - began)
                terminal.quiet(0.2)
            terminal.press("\x1b")
            terminal.quiet(0.6)
            terminal.press("\x1b")
            terminal.quiet(0.6)
    terminal.close()
    return [
        Line(f"typing at {MANY:,}: the key itself (p95)", _ms(p95(echoes)), "", "≤ 50 ms"),
        Line(f"typing at {MANY:,}: first matching rows (p95)", _ms(p95(waits)), "", "≤ 100 ms"),
    ]


def _answer(connection: Connection, words: str) -> bytes:
    row = next(iter(queries.select(connection, queries.Query(text=words), TODAY)), None)
    return row.text[:6].encode() if row is not None else b"Nothing"


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
