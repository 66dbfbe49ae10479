"""The rows of a plan, drawn line by line under the heading of their class."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from importers.plan import WRITABLE, Class, PlanChange
from store.words import word
from tui import changewords, days, text
from tui.changewords import CLASSES
from tui.days import Calendar
from tui.i18n import _, lang
from tui.reviewing import ORDER, Review, found_by
from tui.theme import Look
from tui.widgets.cursored import Cursored

_STYLES: Final = {"new": "accent", "changed": "warn", "conflict": "warn", "invalid": "warn"}


class Changes(Cursored):
    """The list. A line is a class's heading or a row, named by its place in the plan."""

    DEFAULT_CSS = """
    Changes { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    class Moved(Message, bubble=True):
        """The cursor stands on another row."""

    class Toggled(Message, bubble=True):
        """The mark of a row was clicked."""

    def __init__(self, look: Look, calendar: Calendar, review: Review) -> None:
        super().__init__(look, calendar)
        self.review = review
        self.words = ""
        self._lines: list[tuple[Class, int | None]] = []
        self._groups: dict[Class, list[int]] = {}
        self.regroup()

    # --- what it shows ---

    def regroup(self, place: int | None = None) -> None:
        """Group the rows anew; the cursor goes to a row's place, or stays."""
        held = self.place if place is None else place
        groups: dict[Class, list[int]] = {name: [] for name in ORDER}
        for at, change in enumerate(self.review.plan.changes):
            if not self.words or found_by(change, self.words):
                groups[change.change_class].append(at)
        self._groups = groups
        self._lines = []
        for name, places in groups.items():
            if places:
                self._lines.append((name, None))
                self._lines += [(name, at) for at in places]
        self.cursor = next((at for at, (_name, own) in enumerate(self._lines) if own == held and own is not None), 0)
        if self.cursor == 0 and len(self._lines) > 1:
            self.cursor = 1
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()

    @property
    def shown(self) -> list[int]:
        """The places of the rows shown."""
        return [place for _name, place in self._lines if place is not None]

    def rank(self, place: int) -> tuple[int, int]:
        """Which of the rows shown of its class a row is, counted from 1, and how many these are."""
        group = self._groups[self.review.plan.changes[place].change_class]
        return bisect_left(group, place) + 1, len(group)

    def next(self, step: int) -> int | None:
        """The line of the next row shown that is neither taken nor left (step 1), or of the one before (-1)."""
        at = self.cursor + step
        while 0 <= at < len(self._lines):
            place = self._lines[at][1]
            if place is not None and self.review.waits(place):
                return at
            at += step
        return None

    @property
    def place(self) -> int | None:
        """The place in the plan of the row under the cursor; None on a heading."""
        return self._lines[self.cursor][1] if self.cursor < len(self._lines) else None

    @property
    def change_class(self) -> Class | None:
        """The class of the line under the cursor."""
        return self._lines[self.cursor][0] if self.cursor < len(self._lines) else None

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def moved(self) -> None:
        """Tell the screen."""
        self.post_message(self.Moved())

    def go(self, index: int) -> None:
        """The screen is told where the cursor stays as well: the row under it may read otherwise now."""
        before = self.cursor
        super().go(index)
        if before == self.cursor:
            self.moved()

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        look, width = self._look, self.breadth
        at = round(self.scroll_y) + y
        if at >= len(self._lines):
            if y == 0 and not self._lines:
                return Strip([Segment(text.fit(f"  {_('No row is found.')}", width), look.soft)], width)
            return Strip.blank(width, look.text)
        name, place = self._lines[at]
        extra = look.on if at == self.cursor else Style()
        style: Style = getattr(look, _STYLES.get(name, "soft")) + extra
        if place is None:
            return Strip([Segment(text.fit(f" {self._heading(name)}", width), style + Style(bold=True))], width)
        change = self.review.plan.changes[place]
        # What is to be read before it is taken carries a sign of its own, beside the mark.
        lead = f" {self.mark(place)}{'?' if changewords.doubtful(change) else ' '}"
        about = self._about(change, place)
        room = width - text.width(lead) - text.width(about)
        brief = changewords.brief(change, self.day)
        segments = [Segment(lead, look.mark + extra), Segment(about, look.soft + extra)]
        if brief:
            brief = text.clip(text.line(brief), max(0, room - 2)) + "  "
            segments.append(Segment(brief, style))
            room -= text.width(brief)
        said = change.text or change.measure or change.key
        segments.append(Segment(text.cell(said, max(0, room)), look.text + extra))
        return Strip(segments).adjust_cell_length(width, look.text + extra)

    def _heading(self, name: Class) -> str:
        """A class with its numbers."""
        places = self._groups[name]
        head = f"{_(CLASSES[name])} {len(places):,}"
        if name in WRITABLE:
            taken = len(self.review.taken.intersection(places))
            head += "  " + _("{n} taken").format(n=f"{taken:,}")
        return head

    def _about(self, change: PlanChange, place: int) -> str:
        """What kind of record, where it is no promise; a promise stands in under its new measure."""
        if change.kind != "milestone":
            return f"{word('kind', change.kind, lang())}  "
        return "  " if self.review.standing.above(place) else ""

    def mark(self, place: int) -> str:
        """[x] taken, [-] left, [ ] neither; blank where the row cannot be taken."""
        if not self.review.writable(place):
            return "   "
        return "[x]" if place in self.review.taken else "[-]" if place in self.review.left else "[ ]"

    def day(self, day: date) -> str:
        """A day in the calendar in use."""
        return days.short(day, self._calendar)

    def summary(self, change: PlanChange) -> str:
        """A row in a line."""
        return changewords.summary(change, self.day)

    # --- mouse ---

    def on_click(self, event: events.Click) -> None:
        """A line takes the cursor; its mark is toggled."""
        event.stop()
        at = round(self.scroll_y) + event.y
        if at < len(self._lines):
            self.go(at)
            if event.x <= 5 and self._lines[at][1] is not None:
                self.post_message(self.Toggled())
