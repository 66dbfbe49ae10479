"""The workbook, read by calamine and as XML: real dates, plain strings, the sheet's set-up."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exports import as_xlsx
from exports.status import weekly
from exports.xlsx_book import CELL, Book
from importers.run import propose
from store.problem import Problem
from store.rows import ROW_FIELDS
from store.words import Lang, recurrence_words, word
from tests.exports.hostile import ANY, TEXTS

TODAY = date(2026, 11, 23)
# How the file spells a character that XML has none for; Excel reads it back, calamine leaves it.
_NONCHARACTER = "_xFFFE_"


def book_bytes(path: Path, week: str | None = None, lang: Lang = "ja") -> bytes:
    stream = io.BytesIO()
    with weekly(path, week, TODAY) as status:
        as_xlsx.write(status, stream, lang)
    return stream.getvalue()


def sheet(data: bytes, place: int) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(place).to_python()


def test_the_worklist_is_the_worklist(worked: Path) -> None:
    data = book_bytes(worked, "2024-W40")
    heading, *rows = sheet(data, 1)
    assert heading == [word("field", name, "ja") for name in ROW_FIELDS]
    with weekly(worked, "2024-W40", TODAY) as status:
        expected = [row.contract() for row in status.rows()]
    assert len(rows) == len(expected)
    for cells, row in zip(rows, expected, strict=True):
        for name, cell in zip(ROW_FIELDS, cells, strict=True):
            value = row[name]
            if name == "recurrence":
                assert cell == recurrence_words(value, "ja")
            elif name in ("status", "attention"):
                assert cell == word("status" if name == "status" else "attention", value, "ja")
            elif value is None or value == "":
                assert cell == ""
            else:
                assert cell == value, name
                assert isinstance(cell, date) == isinstance(value, date)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_worklist_comes_back_without_a_change(worked: Path, tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(book_bytes(worked, None, lang))
    plan = propose(path, worked, TODAY)
    assert [(change.key, change.fields) for change in plan.changes if change.change_class != "unchanged"] == []
    assert len(plan.changes) == 65


@pytest.mark.parametrize(
    ("lang", "marks", "said", "name"),
    [
        ("ja", {"推定", "目処"}, "期限超過6件（うち推定期限1件）", "デジタル庁"),
        ("en", {", inferred", ", approx."}, "6 overdue (1 by an inferred date)", "Digital Agency"),
    ],
)
def test_what_a_due_date_rests_on_is_shown(worked: Path, lang: Lang, marks: set[str], said: str, name: str) -> None:
    data = book_bytes(worked, "2024-W40", lang)
    styles = zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml").decode()
    assert set(re.findall(r"yyyy-mm-dd&quot;([^&]+)&quot;", styles)) == marks
    assert said in str(sheet(data, 0)[2][0])
    assert name in {row[ROW_FIELDS.index("entity_name")] for row in sheet(data, 1)}


def test_sheets_in_both_languages(worked: Path) -> None:
    for lang, names in (
        ("ja", ["概要", "一覧", "指導先別", "前週比"]),
        ("en", ["Summary", "Worklist", "By entity", "Delta"]),
    ):
        book = CalamineWorkbook.from_filelike(io.BytesIO(book_bytes(worked, "2024-W40", lang)))  # type: ignore[arg-type]
        assert book.sheet_names == names


def test_figures_and_changes(worked: Path) -> None:
    data = book_bytes(worked, "2024-W40")
    summary = sheet(data, 0)
    assert ["期限超過", 6.0, 7.0, -1.0] in [row[:4] for row in summary]
    assert ["計", 65.0, 64.0, 1.0] in [row[:4] for row in summary]
    entities = {row[0]: row[1:] for row in sheet(data, 2)}
    assert entities["デジタル庁"] == [4.0, 1.0, 18.0, 0.0, 1.0, 2.0, 3.0, 2.0, 29.0, 2.0, 31.0]
    delta = sheet(data, 3)
    moved = [row for row in delta if row[0] == "期限変更"]
    assert [row[6:10] for row in moved] == [
        [date(2024, 3, 31), date(2024, 10, 31), 214.0, 0.0],
        [date(2024, 6, 30), date(2024, 12, 31), 184.0, 1.0],
    ]
    assert [row[0] for row in delta[1:] if row[1] == "遡及"] == ["確認済", "遡及登録"]


def test_how_the_sheets_are_set_up(worked: Path) -> None:
    package = zipfile.ZipFile(io.BytesIO(book_bytes(worked, "2024-W40")))
    worklist = package.read("xl/worksheets/sheet2.xml").decode()
    assert 'orientation="landscape"' in worklist
    assert 'paperSize="9"' in worklist
    assert 'fitToHeight="0"' in worklist
    assert re.search(r'<pane [^>]*ySplit="1"[^>]*state="frozen"', worklist)
    assert '<autoFilter ref="A1:AE66"/>' in worklist
    assert worklist.count("<cfRule ") == 8
    assert "<f>" not in worklist
    workbook = package.read("xl/workbook.xml").decode()
    assert "_xlnm.Print_Titles" in workbook
    assert "2024-10-06T00:00:00Z" in package.read("docProps/core.xml").decode()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY, min_size=1, max_size=12))
def test_any_text_is_a_string_and_comes_back(registered: Path, texts: list[str]) -> None:
    stream = io.BytesIO()
    with weekly(registered, None, TODAY) as status:
        book = Book(stream, status, "ja")
        made = book.book.add_worksheet("x")
        for row, text in enumerate(texts):
            book.cell(made, row, 0, f"a{text}")
            book.cell(made, row, 1, text)
        book.book.close()
    xml = zipfile.ZipFile(io.BytesIO(stream.getvalue())).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    read = sheet(stream.getvalue(), 0)
    told = [row[0].replace(_NONCHARACTER, "\ufffe") for row in read]
    assert told == [f"a{text}" for text in texts]


def test_hostile_text_and_a_cell_too_long(small: Callable[..., Path]) -> None:
    path = small({str(place): {"text": text, "note": text} for place, text in enumerate(TEXTS)})
    data = book_bytes(path)
    column = ROW_FIELDS.index("text")
    texts = {row[0]: row[column] for row in sheet(data, 1)[1:]}
    for place, text in enumerate(TEXTS[:-1]):
        assert texts[f"e/1/1/m/{place}"].replace(_NONCHARACTER, "\ufffe") == text
    longest = texts[f"e/1/1/m/{len(TEXTS) - 1}"]
    assert longest == "長" * (CELL - len("…（以下略）")) + "…（以下略）"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml")


def test_days_before_excels_calendar_are_text(small: Callable[..., Path]) -> None:
    path = small({"1": {"due_on": date(1899, 12, 31)}, "2": {"due_on": date(1900, 3, 1)}})
    column = ROW_FIELDS.index("due_on")
    assert [row[column] for row in sheet(book_bytes(path), 1)[1:]] == ["1899-12-31", date(1900, 3, 1)]


def test_more_rows_than_a_sheet_holds_are_refused(registered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "ROWS", 10)
    with pytest.raises(Problem, match=r"64 rows are more than a sheet holds \(9\)"):
        book_bytes(registered)
