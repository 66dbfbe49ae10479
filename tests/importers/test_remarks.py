"""What stands beside a measure and its state: remarks, notes far below, numbers of rows, a document without a day."""

from __future__ import annotations

from datetime import date

import pytest

from importers.row_dates import YEAR_UNKNOWN
from tests.importers.reading import read

QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # A rule that is all that the remark says; the limit of the row stays.
        (
            "突合点検 | 運用中 |  | 令和6年7月から四半期に1回実施",
            ("reported", None, date(2024, 7, 31), QUARTERLY, None, None),
        ),
        (
            "抽出点検 | 予定 | 令和6年11月 | 初回の期限。以後は四半期ごとに実施",
            ("planned", date(2024, 11, 30), None, QUARTERLY, None, None),
        ),
        (
            "手順の確認 | 予定 | 令和7年3月 | 以後、年1回実施",
            ("planned", date(2025, 3, 31), None, "FREQ=YEARLY", None, None),
        ),
        # A rule of something else is none of the measure's.
        (
            "システム改修 | 予定 | 令和7年3月 | 進捗を毎月の会議で確認",
            ("planned", date(2025, 3, 31), None, None, None, None),
        ),
        # How much is done, and on which day.
        (
            "重複の解消 | 完了 | 令和6年9月 | 対象57件のうち57件を令和6年9月13日に処理済み",
            ("reported", date(2024, 9, 30), date(2024, 9, 13), None, 57, 57),
        ),
        (
            "テストの拡充（全480ケース） | 遅延 | 令和6年9月 | 412ケース済。完了見込みを12月20日に変更",
            ("in_progress", date(2024, 12, 20), None, None, 480, 412),
        ),
        # A state that says how it goes and not whether it is begun.
        (
            "照合機能 | 計画どおり | 令和7年3月 | 設計完了、10月より製造に着手",
            ("in_progress", date(2025, 3, 31), None, None, None, None),
        ),
    ],
)
def test_what_a_remark_says(row: str, expected: tuple[object, ...]) -> None:
    (one,) = read(f"| 改善策 | 状況 | 期限 | 備考 |\n|---|---|---|---|\n| {row} |\n")[1]
    told = (one.status, None if one.due_inferred else one.due_on, one.done_on, one.recurrence)
    assert (*told, one.quantity, one.quantity_done) == expected


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        # How often it is done in a column of its own, and since when it is.
        ("取組内容 | 実施頻度 | 状況 | 開始日", "定例会議 | 週1回 | 運用中 | 2023年11月10日",
         ("reported", None, date(2023, 11, 10), "FREQ=WEEKLY", None, None)),
        # Numbers whose unit their heading names, beside the state.
        ("研修名 | 対象者数（人） | 受講済（人） | 状況", "eラーニング | 1860 | 1523 | 実施中",
         ("in_progress", None, None, None, 1860, 1523)),
        ("研修名 | 対象者数（人） | 受講済（人） | 状況", "管理職研修 | 95 | 0 | 予定",
         ("planned", None, None, None, 95, 0)),
        # A count beside the day of completion, of a unit that no list names.
        ("取組 | 状況 | 期限 | 実績", "巡回 | 完了 | 令和6年9月 | 8支所のうち8支所を確認し、令和6年9月24日完了",
         ("reported", date(2024, 9, 30), date(2024, 9, 24), None, 8, 8)),
        # Fewer than the measure names: in sentences beside a word for the state, and in a bracket behind it.
        ("取組 | 実施状況 | 進捗区分 | 期限", "全件点検（5,210件） | 3,900件の点検を終えた。 | 実施中 | 令和7年1月末",
         ("in_progress", date(2025, 1, 31), None, None, 5210, 3900)),
        ("取組 | 実施状況 | 実施日 | 期限", "職員研修（対象350名） | 実施中（330名受講） | | 令和6年12月27日",
         ("in_progress", date(2024, 12, 27), None, None, 350, 330)),
        # A limit that comes round: of what was done and is done again, and which month a rule means.
        ("取組 | 実施状況 | 区分 | 期限", "会議での説明 | 令和6年5月17日に説明。次は6月に行う。 | 実施中 | 毎年度6月",
         ("reported", date(2025, 6, 30), date(2024, 5, 17), "FREQ=YEARLY", None, None)),
        # Another column of status words beside the sentences; what stands beside the day of a limit.
        ("取組 | 実施状況 | 区分 | 期限", "確認手順 | 市町の意見を聴いている。 | 実施中 | 令和6年12月末",
         ("in_progress", date(2024, 12, 31), None, None, None, None)),
        ("取組 | 変更前 | 変更後の期限 | 理由", "手順の整備 | 令和6年9月末 | 令和６年８月末に完了 | 前倒し",
         ("reported", date(2024, 9, 30), date(2024, 8, 31), None, None, None)),
        # A step on the way before the limit leaves it; what is brought forward moves it.
        ("取組 | 状況 | 期限 | 担当", "報告訓練 | 11月の実施に向け調整中 | 令和6年12月31日 | 総務",
         ("in_progress", date(2024, 12, 31), None, None, None, None)),
        ("取組 | 状況 | 期限 | 担当", "報告訓練 | 前倒しし、令和6年11月に実施予定 | 令和6年12月31日 | 総務",
         ("planned", date(2024, 11, 30), None, None, None, None)),
        # What is aimed at and what is reached; who does it, and the day of something else.
        ("取組 | 目標値 | 現状値 | 期限", "職員研修 | 100% | 87% | 令和6年12月末",
         ("in_progress", date(2024, 12, 31), None, None, None, None)),
        ("取組 | 目標値 | 現状値 | 期限", "監査 | 2回 | 1回 | 令和7年3月末",
         ("in_progress", date(2025, 3, 31), None, None, 2, 1)),
        ("対応内容 | 対応者 | 発生日 | クローズ日", "照合手順の追加 | 山田 | 2024/5/2 | 2024/6/21",
         ("reported", None, date(2024, 6, 21), None, None, None)),
        # Plan, Do, Check, Act.
        ("Plan（計画） | Do（実施） | Check（評価） | Act（改善）", "四半期の点検表の作成 | 7月5日に実施 | 良好 | ",
         ("reported", None, date(2024, 7, 5), None, None, None)),
        # A remark in a second column for the state claims nothing of its own.
        ("取組 | 状況 | 完了日 | 進捗", "結果の還元 | 完了 | R6.9.5 | 会議日程の都合により期限を超過",
         ("reported", None, date(2024, 9, 5), None, None, None)),
    ],
)  # fmt: skip
def test_what_columns_say_beside_the_state(heads: str, row: str, expected: tuple[object, ...]) -> None:
    (one,) = read(f"| {heads} |\n|---|---|---|---|\n| {row} |\n")[1]
    told = (one.status, None if one.due_inferred else one.due_on, one.done_on, one.recurrence)
    assert (*told, one.quantity, one.quantity_done) == expected
    if one.recurrence != "FREQ=YEARLY":
        assert one.text == row.partition(" |")[0]
    assert one.doubts == ()


