"""The one form every document is read into: paragraphs and tables in reading order, each with its place.

Three promises hold for every reader, and tests check them on every fixture:

- `content.text[x.offset : x.offset + x.length] == x.text` for every paragraph and every cell `x`, so that any value
  can be shown in its source with the passage highlighted.
- Every row of a table has the same number of cells. A merged cell fills all its positions with the same text, offset
  and length; all but the first (upper left) are `continued`.
- Text holds no control character but the line break; `"\\n"` parts the paragraphs and forced line breaks inside one
  cell or paragraph, never the lines that a page width wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

_WORDS = (
    ("sheet", "sheet {}"),
    ("page", "page {}"),
    ("table", "table {}"),
    ("row", "row {}"),
    ("column", "column {}"),
    ("paragraph", "paragraph {}"),
    ("line", "line {}"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its document; every number counts from 1, what a format has not stays None.

    `row` and `column` count inside the table, except in a workbook, where they are those that Excel shows. A table
    that runs over several pages counts its rows through, and each cell names the page on which it begins.
    """

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    line: int | None = None

    def label(self) -> str:
        """English words for messages: `page 3, table 2, row 4`; empty where nothing is known."""
        return ", ".join(word.format(value) for name, word in _WORDS if (value := getattr(self, name)) is not None)

    def __str__(self) -> str:
        return self.label()

    def as_dict(self) -> dict[str, int | str]:
        """What is known, by field name: the `where` of an import plan."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}


NOWHERE = Place()
"""The place of what has no other than its order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One position of a table.

    `heading` only where the document itself says so (th, a header row, a row repeated on every page), never guessed.
    `continued`: a merged cell reaches here from above or from the left; `text` repeats what its first position says.
    `date`: a workbook's real date; `text` then reads 2023年10月31日.
    """

    text: str
    place: Place
    offset: int
    length: int
    heading: bool = False
    continued: bool = False
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of cells; `caption` is the document's own title of it, or empty.

    Cells are made when their row is asked for: equal every time, but not the same object.
    """

    rows: Sequence[tuple[Cell, ...]]
    place: Place
    caption: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def texts(self) -> list[list[str]]:
        """The grid as plain strings, merged cells repeated."""
        return [[cell.text for cell in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or list entry outside of tables.

    `level` is 0 for body text, 1 and up for what the document marks as a heading. `marker` is the sign or number that
    the document's own list numbering puts before the text (`・`, `1.`, `(2)`), and stands before it in `Content.text`;
    a sign that is typed is part of `text`. `indent` is the depth of nested lists, 0 outside of one.
    """

    text: str
    place: Place
    offset: int
    length: int
    level: int = 0
    marker: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was not read, or read with a reserve: a sentence with `{named}` places, and what fills them."""

    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format_map(dict(self.values))


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document: its blocks in reading order, its plain text, and what was left out.

    `page` is what a web page is called, which a browser shows beside it; empty elsewhere.
    """

    blocks: tuple[Table | Paragraph, ...]
    text: str
    notices: tuple[Notice, ...] = ()
    page: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside of tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    def passages(self) -> Iterator[Cell | Paragraph]:
        """Every paragraph and cell once, in reading order: merged cells at their first position only."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (cell for row in block.rows for cell in row if not cell.continued)
