"""Running text to entries: headings make sections, and sections are items, measures, or mere containers. Pure.

A labelled block (【改善策】 …, 完了予定：…) is an entry like a table's row. Sections that tell of facts, causes or
contacts are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from importers import blocks, headings, notes
from importers.claims import claim_of, heading_claim, is_group
from importers.pieces import Entry, Found, Part
from importers.readers.grid import Paragraph, Table
from importers.recognise import is_title
from importers.roles import is_container, is_skipped, label_of, role_of

_GAP: Final = re.compile(r"[ 　\t、,/／|｜]+(?=\S)")
# Beneath whatever a document marks as a heading.
_LISTED: Final = 7
_CLOSING: Final = re.compile(r"[ 　]*(?:以[ 　]*上|[（(]?(?:担当|問[い]?合わ?せ先?|連絡先).*)[ 　]*")
_REMEDY: Final = re.compile(r"対策|改善|再発防止|対応|措置|取組|実施")
_CONTACT: Final = re.compile(r"問合せ|問い合わせ|連絡先|担当者")
_SUMMARY: Final = re.compile(r"概要|総括")
Known = Callable[[str, str], bool]
"""Whether a number and words are those of an item that the register knows."""


@dataclass(slots=True)
class Section:
    """A heading and what stands under it: body lines and tables in their order, then sections.

    `whole`: the only heading of the highest level, which stands over everything.
    """

    heading: Part | None = None
    rank: float = -1.0
    body: list[Part | Table] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)
    item: bool = False
    whole: bool = False

    @property
    def words(self) -> str:
        """The heading without its number or sign, "" at the top."""
        if self.heading is None:
            return ""
        open_ = headings.opening(self.heading.text)
        return self.heading.text[open_.length if open_ else 0 :].strip(" 　【】")

    @property
    def number(self) -> str:
        """The heading's number, "" where it has none."""
        open_ = headings.opening(self.heading.text) if self.heading is not None else None
        return "" if open_ is None else open_.number


def sections(own: Sequence[Paragraph | Table], repeats: Callable[[str, str], bool] | None = None) -> Section:
    """The tree of headings of a document's part. `repeats`: whether a line is an item's own text on file."""
    top = Section()
    stack = [top]
    lines = list(_lines(own))
    listed = False
    for place, (line, level) in enumerate(lines):
        before, listed = listed, False
        if isinstance(line, Table):
            stack[-1].body.append(line)
            continue
        rank = headings.rank(line.text, level)
        open_ = headings.opening(line.text)
        number = open_.number if open_ is not None else ""
        if repeats is not None and repeats(number, line.text[open_.length if open_ else 0 :].strip()):
            # What the guidance asked for is its item, however its words end.
            rank = rank if rank is not None else headings.rank_of(line.text)
            while stack[-1].rank >= rank:
                stack.pop()
            section = Section(line, rank, item=True)
            stack[-1].children.append(section)
            stack.append(section)
            continue
        if (
            rank is not None
            and not notes.is_legend(line.text)
            and not _is_entry(lines, place, rank, before)
            and label_of(line.text) is None
        ):
            while stack[-1].rank >= rank:
                stack.pop()
            section = Section(line, rank)
            stack[-1].children.append(section)
            stack.append(section)
        else:
            stack[-1].body.append(line)
            listed = open_ is not None
    return top


def _lines(own: Sequence[Paragraph | Table]) -> Iterator[tuple[Part | Table, int]]:
    for place, block in enumerate(own):
        if isinstance(block, Table):
            yield block, 0
            continue
        start = 0
        for line in block.text.split("\n"):
            mark = f"{block.marker} " if block.marker and start == 0 else ""
            if line.strip():
                part = Part(mark + line, block.offset + start - len(mark), block.place)
                level = block.level or _over_labels(block, own[place + 1 : place + 2])
                yield from ((piece, level) for piece in _by_label(part))
            start += len(line) + 1


