"""Recurring promises: whether a rule is one, and when it falls due next. Standard library and dateutil only."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from store.rules import UNSTATED


def check_recurrence(rule: str) -> str | None:
    """The reason why `rule` is neither an RFC 5545 RRULE value nor UNSTATED, or None where it is good."""
    if rule == UNSTATED:
        return None
    try:
        rrulestr(rule, dtstart=datetime(2024, 1, 1))  # noqa: DTZ001 - calendar days have no zone
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return str(error) or type(error).__name__
    return None


def next_occurrence(rule: str, after: date) -> date | None:
    """The first occurrence after the one due on `after`; None for UNSTATED or a rule that has ended.

    A rule that names no day of its own repeats the last day of the month where `after` is one: quarterly from 31 March
    is 30 June, which a plain RRULE from the 31st would skip. RFC 5545 3.3.10.
    """
    if rule == UNSTATED:
        return None
    parts = dict(part.split("=", 1) for part in rule.upper().split(";"))
    months = {"MONTHLY": 1, "YEARLY": 12}.get(parts.get("FREQ", ""))
    if months and set(parts) <= {"FREQ", "INTERVAL"}:
        step = relativedelta(months=months * int(parts.get("INTERVAL", "1")))
        moved: date = after + step
        if after.day == calendar.monthrange(after.year, after.month)[1]:
            moved = moved.replace(day=calendar.monthrange(moved.year, moved.month)[1])
        return moved
    start = datetime(after.year, after.month, after.day)  # noqa: DTZ001 - calendar days have no zone
    found = rrulestr(rule, dtstart=start).after(start)
    return found.date() if found is not None else None
