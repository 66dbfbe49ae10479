"""What goes on from a date: the second one of a range (4月1日～9月30日, R5.4～6.3), the next of a list (4・5年度)."""

from __future__ import annotations

import re

from importers import date_grammar as grammar
from importers.date_binding import parsed_at
from importers.date_printed import Printed

_RANGE_ENDS = re.compile(r"\s*(?:末|頃|ごろ|中)?(?:まで|迄|にかけ|の間|の期間)")
# 平成24・25・26年度.
_SERIES = re.compile(r"(?:・[0-9]{1,2}){1,4}年")
_ROUGH = re.compile(r"頃|ころ|ごろ")


def listed(text: str, printed: Printed) -> bool:
    """Whether the number without its unit is the first of a list (4・5年度)."""
    gap = grammar.LIST_GAP.match(text, printed.end)
    if gap is None or gap.end() == printed.end:
        return False
    following = parsed_at(text, gap.end(), hyphen=True)
    return (following is not None and not following.elided) or _SERIES.match(text, printed.end) is not None


def second_end(text: str, printed: Printed) -> Printed | None:
    """The date behind ～ or から, if one stands there."""
    gap = grammar.RANGE_GAP.match(text, printed.end)
    if gap is None or printed.week_word or ("-" in gap["sign"] and "\n" in gap[0]):
        return None
    if printed.dotted:
        whole = grammar.DOTTED_WHOLE.match(text, gap.end()) if printed.era is not None else None
        if whole is not None and printed.day is not None:
            return _dotted_whole(whole)
        west = grammar.DOTTED_WEST.match(text, gap.end()) if printed.day is None and printed.era is None else None
        if west is not None:
            return Printed(west.start(), west.end(), year=int(west["year"]), month=int(west["month"]), dotted=True)
        end = grammar.DOTTED_END.match(text, gap.end())
        if end is not None:
            return _dotted_end(text, printed, end)
        last = grammar.DOTTED_LAST.match(text, gap.end()) if gap["sign"] == "~" else None
        if last is not None and printed.day is None and (printed.month or 12) < int(last["day"]) <= 12:
            return Printed(last.start(), last.end(), month=int(last["day"]), dotted=True)
        if last is not None and printed.day is not None and printed.day < int(last["day"]) <= 31:
            return _with_weekday(text, Printed(last.start(), last.end(), day=int(last["day"]), dotted=True))
    second = parsed_at(text, gap.end(), "-" in gap["sign"])
    if second is None or second.elided:
        return None
    second.rough = _ROUGH.search(gap[0]) is not None
    if "、" in gap[0] and not _RANGE_ENDS.match(text, second.end):
        return None
    if gap["sign"] in ("から", "より") and grammar.MOVED.match(text, second.end):
        return None
    return second


def _dotted_whole(found: re.Match[str]) -> Printed | None:
    """The 5.6.30 of R4.7.1～5.6.30."""
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Printed(found.start(), found.end(), year=year, short=True, month=month, day=day, dotted=True)


def _dotted_end(text: str, printed: Printed, found: re.Match[str]) -> Printed | None:
    """The 9.30 of R5.4.1～9.30, or the 6.3 of R5.4～6.3."""
    second = Printed(found.start(), found.end(), dotted=True)
    first, last = int(found["first"]), int(found["second"])
    if printed.day is not None and 1 <= first <= 12 and 1 <= last <= 31:
        second.month, second.day = first, last
    elif printed.day is None and printed.era is not None and 1 <= last <= 12:
        second.year, second.month, second.short = first, last, True
    else:
        return None
    return _with_weekday(text, second)


def _with_weekday(text: str, second: Printed) -> Printed:
    """`second` with the weekday in brackets behind its day."""
    weekday = grammar.WEEKDAY.match(text, second.end)
    if second.day is not None and weekday is not None and weekday["in"]:
        second.weekday, second.end = grammar.WEEKDAYS[weekday["in"]], weekday.end()
    return second
