"""What a field of a form is typed in: a line, several lines, a set of names; and the usual answers under it.

Whatever stands in one, typed, pasted or on file, has passed text.clean: a terminal obeys none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from tui import text
from tui.keys import either

# What a person types into one field and no more; a document's passage fits.
MOST: Final = 20_000


class Line(Input):
    """One line to type in. Enter is the form's; what is pasted becomes one harmless line."""

    def __init__(self, value: str, suggester: Suggester | None = None) -> None:
        super().__init__(value, select_on_focus=False, compact=True, max_length=MOST, suggester=suggester)

    def validate_value(self, value: str) -> str:
        """Nothing that a terminal would obey, and no second line."""
        return text.clean(value).replace("\n", " ").replace("\t", " ")


class PathLine(Line):
    """A line for a path: all of it is selected when it takes the keys; a whole path pasted takes the place of it."""

    def __init__(self, value: str, suggester: Suggester) -> None:
        super().__init__(value, suggester)
        self.select_on_focus = True

    def on_paste(self, event: events.Paste) -> None:
        """A whole path, also as a file manager quotes it."""
        pasted = text.clean(event.text).strip()
        if len(pasted) > 2 and pasted[0] == pasted[-1] and pasted[0] in "'\"":
            pasted = pasted[1:-1]
        if pasted.startswith(("/", "~")):
            event.stop()
            event.prevent_default()
            self.value = pasted
            self.cursor_position = len(self.value)


class Area(TextArea):
    """Several lines to type in. Enter begins a new one; Tab leaves."""

    def __init__(self, value: str) -> None:
        super().__init__(
            text.clean(value), soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True,
            highlight_cursor_line=False,
        )  # fmt: skip

    def edit(self, edit: Edit) -> EditResult:
        """What is typed or pasted, made harmless on its way in."""
        edit.text = text.clean(edit.text)[:MOST]
        return super().edit(edit)


class Toggles(Widget, can_focus=True):
    """Several of a few: the arrows move, Space takes or leaves, a click does both."""

    DEFAULT_CSS = "Toggles { height: auto; } Toggles:focus { background-tint: $foreground 6%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        (either("left,h"), "move(-1)", ""),
        (either("right,l"), "move(1)", ""),
        (either("space"), "take", ""),
    ]

    class Changed(Message, bubble=True):
        """Another set."""

    def __init__(self, names: Sequence[str], value: str) -> None:
        super().__init__()
        self._names = tuple(names)
        self._taken = {name for name in value.split() if name in names}
        self._at = 0
        self._spans: list[tuple[int, int, int, int]] = []

    @property
    def value(self) -> str:
        """The names taken, in their order, parted by blanks."""
        return " ".join(name for name in self._names if name in self._taken)

    @value.setter
    def value(self, value: str) -> None:
        self._taken = {name for name in value.split() if name in self._names}
        self.refresh()
        self.post_message(self.Changed())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the names take."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[int]]:
        rows: list[list[int]] = [[]]
        at = 0
        for index, name in enumerate(self._names):
            size = len(name) + 6
            if rows[-1] and at + size > width:
                rows.append([])
                at = 0
            rows[-1].append(index)
            at += size
        return rows

    def render(self) -> Content:
        """[x] where a name is taken; the one that Space is about is reversed."""
        parts: list[str | tuple[str, str]] = []
        self._spans = []
        for y, row in enumerate(self._rows(self.size.width)):
            at = 0
            if y:
                parts.append("\n")
            for index in row:
                name = self._names[index]
                shown = f"[{'x' if name in self._taken else ' '}] {name}"
                parts.append((shown, "reverse") if index == self._at and self.has_focus else shown)
                parts.append("  ")
                self._spans.append((y, at, at + len(shown), index))
                at += len(shown) + 2
        return text.content(*parts)

    def action_move(self, step: int) -> None:
        """Another name."""
        self._at = (self._at + step) % len(self._names)
        self.refresh()

    def action_take(self) -> None:
        """Take it or leave it."""
        self._taken ^= {self._names[self._at]}
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Takes or leaves a name."""
        event.stop()
        for y, start, stop, index in self._spans:
            if event.y == y and start <= event.x < stop:
                self._at = index
                self.action_take()


class Choices(Widget):
    """The usual answers under a field, to be clicked; the arrow keys of the field go through them too."""

    DEFAULT_CSS = "Choices { height: 1; }"

    @dataclass
    class Chosen(Message, bubble=True):
        """One was clicked."""

        index: int

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = [text.line(label) for label in labels]
        self._spans: list[tuple[int, int, int]] = []
        self.chosen: int | None = None

    def render(self) -> Content:
        """The answers that fit; the one that the field holds is underlined, and named by the field itself."""
        parts: list[str | tuple[str, str]] = [("↑↓ ", "$text-muted")]
        self._spans, at = [], 3
        for index, label in enumerate(self._labels):
            size = text.width(label)
            if at + size > self.size.width:
                break
            parts.append((label, "underline $accent" if index == self.chosen else "$accent"))
            parts.append("  ")
            self._spans.append((at, at + size, index))
            at += size + 2
        return text.content(*parts)

    def on_click(self, event: events.Click) -> None:
        """Takes the answer."""
        event.stop()
        for start, stop, index in self._spans:
            if start <= event.x < stop:
                self.post_message(self.Chosen(index))
