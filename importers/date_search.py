"""Where a month, a day, a quarter or a part of a month without a year lies.

It is counted on from a date of its sentence, or looked for around the document's: behind it, ahead of it, or the nearer
of the two, as `importers.date_outlook` has set it.
"""

from __future__ import annotations

from datetime import date

from importers.date_context import Context, Meaning, Unreadable
from importers.date_lone import lone_day
from importers.date_printed import Printed
from importers.date_span import Impossible, days_in, part_of_month, part_of_year
from store.calendar import fiscal_year, month_end

_WEEKDAYS = "月火水木金土日"
# Days that a date counted on from another one without a year may lie behind it.
_LONG = 240
# What is told as to come is not looked for in a time that lies farther back.
_LONG_PAST = 180


def check_weekday(printed: Printed, meaning: Meaning) -> None:
    """Impossible if the weekday printed beside a day is not the one it fell on."""
    if printed.weekday is None or meaning.start is None:
        return
    actual = meaning.start.weekday()
    if actual != printed.weekday:
        printed_as = _WEEKDAYS[printed.weekday]
        raise Impossible(f"{meaning.start.isoformat()} is {_WEEKDAYS[actual]}曜日, not {printed_as}曜日")


def without_year(printed: Printed, context: Context, meaning: Meaning) -> None:
    """A month, a day, a quarter or a part of a month without a year."""
    previous = context.previous
    if printed.bare == "span":
        _bare_span(printed, context, meaning)
    elif printed.bare == "part":
        _season(printed, context, meaning)
    elif printed.month is None:
        lone_day(printed, context, meaning)
    elif previous is not None and previous.start is not None and previous.dated:
        base = previous.start.replace(day=1) if printed.day is None else previous.start
        _occurrence(printed, base, True, meaning)
        meaning.era, meaning.dated = previous.era, True
    elif context.beside is not None:
        _nearest_to(printed, context.beside, meaning)
    elif previous is not None and previous.start is not None and _goes_on(printed, previous, context):
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


def _season(printed: Printed, context: Context, meaning: Meaning) -> None:
    """秋頃: of the year that the sentence has named, else the one that the document looks to."""
    near = context.near
    if near is not None and near.dated and near.whole_year and near.year is not None:
        meaning.start, meaning.end = part_of_year(near.year, near.opens, printed.span)
        meaning.year, meaning.opens = near.year, near.opens
    else:
        _by_anchor(printed, context, meaning)


def _goes_on(printed: Printed, previous: Meaning, context: Context) -> bool:
    """Whether a month of a list is to come like the one before it, or in the next year (4月、7月、10月、1月)."""
    if context.past or previous.month is None:
        return False
    if not context.forward and previous.start is not None and previous.start > context.anchor:
        return True
    return not context.generic and (printed.month or 0) < previous.month


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
    if context.leads and context.ahead:
        _occurrence(printed, context.anchor, True, meaning)
        if meaning.end is not None and meaning.end <= near:
            return True
    _occurrence(printed, near, True, meaning)
    if meaning.start is None or meaning.start <= context.anchor:
        return not (context.ahead and meaning.end is not None and (context.anchor - meaning.end).days > _LONG_PAST)
    if context.ahead and near <= context.anchor and context.near is not None and context.near.dated:
        return True
    if (near > context.anchor or not _of_printed_year(context)) and (meaning.start - near).days > _LONG:
        # 3月までに完了させるべく、1月から開く: what comes before it, and not what comes a year later.
        if near > context.anchor and context.ahead:
            context.forward, context.nearest = True, False
        return context.moved
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
    moved = context.moved and not near.whole_year
    counted = near.end if moved and near.end is not None else near.since or near.start
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
        forward = before.end is None or (context.anchor - before.end).days > context.fresh
    if context.nearest:
        after, before = Meaning(None, None, meaning.kind), Meaning(None, None, meaning.kind)
        _occurrence(printed, context.anchor, True, after)
        _occurrence(printed, context.anchor, False, before)
        if after.end is not None and before.start is not None:
            forward = after.end - context.anchor < context.anchor - before.start
    try:
        _occurrence(printed, context.anchor, forward, meaning)
        check_weekday(printed, meaning)
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
