"""Hands on the list: going to a row, waiting for what opens and closes, and reading the store back."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from textual.screen import ModalScreen

from store import db
from tests.tui.pressing.hands import Hands, forms
from tests.tui.watching import TODAY, press, until
from tui.followup import Followup
from tui.keys import Key
from tui.screens.triage import Triage


class Supervisor(Hands):
    """Whoever sits at the list; `trying` is the key in question, where there is one."""

    def __init__(self, app: Followup, *, wide: bool) -> None:
        super().__init__(app, wide=wide)
        self.trying: Key | None = None

    @property
    def triage(self) -> Triage:
        return self.app.triage

    @property
    def cursor(self) -> int:
        return self.triage.worklist.cursor

    @property
    def said(self) -> str:
        return self.triage.footer.said

    def press(self, *ids: str) -> None:
        """The key of each id, in full width where it has such a form; the key in question where none is given."""
        if not ids:
            super().press()
        for key_id in ids:
            key = self.app.key(key_id)
            press(self.app, self.name if key == self.trying else forms(key.keys[:1], self.wide)[0])

    def stored(self, column: str) -> dict[str, object]:
        """A column of every promise, by key, as the store holds it."""
        with closing(db.connect(self.app.path)) as connection:
            return dict(connection.execute(f"SELECT key, {column} FROM milestone ORDER BY key").fetchall())

    async def opened(self, kind: type[Any]) -> Any:
        """What opened on a key: the very form or page of that act."""
        await until(lambda: type(self.app.screen) is kind, f"{kind.__name__}; said: {self.said}")
        return self.app.screen

    async def form(self, kind: type[Any]) -> Any:
        """The form that opened on a key, once its fields are there."""
        form = await self.opened(kind)
        await until(lambda: form.is_mounted and bool(form.query("Field")))
        return form

    async def closed(self) -> None:
        """Wait until the forms are gone."""
        await until(lambda: self.app.screen is self.triage, "the list")

    async def home(self) -> None:
        """Back to all rows, unfiltered, unmarked, the first row, today, in the list."""
        if isinstance(self.app.screen, ModalScreen):
            press(self.app, "escape")
            await until(lambda: not isinstance(self.app.screen, ModalScreen))
        while (room := self.app.room) is not self.triage:
            self.press("switch")
            await until(lambda room=room: self.app.room is not room)
        if self.app.as_of != TODAY:
            self.press("today")
            await until(lambda: self.app.as_of == TODAY)
        while not (before := self.triage.here()).home:
            self.press("out")
            await until(lambda before=before: self.triage.here() != before, "a step back")
        while sort := self.app.place.sort:
            self.press("sort")
            await until(lambda sort=sort: self.app.place.sort != sort)
        await until(self.settled, "the whole list")
        self.triage.worklist.go(0)
        await until(lambda: self.triage.worklist.row is not None)

    def settled(self) -> bool:
        """Whether all rows are shown, as they are now and in the order asked for: the old list may stand a moment."""
        listing = self.triage.worklist.listing
        if not listing.complete or len(listing) <= 60 or listing.query != self.triage.lister.query:
            return False
        with closing(db.connect(self.app.path)) as connection:
            return not listing.stale(self.app.store(connection))

    async def to(self, status: str) -> None:
        """Put the cursor on the first promise with a status."""
        listing = self.triage.worklist.listing
        for index in range(len(listing)):
            self.triage.worklist.go(index)
            row = self.triage.worklist.row
            if row is not None and row.kind == "milestone" and row.status == status:
                self.triage.tell()
                return
        pytest.fail(f"no row is {status}")
