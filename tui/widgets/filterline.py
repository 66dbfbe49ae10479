"""The line in which the filter is typed. Imported when / is pressed for the first time, for Input's sake."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label

from tui.widgets.footer import Footer
from tui.widgets.legend import table


class FilterLine(Widget):
    """Posts what is typed, letter by letter, and that it is to be kept (Enter) or not (Esc).

    Its keys are its own, whatever the user has bound elsewhere.
    """

    DEFAULT_CSS = """
    FilterLine { height: 1; layout: horizontal; background: $surface; }
    FilterLine Label { width: 3; padding: 0 1; color: $accent; text-style: bold; }
    FilterLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    FilterLine Input:focus { border: none; background-tint: $foreground 0%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", ""),
        ("down", "screen.press('down')", ""),
        ("up", "screen.press('up')", ""),
    ]

    @dataclass
    class Typed(Message, bubble=True):
        """The line holds another text."""

        text: str

    class Kept(Message, bubble=True):
        """Enter was pressed."""

    class Left(Message, bubble=True):
        """Esc was pressed."""

    def __init__(self, text: str = "", told: str = "") -> None:
        """`told`: what can be typed, in a few words."""
        super().__init__()
        self._text = text
        self._legend = (table("FilterLine"), told)

    def compose(self) -> Iterable[Widget]:
        """The sign and the line."""
        yield Label("/", markup=False)
        yield Input(self._text, select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        """The footer names the keys that work here, and what can be typed."""
        for footer in self.screen.query(Footer):
            footer.lay(self._legend)
        # Heard as it is typed; Input's own message would come after the next paint.
        self.watch(self.query_one(Input), "value", self._typed, init=False)

    def on_unmount(self) -> None:
        """It is over, whoever took the line away."""
        self.end()

    def end(self) -> None:
        """The footer is the screen's again."""
        for footer in self.screen.query(Footer):
            footer.lift(self._legend)

    def begin(self) -> None:
        """Take the keys."""
        self.query_one(Input).focus()

    def _typed(self, text: str) -> None:
        self.post_message(self.Typed(text))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Told already."""
        message.stop()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter."""
        message.stop()
        self.post_message(self.Kept())

    def action_leave(self) -> None:
        """Esc."""
        self.post_message(self.Left())
