"""Keys typed ahead of what opens: none is lost, none overtakes another, wherever the app is with them."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from tui.ahead import Ahead


class Desk:
    """An app's queue, a screen that keeps keys, and what has reached the form."""

    def __init__(self) -> None:
        self.queue: deque[events.Event] = deque()
        self.ahead = Ahead(self.queue.append)
        self.room: Screen[Any] = Screen()
        self.form: Screen[Any] = Screen()
        self.on_top = self.room
        self.kept: list[events.Event] = []
        self.reached = ""

    def type(self, letters: str) -> None:
        """Letters arrive at the end of the app's queue."""
        self.queue.extend(events.Key(letter, letter) for letter in letters)

    def work(self, count: int = 1_000) -> None:
        """The app takes so many events from its queue."""
        while self.queue and count:
            count -= 1
            event = self.queue.popleft()
            if self.ahead.takes(event, self.on_top):
                continue
            if self.on_top is self.room:
                self.kept.append(event)
            else:
                self.reached += event.character or "" if isinstance(event, events.Key) else "<pasted>"


@pytest.mark.parametrize("taken", range(6))
def test_what_was_typed_first_comes_first(taken: int) -> None:
    at = Desk()
    at.ahead.begin(at.room)
    at.type("abc")
    at.work()
    at.on_top = at.form
    # The form lies on top, and has not got what was kept.
    at.type("de")
    at.queue.append(events.Paste("x"))
    at.work(taken)
    at.ahead.send(at.kept)
    at.type("fg")
    at.work(2)
    at.type("hi")
    at.work()
    assert at.reached == "abcde<pasted>fghi"
    assert not at.queue


def test_other_events_go_on_and_so_does_everything_while_nothing_opens() -> None:
    at = Desk()
    at.on_top = at.form
    at.type("ab")
    at.work()
    assert at.reached == "ab"
    at.ahead.begin(at.room)
    assert not at.ahead.takes(events.Show(), at.form)
