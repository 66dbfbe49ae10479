"""The first screen: what needs attention, in triage order, with the whole story of the row under the cursor.

The story stands beside the list where the terminal is wide, under it where it is tall, and on demand (Enter) where it
is small. It is read when the cursor rests, so that it never delays a key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from textual.widget import Widget

from store.words import word
from tui.i18n import _, lang
from tui.keys import Here, keyed
from tui.lister import Lister
from tui.screens.beside import Beside
from tui.screens.marking import Marking
from tui.screens.narrowing import Narrowing
from tui.screens.room import Chosen, Room
from tui.start import Opened, Start
from tui.views import DEFAULT, Found
from tui.widgets.columns import BY_ID, Show, Wanted, resized
from tui.widgets.document import Document
from tui.widgets.summary import Heading, Summary
from tui.widgets.worklist import Worklist

# A letter's frame waits so long (seconds) for the first rows that it finds.
AT_ONCE: Final = 0.01


class Triage(Beside, Marking, Narrowing, Room):
    """The worklist and its detail."""

    room = "triage"

    def __init__(self, start: Start, found: Found) -> None:
        super().__init__()
        self._start = start
        self._found = found
        self._searched = ""
        # The filter with which the board of entities led here: Esc leads back there.
        self.from_board: str | None = None

    def middle(self) -> Iterable[Widget]:
        """The list and the detail."""
        self.lay_out()
        yield Worklist(self._shown())
        yield Document(self.desk.look, _("Detail"))

    @property
    def columns(self) -> tuple[Wanted, ...]:
        """The columns of the view in use; empty where they are the usual ones."""
        return tuple(self.desk.place.columns) or self.desk.view.columns

    def _shown(self) -> Show:
        return Show(self.desk.state.calendar, self.desk.look, self.desk.as_of, self.columns)

    def on_mount(self) -> None:
        """Show the first rows; everything else comes after them."""
        self.lister = Lister(self.desk, self.worklist, self._settled)
        self.worklist.empty = keyed(_(self.desk.view.empty))
        self.lister.take(self._start, self._begun)
        self.call_after_refresh(self._after_first_paint)

    def _begun(self, opened: Opened) -> None:
        """The first listing is there, with the filter that was left."""
        self.desk.learn(opened.entities)
        self._found = opened.found
        self._searched = self.desk.place.filter

    def _after_first_paint(self) -> None:
        self.desk.count()
        self.rest()

    # --- what the room answers ---

    def heading(self) -> Heading:
        """The top, with the place in the list."""
        found = self.query(Worklist)
        place = ""
        if found:
            worklist = found.first()
            count = len(worklist.listing)
            place = f"{worklist.cursor + 1:,}/{count:,}" if count else "0"
            if worklist.marks:
                place += "  " + _("{n} marked").format(n=f"{len(worklist.marks):,}")
        chosen = self._found.query.attentions
        words = self.desk.place.filter
        steps = (self.desk.view.called, f"/{words}" if words else "", _("Detail") if self.in_detail else "")
        crumbs = tuple(step for step in steps if step)
        return self.desk.heading(self.room, filter_text=words, place=place, chosen=chosen, crumbs=crumbs)

    def here(self) -> Here:
        """The row under the cursor, and whether the list or the detail has the keys."""
        worklist = self.worklist
        row = worklist.row
        return self.desk.here(
            full=self.full,
            place="detail" if self.in_detail else "list",
            kind=row.kind if row else None,
            status=row.status if row else None,
            recurring=bool(row and row.recurrence),
            rows=len(worklist.listing),
            marked=len(worklist.marks),
            filtered=bool(self.desk.place.filter or self._searched),
            home=not (
                self.in_detail
                or self.typing
                or self.has_class("-greeting")
                or self.desk.place.filter
                or worklist.marks
                or self.desk.place.sort != self.desk.view.sort
                or self.desk.state.view != DEFAULT
            ),
        )

    async def chosen(self) -> Chosen:
        """The marked rows in the list's order, or the row under the cursor."""
        worklist = self.worklist
        if not worklist.marks:
            row = worklist.row
            return Chosen(row.kind, (row.key,), (row,)) if row else Chosen(None, ())
        listed = [handle for handle in worklist.listing.head if handle in worklist.marks]
        wanted = listed + sorted(worklist.marks.difference(listed))
        rows = tuple(await self.desk.ask(lambda connection: self.desk.store(connection).rows(wanted)))
        kinds = {row.kind for row in rows}
        return Chosen(kinds.pop() if len(kinds) == 1 else None, tuple(row.key for row in rows), rows, marked=True)

    def refreshed(self) -> None:
        """The store or the day has changed."""
        self._anew()
        self.lister.refresh()
        self.rest()

    def follow(self, keys: tuple[str, ...]) -> None:
        """Read anew, with the cursor on the first of these records that the list has."""
        self._anew()
        self.lister.follow(keys)
        self.rest()

    def _anew(self) -> None:
        """Another day changes what a view asks for and which checks are due."""
        self._told = None
        found = self.desk.found()
        if found.query != self._found.query:
            self._found = found
            self.lister.query = found.query
        self.worklist.restyle(self._shown())

    def restyled(self) -> None:
        """Other colours or another calendar."""
        self.worklist.restyle(self._shown())
        self.detail.restyle(self.desk.look)
        for welcome in self.query("Welcome"):
            welcome.restyle(self.desk.look)  # type: ignore[attr-defined]
        self.tell_anew()

    def _settled(self) -> None:
        """The list knows more than before."""
        self.keep_place()
        self.tell()
        row = self.worklist.row
        if (row.key if row else None) != self._told:
            self.rest()

    def subject(self) -> tuple[str, str] | None:
        """The row under the cursor."""
        row = self.worklist.row
        return (row.key, row.kind) if row is not None else None

    @property
    def worklist(self) -> Worklist:
        """The list."""
        return self.query_one(Worklist)

    @property
    def steps(self) -> Worklist:
        """What the keys move in."""
        return self.worklist

    # --- the list ---

    def on_worklist_moved(self) -> None:
        """Another row: its story when the cursor rests."""
        self.lister.goals = ()
        self.keep_place()
        self.tell()
        self.rest()

    async def on_worklist_entered(self) -> None:
        """A double click opens."""
        await self.action_press("into")

    def on_worklist_sorted(self, message: Worklist.Sorted) -> None:
        """A click on a heading sorts by it, a second one turns the order, a third goes back to triage order."""
        place = self.desk.place
        if place.sort != message.sort:
            self._sort(message.sort, descending=False)
        elif not place.descending:
            self._sort(message.sort, descending=True)
        else:
            self._sort("", descending=False)

    def on_worklist_sized(self, message: Worklist.Sized) -> None:
        """The edge of a heading is dragged: the view keeps the width."""
        place = self.desk.place
        place.columns = list(resized(self.columns, self.worklist.placed, message.column, message.width))
        self.worklist.restyle(self._shown())
        width = dict(place.columns).get(message.column, 0)
        self.say(f"{BY_ID[message.column].called}  " + _("{n} cells").format(n=width))
        if message.done:
            self.desk.remember()

    def on_summary_chosen(self, message: Summary.Chosen) -> None:
        """A click on a count shows its rows; once more, all rows."""
        self.open_view("all", "" if self._found.query.attentions == (message.attention,) else f"is:{message.attention}")

    def open_view(self, view: str, filter_text: str | None = None, key: str | None = None) -> None:
        """Go to a saved view, at the place where it was left, or with the cursor on the row of `key`."""
        self.keep_place()
        columns = self.columns
        self.desk.state.view = view
        place = self.desk.place
        if self.columns != columns:
            self.worklist.restyle(self._shown())
        if filter_text is not None and filter_text != place.filter:
            place.filter, place.key, place.index = filter_text, None, 0
        place.key = key or place.key
        self.worklist.empty = keyed(_(self.desk.view.empty))
        self._open(place.key, place.index)

    def _open(self, key: str | None, index: int) -> None:
        self._found = self.desk.found()
        if self.desk.place.filter:
            self._searched = self.desk.place.filter
            self.worklist.empty = self._found.hint or keyed(_("Nothing is found. {key:out} takes the filter back."))
        self.lister.open(self._found.query, key, index)
        if self._found.hint is not None:
            self.say(self._found.hint)
        self.tell()

    def _sort(self, sort: str, *, descending: bool) -> None:
        place = self.desk.place
        row = self.worklist.row
        place.sort, place.descending = sort, descending
        self._open(row.key if row else None, 0)
        if sort:
            said = _("Sorted by {column}; {key:out} or {key:view_all} goes back to triage order.")
            self.say(keyed(said, column=word("field", sort, lang())))
        else:
            self.say(_("In triage order."))

    def keep_place(self) -> None:
        """Remember the row and the place of the cursor in the view in use."""
        row = self.worklist.row
        if row is not None and self.worklist.listing.query == self._found.query:
            place = self.desk.place
            place.key, place.index = row.key, self.worklist.cursor

    # --- keys: in and out ---

    def action_into(self) -> None:
        """Into the detail; once more, all of the screen for it."""
        if self.worklist.row is None:
            self.say(_("There is no row under the cursor."), "warn")
        elif self.detail.display and not self.in_detail:
            self.enter(detail=True)
        elif not self.full:
            self.enter(detail=True, full=True)

    def action_out(self) -> None:
        """Out of the filter line, the detail, the filter, the marks, the order: one at a time."""
        if self.leave_line():
            return
        greeted = self.has_class("-greeting") and not self.in_detail
        if greeted:
            # The first run's lines go with the first step back, and are a step of their own where there is no other.
            from tui.widgets.welcome import farewell

            farewell(self.desk)
        if self.in_detail:
            self.enter(detail=False)
        elif self.desk.place.filter:
            came_from_board = self.desk.place.filter == self.from_board
            self.from_board = None
            self.open_view(self.desk.state.view, "")
            if came_from_board:
                self.desk.show_room("board")
        elif self.worklist.marks:
            self.action_unmark()
        elif self.desk.place.sort != self.desk.view.sort:
            self._sort(self.desk.view.sort, descending=self.desk.view.descending)
        elif not greeted:
            self.open_view(DEFAULT)

    def action_back(self) -> None:
        """Back, or out of the program."""
        if self.in_detail:
            self.action_out()
        else:
            self.desk.leave()

    # --- keys: finding ---

    @property
    def words(self) -> str:
        """The filter of the view in use."""
        return self.desk.place.filter

    def narrow(self, words: str) -> None:
        """Filter by other words, from the first row."""
        place = self.desk.place
        place.filter, place.key, place.index = words, None, 0
        self.worklist.empty = keyed(_(self.desk.view.empty))
        self._open(None, 0)

    async def found_at_once(self) -> None:
        """Wait a moment for the first rows: a frame without them would only put theirs off."""
        await self.lister.arrival(AT_ONCE)

    def unread(self) -> str | None:
        """What there is to say about the filter."""
        return self._found.hint

    async def action_filter(self) -> None:
        """The filter line, under the list."""
        if self.full:
            self.enter(detail=False)
        await super().action_filter()

    def action_next_hit(self) -> None:
        """To the next row that the last filter finds."""
        self._hit(1)

    def action_prev_hit(self) -> None:
        """To the row before."""
        self._hit(-1)

    def _hit(self, step: int) -> None:
        listing = self.worklist.listing
        if self.desk.place.filter:
            count = max(1, len(listing))
            self.worklist.go((self.worklist.cursor + step) % count)
            return
        query = self.desk.found(replace(self.desk.place, filter=self._searched)).query
        cursor = self.worklist.cursor

        def read(connection: sqlite3.Connection) -> int | None:
            hits = set(self.desk.store(connection).handles(query))
            count = len(listing.head)
            places = ((cursor + step * far) % count for far in range(1, count + 1))
            return next((place for place in places if listing.head[place] in hits), None)

        def arrived(place: int | None) -> None:
            if place is None:
                self.say(_("Nothing here is found by {words}.").format(words=self._searched), "warn")
            else:
                self.worklist.go(place)

        self.desk.when(self.desk.back.ask(read, "hits"), arrived, self)

    def action_sort(self) -> None:
        """Sort by the next column."""
        names = ["", *(place.column.sort for place in self.worklist.placed)]
        at = names.index(self.desk.place.sort) if self.desk.place.sort in names else 0
        self._sort(names[(at + 1) % len(names)], descending=False)

    def action_turn(self) -> None:
        """Turn the order round."""
        place = self.desk.place
        if place.sort:
            self._sort(place.sort, descending=not place.descending)
        else:
            self.say(keyed(_("The triage order has one direction; {key:sort} sorts by a column.")), "warn")
