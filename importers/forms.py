"""Forms: tables with their headings at the side (指導事項 | …, 改善策 | …), one or two pairs a row.

A heading that comes again begins a new entry. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from importers import headings, months, table_heads
from importers.beside import is_state
from importers.pieces import Entry, of_cell
from importers.readers.grid import Cell, Table
from importers.roles import Role, is_meta, role_of

_LONGEST: Final = 16
_LONGEST_SIDE: Final = 24
# Roles that one entry has more than one heading for: 進捗 | …, 実績 | ….
_SEVERAL: Final[frozenset[Role]] = frozenset({"progress", "due", "due_before", "when", "done", "quantity"})
Pair = tuple[Role | None, str, list[Cell]]
"""The role of a heading, its words, and the cells that stand beside it."""


def entries(table: Table, dated: date) -> list[Entry] | None:
    """The entries of a form, None where the table is none."""
    if table.width < 2:
        return None
    grouped = _ungrouped(table)
    rows = [row for row in map(_distinct, grouped or table.rows) if row]
    sides = [role_of(row[0].text) if len(row[0].text) <= _LONGEST_SIDE else None for row in rows]
    named = {role for role in sides if role}
    if len(named) < 2 or not named & table_heads.TELLING or sum(role is not None for role in sides) * 2 < len(sides):
        return None
    if not grouped and _is_turned(table, sides):
        return _turned(table)
    if not grouped and _is_heading_row(rows[0]):
        return None
    found: list[Entry] = []
    entry, seen = Entry(), set[str]()
    for role, words, cells in (pair for row in rows for pair in _pairs(row)):
        if role is None:
            continue
        timed = table_heads.of_time("when", words)
        if timed is not None and cells and all(table_heads.is_day(cell.text, dated) for cell in cells):
            # 計画 | 令和6年3月 | 実績 | 令和6年3月25日
            role = timed
        again = words in seen or role not in _SEVERAL
        if role in entry.parts and role != "other" and again and any(not cell.continued for cell in cells):
            found.append(entry)
            seen.clear()
            entry = Entry({"item": entry.parts["item"]} if "item" in entry.parts and role != "item" else {})
        seen.add(words)
        for cell in cells:
            if not cell.continued:
                part = of_cell(cell)
                # 期限 | 令和6年3月29日 | 完了（令和6年3月25日）: a state has come to stand beside the limit.
                state = role in ("due", "when") and cell is not cells[0] and is_state(part, dated)
                entry.add("progress" if state else role, part)
    found.append(entry)
    return found


def _ungrouped(table: Table) -> list[Sequence[Cell]]:
    """The rows without a first cell that only binds the headings beside it into one group (措置① | 内容 | …).

    Empty where there are not several such groups, or they are not the most of the table's rows.
    """
    found: list[Sequence[Cell]] = []
    for place, row in enumerate(table.rows):
        above = table.rows[place - 1][0] if place else None
        below = table.rows[place + 1][0] if place + 1 < len(table.rows) else None
        spans = any(
            cell is not None and cell.offset == row[0].offset and cell.text == row[0].text for cell in (above, below)
        )
        bound = spans and len(row) > 2 and row[1].offset != row[0].offset and _is_label(row[1])
        found.append(row[1:] if bound else row)
    bound_rows = [place for place, row in enumerate(found) if len(row) < table.width]
    groups = {table.rows[place][0].offset for place in bound_rows}
    # 計画 and 実績 under months are lines of a schedule.
    months_above = any(months.are_months([cell.text for cell in row]) for row in table.rows[:3])
    return found if len(groups) > 1 and len(bound_rows) * 2 >= len(found) and not months_above else []


def _is_turned(table: Table, sides: Sequence[Role | None]) -> bool:
    """Whether each column behind the first is a measure of its own, with the same headings at the side of all."""
    if table.width < 3 or len(sides) != len(table.rows):
        return False
    body = [row for row, role in zip(table.rows, sides, strict=True) if role is not None and not _is_head(row)]
    wide = [row for row in body if len({cell.offset for cell in row[1:] if cell.text}) == table.width - 1]
    # Headings in the midst of a row, in one column of the most rows: pairs of a heading and what stands beside it.
    pairs = any(sum(_is_label(row[place]) for row in body) * 2 >= len(body) for place in range(2, table.width - 1))
    first = table.rows[0]
    under = pairs or (_is_heading_row(first) and not _is_head(first)) or any(_is_under(_distinct(row)) for row in body)
    return len(wide) > 1 and len(wide) * 2 > len(body) and not under


def _is_head(row: Sequence[Cell]) -> bool:
    """Whether a row only counts or names the columns (改善措置１ | 改善措置２)."""
    words = [re.sub(r"[0-9０-９①-⑳ア-オ\s]+$", "", cell.text) for cell in row[1:]]
    return len(set(words)) == 1 and len({cell.text for cell in row[1:]}) == len(words)


def _turned(table: Table) -> list[Entry]:
    found = [Entry() for _ in range(1, table.width)]
    for row in table.rows:
        role = role_of(row[0].text)
        if role is None or _is_head(row):
            continue
        for entry, cell in zip(found, row[1:], strict=True):
            # What stands over several columns holds for each of them.
            entry.add(role, of_cell(cell))
    return [entry for entry in found if {*entry.parts} - {"item", "number", "other"}]


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row, one for each that spans columns, without empty ones behind the first."""
    found: list[Cell] = []
    for cell in row:
        if not found or (cell.text and (cell.offset != found[-1].offset or cell.text != found[-1].text)):
            found.append(cell)
    return found


def _is_heading_row(row: Sequence[Cell]) -> bool:
    """Whether headings stand beside each other, as above the columns of a list."""
    labels = [_is_label(cell) and not _is_counted(cell.text) for cell in row if cell.text]
    return sum(labels) * 4 > len(labels) * 3 and not _is_under(row)


def _is_counted(text: str) -> bool:
    """Whether words open with a number or letter of their own, as what stands beside a heading does (ア　本人確認)."""
    open_ = headings.opening(text)
    return open_ is not None and bool(open_.number)


def _is_label(cell: Cell) -> bool:
    words = re.sub(r"\s", "", cell.text)
    return 0 < len(words) <= _LONGEST and (role_of(words) is not None or is_meta(words))


def _is_under(row: Sequence[Cell]) -> bool:
    """Whether the second cell parts the heading in the first (実施時期 | 計画 | …)."""
    return len(row) > 2 and table_heads.of_time(role_of(row[0].text), row[1].text) is not None


def _pairs(row: Sequence[Cell]) -> Iterator[Pair]:
    """The headings of a row with what stands beside each."""
    if _is_under(row):
        role = table_heads.of_time(role_of(row[0].text), row[1].text)
        rest = row[2:]
        if len(rest) > 2 and (other := table_heads.of_time(role_of(row[0].text), rest[1].text)) is not None:
            # 実施時期 | 計画 | … | 実績 | …
            yield role, row[1].text, [rest[0]]
            yield other, rest[1].text, list(rest[2:])
            return
        yield role, row[1].text, list(rest)
        return
    heads = [0]
    for place in range(2, len(row)):
        # What stands right behind a heading is its content, whatever its words.
        if heads[-1] < place - 1 and _is_label(row[place]):
            heads = [*heads, place]
    for start, stop in zip(heads, [*heads[1:], len(row)], strict=True):
        yield role_of(row[start].text), row[start].text, list(row[start + 1 : stop])
