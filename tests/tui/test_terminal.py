"""A morning in a real terminal: real key presses, the screen read back, and the change found in the exported files."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pexpect
import pyte
import pytest

from store import db

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pty is needed")
KEY = "digital-agency/2023-09-20/5/assessment/1"
LINES, COLUMNS = 24, 80


class Terminal:
    """The program in a pty, and what stands on its screen."""

    def __init__(self, *arguments: str) -> None:
        environ = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LINES": str(LINES),
                   "COLUMNS": str(COLUMNS)}  # fmt: skip
        self.child = pexpect.spawn(sys.executable, ["-m", "tui", *arguments], dimensions=(LINES, COLUMNS),
                                   env=environ, timeout=30)  # fmt: skip
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)

    def read(self) -> str:
        """What stands on the screen after everything that has arrived."""
        try:
            while True:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.02))
        except (pexpect.TIMEOUT, pexpect.EOF):
            pass
        # A wide character takes two cells; pyte leaves the second one empty.
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, holds: Callable[[str], object], what: str, seconds: float = 30.0) -> str:
        """Wait until the screen is as it should be."""
        deadline = monotonic() + seconds
        while not holds(page := self.read()):
            assert monotonic() < deadline, f"{what} not on the screen:\n{page}"
        return page

    def shows(self, *words: str) -> str:
        """Wait until all words stand on the screen."""
        return self.wait(lambda page: all(word in page for word in words), str(words))

    def press(self, keys: str) -> None:
        """Type."""
        self.child.send(keys.encode())

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """The program as a fresh machine has it: its first run makes the store in the data folder."""
    made = Terminal("--lang", "ja", "--as", "山田")
    yield made
    made.child.close(force=True)


def held(path: Path) -> tuple[str, str | None, str | None]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT status, due_on, evidence FROM milestone WHERE key = ?", (KEY,)).fetchone()
    connection.close()
    status, due_on, evidence = found
    return status, due_on, evidence


def test_filter_verify_undo_revise_export(terminal: Terminal, tmp_path: Path) -> None:
    store, out = db.default_path(), tmp_path / "out"
    out.mkdir()
    # The bundled register, most urgent first.
    terminal.shows("期限超過 11", "改善策未提出 24", "デジタル庁")
    # Filter: the promise that is worked on.
    terminal.press("/")
    terminal.shows("is: due:")
    terminal.press("環境の変化や想定")
    terminal.shows("1/1")
    terminal.press("\r")
    terminal.shows("1/1", "特定個人情報ファイル")
    # Verify with evidence: the method from the usual ones, the day as it stands.
    terminal.press("v")
    terminal.shows("確認方法", "確認資料", "書面確認")
    terminal.press("\x1b[B\r")
    terminal.press("監督第12号\r")
    terminal.wait(lambda _page: held(store)[0] == "verified", "the verification in the store")
    assert held(store)[::2] == ("verified", "監督第12号")
    # Undo.
    terminal.press("z")
    terminal.shows("取り消しました")
    assert held(store) == ("planned", "2023-12-31", None)
    # Revise the due date, in full-width letters as a Japanese input method sends them.
    terminal.press("ｔ")
    terminal.shows("新しい期限")
    terminal.press("令和9年3月末")
    terminal.shows("2027-03-31", "営業日", "延期", "1,186日")
    terminal.press("\r工程の見直し\r11月報告\x13")
    terminal.wait(lambda _page: held(store)[1] == "2027-03-31", "the new date in the store")
    # Export the week.
    terminal.press("x")
    terminal.shows("週次状況", "フォルダ", "今週の増減")
    terminal.press("\t\t")
    terminal.press("\x05\x15")
    terminal.wait(lambda page: re.search(r"フォルダ \*\s+│", page), "an empty folder")
    terminal.press(f"{out}\x13")
    terminal.shows("書き出しました")
    terminal.press("\r")
    # Out of the first run's lines and of the filter.
    terminal.shows("Esc でこの案内を消します")
    terminal.press("\x1b")
    terminal.wait(lambda page: "この案内" not in page and "/64" in page, "the whole list alone")
    terminal.press("q")
    assert terminal.ended() == 0
    (toml,) = out.glob("followup-*.toml")
    (table,) = out.glob("followup-*.csv")
    row = next(row for row in tomllib.loads(toml.read_text(encoding="utf-8"))["row"] if row["key"] == KEY)
    assert (row["due_on"].isoformat(), row["original_due_on"].isoformat(), row["revisions"]) == (
        "2027-03-31", "2023-12-31", 1,
    )  # fmt: skip
    with table.open(encoding="utf-8-sig", newline="") as stream:
        line = next(line for line in csv.DictReader(stream) if line["key"] == KEY)
    assert (line["due_on"], line["original_due_on"], line["revisions"]) == ("2027-03-31", "2023-12-31", "1")


REPORT = """令和8年10月20日
個人情報保護委員会 御中
鳥取市
改善状況報告書
ア 交付対象者から個人番号の提供を受けた際の本人確認を適切に実施すること。
■本人確認の2人体制
受付窓口における本人確認書類の確認を2人体制とし、令和8年9月30日に開始した。
"""


def test_a_first_report_is_imported_and_taken_back(terminal: Terminal, tmp_path: Path) -> None:
    """From the key press to the written batch and its undo; the entity had no measure on file."""
    store, report = db.default_path(), tmp_path / "tottori.txt"
    report.write_text(REPORT, encoding="utf-8")

    def asked(sql: str) -> int:
        with sqlite3.connect(store) as connection:
            (found,) = connection.execute(sql).fetchone()
        connection.close()
        return int(found)

    measures, batches = "SELECT count(*) FROM measure WHERE key LIKE 'tottori/%'", "SELECT max(id) FROM batch"
    terminal.shows("期限超過 11")
    assert (asked(measures), asked(batches)) == (0, 1)
    # In one go, ahead of the form: no letter is lost, and the path takes the place of the folder that stands there.
    terminal.press(f"i{report}\x13")
    terminal.shows("新規 2", "文書の記載", "台帳の記載")
    # The batch is not there before w, and its one yes.
    terminal.press("a")
    terminal.shows("[x]")
    terminal.press("w")
    terminal.shows("1つの変更単位として書き込みますか")
    assert (asked(measures), asked(batches)) == (0, 1)
    terminal.press("y")
    terminal.wait(lambda _page: asked(batches) == 2, "the batch in the store")
    assert asked(measures) == 1
    terminal.shows("取り込みました")
    terminal.press("z")
    terminal.shows("y はい")
    terminal.press("y")
    terminal.wait(lambda _page: asked(batches) == 3, "the undo in the store")
    assert asked(measures) == 0
