"""How alike two Japanese texts are: Dice over character pairs of their NFKC forms, blanks and signs aside. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

_ASIDE: Final = re.compile(r"[\s　、。，．・「」『』（）()\[\]【】■●◆○□◇:：;；]+")


def plain(text: str) -> str:
    """The text as it is compared: NFKC, lower case, without blanks and punctuation."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=65_536)
def pairs(text: str) -> Counter[str]:
    """The character pairs of a text with their counts; a single character is its own."""
    words = plain(text)
    if len(words) < 2:
        return Counter([words] if words else [])
    return Counter(words[place : place + 2] for place in range(len(words) - 1))


def dice(first: str, second: str) -> float:
    """Between 0 (no pair in common) and 1 (the same pairs)."""
    one, two = pairs(first), pairs(second)
    total = one.total() + two.total()
    if not total:
        return 0.0
    small, large = (one, two) if len(one) < len(two) else (two, one)
    return 2 * sum(min(count, large[pair]) for pair, count in small.items() if pair in large) / total


def held(part: str, whole: str) -> float:
    """How much of `part` stands in `whole`, between 0 and 1: for a statement that another wording embeds."""
    one, two = pairs(part), pairs(whole)
    total = one.total()
    return sum(min(count, two[pair]) for pair, count in one.items() if pair in two) / total if total else 0.0
