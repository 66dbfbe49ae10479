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
from importers.date_lone import lone_day
from importers.date_printed import Printed, Word
from importers.date_span import SEASONS, Impossible, days_in, part_of_month, part_of_year
from importers.date_year import era_year, short_year
from store.calendar import (
    GREGORIAN_FROM,
    Era,
    add_months,
    fiscal_year,
    month_end,
)

_WEEKDAYS = "月火水木金土日"
# 翌年 goes on from a 翌年 before it; 翌々年 and 前月 count from what that one counted from.
_NEXT = (0, 1)
# Days that a date counted on from another one without a year may lie behind it.
_LONG = 240
_ROUGH = frozenset({"begin", "dawn", "centre", *SEASONS})


def _base(word: Word, context: Context) -> date:
    origin, distance = word
    mention, near = context.mention, context.near
    if context.source is not None and distance not in _NEXT:
        mention, _, near = context.source
    if origin == "anchor":
        return context.anchor
    if origin == "near":
        return (near.pointed if near is not None else None) or context.anchor
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
        _check_weekday(printed, meaning)
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
        _without_year(printed, context, meaning)
    else:
        meaning.dated = printed.bare not in ("fiscal", "year")
        if printed.day_word is not None and printed.day is None and context.mention is not None:
            printed.day = context.mention.day
        meaning.start, meaning.end = days_in(meaning.year, printed, month)
        meaning.month = month
        meaning.opens = printed.begins
        if month is not None:
            meaning.year, meaning.opens = meaning.end.year, 1
        if meaning.era is not None and printed.year is not None:
            _check_era(meaning.era, meaning.start, meaning.end, printed, context.anchor)
    if printed.ended:
        meaning.start = meaning.end
    _check_weekday(printed, meaning)


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


def _check_weekday(printed: Printed, meaning: Meaning) -> None:
    if printed.weekday is None or meaning.start is None:
        return
    actual = meaning.start.weekday()
    if actual != printed.weekday:
        printed_as = _WEEKDAYS[printed.weekday]
        raise Impossible(f"{meaning.start.isoformat()} is {_WEEKDAYS[actual]}曜日, not {printed_as}曜日")


def _without_year(printed: Printed, context: Context, meaning: Meaning) -> None:
    """A month, a day, a quarter or a part of a month without a year."""
    previous = context.previous
    if printed.bare == "span":
        _bare_span(printed, context, meaning)
    elif printed.month is None:
        lone_day(printed, context, meaning)
    elif previous is not None and previous.start is not None and previous.dated:
        base = previous.start.replace(day=1) if printed.day is None else previous.start
        _occurrence(printed, base, True, meaning)
        meaning.era, meaning.dated = previous.era, True
    elif context.beside is not None:
        _nearest_to(printed, context.beside, meaning)
    elif previous is not None and previous.start is not None and _goes_round(printed, previous, context):
        _occurrence(printed, previous.start, True, meaning)
    else:
        near = _carried(context)
        carried = near is not None and _carries_on(printed, near, context, meaning)
        if not carried and not _soon_after(printed, context, meaning):
            _by_anchor(printed, context, meaning)
        elif carried and context.near is not None:
            meaning.era, meaning.dated = context.near.era, True
    if printed.weekday is not None and printed.month is not None:
        _by_weekday(printed, context, meaning)


def _goes_round(printed: Printed, previous: Meaning, context: Context) -> bool:
    """Whether a month of a list comes in the year behind the one before it: 4月、7月、10月、1月."""
    if context.past or context.generic or previous.month is None:
        return False
    return (printed.month or 0) < previous.month


def _nearest_to(printed: Printed, base: date, meaning: Meaning) -> None:
    """Set the occurrence that lies nearest to `base`."""
    before = Meaning(None, None, meaning.kind)
    _occurrence(printed, base, False, before)
    _occurrence(printed, base, True, meaning)
    if before.start is not None and meaning.start is not None and base - before.start < meaning.start - base:
        meaning.start, meaning.end, meaning.year = before.start, before.end, before.year


def _soon_after(printed: Printed, context: Context, meaning: Meaning) -> bool:
    """Set the first occurrence behind the date last mentioned, where something was asked for at that time and is due
    within three months of it (8月20日に… 8月末までに報告するよう命じた)."""
    mention = context.mention
    if not context.asked or mention is None or not -400 < (mention - context.anchor).days <= 0:
        return False
    after = Meaning(None, None, meaning.kind)
    _occurrence(printed, mention, True, after)
    if after.end is None or not 0 <= (after.end - mention).days <= 100:
        return False
    meaning.start, meaning.end, meaning.year, meaning.month = after.start, after.end, after.year, after.month
    return True


def _by_weekday(printed: Printed, context: Context, meaning: Meaning) -> None:
    """Where the year found gives another weekday than the printed one, take the year at the document's that fits."""
    if meaning.start is None or meaning.start.weekday() == printed.weekday or printed.month is None:
        return
    for year in (context.anchor.year + step for step in (0, 1, -1)):
        try:
            start, end = days_in(year, printed, printed.month)
        except Impossible:
            continue
        if start.weekday() == printed.weekday:
            meaning.start, meaning.end, meaning.year, meaning.era = start, end, year, None
            return


