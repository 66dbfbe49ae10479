"""Likeness and assignment: exact words first, each record once, and a question where two are equally alike."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.match import MARGIN, Index, assign
from importers.similar import Telling, dice, held, plain, undated

WORDS = st.text(alphabet="個人情報保護研修監査点検手順書の改訂を実施する（）、。 Ａa1１", max_size=30)


def test_dice_by_hand() -> None:
    # 本人 人確 確認 / 本人 人の 確認: two of three and three pairs in common.
    assert dice("本人確認", "本人の確認") == pytest.approx(2 * 2 / (3 + 4))
    assert dice("研修の実施", "研修の実施。") == 1
    assert dice("ＣＱＯを設置", "CQOを設置") == 1
    assert dice("研修", "監査") == 0
    assert dice("", "") == 0
    assert held("監査の実施", "令和6年度に監査の実施を行う") == 1


@given(WORDS, WORDS)
def test_dice_is_symmetric_and_between_0_and_1(one: str, two: str) -> None:
    assert dice(one, two) == dice(two, one)
    assert 0 <= dice(one, two) <= 1
    assert dice(one, one) == (1 if plain(one) else 0)


def test_days_are_no_likeness() -> None:
    assert undated("令和6年3月31日までに改訂") == "改訂"
    assert plain(undated("研修を令和6年度中に実施予定")) == plain("研修を実施")


def test_telling_words_outweigh_common_ones() -> None:
    telling = Telling(
        [("a", "本人確認を適切に実施すること"), ("i", "市町村に本人確認を周知すること"), ("u", "正確性を確保すること")]
    )
    assert telling.share("市町村への周知", "i") > telling.share("市町村への周知", "a")
    assert telling.share("データの正確性", "u") > 0.9
    assert telling.share("全く別の話題", "a") == 0


def matched(texts: list[str], on_file: list[str], least: float = 0.4) -> list[int | None]:
    index = Index(enumerate(on_file))
    found = assign(
        len(texts),
        lambda place: index.near(texts[place]),
        lambda place, key: 1.2 if plain(texts[place]) == plain(on_file[key]) else dice(texts[place], on_file[key]),
        least=least,
    )
    return [match.key for match in found]


def test_one_best_assignment() -> None:
    on_file = ["研修資料の作成", "研修資料の作成及び周知", "監査の実施"]
    assert matched(["研修資料の作成及び全職員への周知", "研修資料の作成", "組織の改編"], on_file) == [1, 0, None]


def test_equally_alike_asks() -> None:
    index = Index(enumerate(["東部地区の研修の実施", "西部地区の研修の実施"]))
    (match,) = assign(1, lambda _: index.near("地区の研修の実施"), lambda _, key: 0.8, least=0.4)
    assert match.key is None
    assert match.open_
    assert match.candidates == (0, 1)


def test_what_another_fits_better_is_no_rival() -> None:
    scores = {(0, "x"): 0.80, (0, "y"): 0.79, (1, "y"): 0.95}
    found = assign(2, lambda _: ["x", "y"], lambda place, key: scores.get((place, key), 0.0), least=0.4)
    assert [match.key for match in found] == ["x", "y"]


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=30))
def test_each_record_is_taken_once_and_none_below_the_least(texts: list[str], on_file: list[str]) -> None:
    keys = [key for key in matched(texts, on_file) if key is not None]
    assert len(keys) == len(set(keys))


@given(st.lists(WORDS.filter(lambda text: len(plain(text)) > 3), min_size=1, max_size=40, unique_by=plain))
def test_the_same_words_find_each_other(texts: list[str]) -> None:
    assert matched(texts, list(reversed(texts))) == list(reversed(range(len(texts))))


@given(st.lists(st.floats(0.4, 0.99), min_size=2, max_size=6))
def test_a_match_is_never_within_the_margin_of_a_free_rival(scores: list[float]) -> None:
    (match,) = assign(1, lambda _: range(len(scores)), lambda _, key: scores[key], least=0.4)
    best, second, *_ = sorted(scores, reverse=True)
    assert match.open_ == (second > best - MARGIN)
    assert (match.key is None) == match.open_


def test_the_index_finds_near_texts_among_many() -> None:
    texts = [
        f"{name}に関する第{number}次の{what}の整備"
        for number in range(300)
        for name, what in (("研修", "資料"), ("監査", "体制"))
    ]
    index = Index(enumerate(texts))
    for place in (0, 299, 599):
        assert place in index.near(texts[place].replace("整備", "策定"))
    assert [len(index.near("研修に関する第7次の資料の整備")) <= 12]
    assert all(one != two for one, two in pairwise(index.near("研修")))
