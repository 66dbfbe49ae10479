"""The scroll bar of the line-drawn widgets: one cell at the right end of a line, drawn with its ground colour alone.

It needs no widget of its own, and no block characters, which some terminals draw two cells wide.
"""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.strip import Strip

from tui.theme import Look

# Lines that one step of a mouse wheel moves.
WHEEL: Final = 3


def thumb(y: int, page: int, top: int, total: int) -> bool:
    """Whether line `y` of a window of `page` lines, whose first is line `top` of `total`, lies on the bar's thumb."""
    if total <= page or page < 1:
        return False
    size = max(1, page * page // total)
    start = round((page - size) * top / (total - page))
    return start <= y < start + size


def barred(strip: Strip, width: int, look: Look, *, on: bool, whole: bool) -> Strip:
    """The line with the bar's cell at its end: `on` the thumb, beside it, or (`whole`: all is seen) nothing."""
    style = look.text if whole or not on else look.thumb
    return Strip([*strip, Segment(" ", style)], width)


def target(y: int, page: int, total: int) -> int:
    """The first line to show when the bar is clicked at line `y` of its window."""
    return round(max(0, total - page) * y / max(1, page - 1))