def _carries_on(printed: Printed, near: date, context: Context, meaning: Meaning) -> bool:
    """Set the first occurrence from `near` on, unless it would lie ahead of a document that tells of the past."""
    _occurrence(printed, near, True, meaning)
    if meaning.start is None or meaning.start <= context.anchor:
        return True
    if not _of_printed_year(context) and (meaning.start - near).days > _LONG:
        # 3月までに完了させるべく、1月から開く: what comes before it, and not what comes a year later.
        return False
    source = context.near.end if context.near is not None else None
    if (source or near) > context.anchor and (context.begins or not context.past):
        return True
    return context.moved or (not context.past and context.forward)


def _of_printed_year(context: Context) -> bool:
    """Whether the date that it counts on from has a printed year, or was moved; not the document's own month."""
    near = context.near
    if context.moved or near is None or near.start is None:
        return context.moved
    own = near.month is not None and near.start <= context.anchor <= (near.end or context.anchor)
    return near.dated and (context.forward or not own)


def _carried(context: Context) -> date | None:
    """The day from which a date without a year counts on in the same sentence (令和5年9月20日に…、10月31日までに)."""
    near = context.near
    if near is None or near.start is None or near.kind == "year":
        return None
    behind = context.previous is not None or near.start <= context.anchor or near.month is None
    if not near.dated and not context.moved and behind:
        return None
    if near.month is None and abs((near.start - context.anchor).days) > 1000:
        return None
    counted = near.end if context.moved and near.end is not None else near.since or near.start
    return counted.replace(day=1)


def _by_anchor(printed: Printed, context: Context, meaning: Meaning) -> None:
    if context.not_after is not None:
        _occurrence(printed, context.not_after, False, meaning)
        return
    forward = context.forward or _about_to_end(printed, context)
    if context.soon and not forward:
        after = Meaning(None, None, meaning.kind)
        _occurrence(printed, context.anchor, True, after)
        forward = after.start is not None and 0 < (after.start - context.anchor).days <= 31
    if context.fresh and forward:
        before = Meaning(None, None, meaning.kind)
        _occurrence(printed, context.anchor, False, before)
        forward = before.end is None or (context.anchor - before.end).days > 31
    if context.nearest:
        after, before = Meaning(None, None, meaning.kind), Meaning(None, None, meaning.kind)
        _occurrence(printed, context.anchor, True, after)
        _occurrence(printed, context.anchor, False, before)
        if after.end is not None and before.start is not None:
            forward = after.end - context.anchor < context.anchor - before.start
    try:
        _occurrence(printed, context.anchor, forward, meaning)
        _check_weekday(printed, meaning)
    except Impossible:
        if printed.weekday is None:
            raise
        _occurrence(printed, context.anchor, not forward, meaning)


def _about_to_end(printed: Printed, context: Context) -> bool:
    """Whether the end of the document's own month is told of as done a few days before it (8月末までに廃棄した)."""
    anchor = context.anchor
    left = month_end(anchor.year, anchor.month).day - anchor.day
    return context.past and printed.span == "last" and printed.month == anchor.month and left <= 7


def _occurrence(printed: Printed, base: date, forward: bool, meaning: Meaning) -> None:
    """The first occurrence that ends on or after `base`, or the last that starts on or before it."""
    step = 1 if forward else -1
    refused: Impossible | None = None
    for distance in range(-1, 9):
        year = base.year + step * distance
        try:
            start, end = days_in(year, printed, printed.month)
        except Impossible as impossible:
            refused = impossible
            continue
        if (forward and end >= base) or (not forward and start <= base):
            meaning.start, meaning.end, meaning.year, meaning.month = start, end, end.year, printed.month
            return
    raise refused or Impossible("no such day")


def _bare_span(printed: Printed, context: Context, meaning: Meaning) -> None:
    """第3四半期, 下期, 中旬: of the year or month of the date it continues, else of the document's fiscal year."""
    previous = context.previous or context.near
    if printed.span in ("early", "middle", "late"):
        if previous is None or previous.month is None or previous.end is None or previous.year is None:
            raise Unreadable
        meaning.start, meaning.end = part_of_month(previous.end.year, previous.month, printed)
        meaning.year, meaning.month, meaning.era = previous.end.year, previous.month, previous.era
        return
    meaning.year, meaning.opens = fiscal_year(context.anchor), printed.opens
    if previous is not None and previous.year is not None and previous.month is None:
        meaning.year, meaning.opens, meaning.era = previous.year, previous.opens, previous.era
    if context.forward and previous is None and printed.span not in ("half1", "half2"):
        _, end = part_of_year(meaning.year, meaning.opens, printed.span)
        meaning.year += 1 if end < context.anchor else 0
    meaning.start, meaning.end = part_of_year(meaning.year, meaning.opens, printed.span)
