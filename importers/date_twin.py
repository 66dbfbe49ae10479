"""A date printed twice: 令和5年12月6日（2023年12月6日） is one date in two counts of the years."""

from __future__ import annotations

import re
from datetime import date

from importers import date_grammar as grammar
from importers.date_context import Context, Meaning
from importers.date_parse import parse
from importers.date_printed import Printed
from importers.date_resolve import resolve

_OPENED = re.compile(rf"{grammar.GAP}\({grammar.GAP}")
_CLOSED = re.compile(rf"{grammar.GAP}\)")


def take_twin(text: str, printed: Printed, meaning: Meaning, anchor: date) -> None:
    """Take what stands in brackets behind `printed` in folded `text` into it, where it is the same date again.

    Where the two name years of different kinds that bear one number, `meaning` takes the days of the one in brackets.
    """
    if not printed.dated or meaning.problem is not None:
        return
    opened = _OPENED.match(text, printed.end)
    match = grammar.DATE.match(text, opened.end()) if opened is not None else None
    twin = parse(text, match) if match is not None else None
    if twin is None or not twin.dated or twin.short or (twin.era is None) == (printed.era is None):
        return
    closed = _CLOSED.match(text, twin.end)
    if twin.elided or closed is None:
        return
    if twin.year_word is not None and twin.year_word[0] != "anchor":
        return
    other = resolve(twin, Context(anchor))
    if (other.start, other.end, other.year) == (meaning.start, meaning.end, meaning.year):
        printed.end = closed.end()
    elif printed.month is None and printed.span is None and other.start is not None and other.year == meaning.year:
        printed.end = closed.end()
        meaning.start, meaning.end, meaning.kind, meaning.month = other.start, other.end, other.kind, other.month
