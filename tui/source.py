"""The store as the worklist's source: queries over one reading connection on one as-of date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from store import queries
from store.queries import Query
from store.rows import Row, rows
from store.rules import Attention

if TYPE_CHECKING:
    from store.grams import Grams


# So many narrowings are remembered with their counts.
KEPT: Final = 32


class Tallies:
    """Counts of each class of attention as they were found last, by narrowing; forgotten when the store changes."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._found: dict[tuple[Query, date], Mapping[Attention, int]] = {}

    def get(self, query: Query, as_of: date, version: int) -> Mapping[Attention, int] | None:
        """What was counted in this state of the store."""
        return self._found.get((query, as_of)) if version == self._version else None

    def put(self, query: Query, as_of: date, version: int, counts: Mapping[Attention, int]) -> None:
        """Keep what was counted."""
        if version != self._version:
            self._found, self._version = {}, version
        while len(self._found) >= KEPT:
            del self._found[next(iter(self._found))]
        self._found[query, as_of] = counts


class Store(NamedTuple):
    """listing.Source over a connection. `tallies` spare counting twice; one thread at a time may use them."""

    connection: sqlite3.Connection
    as_of: date
    soon_days: int
    grams: Grams | None = None
    tallies: Tallies | None = None

    def handles(
        self,
        query: Query,
        limit: int | None = None,
        reverse: bool = False,
        partly: Callable[[list[int]], None] | None = None,
    ) -> Iterator[int]:
        """Handles in worklist order, or from its end."""
        query = resolved(self.connection, query, self.as_of)
        return queries.handles(
            self.connection, query, self.as_of, limit=limit, reverse=reverse, grams=self.grams, partly=partly
        )

    def rows(self, handles: Sequence[int]) -> list[Row]:
        """The rows of these handles."""
        return rows(self.connection, handles, self.as_of, self.soon_days)

    def total(self, query: Query) -> int:
        """How many rows the query has."""
        return sum(
            count for name, count in self.counts(query).items() if not query.attentions or name in query.attentions
        )

    def counts(self, query: Query) -> Mapping[Attention, int]:
        """How many rows each class has; the query's own classes and its order do not narrow it."""
        query = query._replace(attentions=(), sort="", descending=False)
        version = self.version()
        known = self.tallies.get(query, self.as_of, version) if self.tallies is not None else None
        if known is not None:
            return known
        found = queries.counts(self.connection, self.as_of, resolved(self.connection, query, self.as_of))
        # Another process may have written meanwhile: what was counted then belongs to neither state.
        if self.tallies is not None and self.version() == version:
            self.tallies.put(query, self.as_of, version, found)
        return found

    def version(self) -> int:
        """The newest batch: as long as it is the same, so is the order."""
        (newest,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()
        return int(newest)


def resolved(connection: sqlite3.Connection, query: Query, as_of: date) -> Query:
    """The query with the rows that changed this week in place of the classes of change that it names."""
    if not query.week:
        return query
    # The week's changes are drawn up for this word alone.
    from exports import changed

    keys = changed.keys(connection, as_of, query.soon_days, query.week)
    return query._replace(week=(), keys=keys if query.keys is None else tuple(sorted({*keys} & {*query.keys})))
