"""A supervisor at the keys, for the tests of the acts: an app on a store, going to a row, typing, and reading back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from textual.pilot import Pilot

from store import db
from store.history import Entry, entries
from store.record import Kind
from store.story import record
from tests.tui.watching import DEADLINE, TODAY, screenful, shows, until
from tui import i18n
from tui.followup import Followup
from tui.screens.form import Form
from tui.screens.triage import Triage

# Rows of the bundled register, in the order of the worklist.
ASSESSMENT = "digital-agency/2023-09-20/5/assessment/1"
RECURRING = "digital-agency/2023-09-20/4/training/3"
AUDIT = "digital-agency/2023-09-20/6/audit/3"
# Each language in one of the sizes.
WAYS = (("en", (80, 24)), ("ja", (120, 40)))
LANGS = ("en", "ja")
HOSTILE = "[@click=app.quit]押す[/] [/red] \x1b[31m赤\x1b[0m \u202e逆\u202c 第[1]項 [別紙] ｶﾞ \ufeff終"


class Desk(NamedTuple):
    """An app that stands, and its keys."""

    app: Followup
    pilot: Pilot[None]
    store: Path

    async def go(self, key: str) -> None:
        """Put the worklist's cursor on a row."""
        worklist = self.app.triage.worklist

        def there() -> bool:
            # The list may be read anew at any time, and rows out of sight have not been read yet.
            listing = worklist.listing
            found = (at for at in range(len(listing)) if (row := listing.row(at)) is not None and row.key == key)
            at = next(found, None)
            if at is None:
                worklist.fetch(0, len(listing))
                return False
            worklist.go(at)
            return worklist.row is not None and worklist.row.key == key

        await until(there, key)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def form(self, *keys: str, kind: type[Any] = Form) -> Any:
        """Press a key and wait for its form."""
        await self.press(*keys)
        await until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted, f"a form on {keys}")
        return self.app.screen

    async def home(self) -> None:
        """Wait until the forms are gone."""
        await until(lambda: isinstance(self.app.screen, Triage), "the worklist")

    async def told(self, *words: str) -> None:
        """Wait until the newest messages say the words, and the toast stands on the screen."""
        await until(lambda: self.app.messages and all(w in self.app.messages[-1].text for w in words),
                    f"{words} in {[message.text for message in self.app.messages]}")  # fmt: skip

    async def shown(self, *words: str) -> None:
        """Wait until the words stand on the screen."""
        deadline = monotonic() + DEADLINE
        while not shows(self.app, *words):
            # Reading a whole screen back takes a while itself: not as often as other conditions.
            assert monotonic() < deadline, f"{words} not in\n{screenful(self.app)}"
            await asyncio.sleep(0.03)

    def held(self, key: str, kind: Kind = "milestone") -> dict[str, Any]:
        """A record as the store holds it."""
        with closing(db.connect(self.store)) as connection:
            found = record(connection, kind, key)
        assert found is not None, key
        return found

    def last(self) -> Entry:
        """The newest entry of the log."""
        with closing(db.connect(self.store)) as connection:
            return entries(connection, limit=1)[0]


@asynccontextmanager
async def desk(
    store: Path, size: tuple[int, int] = (80, 24), lang: str = "en", *, empty: bool = False, **more: Any
) -> AsyncIterator[Desk]:
    """An app on a store, its first rows there; none where it is `empty`."""
    i18n.speak(lang)
    app = Followup(store, by="山田", today=TODAY, **more)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(
                lambda: app.triage.is_mounted and (empty or app.triage.worklist.row is not None), "the first row"
            )
            yield Desk(app, pilot, store)
    finally:
        i18n.speak("en")
