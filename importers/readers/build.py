"""Puts a document's paragraphs and tables together: one text, offsets into it, places, the limits for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.readers.grid import NOWHERE, Content, Notice, Paragraph, Place, Table
from importers.readers.rows import Item, Rows, Slot
from importers.readers.signs import BULLETS, TICKS, is_bullet, part_heading, usual
from importers.readers.watch import Watch
from store.problem import Problem

MOST_CELLS = 200_000
"""Cells of one document, continued ones included."""
MOST_PARAGRAPHS = 50_000
MOST_LINES = 50_000
LONGEST = 200_000
"""Characters of one paragraph or cell."""
LARGEST = 5_000_000
"""Characters of one document."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Old characters that PDF fonts show for today's: CJK radicals (U+2E80-2FDF), bullets of symbol fonts (private use).
_TICKS = "".join(TICKS)
_LOOKALIKE = re.compile(f"[\u2e80-\u2fdf\uf06c-\uf0fc{_TICKS}]")
_BLANKS = re.compile("[\t\xa0]")
_UNUSUAL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\xa0\ud800-\udfff\ufeff\ufffe\uffff\u2e80-\u2fdf\uf06c-\uf0fc{_TICKS}]")
_HEADED = re.compile("[■●◆][^\t\n]*[ 　]")
_EDGE_BLANKS = tuple(blank + edge for blank in " 　" for edge in "\t\n") + tuple(
    edge + blank for blank in " 　" for edge in "\t\n"
)
_LINE_EDGES = re.compile("[ 　]*\n[ ]*")


