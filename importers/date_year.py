"""The western year of a printed one: of an era, or with the era or the century left out (22年度, 5年10月3日).

A year number alone is read in the count that the document uses: the era, or the century, of the last year that it
printed in full. Where it printed none, a year within three of the document's date (two, below 10) is taken if every
other count puts the number at least six years farther off (6年度末 in 2023 is 令和6年度, 28年 is 平成28年 or 2028 and
stays unread).
"""

from __future__ import annotations

from datetime import MAXYEAR, date

from importers.date_context import Context, Meaning, Unreadable
from importers.date_span import Impossible
from store.calendar import ERAS, Era

_NEAR = 3
_APART = 6
_AHEAD = 10
_BEHIND = 40

Candidate = tuple[int, Era | None]


def era_year(era: Era, year: int, anchor: date) -> int:
    """Year `year` of `era` in the western count. Impossible if the era never had it."""
    western = era.western(year)
    if year < 1:
        raise Impossible(f"{era.name}0年 never was: an era begins with 元年")
    if era.last is not None and western > era.last.year and not _running(era, anchor):
        raise Impossible(f"{era.name}{year}年 never was: {era.name} ended in its year {era.last_year}")
    if western >= MAXYEAR:
        raise Impossible(f"{era.name}{year}年 is out of range")
    return western


def short_year(year: int, context: Context) -> Candidate:
    """Year `year` printed without its era or century, and the era it is counted in (None if western).

    Unreadable where nothing settles it.
    """
    if context.previous is not None:
        return _onwards(year, context.previous, context.anchor)
    style = context.near if context.near is not None and context.near.era is not None else context.style
    style = style or context.near
    if style is not None and style.year is not None:
        return _in_style(year, style, context.anchor)
    try:
        return _nearest(year, context.anchor)
    except Unreadable:
        return _as_later_ones(year, context)


def _as_later_ones(year: int, context: Context) -> Candidate:
    """Year `year` in the era of a later one of the series that it opens (24年度2億円、…、28年度497億円)."""
    for later in context.later:
        if year < later <= year + _NEAR + _APART:
            try:
                _, era = _nearest(later, context.anchor)
            except Unreadable:
                continue
            if era is not None and _reached(era, year, context.anchor):
                return era.western(year), era
    raise Unreadable


def _running(era: Era, anchor: date) -> bool:
    """Whether the document was written while `era` ran, so that its years to come may be named."""
    return era.last is not None and anchor <= era.last


def _reached(era: Era, year: int, anchor: date) -> bool:
    return year >= 1 and (era.last_year is None or year <= era.last_year or _running(era, anchor))


def _onwards(year: int, source: Meaning, anchor: date) -> Candidate:
    """The first year of that number from `source` on (平成30年12月～2年5月)."""
    if source.year is None:
        raise Unreadable
    if source.era is None:
        return source.year // 100 * 100 + year, None
    for era in ERAS[ERAS.index(source.era) :]:
        western = era.western(year)
        if western >= source.year and _reached(era, year, anchor):
            if western - source.year > 20:
                break
            return western, era
    raise Unreadable


def _in_style(year: int, style: Meaning, anchor: date) -> Candidate:
    """The year of that number in the count that `style` is printed in."""
    if style.era is None:
        western = anchor.year // 100 * 100 + year
        rivals = [abs(other - anchor.year) for other, era in _candidates(year, anchor) if era is not None]
        apart = abs(western - anchor.year)
        if year < 10 or apart > _AHEAD + 5 or any(rival <= apart for rival in rivals):
            raise Unreadable
        return western, None
    for era in ERAS[ERAS.index(style.era) :]:
        western = era.western(year)
        if _reached(era, year, anchor) and anchor.year - _BEHIND <= western <= anchor.year + _AHEAD:
            return western, era
    raise Unreadable


def _candidates(year: int, anchor: date) -> list[Candidate]:
    counted: list[Candidate] = [(era.western(year), era) for era in ERAS if _reached(era, year, anchor)]
    if year >= 10:
        counted.append((anchor.year // 100 * 100 + year, None))
    return counted


def _nearest(year: int, anchor: date) -> Candidate:
    """The one year of that number close to the document's date."""
    ranked = sorted(_candidates(year, anchor), key=lambda candidate: abs(candidate[0] - anchor.year))
    distances = [abs(western - anchor.year) for western, _ in ranked]
    if (
        not ranked
        or distances[0] > (_NEAR if year >= 10 else _NEAR - 1)
        or (len(ranked) > 1 and distances[1] - distances[0] < _APART)
    ):
        raise Unreadable
    return ranked[0]
