"""Pages that are no report, refused before a parser needs quadratic time for them; and whether a text holds tags."""

from __future__ import annotations

import re
from collections import Counter

from store.problem import Problem

MOST_OPEN = 1_000
"""Elements open at once, as they are written; careless pages leave some dozens open."""
MOST_TAGS = 600_000
"""Tags of one page, the closing ones included."""

_ELEMENT = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})")
_SELF_CLOSING = frozenset(
    """area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr
    track wbr""".split()  # noqa: SIM905 - a list of thirty strings reads worse
)
_TAG = re.compile(
    r"</?(?:p|b|br|i|u|ul|ol|li|h[1-6]|sup|sub|span|strong|em|div|del|ins|s)\b[^<>]{0,200}>", re.IGNORECASE
)


def refuse_deep(html: str, path: str) -> None:
    """Refuse a page with very many elements left open at once, before a parser needs quadratic time for it.

    Counted by name, so that closing what was never opened does not hide it; elements whose end HTML lets people leave
    out do not count.
    """
    still_open: Counter[str] = Counter()
    total = 0
    if html.count("<") > MOST_TAGS:
        raise Problem("{path}: has more than {limit} tags, far more than a report", path=path, limit=MOST_TAGS)
    for match in _ELEMENT.finditer(html):
        name = match[2].lower()
        if name in _SELF_CLOSING:
            continue
        if not match[1]:
            still_open[name] += 1
            total += 1
            if total > MOST_OPEN:
                raise Problem(
                    "{path}: has more than {limit} elements open inside each other", path=path, limit=MOST_OPEN
                )
        elif still_open[name]:
            still_open[name] -= 1
            total -= 1


def has_tags(text: str) -> bool:
    """Whether a piece of plain text carries HTML tags to be read as such."""
    return "<" in text and _TAG.search(text) is not None
