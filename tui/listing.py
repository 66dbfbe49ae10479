"""What the worklist knows of its rows: the order by handle, known from both ends, and the rows read so far.

The first window comes at once, the last one by a query from the end, the whole order in the background; until that is
there, a place in the middle has no handle yet. Nothing here knows the screen.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from time import monotonic
from typing import Final, Protocol

from store.queries import Query
from store.rows import Row

# A window that fills any screen, and how many handles are taken over at a time in the background.
WINDOW: Final = 64
CHUNK: Final = 4096
# How many rows are kept; beyond that the oldest are forgotten.
KEPT: Final = 3000


class Source(Protocol):
    """Where handles and rows come from: store.queries over a connection, or synthetic rows in tests."""

    def handles(
        self,
        query: Query,
        limit: int | None = None,
        reverse: bool = False,
        partly: Callable[[list[int]], None] | None = None,
    ) -> Iterator[int]:
        """Handles in worklist order, or from its end; `partly` is told the first ones where the rest takes long."""

    def rows(self, handles: Sequence[int]) -> list[Row]:
        """The rows of these handles, in order, vanished ones left out."""

    def total(self, query: Query) -> int:
        """How many rows the query has."""

    def version(self) -> int:
        """A number that changes with the store."""


class Rows:
    """The rows read so far, by handle; shared by all listings of one state of the store."""

    def __init__(self, kept: int = KEPT) -> None:
        self._rows: dict[int, Row] = {}
        self._kept = kept

    def get(self, handle: int) -> Row | None:
        """The row, None where it has not been read."""
        return self._rows.get(handle)

    def put(self, rows: Iterable[Row]) -> None:
        """Keep rows."""
        for row in rows:
            self._rows[row.handle] = row
        excess = len(self._rows) - self._kept
        if excess > 0:
            for handle in list(islice(self._rows, excess)):
                del self._rows[handle]

    def missing(self, handles: Iterable[int]) -> list[int]:
        """Those of the handles whose row has not been read."""
        return [handle for handle in handles if handle not in self._rows]


class Listing:
    """One worklist in order. The reading thread fills it, the screen reads it; both may at once.

    `total` is None until it is known; `complete` when every handle is there; `dropped` tells the thread to stop.
    """

    def __init__(self, query: Query, rows: Rows) -> None:
        self.query = query
        self.rows = rows
        self.head: array[int] = array("q")
        self.tail: array[int] = array("q")
        self.total: int | None = None
        self.complete = False
        self.dropped = False
        # Whether the first window is there: what follows can be read later.
        self.begun = False
        self._version: int | None = None

    def __len__(self) -> int:
        """The number of rows, as far as it is known."""
        return len(self.head) if self.total is None else self.total

    def handle(self, index: int) -> int | None:
        """The handle at a place (0 is the first row), None where it is not known yet."""
        if 0 <= index < len(self.head):
            return self.head[index]
        from_end = len(self) - index
        if not self.complete and 0 < from_end <= len(self.tail):
            return self.tail[-from_end]
        return None

    def row(self, index: int) -> Row | None:
        """The row at a place, None where it has not been read."""
        handle = self.handle(index)
        return None if handle is None else self.rows.get(handle)

    def wanted(self, start: int, stop: int) -> list[int]:
        """Handles of the places from `start` to before `stop` whose rows have not been read."""
        handles = (self.handle(index) for index in range(max(0, start), min(stop, len(self))))
        return self.rows.missing(handle for handle in handles if handle is not None)

    def index(self, handle: int) -> int | None:
        """The place of a handle, None where it is not (yet) in the list."""
        head = self.head
        # Piece by piece: a search through a million at once would hold the interpreter, and with it the keys.
        for start in range(0, len(head), CHUNK):
            try:
                return head.index(handle, start, start + CHUNK)
            except ValueError:
                continue
        if not self.complete and handle in self.tail:
            return len(self) - len(self.tail) + self.tail.index(handle)
        return None

    def _stopped(self) -> bool:
        """Whether nobody wants the rest; another thread decides it."""
        return self.dropped

    def stale(self, source: Source) -> bool:
        """Whether the store has changed since the listing was begun: another order must not be mixed into this one."""
        return self._version is not None and source.version() != self._version

    def again(self) -> Listing:
        """The same order as far as it is known, not dropped: its reading can go on."""
        other = Listing(self.query, self.rows)
        other.head, other.tail = self.head[:], self.tail
        other.total, other.begun, other._version = self.total, self.begun, self._version
        return other

    @property
    def began(self) -> int:
        """The newest entry of the log when reading began; -1 before."""
        return -1 if self._version is None else self._version

    # --- filled in the reading thread ---

    def begin(self, source: Source, limit: int = WINDOW, progress: Callable[[], None] | None = None) -> Listing:
        """Read the first `limit` handles and the rows of the last window of them. Shorter lists are complete by it.

        `progress` is called when a slow search has found its first rows, and while it finds more.
        """

        def partly(first: list[int]) -> None:
            self.rows.put(source.rows(self.rows.missing(first)))
            self.head = array("q", first)
            if progress is not None:
                progress()

        self._version = source.version()
        due = monotonic() + 0.05
        head: array[int] = array("q")
        for handle in source.handles(self.query, limit, partly=partly):
            head.append(handle)
            if progress is not None and monotonic() >= due and len(head) > len(self.head):
                self.rows.put(source.rows(self.rows.missing(head[-WINDOW:])))
                self.head = array("q", head)
                progress()
                due = monotonic() + 0.1
        self.head = head
        if len(self.head) < limit:
            self.total, self.complete = len(self.head), True
        self.rows.put(source.rows(self.rows.missing({*self.head[:WINDOW], *self.head[-2 * WINDOW :]})))
        self.begun = True
        return self

    def end(self, source: Source) -> Listing:
        """Learn the total and the last window, for jumping to the end at once."""
        if self.complete or self.dropped or self.stale(source):
            return self
        total = source.total(self.query)
        tail = array("q", reversed(list(source.handles(self.query, WINDOW, reverse=True))))
        self.rows.put(source.rows(self.rows.missing(tail)))
        self.tail, self.total = tail, max(total, len(self.head))
        return self

    def fill(self, source: Source) -> Listing:
        """Read the whole order."""
        if self.complete or self.dropped or self.stale(source):
            return self
        whole: array[int] = array("q")
        for handle in (found := source.handles(self.query)):
            whole.append(handle)
            whole.extend(islice(found, CHUNK))
            if self._stopped():
                return self
            if len(whole) > len(self.head):
                self.head = whole
        self.head = whole
        self.total, self.complete = len(whole), True
        return self
