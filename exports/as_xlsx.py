"""The weekly status as a workbook: summary, worklist, by entity, delta. Office Open XML, read by Excel 2010 and later.

The worklist has every field of the contract in its order under the field's name in the workbook's language; statuses,
attentions and periods are words; what is seldom read is folded away. A due date is a date, and its cell's number format
says where it is inferred (推定) or approximate (目処). Saved as CSV or as it is, it comes back through import.
"""

from __future__ import annotations

import shutil
import tempfile
from typing import BinaryIO, Final, cast

from xlsxwriter.format import Format  # type: ignore[import-untyped]

from exports import xlsx_tables
from exports.contract import TYPES
from exports.status import WeeklyStatus
from exports.xlsx_book import ROWS, Book
from store.problem import Problem
from store.rows import ROW_FIELDS, Row
from store.words import Lang, recurrence_words, word

# Columns in characters of the standard font; a full-width character takes two. What has no width here is folded away.
_WIDTHS: Final = {
    "key": 14, "entity_name": 18, "item_heading": 20, "measure": 20, "text": 52, "status": 12, "attention": 13,
    "due_on": 18, "revisions": 7, "days_overdue": 8, "days_unverified": 9, "officer": 11, "next_check_on": 11.5,
    "note": 24,
}  # fmt: skip
_FOLDED: Final = 14
_SPOOLED: Final = 8 << 20


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the workbook. Problem where the worklist has more rows than a sheet holds."""
    if status.total >= ROWS:
        raise Problem(
            "{format}: {count} rows are more than a sheet holds ({most}); take csv or toml",
            format="xlsx", count=status.total, most=ROWS - 1,
        )  # fmt: skip
    # A ZIP file is another one where it cannot be sought in (a pipe): it is made in a file of its own.
    with tempfile.SpooledTemporaryFile(_SPOOLED) as made:
        book = Book(cast(BinaryIO, made), status, lang)
        xlsx_tables.summary(book)
        _worklist(book)
        xlsx_tables.entities(book)
        xlsx_tables.delta(book)
        book.book.close()
        made.seek(0)
        shutil.copyfileobj(made, stream)


def _worklist(book: Book) -> None:
    sheet = book.sheet("sheet_worklist")
    folded = False
    for column, name in enumerate(ROW_FIELDS):
        if name in _WIDTHS:
            sheet.set_column(column, column, _WIDTHS[name], None, {"collapsed": folded})
        else:
            sheet.set_column(column, column, _FOLDED, None, {"level": 1, "hidden": True})
        folded = name not in _WIDTHS
    book.heading(sheet, 0, [_heading(name, book.lang) for name in ROW_FIELDS])
    last = 0
    wrapped = ("entity_name", "item_heading", "measure", "text", "officer", "note")
    for last, row in enumerate(book.status.rows(), 1):
        book.height(sheet, last, ((getattr(row, name), _WIDTHS[name]) for name in wrapped))
        for column, name in enumerate(ROW_FIELDS):
            value = _value(row, name, book)
            # An empty cell is only written where its frame is seen.
            if name in _WIDTHS or (value is not None and value != ""):
                book.cell(sheet, last, column, value, _style(row, name, book))
    sheet.freeze_panes(1, ROW_FIELDS.index("entity_name") + 1)
    sheet.autofilter(0, 0, last, len(ROW_FIELDS) - 1)
    book.colour(sheet, 1, last, ROW_FIELDS.index("attention"))


def _heading(name: str, lang: Lang) -> str:
    """The field's word, or its name in plain letters where the word is another field's name (Entity)."""
    text = word("field", name, lang)
    return name.replace("_", " ").capitalize() if text.casefold() in ROW_FIELDS and text.casefold() != name else text


def _style(row: Row, name: str, book: Book) -> Format | None:
    if name == "due_on":
        return book.due_style(row.due_approx, row.due_inferred)
    return book.styles.small if name == "key" else None


def _value(row: Row, name: str, book: Book) -> object:
    value, lang = getattr(row, name), book.lang
    if name in ("status", "attention"):
        return word("status" if name == "status" else "attention", value, lang)
    if name == "entity_name":
        return book.status.entity_name(row.entity, lang)
    if name == "recurrence":
        return recurrence_words(value, lang)
    if TYPES[name] == "bool":
        return bool(value)
    return value
