from __future__ import annotations

import pytest

from store.problem import Problem

from .common import MERGED, content, notices, sample, texts


def read(body: str) -> list[str | list[list[str]]]:
    return texts(content(f"<!DOCTYPE html><html><head><title>題</title></head><body>{body}</body></html>"))


def test_page_written_by_libreoffice() -> None:
    assert texts(sample("merged.html")) == MERGED


def test_white_space_folds_and_japanese_lines_join_without_a_blank() -> None:
    assert read(
        "<p>交付対象者の\n  本人確認を\tQuality\n Assurance\n部門が行う。</p>文<b>中</b>の<br>改行<div>別</div>"
    ) == [
        "交付対象者の本人確認を Quality Assurance部門が行う。",
        "文中の\n改行",
        "別",
    ]


def test_spans_heads_and_captions() -> None:
    found = content(
        "<html><table><caption>別表1</caption><thead><tr><td rowspan=2>項目<td colspan=2>期限"
        "<tr><td>当初<td>変更後</thead><tr><th>研修<td rowspan=0>3月<td>4月<tr><td>監査<td>5月</table>"
    )
    assert texts(found) == [
        [["項目", "期限", "期限"], ["項目", "当初", "変更後"], ["研修", "3月", "4月"], ["監査", "3月", "5月"]]
    ]
    [table] = found.tables
    assert table.caption == "別表1"
    assert [[cell.heading for cell in row] for row in table.rows[:3]] == [
        [True, True, True],
        [True, True, True],
        [True, False, False],
    ]


def test_rowspan_reaches_down_inside_one_table() -> None:
    assert read("<table><tr><td rowspan=2>A<td>1<tr><td>2<tr><td rowspan=9>B<td>3<tr><td>4</table>") == [
        [["A", "1"], ["A", "2"], ["B", "3"], ["B", "4"]]
    ]


def test_headings_lists_and_marks() -> None:
    found = content(
        "<html><h2>2 概要</h2><ol start=3><li>甲<li>乙<ul><li>丙</ul></ol><ul><li>・丁</ul>"
        "<p>個人データ<sup>2</sup>と m<sup>２乗</sup></p><p><sup>2</sup> 第16条</p>"
    )
    assert [(block.level, block.indent, block.marker, block.text) for block in found.paragraphs] == [
        (2, 0, "", "2 概要"),
        (0, 1, "3.", "甲"),
        (0, 1, "4.", "乙"),
        (0, 2, "・", "丙"),
        (0, 1, "", "・丁"),
        (0, 0, "", "個人データと m２乗"),
        (0, 0, "2", "第16条"),
    ]
    assert notices(found) == ["1 footnote marks were left out of the running text"]


def test_cells_keep_their_paragraphs_and_lists_on_lines() -> None:
    cell = "<p>■監査について 従前、監査は行っていない。</p><ul><li>・発足</li><li>実施</li></ul><ol><li>第一</ol>"
    assert read(f"<table><tr><td>a</td><td>{cell}</td></tr></table>") == [
        [["a", "■監査について\n従前、監査は行っていない。\n・発足\n・実施\n1. 第一"]]
    ]


def test_what_a_page_does_not_show_is_left_out() -> None:
    found = content(
        "<html><script>var a='改善策'</script><style>p{}</style><p>本文<del>削除</del><ins>挿入</ins></p>"
        "<p style='display: none'>隠し</p><p hidden>隠し</p><img"
        " src=a><!-- 注 --><ruby>改<rp>(</rp><rt>かい</rt></ruby>"
    )
    assert texts(found) == ["本文挿入", "改"]
    assert notices(found) == [
        "1 passages that are struck out were left out",
        "2 passages that the page hides were left out",
        "1 pictures were not read",
    ]


def test_frames_are_read_as_what_they_frame() -> None:
    assert read("<table><tr><td><p>枠</p><table><tr><td>a<td>b</table></table>") == ["枠", [["a", "b"]]]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body></body></html>", "holds no text"),
        ("<html>" + "<div>" * 1500, "more than 1000 elements open"),
        ("<html>" + "<div></x>" * 1500, "more than 1000 elements open"),
        ("<html>" + "<span>" * 200 + "a", "more than 150 deep"),
        ("<html>" + "<p>a" * 600_001, "more than 600000 tags"),
        ("<html>" + "<p>a" * 50_001, "more than 50000 paragraphs"),
        ("<html><table>" + "<tr><td rowspan=65534 colspan=1000>a" * 300, "more than 200000 cells"),
        ("<html><p>" + "あ" * 200_001, "200001 characters in one piece"),
    ],
)
def test_hostile(page: str, reason: str) -> None:
    with pytest.raises(Problem, match=rf"^sample\.txt: .*{reason}"):
        content(page)


def test_a_form_that_was_filled_in() -> None:
    boxes = "<label><input type=checkbox checked>実施済</label> <label><input type='checkbox'>実施中</label>"
    options = "<select><option>未実施</option><option selected>実施中</option></select>"
    found = content(f"<table><tr><td>{boxes}</td><td>{options}</td><td><input value='令和6年3月'></td></tr></table>")
    assert texts(found) == [[["☑実施済 ☐実施中", "実施中", "令和6年3月"]]]
