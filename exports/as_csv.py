"""The worklist as CSV: one row a milestone, item or act of guidance that awaits a plan, in triage order.

UTF-8 with BOM (Excel opens it by double click), RFC 4180: CRLF after every record, quotes where a cell holds a comma, a
quote, CR or LF; line ends inside cells stay as they are. The first record holds the names of store.rows.ROW_FIELDS, in
every language the same; the cells follow in that order.

    empty          an empty cell (for a text that is never None: "")
    date           2026-11-29
    number         decimal digits
    boolean        true, false
    text           as it is on file, behind one apostrophe where it begins with a character of GUARDED

A spreadsheet takes a cell that begins with = + - @ (or their full-width forms, which Japanese input makes of them) as
a formula, a leading tab or CR as nothing in front of one: `guard` puts an apostrophe before these, and before an
apostrophe, so that `unguard` gives back exactly what was on file: it takes one leading apostrophe away where a
character of GUARDED follows it.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from exports.contract import TYPES, Plain
from exports.status import WeeklyStatus
from store.rows import ROW_FIELDS
from store.words import Lang

GUARDED: Final = frozenset("=+-@＝＋－＠\t\r\n'")
# Keys are made of a-z, 0-9 and ./_#- and begin with a letter or digit; codes are ours.
_SAFE: Final = frozenset({"key", "entity", "case", "status", "attention"})
_TEXTS: Final = tuple(place for place, name in enumerate(ROW_FIELDS) if TYPES[name] == "text" and name not in _SAFE)
_FLAGS: Final = tuple(place for place, name in enumerate(ROW_FIELDS) if TYPES[name] == "bool")


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the rows; `lang` changes nothing."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(ROW_FIELDS)
    writer.writerows(_cells(status.plain_rows()))
    text.flush()
    text.detach()


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text and text[0] in GUARDED else text


def unguard(cell: str) -> str:
    """The text of a guarded cell."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in GUARDED else cell


def _cells(rows: Iterator[Plain]) -> Iterator[list[Any]]:
    for row in rows:
        cells = list(row)
        for place in _TEXTS:
            text = cells[place]
            if text and text[0] in GUARDED:
                cells[place] = guard(text)
        for place in _FLAGS:
            cells[place] = "true" if cells[place] else "false"
        yield cells
