"""Marking rows of a worklist: the keys Space, * and u."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.i18n import _
from tui.keys import keyed

if TYPE_CHECKING:
    from tui.lister import Lister
    from tui.screens.room import Room as Mixed
    from tui.widgets.worklist import Worklist
else:
    # As in moving.py.
    Mixed = object

# More rows than this are not marked at once: nobody acts on them one by one, and the confirmation could not name them.
MOST_MARKED: Final = 50_000


class Marking(Mixed):
    """Mixed into a room with a `worklist` and its `lister`."""

    lister: Lister

    @property
    def worklist(self) -> Worklist:
        """The list."""
        raise NotImplementedError

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
            said = _("{n} rows are too many to mark at once (at most {most}); {key:filter} narrows the list.")
            self.say(keyed(said, n=f"{len(listing):,}", most=f"{MOST_MARKED:,}"), "warn")
        elif not listing.complete:
            self.lister.whole(listing, lambda read: self.action_mark_all())
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
