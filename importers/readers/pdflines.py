"""Characters of a PDF page to printed lines, cut into pieces at wide white."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from importers.readers.wrap import Line

Char = dict[str, Any]

_THIN = 1.5
_REACH = 12.0
_HIGH, _LOW = 0.3, 0.8
_COVERED = 0.8
"""A line that strikes out is thinner (points), lies no farther from the middle of letters (points), runs through them
between these shares of their height, and is filled with letters to this share.
"""

_LATIN_WHITE = 0.2
_WHITE = 0.7
_GAP = 0.8
_TYPED_GAP = 1.9
"""White in ems: that of a blank between Latin letters, and between others; that between pieces of a line, and where
blanks are typed into it."""


def printed_lines(
    chars: Iterable[Char], page: int, *, cut: bool
) -> tuple[list[list[Line]], list[tuple[float, float]], int]:
    """The lines from top to bottom, each as its pieces from left to right (one piece unless `cut`), with their top
    and bottom, and how many raised footnote marks were left out. `gap` is left 0.
    """
    lines: list[list[Line]] = []
    bounds: list[tuple[float, float]] = []
    marks = 0
    for row in _rows(chars):
        size = max(char["size"] for char in row)
        row, raised = _without_marks(row, size)
        marks += raised
        pieces = _pieces(row, size, page, cut)
        if pieces:
            lines.append(pieces)
            bounds.append((min(char["top"] for char in row), max(char["bottom"] for char in row)))
    return lines, bounds, marks


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters whose middles stand at one height, from top to bottom; each row from left to right."""
    rows: list[list[Char]] = []
    middle = height = -1e9
    for char in sorted(chars, key=lambda c: c["top"] + c["bottom"]):
        at = (char["top"] + char["bottom"]) / 2
        if at - middle > 0.5 * max(height, char["size"]):
            rows.append([])
            middle, height = at, char["size"]
        elif char["size"] > height:
            middle, height = at, char["size"]
        rows[-1].append(char)
    for row in rows:
        row.sort(key=lambda c: c["x0"])
    return [row for row in rows if any(not char["text"].isspace() for char in row)]


def _without_marks(row: list[Char], size: float) -> tuple[list[Char], int]:
    """The row without small raised figures, the marks of footnotes."""
    if not any(char["size"] < 0.72 * size for char in row):
        return row, 0
    bottom = max(char["bottom"] for char in row if char["size"] == size)
    kept = [
        char
        for char in row
        if not (
            char["size"] < 0.72 * size
            and (char["text"].isdigit() or char["text"] in "*※注)(")
            and char["bottom"] < bottom - 0.15 * size
        )
    ]
    return (kept, len(row) - len(kept)) if kept else (row, 0)


def _pieces(row: Sequence[Char], size: float, page: int, cut: bool) -> list[Line]:
    pieces: list[Line] = []
    text: list[str] = []
    x0 = x1 = 0.0
    last: Char | None = None
    blanks = 0
    for char in row:
        glyph = char["text"]
        if glyph.isspace():
            blanks += 1 if text else 0
            continue
        if last is not None:
            if glyph == last["text"] and char["x0"] - last["x0"] < 0.25 * size:
                continue  # Drawn twice to look bold.
            white = char["x0"] - x1
            if cut and white > (_TYPED_GAP if blanks else _GAP) * size:
                pieces.append(Line("".join(text), x0, x1, size, page=page))
                text = []
            elif blanks:
                text.append("　" if white > 0.8 * size else " ")
            elif white > (_LATIN_WHITE if glyph.isascii() and last["text"].isascii() else _WHITE) * size:
                text.append(" ")
        if not text:
            x0 = char["x0"]
        text.append(glyph)
        x1 = char["x1"]
        last, blanks = char, 0
    if text:
        pieces.append(Line("".join(text), x0, x1, size, page=page))
    return pieces


def without_struck(page: Any, chars: Sequence[Char]) -> tuple[list[Char], int]:
    """The characters without those that a line is drawn through, and how many such lines there are.

    A line that strikes out runs through the middle of characters from its one end to the other; rules of tables and
    underlines do not.
    """
    rules = [
        (rule["x0"], rule["x1"], (rule["top"] + rule["bottom"]) / 2)
        for rule in (*page.lines, *page.rects)
        if rule["bottom"] - rule["top"] < _THIN and rule["x1"] - rule["x0"] > _THIN
    ]
    if not rules or not chars:
        return list(chars), 0
    ordered = sorted(range(len(chars)), key=lambda at: chars[at]["top"] + chars[at]["bottom"])
    middles = [(chars[at]["top"] + chars[at]["bottom"]) / 2 for at in ordered]
    struck: set[int] = set()
    count = 0
    for x0, x1, y in rules:
        near = ordered[bisect_left(middles, y - _REACH) : bisect_right(middles, y + _REACH)]
        through = [
            at
            for at in near
            if _HIGH < (y - chars[at]["top"]) / max(chars[at]["bottom"] - chars[at]["top"], _THIN) < _LOW
            and x0 - 1 <= (chars[at]["x0"] + chars[at]["x1"]) / 2 <= x1 + 1
        ]
        if sum(chars[at]["x1"] - chars[at]["x0"] for at in through) > _COVERED * (x1 - x0):
            struck.update(through)
            count += 1
    return [char for at, char in enumerate(chars) if at not in struck], count
