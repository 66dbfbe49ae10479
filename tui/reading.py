"""How the app reads the record: in two threads, never in the screen's own, and anew when something has changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual.dom import DOMNode

from store import queries
from store.rules import Attention
from tui.part import Part
from tui.reader import REST, Reader
from tui.settings import Config
from tui.source import Store, Tallies
from tui.start import opener

if TYPE_CHECKING:
    from store.grams import Grams

T = TypeVar("T")


class Reading(Part):
    """Mixed into the app, which opens the first reader with its first screen."""

    path: Path
    today: date
    as_of: date
    config: Config
    # The reader for what the screen waits for.
    front: Reader
    counts: Mapping[Attention, int] | None
    # What makes searching quick, and when a key was pressed last or the first rows came: nothing may slow these.
    grams: Grams | None
    pressed: float
    tallies: Tallies
    _behind: Reader | None = None

    @property
    def back(self) -> Reader:
        """The reader for what may take long. A past day's record is a private copy, and there is one only."""
        if self.as_of != self.today:
            return self.front
        if self._behind is None:
            self._behind = Reader(opener(self.path, self.as_of, self.today), "reading behind", idle=self._leisure)
        return self._behind

    def store(self, connection: sqlite3.Connection) -> Store:
        """The worklist's source over a reader's connection."""
        grams = self.grams if self.as_of == self.today else None
        return Store(connection, self.as_of, self.config.soon_days, grams, self.tallies)

    @property
    def resting(self) -> bool:
        """Whether the first rows are there and no key was pressed for a moment: work that can wait may begin."""
        return monotonic() > self.pressed + REST

    def _leisure(self, connection: sqlite3.Connection) -> bool:
        # In the reader's thread.
        grams = self.grams
        return grams is None or (grams.step(connection) if self.resting else not grams.whole)

    async def ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Read something in the background and wait for it without holding up the screen."""
        from asyncio import wrap_future

        return await wrap_future(self.back.ask(work))

    def when(self, asked: Future[T], then: Callable[[T], None], node: DOMNode | None = None) -> None:
        """Call `then` in the screen's thread when a request is answered; a failure is told, a dropped one is not."""

        def arrived(done: Future[T]) -> None:
            # A screen that is being closed has lost some of its parts already.
            if done.cancelled() or not self.is_running:
                return
            error = done.exception()
            if error is None:
                then(done.result())
            elif not isinstance(error, CancelledError):
                self._app.failed(error)

        target = node if node is not None else self
        asked.add_done_callback(lambda done: target.call_later(lambda: arrived(done)) if self.is_running else None)

    def count(self) -> None:
        """Count the classes of attention anew."""
        query = queries.Query(soon_days=self.config.soon_days)
        self.when(self.back.ask(lambda connection: self.store(connection).counts(query), "counts"), self._counted)

    def _counted(self, counts: Mapping[Attention, int]) -> None:
        self.counts = counts
        for room in self._app.rooms:
            room.tell()

    def _changed_elsewhere(self) -> None:
        # In the reader's thread.
        if self.is_running:
            self.call_later(self.refresh_record)

    def refresh_record(self, follow: tuple[str, ...] = ()) -> None:
        """Read everything anew; every screen keeps its place and its marks.

        `follow`: records of which the first that is shown takes the cursor instead.
        """
        self.count()
        for room in self._app.rooms:
            if follow:
                room.follow(follow)
            else:
                room.refreshed()
