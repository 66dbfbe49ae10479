"""A table's rows as they were read, made into cells when somebody looks at them.

A workbook has many cells of which few matter. So a row is kept as its texts, and its cells with their places and
offsets are made when the row is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from importers.readers.grid import Cell, Place


@dataclass(slots=True, eq=False)
class Slot:
    """A cell that is more than its text. The same object at several positions of a grid is one merged cell."""

    text: str
    heading: bool = False
    date: date | None = None
    page: int | None = None
    line: int | None = None
    full: bool = False
    """Its last line runs to the edge at which lines turn: the text may go on elsewhere."""
    first: tuple[int, int] | None = None
    """Row and position at which it stands first, from 0, once it is in a table."""
    offset: int = 0

    def __bool__(self) -> bool:
        return bool(self.text)


Item = str | Slot | None
"""A position of a grid: plain text, a cell that is more, or nothing."""


class Rows(Sequence[tuple[Cell, ...]]):
    """The rows of one table: of each its items, its offset in the document's text, and the numbers to show."""

    def __init__(
        self, place: Place, width: int, rows: Sequence[int] | None = None, columns: Sequence[int] | None = None
    ) -> None:
        self._place = place
        self._columns = columns if columns is not None else range(1, width + 1)
        self._numbers = rows
        self._kept: list[tuple[int, Sequence[Item]]] = []

    def add(self, offset: int, items: Sequence[Item]) -> None:
        """Add a row whose texts stand in the document's text from `offset` on, with one character between them."""
        self._kept.append((offset, items))

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, index: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[Cell, ...], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[Cell, ...] | tuple[tuple[Cell, ...], ...]:
        if isinstance(index, slice):
            return tuple(self._row(at) for at in range(*index.indices(len(self))))
        return self._row(range(len(self))[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _row(self, index: int) -> tuple[Cell, ...]:
        offset, items = self._kept[index]
        number = self._numbers[index] if self._numbers is not None else index + 1
        page, sheet, table, line = self._place.page, self._place.sheet, self._place.table, self._place.line
        cells: list[Cell] = []
        for position, column in enumerate(self._columns):
            item = items[position] if position < len(items) else None
            if not isinstance(item, Slot):
                text = item or ""
                cells.append(Cell(text, Place(page, sheet, table, number, column, None, line), offset, len(text)))
                offset += len(text) + 1
                continue
            here = Place(item.page or page, sheet, table, number, column, None, item.line or line)
            first = item.first == (index, position)
            cells.append(Cell(item.text, here, item.offset, len(item.text), item.heading, not first, item.date))
            offset += len(item.text) + 1 if first else 1
        return tuple(cells)
