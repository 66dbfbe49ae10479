"""What the readers cost beside the libraries that they stand on, as ratios in one run: python -m benchmarks.readers

A 20-page PDF of ruled tables against pdfplumber's own extraction of it (at most 1.3), a 10,000-row workbook against
python-calamine's own reading of it (at most 3). Seconds of the process's own time, whatever else runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from time import process_time

import pdfplumber
import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks import report
from importers.document import read_bytes

LONG = Path(__file__).parent.parent / "tests/importers/fixtures/readers/long.pdf"
ROWS = 10_000
ROUNDS = 5


def workbook(rows: int) -> bytes:
    """A register of `rows` rows: number, item, measure, real date, status, note."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    sheet = book.add_worksheet("進捗管理表")
    sheet.write_row(0, 0, ("項番", "指導事項", "改善策", "完了予定日", "状況", "備考"))
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, (row, f"指導事項{row % 40}", f"■対策{row}を令和6年3月末までに実施する予定。"))
        sheet.write_datetime(row, 3, date(2024, 1, 1) + timedelta(days=row % 700), day)
        sheet.write_row(row, 4, (("予定", "実施済み")[row % 2], f"備考{row}"))
    book.close()
    return stream.getvalue()


def own_pdf(data: bytes) -> None:
    """pdfplumber's tables and text of every page."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def own_xlsx(data: bytes) -> None:
    """python-calamine's rows of every sheet."""
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Best of some rounds, taken in turn: seconds of both, and their ratio."""
    best_ours = best_theirs = float("inf")
    for _ in range(ROUNDS):
        start = process_time()
        theirs()
        middle = process_time()
        ours()
        best_theirs, best_ours = min(best_theirs, middle - start), min(best_ours, process_time() - middle)
    return best_ours, best_theirs, best_ours / best_theirs


def lines() -> Iterator[tuple[report.Line, bool]]:
    """Both measurements, and whether each keeps its bound."""
    pdf, xlsx = LONG.read_bytes(), workbook(ROWS)
    for title, library, ours, theirs, limit in (
        ("a PDF of 20 pages of tables", "pdfplumber", lambda: read_bytes("a.pdf", pdf), lambda: own_pdf(pdf), 1.3),
        (f"a workbook of {ROWS:,} rows", "python-calamine", lambda: read_bytes("a.xlsx", xlsx),
         lambda: own_xlsx(xlsx), 3.0),
    ):  # fmt: skip
        mine, others, factor = ratio(ours, theirs)
        figure = f"{mine * 1000:,.0f} ms ({library}: {others * 1000:,.0f} ms)"
        yield report.Line(title, figure, f"{factor:.2f}", f"≤ {limit:g}"), factor <= limit


if __name__ == "__main__":
    sys.exit(report.run("Reading files", lines()))
