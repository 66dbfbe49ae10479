"""What each column of a table is for, by its heading of one or two lines and by how it is filled. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from importers import column_fill, headings, months
from importers.dates import read_dates
from importers.readers.grid import Cell, Table
from importers.roles import Role, is_meta, role_of
from importers.similar import squeezed
from store.calendar import fiscal_year

_HEAD_ROWS: Final = 4
_PARTED: Final = 12
_LONGEST_DAY: Final = 24
_BESIDE_DAY: Final = 4
_BEGIN: Final = re.compile(r"(?:開始|着手)(?:年?月日?|時期|予定)?")
# Headings that a row has at least to be taken for the heading row beneath others.
_NAMED: Final = 3
_PAIR: Final = 2
_YEAR: Final = re.compile(
    r"(?:令和|平成|[RH]|20)[0-9元]{1,2}年?度(?:\(20\d\d年?度?\))?(?:[上下](?:半)?期|第[1-4]四半期)?(?:以降|以後)?"
)
TELLING: Final[frozenset[Role]] = frozenset({"measure", "both", "progress", "due", "when", "done"})
# What the second line says under a heading that speaks of time.
_OF_TIME: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(r"当初|変更前|前回|従前"), "due_before"),
    (re.compile(r"開始|着手"), "other"),
    (re.compile(r"計画|予定|目標|変更後|見直し|現行|期限"), "due"),
    (re.compile(r"実績|完了|実施|終了"), "done"),
)
# 予定 | スケジュール over 開始 | 完了.
_OF_PLAN: Final = re.compile(r"予定|スケジュール|工程|日程|計画")
_IN_BRACKETS: Final = re.compile(r"([^()]{2,12})[(]([^()]{2,6})[)]")
_ROUND: Final = re.compile(r"頻度|周期|サイクル")
_NUMBER: Final = re.compile(r"番号$|no\.?$|№$", re.IGNORECASE)
_LIMIT: Final = re.compile(r"期限|期日|納期")
_EXPECTED: Final = re.compile(r"(?:実施|完了|対応|終了|達成)?(?:予定|見込み?)(?:年?月?日|時期)?$")
_ASIDE: Final = re.compile(r"担当|備考|所管|資料|根拠")


def headed(table: Table, dated: date) -> tuple[list[Role | None], int] | None:
    """The roles of the columns by a heading row of one or two lines, and the first row below it; None without one."""
    for place in range(min(_HEAD_ROWS, len(table.rows))):
        row, start = table.rows[place], place + 1
        roles = [_role(cell) for cell in row]
        if start < len(table.rows) and _is_second_line(row, table.rows[start]):
            roles = [
                _under(role, above, below)
                for role, above, below in zip(_spread(row, roles), row, table.rows[start], strict=True)
            ]
            row, start = table.rows[start], start + 1
        roles = _years(row, _latest(row, roles, dated), dated)
        roles = _expected(row, _bracketed(row, roles))
        roles = _distinct(
            row, _by_year(row, _beneath(table, start - 1, _by_days(roles, row, table.rows[start:], dated)))
        )
        roles = column_fill.counted(row, roles, table.rows[start:])
        roles = column_fill.named_items(row, roles, table.rows[start:])
        named = {role for role in roles if role}
        if months.are_months([cell.text for cell in row]):
            named.add("when")
        telling = named & TELLING
        short = all(len(cell.text) <= 40 for cell in row)
        if len(named) < 2 or not telling or not short or (named <= {"number", "heading", "other", "item"}):
            continue
        return roles, start
    return None


def without_title(table: Table) -> Table:
    """The table without what some put above its heading row: its title, who reports, when, and on which item."""
    for place, row in enumerate(table.rows[: _HEAD_ROWS + 1]):
        named = {cell.offset for cell in row if cell.text and role_of(cell.text) is not None}
        filled = {cell.offset for cell in row if cell.text}
        if len(named) >= _NAMED and len(named) * 2 > len(filled):
            return Table(table.rows[place:], table.place, table.caption) if place else table
        if len(filled) > 1 and item_above(row) is None and not is_meta(next(cell.text for cell in row if cell.text)):
            break
    return table


def item_above(row: Sequence[Cell]) -> Cell | None:
    """The item that a row above the heading row names for the whole table (指導事項 | ア　本人確認…), else None."""
    filled = [cell for cell in row if cell.text]
    told = {(cell.offset, cell.text) for cell in filled}
    if len(row) < _NAMED or len(told) != _PAIR or filled[0].continued or role_of(filled[0].text) != "item":
        return None
    value = filled[-1]
    first = next(cell for cell in filled if cell.offset == value.offset)
    return None if role_of(value.text) is not None and headings.opening(value.text) is None else first


def _role(cell: Cell) -> Role | None:
    return role_of(cell.text)


def _bracketed(row: Sequence[Cell], roles: list[Role | None]) -> list[Role | None]:
    """実施時期（計画） | 実施時期（実績）: one heading in several columns, parted in brackets."""
    parts = [_IN_BRACKETS.fullmatch(squeezed(cell.text)) for cell in row]
    stems = [part[1] for part in parts if part is not None]
    return [
        (of_time(role, part[2]) or role) if part is not None and stems.count(part[1]) > 1 else role
        for role, part in zip(roles, parts, strict=True)
    ]


def _under(role: Role | None, above: Cell, below: Cell) -> Role | None:
    """The role of a column by both lines of its heading: 時期 over 計画 | 実績, 実施状況 over 区分 | 内容."""
    if not below.text or below.text == above.text or role == "other":
        return role
    words = re.sub(r"\s", "", below.text)
    if role in ("progress", "both") and _YEAR.fullmatch(re.sub(r"[(][^()]{1,16}[)]$", "", squeezed(below.text))):
        # 実施状況 over 令和5年度 | 令和6年度: what each year tells.
        return None
    if role in ("due", "when", "done"):
        timed = of_time(role, words)
        # 予定 over 開始 | 完了: the end of what is planned.
        planned = timed == "done" and _OF_PLAN.search(above.text) is not None and "実" not in words
        return "due" if planned else timed or role
    own = _role(below)
    if role in ("progress", "both"):
        return own if own in ("due", "due_before", "when", "done", "plan", "quantity") or _ASIDE.search(words) else role
    return own or role


def of_time(role: Role | None, words: str) -> Role | None:
    """The role of what a heading that speaks of time is parted into (時期: 計画, 実績), None for other headings."""
    if role not in ("due", "when", "done") or len(words) > _PARTED:
        return None
    return next((found for pattern, found in _OF_TIME if pattern.search(words)), None)


def _spread(row: Sequence[Cell], roles: Sequence[Role | None]) -> list[Role | None]:
    """The roles of a heading's first line, where what stands over several columns is printed over the first only."""
    found: list[Role | None] = []
    for cell, role in zip(row, roles, strict=True):
        found.append(found[-1] if not cell.text and found else role)
    return found


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
        words = squeezed(cell.text)
        # 令和6年度（10月末まで）
        if roles[place] is None and _YEAR.fullmatch(re.sub(r"[(][^()]{1,16}[)]$", "", words)):
            readings = read_dates(cell.text, dated)
            if readings and readings[0].start is not None:
                years[place] = "plan" if readings[0].start > dated else "both"
    told = sum(role in ("both", "plan") and "年度" in cell.text for cell, role in zip(row, roles, strict=True))
    return [years.get(place, role) for place, role in enumerate(roles)] if len(years) + told > 1 else roles


