"""Bars under headings, drawn line by line, measured in cells; the numbers always stand beside them.

A bar without parts and without a place in its section's scale is a line of words under the bar above it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.rules import ATTENTIONS
from store.words import word
from tui import text
from tui.figures import Bar
from tui.i18n import lang
from tui.theme import Look

LABEL: Final = 24
# A bar, or the heading of a section; with a bar, the words that stand at its right end.
Entry = tuple[str, Bar | None, str]


class Bars(ScrollView, can_focus=False):
    """The list. The cursor goes from bar to bar."""

    DEFAULT_CSS = """
    Bars { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    class Entered(Message, bubble=True):
        """A bar was double-clicked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._entries: list[Entry] = []
        # Where headings stand, and where bars; for the heading of a section the scale of its bars, once it is drawn.
        self._heads: list[int] = []
        self._places: list[int] = []
        self._scales: dict[int, tuple[int, int]] = {}
        self.cursor = 0

    def put(self, entries: Sequence[Entry]) -> None:
        """Show other bars; the cursor stays on its bar, or else on its place."""
        held = self.bar
        self._entries = list(entries)
        self._heads = [place for place, (_label, bar, _told) in enumerate(self._entries) if bar is None]
        self._places = [place for place, (_label, bar, _told) in enumerate(self._entries) if bar is not None]
        self._scales.clear()
        self.virtual_size = Size(0, len(self._entries))
        at = next((place for place, (_l, bar, _t) in enumerate(self._entries) if _same(bar, held)), self.cursor)
        moved = at - self.cursor
        self.cursor = at
        if moved:
            # What came in above it pushes nothing about under the eye.
            self.scroll_to(y=max(0, round(self.scroll_y) + moved), animate=False, force=True)
        self.go(at, 1)

    def restyle(self, look: Look) -> None:
        """Other colours."""
        self._look = look
        self.refresh()

    @property
    def bar(self) -> Bar | None:
        """The bar under the cursor."""
        return self._entries[self.cursor][1] if self.cursor < len(self._entries) else None

    @property
    def page(self) -> int:
        """How many lines fit."""
        return max(1, self.size.height)

    def go(self, at: int, step: int) -> None:
        """Put the cursor on the bar at a place, or the next one in the direction of `step`."""
        at = max(0, min(at, len(self._entries) - 1))
        if self._places:
            beside = bisect_left(self._places, at) if step > 0 else bisect_right(self._places, at) - 1
            self.cursor = self._places[max(0, min(beside, len(self._places) - 1))]
        top = round(self.scroll_y)
        if self.cursor <= top:
            # The heading above the first bar comes with it.
            top = max(0, self.cursor - 1)
        elif self.cursor >= top + self.page:
            top = self.cursor - self.page + 1
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        look, width = self._look, self.size.width
        at = round(self.scroll_y) + y
        if at >= len(self._entries):
            return Strip.blank(width, look.text)
        label, bar, told = self._entries[at]
        if bar is None:
            return Strip([Segment(text.fit(f" {label}", width), look.accent + Style(bold=True))], width)
        extra = look.on if at == self.cursor else Style()
        if _line(bar):
            return Strip([Segment(text.fit(f"    {label}", width), look.soft + extra)], width)
        right = _right(bar, told)
        most, size = self._scale(at)
        # All bars of a section have the same room, so that their lengths compare.
        size = min(size, max(10, width // 2))
        room = max(0, width - LABEL - size - 6)
        segments = [Segment("  ", look.text + extra), Segment(text.cell(label, LABEL), look.text + extra),
                    Segment(" ", look.text + extra)]  # fmt: skip
        segments += self._drawn(bar, room, most, extra)
        segments.append(Segment(" " + text.fit(right, size), look.soft + extra))
        return Strip(segments).adjust_cell_length(width, look.text + extra)

    def _drawn(self, bar: Bar, room: int, most: int, extra: Style) -> list[Segment]:
        """The bar in `room` cells, where `most` would fill it; what is there at all is at least one cell."""
        if not most or not room:
            return [Segment(" " * room, self._look.text + extra)]
        segments, taken = [], 0
        for name in ATTENTIONS:
            count = bar.parts.get(name, 0)
            cells = min(room - taken, max(1, count * room // most)) if count else 0
            if cells > 0:
                segments.append(Segment("█" * cells, self._look.attention[name] + extra))
                taken += cells
        segments.append(Segment(" " * (room - taken), self._look.text + extra))
        return segments

    def _scale(self, at: int) -> tuple[int, int]:
        """Of the section in which the bar at a place stands: its longest bar, and the cells of the words at the right.

        Read once for all of its bars, of which there can be as many as there are entities.
        """
        following = bisect_right(self._heads, at)
        start = self._heads[following - 1] if following else 0
        if start not in self._scales:
            stop = self._heads[following] if following < len(self._heads) else len(self._entries)
            bars = [
                (bar, told) for _label, bar, told in self._entries[start:stop] if bar is not None and not _line(bar)
            ]
            self._scales[start] = (
                max((bar.total for bar, _told in bars), default=0),
                max((text.width(_right(bar, told)) for bar, told in bars), default=0),
            )
        return self._scales[start]

    async def on_click(self, event: events.Click) -> None:
        """A bar takes the cursor, a second click opens it."""
        event.stop()
        at = round(self.scroll_y) + event.y
        if at < len(self._entries) and self._entries[at][1] is not None:
            self.go(at, 1)
            if event.chain == 2:
                self.post_message(self.Entered())


def _right(bar: Bar, told: str) -> str:
    """The words at the right end of a bar: its counts, and what is told of it."""
    if bar.said is not None:
        return "  ".join(part for part in (bar.said, told) if part)
    counts = "  ".join(
        f"{word('attention', name, lang())} {bar.parts[name]:,}" for name in ATTENTIONS if bar.parts.get(name)
    )
    return "  ".join(part for part in (counts or "0", told) if part)


def _line(bar: Bar) -> bool:
    """Whether it is a line of words."""
    return not bar.parts


def _same(bar: Bar | None, held: Bar | None) -> bool:
    """Whether two readings of a bar speak of the same thing."""
    return (
        bar is not None and held is not None and (bar.label, bar.filter, bar.day) == (held.label, held.filter, held.day)
    )
