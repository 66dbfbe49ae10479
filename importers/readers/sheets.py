"""A sheet of cells (workbook, CSV) to titles, notes and tables: what people put around a table on the same sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.readers.build import Builder, Slot
from importers.readers.grid import Place

Row = list[Slot | None]

_NOTE = re.compile(r"[※＊*]|[(（]?注|備考|以[ 　]*上$")


def add_sheet(builder: Builder, grid: Sequence[Row], place: Place, first_row: int = 1) -> None:
    """Add a sheet's cells as paragraphs and tables, in their order.

    A row with one filled cell above a table, or below it after a blank row, is a paragraph; inside a table it is a
    row (a section heading, a merged item). A blank row ends a table only when what follows it is not more of the same.
    `first_row` is the number of the grid's first row; columns count from 1.
    """
    table: list[int] = []
    low = high = 0
    blank = False
    extents = [_extent(row) for row in grid]
    for index, extent in enumerate(extents):
        if extent is None:
            blank = True
            continue
        start, end, count = extent
        if count == 1 and (not table or blank or _is_note(grid[index], start, index, extents)):
            _add_table(builder, grid, table, place, first_row)
            table = []
            slot = grid[index][start]
            assert slot is not None
            builder.paragraph(slot.text, _row_place(place, slot, first_row + index, start + 1))
        else:
            if table and blank and not (low <= start and end <= high and count * 2 > high - low + 1):
                _add_table(builder, grid, table, place, first_row)
                table = []
            low, high = (min(low, start), max(high, end)) if table else (start, end)
            table.append(index)
        blank = False
    _add_table(builder, grid, table, place, first_row)


def _extent(row: Row) -> tuple[int, int, int] | None:
    """First and last filled position of a row and the number of its different cells; None for a blank row."""
    filled = [position for position, slot in enumerate(row) if slot is not None and slot.text]
    if not filled:
        return None
    first = row[filled[0]]
    if all(row[position] is first for position in filled):
        return filled[0], filled[-1], 1
    return filled[0], filled[-1], len(filled)


def _is_note(row: Row, start: int, index: int, extents: Sequence[tuple[int, int, int] | None]) -> bool:
    """Whether a single cell right under a table is a note to it: nothing of the table follows."""
    slot = row[start]
    if slot is None or not _NOTE.match(slot.text):
        return False
    for extent in extents[index + 1 :]:
        if extent is None:
            return True
        if extent[2] > 1:
            return False
    return True


def _row_place(place: Place, slot: Slot, row: int, column: int) -> Place:
    return Place(
        sheet=place.sheet, row=row if place.sheet else None, column=column if place.sheet else None, line=slot.line
    )


def _add_table(builder: Builder, grid: Sequence[Row], indexes: Sequence[int], place: Place, first_row: int) -> None:
    """Add the rows as one table, without the columns and rows that only widen merged cells."""
    if not indexes:
        return
    rows = [grid[index] for index in indexes]
    width = max(len(row) for row in rows)
    if any(len(row) < width for row in rows):
        rows = [[*row, *[None] * (width - len(row))] for row in rows]
    kept = [column for column in range(width) if _says_more(rows, column)]
    if len(kept) < width:
        rows = [[row[column] for column in kept] for row in rows]
    standing = [
        at
        for at, row in enumerate(rows)
        if not at or any(a is not b and a is not None and a.text for a, b in zip(row, rows[at - 1], strict=True))
    ]
    in_workbook = place.sheet is not None
    builder.table(
        [rows[at] for at in standing],
        place,
        rows=[first_row + indexes[at] for at in standing] if in_workbook else None,
        columns=[column + 1 for column in kept] if in_workbook else None,
    )


def _says_more(rows: Sequence[Row], column: int) -> bool:
    """Whether any cell of the column is filled and not just the width of the merged cell to its left."""
    for row in rows:
        slot = row[column]
        if slot is not None and slot.text and (column == 0 or row[column - 1] is not slot):
            return True
    return False
