"""A sheet of cells (workbook, CSV) to titles, notes and tables: what people put around a table on the same sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.readers.build import Builder
from importers.readers.grid import Place
from importers.readers.rows import Item, Slot

Row = list[Item]

_NOTE = re.compile(r"[※＊*]|[(（]?注|備考|以[ 　]*上$")


def add_sheet(builder: Builder, grid: Sequence[Row], place: Place, *, merged: bool) -> None:
    """Add a sheet's cells as paragraphs and tables, in their order.

    A row with one filled cell above a table, or below it after a blank row, is a paragraph; inside a table it is a
    row (a section heading, a merged item). A blank row ends a table only when what follows it is not more of the same.
    `merged`: some slots stand at several positions.
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
            _add_table(builder, grid, table, place, merged)
            table = []
            item = grid[index][start]
            if index and isinstance(item, Slot) and start < len(grid[index - 1]) and grid[index - 1][start] is item:
                continue  # A title merged over several rows.
            builder.paragraph(_text(item), _row_place(place, item, index + 1, start + 1))
        else:
            if table and blank and not (low <= start and end <= high and count * 2 > high - low + 1):
                _add_table(builder, grid, table, place, merged)
                table = []
            low, high = (min(low, start), max(high, end)) if table else (start, end)
            table.append(index)
        blank = False
    _add_table(builder, grid, table, place, merged)


def _text(item: Item) -> str:
    return item.text if isinstance(item, Slot) else item or ""


def _extent(row: Row) -> tuple[int, int, int] | None:
    """First and last filled position of a row and how many are filled at the most (1: a single, perhaps merged cell);
    None for a blank row.
    """
    if not row:
        return None
    if row[0] and row[-1] and row[0] is not row[-1]:
        return 0, len(row) - 1, len(row)
    filled = [position for position, item in enumerate(row) if item]
    if not filled:
        return None
    first = row[filled[0]]
    if len(filled) > 1 and isinstance(first, Slot) and all(row[position] is first for position in filled):
        return filled[0], filled[-1], 1
    return filled[0], filled[-1], len(filled)


def _is_note(row: Row, start: int, index: int, extents: Sequence[tuple[int, int, int] | None]) -> bool:
    """Whether a single cell right under a table is a note to it: nothing of the table follows."""
    if not _NOTE.match(_text(row[start])):
        return False
    for extent in extents[index + 1 :]:
        if extent is None:
            return True
        if extent[2] > 1:
            return False
    return True


def _row_place(place: Place, item: Item, row: int, column: int) -> Place:
    if place.sheet is None:
        return Place(line=item.line if isinstance(item, Slot) else None)
    return Place(sheet=place.sheet, row=row, column=column)


def _add_table(builder: Builder, grid: Sequence[Row], indexes: Sequence[int], place: Place, merged: bool) -> None:
    """Add the rows as one table, or as those that stand beside each other under the same headings."""
    if not indexes:
        return
    rows = [grid[index] for index in indexes]
    width = max(len(row) for row in rows)
    if any(len(row) < width for row in rows):
        rows = [[*row, *[None] * (width - len(row))] for row in rows]
    parts = _beside(rows[0], width)
    for start, end in parts:
        held = [at for at, row in enumerate(rows) if len(parts) == 1 or any(row[start:end])]
        own = rows if len(held) == len(rows) else [rows[at] for at in held]
        _add_rows(builder, own, [indexes[at] for at in held], range(start, end), place, merged=merged)


def _beside(heads: Row, width: int) -> list[tuple[int, int]]:
    """The columns of each table that stands beside others: an empty column parts the same headings, two at least."""
    empty = [column for column in range(1, width - 1) if not heads[column]]
    for column in empty:
        own, other = ([_text(item) for item in part if item] for part in (heads[:column], heads[column + 1 :]))
        if len(own) > 1 and other[: len(own)] == own and len(other) % len(own) == 0:
            return [
                (0, column),
                *((a + column + 1, b + column + 1) for a, b in _beside(heads[column + 1 :], width - column - 1)),
            ]
    return [(0, width)]


def _add_rows(
    builder: Builder, rows: Sequence[Row], indexes: Sequence[int], columns: range, place: Place, *, merged: bool
) -> None:
    """Add the rows as one table, without the columns and rows that only widen merged cells."""
    width = len(rows[0])
    kept = [column for column in columns if any(_says_more(row, column) for row in rows)]
    if len(kept) < width:
        rows = [[row[column] for column in kept] for row in rows]
    standing = [at for at, row in enumerate(rows) if not merged or not at or _adds(row, rows[at - 1])]
    in_workbook = place.sheet is not None
    builder.table(
        [rows[at] for at in standing],
        place,
        rows=[indexes[at] + 1 for at in standing] if in_workbook else None,
        columns=[column + 1 for column in kept] if in_workbook else None,
    )


def _says_more(row: Row, column: int) -> bool:
    """Whether the cell is filled, and not just the width of the merged cell to its left."""
    item = row[column]
    return bool(item) and (not column or not isinstance(item, Slot) or row[column - 1] is not item)


def _adds(row: Row, above: Row) -> bool:
    """Whether any cell of the row is filled, and not just the height of the merged cell above it."""
    return any(item and (item.__class__ is str or item is not other) for item, other in zip(row, above, strict=True))
