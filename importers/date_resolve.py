"""Which days a `Printed` date means: eras, fiscal years, parts of a month, words that point from another date.

Conventions of official Japanese, each pinned by a line of tests/importers/dates:

- 末 is the last day itself (令和5年度末 is 2024-03-31 to 2024-03-31); 上旬 is the 1st to the 10th, 中旬 to the 20th.
- A quarter or a half of a 年度 counts from April, of a 年 from January.
- 令和元年 is the whole calendar year 2019, as in official statistics; a month or a day must touch its era.
- A year the era never reached is impossible, unless the document was written while that era still ran: a paper of
  2016 rightly plans for 平成35年3月, one of 2023 cannot mean 平成40年.
"""

from __future__ import annotations

from datetime import date, timedelta

from importers.date_context import Context, Meaning, Unreadable
from importers.date_printed import Printed, Word
from importers.date_search import check_weekday, without_year
from importers.date_span import SEASONS, Impossible, days_in, part_of_year
from importers.date_year import era_year, short_year
from store.calendar import (
    GREGORIAN_FROM,
    Era,
    add_months,
    fiscal_year,
)

# 翌年 goes on from a 翌年 before it; 翌々年 and 前月 count from what that one counted from.
_NEXT = (0, 1)
_ROUGH = frozenset({"begin", "dawn", "centre", *SEASONS})


def _base(word: Word, context: Context) -> date:
    origin, distance = word
    mention, near = context.mention, context.near
    if context.source is not None and distance not in _NEXT:
        mention, _, near = context.source
    if origin == "anchor":
        return context.anchor
    if origin == "near":
        known = near is not None and (near.month is not None or distance != 0)
        return (near.pointed if near is not None and known else None) or context.anchor
    return mention or context.anchor


def _check_era(era: Era, start: date, end: date, printed: Printed, anchor: date) -> None:
    """Whether a month or a day lies in its era at all."""
    if printed.month is None and printed.month_word is None:
        return
    fault = ""
    if end < era.first:
        fault = f"never was: {era.name} began on {era.first.isoformat()}"
    elif era.last is not None and start > era.last and anchor > era.last:
        fault = f"never was: {era.name} ended on {era.last.isoformat()}"
    elif start < GREGORIAN_FROM:
        fault = "was counted in the lunisolar calendar in use before 1873"
    if fault:
        day = f"{start.day}日" if printed.day is not None else ""
        raise Impossible(f"{era.name}{printed.year}年{start.month}月{day} {fault}")


def _kind(printed: Printed) -> str:
    if printed.relative:
        return "relative"
    if printed.span == "last" or printed.ended or printed.nth_weekday is not None or printed.day is not None:
        return "day"
    if printed.span is not None and printed.span != "nth":
        return "range"
    if printed.month is not None:
        return "month"
    return "fiscal-year" if printed.fiscal else "year"


def _by_word(printed: Printed, context: Context) -> tuple[date, date] | None:
    """A day or a week that a word names by its distance: 本日, 翌日, 来週."""
    word = printed.day_word
    if word is not None and printed.month_word is None and printed.year_word is None:
        origin = _base(word, context)
        if word[0] == "mention":
            if context.day is None and (word[1] != 0 or context.mention is not None):
                raise Unreadable
            counted = context.day if context.source is None or word[1] <= 1 else context.source[1]
            origin = counted or context.anchor
        day = origin + timedelta(days=word[1])
        if printed.day is not None and printed.day != day.day:
            raise Unreadable
        return day, day
    if printed.week_word is not None:
        base = _base(printed.week_word, context)
        monday = base + timedelta(days=7 * printed.week_word[1] - base.weekday())
        if printed.weekday is not None:
            day = monday + timedelta(days=printed.weekday)
            return day, day
        return monday, monday + timedelta(days=6)
    return None


def resolve(printed: Printed, context: Context) -> Meaning:
    """The days that `printed` means in `context`.

    An impossible date is a Meaning with a `problem`. Unreadable where what it points from is not known.
    """
    meaning = Meaning(None, None, _kind(printed), printed.span in _ROUGH or (printed.span == "nth"))
    try:
        _resolve(printed, context, meaning)
    except Impossible as impossible:
        meaning.start = meaning.end = None
        meaning.problem = str(impossible)
    except OverflowError:
        meaning.start = meaning.end = None
        meaning.problem = "the date is out of range"
    return meaning


