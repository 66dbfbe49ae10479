"""Ruled tables of a PDF page to grids, and tables that run on over page ends to one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from importers.readers.pdflines import Char, printed_lines
from importers.readers.rows import Slot
from importers.readers.wrap import Line, join, paragraphs

_NEAR = 4.0
"""Points within which two rules are the same."""
_FINISHED = re.compile(r"[。．.！？!?）)」』】]$|^.{0,20}[年月日末中度]$|^[-－―ー]$", re.DOTALL)


@dataclass(slots=True)
class Grid:
    """A table on its way: `xs` are the left edges of its columns in points."""

    xs: list[float]
    rows: list[list[Slot | None]]
    top: float
    bottom: float
    page: int
    ruled: bool
    repeats: int = field(default=0)
    """Rows at its head that were seen again on a later page."""


def ruled_tables(page: Any) -> list[Any]:
    """pdfplumber's tables of the page, outer columns with no rule at the margin included; no mere frames."""
    if len(page.lines) + len(page.rects) + len(page.curves) < 2:
        return []
    settings: dict[str, Any] = {}
    open_sides = _open_sides(page)
    if open_sides:
        settings["explicit_vertical_lines"] = open_sides
    tables = page.find_tables(settings)
    return [table for table in tables if len({cell[0] for cell in table.cells}) > 1]


def _open_sides(page: Any) -> list[dict[str, Any]]:
    """Rules to add at the left and right of tables that are drawn without them: where long rules begin and end."""
    verticals = [edge for edge in page.edges if edge["orientation"] == "v" and edge["height"] > 8]
    if not verticals:
        return []
    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for edge in page.edges:
        if edge["orientation"] == "h" and edge["width"] > 100:
            groups.setdefault((round(edge["x0"] / 3), round(edge["x1"] / 3)), []).append(edge)
    added: list[dict[str, Any]] = []
    for edges in groups.values():
        top, bottom = min(edge["top"] for edge in edges), max(edge["bottom"] for edge in edges)
        inner = [v for v in verticals if v["top"] < bottom and v["bottom"] > top]
        if len({round(edge["top"]) for edge in edges}) < 3 or not inner:
            continue
        missing = [
            x
            for x in (min(edge["x0"] for edge in edges), max(edge["x1"] for edge in edges))
            if all(abs(v["x0"] - x) > _NEAR for v in inner)
        ]
        added.extend(inner[0] | {"x0": x, "x1": x, "top": top, "bottom": bottom} for x in missing)
    return added


def to_grid(table: Any, chars: Iterable[Char], page: int, words: frozenset[str]) -> tuple[Grid, int]:
    """A ruled table with the characters inside it; cells that span columns or rows are one slot at all positions.

    Returns the grid and how many footnote marks were left out.
    """
    xs = _edges(cell[0] for cell in table.cells)
    ys = _edges(cell[1] for cell in table.cells)
    owner: dict[tuple[int, int], int] = {}
    for number, (x0, top, x1, bottom) in enumerate(table.cells):
        for row in range(_at(ys, top + _NEAR), _at(ys, bottom - _NEAR) + 1):
            for column in range(_at(xs, x0 + _NEAR), _at(xs, x1 - _NEAR) + 1):
                owner.setdefault((row, column), number)
    inside: dict[int, list[Char]] = {}
    for char in chars:
        position = (
            _at(ys, (char["top"] + char["bottom"]) / 2),
            _at(xs, (char["x0"] + char["x1"]) / 2),
        )
        if position in owner:
            inside.setdefault(owner[position], []).append(char)
    slots: dict[int, Slot] = {}
    marks = 0
    for number, cell in enumerate(table.cells):
        slots[number], left_out = _cell(inside.get(number, ()), cell[0], cell[2], page, words)
        marks += left_out
    rows: list[list[Slot | None]] = [
        [slots[owner[row, column]] if (row, column) in owner else None for column in range(len(xs))]
        for row in range(len(ys))
    ]
    return Grid(xs, rows, table.bbox[1], table.bbox[3], page, ruled=True), marks


def _cell(chars: Iterable[Char], left: float, right: float, page: int, words: frozenset[str]) -> tuple[Slot, int]:
    """One cell, wrapped lines joined; the edge where lines turn is as far in as they begin on the left."""
    printed, bounds, marks = printed_lines(chars, page, cut=False)
    lines = [pieces[0] for pieces in printed]
    if not lines:
        return Slot("", page=page), marks
    set_gaps(lines, bounds)
    em, end = lines[0].em, max(line.x1 for line in lines)
    padding = min(max(min(line.x0 for line in lines) - left, 0.0), 1.2 * em)
    edge = max(right - padding, end)
    if edge - end > 1.5 * em:
        edge = right
    text = "\n".join(join((line.text for line in part), words) for part in paragraphs(lines, edge))
    return Slot(text, page=page, full=lines[-1].x1 + em > edge - 0.2 * em), marks


