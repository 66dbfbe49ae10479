"""Rows as text for the clipboard: a Markdown table for a letter or a chat, tab-separated values for a spreadsheet.

The columns are the worklist's own; nothing in a cell can end it, or become a formula where it is pasted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from store.rows import Row
from store.words import word
from tui import days, text
from tui.days import Calendar
from tui.i18n import lang

Format = Literal["markdown", "tsv"]
FIELDS: Final = ("key", "entity_name", "measure", "text", "status", "attention", "due_on", "days_overdue", "officer")
# A cell that begins so is read as a formula by a spreadsheet, full-width signs too.
_FORMULA: Final = tuple("=+-@＝＋－＠")


def copied(rows: Iterable[Row], form: Format, calendar: Calendar) -> str:
    """The rows with a heading, one a line."""
    heading = [word("field", name, lang()) for name in FIELDS]
    lines = [[_value(row, name, calendar) for name in FIELDS] for row in rows]
    if form == "markdown":
        table = [heading, ["---"] * len(FIELDS), *lines]
        return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in table) + "\n"
    return "\n".join("\t".join(map(_spread, line)) for line in [heading, *lines]) + "\n"


def _value(row: Row, name: str, calendar: Calendar) -> str:
    if name == "status":
        return word("status", row.status, lang())
    if name == "attention":
        return word("attention", row.attention, lang())
    if name == "due_on":
        return days.short(row.due_on, calendar) or row.due_text or ""
    value = getattr(row, name)
    return "" if value is None else str(value)


def _cell(value: str) -> str:
    return text.line(value, len(value)).replace("\\", "\\\\").replace("|", "\\|")


def _spread(value: str) -> str:
    value = text.line(value, len(value))
    return "'" + value if value.startswith(_FORMULA) else value
