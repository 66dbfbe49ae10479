"""The worklist's columns: which of them fit a width, and one row as the pieces of a line. Cells, never characters.

Unless a view has columns of its own, they stand in the order of `COLUMNS`; each appears from a width on, and two of
them share what is left over. The widths are those of the language's own words, so that nothing is wider than it must
be. Columns of a view's own stand in its order, each as wide as was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, Generic, NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style

from store.rows import Row
from store.rules import ATTENTIONS
from store.words import word
from tui import days, names, text
from tui.days import Calendar
from tui.i18n import N_, _, lang
from tui.theme import Look

GAP: Final = 2
MARK: Final = 2
# The narrowest and the widest that a column can be made by hand, and the least of a last one that is cut (cells).
NARROWEST: Final = 3
WIDEST: Final = 200
CUT: Final = 4
C = TypeVar("C")
# A column of a view's own: its id, and its width in cells (0: its own width).
Wanted = tuple[str, int]


class Show(NamedTuple):
    """What a cell needs beside its row."""

    calendar: Calendar
    look: Look
    # The day that is shown: a row whose next check is due by then says so.
    as_of: date | None = None
    # The view's own columns; empty: those that the width has room for.
    columns: tuple[Wanted, ...] = ()


class Column(NamedTuple):
    """One column. `width` in cells; `share` of what is left over, up to `most`; shown from a list `least` wide on.

    `head` and `tip` are message ids. `sort` is the name of ROW_FIELDS by which a click on the heading sorts. An `extra`
    column is shown only where a view has chosen it, and is called as its field is.
    """

    id: str
    head: str
    tip: str
    sort: str
    width: int
    value: Callable[[Row, Show], str]
    style: Callable[[Row, Show], Style]
    align: text.Align = "left"
    share: int = 0
    most: int = 0
    least: int = 0
    extra: bool = False

    @property
    def called(self) -> str:
        """Its heading in the language in use."""
        return _(self.head) if self.head else word("field", self.sort, lang())


class Placed(NamedTuple, Generic[C]):
    """A column (of this list or of another table) at its place: from cell `start`, `width` cells wide."""

    column: C
    start: int
    width: int


def _text(row: Row, show: Show) -> Style:
    return show.look.text


def _soft(row: Row, show: Show) -> Style:
    return show.look.soft


def _attention(row: Row, show: Show) -> Style:
    return show.look.attention[row.attention] if row.attention else show.look.soft


def _days(row: Row, show: Show) -> str:
    late = row.days_overdue if row.days_overdue is not None else row.days_unverified
    return "" if late is None else f"{late:,}"


def _entity(row: Row, show: Show) -> str:
    return names.entity(row.entity, row.entity_name)


def _due(row: Row, show: Show) -> str:
    """The due date, or where no day is stated the printed words that stand for one."""
    if row.due_on is None:
        return row.due_text or ""
    marks = days.marks(inferred=row.due_inferred, approx=row.due_approx and not row.due_inferred, lang=lang())
    return days.short(row.due_on, show.calendar) + marks


def _due_style(row: Row, show: Show) -> Style:
    return show.look.text if row.due_on else show.look.soft


def _promise(row: Row, show: Show) -> str:
    """The promise; before it the day of the next check where that has come."""
    if row.next_check_on is not None and show.as_of is not None and row.next_check_on <= show.as_of:
        day = days.short(row.next_check_on, show.calendar)
        return _("[check {day}]").format(day=day) + " " + _said(row)
    return _said(row)


def _said(row: Row) -> str:
    if row.kind == "milestone":
        return row.text
    said = f"{row.item_heading} " if row.item_heading else ""
    return said + row.text


def _quantity(row: Row, show: Show) -> str:
    if row.quantity is None:
        return ""
    return f"{row.quantity_done or 0}/{row.quantity}"


def _heading(row: Row, show: Show) -> str:
    number = f"{row.item} " if row.item else ""
    return number + (row.measure or row.item_heading or "")


def _status(row: Row, show: Show) -> str:
    return word("status", row.status, lang()) if row.status else ""


def _extra(name: str, tip: str, width: int) -> Column:
    """A field of the row as a column."""

    def value(row: Row, show: Show) -> str:
        held = getattr(row, name)
        return days.short(held, show.calendar) if isinstance(held, date) else "" if held is None else str(held)

    return Column(name, "", tip, name, width, value, _soft, extra=True)


def _moves(row: Row, show: Show) -> str:
    return str(row.revisions) if row.revisions else ""


COLUMNS: Final = (
    Column("attention", N_("Attention"), N_("What the row needs, as a word"),
           "attention", 0,
           lambda row, show: word("attention", row.attention, lang()), _attention),
    Column("days", N_("Days"), N_("Days past the due date, or days since an unverified claim was reported"),
           "days_overdue", 6, _days, _attention, align="right"),
    Column("entity", N_("Entity"), N_("Who made the promise"),
           "entity_name", 12, _entity, _text, share=1, most=26),
    Column("due", N_("Due"), N_("The due date, or the printed words where no day is stated"),
           "due_on", days.WIDTH, _due, _due_style),
    Column("heading", N_("Measure"), N_("The heading of the measure that the promise is part of"),
           "measure", 22, _heading, _soft, share=1, most=40, least=150),
    Column("text", N_("Promise"), N_("The promise itself; before it the day of a next check that has come"),
           "text", 10, _promise, _text, share=7, most=10_000),
    Column("quantity", N_("n of m"), N_("How much is done of how much: 5/11"),
           "quantity_done", 7, _quantity, _text, align="right", least=100),
    Column("moves", N_("Moved"), N_("How many times the due date was revised"),
           "revisions", 5, _moves, _soft, align="right", least=130),
    Column("officer", N_("Officer"), N_("The officer in charge"),
           "officer", 8, lambda row, show: row.officer or "", _soft, least=100),
    Column("check", N_("Next check"), N_("The day on which to look again"),
           "next_check_on", days.WIDTH,
           lambda row, show: days.short(row.next_check_on, show.calendar), _soft, least=170),
    # Only where they are chosen.
    Column("status", "", N_("What somebody did: planned, in progress, reported, verified, returned, withdrawn"),
           "status", 10, _status, _soft, extra=True),
    _extra("original_due_on", N_("The first due date, which no revision changes"), days.WIDTH),
    _extra("reported_on", N_("The day on which the entity reported it done"), days.WIDTH),
    _extra("verified_on", N_("The day on which it was verified"), days.WIDTH),
    _extra("guidance_on", N_("The day of the guidance"), days.WIDTH),
    _extra("due_text", N_("The due date as the document prints it"), 16),
    _extra("recurrence", N_("How often it comes back"), 14),
    _extra("verified_by", N_("Who verified it"), 8),
    _extra("evidence", N_("What the verification rests on"), 16),
    _extra("item", N_("The printed number of the item of guidance"), 6),
    _extra("item_heading", N_("The heading of the item of guidance"), 22),
    _extra("case", N_("The case that the guidance is about"), 16),
    _extra("note", N_("The office's notes"), 24),
    _extra("source", N_("The document and passage that it was read from"), 24),
    _extra("key", N_("The record's key"), 24),
)  # fmt: skip
BY_ID: Final[Mapping[str, Column]] = {column.id: column for column in COLUMNS}


def layout(cells: int, wanted: Sequence[Wanted] = ()) -> tuple[Placed[Column], ...]:
    """The columns that a list `cells` wide shows, each with its place. Together they fill the width exactly."""
    if wanted and (own := _layout_of(cells, wanted)):
        return own
    chosen = [column for column in COLUMNS if cells >= column.least and not column.extra]
    widths = [_own(column) for column in chosen]
    left = cells - MARK - sum(widths) - GAP * (len(chosen) - 1)
    shares = {at: column.share for at, column in enumerate(chosen) if column.share}
    while left > 0 and shares:
        unit = max(1, left // sum(shares.values()))
        for at in list(shares):
            given = min(unit * shares[at], left, chosen[at].most - widths[at])
            widths[at] += given
            left -= given
            if widths[at] >= chosen[at].most:
                del shares[at]
    if left < 0:
        # A list narrower than its columns: the last ones are clipped, the first stay readable.
        widths[-1] = max(1, widths[-1] + left)
    return places(chosen, widths)


def _layout_of(cells: int, wanted: Sequence[Wanted]) -> tuple[Placed[Column], ...]:
    """A view's own columns as far as there is room; what is left over goes to the promise, or else to the last one."""
    chosen: list[Column] = []
    widths: list[int] = []
    left = cells - MARK
    for name, given in wanted:
        column = BY_ID.get(name)
        room = left - (GAP if chosen else 0)
        if column is None or column in chosen:
            continue
        if room < CUT:
            break
        width = min(given or _own(column), room)
        chosen.append(column)
        widths.append(width)
        left = room - width
    if not chosen:
        return ()
    sized = dict(wanted)
    wide = next((at for at, column in enumerate(chosen) if column.id == "text" and not sized["text"]), -1)
    widths[wide] += left
    return places(chosen, widths)


