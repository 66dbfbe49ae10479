"""Tables with months for columns, notes beneath tables, and the examples of a template, read into promises."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from importers import document
from importers.draft import Draft, Promise
from importers.remarks import LATER_BESIDE
from importers.report import drafts
from tests.importers.fixtures.reports.samples import TODAY
from tests.importers.known import known

HEAD = "長崎県障害福祉課\n令和6年9月30日\n\n改善工程表\n\n"


def read(table: str, name: str = "x.md", head: str = HEAD) -> tuple[Draft, list[Promise]]:
    (draft,) = drafts(document.read_bytes(name, (head + table).encode()), known(), TODAY)
    found = [promise for item in draft.items for measure in item.measures for promise in measure.promises]
    return draft, found


def told(found: list[Promise]) -> list[tuple[str | None, date | None, date | None]]:
    return [(promise.status, promise.due_on, promise.done_on) for promise in found]


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


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("※1 残る23市町については、令和7年3月末までに実施する。", [("in_progress", date(2025, 3, 31), None)]),
        ("※1 令和6年4月1日に県の要領を公表している。", [("in_progress", None, None)]),
        ("（補足）\n\n1については、令和7年1月末までに終える予定である。", [("in_progress", date(2025, 1, 31), None)]),
        ("※2 令和6年4月1日に県の要領を公表している。", [("in_progress", None, None)]),
    ],
)
def test_a_note_belongs_to_the_row_that_points_to_it(
    note: str, expected: list[tuple[str | None, date | None, date | None]]
) -> None:
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
    (draft,) = drafts(document.read_bytes("x.xlsx", stream.getvalue()), known(), TODAY)
    assert [measure.promises[0].text for item in draft.items for measure in item.measures] == ["契約を改めた。"]
    assert any("記入例" in doubt for doubt in draft.doubts)
    rows = (
        "| No. | 取組 | 状況 |\n|---|---|---|\n| 例 | 研修の実施 | 実施済 |\n| 1 | 監査の実施 | 未実施 |\n| 2 |  |  |\n"
    )
    assert told(read(rows)[1]) == [("planned", None, None)]


LISTS = "（１）申請書の様式を改める。<br>（２）手順の動画を作る。"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            f"{LISTS} | （１）改正済<br>（２）作成中 | （１）令和6年4月1日<br>（２）令和6年12月",
            [("reported", None, date(2024, 4, 1)), ("in_progress", date(2024, 12, 31), None)],
        ),
        (
            "・申請書の様式<br>・手順の動画 | 済<br>未着手 | R6.4.1<br>R6.12",
            [("reported", None, date(2024, 4, 1)), ("planned", date(2024, 12, 31), None)],
        ),
        (
            f"{LISTS} | 実施中 | （２）令和6年12月",
            [("in_progress", None, None), ("in_progress", date(2024, 12, 31), None)],
        ),
        (
            "検査する機能を追加した。一致しない場合は警告を表示する。 | 実施済 | 令和6年4月1日",
            [("reported", None, date(2024, 4, 1))],
        ),
        (
            "令和6年4月1日に要領を改めた。動画を作成する。 | 実施中 | 令和6年12月",
            [("reported", None, date(2024, 4, 1)), ("in_progress", date(2024, 12, 31), None)],
        ),
    ],
)
def test_what_counts_alike_in_one_row(cells: str, expected: list[tuple[str | None, date | None, date | None]]) -> None:
    _, found = read(f"| 改善策 | 状況 | 時期 |\n|---|---|---|\n| {cells} |\n")
    assert told(found) == expected


def test_reports_of_former_and_present_state_under_two_lines_of_headings() -> None:
    _, found = read(
        "指導事項,改善策,完了期限,,前回報告,,今回報告,\n,,当初,見直し後,状況,内容,状況,内容\n"
        "1,規程の周知,2024/3/31,2024/12/31,実施済,資料を作成した。,実施中,5課中3課で終了\n",
        "x.csv",
        "長崎県\n2024/9/30\n改善工程表\n",
    )
    assert told(found) == [("in_progress", date(2024, 12, 31), None)]
    assert (found[0].quantity_done, found[0].quantity, found[0].former_due) == (3, 5, date(2024, 3, 31))


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


@pytest.mark.parametrize(
    "cells",
    [
        "全件点検（対象2,344件） | 2,101件を点検済み。残りは12月中に完了予定。",
        "全件点検を行う。 | 2,344件中2,101件を点検した。残りは12月中に完了予定である。",
        "全件点検（2,344件中2,101件） | 実施中（令和6年12月予定）",
    ],
)
def test_what_a_state_leaves_is_the_same_promise(cells: str) -> None:
    _, found = read(f"| 改善策 | 状況 |\n|---|---|\n| {cells} |\n")
    assert told(found) == [("in_progress", date(2024, 12, 31), None)]
    assert (found[0].quantity_done, found[0].quantity, found[0].unit) == (2101, 2344, "件")


def test_a_rule_in_the_name_of_what_is_under_way() -> None:
    _, found = read("| 対策 | 状況 | 特記事項 |\n|---|---|---|\n| 定例会（月1回） | 実施中 | 直近は9月15日 |\n")
    assert (found[0].text, found[0].recurrence, found[0].due_on) == (
        "定例会（月1回）",
        "FREQ=MONTHLY",
        date(2024, 10, 31),
    )


def test_columns_headed_by_nothing_but_plan_and_result() -> None:
    _, found = read(
        "| 再発防止策 | 計画 | 実績 | 評価 |\n|---|---|---|---|\n| 照会の必須化 | 2023年12月 | 2023年12月1日 | 達成 |\n"
        "| 登録者の点検 | 2024年11月 | 5,120人（80%） | 実施中[^1] |\n| 照合機能 | 2025年10月 | － | 未着手 |\n\n"
        "[^1]: 残りの1,282人は2024年12月末までに点検する。\n"
    )
    assert told(found) == [
        ("reported", date(2023, 12, 31), date(2023, 12, 1)),
        ("in_progress", date(2024, 12, 31), None),
        ("planned", date(2025, 10, 31), None),
    ]


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


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # What is listed for a day to come is promised; a state's day gives way to the very day in the column.
        ("運用開始 |  | 令和6年12月", ("planned", date(2024, 12, 31), None)),
        ("説明会 | 令和6年10月に開催する予定 | 令和6年10月22日", ("planned", date(2024, 10, 22), None)),
        ("窓口の調査 | 10月から順次実施予定 | 令和6年12月", ("planned", date(2024, 12, 31), None)),
        ("窓口の調査 | 延期し、令和7年3月までに実施する | 令和6年12月", ("planned", date(2025, 3, 31), None)),
        ("立会い検証 | 継続実施 | 令和5年8月から", ("in_progress", None, None)),
        # What is named with 予定 or as not done is no claim that it is done.
        ("監査 | 完了予定 | 令和6年12月", ("planned", date(2024, 12, 31), None)),
        ("監査 | 実施する予定である。 | 令和6年12月", ("planned", date(2024, 12, 31), None)),
        ("監査 | 開始していない | 令和6年12月", ("planned", date(2024, 12, 31), None)),
        ("監査 | 実施済み（次回は令和7年3月予定） | 令和6年3月", ("reported", None, date(2024, 3, 31))),
        ("様式の適用 | 適用中（123団体中58団体） | 令和6年12月", ("in_progress", date(2024, 12, 31), None)),
    ],
)
def test_a_state_and_the_day_beside_it(cells: str, expected: tuple[str | None, date | None, date | None]) -> None:
    assert told(read(f"| 改善策 | 状況 | 時期 |\n|---|---|---|\n| {cells} |\n")[1]) == [expected]


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        # A day planned beside a limit moves it only where it is later, and only what is not kept.
        (
            "期限 | 実施予定日 | 状況",
            "令和6年9月30日 | 令和7年2月14日 | 作業中",
            ("in_progress", date(2025, 2, 14), None),
        ),
        ("期限 | 実施予定日 | 状況", "令和7年3月31日 | 令和7年3月14日 | 未着手", ("planned", date(2025, 3, 31), None)),
        (
            "期限 | 実施予定日 | 実施日",
            "令和6年1月31日 | 令和6年2月9日 | 令和6年2月9日",
            ("reported", date(2024, 1, 31), date(2024, 2, 9)),
        ),
        # One heading in two columns, parted in brackets; a remark that gives the day, or puts the end off.
        (
            "実施時期（計画） | 実施時期（実績） | 備考",
            "令和6年9月 | 令和6年8月30日 |  ",
            ("reported", date(2024, 9, 30), date(2024, 8, 30)),
        ),
        (
            "期限 | 進捗率 | 備考",
            "令和6年5月 | 100% | 令和6年5月23日に実施",
            ("reported", date(2024, 5, 31), date(2024, 5, 23)),
        ),
        (
            "期限 | 状況 | 備考",
            "令和6年9月 | 実施中 | 作業が遅れており、令和7年1月末までに完了予定",
            ("in_progress", date(2025, 1, 31), None),
        ),
        (
            "期限 | 状況 | 備考",
            "令和6年9月 | 遅延 | 412件済。完了見込みを12月20日に変更",
            ("planned", date(2024, 12, 20), None),
        ),
    ],
)
def test_what_columns_of_days_say_together(
    heads: str, cells: str, expected: tuple[str | None, date | None, date | None]
) -> None:
    assert told(read(f"| 改善策 | {heads} |\n|---|---|---|---|\n| 監査 | {cells} |\n")[1]) == [expected]


def test_a_later_day_in_a_remark_that_may_mean_something_else_is_put_to_the_reviewer() -> None:
    cells = "監査 | 令和6年9月 | 実施中 | 様式の見直しは令和7年1月に行う予定"
    (promise,) = read(f"| 改善策 | 期限 | 状況 | 備考 |\n|---|---|---|---|\n| {cells} |\n")[1]
    assert (promise.due_on, promise.doubts) == (date(2024, 9, 30), (LATER_BESIDE,))


def test_the_day_and_the_sender_of_a_file_stand_at_its_head_or_foot() -> None:
    table = "| 取組 | 状況 |\n|---|---|\n| 研修 | 実施済 |\n"
    draft, _ = read(table, "x.md", "---\ntitle: 実施状況\ndate: 2024-08-09\n---\n\n# 実施状況（長崎県）\n\n")
    assert (draft.dated_on, draft.entity) == (date(2024, 8, 9), "nagasaki")
    draft, _ = read(
        "番号,対策,状況\n1,研修,実施済\n2,監査,未実施\n長崎県障害福祉課,,\n令和6年10月31日現在,,\n", "x.csv", ""
    )
    assert (draft.dated_on, draft.entity) == (date(2024, 10, 31), "nagasaki")


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


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        # The end of a period is a limit while it is open, and the day of completion once it is done.
        ("取組 | 開始 | 終了 | 進捗", "監査 | R6.4 | R6.12 | 実施中", ("in_progress", date(2024, 12, 31), None)),
        ("取組 | 開始 | 終了 | 進捗", "監査 | R6.4 | R6.8 | 完了", ("reported", None, date(2024, 8, 31))),
        # The day of the report itself dates nothing.
        ("取組 | 報告日 | 期限 | 進捗", "監査 | R6.9.30 | R6.12 | 実施中", ("in_progress", date(2024, 12, 31), None)),
    ],
)
def test_columns_of_days(head: str, row: str, expected: tuple[str | None, date | None, date | None]) -> None:
    assert told(read(f"| {head} |\n|---|---|---|---|\n| {row} |\n")[1]) == [expected]


def test_letters_mean_what_the_legend_says() -> None:
    _, found = read(
        "| 取組 | 期限 | 評価 |\n|---|---|---|\n| 要領 | R6.3 | A |\n| 調査 | R6.12 | B |\n| 研修 | R7.3 | C |\n\n"
        "評価　A：完了　B：実施中　C：未着手\n"
    )
    assert [promise.status for promise in found] == ["reported", "in_progress", "planned"]


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


@pytest.mark.parametrize(
    ("coming", "due"),
    [("教材を10月までに作成", date(2024, 12, 31)), ("11月末までに全件を完了する予定", date(2024, 11, 30))],
)
def test_a_step_on_the_way_does_not_move_the_limit(coming: str, due: date) -> None:
    _, found = read(f"| 対策 | 進捗 | 期限 | 今後の予定 |\n|---|---|---|---|\n| 点検 | 準備中 | R6.12 | {coming} |\n")
    assert told(found[:1]) == [("in_progress", due, None)]


def test_a_year_may_head_what_is_told_of_it() -> None:
    _, found = read(
        "１　令和6年度の取組\n（１）訓練を令和6年11月に実施する。\n（２）検査を令和7年1月に実施する。\n", "x.txt"
    )
    assert told(found) == [("planned", date(2024, 11, 30), None), ("planned", date(2025, 1, 31), None)]
