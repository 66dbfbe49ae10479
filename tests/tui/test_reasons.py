"""Reasons from below tui are said in Japanese, whole and with their values; every form that is given there is known."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import importers
from importers import assemble, report, settle, wording
from importers.dates import read_dates
from store.problem import Problem
from store.recurrence import check_recurrence
from tui import i18n, reasons

READERS = Path(inspect.getfile(importers)).parent / "readers"


@pytest.fixture
def japanese() -> Iterator[None]:
    i18n.speak("ja")
    yield
    i18n.speak("en")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            "an import can claim, but never verify, return or withdraw",
            "取込みで記録できるのは報告だけで、確認・差戻し・取下げはできません",
        ),
        ("延期: due 1186 days later", "延期：期限が1186日遅くなります"),
        ("2025-02 has 28 days, no day 30", "2025-02 は28日までで、30日はありません"),
        (
            "the register keeps its decision (verified); a claim does not change it",
            "台帳の判断（確認済）は報告では変わりません",
        ),
        (
            "後退: the register has in_progress, the document says planned; the words give no last day",
            "後退：台帳は実施中、文書は予定です。終わりの日が書かれていません",
        ),
        (
            "the words give no last day; the register keeps its decision (withdrawn); a claim does not change it; mine",
            "終わりの日が書かれていません。台帳の判断（取下げ）は報告では変わりません。mine",
        ),
        ("平成32年 never was: 平成 ended in its year 31", "平成32年は存在しません。平成は31年までです"),
        ("a/1/2: quantity_done cannot be 9", "a/1/2：済数を 9 にすることはできません"),
        (
            "a/1/2: DAILY is no recurrence rule: it is not of the form FREQ=…;INTERVAL=…",
            "a/1/2：DAILY は繰返しの規則として読めません：FREQ=…;INTERVAL=… の形ではありません",
        ),
        ("something that nobody wrote", "something that nobody wrote"),
        ("", ""),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("japanese")
def test_a_reason_in_japanese(reason: str, said: str) -> None:
    assert reasons.told(reason) == said


def test_in_english_a_reason_is_as_it_was_given() -> None:
    i18n.speak("en")
    assert reasons.told("延期: due 1186 days later") == "延期: due 1186 days later"


def constants(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, str) and value.isascii() and " " in value:
            yield value


@pytest.mark.parametrize("module", [wording, settle, report, assemble])
def test_every_sentence_of_these_is_known(module: ModuleType) -> None:
    found = list(constants(module))
    assert found
    assert [sentence for sentence in found if sentence not in reasons.FORMS] == []


def test_every_notice_of_the_readers_is_known() -> None:
    said = {
        node.value
        for path in READERS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.endswith(("left out", "not read", "not followed", "part of the text", "running text"))
        and not node.value.startswith(("{path}", "The "))
    }
    assert len(said) >= 20
    assert said - set(reasons.FORMS) == set()


@pytest.mark.parametrize(
    "text",
    ["令和7年2月30日", "平成40年4月1日", "昭和64年2月1日", "令和0年", "明治3年5月1日", "令和6年13月1日",
     "2024年4月1日（火）", "令和元年4月1日"],
)  # fmt: skip
@pytest.mark.usefixtures("japanese")
def test_why_a_date_is_none(text: str) -> None:
    problem = read_dates(text, date(2026, 11, 23))[0].problem
    assert problem is not None
    assert reasons.told(problem) != problem


@pytest.mark.parametrize("rule", ["daily", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=soon"])
@pytest.mark.usefixtures("japanese")
def test_why_a_rule_is_none(rule: str) -> None:
    problem = check_recurrence(rule)
    assert problem is not None
    assert reasons.told(problem) != problem


@pytest.mark.usefixtures("japanese")
@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem("{key}: a promise that is {status} cannot become {to}", key="a", status="verified", to="withdrawn"),
            "a：確認済の約束を取下げにすることはできません",
        ),
        (
            Problem("{key}: a claim ({status}) cannot change a promise that is {now}", key="a", status="planned",
                    now="verified"),
            "a：確認済の約束を報告（予定）で変えることはできません",
        ),
        (
            Problem("{key}: this is {kind}, not a milestone", key="a", kind="measure"),
            "a：これは改善策で、約束ではありません",
        ),
        (
            Problem("{path}: {kind} {key}: {field} is {stored}, but the log says {expected}", path="p",
                    kind="milestone", key="a", field="status", stored="planned", expected="verified"),
            "p：期限・約束 a：状況は予定ですが、履歴では確認済です",
        ),
        (
            Problem("{key}: {field} was changed again since; take that later change back first", key="a", field="*"),
            "a：記録そのものはその後さらに変更されています。先にその変更を取り消してください",
        ),
        (
            Problem("{text} is no date: {reason}", text="x", reason="2025-02 has 28 days, no day 30"),
            "x は日付ではありません：2025-02 は28日までで、30日はありません",
        ),
        (
            Problem("{path}: {place}: there is no field {field}", path="p", place="row 1", field="status"),
            "p：row 1：status という項目はありません",
        ),
    ],
)  # fmt: skip
def test_codes_in_a_sentence_are_said_by_their_words(problem: Problem, said: str) -> None:
    assert i18n.sentence(problem) == said


def test_codes_stay_codes_in_english() -> None:
    i18n.speak("en")
    problem = Problem("{key}: a promise that is {status} cannot become {to}", key="a", status="in_progress", to="x")
    assert i18n.sentence(problem) == "a: a promise that is in_progress cannot become x"