@pytest.mark.parametrize(
    ("section", "texts"),
    [
        ("## 問合せ窓口\n\n専用の問合せ窓口をホームページに掲載している。\n", ["専用の問合せ"]),
        ("## 問合せ先\n\n障害福祉課にお問い合わせください。\n", []),
        ("## 進捗の総括\n\n| 施策 | 状況 |\n|---|---|\n| 研修の実施 | 完了 |\n", ["研修の実施"]),
        ("## 事案の概要\n\n| 月日 | 内容 |\n|---|---|\n| 5月2日 | 誤りを確認した。 |\n", []),
        ("## 取組\n\n定期的に実施する取組\n\n| 取組 | 状況 |\n|---|---|\n| 点検 | 運用中 |\n", ["点検"]),
    ],
)
def test_what_stands_under_headings_of_contacts_and_summaries(section: str, texts: list[str]) -> None:
    _, found = read(f"{section}\n## 監督\n\n監査を令和6年8月に実施した。\n")
    assert [one.text[:6] for one in found] == [*texts, "監査を令和6"]


def test_a_table_points_to_notes_at_the_end_of_a_later_section() -> None:
    table = "| 改善策 | 状況 | 期限 |\n|---|---|---|\n| 改訂 | 完了※1 | 令和6年3月 |\n| 研修 | 予定 | 令和6年12月※2 |\n"
    notes = "※1 令和6年3月29日施行\n※2 会場の都合により令和7年1月に変更する見込み\n"
    later = "\n## 2 監督\n\n監査を令和6年11月に実施する予定である。\n\n"
    _, found = read(f"## 1 措置\n\n{table}{later}{notes}")
    assert [(one.text[:2], one.status, one.due_on, one.done_on) for one in found] == [
        ("改訂", "reported", date(2024, 3, 31), date(2024, 3, 29)),
        ("研修", "planned", date(2024, 12, 31), None),
        ("会場", "planned", date(2025, 1, 31), None),
        ("監査", "planned", date(2024, 11, 30), None),
    ]


