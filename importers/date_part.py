"""The part of a year or a month that stands behind a date (末, 上旬, 第3四半期, 年明け), and its weekday."""

from __future__ import annotations

import re

from importers import date_grammar as grammar
from importers.date_numerals import number
from importers.date_printed import Printed

_ENDS = frozenset({"current", "half1", "half2", "q1", "q2", "q3", "q4"})
_END_OF_PART = re.compile(r"[ \t]*末日?(?!試験|テスト|手当|考査)")
_YEAR_ONLY = {"half1", "half2", "season", "quarter", "quarter2", "quarter3", "decade"}
# What a part, a weekday or a blank before them begins with; "" is in it too, so that the end of the text is looked at.
_GOES_ON = " \t\nの末年月上初中下前後第1234Q一二三四春夏秋冬はじ早当明半な央期代(火水木金土日"
_MONTH_ONLY = {"early", "middle", "late", "nth", "business"}


def take_part(text: str, printed: Printed) -> None:
    """Take 末, 上旬, 第3四半期 … and the weekday that stand behind the date."""
    if printed.elided or text[printed.end : printed.end + 1] not in _GOES_ON:
        return
    level = printed.level
    if level in ("year", "month", "bare") and printed.span is None:
        found = grammar.SPAN.match(text, printed.end) or _in_brackets(text, printed.end)
        name = found.lastgroup if found is not None else None
        if found is not None and name == "nth_weekday":
            name = "nth"
        if found is not None and name is not None and _fits(name, level, printed, found):
            _set_span(printed, name, found)
    if printed.span == "business":
        part = grammar.SPAN.match(text, printed.end)
        name = part.lastgroup if part is not None else None
        if part is not None and name in ("half1", "half2", "quarter", "quarter2", "quarter3"):
            _set_span(printed, name, part)
            printed.business = True
    if printed.span in _ENDS:
        last = _END_OF_PART.match(text, printed.end)
        if last is not None:
            printed.ended, printed.end = True, last.end()
    if printed.day is not None or printed.day_word is not None:
        weekday = grammar.WEEKDAY.match(text, printed.end)
        if weekday is not None and (weekday["in"] or weekday[0].endswith("曜日")):
            printed.weekday = grammar.WEEKDAYS[weekday["in"] or weekday["out"]]
            printed.end = weekday.end()


def _in_brackets(text: str, position: int) -> re.Match[str] | None:
    """The part of 令和6年度（上期）, where nothing else stands in the brackets."""
    if not text.startswith("(", position):
        return None
    found = grammar.SPAN.match(text, position + 1)
    return found if found is not None and text.startswith(")", found.end()) else None


def _fits(name: str, level: str, printed: Printed, found: re.Match[str]) -> bool:
    if printed.bare == "month":
        return name == "last"
    if printed.bare in ("fiscal", "year"):
        return name in ("last", "half1", "half2", "begin", "dawn")
    if printed.bare == "season":
        return name == "season"
    if name == "business" and (printed.year is None or level != "month"):
        return False
    if name == "decade" and (printed.fiscal or printed.year_word):
        return False
    if level == "month":
        return name not in _YEAR_ONLY or (name in ("half1", "half2") and found[0].strip().startswith(("前半", "後半")))
    return name not in _MONTH_ONLY or level == "bare"


def _set_span(printed: Printed, name: str, found: re.Match[str]) -> None:
    printed.end = found.end() + (printed.end < found.start())
    if name.startswith("quarter"):
        printed.span = f"q{number(found[name])}"
    elif name == "season":
        printed.span = grammar.SEASONS[found["season"]]
    else:
        printed.span = name
    if found["nth"]:
        printed.nth = number(found["nth"])
        if found["nth_weekday"]:
            printed.nth_weekday = grammar.WEEKDAYS[found["nth_weekday"]]
