"""Finding words as one types, at 100,000 milestones: the time to the first matching rows, for words of every kind.

    python -m benchmarks.search [MILESTONES]

Every word is typed letter by letter, as a screen asks: each prefix is a search of its own for the first 64 rows, read
whole. What the screen makes in its leisure to know where a rare word can stand is made first, and its time is told. The
floor is one bare pass over every milestone's text.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import generate
from benchmarks.report import Line, table
from store import db, queries
from store.grams import Grams
from store.queries import Query
from store.rows import rows

BOUND: Final = 100
WINDOW: Final = 64
ROUNDS: Final = 5
WORDS: Final = {
    "common": ("監査", "確認する", "システム", "手順", "個人情報", "報告"),
    "rare": ("資料399-19", "entity-0042", "令和9年12月末", "若竹"),
    "headings and entities": ("棚卸し", "委託先の監督", "統計局", "Entity 17"),
    "absent": ("埋蔵金", "鵺", "zzzz", "不存在の語"),
    "two words": ("監査 田中", "手順書 確認", "渡辺 埋蔵金"),
}


def main() -> None:
    """Print the median and the 95th percentile of each kind of word."""
    milestones = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store.db")
        generate.generate(path, milestones)
        with db.closing(db.connect(path)) as connection:
            grams = Grams()
            made = _timed(lambda: _whole(grams, connection))
            floor = sorted(_timed(lambda: _pass(connection)) for _ in range(ROUNDS))[ROUNDS // 2]
            lines = [
                Line("one bare pass over every text", f"{floor:.0f} ms", "1.00", ""),
                Line("knowing where words can stand, made in leisure", f"{made:.0f} ms", f"{made / floor:.1f}", ""),
            ]
            everything: list[float] = []
            for kind, words in WORDS.items():
                times = [
                    _timed(lambda text=text: _first(connection, grams, text))
                    for _ in range(ROUNDS)
                    for word in words
                    for text in (word[:length] for length in range(1, len(word) + 1))
                ]
                everything += times
                lines.append(_line(kind, times, floor))
            lines.append(_line("all, as typed", everything, floor, bound=f"p95 ≤ {BOUND} ms"))
    print(table(f"First {WINDOW} rows that hold a word, {milestones:,} milestones", lines))


def _line(what: str, times: list[float], floor: float, bound: str = "") -> Line:
    times = sorted(times)
    middle, high = times[len(times) // 2], times[min(len(times) - 1, round(len(times) * 0.95))]
    return Line(what, f"p50 {middle:.1f} ms, p95 {high:.1f} ms", f"{high / floor:.2f}", bound)


def _whole(grams: Grams, connection: sqlite3.Connection) -> None:
    while grams.step(connection):
        pass


def _first(connection: sqlite3.Connection, grams: Grams, text: str) -> None:
    handles = list(queries.handles(connection, Query(text=text), generate.TODAY, limit=WINDOW, grams=grams))
    rows(connection, handles, generate.TODAY)


def _pass(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT count(*) FROM milestone WHERE instr(text, '埋蔵金')").fetchone()


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
