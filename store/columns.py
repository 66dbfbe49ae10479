"""Many records of one kind a column at a time, for loads of hundreds of thousands: checked, stored and logged.

The same as check.check_record, record.stored and record.dump do record by record (a test holds them equal), at less of
their cost where a few hundred come at a time and stay near the processor. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import ne
from types import NoneType
from typing import Any

from store.check import EXACT, MOST, REQUIRED, check_key, check_own
from store.record import BLANK, FIELDS, Kind, Record, Type, quoted, written


class Columns:
    """The records' values by field, what was left out at its default; `records` are all of `kind`."""

    def __init__(self, kind: Kind, records: Sequence[Record]) -> None:
        self._kind = kind
        self._records = records
        self._stated: frozenset[str] = frozenset().union(*(record.values for record in records))
        self._columns: dict[str, list[Any]] = {
            name: [record.values.get(name, BLANK[kind][name]) for record in records]
            for name in FIELDS[kind]
            if name in self._stated
        }

    def plain(self) -> bool:
        """Whether every record is plainly right; False where one must be looked at singly. Raises Problem."""
        fields = FIELDS[self._kind]
        if not self._stated <= fields.keys() or not self._stated.issuperset(REQUIRED[self._kind]):
            return False
        if not all(_plain(fields[name], column) for name, column in self._columns.items()):
            return False
        if not all(all(self._columns[name]) for name in REQUIRED[self._kind]):
            return False
        for record in self._records:
            check_key(record)
            check_own(self._kind, record.key, record.values)
        return True

    def stored(self) -> tuple[list[tuple[Any, ...]], list[str]]:
        """The records as the tables hold them (key first, then the fields in table order), and as the log does."""
        kind, count = self._kind, len(self._records)
        columns: list[Any] = [[record.key for record in self._records]]
        lines: list[list[str]] = []
        for name, type_ in FIELDS[kind].items():
            blank = BLANK[kind][name]
            column = self._columns.get(name)
            if column is None:
                columns.append(repeat(blank, count))
                continue
            if type_ == "date":
                column = [value and value.isoformat() for value in column]
            columns.append(column)
            if any(map(ne, column, repeat(blank))):
                lines.append(_told(name, blank, column))
        whole = zip(*lines, strict=True) if lines else repeat((), count)
        return list(zip(*columns, strict=True)), [f"{{{','.join(filter(None, parts))}}}" for parts in whole]


def _told(name: str, blank: Any, column: Sequence[Any]) -> list[str]:
    """A field of every record as its log's line has it, nothing where it is at its default."""
    lead = f'"{name}":'
    if type(blank) in (bool, int):
        parts = {value: f"{lead}{written(value)}" if value != blank else "" for value in {*column}}
        return list(map(parts.__getitem__, column))
    return [
        "" if value == blank else lead + (quoted(value) if value.__class__ is str else written(value))
        for value in column
    ]


def _plain(type_: Type, column: Sequence[Any]) -> bool:
    types = {*map(type, column)} - {NoneType}
    if not types <= {EXACT[type_]}:
        return False
    if type_ == "int":
        return max(map(abs, filter(None, column)), default=0) <= MOST
    if type_ == "text":
        try:
            "".join(filter(None, column)).encode()
        except UnicodeEncodeError:
            return False
    return True
