"""The weekly status as data: one as-of date, its figures, its rows and what changed since the week before.

Nothing here knows the clock: the same store and the same as-of date give the same status. The as-of date of a week is
its Sunday, or today in the running week; the record on that day is every batch effective on or before it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from exports.before import Before
from exports.contract import Plain, plain_rows
from exports.delta import Delta, Report, delta, reports
from exports.tables import (
    Ageing,
    Counts,
    Tables,
    awaiting,
    overdue_ageing,
    overdue_inferred,
    tables,
    unverified_ageing,
)
from exports.wording import in_era
from store import db, queries, rules
from store.calendar import iso_week, week_bounds
from store.problem import Problem
from store.rows import Row
from store.words import Lang


@dataclass(frozen=True, slots=True)
class Header:
    """What the status speaks of. `previous` is the Sunday before the week; `batch` the last entry of the log taken in,
    `chain` its hash (None in an empty record)."""

    week: str
    as_of: date
    as_of_ja: str
    previous: date
    previous_ja: str
    soon_days: int
    batch: int | None
    chain: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """A register that the record rests on: the log's entry that loaded it, the day it counts from, and its size."""

    batch: int
    effective_on: date
    by: str
    why: str
    records: int


class WeeklyStatus:
    """The status of one week. Figures are read when first asked for and kept; rows are streamed anew each time."""

    def __init__(self, connection: sqlite3.Connection, as_of: date, soon_days: int = rules.DUE_SOON_DAYS) -> None:
        self.connection = connection
        self.as_of = as_of
        self.soon_days = soon_days
        self.previous = week_bounds(iso_week(as_of))[0] - timedelta(days=1)

    @cached_property
    def header(self) -> Header:
        """Week, days in both calendars, and the place in the log."""
        last = self.connection.execute(
            "SELECT id, hash FROM batch WHERE effective_on <= ? ORDER BY id DESC LIMIT 1", (self.as_of.isoformat(),)
        ).fetchone()
        return Header(
            iso_week(self.as_of), self.as_of, in_era(self.as_of), self.previous, in_era(self.previous),
            self.soon_days, *(last or (None, None)),
        )  # fmt: skip

    @cached_property
    def registers(self) -> tuple[Register, ...]:
        """The registers that were loaded."""
        found = self.connection.execute(
            "SELECT id, effective_on, by, why, (SELECT count(*) FROM change WHERE batch_id = batch.id) FROM batch "
            "WHERE action = 'register' AND effective_on <= ? ORDER BY id",
            (self.as_of.isoformat(),),
        )
        return tuple(Register(id_, date.fromisoformat(on), by, why, count) for id_, on, by, why, count in found)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports on file."""
        return tuple(reports(self.connection))

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """Entity key to its name in Japanese and in English (the Japanese one where it has none)."""
        found = self.connection.execute("SELECT key, name, name_en FROM entity ORDER BY key")
        return {key: (name, name_en or name) for key, name, name_en in found}

    @cached_property
    def totals(self) -> Counts:
        """Rows of each attention."""
        return queries.counts(self.connection, self.as_of, queries.Query(soon_days=self.soon_days))

    @cached_property
    def previous_totals(self) -> Counts:
        """Rows of each attention in the week before."""
        return self.before.totals(self.soon_days)

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.totals.values())

    @cached_property
    def promises(self) -> int:
        """Milestones."""
        return self.total - self.totals["awaiting_plan"]

    @cached_property
    def items_without_plan(self) -> int:
        """Items of guidance that await a plan."""
        return awaiting(self.connection, "item", self.as_of)

    @cached_property
    def guidance_without_report(self) -> int:
        """Acts of guidance whose demanded report is not in."""
        return awaiting(self.connection, "guidance", self.as_of)

    @cached_property
    def overdue_inferred(self) -> int:
        """Overdue milestones whose due date is inferred."""
        return overdue_inferred(self.connection, self.as_of)

    @cached_property
    def overdue_ageing(self) -> Ageing:
        """How long overdue milestones are overdue."""
        return overdue_ageing(self.connection, self.as_of)

    @cached_property
    def unverified_ageing(self) -> Ageing:
        """How long claims have waited for a supervisor."""
        return unverified_ageing(self.connection, self.as_of)

    @cached_property
    def tables(self) -> Tables:
        """By entity, by case, by fiscal year of guidance."""
        return tables(self.connection, self.as_of, self.soon_days)

    @cached_property
    def delta(self) -> Delta:
        """What changed since the week before."""
        return delta(self.connection, self.before, self.as_of, self.previous, self.soon_days)

    @cached_property
    def before(self) -> Before:
        """The record as it stood on `previous`."""
        return Before(self.connection, self.as_of, self.previous)

    def rows(self, attentions: tuple[rules.Attention, ...] = (), entity: str | None = None) -> Iterator[Row]:
        """The worklist's rows in triage order, streamed; only some attentions or one entity if asked."""
        query = queries.Query(
            attentions=attentions, entities=() if entity is None else (entity,), soon_days=self.soon_days
        )
        return queries.select(self.connection, query, self.as_of)

    def plain_rows(self) -> Iterator[Plain]:
        """All rows as plain tuples in the order of ROW_FIELDS, streamed."""
        return plain_rows(self.connection, self.as_of, self.soon_days)

    def entity_name(self, key: str, lang: Lang) -> str:
        """An entity's name in a language; its key where it is not on file."""
        pair = self.names.get(key)
        return key if pair is None else pair[0 if lang == "ja" else 1]


@contextmanager
def weekly(
    path: Path,
    week: str | None,
    today: date,
    soon_days: int = rules.DUE_SOON_DAYS,
    *,
    as_of: date | None = None,
) -> Iterator[WeeklyStatus]:
    """The status of `week` (2026-W48; None is the running week), or of the day `as_of` in its week.

    Raises Problem for what is no week, a week or day after today, and where the store cannot be read.
    """
    day = as_of or as_of_day(week, today)
    if day > today:
        raise Problem("{day}: this day is after today ({today})", day=day, today=today)
    with db.explained(path), db.closing(db.view(path, day, today)) as connection:
        # One transaction, so that every figure is of the same moment.
        connection.execute("BEGIN")
        yield WeeklyStatus(connection, day, soon_days)


def as_of_day(week: str | None, today: date) -> date:
    """The as-of date of a week: its Sunday, or today in the running week. Problem for a week that has not begun."""
    if week is None:
        return today
    monday, sunday = week_bounds(week)
    if monday > today:
        raise Problem("{week}: this week has not begun; today is {today}", week=week.strip(), today=today)
    return min(sunday, today)
