"""A match of the date pattern taken apart into a `Printed`: what stands there, not yet which days it means.

Here lies what is refused because it only looks like a date: a law's number, a case number, an edition, a disaster's
name, a penalty, the tail of another number.
"""

from __future__ import annotations

import re

from importers import date_grammar as grammar
from importers.date_part import take_part
from importers.date_printed import Printed
from importers.date_take import take

_AFTER_YEAR_DURATION = re.compile(r"(?:前(?!半|期|後)|間|以上|余り|分の)")
_LIST_START = re.compile(r"(?:^|[\s、。,.(「『・:は年度月にの及び])\Z")
_TAIL = re.compile(r"[0-9]\n\s*\Z|[0-9A-Za-z]-\Z")
# 停職6月, 減給10分の1（3月）: how long, not when.
_PENALTY = re.compile(
    r"(?:生後|満|勤続|在職|通算|停職|懲役|禁錮|拘禁刑|出勤停止|資格停止|指名停止|営業停止|減給[0-9]*(?:分の[0-9]+)?)[(・、:]?\s*\Z|分の\Z"
)
# 12月期決算, 3月決算法人: the month in which a business year ends, of every year.
_CLOSING = re.compile(r"期(?![限間待日])|決算")
_EACH = re.compile(r"(?:各|毎)(?:事業)?年度?の\Z")
_BLANKED = re.compile(r"(?<![〇一二三四五六七八九十0-9])〇+(?=\s*(?:年|月|日|\Z))")


def parse(text: str, match: re.Match[str], joined: bool = False) -> Printed | None:
    """What `match` of `grammar.DATE` in folded `text` says, or None where it only looks like a date.

    `joined` says that it stands behind a date and a ～ or から, so that what is before it is known.
    """
    printed = Printed(match.start(), match.end())
    if "〇" in match[0] and _BLANKED.search(match[0]):
        return None
    groups = take(text, match, printed)
    if groups is None or not (joined or _stands_alone(groups, printed, text)):
        return None
    take_part(text, printed)
    return printed if _is_date(text, printed) else None


def _stands_alone(groups: dict[str, str], printed: Printed, text: str) -> bool:
    """Whether nothing before a month without a year makes it the tail of something else (3年6月, 1\\n2月)."""
    if "letter3" in groups:
        return False
    if "lone_month" not in groups:
        return True
    before = text[max(0, printed.start - 40) : printed.start]
    if printed.day is None and _CLOSING.match(text, printed.end):
        return False
    if (
        before.rstrip(" \t\n").endswith(("年", "ヶ", "か", "カ", "年前の", "年後の"))
        or _TAIL.search(before)
        or _PENALTY.search(before)
    ):
        return False
    return not printed.elided or printed.day is not None or _LIST_START.search(before) is not None


def _is_date(text: str, printed: Printed) -> bool:
    """Whether what follows leaves it a date."""
    level = printed.level
    if level == "bare":
        if printed.bare == "span" and _EACH.search(text, max(0, printed.start - 4), printed.start):
            return False
        return printed.bare in ("span", "fiscal", "year", "month") or printed.span is not None
    if printed.span is not None or printed.elided or printed.dotted:
        return True
    if level == "month" and (text.startswith("豪雨", printed.end) or grammar.ORDINANCE.match(text, printed.end)):
        return False
    if level == "year" and not printed.fiscal:
        rest = grammar.NAMED.match(text, printed.end)
        duration = printed.era is None and _AFTER_YEAR_DURATION.match(text, printed.end)
        return rest is None and not duration
    if level == "year":
        return grammar.NAMED_FISCAL.match(text, printed.end) is None
    if level == "month" and printed.month is not None and not printed.dated and not printed.short:
        return grammar.NOT_MONTH.match(text, printed.end) is None
    if level == "day" and not printed.dated:
        return not text.startswith("号", printed.end)
    return True
