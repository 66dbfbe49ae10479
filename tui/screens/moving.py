"""Moving in a list with a detail beside it: the keys j k g G and the pages, and Tab through the detail's sections.

Mixed into a room whose list has `cursor`, `page`, `count`, `go(place)` and `jump(rows)`; see `Steps`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.widgets.document import Document

if TYPE_CHECKING:
    from tui.screens.room import Room as Mixed
else:
    # Mixed into a Room; every further Screen class would merge the whole key table once more at the start.
    Mixed = object


class Steps(Protocol):
    """A list that a cursor moves in; places count from 0."""

    cursor: int

    @property
    def page(self) -> int:
        """How many rows fit in the window."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def go(self, index: int) -> None:
        """Put the cursor at a place, clamped to the list."""

    def jump(self, rows: int) -> None:
        """Move the cursor by so many rows, as page keys do."""


class Moving(Mixed):
    """The keys; `in_detail` tells whether the list or the detail has them."""

    in_detail = False

    @property
    def steps(self) -> Steps:
        """The list."""
        raise NotImplementedError

    @property
    def detail(self) -> Document:
        """The detail."""
        return self.query_one(Document)

    def _move(self, rows: int) -> None:
        if self.in_detail:
            self.detail.move(rows)
        else:
            self.steps.jump(rows)

    @property
    def _page(self) -> int:
        return max(1, self.detail.size.height - 2) if self.in_detail else self.steps.page

    def action_down(self) -> None:
        """One down."""
        self._move(1)

    def action_up(self) -> None:
        """One up."""
        self._move(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._move(max(1, self._page // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._move(-max(1, self._page // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._move(self._page)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(-self._page)

    def action_first(self) -> None:
        """To the first row or line."""
        if self.in_detail:
            self.detail.move(-(10**9))
        else:
            self.steps.go(0)

    def action_last(self) -> None:
        """To the last row or line."""
        if self.in_detail:
            self.detail.move(10**9)
        else:
            self.steps.go(self.steps.count - 1)

    def action_section(self) -> None:
        """To the next section of the detail."""
        self.detail.section(1)

    def action_section_back(self) -> None:
        """To the section before."""
        self.detail.section(-1)
