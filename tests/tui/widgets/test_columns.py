"""Columns measured in cells: a line is as wide as its list, whatever stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.test_listing import ROW
from tui import i18n
from tui.theme import look
from tui.widgets.columns import NARROWEST, Show, arrowed, edge, head, layout, line, resized

SHOW = Show("wareki", look("dark"))


@pytest.mark.parametrize("lang", ["ja", "en"])
@given(cells=st.integers(60, 300), words=st.text(max_size=40), on=st.booleans(), marked=st.booleans())
def test_every_line_fills_the_width(lang: str, cells: int, words: str, on: bool, marked: bool) -> None:
    i18n.speak(lang)
    try:
        placed = layout(cells)
        row = ROW._replace(text=words, entity_name=words, officer=words, due_on=date(2024, 9, 30), quantity=11)
        drawn = line(row, placed, SHOW, on=on, marked=marked)
        assert cell_len("".join(segment.text for segment in drawn)) == cells
        assert cell_len("".join(segment.text for segment in head(placed, SHOW.look, "due_on", True))) == cells
    finally:
        i18n.speak("en")


def columns(cells: int) -> list[str]:
    return [place.column.id for place in layout(cells)]


def test_wider_gives_columns() -> None:
    assert columns(79) == ["attention", "days", "entity", "due", "text"]
    assert columns(119) == ["attention", "days", "entity", "due", "text", "quantity", "officer"]
    assert {"heading", "moves", "check"} <= set(columns(200))


def test_one_column_by_hand_leaves_the_others_as_they_are_drawn() -> None:
    placed = layout(119)
    drawn = {place.column.id: place.width for place in placed}
    wider = resized((), placed, "entity", drawn["entity"] + 5)
    assert {place.column.id: place.width for place in layout(119, wider)} == {
        **drawn, "entity": drawn["entity"] + 5, "text": drawn["text"] - 5,
    }  # fmt: skip
    assert resized((("days", 6), ("text", 0)), placed, "days", 1) == (("days", NARROWEST), ("text", 0))
    first = placed[0]
    assert [edge(placed, first.start + first.width + at) == first for at in (-1, 0, 1, 2)] == [False, True, True, False]
    assert edge(placed, 119) is None


def test_a_useful_list_at_eighty() -> None:
    widths = {place.column.id: place.width for place in layout(79)}
    assert widths["text"] >= 21
    assert widths["attention"] == cell_len("awaiting plan")


def test_what_stands_in_a_line() -> None:
    row = ROW._replace(
        text="研修", due_on=date(2024, 9, 30), days_overdue=784, quantity=6, quantity_done=2, officer="山田"
    )
    said = "".join(segment.text for segment in line(row, layout(119), SHOW, on=False, marked=True))
    assert said.split() == ["*", "overdue", "784", "川崎市", "R6.9.30", "研修", "2/6", "山田"]
    undated = ROW._replace(attention="undated", due_text="定期的に")
    assert "定期的に" in "".join(segment.text for segment in line(undated, layout(119), SHOW, on=False, marked=False))


def test_the_sorted_column_has_an_arrow() -> None:
    up = "".join(segment.text for segment in head(layout(119), SHOW.look, "due_on", False))
    down = "".join(segment.text for segment in head(layout(119), SHOW.look, "due_on", True))
    assert "Due ▴" in up
    assert "Due ▾" in down
    assert "▴" not in "".join(segment.text for segment in head(layout(119), SHOW.look, "", False))
    # The space before the arrow gives way first, then the name.
    assert [arrowed("期限超過", cells, descending=True) for cells in (10, 9, 8)] == [
        "期限超過 ▾",
        "期限超過▾",
        "期限超›▾",
    ]
