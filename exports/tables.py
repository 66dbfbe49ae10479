"""The weekly status's figures: by entity, by case, by fiscal year of guidance, and how long things are late.

Counted in SQL over the attention rules of store.rules; every table's counts add up to the header's totals.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from exports.wording import in_era
from store import rules
from store.calendar import fiscal_year

Counts = dict[rules.Attention, int]
# Upper bounds in days of the first three classes of lateness, and the names of all four.
BOUNDS: Final = (30, 90, 365)
AGES: Final = ("to_30", "to_90", "to_365", "over_365")


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a table: how many worklist rows of each attention, and how many acts of guidance stand behind them.

    `key` is an entity's or a case's key, or a fiscal year's western number; `name_en` is "" where there is none.
    """

    key: str
    name: str
    name_en: str
    guidance: int
    counts: Counts

    @property
    def total(self) -> int:
        """件数: all rows."""
        return sum(self.counts.values())

    @property
    def closed(self) -> int:
        """完了: verified or withdrawn."""
        return self.counts["closed"]

    @property
    def open(self) -> int:
        """未了: all others."""
        return self.total - self.closed


@dataclass(frozen=True, slots=True)
class Ageing:
    """How many rows have been late for how long: up to 30, 90, 365 days, and longer; `unknown`: since no known day."""

    to_30: int = 0
    to_90: int = 0
    to_365: int = 0
    over_365: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.to_30 + self.to_90 + self.to_365 + self.over_365 + self.unknown


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables. Groups with the most urgent rows come first, fiscal years in their order."""

    by_entity: tuple[Group, ...]
    by_case: tuple[Group, ...]
    by_fiscal_year: tuple[Group, ...]


def tables(connection: sqlite3.Connection, as_of: date, soon_days: int) -> Tables:
    """All three tables out of one count for each act of guidance."""
    counted = _by_guidance(connection, as_of, soon_days)
    acts = connection.execute(
        "SELECT g.key, g.entity_key, e.name, e.name_en, g.case_key, c.name, g.given_on FROM guidance g "
        'JOIN entity e ON e.key = g.entity_key JOIN "case" c ON c.key = g.case_key ORDER BY g.key'
    ).fetchall()
    entities: dict[str, Group] = {}
    cases: dict[str, Group] = {}
    years: dict[str, Group] = {}
    for key, entity, entity_name, entity_name_en, case, case_name, given_on in acts:
        counts = counted.get(key, {})
        year = fiscal_year(date.fromisoformat(given_on))
        _add(entities, entity, entity_name, entity_name_en, counts)
        _add(cases, case, case_name, "", counts)
        _add(years, str(year), f"{in_era(date(year, 4, 1)).partition('年')[0]}年度", f"FY{year}", counts)
    return Tables(_urgent_first(entities), _urgent_first(cases), tuple(years[key] for key in sorted(years)))


def overdue_ageing(connection: sqlite3.Connection, as_of: date) -> Ageing:
    """How long overdue milestones are overdue."""
    return _ageing(connection, "overdue", "due_on", as_of, lambda day: rules.days_overdue("planned", day, as_of))


def overdue_inferred(connection: sqlite3.Connection, as_of: date) -> int:
    """How many overdue milestones are so by a date that their text does not name."""
    where = rules.sql(milestone_test("overdue"), as_of)
    (number,) = connection.execute(f"SELECT count(*) FROM milestone WHERE ({where}) AND due_inferred").fetchone()
    return int(number)


def awaiting(connection: sqlite3.Connection, kind: Literal["item", "guidance"], as_of: date) -> int:
    """How many items await a plan, or acts of guidance their report."""
    (test,) = (rule.test for rule in rules.RULES if rule.kind == kind and rule.attention == "awaiting_plan")
    (number,) = connection.execute(f"SELECT count(*) FROM {kind} WHERE {rules.sql(test, as_of)}").fetchone()
    return int(number)


def unverified_ageing(connection: sqlite3.Connection, as_of: date) -> Ageing:
    """How long claims have waited for a supervisor; a claim of the same day waits 0 days."""
    return _ageing(
        connection, "unverified", "reported_on", as_of, lambda day: rules.days_unverified("reported", day, as_of)
    )


def milestone_test(attention: rules.Attention) -> rules.Test:
    """The rule that gives a milestone this attention."""
    return next(rule.test for rule in rules.RULES if rule.attention == attention and rule.kind == "milestone")


def _by_guidance(connection: sqlite3.Connection, as_of: date, soon_days: int) -> Mapping[str, Counts]:
    found: dict[str, Counts] = {}

    def count(sql: str) -> None:
        for key, attention, number in connection.execute(sql):
            own = found.setdefault(key, dict.fromkeys(rules.ATTENTIONS, 0))
            own[attention] += number

    named = " ".join(
        f"WHEN {rules.sql(rule.test, as_of, soon_days)} THEN '{rule.attention}'"
        for rule in rules.RULES
        if rule.kind == "milestone"
    )
    count(
        f"SELECT i.guidance_key, c.attention, sum(c.number) FROM (SELECT measure_key, CASE {named} END AS attention, "
        "count(*) AS number FROM milestone GROUP BY 1, 2) c JOIN measure x ON x.key = c.measure_key "
        "JOIN item i ON i.key = x.item_key GROUP BY 1, 2"
    )
    for rule in rules.RULES:
        if rule.kind != "milestone":
            key = "guidance_key" if rule.kind == "item" else "key"
            where = rules.sql(rule.test, as_of, soon_days)
            count(f"SELECT {key}, '{rule.attention}', count(*) FROM {rule.kind} WHERE {where} GROUP BY 1")
    return found


def _add(groups: dict[str, Group], key: str, name: str, name_en: str, counts: Mapping[rules.Attention, int]) -> None:
    held = groups.get(key)
    before: Mapping[rules.Attention, int] = held.counts if held else {}
    groups[key] = Group(
        key,
        name,
        name_en,
        (held.guidance if held else 0) + 1,
        {attention: before.get(attention, 0) + counts.get(attention, 0) for attention in rules.ATTENTIONS},
    )


def _urgent_first(groups: Mapping[str, Group]) -> tuple[Group, ...]:
    return tuple(
        sorted(groups.values(), key=lambda group: ([-group.counts[name] for name in rules.ATTENTIONS], group.key))
    )


def _ageing(
    connection: sqlite3.Connection,
    attention: rules.Attention,
    column: str,
    as_of: date,
    days: Callable[[date], int | None],
) -> Ageing:
    ages = dict.fromkeys((*AGES, "unknown"), 0)
    where = rules.sql(milestone_test(attention), as_of)
    for day, number in connection.execute(f"SELECT {column}, count(*) FROM milestone WHERE {where} GROUP BY 1"):
        late = None if day is None else days(date.fromisoformat(day))
        ages[_age(late)] += number
    return Ageing(**ages)


def _age(days: int | None) -> str:
    if days is None:
        return "unknown"
    return next((name for name, bound in zip(AGES, BOUNDS, strict=False) if days <= bound), AGES[-1])
