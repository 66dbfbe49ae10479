"""The design's words: every code has one in both languages, written as the design writes it."""

from __future__ import annotations

import pytest

from store import rules
from store.record import FIELDS, KINDS
from store.rows import ROW_FIELDS
from store.words import ACTION, Group, due_mark, recurrence_words, word


@pytest.mark.parametrize(
    ("group", "code", "ja", "en"),
    [
        ("status", "planned", "予定", "planned"),
        ("status", "in_progress", "実施中", "in progress"),
        ("status", "reported", "実施済(報告)", "reported"),
        ("status", "verified", "確認済", "verified"),
        ("status", "returned", "差戻し", "returned"),
        ("status", "withdrawn", "取下げ", "withdrawn"),
        ("attention", "overdue", "期限超過", "overdue"),
        ("attention", "returned", "差戻し", "returned"),
        ("attention", "unverified", "未確認", "unverified"),
        ("attention", "awaiting_plan", "改善策未提出", "awaiting plan"),
        ("attention", "due_soon", "期限間近", "due soon"),
        ("attention", "undated", "期限なし", "undated"),
        ("attention", "on_track", "予定どおり", "on track"),
        ("attention", "closed", "完了", "closed"),
        ("kind", "case", "事案", "case"),
        ("kind", "entity", "指導先", "entity"),
        ("kind", "guidance", "指導", "guidance"),
        ("kind", "item", "指導事項", "item"),
        ("kind", "measure", "改善策", "measure"),
        ("kind", "milestone", "期限・約束", "milestone"),
        ("kind", "report", "改善状況報告書", "report"),
        ("kind", "batch", "変更単位", "batch"),
        ("kind", "watch", "注視事項", "watch"),
    ],
)
def test_the_designs_words(group: Group, code: str, ja: str, en: str) -> None:
    assert (word(group, code, "ja"), word(group, code, "en")) == (ja, en)


def test_every_code_of_the_record_has_a_word_in_both_languages() -> None:
    codes: list[tuple[Group, str]] = [("status", status) for status in rules.STATUSES]
    codes += [("attention", name) for name in rules.ATTENTIONS]
    codes += [("kind", kind) for kind in KINDS]
    codes += [("field", name) for name in ROW_FIELDS]
    codes += [("field", name) for kind in KINDS for name in FIELDS[kind]]
    codes += [("action", name) for name in ACTION]
    for group, code in codes:
        assert word(group, code, "ja").strip()
        assert any("぀" <= letter <= "鿿" for letter in word(group, code, "ja")) or code == "sha256", code
        assert word(group, code, "en").isascii(), code


def test_no_two_columns_share_a_name() -> None:
    for lang in ("ja", "en"):
        names = [word("field", name, lang) for name in ROW_FIELDS]
        assert len(set(names)) == len(names)


def test_an_unknown_code_is_shown_as_it_is_and_an_empty_one_as_nothing() -> None:
    assert word("status", "[/red]", "ja") == "[/red]"
    assert word("status", None, "en") == ""


@pytest.mark.parametrize(
    ("rule", "ja", "en"),
    [
        ("FREQ=YEARLY", "年1回", "yearly"),
        ("FREQ=MONTHLY", "月1回", "monthly"),
        ("FREQ=MONTHLY;INTERVAL=3", "四半期に1回", "quarterly"),
        ("FREQ=MONTHLY;INTERVAL=6", "半年に1回", "every half year"),
        ("FREQ=MONTHLY;INTERVAL=2", "2か月に1回", "every 2 months"),
        ("FREQ=YEARLY;INTERVAL=5", "5年に1回", "every 5 years"),
        ("FREQ=WEEKLY", "週1回", "weekly"),
        ("FREQ=DAILY;INTERVAL=10", "10日に1回", "every 10 days"),
        ("FREQ=YEARLY;BYMONTH=4,10", "年2回（4月・10月）", "yearly in Apr, Oct"),
        ("FREQ=MONTHLY;COUNT=4", "月1回、全4回", "monthly, 4 times"),
        ("FREQ=YEARLY;UNTIL=20270331T000000", "年1回、2027-03-31まで", "yearly, until 2027-03-31"),
        ("UNSTATED", "定期的（間隔の記載なし）", "regularly (no interval stated)"),
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=MONTHLY;BYMONTH=4", "FREQ=MONTHLY;BYMONTH=4", "FREQ=MONTHLY;BYMONTH=4"),
        ("[/red]", "[/red]", "[/red]"),
        (None, "", ""),
    ],
)
def test_how_often_a_promise_recurs(rule: str | None, ja: str, en: str) -> None:
    assert (recurrence_words(rule, "ja"), recurrence_words(rule, "en")) == (ja, en)


def test_dates_that_are_not_stated_to_the_day_are_marked() -> None:
    assert [due_mark(approx, inferred, "ja") for approx in (False, True) for inferred in (False, True)] == [
        "", "推定", "目処", "推定・目処",
    ]  # fmt: skip
    assert due_mark(True, True, "en") == "inferred, approx."
