"""How many rows each class of attention has, in one line; how many of the overdue rest on an inferred date is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from store import queries, rules, words
from store.queries import ALL, Query
from tui.i18n import _, lang


def counted(connection: sqlite3.Connection, day: date, query: Query = ALL) -> str:
    """The classes that have rows, of those that the query asks for."""
    found = queries.counts(connection, day, query)
    wanted = {name: count for name, count in found.items() if name in (query.attentions or found)}
    return said(wanted, inferred(connection, day, query) if wanted.get("overdue") else 0)


def inferred(connection: sqlite3.Connection, day: date, query: Query = ALL) -> int:
    """How many of the query's overdue rows have a due date that no document states."""
    assumed = {
        handle
        for (handle,) in connection.execute(
            "SELECT id * 4 FROM milestone WHERE due_inferred AND due_on < ?", (day.isoformat(),)
        )
    }
    if not assumed:
        return 0
    overdue = query._replace(attentions=("overdue",), sort="", descending=False)
    return sum(handle in assumed for handle in queries.handles(connection, overdue, day))


def said(counts: Mapping[rules.Attention, int], assumed: int) -> str:
    """The counts in words; 0 where there is nothing."""
    parts = []
    for name, count in counts.items():
        form = _("{class_} {count}")
        if name == "overdue" and assumed:
            form = _("{class_} {count} ({assumed} by an inferred date)")
        if count:
            parts.append(form.format(class_=words.word("attention", name, lang()), count=count, assumed=assumed))
    return _(" · ").join(parts) or "0"
