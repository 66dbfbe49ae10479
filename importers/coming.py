"""When what comes round falls due next: by the day, the weekday or the months that its rule names, or by its first day.

Pure; the document's day is given.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from importers.anchors import Anchor, joined
from store.calendar import month_end
from store.recurrence import months_apart, next_occurrence
from store.rules import UNSTATED

MONTH: Final = re.compile(r"年度?の?\s*(1[0-2]|[1-9])\s*月(?!間)")
_MONTHS_IN: Final = re.compile(r"(?:(?:1[0-2]|[1-9])月(?:及び|[と、・,])?){2,}")
_MONTHS: Final = re.compile(r"((?:(?:1[0-2]|[1-9])月(?:及び|[と、・,])?){2,})の?$")
MONTHS_BEHIND: Final = re.compile(r"\(((?:(?:1[0-2]|[1-9])月(?:及び|[と、・,])?){2,})\)")
_DAY_OF_MONTH: Final = re.compile(r"毎月[ 　]*([1-9]|[12]\d|3[01])日")
_MONTH_ENDS: Final = re.compile(r"(?:毎|各)月(?:の)?末")
_WEEKDAYS: Final = (MO, TU, WE, TH, FR, SA, SU)
_WEEKDAY_OF_MONTH: Final = re.compile(r"毎月(?:の)?[ 　]*第[ 　]*([1-5一二三四五])[ 　]*([月火水木金土日])曜")
_YEAR_END: Final = re.compile(r"年度末")
_MARCH: Final = 3
_A_YEAR: Final = 364
_NAMES: Final = 24
A_MONTH: Final = 31


def recurring(
    text: str, rule: Anchor, day: Anchor | None, dated: date, *, began: Anchor | None = None
) -> dict[str, Any]:
    """Rule and due date of what comes round; a first day that is not stated is one period after the document's.

    Of what `began` on a day that is past, it is the first occurrence from that day on that is still to come.
    """
    words = rule.words
    if day is not None and day.end <= rule.start and joined(text, day, rule):
        words = text[day.start : rule.end].rstrip("、， 　")
    stated: dict[str, Any] = {"recurrence": rule.rule, "due_text": words, "due_approx": rule.approx}
    if rule.rule is None or rule.rule == UNSTATED:
        return stated
    monthly = _DAY_OF_MONTH.match(unicodedata.normalize("NFKC", text[rule.start : rule.end + 4]))
    if monthly is not None and rule.rule == "FREQ=MONTHLY":
        # 毎月10日: the coming one.
        month_on = dated if dated.day < int(monthly[1]) else dated + relativedelta(months=1)
        return {**stated, "due_on": month_on + relativedelta(day=int(monthly[1])), "due_inferred": True}
    if rule.rule == "FREQ=MONTHLY" and _MONTH_ENDS.match(text, rule.start):
        # 毎月末: the end of this month.
        begun = max(dated, day.first) if day is not None and day.opens and day.first is not None else dated
        return {**stated, "due_on": month_end(begun.year, begun.month), "due_inferred": True}
    weekday = _WEEKDAY_OF_MONTH.match(unicodedata.normalize("NFKC", text[rule.start : rule.end + 8]))
    if weekday is not None and rule.rule == "FREQ=MONTHLY" and (day is None or day.last is None or day.last < dated):
        # 毎月第2火曜日: the coming one.
        return {**stated, "due_on": _weekday_end(weekday, dated), "due_inferred": True}
    month = MONTH.search(unicodedata.normalize("NFKC", rule.words))
    if month is not None and rule.rule == "FREQ=YEARLY" and 1 <= int(month[1]) <= 12:
        # 毎年度4月: the coming one, to its last day.
        return {**stated, "due_on": _month_end(int(month[1]), dated), "due_inferred": True}
    several = _MONTHS_IN.search(unicodedata.normalize("NFKC", rule.words))
    if several is not None:
        # 毎年4月と10月に: the coming one of them.
        ends = [_month_end(int(found), dated) for found in re.findall(r"(\d+)月", several[0])]
        return {**stated, "due_on": min(ends), "due_inferred": True}
    around = unicodedata.normalize("NFKC", text[max(0, rule.start - _NAMES) : rule.start])
    behind = unicodedata.normalize("NFKC", text[rule.end : rule.end + _NAMES])
    named = _MONTHS.search(around) or MONTHS_BEHIND.match(behind)
    if named is not None and (day is None or day.start < rule.end + (named.end() if named.re is MONTHS_BEHIND else 0)):
        # 10月と2月の年2回: the coming one of the months that are named.
        ends = [_month_end(int(month), dated) for month in re.findall(r"\d+", named[1])]
        return {**stated, "due_on": min(ends), "due_inferred": True}
    if day is not None and day.opens and day.first is not None and day.last is not None and day.first <= dated:
        # 12月分から: the coming end of the month; 令和6年度から年2回 says no day.
        day = day if (day.last - day.first).days <= A_MONTH else None
    elif day is not None and _is_year(day, dated) and day.first is not None and months_apart(rule.rule) not in (0, 12):
        # 令和7年度から年3回: one period after its beginning.
        first = next_occurrence(rule.rule, day.first - timedelta(days=1))
        if (
            day.last is not None
            and first is not None
            and dated < first <= day.last
            and (day.last - day.first).days > A_MONTH
        ):
            return {**stated, "due_on": first, "due_inferred": True}
        if day.first <= dated and not day.deadline:
            # 本年度は四半期に1回行う: the year has begun.
            day = None
    if rule.rule == "FREQ=YEARLY" and day is None and _YEAR_END.search(text[rule.start : rule.end + 2]):
        return {**stated, "due_on": _month_end(_MARCH, dated), "due_inferred": True}
    if day is not None and day.last is not None and day.last >= dated:
        return {**stated, "due_on": day.last}
    if began is not None and began.last is not None and began.last <= dated:
        return {**stated, "due_on": _from(rule.rule, began.last, dated), "due_inferred": True}
    return {**stated, "due_on": next_occurrence(rule.rule, dated), "due_inferred": True}


def _is_year(day: Anchor, dated: date) -> bool:
    """Whether a day is a year to come, or the beginning of a period (令和7年度から, 令和7年度は)."""
    if day.opens or day.first is None or day.last is None:
        return day.opens
    return day.last > dated and (day.last - day.first).days >= _A_YEAR


def _weekday_end(found: re.Match[str], dated: date) -> date:
    """The coming day of 毎月第2火曜日."""
    wanted = relativedelta(
        day=1, weekday=_WEEKDAYS["月火水木金土日".index(found[2])]("012345〇一二三四五".index(found[1]) % 6)
    )
    own = dated + wanted
    return own if own > dated else dated + relativedelta(months=1) + wanted


def _month_end(month: int, dated: date) -> date:
    """The last day of the coming month of this number, that of the document's day included."""
    return month_end(dated.year if month >= dated.month else dated.year + 1, month)


def _from(rule: str, first: date, dated: date) -> date | None:
    """The first occurrence after `dated` of what comes round from `first` on."""
    coming: date | None = first
    while coming is not None and coming <= dated:
        coming = next_occurrence(rule, coming)
    return coming