def test_raised_signs_of_a_pages_cells_point_to_notes() -> None:
    rows = "<tr><td>改訂</td><td>完了<sup>※1</sup></td><td>令和6年3月末</td></tr>"
    rows += "<tr><td>研修</td><td>実施中<sup>注2</sup></td><td>令和6年12月末</td></tr>"
    page = f"<p>長崎県</p><p>令和6年9月30日</p><table><tr><th>改善策<th>状況<th>期限</tr>{rows}</table>"
    page += "<p>※1 令和6年3月29日施行</p><p>注2 令和7年1月まで延長する見込み</p>"
    draft, _ = read(page, "x.html", "")
    one, two = (measure.promises[0] for measure in draft.items[0].measures)
    assert (one.status, one.done_on) == ("reported", date(2024, 3, 29))
    assert (two.status, two.due_on, two.former_due) == ("in_progress", date(2025, 1, 31), date(2024, 12, 31))


def test_notes_right_beneath_a_table_come_before_those_of_the_same_sign_below() -> None:
    table = "| 改善策 | 状況 |\n|---|---|\n| {} | 完了※1 |\n\n※1 令和6年{}月20日施行\n\n"
    _, found = read(f"## 1 規程\n\n{table.format('改訂', 3)}## 2 研修\n\n{table.format('受講', 4)}")
    assert [one.done_on for one in found] == [date(2024, 3, 20), date(2024, 4, 20)]


def test_numbers_that_count_the_rows_are_no_numbers_of_items() -> None:
    rows = "| 1 | ア　本人確認 | 様式 | 済 |\n| 2 | ア　本人確認 | 要領 | 済 |\n| 3 | その他 | 研修 | 済 |\n"
    draft, _ = read(f"| 番号 | 指導事項 | 改善策 | 状況 |\n|---|---|---|---|\n{rows}")
    assert [(item.number, item.heading) for item in draft.items] == [("ア", "本人確認"), ("", "その他")]
    rows = "| 1 | 本人確認 | 様式 | 済 |\n| 2 | 研修 | 要領 | 済 |\n"
    draft, _ = read(f"| 番号 | 指導事項 | 改善策 | 状況 |\n|---|---|---|---|\n{rows}")
    assert [(item.number, item.heading) for item in draft.items] == [("1", "本人確認"), ("2", "研修")]


@pytest.mark.parametrize(
    ("heading", "number", "words"),
    [
        ("Ⅰ　本人確認の措置（指導事項ア）", "ア", "本人確認の措置"),
        ("２　市町への周知（指導事項（イ）関係）", "イ", "市町への周知"),
        ("ウ　正確性の確保（2）", "ウ", "正確性の確保（2）"),
    ],
)
def test_the_number_of_the_guidance_comes_before_the_reports_own(heading: str, number: str, words: str) -> None:
    draft, _ = read(f"{heading}\n\n○様式\n\n・様式を令和6年2月に改めた。\n\n○要領\n\n・要領を令和6年3月に改めた。\n")
    assert [(item.number, item.heading) for item in draft.items] == [(number, words)]


