"""How well documents are read: promises, dates and claims found against what a careful reader finds in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.draft import Draft, Promise
from importers.similar import plain
from tests.importers.fixtures.reports.samples import Truth

KINDS = ("milestones", "dates", "claims", "counts")


@dataclass
class Score:
    """Right, wrong (found and not there) and missed, by kind; `notes` tell each fault.

    `counts` are quantities and rules of recurrence, where the truth states them.
    """

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def precision(self, kind: str) -> float:
        return self.right[kind] / max(1, self.right[kind] + self.wrong[kind])

    def recall(self, kind: str) -> float:
        return self.right[kind] / max(1, self.right[kind] + self.missed[kind])

    def add(self, other: Score) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.notes += other.notes

    def table(self) -> str:
        lines = [f"{'':12}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"]
        lines.extend(
            f"{kind:12}{self.right[kind]:>7}{self.wrong[kind]:>7}{self.missed[kind]:>8}"
            f"{self.precision(kind):>11.3f}{self.recall(kind):>8.3f}"
            for kind in KINDS
        )
        return "\n".join(lines)


def score(name: str, drafts: Sequence[Draft], truth: Sequence[Truth]) -> Score:
    found = [
        promise for draft in drafts for item in draft.items for measure in item.measures for promise in measure.promises
    ]
    result = Score()
    left = list(found)
    for own in truth:
        promise = next((promise for promise in left if _holds(promise, own.words)), None)
        if promise is None:
            result.missed.update(["milestones", "claims"])
            result.missed["dates"] += (own.due_on is not None) + (own.done_on is not None)
            result.missed["counts"] += bool(own.count) + bool(own.rule)
            result.notes.append(f"{name}: missed: {own.words}")
            continue
        left.remove(promise)
        result.right["milestones"] += 1
        if promise.status == own.status:
            result.right["claims"] += 1
        else:
            result.missed["claims"] += 1
            result.wrong["claims"] += promise.status is not None
            result.notes.append(f"{name}: claim {promise.status} for {own.status}: {promise.text[:50]!r}")
        for what, got, wanted in (("due", promise.due_on, own.due_on), ("done", promise.done_on, own.done_on)):
            if got == wanted:
                result.right["dates"] += got is not None
                continue
            result.wrong["dates"] += got is not None
            result.missed["dates"] += wanted is not None
            result.notes.append(f"{name}: {what} {got} for {wanted}: {promise.text[:50]!r}")
        count = f"{promise.quantity_done}/{promise.quantity} {promise.unit or ''}".strip()
        for told, wanted_words in ((count, own.count), (promise.recurrence or "", own.rule)):
            if wanted_words:
                same = told == wanted_words
                result.right["counts"] += same
                result.missed["counts"] += not same
                result.wrong["counts"] += not same and told not in ("", "None/None")
                if not same:
                    result.notes.append(f"{name}: {told} for {wanted_words}: {promise.text[:50]!r}")
    for promise in left:
        result.wrong["milestones"] += 1
        result.notes.append(f"{name}: no promise: {promise.status} {promise.text[:60]!r}")
    return result


def _holds(promise: Promise, words: str) -> bool:
    wanted = plain(words)
    return wanted in plain(promise.text) or wanted in plain(promise.passage.text)
