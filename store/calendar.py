"""The Japanese official calendar: eras, fiscal years (April to March) and ISO weeks. Standard library only.

Era days are those of the era-change ordinances: 大正 from 1912-07-30, 昭和 from 1926-12-25, 平成 from
1989-01-08 (政令第1号 of 1989), 令和 from 2019-05-01 (政令第143号 of 2019). Japan took the Gregorian calendar
on 1873-01-01 (明治6年, 太政官布告第337号); days before that were lunisolar and have no 和暦 here.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

from store.problem import Problem

GREGORIAN_FROM = date(1873, 1, 1)


class Era(NamedTuple):
    """One era: its printed name, the letter of the short form, its one-character form, first and last day.

    `first` and `last` are Gregorian days, both inside the era; `last` is None for the present one.
    """

    name: str
    letter: str
    ligature: str
    first: date
    last: date | None

    @property
    def last_year(self) -> int | None:
        """The highest year number the era reached (平成 31), None for the present era."""
        return None if self.last is None else self.last.year - self.first.year + 1

    def western(self, year: int) -> int:
        """Year `year` of the era, counted from 1, as a western year, however long the era lasted."""
        return self.first.year + year - 1


ERAS: tuple[Era, ...] = (
    Era("明治", "M", "㍾", date(1868, 1, 25), date(1912, 7, 29)),
    Era("大正", "T", "㍽", date(1912, 7, 30), date(1926, 12, 24)),
    Era("昭和", "S", "㍼", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", "㍻", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", "㋿", date(2019, 5, 1), None),
)


def era_named(name: str) -> Era | None:
    """The era printed as `name`: 令和, R, r, or the one-character ㋿; None if there is no such era."""
    upper = name.upper()
    return next((era for era in ERAS if upper in (era.name, era.letter, era.ligature)), None)


def era_of(day: date) -> Era:
    """The era in which `day` lies. ValueError before 1873-01-01, when the calendar was another."""
    if day < GREGORIAN_FROM:
        raise ValueError(f"{day.isoformat()} is before the Gregorian calendar of 明治6年")
    return next(era for era in reversed(ERAS) if era.first <= day)


def era_year_to_western(era: str, year: int) -> int:
    """Year `year` (元年 is 1) of `era` (令和, R or ㋿) as a western year.

    Problem if there is no such era or the era never had that year: 平成31年 is 2019, 平成32年 is refused.
    """
    known = era_named(era)
    if known is None:
        raise Problem("{era} is not an era: write 明治, 大正, 昭和, 平成 or 令和", era=era)
    last_year = known.last_year
    if year < 1 or known.western(year) > MAXYEAR or (last_year is not None and year > last_year):
        raise Problem("{era}{year}年 never was: the era has no such year", era=known.name, year=year)
    return known.western(year)


def wareki(day: date) -> str:
    """`day` as official papers print it: 令和6年9月30日, 令和元年5月1日. ValueError before 1873-01-01."""
    era = era_of(day)
    year = day.year - era.first.year + 1
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def wareki_short(day: date) -> str:
    """`day` as narrow tables print it: R6.9.30, R1.5.1. ValueError before 1873-01-01."""
    era = era_of(day)
    return f"{era.letter}{day.year - era.first.year + 1}.{day.month}.{day.day}"


def fiscal_year(day: date) -> int:
    """The western number of the fiscal year in which `day` lies: 2024-03-31 is in 2023 (令和5年度)."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """First and last day of fiscal year `year`: 2023 is 2023-04-01 to 2024-03-31."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month. ValueError if there is no such month."""
    return date(year, month, 1), month_end(year, month)


def month_end(year: int, month: int) -> date:
    """The last day of a month. ValueError if there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return date(year, month, _days(year, month))


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), or the last day of a month that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, _days(year, month + 1)))


@lru_cache(maxsize=512)
def _days(year: int, month: int) -> int:
    # Imported here: the screen's first rows ask for no month's end.
    from calendar import monthrange

    return monthrange(year, month)[1]


def iso_week(day: date) -> str:
    """The ISO 8601 week of `day`: 2026-11-25 lies in "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_bounds(week: str) -> tuple[date, date]:
    """Monday and Sunday of an ISO 8601 week written as "2026-W48" (2026W48 and lower case too).

    Problem if the text is no week or that year has no such week.
    """
    found = re.fullmatch(r"\s*([0-9]{4})-?[Ww]([0-9]{2})\s*", week)
    if found is None:
        raise Problem("{week} is not a week: write it as 2026-W48", week=week)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday, monday + timedelta(days=6)
    except (ValueError, OverflowError):
        raise Problem(
            "{week} is not a week: {year} has no week {number}",
            week=week,
            year=int(found[1]),
            number=int(found[2]),
        ) from None
