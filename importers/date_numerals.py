"""Numbers and eras as official papers print them: 12, 元, 十二, 二〇二三, 令 和, 平, R., （2023年）."""

from __future__ import annotations

import re

from store.calendar import ERAS, Era, era_named

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_BLANK = re.compile(r"\s+")
_ERA_NAMES = {era.name: era for era in ERAS}
_SIDE = re.compile(r"(?:西暦)?(?:(?P<era>明治|大正|昭和|平成|令和)(?P<year>[^年度)\]]+)|(?P<west>[0-9]{4}))")


def number(text: str) -> int:
    """A printed number: 12, 元, 十二, 二十三, 二〇二三, with any blanks inside."""
    if text.isdecimal():
        return int(text)
    text = _BLANK.sub("", text)
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    if "十" not in text:
        value = 0
        for char in text:
            value = value * 10 + _DIGITS[char]
        return value
    tens, _, units = text.partition("十")
    # 十十 and 二三十 are no numbers; 9999 and more is no day, month or era year.
    return (_DIGITS.get(tens, 9999) if tens else 1) * 10 + (_DIGITS.get(units, 9999) if units else 0)


def western(text: str) -> int:
    """A western year as printed: 2023, 二〇二三, or '23 with the century left out (from '70 on of the last one)."""
    if text[0] not in "'’‘":
        return number(text)
    year = int(text[1:])
    return year + (1900 if year >= 70 else 2000)


def era(text: str) -> Era | None:
    """The era of a printed name, whole or short, with any blanks inside."""
    known = _ERA_NAMES.get(text)
    if known is not None:
        return known
    text = _BLANK.sub("", text).rstrip(".")
    full = {"令": "令和", "平": "平成", "昭": "昭和", "大": "大正", "明": "明治"}
    return era_named(full.get(text, text))


def year_beside(text: str) -> tuple[Era | None, int] | None:
    """The era (None if western) and the year printed in brackets beside another year."""
    found = _SIDE.search(_BLANK.sub("", text))
    if found is None:
        return None
    if found["west"]:
        return None, int(found["west"])
    return era_named(found["era"]), number(found["year"])
