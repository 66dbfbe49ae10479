"""What a cell of this product's own table says after a spreadsheet has been at it: dates, flags, numbers, words. Pure.

Excel writes 2024-03-31 as 2024/3/31 or 2024/3/31 0:00, true as TRUE, 1980 as 1,980, and saves text that CP932 cannot
hold as `?`; none of that is an edit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from importers.dates import read_dates
from store.record import Type
from store.rows import ROW_FIELDS
from store.words import ATTENTION, FIELD, STATUS, recurrence_words

# What the reply form of a letter asks for beside the contract's fields.
REPLY_FIELDS: Final = ("done_on", "excerpt", "documents", "answer", "plan_for", "asked")
_FIELDS: Final = (*ROW_FIELDS, *REPLY_FIELDS)
DATES: Final = frozenset(
    {"done_on", "guidance_on", "due_on", "original_due_on", "reported_on", "verified_on", "next_check_on"}
)
NUMBERS: Final = frozenset({"revisions", "days_overdue", "days_unverified", "quantity", "quantity_done"})
FLAGS: Final = frozenset({"due_approx", "due_inferred"})
TYPES: Final[Mapping[str, Type]] = {
    name: "date" if name in DATES else "int" if name in NUMBERS else "bool" if name in FLAGS else "text"
    for name in _FIELDS
}
_YES: Final = {"true": True, "1": True, "はい": True, "有": True, "yes": True, "○": True, "〇": True}
_NO: Final = {"false": False, "0": False, "いいえ": False, "無": False, "no": False, "×": False, "": False}
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?")
_MONTH: Final = re.compile(r"[年月元]")
_NUMBER: Final = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.0+)?|[-+]?\d+(?:\.0+)?")
_BINDING: Final = re.compile(r"[ 　]*(?:まで|迄|中|内|末|付け|時点|予定|[ 　])*")
_BLANKS: Final = re.compile(r"\s+")
# Pairs that the two mappings of Shift JIS to Unicode spell differently.
_TWINS: Final = str.maketrans("〜−‖—¢£¬", "～－∥―￠￡￢")
# Spreadsheets take a cell that begins with one of these for a formula; the export puts an apostrophe before it.
_GUARDED: Final = "=+-@＝＋－＠\t\r\n'"
# The codes come last and win: `entity` is the key's column, though the name's column is called Entity in words.
_NAMES: Final = {
    unicodedata.normalize("NFKC", spelled).casefold(): name
    for spelled, name in (
        *((word, name) for name in _FIELDS for word in (*FIELD.get(name, ()), name.replace("_", " "))),
        *((name, name) for name in _FIELDS),
    )
}
_CODES: Final = {
    spelled.casefold(): code for code, pair in STATUS.items() for spelled in (code, *pair, code.replace("_", " "))
}
# How people who fill in a reply form say a status; it is a claim that a person reviews.
_ANSWERS: Final = {
    spelled: code
    for code, words in (
        ("reported", "実施済み 実施済 済み 済 完了 完了済み 完了済 対応済み 対応済 done completed complete"),
        ("in_progress", "対応中 着手済み 着手済 一部実施 ongoing"),
        ("planned", "実施予定 未着手 未実施"),
    )
    for spelled in words.split()
}
_ATTENTIONS: Final = {spelled: code for code, pair in ATTENTION.items() for spelled in (code, *pair)}


class Unreadable(ValueError):
    """A cell that holds no value of its column; the sentence says what it holds and what it should."""


def column(heading: str) -> str | None:
    """The field that a column heading of an own table names (its code, or its word in either language), or None."""
    return _NAMES.get(unicodedata.normalize("NFKC", heading).strip().casefold())


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _GUARDED else cell


def answer(cell: Any) -> Any:
    """A status as a reply form's reader writes it, as the code that it means; anything else as it is."""
    return _ANSWERS.get(unicodedata.normalize("NFKC", str(cell)).strip().casefold(), cell)


def value(name: str, cell: Any, today: date) -> Any:
    """The value that a cell of the column `name` holds, None where it is empty. Raises Unreadable.

    `cell` is text, or what TOML or a workbook gives as date, number or flag. `today` is where dates without a year
    are counted from.
    """
    kind = TYPES[name]
    if isinstance(cell, datetime):
        cell = cell.date()
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return False if kind == "bool" else None
    match kind:
        case "date":
            return cell if isinstance(cell, date) else _date(str(cell), today)
        case "int":
            return _number(cell)
        case "bool":
            return cell if isinstance(cell, bool) else _flag(str(cell))
        case _:
            text = str(cell)
            if name == "status":
                return _CODES.get(unicodedata.normalize("NFKC", text).strip().casefold(), text.strip())
            return _ATTENTIONS.get(text, text) if name == "attention" else text


def printed(name: str, cell: Any, today: date) -> str | None:
    """The words of a date cell that are more than a plain day (令和6年9月末まで); kept as printed."""
    if TYPES[name] != "date" or not isinstance(cell, str):
        return None
    text = unicodedata.normalize("NFKC", cell).strip()
    return None if _YEAR_FIRST.fullmatch(text) or not text or not _MONTH.search(text) else cell.strip()


def same(name: str, before: Any, after: Any, *, lossy: bool) -> bool:
    """Whether the value on file and the one in the cell are the same. `lossy`: the file came through CP932."""
    if before == after:
        return True
    if TYPES[name] != "text":
        return False
    old, new = str(before or ""), str(after or "")
    if name == "recurrence" and new in (recurrence_words(old, "ja"), recurrence_words(old, "en")):
        return True
    return _lines(old) == _lines(new) or (lossy and _through_cp932(old) == _through_cp932(new))


def _lines(text: str) -> str:
    """The text with one kind of line end, tabs as the blanks that a workbook makes of them, none at a line's ends."""
    return "\n".join(line.replace("\t", " ").strip() for line in text.splitlines()).strip()


def _through_cp932(text: str) -> str:
    held = text.translate(_TWINS).encode("cp932", "replace").decode("cp932")
    return _BLANKS.sub("", held)


def _date(text: str, today: date) -> date:
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _YEAR_FIRST.fullmatch(plain)
    if found is not None:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError as error:
            raise Unreadable(f"there is no such day: {plain}") from error
    readings = read_dates(plain, today)
    if len(readings) == 1 and readings[0].end is not None and readings[0].kind not in ("range", "recurrence"):
        reading = readings[0]
        rest = plain[: reading.offset] + plain[reading.offset + reading.length :]
        if _BINDING.fullmatch(rest) and reading.end is not None:
            return reading.end
    raise Unreadable(f"this is no day: {plain[:40]}")


def _number(cell: Any) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    plain = unicodedata.normalize("NFKC", str(cell)).strip()
    if not _NUMBER.fullmatch(plain):
        raise Unreadable(f"this is no whole number: {plain[:40]}")
    return int(plain.replace(",", "").partition(".")[0])


def _flag(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    for words in (_YES, _NO):
        if plain in words:
            return words[plain]
    raise Unreadable(f"this is neither true nor false: {plain[:40]}")
