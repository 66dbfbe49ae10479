"""The store as the worklist's source: queries over one reading connection on one as-of date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from store import queries
from store.queries import Query
from store.rows import Row, rows

if TYPE_CHECKING:
    from store.grams import Grams


class Store(NamedTuple):
    """listing.Source over a connection."""

    connection: sqlite3.Connection
    as_of: date
    soon_days: int
    grams: Grams | None = None

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
        counts = queries.counts(self.connection, self.as_of, resolved(self.connection, query, self.as_of))
        return sum(count for name, count in counts.items() if not query.attentions or name in query.attentions)

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
