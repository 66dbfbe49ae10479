"""The database threads: every read of the screen happens in one, so that no key ever waits for a query.

A Reader is one thread with one reading connection. A request may belong to a lane; the newest request of a lane
replaces the older ones: those that wait are dropped, the one that runs is interrupted. Between requests the thread
looks once a second whether another process has changed the store.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from threading import Condition, Thread
from time import monotonic
from typing import Any, Final, TypeVar

T = TypeVar("T")
Opener = Callable[[], sqlite3.Connection]
Work = Callable[[sqlite3.Connection], T]
POLL: Final = 1.0
# The pause before each piece of idle work: a request that comes in it goes first.
LEISURE: Final = 0.002
# So long (seconds) after a key no work is begun that can wait.
REST: Final = 0.5
# So many steps of SQLite's machine, some ten milliseconds, pass between two looks whether a request is still wanted.
STEPS: Final = 1_000_000


class _Job:
    __slots__ = ("dropped", "future", "lane", "work")

    def __init__(self, work: Work[Any], lane: str, future: Future[Any]) -> None:
        self.work = work
        self.lane = lane
        self.future = future
        self.dropped = False


class Reader:
    """One reading thread. `changed`, if given, is called in that thread when another connection has written.

    `idle`, if given, does a piece of work of a few milliseconds when nothing is asked, and says whether there is more;
    after the last piece it is asked again once a second.
    """

    def __init__(
        self,
        opener: Opener,
        name: str = "reader",
        changed: Callable[[], None] | None = None,
        idle: Work[bool] | None = None,
    ) -> None:
        self.opened: Future[None] = Future()
        self.changed = changed
        self._idle = idle
        self._opener: Opener | None = opener
        self._jobs: deque[_Job] = deque()
        self._running: _Job | None = None
        self._connection: sqlite3.Connection | None = None
        self._failure: BaseException | None = None
        self._closed = False
        self._version: int | None = None
        self._wake = Condition()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, work: Work[T], lane: str = "") -> Future[T]:
        """Run `work(connection)` in the thread. The future is cancelled when a newer request of the lane comes."""
        future: Future[T] = Future()
        job = _Job(work, lane, future)
        with self._wake:
            if self._closed:
                future.cancel()
                return future
            if lane:
                self._drop(lane)
            self._jobs.append(job)
            self._wake.notify()
        return future

    def drop(self, lane: str) -> None:
        """Forget what waits in a lane and interrupt what runs in it."""
        with self._wake:
            self._drop(lane)

    def reopen(self, opener: Opener) -> Future[None]:
        """Close the connection and open another one; everything asked before is dropped."""
        with self._wake:
            self._drop_all()
            self.opened = Future()
            self._opener = opener
            self._wake.notify()
            return self.opened

    def seen(self) -> None:
        """To be called inside a request that reads everything anew: changes up to here are no news any more."""
        self._version = self._data_version()

    def close(self, timeout: float = 5.0) -> None:
        """Drop everything and end the thread."""
        with self._wake:
            self._closed = True
            self._drop_all()
            self._wake.notify()
        self._thread.join(timeout)

    def _drop(self, lane: str) -> None:
        kept = deque[_Job]()
        for job in self._jobs:
            if job.lane == lane:
                job.future.cancel()
            else:
                kept.append(job)
        self._jobs = kept
        if self._running is not None and self._running.lane == lane:
            self._interrupt()

    def _drop_all(self) -> None:
        for job in self._jobs:
            job.future.cancel()
        self._jobs.clear()
        self._interrupt()

    def _interrupt(self) -> None:
        # Called with the lock held, and the thread takes the lock between two requests: only this one is hit. An
        # interrupt between two statements of a request does nothing (https://sqlite.org/c3ref/interrupt.html); the
        # statement that is begun after it is ended by `_unwanted`.
        if self._running is not None:
            self._running.dropped = True
            if self._connection is not None:
                self._connection.interrupt()

    def _unwanted(self) -> bool:
        # Called by SQLite in this thread while a statement runs: true ends it.
        # https://sqlite.org/c3ref/progress_handler.html
        return self._running is not None and self._running.dropped

    def _run(self) -> None:
        polled = monotonic()
        leisure = False
        while True:
            with self._wake:
                self._running = None
                if not self._jobs and self._opener is None and not self._closed:
                    self._wake.wait(LEISURE if leisure else max(0.0, polled + POLL - monotonic()))
                if self._closed:
                    break
                opener, self._opener = self._opener, None
                opened = self.opened
                job = self._jobs.popleft() if opener is None and self._jobs else None
                self._running = job
            if opener is not None:
                self._open(opener, opened)
                leisure = self._idle is not None
            if job is not None:
                self._do(job)
            elif opener is None and leisure:
                leisure = self._piece()
            if monotonic() - polled >= POLL:
                polled = monotonic()
                self._poll()
                leisure = self._idle is not None and self._connection is not None
        if self._connection is not None:
            self._connection.close()

    def _open(self, opener: Opener, opened: Future[None]) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._failure = None
        try:
            self._connection = opener()
            self._connection.set_progress_handler(self._unwanted, STEPS)
            self._version = self._data_version()
        except Exception as error:
            self._failure = error
            opened.set_exception(error)
        else:
            opened.set_result(None)

    def _do(self, job: _Job) -> None:
        if not job.future.set_running_or_notify_cancel():
            return
        try:
            if self._failure is not None:
                raise self._failure
            if self._connection is None:
                raise sqlite3.ProgrammingError("the reader has no connection")
            result = job.work(self._connection)
        except Exception as error:
            job.future.set_exception(CancelledError() if job.dropped else error)
        else:
            job.future.set_result(result)

    def _piece(self) -> bool:
        if self._idle is None or self._connection is None:
            return False
        try:
            return self._idle(self._connection)
        except sqlite3.Error:
            # The store is busy or gone: a request will tell of it, leisure tries again later.
            return False

    def _poll(self) -> None:
        version = self._data_version()
        if version != self._version:
            self._version = version
            if self.changed is not None:
                self.changed()

    def _data_version(self) -> int | None:
        # Another connection's commits only. https://sqlite.org/pragma.html#pragma_data_version
        if self._connection is None:
            return None
        try:
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error:
            return self._version
        return version
