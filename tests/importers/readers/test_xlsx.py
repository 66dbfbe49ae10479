from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter

from importers.document import read_bytes
from importers.readers.grid import Content
from store.problem import Problem

from .common import SAMPLES, checked, notices, sample, texts


def read(data: bytes) -> Content:
    return checked(read_bytes("a.xlsx", data).content)


def book(rows: list[list[object]]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy/mm/dd hh:mm"}) as workbook:
        sheet = workbook.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def with_sheet(xml: str, **parts: str) -> bytes:
    """The sample with other cells on its first sheet."""
    stream = BytesIO()
    of = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {of}>{xml}</worksheet>"
    with ZipFile(SAMPLES / "book.xlsx") as old, ZipFile(stream, "w") as new:
        for info in old.infolist():
            part = parts.get(info.filename)
            new.writestr(info.filename, part.encode() if part is not None else old.read(info))
    return stream.getvalue()


@pytest.mark.parametrize("name", ["book.xlsx", "libreoffice.xlsx"])
def test_titles_merged_cells_dates_percentages_and_hidden_sheets(name: str) -> None:
    found = sample(name)
    assert texts(found) == [
        "改善策進捗管理表",
        [["団体名", "宮崎県"]],
        [
            ["指導事項", "改善策", "完了予定日", "進捗率", "備考"],
            ["本人確認", "■手順書の改定\n改定済み", "2024年1月15日", "100%", ""],
            ["本人確認", "二者確認", "令和6年2月1日", "85%", ""],
            ["正確性の確保", "総点検", "R6.3.31", "84.5%", "2344"],
        ],
        "※進捗率は令和6年1月末時点",
        "＝SUM(A1)は式ではない",
        "=1+1",
    ]
    assert notices(found) == ["sheet 作業用 is hidden and was not read", "sheet 隠し is hidden and was not read"]
    table = found.tables[1]
    assert table.rows[1][2].date == date(2024, 1, 15)
    assert table.rows[2][2].date is None
    assert table.rows[2][0].continued
    assert table.rows[3][4].place.label() == "sheet 進捗管理表, table 2, row 8, column 5"
    assert found.paragraphs[1].place.as_dict() == {"sheet": "進捗管理表", "row": 10, "column": 1, "paragraph": 2}


def test_form_on_narrow_columns() -> None:
    found = sample("gridpaper.xlsx")
    assert texts(found) == [
        "改善状況報告書",
        [["項目", "内容", "期限"], ["研修", "全職員に実施", "令和6年3月"], ["監査", "計画作成中", "未定"]],
    ]
    assert [cell.place.column for cell in found.tables[0].rows[0]] == [1, 7, 23]
    assert [row[0].place.row for row in found.tables[0].rows] == [5, 7, 9]


def test_a_sheet_that_begins_beneath_and_beside_the_corner() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet, percent = workbook.add_worksheet("表"), workbook.add_format({"num_format": "0%"})
        for number, row in enumerate([("指導事項", "取組", "進捗"), ("", "様式", 1), ("", "研修", 0.5)]):
            sheet.write_row(number + 2, 1, row, percent if number else None)
        sheet.merge_range(3, 1, 4, 1, "本人確認")
    found = read(stream.getvalue())
    assert texts(found) == [[["指導事項", "取組", "進捗"], ["本人確認", "様式", "100%"], ["本人確認", "研修", "50%"]]]
    [table] = found.tables
    assert [cell.place.column for cell in table.rows[1]] == [2, 3, 4]
    assert [row[0].place.row for row in table.rows] == [3, 4, 5]
    assert table.rows[2][0].continued


def test_what_is_struck_out_is_left_out_and_told() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet, struck = workbook.add_worksheet("表"), workbook.add_format({"font_strikeout": True})
        for number, row in enumerate([("改善策", "状況"), ("研修", "完了"), ("窓口", "予定"), ("監査", "予定")]):
            sheet.write_row(number, 0, row, struck if number == 2 else None)
        sheet.write_rich_string(4, 0, "点検", struck, "（9月）", "（1月）")
        sheet.write(4, 1, "予定")
    found = read(stream.getvalue())
    assert texts(found) == [[["改善策", "状況"], ["研修", "完了"], ["監査", "予定"], ["点検（1月）", "予定"]]]
    assert notices(found) == ["3 passages that are struck out were left out"]


def test_tables_that_stand_beside_each_other() -> None:
    rows: list[list[object]] = [["改善策", "状況", None, "改善策", "状況"], ["研修", "完了", None, "点検", "予定"]]
    found = read(book([*rows, ["監査", "予定", None, None, None]]))
    assert texts(found) == [
        [["改善策", "状況"], ["研修", "完了"], ["監査", "予定"]],
        [["改善策", "状況"], ["点検", "予定"]],
    ]
    assert [cell.place.column for cell in found.tables[1].rows[0]] == [4, 5]


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet("表")
        for number, row in enumerate([("改善策", "状況"), ("研修", "完了"), ("監査", "予定")]):
            sheet.write_row(number, 0, row)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(3, 4, None, None, {"hidden": True})
    found = read(stream.getvalue())
    assert len(found.tables[0].rows) == 3
    assert notices(found) == ["sheet 表 has 2 hidden rows or columns, which were read as well"]


def test_values() -> None:
    moment = datetime.fromisoformat("2024-03-01T09:30")
    found = read(book([["a", 1, 2.5, True, moment], ["b", -3, 1e20, False, 0.1 + 0.2]]))
    assert texts(found) == [[["a", "1", "2.5", "TRUE", "2024年3月1日 09:30"], ["b", "-3", "1e+20", "FALSE", "0.3"]]]
    assert found.tables[0].rows[0][4].date == date(2024, 3, 1)


def test_section_rows_and_blank_rows_stay_in_their_table() -> None:
    rows: list[list[object]] = [
        ["指導事項", "改善策", "期限"],
        ["1. 技術的安全管理措置"],
        ["a", "b", "c"],
        [],
        ["d", "e", "f"],
        [],
        ["別表"],
        ["x", "y"],
        ["1", "2"],
    ]
    assert texts(read(book(rows))) == [
        [["指導事項", "改善策", "期限"], ["1. 技術的安全管理措置", "", ""], ["a", "b", "c"], ["d", "e", "f"]],
        "別表",
        [["x", "y"], ["1", "2"]],
    ]


def test_readings_of_kanji_are_not_part_of_the_text() -> None:
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>監査</t><rPh sb="0" eb="2"><t>カンサ</t></rPh></is></c></row>'
    assert texts(read(with_sheet(f"<sheetData>{cell}</sheetData>")))[0] == "監査"


def test_merged_range_larger_than_the_sheet() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c><c r="C3"><v>3</v></c></row>'
    merged = '<mergeCells count="4294967295"><mergeCell ref="A1:XFD2"/><mergeCell ref="Z90:Z99"/></mergeCells>'
    assert texts(read(with_sheet(f"<sheetData>{rows}</sheetData>{merged}")))[:2] == ["1", [["2", "3"]]]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="xfd9"><v>1</v></c></row>',
        '<row r="1"><c\n r="A2000000"><v>1</v></c></row>',
        '<row r="1"><c r="A1099999999"><v>1</v></c></row>',
        "<row r='1'><c r='A999999'><v>1</v></c></row>",
        '<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 2000,
        "<row>" + "<c><v>1</v></c>" * 1500 + "</row>" + "<row><c><v>1</v></c></row>" * 3000,
        "<row r='1'><c r='A1'><v>1</v></c></row>" * 600_001,
    ],
)
def test_cells_far_out_never_reach_the_library(rows: str) -> None:
    with pytest.raises(Problem, match=r"^a\.xlsx: sheet1\.xml: has (cells as far as row|more than 200000 cells)"):
        read_bytes("a.xlsx", with_sheet(f"<sheetData>{rows}</sheetData>"))


def test_claimed_counts_reserve_no_memory() -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" '
        "uniqueCount='4294967295'><si><t>文</t></si></sst>"
    )
    data = with_sheet(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>',
        **{"xl/sharedStrings.xml": shared},
    )
    with pytest.raises(Problem, match="damaged"):  # The other sheets refer to texts that are gone.
        read_bytes("a.xlsx", data)


def test_comments_and_pictures_are_named() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write("A1", "本文")
        sheet.write_comment("A1", "注釈")
        sheet.insert_textbox("C3", "図形")
    assert notices(read(stream.getvalue())) == [
        "1 sheets have drawings or text boxes, which were not read",
        "1 sheets have comments, which were not read",
    ]


def test_workbook_without_text() -> None:
    with pytest.raises(Problem, match="holds no text"):
        read_bytes("a.xlsx", book([[]]))
