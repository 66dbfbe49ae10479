"""What goes along with one reading: the name for messages, the limits, progress, cancelling and the time allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, thread_time

from store.problem import Problem

SECONDS = 20.0
"""A reading that works longer is given up. Seconds of the reading thread's own work, from when the bytes are there."""
PATIENCE = 4
"""So many times as long it may take by the clock, where the machine is busy with other things."""


class Cancelled(Exception):
    """The person waiting asked for the reading to stop; nothing came of it."""


@dataclass(slots=True)
class Watch:
    """One reading. Readers call `step` at every page, sheet or thousand rows."""

    path: str
    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None
    deadline: float = field(default_factory=lambda: monotonic() + SECONDS * PATIENCE)
    most_work: float = field(default_factory=lambda: thread_time() + SECONDS)

    def check(self) -> None:
        """Raise `Cancelled` when asked to stop, Problem when the time is over."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if thread_time() > self.most_work or monotonic() > self.deadline:
            raise Problem(
                "{path}: reading it takes longer than {seconds} seconds", path=self.path, seconds=int(SECONDS)
            )

    def step(self, done: int, total: int) -> None:
        """Tell how far the reading has come, and go on only if it should."""
        self.check()
        if self.progress is not None:
            self.progress(done, total)
