"""Text made fit to be shown: nothing lost that has a meaning, nothing left that acts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from exports.plain import abridged, columns, flat, shown
from tests.exports.hostile import ANY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和5年度中に\n実施", "令和5年度中に実施"),
        ("令和 5 年度", "令和 5 年度"),
        ("one\ntwo", "one two"),
        ("漢字\nEnglish", "漢字 English"),
        ("  a \r\n\t b ", "a b"),
        ("別紙　回答票", "別紙　回答票"),
        ("\x00\x1b\x7f\x85", "␀␛␡\ufffd"),
        ("a\rb", "a b"),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert flat(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u202eabc", "\u202eabc\u202c"),
        ("\u2066a\u202eb", "\u2066a\u202eb\u202c\u2069"),
        ("a\u202cb\u2069c", "abc"),
        ("\u202ea\nb", "\u202ea\u202c\nb"),
        ("\u202ea\u202cb", "\u202ea\u202cb"),
    ],
)
def test_an_embedding_ends_with_its_line(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(ANY)
def test_no_control_is_left_and_embeddings_balance(text: str) -> None:
    for line in shown(text).split("\n"):
        assert not [letter for letter in line if unicodedata.category(letter) == "Cc" and letter != "\t"]
        assert sum(map(line.count, "\u202a\u202b\u202d\u202e")) == line.count("\u202c")
        assert sum(map(line.count, "\u2066\u2067\u2068")) == line.count("\u2069")
    assert "\n" not in flat(text)
    assert shown(shown(text)) == shown(text)
    assert flat(flat(text)) == flat(text)


@given(ANY)
def test_a_cut_text_fits_and_says_so(text: str) -> None:
    cut = abridged(text, 10)
    assert columns(cut) <= 12
    assert cut == flat(text) or cut.endswith("…")


def test_widths() -> None:
    assert columns("aｱ漢①") == 6
    assert abridged("一二三四五六", 12) == "一二三四五六"
    assert abridged("一二三四五六", 10) == "一二三四…"
