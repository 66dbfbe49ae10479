"""A table of a report to its entries: what each column is for, by its heading, by its side heading, or by its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from importers import column_fill, forms, headings, marks, months, notes, table_heads
from importers.claims import bare_claim, claim_of
from importers.dates import read_dates
from importers.draft import Claim
from importers.pieces import Entry, Part, of_cell
from importers.readers.grid import Cell, Table
from importers.roles import Role, is_meta, role_of
from importers.similar import squeezed

_DITTO = re.compile(r"[〃々″]|[\"”]|同上|(?:上|前)に同じ|上記(?:に)?同じ")


def entries(table: Table, dated: date) -> list[Entry] | None:
    """The entries of a table in its order, None where it is no table of measures.

    A row that only names an item (its other cells empty) goes with the row below it.
    """
    if _is_meta(table):
        return None
    whole, table = table, table_heads.without_title(table)
    above = [cell for row in whole.rows[: len(whole.rows) - len(table.rows)] if (cell := table_heads.item_above(row))]
    form = forms.entries(table, dated)
    if form is not None:
        return form
    remarks = [of_cell(row[0]) for row in table.rows if notes.is_note_row(row)]
    found = _listed(table, dated)
    if found is None:
        return None
    for entry in found if above else ():
        entry.parts.setdefault("item", [of_cell(above[-1])])
    return notes.pointed(found, remarks)[0]


def _listed(table: Table, dated: date) -> list[Entry] | None:
    """The entries of a table with its headings above its columns, or without any."""
    headed = table_heads.headed(table, dated)
    if headed is not None:
        roles, start = headed
        rows = table.rows[start:]
        rows = [row for row in rows if not notes.is_note_row(row)]
        roles, stated = marks.columns(table.rows[start - 1], rows, roles, dated)
        schedule = months.schedule(table.rows[max(0, start - 2) : start], rows, dated)
        if schedule is not None:
            roles = ["mark" if place in schedule.columns else role for place, role in enumerate(roles)]
        if schedule is None and not stated:
            roles = column_fill.told_beside(table.rows[start - 1], rows, roles)
        years = table_heads.fiscal_years(table.rows[start - 1], roles, dated)
        roles = _held(rows, column_fill.completed(table, roles, start), dated)
        found = list(_rows(rows, roles, dated, stated, schedule, years))
        for entry in found:
            entry.unit = column_fill.unit_of(table.rows[start - 1], roles)
        return found
    guessed = _guessed(table, dated)
    return None if guessed is None else list(_rows(table.rows, guessed, dated))


def _is_meta(table: Table) -> bool:
    """Whether a table only says who reports and when (団体名 | …, 報告日 | …)."""
    sides = [row[0].text for row in table.rows if row[0].text and not row[0].continued]
    return sum(map(is_meta, sides)) * 2 > len(sides)


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


def _has_day(text: str, dated: date) -> bool:
    """Whether a text names a day other than the one up to which it tells (36案件を実施（12月末時点）)."""
    return any(
        not text[reading.offset + reading.length :].startswith(("時点", "現在")) for reading in read_dates(text, dated)
    )


def _claims(text: str) -> bool:
    return any(claim_of(part).status is not None for part in text.split("。") if len(part) > 8)


def _is_day(text: str, dated: date) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > 30:
        return False
    readings = read_dates(plain, dated)
    return bool(readings) and sum(reading.length for reading in readings) * 2 >= len(plain)


def _rows(
    rows: Sequence[Sequence[Cell]],
    roles: Sequence[Role | None],
    dated: date,
    stated: dict[int, Claim] | None = None,
    schedule: months.Schedule | None = None,
    years: Mapping[int, int] | None = None,
) -> Iterator[Entry]:
    pending: list[Part] = []
    section: list[Part] = []
    planned: Entry | None = None
    above: dict[int, Cell] = {}
    for place, printed in enumerate(rows):
        row = _without_dittos(printed, above)
        if _repeats_heading(row) or notes.is_example_row(row):
            continue
        if "item" not in roles and _is_section(row, rows[place + 1] if place + 1 < len(rows) else ()):
            section = [of_cell(row[0])]
            continue
        term = schedule.term(row) if schedule is not None else None
        if planned is not None and months.is_line_of(row, months.RESULTS):
            planned.term, planned = (planned.term or months.Term()).with_result(term), None
            continue
        entry = Entry(term=term)
        planned = entry if schedule is not None and months.is_line_of(row, months.PLANS) else None
        filled: set[Role] = set()
        if stated:
            entry.stated, column = marks.claim_of_row(row, stated)
            if column is not None and not marks.is_mark(row[column].text):
                entry.add("done" if entry.stated == "reported" else "due", of_cell(row[column]))
        for column, (cell, role) in enumerate(zip(row, roles, strict=True)):
            if role == "done" and cell.text and not _has_day(cell.text, dated):
                # 実績: 5,120人（80%）
                role = "progress"
            if role in (None, "mark") or (cell.continued and role not in ("item", "heading", "number")):
                continue
            if cell.text and role not in ("item", "number", "other"):
                filled.add(role)
            if not (role in entry.parts and entry.parts[role][-1].offset == cell.offset):
                entry.add(role, replace(of_cell(cell), fiscal=(years or {}).get(column)))
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


def _without_dittos(row: Sequence[Cell], above: dict[int, Cell]) -> list[Cell]:
    """The row with the cells that its signs of repetition stand for (〃, 同上); `above` are the last of each column."""
    found: list[Cell] = []
    for column, cell in enumerate(row):
        known = above.get(column)
        if _DITTO.fullmatch(squeezed(cell.text)) and known is not None:
            cell = known
        elif cell.text:
            above[column] = cell
        found.append(cell)
    return found


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
