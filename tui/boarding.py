"""The board of entities as data: counts by attention, how long things are overdue, the last contact, the next report.

Reads only, through indexes that hold all that is counted; run in a reading thread. What is shown of it, in which order,
is decided here too, without the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from store import queries, rules
from store.queries import Query
from store.rules import ATTENTIONS, Attention
from tui.filtering import attention_named, fold, named
from tui.i18n import _
from tui.views import Entity

# Days overdue: the upper bounds of the first three parts of an ageing bar.
BOUNDS: Final = (30, 90, 365)
NONE: Final[Mapping[Attention, int]] = dict.fromkeys(ATTENTIONS, 0)


class Standing(NamedTuple):
    """One entity: its rows by attention, its overdue promises by age (as BOUNDS, and longer), the most days overdue.

    `contact_on` is the last act of guidance or report received, `expected_on` the first report that is still due.
    """

    entity: Entity
    counts: Mapping[Attention, int]
    ages: tuple[int, int, int, int] = (0, 0, 0, 0)
    oldest: int | None = None
    contact_on: date | None = None
    expected_on: date | None = None


class Shown(NamedTuple):
    """What a filter leaves of the board, in its order, and a hint where a word of it says nothing."""

    rows: list[Standing]
    hint: str | None = None


def standings(
    connection: sqlite3.Connection, entities: Sequence[Entity], as_of: date, soon_days: int
) -> list[Standing]:
    """Every entity as it stands on a day, most urgent first."""
    counts = queries.by_entity(connection, as_of, Query(soon_days=soon_days))
    ages, oldest = _overdue(connection, as_of)
    given = _days(connection, "SELECT entity_key, max(given_on) FROM guidance GROUP BY 1")
    received = _days(
        connection,
        "SELECT g.entity_key, max(r.received_on) FROM report r JOIN guidance g ON g.key = r.guidance_key GROUP BY 1",
    )
    expected = _days(connection, "SELECT entity_key, min(report_due_on) FROM guidance WHERE reports = 0 GROUP BY 1")
    rows = []
    for entity in entities:
        key = entity.key
        days = [day for day in (given.get(key), received.get(key)) if day is not None]
        rows.append(Standing(
            entity, counts.get(key, NONE), ages.get(key, (0, 0, 0, 0)), oldest.get(key), max(days, default=None),
            expected.get(key),
        ))  # fmt: skip
    return sorted(rows, key=urgency)


def urgency(row: Standing) -> tuple[object, ...]:
    """Most rows of the most urgent class first, then of the next one; then by key."""
    return (*(-row.counts[name] for name in ATTENTIONS), row.entity.key)


def _overdue(
    connection: sqlite3.Connection, as_of: date
) -> tuple[dict[str, tuple[int, int, int, int]], dict[str, int]]:
    """By entity: overdue promises by age, and the most days overdue."""
    (test,) = (rule.test for rule in rules.RULES if rule.kind == "milestone" and rule.attention == "overdue")
    # Inside lane 0 the index's lane_on is the due date.
    where = f"lane = 0 AND {rules.sql(test, as_of, columns={'due_on': 'lane_on'})}"
    late = f"CAST(julianday('{as_of}') - julianday(lane_on) AS INTEGER)"
    parts = [f"sum(late <= {BOUNDS[0]})"]
    parts += [f"sum(late > {low} AND late <= {high})" for low, high in pairwise(BOUNDS)]
    parts.append(f"sum(late > {BOUNDS[-1]})")
    ages: dict[str, tuple[int, int, int, int]] = {}
    oldest: dict[str, int] = {}
    for key, to_30, to_90, to_365, over, most in connection.execute(
        f"SELECT entity_key, {', '.join(parts)}, max(late) FROM "
        f"(SELECT entity_key, {late} AS late FROM milestone WHERE {where}) GROUP BY 1"
    ):
        ages[key] = (to_30, to_90, to_365, over)
        oldest[key] = most
    return ages, oldest


def _days(connection: sqlite3.Connection, sql: str) -> dict[str, date]:
    return {key: date.fromisoformat(day) for key, day in connection.execute(sql) if day is not None}


def narrowed(rows: Iterable[Standing], words: str) -> Shown:
    """The entities that every word of a filter finds: by key, name or reading, or by `is:` and a class of rows."""
    kept, hint = list(rows), None
    for word in words.split():
        inverted = word[0] in "!！" and len(word) > 1
        bare = fold(word[1:] if inverted else word)
        before, colon, value = bare.partition(":")
        if colon and before in ("is", "区分"):
            classes = {attention_named(one) for one in value.replace("、", ",").split(",") if one}
            if None in classes or not classes:
                hint = _("is: overdue, returned, unverified, awaiting_plan, due_soon, undated, on_track, closed")
            hits = [row for row in kept if any(row.counts[name] for name in classes if name is not None)]
        else:
            wanted = value if colon and before in ("entity", "指導先") else bare
            keys = frozenset(named(wanted, [row.entity for row in kept])) if wanted not in ("!", "") else None
            hits = kept if keys is None else [row for row in kept if row.entity.key in keys]
        found = {row.entity.key for row in hits}
        kept = [row for row in kept if (row.entity.key in found) != inverted]
    return Shown(kept, hint)


def sorted_by(rows: Iterable[Standing], sort: str, *, descending: bool) -> list[Standing]:
    """By a column of the board; without one the most urgent first. Empty values come last either way."""
    rows = sorted(rows, key=urgency)
    if not sort:
        return rows
    values = [(value_of(row, sort), row) for row in rows]
    held = [pair for pair in values if pair[0] is not None]
    # A stable sort turned round keeps equals in their order.
    held.sort(key=lambda pair: pair[0], reverse=descending)  # type: ignore[arg-type,return-value]
    return [row for _value, row in held] + [row for value, row in values if value is None]


def value_of(row: Standing, sort: str) -> object:
    """What a column sorts by; None where it is empty."""
    if sort == "entity":
        return fold(row.entity.reading or row.entity.name)
    if sort in row.counts:
        return row.counts[sort] or None  # type: ignore[index]
    if sort == "ages":
        return sum(row.ages) or None
    value: object = getattr(row, sort)
    return value
