"""Excel workbooks: every visible sheet, merged cells, real dates; hidden sheets are named and not read."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from importers.readers.build import MOST_CELLS, Builder
from importers.readers.cellstyles import Positions, drop_struck_runs, hidden_lines, percent_cells, struck_cells
from importers.readers.grid import Content, Place
from importers.readers.package import Package, unpack
from importers.readers.rows import Item, Slot
from importers.readers.sheets import Row, add_sheet
from importers.readers.watch import Watch
from store.problem import Problem

LARGEST_XML = 40_000_000
"""Bytes of unpacked XML."""
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
MOST_POSITIONS = 2_000_000
"""Rows times columns of one sheet: the library fills the whole rectangle up to the last cell."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_READ = re.compile(
    r"(?:.*\.rels|\[Content_Types\]\.xml|xl/(?:workbook|styles|sharedStrings)\.xml|xl/worksheets/.+\.xml)"
)
_POSITION = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")
_COUNT = re.compile(rb"""\s(?:count|uniqueCount)\s*=\s*(?:"[^"]*"|'[^']*')""")
_HEAD = 10_000
_ELEMENT = re.compile(rb"<(?:[A-Za-z0-9]+:)?(?:c|row)[ />]")

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqstuvwxyz"  # without r, the attribute's name
_SHAPES = bytes.maketrans(_LETTERS + b"123456789", b"A" * len(_LETTERS) + b"0" * 9)

_STRUCK = "{count} passages that are struck out were left out"

_HIDDEN = "sheet {sheet} has {number} hidden rows or columns, which were read as well"

_Value = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes, watch: Watch) -> Content:
    """The content of a workbook. Raises Problem for what is encrypted, damaged, too large or empty."""
    package = unpack(data, watch.path, LARGEST_XML, lambda name: _READ.fullmatch(name) is not None)
    _check_extent(package, watch.path)
    _drop_counts(package)
    builder = Builder(watch)
    if dropped := drop_struck_runs(package):
        builder.notice(_STRUCK, count=dropped)
    # A grid holds no cycles, and looking for some among its cells takes a sixth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with CalamineWorkbook.from_filelike(package.packed()) as workbook:
            _sheets(workbook, package, builder)
    except BaseException as error:
        # A panic inside the compiled library is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Problem("{path}: is a damaged Excel file", path=watch.path) from error
    finally:
        if collecting:
            gc.enable()
    _name_unread(package, builder)
    return builder.content()


def _sheets(workbook: CalamineWorkbook, package: Package, builder: Builder) -> None:
    metadata = workbook.sheets_metadata
    percent, struck, hidden = percent_cells(package), struck_cells(package), hidden_lines(package)
    for index, sheet in enumerate(metadata):
        builder.watch.step(index, len(metadata))
        if sheet.visible != SheetVisibleEnum.Visible:
            builder.notice("sheet {sheet} is hidden and was not read", sheet=sheet.name)
        elif sheet.typ != SheetTypeEnum.WorkSheet:
            builder.notice("sheet {sheet} holds no cells (a chart or a macro) and was not read", sheet=sheet.name)
        else:
            if hidden.get(sheet.name):
                builder.notice(_HIDDEN, sheet=sheet.name, number=hidden[sheet.name])
            _sheet(workbook.get_sheet_by_name(sheet.name), sheet.name, percent, struck, builder)
    builder.watch.step(len(metadata), len(metadata))


def _sheet(sheet: CalamineSheet, name: str, percent: Positions, struck: Positions, builder: Builder) -> None:
    grid: list[Row] = []
    for values in sheet.iter_rows():
        grid.append([value if value.__class__ is str else _item(value) for value in values])
        if len(grid) % 2000 == 0:
            builder.watch.check()
    # The library gives the empty rows above the first cell and leaves the empty columns before it out.
    if sheet.start is not None and sheet.start[1]:
        before: Row = [None] * sheet.start[1]
        grid = [[*before, *row] for row in grid]
    for row, column in struck.get(name, ()):
        if row < len(grid) and column < len(grid[row]) and grid[row][column]:
            grid[row][column] = None
            builder.notice(_STRUCK, count=1)
    for row, column in percent.get(name, ()):
        if row < len(grid) and column < len(grid[row]) and isinstance(text := grid[row][column], str):
            grid[row][column] = _percent(text)
    merged = sheet.merged_cell_ranges or ()
    for (top, left), (bottom, right) in merged:
        _merge(grid, top, left, bottom, right)
    add_sheet(builder, grid, Place(sheet=name), merged=bool(merged))


