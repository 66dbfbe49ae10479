"""Measures told otherwise than a row each: columns, forms, blocks of labels, counted headings; and who reports when."""

from __future__ import annotations

from datetime import date

import pytest

from tests.importers.reading import read, told


def test_sentences_that_are_counted_are_no_preamble() -> None:
    table = "別紙1\n\n| 取組 | 状況 |\n|---|---|\n| 巡回指導 | 実施済 |\n\n別紙2\n\n再発防止のための体制整備\n\n"
    _, found = read(f"{table}１　二重確認を令和6年1月から行っている。\n\n２　機能を令和7年1月までに追加する。\n")
    assert [promise.status for promise in found] == ["reported", "reported", "planned"]


def test_measures_as_columns() -> None:
    _, found = read(
        "| | 改善措置1 | 改善措置2 |\n|---|---|---|\n| 内容 | 連絡体制の構築 | 研修の実施 |\n"
        "| 期限 | 令和6年3月末 | 令和6年12月末 |\n| 状況 | 令和6年3月18日に構築済み | 資料を作成中 |\n"
        "| 担当課 | 情報課 | 人事課 |\n"
    )
    assert told(found) == [
        ("reported", date(2024, 3, 31), date(2024, 3, 18)),
        ("in_progress", date(2024, 12, 31), None),
    ]


def test_a_title_and_a_day_above_the_headings_of_one_table() -> None:
    _, found = read(
        "<table><tr><td colspan=4>改善状況一覧表（長崎県）</td></tr>"
        "<tr><td colspan=2></td><td>作成日</td><td>R6.9.30</td></tr>"
        "<tr><td>番号</td><td>改善内容</td><td>実施時期</td><td>実施状況</td></tr>"
        "<tr><td>1</td><td>要領の改正</td><td>R6.3</td><td>済</td></tr></table>",
        "x.html",
        "",
    )
    assert told(found) == [("reported", None, date(2024, 3, 31))]


def test_a_name_a_colon_and_its_state() -> None:
    _, found = read(
        "## 監査\n\n1. ファイルの監査：**実施済み**（11ファイル、2024年7月19日）\n"
        "2. 委託先監査：**実施中**（5社中1社、2024年10月末完了予定）\n\n© 長崎県\n"
    )
    assert [promise.text for promise in found] == ["ファイルの監査", "委託先監査"]
    assert told(found) == [("reported", None, date(2024, 7, 19)), ("in_progress", date(2024, 10, 31), None)]


def test_labelled_blocks_that_name_their_item_second() -> None:
    block = "■改善項目：{}\n　指導事項：{}\n　期限：令和6年12月末\n　状況：{}\n\n"
    draft, found = read(
        block.format("様式の改正", "ア", "完了")
        + block.format("要領の改正", "ア", "実施中（1回目）")
        + block.format("突合", "ウ", "未着手"),
        "x.txt",
    )
    assert [(item.number, [measure.heading for measure in item.measures]) for item in draft.items] == [
        ("ア", ["様式の改正", "要領の改正"]),
        ("ウ", ["突合"]),
    ]
    assert [promise.status for promise in found] == ["reported", "in_progress", "planned"]


def test_the_day_and_the_sender_of_a_file_stand_at_its_head_or_foot() -> None:
    table = "| 取組 | 状況 |\n|---|---|\n| 研修 | 実施済 |\n"
    draft, _ = read(table, "x.md", "---\ntitle: 実施状況\ndate: 2024-08-09\n---\n\n# 実施状況（長崎県）\n\n")
    assert (draft.dated_on, draft.entity) == (date(2024, 8, 9), "nagasaki")
    draft, _ = read(
        "番号,対策,状況\n1,研修,実施済\n2,監査,未実施\n長崎県障害福祉課,,\n令和6年10月31日現在,,\n", "x.csv", ""
    )
    assert (draft.dated_on, draft.entity) == (date(2024, 10, 31), "nagasaki")


