"""Tables drawn with characters in a plain text: ┌─┬─┐ │…│ └─┴─┘, and +---+ |…| +---+.

Lines between two rules are one row; where no rules part the rows, each line that begins its first cell is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.readers.build import Builder
from importers.readers.grid import Place
from importers.readers.rows import Item, Slot

_UPRIGHT = "│┃║｜|"
_SPLIT = re.compile(rf"[{_UPRIGHT}]")
_RULE = re.compile(r"[ 　]*[┌┏╔├┠┣╠┝└┗╚+＋|｜][─━═┄┅\-－ー=＝┬┳╦┼╋╬┴┻╩┿╂┯┷┰┸+＋|｜:]{2,}[┐┓╗┤┨┫╣┥┘┛╝+＋|｜]?[ 　]*")
_ROW = re.compile(rf"[ 　]*[{_UPRIGHT}├┠┣╠┝].*[{_UPRIGHT}┤┨┫╣┥][ 　]*")
_PART = re.compile(r"[├┠┣╠┝┤┨┫╣┥┼╋╬┬┴]")
_INNER_RULE = re.compile(r"[ 　]*[─━═┄┅\-－=＝]{2,}[ 　]*")


def box_tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where drawn tables stand in a text: from the first line to before the last, counted from 0."""
    start: int | None = None
    for index, line in enumerate([*lines, ""]):
        if _RULE.fullmatch(line) or _ROW.fullmatch(line):
            start = index if start is None else start
        elif start is not None:
            own = lines[start:index]
            if sum(_RULE.fullmatch(line) is None for line in own) > 1 and any(map(_RULE.fullmatch, own)):
                yield start, index
            start = None


def add_box_table(lines: Sequence[str], start: int, end: int, builder: Builder) -> None:
    """Add the drawn table of the lines from `start` to before `end`."""
    width = max(len(_cells(lines[index])) for index in range(start, end) if not _RULE.fullmatch(lines[index]))
    inner = sum(_RULE.fullmatch(lines[index]) is not None for index in range(start + 1, end - 1))
    written = sum(_RULE.fullmatch(lines[index]) is None for index in range(start, end))
    ruled = inner > 1 or (inner == 1 and written == 2)
    grid: list[list[Item]] = []
    row: list[Slot] | None = None
    for index in range(start, end):
        line = lines[index]
        if _RULE.fullmatch(line):
            row = None
            continue
        # What spans columns has fewer cells; the last reaches to the edge.
        written_cells = _cells(line)
        cells: list[str | None] = [*written_cells, *[None] * (width - len(written_cells))]
        ruling = [cell is not None and _INNER_RULE.fullmatch(cell) is not None for cell in cells]
        if any(ruling):
            # A rule through some columns: the others run on below it.
            above = row or _fresh([""] * width, index)
            row = [Slot("", line=index + 1) if rules else slot for rules, slot in zip(ruling, above, strict=False)]
            grid.append(list(row))
            continue
        if row is None or (not ruled and cells[0] is not None and cells[0].strip(" 　")):
            row = _fresh(cells, index)
            grid.append([*row, *[row[-1]] * (width - len(row))])
            continue
        for slot, cell in zip(row, cells, strict=False):
            slot.text += (cell or "").strip(" 　")
    builder.table(grid, Place(line=start + 1))


def _fresh(cells: Sequence[str | None], index: int) -> list[Slot]:
    return [Slot(cell.strip(" 　"), line=index + 1) for cell in cells if cell is not None]


def _cells(line: str) -> list[str]:
    return _SPLIT.split(_PART.sub("│", line).strip(" 　"))[1:-1]
