"""Brings listings to a worklist: the first window at once, the rest behind it, and what is about to be seen just ahead.

All reading happens in the app's readers. A newer listing always wins: what was still being read for the older one is
dropped and interrupted. The cursor keeps its row through every reading anew, and its place where the row has left.
"""

from __future__ import annotations

import sqlite3
from asyncio import Event, get_running_loop, wait_for
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from store.queries import Query
from store.rows import find
from tui.listing import WINDOW, Listing, Rows
from tui.reader import REST
from tui.start import DEEP, Opened, Start, place_of
from tui.widgets.worklist import Worklist

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.source import Store

# A key waits so long (seconds) for rows that it is about to show; then it paints without them and they follow.
PATIENCE: Final = 0.01
# So many handles are kept of orders that were left (eight bytes each).
KEPT: Final = 2_000_000
# The window comes so near to the last row known: the order that follows is wanted now.
NEAR: Final = 16


class Lister:
    """Fills one worklist. `settled` is called whenever what is known has grown."""

    def __init__(self, app: Followup, worklist: Worklist, settled: Callable[[], None]) -> None:
        self.app = app
        self.worklist = worklist
        self.settled = settled
        self.query = worklist.listing.query
        # Keys of which the first that is found takes the cursor when the record has been read anew.
        self.goals: tuple[str, ...] = ()
        # Orders that were left, so that going back to a view is at once; forgotten when the record changes.
        self._kept: dict[Query, Listing] = {}
        # The list whose whole order is being read.
        self._filling: Listing | None = None
        # What was asked for last.
        self._asked: Future[Any] | None = None
        worklist.fetch = self.fetch

    # --- opening ---

    def take(self, start: Start, begun: Callable[[Opened], None]) -> None:
        """Show the listing that was asked for before the screen stood; `begun` hears of it first."""

        def opened(read: Opened) -> None:
            begun(read)
            self.query = read.found.query
            # From the first row where the cursor is seen so, else with as much above it as below.
            page = self.worklist.page
            self._show(read.listing, read.cursor, read.cursor if read.cursor < page else page // 2)
            self.app.pressed = monotonic()
            if start.deep and start.key is not None:
                self._seek(read.listing, start.key)

        self._when(start.read, opened, wait=0.05)

    def open(self, query: Query, key: str | None = None, index: int = 0) -> None:
        """Show another listing, with the cursor on a key, or else at a place."""
        self.query = query
        self.goals = ()
        left = self.worklist.listing
        # What is about to be read anew must not be shown again as it was.
        rows = Rows() if left.dropped else left.rows
        self._leave(left)
        kept = self._kept.get(query)
        if kept is not None and (kept.complete or index + WINDOW <= len(kept.head)):
            self._back_to(kept, key, index)
            return
        listing = Listing(query, rows)
        deep = index > DEEP
        limit = WINDOW if deep else index + WINDOW

        def peek() -> None:
            self.worklist.call_later(self._peek, listing)

        def read(connection: sqlite3.Connection) -> int:
            store = self.app.store(connection)
            listing.begin(store, limit, peek)
            return place_of(connection, store, listing, key, index)

        self.app.back.drop("end")
        self.app.back.drop("fill")
        asked = self.app.front.ask(read, "list")
        self._when(asked, lambda cursor: self._show(listing, cursor, None), wait=PATIENCE)
        if deep and key is not None:
            self._seek(listing, key)

    def _leave(self, listing: Listing) -> None:
        """Keep an order as far as it is known, unless it is about to be read anew, and stop reading it."""
        if listing.dropped or not listing.begun:
            listing.dropped = True
            return
        if not listing.complete:
            listing.dropped = True
            listing = listing.again()
        self._kept[listing.query] = listing
        while sum(len(kept.head) for kept in self._kept.values()) > KEPT and len(self._kept) > 1:
            del self._kept[next(iter(self._kept))]

    def _back_to(self, listing: Listing, key: str | None, index: int) -> None:
        """Show an order that was kept; its rows are read as they are seen."""
        self.app.front.drop("list")
        index = max(0, min(index, len(listing) - 1))

        def read(connection: sqlite3.Connection) -> int:
            store = self.app.store(connection)
            self._read(connection, listing, listing.wanted(index - WINDOW, index + WINDOW))
            row = listing.row(index)
            return index if row is None or row.key == key else place_of(connection, store, listing, key, index)

        self._when(self.app.front.ask(read, "list"), lambda at: self._show(listing, at, None), wait=PATIENCE)

    def _peek(self, listing: Listing) -> None:
        """A slow search has found its first rows."""
        if not self.app.is_running:
            return
        if listing.query == self.query and self.worklist.listing is not listing:
            self.worklist.show(listing, 0, 0)
            self.settled()
        elif self.worklist.listing is listing:
            self.worklist.grown()
            self.settled()

    def _show(self, listing: Listing, cursor: int, offset: int | None) -> None:
        if listing.query != self.query:
            return
        self.worklist.show(listing, cursor, offset)
        self.settled()
        # The background would take the processor from the paint.
        self.worklist.call_after_refresh(self._follow, listing)

    def _follow(self, listing: Listing) -> None:
        """Learn the end in the background, and the whole order once no key is pressed for a moment."""
        if listing.complete or listing.dropped:
            return
        if not listing.query.told:
            # Of rows that hold words the end is not known before the whole is, and that waits for a rest.
            store = self.app.store
            self._when(self.app.back.ask(lambda connection: listing.end(store(connection)), "end"), self._grown)
        self._at_rest(listing)

    def _at_rest(self, listing: Listing) -> None:
        """Read the whole order as soon as the keys rest: it would take the processor from them."""

        def look() -> None:
            if self.app.resting:
                self.whole(listing)
            elif self.worklist.listing is listing:
                self._at_rest(listing)

        self.worklist.set_timer(REST, look)

    def whole(self, listing: Listing, then: Callable[[Listing], None] | None = None) -> None:
        """Read the whole order of the list that is shown now; `then` is called when it is there."""
        if self.worklist.listing is not listing or listing.dropped:
            return
        if listing.complete:
            if then is not None:
                then(listing)
            return
        if self._filling is not listing or then is not None:
            self._filling = listing
            store = self.app.store

            def filled(read: Listing) -> None:
                self._grown(read)
                if then is not None and read.complete and self.worklist.listing is read:
                    then(read)

            self._when(self.app.back.ask(lambda connection: listing.fill(store(connection)), "fill"), filled)

    def _grown(self, listing: Listing) -> None:
        if self.worklist.listing is listing:
            self.worklist.grown()
            self.settled()

    def _seek(self, listing: Listing, key: str) -> None:
        """Go to a key deep down once the whole order is there, unless the cursor has been moved meanwhile."""

        def read(connection: sqlite3.Connection) -> int:
            store = self.app.store(connection)
            return place_of(connection, store, listing.fill(store), key, -1)

        def arrived(place: int) -> None:
            if self.worklist.listing is listing and self.worklist.cursor == 0 and place > 0:
                self.worklist.grown()
                self.worklist.go(place)

        self._when(self.app.back.ask(read), arrived)

    # --- reading ahead ---

    def fetch(self, start: int, stop: int) -> None:
        """Read the rows of these places, waiting a moment for them, and a page around them without waiting."""
        listing = self.worklist.listing
        if not listing.complete and stop > len(listing.head) - NEAR and start < len(listing.head):
            self.whole(listing)
        handles = listing.wanted(start, stop)
        if handles:
            asked = self.app.front.ask(lambda connection: self._read(connection, listing, handles), "page")
            self._when(asked, self._grown, wait=PATIENCE)
        page = stop - start
        ahead = listing.wanted(start - page, start) + listing.wanted(stop, stop + page)
        if ahead:
            self.app.front.ask(lambda connection: self._read(connection, listing, ahead), "ahead")

    def _read(self, connection: sqlite3.Connection, listing: Listing, handles: list[int]) -> Listing:
        listing.rows.put(self.app.store(connection).rows(handles))
        return listing

    # --- reading anew ---

    def follow(self, keys: tuple[str, ...]) -> None:
        """Read anew with the cursor on the first of these keys that the list has; else it keeps its row or its place.

        The keys are looked for until one is found, the cursor is moved or another list is opened: the row of a record
        that did not stand on an earlier day is found again on the way back.
        """
        self.goals = keys
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown anew, because the store or the day has changed; the cursor keeps its row or its place."""
        worklist = self.worklist
        old = worklist.listing
        old.dropped = True
        self._kept.clear()
        fresh = Rows()
        listing = Listing(self.query, fresh)
        cursor, handle = worklist.cursor, worklist.handle
        offset = cursor - worklist.top
        deep = cursor > DEEP
        # Told apart from a first reading, which must not wait for the background.
        limit = cursor + worklist.page + WINDOW
        store_of = self.app.store
        seen = [h for i in range(worklist.top, worklist.top + worklist.page) if (h := old.handle(i)) is not None]
        front = self.app.front
        goals, sought = self.goals, list[int]()

        def read(connection: sqlite3.Connection) -> Listing:
            front.seen()
            store = self.app.store(connection)
            found = (find(connection, key, store.as_of, store.soon_days) for key in goals)
            sought.extend(row.handle for row in found if row is not None)
            if deep:
                fresh.put(store.rows(seen))
            else:
                listing.begin(store, limit)
            return listing

        def whole(connection: sqlite3.Connection) -> Listing:
            return listing.fill(self.app.store(connection))

        def swap(read_anew: Listing) -> None:
            now = worklist.listing
            # A list that was opened meanwhile stays, unless it was read before what is read anew.
            if self.query != read_anew.query or (now is not old and now.began >= read_anew.began):
                return
            goal = next((at for one in sought if (at := read_anew.index(one)) is not None), None)
            if goal is not None and goals == self.goals:
                self.goals = ()
                self._show(read_anew, goal, goal if goal < worklist.page else None)
                return
            kept = None if handle is None else read_anew.index(handle)
            beside = old.handle(cursor + 1)
            next_one = None if beside is None else read_anew.index(beside)
            if kept is not None and next_one is not None and abs(kept - next_one) > worklist.page:
                # The row itself has left for another class: the one that followed it takes its place.
                kept = next_one
            moved = worklist.cursor != cursor
            at = worklist.cursor if moved else cursor if kept is None else kept
            # A window that stood at the top stays there, so that no row slips out above it.
            at_top = worklist.top == 0 and at < worklist.page
            self._show(read_anew, at, at if at_top else None if moved else offset)
            if sought and goals == self.goals and not read_anew.complete:
                self._when(self.app.back.ask(lambda connection: _first(read_anew, store_of(connection), sought)), reach)

        def reach(place: int | None) -> None:
            if place is not None and goals == self.goals:
                self.goals = ()
                worklist.grown()
                worklist.go(place)

        def shown(read_anew: Listing) -> None:
            if not deep:
                swap(read_anew)
            elif worklist.listing is old:
                old.rows = fresh
                worklist.redraw()
                self._when(self.app.back.ask(whole, "fill"), swap)

        self.app.back.drop("end")
        self._when(front.ask(read, "list"), shown, wait=PATIENCE)

    # --- waiting ---

    async def arrival(self, seconds: float) -> None:
        """Wait at most so long for the rows that were asked for last; the screen's thread goes on meanwhile."""
        asked = self._asked
        if asked is None or asked.done():
            return
        loop, there = get_running_loop(), Event()
        asked.add_done_callback(lambda _done: loop.call_soon_threadsafe(there.set))
        with suppress(TimeoutError):
            await wait_for(there.wait(), seconds)

    def _when(self, asked: Future[Any], then: Callable[[Any], None], wait: float = 0.0) -> None:
        """Call `then` with the result in the screen's own thread: at once if it is there within `wait` seconds."""
        if wait:
            self._asked = asked
            try:
                result = asked.result(timeout=wait)
            except Late:
                pass
            except CancelledError:
                return
            except Exception as error:
                self.app.failed(error)
                return
            else:
                then(result)
                return
        self.app.when(asked, then, self.worklist)


def _first(listing: Listing, store: Store, handles: list[int]) -> int | None:
    """The place of the first of these handles that the whole list has."""
    listing.fill(store)
    return next((place for one in handles if (place := listing.index(one)) is not None), None)
