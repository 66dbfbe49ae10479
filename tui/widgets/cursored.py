"""What lists that are drawn line by line have in common: a cursor that stays in the window, and what moves it."""

from __future__ import annotations

from typing import ClassVar

from textual.scroll_view import ScrollView

from tui.days import Calendar
from tui.theme import Look


class Cursored(ScrollView, can_focus=False):
    """A list with `count` lines below `HEAD` lines of heading; `moved` is called when the cursor stands elsewhere."""

    HEAD: ClassVar[int] = 0

    def __init__(self, look: Look, calendar: Calendar, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.cursor = 0
        # What it says where there is nothing in it.
        self.empty = ""
        self._look = look
        self._calendar: Calendar = calendar

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def moved(self) -> None:
        """The cursor stands on another line."""
        raise NotImplementedError

    @property
    def page(self) -> int:
        """How many lines fit in the window."""
        return max(1, self.size.height - self.HEAD)

    @property
    def breadth(self) -> int:
        """How many cells a line has, beside the scroll bar."""
        return self.size.width - self.scrollbar_size_vertical

    @property
    def top(self) -> int:
        """The place of the first line in the window."""
        return round(self.scroll_y)

    def restyle(self, look: Look, calendar: Calendar) -> None:
        """Other colours or another calendar."""
        self._look, self._calendar = look, calendar
        self.refresh()

    def go(self, index: int) -> None:
        """Put the cursor at a place, clamped, and bring it into the window."""
        before, self.cursor = self.cursor, max(0, min(index, self.count - 1))
        self.into_window()
        if before != self.cursor:
            self.moved()

    def jump(self, rows: int) -> None:
        """Move the cursor by so many lines."""
        self.go(self.cursor + rows)

    def into_window(self) -> None:
        """Scroll as far as the cursor asks for, and no farther than the list goes."""
        top = min(self.top, max(0, self.count - self.page))
        if self.cursor < top:
            top = self.cursor
        elif self.cursor >= top + self.page:
            top = self.cursor - self.page + 1
        self.scroll_to(y=max(0, top), animate=False, force=True)
        self.refresh()

    def on_resize(self) -> None:
        """The cursor stays in the window."""
        self.into_window()
