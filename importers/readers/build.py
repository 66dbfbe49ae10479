"""Puts a document's paragraphs and tables together: one text, offsets into it, places, the limits for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from importers.readers.grid import NOWHERE, Cell, Content, Notice, Paragraph, Place, Table
from importers.readers.signs import BULLETS, is_bullet, part_heading
from importers.readers.watch import Watch
from store.problem import Problem

MOST_CELLS = 200_000
"""Cells of one document, continued ones included."""
LONGEST = 200_000
"""Characters of one paragraph or cell."""
LARGEST = 5_000_000
"""Characters of one document."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANKS = re.compile("[\t\xa0]")
_LINE_EDGES = re.compile("[ 　]*\n[ ]*")


@dataclass(slots=True, eq=False)
class Slot:
    """A cell on its way into a table. The same object at several positions of a grid is one merged cell."""

    text: str
    heading: bool = False
    date: date | None = None
    page: int | None = None
    line: int | None = None


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
        place = replace(place, paragraph=self._paragraphs)
        if marker:
            self._put(marker + " ")
        offset = self._size
        self._put(text)
        self._put("\n")
        self._blocks.append(Paragraph(text, place, offset, len(text), level, marker, indent))

    def table(
        self,
        grid: Sequence[Sequence[Slot | None]],
        place: Place = NOWHERE,
        *,
        caption: str = "",
        rows: Sequence[int] | None = None,
        columns: Sequence[int] | None = None,
    ) -> None:
        """Add a table. None is an empty position; short rows are filled up; a table without text is none.

        `rows` and `columns` are the numbers of the grid's rows and columns where they are not 1, 2, 3 …
        """
        if not any(slot is not None and slot.text for line in grid for slot in line):
            return
        width = max(len(line) for line in grid)
        self._cells += width * len(grid)
        if self._cells > MOST_CELLS:
            raise Problem(
                "{path}: {place}has more than {limit} cells, far more than a report",
                path=self.watch.path,
                place=f"{label}: " if (label := place.label()) else "",
                limit=MOST_CELLS,
            )
        self._tables += 1
        seen: dict[int, tuple[str, int]] = {}
        page, sheet, number, line_number = place.page, place.sheet, self._tables, place.line
        built: list[tuple[Cell, ...]] = []
        for index, line in enumerate(grid):
            if index % 1000 == 999:
                self.watch.check()
            row = rows[index] if rows is not None else index + 1
            cells: list[Cell] = []
            for position in range(width):
                column = columns[position] if columns is not None else position + 1
                slot = line[position] if position < len(line) else None
                if position:
                    self._put("\t")
                if slot is None:
                    here = Place(page, sheet, number, row, column, None, line_number)
                    cells.append(Cell("", here, self._size, 0))
                    continue
                here = Place(slot.page or page, sheet, number, row, column, None, slot.line or line_number)
                known = seen.get(id(slot))
                if known is not None:
                    text, offset = known
                else:
                    text, offset = self.clean(slot.text, here), self._size
                    seen[id(slot)] = text, offset
                    self._put(text)
                cells.append(Cell(text, here, offset, len(text), slot.heading, known is not None, slot.date))
            self._put("\n")
            built.append(tuple(cells))
        self._blocks.append(Table(tuple(built), replace(place, table=number), self.clean(caption, place)))

    def notice(self, message: str, /, **values: str | int) -> None:
        """Say once what was not read; a `count` given again under the same message adds up."""
        known = self._notices.get(message)
        if known is not None and "count" in values:
            values["count"] = int(values["count"]) + int(known.values["count"])
        key = message if "count" in values else message + repr(values)
        self._notices[key] = Notice(message, values)

    def clean(self, text: str, place: Place) -> str:
        """Text without control characters, with forced line breaks as line ends and none at the edges."""
        if len(text) > LONGEST:
            raise Problem(
                "{path}: {place}{count} characters in one piece, far more than a report holds",
                path=self.watch.path,
                place=f"{label}: " if (label := place.label()) else "",
                count=len(text),
            )
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
        return Content(tuple(self._blocks), "".join(self._parts), tuple(self._notices.values()))

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
