"""CSV and TSV, and tab-separated tables inside a text."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from importers.readers.build import Builder
from importers.readers.grid import Content, Place
from importers.readers.markup import has_tags, plain
from importers.readers.rows import Item, Slot
from importers.readers.sheets import add_sheet
from importers.readers.watch import Watch
from store.problem import Problem

_DELIMITERS = ("\t", ",", ";")
_MOST_ROWS = 100_000
_SAMPLE = 200


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
    grid: list[list[Item]] = [
        [Slot(_cell(value, builder), line=number) if value else None for value in row]
        for row, number in zip(rows, lines, strict=True)
    ]
    add_sheet(builder, grid, Place(), merged=False)
    watch.step(len(rows), len(rows))
    return builder.content()


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