def test_remarks_tell_the_state_where_nothing_else_does() -> None:
    rows = "| 票の改訂 | R6.3.31 | R6.3.20改訂済み |\n| 通知 | R6.4.30 | 完了 |\n| 照合 | R6.12.31 | 試験中 |\n"
    _, found = read(f"| 改善策 | 完了予定 | 備考 |\n|---|---|---|\n{rows}")
    assert [(one.status, one.done_on) for one in found] == [
        ("reported", date(2024, 3, 20)),
        ("reported", None),
        ("in_progress", None),
    ]
    rows = "| 票の改訂 | R6.10.31 | 様式第1号 |\n| 通知 | R6.11.30 | 市町村あて |\n"
    _, found = read(f"| 改善策 | 完了予定 | 備考 |\n|---|---|---|\n{rows}")
    assert [one.status for one in found] == ["planned", "planned"]


def test_a_limit_that_points_to_the_one_in_its_place() -> None:
    (one,) = read("| 改善策 | 状況 | 期限 |\n|---|---|---|\n| 改修 | 実施中 | 令和6年9月→令和7年1月 |\n")[1]
    assert (one.due_on, one.former_due) == (date(2025, 1, 31), date(2024, 9, 30))


def test_the_head_and_foot_of_a_letter_are_no_measures() -> None:
    table = "| 改善策 | 時期 |\n|---|---|\n| 改修の完了 | 令和7年1月 |\n"
    mail = "Subject: 改善状況の回答\n\nお世話になっております。長崎県の山田です。\n\n"
    _, found = read(f"{mail}## 今後の予定\n\n{table}\n長崎県障害福祉課\n\n以上、よろしくお願いいたします。\n")
    assert [one.text for one in found] == ["改修の完了"]


def test_signs_of_repetition_stand_for_what_is_above() -> None:
    rows = "| ア | 様式 | 完了 | R6.3 |\n| 〃 | 手順 | 〃 | 〃 |\n"
    rows += "| イ | 通知 | 予定 | R6.12 |\n| 同上 | 研修 | 実施中 | 同上 |\n"
    draft, found = read(f"| 指導事項 | 改善策 | 状況 | 期限 |\n|---|---|---|---|\n{rows}")
    assert [(item.number, len(item.measures)) for item in draft.items] == [("ア", 2), ("イ", 2)]
    assert [(one.status, one.due_on) for one in found] == [
        ("reported", date(2024, 3, 31)),
        ("reported", date(2024, 3, 31)),
        ("planned", date(2024, 12, 31)),
        ("in_progress", date(2024, 12, 31)),
    ]


def test_the_last_of_a_list_before_a_heading_is_one_of_the_list() -> None:
    lists = "(1)　実施中の措置\n①　評価基準の策定\n②　再委託先の実態把握（14社中9社から回答受領）\n"
    lists += "(2)　今後実施する措置\n①　監査の受審\n②　結果の反映\n"
    _, found = read(f"１　委託先の監督\n{lists}\n以上\n", "x.txt")
    assert [(one.text[:4], one.status, one.quantity) for one in found] == [
        ("評価基準", "in_progress", None),
        ("再委託先", "in_progress", 14),
        ("監査の受", "planned", None),
        ("結果の反", "planned", None),
    ]


def test_sentences_beneath_a_labelled_status_word() -> None:
    _, found = read(
        "## 周知\n\n**実施状況：実施中**\n\n33市町のうち23市町への説明を終えた。残りは令和6年12月末までに行う。\n\n"
        "## 正確性\n\n**実施状況：未着手**\n\n令和7年度上半期に改修を行う。\n"
    )
    assert [(one.status, one.due_on, one.quantity_done) for one in found] == [
        ("in_progress", date(2024, 12, 31), 23),
        ("planned", date(2025, 9, 30), None),
    ]


