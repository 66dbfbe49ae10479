"""Rows as data on stdout: JSON and CSV with the contract's fields, streamed. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, TextIO

from store.parts import parts
from store.rows import ROW_FIELDS, Row

encode: Final = json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode


def json_rows(rows: Iterable[Row], out: TextIO) -> None:
    """A JSON array, one object a line, with null where there is nothing."""
    lead = "[\n"
    for chunk in parts(rows):
        out.write(lead + ",\n".join([encode(row.contract()) for row in chunk]))
        lead = ",\n"
    out.write("[]\n" if lead == "[\n" else "\n]\n")


def pretty(value: Any) -> str:
    """One object as indented JSON, dates in ISO form."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def csv_rows(rows: Iterable[Row], out: TextIO) -> None:
    """RFC 4180 with a header line; booleans are true and false, nothing is the empty field, text never a formula."""
    import csv

    from exports.as_csv import guard

    def cell(value: Any) -> Any:
        if isinstance(value, bool):
            return "true" if value else "false"
        return guard(value) if isinstance(value, str) else value

    writer = csv.writer(out)
    writer.writerow(ROW_FIELDS)
    for row in rows:
        writer.writerow([cell(value) for value in row.contract().values()])
