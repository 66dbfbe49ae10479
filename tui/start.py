"""The first listing of a run: its store is opened and its rows are read before the screen itself is imported."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from store import db
from store.rows import find
from tui import names, views
from tui.i18n import lang
from tui.listing import WINDOW, Listing, Rows
from tui.reader import Reader
from tui.settings import Config, State
from tui.source import Store
from tui.views import Entity, Found

# A remembered place deeper than this is looked for in the background.
DEEP: Final = 4000


class Opened(NamedTuple):
    """What the first reading gives: the listing, what was found by which words, the cursor's place, the entities."""

    listing: Listing
    found: Found
    cursor: int
    entities: tuple[Entity, ...]


class Start:
    """Opens the record and reads the view, the filter and the place that were left."""

    def __init__(self, path: Path, *, by: str, today: date, as_of: date, config: Config, state: State) -> None:
        self.front = Reader(opener(path, as_of, today), "reading")
        view, place = views.shown(state), state.place(state.view)
        self.key, self.deep = place.key, place.index > DEEP

        def read(connection: sqlite3.Connection) -> Opened:
            store = Store(connection, as_of, config.soon_days)
            # A filter can name entities, and English calls them by another name; else they can wait.
            known = entities(connection) if place.filter or view.filter or lang() == "en" else ()
            names.learn(known)
            found = views.found(view, place, by, config.soon_days, known, as_of)
            listing = Listing(found.query, Rows())
            listing.begin(store, WINDOW if self.deep else place.index + WINDOW)
            return Opened(listing, found, place_of(connection, store, listing, place.key, place.index), known)

        self.read: Future[Opened] = self.front.ask(read, "list")


def opener(path: Path, as_of: date, today: date) -> Callable[[], sqlite3.Connection]:
    """Opens the record as of a day, in a reader's thread."""
    return lambda: db.view(path, as_of, today)


def entities(connection: sqlite3.Connection) -> tuple[Entity, ...]:
    """Every entity, as the words of a filter can name it."""
    found = connection.execute("SELECT key, name, name_en, reading FROM entity ORDER BY key")
    return tuple(Entity(*row) for row in found)


def place_of(connection: sqlite3.Connection, store: Store, listing: Listing, key: str | None, index: int) -> int:
    """The place of a key in a listing, or else the place given."""
    row = find(connection, key, store.as_of, store.soon_days) if key is not None else None
    found = listing.index(row.handle) if row is not None else None
    return index if found is None else found
