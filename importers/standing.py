"""What the rows of a plan stand on: a new record can be made only with those above it. Pure, over the plan's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from importers.plan import WRITABLE, PlanChange

# Records that are made for what stands under them.
BEARING: Final = frozenset({"case", "entity", "guidance", "item"})


class Standing:
    """The rows by their place, with those above and below each; a record on file is no row."""

    def __init__(self, changes: Sequence[PlanChange]) -> None:
        self._changes = changes
        self._made: dict[str, int] = {}
        self._below: dict[str, list[int]] = {}
        for place, change in enumerate(changes):
            if change.own and change.key is None:
                self._made.setdefault(change.own, place)
            for name in (change.parent, *change.beside):
                if name:
                    self._below.setdefault(name, []).append(place)
        self._open: dict[int, int | None] = {}

    def above(self, place: int) -> list[int]:
        """The rows whose new records a row rests on directly, the one that it stands under first."""
        change = self._changes[place]
        return [self._made[name] for name in (change.parent, *change.beside) if name and name in self._made]

    def all_above(self, place: int) -> list[int]:
        """All of those, the outermost first."""
        found: dict[int, None] = {}
        for row in self.above(place):
            found |= dict.fromkeys((*self.all_above(row), row))
        return list(found)

    def below(self, place: int) -> list[int]:
        """The rows that rest on a row's new record directly."""
        own = self._changes[place].own
        return self._below.get(own, []) if own and self._made.get(own) == place else []

    def named(self, name: str) -> list[int]:
        """The rows that rest on a record, by its key or by its row's `own`."""
        return self._below.get(name, [])

    def can(self, place: int) -> bool:
        """Whether a row can be written: it says something new, and nothing is wanting to it or above it."""
        return self.wanting(place) is None

    def wanting(self, place: int) -> int | None:
        """The row because of which a row cannot be written: the outermost above it, or itself; None where it can."""
        if place not in self._open:
            above = (self.wanting(row) for row in self.above(place))
            change = self._changes[place]
            own = place if change.change_class not in WRITABLE or change.needs else None
            self._open[place] = next((row for row in above if row is not None), own)
        return self._open[place]

    def worth(self, place: int) -> bool:
        """Whether a row that can be written is worth it: one that only bears others needs one of them beside it."""
        if not self.can(place):
            return False
        return self._changes[place].kind not in BEARING or any(self.worth(row) for row in self.below(place))

    def with_above(self, places: Iterable[int]) -> tuple[int, ...]:
        """The rows with all that they rest on, in the plan's order."""
        found: set[int] = set()
        for place in places:
            found |= {place, *self.all_above(place)}
        return tuple(sorted(found))

    def added(self, places: Collection[int]) -> tuple[int, ...]:
        """What taking these rows takes beside them."""
        return tuple(place for place in self.with_above(places) if place not in places)
