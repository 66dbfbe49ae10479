from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.readers.wrap import Line, columns_of, glue, join, paragraphs, vocabulary


def lines(text: str) -> list[Line]:
    found: list[Line] = []
    gap = 0.0
    for raw in text.split("\n"):
        if not raw.strip():
            gap += 1
            continue
        x0 = columns_of(raw) - columns_of(raw.lstrip(" 　"))
        found.append(Line(raw.strip(" 　"), x0, columns_of(raw), 2.0, gap))
        gap = 0.0
    return found


def joined(text: str) -> list[str]:
    return [join(line.text for line in part) for part in paragraphs(lines(text))]


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("実施", "する", ""),
        ("実施", "Teams", ""),
        ("Quality", "Assurance", " "),
        ("令和5年1", "0月", ""),
        ("2,3", "44件", ""),
        ("2,", "344件", ""),
        ("R5.", "10.31", ""),
        ("CQO", "(以下", ""),
        ("word", ", and", ""),
        ("令和6", "年度", ""),
        ("a", "", ""),
    ],
)
def test_glue(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between


def test_words_broken_without_a_hyphen_are_known_from_elsewhere() -> None:
    words = vocabulary(["今回 Microsoft 社に確認した"])
    assert join(["録画を Micro", "soft Teams で"], words) == "録画を Microsoft Teams で"
    assert join(["録画を Micro", "soft Teams で"]) == "録画を Micro soft Teams で"


def test_hyphen_of_the_line_end_goes() -> None:
    assert join(["the infor-", "mation office"]) == "the information office"
    assert join(["a follow-", "up"], frozenset({"follow-up"})) == "a follow-up"
    assert join(["2023-", "12-06"]) == "2023-12-06"


def test_a_line_well_before_the_edge_runs_on_where_no_line_ends_on_its_last_word() -> None:
    full = [
        "会場の利用者の交代時における確認カードの提示を義務付ける改訂を",
        "行い、令和六年一月に各国税局へ通達した。",
    ] * 3
    cut = ["送信前に氏名及び住所を再表示する画面を追加します", "次に、受入試験を行う。"]
    found = [Line(text, 0, columns_of(text), 2.0, number=number) for number, text in enumerate([*full, *cut])]
    assert join(line.text for line in paragraphs(found)[-1]) != "".join(cut)
    cut = ["送信前に氏名及び住所を再表示する画面を追加することと", "し、現在、受入試験を行っている。"]
    found = [Line(text, 0, columns_of(text), 2.0, number=number) for number, text in enumerate([*full, *cut])]
    assert join(line.text for line in paragraphs(found)[-1]) == "".join(cut)


def test_full_lines_run_on_and_short_ones_end() -> None:
    text = (
        "　当県においては、交付対象者から個人番号の提供を受けた\n"
        "際の本人確認を適切に実施するため、手順書を改定し、全職\n"
        "員に周知した。\n"
        "　なお、残りについては令和6年3月末までに完了する予定で\n"
        "ある。"
    )
    assert joined(text) == [
        "当県においては、交付対象者から個人番号の提供を受けた際の本人確認を適切に実施するため、手順書を改定し、全職員に周知した。",
        "なお、残りについては令和6年3月末までに完了する予定である。",
    ]


def test_entries_begin_anew_and_hang() -> None:
    text = (
        "・本人確認の措置として、システム面での対策及び運用面での\n"
        "　対策を行うこと\n"
        "・報告体制として、人員体制の強化、規程等の見直しを行うこと\n"
        "(1)　研修の実施\n"
        "上述の点については別途、関係する機関と協議を行うとともに、\n"
        "(2)の指導に対する対応を行う。"
    )
    assert joined(text) == [
        "・本人確認の措置として、システム面での対策及び運用面での対策を行うこと",
        "・報告体制として、人員体制の強化、規程等の見直しを行うこと",
        "(1)　研修の実施",
        "上述の点については別途、関係する機関と協議を行うとともに、(2)の指導に対する対応を行う。",
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("令和", "5年10月31日"),
        ("令和5", "年10月31日"),
        ("令和5年", "10月31日"),
        ("令和5年1", "0月31日"),
        ("令和5年10", "月31日"),
        ("令和5年10月", "31日"),
        ("令和5年10月3", "1日"),
        ("対象は2,3", "44件"),
        ("年２回（５月及び11", "月）実施する。"),
        ("36案件を実施（12月末", "時点）"),
    ],
)
def test_dates_and_numbers_cut_in_two_are_joined_wherever_the_margin_is(above: str, below: str) -> None:
    assert joined(f"{above}\n{below}") == [above + below]


def test_addresses_lists_and_headings_stay_apart() -> None:
    text = "個人情報保護委員会事務局\n監視・監督室\n電話：03-6457-9680（代）\n静岡県 100\n高知県 114"
    assert joined(text) == text.split("\n")


@given(st.text(alphabet="令和年月日で実施する。、・（）", min_size=60, max_size=300), st.integers(10, 25))
def test_japanese_prose_wrapped_anywhere_comes_back(text: str, width: int) -> None:
    prose = "当" + text.replace("・", "、") + "了"
    wrapped = "\n".join(prose[at : at + width] for at in range(0, len(prose), width))
    assert "".join(joined(wrapped)) == prose
    if not re.search("。）*\n|\n（", wrapped):
        assert joined(wrapped) == [prose]
