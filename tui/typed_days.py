"""Days as people type them at either front door: of something that happened, and of something to come."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from store.problem import Problem

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ABOUT: Final = re.compile("頃|ごろ|ころ|目処|目途|めど")
# Kana and kanji: a date in words, which are kept. 12/25, R9.3.31 and +2w are what a keyboard makes of a day.
_WORDS: Final = re.compile("[぀-ヿ㐀-鿿]")


class Due(NamedTuple):
    """A day to come as it was typed; `on` None for no day, `text` its words where it was typed in words."""

    on: date | None
    approx: bool = False
    text: str | None = None


def past(text: str, now: date) -> date:
    """The day that a person typed of something that happened. Raises Problem."""
    if (found := _iso(text)) is not None:
        return found
    from importers.typed_date import parse_date
    from store.calendar import add_months

    typed = parse_date(text, now)
    if typed.due_on > now and typed.kind == "day":
        # 11/20 typed on the 23rd is the next one for a due date. Counted from a year ago it is the last one; a date
        # with a year stays as it is either way.
        typed = parse_date(text, add_months(now, -12) + timedelta(days=1))
    return typed.due_on


def due(text: str, now: date) -> Due:
    """The day that a person typed of something to come, with 頃 and 目処 as `approx`. Raises Problem.

    Words that count from the day of typing (来月末, 今日) would say another day later on and are not kept.
    """
    if (found := _iso(text)) is not None:
        return Due(found)
    from importers.typed_date import parse_date

    typed = parse_date(text, now)
    words = text.strip() if _WORDS.search(text) and typed.kind != "relative" else None
    return Due(typed.due_on, typed.approx, words)


def about(words: str | None) -> bool:
    """Whether words of a due date say that it is approximate."""
    return words is not None and _ABOUT.search(words) is not None


def _iso(text: str) -> date | None:
    """The commonest form, which needs no reader."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem("{text} is no date: there is no such day", text=text) from error
