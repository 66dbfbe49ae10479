"""The numbers and words of a match of the date pattern, put into a `Printed`, one function a kind of date.

Each returns False where what it took only looks like a date: a version, a fraction, a duration.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from importers import date_grammar as grammar
from importers.date_numerals import era, number, western, year_beside
from importers.date_printed import Printed

_DOTTED_BEFORE = re.compile(r"[0-9]\.[0-9]{1,2} ?~ ?\Z")
_DOTTED_ON = re.compile(r" ?~ ?[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])")
_QUARTER = re.compile("・?四半期")
# 平成14・08・30原院第2号 is the number of a document.
_NUMBERED = re.compile(r"\s*[一-鿿]{0,4}\s*第\s*[0-9一二三四五六七八九十]+\s*号")
_VERSION = re.compile(r"(?:[Vv]er(?:sion)?\.?|バージョン|版|[Rr]ev\.?|第|(?<![A-Za-z])[Nn]o\.?|番号|型番|型式|v)\s?\Z")
# 懲役3年 is a sentence, the 3年 of "202 3年" the rest of a year that a blank breaks.
_NOT_BEFORE_YEAR = re.compile(r"(?:懲役|禁錮|拘禁刑|有期|期間).{0,2}\Z|(?<![0-9])(?:19|20)[0-9]?\s+\Z")

_NAMES = tuple(grammar.DATE.groupindex)
_FISCAL = frozenset(name for name in _NAMES if name.startswith("fiscal"))
_BESIDE = tuple(name for name in _NAMES if name.startswith("beside"))


def _take_year(text: str, groups: dict[str, str], printed: Printed) -> bool:
    if "era" in groups:
        printed.era, printed.year = era(groups["era"]), number(groups["era_year"])
    elif "letter4" in groups:
        printed.era, printed.year = era(groups["letter4"]), number(groups["letter_year4"])
        printed.fiscal = True
        return True
    elif "letter2" in groups or "letter3" in groups:
        kind = "2" if "letter2" in groups else "3"
        printed.era, printed.year = era(groups["letter" + kind]), number(groups["letter_year" + kind])
        printed.fiscal = "fiscal10" in groups
        printed.elided = kind == "2"
        return True
    elif "letter" in groups:
        printed.era, printed.year = era(groups["letter"]), number(groups["letter_year"])
    elif "year_word" in groups:
        printed.year_word = grammar.YEAR_WORDS[groups["year_word"]]
    else:
        printed.year = _fiscal_year(groups["fy"]) if "fy" in groups else western(groups["west"])
    printed.fiscal = "fy" in groups or not _FISCAL.isdisjoint(groups)
    _take_opening(text, printed)
    if not groups.keys().isdisjoint(_BESIDE):
        printed.beside = year_beside(next(groups[name] for name in _BESIDE if name in groups))
    if "month" in groups:
        printed.month = number(groups["month"])
        printed.elided = text[printed.end - 1] not in "月日"
    if "day" in groups:
        printed.day = number(groups["day"])
    if "month_word1" in groups:
        printed.month_word = grammar.MONTH_WORDS[groups["month_word1"]]
        if "day1" in groups:
            printed.day = number(groups["day1"])
        if "day_word1" in groups:
            printed.day_word = grammar.DAY_WORDS[groups["day_word1"]]
    if "month" not in groups and "month_word1" not in groups:
        printed.elided = text[printed.end - 1] not in "年度)]" and "fy" not in groups and "year_word" not in groups
    return True


def _take_opening(text: str, printed: Printed) -> None:
    if printed.fiscal and "事務" in text[printed.start : printed.end]:
        printed.opens = 7


def _fiscal_year(text: str) -> int:
    """The year of FY2024, FY24 or FY'24."""
    year = int(text.lstrip("'’"))
    return year if year > 99 else 2000 + year


