"""What the columns of a table are for by how they are filled: counts, status words, remarks, the longest text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from importers.claims import bare_claim, claim_of
from importers.readers.grid import Cell, Table
from importers.roles import Role
from importers.similar import squeezed

_PARTED: Final = 12
# What the guidance asks for, which no measure is named by.
_OF_GUIDANCE: Final = re.compile(r"指導|指摘|勧告|命令|委員会|求め|要請")
_WHOLE: Final = re.compile(
    r"目標(?:値|数値|数|件数|人数|率)?|計画(?:値|数|件数|人数)|対象|全体|総数|全数|母数|(?:対象|全)(?:件数|団体数?|者数|人数)"
)
_DONE: Final = re.compile(
    r"(?:現状|現在|実績|達成)(?:値|数値|数|件数|人数|率)|(?:適用|実施|完了|点検|確認|訂正|配布|受講|修正|処理)(?:済み?)?(?:件数|団体数?|者数|人数|数)?"
)
# What a heading says in brackets that its numbers count: 対象者数（人）.
_UNIT: Final = re.compile(r"[(]([^()0-9]{1,6})[)]$")
_COUNT: Final = re.compile(r"[0-9０-９,，.]+(?:[%％]|[一-龥ァ-ヶ]{0,4})")
_KIND: Final = re.compile(r"^(?:区分|分類|種別|判定|チェック|確認|)$")
_REMARKS: Final = re.compile(r"備考|特記|コメント|メモ|摘要|補足|状況")


def counted(heads: Sequence[Cell], roles: list[Role | None], rows: Sequence[Sequence[Cell]]) -> list[Role | None]:
    """対象 | 適用済み, with counts in both: how much of a measure is done."""

    def counts(words: re.Pattern[str]) -> list[int]:
        return [
            place
            for place, head in enumerate(heads)
            if words.fullmatch(_UNIT.sub("", squeezed(head.text)))
            and all(_COUNT.fullmatch(re.sub(r"\s", "", row[place].text)) for row in rows)
        ]

    whole, done = counts(_WHOLE), counts(_DONE)
    if not whole or not done:
        return roles
    found = list(roles)
    found[whole[0]] = found[done[0]] = "quantity"
    if not {"measure", "both", "heading"} & {*found} and (free := [p for p, role in enumerate(found) if role is None]):
        found[free[0]] = "measure"
    return found


def unit_of(heads: Sequence[Cell], roles: Sequence[Role | None]) -> str | None:
    """What the columns of counts count, by the bracket in the heading of one: 対象者数（人）."""
    found = [_UNIT.search(squeezed(head.text)) for head, role in zip(heads, roles, strict=True) if role == "quantity"]
    return next((unit[1] for unit in found if unit is not None), None)


def named_items(heads: Sequence[Cell], roles: list[Role | None], rows: Sequence[Sequence[Cell]]) -> list[Role | None]:
    """改善事項 | 状況, with nothing but status words in the second: what is to be mended is the measure's own name."""
    if "item" not in roles or {"measure", "heading"} & {*roles}:
        return roles
    item = roles.index("item")
    states = [place for place, role in enumerate(roles) if role in ("both", "progress") and _are_states(rows, place)]
    if not states or _OF_GUIDANCE.search(heads[item].text) or ("both" in roles and roles.index("both") not in states):
        return roles
    return ["measure" if place == item else "progress" if place in states else role for place, role in enumerate(roles)]


def _filled(rows: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """What stands in a column, each cell once."""
    return [row[place].text for row in rows if row[place].text and not row[place].continued]


def _are_states(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a column holds status words alone."""
    filled = _filled(rows, place)
    return bool(filled) and sum(map(_is_state, filled)) * 4 >= len(filled) * 3


def told_beside(heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], roles: list[Role | None]) -> list[Role | None]:
    """The roles with `progress` for columns whose headings do not say that they tell how far the measures are.

    区分 with nothing but status words; and 備考, where nothing else tells it and most remarks claim.
    """
    stated = any(role in ("progress", "both") and _has_states(rows, place) for place, role in enumerate(roles))
    told = {
        place
        for place, role in enumerate(roles)
        if not stated
        and role in ("other", None)
        and _KIND.search(squeezed(heads[place].text))
        and _are_states(rows, place)
    }
    found: list[Role | None] = ["progress" if place in told else role for place, role in enumerate(roles)]
    if {"progress", "both", "done", "began", "mark", "quantity", "plan", "due_before", "expected"} & {*found}:
        return found
    places = [
        place
        for place, role in enumerate(found)
        if role == "other" and _REMARKS.search(heads[place].text) and _claim(rows, place)
    ]
    return ["progress" if place in places[:1] else role for place, role in enumerate(found)]


def _claim(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether most rows of a column say whether something is done, and no fewer than half of them say anything."""
    filled = _filled(rows, place)
    claims = sum(
        bare_claim(text) is not None or claim_of(text.partition("。")[0]).status is not None for text in filled
    )
    return claims * 2 > len(filled) and len(filled) * 2 >= len(rows)


def _has_states(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether more than a few cells of a column are a status word, alone or with next to nothing beside it."""
    filled = _filled(rows, place)
    return sum(map(_is_state, filled)) * 4 > len(filled)


def _is_state(text: str) -> bool:
    """Whether a cell is a status word, alone or with next to nothing beside it."""
    return len(text) <= _PARTED and bare_claim(text) is not None


def completed(table: Table, roles: list[Role | None], start: int) -> list[Role | None]:
    """Where no column is for measures, the longest without a role is."""
    if "measure" in roles or "both" in roles:
        return roles
    free = [place for place, role in enumerate(roles) if role in (None, "heading", "other")]
    sizes = {place: sum(len(row[place].text) for row in table.rows[start:]) for place in free}
    if not sizes or not max(sizes.values()):
        return ["both" if role == "progress" else role for role in roles]
    best = max(sizes, key=lambda place: sizes[place])
    return ["measure" if place == best else role for place, role in enumerate(roles)]
