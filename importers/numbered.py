"""Cells that count alike: (1), (2) of a row's measures, of their states and of their dates go together. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from importers import clauses, headings
from importers.pieces import Entry, Found, Part
from importers.roles import Role

_LONGEST: Final = 60
_TOLD: Final[tuple[Role, ...]] = ("measure", "both")
_BESIDE: Final[tuple[Role, ...]] = ("progress", "due", "due_before", "when", "done", "quantity", "plan")


def parted(own: Found) -> Iterator[Found]:
    """A table's row, one for each number or line that its cells have in common; where they have none, as it is."""
    entry = own.entry
    told = [role for role in _TOLD if len(entry.all(role)) == 1]
    if not own.table or len(told) != 1:
        yield own
        return
    for split in (_numbers, _lines):
        whole = split(entry.one(told[0]))
        beside = {
            role: pieces
            for role in _BESIDE
            if len(entry.all(role)) == 1 and (pieces := split(entry.one(role))) and set(pieces) <= set(whole)
        }
        if len(whole) > 1 and any(len(pieces) > (split is _lines) for pieces in beside.values()):
            break
    else:
        yield own
        return
    for name, part in whole.items():
        parts = {role: list(kept) for role, kept in entry.parts.items() if role not in beside}
        parts[told[0]] = [part]
        made = Entry(parts, entry.stated, entry.term, entry.unit)
        for role, pieces in beside.items():
            if name in pieces:
                made.add(role, pieces[name])
        yield replace(own, entry=made)


def _numbers(part: Part) -> dict[str, Part]:
    """The pieces of a cell by the number that opens each, empty where it does not begin with one."""
    starts: list[tuple[str, int, int]] = []
    for start, end in clauses.lines(part.text):
        open_ = headings.opening(part.text[start:end])
        if open_ is not None and open_.number:
            starts.append((open_.number, start, start + open_.length))
        elif not starts:
            return {}
    ends = [start for _, start, _ in starts[1:]] + [len(part.text)]
    pieces = {number: part.sub(words, end) for (number, _, words), end in zip(starts, ends, strict=True)}
    return pieces if len(pieces) == len(starts) else {}


def _lines(part: Part) -> dict[str, Part]:
    """The short lines of a cell by their place, empty where one is no line of a list."""
    spans = list(clauses.lines(part.text))
    if any(end - start > _LONGEST or re.search(r"。.", part.text[start:end]) for start, end in spans):
        return {}
    return {str(place): part.sub(*span) for place, span in enumerate(spans)}
