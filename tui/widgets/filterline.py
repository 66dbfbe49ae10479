"""The line in which the filter is typed. Imported when / is pressed for the first time, for Input's sake."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, Label

from tui.i18n import _
from tui.keys import keyed
from tui.widgets.footer import Footer
from tui.widgets.legend import table

Complete = Callable[[str], tuple[str, ...]]


class _Input(Input):
    """An Input whose text moves nothing else: with every letter Textual would lay the whole screen out anew."""

    virtual_size = Reactive(Size(0, 0), layout=False)


class FilterLine(Widget):
    """Posts what is typed, letter by letter, and that it is to be kept (Enter) or not (Esc).

    Tab goes on typing what was begun, and once more takes the next way to go on. Its keys are its own, whatever the
    user has bound elsewhere.
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
        ("tab", "complete(1)", ""),
        ("shift+tab", "complete(-1)", ""),
    ]

    @dataclass
    class Typed(Message, bubble=True):
        """The line holds another text."""

        text: str

    class Kept(Message, bubble=True):
        """Enter was pressed."""

    class Left(Message, bubble=True):
        """Esc was pressed."""

    def __init__(self, text: str = "", told: str = "", complete: Complete | None = None) -> None:
        """`told`: what can be typed, in a few words; `complete`: the whole lines that go on from a line, for Tab."""
        super().__init__()
        self._complete = complete
        # The lines that Tab takes in turn.
        self._ways: tuple[str, ...] = ()
        self._text = text
        keys = [key for key in table("FilterLine") if key.id != "tab" or complete is not None]
        self._legend = (keys, told)

    def compose(self) -> Iterable[Widget]:
        """The sign and the line."""
        yield Label("/", markup=False)
        yield _Input(self._text, select_on_focus=False, compact=True)

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

    def action_complete(self, step: int) -> None:
        """Tab: go on typing, or take the next (1) or the last (-1) way to go on."""
        line = self.query_one(Input)
        if len(self._ways) > 1 and line.value in self._ways:
            at = (self._ways.index(line.value) + step) % len(self._ways)
        else:
            self._ways = self._complete(line.value) if self._complete is not None else ()
            at = 0 if step > 0 else -1
        if not self._ways or self._ways == (line.value,):
            for footer in self.screen.query(Footer):
                footer.say(keyed(_("Nothing to complete; {key:enter} keeps the filter.")), "warn")
            return
        line.value = self._ways[at]
        line.cursor_position = len(line.value)

    def action_leave(self) -> None:
        """Esc."""
        self.post_message(self.Left())
