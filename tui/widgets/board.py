"""The board of entities, drawn line by line: a line an entity, its cost that of the window however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store.rules import ATTENTIONS, Attention
from store.words import word
from tui import days, names, text
from tui.boarding import BOUNDS, Standing
from tui.days import Calendar
from tui.i18n import N_, _, lang
from tui.theme import Look
from tui.widgets.columns import GAP, Placed, arrowed, places, under
from tui.widgets.cursored import Cursored
from tui.widgets.thumb import WHEEL, barred, target, thumb

# The parts of an ageing bar from the newest to the oldest. They tell it without colour; the bar stands last in its
# line, so that a terminal which draws them two cells wide moves nothing else.
SHADES: Final = "░▒▓█"


class Column(NamedTuple):
    """One column: `width` cells (0: its heading's), shown from a board `least` cells wide on. `id` is what it sorts by.

    A class of attention is a column by its own name.
    """

    id: str
    head: str
    width: int = 0
    least: int = 0
    align: text.Align = "left"
    tip: str = ""


COLUMNS: Final = (
    Column("entity", N_("Entity"), 16, tip=N_("Who made the promises")),
    *(Column(name, "", least=least, align="right") for name, least in zip(
        ATTENTIONS, (0, 0, 0, 0, 130, 140, 150, 150), strict=True)),
    Column("oldest", N_("Oldest"), 6, align="right", tip=N_("Days since the oldest overdue due date")),
    Column("expected_on", N_("Next report"), days.WIDTH, 98, tip=N_("The first demanded report that is not in yet")),
    Column("contact_on", N_("Last contact"), days.WIDTH, 110,
           tip=N_("The last guidance given or report received")),
    Column("ages", N_("By age"), 10, tip=N_("Overdue promises by age: up to 30, 90, 365 days, and older")),
)  # fmt: skip
# The widest that the names and the bars become.
NAME: Final = 40
BAR: Final = 60


def head_of(column: Column) -> str:
    """A column's heading."""
    return _(column.head) if column.head else word("attention", column.id, lang())


def tip_of(column: Column) -> str:
    """What a column shows."""
    return _(column.tip) if column.tip else _("How many rows are so")


def layout(cells: int) -> tuple[Placed[Column], ...]:
    """The columns that a board `cells` wide has room for; names and bars share what is left over."""
    chosen = [column for column in COLUMNS if cells >= column.least]
    widths = [max(column.width, text.width(head_of(column)) if column.id != "ages" else 0) for column in chosen]
    left = cells - 1 - sum(widths) - GAP * (len(chosen) - 1)
    if left > 0:
        name = min(left // 2, NAME - widths[0])
        widths[0] += name
        widths[-1] += left - name
    elif left < 0:
        # The names give way first, then the bar.
        widths[-1] = max(4, widths[-1] + left)
        widths[0] = max(8, widths[0] + cells - 1 - sum(widths) - GAP * (len(chosen) - 1))
    return places(chosen, widths, 1)


class Board(Cursored):
    """The table. `show` gives it entities, `go` moves the cursor."""

    HEAD = 1
    DEFAULT_CSS = """
    Board { height: 1fr; overflow: hidden hidden; }
    """

    class Moved(Message, bubble=True):
        """The cursor stands on another entity."""

    class Entered(Message, bubble=True):
        """An entity was double-clicked."""

    class Sorted(Message, bubble=True):
        """The heading of a column was clicked."""

        def __init__(self, sort: str) -> None:
            super().__init__()
            self.sort = sort

    def __init__(self, look: Look, calendar: Calendar) -> None:
        super().__init__(look, calendar)
        self.rows: Sequence[Standing] = ()
        self._sort = ("", False)
        # The most overdue promises of one entity: the bars' common scale.
        self._most = 1

    @property
    def count(self) -> int:
        """How many entities there are."""
        return len(self.rows)

    def moved(self) -> None:
        """Tell the screen."""
        self.post_message(self.Moved())

    @property
    def row(self) -> Standing | None:
        """The entity under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def placed(self) -> tuple[Placed[Column], ...]:
        """The columns that are shown."""
        return layout(max(1, self.size.width - 1))

    def show(self, rows: Sequence[Standing], cursor: int, sort: str, descending: bool) -> None:
        """Show other entities with the cursor at a place."""
        self.rows = rows
        self._sort = (sort, descending)
        self._most = max((sum(row.ages) for row in rows), default=1) or 1
        self.virtual_size = Size(0, len(rows) + 1)
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self.into_window()

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the window, with its cell of the scroll bar."""
        width, look, total = self.size.width, self._look, len(self.rows)
        if y == 0:
            return Strip(self._head(width), width)
        index = self.top + y - 1
        if index >= total:
            said = f"  {self.empty}" if y == 2 and not total else ""
            return Strip([Segment(text.fit(said, width), look.soft)], width)
        strip = Strip(self._line(self.rows[index], width - 1, on=index == self.cursor), width - 1)
        return barred(strip, width, look, on=thumb(y - 1, self.page, self.top, total), whole=total <= self.page)

    def _head(self, width: int) -> list[Segment]:
        look = self._look
        sort, descending = self._sort
        segments = [Segment(" ", look.head)]
        for place in self.placed:
            label = head_of(place.column)
            style, room = look.head, place.width
            if place.column.id == sort:
                # A heading as wide as its column has its arrow in the gap.
                room += text.width(label) + 1 >= place.width
                label, style = arrowed(label, room, descending), look.head + Style(bold=True)
            if place.column.id == "ages":
                # What each shade stands for, as far as there is room.
                bounds = (*(f"≤{bound}" for bound in BOUNDS), f">{BOUNDS[-1]}")
                legend = " ".join(f"{shade}{bound}" for shade, bound in zip(SHADES, bounds, strict=True))
                if text.width(f"{label}  {legend}") <= place.width:
                    label = f"{label}  {legend}"
            segments += [
                Segment(text.fit(label, room, place.column.align), style),
                Segment(" " * (GAP + place.width - room), look.head),
            ]
        return [*Strip(segments).adjust_cell_length(width, look.head)]

    def _line(self, row: Standing, cells: int, *, on: bool) -> list[Segment]:
        look = self._look
        extra = look.on if on else Style()
        segments = [Segment(" ", look.text + extra)]
        for place in self.placed:
            said, style = self._cell(row, place)
            segments += [Segment(said, style + extra), Segment(" " * GAP, look.text + extra)]
        return [*Strip(segments).adjust_cell_length(cells, look.text + extra)]

    def _cell(self, row: Standing, place: Placed[Column]) -> tuple[str, Style]:
        look, column = self._look, place.column
        if column.id == "entity":
            return text.cell(names.entity(row.entity.key, row.entity.name), place.width), look.strong
        if column.id in row.counts:
            attention: Attention = next(name for name in ATTENTIONS if name == column.id)
            count = row.counts[attention]
            return text.fit(f"{count:,}" if count else "-", place.width, "right"), (
                look.attention[attention] if count else look.soft
            )
        if column.id == "oldest":
            said = "" if row.oldest is None else f"{row.oldest:,}"
            return text.fit(said, place.width, "right"), look.attention["overdue"]
        if column.id == "ages":
            return text.fit(self._bar(row, min(place.width, BAR)), place.width), look.attention["overdue"]
        day = row.expected_on if column.id == "expected_on" else row.contact_on
        return text.fit(days.short(day, self._calendar), place.width), look.text

    def _bar(self, row: Standing, room: int) -> str:
        """The overdue promises by age; what is there at all is at least one cell."""
        drawn = ""
        for shade, count in zip(SHADES, row.ages, strict=True):
            if count:
                drawn += shade * max(1, round(count * room / self._most))
        return drawn[:room]

    # --- mouse ---

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the window."""
        event.stop()
        self._wheel(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the window."""
        event.stop()
        self._wheel(-WHEEL)

    def _wheel(self, lines: int) -> None:
        top = max(0, min(self.top + lines, len(self.rows) - self.page))
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """A row takes the cursor, a second click opens it, a heading sorts."""
        event.stop()
        if event.y == 0:
            if (column := under(self.placed, event.x)) is not None:
                self.post_message(self.Sorted(column.id))
            return
        if event.x == self.size.width - 1:
            self.scroll_to(y=target(event.y - 1, self.page, len(self.rows)), animate=False, force=True)
            self.refresh()
            return
        index = self.top + event.y - 1
        if index < len(self.rows):
            self.go(index)
            if event.chain == 2:
                self.post_message(self.Entered())
