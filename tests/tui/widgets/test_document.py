"""A document set in lines: headings found, labels in a column, a quote highlighted across lines."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.theme import look
from tui.widgets.document import Block, set_lines
from tui.widgets.thumb import target, thumb

LOOK = look("dark")
BLOCKS = st.builds(
    Block,
    st.text(max_size=60),
    style=st.just("text"),
    label=st.text(max_size=12),
    indent=st.integers(0, 8),
    heading=st.booleans(),
    quote=st.text(max_size=6),
    gap=st.booleans(),
)


def plain(blocks: list[Block], cells: int) -> list[str]:
    return ["".join(segment.text for segment in line) for line in set_lines(blocks, cells, LOOK)[0]]


@given(st.lists(BLOCKS, max_size=6), st.integers(10, 120))
@example([Block("00000000", label="000000000\x80\x80", indent=7)], 41)
@example([Block("00000000", label="期限までの残りの日数と担当", indent=8)], 10)
def test_no_line_is_wider_than_asked(blocks: list[Block], cells: int) -> None:
    lines, headings = set_lines(blocks, cells, LOOK)
    assert all(cell_len("".join(segment.text for segment in line)) <= cells for line in lines)
    assert len(headings) == sum(block.heading for block in blocks)


def test_labels_stand_in_a_column_and_text_hangs_beside_them() -> None:
    said = plain([Block("令和6年", label="期限"), Block("a b " * 20, label="Status"), Block("x")], 42)
    assert said[0] == "期限    令和6年"
    assert said[1].startswith("Status  a b a b")
    assert said[2].startswith("        b a b a")
    assert said[-1] == "x"


def test_a_label_that_is_not_plain_is_measured_as_it_is_shown() -> None:
    said = plain([Block("x", label="a\x80"), Block("y", label="b\n")], 42)
    assert said == ["a<U+0080>  x", "b          y"]


def test_a_long_label_is_clipped_before_the_text_loses_its_room() -> None:
    assert plain([Block("令和6年3月", label="あ" * 30)], 42) == ["あ" * 15 + "›  令和6年3", " " * 33 + "月"]


def test_a_heading_has_air_above_it() -> None:
    lines, headings = set_lines([Block("一"), Block("改善策", heading=True), Block("二")], 40, LOOK)
    assert headings == [2]
    assert ["".join(segment.text for segment in line) for line in lines] == ["一", "", "改善策", "二"]


def test_a_quote_is_highlighted_through_the_lines() -> None:
    block = Block("前置き。研修資料を作成し、全職員へ周知する。後書き。", quote="研修資料を作成し、全職員へ周知する。")
    lines, _ = set_lines([block], 20, LOOK)
    hit = "".join(segment.text for line in lines for segment in line if segment.style == LOOK.hit)
    assert hit == "研修資料を作成し、全職員へ周知する。"


def test_the_thumb_of_the_scroll_bar() -> None:
    assert [thumb(y, 10, 0, 100) for y in range(10)] == [True] + [False] * 9
    assert [thumb(y, 10, 90, 100) for y in range(10)] == [False] * 9 + [True]
    assert not any(thumb(y, 10, 0, 10) for y in range(10))
    assert sum(thumb(y, 10, 0, 20) for y in range(10)) == 5
    assert (target(0, 10, 100), target(9, 10, 100)) == (0, 90)
    assert any(thumb(y, 10, 500_000, 1_000_000) for y in range(10))
