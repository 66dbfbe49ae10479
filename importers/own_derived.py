"""Cells of this product's own table that it works out itself, from the record and a day: was one of them edited? Pure.

The day is the one on which the file was written, which no cell tells. The rows vote for it: a due date and its days
late make a day. So a file that lay for a month, or whose register moved on, is not taken for an edited one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from importers import own_cells
from importers.own_rows import OwnRow
from store import rules

DERIVED: Final = ("attention", "days_overdue", "days_unverified")
# From which field each number of days counts.
_FROM: Final[Mapping[str, str]] = {"days_overdue": "due_on", "days_unverified": "reported_on"}
# Where the line between these lies is a setting of whoever wrote the file.
_COMING: Final = frozenset({"due_soon", "on_track"})
Values = Mapping[str, Any]


def written_on(rows: Iterable[tuple[OwnRow, Values]], today: date) -> date | None:
    """The day on which most rows were written, by promise and its values on file; None where none tells of a day."""
    votes = Counter(day for row, values in rows for day in _votes(row, values, today))
    return max(votes, key=lambda day: (votes[day], day), default=None)


def edited(row: OwnRow, values: Values, day: date | None, today: date) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """The derived cells of a promise that say what the record cannot give: what it gives, and what they say.

    `day` is when the file was written, None where that is not known: then only what is so on no day is found. Where
    the row and the register differ, one of them moved on, and the cell may tell of what was before.
    """
    moved = any(
        name in row.cells and _read(row, name, today) != values[name] for name in ("status", "due_on", "reported_on")
    )
    for name in DERIVED:
        cell = _read(row, name, today)
        if cell is None or (moved and name == "attention"):
            continue
        right = _derived(name, values, day or today)
        if name == "attention":
            among = _COMING if day is not None else _COMING | {"overdue", "returned"}
            good = cell == right or {cell, right} <= among
        else:
            good = cell == right or (moved and any(one == day for one in _days(name, cell, row, values, today)))
        if not good:
            yield name, (right, cell)


def _votes(row: OwnRow, values: Values, today: date) -> Iterator[date]:
    for name in _FROM:
        cell = _read(row, name, today)
        yield from (day for day in _days(name, cell, row, values, today) if day <= today)


def _days(name: str, cell: Any, row: OwnRow, values: Values, today: date) -> Iterator[date]:
    """The days on which so many had passed, from any day that the row or the record gives to count from."""
    if isinstance(cell, int):
        origins = {_read(row, _FROM[name], today), values[_FROM[name]], values["original_due_on"]}
        for begun in origins:
            if isinstance(begun, date):
                with suppress(OverflowError):
                    yield begun + timedelta(days=cell)


def _read(row: OwnRow, name: str, today: date) -> Any:
    """A cell's value, None where it is empty; what cannot be read is given as it stands."""
    try:
        return own_cells.value(name, row.cells.get(name), today)
    except own_cells.Unreadable:
        return str(row.cells.get(name))


def _derived(name: str, values: Values, day: date) -> Any:
    match name:
        case "days_overdue":
            return rules.days_overdue(values["status"], values["due_on"], day)
        case "days_unverified":
            return rules.days_unverified(values["status"], values["reported_on"], day)
        case _:
            return rules.attention("milestone", values, day)
