"""Marked differences: both texts whole, numbers and words whole, no lone letter between changes, and a bounded cost."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import text
from tui.differences import differences

TEXTS = st.text(alphabet="令和5年10月31日までに点検を実施する予定。 \nA", max_size=60)


def hits(pieces: list[tuple[str, str]]) -> list[str]:
    return [said for said, style in pieces if style == "hit"]


@given(TEXTS, TEXTS)
def test_both_texts_stay_whole_and_what_is_not_marked_is_the_same(one: str, other: str) -> None:
    left, right = differences(one, other)
    assert "".join(said for said, _ in left) == text.clean(one)
    assert "".join(said for said, _ in right) == text.clean(other)
    assert [said for said, style in left if style == "text"] == [said for said, style in right if style == "text"]
    if one == other:
        assert hits(left) == hits(right) == []


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ("令和6年3月末までに実施", "令和6年11月末までに実施", ["3"], ["11"]),
        ("対象11の個人情報ファイル", "対象10の個人情報ファイル", ["11"], ["10"]),
        ("点検を実施した。", "点検を実施する予定。", ["した"], ["する予定"]),
        # の and を stand on both sides by chance.
        ("教訓を踏まえた研修の資料", "問題点を教訓とした研修の資料", ["教訓を踏まえ"], ["問題点を教訓とし"]),
        ("同じ。", "同じ。", [], []),
        ("", "全部", [], ["全部"]),
    ],
)
def test_what_is_marked(one: str, other: str, left: list[str], right: list[str]) -> None:
    found = differences(one, other)
    assert (hits(found[0]), hits(found[1])) == (left, right)


def test_texts_of_one_letter_are_compared_at_once() -> None:
    begun = process_time()
    left, right = differences("始" + "あ" * 50_000 + "終", "始" + "あ" * 49_000 + "い終")
    assert process_time() - begun < 2
    assert (left[0][0][0], right[-1][0][-1]) == ("始", "終")
    assert hits(right)
