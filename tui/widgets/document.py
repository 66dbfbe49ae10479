"""A document drawn line by line: blocks of text with headings and facts, wrapped to the width, scrolled by lines.

It has no markup and no children, so that a story of any length costs what is seen of it. Blocks come from story.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui import text
from tui.theme import Look
from tui.widgets.thumb import WHEEL, barred, target, thumb

# The widest column of labels; a longer one stands out of it, as far as it leaves the text this much room.
LABEL: Final = 20
ROOM: Final = 8


class Block(NamedTuple):
    """A paragraph. `style` names a style of Look, or an attention; `label` stands before it in a column of its own.

    `heading` makes it the title of a section; `quote` is a passage inside the text that is shown highlighted.
    """

    text: str
    style: str = "text"
    label: str = ""
    indent: int = 0
    heading: bool = False
    quote: str = ""
    gap: bool = False


def styled(look: Look, name: str) -> Style:
    """The style of a name that a Block uses."""
    found = look.attention.get(name)
    if found is not None:
        return found
    style: Style = getattr(look, name)
    return style


def set_lines(blocks: Iterable[Block], cells: int, look: Look) -> tuple[list[list[Segment]], list[int]]:
    """The blocks as lines of segments at most `cells` wide, and the numbers of the lines with a heading."""
    lines: list[list[Segment]] = []
    headings: list[int] = []
    blocks = list(blocks)
    widths = (text.width(text.line(block.label)) for block in blocks)
    widest = max((width for width in widths if width <= LABEL), default=0)
    column = widest + 2 if cells > 40 else 0
    for block in blocks:
        if block.heading or block.gap:
            lines.append([])
        if block.heading:
            headings.append(len(lines))
            lines.extend([Segment(part, look.accent + Style(bold=True))] for part in text.wrap(block.text, cells))
            continue
        lines.extend(_paragraph(block, cells, column, look))
    return lines, headings


def _paragraph(block: Block, cells: int, column: int, look: Look) -> list[list[Segment]]:
    indent = " " * max(0, min(block.indent, cells - ROOM))
    label = ""
    if block.label:
        most = cells - len(indent) - ROOM
        label = text.clip(text.line(block.label), most - 2) + "  "
        label = text.fit(label, min(most, max(column, text.width(label))))
    room = max(ROOM, cells - len(indent) - text.width(label))
    style = styled(look, block.style)
    lines: list[list[Segment]] = []
    hits = _hit_spans(block) if block.quote else []
    at = 0
    whole = text.clean(block.text)
    for number, part in enumerate(text.wrap(block.text, room)):
        segments = [Segment(indent, look.text)] if indent else []
        if label:
            segments.append(Segment(label if number == 0 else " " * text.width(label), look.soft))
        if hits:
            at = max(at, whole.find(part, at))
            segments.extend(_highlighted(part, at, hits, style, look.hit))
            at += len(part)
        else:
            segments.append(Segment(part, style))
        lines.append(segments)
    return lines


def _hit_spans(block: Block) -> list[tuple[int, int]]:
    whole, quote = text.clean(block.text), text.clean(block.quote).strip()
    found = whole.find(quote) if quote else -1
    return [(found, found + len(quote))] if found >= 0 else []


def _highlighted(part: str, at: int, hits: list[tuple[int, int]], style: Style, hit: Style) -> list[Segment]:
    """The piece `part`, which stands at `at` in the whole, cut where a hit begins and ends."""
    (begin, end), *_ = hits
    first, last = max(0, min(len(part), begin - at)), max(0, min(len(part), end - at))
    pieces = ((part[:first], style), (part[first:last], hit), (part[last:], style))
    return [Segment(piece, look) for piece, look in pieces if piece]


class Document(ScrollView, can_focus=False):
    """Scrollable text under a title that stays. `put` shows blocks; `section` goes from heading to heading."""

    DEFAULT_CSS = """
    Document { overflow: hidden hidden; }
    """

    def __init__(self, look: Look, title: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._look = look
        self._title = title
        self._active = False
        self._blocks: Sequence[Block] = ()
        self._lines: list[list[Segment]] = []
        self._headings: list[int] = []
        self._set_at = 0
        # The heading that is to be shown as soon as there is a text with it.
        self._sought = ""

    @property
    def plain(self) -> str:
        """What is shown, as plain text."""
        return "\n".join("".join(segment.text for segment in line) for line in self._lines)

    def put(self, blocks: Sequence[Block], title: str | None = None, *, keep: bool = False) -> None:
        """Show other blocks, from their beginning or (keep) where it stood."""
        self._blocks = blocks
        if title is not None:
            self._title = text.line(title)
        self._set()
        if not keep:
            self.scroll_to(y=0, animate=False, force=True)
        if self._sought:
            self.call_after_refresh(self._seek)
        self.refresh()

    def activate(self, active: bool) -> None:
        """Let the title tell whether the keys go here."""
        self._active = active
        self.refresh()

    def restyle(self, look: Look) -> None:
        """Other colours."""
        self._look = look
        self._set()
        self.refresh()

    def move(self, lines: int) -> None:
        """Scroll by lines."""
        self._sought = ""
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True)

    def section(self, step: int) -> None:
        """Scroll to the next heading (1) or the one before (-1)."""
        self._sought = ""
        top = round(self.scroll_y)
        if step > 0:
            places = [line for line in self._headings if line > top]
            target = places[0] if places else len(self._lines)
        else:
            target = max((line for line in self._headings if line < top), default=0)
        self.scroll_to(y=target, animate=False, force=True)

    def find_heading(self, words: str) -> None:
        """Scroll to the heading that begins so; a text that is still being read is scrolled when it comes."""
        self._sought = words
        self._seek()

    def _seek(self) -> None:
        if self.size.width and self.size.width != self._set_at:
            self._set()
        for line in self._headings if self._sought else ():
            if "".join(segment.text for segment in self._lines[line]).startswith(self._sought):
                self._sought = ""
                self.scroll_to(y=line, animate=False, force=True)
                return

    def _set(self) -> None:
        self._set_at = self.size.width
        # One cell of air on each side.
        self._lines, self._headings = set_lines(self._blocks, max(10, self._set_at - 2), self._look)
        self.virtual_size = Size(self._set_at, len(self._lines) + 1)

    def render_line(self, y: int) -> Strip:
        """One line of the window: the title, or a line of the text with its cell of the scroll bar."""
        width = self.size.width
        if width != self._set_at:
            self._set()
        look = self._look
        if y == 0:
            style = look.head + Style(bold=True, color=look.accent.color) if self._active else look.head
            return Strip([Segment(text.fit(f" {self._title}", width), style)], width)
        top, page, total = round(self.scroll_y), self.size.height - 1, len(self._lines)
        at = top + y - 1
        if at >= total:
            return Strip.blank(width, look.text)
        strip = Strip([Segment(" ", look.text), *self._lines[at]]).adjust_cell_length(width - 1, look.text)
        return barred(strip, width, look, on=thumb(y - 1, page, top, total), whole=total <= page)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.move(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.move(-WHEEL)

    async def on_click(self, event: events.Click) -> None:
        """The scroll bar goes where it is clicked."""
        if event.x == self.size.width - 1 and event.y > 0:
            event.stop()
            self.scroll_to(y=target(event.y - 1, self.size.height - 1, len(self._lines)), animate=False, force=True)

    def on_resize(self) -> None:
        """Another width wraps anew."""
        if self.size.width != self._set_at:
            self._set()
            self.refresh()
