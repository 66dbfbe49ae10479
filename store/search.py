"""Finding words in the worklist, in any spelling, in a row itself or in what stands above it. sqlite3 only."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple, Protocol


class Held(NamedTuple):
    """A WHERE expression with its values; for each wanted word, the keys of the records above rows that hold it."""

    sql: str
    values: list[object]
    above: tuple[tuple[str, ...], ...]


class Known(Protocol):
    """What may be known beforehand of a word; see grams.py."""

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """The spellings that each column can hold."""

    @property
    def headed(self) -> bool:
        """Whether a heading can hold it."""


def words(
    connection: sqlite3.Connection,
    text: str,
    columns: tuple[str, ...],
    *,
    without: str = "",
    known: Sequence[Known] = (),
    by_row: bool = False,
) -> Held:
    """The test whether every word of `text` stands in the row's own columns, or in its headings, or in its entity's
    names, and no word of `without` does. The rows have entity_key, and measure_key unless they have `heading`.

    `known`, of each word of `text` in turn, spares looking where a word cannot stand. With `by_row` the headings are
    looked at row by row, and not all of them beforehand: that is quicker for few rows; `above` has entities alone then.
    """
    parts, values, above = [], list[object](), []
    wanted_words, others = text.split(), without.split()
    told: Iterable[Known | None] = known or repeat(None, len(wanted_words))
    each = (*zip(wanted_words, repeat(True), told, strict=False), *((word, False, None) for word in others))
    for word, wanted, may in each:
        spellings = spellings_of(word)
        own, keys = [], list[str]()
        for column in columns:
            for spelling in spellings if may is None else may.columns[column]:
                if column != "key" or spelling.isascii():
                    own.append(_found(column, spelling))
                    values.append(_pattern(spelling))
        entities = [key for (key,) in _matching(connection, "entity", ("key", "name", "name_en", "reading"), spellings)]
        if entities:
            own.append(f"entity_key IN ({', '.join('?' * len(entities))})")
            values += entities
            keys += entities
        headed = "heading" not in columns and (may is None or may.headed)
        if headed and by_row:
            looks = (f"{_found(f'{above}.heading', spelling)}" for above in ("m", "i") for spelling in spellings)
            own.append(
                "EXISTS (SELECT 1 FROM measure m JOIN item i ON i.key = m.item_key "
                f"WHERE m.key = measure_key AND ({' OR '.join(looks)}))"
            )
            values += [*map(_pattern, spellings)] * 2
        elif headed:
            # Two short tables one after the other: a join of them costs more than both.
            items = [key for (key,) in _matching(connection, "item", ("heading",), spellings)]
            headings = " OR ".join(_found("heading", spelling) for spelling in spellings)
            measures = [
                key
                for (key,) in connection.execute(
                    f"SELECT key FROM measure WHERE {headings} OR item_key IN (SELECT value FROM json_each(?))",
                    [*map(_pattern, spellings), json.dumps(items)],
                )
            ]
            if measures:
                own.append("measure_key IN (SELECT value FROM json_each(?))")
                values.append(json.dumps(measures))
                keys += measures
        # An empty column is neither found nor not found; none found is not found.
        parts.append(f"{'' if wanted else 'NOT '}coalesce({' OR '.join(own or ['0'])}, 0)")
        if wanted:
            above.append(tuple(keys))
    return Held(f"({' AND '.join(parts)})", values, tuple(above))


def spellings_of(word: str) -> tuple[str, ...]:
    """The spellings under which a word may stand on file: as typed, in NFKC, and with full-width letters and digits."""
    # Half a character, as a broken terminal sends it, stands nowhere on file; SQLite refuses to look for it.
    word = "\ufffd" if _halved(word) else word
    narrow = unicodedata.normalize("NFKC", word)
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in narrow)
    return tuple(dict.fromkeys((word, narrow, wide)))


def _halved(word: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in word)


def _found(column: str, spelling: str) -> str:
    # LIKE folds the case of ASCII letters, alone or among others; where there is none instr is as fast.
    return f"{column} LIKE ? ESCAPE '\\'" if _cased(spelling) else f"instr({column}, ?)"


def _cased(spelling: str) -> bool:
    """Whether the spelling holds ASCII letters, or nothing but ASCII."""
    return spelling.isascii() or any(letter.isascii() and letter.isalpha() for letter in spelling)


def _pattern(spelling: str) -> str:
    if not _cased(spelling):
        return spelling
    escaped = spelling.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _matching(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], spellings: tuple[str, ...]
) -> sqlite3.Cursor:
    where = " OR ".join(_found(column, spelling) for column in columns for spelling in spellings)
    return connection.execute(
        f"SELECT key FROM {table} WHERE {where}", [_pattern(spelling) for _ in columns for spelling in spellings]
    )
