"""The first screen: what needs attention, in triage order, with the whole story of the row under the cursor.

The story stands beside the list where the terminal is wide, under it where it is tall, and on demand (Enter) where it
is small. It is read when the cursor rests, so that it never delays a key.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import events
from textual.timer import Timer
from textual.widget import Widget

from store.rows import Row, find
from store.words import word
from tui.i18n import _, lang
from tui.keys import Here
from tui.lister import Lister
from tui.screens.moving import Moving
from tui.screens.room import Chosen, Room
from tui.start import Opened, Start
from tui.views import DEFAULT, Found
from tui.widgets.columns import COLUMNS, Show
from tui.widgets.document import Document
from tui.widgets.summary import Heading, Summary
from tui.widgets.worklist import Worklist

if TYPE_CHECKING:
    from store.story import Story
    from tui.widgets.filterline import FilterLine

WIDE: Final = 150
TALL: Final = 32
# The cursor rests when it has not moved for so long (seconds).
REST: Final = 0.08


class Triage(Moving, Room):
    """The worklist and its detail."""

    room = "triage"

    def __init__(self, start: Start, found: Found) -> None:
        super().__init__()
        self._start = start
        self._found = found
        self._resting: Timer | None = None
        self._told: str | None = None
        self._line: FilterLine | None = None
        self._searched = ""
        self._full = False

    def middle(self) -> Iterable[Widget]:
        """The list and the detail."""
        self._arrange()
        show = Show(self.desk.state.calendar, self.desk.look, self.desk.as_of)
        yield Worklist(show)
        yield Document(self.desk.look, _("Detail"))

    def on_mount(self) -> None:
        """Show the first rows; everything else comes after them."""
        self.lister = Lister(self.desk, self.worklist, self._settled)
        self.worklist.empty = _(self.desk.view.empty)
        self.lister.take(self._start, self._begun)
        self.call_after_refresh(self._after_first_paint)

    def _begun(self, opened: Opened) -> None:
        """The first listing is there, with the filter that was left."""
        self.desk.learn(opened.entities)
        self._found = opened.found
        self._searched = self.desk.place.filter

    def _after_first_paint(self) -> None:
        self.desk.count()
        self._rest()

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
        return self.desk.heading(self.room, filter_text=self.desk.place.filter, place=place, chosen=chosen)

    def here(self) -> Here:
        """The row under the cursor, and whether the list or the detail has the keys."""
        worklist = self.worklist
        row = worklist.row
        return self.desk.here(
            place="detail" if self.in_detail else "list",
            kind=row.kind if row else None,
            status=row.status if row else None,
            recurring=bool(row and row.recurrence),
            rows=len(worklist.listing),
            marked=len(worklist.marks),
            filtered=bool(self.desk.place.filter or self._searched),
            home=not (
                self.in_detail
                or self._line
                or self.desk.place.filter
                or worklist.marks
                or self.desk.place.sort
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
        self._rest()

    def follow(self, keys: tuple[str, ...]) -> None:
        """Read anew, with the cursor on the first of these records that the list has."""
        self._anew()
        self.lister.follow(keys)
        self._rest()

    def _anew(self) -> None:
        """Another day changes what a view asks for and which checks are due."""
        self._told = None
        found = self.desk.found()
        if found.query != self._found.query:
            self._found = found
            self.lister.query = found.query
        self.worklist.restyle(Show(self.desk.state.calendar, self.desk.look, self.desk.as_of))

    def restyled(self) -> None:
        """Other colours or another calendar."""
        self.worklist.restyle(Show(self.desk.state.calendar, self.desk.look, self.desk.as_of))
        self.detail.restyle(self.desk.look)
        self._told = None
        self._rest()

    def _settled(self) -> None:
        """The list knows more than before."""
        self._remember()
        self.tell()
        row = self.worklist.row
        if (row.key if row else None) != self._told:
            self._rest()

    # --- the list ---

    def on_worklist_moved(self) -> None:
        """Another row: its story when the cursor rests."""
        self.lister.goals = ()
        self._remember()
        self.tell()
        self._rest()

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

    def on_summary_chosen(self, message: Summary.Chosen) -> None:
        """A click on a count shows its rows; once more, all rows."""
        self.open_view("all", "" if self._found.query.attentions == (message.attention,) else f"is:{message.attention}")

    def open_view(self, view: str, filter_text: str | None = None) -> None:
        """Go to a saved view, at the place where it was left."""
        self._remember()
        self.desk.state.view = view
        place = self.desk.place
        if filter_text is not None and filter_text != place.filter:
            place.filter, place.key, place.index = filter_text, None, 0
        self.worklist.empty = _(self.desk.view.empty)
        self._open(place.key, place.index)

    def _open(self, key: str | None, index: int) -> None:
        self._found = self.desk.found()
        if self.desk.place.filter:
            self._searched = self.desk.place.filter
            self.worklist.empty = self._found.hint or _("Nothing is found. Esc takes the filter back.")
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
            self.say(_("Sorted by {column}; Esc or 6 goes back to triage order.").format(
                column=word("field", sort, lang())))  # fmt: skip
        else:
            self.say(_("In triage order."))

    def _remember(self) -> None:
        row = self.worklist.row
        if row is not None and self.worklist.listing.query == self._found.query:
            place = self.desk.place
            place.key, place.index = row.key, self.worklist.cursor

    # --- the story ---

    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        if self.detail.display:
            self._resting = self.set_timer(REST, self._tell_story)

    def _tell_story(self) -> None:
        row = self.worklist.row
        if row is None:
            self._told = None
            self.detail.put((), _("Detail"))
            return
        if row.key == self._told:
            return
        key, as_of = row.key, self.desk.as_of

        def read(connection: sqlite3.Connection) -> tuple[Row | None, Story | None]:
            from store.story import story

            return find(connection, key, as_of, self.desk.config.soon_days), story(connection, key, as_of)

        self.desk.when(self.desk.front.ask(read, "story"), self._show_story, self)

    def _show_story(self, read: tuple[Row | None, Story | None]) -> None:
        from tui.story import Told, blocks

        row, told = read
        current = self.worklist.row
        if told is None or current is None or current.key != told.key:
            return
        keep = self._told is None and self.in_detail
        self._told = told.key
        told_on = Told(self.desk.state.calendar, self.desk.as_of)
        self.detail.put(blocks(told, row, told_on), _("Detail"), keep=keep)

    # --- the layout ---

    def on_resize(self, event: events.Resize) -> None:
        """Beside, under, or on demand."""
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.app.size
        wanted = {
            "-wide": width >= WIDE and not self._full,
            "-tall": width < WIDE and height >= TALL and not self._full,
            "-full": self._full,
        }
        if any(self.has_class(name) != on for name, on in wanted.items()):
            for name, on in wanted.items():
                self.set_class(on, name, update=self.is_mounted)

    def _fill(self, full: bool) -> None:
        self._full = full
        self._arrange()
        self._enter(full)
        self.call_after_refresh(self._rest)

    def _enter(self, detail: bool) -> None:
        """Give the keys to the detail, or back to the list."""
        self.in_detail = detail
        self.detail.activate(detail)
        self.tell()

    # --- keys: in and out ---

    def action_into(self) -> None:
        """Into the detail; once more, all of the screen for it."""
        if self.worklist.row is None:
            self.say(_("There is no row under the cursor."), "warn")
        elif self.detail.display and not self.in_detail:
            self._enter(detail=True)
        elif not self._full:
            self._fill(full=True)

    def action_out(self) -> None:
        """Out of the filter line, the full screen, the detail, the filter, the marks: one at a time."""
        if self._line is not None and self._line.has_focus_within:
            self._close_line()
            self.open_view(self.desk.state.view, "")
        elif self._full:
            self._fill(full=False)
        elif self.in_detail:
            self._enter(detail=False)
        elif self.desk.place.filter:
            self.open_view(self.desk.state.view, "")
        elif self.worklist.marks:
            self.action_unmark()
        elif self.desk.place.sort:
            self._sort("", descending=False)
        else:
            self.open_view(DEFAULT)

    def action_back(self) -> None:
        """Back, or out of the program."""
        if self.in_detail:
            self.action_out()
        else:
            self.desk.leave()

    # --- keys: the detail ---

    def action_section(self) -> None:
        """To the next section of the detail."""
        self.detail.section(1)

    def action_section_back(self) -> None:
        """To the section before."""
        self.detail.section(-1)

    def action_source(self) -> None:
        """The passage that the row was read from: in the document that was kept, else in the detail."""
        row = self.worklist.row
        if row is not None:
            from tui.acts.sourcing import show

            self.desk.run_worker(show(self.desk, row.key, self._beside_source), group="source", exclusive=True)

    def _beside_source(self) -> None:
        if not self.in_detail:
            self.action_into()
        self.call_after_refresh(self._to_source)

    def _to_source(self) -> None:
        self.detail.find_heading(word("field", "source", lang()))

    # --- keys: finding ---

    async def action_filter(self) -> None:
        """The filter line."""
        from tui.widgets.filterline import FilterLine

        if self._full:
            self._fill(full=False)
        if self._line is None:
            self._line = FilterLine(self.desk.place.filter)
            self.add_class("-typing")
            await self.mount(self._line, before=self.footer)
        self._line.begin()
        self.say(_("Words, !not, entity: is: due:<2024-04 officer:me    Enter keeps the filter, Esc takes it back"))

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Filter as it is typed."""
        message.stop()
        if message.text == self.desk.place.filter:
            return
        place = self.desk.place
        place.filter, place.key, place.index = message.text, None, 0
        self.footer.hush()
        self._open(None, 0)

    def on_filter_line_kept(self, message: FilterLine.Kept) -> None:
        """Back to the list, filtered."""
        message.stop()
        self._close_line()
        self.footer.hush()
        if self._found.hint is not None:
            self.say(self._found.hint, "warn")

    def _close_line(self) -> None:
        if self._line is not None:
            self.remove_class("-typing")
            self._line.remove()
            self._line = None
        self.set_focus(None)

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
        names = ["", *(column.sort for column in COLUMNS)]
        at = names.index(self.desk.place.sort) if self.desk.place.sort in names else 0
        self._sort(names[(at + 1) % len(names)], descending=False)

    def action_turn(self) -> None:
        """Turn the order round."""
        place = self.desk.place
        if place.sort:
            self._sort(place.sort, descending=not place.descending)
        else:
            self.say(_("The triage order has one direction; < sorts by a column."), "warn")
