"""Moving and marking in a worklist with its detail: the part of the triage screen that its keys j k g G * are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.i18n import _
from tui.widgets.document import Document
from tui.widgets.worklist import Worklist

if TYPE_CHECKING:
    from tui.screens.room import Room as Mixed
else:
    # Mixed into a Room; every further Screen class would merge the whole key table once more at the start.
    Mixed = object

# More rows than this are not marked at once: nobody acts on them one by one, and the confirmation could not name them.
MOST_MARKED: Final = 50_000


class Moving(Mixed):
    """Mixed into a room with a worklist and a detail; `in_detail` tells which of them has the keys."""

    in_detail = False

    @property
    def worklist(self) -> Worklist:
        """The list."""
        return self.query_one(Worklist)

    @property
    def detail(self) -> Document:
        """The detail."""
        return self.query_one(Document)

    # --- keys: moving ---

    def _move(self, rows: int) -> None:
        if self.in_detail:
            self.detail.move(rows)
        else:
            self.worklist.jump(rows)

    @property
    def _page(self) -> int:
        return max(1, self.detail.size.height - 2) if self.in_detail else self.worklist.page

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
            self.worklist.go(0)

    def action_last(self) -> None:
        """To the last row or line."""
        if self.in_detail:
            self.detail.move(10**9)
        else:
            self.worklist.go(len(self.worklist.listing) - 1)

    # --- keys: marking ---

    def action_mark(self) -> None:
        """Mark the row and go one down."""
        handle = self.worklist.handle
        if handle is not None:
            self.worklist.toggle(handle)
            self.worklist.go(self.worklist.cursor + 1)
            self.tell()

    def action_mark_all(self) -> None:
        """Mark all rows, or unmark them where all are marked."""
        worklist = self.worklist
        listing = worklist.listing
        if len(listing) > MOST_MARKED:
            said = _("{n} rows are too many to mark at once (at most {most}); / narrows the list.")
            self.say(said.format(n=f"{len(listing):,}", most=f"{MOST_MARKED:,}"), "warn")
        elif not listing.complete:
            self.say(_("The list is still being read; try again in a moment."), "warn")
        elif worklist.marks.issuperset(listing.head):
            self.action_unmark()
        else:
            worklist.marks.update(listing.head)
            worklist.refresh()
            self.tell()

    def action_unmark(self) -> None:
        """Take all marks away."""
        self.worklist.marks.clear()
        self.worklist.refresh()
        self.tell()
