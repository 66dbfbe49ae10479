"""What the record means on a day: statuses, attention, lateness. Pure; `today` is always an argument.

The attention rules stand here once, as data: `Rule.test` is a small expression that `holds()` evaluates over a mapping
and `sql()` prints as a WHERE clause, so the worklist's query and the Python reading of one record cannot differ.
Standard library only; recurrence.py adds the occurrences.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

Status = Literal["planned", "in_progress", "reported", "verified", "returned", "withdrawn"]
STATUSES: Final[tuple[Status, ...]] = (
    "planned",
    "in_progress",
    "reported",
    "verified",
    "returned",
    "withdrawn",
)
# What a report from the entity can claim; only a supervisor sets the other three.
CLAIMS: Final = frozenset({"planned", "in_progress", "reported"})
DECISIONS: Final = frozenset({"verified", "returned", "withdrawn"})
OPEN: Final = ("planned", "in_progress", "returned")
PROMISED: Final = ("planned", "in_progress")
CLOSED: Final = ("verified", "withdrawn")

Attention = Literal["overdue", "returned", "unverified", "awaiting_plan", "due_soon", "undated", "on_track", "closed"]
# In triage order: the worklist shows the classes in this order.
ATTENTIONS: Final[tuple[Attention, ...]] = (
    "overdue",
    "returned",
    "unverified",
    "awaiting_plan",
    "due_soon",
    "undated",
    "on_track",
    "closed",
)
RANK: Final[Mapping[str, int]] = {name: rank for rank, name in enumerate(ATTENTIONS)}
DUE_SOON_DAYS: Final = 30
# A recurring promise whose text states no period (定期的): it has no due date, and verifying it opens the next one.
UNSTATED: Final = "UNSTATED"


# --- the expressions -----------------------------------------------------------------------------------------------


class Field(NamedTuple):
    """A column of the record."""

    name: str


class Day(NamedTuple):
    """The as-of date moved by a number of days; `soon` adds the due-soon setting as well."""

    days: int = 0
    soon: bool = False


Operator = Literal["<", "<=", ">", ">=", "="]


class Compare(NamedTuple):
    """`left op right`; false whenever the field is empty, as in SQL."""

    left: Field
    op: Operator
    right: Day | int


class OneOf(NamedTuple):
    """The field holds one of the words."""

    left: Field
    words: tuple[str, ...]


class Empty(NamedTuple):
    """The field holds nothing."""

    left: Field


class All(NamedTuple):
    """Every part holds."""

    parts: tuple[Test, ...]


class Any_(NamedTuple):  # noqa: N801 - `Any` is typing's
    """At least one part holds."""

    parts: tuple[Test, ...]


Test = Compare | OneOf | Empty | All | Any_


def holds(test: Test, row: Mapping[str, Any], as_of: date, soon_days: int = DUE_SOON_DAYS) -> bool:
    """Whether `test` is true of `row` (field name to value; dates as `date`) on `as_of`."""
    match test:
        case All(parts):
            return all(holds(part, row, as_of, soon_days) for part in parts)
        case Any_(parts):
            return any(holds(part, row, as_of, soon_days) for part in parts)
        case OneOf(Field(name), words):
            return row[name] in words
        case Empty(Field(name)):
            return row[name] is None
        case Compare(Field(name), op, right):
            value = row[name]
            if value is None:
                return False
            bound = _day(right, as_of, soon_days) if isinstance(right, Day) else right
            return bool(
                {
                    "<": value < bound,
                    "<=": value <= bound,
                    ">": value > bound,
                    ">=": value >= bound,
                    "=": value == bound,
                }[op]
            )


def sql(test: Test, as_of: date, soon_days: int = DUE_SOON_DAYS, columns: Mapping[str, str] | None = None) -> str:
    """`test` as a WHERE expression over ISO date columns; `columns` says how a field is spelled in the query.

    Literals, not parameters: SQLite uses a partial index only where its condition is spelled out. Every literal comes
    from this file or is an ISO date, never from data.
    """
    spelled = columns or {}

    def inner(part: Test) -> str:
        return sql(part, as_of, soon_days, columns)

    match test:
        case All(parts):
            return "(" + " AND ".join(map(inner, parts)) + ")"
        case Any_(parts):
            return "(" + " OR ".join(map(inner, parts)) + ")"
        case OneOf(Field(name), (word,)):
            return f"{spelled.get(name, name)} = '{word}'"
        case OneOf(Field(name), words):
            return f"{spelled.get(name, name)} IN ({', '.join(repr(word) for word in words)})"
        case Empty(Field(name)):
            return f"{spelled.get(name, name)} IS NULL"
        case Compare(Field(name), op, right):
            bound = f"'{_day(right, as_of, soon_days).isoformat()}'" if isinstance(right, Day) else str(right)
            return f"{spelled.get(name, name)} {op} {bound}"


def _day(day: Day, as_of: date, soon_days: int) -> date:
    """The day meant; the calendar's last one where it would lie beyond, and never before the as-of date for `soon`."""
    days = day.days + (max(0, soon_days) if day.soon else 0)
    return as_of + timedelta(days=min(days, (date.max - as_of).days))


