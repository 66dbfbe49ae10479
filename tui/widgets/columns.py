"""The worklist's columns: which of them fit a width, and one row as the pieces of a line. Cells, never characters.

Columns stand in the order of `COLUMNS`; each appears from a width on, and two of them share what is left over. The
widths are those of the language's own words, so that nothing is wider than it must be.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

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


class Show(NamedTuple):
    """What a cell needs beside its row."""

    calendar: Calendar
    look: Look
    # The day that is shown: a row whose next check is due by then says so.
    as_of: date | None = None


class Column(NamedTuple):
    """One column. `width` in cells; `share` of what is left over, up to `most`; shown from a list `least` wide on.

    `head` and `tip` are message ids. `sort` is the name of ROW_FIELDS by which a click on the heading sorts.
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


class Placed(NamedTuple):
    """A column at its place: from cell `start`, `width` cells wide."""

    column: Column
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
)  # fmt: skip


def layout(cells: int) -> tuple[Placed, ...]:
    """The columns that a list `cells` wide shows, each with its place. Together they fill the width exactly."""
    chosen = [column for column in COLUMNS if cells >= column.least]
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
    placed: list[Placed] = []
    start = MARK
    for column, width in zip(chosen, widths, strict=True):
        placed.append(Placed(column, start, width))
        start += width + GAP
    return tuple(placed)


def _own(column: Column) -> int:
    if column.id == "attention":
        return max(text.width(word("attention", name, lang())) for name in ATTENTIONS)
    if column.id == "due":
        # Room for the marks of an inferred or an approximate date.
        return days.WIDTH + max(
            text.width(days.marks(inferred=own, approx=not own, lang=lang())) for own in (True, False)
        )
    return max(column.width, text.width(_(column.head)) if column.width < 10 else 0)


def head(placed: tuple[Placed, ...], look: Look, sort: str, descending: bool) -> list[Segment]:
    """The heading line; the sorted column carries an arrow. `▴▾` are one cell wide in every terminal."""
    segments = [Segment(" " * MARK, look.head)]
    for at, place in enumerate(placed):
        sorted_here = place.column.sort == sort
        label = _(place.column.head) + ((" ▾" if descending else " ▴") if sorted_here else "")
        style = look.head + Style(bold=True) if sorted_here else look.head
        segments.append(Segment(text.fit(label, place.width, place.column.align), style))
        if at < len(placed) - 1:
            segments.append(Segment(" " * GAP, look.head))
    return segments


def line(row: Row, placed: tuple[Placed, ...], show: Show, *, on: bool, marked: bool) -> list[Segment]:
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
