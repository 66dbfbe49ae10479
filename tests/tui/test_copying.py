"""Rows on their way to the clipboard: a table that nothing in a cell can end or turn into a formula."""

from __future__ import annotations

from datetime import date

from tests.tui.test_listing import ROW
from tui import i18n
from tui.copying import FIELDS, copied

HOSTILE = ROW._replace(
    key="a/1", text="一|二\n三\t四\x1b[0m", officer="=1+1", due_on=date(2024, 9, 30), days_overdue=784
)


def test_markdown() -> None:
    i18n.speak("en")
    heading, rule, line = copied([HOSTILE], "markdown", "western").splitlines()
    assert heading.startswith("| Key | Entity |")
    assert rule.count("---") == len(FIELDS)
    assert line == "| a/1 | 川崎市 |  | 一\\|二 三 四\u241b[0m | planned | overdue | 2024-09-30 | 784 | =1+1 |"


def test_tsv() -> None:
    i18n.speak("en")
    heading, line = copied([HOSTILE], "tsv", "wareki").splitlines()
    assert heading.split("\t")[0] == "Key"
    assert line.split("\t") == [
        "a/1", "川崎市", "", "一|二 三 四\u241b[0m", "planned", "overdue", "R6.9.30", "784", "'=1+1",
    ]  # fmt: skip
    assert "'＝" in copied([ROW._replace(text="＝SUM(A1)")], "tsv", "western")
