"""The record as it stood a week before, without folding the whole log: what the week's batches touched is folded, the
rest stands in the tables as it stood then.

Exact: a record can differ between two days only where a batch effective between them changed it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final

from store import rules
from store.parts import parts
from store.queries import Query, counts
from store.record import Kind, from_log, load

Values = Mapping[str, Any]
# What of a record tells where it stands; the counted columns are no fields of the log.
_SEEN: Final[Mapping[Kind, tuple[str, ...]]] = {
    "milestone": ("status", "due_on", "revisions"),
    "item": ("guided", "measures"),
    "guidance": ("report_due_on", "reports"),
}
# Which records count which: the kind, its column, and the field of those it counts that names it.
_COUNTED: Final[Mapping[Kind, tuple[Kind, str, str]]] = {
    "item": ("measure", "measures", "item_key"),
    "guidance": ("report", "reports", "guidance_key"),
}


class Before:
    """The record on the day `previous`, seen from a connection to the record on a later day `as_of`."""

    def __init__(self, now: sqlite3.Connection, as_of: date, previous: date) -> None:
        self._now = now
        self._as_of = as_of
        self._previous = previous

    @cached_property
    def touched(self) -> Mapping[str, set[str]]:
        """The keys of what batches effective between the two days wrote, by kind."""
        found: dict[str, set[str]] = {}
        for kind, key in self._now.execute(
            "SELECT DISTINCT c.kind, c.key FROM batch b JOIN change c ON c.batch_id = b.id "
            "WHERE b.effective_on > ? AND b.effective_on <= ?",
            (self._previous.isoformat(), self._as_of.isoformat()),
        ):
            found.setdefault(kind, set()).add(key)
        return found

    @property
    def empty(self) -> bool:
        """Whether there was no record at all."""
        found = self._now.execute(
            "SELECT EXISTS (SELECT 1 FROM batch WHERE effective_on <= ?)", (self._previous.isoformat(),)
        )
        return bool(found.fetchone() == (0,))

    def states(self, kind: Kind, keys: list[str]) -> dict[str, Values]:
        """Where milestones, items or acts of guidance stood, by key; what was not on file is left out."""
        now = self.states_now(kind, keys)
        touched = self.touched.get(kind, set())
        folded = self._folded(kind, [key for key in keys if key in touched])
        moved = self._counts(kind, keys)
        found: dict[str, Values] = {}
        for key in keys:
            values = folded.get(key) if key in touched else now.get(key)
            if values is not None:
                found[key] = {name: values[name] for name in _SEEN[kind] if name in values} | {
                    name: (now[key][name] if key in now else 0) - number for name, number in moved.get(key, {}).items()
                }
        return found

    def states_now(self, kind: Kind, keys: list[str]) -> dict[str, Values]:
        """The same on the later day, with `id`."""
        names = ("id", *_SEEN[kind])
        found: dict[str, Values] = {}
        for chunk in parts(keys):
            for key, *values in self._now.execute(
                f"SELECT key, {', '.join(names)} FROM {kind} WHERE key IN ({', '.join('?' * len(chunk))})", chunk
            ):
                found[key] = {
                    name: date.fromisoformat(value) if name.endswith("_on") and value is not None else value
                    for name, value in zip(names, values, strict=True)
                }
        return found

    def missing(self, kind: Kind) -> set[str]:
        """The keys that the week put on file."""
        touched = self.touched.get(kind, set())
        return touched - self._folded(kind, sorted(touched)).keys()

    def totals(self, soon_days: int) -> dict[rules.Attention, int]:
        """Rows of each attention on that day."""
        if self.empty:
            return dict.fromkeys(rules.ATTENTIONS, 0)
        found = dict(counts(self._now, self._previous, Query(soon_days=soon_days)))
        for kind in _SEEN:
            for chunk in parts(sorted(self._affected(kind))):
                for states, step in ((self.states_now(kind, chunk), -1), (self.states(kind, chunk), 1)):
                    for values in states.values():
                        attention = rules.attention(kind, values, self._previous, soon_days)
                        if attention is not None:
                            found[attention] += step
        return found

    def _affected(self, kind: Kind) -> set[str]:
        """The touched records of a kind, and those whose counted parts were touched."""
        affected = set(self.touched.get(kind, ()))
        if kind in _COUNTED:
            affected |= self._counts(kind, None).keys()
        return affected

    def _counts(self, kind: Kind, keys: Iterable[str] | None) -> dict[str, dict[str, int]]:
        """By how much the week moved the counted columns of records (all, or these); untouched ones by 0."""
        if kind not in _COUNTED:
            return {}
        part, column, parent = _COUNTED[kind]
        moved: dict[str, int] = {} if keys is None else dict.fromkeys(keys, 0)
        touched = sorted(self.touched.get(part, ()))
        for chunk in parts(touched):
            folded = self._folded(part, chunk)
            present = dict(
                self._now.execute(
                    f"SELECT key, {parent} FROM {part} WHERE key IN ({', '.join('?' * len(chunk))})", chunk
                ).fetchall()
            )
            for key in chunk:
                was, is_ = folded[key][parent] if key in folded else None, present.get(key)
                for owner, step in ((is_, 1), (was, -1)):
                    if owner is not None and (keys is None or owner in moved):
                        moved[owner] = moved.get(owner, 0) + step
        return {key: {column: number} for key, number in moved.items()}

    def _folded(self, kind: Kind, keys: list[str]) -> dict[str, dict[str, Any]]:
        """The fields that the log up to that day gives these records; what was not on file is left out."""
        found: dict[str, dict[str, Any]] = {}
        for chunk in parts(keys):
            for key, name, new in self._now.execute(
                "SELECT c.key, c.field, c.new FROM change c JOIN batch b ON b.id = c.batch_id WHERE c.kind = ? "
                f"AND c.key IN ({', '.join('?' * len(chunk))}) AND b.effective_on <= ? ORDER BY b.id, c.id",
                (kind, *chunk, self._previous.isoformat()),
            ):
                if name is None:
                    if new is None:
                        found.pop(key, None)
                    else:
                        found[key] = load(kind, new)
                elif key in found:
                    found[key][name] = from_log(kind, name, new)
        return found
