"""The register as a tree, drawn line by line: what is open is a flat list of lines, of which the window is drawn.

A line shows its record, and at the right what needs attention at and below it: words with counts, worst first. The
cursor is a place in the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store.rules import ATTENTIONS
from store.story import Node
from store.words import word
from tui import days, names, text
from tui.days import Calendar
from tui.i18n import _, lang
from tui.keys import keyed
from tui.theme import Look
from tui.widgets.cursored import Cursored

INDENT: Final = 2


@dataclass(slots=True)
class Line:
    """One line: a record, how deep it stands, the place of its parent's line, and whether it is open."""

    node: Node
    depth: int
    open: bool = False


class Outline(Cursored):
    """The tree. `show` gives it all lines, `insert` and `cut` open and close one, `go` moves the cursor."""

    DEFAULT_CSS = """
    Outline { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    class Moved(Message, bubble=True):
        """The cursor stands on another line."""

    class Entered(Message, bubble=True):
        """A line was double-clicked, or its sign clicked."""

    def __init__(self, look: Look, calendar: Calendar, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(look, calendar, id=id)
        self.lines: list[Line] = []

    # --- what it shows ---

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def moved(self) -> None:
        """Tell the screen."""
        self.post_message(self.Moved())

    def show(self, lines: Sequence[Line], key: str | None) -> None:
        """Show other lines, with the cursor on a key, or else near where it was."""
        self.lines = list(lines)
        found = next((at for at, line in enumerate(self.lines) if line.node.key == key), None)
        self.cursor = max(0, min(self.cursor if found is None else found, len(self.lines) - 1))
        self._resized()
        self.into_window()

    def insert(self, at: int, nodes: Sequence[Node]) -> None:
        """Open the line at a place: its children stand under it."""
        line = self.lines[at]
        line.open = True
        self.lines[at + 1 : at + 1] = [Line(node, line.depth + 1) for node in nodes]
        if self.cursor > at:
            self.cursor += len(nodes)
        self._resized()

    def cut(self, at: int) -> None:
        """Close the line at a place: everything below it goes."""
        depth = self.lines[at].depth
        end = at + 1
        while end < len(self.lines) and self.lines[end].depth > depth:
            end += 1
        self.lines[at].open = False
        del self.lines[at + 1 : end]
        if at < self.cursor < end:
            self.cursor = at
        elif self.cursor >= end:
            self.cursor -= end - at - 1
        self._resized()
        self.into_window()

    def parent_of(self, at: int) -> int | None:
        """The place of the line above a line, None at the top."""
        depth = self.lines[at].depth
        return next((place for place in range(at - 1, -1, -1) if self.lines[place].depth < depth), None)

    @property
    def path(self) -> tuple[str, ...]:
        """What stands above the line under the cursor, and the line itself, from the top down."""
        steps: list[str] = []
        at = self.cursor if self.lines else None
        while at is not None:
            node = self.lines[at].node
            steps.insert(0, f"{node.number or ''} {self._label(node)}".strip())
            at = self.parent_of(at)
        return tuple(text.clip(text.line(step), 24) for step in steps)

    def place_of(self, key: str) -> int | None:
        """The place of a record's line, None where it is not shown."""
        return next((at for at, line in enumerate(self.lines) if line.node.key == key), None)

    # --- moving ---

    def _resized(self) -> None:
        self.virtual_size = Size(0, len(self.lines))
        self.refresh()

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width, look = self.breadth, self._look
        at = self.top + y
        if at >= len(self.lines):
            if y == 1 and not self.lines and self.empty:
                return Strip([Segment(text.fit(f"  {self.empty}", width), look.soft)], width)
            return Strip.blank(width, look.text)
        line = self.lines[at]
        extra = look.on if at == self.cursor else Style()
        right, taken = self._right(line.node, min(max(18, width * 2 // 5), 64))
        room = width - taken - 1
        sign = ("▾" if line.open else "▸") if line.node.has_children else " "
        kind = "" if line.node.kind in ("entity", "milestone") else word("kind", line.node.kind, lang()) + " "
        number = f"{line.node.number} " if line.node.number else ""
        before = f"{' ' * (INDENT * line.depth)}{sign} "
        label_style = look.strong if line.node.kind in ("entity", "case") else look.text
        soft = text.clip(before + kind, room)
        label = text.cell(number + self._label(line.node), room - text.width(soft))
        segments = [
            Segment(soft, look.soft + extra),
            Segment(label, label_style + extra),
            Segment(" ", look.text + extra),
        ]
        segments += [Segment(said, style + extra) for said, style in right]
        return Strip(segments).adjust_cell_length(width, look.text + extra)

    def _label(self, node: Node) -> str:
        if node.kind == "entity":
            return names.entity(node.key, node.label)
        if node.kind == "guidance" and len(node.label) > 10:
            # The label begins with the day in ISO form; it is shown in the calendar in use.
            from datetime import date

            try:
                return f"{days.short(date.fromisoformat(node.label[:10]), self._calendar)} {node.label[11:]}"
            except ValueError:
                return node.label
        return node.label or node.key

    def _right(self, node: Node, most: int) -> tuple[list[tuple[str, Style]], int]:
        """The pieces at the right, and how many cells they take: exactly `most`."""
        look = self._look
        made: list[tuple[str, Style]] = []
        taken = 0
        if node.kind in ("milestone", "watch"):
            due = days.short(node.due_on, self._calendar)
            made.append((text.fit(due, days.WIDTH + 2), look.text))
            taken = days.WIDTH + 2
            if node.worst is not None:
                said = text.clip(word("attention", node.worst, lang()), most - taken)
                made.append((said, look.attention[node.worst]))
                taken += text.width(said)
        else:
            for name in ATTENTIONS:
                count = node.counts.get(name, 0)
                if not count:
                    continue
                said = f"{word('attention', name, lang())} {count:,}"
                if taken + text.width(said) + 2 > most:
                    made.append((text.CLIPPED, look.soft))
                    taken += 1
                    break
                made += [(said, look.attention[name]), ("  ", look.text)]
                taken += text.width(said) + 2
        made.append((" " * max(0, most - taken), look.text))
        return made, max(most, taken)

    # --- mouse ---

    def on_click(self, event: events.Click) -> None:
        """A line takes the cursor; a second click, or one on its sign, opens it."""
        event.stop()
        at = self.top + event.y
        if at >= len(self.lines):
            return
        line = self.lines[at]
        on_sign = line.node.has_children and event.x <= INDENT * line.depth + 1
        self.go(at)
        if event.chain == 2 or on_sign:
            self.post_message(self.Entered())

    @property
    def plain(self) -> str:
        """What is open, as plain text, a line each."""
        return "\n".join(f"{' ' * (INDENT * line.depth)}{text.line(self._label(line.node))}" for line in self.lines)


def nothing() -> str:
    """What an empty tree says."""
    return keyed(_("The register is empty. {key:add} adds a record by hand, {key:import} reads a document."))
