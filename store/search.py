"""Finding words in the worklist, in any spelling, in a row itself or in what stands above it. sqlite3 only."""

from __future__ import annotations

import json
import sqlite3
import unicodedata


def words(
    connection: sqlite3.Connection, text: str, columns: tuple[str, ...], *, without: str = ""
) -> tuple[str, list[object]]:
    """A WHERE expression with its values: every word of `text` stands in the row's own columns, or in its headings, or
    in its entity's names, and no word of `without` does. The rows have entity_key, and measure_key unless they have
    `heading`.
    """
    parts, values = [], list[object]()
    for word, wanted in (*((word, True) for word in text.split()), *((word, False) for word in without.split())):
        spellings = spellings_of(word)
        own = []
        for column in columns:
            for spelling in spellings:
                if column != "key" or spelling.isascii():
                    own.append(_found(column, spelling))
                    values.append(_pattern(spelling))
        entities = [key for (key,) in _matching(connection, "entity", ("key", "name", "name_en", "reading"), spellings)]
        if entities:
            own.append(f"entity_key IN ({', '.join('?' * len(entities))})")
            values += entities
        if "heading" not in columns:
            # Two short tables one after the other: a join of them costs more than both.
            items = [key for (key,) in _matching(connection, "item", ("heading",), spellings)]
            headings = " OR ".join(_found("heading", spelling) for spelling in spellings)
            (keys,) = connection.execute(
                f"SELECT json_group_array(key) FROM measure WHERE {headings} "
                f"OR item_key IN (SELECT value FROM json_each(?))",
                [*map(_pattern, spellings), json.dumps(items)],
            ).fetchone()
            if keys != "[]":
                own.append("measure_key IN (SELECT value FROM json_each(?))")
                values.append(keys)
        # An empty column is neither found nor not found; none found is not found.
        parts.append(f"{'' if wanted else 'NOT '}coalesce({' OR '.join(own or ['0'])}, 0)")
    return f"({' AND '.join(parts)})", values


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