def _over_labels(entry: Paragraph, following: Sequence[Paragraph | Table]) -> int:
    """The level of a list's entry over labels listed beneath it (・定例会 over ・状況：実施中), 0 of any other."""
    below = next(iter(following), None)
    if not isinstance(below, Paragraph) or not 0 < entry.indent < below.indent or label_of(entry.text) is not None:
        return 0
    return _LISTED + entry.indent if label_of(below.text) is not None else 0


def _by_label(line: Part) -> Iterator[Part]:
    """A line with several labels (期限：令和6年3月　状況：完了) as one for each, any other line as it is."""
    starts = [0]
    if label_of(line.text) is not None:
        starts += [gap.end() for gap in _GAP.finditer(line.text) if label_of(line.text[gap.end() :]) is not None]
    if len(starts) == 1:
        yield line
        return
    yield from (line.sub(start, end) for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True))


def _is_entry(lines: Sequence[tuple[Part | Table, int]], place: int, rank: float, listed: bool) -> bool:
    """Whether a numbered line is one of a list and heads nothing: the next line opens alike, or it is the last.

    `listed`: the line before it is one of a list.
    """
    line = lines[place][0]
    if rank < 10 or isinstance(line, Table):
        return False
    following, level = lines[place + 1] if place + 1 < len(lines) else (None, 0)
    if following is None:
        return True
    previous = lines[place - 1][0] if place else None
    if listed and isinstance(previous, Part) and isinstance(following, Part):
        over = headings.rank(following.text, level)
        ends = _CLOSING.fullmatch(following.text) is not None or (over is not None and over < rank)
        if ends and headings.same_kind(previous.text, line.text):
            # The last of its list, before a heading that stands above it or the end of the letter.
            return True
    if isinstance(following, Table):
        return False
    return headings.same_kind(line.text, following.text) or (rank >= 14 and bool(lines[place + 1][1]))


def found(top: Section, known: Known, tables: Callable[[Table], list[Entry] | None]) -> list[Found]:
    """The entries of a part in their order. `tables` reads a table; None from it passes the table over."""
    highest = [child for child in top.children if child.rank < 2]
    if len(highest) == 1 and highest[0].children:
        highest[0].whole = True
    return list(_visit(top, None, "", known, blocks.Way(tables, list(_footnotes(top)))))


def _footnotes(section: Section) -> Iterator[Part]:
    """The numbered notes among a section's lines and those of the sections under it, in their order."""
    for line in section.body:
        note = notes.note_of(line.text) if isinstance(line, Part) else None
        if isinstance(line, Part) and note is not None and notes.is_footnote(note[0]):
            yield line
    for child in section.children:
        yield from _footnotes(child)


def _visit(
    section: Section,
    item: Part | None,
    over: str,
    known: Known,
    way: blocks.Way,
    item_like: bool = False,
) -> Iterator[Found]:
    words, heading = section.words, section.heading
    if (
        heading is not None
        and is_skipped(words)
        and not (_REMEDY.search(words) or known(section.number, words) or _tells(section, way))
    ):
        return
    body = list(section.body)
    own_heading: Part | None = None
    if heading is None or (_is_cover(section) and not known(section.number, words)):
        # What is counted, and what follows a table of measures, is no preamble.
        told, after = _is_list(body), False
        for own in blocks.entries(body, item, None, over, way):
            after = after or own.table
            loose = not (own.table or own.note)
            yield replace(own, preamble=loose and not told and not after, after=loose and not told and after)
        yield from _children(section, item, over, known, way)
        return
    if is_group(words):
        over = words
    elif not is_container(words):
        if item_like or section.item or _is_item(section, body, known):
            item, body, over = _item(heading, body), _without_demand(body), ""
        elif any(child.rank >= 0 and not is_skipped(child.words) for child in section.children) and not _only_groups(
            section
        ):
            if item is None or section.rank < 16:
                item, over = heading, ""
        else:
            own_heading = heading
    yield from blocks.entries(body, item, own_heading, over, way)
    if own_heading is None:
        yield from _children(section, item, over, known, way)
        return
    for child in section.children:
        yield from _headed(child, item, own_heading, way)


