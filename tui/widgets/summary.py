"""The two lines on top: where one is and on which day, and how many rows each class of attention has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from store.rules import ATTENTIONS, Attention
from store.words import word
from tui import days, text
from tui.i18n import N_, _, lang
from tui.theme import Look


class Heading(NamedTuple):
    """What the top says. `counts` is None until they are known; `chosen` are the classes that the list is about."""

    room: str = "triage"
    view: str = ""
    order: str = ""
    filter: str = ""
    as_of: date = date(1970, 1, 1)
    today: date = date(1970, 1, 1)
    read_only: bool = False
    place: str = ""
    counts: Mapping[Attention, int] | None = None
    chosen: tuple[Attention, ...] = ()


ROOMS: Final = (("triage", N_("Triage")), ("register", N_("Register")))


class Summary(Widget):
    """The two lines. A click on a count chooses its class, one on the other screen's name goes there."""

    DEFAULT_CSS = """
    Summary { height: 2; }
    """

    class Chosen(Message, bubble=True):
        """A class of attention was clicked."""

        def __init__(self, attention: Attention) -> None:
            super().__init__()
            self.attention = attention

    class Switched(Message, bubble=True):
        """The other screen's name was clicked."""

    def __init__(self, look: Look, heading: Heading) -> None:
        super().__init__()
        self._look = look
        self._heading = heading
        self._spans: list[tuple[int, int, Attention]] = []
        self._tabs: tuple[int, int] = (0, 0)

    def put(self, heading: Heading) -> None:
        """Say something else."""
        if heading != self._heading:
            self._heading = heading
            self.refresh()

    def restyle(self, look: Look) -> None:
        """Other colours."""
        self._look = look
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One of the two lines."""
        width = self.size.width
        segments = self._first(width) if y == 0 else self._second(width)
        return Strip(segments).adjust_cell_length(width, self._look.bar if y == 0 else self._look.text)

    def _first(self, width: int) -> list[Segment]:
        look, heading = self._look, self._heading
        other_day = heading.as_of != heading.today
        said = days.both(heading.as_of, lang())
        if other_day:
            said = _("{day}, for reading only").format(day=said)
        elif heading.read_only:
            said = _("{day}, store for reading only").format(day=said)
        right_style = look.warn + Style(bgcolor=look.bar.bgcolor) if other_day or heading.read_only else look.bar
        right = f" {said} "
        segments = [Segment(" ", look.bar)]
        at = 1
        for name, label in ROOMS:
            here = name == heading.room
            style = look.bar + Style(bold=True, underline=True) if here else look.bar + Style(color=look.soft.color)
            segments += [Segment(_(label), style), Segment("  ", look.bar)]
            self._tabs = (0, at + text.width(_(label)) + 2 + text.width(_(ROOMS[-1][1])))
            at += text.width(_(label)) + 2
        room = width - at - text.width(right)
        said_here = (heading.view, heading.order, text.line(heading.filter), heading.place)
        middle = "  ".join(part for part in said_here if part)
        segments.append(Segment(text.fit(text.clip(middle, max(0, room - 1)), max(0, room)), look.bar))
        segments.append(Segment(right, right_style))
        return segments

    def _second(self, width: int) -> list[Segment]:
        """The counts that fit, most urgent first; the numbers stand beside their words."""
        look, heading = self._look, self._heading
        segments = [Segment(" ", look.text)]
        self._spans = []
        at = 1
        if heading.filter or heading.chosen or heading.view != _("All"):
            # The counts are those of the whole register, whatever the list is narrowed to.
            whole = _("in all:")
            segments.append(Segment(f"{whole} ", look.soft))
            at += text.width(whole) + 1
        for name in ATTENTIONS:
            label = word("attention", name, lang())
            count = "-" if heading.counts is None else f"{heading.counts[name]:,}"
            size = text.width(label) + 1 + len(count)
            if at + size > width - (1 if name == ATTENTIONS[-1] else 3):
                segments.append(Segment(text.CLIPPED, look.soft))
                break
            style = look.attention[name]
            if heading.counts is not None and not heading.counts[name]:
                style = look.soft
            chosen = name in heading.chosen
            segments.append(Segment(label, style + Style(underline=chosen)))
            segments.append(Segment(f" {count}", style + Style(bold=True)))
            self._spans.append((at, at + size, name))
            gap = 2 if width < 100 else 3
            segments.append(Segment(" " * gap, look.text))
            at += size + gap
        return segments

    async def on_click(self, event: events.Click) -> None:
        """A count filters, a screen's name switches."""
        event.stop()
        if event.y == 0:
            if event.x < self._tabs[1]:
                self.post_message(self.Switched())
            return
        for start, stop, name in self._spans:
            if start <= event.x < stop:
                self.post_message(self.Chosen(name))