# --- attention -----------------------------------------------------------------------------------------------------

_STATUS, _DUE = Field("status"), Field("due_on")
_PAST = Compare(_DUE, "<", Day())


class Rule(NamedTuple):
    """One class of attention: the record kind it speaks of, and its test. The tests of a kind exclude each other."""

    attention: Attention
    kind: Literal["milestone", "item", "guidance"]
    test: Test


RULES: Final[tuple[Rule, ...]] = (
    Rule("overdue", "milestone", All((OneOf(_STATUS, OPEN), _PAST))),
    Rule(
        "returned",
        "milestone",
        All((OneOf(_STATUS, ("returned",)), Any_((Empty(_DUE), Compare(_DUE, ">=", Day()))))),
    ),
    Rule("unverified", "milestone", OneOf(_STATUS, ("reported",))),
    # An act of guidance whose demanded report is not in, and an item of guidance without a measure on file.
    Rule(
        "awaiting_plan",
        "guidance",
        All((Compare(Field("reports"), "=", 0), Compare(Field("report_due_on"), "<", Day()))),
    ),
    Rule(
        "awaiting_plan",
        "item",
        All((Compare(Field("guided"), "=", 1), Compare(Field("measures"), "=", 0))),
    ),
    Rule(
        "due_soon",
        "milestone",
        All((OneOf(_STATUS, PROMISED), Compare(_DUE, ">=", Day()), Compare(_DUE, "<=", Day(soon=True)))),
    ),
    Rule("undated", "milestone", All((OneOf(_STATUS, PROMISED), Empty(_DUE)))),
    Rule("on_track", "milestone", All((OneOf(_STATUS, PROMISED), Compare(_DUE, ">", Day(soon=True))))),
    Rule("closed", "milestone", OneOf(_STATUS, CLOSED)),
)


def attention(kind: str, row: Mapping[str, Any], as_of: date, soon_days: int = DUE_SOON_DAYS) -> Attention | None:
    """The attention of one record of `kind` on `as_of`, or None where its kind asks for none just then.

    `row` holds status and due_on for a milestone, guided and measures for an item, reports and report_due_on for an
    act of guidance. Every milestone has exactly one attention.
    """
    for rule in RULES:
        if rule.kind == kind and holds(rule.test, row, as_of, soon_days):
            return rule.attention
    return None


def rank_sql(as_of: date, soon_days: int = DUE_SOON_DAYS) -> str:
    """The triage rank of a milestone as an SQL expression over its columns; see `sql`."""
    cases = " ".join(
        f"WHEN {sql(rule.test, as_of, soon_days)} THEN {RANK[rule.attention]}"
        for rule in RULES
        if rule.kind == "milestone"
    )
    return f"CASE {cases} END"


def days_overdue(status: str, due_on: date | None, as_of: date) -> int | None:
    """Days past the due date of an open milestone, None where it is not overdue."""
    if due_on is None or due_on >= as_of or status not in OPEN:
        return None
    return (as_of - due_on).days


def days_unverified(status: str, reported_on: date | None, as_of: date) -> int | None:
    """Days that a claim has waited for a supervisor, None where none waits."""
    if status != "reported" or reported_on is None:
        return None
    return max(0, (as_of - reported_on).days)


def worst(attentions: Mapping[Attention, int]) -> Attention | None:
    """The first class in triage order with a count above zero."""
    return next((name for name in ATTENTIONS if attentions.get(name)), None)


# --- what a supervisor or a report may do --------------------------------------------------------------------------

# From each status, the statuses that a supervisor's act can lead to. A decision is taken back by undo, or by an act.
_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "planned": frozenset({"in_progress", "reported", "verified", "returned", "withdrawn"}),
    "in_progress": frozenset({"planned", "reported", "verified", "returned", "withdrawn"}),
    "reported": frozenset({"planned", "in_progress", "verified", "returned", "withdrawn"}),
    "returned": frozenset({"planned", "in_progress", "reported", "verified", "withdrawn"}),
    "verified": frozenset({"returned"}),
    "withdrawn": frozenset({"planned", "in_progress"}),
}


def may_move(status: str, to: str) -> bool:
    """Whether a supervisor's act can lead from one status to another. A verified promise can only be sent back."""
    return to in _MOVES[status]


def may_claim(status: str, to: str) -> bool:
    """Whether a report may move a milestone: only among the first three, and a returned one only by a fresh claim."""
    return to in CLAIMS and (status in CLAIMS or status == "returned")


# --- keys ----------------------------------------------------------------------------------------------------------


def key_parent(key: str) -> str | None:
    """The key one level up (`a/b/c` is under `a/b`), None at the top. Guidance keys are `entity/date[-n]`."""
    head, slash, _ = key.rpartition("/")
    return head if slash else None


def occurrence_key(key: str) -> str:
    """The key of the occurrence after `key`: `…/3` is followed by `…/3.2`, `…/3.2` by `…/3.3`."""
    head, slash, tail = key.rpartition("/")
    stem, dot, number = tail.rpartition(".")
    if dot and number.isdigit():
        return f"{head}{slash}{stem}.{int(number) + 1}"
    return f"{head}{slash}{tail}.2"
