"""A plan under review, without the screen: what is taken, what is left, what waits, and rows matched by hand.

Nothing here reads or writes the register; the screen gives it the records that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from importers import wording
from importers.plan import Class, Plan, PlanChange
from importers.standing import Standing
from store import rules
from store.record import Kind

# What asks for a decision stands before what only tells.
ORDER: Final[tuple[Class, ...]] = ("changed", "new", "conflict", "missing", "invalid", "unchanged")
# All fields of a record as it is now; None where there is none.
Record = Callable[[Kind, str], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person did to a row by hand: other values, or another record that it means or stands under."""

    after: Mapping[str, Any] | None = None
    kind: Kind | None = None
    key: str = ""


class Review:
    """The decisions about one plan's rows, which are named by their place in `plan.changes`."""

    def __init__(self, plan: Plan) -> None:
        self.taken: set[int] = set()
        self.left: set[int] = set()
        # Rows as they were read, before anything was done to them by hand, and what was done, in order.
        self._read: dict[int, PlanChange] = {}
        self._hands: dict[int, list[Hand]] = {}
        # The rows that stood under a row before it was let mean a record on file.
        self._moved: dict[int, list[int]] = {}
        # The row that tells a record is not mentioned, by the row that was let mean it.
        self._found: dict[int, int] = {}
        self.plan = plan

    @property
    def plan(self) -> Plan:
        """The plan as it stands, with what was done by hand."""
        return self._plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        self._plan = plan
        self.counts = plan.counts()
        self.standing = Standing(plan.changes)
        self._writable = len(plan.writable())
        self._on_file: dict[str, list[int]] = {}
        for place, change in enumerate(plan.changes):
            if change.key is not None:
                self._on_file.setdefault(change.key, []).append(place)

    def writable(self, place: int) -> bool:
        """Whether a row can be taken at all: it says something new, and nothing is wanting to it or above it."""
        return self.standing.can(place)

    @property
    def undecided(self) -> list[int]:
        """Rows that could be taken and are neither taken nor left."""
        return [place for place in self.plan.writable() if place not in self.taken and place not in self.left]

    @property
    def open(self) -> int:
        """How many those are."""
        return self._writable - len(self.taken) - len(self.left)

    def waits(self, place: int) -> bool:
        """Whether a row could be taken and is neither taken nor left, or asks for what the document does not say."""
        if self.plan.changes[place].needs:
            return True
        return self.writable(place) and place not in self.taken and place not in self.left

    # --- taking and leaving ---

    def toggle(self, place: int) -> list[int]:
        """Take the row, then leave it, then take it again; the rows that this decides, none where it cannot be taken.

        What it stands under is taken with it, and what stands under it is left with it.
        """
        if not self.writable(place):
            return []
        return self._leave(place) if place in self.taken else self._take(place)

    def _take(self, place: int) -> list[int]:
        """A new record brings the new ones above it; of two rows on one record only one can be taken."""
        taken = [row for row in (*self.standing.all_above(place), place) if row not in self.taken]
        self.taken.update(taken)
        self.left.difference_update(taken)
        key = self.plan.changes[place].key
        for other in self._on_file.get(key, ()) if key is not None else ():
            if other != place and other in self.taken:
                self._leave(other)
        return taken

    def _leave(self, place: int) -> list[int]:
        """Without a new record there is nothing that the new ones below could stand under."""
        found: dict[int, None] = {}
        next_ = [place]
        while next_:
            row = next_.pop()
            if row not in found and self.writable(row):
                found[row] = None
                next_ += self.standing.below(row)
        # What was taken for rows beside it alone (the case of a guidance) goes with the last of them.
        for row in [*found]:
            for above in self.standing.above(row)[1:]:
                if above in self.taken and not self.taken.difference(found).intersection(self.standing.below(above)):
                    found[above] = None
        left = [row for row in found if row not in self.left]
        self.taken.difference_update(left)
        self.left.update(left)
        return left

    def toggle_class(self, name: Class, among: Iterable[int]) -> int:
        """Take all rows of a class among those shown, or leave them where all are taken; how many that were."""
        places = [place for place in among if self.plan.changes[place].change_class == name and self.writable(place)]
        if places and self.taken.issuperset(places):
            for place in places:
                self._leave(place)
        else:
            for place in places:
                self._take(place)
        return len(places)

    # --- by hand ---

    def carried(self, plan: Plan, record: Record = lambda _kind, _key: None) -> Review:
        """The same decisions on a plan that was made anew, for the rows that are the same in it.

        What was done to such a row by hand is done again; `record(kind, key)` gives all fields of a record as it is
        now, None where it is gone, and then that row is as it was read.
        """
        fresh = Review(plan)
        places = {_same(change): place for place, change in enumerate(plan.changes)}
        found = {
            place: places.get(_same(self._read.get(place, self.plan.changes[place])))
            for place in sorted({*self.taken, *self.left, *self._hands})
        }
        for place, hands in sorted(self._hands.items()):
            at = found[place]
            for hand in hands if at is not None else ():
                if not fresh._again(cast("int", at), hand, record):
                    found[place] = None
                    break
        fresh.taken.update(at for place in self.taken if (at := found[place]) is not None and fresh.writable(at))
        # A row done by hand is taken with it; where it had been left afterwards, it is left again.
        fresh.left = {at for place in self.left if (at := found[place]) is not None and fresh.writable(at)}
        fresh.taken -= fresh.left
        return fresh

    def _again(self, place: int, hand: Hand, record: Record) -> bool:
        if hand.after is not None:
            self.edited(place, hand.after)
            return True
        values = record(hand.kind, hand.key) if hand.kind is not None else None
        if hand.kind is None or values is None:
            return False
        self.matched(place, hand.kind, hand.key, values)
        return True

    def _note(self, place: int, hand: Hand) -> None:
        self._read.setdefault(place, self.plan.changes[place])
        self._hands.setdefault(place, []).append(hand)

    def edited(self, place: int, after: Mapping[str, Any]) -> None:
        """Other values in one row, which is taken with them."""
        self._note(place, Hand(after=dict(after)))
        self.plan = self.plan.edited(place, after)
        self._keep(place)

    def matched(self, place: int, kind: Kind, key: str, values: Mapping[str, Any]) -> None:
        """Let a row mean a record on file, or stand under one: `kind`, `key` and all fields of that record."""
        self._note(place, Hand(kind=kind, key=key))
        change = self.plan.changes[place]
        changes = list(self.plan.changes)
        if place in self._found:
            lost = self._found.pop(place)
            changes[lost] = replace(changes[lost], change_class="missing", reason=wording.MISSING)
        if kind == change.kind and kind not in ("measure", "milestone"):
            changes[place] = _meant(change, key, values)
            self._stand(changes, place, change.own, key)
        elif change.kind == "item":
            changes[place] = replace(change, change_class="new", key=None, parent=key, reason="", candidates=())
            self._stand(changes, place, change.own, change.own)
        elif kind == change.kind:
            # Another match begins from what was read, not from what the match before left of it.
            alone = all(hand.after is None for hand in self._hands[place])
            changes[place] = _meant(self._read[place] if alone else change, key, values)
            parent = key
            for other in self._on_file.get(key, ()):
                if changes[other].change_class == "missing":
                    changes[other] = replace(changes[other], change_class="unchanged", reason="")
                    self._found[place] = other
        else:
            changes[place] = replace(change, change_class="new", key=None, parent=key, reason="", candidates=())
            parent = change.own
        if change.kind == "measure":
            for other in self._below(place):
                held = changes[other]
                reason = "; ".join(part for part in held.reason.split("; ") if part != wording.PARENT_OPEN)
                changes[other] = replace(held, change_class="new", parent=parent, reason=reason)
        self.plan = replace(self.plan, changes=tuple(changes))
        self._keep(place)

    def _stand(self, changes: list[PlanChange], place: int, own: str, key: str) -> None:
        """Put what stood under a row under another record, and let go of what waited for that."""
        for other in self._moved.setdefault(place, self.standing.named(own)):
            held = changes[other]
            beside = tuple(key if name == own else name for name in held.beside)
            changes[other] = replace(held, parent=key if held.parent == own else held.parent, beside=beside)
            if held.change_class == "conflict" and held.kind == "measure" and held.reason == wording.WHICH_ITEM:
                changes[other] = replace(changes[other], change_class="new", reason="", candidates=())
                for below in self._below(other):
                    said = [part for part in changes[below].reason.split("; ") if part != wording.PARENT_OPEN]
                    changes[below] = replace(changes[below], change_class="new", reason="; ".join(said))

    def _below(self, place: int) -> list[int]:
        """The milestones that wait for the measure of a row: named by it, or following it without a parent."""
        own = self.plan.changes[place].own
        found = self.standing.named(own) if own else []
        if not found:
            found = []
            for at in range(place + 1, len(self.plan.changes)):
                change = self.plan.changes[at]
                if change.kind != "milestone" or change.parent is not None or change.key is not None:
                    break
                found.append(at)
        return [at for at in found if wording.PARENT_OPEN in self.plan.changes[at].reason]

    def _keep(self, place: int) -> None:
        if self.writable(place):
            self._take(place)
        else:
            self.taken.discard(place)
            self.left.discard(place)