class Builder:
    """Collects blocks in reading order; `content()` is the result."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._blocks: list[Table | Paragraph] = []
        self._parts: list[str] = []
        self._size = 0
        self._cells = 0
        self._tables = 0
        self._paragraphs = 0
        self._unprintable = 0
        self._notices: dict[str, Notice] = {}
        self.page = ""

    def paragraph(
        self, text: str, place: Place = NOWHERE, *, level: int = 0, marker: str = "", indent: int = 0
    ) -> None:
        """Add a paragraph; one without text is no paragraph."""
        text = self.clean(text, place)
        if not text:
            return
        if is_bullet(marker) and text.startswith(tuple(BULLETS)):
            marker = ""  # The typed sign says it already.
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise Problem(
                "{path}: has more than {limit} paragraphs, far more than a report",
                path=self.watch.path,
                limit=MOST_PARAGRAPHS,
            )
        if self._paragraphs % 1000 == 0:
            self.watch.check()
        place = replace(place, paragraph=self._paragraphs)
        if marker:
            self._put(marker + " ")
        offset = self._size
        self._put(text)
        self._put("\n")
        self._blocks.append(Paragraph(text, place, offset, len(text), level, marker, indent))

    def table(
        self,
        grid: Sequence[Sequence[Item]],
        place: Place = NOWHERE,
        *,
        caption: str = "",
        rows: Sequence[int] | None = None,
        columns: Sequence[int] | None = None,
    ) -> None:
        """Add a table. None is an empty position; short rows are filled up; a table without text is none.

        `rows` and `columns` are the numbers of the grid's rows and columns where they are not 1, 2, 3 …
        """
        if not any(item for line in grid for item in line):
            return
        width = max(len(line) for line in grid)
        self._cells += width * len(grid)
        if self._cells > MOST_CELLS:
            raise Problem(
                "{path}: {place}has more than {limit} cells, far more than a report",
                path=self.watch.path,
                place=_before(place),
                limit=MOST_CELLS,
            )
        self._tables += 1
        place = replace(place, table=self._tables)
        made = Rows(place, width, rows, columns)
        for start in range(0, len(grid), 1000):
            self.watch.check()
            self._chunk(made, start, grid[start : start + 1000], width, place)
        self._blocks.append(Table(made, place, self.clean(caption, place)))

    def _chunk(self, made: Rows, start: int, grid: Sequence[Sequence[Item]], width: int, place: Place) -> None:
        """Add some rows, the first of them row `start` from 0, to the table and their text to the document's."""
        texts: list[list[str]] = []
        new: list[list[tuple[int, Slot]]] = []
        for index, line in enumerate(grid, start):
            row: list[str] = [*line, *[""] * (width - len(line))]  # type: ignore[list-item]
            fresh: list[tuple[int, Slot]] = []
            for at, item in enumerate(line):
                if item.__class__ is str:
                    continue
                row[at] = ""
                if isinstance(item, Slot) and item.first is None:
                    item.first = index, at
                    if item.date is None:
                        item.text = self.clean(item.text, place, index)
                    row[at] = item.text
                    fresh.append((at, item))
            texts.append(row)
            new.append(fresh)
        rows = ["\t".join(row) for row in texts]
        text = "\n".join(rows)
        if (
            max(map(len, rows)) > LONGEST
            or text.count("\n") >= len(rows)
            or text.count("\t") != len(rows) * (width - 1)
            or _unclean(text)
        ):
            texts = [[self.clean(part, place, index) for part in row] for index, row in enumerate(texts, start)]
            rows = ["\t".join(row) for row in texts]
            grid = [
                [row[at] if item.__class__ is str else item for at, item in enumerate(line)]
                for row, line in zip(texts, grid, strict=True)
            ]
            text = "\n".join(rows)
        offset = self._size
        self._put(text + "\n")
        for line, row, fresh, joined in zip(grid, texts, new, rows, strict=True):
            made.add(offset, line)
            for at, slot in fresh:
                slot.offset = offset + sum(map(len, row[:at])) + at
            offset += len(joined) + 1

    def notice(self, message: str, /, **values: str | int) -> None:
        """Say once what was not read; a `count` given again under the same message adds up."""
        known = self._notices.get(message)
        if known is not None and "count" in values:
            values["count"] = int(values["count"]) + int(known.values["count"])
        key = message if "count" in values else message + repr(values)
        self._notices[key] = Notice(message, values)

    def clean(self, text: str, place: Place, row: int | None = None) -> str:
        """Text without control characters, with forced line breaks as line ends and none at the edges.

        `row` is that of the table, from 0, in which it stands.
        """
        if len(text) > LONGEST:
            place = place if row is None else replace(place, row=row + 1)
            raise Problem(
                "{path}: {place}{count} characters in one piece, far more than a report holds",
                path=self.watch.path,
                place=_before(place),
                count=len(text),
            )
        if not text.isascii() and _LOOKALIKE.search(text):
            text = _LOOKALIKE.sub(lambda match: usual(match[0]), text)
        if not text.isprintable():
            text = _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
            text, wrong = _NOT_TEXT.subn("", text)
            self._unprintable += wrong
            text = _LINE_EDGES.sub("\n", text)
        return part_heading(text.strip(" 　\n"))

    def content(self) -> Content:
        """What was collected. Raises Problem for a document without any text."""
        if not self._blocks:
            raise Problem("{path}: holds no text that can be read", path=self.watch.path)
        if self._unprintable:
            self.notice("{count} control characters were left out", count=self._unprintable)
        return Content(tuple(self._blocks), "".join(self._parts), tuple(self._notices.values()), self.page)

    @property
    def empty(self) -> bool:
        """Whether nothing was added yet."""
        return not self._blocks

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)
        if self._size > LARGEST:
            raise Problem(
                "{path}: has more than {limit} characters of text, far more than a report",
                path=self.watch.path,
                limit=LARGEST,
            )


def _before(place: Place) -> str:
    """A place as the beginning of what is said about it."""
    return f"{label}: " if (label := place.label()) else ""


def _unclean(rows: str) -> bool:
    """Whether `clean` may have to touch cells that are joined by tabs and line ends; at once for many, to be quick."""
    if _UNUSUAL.search(rows) is not None:
        return True
    if " " not in rows and "　" not in rows:
        return False
    return (
        rows[:1] in " 　"
        or rows[-1:] in " 　"
        or any(blank in rows for blank in _EDGE_BLANKS)
        or (any(sign in rows for sign in "■●◆") and _HEADED.search(rows) is not None)
    )


def check_lines(lines: Sequence[str], watch: Watch) -> None:
    """Refuse a text that no report is, before any work on it."""
    if len(lines) > MOST_LINES:
        raise Problem("{path}: has more than {limit} lines, far more than a report", path=watch.path, limit=MOST_LINES)
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            raise Problem(
                "{path}: line {line} has {count} characters, far more than a report holds",
                path=watch.path,
                line=number,
                count=len(line),
            )
