"""Checks of the keys that move in the list and choose what it shows."""

from __future__ import annotations

from typing import Final

from tests.tui.pressing.hands import Check, moves
from tests.tui.pressing.supervisor import Supervisor
from tests.tui.watching import press, until
from tui.screens.columns import Columns
from tui.screens.form import Form
from tui.screens.own_views import OwnViews
from tui.widgets.board import Board


def row(hands: Supervisor) -> int:
    return hands.cursor


def to_row(hands: Supervisor, at: int) -> None:
    hands.triage.worklist.go(at)


async def last(hands: Supervisor) -> None:
    end = len(hands.triage.worklist.listing) - 1
    await moves(row, to_row, 0, lambda at: at == end)(hands)


def pages(start: int, count: float) -> Check:
    """From a row the key leads so many pages on."""

    async def check(hands: Supervisor) -> None:
        wanted = start + int(count * hands.triage.worklist.page)
        await moves(row, to_row, start, lambda at: at == wanted)(hands)

    return check


async def into(hands: Supervisor) -> None:
    hands.press("into")
    await until(lambda: hands.triage.in_detail)
    row = hands.triage.worklist.row
    assert row is not None
    await until(lambda: row.key in hands.triage.detail.plain, "the story of the row")


async def out(hands: Supervisor) -> None:
    hands.press("into", "out")
    await until(lambda: not hands.triage.in_detail)


async def section(hands: Supervisor) -> None:
    await into(hands)
    hands.press("first")
    await until(lambda: hands.triage.detail.scroll_y == 0)
    hands.press("section")
    await until(lambda: hands.triage.detail.scroll_y > 0)


async def section_back(hands: Supervisor) -> None:
    await section(hands)
    hands.press("section_back")
    await until(lambda: hands.triage.detail.scroll_y == 0)


async def switch(hands: Supervisor) -> None:
    for name in ("register", "board", "triage"):
        hands.press("switch")
        await until(lambda name=name: hands.app.room.room == name, name)


async def board(hands: Supervisor) -> None:
    hands.press("board")
    await until(lambda: hands.app.room.room == "board")
    await until(lambda: len(hands.app.screen.query_one(Board).rows) == 11, "the entities")
    hands.press("board")
    await until(lambda: hands.app.room is hands.triage)


async def columns(hands: Supervisor) -> None:
    hands.press("columns")
    await until(lambda: isinstance(hands.app.screen, Columns) and hands.app.screen.is_mounted)
    press(hands.app, "Ｊ" if hands.wide else "J", "enter")
    await until(lambda: hands.app.screen is hands.triage)
    assert [name for name, _width in hands.app.place.columns[:2]] == ["days", "attention"]
    hands.app.place.columns = []
    hands.triage.restyled()


async def keep_view(hands: Supervisor, name: str = "kept") -> None:
    hands.press("view_unverified")
    await until(lambda: hands.app.state.view == "unverified")
    hands.press("keep_view")
    await until(lambda: isinstance(hands.app.screen, Form) and hands.app.focused is not None)
    press(hands.app, *name, "ctrl+s")
    await until(lambda: hands.app.state.view == f"own/{name}" and hands.app.screen is hands.triage)


async def own_views(hands: Supervisor) -> None:
    await keep_view(hands, "mine")
    await hands.home()
    hands.press("views")
    await until(lambda: isinstance(hands.app.screen, OwnViews) and hands.app.screen.is_mounted)
    press(hands.app, "１" if hands.wide else "1")
    await until(lambda: hands.app.state.view == "own/mine" and hands.app.screen is hands.triage)


async def filtered(hands: Supervisor, words: str, count: int) -> None:
    hands.press("filter")
    await until(lambda: hands.app.focused is not None, "the filter line")
    press(hands.app, *words)
    await until(lambda: len(hands.triage.worklist.listing) == count, f"{count} rows for {words}")