def _tells(section: Section, way: blocks.Way) -> bool:
    """Whether what its heading would pass over tells of measures all the same: sentences under 問合せ窓口 that claim,
    or a table of measures under 総括.
    """
    if _CONTACT.search(section.words):
        return any(
            isinstance(line, Part)
            and line.text.endswith("。")
            and claim_of(line.text).status in ("reported", "in_progress")
            for line in section.body
        )
    return _SUMMARY.search(section.words) is not None and any(
        isinstance(line, Table) and _is_of_measures(way.tables(line)) for line in section.body
    )


def _is_of_measures(rows: Sequence[Entry] | None) -> bool:
    """Whether the rows of a table name measures with their state or limit beside them."""
    told = [{*entry.parts} for entry in rows or ()]
    beside = {"progress", "due", "done"}
    return bool(told) and sum(bool(parts & {"measure", "heading"} and parts & beside) for parts in told) * 2 > len(told)


def _is_list(body: Sequence[Part | Table]) -> bool:
    """Whether running text consists of sentences that are counted: １　…している。 ２　…する。"""
    opened = [
        open_.kind
        for line in body
        if isinstance(line, Part) and line.text.endswith("。") and (open_ := headings.opening(line.text)) is not None
    ]
    return len(opened) > 1 and len(set(opened)) < len(opened)


def _children(section: Section, item: Part | None, over: str, known: Known, way: blocks.Way) -> Iterator[Found]:
    """The sections under one; where one of them is an item, those with the same kind of number are items too."""
    kinds = {
        _kind(child)
        for child in section.children
        if not is_container(child.words) and _is_item(child, child.body, known)
    } - {""}
    for child in section.children:
        yield from _visit(child, item, over, known, way, _kind(child) in kinds)


def _kind(section: Section) -> str:
    open_ = headings.opening(section.heading.text) if section.heading is not None else None
    return open_.kind if open_ is not None and open_.number else ""


def _is_cover(section: Section) -> bool:
    """Whether a heading is the title of the report itself and no heading inside it."""
    if section.heading is None or headings.opening(section.heading.text) is not None:
        return False
    return section.whole or (
        is_title(section.words, 1) and re.search(r"報告|状況|計画|回答", section.words) is not None
    )


def _headed(section: Section, item: Part | None, heading: Part, way: blocks.Way) -> Iterator[Found]:
    """A group (実施済みの取組, 今後の予定) inside a measure: its body belongs to the measure."""
    over = section.words if heading_claim(section.words) is not None else ""
    yield from blocks.entries(list(section.body), item, heading, over, way)
    for child in section.children:
        yield from _headed(child, item, heading, way)


def _only_groups(section: Section) -> bool:
    return all(is_group(child.words) or is_container(child.words) for child in section.children)


def _is_item(section: Section, body: Sequence[Part | Table], known: Known) -> bool:
    text = section.heading.text if section.heading is not None else ""
    first = next((line for line in body if isinstance(line, Part)), None)
    demands = first is not None and headings.is_demand(first.text) and label_of(first.text) is None
    named = role_of(section.words) == "item" and (bool(section.number) or section.words.startswith(("指導", "指摘")))
    return section.item or headings.is_demand(text) or demands or known(section.number, section.words) or named


def _item(heading: Part, body: Sequence[Part | Table]) -> Part:
    """The heading with the lines below it that repeat what is asked for."""
    end = heading.offset + len(heading.text)
    text = heading.text
    for line in body:
        if isinstance(line, Table) or not headings.is_demand(line.text) or label_of(line.text) is not None:
            break
        text = f"{text}\n{line.text}"
        end = line.offset + len(line.text)
    return Part(text, heading.offset, heading.place) if end else heading


def _without_demand(body: list[Part | Table]) -> list[Part | Table]:
    place = 0
    for line in body:
        if isinstance(line, Table) or not headings.is_demand(line.text) or label_of(line.text) is not None:
            break
        place += 1
    return body[place:]
