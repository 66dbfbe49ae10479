"""A plan under review, without the screen: what is taken, what is left, what waits, and rows matched by hand.

Nothing here reads or writes the register; the screen gives it the records that it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from importers import wording
from importers.plan import WRITABLE, Class, Plan, PlanChange
from store import rules
from store.record import Kind

# What asks for a decision stands before what only tells.
ORDER: Final[tuple[Class, ...]] = ("changed", "new", "conflict", "missing", "invalid", "unchanged")


class Review:
    """The decisions about one plan's rows, which are named by their place in `plan.changes`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.taken: set[int] = set()
        self.left: set[int] = set()

    def writable(self, place: int) -> bool:
        """Whether a row can be taken at all."""
        return self.plan.changes[place].change_class in WRITABLE

    @property
    def undecided(self) -> list[int]:
        """Rows that could be taken and are neither taken nor left."""
        return [place for place in self.plan.writable() if place not in self.taken and place not in self.left]

    def toggle(self, place: int) -> bool:
        """Take the row, then leave it, then take it again; False where it cannot be taken."""
        if not self.writable(place):
            return False
        if place in self.taken:
            self.taken.discard(place)
            self.left.add(place)
        else:
            self._take(place)
        return True

    def _take(self, place: int) -> None:
        """A new milestone brings its new measure with it: both are shown as taken."""
        self.taken.add(place)
        self.left.discard(place)
        parent = self.plan.changes[place].parent
        for other, change in enumerate(self.plan.changes):
            if parent and change.own == parent and change.change_class == "new" and other not in self.taken:
                self._take(other)

    def toggle_class(self, name: Class, among: Iterable[int]) -> int:
        """Take all rows of a class among those shown, or leave them where all are taken; how many that were."""
        places = [place for place in among if self.plan.changes[place].change_class == name and self.writable(place)]
        if places and self.taken.issuperset(places):
            self.taken.difference_update(places)
            self.left.update(places)
        else:
            for place in places:
                self._take(place)
        return len(places)

    def carried(self, plan: Plan) -> Review:
        """The same decisions on a plan that was made anew, for the rows that are the same in it."""
        fresh = Review(plan)
        places = {_same(change): place for place, change in enumerate(plan.changes)}
        for decided, into in ((self.taken, fresh.taken), (self.left, fresh.left)):
            for place in decided:
                found = places.get(_same(self.plan.changes[place]))
                if found is not None and fresh.writable(found):
                    into.add(found)
        return fresh

    def edited(self, place: int, after: Mapping[str, Any]) -> None:
        """Other values in one row, which is taken with them."""
        self.plan = self.plan.edited(place, after)
        self._keep(place)

    def matched(self, place: int, kind: Kind, key: str, values: Mapping[str, Any]) -> None:
        """Let a row mean a record on file, or stand under one: `kind`, `key` and all fields of that record."""
        change = self.plan.changes[place]
        if kind == change.kind:
            self._set(place, _meant(change, key, values))
            parent = key
        else:
            self._set(place, replace(change, change_class="new", key=None, parent=key, reason="", candidates=()))
            parent = change.own
        if change.kind == "measure":
            for other in self._below(place):
                held = self.plan.changes[other]
                reason = "; ".join(part for part in held.reason.split("; ") if part != wording.PARENT_OPEN)
                self._set(other, replace(held, change_class="new", parent=parent, reason=reason))
        self._keep(place)

    def _below(self, place: int) -> list[int]:
        """The milestones that wait for the measure of a row: named by it, or following it without a parent."""
        own = self.plan.changes[place].own
        found = [at for at, change in enumerate(self.plan.changes) if own and change.parent == own]
        if not found:
            for at in range(place + 1, len(self.plan.changes)):
                change = self.plan.changes[at]
                if change.kind != "milestone" or change.parent is not None or change.key is not None:
                    break
                found.append(at)
        return [at for at in found if wording.PARENT_OPEN in self.plan.changes[at].reason]

    def _set(self, place: int, change: PlanChange) -> None:
        changes = self.plan.changes
        self.plan = replace(self.plan, changes=(*changes[:place], change, *changes[place + 1 :]))

    def _keep(self, place: int) -> None:
        if self.writable(place):
            self._take(place)
        else:
            self.taken.discard(place)
            self.left.discard(place)


def _meant(change: PlanChange, key: str, values: Mapping[str, Any]) -> PlanChange:
    """The row as one of the record on file: what it states beside what stands there."""
    stated = {name: pair[1] for name, pair in change.fields.items() if change.kind == "milestone"}
    moves = {name: (values[name], after) for name, after in stated.items() if name in values and values[name] != after}
    kept: Class = "changed" if moves else "unchanged"
    reason = ""
    if moves and change.kind == "milestone" and values["status"] in rules.CLOSED:
        kept, reason = "conflict", wording.CLOSED.format(status=values["status"])
    return replace(
        change, change_class=kept, key=key, parent=None, own=key, fields=moves, before=dict(values), reason=reason,
        candidates=(),
    )  # fmt: skip


def _same(change: PlanChange) -> tuple[Any, ...]:
    return change.kind, change.key, change.entity, change.text, tuple(sorted(change.fields.items(), key=lambda f: f[0]))


def found_by(change: PlanChange, words: str) -> bool:
    """Whether every word stands in a row."""
    said = " ".join(
        str(part)
        for part in (change.text, change.measure, change.key, change.entity, change.quote, change.reason,
                     *(value for pair in change.fields.values() for value in pair))
        if part is not None
    ).casefold()  # fmt: skip
    return all(word in said for word in words.casefold().split())
