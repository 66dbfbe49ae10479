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
from tui.days import Calendar
from tui.i18n import N_, _, lang
from tui.theme import Look


class Heading(NamedTuple):
    """What the top says. `counts` is None until they are known; `chosen` are the classes that the list is about.

    `crumbs` are the steps from the screen to where one is: the view, the filter, the record that is open.
    """

    room: str = "triage"
    view: str = ""
    order: str = ""
    filter: str = ""
    crumbs: tuple[str, ...] = ()
    calendar: Calendar = "wareki"
    as_of: date = date(1970, 1, 1)
    today: date = date(1970, 1, 1)
    read_only: bool = False
    place: str = ""
    counts: Mapping[Attention, int] | None = None
    chosen: tuple[Attention, ...] = ()


ROOMS: Final = (("triage", N_("Triage")), ("register", N_("Register")), ("board", N_("Entities")))
# Between two crumbs.
STEP: Final = " › "


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
        """Another screen's name was clicked."""

        def __init__(self, room: str) -> None:
            super().__init__()
            self.room = room

    def __init__(self, look: Look, heading: Heading) -> None:
        super().__init__()
        self._look = look
        self._heading = heading
        self._spans: list[tuple[int, int, Attention]] = []
        self._tabs: list[tuple[int, int, str]] = []

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
        segments = [Segment(" ", look.bar)]
        at = 1
        self._tabs = []
        for name, label in ROOMS:
            here = name == heading.room
            style = look.bar + Style(bold=True, underline=True) if here else look.bar + Style(color=look.soft.color)
            segments += [Segment(_(label), style), Segment("  ", look.bar)]
            self._tabs.append((at, at + text.width(_(label)), name))
            at += text.width(_(label)) + 2
        beside = "  ".join(part for part in (heading.order, heading.place) if part)
        trail = STEP.join(text.line(crumb) for crumb in heading.crumbs)
        wanted = text.width(trail) + text.width(beside) + 3
        said = days.both(heading.as_of, lang())
        if width - at - text.width(self._day(said)) - 2 < wanted:
            # The place matters more than the day in a second calendar.
            weekday = days.weekday(heading.as_of, lang())
            said = f"{days.long(heading.as_of, heading.calendar)}({weekday})"
        right = f" {self._day(said)} "
        other = heading.as_of != heading.today or heading.read_only
        room = max(0, width - at - text.width(right))
        middle = "  ".join(part for part in (_trail(heading.crumbs, room - text.width(beside) - 3), beside) if part)
        segments.append(Segment(text.fit(text.clip(middle, max(0, room - 1)), room), look.bar))
        segments.append(Segment(right, look.warn + Style(bgcolor=look.bar.bgcolor) if other else look.bar))
        return segments

    def _day(self, said: str) -> str:
        if self._heading.as_of != self._heading.today:
            return _("{day}, for reading only").format(day=said)
        if self._heading.read_only:
            return _("{day}, store for reading only").format(day=said)
        return said

    def _second(self, width: int) -> list[Segment]:
        """The counts that fit, most urgent first; the numbers stand beside their words."""
        look, heading = self._look, self._heading
        segments = [Segment(" ", look.text)]
        self._spans = []
        at = 1
        # The counts are those of the whole register, whatever the list is narrowed to; said at the end, so that a
        # count stays where it was clicked.
        narrowed = heading.filter or heading.chosen or heading.view not in ("", _("All"))
        whole = _("(in all)") + " " if narrowed else ""
        room = width - text.width(whole)
        for name in ATTENTIONS:
            label = word("attention", name, lang())
            count = "-" if heading.counts is None else f"{heading.counts[name]:,}"
            size = text.width(label) + 1 + len(count)
            if at + size > room - (1 if name == ATTENTIONS[-1] else 3):
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
        if whole:
            segments = [*Strip(segments).adjust_cell_length(room, look.text), Segment(whole, look.soft)]
        return segments

    async def on_click(self, event: events.Click) -> None:
        """A count filters, a screen's name switches."""
        event.stop()
        if event.y == 0:
            for start, stop, room in self._tabs:
                if start <= event.x < stop and room != self._heading.room:
                    self.post_message(self.Switched(room))
            return
        for start, stop, name in self._spans:
            if start <= event.x < stop:
                self.post_message(self.Chosen(name))


def _trail(crumbs: tuple[str, ...], room: int) -> str:
    """The crumbs in at most `room` cells: where there is no room for all, the nearest ones."""
    held = [text.line(crumb) for crumb in crumbs]
    while len(held) > 1 and text.width(STEP.join(held)) > room:
        del held[0]
    return text.clip(STEP.join(held), max(0, room))