def _resolve(printed: Printed, context: Context, meaning: Meaning) -> None:
    if printed.span == "current":
        printed.span = f"q{(context.anchor.month - 4) % 12 // 3 + 1}"
    known = _by_word(printed, context)
    if known is not None:
        meaning.start, meaning.end = known
        meaning.year, meaning.month = known[0].year, known[0].month
        check_weekday(printed, meaning)
        return
    if printed.nth_weekday is not None:
        meaning.approx = False
    _name_year(printed, context, meaning)
    month = printed.month
    if printed.month_word is not None:
        month = _name_month(printed.month_word, context, meaning)
    if printed.bare == "month":
        meaning.year, month = context.anchor.year, context.anchor.month
    if meaning.year is None:
        without_year(printed, context, meaning)
    else:
        meaning.dated = printed.bare not in ("fiscal", "year")
        if printed.day_word is not None and printed.day is None and context.mention is not None:
            printed.day = context.mention.day
        meaning.start, meaning.end = days_in(meaning.year, printed, month)
        meaning.month = month
        meaning.opens = printed.begins
        if month is not None:
            meaning.year, meaning.opens = meaning.end.year, 1
        if meaning.era is not None and printed.year is not None and printed.beside is None:
            _check_era(meaning.era, meaning.start, meaning.end, printed, context.anchor)
    if printed.ended:
        meaning.start = meaning.end
    check_weekday(printed, meaning)


def _name_year(printed: Printed, context: Context, meaning: Meaning) -> None:
    """Set the western year of `meaning` where the print has one or points to one."""
    if printed.year_word is not None:
        base = _base(printed.year_word, context)
        year = base.year - (base.month < printed.begins)
        meaning.year = year + printed.year_word[1]
        if printed.year_word[0] == "after" and printed.month is not None:
            passed = (printed.month, printed.day or 0) <= (base.month, base.day if printed.day else 0)
            meaning.year += passed
        source = context.near if printed.year_word[0] != "anchor" else None
        meaning.era = source.era if source is not None else None
    elif printed.short and printed.year is not None:
        meaning.year, meaning.era = short_year(printed.year, context)
    elif printed.year is not None and printed.era is not None:
        meaning.era = printed.era
        meaning.year = era_year(printed.era, printed.year, context.anchor)
    elif printed.year is not None:
        meaning.year = printed.year
    elif printed.bare in ("fiscal", "year"):
        printed.fiscal = printed.bare == "fiscal"
        meaning.year = _bare_year(printed, context)
    if printed.beside is not None and meaning.year is not None:
        era, number = printed.beside
        beside = number if era is None else era.western(number)
        if printed.year_word is not None:
            meaning.year, meaning.era = beside, era
        elif beside != meaning.year:
            raise Impossible(f"the two years beside each other differ: {meaning.year} and {beside}")


def _bare_year(printed: Printed, context: Context) -> int:
    """The year that 年度末, 年内 or 年明け is a part of: that of the sentence, else the one around the document.

    年度末に点検した is the last end of a year that has passed; 年明け is the next one, but in its first three months
    this one.
    """
    near = context.near
    if near is not None and near.fiscal and near.month is None and near.year is not None and printed.fiscal:
        printed.opens = near.opens
        return near.year + (printed.span == "dawn")
    anchor = context.anchor
    if (
        context.past
        and printed.span != "dawn"
        and near is not None
        and near.month is not None
        and near.start is not None
    ):
        # 12月の点検で見つかり、年内に訂正した
        return fiscal_year(near.start) if printed.fiscal else near.start.year
    year = fiscal_year(anchor) if printed.fiscal else anchor.year
    start, _ = part_of_year(year, printed.begins, printed.span)
    if printed.span == "dawn":
        fresh = anchor < add_months(start.replace(day=1), 3)
        return year + (not context.past and not fresh)
    return year - (context.done and start > anchor)


def _name_month(word: Word, context: Context, meaning: Meaning) -> int:
    """The month that 同月 or 来月 points to; its year too, unless one is printed."""
    base = _base(word, context)
    if word[0] == "mention" and context.mention is not None and (context.source is None or word[1] in _NEXT):
        if context.in_month is None:
            raise Unreadable
        base = context.in_month
    if meaning.year is None:
        base = add_months(base.replace(day=1), word[1])
        meaning.year = base.year
    return base.month
