"""Plain text, as typed or as copied from a PDF: wrapped lines, page numbers, columns set with blanks or tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.readers.boxes import add_box_table, box_tables
from importers.readers.build import Builder, check_lines
from importers.readers.columns import Region, find_regions
from importers.readers.furniture import page_number_lines, repeated, shape_of
from importers.readers.grid import Content, Place
from importers.readers.markup import plain
from importers.readers.pageguard import has_tags
from importers.readers.rows import Item, Slot
from importers.readers.separated import add_tab_table, tab_tables
from importers.readers.signs import is_alone, opens_entry
from importers.readers.watch import Watch
from importers.readers.wrap import Line, columns_of, common_edge, join, paragraphs, vocabulary

_EM = 2.0
# So many lines of so many pieces each are a table, though nothing tells its columns apart.
_ROWS, _CELLS = 4, 3
_TORN = (
    "{count} lines look like rows of a table whose columns cannot be told apart; what is read of them may be mixed up"
)
_WIDE_BLANK = re.compile(r"(?: {2,}| ?　[ 　]+|　+ +)")


def read(text: str, watch: Watch) -> Content:
    """The content of a plain text. Form feeds count its pages. Raises Problem for one without text."""
    builder = Builder(watch)
    pages: list[int] = []
    lines: list[str] = []
    paged = "\f" in text
    for number, page in enumerate(text.split("\f"), 1):
        part = page.split("\n")
        lines.extend(part)
        pages.extend([number] * len(part))
    check_lines(lines, watch)
    dropped = _furniture(lines, pages)
    if dropped:
        builder.notice("{count} page numbers, headers and footers were left out", count=len(dropped))
    done = 0
    drawn = [(start, end, add_box_table) for start, end in box_tables(lines)]
    tabbed = [
        (start, end, add_tab_table)
        for start, end in tab_tables(lines)
        if not any(start < last and first < end for first, last, _ in drawn)
    ]
    for start, end, add in sorted([*drawn, *tabbed], key=lambda found: found[0]):
        _add_lines(lines, range(done, start), pages if paged else None, dropped, builder)
        add(lines, start, end, builder)
        done = end
        watch.step(done, len(lines))
    _add_lines(lines, range(done, len(lines)), pages if paged else None, dropped, builder)
    watch.step(len(lines), len(lines))
    return builder.content()


def _furniture(lines: Sequence[str], pages: Sequence[int]) -> set[int]:
    """The lines that belong to the page, not to the text."""
    dropped = page_number_lines(lines)
    by_page: dict[int, list[int]] = {}
    for index, page in enumerate(pages):
        if index not in dropped:
            by_page.setdefault(page, []).append(index)
    ends = [_ends(lines, indexes) for indexes in by_page.values()]
    shapes = repeated([[lines[index] for index in indexes] for indexes in ends])
    dropped.update(index for indexes in ends for index in indexes if shape_of(lines[index]) in shapes)
    return dropped


def _ends(lines: Sequence[str], page: Sequence[int]) -> list[int]:
    """The one or two lines at the top and at the bottom of a page that a blank line parts from the rest."""
    found: set[int] = set()
    for indexes in (page, page[::-1]):
        block: list[int] = []
        for index in indexes:
            if lines[index].strip():
                block.append(index)
            elif block:
                break
        if len(block) <= 2:
            found.update(block)
    return sorted(found)


def _add_lines(
    lines: Sequence[str], span: range, pages: Sequence[int] | None, dropped: set[int], builder: Builder
) -> None:
    """Add the lines of the span: tables of aligned columns, and paragraphs between them."""
    printed: list[list[Line]] = []
    gap, turned = 0.0, False
    for index in span:
        raw = lines[index]
        if index in dropped:
            turned = True
            continue
        if has_tags(raw):
            raw = plain(raw, builder).replace("\n", "　")
        if not raw.strip():
            gap += 1
            continue
        page = pages[index] if pages is not None else None
        # White around a page's end says nothing about paragraphs: at most as much as one blank line.
        if turned:
            gap = 0.5 if gap else 0.0
        pieces = _pieces(raw.expandtabs(8).rstrip(), gap, page, index + 1)
        printed.append(pieces)
        gap, turned = 0.0, False
    whole = [_whole(pieces) for pieces in printed]
    words = vocabulary(line.text for line in whole)
    right = common_edge(whole)
    done = 0
    torn = 0
    for region in find_regions(printed, right):
        torn += _torn(printed[done : region.start])
        _add_paragraphs(whole[done : region.start], right, words, builder)
        _add_region(region, words, builder)
        done = region.end
    torn += _torn(printed[done:])
    if torn >= _ROWS:
        builder.notice(_TORN, count=torn)
    _add_paragraphs(whole[done:], right, words, builder)


def _torn(lines: Sequence[Sequence[Line]]) -> int:
    """How many lines of running text are in three pieces or more, as the rows of a table are, and open no entry."""
    return sum(len(pieces) >= _CELLS and not opens_entry(pieces[0].text) for pieces in lines)


def _pieces(raw: str, gap: float, page: int | None, number: int) -> list[Line]:
    """A line cut at wide blanks; a number or sign stays with the words after it."""
    pieces: list[Line] = []
    start = len(raw) - len(raw.lstrip(" 　"))
    for blank in [*_WIDE_BLANK.finditer(raw, start), None]:
        end = blank.start() if blank is not None else len(raw)
        x0 = columns_of(raw[:start])
        pieces.append(Line(raw[start:end], x0, x0 + columns_of(raw[start:end]), _EM, gap, page, number))
        start = blank.end() if blank is not None else end
    if len(pieces) == 2 and is_alone(pieces[0].text):
        return [_whole(pieces)]
    return pieces


def _whole(pieces: Sequence[Line]) -> Line:
    """The pieces of a line as one."""
    first = pieces[0]
    text = "　".join(piece.text for piece in pieces)
    return Line(text, first.x0, pieces[-1].x1, first.em, first.gap, first.page, first.number)


def _add_paragraphs(lines: Sequence[Line], right: float | None, words: frozenset[str], builder: Builder) -> None:
    for paragraph in paragraphs(lines, common=right):
        place = Place(page=paragraph[0].page, line=paragraph[0].number)
        builder.paragraph(join((line.text for line in paragraph), words), place)


def _add_region(region: Region, words: frozenset[str], builder: Builder) -> None:
    grid: list[list[Item]] = []
    for row in region.rows:
        slots: list[Item] = []
        for cell, right in zip(row, region.rights, strict=True):
            pieces = [join((line.text for line in part), words) for part in paragraphs(cell, right)]
            slots.append(Slot("\n".join(pieces), page=cell[0].page, line=cell[0].number) if cell else None)
        grid.append(slots)
    first = next(cell[0] for cell in region.rows[0] if cell)
    builder.table(grid, Place(page=first.page, line=first.number))