def _expected(row: Sequence[Cell], roles: list[Role | None]) -> list[Role | None]:
    """期限 | 実施予定日: a limit, and the day that is planned for it."""
    words = [re.sub(r"\s", "", cell.text) for cell in row]
    if not any(role == "due" and _LIMIT.search(own) for role, own in zip(roles, words, strict=True)):
        return roles
    return [
        "expected" if role in ("due", "when") and not _LIMIT.search(own) and _EXPECTED.search(own) else role
        for role, own in zip(roles, words, strict=True)
    ]


def fiscal_years(heads: Sequence[Cell], roles: Sequence[Role | None], dated: date) -> dict[int, int]:
    """The fiscal year that each column of results or plans is headed by, where two at least are; place to year."""
    found: dict[int, int] = {}
    for place, cell in enumerate(heads):
        if roles[place] in ("both", "plan", "progress", "heading") and "年度" in cell.text:
            readings = read_dates(cell.text, dated)
            if readings and readings[0].start is not None:
                found[place] = fiscal_year(readings[0].start)
    return found if len(found) > 1 else {}


def _by_days(
    roles: list[Role | None], heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], dated: date
) -> list[Role | None]:
    """Columns that hold days where their headings name none: 計画 | 実績 are a limit and a day of completion."""
    found = list(roles)
    for place, role in enumerate(roles):
        words = re.sub(r"\s", "", heads[place].text)
        if role not in ("measure", "both", "progress", "other", None) or len(words) > _PARTED:
            continue
        own = of_time("when", words)
        if own is None or _ROUND.search(words):
            continue
        if own == "done" and any(_BEGIN.fullmatch(re.sub(r"\s", "", head.text)) for head in heads):
            # 開始 | 終了: the end of a period, planned or reached.
            own = "when"
        filled = [row[place].text for row in rows if len(row[place].text) > 1 and not row[place].continued]
        days = [text for text in filled if is_day(text, dated)]
        if filled and len(days) * 2 >= len(filled):
            found[place] = own
    return found


