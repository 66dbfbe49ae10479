"""The detail beside a list: where it stands, who has the keys, and the story of the record under the cursor.

It stands beside the list where the terminal is wide, under it where it is tall, and in its place on demand where it is
small. The story is read when the cursor rests, so that it never delays a key.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from store.rows import Row, find
from store.words import word
from tui.i18n import _, lang
from tui.screens.moving import Moving

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from store.story import Story

WIDE: Final = 150
TALL: Final = 32
# The cursor rests when it has not moved for so long (seconds).
REST: Final = 0.08


class Beside(Moving):
    """Mixed into a room with a list and a Document."""

    # The detail has the whole screen.
    full = False
    _resting: Timer | None = None
    # The key of the record whose story is shown.
    _told: str | None = None

    def subject(self) -> tuple[str, str] | None:
        """Key and kind of the record under the cursor, None where there is none."""
        raise NotImplementedError

    def action_into(self) -> None:
        """Into the row."""
        raise NotImplementedError

    # --- the story ---

    def rest(self) -> None:
        """The cursor has moved: tell the story when it rests."""
        if self._resting is not None:
            self._resting.stop()
        if self.detail.display:
            self._resting = self.set_timer(REST, self._tell_story)

    def tell_anew(self) -> None:
        """The story may read otherwise now; it keeps its place."""
        self._told = None
        self.rest()

    def _tell_story(self) -> None:
        subject = self.subject()
        if subject is None:
            self._told = None
            self.detail.put((), _("Detail"))
            return
        (key, kind), as_of = subject, self.desk.as_of
        if key == self._told:
            return

        def read(connection: sqlite3.Connection) -> tuple[Row | None, Story | None]:
            from store.story import story

            row = find(connection, key, as_of, self.desk.config.soon_days)
            return row if row is not None and row.kind == kind else None, story(connection, key, as_of)

        self.desk.when(self.desk.front.ask(read, "story"), self._show_story, self)

    def _show_story(self, read: tuple[Row | None, Story | None]) -> None:
        from tui.story import Told, blocks

        row, told = read
        current = self.subject()
        if told is None or current is None or current[0] != told.key:
            return
        keep = self._told is None and self.in_detail
        self._told = told.key
        told_on = Told(self.desk.state.calendar, self.desk.as_of)
        self.detail.put(blocks(told, row, told_on), _("Detail"), keep=keep)

    # --- the layout ---

    def on_resize(self, event: events.Resize) -> None:
        """Beside, under, or on demand."""
        self.lay_out()

    def lay_out(self) -> None:
        """Put the detail where the terminal has room for it."""
        width, height = self.app.size
        wanted = {
            "-wide": width >= WIDE and not self.full,
            "-tall": width < WIDE and height >= TALL and not self.full,
            "-full": self.full,
        }
        if any(self.has_class(name) != on for name, on in wanted.items()):
            for name, on in wanted.items():
                self.set_class(on, name, update=self.is_mounted)

    def enter(self, detail: bool, *, full: bool = False) -> None:
        """Give the keys to the detail (with `full` the whole screen too), or back to the list."""
        self.full = full
        self.lay_out()
        self.in_detail = detail
        self.detail.activate(detail)
        self.call_after_refresh(self.rest)
        self.tell()

    # --- keys ---

    def action_source(self) -> None:
        """The passage that the record was read from: in the document that was kept, else in the detail."""
        subject = self.subject()
        if subject is not None:
            from tui.acts.sourcing import show

            self.desk.run_worker(show(self.desk, subject[0], self._beside_source), group="source", exclusive=True)

    def _beside_source(self) -> None:
        if not self.in_detail:
            self.enter(detail=True, full=not self.detail.display)
        self.call_after_refresh(lambda: self.detail.find_heading(word("field", "source", lang())))
