"""Where a rare word can stand: for every block of milestones, which pairs of neighbouring characters its texts hold.

A search for a word that few rows hold would have to read every text. Here a block of rows is known by the pairs of
characters in it, as a bit string of fixed size: a block without one of the word's pairs cannot hold the word and need
not be read. A bit too many costs time, a bit too few would lose a row: what is changed is only ever added. Kept in
memory alone, made a step at a time where there is leisure; standard library only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Final, NamedTuple

from store.search import spellings_of

# Every column of a milestone in which words are looked for.
COLUMNS: Final = ("text", "note", "officer", "evidence", "due_text", "key")
# Below so many milestones reading them all is quicker than knowing better.
FROM: Final = 10_000
# A block has at least so many rows, and there are at most so many blocks: memory is bounded, 16 MiB at the most.
ROWS: Final = 256
BLOCKS: Final = 2_048
_BITS: Final = 1 << 16
# So many changed records are added one by one; after more of them everything is made anew.
_FEW: Final = 2_000
# So many headings are read in one step.
_HEADS: Final = 2_000

Span = tuple[int, int]


class Known(NamedTuple):
    """Where one word can stand.

    `columns`: the spellings of it that each column can hold. `headed`: whether a heading of an item or a measure can.
    `spans`: the ranges of milestone ids (above the first, up to the second) of which the own columns can hold it.
    """

    columns: Mapping[str, tuple[str, ...]]
    headed: bool
    spans: list[Span]


class Grams:
    """The blocks of one store. `step` makes them, `known` asks them; from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._size = ROWS
        self._blocks: list[bytearray] = []
        self._last = -1
        self._batch = 0
        # The bits of each column in all blocks together.
        self._columns = {column: bytearray(_BITS >> 3) for column in COLUMNS}
        # The bits of all headings together, and how far they have been read.
        self._heads = bytearray(_BITS >> 3)
        self._unread: list[tuple[str, int]] = []

    def step(self, connection: sqlite3.Connection) -> bool:
        """Make one block more, of what the connection reads; False when all of them stand."""
        with self._lock:
            if self._last < 0:
                self._begin(connection)
            if self._last and self._unread:
                self._read_heads(connection)
                return True
            if len(self._blocks) * self._size >= self._last:
                return False
            low = len(self._blocks) * self._size
            self._blocks.append(bytearray(_BITS >> 3))
            self._add(connection, len(self._blocks) - 1, "id > ? AND id <= ?", (low, low + self._size))
            return True

    @property
    def whole(self) -> bool:
        """Whether every block stands (or none is needed)."""
        return self._last >= 0 and not self._unread and len(self._blocks) * self._size >= self._last

    def known(self, connection: sqlite3.Connection, text: str) -> tuple[Known, ...] | None:
        """What is known of each word of a text. None while nothing is made, or when too much has been changed."""
        with self._lock:
            if self._last < FROM or not self._renewed(connection):
                return None
            blocks, size = list(self._blocks), self._size
            (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM milestone").fetchone()
            found = []
            for word in text.split():
                spelled = {spelling: _bits(spelling) for spelling in spellings_of(word)}
                if len(blocks) * size >= last:
                    columns = {
                        column: tuple(
                            spelling for spelling, bits in spelled.items() if _all(self._columns[column], bits)
                        )
                        for column in COLUMNS
                    }
                else:
                    columns = dict.fromkeys(COLUMNS, tuple(spelled))
                headed = bool(self._unread) or any(_all(self._heads, bits) for bits in spelled.values())
                spans: list[Span] = []
                for number, block in enumerate(blocks):
                    if any(_all(block, bits) for bits in spelled.values()):
                        _join(spans, (number * size, (number + 1) * size))
                if last > len(blocks) * size:
                    _join(spans, (len(blocks) * size, last))
                found.append(Known(columns, headed, spans))
            return tuple(found)

    def _read_heads(self, connection: sqlite3.Connection) -> None:
        table, after = self._unread[-1]
        found = connection.execute(
            f"SELECT id, heading FROM {table} WHERE id > ? ORDER BY id LIMIT ?", (after, _HEADS)
        ).fetchall()
        _set(self._heads, _bits("\n".join({heading for _, heading in found if heading})))
        if len(found) < _HEADS:
            self._unread.pop()
        else:
            self._unread[-1] = (table, found[-1][0])

    def _begin(self, connection: sqlite3.Connection) -> None:
        (self._batch,) = connection.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()
        (self._last,) = connection.execute("SELECT coalesce(max(id), 0) FROM milestone").fetchone()
        self._size = max(ROWS, -(-self._last // BLOCKS))
        self._columns = {column: bytearray(_BITS >> 3) for column in COLUMNS}
        self._heads, self._unread = bytearray(_BITS >> 3), [("measure", 0), ("item", 0)]
        if self._last < FROM:
            self._last, self._unread = 0, []

    def _renewed(self, connection: sqlite3.Connection) -> bool:
        """Add what was changed since the blocks were made; False where that is too much, and they are dropped."""
        (batch,) = connection.execute("SELECT coalesce(max(id), 0) FROM batch").fetchone()
        if batch == self._batch:
            return True
        changed = connection.execute(
            "SELECT DISTINCT kind, key FROM change WHERE batch_id > ? AND kind IN ('milestone', 'measure', 'item') "
            "LIMIT ?",
            (self._batch, _FEW + 1),
        ).fetchall()
        if batch < self._batch or len(changed) > _FEW:
            self._blocks, self._last = [], -1
            return False
        for kind, key in changed:
            column = "id" if kind == "milestone" else "heading"
            held = connection.execute(f"SELECT {column} FROM {kind} WHERE key = ?", (key,)).fetchone()
            if held is None:
                continue
            if kind != "milestone":
                _set(self._heads, _bits(held[0] or ""))
                continue
            place = (held[0] - 1) // self._size
            # What is in no block yet is read with every search, until its block is made.
            if place < len(self._blocks):
                self._add(connection, place, "id = ?", (held[0],))
        self._batch = batch
        return True

    def _add(self, connection: sqlite3.Connection, place: int, where: str, values: Sequence[object]) -> None:
        rows = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM milestone WHERE {where}", values).fetchall()
        for number, column in enumerate(COLUMNS):
            bits = _bits("\n".join(row[number] for row in rows if row[number]))
            _set(self._columns[column], bits)
            _set(self._blocks[place], bits)


def _set(block: bytearray, bits: Iterable[int]) -> None:
    for bit in bits:
        block[bit >> 3] |= 1 << (bit & 7)


def _all(block: bytearray, bits: set[int]) -> bool:
    return all(block[bit >> 3] >> (bit & 7) & 1 for bit in bits)


def _bits(text: str) -> set[int]:
    """The bits of every character and of every two neighbours in a text, letters of any case alike.

    Case is folded character by character, so that a word's bits are among those of each text that holds the word in
    any case. Neighbours are UTF-16 units, read as one number from every even and from every odd place.
    """
    raw = text.casefold().encode("utf-16-le", "surrogatepass")
    pairs: set[int] = set()
    for shifted in (raw, raw[2:]):
        pairs.update(memoryview(shifted[: len(shifted) & ~3]).cast("I"))
    single = {pair & 0xFFFF for pair in pairs} | {pair >> 16 for pair in pairs}
    single.update(memoryview(raw[:2]).cast("H"))
    return {_bit(number) for number in pairs} | {_bit(number) for number in single}


def _bit(number: int) -> int:
    # Fibonacci hashing: the middle bits of a product with 2^32 divided by the golden ratio.
    return (number * 0x9E3779B1 >> 14) & (_BITS - 1)


def _join(spans: list[Span], span: Span) -> None:
    if spans and spans[-1][1] == span[0]:
        spans[-1] = (spans[-1][0], span[1])
    else:
        spans.append(span)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The ranges in order, those that touch or overlap as one."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """What two lists of ranges, each in order and apart, have in common."""
    found: list[Span] = []
    left = right = 0
    while left < len(one) and right < len(other):
        low, high = max(one[left][0], other[right][0]), min(one[left][1], other[right][1])
        if low < high:
            found.append((low, high))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return found


def rows_in(spans: Iterable[Span]) -> int:
    """How many ids the ranges hold."""
    return sum(high - low for low, high in spans)


def halves(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The ranges parted where about half of their ids lie behind."""
    left, ours = rows_in(spans) // 2, list[Span]()
    for place, (low, high) in enumerate(spans):
        if high - low >= left:
            return [*ours, (low, low + left)], [(low + left, high), *spans[place + 1 :]]
        left -= high - low
        ours.append((low, high))
    return ours, []
