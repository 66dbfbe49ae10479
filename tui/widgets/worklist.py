"""The worklist: a virtual table drawn line by line, whose cost does not grow with the register.

It draws only the rows in its window, and before it draws it asks `fetch` for those that have not been read. The first
line of the window is the heading. The cursor is a place in the listing; marks are handles, so they survive every new
order.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.queries import Query
from store.rows import Row
from tui import text
from tui.i18n import _
from tui.listing import Listing, Rows
from tui.widgets import columns
from tui.widgets.columns import Column, Placed, Show
from tui.widgets.thumb import WHEEL, barred, target, thumb


class Worklist(ScrollView, can_focus=False):
    """The table. `show` gives it a listing, `go` moves the cursor."""

    DEFAULT_CSS = """
    Worklist { height: 1fr; overflow: hidden hidden; }
    """

    # Only how far one can scroll: the bar is drawn in the lines, and where the parts of the screen stand is the same.
    virtual_size = Reactive(Size(0, 0), layout=False)

    class Moved(Message, bubble=True):
        """The cursor stands on another row."""

    class Sorted(Message, bubble=True):
        """The heading of a column was clicked."""

        def __init__(self, sort: str) -> None:
            super().__init__()
            self.sort = sort

    class Sized(Message, bubble=True):
        """The edge of a column's heading was dragged to so many cells; `done` when it was let go."""

        def __init__(self, column: str, width: int, *, done: bool) -> None:
            super().__init__()
            self.column = column
            self.width = width
            self.done = done

    class Entered(Message, bubble=True):
        """A row was double-clicked."""

    def __init__(self, show: Show, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.listing = Listing(Query(), Rows())
        self.cursor = 0
        self.marks: set[int] = set()
        self.empty = ""
        # Called with the places (from, to before) that are about to be seen; rows that are there when it returns are
        # painted at once, later ones when `grown` is called.
        self.fetch: Callable[[int, int], None] = lambda start, stop: None
        self._show = show
        self._placed: tuple[Placed[Column], ...] = ()
        self._drawn: dict[tuple[int, bool, bool], Strip] = {}
        # Whether it has had a size yet: until then nobody knows how many rows are seen.
        self._laid = False
        # The column whose edge is dragged and the cell where it was taken hold of; whether it has moved since.
        self._dragged: tuple[Placed[Column], int] | None = None
        self._moved = False

    # --- what it shows ---

    @property
    def page(self) -> int:
        """How many rows fit in the window."""
        return max(1, self.size.height - 1)

    @property
    def count(self) -> int:
        """How many rows there are, as far as it is known."""
        return len(self.listing)

    @property
    def top(self) -> int:
        """The place of the first row in the window."""
        return round(self.scroll_y)

    @property
    def placed(self) -> tuple[Placed[Column], ...]:
        """The columns that are shown, each at its place."""
        return self._placed or columns.layout(max(1, self.size.width - 1), self._show.columns)

    @property
    def row(self) -> Row | None:
        """The row under the cursor, None where there is none or it has not been read."""
        return self.listing.row(self.cursor)

    @property
    def handle(self) -> int | None:
        """The handle under the cursor."""
        return self.listing.handle(self.cursor)

    def show(self, listing: Listing, cursor: int = 0, offset: int | None = None) -> None:
        """Show a listing with the cursor at a place, `offset` lines below the heading (None: where it stands)."""
        self.listing = listing
        if offset is None:
            offset = self.cursor - self.top
        self.cursor = max(0, min(cursor, len(listing) - 1))
        self.virtual_size = Size(0, len(listing) + 1)
        self._scroll_rows(self.cursor - max(0, min(offset, self.page - 1)))
        self.redraw()

    def grown(self) -> None:
        """The listing knows more than before."""
        if self.virtual_size.height != len(self.listing) + 1:
            self.virtual_size = Size(0, len(self.listing) + 1)
        self.refresh()

    def restyle(self, show: Show) -> None:
        """Other colours, another calendar or another language."""
        self._show = show
        self._placed = ()
        self.redraw()

    def redraw(self) -> None:
        """Forget every line drawn, because rows, marks or columns changed."""
        self._drawn.clear()
        self.refresh()

    # --- moving ---

    def go(self, index: int) -> None:
        """Put the cursor at a place, clamped to the list, and bring it into the window."""
        index = max(0, min(index, len(self.listing) - 1))
        before, self.cursor = self.cursor, index
        top = self.top
        self._want(index)
        if index < top:
            self._scroll_rows(index)
        elif index >= top + self.page:
            self._scroll_rows(index - self.page + 1)
        if self.top == top:
            for place in {before, index}:
                self.refresh_line(place + 1)
        if before != index:
            self.post_message(self.Moved())

    def jump(self, rows: int) -> None:
        """Move the cursor and the window by so many rows, as page keys do."""
        last = len(self.listing) - 1
        target = max(0, min(self.cursor + rows, last))
        if abs(rows) > 1 and 0 <= self.top + rows <= max(0, last + 1 - self.page):
            self._want(target)
            before, self.cursor = self.cursor, target
            self._scroll_rows(self.top + rows)
            self.refresh()
            if before != target:
                self.post_message(self.Moved())
        else:
            self.go(target)

    def _scroll_rows(self, top: int) -> None:
        self.scroll_to(y=max(0, min(top, len(self.listing) - self.page)), animate=False, force=True)

    def _want(self, index: int) -> None:
        """Ask for the window that is about to be seen around a place, and for a page before and after it."""
        page = self.page
        top = self.top
        if index < top:
            top = index
        elif index >= top + page:
            top = index - page + 1
        self.fetch(top, top + page)

    # --- marks ---

    def toggle(self, handle: int) -> None:
        """Mark a row, or unmark it."""
        self.marks ^= {handle}
        self.refresh()

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the window, with its cell of the scroll bar."""
        width, total = self.size.width, len(self.listing)
        strip = self._line(y, width - 1)
        look = self._show.look
        if y == 0:
            return Strip([*strip, Segment(" ", look.head)], width)
        return barred(strip, width, look, on=thumb(y - 1, self.page, self.top, total), whole=total <= self.page)

    def _line(self, y: int, width: int) -> Strip:
        look = self._show.look
        if not self._placed or self._placed[-1].start + self._placed[-1].width != width:
            self._placed = columns.layout(width, self._show.columns)
            self._drawn.clear()
        if y == 0:
            query = self.listing.query
            return Strip(columns.head(self._placed, look, query.sort, query.descending), width)
        index = self.top + y - 1
        if index >= len(self.listing):
            if y == 2 and not len(self.listing) and self.empty:
                said = text.fit(f"  {self.empty}", width)
                return Strip([Segment(said, look.soft)], width)
            return Strip.blank(width, look.text)
        handle = self.listing.handle(index)
        on = index == self.cursor
        row = None if handle is None else self.listing.rows.get(handle)
        if handle is None or row is None:
            style = look.soft + look.on if on else look.soft
            return Strip([Segment(text.fit("  " + _("reading …"), width), style)], width)
        key = (handle, on, handle in self.marks)
        strip = self._drawn.get(key)
        if strip is None:
            if len(self._drawn) > 2000:
                self._drawn.clear()
            strip = Strip(columns.line(row, self._placed, self._show, on=on, marked=key[2]), width)
            self._drawn[key] = strip
        return strip

    # --- mouse ---

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """A wheel or the scroll bar moved the window."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.fetch(self.top, self.top + self.page)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the window; the cursor stays where it is."""
        event.stop()
        self._scroll_rows(self.top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the window; the cursor stays where it is."""
        event.stop()
        self._scroll_rows(self.top - WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """On the edge of a heading: drag it."""
        self._moved = False
        held = columns.edge(self._placed, event.x) if event.y == 0 else None
        if held is not None:
            self._dragged = (held, event.x)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The edge goes with the mouse."""
        self._drag(event.x, done=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """There it stays."""
        self._drag(event.x, done=True)
        self._dragged = None
        self.capture_mouse(False)

    def _drag(self, x: int, *, done: bool) -> None:
        if self._dragged is not None:
            place, grip = self._dragged
            self._moved = self._moved or x != grip
            if self._moved:
                self.post_message(self.Sized(place.column.id, place.width + x - grip, done=done))

    async def on_click(self, event: events.Click) -> None:
        """A row takes the cursor, a second click opens it, a heading sorts."""
        event.stop()
        if self._moved:
            # The click that ends a drag.
            return
        if event.x == self.size.width - 1 and event.y > 0:
            self._scroll_rows(target(event.y - 1, self.page, len(self.listing)))
            return
        if event.y == 0:
            if (column := columns.under(self._placed, event.x)) is not None:
                self.post_message(self.Sorted(column.sort))
            return
        index = self.top + event.y - 1
        if index < len(self.listing):
            self.go(index)
            if event.chain == 2:
                self.post_message(self.Entered())

    def on_resize(self) -> None:
        """Another size: the cursor stays in the window."""
        self._placed = ()
        self._drawn.clear()
        first, self._laid = not self._laid, True
        if first and self.cursor < self.page:
            self._scroll_rows(0)
        elif first or not self.top <= self.cursor < self.top + self.page:
            self._scroll_rows(self.cursor - self.page // 2)
        self.fetch(self.top, self.top + self.page)
