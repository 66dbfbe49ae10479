"""PDF: ruled tables, tables without rules, running text; what belongs to the page and not to the text is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException

from importers.readers.build import Builder
from importers.readers.columns import Region, find_regions
from importers.readers.furniture import page_number, repeated, shape_of
from importers.readers.grid import Content, Place
from importers.readers.pdfguard import GuardedPage, GuardedPDF
from importers.readers.pdflines import Char, printed_lines, without_struck
from importers.readers.pdftables import Grid, ruled_tables, run_on, set_gaps, to_grid
from importers.readers.rows import Slot
from importers.readers.watch import Watch
from importers.readers.wrap import Line, common_edge, join, paragraphs, vocabulary
from store.problem import Problem

MOST_PAGES = 500
_NOTHING: frozenset[str] = frozenset()


# How far across the page lines must reach for their ends to be an edge.
_FILLED = 0.8


@dataclass(slots=True)
class _Page:
    """What a page shows: its printed lines outside of ruled tables, with their tops and bottoms, and its tables."""

    number: int
    width: float
    lines: list[list[Line]] = field(default_factory=list)
    bounds: list[tuple[float, float]] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)


_Item = Grid | list[Line]


def read(data: bytes, watch: Watch) -> Content:
    """The content of a PDF. Raises Problem for what needs a password, is damaged, too large, or holds only pictures."""
    builder = Builder(watch)
    try:
        pages = _pages(data, builder)
    except (PSException, PDFException) as error:
        raise Problem("{path}: is a damaged or cut off PDF", path=watch.path) from error
    dropped = _drop_furniture(pages)
    if dropped:
        builder.notice("{count} page numbers, headers and footers were left out", count=dropped)
    words = vocabulary(piece.text for page in pages for line in page.lines for piece in line)
    right = _right([_whole(line) for page in pages for line in page.lines], max(page.width for page in pages))
    _emit(_run_on([_items(page, right, words) for page in pages]), right, words, builder)
    return builder.content()


def _pages(data: bytes, builder: Builder) -> list[_Page]:
    """All pages, read one by one."""
    watch = builder.watch
    try:
        document = GuardedPDF(data, watch)
    except PDFPasswordIncorrect as error:
        raise Problem("{path}: is protected by a password", path=watch.path) from error
    objects = []
    for page_object in PDFPage.create_pages(document.doc):
        objects.append(page_object)
        if len(objects) > MOST_PAGES:
            raise Problem("{path}: has more than {limit} pages", path=watch.path, limit=MOST_PAGES)
    if not objects:
        raise Problem("{path}: is a damaged or cut off PDF: it has no pages", path=watch.path)
    pages: list[_Page] = []
    pictures: list[int] = []
    unknown = 0
    for number, page_object in enumerate(objects, 1):
        watch.step(number - 1, len(objects))
        page = GuardedPage(document, page_object, number)
        page.watch = watch
        chars = [char for char in page.chars if char.get("upright", True)]
        if len(chars) < len(page.chars):
            builder.notice("{count} turned characters were not read", count=len(page.chars) - len(chars))
        known = [char for char in chars if not char["text"].startswith("(cid:")]
        unknown += len(chars) - len(known)
        if page.images and not known:
            pictures.append(number)
        elif page.images:
            builder.notice("{count} pictures were not read", count=len(page.images))
        known, struck = without_struck(page, known)
        if struck:
            builder.notice("{count} passages that are struck out were left out", count=struck)
        pages.append(_page(page, known, number, builder))
    watch.step(len(objects), len(objects))
    if len(pictures) == len(pages) or (pictures and not any(page.lines or page.tables for page in pages)):
        raise Problem("{path}: holds only pictures of pages (a scan), no text", path=watch.path)
    for number in pictures:
        builder.notice("page {page} is a picture (a scan) and was not read", page=number)
    if unknown:
        if not any(page.lines or page.tables for page in pages):
            raise Problem("{path}: its fonts do not tell which characters they show", path=watch.path)
        builder.notice("{count} characters of unknown fonts were left out", count=unknown)
    return pages


def _page(page: Any, chars: Sequence[Char], number: int, builder: Builder) -> _Page:
    """A page's tables and the lines outside of them."""
    found = _Page(number, float(page.width))
    outside: list[Char] = list(chars)
    marks = 0
    for table in ruled_tables(page):
        x0, top, x1, bottom = table.bbox
        inside: list[Char] = []
        rest: list[Char] = []
        for char in outside:
            middle_x, middle_y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            (inside if x0 <= middle_x <= x1 and top <= middle_y <= bottom else rest).append(char)
        grid, left_out = to_grid(table, inside, number, _NOTHING)
        outside = rest
        marks += left_out
        found.tables.append(grid)
    found.lines, found.bounds, left_out = printed_lines(outside, number, cut=True)
    marks += left_out
    if marks:
        builder.notice("{count} footnote marks were left out of the running text", count=marks)
    return found


