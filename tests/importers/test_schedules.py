"""Tables with months for columns, notes and text beneath tables, and the examples of a template, read into promises."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from tests.importers.reading import Told, read, told


def test_months_with_a_sign_for_what_is_done_and_one_for_what_is_to_come() -> None:
    _, found = read(
        "| 取組項目 | 令和6年度 | | | | | | 進捗状況 |\n|---|---|---|---|---|---|---|---|\n"
        "| | 7月 | 8月 | 9月 | 12月 | 1月 | 3月 | |\n"
        "| 要領の改正 | ● | | | | | | 完了 |\n| 全件点検 | | ● | ● | ○ | | | 実施中 |\n"
        "| 手順書 | | | | | ○ | ○ | 未着手 |\n"
    )
    assert told(found) == [
        ("reported", None, date(2024, 7, 31)),
        ("in_progress", date(2024, 12, 31), None),
        ("planned", date(2025, 3, 31), None),
    ]


def test_months_without_a_year_are_the_documents_and_said_so() -> None:
    _, found = read(
        "| 取組項目 | 10月 | 11月 | 1月 | 進捗 |\n|---|---|---|---|---|\n"
        "| 研修 | ○ | | | 未実施 |\n| 監査 | | | ○ | 未実施 |\n"
    )
    assert told(found) == [("planned", date(2024, 10, 31), None), ("planned", date(2025, 1, 31), None)]
    assert all("fiscal year" in promise.doubts[0] for promise in found)


def test_quarters_with_one_kind_of_sign() -> None:
    _, found = read(
        "| 取組 | R6第1四半期 | R6第2四半期 | R6第3四半期 | R6第4四半期 | 状況 |\n|---|---|---|---|---|---|\n"
        "| 要領の改正 | ○ | | | | 済 |\n| 突合 | | → | → | | 実施中 |\n"
    )
    assert [(promise.status, promise.due_on) for promise in found] == [
        ("reported", None),
        ("in_progress", date(2024, 12, 31)),
    ]


def test_quarters_under_fiscal_years_with_words_for_signs() -> None:
    _, found = read(
        "| 取組 | 令和5年度 | | 令和6年度 | | | |\n|---|---|---|---|---|---|---|\n"
        "| | 第3四半期<br>(10～12月) | 第4四半期<br>(1～3月) | 第1四半期<br>(4～6月) | 第2四半期<br>(7～9月) "
        "| 第3四半期<br>(10～12月) | 第4四半期<br>(1～3月) |\n"
        "| 要領の改訂 | 実施 | | | | | |\n| 端末の更新 | | | | 実施中 | | 完了予定 |\n"
        "| 監査 | | | | | 予定 | |\n| 点検 | | | | 実施中 | | |\n"
    )
    assert told(found) == [
        ("reported", None, date(2023, 12, 31)),
        ("in_progress", date(2025, 3, 31), None),
        ("planned", date(2024, 12, 31), None),
        ("in_progress", None, None),
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("※1 残る23市町については、令和7年3月末までに実施する。", [("in_progress", date(2025, 3, 31), None)]),
        ("※1 令和6年4月1日に県の要領を公表している。", [("in_progress", None, None)]),
        ("（補足）\n\n1については、令和7年1月末までに終える予定である。", [("in_progress", date(2025, 1, 31), None)]),
        ("※2 令和6年4月1日に県の要領を公表している。", [("in_progress", None, None)]),
    ],
)
def test_a_note_belongs_to_the_row_that_points_to_it(note: str, expected: list[Told]) -> None:
    _, found = read(
        f"| 番号 | 取組 | 状況 | 説明 |\n|---|---|---|---|\n| 1 | 巡回指導 | 実施中 | 12市町（※1） |\n\n{note}\n"
    )
    assert told(found) == expected


def test_a_note_of_its_own_tells_only_what_is_to_come() -> None:
    table = "| 取組 | 状況 |\n|---|---|\n| 巡回指導 | 実施済 |\n\n◎：完了　△：実施中\n\n"
    _, found = read(table + "※ 令和6年8月に様式を改めた。\n\n※ 監査は令和7年2月末までに実施する予定である。\n")
    assert told(found)[1:] == [("planned", date(2025, 2, 28), None)]


def test_examples_of_a_template_are_no_promises() -> None:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, text in (("記入例", "（例）手順書を改訂した。"), ("対策1", "契約を改めた。")):
            sheet = book.add_worksheet(name)
            for line, row in enumerate((("団体名", "長崎県"), ("対策の名称", "契約"), ("対策の内容", text))):
                sheet.write_row(line + (line > 0), 0, row)
    draft, found = read(stream.getvalue(), "x.xlsx")
    assert [promise.text for promise in found] == ["契約を改めた。"]
    assert any("記入例" in doubt for doubt in draft.doubts)
    rows = (
        "| No. | 取組 | 状況 |\n|---|---|---|\n| 例 | 研修の実施 | 実施済 |\n| 1 | 監査の実施 | 未実施 |\n| 2 |  |  |\n"
    )
    assert told(read(rows)[1]) == [("planned", None, None)]


@pytest.mark.parametrize(
    ("after", "count"),
    [
        ("監査は令和7年2月末までに実施する予定である。", 1),
        ("以上、よろしくお取り計らい願います。", 0),
    ],
)
def test_running_text_after_a_table_tells_too(after: str, count: int) -> None:
    _, found = read(f"| 取組 | 状況 |\n|---|---|\n| 巡回指導 | 実施済 |\n\n{after}\n")
    assert len(found) == 1 + count


def test_letters_mean_what_the_legend_says() -> None:
    _, found = read(
        "| 取組 | 期限 | 評価 |\n|---|---|---|\n| 要領 | R6.3 | A |\n| 調査 | R6.12 | B |\n| 研修 | R7.3 | C |\n\n"
        "評価　A：完了　B：実施中　C：未着手\n"
    )
    assert [promise.status for promise in found] == ["reported", "in_progress", "planned"]