def resized(wanted: Sequence[Wanted], placed: Sequence[Placed[Column]], name: str, width: int) -> tuple[Wanted, ...]:
    """A view's columns with one of them `width` cells wide, within what is sensible; the others stay as they are drawn.

    A view without columns of its own gets those that are drawn. The promise goes on taking what is left over.
    """
    own = wanted or [(one.column.id, 0 if one.column.id == "text" else one.width) for one in placed]
    width = max(NARROWEST, min(width, WIDEST))
    return tuple((held, width if held == name else size) for held, size in own)


def edge(placed: Sequence[Placed[Column]], x: int) -> Placed[Column] | None:
    """The column whose right edge can be dragged at a cell of the heading: the gap behind it. The last one has none."""
    return next((one for one in placed[:-1] if 0 <= x - one.start - one.width < GAP), None)


def places(chosen: Sequence[C], widths: Sequence[int], start: int = MARK) -> tuple[Placed[C], ...]:
    """Columns side by side from cell `start` on, with a gap between them."""
    placed: list[Placed[C]] = []
    for column, width in zip(chosen, widths, strict=True):
        placed.append(Placed(column, start, width))
        start += width + GAP
    return tuple(placed)


def under(placed: Sequence[Placed[C]], x: int) -> C | None:
    """The column at a cell of the heading."""
    return next((one.column for one in placed if one.start <= x < one.start + one.width), None)


