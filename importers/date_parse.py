"""A match of the date pattern taken apart into a `Printed`: what stands there, not yet which days it means.

Here lies what is refused because it only looks like a date: a law's number, a case number, an edition, a disaster's
name, a duration, a fraction, a version.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from importers import date_grammar as grammar
from importers.date_numerals import era, number, western, year_beside
from store.calendar import Era

_AFTER_YEAR_DURATION = re.compile(r"(?:前(?!半|期)|間|以上|余り|分の)")
_LIST_START = re.compile(r"(?:^|[\s、。,.(「『・:は年度月にの及び])\Z")
_TAIL = re.compile(r"[0-9]\n\s*\Z|[0-9A-Za-z]-\Z")
# 停職6月, 減給10分の1（3月）: how long, not when.
_PENALTY = re.compile(
    r"(?:停職|懲役|禁錮|拘禁刑|出勤停止|資格停止|指名停止|営業停止|減給[0-9]*(?:分の[0-9]+)?)[(・、:]?\s*\Z|分の\Z"
)
_DOTTED_BEFORE = re.compile(r"[0-9]\.[0-9]{1,2} ?~ ?\Z")
_VERSION = re.compile(r"(?:[Vv]er(?:sion)?\.?|バージョン|版|[Rr]ev\.?|第|(?<![A-Za-z])[Nn]o\.?|番号|型番|型式|v)\s?\Z")
_BLANKED = re.compile(r"(?<![〇一二三四五六七八九十0-9])〇+(?=\s*(?:年|月|日|\Z))")
# 懲役3年 is a sentence, the 3年 of "202 3年" the rest of a year that a blank breaks.
_NOT_BEFORE_YEAR = re.compile(r"(?:懲役|禁錮|拘禁刑|有期|期間).{0,2}\Z|(?<![0-9])(?:19|20)[0-9]?\s+\Z")

Word = tuple[str, int]


@dataclass(slots=True)
class Printed:
    """One date expression as it stands in the folded text between `start` and `end`.

    `year` counts in `era`, or is western where `era` is None. `short` is a year without its era (16年 behind
    平成14年). The `_word` fields are (what it points from, how far). `span` names the part that is meant: last,
    early, middle, late, half1, half2, q1 to q4, spring to winter, begin, dawn (年明け), centre, nth, business, decade.
    `business` counts a half or a quarter in the business year that ends in the month (2025年3月期第2四半期), `ended` is
    the last day of the part (第2四半期末), `tail` the 4四半期 of 第3・4四半期. `elided` says that the unit is left to
    what follows (4～6月), `rough` that 頃 stands before the ～ of a range that ends here.
    """

    start: int
    end: int
    era: Era | None = None
    year: int | None = None
    short: bool = False
    beside: tuple[Era | None, int] | None = None
    fiscal: bool = False
    year_word: Word | None = None
    month: int | None = None
    month_word: Word | None = None
    day: int | None = None
    day_word: Word | None = None
    week_word: Word | None = None
    bare: str | None = None
    span: str | None = None
    nth: int | None = None
    nth_weekday: int | None = None
    weekday: int | None = None
    dotted: bool = False
    tail: bool = False
    business: bool = False
    ended: bool = False
    elided: bool = False
    rough: bool = False

    @property
    def dated(self) -> bool:
        """Whether a year of its own is printed, in numbers or by a word such as 本年."""
        return (self.year is not None and not self.short) or self.year_word is not None

    @property
    def complete(self) -> bool:
        """Whether it stands without any date before it (as opposed to 10日 or 16年5月 behind another date)."""
        return self.dated or bool(self.month_word or self.day_word or self.week_word)

    @property
    def relative(self) -> bool:
        """Whether a word such as 同年, 本年 or 年度内 points from another date."""
        words = (self.year_word, self.month_word, self.day_word, self.week_word)
        return any(words) or self.bare in ("fiscal", "year", "month", "season")


def parse(text: str, match: re.Match[str], joined: bool = False) -> Printed | None:
    """What `match` of `grammar.DATE` in folded `text` says, or None where it only looks like a date.

    `joined` says that it stands behind a date and a ～ or から, so that what is before it is known.
    """
    printed = Printed(match.start(), match.end())
    if "〇" in match[0] and _BLANKED.search(match[0]):
        return None
    kind = next(kind for kind in _KINDS[match.lastgroup] if match[kind] is not None)
    groups = {kind: match[kind]} | {name: match[name] for name in _FURTHER[kind] if match[name] is not None}
    if not _TAKERS[kind](text, groups, printed) or not (joined or _stands_alone(text, groups, printed)):
        return None
    _take_span(text, printed)
    return printed if _is_date(text, printed) else None


_NAMES = tuple(grammar.DATE.groupindex)
_FISCAL = frozenset(name for name in _NAMES if name.startswith("fiscal"))
_BESIDE = tuple(name for name in _NAMES if name.startswith("beside"))


def _take_year(text: str, groups: dict[str, str], printed: Printed) -> bool:
    if "era" in groups:
        printed.era, printed.year = era(groups["era"]), number(groups["era_year"])
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


def _fiscal_year(text: str) -> int:
    """The year of FY2024, FY24 or FY'24."""
    year = int(text.lstrip("'’"))
    return year if year > 99 else 2000 + year


