"""What the state of a row, its days and its counts say together."""

from __future__ import annotations

from datetime import date

import pytest

from importers.remarks import LATER_BESIDE
from tests.importers.reading import Told, read, told

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
def test_what_counts_alike_in_one_row(cells: str, expected: list[Told]) -> None:
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
def test_a_state_and_the_day_beside_it(cells: str, expected: Told) -> None:
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
            "期限 | 状況 | 完了日（開始日）",
            "令和6年3月29日 | 運用中 | R6.3.15",
            ("reported", date(2024, 3, 29), date(2024, 3, 15)),
        ),
        (
            "期限 | 状況 | 完了日（開始日）",
            "令和6年12月27日 | 対応中 | R6.3.15",
            ("in_progress", date(2024, 12, 27), None),
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
def test_what_columns_of_days_say_together(heads: str, cells: str, expected: Told) -> None:
    assert told(read(f"| 改善策 | {heads} |\n|---|---|---|---|\n| 監査 | {cells} |\n")[1]) == [expected]


def test_a_later_day_in_a_remark_that_may_mean_something_else_is_put_to_the_reviewer() -> None:
    cells = "監査 | 令和6年9月 | 実施中 | 様式の見直しは令和7年1月に行う予定"
    (promise,) = read(f"| 改善策 | 期限 | 状況 | 備考 |\n|---|---|---|---|\n| {cells} |\n")[1]
    assert (promise.due_on, promise.doubts) == (date(2024, 9, 30), (LATER_BESIDE,))


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
def test_columns_of_days(head: str, row: str, expected: Told) -> None:
    assert told(read(f"| {head} |\n|---|---|---|---|\n| {row} |\n")[1]) == [expected]


@pytest.mark.parametrize(
    ("coming", "due"),
    [("教材を10月までに作成", date(2024, 12, 31)), ("11月末までに全件を完了する予定", date(2024, 11, 30))],
)
def test_a_step_on_the_way_does_not_move_the_limit(coming: str, due: date) -> None:
    _, found = read(f"| 対策 | 進捗 | 期限 | 今後の予定 |\n|---|---|---|---|\n| 点検 | 準備中 | R6.12 | {coming} |\n")
    assert told(found[:1]) == [("in_progress", due, None)]


@pytest.mark.parametrize(
    "heading", ["実施日又は実施予定時期", "完了日／完了予定日", "実施時期（予定）", "実施日又は予定日"]
)
def test_a_column_for_the_day_of_either_holds_what_each_row_claims(heading: str) -> None:
    _, found = read(
        f"番号,照会事項,対応状況,回答,{heading}\n1,周知,済,説明会を開催した,令和6年5月29日\n"
        "2,〃,実施中,実地調査を行っている,令和7年3月末完了予定\n3,〃,予定,読取機を配備する,令和7年2月\n",
        "x.csv",
    )
    assert told(found) == [
        ("reported", None, date(2024, 5, 29)),
        ("in_progress", date(2025, 3, 31), None),
        ("planned", date(2025, 2, 28), None),
    ]
