"""Which rows `list` is asked for: words to a query, checked against what is on file. No click, no table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from store import queries, rules
from store.problem import Problem
from store.queries import Query
from store.rows import Row, stream


class Asked(NamedTuple):
    """The options of `list` as they were typed, lists already split; `limit` None is all rows."""

    entities: tuple[str, ...] = ()
    attentions: tuple[str, ...] = ()
    text: str = ""
    officer: str | None = None
    under: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    soon_days: int = rules.DUE_SOON_DAYS

    def query(self) -> Query:
        """The same as a query. Raises Problem for an attention that there is none of."""
        return Query(
            attentions=tuple(dict.fromkeys(map(attention, self.attentions))),
            entities=self.entities,
            officer="" if self.officer == "none" else self.officer,
            text=self.text,
            under=self.under,
            sort=self.sort or "",
            descending=bool(self.sort) and self.reverse,
            soon_days=self.soon_days,
        )


def split(values: Iterable[str]) -> tuple[str, ...]:
    """`A,B` given once or several times as its parts, each once."""
    return tuple(dict.fromkeys(word for value in values for part in value.split(",") if (word := part.strip())))


def attention(given: str) -> rules.Attention:
    """A class of attention by its code, or by its word in either language. Raises Problem."""
    for name in rules.ATTENTIONS:
        if given == name:
            return name
    from store.words import word

    for name in rules.ATTENTIONS:
        if given in (word("attention", name, "ja"), word("attention", name, "en")):
            return name
    raise Problem(
        "{attention}: there is no such attention; use {all}", attention=given, all=", ".join(rules.ATTENTIONS)
    )


def select(connection: sqlite3.Connection, asked: Asked, day: date) -> Iterator[Row]:
    """The rows, streamed. Raises Problem where the query names what is not on file."""
    query = asked.query()
    _check(connection, query)
    found = queries.handles(connection, query, day, reverse=asked.reverse and not asked.sort)
    return stream(connection, islice(found, asked.limit), day, query.soon_days)


def _check(connection: sqlite3.Connection, query: Query) -> None:
    for key in query.entities:
        if connection.execute("SELECT 1 FROM entity WHERE key = ?", (key,)).fetchone() is None:
            known = ", ".join(key for (key,) in connection.execute("SELECT key FROM entity ORDER BY key LIMIT 40"))
            raise Problem("{key}: there is no such entity; use {known}", key=key, known=known)
    if query.under is not None:
        from store.story import kind_of

        if kind_of(connection, query.under) is None:
            raise Problem("{key}: there is no such record", key=query.under)