def _take_month_word(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.month_word = grammar.MONTH_WORDS[groups["month_word2"]]
    if "day2" in groups:
        printed.day = number(groups["day2"])
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
    return True


def _take_dotted(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.dotted = True
    if _VERSION.search(text, max(0, printed.start - 8), printed.start):
        return False
    if "dotted_era" in groups:
        printed.era, printed.year = era(groups["dotted_era"]), number(groups["dotted_year"])
        month, day, dot = groups["dotted_month"], groups.get("dotted_day"), groups["dot1"]
        letter = groups["dotted_era"].rstrip(".")
        modern = letter in "RH" or letter in "令和平成昭和大正明治"
        if (dot == "-" and (day is None or letter not in "RH令和平成")) or (day is None and not modern):
            return False
        if letter in "令平昭大明" and day is None:
            return False
    else:
        printed.year = western(groups["dotted_west"])
        month, day, dot = groups["dotted_month2"], groups.get("dotted_day2"), groups["dot2"]
        if day is None and not groups["dotted_west"].isdecimal():
            return False
    printed.month = int(month)
    printed.day = None if day is None else int(day)
    rest = text[printed.end : printed.end + 1]
    if (day is None and rest == "月") or (day is not None and rest == "日"):
        printed.end += 1
    elif day is None and "dotted_west" in groups and dot in ".-":
        ahead = text[printed.end : printed.end + 4]
        bound = re.match(r"\s?(?:末|~|まで|以降|頃|-(?:19|20)[0-9])", ahead)
        bound = bound or _DOTTED_BEFORE.search(text, max(0, printed.start - 6), printed.start)
        if not bound:
            return False
    return 1 <= printed.month <= 12 and (printed.day is None or 1 <= printed.day <= 31)


def _take_short_year(text: str, groups: dict[str, str], printed: Printed) -> bool:
    printed.short = True
    printed.year = number(groups["short_year"])
    printed.fiscal = "fiscal7" in groups or "fiscal11" in groups
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


def _stands_alone(text: str, groups: dict[str, str], printed: Printed) -> bool:
    """Whether nothing before a month without a year makes it the tail of something else (3年6月, 1\\n2月)."""
    if "letter3" in groups:
        return False
    if "lone_month" not in groups:
        return True
    before = text[max(0, printed.start - 40) : printed.start]
    if before.rstrip(" \t\n").endswith(("年", "ヶ", "か", "カ")) or _TAIL.search(before) or _PENALTY.search(before):
        return False
    return not printed.elided or printed.day is not None or _LIST_START.search(before) is not None


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
    printed.bare = "span"
    shown = re.match(r"(第?)\s*([1-4一二三四])", groups["bare_span"])
    if shown is not None:
        printed.span = f"q{number(shown[2])}"
        printed.tail = not shown[1]
        if text.startswith("四半期", printed.end):
            printed.end += 3
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
    "bare_year": _take_bare,
    "bare_span": _take_bare,
    "letter": _take_year,
    "slash_month": _take_slash,
    "same_or_next": _take_named_day,
    "week_word": _take_week_word,
    "bare_month": _take_bare,
    "season_word": _take_bare,
    "letter2": _take_year,
    "letter3": _take_year,
    "fy": _take_year,
}
_OF_YEAR = ("month", "day", "month_word1", "day1", "day_word1")
# The groups that may stand beside the one that names the kind; the others are never looked at.
_FURTHER = dict.fromkeys(_TAKERS, ()) | {
    "era": ("era_year", "fiscal1", "fiscal2", "fiscal8", "beside1", "beside2", *_OF_YEAR),
    "letter": ("letter_year", "fiscal3", *_OF_YEAR),
    "letter2": ("letter_year2", "fiscal10"),
    "letter3": ("letter_year3",),
    "west": ("fiscal4", "fiscal5", "fiscal9", "beside3", "beside4", *_OF_YEAR),
    "fy": _OF_YEAR,
    "year_word": ("fiscal6", "beside5", *_OF_YEAR),
    "month_word2": ("day2", "day_word2"),
    "same_or_next": ("named_day",),
    "dotted_era": ("dotted_year", "dot1", "dotted_month", "dotted_day"),
    "dotted_west": ("dot2", "dotted_month2", "dotted_day2"),
    "short_year": ("fiscal7", "fiscal11", "short_month", "short_day"),
    "lone_month": ("lone_month_day",),
    "slash_month": ("slash_day",),
}
_ENDS = frozenset({"half1", "half2", "q1", "q2", "q3", "q4"})
_END_OF_PART = re.compile(r"[ \t]*末日?(?!試験|テスト|手当|考査)")
# The kinds in which a group can be the last one matched.
_KINDS: dict[str | None, list[str]] = {
    name: [kind for kind in _TAKERS if name == kind or name in _FURTHER[kind]] for name in _NAMES
}
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_YEAR_ONLY = {"half1", "half2", "season", "quarter", "quarter2", "quarter3", "decade"}
# What a part, a weekday or a blank before them begins with; "" is in it too, so that the end of the text is looked at.
_GOES_ON = " \t\nの末年月上初中下前後第1234Q一二三四春夏秋冬はじ早当明半な央期代(火水木金土日"
_MONTH_ONLY = {"early", "middle", "late", "nth", "business"}


def _take_span(text: str, printed: Printed) -> None:
    """Take 末, 上旬, 第3四半期 … and the weekday that stand behind the date."""
    if printed.elided or text[printed.end : printed.end + 1] not in _GOES_ON:
        return
    level = _level(printed)
    if level in ("year", "month", "bare") and printed.span is None:
        found = grammar.SPAN.match(text, printed.end)
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


def _level(printed: Printed) -> str:
    if printed.bare:
        return "bare"
    if printed.day is not None or printed.day_word is not None:
        return "day"
    if printed.month is not None or printed.month_word is not None:
        return "month"
    return "week" if printed.week_word else "year"


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
    printed.end = found.end()
    if name.startswith("quarter"):
        printed.span = f"q{number(found[name])}"
    elif name == "season":
        printed.span = _SEASONS[found["season"]]
    else:
        printed.span = name
    if found["nth"]:
        printed.nth = number(found["nth"])
        if found["nth_weekday"]:
            printed.nth_weekday = grammar.WEEKDAYS[found["nth_weekday"]]


def _is_date(text: str, printed: Printed) -> bool:
    """Whether what follows leaves it a date."""
    level = _level(printed)
    if level == "bare":
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
