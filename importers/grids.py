"""A table of a report to its entries: what each column is for, by its heading, by its side heading, or by its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from importers import headings
from importers.claims import bare_claim, claim_of
from importers.dates import read_dates
from importers.pieces import Entry, Part, of_cell
from importers.readers.grid import Cell, Table
from importers.roles import Role, role_of

_HEAD_ROWS: Final = 4
_META: Final = re.compile(
    r"団体名|機関名?|事業者|法人|報告日|提出日|作成日|基準日|指導日|指導年月日|報告者|提出者|作成者"
    r"|連絡先|電話|所属|氏名|住所|件名|文書番号|担当(?:者|課|部署)?$|対象期間|報告期間|宛先|回次"
)
_YEAR: Final = re.compile(
    r"(?:令和|平成|[RH]|20)[0-9元]{1,2}年?度(?:\(20\d\d年?度?\))?(?:[上下](?:半)?期|第[1-4]四半期)?"
)
_TELLING: Final[frozenset[Role]] = frozenset({"measure", "both", "progress", "due", "when", "done"})


def entries(table: Table, dated: date) -> list[Entry] | None:
    """The entries of a table in its order, None where it is no table of measures.

    A row that only names an item (its other cells empty) goes with the row below it.
    """
    if _is_meta(table):
        return None
    form = _form(table)
    if form is not None:
        return form
    headed = _headed(table, dated)
    if headed is not None:
        roles, start = headed
        return list(_rows(table.rows[start:], _held(table.rows[start:], roles, dated)))
    guessed = _guessed(table, dated)
    return None if guessed is None else list(_rows(table.rows, guessed))


def _is_meta(table: Table) -> bool:
    """Whether a table only says who reports and when (団体名 | …, 報告日 | …)."""
    sides = [row[0].text for row in table.rows if row[0].text and not row[0].continued]
    return bool(sides) and sum(_META.search(side) is not None and len(side) <= 16 for side in sides) * 2 > len(sides)


def _held(rows: Sequence[Sequence[Cell]], roles: Sequence[Role | None], dated: date) -> list[Role | None]:
    """The roles with a date's column that holds sentences (今後の予定) as what it is: what is still to come."""
    found = list(roles)
    for place, role in enumerate(roles):
        if role not in ("due", "when"):
            continue
        filled = [row[place].text for row in rows if len(row[place].text) > 1 and not row[place].continued]
        telling = sum(_claims(text) and not _is_day(text, dated) for text in filled)
        if filled and telling * 2 >= len(filled):
            found[place] = "plan"
    return (
        ["both" if role == "measure" else role for role in found]
        if "plan" in found and "progress" not in found
        else found
    )


def _headed(table: Table, dated: date) -> tuple[list[Role | None], int] | None:
    """The roles of the columns by a heading row of one or two lines, and the first row below it."""
    for place in range(min(_HEAD_ROWS, len(table.rows))):
        row = table.rows[place]
        roles = _distinct(
            _by_year(
                row, _beneath(table, place, _years(row, _latest(row, [_role(cell) for cell in row], dated), dated))
            )
        )
        named = [role for role in roles if role]
        telling = {*named} & _TELLING
        short = all(len(cell.text) <= 40 for cell in row)
        if len({*named}) < 2 or not telling or not short or ({*named} <= {"number", "heading", "other", "item"}):
            continue
        start = place + 1
        if start < len(table.rows) and _is_second_line(row, table.rows[start]):
            roles = _distinct(
                [
                    _role(below) or role if below.text != above.text else role
                    for role, above, below in zip(roles, row, table.rows[start], strict=True)
                ]
            )
            start += 1
        return _completed(table, roles, start), start
    return None


def _role(cell: Cell) -> Role | None:
    return role_of(cell.text)


def _by_year(row: Sequence[Cell], roles: list[Role | None]) -> list[Role | None]:
    """Columns of years (R5年度実績 | R6年度計画) tell of the measure that a column beside them names."""
    years = [role for cell, role in zip(row, roles, strict=True) if role in ("both", "plan") and "年度" in cell.text]
    if len(years) < 2 or "measure" not in roles:
        return roles
    if "heading" in roles or roles.count("measure") > 1:
        return ["heading" if role == "measure" else "item" if role == "heading" else role for role in roles]
    return ["heading" if role == "measure" else role for role in roles]