def _merge(grid: Sequence[Row], top: int, left: int, bottom: int, right: int) -> None:
    """Put the upper left cell at every position of the merged range that the sheet uses."""
    if top >= len(grid) or left >= len(grid[top]):
        return
    item = grid[top][left]
    slot = item if isinstance(item, Slot) else Slot(item or "")
    for row in grid[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = slot


def _item(value: _Value) -> Item:
    """A value as Excel shows it in Japanese, as far as the value tells."""
    if isinstance(value, float):
        if -1e15 < value < 1e15 and value.is_integer():
            return str(int(value))
        return repr(round(value, 12))
    # Long columns hold days: no look at the ancestors of what is nothing but a day.
    if value.__class__ is date:
        return Slot(_day(value), False, value)
    if isinstance(value, datetime):
        day = value.date()
        clock = f" {value:%H:%M}" if value.hour or value.minute else ""
        return Slot(_day(day) + clock, date=day)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)


@lru_cache(maxsize=1000)
def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _percent(text: str) -> str:
    """0.85 as 85%, with the digits that it has."""
    try:
        number = round(float(text) * 100, 10)
    except ValueError:
        return text
    return f"{int(number) if number.is_integer() else number}%"


def _check_extent(package: Package, path: str) -> None:
    """Refuse a sheet with a cell far out: the library would fill all positions up to it."""
    for name, part in package.parts.items():
        if not _SHEET.fullmatch(name) or _surely_small(part):
            continue
        if part.count(b"<c") > 3 * MOST_CELLS:
            raise Problem(
                "{path}: {part}: has more than {limit} cells, far more than a report",
                path=path,
                part=name.rpartition("/")[2],
                limit=MOST_CELLS,
            )
        positions = _POSITION.findall(part)
        # A number as long as a line is far out too, whatever it is exactly.
        rows = max((int(row) if len(row) < 20 else 10**20 for row in {row for _, row in positions}), default=0)
        columns = max((_number(column) for column in {column for column, _ in positions}), default=0)
        unplaced = max(len(_ELEMENT.findall(part)) - len(positions), 0)
        rows, columns = rows + unplaced, columns + unplaced
        if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_POSITIONS:
            raise Problem(
                "{path}: {part}: has cells as far as row {row}, column {column}; no report is so large",
                path=path,
                part=name.rpartition("/")[2],
                row=rows,
                column=columns,
            )


def _drop_counts(package: Package) -> None:
    """Take out the counts that the parts tell of themselves: the library reserves memory for what they claim."""
    for name, part in package.parts.items():
        head = part[:_HEAD] if name == "xl/sharedStrings.xml" else part
        if not _SHEET.fullmatch(name) or b"mergeCells" in part:
            package.parts[name] = _COUNT.sub(b"", head) + part[len(head) :]


def _surely_small(part: bytes) -> bool:
    """A quick look: every row and cell says where it stands, in one letter and at most five digits."""
    start, end = part.find(b"<sheetData"), part.rfind(b"</sheetData>")
    cells = part[start:end] if 0 <= start < end else b""
    elements = cells.count(b"<c") + cells.count(b"<row")
    if not elements or elements != cells.count(b' r="') or b' r="&' in cells:
        return False
    shapes = cells.translate(_SHAPES)
    return not any(far in shapes for far in (b' r="AA', b' r="A000000', b' r="000000'))


def _number(column: bytes) -> int:
    """A column's letters as its number: A is 1, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _name_unread(package: Package, builder: Builder) -> None:
    """Say what a workbook holds besides cells."""
    for folder, message in (
        ("xl/media/", "{count} pictures were not read"),
        ("xl/drawings/drawing", "{count} sheets have drawings or text boxes, which were not read"),
        ("xl/comments", "{count} sheets have comments, which were not read"),
        ("xl/threadedComments/", "{count} sheets have comments, which were not read"),
        ("xl/externalLinks/externalLink", "{count} links to other workbooks were not followed"),
        ("xl/vbaProject", "{count} macro projects were not read"),
    ):
        count = sum(name.startswith(folder) for name in package.others)
        if count:
            builder.notice(message, count=count)
