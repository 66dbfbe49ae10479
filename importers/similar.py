"""How alike two Japanese texts are: Dice over character pairs of their NFKC forms, blanks and signs aside. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Final

_DAYS: Final = re.compile(
    r"(?:(?:令和|平成|R\.?|H\.?)?\s*(?:\d{1,4}|元)\s*(?:年度?|[./])\s*(?:\d{1,2}\s*(?:月|[./]))?\s*(?:\d{1,2}\s*日?)?"
    r"|\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?|同[年月日])\s*(?:中|内|末|上旬|中旬|下旬|頃)?(?:まで|迄)?に?"
    r"|予定|済み|[(（][\s~〜,、]*[)）]"
)
# The day from which on something is done: 令和6年10月以降.
_SINCE: Final = re.compile(r"((?:令和|平成|20)[0-9元]{1,4}年(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?))以降")
# From this share of known pairs on, words speak of the texts at all.
_TOLD_ENOUGH: Final = 0.3
_BLANKS: Final = re.compile(r"\s+")
_ASIDE: Final = re.compile(r"[\s　、。，．・「」『』（）()\[\]【】■●◆○□◇:：;；]+")


def squeezed(text: str) -> str:
    """The text in NFKC without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65_536)
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


@lru_cache(maxsize=65_536)
def undated(text: str) -> str:
    """The text without its days, so that a statement and its update are compared by what they are about."""
    return _DAYS.sub("", unicodedata.normalize("NFKC", text))


def since(text: str) -> frozenset[str]:
    """The days, as they are printed, from which on the text says that something is done."""
    return frozenset(_SINCE.findall(squeezed(text)))


def held(part: str, whole: str) -> float:
    """How much of `part` stands in `whole`, between 0 and 1: for a statement that another wording embeds."""
    one, two = pairs(part), pairs(whole)
    total = one.total()
    return sum(min(count, two[pair]) for pair, count in one.items() if pair in two) / total if total else 0.0


class Telling:
    """A few texts, and by which of their character pairs each is told from the others."""

    def __init__(self, texts: Iterable[tuple[Hashable, str]]) -> None:
        self._pairs = {key: set(pairs(text)) for key, text in texts}
        spread = Counter(pair for own in self._pairs.values() for pair in own)
        many = len(self._pairs) + 1
        self._weight = {pair: math.log(many / count) for pair, count in spread.items()}

    def share(self, words: str, key: Hashable) -> float:
        """How much of what `words` have in common with any of the texts they have with this one, between 0 and 1.

        Pairs that few texts hold weigh most. Words that have hardly anything in common with any count less.
        """
        own = pairs(words)
        known = sum(self._weight[pair] for pair in own if pair in self._weight)
        if not known:
            return 0.0
        shared = sum(self._weight[pair] for pair in own if pair in self._pairs[key])
        told = sum(pair in self._weight for pair in own) / len(own)
        return shared / known * min(1.0, told / _TOLD_ENOUGH)
