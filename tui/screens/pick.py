"""One of a few lines, chosen with the arrows, a number or a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tui import text
from tui.keys import either


class Lines(Widget, can_focus=True):
    """The lines; with `numbered` the first nine have a number."""

    DEFAULT_CSS = "Lines { height: auto; }"

    class Taken(Message, bubble=True):
        """A line was taken."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, lines: Sequence[str], *, numbered: bool = True) -> None:
        super().__init__()
        self._lines = [text.line(line) for line in lines]
        self._numbered = numbered
        self.at = 0
        self._top = 0

    def put(self, lines: Sequence[str], at: int) -> None:
        """Other lines, with the cursor on one of them."""
        self._lines = [text.line(line) for line in lines]
        self.go(at)
        self.refresh(layout=True)

    def go(self, at: int) -> None:
        """Put the cursor on a line, clamped."""
        self.at = max(0, min(at, len(self._lines) - 1))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All lines, or as many as the screen has room for."""
        return max(1, min(len(self._lines), viewport.height - 6))

    def render(self) -> Content:
        """The lines, the one under the cursor marked by a sign and its ground."""
        parts: list[str | tuple[str, str]] = []
        height = max(1, self.size.height)
        self._top = max(min(self._top, self.at), self.at - height + 1)
        stop = min(len(self._lines), self._top + height)
        for index in range(self._top, stop):
            line = self._lines[index]
            number = (str(index + 1) if index < 9 else " ") + "  " if self._numbered else ""
            shown = text.fit(f"{'>' if index == self.at else ' '} {number}{line}", max(10, self.size.width))
            parts.append((shown, "bold reverse") if index == self.at else shown)
            if index + 1 < stop:
                parts.append("\n")
        return text.content(*parts)

    def move(self, step: int) -> None:
        """Another line."""
        if self._lines:
            self.at = (self.at + step) % len(self._lines)
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Takes the line."""
        event.stop()
        if self._top + event.y < len(self._lines):
            self.post_message(self.Taken(self._top + event.y))


def numbered(event: events.Key, count: int) -> int | None:
    """Which of so many lines a number takes, in full width too; None where the key takes none."""
    number = event.character or ""
    return int(number) - 1 if number.isdecimal() and 1 <= int(number) <= min(9, count) else None


class Pick(ModalScreen[int | None]):
    """Which line; None where it was taken back."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        (either("escape,q,h,left"), "leave", ""),
        (either("enter,l,right,space"), "take", ""),
        (either("j,down,tab"), "move(1)", ""),
        (either("k,up,shift+tab"), "move(-1)", ""),
    ]

    def __init__(self, title: str, lines: Sequence[str], *, wide: bool = False) -> None:
        super().__init__(classes="-wide" if wide else None)
        self._title_text = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The title and the lines."""
        with Widget(id="pick"):
            yield Static(text.content(self._title_text), id="pick-title")
            yield Lines(self._lines)

    def on_mount(self) -> None:
        """The lines have the keys."""
        self.query_one(Lines).focus()

    def on_key(self, event: events.Key) -> None:
        """A number takes its line."""
        at = numbered(event, len(self._lines))
        if at is not None:
            event.stop()
            self.dismiss(at)

    def on_lines_taken(self, message: Lines.Taken) -> None:
        """A click."""
        message.stop()
        self.dismiss(message.index)

    def action_move(self, step: int) -> None:
        """Another line."""
        self.query_one(Lines).move(step)

    def action_take(self) -> None:
        """The line under the cursor."""
        self.dismiss(self.query_one(Lines).at)

    def action_leave(self) -> None:
        """None."""
        self.dismiss(None)
