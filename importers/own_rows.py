"""This product's own tables as they come back: TOML, CSV, a workbook saved from it, or the reply form of a letter, to
rows by field name. Pure.

What tells them: a heading row (or a table's keys) with `key` and at least two more of the contract's names, in code or
in words, in any order; other columns are not this product's and stay unread.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Final

from importers.own_cells import REPLY_FIELDS, column, unguarded
from importers.readers.grid import Content, Table
from store.problem import Problem
from store.rows import ROW_FIELDS

_DELIMITERS: Final = (",", "\t", ";")
# A heading row stands at the top; a title and a blank row may stand above it.
_HEAD_ROWS: Final = 5
_LEAST: Final = 3
MOST_ROWS: Final = 100_000
"""Rows of one file; a register that has more comes back in several."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row: field name to cell as the file has it (text, or TOML's and a workbook's own values).

    `headings` names a reply form's columns in the form's own words.
    """

    cells: Mapping[str, Any]
    where: Mapping[str, int | str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether the row stands in a letter's reply form, where an empty answer says nothing."""
        return any(name in self.cells for name in REPLY_FIELDS)

    @property
    def plan_for(self) -> str:
        """The key of the item for which a row of a plan form gives a measure, "" in any other row."""
        return "".join(str(self.cells.get("plan_for") or "").split())

    @property
    def key(self) -> str:
        """The key, "" where the row has none. It holds no blanks: a line that was wrapped on paper leaves one."""
        return "".join(str(self.cells.get("key") or "").split())


@dataclass(frozen=True, slots=True)
class OwnTable:
    """All rows, and the columns that were not read because they are none of the contract's."""

    rows: tuple[OwnRow, ...]
    foreign: tuple[str, ...] = ()


def from_csv(text: str, path: str) -> OwnTable | None:
    """The rows of a CSV or TSV, None where its headings are not this product's. Raises Problem for a broken quote."""
    for delimiter in _DELIMITERS:
        head = list(_records(StringIO(text[:20_000], newline=""), delimiter))[:_HEAD_ROWS]
        for place, (_, record) in enumerate(head):
            if _is_heading(record):
                return _table(text, delimiter, place, path)
    return None


def from_toml(text: str, path: str) -> OwnTable | None:
    """The rows of a TOML file: every table in an array of whole rows; a name left out says that the field is empty.

    Raises Problem for broken TOML.
    """
    try:
        parsed = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem("{path}: is not proper TOML: {reason}", path=path, reason=str(error)) from error
    empty = dict.fromkeys(ROW_FIELDS)
    rows = tuple(
        OwnRow({**empty, **{name: cell for name, cell in table.items() if name in empty}}, where)
        for table, where in _tables(parsed, "")
    )
    foreign = sorted({name for table, _ in _tables(parsed, "") for name in table if name not in empty})
    return OwnTable(rows, tuple(foreign)) if rows else None


def from_grid(content: Content) -> OwnTable | None:
    """The rows of a workbook or another document whose tables have the contract's headings, None where none has."""
    rows: list[OwnRow] = []
    foreign: dict[str, None] = {}
    for block in content.tables:
        for place, line in enumerate(block.rows[:_HEAD_ROWS]):
            if _is_heading([cell.text for cell in line]):
                names = [column(cell.text) for cell in line]
                foreign |= {cell.text: None for cell, name in zip(line, names, strict=True) if name is None}
                headings = {
                    name: cell.text for cell, name in zip(line, names, strict=True) if name in REPLY_FIELDS and name
                }
                rows.extend(_grid_rows(block, place + 1, names, headings))
                break
    return OwnTable(tuple(rows), tuple(name for name in foreign if name)) if rows else None


def _grid_rows(table: Table, start: int, names: list[str | None], headings: Mapping[str, str]) -> Iterator[OwnRow]:
    above = ""
    for line in table.rows[start:]:
        cells: dict[str, Any] = {
            name: cell.date or unguarded(cell.text)
            for name, cell in zip(names, line, strict=True)
            if name and not cell.continued
        }
        # The heading comes again on each sheet that was copied.
        if any(cell.text for cell in line) and not _is_heading([cell.text for cell in line]):
            if "plan_for" in names:
                # A row that was put in under another is for the same item.
                above = cells["plan_for"] = str(cells.get("plan_for") or above)
            yield OwnRow(cells, line[0].place.as_dict(), headings)


def _table(text: str, delimiter: str, heading: int, path: str) -> OwnTable:
    rows: list[OwnRow] = []
    names: list[str | None] = []
    foreign: tuple[str, ...] = ()
    try:
        for place, (line, record) in enumerate(_records(StringIO(text, newline=""), delimiter)):
            if place < heading:
                continue
            if place == heading:
                names = [column(name) for name in record]
                foreign = tuple(name for name in record if name.strip() and column(name) is None)
                _refuse_doubles(names, path)
            elif any(cell.strip() for cell in record):
                cells = {name: unguarded(cell) for name, cell in zip(names, record, strict=False) if name}
                rows.append(OwnRow(cells, {"row": place + 1, "line": line}))
                if len(rows) > MOST_ROWS:
                    raise Problem(
                        "{path}: has more than {limit} rows; up to so many come back in one file",
                        path=path,
                        limit=MOST_ROWS,
                    )
    except csv.Error as error:
        raise Problem("{path}: line {line}: {reason}", path=path, line=line + 1, reason=str(error)) from error
    return OwnTable(tuple(rows), foreign)


def _refuse_doubles(names: list[str | None], path: str) -> None:
    for name in names:
        if name is not None and names.count(name) > 1:
            raise Problem("{path}: the column {field} stands there twice", path=path, field=name)


def _records(stream: StringIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    reader = csv.reader(stream, delimiter=delimiter)
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _is_heading(record: list[str]) -> bool:
    names = {column(cell.lstrip("\ufeff")) for cell in record} - {None}
    return bool(names & {"key", "plan_for"}) and len(names) >= _LEAST


def _tables(value: Any, name: str) -> Iterator[tuple[Mapping[str, Any], dict[str, int | str]]]:
    """Every table of the arrays that hold whole rows, with the array's name and its place there.

    Only a whole row names the day of its guidance; the lists of what changed in a week do not, and are no rows.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _tables(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        whole = any("guidance_on" in entry and _is_heading(list(entry)) for entry in value)
        for place, entry in enumerate(value, 1):
            if whole:
                yield entry, {"table": name, "row": place}
            else:
                yield from _tables(entry, name)