async def filter_(hands: Supervisor) -> None:
    await filtered(hands, "nta", 1)
    assert hands.triage.footer.keys == ["enter", "escape", "tab", "down", "up"]
    press(hands.app, "enter")
    await until(lambda: hands.app.focused is None)
    assert hands.app.place.filter == "nta"
    assert "filter" in hands.triage.footer.keys


async def next_hit(hands: Supervisor) -> None:
    await filtered(hands, "kawasaki", 1)
    press(hands.app, "escape")
    await until(lambda: len(hands.triage.worklist.listing) > 60)
    hands.triage.worklist.go(0)
    hands.press("next_hit")
    await until(lambda: (row := hands.triage.worklist.row) is not None and row.entity == "kawasaki")


async def prev_hit(hands: Supervisor) -> None:
    await next_hit(hands)
    hands.triage.worklist.go(len(hands.triage.worklist.listing) - 1)
    hands.press("prev_hit")
    await until(lambda: (row := hands.triage.worklist.row) is not None and row.entity == "kawasaki")


def view(name: str) -> Check:
    async def check(hands: Supervisor) -> None:
        hands.press(f"view_{name}")
        await until(lambda: hands.app.state.view == name)
        wanted = set(hands.app.view.attentions)

        def right() -> bool:
            listing = hands.triage.worklist.listing
            rows = [listing.row(index) for index in range(len(listing))]
            if name in ("mine", "checks"):
                return listing.complete and not rows
            return listing.complete and all(row is not None and row.attention in wanted for row in rows if wanted)

        await until(right, f"only {wanted}")

    return check


def days_late(hands: Supervisor) -> list[int]:
    """The days late of the first rows, once they are sorted by them."""
    listing = hands.triage.worklist.listing
    if not hands.settled() or listing.query.sort != "days_overdue":
        return []
    rows = (listing.row(index) for index in range(len(listing)))
    return [row.days_overdue for row in rows if row is not None and row.days_overdue is not None]


async def sort(hands: Supervisor) -> None:
    hands.press("sort", "sort")
    await until(lambda: len(days := days_late(hands)) > 8 and days == sorted(days), "the fewest days late first")


async def turn(hands: Supervisor) -> None:
    await sort(hands)
    hands.press("turn")
    await until(lambda: len(days := days_late(hands)) > 8 and days == sorted(days, reverse=True), "the most first")


async def mark(hands: Supervisor) -> None:
    handle = hands.triage.worklist.handle
    hands.press("mark")
    await until(lambda: hands.triage.worklist.marks == {handle} and hands.cursor == 1)


async def mark_all(hands: Supervisor) -> None:
    hands.press("mark_all")
    await until(lambda: len(hands.triage.worklist.marks) == len(hands.triage.worklist.listing))


async def unmark(hands: Supervisor) -> None:
    await mark_all(hands)
    hands.press("unmark")
    await until(lambda: not hands.triage.worklist.marks)


LIST: Final[dict[str, Check]] = {
    "down": moves(row, to_row, 3, lambda at: at == 4),
    "up": moves(row, to_row, 3, lambda at: at == 2),
    "first": moves(row, to_row, 9, lambda at: at == 0),
    "last": last,
    "half_down": pages(0, 0.5),
    "half_up": pages(30, -0.5),
    "page_down": pages(0, 1),
    "page_up": pages(40, -1),
    "into": into,
    "out": out,
    "section": section,
    "section_back": section_back,
    "switch": switch,
    "filter": filter_,
    "next_hit": next_hit,
    "prev_hit": prev_hit,
    **{f"view_{name}": view(name) for name in ("overdue", "unverified", "awaiting", "soon", "mine", "all", "checks")},
    "views": own_views,
    "keep_view": keep_view,
    "board": board,
    "columns": columns,
    "sort": sort,
    "turn": turn,
    "mark": mark,
    "mark_all": mark_all,
    "unmark": unmark,
}
