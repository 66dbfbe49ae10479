"""What the workbook's sheets share: a cell of any of the record's values, the styles, the page set-up.

Strings are written as strings, whatever they begin with: never a formula, a number or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from exports.status import WeeklyStatus
from exports.wording import marked, say
from store.rules import ATTENTIONS, Attention
from store.words import Lang, word

# The most characters that a cell holds, and rows that a sheet holds.
# https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
CELL: Final = 32_767
ROWS: Final = 1_048_576
# Excel's calendar begins in 1900 and takes that year for a leap year, so that it is right from March on.
_FIRST_DAY: Final = date(1900, 3, 1)
_A4: Final = 9
# Points of a line of 10-point text, and how many of them a row shows at most (a row is at most 409 points high).
_LINE: Final = 16.5
# A column's width counts digits of the standard font of 11 points; the text has 10.
_DENSER: Final = 1.1
_MOST_LINES: Final = 24
_BASE: Final = {"font_name": "Yu Gothic", "font_size": 10, "valign": "top"}
# Fill and text of each attention: dark text on a light ground, told by its word and not by the colour alone.
_COLOURS: Final[dict[Attention, tuple[str, str]]] = {
    "overdue": ("#F8D7DA", "#8C1D18"),
    "returned": ("#F3DCF0", "#6B1F60"),
    "unverified": ("#FDE8CC", "#7A4100"),
    "awaiting_plan": ("#FFF3C4", "#5F4B00"),
    "due_soon": ("#D8E6FA", "#123F7A"),
    "undated": ("#E6E8EA", "#3C4043"),
    "on_track": ("#DCEFDD", "#1B5E20"),
    "closed": ("#F1F3F4", "#5F6368"),
}


@dataclass(frozen=True, slots=True)
class Styles:
    """The workbook's formats."""

    title: Format
    head: Format
    text: Format
    small: Format
    number: Format
    day: Format
    strong: Format
    strong_number: Format


class Book:
    """A workbook that is the same bytes for the same status: its one date is the status's."""

    def __init__(self, stream: BinaryIO, status: WeeklyStatus, lang: Lang) -> None:
        self.lang = lang
        self.status = status
        # constant_memory writes each row out as it comes: rows must come in their order, and memory stays flat.
        self.book = Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        created = datetime.combine(status.as_of, time())
        self.book.set_properties({"title": f"{say('title', lang)} {status.header.week}", "created": created})
        self.styles = self._styles()
        self._due: dict[tuple[bool, bool], Format] = {}

    def sheet(self, name: str, *, head: bool = True) -> Worksheet:
        """A sheet for A4 landscape; with `head` its first row is frozen and repeated on every page."""
        made = self.book.add_worksheet(say(name, self.lang))
        made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        made.set_header(f"&L{say('title', self.lang)}&R{self.status.header.week}")
        made.set_footer("&C&P / &N")
        if head:
            made.repeat_rows(0)
            made.freeze_panes(1, 0)
        return made

    def heading(self, sheet: Worksheet, row: int, words: Sequence[str]) -> None:
        """A heading row."""
        for column, text in enumerate(words):
            sheet.write_string(row, column, text, self.styles.head)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any, style: Format | None = None) -> None:
        """One cell: text, whole number, flag or day; nothing for None."""
        styles = self.styles
        if value is None or value == "":
            sheet.write_blank(row, column, None, style or styles.text)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, style or styles.text)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, style or styles.number)
        elif isinstance(value, date):
            if value >= _FIRST_DAY:
                sheet.write_datetime(row, column, datetime.combine(value, time()), style or styles.day)
            else:
                sheet.write_string(row, column, value.isoformat(), style or styles.day)
        else:
            sheet.write_string(row, column, self._fitting(str(value)), style or styles.text)

    def due_style(self, approx: bool, inferred: bool) -> Format:
        """The style of a due date: the cell stays a date, its number format says what the date rests on."""
        told = (approx, inferred)
        if told not in self._due:
            mark = marked(self.lang, approx=approx, inferred=inferred)
            self._due[told] = self._lined(num_format=f'yyyy-mm-dd"{mark}"', align="left") if mark else self.styles.day
        return self._due[told]

    def height(self, sheet: Worksheet, row: int, cells: Iterable[tuple[object, float]]) -> None:
        """Make a row, before its cells are written, as high as its wrapped texts need in columns of these widths.

        Excel would fit rows by itself as it opens the file; other programs do not.
        """
        lines = max((_lines(value, width) for value, width in cells), default=1)
        if lines > 1:
            sheet.set_row(row, min(lines, _MOST_LINES) * _LINE + 2)

    def colour(self, sheet: Worksheet, first: int, last: int, column: int) -> None:
        """Colour the attention's words in a column by a conditional format."""
        for name in ATTENTIONS:
            ground, ink = _COLOURS[name]
            sheet.conditional_format(
                first, column, max(first, last), column,
                {
                    "type": "cell", "criteria": "==", "value": f'"{word("attention", name, self.lang)}"',
                    "format": self.book.add_format({"bg_color": ground, "font_color": ink}),
                },
            )  # fmt: skip

    def _fitting(self, text: str) -> str:
        """At most as much as a cell holds, in UTF-16 units, with a word where it was cut."""
        if 2 * len(text) <= CELL or len(text.encode("utf-16-le")) // 2 <= CELL:
            return text
        cut = say("cut", self.lang)
        kept = text.encode("utf-16-le")[: 2 * (CELL - len(cut))].decode("utf-16-le", "ignore")
        return kept + cut

    def _styles(self) -> Styles:
        made = self._lined
        return Styles(
            title=self.book.add_format({**_BASE, "font_size": 14, "bold": True}),
            head=made(bold=True, bg_color="#E8EAED", text_wrap=True, valign="vcenter"),
            text=made(text_wrap=True),
            small=made(font_size=8, font_color="#5F6368", text_wrap=False),
            number=made(num_format="#,##0"),
            day=made(num_format="yyyy-mm-dd", align="left"),
            strong=made(bold=True),
            strong_number=made(bold=True, num_format="#,##0"),
        )

    def _lined(self, **more: object) -> Format:
        return self.book.add_format({**_BASE, "border": 1, "border_color": "#BDC1C6", **more})


def _lines(value: object, width: float) -> int:
    """How many lines a text takes in a column: Japanese characters (three bytes each) are two columns wide."""
    if not isinstance(value, str):
        return 1
    fitting = width * _DENSER
    return sum(1 + int((len(line.encode()) + len(line)) / 2 / fitting) for line in value.split("\n"))