def _right(lines: Sequence[Line], width: float) -> float | None:
    """The right edge of the running text: where its lines turn, or as far in as it begins on the left."""
    if not lines:
        return None
    left = min(line.x0 for line in lines)
    edge, margin = common_edge(lines), width - left
    # A few short lines that end alike (a title, who signs) are no edge.
    return edge if edge is not None and edge - left > _FILLED * (margin - left) else margin


def _drop_furniture(pages: Sequence[_Page]) -> int:
    """Take page numbers and repeated headers and footers off the pages; how many lines."""
    texts = [["".join(piece.text for piece in line) for line in page.lines] for page in pages]
    shapes = repeated([[lines[at] for at in _margins(page)] for page, lines in zip(pages, texts, strict=True)])
    dropped = 0
    for page, lines in zip(pages, texts, strict=True):
        gone = {
            at
            for at in _margins(page)
            if shape_of(lines[at]) in shapes
            or ((number := page_number(lines[at])) and (number[1] or abs(number[0] - page.number) <= 20))
        }
        dropped += len(gone)
        page.lines = [line for at, line in enumerate(page.lines) if at not in gone]
        page.bounds = [bound for at, bound in enumerate(page.bounds) if at not in gone]
    return dropped


def _margins(page: _Page) -> list[int]:
    """The lines that may be a header or footer: one or two at the top or bottom, with white to what is next to them."""
    blocks = sorted([*page.bounds, *((table.top, table.bottom) for table in page.tables)])
    if len(blocks) == 1:
        return list(range(len(page.bounds)))
    found: set[tuple[float, float]] = set()
    for ends in (blocks[:3], blocks[:-4:-1]):
        for depth, (bound, inner) in enumerate(pairwise(ends), 1):
            if bound not in page.bounds:
                break
            white = max(inner[0] - bound[1], bound[0] - inner[1])
            if white > 0.9 * (bound[1] - bound[0]):
                found.update(ends[:depth])
                break
    return [at for at, bound in enumerate(page.bounds) if bound in found]


def _items(page: _Page, right: float | None, words: frozenset[str]) -> list[_Item]:
    """The page's tables, ruled or not, and the lines between them, from top to bottom."""
    if page.lines:
        firsts = [line[0] for line in page.lines]
        set_gaps(firsts, page.bounds)
        for line in page.lines:
            for piece in line:
                piece.gap = line[0].gap
    items: list[_Item] = []
    done = 0
    for table in [*sorted(page.tables, key=lambda grid: grid.top), None]:
        above = len(page.lines) if table is None else sum(bound[1] <= table.top + 3 for bound in page.bounds)
        above = max(above, done)
        part = page.lines[done:above]
        start = 0
        for region in find_regions(part, right):
            items.extend(part[start : region.start])
            items.append(_region_grid(region, words, page.bounds[done + region.start][0], page.number))
            start = region.end
        items.extend(part[start:])
        if table is not None:
            items.append(table)
        done = above
    return items


def _region_grid(region: Region, words: frozenset[str], top: float, page: int) -> Grid:
    """A table without rules as a grid."""
    rows: list[list[Slot | None]] = []
    for row in region.rows:
        slots: list[Slot | None] = []
        for cell, edge in zip(row, region.rights, strict=True):
            pieces = [join((line.text for line in part), words) for part in paragraphs(cell, edge)]
            slots.append(Slot("\n".join(pieces), page=page) if cell else None)
        rows.append(slots)
    xs = [min(line.x0 for row in region.rows for line in row[column]) for column in range(len(region.rights))]
    return Grid(xs, rows, top, top, page, ruled=False)


def _run_on(pages: Sequence[list[_Item]]) -> list[_Item]:
    """All items in order, with tables that run over page ends joined."""
    items: list[_Item] = []
    for page in pages:
        rest = page
        if items and page and isinstance(last := items[-1], Grid) and isinstance(first := page[0], Grid):
            if run_on(last, first):
                rest = page[1:]
        elif items and page and isinstance(page[0], list):
            for piece in page[0]:
                piece.gap = 0.5
        items.extend(rest)
    return items


def _emit(items: Sequence[_Item], right: float | None, words: frozenset[str], builder: Builder) -> None:
    """Add the items to the builder, lines as paragraphs."""
    lines: list[Line] = []

    def flush() -> None:
        for paragraph in paragraphs(lines, common=right):
            place = Place(page=paragraph[0].page)
            builder.paragraph(join((line.text for line in paragraph), words), place)
        lines.clear()

    for item in items:
        if isinstance(item, Grid):
            flush()
            builder.table(item.rows, Place(page=item.page))
        else:
            lines.append(_whole(item))
    flush()


def _whole(pieces: Sequence[Line]) -> Line:
    """The pieces of a line as one."""
    first = pieces[0]
    if len(pieces) == 1:
        return first
    text = "　".join(piece.text for piece in pieces)
    return Line(text, first.x0, pieces[-1].x1, first.em, first.gap, first.page, first.number)