def is_day(text: str, dated: date) -> bool:
    """Whether a cell holds a day or a rule and next to nothing else (令和6年3月（予定）)."""
    readings = read_dates(text, dated) if len(text) <= _LONGEST_DAY else []
    return bool(readings) and len(text) - sum(reading.length for reading in readings) <= _BESIDE_DAY


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


def _distinct(row: Sequence[Cell], roles: list[Role | None]) -> list[Role | None]:
    """One column a role, but for what may be spread: of two `measure` columns the first is the heading."""
    found = list(roles)
    measures = [place for place, role in enumerate(found) if role == "measure"]
    if len(measures) > 1 and "heading" not in found:
        found[measures[0]] = "heading"
    if found.count("item") > 1:
        # 指導事項番号 | 指導事項
        numbers = [_NUMBER.search(squeezed(cell.text)) is not None for cell in row]
        found = ["number" if role == "item" and number else role for role, number in zip(found, numbers, strict=True)]
    if "both" in found and ("measure" in found or "progress" in found):
        found = ["progress" if role == "both" and "measure" in found else role for role in found]
    if "measure" not in found and "both" not in found and "heading" in found and "item" in found:
        found = ["measure" if role == "heading" else role for role in found]
    if "measure" not in found and "both" not in found and "progress" in found and "item" in found:
        # 指導事項 | 対応状況: the only telling column holds the measures with their state.
        found = ["both" if role == "progress" else role for role in found]
    return found


def _is_second_line(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row continues the heading row: merged downwards (or empty below) in part, short words in the rest."""
    if any(len(cell.text) > 20 or "。" in cell.text for cell in below):
        return False
    merged = [
        one.offset == two.offset and one.text == two.text and bool(one.text)
        for one, two in zip(above, below, strict=True)
    ]
    if any(merged) and not all(merged):
        return True
    # Without merged cells (CSV): what is printed above two columns stands over the first, and has words below it.
    pairs = list(zip(above, below, strict=True))
    if not any(not one.text and two.text for one, two in pairs) or sum(bool(two.text) for _, two in pairs) < 2:
        return False
    whole = any(one.text and not two.text for one, two in pairs)
    told = [two.text for _, two in pairs if two.text]
    return whole and (months.are_months(told) or all(map(_is_part, told)))


def _is_part(text: str) -> bool:
    """Whether the words of a heading's second line say what a column is for, alone or under a heading of time."""
    words = re.sub(r"\s", "", text)
    return role_of(text) is not None or (len(words) <= _PARTED and any(p.search(words) for p, _ in _OF_TIME))
