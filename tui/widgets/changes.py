"""The rows of a plan, drawn line by line under the heading of their class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from importers.plan import Class, PlanChange
from store.words import due_mark, word
from tui import days, text
from tui.days import Calendar
from tui.i18n import N_, _, lang
from tui.reviewing import ORDER, Review, found_by
from tui.theme import Look

CLASSES: Final[Mapping[Class, str]] = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "missing": N_("missing"),
    "conflict": N_("conflict"),
    "invalid": N_("invalid"),
}
_STYLES: Final = {"new": "accent", "changed": "warn", "conflict": "warn", "invalid": "warn"}


def said(change: PlanChange, name: str, value: Any, calendar: Calendar) -> str:
    """A field's value in words."""
    if value is None or value == "":
        return "-"
    if name == "status":
        return word("status", str(value), lang())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return days.short(value, calendar) if isinstance(value, date) else str(value)


class Changes(ScrollView, can_focus=False):
    """The list. A line is a class's heading or a row, named by its place in the plan."""

    DEFAULT_CSS = """
    Changes { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    class Moved(Message, bubble=True):
        """The cursor stands on another row."""

    class Toggled(Message, bubble=True):
        """The mark of a row was clicked."""

    def __init__(self, look: Look, calendar: Calendar, review: Review) -> None:
        super().__init__()
        self._look = look
        self._calendar: Calendar = calendar
        self.review = review
        self.words = ""
        self.cursor = 0
        self._lines: list[tuple[Class, int | None]] = []
        self.regroup()

    # --- what it shows ---

    def regroup(self, place: int | None = None) -> None:
        """Group the rows anew; the cursor goes to a row's place, or stays."""
        held = self.place if place is None else place
        groups: dict[Class, list[int]] = {name: [] for name in ORDER}
        for at, change in enumerate(self.review.plan.changes):
            if not self.words or found_by(change, self.words):
                groups[change.change_class].append(at)
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

    @property
    def place(self) -> int | None:
        """The place in the plan of the row under the cursor; None on a heading."""
        return self._lines[self.cursor][1] if self.cursor < len(self._lines) else None

    @property
    def change_class(self) -> Class | None:
        """The class of the line under the cursor."""
        return self._lines[self.cursor][0] if self.cursor < len(self._lines) else None

    @property
    def page(self) -> int:
        """How many lines fit."""
        return max(1, self.size.height)

    def go(self, at: int) -> None:
        """Put the cursor on a line, clamped, and bring it into the window."""
        self.cursor = max(0, min(at, len(self._lines) - 1))
        top = round(self.scroll_y)
        if self.cursor < top:
            top = self.cursor
        elif self.cursor >= top + self.page:
            top = self.cursor - self.page + 1
        self.scroll_to(y=max(0, top), animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        look, width = self._look, self.size.width
        at = round(self.scroll_y) + y
        if at >= len(self._lines):
            if y == 0 and not self._lines:
                return Strip([Segment(text.fit(f"  {_('No row is found.')}", width), look.soft)], width)
            return Strip.blank(width, look.text)
        name, place = self._lines[at]
        extra = look.on if at == self.cursor else Style()
        style: Style = getattr(look, _STYLES.get(name, "soft")) + extra
        if place is None:
            places = [own for held, own in self._lines if held == name and own is not None]
            taken = sum(own in self.review.taken for own in places)
            head = f" {_(CLASSES[name])} {len(places):,}"
            if any(self.review.writable(own) for own in places):
                head += "  " + _("{n} taken").format(n=f"{taken:,}")
            return Strip([Segment(text.fit(head, width), style + Style(bold=True))], width)
        change = self.review.plan.changes[place]
        mark = self._mark(place)
        about = f"{word('kind', change.kind, lang())}  "
        segments = [
            Segment(f" {mark} ", look.mark + extra),
            Segment(about, look.soft + extra),
            Segment(text.cell(self.summary(change), width - text.width(mark) - 2 - text.width(about)),
                    look.text + extra),
        ]  # fmt: skip
        return Strip(segments).adjust_cell_length(width, look.text + extra)

    def _mark(self, place: int) -> str:
        if not self.review.writable(place):
            return "   "
        return "[x]" if place in self.review.taken else "[-]" if place in self.review.left else "[ ]"

    def summary(self, change: PlanChange) -> str:
        """A row in a line: the moves of what is on file, or what is new; then whose it is."""
        if change.key is not None and change.fields:
            moves = "  ".join(
                f"{word('field', name, lang())} {said(change, name, before, self._calendar)}→"
                f"{said(change, name, after, self._calendar)}"
                for name, (before, after) in change.fields.items()
            )
            return f"{moves}  {change.text}"
        return "  ".join(part for part in (self._read(change), change.text or change.measure or change.key) if part)

    def _read(self, change: PlanChange) -> str:
        """What a new promise says of its status, with the day of it: done on, or due."""
        values = {name: after for name, (_before, after) in change.fields.items()}
        if change.kind != "milestone" or "status" not in values:
            return ""
        done = values["status"] in ("reported", "verified") and values.get("done_on") is not None
        day = values.get("done_on" if done else "due_on")
        parts = [said(change, "status", values["status"], self._calendar), days.short(day, self._calendar)]
        mark = "" if done else due_mark(bool(values.get("due_approx")), bool(values.get("due_inferred")), lang())
        return " ".join(part for part in (*parts, mark) if part)

    # --- mouse ---

    def on_click(self, event: events.Click) -> None:
        """A line takes the cursor; its mark is toggled."""
        event.stop()
        at = round(self.scroll_y) + event.y
        if at < len(self._lines):
            self.go(at)
            if event.x <= 4 and self._lines[at][1] is not None:
                self.post_message(self.Toggled())
