"""Tables for people: columns measured in cells, as wide as the terminal, colour only where it is welcome."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from tui.text import Align, cell, line, width

GAP: Final = "  "
# Widths are taken from so many rows; the rest of a long list streams past under them.
MEASURED: Final = 500
# A file or a pipe has no width; so much is still read well.
_ELSEWHERE: Final = 160


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how it may give way.

    `least` is the fewest cells that it can be cut to (None: never cut), `most` the most that it is given (None: all it
    wants), `weight` which columns go first where even the least does not fit: the highest is left out first, 0 stays.
    """

    heading: str
    align: Align = "left"
    least: int | None = None
    most: int | None = None
    weight: int = 0


def screen_width() -> int:
    """The columns of the terminal, or of $COLUMNS; 160 where stdout is a file or a pipe."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size().columns
    return _ELSEWHERE


def coloured() -> bool:
    """Whether colour is welcome on stdout. https://no-color.org"""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def lines(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | None]],
    total: int,
    styles: Iterable[str | None] | None = None,
) -> Iterator[str]:
    """The table's lines: a heading, then one line a row, in at most `total` cells.

    `styles` gives a colour of click's for each row's first cell, None for none.
    """
    rest = iter(rows)
    first = list(islice(rest, MEASURED))
    wanted = [
        max(width(column.heading), *(width(line(row[place] or "")) for row in first), 0)
        for place, column in enumerate(columns)
    ]
    wanted = [min(size, column.most or size) for size, column in zip(wanted, columns, strict=True)]
    widths = fitted(columns, wanted, total)
    yield _line([column.heading for column in columns], columns, widths, None)
    yield GAP.join("─" * size for size in widths if size)
    styled = iter(styles) if styles is not None else None
    for row in chain(first, rest):
        yield _line(row, columns, widths, next(styled, None) if styled is not None else None)


def fitted(columns: Sequence[Column], wanted: Sequence[int], total: int) -> list[int]:
    """The columns' widths; 0 for one that is left out."""
    shown = list(range(len(columns)))
    while True:
        least = [
            min(size, limit) if (limit := columns[place].least) is not None else size
            for place, size in ((place, wanted[place]) for place in shown)
        ]
        over = sum(least) + len(GAP) * (len(shown) - 1) - total
        droppable = [place for place in shown if columns[place].weight]
        if over <= 0 or not droppable:
            break
        shown.remove(max(droppable, key=lambda place: columns[place].weight))
    spare = max(0, -over)
    widths = [0] * len(columns)
    for place, size in zip(shown, least, strict=True):
        widths[place] = min(wanted[place], size + spare)
        spare -= widths[place] - size
    return widths


def _line(row: Sequence[str | None], columns: Sequence[Column], widths: Sequence[int], style: str | None) -> str:
    parts = []
    for value, column, size in zip(row, columns, widths, strict=True):
        if not size:
            continue
        # What may not be cut is shown whole, even where a later row is longer than the measured ones.
        if column.least is column.most is None and width(text := line(value or "")) > size:
            parts.append(text)
            continue
        parts.append(cell(value, size, column.align))
    if style is not None and coloured():
        from click import style as paint

        parts[0] = paint(parts[0], fg=style)
    return GAP.join(parts).rstrip()