def test_years_under_the_heading_of_a_state() -> None:
    page = "<table><tr><th rowspan=2>取組内容<th colspan=3>実施状況</tr>"
    page += "<tr><th>令和5年度<th>令和6年度<th>令和7年度（予定）</tr>"
    page += "<tr><td>要領<td>2月に改正<td>－<td>－</tr>"
    page += "<tr><td>説明会<td>12月に開催<td>5月に開催<td>11月に開催予定</tr></table>"
    _, found = read(page, "x.html", "<p>長崎県</p><p>令和7年7月1日</p>")
    assert [(one.status, one.done_on or one.due_on) for one in found] == [
        ("reported", date(2024, 2, 29)),
        ("reported", date(2023, 12, 31)),
        ("reported", date(2024, 5, 31)),
        ("planned", date(2025, 11, 30)),
    ]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("監査を令和6年12月に実施する予定である。", ["監査を令和6年12月に実施する予定である。"]),
        ("研修を令和6年8月20日に実施した。", ["研修を令和6年8月20日に実施した。"]),
        ("更新日：2024年9月20日", []),
        ("令和6年6月28日に提出した改善計画書に関し、令和6年9月末時点の進捗を次のとおり報告する。", []),
        ("次回の報告は、令和7年3月末を予定しています。", []),
        ("令和5年6月2日に漏えい等報告を提出しました。", []),
        ("再発防止に引き続き取り組んでいる。", []),
    ],
)
def test_sentences_above_a_table_count_where_they_say_when(sentence: str, texts: list[str]) -> None:
    _, found = read(f"{sentence}\n\n| 改善策 | 状況 |\n|---|---|\n| 要領の改正 | 完了 |\n")
    assert [one.text for one in found] == [*texts, "要領の改正"]


def test_a_list_that_is_ticked() -> None:
    ticks = "- [x] 二重チェック（令和6年5月1日開始）\n- [x] 立入検査\n- [ ] 自動検知機能（令和7年3月末リリース予定）\n"
    _, found = read(f"## 改善策の状況\n\n{ticks}- [ ] 研修動画（作成中）\n")
    assert [(one.text[:4], one.status, one.due_on, one.done_on) for one in found] == [
        ("二重チェ", "reported", None, date(2024, 5, 1)),
        ("立入検査", "reported", None, None),
        ("自動検知", "planned", date(2025, 3, 31), None),
        ("研修動画", "in_progress", None, None),
    ]


def test_columns_that_say_the_same_of_every_row() -> None:
    rows = "R6-12 | 2024-12-20 | 宗像市 | 1 | 様式 | 済 |\n| R6-12 | 2024-12-20 | 宗像市 | 2 | 検査 | 済"
    heads = "報告書番号 | 報告日 | 団体名 | 指導事項番号 | 改善策 | 実施状況"
    draft, _ = read(f"| {heads} |\n|---|---|---|---|---|---|\n| {rows} |\n", head="")
    assert (draft.entity, draft.dated_on) == ("munakata", date(2024, 12, 20))
    assert [item.number for item in draft.items] == ["1", "2"]


def test_the_day_of_the_report_and_no_other() -> None:
    body = (
        "提出日：令和6年10月31日\n\n提出者：足立区\n\n## 指導事項\n\n個人情報保護法に基づく指導（令和5年9月20日）\n\n"
    )
    body += "## 改善策\n\n(対応) 要領を令和6年3月に改めた。\n\n## 次回報告予定\n\n令和7年4月30日\n"
    draft, found = read(body, head="")
    assert draft.dated_on == date(2024, 10, 31)
    assert [(one.text, one.done_on) for one in found] == [("要領を令和6年3月に改めた。", date(2024, 3, 31))]


def test_a_document_without_a_day_says_which_of_its_dates_rest_on_today() -> None:
    rows = "| 改訂 | 令和6年3月29日に実施した |\n| 研修 | 3月29日に実施した |\n"
    body = f"| 改善策 | 状況 |\n|---|---|\n{rows}\n年度内に監査を実施する。\n"
    draft, found = read(body, head="長崎県障害福祉課\n\n")
    assert draft.dated_on is None
    assert [YEAR_UNKNOWN in one.doubts for one in found] == [False, True, True]
    assert not any(YEAR_UNKNOWN in one.doubts for one in read(body)[1])
