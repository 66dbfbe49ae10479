"""CSV and TSV, and tab-separated tables inside a text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby

from importers.readers.build import Builder
from importers.readers.grid import Content, Place
from importers.readers.markup import plain
from importers.readers.pageguard import has_tags
from importers.readers.rows import Item, Slot
from importers.readers.sheets import add_sheet
from importers.readers.watch import Watch
from store.problem import Problem

_DELIMITERS = ("\t", ",", ";")
_MOST_ROWS = 100_000
_SAMPLE = 200
# A number parted at its thousands comma, which stood there without quotes: 全件（12 | 480件）.
_PARTED = re.compile(r"(?<![0-9０-９])[0-9０-９]{1,3}\n[0-9０-９]{3}(?![0-9０-９])")
# So many lines are named.
_NAMED = 5
_JOINED = "{count} rows had numbers parted at a comma, which were joined again (line {lines})"
_SHIFTED = "{count} rows have more fields than the others, and what stands in them may have shifted (line {lines})"


def sniff(text: str, *, expected: bool = False) -> str | None:
    """The delimiter of a separated file, or None for other text.

    A separated file has, in most of its records, the same number of fields, two or more. `expected` (the name ends in
    .csv or .tsv) lowers "most" from six in ten to three in ten.
    """
    best: tuple[float, int, str] | None = None
    for delimiter in _DELIMITERS:
        widths = _widths(text, delimiter)
        if len(widths) < (1 if expected else 2):
            continue
        width, count = Counter(w for w in widths if w > 1).most_common(1)[0] if max(widths) > 1 else (1, 0)
        share = count / len(widths)
        if width > 1 and share >= (0.3 if expected else 0.6) and (best is None or (share, width) > best[:2]):
            best = share, width, delimiter
    return best[2] if best is not None else None


def _widths(text: str, delimiter: str) -> list[int]:
    """Fields of each of the first records that are not blank; none where quotes do not hold."""
    if delimiter not in text[:20_000]:
        return []
    try:
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        return [len(r) for r, _ in zip(records, range(_SAMPLE), strict=False) if any(f.strip() for f in r)]
    except csv.Error:
        return []


def read(text: str, watch: Watch) -> Content:
    """The content of a CSV or TSV file: its tables, and the single cells above and below them as paragraphs."""
    builder = Builder(watch)
    delimiter = sniff(text[:200_000], expected=True) or ("\t" if "\t" in text else ",")
    rows: list[list[str]] = []
    lines: list[int] = []
    records = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in records:
            rows.append(record)
            lines.append(line)
            line = records.line_num + 1
            if len(rows) > _MOST_ROWS:
                raise Problem(
                    "{path}: has more than {limit} rows, far more than a report", path=watch.path, limit=_MOST_ROWS
                )
            if len(rows) % 5000 == 0:
                watch.step(len(rows), len(rows))
    except csv.Error as error:
        raise Problem(
            "{path}: line {line}: a quoted field is not closed or is too long", path=watch.path, line=line
        ) from error
    rows = _even(rows, lines, delimiter, builder)
    grid: list[list[Item]] = [
        [Slot(_cell(value, builder), line=number) if value else None for value in row]
        for row, number in zip(rows, lines, strict=True)
    ]
    add_sheet(builder, grid, Place(), merged=False)
    watch.step(len(rows), len(rows))
    return builder.content()


def _even(rows: list[list[str]], lines: list[int], delimiter: str, builder: Builder) -> list[list[str]]:
    """The rows, those with more fields than the rest of their table made whole where numbers were parted at a comma.

    Says which were, and which are longer still: what stands in them may have shifted.
    """
    joined: list[int] = []
    shifted: list[int] = []
    found: list[list[str]] = []
    for filled, run in groupby(zip(rows, lines, strict=True), key=lambda each: any(each[0])):
        held = list(run)
        widths = [len(row) for row, _ in held if _filled(row) > 1]
        # The headings come first, and as many fields as most rows have, whatever they leave empty at their end.
        width = max(widths[0], Counter(widths).most_common(1)[0][0]) if filled and widths else 0
        for row, line in held:
            extra = _filled(row) - width
            if width and extra > 0:
                whole = _rejoined(row, extra) if delimiter == "," else None
                (shifted if whole is None else joined).append(line)
                row = row if whole is None else whole
            found.append(row)
    for message, named in ((_JOINED, joined), (_SHIFTED, shifted)):
        if named:
            more = " …" if len(named) > _NAMED else ""
            builder.notice(message, count=len(named), lines=", ".join(map(str, named[:_NAMED])) + more)
    return found


def _filled(row: Sequence[str]) -> int:
    """The fields of a row up to the last that holds something."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)


def _rejoined(row: Sequence[str], extra: int) -> list[str] | None:
    """The row with so many numbers joined again; None unless just so many were parted."""
    parted = [place for place in range(1, len(row)) if _PARTED.search(f"{row[place - 1][-4:]}\n{row[place][:4]}")]
    if len(parted) != extra:
        return None
    whole: list[str] = []
    for place, value in enumerate(row):
        if place in parted:
            whole[-1] += f",{value}"
        else:
            whole.append(value)
    return whole


def tab_tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where tables of tab-separated lines stand in a text: from the first line to before the last, counted from 0.

    Two lines or more in a row, each with a tab that is no mere indentation.
    """
    start: int | None = None
    for index, line in enumerate([*lines, ""]):
        if "\t" in line.strip(" ") and line.strip() and "\t" in line.lstrip():
            start = index if start is None else start
        else:
            if start is not None and index - start >= 2:
                yield start, index
            start = None


def add_tab_table(lines: Sequence[str], start: int, end: int, builder: Builder) -> None:
    """Add the table of tab-separated lines from `start` to before `end`; tags in its cells are read as HTML."""
    grid: list[list[Item]] = [
        [Slot(_cell(value, builder), line=number + 1) for value in lines[number].split("\t")]
        for number in range(start, end)
    ]
    builder.table(grid, Place(line=start + 1))


def _cell(value: str, builder: Builder) -> str:
    return plain(value, builder) if has_tags(value) else value
