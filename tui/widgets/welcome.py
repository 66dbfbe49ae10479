"""The first words to a new user: three lines over the list that say where one is and the five keys that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui import text
from tui.i18n import _
from tui.keys import BY_ID, keyed
from tui.theme import Look
from tui.widgets.footer import Footer

if TYPE_CHECKING:
    from tui.followup import Followup

# The keys that matter, in the order in which a newcomer needs them.
FIVE: Final = ("into", "verify", "filter", "undo", "help")


class Welcome(Widget):
    """The lines. Esc takes them away; a second run does not show them again."""

    DEFAULT_CSS = """
    Welcome { height: 3; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._spans: list[tuple[int, int, str]] = []

    def restyle(self, look: Look) -> None:
        """Other colours."""
        self._look = look
        self.refresh()

    def lines(self) -> tuple[str, str, list[tuple[str, str]]]:
        """What the first and the last line say, and the keys of the one between them with their labels."""
        five = [(keyed(f"{{key:{name}}}"), _(BY_ID[name].label)) for name in FIVE]
        first = _("Every promise that needs somebody, most urgent first; the counts stand above.")
        last = keyed(
            _("{key:switch} goes to the register and the board of entities. {key:out} takes these lines away.")
        )
        return first, last, five

    def render_line(self, y: int) -> Strip:
        """One of the three lines."""
        width, look = self.size.width, self._look
        first, last, five = self.lines()
        if y != 1:
            return Strip([Segment(text.fit(f" {first if y == 0 else last}", width), look.text)], width)
        segments = [Segment(" ", look.text)]
        self._spans, at = [], 1
        for key_id, (name, label) in zip(FIVE, five, strict=True):
            size = text.width(f"{name} {label}")
            self._spans.append((at, at + size, key_id))
            at += size + 3
            segments.append(Segment(name, look.accent + Style(bold=True)))
            segments.append(Segment(f" {label}   ", look.text))
        return Strip(segments).adjust_cell_length(width, look.text)

    async def on_click(self, event: events.Click) -> None:
        """A key's name works like the key."""
        event.stop()
        for start, stop, key_id in self._spans if event.y == 1 else ():
            if start <= event.x < stop:
                self.post_message(Footer.Pressed(key_id))


def greet(app: Followup) -> None:
    """Put the lines over the worklist."""
    triage = app.triage
    triage.add_class("-greeting")
    triage.mount(Welcome(app.look), before=triage.worklist)
    triage.tell()


def farewell(app: Followup) -> None:
    """Take the lines away."""
    triage = app.triage
    app.state.greeted = True
    triage.remove_class("-greeting")
    triage.query(Welcome).remove()
    triage.tell()
