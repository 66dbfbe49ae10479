"""A morning's triage of 40 rows in a real terminal, with real key presses, and the count of keys that it took.

    python -m tests.tui.morning

The bundled register on a store of its own: 27 claims that nobody has looked at, 11 overdue promises, 2 without a date.
What was done is read back from the store, not from the screen. A letter of a Japanese input method counts as one key.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.tui.test_terminal import Terminal
from tui.cli import main as followup

DOWN, ENTER, ESC, WRITE = "\x1b[B", "\r", "\x1b", "\x13"


class Morning(NamedTuple):
    """What the morning came to: keys pressed, and rows by what was done with them."""

    keys: int
    rows: dict[str, int]


class Hands:
    """The keyboard, with a count of its keys."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.terminal = Terminal("--db", str(path), "--lang", "ja", "--as", "山田")
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys; a text is as many keys as it has letters, an escape sequence is one."""
        for key in keys:
            self.keys += 1 if key in (DOWN, ENTER, ESC, WRITE) else len(key)
            self.terminal.press(key)

    def form(self, key: str, *words: str) -> None:
        """Press a key that opens a form, and wait for it."""
        self.press(key)
        self.terminal.shows("^S", *words)

    def count(self, condition: str) -> int:
        """How many promises the store holds for which this is so."""
        with closing(sqlite3.connect(self.path)) as connection:
            (found,) = connection.execute(f"SELECT count(*) FROM milestone WHERE {condition}").fetchone()
        return int(found)

    def until(self, condition: str, count: int) -> None:
        """Wait until the store holds so many, and the list has the keys again."""
        self.terminal.wait(lambda page: "? ヘルプ" in page and self.count(condition) == count, f"{count} {condition}")

    def listed(self, count: int) -> None:
        """Wait for a list of so many rows."""
        self.terminal.wait(lambda page: re.search(rf" \d+/{count}\b", page.splitlines()[0]), f"{count} rows")


def morning(path: Path) -> Morning:
    """Work through the 40 rows on a store that is made at `path`. AssertionError where the screen does not follow."""
    assert followup(["--db", str(path), "--as", "山田", "init"]) == 0
    hands = Hands(path)
    try:
        hands.terminal.shows("期限超過 11", "デジタル庁")
        for work in (_one_letter_for_seven, _one_by_one, _look_again, _overdue, _undated):
            work(hands)
        hands.press("q")
        assert hands.terminal.ended() == 0
    finally:
        hands.terminal.child.close(force=True)
    rows = {
        "verified": hands.count("status = 'verified'"),
        "sent back": hands.count("status = 'returned'"),
        "next check set": hands.count("next_check_on IS NOT NULL"),
        "assigned": hands.count("officer = '田中'"),
        "noted": hands.count("note LIKE '%期限を照会%'"),
    }
    return Morning(hands.keys, rows)


def _one_letter_for_seven(hands: Hands) -> None:
    """Seven claims of one entity rest on one letter: marked together, verified at once."""
    # The first run greets with three lines; Esc takes them away.
    hands.press(ESC)
    hands.terminal.wait(lambda page: "この案内" not in page, "the list alone")
    hands.press("2")
    hands.listed(27)
    hands.press("/")
    hands.terminal.shows("Esc 解除")
    hands.press("富士通")
    hands.listed(7)
    hands.press(ENTER, "*")
    hands.terminal.shows("印 7件")
    hands.form("v", "確認方法")
    hands.press(DOWN, ENTER, "文書12", WRITE)
    hands.terminal.shows("7件", "確認資料", "文書12")
    hands.press("y")
    hands.until("status = 'verified'", 7)
    hands.terminal.shows("見つかりません", "z で取り消せます")
    hands.press(ESC)
    hands.listed(20)


def _one_by_one(hands: Hands) -> None:
    """Ten claims verified and five sent back, each on its own."""
    for done in range(1, 11):
        hands.form("v", "確認方法")
        hands.press(DOWN, ENTER, f"議{done}", WRITE)
        hands.until("status = 'verified'", 7 + done)
        hands.listed(20 - done)
    for done in range(1, 6):
        hands.form("b", "理由")
        hands.press("資料不足", WRITE)
        hands.until("status = 'returned'", done)
        hands.listed(10 - done)


def _look_again(hands: Hands) -> None:
    """The five that are left are looked at again in two weeks."""
    hands.press("*")
    hands.terminal.shows("印 5件")
    hands.form(".", "次回確認")
    hands.press("+2w", WRITE)
    hands.terminal.shows("5件", "y ")
    hands.press("y")
    hands.until("next_check_on IS NOT NULL", 5)


def _overdue(hands: Hands) -> None:
    """The eleven that are overdue for longest get an officer; a next round that has been opened stands behind them."""
    hands.press("1")
    hands.terminal.shows("1/1")
    hands.press(" " * 11)
    hands.terminal.shows("印 11件")
    hands.form("s", "担当")
    hands.press("田中", WRITE)
    hands.terminal.shows("11件", "y ")
    hands.press("y")
    hands.until("officer = '田中'", 11)


def _undated(hands: Hands) -> None:
    """The two without a date get a note that the date was asked for."""
    hands.press("6", "/")
    hands.terminal.shows("Esc 解除")
    hands.press("is:undated")
    hands.listed(2)
    hands.press(ENTER, "*")
    hands.terminal.shows("印 2件")
    hands.form("a", "備考")
    hands.press("期限を照会", WRITE)
    hands.terminal.shows("2件", "y ")
    hands.press("y")
    hands.until("note LIKE '%期限を照会%'", 2)


def main() -> int:
    """Run it and print the count."""
    with tempfile.TemporaryDirectory() as folder:
        done = morning(Path(folder, "store.db"))
    rows = sum(done.rows.values())
    print(f"{rows} rows, {done.keys} keys, {done.keys / rows:.1f} a row")
    print(", ".join(f"{what} {count}" for what, count in done.rows.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
