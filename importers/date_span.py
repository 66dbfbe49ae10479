"""Calendar arithmetic of printed dates: the days of a year, a fiscal year, a month, or the named part of one."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta

from importers.date_printed import Printed
from store.calendar import add_months, month_bounds, month_end

_QUARTERS = {"q1": 0, "q2": 3, "q3": 6, "q4": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


class Impossible(Exception):
    """The printed date names no day; the text says why."""


def part_of_year(year: int, opens: int, span: str | None) -> tuple[date, date]:
    """First and last day of the year that begins with month `opens`, or of its `span`.

    A span is last, half1, q3, winter, begin, dawn or decade.
    """
    first = date(year, opens, 1)
    last = date(year, 12, 31) if opens == 1 else month_end(year + 1, opens - 1)
    if span == "last":
        return last, last
    if span in ("half1", "half2"):
        middle = add_months(first, 6)
        return (first, middle - timedelta(days=1)) if span == "half1" else (middle, last)
    if span in _QUARTERS:
        start = add_months(first, _QUARTERS[span])
        return start, add_months(start, 3) - timedelta(days=1)
    if span in SEASONS:
        month = SEASONS[span]
        return date(year, month, 1), add_months(date(year, month, 1), 3) - timedelta(days=1)
    if span in ("begin", "dawn"):
        return first, month_end(first.year, first.month)
    if span == "decade":
        return first, date(year + 9, 12, 31)
    return first, last


def part_of_month(year: int, month: int, printed: Printed) -> tuple[date, date]:
    """First and last day of a month, or of the part of it that `printed` names (early, late, last, nth …)."""
    first, last = month_bounds(year, month)
    span = printed.span
    if printed.business:
        begun = add_months(first, _QUARTERS.get(span or "", 6 if span == "half2" else 0) - 11)
        return begun, add_months(begun, 6 if span in ("half1", "half2") else 3) - timedelta(days=1)
    if span == "last":
        return last, last
    if span in ("early", "begin", "dawn"):
        return first, first.replace(day=10)
    if span in ("middle", "centre"):
        return first.replace(day=11), first.replace(day=20)
    if span == "late":
        return first.replace(day=21), last
    if span == "half1":
        return first, first.replace(day=15)
    if span == "half2":
        return first.replace(day=16), last
    if span == "business":
        return add_months(first, -11), last
    if span == "nth" and printed.nth_weekday is not None and printed.nth is not None:
        day = 1 + (printed.nth_weekday - first.weekday()) % 7 + 7 * (printed.nth - 1)
        if day > last.day:
            raise Impossible(f"{year}-{month:02d} has no weekday of that kind for the {printed.nth}th time")
        return first.replace(day=day), first.replace(day=day)
    return first, last


def days_in(year: int, printed: Printed, month: int | None) -> tuple[date, date]:
    """The days of `printed` in western year (or fiscal year) `year`."""
    if not 1 <= year < MAXYEAR - 1:
        raise Impossible(f"the year {year} is out of range")
    if month is None:
        return part_of_year(year, printed.begins, printed.span)
    if not 1 <= month <= 12:
        raise Impossible(f"there is no month {month}")
    if printed.fiscal and month < printed.opens:
        year += 1
    if printed.day is None:
        return part_of_month(year, month, printed)
    last = 28 if 1 <= printed.day <= 28 else month_end(year, month).day
    if not 1 <= printed.day <= last:
        raise Impossible(f"{year}-{month:02d} has {last} days, no day {printed.day}")
    day = date(year, month, printed.day)
    return day, day