@pytest.mark.parametrize(
    ("rows", "entity"),
    [
        # Who hands in and when, on one line; and across from the addressee in a table, before the day of its title.
        ("長崎県（令和6年10月31日提出）\n", "nagasaki"),
        ("進捗管理表（令和6年9月末現在）,,,\n個人情報保護委員会　御中,,,令和6年10月31日\n,,,長崎県\n", "nagasaki"),
    ],
)
def test_the_day_on_which_a_file_is_handed_in(rows: str, entity: str) -> None:
    draft, found = read(f"{rows}番号,対策,状況,期限\n1,研修,実施済,\n2,監査,未実施,令和7年3月末\n", "x.csv", "")
    assert (draft.dated_on, draft.entity) == (date(2024, 10, 31), entity)
    assert [own.text for own in found] == ["研修", "監査"]


def test_a_form_with_a_state_and_what_was_reached() -> None:
    form = "<table><tr><th>取組内容</th><td>{}</td></tr><tr><th>目標時期</th><td>令和6年12月</td></tr>"
    form += "<tr><th>進捗</th><td>{}</td></tr><tr><th>実績</th><td>{}</td></tr></table>"
    body = form.format("訓練を実施する", "完了", "令和6年9月13日に実施")
    body += form.format("5社の監査を行う", "実施中", "5社中4社で完了")
    _, found = read(body, "x.html", "<p>長崎県</p><p>令和6年9月30日</p>")
    assert told(found) == [
        ("reported", date(2024, 12, 31), date(2024, 9, 13)),
        ("in_progress", date(2024, 12, 31), None),
    ]
    assert (found[1].quantity_done, found[1].quantity) == (4, 5)


def test_several_labels_on_one_line_under_a_counted_heading() -> None:
    _, found = read(
        "施策１　照合機能の実装\n期限：2024年1月31日　状況：完了（2024年1月26日）\n"
        "施策２　全団体への適用\n期限：2024年12月27日　状況：実施中（123団体中88団体）\n",
        "x.txt",
    )
    assert told(found) == [
        ("reported", date(2024, 1, 31), date(2024, 1, 26)),
        ("in_progress", date(2024, 12, 27), None),
    ]


@pytest.mark.parametrize(
    ("line", "entity"),
    [
        ("高知県　特定個人情報の取扱いに係る改善状況（令和6年8月末現在）", "kochi"),
        ("改善計画チェックリスト（宮崎県障がい福祉課）", "miyazaki"),
        ("改善状況一覧表（鳥取市福祉部）", "tottori"),
    ],
)
def test_a_title_that_names_who_reports(line: str, entity: str) -> None:
    draft, _ = read("| 取組 | 状況 |\n|---|---|\n| 研修 | 実施済 |\n", "x.md", f"{line}\n\n令和6年9月30日\n\n")
    assert draft.entity == entity


def test_pairs_of_plan_and_result_in_a_form() -> None:
    form = (
        "<table><tr><td>番号</td><td>{}</td><td>改善措置</td><td>{}</td></tr><tr><td>計画</td><td>{}</td><td>実績</td>"
    )
    form += "<td>{}</td></tr><tr><td>状況</td><td>{}</td><td>備考</td><td></td></tr></table>"
    body = form.format(1, "事前協議", "令和6年3月", "令和6年3月25日", "完了")
    body += form.format(2, "対応訓練", "令和6年11月", "", "未実施")
    _, found = read(body, "x.html", "<p>長崎県</p><p>令和6年9月30日</p>")
    assert told(found) == [
        ("reported", date(2024, 3, 31), date(2024, 3, 25)),
        ("planned", date(2024, 11, 30), None),
    ]


def test_a_year_may_head_what_is_told_of_it() -> None:
    _, found = read(
        "１　令和6年度の取組\n（１）訓練を令和6年11月に実施する。\n（２）検査を令和7年1月に実施する。\n", "x.txt"
    )
    assert told(found) == [("planned", date(2024, 11, 30), None), ("planned", date(2025, 1, 31), None)]
