"""What lies on top, has a table of keys, and shows lines that its keys move in."""

from __future__ import annotations

from typing import TypeVar

from tui.screens.keyed import Keyed
from tui.screens.pick import Lines

T = TypeVar("T")


class Lined(Keyed[T]):
    """The keys that move. There may be no lines at all."""

    CSS_PATH = "pick.tcss"

    def _move(self, step: int) -> None:
        for lines in self.query(Lines):
            lines.move(step)

    def _to(self, at: int) -> None:
        for lines in self.query(Lines):
            lines.go(at)

    def action_down(self) -> None:
        """The next line."""
        self._move(1)

    def action_up(self) -> None:
        """The line before."""
        self._move(-1)

    def action_first(self) -> None:
        """The first line."""
        self._to(0)

    def action_last(self) -> None:
        """The last line."""
        self._to(10**9)