def _latest(row: Sequence[Cell], roles: list[Role | None], dated: date) -> list[Role | None]:
    """Of several columns of states as of a day (進捗（R6.1末） | 進捗（R6.7末）) the last alone tells."""
    days: dict[int, date] = {}
    for place, cell in enumerate(row):
        if roles[place] == "progress":
            readings = read_dates(cell.text, dated)
            if len(readings) == 1 and readings[0].end is not None:
                days[place] = readings[0].end
    if len(set(days.values())) < 2:
        return roles
    last = max(days, key=lambda place: days[place])
    return ["other" if place in days and place != last else role for place, role in enumerate(roles)]


def _years(row: Sequence[Cell], roles: list[Role | None], dated: date) -> list[Role | None]:
    """Columns headed by nothing but a year (令和5年度 | 令和6年度): told up to the document's, then to come."""
    years: dict[int, Role] = {}
    for place, cell in enumerate(row):
        if roles[place] is None and _YEAR.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text))):
            readings = read_dates(cell.text, dated)
            if len(readings) == 1 and readings[0].start is not None:
                years[place] = "plan" if readings[0].start > dated else "both"
    return [years.get(place, role) for place, role in enumerate(roles)] if len(years) > 1 else roles


def _beneath(table: Table, place: int, roles: list[Role | None]) -> list[Role | None]:
    """A heading over two columns (merged, or with none over its right one): the measure's name, and what it is."""
    row, below = table.rows[place], table.rows[place + 1 :]
    found = list(roles)
    for left in range(len(row) - 1):
        right = left + 1
        own = roles[left]
        spread = row[right].text == row[left].text or not row[right].text
        if own not in ("measure", "both") or not spread or roles[right] not in (None, own):
            continue
        names = [line[left].text for line in below if line[left].text and not line[left].continued]
        told = [line[right].text for line in below if line[right].text and line[right].text != line[left].text]
        if (
            names
            and len(told) * 2 >= len(below)
            and sum(map(len, told)) * len(names) > sum(map(len, names)) * len(told)
        ):
            found[left], found[right] = "heading", own
    return found


def _distinct(roles: list[Role | None]) -> list[Role | None]:
    """One column a role, but for what may be spread: of two `measure` columns the first is the heading."""
    found = list(roles)
    measures = [place for place, role in enumerate(found) if role == "measure"]
    if len(measures) > 1 and "heading" not in found:
        found[measures[0]] = "heading"
    if "both" in found and ("measure" in found or "progress" in found):
        found = ["progress" if role == "both" and "measure" in found else role for role in found]
    if "measure" not in found and "both" not in found and "heading" in found and "item" in found:
        found = ["measure" if role == "heading" else role for role in found]
    if "measure" not in found and "both" not in found and "progress" in found and "item" in found:
        # 指導事項 | 対応状況: the only telling column holds the measures with their state.
        found = ["both" if role == "progress" else role for role in found]
    return found


