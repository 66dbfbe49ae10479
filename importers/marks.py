"""Columns of marks: 実施済 | 実施中 | 未実施 with a ○ in one of them, or steps with a ○ in each reached. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from importers.claims import bare_claim
from importers.dates import read_dates
from importers.draft import Claim
from importers.readers.grid import Cell
from importers.roles import Role
from importers.similar import squeezed

_LONGEST: Final = 8
_YES: Final = re.compile(r"[○◯〇◎●■✓✔☑レ]|済み?")
_NO: Final = re.compile(r"[-－―ー×✕✖△□☐\s]*|未")
_ORDER: Final[tuple[Claim, ...]] = ("planned", "in_progress", "reported")


def columns(
    heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], roles: Sequence[Role | None], dated: date
) -> tuple[list[Role | None], dict[int, Claim]]:
    """The roles with `mark` for columns of marks, and what a mark in each claims; none where they are not two."""
    marked = [
        place
        for place, head in enumerate(heads)
        if len(_words(head.text)) <= _LONGEST and _is_marked([row[place] for row in rows], dated)
    ]
    stated = {place: claim for place in marked if (claim := bare_claim(_words(heads[place].text))) is not None}
    if len(marked) < 2 or not stated:
        return list(roles), {}
    for place in marked:
        if place not in stated:
            # A step without a status word: 立案 stands before 実施, 効果確認 behind it.
            reached = [own for other, own in stated.items() if other < place]
            stated[place] = "reported" if "reported" in reached else "in_progress"
    return ["mark" if place in stated else role for place, role in enumerate(roles)], stated


def claim_of_row(row: Sequence[Cell], stated: dict[int, Claim]) -> tuple[Claim | None, int | None]:
    """The furthest claim among the columns in which the row is marked, and that column; (None, None) without a mark."""
    found = [place for place in stated if row[place].text and not _NO.fullmatch(_words(row[place].text))]
    if not found:
        return None, None
    best = max(found, key=lambda place: (_ORDER.index(stated[place]), place))
    return stated[best], best


def is_mark(text: str) -> bool:
    """Whether a cell holds nothing but a mark."""
    return _YES.fullmatch(_words(text)) is not None


def _is_marked(column: Sequence[Cell], dated: date) -> bool:
    """Whether cells hold marks, days or nothing, and one a mark at least."""
    filled = [cell.text for cell in column if not _NO.fullmatch(_words(cell.text))]
    return any(map(is_mark, filled)) and all(is_mark(text) or _is_day(text, dated) for text in filled)


def _is_day(text: str, dated: date) -> bool:
    readings = read_dates(text, dated) if len(text) <= 16 else []
    return bool(readings) and sum(reading.length for reading in readings) * 2 >= len(text)


def _words(text: str) -> str:
    return squeezed(text).replace("(", "").replace(")", "")