def set_gaps(lines: Sequence[Line], bounds: Sequence[tuple[float, float]]) -> None:
    """Give each line the white above it, in heights of the usual step from line to line."""
    steps = [below[0] - above[0] for above, below in pairwise(bounds)]
    usual = sorted(step for step in steps if step > 0)
    common = usual[len(usual) // 2] if usual else 0.0
    common = min(common, 2.2 * lines[0].em)
    for line, step in zip(lines[1:], steps, strict=False):
        line.gap = max((step - max(common, line.em)) / max(common, line.em), 0.0)


def run_on(first: Grid, second: Grid) -> bool:
    """Add the second grid to the first if it is the rest of the same table on the next page."""
    xs = _common_columns(first, second)
    if xs is None:
        return False
    rows, more = _spread(first, xs), _spread(second, xs)
    repeats = 0
    while repeats < min(3, len(more), len(rows)) and _same(rows[repeats], more[repeats]):
        repeats += 1
    if repeats:
        first.repeats = max(first.repeats, repeats)
        for row in rows[:repeats]:
            for slot in row:
                if slot is not None:
                    slot.heading = True
    more = more[repeats:]
    if more and rows and _goes_on(rows[-1], more[0]):
        _append(rows[-1], more.pop(0))
    first.xs, first.rows = xs, rows + more
    first.bottom = second.bottom
    return True


def _common_columns(first: Grid, second: Grid) -> list[float] | None:
    """The columns of both if one's edges are among the other's and the outermost ones agree."""
    if first.ruled != second.ruled:
        return None
    near = _NEAR if first.ruled else 12.0
    wide, narrow = (first, second) if len(first.xs) >= len(second.xs) else (second, first)
    if abs(wide.xs[0] - narrow.xs[0]) > near or len(narrow.xs) < 2:
        return None
    if all(any(abs(x - known) <= near for known in wide.xs) for x in narrow.xs):
        return wide.xs
    return None


def _spread(grid: Grid, xs: Sequence[float]) -> list[list[Slot | None]]:
    """The grid's rows over more columns: a cell spans those that its table did not part."""
    if len(xs) == len(grid.xs):
        return grid.rows
    at = [min(max(bisect_right(grid.xs, x + 12.0) - 1, 0), len(grid.xs) - 1) for x in xs]
    return [[row[position] for position in at] for row in grid.rows]


def _same(one: Sequence[Slot | None], other: Sequence[Slot | None]) -> bool:
    texts = [re.sub(r"\s", "", slot.text) if slot else "" for slot in one]
    return any(texts) and texts == [re.sub(r"\s", "", slot.text) if slot else "" for slot in other]


def _goes_on(last: Sequence[Slot | None], next_row: Sequence[Slot | None]) -> bool:
    """Whether the first row on a page is the rest of the last one on the page before.

    With an empty first cell: it fills one cell only, or one whose text above breaks off in mid-sentence. With a first
    cell: all that it fills break off above.
    """
    filled = [column for column, slot in enumerate(next_row) if slot is not None and slot.text]
    if not filled:
        return False
    broken_off = [
        column
        for column in filled
        if (above := last[column]) is not None and above.full and not _FINISHED.search(above.text)
    ]
    if filled[0] == 0:
        return len(broken_off) == len(filled)
    return len({id(next_row[column]) for column in filled}) == 1 or bool(broken_off)


def _append(last: Sequence[Slot | None], rest: Sequence[Slot | None]) -> None:
    """Put the rest of each cell behind its beginning."""
    done: set[int] = set()
    for above, below in zip(last, rest, strict=True):
        if above is None or below is None or not below.text or id(below) in done:
            continue
        done.add(id(below))
        if not above.text:
            above.text = below.text
        elif _FINISHED.search(above.text):
            above.text += "\n" + below.text
        else:
            above.text = join((above.text, below.text))
        above.full = below.full


def _edges(values: Iterable[float]) -> list[float]:
    """Sorted edges, those within a few points taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    """The row or column in which a coordinate lies."""
    return max(bisect_right(edges, value) - 1, 0)
