"""What the readers cost beside the libraries that they stand on, as ratios in one run: python -m benchmarks.readers

A 20-page PDF of ruled tables against pdfplumber's own extraction of it (at most 1.3), a 10,000-row workbook against
python-calamine's own reading of it (at most 3).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pdfplumber
import xlsxwriter
from python_calamine import CalamineWorkbook

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
        start = perf_counter()
        theirs()
        middle = perf_counter()
        ours()
        best_theirs, best_ours = min(best_theirs, middle - start), min(best_ours, perf_counter() - middle)
    return best_ours, best_theirs, best_ours / best_theirs


def main() -> int:
    """Print both ratios; 1 if one is over its limit."""
    pdf, xlsx = LONG.read_bytes(), workbook(ROWS)
    worst = 0
    for title, ours, theirs, limit in (
        ("pdf, 20 pages of tables", lambda: read_bytes("a.pdf", pdf), lambda: own_pdf(pdf), 1.3),
        ("xlsx, 10,000 rows", lambda: read_bytes("a.xlsx", xlsx), lambda: own_xlsx(xlsx), 3.0),
    ):
        mine, others, factor = ratio(ours, theirs)
        print(f"{title}: {mine:.3f} s, library alone {others:.3f} s, ratio {factor:.2f} (at most {limit})")
        worst |= factor > limit
    return worst


if __name__ == "__main__":
    sys.exit(main())
