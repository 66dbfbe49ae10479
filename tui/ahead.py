"""Keys that are typed ahead of what a key opens: kept until it is open, and then sent to it in the order of typing.

A screen that begins to open something keeps the keys that still come to it; this keeps those that come to the app when
something else lies on top already, but has not got the first ones yet.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen


class Ahead:
    """What is on its way: `post` puts an event at the end of the app's queue."""

    def __init__(self, post: Callable[[events.Event], object]) -> None:
        self._post = post
        self._opening: Screen[Any] | None = None
        self._later: list[events.Event] = []
        self._sent: deque[events.Event] = deque()

    def begin(self, screen: Screen[Any]) -> None:
        """A screen keeps what comes to it from now on."""
        self._opening = screen

    def send(self, kept: list[events.Event]) -> None:
        """What was to open is open: send the keys that the screen kept, and after them those that came since."""
        self._opening = None
        kept, self._later = [*kept, *self._later], []
        for event in kept:
            self._sent.append(event)
            self._post(event)

    def takes(self, event: events.Event, on_top: Screen[Any]) -> bool:
        """Whether an event that comes to the app is not to go on just now, since older ones are still to come."""
        if not isinstance(event, events.Key | events.Paste):
            return False
        if self._sent and event is self._sent[0]:
            self._sent.popleft()
            return False
        if self._sent:
            self._sent.append(event)
            self._post(event)
            return True
        if self._opening is not None and self._opening is not on_top:
            self._later.append(event)
            return True
        return False
