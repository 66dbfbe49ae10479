"""A bound on time and memory around the reading of one document, and the way to stop it, wherever it just is.

Libraries and the recogniser go over a document in many loops, and a hostile one can make any of them long. Rather than
a look at the clock in each, a second thread looks on and raises an exception in the reading one.
https://docs.python.org/3/c-api/threads.html#c.PyThreadState_SetAsyncExc
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread, get_ident
from time import monotonic, process_time
from typing import Final, TypeVar

from importers.readers.watch import PATIENCE, Cancelled
from store.problem import Problem

T = TypeVar("T")
SECONDS: Final = 25.0
"""Reading, recognising and planning together: seconds of work, and PATIENCE times as many by the clock."""
BYTES: Final = 350_000_000
"""So much more memory than before; looked at where the system tells it (/proc)."""
_LOOK: Final = 0.05
_AGAIN: Final = 1.0
# More turns of the interpreter than an exception needs to arrive.
_TURNS: Final = 100
_STATM: Final = "/proc/self/statm"


class _Stop(BaseException):
    """Raised in the reading thread; no library takes it for damage, since it is no Exception."""


def within(path: str, cancelled: Callable[[], bool] | None, work: Callable[[], T]) -> T:
    """What `work()` gives. `path` is named in messages.

    Raises Problem where it takes longer than SECONDS or more than BYTES, and Cancelled soon after `cancelled()`.
    """
    look = _Look(path, cancelled)
    try:
        try:
            return work()
        finally:
            look.end()
    except _Stop:
        # It may have come in the middle of end().
        look.end()
        raise look.why or Cancelled() from None


class _Look:
    """The thread that looks on."""

    def __init__(self, path: str, cancelled: Callable[[], bool] | None) -> None:
        self.why: Exception | None = None
        self._path = path
        self._cancelled = cancelled
        self._done = Event()
        self._lock = Lock()
        self._reading = ctypes.c_ulong(get_ident())
        self._worked = _work_of(get_ident())
        self._most_work = self._worked() + SECONDS
        self._deadline = monotonic() + SECONDS * PATIENCE
        self._most = resident() + BYTES
        Thread(target=self._look_on, name="looking on", daemon=True).start()

    def end(self) -> None:
        """No more; an exception that has not arrived yet is taken here, it would hit what comes after.

        Called back with NULL it would leave the interpreter looking for it for good, and CPython 3.11 never comes out
        of a function that is traced then. One more is asked for instead, so that there is one to take.
        """
        with self._lock:
            self._done.set()
        if self.why is None:
            return
        with suppress(_Stop):
            self._raise()
            for _turn in range(_TURNS):
                time.sleep(0)

    def _look_on(self) -> None:
        wait = _LOOK
        while not self._done.wait(wait):
            self.why = self.why or self._reason()
            if self.why is not None:
                with self._lock:
                    if not self._done.is_set():
                        self._raise()
                # A callback from C may have swallowed it.
                wait = _AGAIN

    def _raise(self) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._reading, ctypes.py_object(_Stop))

    def _reason(self) -> Exception | None:
        if self._cancelled is not None and self._cancelled():
            return Cancelled()
        if self._worked() > self._most_work or monotonic() > self._deadline:
            return Problem(
                "{path}: takes longer than {seconds} seconds to read; nothing was taken from it",
                path=self._path,
                seconds=int(SECONDS),
            )
        if resident() > self._most:
            return Problem(
                "{path}: takes more than {limit} bytes of memory to read; nothing was taken from it",
                path=self._path,
                limit=BYTES,
            )
        return None


def _work_of(thread: int) -> Callable[[], float]:
    """The clock of what a thread has worked, in seconds; where the system has none, that of the whole process."""
    clock_of = getattr(time, "pthread_getcpuclockid", None)
    if clock_of is None:
        return process_time
    clock: int = clock_of(thread)
    return lambda: time.clock_gettime(clock)


def resident() -> int:
    """Bytes of memory that the process holds; 0 where the system does not tell."""
    try:
        with open(_STATM, "rb") as statm:  # noqa: PTH123 - twenty times a second, without a Path each time
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0
