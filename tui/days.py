"""How a day is written on the screen: 和暦 or 西暦, everywhere the same, chosen with one key."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from store.calendar import GREGORIAN_FROM, wareki, wareki_short
from tui.i18n import Lang

Calendar = Literal["wareki", "western"]
CALENDARS: Final[tuple[Calendar, ...]] = ("wareki", "western")
_WEEKDAYS: Final = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
# The widest short day: R12.12.31 and 2024-12-31.
WIDTH: Final = 10


def short(day: date | None, calendar: Calendar) -> str:
    """R6.9.30 or 2024-09-30; empty where there is no day. At most `WIDTH` cells."""
    if day is None:
        return ""
    return wareki_short(day) if calendar == "wareki" and day >= GREGORIAN_FROM else day.isoformat()


def long(day: date | None, calendar: Calendar) -> str:
    """令和6年9月30日 or 2024-09-30; empty where there is no day."""
    if day is None:
        return ""
    return wareki(day) if calendar == "wareki" and day >= GREGORIAN_FROM else day.isoformat()


def marks(*, inferred: bool, approx: bool, lang: Lang) -> str:
    """store.words.due_mark for the narrow column of a table: 推 where a due date is inferred, 頃 where approximate."""
    said = {"ja": ("推", "頃"), "en": (" inf.", " abt.")}[lang]
    return said[0] * inferred + said[1] * approx


def weekday(day: date, lang: Lang) -> str:
    """月, or Mon."""
    return _WEEKDAYS[lang][day.weekday()]


def both(day: date, lang: Lang) -> str:
    """The day in both calendars with its weekday: 令和8年11月23日(月) 2026-11-23."""
    return f"{long(day, 'wareki')}({weekday(day, lang)}) {day.isoformat()}"


def default(lang: Lang) -> Calendar:
    """The calendar in which a language writes days unless another was chosen."""
    return "wareki" if lang == "ja" else "western"


def other(calendar: Calendar) -> Calendar:
    """The other calendar."""
    return "western" if calendar == "wareki" else "wareki"
