"""Stretches of a document's text with the way back to their places, and what an entry of a report consists of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from importers.draft import Claim, Passage
from importers.months import Term
from importers.readers.grid import NOWHERE, Cell, Content, Paragraph, Place
from importers.roles import Role


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the document: `Content.text[offset : offset + len(text)] == text`, and where it begins.

    `fiscal` is the fiscal year that its column is headed by (令和7年度予定), whose months it names without a year.
    """

    text: str
    offset: int
    place: Place = NOWHERE
    fiscal: int | None = None

    def sub(self, start: int, end: int) -> Part:
        """A stretch of this one, without blanks at its edges."""
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip(" 　\n\t"))
        return Part(text.strip(" 　\n\t"), self.offset + start + lead, self.place, self.fiscal)

    @property
    def end(self) -> int:
        """The offset behind its last letter."""
        return self.offset + len(self.text)

    @property
    def passage(self) -> Passage:
        """The same for a draft."""
        return Passage(self.text, self.offset, len(self.text), self.place)


NOTHING = Part("", 0)
_EMPTY: Final = re.compile(
    r"[-－ー―—–‐・/／\s]+|(?:該当|特に|特段の?|変更は?)?なし[。]?|変更(?:は)?無し|無し?|N/?A"
    r"|同[上左]|左に同じ|〃",
    re.IGNORECASE,
)
# What a template prints to show how it is filled in: （例）令和6年3月31日.
_EXAMPLE: Final = re.compile(r"[（(【［\[]?(?:記[入載]|作成)?例[）)】］\]:：]|[○〇]{2,}")


_SIGN: Final = r"(?:[■☑☒✓✔✅□☐]|[(（][ 　○◯〇✓✔レ]*[)）])"
_BOX: Final = re.compile(rf"(?P<sign>{_SIGN})[ 　]*(?P<words>[^■☑☒✓✔✅□☐\s　()（）]{{1,12}})")
_BOXES: Final = re.compile(rf"\s*(?:{_SIGN}[ 　]*[^■☑☒✓✔✅□☐\s　()（）]{{1,12}}[\s　・,、/／]*){{2,}}")


@dataclass(slots=True)
class Entry:
    """One row of a table, or one labelled or headed block of running text: role to its stretches, in their order.

    `stated` is the claim of the column in which the row is marked (実施済 | 実施中 | 未実施), `term` the months in
    which it is marked, `unit` what the heading says that its numbers count (対象者数（人）).
    `item` and `measure` may be headings; what the entry does not repeat is taken from the entry before by the reader.
    """

    parts: dict[Role, list[Part]] = field(default_factory=dict)
    stated: Claim | None = None
    term: Term | None = None
    unit: str | None = None

    def add(self, role: Role, part: Part) -> None:
        """Add a stretch that says something (－, なし and the like say nothing)."""
        if _EXAMPLE.match(part.text):
            return
        if part.text and (not _EMPTY.fullmatch(part.text) or (role == "progress" and part.text == "無")):
            self.parts.setdefault(role, []).append(part)

    def one(self, role: Role) -> Part:
        """The stretch of a role, NOTHING where there is none; several of a role are told apart by `all`."""
        found = self.parts.get(role)
        return found[0] if found else NOTHING

    def all(self, role: Role) -> list[Part]:
        """Every stretch of a role."""
        return self.parts.get(role, [])


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, the item that it stands under (None: none), and the heading that claims for it (今後の取組).

    `table`: it is a table's row, where whatever stands in a column for measures is one. `preamble`: running text above
    the first heading, which tells of measures only where nothing else does, or in sentences that say when. `note`: a
    note beneath a table, which tells only of what is to come. `after`: running text without a heading after a table,
    which may close the letter.
    """

    entry: Entry
    item: Part | None = None
    over: str = ""
    table: bool = False
    preamble: bool = False
    note: bool = False
    after: bool = False


class Places:
    """Where each offset of a document's text stands."""

    def __init__(self, content: Content) -> None:
        passages: Sequence[Cell | Paragraph] = sorted(content.passages(), key=lambda passage: passage.offset)
        self._offsets = [passage.offset for passage in passages]
        self._places = [passage.place for passage in passages]

    def at(self, offset: int) -> Place:
        """The place of the paragraph or cell that an offset stands in."""
        index = bisect_right(self._offsets, offset) - 1
        return self._places[index] if index >= 0 else NOWHERE


def of_cell(cell: Cell) -> Part:
    """A cell's text; a merged cell's text where it first stands; of boxes to be ticked the one that is."""
    return ticked(Part(cell.text, cell.offset, cell.place))


def ticked(part: Part) -> Part:
    """`■実施済　□実施中　□未実施` to 実施済; any other text, and boxes of which not one is ticked, as it is."""
    if not _BOXES.fullmatch(part.text):
        return part
    boxes = list(_BOX.finditer(part.text))
    chosen = [box for box in boxes if (box["sign"] or "").strip(" 　()（）") not in ("", "□", "☐")]
    if len(boxes) < 2 or len(chosen) != 1:
        return part
    return part.sub(chosen[0].start("words"), chosen[0].end("words"))


def joined(parts: Sequence[Part]) -> Part:
    """Lines as one stretch. Its offsets are those of the first; `report` puts the document's own text in its place."""
    return (
        parts[0] if len(parts) == 1 else Part("\n".join(part.text for part in parts), parts[0].offset, parts[0].place)
    )