def _is_second_line(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row continues the heading row: merged downwards in part, short words in the rest."""
    merged = [
        one.offset == two.offset and one.text == two.text and bool(one.text)
        for one, two in zip(above, below, strict=True)
    ]
    return any(merged) and not all(merged) and all(len(cell.text) <= 20 and "。" not in cell.text for cell in below)


def _completed(table: Table, roles: list[Role | None], start: int) -> list[Role | None]:
    """Where no column is for measures, the longest without a role is."""
    if "measure" in roles or "both" in roles:
        return roles
    free = [place for place, role in enumerate(roles) if role in (None, "heading", "other")]
    sizes = {place: sum(len(row[place].text) for row in table.rows[start:]) for place in free}
    if not sizes or not max(sizes.values()):
        return ["both" if role == "progress" else role for role in roles]
    best = max(sizes, key=lambda place: sizes[place])
    return ["measure" if place == best else role for place, role in enumerate(roles)]


def _form(table: Table) -> list[Entry] | None:
    """A table with its headings at the side (指導事項 | …, 改善策 | …); a repeated heading begins a new entry."""
    if table.width < 2:
        return None
    sides = [role_of(row[0].text) for row in table.rows]
    named = {role for role in sides if role}
    if len(named) < 2 or not named & _TELLING or sum(role is not None for role in sides) * 2 < len(sides):
        return None
    if any(role_of(cell.text) for cell in table.rows[0][1:] if cell.text != table.rows[0][0].text):
        return None
    found: list[Entry] = []
    entry = Entry()
    for row, role in zip(table.rows, sides, strict=True):
        if role is None:
            continue
        if role in entry.parts and role != "other" and not row[0].continued:
            found.append(entry)
            entry = Entry({"item": entry.parts["item"]} if "item" in entry.parts and role != "item" else {})
        for cell in row[1:]:
            if not cell.continued and cell.text != row[0].text:
                entry.add(role, of_cell(cell))
    found.append(entry)
    return found


def _guessed(table: Table, dated: date) -> list[Role | None] | None:
    """Roles by what the cells hold, for a table without telling headings; None where nothing speaks of measures."""
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if len(rows) < 2 or table.width < 2:
        return None
    roles: list[Role | None] = [None] * table.width
    texts = [[row[place].text for row in rows if not row[place].continued] for place in range(table.width)]
    for place, column in enumerate(texts):
        filled = [text for text in column if text.strip()]
        if not filled:
            continue
        if all(re.fullmatch(r"[(（]?[0-9０-９ア-ン①-⑳]{1,2}[)）.．]?", text.strip()) for text in filled):
            roles[place] = "number"
        elif sum(_is_day(text, dated) for text in filled) * 2 > len(filled):
            roles[place] = "when"
        elif sum(len(text) <= 12 and bare_claim(text) is not None for text in filled) * 2 > len(filled):
            roles[place] = "progress"
        elif sum(text.strip().rstrip("。").endswith("こと") for text in filled) * 2 > len(filled):
            roles[place] = "item"
    free = [place for place, role in enumerate(roles) if role is None and any(texts[place])]
    claims = {place: sum(_claims(text) for text in texts[place]) for place in free}
    if not free or not (max(claims.values()) or {"when", "progress"} & {*roles}):
        return None
    best = max(free, key=lambda place: (claims[place], sum(map(len, texts[place]))))
    roles[best] = "measure" if {"when", "progress"} & {*roles} else "both"
    before = [place for place in free if place < best]
    if before and "item" not in roles:
        roles[before[0]] = "item"
        before = before[1:]
    if before:
        roles[before[-1]] = "heading"
    # Numbers without a claim or a day beside them are figures, not measures.
    return roles if max(claims.values()) * 3 >= len(rows) or {"when", "progress"} & {*roles} else None


def _claims(text: str) -> bool:
    return any(claim_of(part).status is not None for part in text.split("。") if len(part) > 8)


def _is_day(text: str, dated: date) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > 30:
        return False
    readings = read_dates(plain, dated)
    return bool(readings) and sum(reading.length for reading in readings) * 2 >= len(plain)


def _rows(rows: Sequence[Sequence[Cell]], roles: Sequence[Role | None]) -> Iterator[Entry]:
    pending: list[Part] = []
    section: list[Part] = []
    for place, row in enumerate(rows):
        if _repeats_heading(row):
            continue
        if "item" not in roles and _is_section(row, rows[place + 1] if place + 1 < len(rows) else ()):
            section = [of_cell(row[0])]
            continue
        entry = Entry()
        filled: set[Role] = set()
        for cell, role in zip(row, roles, strict=True):
            if role is None or (cell.continued and role not in ("item", "heading", "number")):
                continue
            if cell.text and role not in ("item", "number", "other"):
                filled.add(role)
            if not (role in entry.parts and entry.parts[role][-1].offset == cell.offset):
                entry.add(role, of_cell(cell))
        if not filled:
            if entry.parts.get("item"):
                pending.extend(entry.parts["item"])
            continue
        if section:
            entry.parts.setdefault("item", section)
        if pending:
            entry.parts["item"] = [*pending, *entry.all("item")]
            pending = []
        yield entry


def _is_section(row: Sequence[Cell], following: Sequence[Cell]) -> bool:
    """Whether a row only heads those below it: one cell, numbered or framed, or with the heading row again beneath."""
    filled = {cell.text for cell in row if cell.text}
    if len(filled) != 1 or not row[0].text or row[0].continued or "。" in row[0].text:
        return False
    if _repeats_heading(following):
        return True
    return len(row) > 2 and headings.rank(row[0].text, 0) is not None


def _repeats_heading(row: Sequence[Cell]) -> bool:
    """Whether a row is the heading row again, as tables over several pages print it."""
    cells = [cell for cell in row if cell.text]
    return len(cells) > 1 and all(len(cell.text) <= 20 and role_of(cell.text) is not None for cell in cells)
