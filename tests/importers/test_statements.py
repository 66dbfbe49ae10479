"""Measure texts cut into promises: the bundled register's own, and single sentences with what they promise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from importers.anchors import year_on
from importers.draft import Passage, Promise
from importers.quantities import Quantity, quantity_of
from importers.register import read_bundled
from importers.settle import DROPPED, FUTURE_DONE, NO_CLAIM, PAST_PLAN
from importers.similar import dice
from importers.statements import promises
from store.rules import UNSTATED

DATED = date(2024, 3, 1)
REGISTER = read_bundled()
MEASURES = [record for record in REGISTER.records if record.kind == "measure"]


def read(text: str, heading: str = "", dated: date = DATED) -> tuple[Promise, ...]:
    return promises(text, Passage(text), dated, heading=heading)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_measures_of_the_register(measure: object) -> None:
    """The register was made of these texts by hand: the same promises, claims, days, rules and counts."""
    key, values = measure.key, measure.values  # type: ignore[attr-defined]
    own = [record.values for record in REGISTER.records if record.values.get("measure_key") == key]
    found = read(values["text"], values.get("heading", ""), REGISTER.effective_on)
    assert len(found) == len(own)
    for promise, milestone in zip(found, own, strict=True):
        assert dice(promise.text, milestone["text"]) > 0.8
        for name in ("status", "due_on", "done_on", "recurrence", "quantity", "unit", "due_text"):
            assert getattr(promise, name) == milestone.get(name), (name, promise.text)
        assert promise.due_approx == bool(milestone.get("due_approx"))


# Sentence; status; due; done; rule. Read by hand; the document's day is 1 March 2024.
SENTENCES = [
    ("研修を令和6年2月1日に実施した。", "reported", None, date(2024, 2, 1), None),
    ("研修を令和6年2月1日に実施しました。", "reported", None, date(2024, 2, 1), None),
    ("研修を実施済みです（令和6年2月1日）。", "reported", None, date(2024, 2, 1), None),
    ("規程を改正（令和6年1月31日）。", "reported", None, date(2024, 1, 31), None),
    ("令和6年2月より運用を開始。", "reported", None, date(2024, 2, 29), None),
    ("新システムは既に運用中である。", "reported", None, None, None),
    ("チェックリストを使用している。", "reported", None, None, None),
    ("令和6年3月末までに改修を完了する予定である。", "planned", date(2024, 3, 31), None, None),
    ("監査は、昨年度は未実施ですが、令和6年9月に1回目を行う計画です。", "planned", date(2024, 9, 30), None, None),
    ("訓練は今年度実施しておりませんが、令和6年6月に行う予定です。", "planned", date(2024, 6, 30), None, None),
    ("完了見込みを12月20日に変更", "planned", date(2024, 12, 20), None, None),
    ("令和6年度中に実施する。", "planned", date(2025, 3, 31), None, None),
    ("令和6年10月を目途に導入する方針です。", "planned", date(2024, 10, 31), None, None),
    ("令和6年9月までに整備することとした。", "planned", date(2024, 9, 30), None, None),
    ("導入の可否を検討しています。", "planned", None, None, None),
    ("今後、手順書を整備していく。", "planned", None, None, None),
    ("令和6年5月末の完了に向けて作業を進めている。", "in_progress", date(2024, 5, 31), None, None),
    ("現在、業者と調整中（令和6年6月末完了見込み）。", "in_progress", date(2024, 6, 30), None, None),
    ("システムの改修に着手した。", "in_progress", None, None, None),
    ("データの点検を実施中である。", "in_progress", None, None, None),
    ("点検には至っていない。", "planned", None, None, None),
    ("毎年1回、研修を実施する。", "planned", date(2025, 3, 1), None, "FREQ=YEARLY"),
    ("四半期ごとに点検する。", "planned", date(2024, 6, 1), None, "FREQ=MONTHLY;INTERVAL=3"),
    ("年2回、監査を行う。", "planned", date(2024, 9, 1), None, "FREQ=MONTHLY;INTERVAL=6"),
    ("定期的に点検を行う。", "planned", None, None, UNSTATED),
    ("令和5年12月6日付けの指導を踏まえ、本人確認の手順を見直した。", "reported", None, None, None),
    ("令和6年1月に実施した研修の結果を踏まえ、資料を改めた。", "reported", None, None, None),
    ("令和6年3月末の期限を同年6月末に延期した。", "planned", date(2024, 6, 30), None, None),
    ("令和6年2月9日付けで本人確認の徹底を求める通知を発出した。", "reported", None, date(2024, 2, 9), None),
    ("令和5年12月6日付けで改善を求める指導を受け、要領を改めた。", "reported", None, None, None),
    ("毎月1回の訓練を令和6年1月から続けている。", "reported", date(2024, 3, 31), date(2024, 1, 31), "FREQ=MONTHLY"),
    ("年1回の見直しの手順を定め、令和6年1月から適用している。", "reported", None, date(2024, 1, 31), None),
    ("番号の記載がない申請については、電話により確認することとしています。", "reported", None, None, None),
    ("番号については、電話により確認することとしています。", "planned", None, None, None),
    ("誤って交付された証明書の回収を令和6年2月26日に終えました。", "reported", None, date(2024, 2, 26), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status", "due_on", "done_on", "rule"), SENTENCES, ids=lambda value: str(value)[:24])
def test_sentences(text: str, status: str, due_on: date | None, done_on: date | None, rule: str | None) -> None:
    (promise,) = read(text)
    assert (promise.status, promise.due_on, promise.done_on, promise.recurrence) == (status, due_on, done_on, rule)


@pytest.mark.parametrize(
    "text",
    [
        "この度は多大な御迷惑をおかけし、深くお詫び申し上げます。",
        "原因は、作業手順の確認が不十分であったことである。",
        "令和6年2月26日、誤って別人の証明書を交付しました。",
        "令和5年8月、別人の情報が紐付けられていることが判明した。",
        "令和5年12月6日、貴委員会から指導を受けました。",
        "実施状況は次のとおりです。",
        "今後とも適正な取扱いに努めてまいります。",
        "令和6年3月1日",
    ],
)
def test_background_promises_nothing(text: str) -> None:
    assert promises(text, Passage(text), DATED, whole=False) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "令和6年1月15日に要領を改正し、令和6年4月から研修を実施する予定である。",
            [("reported", None, date(2024, 1, 15)), ("planned", date(2024, 4, 30), None)],
        ),
        (
            "要領の改正に令和6年2月に着手し、令和6年5月末までに完了する予定である。",
            [("in_progress", date(2024, 5, 31), None)],
        ),
        (
            "以下の事項を令和6年6月末までに実施する。\n(1) 手順書の改訂\n(2) 研修資料の作成",
            [("planned", date(2024, 6, 30), None)],
        ),
        (
            "以下の取組を行った。\n・令和6年1月10日に通知を発出した。\n・令和6年4月に説明会を開催する。",
            [("reported", None, date(2024, 1, 10)), ("planned", date(2024, 4, 30), None)],
        ),
        (
            "監査を実施予定（令和6年4月までに5部署実施予定、令和6年9月までに残り6部署実施予定）。",
            [("planned", date(2024, 4, 30), None), ("planned", date(2024, 9, 30), None)],
        ),
        (
            "34市町村のうち29市町村への訪問を終えた。残る5市町村は令和6年5月末までに訪問する。",
            [("in_progress", date(2024, 5, 31), None)],
        ),
        (
            "説明会を令和6年1月15日に開催し、34市町村のうち31市町村が参加した。\n"
            "欠席した3市町村に対しては、令和6年5月末までに個別に説明する予定である。",
            [("reported", None, date(2024, 1, 15)), ("planned", date(2024, 5, 31), None)],
        ),
        (
            "・11ファイルのうち5ファイルの監査を実施した（令和6年1月15日）。\n"
            "・残り6ファイルの監査も全て終了した（令和6年2月27日）。",
            [("reported", None, date(2024, 1, 15)), ("reported", None, date(2024, 2, 27))],
        ),
    ],
    ids=lambda value: str(value)[:24],
)
def test_sentences_with_several_days(text: str, expected: list[tuple[str, date | None, date | None]]) -> None:
    assert [(promise.status, promise.due_on, promise.done_on) for promise in read(text)] == expected


@pytest.mark.parametrize(
    ("day", "years", "words", "expected"),
    [
        (date(2025, 2, 28), -1, "2月末までに", date(2024, 2, 29)),
        (date(2025, 2, 28), -1, "2月28日までに", date(2024, 2, 28)),
        (date(2024, 2, 29), 1, "2月末", date(2025, 2, 28)),
        (date(2023, 2, 28), 1, "2月中", date(2024, 2, 29)),
        (date(2023, 4, 30), 1, "4/30まで", date(2024, 4, 30)),
    ],
)
def test_the_same_day_of_another_year(day: date, years: int, words: str, expected: date) -> None:
    assert year_on(day, years, words) == expected


def test_a_heading_claims_for_what_claims_nothing() -> None:
    text = "・手順書の改訂\n・研修資料の作成"
    assert [promise.status for promise in read(text, "今後の取組")] == ["planned", "planned"]
    assert [promise.status for promise in read(text, "実施済みの措置")] == ["reported", "reported"]


def test_what_is_not_certain_is_said() -> None:
    (promise,) = read("手順書の改訂")
    assert (promise.status, promise.doubts) == (None, (NO_CLAIM,))
    (promise,) = read("令和6年1月末までに改修する予定。")
    assert PAST_PLAN in promise.doubts
    (promise,) = read("令和6年12月1日に研修を実施した。")
    assert FUTURE_DONE in promise.doubts
    (promise,) = read("委託先の監査は中止した。")
    assert (promise.status, promise.doubts) == (None, (DROPPED,))
    (promise,) = read("令和6年2月30日までに改修する。")
    assert promise.due_on is None
    assert any("令和6年2月30日" in doubt for doubt in promise.doubts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,344件中1,980件の確認を完了", Quantity(2344, 1980, "件", True)),
        ("２，３４４件中１，９８０件", Quantity(2344, 1980, "件", True)),
        ("11のうち5", Quantity(11, 5, None, True)),
        ("11ファイルのうち、5ファイルについて監査を実施", Quantity(11, 5, "ファイル", True)),
        ("対象職員412名中206名が受講", Quantity(412, 206, "名", True)),
        ("残り6ファイルの監査", Quantity(6, None, "ファイル")),
        ("全35市町に通知", Quantity(35, None, "市町")),
        ("21市町全てから回答を得た", Quantity(21, None, "市町")),
        ("3件全てで誤りが判明した", None),
        ("28/40項目", Quantity(40, 28, "項目", True)),
        ("職員2名で担当", None),
        ("令和6年3月31日", None),
        ("第3回会議", None),
        ("227件が確認された件", None),
    ],
)
def test_quantities(text: str, expected: Quantity | None) -> None:
    assert quantity_of(text) == expected


@example("(年末")
@given(st.text(alphabet="研修を実施した。令和6年3月末まで(（）)「」、・\n■①予定1２件中", max_size=80))
def test_quotes_are_parts_of_the_text(text: str) -> None:
    for promise in promises(text, Passage(text, 7), DATED):
        start = promise.passage.offset - 7
        assert text[start : start + promise.passage.length] == promise.passage.text == promise.text
