"""The door for one date that a person types: in a form, in the palette, behind an option of the command line.

What is typed is a due date, so it is read as if まで stood behind it: its last day counts, and a date without a year
is the next to come. Besides all that `importers.dates` reads, it knows steps from today (`+2w`, `-3d`, `+1m`), the
words today, tomorrow and yesterday, and dates that are typed only half: `2027-03` and `R9.3` are months, `R9` a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from importers.date_text import fold
from importers.dates import Reading, read_dates
from store.calendar import add_months, month_bounds
from store.problem import Problem

_STEP = re.compile(r"([+-])[ ]?([0-9]{1,4})[ ]?(d|w|m|y|日|週間?|(?:か|カ|ヶ|ヵ|ケ|箇)?月|年)(?:後|前)?", re.IGNORECASE)
_DAYS = {"today": 0, "今日": 0, "本日": 0, "きょう": 0, "tomorrow": 1, "明日": 1, "あした": 1, "明後日": 2}
_DAYS |= {"yesterday": -1, "昨日": -1}
_PACKED = re.compile(r"(1[89]|2[01])([0-9]{2})([0-9]{2})([0-9]{2})?")
_WEST = re.compile(r"((?:1[89]|2[01])[0-9]{2})(?:[-/.]([0-9]{1,2}))?[-/.]?")
_ERA = re.compile(
    r"([RHSTM]|令和?|平成?|昭和?|大正?|明治?)\.?[ ]?([0-9]{1,2}|元)(?:[./-]([0-9]{1,2}))?(年?度?)[./-]?", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})")
_LONE_DAY = re.compile(r"([0-9]{1,2})日")
_PARTICLES = re.compile(r"(?:まで|迄|中|内|に|を|頃|ごろ|ころ|目処|目途|めど|付け?|時点|の|末|日|予定|\s)*")
_LETTERS = {"令": "令和", "平": "平成", "昭": "昭和", "大": "大正", "明": "明治"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood: the days `start` to `due_on`; `due_on` is the last day, the due date.

    `kind` is as in a Reading (day, month, year, fiscal-year, range, relative); `approx` where 頃 or 目処 was typed;
    `understood` is the part of the typed text that made the date.
    """

    due_on: date
    start: date
    kind: str
    approx: bool
    understood: str


def parse_date(text: str, today: date) -> Typed:
    """The date that a person typed as `text` on the day `today`. Problem, with a sentence for the person, if none."""
    typed = fold(text).text.strip()
    if not typed:
        raise Problem("No date: type one as 2027-03-31, R9.3.31, 12/25, 月末 or +2w")
    try:
        known = _step(typed, today) or _word(typed, today) or _numbers(typed, today)
    except (ValueError, OverflowError):
        raise Problem("{text} is no date: there is no such day", text=text.strip()) from None
    return known or _read(text.strip(), typed, today)


def _day(day: date, typed: str, kind: str = "day") -> Typed:
    return Typed(day, day, kind, False, typed)


def _step(typed: str, today: date) -> Typed | None:
    found = _STEP.fullmatch(typed)
    if found is None:
        return None
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    unit = found[3].lower()
    if unit in ("d", "日"):
        return _day(today + timedelta(days=count), typed, "relative")
    if unit in ("w", "週", "週間"):
        return _day(today + timedelta(weeks=count), typed, "relative")
    return _day(add_months(today, count * (12 if unit in ("y", "年") else 1)), typed, "relative")


def _word(typed: str, today: date) -> Typed | None:
    days = _DAYS.get(typed.lower())
    return None if days is None else _day(today + timedelta(days=days), typed, "relative")


def _month(year: int, month: int, typed: str) -> Typed:
    first, last = month_bounds(year, month)
    return Typed(last, first, "month", False, typed)


def _numbers(typed: str, today: date) -> Typed | None:
    """Forms of digits alone, whole or half typed."""
    packed = _PACKED.fullmatch(typed)
    if packed is not None:
        year, month = int(packed[1] + packed[2]), int(packed[3])
        return _month(year, month, typed) if packed[4] is None else _day(date(year, month, int(packed[4])), typed)
    west = _WEST.fullmatch(typed)
    if west is not None:
        if west[2] is not None:
            return _month(int(west[1]), int(west[2]), typed)
        return Typed(date(int(west[1]), 12, 31), date(int(west[1]), 1, 1), "year", False, typed)
    month_day = _MONTH_DAY.fullmatch(typed)
    if month_day is not None:
        return _next(int(month_day[1]), int(month_day[2]), typed, today)
    lone = _LONE_DAY.fullmatch(typed)
    if lone is not None:
        return _next_day(int(lone[1]), typed, today)
    return None


def _next(month: int, day: int, typed: str, today: date) -> Typed:
    """The next such day, 29 February in the next leap year."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return _day(found, typed)
    raise ValueError(typed)


def _next_day(day: int, typed: str, today: date) -> Typed:
    for months in range(3):
        first = add_months(today.replace(day=1), months)
        last = month_bounds(first.year, first.month)[1]
        if day <= last.day and first.replace(day=max(day, 1)) >= today and day >= 1:
            return _day(first.replace(day=day), typed)
    raise ValueError(typed)


def _read(text: str, typed: str, today: date) -> Typed:
    """Everything else: exactly one date, with nothing beside it but particles."""
    asked = _spelled_out(typed)
    readings = read_dates(f"{asked}まで", today)
    if len(readings) != 1:
        raise Problem("{text} is no date: type one as 2027-03-31, R9.3.31, 12/25, 月末 or +2w", text=text)
    reading = readings[0]
    rest = asked[: reading.offset] + asked[reading.offset + reading.length :]
    if reading.problem is not None:
        raise Problem("{text} is no date: {reason}", text=text, reason=reading.problem)
    if reading.recurrence is not None or _PARTICLES.fullmatch(rest) is None:
        raise Problem("{text} is not one date: type one as 2027-03-31, R9.3.31, 12/25, 月末 or +2w", text=text)
    return _typed(text, reading)


def _typed(text: str, reading: Reading) -> Typed:
    if reading.end is None:
        raise Problem("{text} has no last day: type the day by which it is due", text=text)
    return Typed(reading.end, reading.start or reading.end, reading.kind, reading.approx, reading.quote)


def _spelled_out(typed: str) -> str:
    """R9, r9.3 and 令9.3.31 with their era and units spelled out; any other text as it is."""
    found = _ERA.fullmatch(typed)
    if found is None:
        return typed[0].upper() + typed[1:]
    era = _LETTERS.get(found[1], found[1].upper())
    year = f"{era}{found[2]}{found[4] or '年'}"
    return year if found[3] is None else f"{year}{found[3]}月"
