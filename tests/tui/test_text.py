"""Text on its way to the screen: harmless, nothing lost, and measured in cells."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui import text

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "[]/@=\x00\x1b\x9b\u202e\u2066\u200d\u200b\ufe0f\ufeff\u3164ﾊﾞ葛\U000e0100漢あA 　\n\r\t、。（）\u0301👨"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("第[1]項 [別紙] [a]", "第[1]項 [別紙] [a]"),
        ("[/red][@click=app.quit]x", "[/red][@click=app.quit]x"),
        ("a\x1b[31mb", "a\u241b[31mb"),
        ("\x00\x7f", "\u2400\u2421"),
        ("a\u202eb\u2066c", "a<U+202E>b<U+2066>c"),
        ("\x9b31m", "<U+009B>31m"),
        ("葛\U000e0100飾区", "葛\U000e0100飾区"),
        ("ﾊﾞﾝｺﾞｳ", "ﾊﾞﾝｺﾞｳ"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("漢\u200d字", "漢<U+200D>字"),
        ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
        ("\ud800", "<U+D800>"),
        ("\u3164", "<U+3164>"),
        ("一行\r\n二行\u2028三行", "一行\n二行\n三行"),
        ("全角　空白", "全角　空白"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + "\u25cc" + "\u0301" * 2),
    ],
)
def test_clean(given_text: str, shown: str) -> None:
    assert text.clean(given_text) == shown


@given(HOSTILE)
def test_nothing_that_a_terminal_obeys_is_left(hostile: str) -> None:
    for character in text.clean(hostile):
        kind = unicodedata.category(character)
        assert kind not in ("Cc", "Cs") or character in "\n\t", repr(character)
        assert kind != "Cf" or character == "\u200d", repr(character)
    text.clean(hostile).encode("utf-8")


@given(HOSTILE)
def test_no_visible_character_is_lost(hostile: str) -> None:
    kept = [c for c in hostile if unicodedata.category(c)[0] in "LNPS" and c not in "\u3164\u115f\u1160\uffa0"]
    shown = iter(text.clean(hostile))
    assert all(character in shown for character in kept)


@given(HOSTILE, st.integers(0, 40))
def test_a_cell_is_exactly_as_wide_as_asked(hostile: str, cells: int) -> None:
    assert cell_len(text.cell(hostile, cells)) == cells
    assert cell_len(text.cell(hostile, cells, "right")) == cells


@given(HOSTILE, st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(hostile: str, cells: int) -> None:
    lines = text.wrap(hostile, cells)
    whole = text.clean(hostile).expandtabs(4)
    assert all(cell_len(line) <= cells for line in lines if len(line) > 1)
    assert "".join(lines).replace(" ", "") == whole.replace("\n", "").replace(" ", "")


def test_clip_never_cuts_a_character_in_half() -> None:
    assert text.clip("富士通Japan", 8) == "富士通J›"
    assert text.clip("富士通Japan", 7) == "富士通›"
    assert text.clip("富士通Japan", 6) == "富士›"
    assert text.clip("富士通", 6) == "富士通"
    assert text.clip("富", 1) == "›"
    assert text.clip("葛\U000e0100飾区役所", 5) == "葛\U000e0100飾›"


def test_wrapping_follows_japanese_rules() -> None:
    assert text.wrap("研修を実施した。次に", 14) == ["研修を実施し", "た。次に"]
    assert text.wrap("研修を実施した次に", 14) == ["研修を実施した", "次に"]
    assert text.wrap("規程（別紙）", 6) == ["規程", "（別", "紙）"]
    assert text.wrap("two words here", 9) == ["two words", "here"]
    assert text.wrap("", 10) == [""]
    # A number stays with its word and its unit, wherever the line ends.
    assert text.wrap("2027-03-31 · 128日後 · 延期1,186日", 30) == ["2027-03-31 · 128日後 ·", "延期1,186日"]
    assert text.wrap("周知予定（令和5年12月31日(日)迄）", 22) == ["周知予定", "（令和5年12月31日(日)", "迄）"]
    assert text.wrap("9月までに残り6ファイル", 19) == ["9月までに残り", "6ファイル"]
    assert text.wrap("保護管理者宛3通", 14) == ["保護管理", "者宛3通"]
    assert text.wrap("put off by 1,186 days", 17) == ["put off by", "1,186 days"]
    # Where there is no other place, the line is filled and broken as any.
    assert text.wrap("令和5年12月31日", 6) == ["令和5", "年12月", "31日"]


def test_long_lines_are_cut_before_they_are_read() -> None:
    assert text.cell("あ" * 10_000, 20) == "あ" * 9 + "› "
    assert len(text.wrap("あ" * 10_000, 100)) == 200
    assert len(text.notice("あ" * 10_000)) == 601


def test_content_is_never_markup() -> None:
    shown = text.content("[@click=app.quit]x[/]", ("[b]", "bold"))
    assert shown.plain == "[@click=app.quit]x[/][b]"
    assert [span.style for span in shown.spans] == ["bold"]
