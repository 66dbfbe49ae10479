"""Recurring promises: whether a rule is one, and when it falls due next. Standard library and dateutil only."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from store.calendar import month_end
from store.rules import UNSTATED

# A promise recurs by days at the soonest and within a lifetime: an INTERVAL beyond this is a slip of the keyboard.
_PERIODS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_MOST = 1000
_COUNT = re.compile(r"(?<![A-Z])COUNT=(\d+)", re.IGNORECASE)


@lru_cache(maxsize=256)
def check_recurrence(rule: str) -> str | None:
    """The reason why `rule` is neither an RFC 5545 RRULE value nor UNSTATED, or None where it is good.

    Only the value itself (no DTSTART, no RDATE), in periods of days or longer, with an INTERVAL of 1 to 1000.
    """
    if rule == UNSTATED:
        return None
    if not all("=" in part for part in rule.split(";")) or ":" in rule or any(sign.isspace() for sign in rule):
        return "it is not of the form FREQ=…;INTERVAL=…"
    parts = _parts(rule)
    if parts.get("FREQ") not in _PERIODS:
        return "FREQ is none of " + ", ".join(_PERIODS)
    interval = parts.get("INTERVAL", "1")
    if not (interval.isascii() and interval.isdigit() and 1 <= int(interval) <= _MOST):
        return f"INTERVAL is not a number from 1 to {_MOST}"
    if not re.fullmatch(r"[0-9]{8}(T[0-9]{6})?", parts.get("UNTIL", "20240101")):
        return "UNTIL is not of the form YYYYMMDD"
    try:
        rrulestr(rule, dtstart=datetime(2024, 1, 1))  # noqa: DTZ001 - calendar days have no zone
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return str(error) or type(error).__name__
    return None


def _parts(rule: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in rule.upper().split(";"))}


def next_occurrence(rule: str, after: date) -> date | None:
    """The first occurrence after the one due on `after`; None for UNSTATED or a rule that has ended.

    A rule that names no day of its own repeats the last day of the month where `after` is one: quarterly from 31 March
    is 30 June, which a plain RRULE from the 31st would skip. RFC 5545 3.3.10.
    """
    if rule == UNSTATED:
        return None
    parts = _parts(rule)
    months = months_apart(rule)
    if months and set(parts) <= {"FREQ", "INTERVAL", "COUNT", "UNTIL"}:
        try:
            moved: date = after + relativedelta(months=months)
        except (ValueError, OverflowError):
            return None  # beyond the calendar's last year
        if after == month_end(after.year, after.month):
            moved = month_end(moved.year, moved.month)
        ended = int(parts.get("COUNT", "2")) < 2 or f"{moved:%Y%m%d}" > parts.get("UNTIL", "99991231")[:8]
        return None if ended else moved
    start = datetime(after.year, after.month, after.day)  # noqa: DTZ001 - calendar days have no zone
    found = rrulestr(rule, dtstart=start).after(start)
    return found.date() if found is not None else None


def months_apart(rule: str) -> int:
    """How many months lie between the times of a monthly or yearly rule; 0 for any other."""
    parts = _parts(rule)
    return {"MONTHLY": 1, "YEARLY": 12}.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))


def rest_of(rule: str) -> str:
    """The rule of what follows the first occurrence: a COUNT is one less, so that the last one ends the series."""
    return _COUNT.sub(lambda found: f"COUNT={max(1, int(found[1]) - 1)}", rule)