def _own(column: Column) -> int:
    if column.id == "attention":
        return max(text.width(word("attention", name, lang())) for name in ATTENTIONS)
    if column.id == "due":
        # Room for the marks of an inferred or an approximate date.
        return days.WIDTH + max(
            text.width(days.marks(inferred=own, approx=not own, lang=lang())) for own in (True, False)
        )
    return max(column.width, text.width(column.called) if column.width <= 10 else 0)


def arrowed(called: str, cells: int, descending: bool) -> str:
    """The heading of the column that is sorted by, with its arrow: the space between them gives way, then the name."""
    name = text.clip(called, cells - 1)
    return name + (" " if text.width(name) + 2 <= cells else "") + ("▾" if descending else "▴")


def head(placed: tuple[Placed[Column], ...], look: Look, sort: str, descending: bool) -> list[Segment]:
    """The heading line; the sorted column carries an arrow. `▴▾` are one cell wide in every terminal."""
    segments = [Segment(" " * MARK, look.head)]
    for at, place in enumerate(placed):
        sorted_here = place.column.sort == sort
        label = arrowed(place.column.called, place.width, descending) if sorted_here else place.column.called
        style = look.head + Style(bold=True) if sorted_here else look.head
        segments.append(Segment(text.fit(label, place.width, place.column.align), style))
        if at < len(placed) - 1:
            segments.append(Segment(" " * GAP, look.head))
    return segments


def line(row: Row, placed: tuple[Placed[Column], ...], show: Show, *, on: bool, marked: bool) -> list[Segment]:
    """One row as segments. The cursor's row (`on`) has its own ground, a marked one a star."""
    look = show.look
    extra = look.on if on else None

    def styled(style: Style) -> Style:
        return style if extra is None else style + extra

    # Neighbours of one style become one segment: a line is painted for what it has of these.
    pieces: list[tuple[str, Style]] = [("* " if marked else "  ", styled(look.mark))]
    for place in placed:
        column = place.column
        value = text.cell(column.value(row, show), place.width, column.align)
        style = styled(column.style(row, show))
        if pieces[-1][1] == style:
            pieces[-1] = (pieces[-1][0] + value + " " * GAP, style)
        else:
            pieces.append((value + " " * GAP, style))
    segments = [Segment(*piece) for piece in pieces[:-1]]
    segments.append(Segment(pieces[-1][0][:-GAP], pieces[-1][1]))
    return segments
