"""What columns and cells of a report's tables mean: marks, ticked boxes, headings of two lines."""

from __future__ import annotations

from datetime import date

import pytest

from importers import blocks, document, grids, notes
from importers.draft import Claim
from importers.pieces import Entry, Part, ticked
from importers.quantities import Quantity, quantity_of
from importers.readers.grid import Table

DAY = date(2024, 8, 30)


def entries(html: str) -> list[Entry]:
    [table] = document.read_bytes("a.html", f"<table>{html}</table>".encode()).content.blocks
    assert isinstance(table, Table)
    return grids.entries(table, DAY) or []


def rows(*lines: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines)
    return "".join(f"<tr>{line}</tr>" for line in cells)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("■実施済　□実施中　□未実施", "実施済"),
        ("□実施済　☑実施中　□未実施", "実施中"),
        ("（　）実施済（○）実施中（　）未実施", "実施中"),
        ("□実施済　□実施中", "□実施済　□実施中"),
        ("■研修　■監査", "■研修　■監査"),
        ("■研修を実施した。", "■研修を実施した。"),
    ],
)
def test_the_box_that_is_ticked(text: str, words: str) -> None:
    found = ticked(Part(text, 7))
    assert found.text == words
    assert text[found.offset - 7 :].startswith(words)


@pytest.mark.parametrize(
    ("line", "claim"),
    [("研修|○|||R6.2.1", "reported"), ("研修|×|○||", "in_progress"), ("研修||－|○|", "planned"), ("研修||||", None)],
)
def test_a_mark_under_a_status_word(line: str, claim: Claim | None) -> None:
    found = entries(rows("再発防止策|実施済|実施中|未実施|実施（予定）日", line, "監査|○|||R6.4.1", "点検||○||R6.9"))
    assert found[0].stated == claim


def test_a_list_of_trainings_and_whom_they_are_for() -> None:
    found = entries(
        rows("研修名|対象|実施時期|状況", "取扱研修|新任者|R6.2.1|実施済", "安全管理措置研修|所属長|R6.9|予定")
    )
    assert [(own.one("measure").text, own.one("when").text, own.one("progress").text) for own in found] == [
        ("取扱研修", "R6.2.1", "実施済"),
        ("安全管理措置研修", "R6.9", "予定"),
    ]


def test_a_note_on_what_the_table_means_is_a_legend() -> None:
    assert notes.is_legend("（注）「着手」の空欄は未着手を示す。")
    assert not notes.is_legend("※3の監査は令和6年9月に実施する。")


def test_a_day_instead_of_a_mark() -> None:
    found = entries(rows("再発防止策|完了|対応中", "研修|R6.2.1|", "監査||○", "点検|○|"))
    assert [(own.stated, own.one("done").text) for own in found] == [
        ("reported", "R6.2.1"),
        ("in_progress", ""),
        ("reported", ""),
    ]


def test_steps_of_which_the_furthest_counts() -> None:
    found = entries(rows("再発防止策|検討|対策案作成|実施|効果確認", "研修|○|○|○|", "監査|○|○||", "点検|○|||"))
    assert [own.stated for own in found] == ["reported", "in_progress", "planned"]


def test_what_became_of_a_row_since_the_last_report_is_no_measure() -> None:
    [own] = entries(rows("指導事項|改善策|実施状況|前回との比較", "1. 監査|点検|点検を実施した。|変更なし"))
    assert {role: [part.text for part in parts] for role, parts in own.parts.items()} == {
        "item": ["1. 監査"],
        "measure": ["点検"],
        "progress": ["点検を実施した。"],
    }


HEAD = (
    "<tr><td rowspan=2>改善計画</td><td colspan=2>時期</td><td colspan=2>実施状況</td></tr>"
    "<tr><td>計画</td><td>実績</td><td>区分</td><td>内容</td></tr>"
)
SPLIT = rows("改善計画|時期||実施状況|", "|計画|実績|区分|内容")


@pytest.mark.parametrize("head", [HEAD, SPLIT], ids=["merged", "empty"])
def test_a_heading_of_two_lines(head: str) -> None:
    [own, _] = entries(head + rows("研修|R6.3|R6.2.9|完了|全員が受講した。", "監査|R6.9|－|未着手|－"))
    assert {role: [part.text for part in parts] for role, parts in own.parts.items()} == {
        "measure": ["研修"],
        "due": ["R6.3"],
        "done": ["R6.2.9"],
        "progress": ["完了", "全員が受講した。"],
    }


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("9,870件のうち、8月末時点で9,412件が完了", Quantity(9870, 9412, "件", share=True)),
        (
            "6,412件について突合を行い、5,930件の確認を終えた。残る482件は11月まで",
            Quantity(6412, 5930, "件", share=True),
        ),
        ("42プロジェクトを監査し、18プロジェクトが終了。残る20プロジェクトは未定", Quantity(20, None, "プロジェクト")),
        ("100件を点検する。11月末現在で80件が終了", Quantity(100, 80, "件", share=True)),
    ],
)
def test_a_count_in_parts(text: str, quantity: Quantity) -> None:
    assert quantity_of(text) == quantity


@pytest.mark.parametrize(
    ("line", "heads", "count"),
    [
        ("（参考）これまでの経緯", "年月|事項", 0),
        ("（参考）研修の実施状況", "研修名|状況", 2),
    ],
)
def test_a_table_told_for_reference_is_no_measure_where_it_tells_no_state(line: str, heads: str, count: int) -> None:
    told = [("令和5年8月", "誤りの判明"), ("令和5年12月", "委員会による指導")]
    lines = [heads, *("|".join(cells if count == 0 else (f"研修{cells[0]}", "実施済")) for cells in told)]
    html = f"<p>令和6年8月30日</p><p>{line}</p><table>{rows(*lines)}</table>"
    content = document.read_bytes("a.html", html.encode()).content
    way = blocks.Way(lambda table: grids.entries(table, DAY))
    body = [b if isinstance(b, Table) else Part(b.text, b.offset, b.place) for b in content.blocks][1:]
    assert sum(own.table for own in blocks.entries(body, None, None, "", way)) == count