def _meant(change: PlanChange, key: str, values: Mapping[str, Any]) -> PlanChange:
    """The row as one of the record on file: what it states beside what stands there."""
    stated = _stated(change) if change.kind == "milestone" else {}
    moves = {name: (values[name], after) for name, after in stated.items() if name in values and values[name] != after}
    if "due_on" not in moves:
        moves = {name: pair for name, pair in moves.items() if name not in ("due_text", "due_approx")}
    kept: Class = "changed" if moves else "unchanged"
    told = []
    if moves and values["status"] in rules.CLOSED:
        kept, told = "conflict", [wording.CLOSED.format(status=values["status"])]
    elif moves:
        told = [wording.claimed(*moves["status"], values)] if "status" in moves else []
        told += [wording.moved(*moves["due_on"])] if "due_on" in moves else []
    return replace(
        change, change_class=kept, key=key, parent=None, own=key, fields=moves, before=dict(values),
        reason="; ".join(filter(None, told)), candidates=(),
    )  # fmt: skip


def _stated(change: PlanChange) -> dict[str, Any]:
    """What the document says of a promise. What is told as done has no due date to move, an inferred one moves none."""
    stated = dict(change.stated) or {name: after for name, (_before, after) in change.fields.items()}
    inferred = stated.pop("due_inferred", None)
    if inferred or stated.get("status") == "reported":
        stated = {name: held for name, held in stated.items() if not name.startswith("due_")}
    if "due_on" in stated:
        stated.setdefault("due_approx", False)
    return stated


def _same(change: PlanChange) -> tuple[Any, ...]:
    # The key of an entity that is new can be another by now.
    entity = change.entity if change.key is not None else None
    return change.kind, change.key, entity, change.text, tuple(sorted(change.fields.items(), key=lambda f: f[0]))


def found_by(change: PlanChange, words: str) -> bool:
    """Whether every word stands in a row."""
    said = " ".join(
        str(part)
        for part in (change.text, change.measure, change.key, change.entity, change.quote, change.reason,
                     *(value for pair in change.fields.values() for value in pair))
        if part is not None
    ).casefold()  # fmt: skip
    return all(word in said for word in words.casefold().split())
