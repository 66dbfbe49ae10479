"""What a typed day means, in one line: both calendars, weekday, business day or holiday, how far off, how far moved.

Government offices are closed on Saturdays, Sundays, public holidays and from 29 December to 3 January
(行政機関の休日に関する法律, Act No. 91 of 1988, Article 1).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tui import days
from tui.i18n import _, lang, ngettext

# jpholiday knows the holidays from the law of 1948 on; further off than this nobody has promised anything.
_YEARS: Final = range(1949, 2100)


def closed(day: date) -> str | None:
    """Why government offices are closed on a day, None where they are open."""
    if day.year in _YEARS:
        import jpholiday

        name = jpholiday.is_holiday_name(day)
        if name:
            return name if lang() == "ja" else _("public holiday")
    if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return _("year-end closing")
    if day.weekday() >= 5:
        return _("Saturday") if day.weekday() == 5 else _("Sunday")
    return None


def distance(day: date, today: date) -> str:
    """How far off: today, in 128 days, 3 days ago."""
    off = (day - today).days
    if off == 0:
        return _("today")
    if off > 0:
        return ngettext("in {n} day", "in {n} days", off).format(n=f"{off:,}")
    return ngettext("{n} day ago", "{n} days ago", -off).format(n=f"{-off:,}")


def moved(before: date | None, after: date | None) -> str:
    """Put off or brought forward by how many days; empty where there is nothing to compare."""
    if before is None or after is None:
        return ""
    off = (after - before).days
    if off > 0:
        return ngettext("put off by {n} day", "put off by {n} days", off).format(n=f"{off:,}")
    if off < 0:
        return ngettext("brought forward by {n} day", "brought forward by {n} days", -off).format(n=f"{-off:,}")
    return _("the same day")


def told(day: date, today: date) -> str:
    """The day in one line."""
    why = closed(day)
    open_or_not = _("business day") if why is None else _("closed: {why}").format(why=why)
    return " · ".join((days.both(day, lang()), open_or_not, distance(day, today)))
