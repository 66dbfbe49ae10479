"""Which record a passage of a document speaks of: exact words first, then likeness, one best assignment. Pure.

Likeness is Dice over character pairs (similar.py). Where the best two are closer than MARGIN, nobody guesses: the
match is open, with its candidates. An index over pairs finds the few that can be alike, so that a row costs the same
however many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from importers.similar import pairs, plain

K = TypeVar("K", bound=Hashable)
MARGIN: Final = 0.04
# A pair that more texts than this share tells little; the rarest of a text's pairs are asked first.
_COMMON: Final = 400
_ASKED: Final = 14
_CANDIDATES: Final = 12


class Index(Generic[K]):
    """Texts by their pairs: `near` gives the few keys whose texts can be alike."""

    def __init__(self, texts: Iterable[tuple[K, str]]) -> None:
        self._exact: dict[str, list[K]] = defaultdict(list)
        self._by_pair: dict[str, list[K]] = defaultdict(list)
        self.keys: list[K] = []
        for key, text in texts:
            self.keys.append(key)
            self._exact[plain(text)].append(key)
            for pair in pairs(text):
                self._by_pair[pair].append(key)

    def same(self, text: str) -> list[K]:
        """The keys whose texts are the same words."""
        words = plain(text)
        return list(dict.fromkeys(self._exact.get(words, ()))) if words else []

    def near(self, text: str) -> list[K]:
        """The keys whose texts share the most of a text's rarest pairs, most first; all keys where they are few."""
        if len(self.keys) <= _CANDIDATES:
            return list(dict.fromkeys(self.keys))
        known = sorted(
            (pair for pair in pairs(text) if pair in self._by_pair), key=lambda pair: len(self._by_pair[pair])
        )
        telling = [pair for pair in known if len(self._by_pair[pair]) <= _COMMON] or known[:2]
        votes: Counter[K] = Counter()
        for pair in telling[:_ASKED]:
            votes.update(self._by_pair[pair][:_COMMON])
        return [key for key, _ in votes.most_common(_CANDIDATES)]


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """The record that one passage speaks of: `key` None where none is alike enough, or where `open_` (ask)."""

    key: K | None
    score: float
    candidates: tuple[K, ...] = ()
    open_: bool = False


def assign(
    count: int,
    near: Callable[[int], Sequence[K]],
    score: Callable[[int, K], float],
    *,
    least: float,
    margin: float = MARGIN,
) -> list[Match[K]]:
    """One best assignment of `count` passages to records, each record at most once; pairs below `least` are none.

    The most alike pair is taken first. A passage whose next best free record is within `margin` stays open, unless the
    words of its best are the same (score 1 or more).
    """
    scored: list[tuple[float, int, int, K]] = []
    for place in range(count):
        for order, key in enumerate(near(place)):
            found = score(place, key)
            if found >= least:
                scored.append((found, place, order, key))
    scored.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    by_place: dict[int, list[tuple[float, K]]] = defaultdict(list)
    best_of: dict[int, K] = {}
    suitors: dict[K, list[tuple[float, int]]] = defaultdict(list)
    for found, place, _, key in scored:
        by_place[place].append((found, key))
        best_of.setdefault(place, key)
        suitors[key].append((found, place))
    taken: set[K] = set()
    matches: dict[int, Match[K]] = {}
    for found, place, _, key in scored:
        if place in matches or key in taken:
            continue
        rivals = [
            other
            for value, other in by_place[place]
            if other != key
            and other not in taken
            and value > found - margin
            # A rival that is the best of another passage, which fits it better, is none.
            and not any(
                fit > value and who != place and who not in matches and best_of[who] == other
                for fit, who in suitors[other][:_CANDIDATES]
            )
        ]
        if rivals and found < 1:
            matches[place] = Match(None, found, (key, *rivals), open_=True)
            continue
        matches[place] = Match(key, found)
        taken.add(key)
    return [
        matches.get(place) or Match(None, 0.0, tuple(key for _, key in by_place[place][:3])) for place in range(count)
    ]
