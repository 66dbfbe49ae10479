"""The figures of the dashboard: ageing, the week's changes, the entities' board, the weeks behind. Run in a thread.

Each bar names the filter line that shows its rows in the worklist.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from exports.before import Before
from exports.tables import AGES, BOUNDS, overdue_ageing, unverified_ageing
from store import queries
from store.calendar import iso_week, week_bounds
from store.queries import Query
from store.rules import ATTENTIONS, Attention
from tui import names

WEEKS: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts by attention, and the filter that shows its rows (None: there is none).

    `first` and `last` bound the days late of an ageing bar (`last` None: without end); `contact_on` and `expected_on`
    are an entity's last report received and the next one that was demanded; `day` is the day of a week's bar; `key` is
    the row that takes the cursor. `said` stands in place of the counts by attention.
    """

    label: str
    parts: Mapping[Attention, int]
    filter: str | None = None
    first: int | None = None
    last: int | None = None
    contact_on: date | None = None
    expected_on: date | None = None
    day: date | None = None
    key: str | None = None
    said: str | None = None

    @property
    def total(self) -> int:
        """All its parts."""
        return sum(self.parts.values())


def ageing(connection: sqlite3.Connection, as_of: date) -> dict[Attention, list[Bar]]:
    """Four bars of days late for what is overdue, and for claims that wait."""
    found: dict[Attention, list[Bar]] = {}
    for name, read in (("overdue", overdue_ageing), ("unverified", unverified_ageing)):
        attention: Attention = "overdue" if name == "overdue" else "unverified"
        held = read(connection, as_of)
        lower = 1 if attention == "overdue" else 0
        bars = []
        for age, upper in zip(AGES, (*BOUNDS, None), strict=True):
            bars.append(Bar(age, {attention: getattr(held, age)}, _late(attention, as_of, lower, upper), lower, upper))
            lower = (upper or 0) + 1
        found[attention] = bars
    return found


def _late(attention: Attention, as_of: date, first: int, last: int | None) -> str:
    """The filter for so many days late: by the due date, or by the day on which the claim was reported."""
    word = "due" if attention == "overdue" else "reported"
    until = (as_of - timedelta(first)).isoformat()
    if last is None:
        return f"is:{attention} {word}:<={until}"
    since = (as_of - timedelta(last)).isoformat()
    # A claim dated after the day has waited for no day either.
    return f"is:{attention} {word}:{since}..{until}" if first else f"is:{attention} {word}:>={since}"


def board(connection: sqlite3.Connection, as_of: date, soon_days: int) -> list[Bar]:
    """The entities, most urgent first, with their counts, last report received and next one expected."""
    counts = queries.by_entity(connection, as_of, Query(soon_days=soon_days))
    received = _days(connection, "max(r.received_on)", "report r JOIN guidance g ON g.key = r.guidance_key", "1")
    expected = _days(connection, "min(g.report_due_on)", "guidance g", "g.reports = 0")
    bars = [
        Bar(names.entity(key, name), counts.get(key, dict.fromkeys(ATTENTIONS, 0)), f"entity:{key}",
            contact_on=received.get(key), expected_on=expected.get(key))
        for key, name in connection.execute("SELECT key, name FROM entity ORDER BY key")
    ]  # fmt: skip
    return sorted(bars, key=lambda bar: [-bar.parts[name] for name in ATTENTIONS])


def _days(connection: sqlite3.Connection, what: str, source: str, where: str) -> dict[str, date]:
    rows = connection.execute(f"SELECT g.entity_key, {what} FROM {source} WHERE {where} GROUP BY 1")
    return {key: date.fromisoformat(day) for key, day in rows if day is not None}


def days_behind(as_of: date, count: int = WEEKS) -> Iterator[date]:
    """The last days of the weeks up to the one of `as_of`, newest first: that day itself, then Sundays."""
    day = as_of
    for _step in range(count):
        yield day
        day = week_bounds(iso_week(day))[0] - timedelta(1)


def week(connection: sqlite3.Connection, as_of: date, day: date, soon_days: int) -> Bar:
    """What was overdue and unverified on the last day of a week, out of the record as of a later day."""
    counts = Before(connection, as_of, day).totals(soon_days)
    parts: dict[Attention, int] = {"overdue": counts["overdue"], "unverified": counts["unverified"]}
    return Bar(iso_week(day), parts, day=day)
