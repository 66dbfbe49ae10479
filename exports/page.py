"""How much stands on one sheet of A4, counted in rows of the briefing note's tables.

The page's style (as_html.css) sets every line's height, so that fonts do not change the count; a text's width is
counted in columns (exports.plain). The numbers are measured on the printed page, with a few rows to spare.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.plain import columns
from store.words import Lang

# Rows of a table on the sheet inside its margins.
SHEET: Final = 66.5
# What the head, a section's heading, a table's own heading and the footnote take.
HEAD: Final[dict[Lang, float]] = {"ja": 3.4, "en": 5.2}
SECTION: Final = 2.1
TABLE: Final = 1.4
FOOT: Final = 2.6
# Columns of a paragraph over the whole sheet, in one of two halves beside each other, and in a list there.
WHOLE: Final = 115
HALF: Final = 54
LISTED: Final = 57
# A line of a paragraph, and of a list.
_LINE: Final = 1.1
_ITEM: Final = 1.05


def paragraph(text: str, width: int) -> float:
    """The rows that a paragraph takes."""
    return _lines(text, width) * _LINE + 0.2


def points(told: Sequence[tuple[str, Sequence[str]]]) -> float:
    """The rows that a list of leads and their lines takes."""
    found = 0.0
    for lead, said in told:
        if len(said) == 1:
            found += _lines(f"{lead} {said[0]}", LISTED)
        else:
            found += 1 + sum(_lines(line, LISTED - 4) for line in said)
    return found * _ITEM + 0.1 * len(told)


def _lines(text: str, width: int) -> int:
    return max(1, -(-columns(text) // width))
