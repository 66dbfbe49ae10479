"""A text of pieces in different styles, wrapped by cells, scrolled by lines: a passage whose differences show."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui import text
from tui.differences import Piece
from tui.theme import Look

# A list of (text, name of a style of Look).
Paragraph = Sequence[Piece]


class Passage(ScrollView, can_focus=False):
    """The text under a title that stays."""

    DEFAULT_CSS = """
    Passage { scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    """

    def __init__(self, look: Look, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._look = look
        self._title = title
        self._paragraphs: Sequence[Paragraph] = ()
        self._lines: list[list[Segment]] = []
        self._set_at = 0

    @property
    def plain(self) -> str:
        """What is shown, as plain text."""
        return "\n".join("".join(segment.text for segment in line) for line in self._lines)

    def put(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show other paragraphs."""
        self._paragraphs = paragraphs
        self._set()
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def move(self, lines: int) -> None:
        """Scroll."""
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True)

    def _set(self) -> None:
        self._set_at = self.size.width
        self._lines = []
        for paragraph in self._paragraphs:
            cleaned = [(text.clean(said), name) for said, name in paragraph]
            self._lines += _wrapped(cleaned, self._set_at - 2, self._look)
        self.virtual_size = Size(self._set_at, len(self._lines) + 1)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width, look = self.size.width, self._look
        if width != self._set_at:
            self._set()
        if y == 0:
            return Strip([Segment(text.fit(f" {self._title}", width), look.head)], width)
        at = round(self.scroll_y) + y - 1
        if at >= len(self._lines):
            return Strip.blank(width, look.text)
        return Strip([Segment(" ", look.text), *self._lines[at]]).adjust_cell_length(width, look.text)

    def on_resize(self) -> None:
        """Another width wraps anew."""
        if self.size.width != self._set_at:
            self._set()
            self.refresh()


def _wrapped(pieces: Sequence[Piece], cells: int, look: Look) -> list[list[Segment]]:
    """The pieces as lines, each cut where a style begins or ends."""
    whole = "".join(said for said, _name in pieces)
    marks: list[tuple[int, Style]] = []
    at = 0
    for said, name in pieces:
        style: Style = look.attention.get(name) or getattr(look, name)
        at += len(said)
        marks.append((at, style))
    lines: list[list[Segment]] = []
    place = 0
    for line in text.wrap(whole, max(8, cells)):
        found = whole.find(line, place)
        place = found if found >= 0 else place
        lines.append(_cut(line, place, marks, look))
        place += len(line)
    return lines


def _cut(line: str, place: int, marks: Sequence[tuple[int, Style]], look: Look) -> list[Segment]:
    segments: list[Segment] = []
    begin = 0
    for end, style in marks:
        stop = min(len(line), end - place)
        if stop > begin:
            segments.append(Segment(line[begin:stop], style))
            begin = stop
    if begin < len(line):
        segments.append(Segment(line[begin:], look.text))
    return segments