def _take_month_word(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.month_word = grammar.MONTH_WORDS[groups["month_word2"]]
    if "day2" in groups:
        printed.day = number(groups["day2"])
        printed.elided = text[printed.end - 1] != "日"
    if "day_word2" in groups:
        printed.day_word = grammar.DAY_WORDS[groups["day_word2"]]
    return True


def _take_day_word(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.day_word = grammar.DAY_WORDS[groups["day_word"]]
    return True


def _take_named_day(text: str, groups: dict[str, str], printed: Printed) -> bool:
    """翌28日 and 同28日: the number is kept, to be held against the day that the word points to."""
    printed.day = number(groups["named_day"])
    if groups["same_or_next"] == "同":
        printed.month_word = grammar.MONTH_WORDS["同月"]
    else:
        printed.day_word = grammar.DAY_WORDS["翌日"]
    return True


def _take_week_word(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.week_word = grammar.WEEK_WORDS[groups["week_word"]]
    if "week_day" in groups:
        printed.weekday = grammar.WEEKDAYS[groups["week_day"]]
    return True


def _take_dotted(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.dotted = True
    if _VERSION.search(text, max(0, printed.start - 8), printed.start):
        return False
    if "dotted_era" in groups:
        printed.era, printed.year = era(groups["dotted_era"]), number(groups["dotted_year"])
        month, day, dot = groups["dotted_month"], groups.get("dotted_day"), groups["dot1"]
        letter = groups["dotted_era"].rstrip(". ")
        modern = letter in "RH" or letter in "令和平成昭和大正明治"
        if (dot == "-" and (day is None or letter not in "RH令和平成")) or (day is None and not modern):
            return False
        if letter in "令平昭大明" and day is None and not _DOTTED_ON.match(text, printed.end):
            return False
    else:
        printed.year = western(groups["dotted_west"])
        month, day, dot = groups["dotted_month2"], groups.get("dotted_day2"), groups["dot2"]
        if day is None and not groups["dotted_west"].isdecimal():
            return False
    printed.month = int(month)
    printed.day = None if day is None else int(day)
    rest = text[printed.end : printed.end + 1]
    if rest == "号":
        return False
    if (day is None and rest == "月") or (day is not None and rest == "日"):
        printed.end += 1
    elif day is None and "dotted_west" in groups and dot in ".-":
        ahead = text[printed.end : printed.end + 4]
        bound = re.match(r"\s?(?:末|~|まで|以降|頃|-(?:19|20)[0-9])", ahead)
        bound = bound or _DOTTED_BEFORE.search(text, max(0, printed.start - 6), printed.start)
        if not bound:
            return False
    if "dotted_era" in groups and modern and day is not None and dot != "-":
        # R5.13.1 and R5.4.32 are told as impossible; what lies farther off is the number of something.
        return 1 <= printed.month <= 31 and 1 <= int(day) <= 39
    return 1 <= printed.month <= 12 and (printed.day is None or 1 <= printed.day <= 31)


def _take_listed(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.era, printed.year = era(groups["listed_era"]), number(groups["listed_year"])
    printed.month, printed.day = number(groups["listed_month"]), number(groups["listed_day"])
    series = (printed.month, printed.day) == (printed.year + 1, printed.year + 2)
    return printed.month <= 12 and printed.day <= 31 and not series and not _NUMBERED.match(text, printed.end)


def _take_short_year(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.short, printed.same = True, "same_era" in groups
    printed.year = number(groups["short_year"])
    printed.fiscal = "fiscal7" in groups or "fiscal11" in groups
    _take_opening(text, printed)
    printed.elided = text[printed.end - 1] not in "年度月日"
    if "short_month" in groups:
        printed.month = number(groups["short_month"])
    if "short_day" in groups:
        printed.day = number(groups["short_day"])
    if printed.day is not None and text[max(0, printed.start - 3) : printed.start].rstrip("はのが:").endswith("期間"):
        return True
    return _NOT_BEFORE_YEAR.search(text, max(0, printed.start - 6), printed.start) is None


def _take_lone_month(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.month = number(groups["lone_month"])
    printed.elided = text[printed.end - 1] not in "月日"
    if "lone_month_day" in groups:
        printed.day = number(groups["lone_month_day"])
    if printed.day is None and printed.month > 12:
        return False
    kanji = not groups["lone_month"].isdecimal()
    return not (kanji and printed.day is None and not grammar.KANJI_MONTH.match(text, printed.end))


def _take_slash(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.month, printed.day = int(groups["slash_month"]), int(groups["slash_day"])
    printed.dotted = True
    if text[printed.end : printed.end + 1] == "日":
        printed.end += 1
    return True


def _take_lone_day(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.day = number(groups["lone_day"])
    printed.elided = text[printed.end - 1] != "日"
    return printed.day <= 31


def _take_this_quarter(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.year_word, printed.fiscal, printed.span = ("anchor", 0), True, "current"
    printed.end += len("四半期")
    return True


def _take_bare(text: str, groups: dict[str, str], printed: Printed) -> bool:
    if "bare_year" in groups:
        printed.bare = "fiscal" if groups["bare_year"] == "年度" else "year"
        if text.startswith("内", printed.end):
            printed.end += 1
        return True
    if "bare_month" in groups:
        printed.bare = "month"
        if text.startswith("内", printed.end):
            printed.end += 1
            return True
        return re.match(r"末日?(?:まで|迄|を目|頃)", text[printed.end : printed.end + 6]) is not None
    if "season_word" in groups:
        printed.bare = "season"
        printed.year_word = ("anchor", grammar.SEASON_WORDS[groups["season_word"]])
        return True
    if "lone_season" in groups:
        printed.bare, printed.span = "part", grammar.SEASONS[groups["lone_season"]]
        return True
    printed.bare = "span"
    shown = re.match(r"(第?)\s*([1-4一二三四])", groups["bare_span"])
    if shown is not None:
        printed.span = f"q{number(shown[2])}"
        printed.tail = not shown[1]
        unit = _QUARTER.match(text, printed.end)
        if unit is not None:
            printed.end = unit.end()
        else:
            printed.elided = True
    return True


Groups = dict[str, str]
_TAKERS: dict[str, Callable[[str, Groups, Printed], bool]] = {
    "era": _take_year,
    "lone_month": _take_lone_month,
    "west": _take_year,
    "year_word": _take_year,
    "day_word": _take_day_word,
    "lone_day": _take_lone_day,
    "short_year": _take_short_year,
    "month_word2": _take_month_word,
    "dotted_era": _take_dotted,
    "dotted_west": _take_dotted,
    "listed_era": _take_listed,
    "bare_year": _take_bare,
    "bare_span": _take_bare,
    "this_quarter": _take_this_quarter,
    "letter": _take_year,
    "slash_month": _take_slash,
    "same_or_next": _take_named_day,
    "week_word": _take_week_word,
    "bare_month": _take_bare,
    "season_word": _take_bare,
    "lone_season": _take_bare,
    "letter2": _take_year,
    "letter3": _take_year,
    "letter4": _take_year,
    "fy": _take_year,
}
_OF_YEAR = ("month", "day", "month_word1", "day1", "day_word1")
# The groups that may stand beside the one that names the kind; the others are never looked at.
_FURTHER = dict.fromkeys(_TAKERS, ()) | {
    "era": ("era_year", "fiscal1", "fiscal2", "fiscal8", "beside1", "beside2", *_OF_YEAR),
    "letter": ("letter_year", "fiscal3", *_OF_YEAR),
    "letter2": ("letter_year2", "fiscal10"),
    "letter3": ("letter_year3",),
    "letter4": ("letter_year4",),
    "west": ("fiscal4", "fiscal5", "fiscal9", "beside3", "beside4", *_OF_YEAR),
    "fy": _OF_YEAR,
    "year_word": ("fiscal6", "beside5", *_OF_YEAR),
    "month_word2": ("day2", "day_word2"),
    "same_or_next": ("named_day",),
    "week_word": ("week_day",),
    "dotted_era": ("dotted_year", "dot1", "dotted_month", "dotted_day"),
    "listed_era": ("listed_year", "listed_month", "listed_day"),
    "dotted_west": ("dot2", "dotted_month2", "dotted_day2"),
    "short_year": ("same_era", "fiscal7", "fiscal11", "short_month", "short_day"),
    "lone_month": ("lone_month_day",),
    "slash_month": ("slash_day",),
}
_GROUPS = {kind: (kind, *_FURTHER[kind]) for kind in _TAKERS}
# The kinds in which a group can be the last one matched.
_KINDS: dict[str | None, list[str]] = {
    name: [kind for kind in _TAKERS if name == kind or name in _FURTHER[kind]] for name in _NAMES
}


def take(text: str, match: re.Match[str], printed: Printed) -> Groups | None:
    """Fill `printed` from `match`; its groups that hold something, or None where it is no date."""
    for kind in _KINDS[match.lastgroup]:
        if match[kind] is not None:
            break
    names = _GROUPS[kind]
    found = match.group(*names) if len(names) > 1 else (match[kind],)
    groups = {name: value for name, value in zip(names, found, strict=True) if value is not None}
    return groups if _TAKERS[kind](text, groups, printed) else None
