"""Every key of the table, pressed on the running screen: at two sizes, in both languages, in half and full width."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.screen import ModalScreen

from tests.tui.watching import TODAY, press, until
from tui import i18n
from tui.followup import Followup
from tui.keys import KEYS, full_width
from tui.screens.columns import Columns
from tui.screens.form import Form
from tui.screens.help import Help
from tui.screens.own_views import OwnViews
from tui.screens.triage import Triage
from tui.settings import State
from tui.widgets.board import Board


class Hands:
    """A supervisor at the keyboard, on the triage screen."""

    def __init__(self, app: Followup, wide: bool) -> None:
        self.app = app
        self.wide = wide

    @property
    def triage(self) -> Triage:
        return self.app.triage

    @property
    def cursor(self) -> int:
        return self.triage.worklist.cursor

    @property
    def said(self) -> str:
        return self.triage.footer.said

    async def press(self, *ids: str) -> None:
        """The key of each id; in full width where it has such a form."""
        for key_id in ids:
            key = self.app.key(key_id).keys[0]
            wide = full_width(key)
            press(self.app, wide[0] if self.wide and wide else key)

    async def home(self) -> None:
        """Back to all rows, unfiltered, unmarked, the first row, today, in the list."""
        if isinstance(self.app.screen, ModalScreen):
            press(self.app, "escape")
            await until(lambda: not isinstance(self.app.screen, ModalScreen))
        while (room := self.app.room) is not self.triage:
            await self.press("switch")
            await until(lambda room=room: self.app.room is not room)
        if self.app.as_of != TODAY:
            await self.press("today")
            await until(lambda: self.app.as_of == TODAY)
        while not (before := self.triage.here()).home:
            await self.press("out")
            await until(lambda before=before: self.triage.here() != before, "a step back")
        while sort := self.app.place.sort:
            await self.press("sort")
            await until(lambda sort=sort: self.app.place.sort != sort)
        await until(self.settled, "the whole list")
        self.triage.worklist.go(0)
        await until(lambda: self.triage.worklist.row is not None)

    def settled(self) -> bool:
        """Whether all rows are shown in the order asked for: the list before it may still stand a moment."""
        listing = self.triage.worklist.listing
        return listing.complete and len(listing) > 60 and listing.query == self.triage.lister.query

    async def to(self, status: str) -> None:
        """Put the cursor on the first promise with a status."""
        listing = self.triage.worklist.listing
        for index in range(len(listing)):
            self.triage.worklist.go(index)
            row = self.triage.worklist.row
            if row is not None and row.kind == "milestone" and row.status == status:
                self.triage.tell()
                return
        pytest.fail(f"no row is {status}")


Check = Callable[[Hands], Awaitable[None]]


async def moves(hands: Hands, key_id: str, start: int, to: int) -> None:
    hands.triage.worklist.go(start)
    await hands.press(key_id)
    await until(lambda: hands.cursor == to, f"{key_id}: row {to}, not {hands.cursor}")


async def down(hands: Hands) -> None:
    await moves(hands, "down", 3, 4)


async def up(hands: Hands) -> None:
    await moves(hands, "up", 3, 2)


async def first(hands: Hands) -> None:
    await moves(hands, "first", 9, 0)


async def last(hands: Hands) -> None:
    await moves(hands, "last", 0, len(hands.triage.worklist.listing) - 1)


async def half_down(hands: Hands) -> None:
    await moves(hands, "half_down", 0, hands.triage.worklist.page // 2)


async def half_up(hands: Hands) -> None:
    await moves(hands, "half_up", 30, 30 - hands.triage.worklist.page // 2)


async def page_down(hands: Hands) -> None:
    await moves(hands, "page_down", 0, hands.triage.worklist.page)


async def page_up(hands: Hands) -> None:
    await moves(hands, "page_up", 40, 40 - hands.triage.worklist.page)


async def into(hands: Hands) -> None:
    await hands.press("into")
    await until(lambda: hands.triage.in_detail)
    row = hands.triage.worklist.row
    assert row is not None
    await until(lambda: row.key in hands.triage.detail.plain, "the story of the row")


async def out(hands: Hands) -> None:
    await hands.press("into", "out")
    await until(lambda: not hands.triage.in_detail)


async def section(hands: Hands) -> None:
    await into(hands)
    await hands.press("first")
    await until(lambda: hands.triage.detail.scroll_y == 0)
    await hands.press("section")
    await until(lambda: hands.triage.detail.scroll_y > 0)


async def section_back(hands: Hands) -> None:
    await section(hands)
    await hands.press("section_back")
    await until(lambda: hands.triage.detail.scroll_y == 0)


async def switch(hands: Hands) -> None:
    for name in ("register", "board", "triage"):
        await hands.press("switch")
        await until(lambda name=name: hands.app.room.room == name, name)


async def board(hands: Hands) -> None:
    await hands.press("board")
    await until(lambda: hands.app.room.room == "board")
    await until(lambda: len(hands.app.screen.query_one(Board).rows) == 11, "the entities")
    await hands.press("board")
    await until(lambda: hands.app.room is hands.triage)


async def columns(hands: Hands) -> None:
    await hands.press("columns")
    await until(lambda: isinstance(hands.app.screen, Columns) and hands.app.screen.is_mounted)
    press(hands.app, "Ｊ" if hands.wide else "J", "enter")
    await until(lambda: hands.app.screen is hands.triage)
    assert [name for name, _width in hands.app.place.columns[:2]] == ["days", "attention"]
    hands.app.place.columns = []
    hands.triage.restyled()


async def keep_view(hands: Hands, name: str = "kept") -> None:
    await hands.press("view_unverified")
    await until(lambda: hands.app.state.view == "unverified")
    await hands.press("keep_view")
    await until(lambda: isinstance(hands.app.screen, Form) and hands.app.focused is not None)
    press(hands.app, *name, "ctrl+s")
    await until(lambda: hands.app.state.view == f"own/{name}" and hands.app.screen is hands.triage)


async def own_views(hands: Hands) -> None:
    await keep_view(hands, "mine")
    await hands.home()
    await hands.press("views")
    await until(lambda: isinstance(hands.app.screen, OwnViews) and hands.app.screen.is_mounted)
    press(hands.app, "１" if hands.wide else "1")
    await until(lambda: hands.app.state.view == "own/mine" and hands.app.screen is hands.triage)


async def filtered(hands: Hands, words: str, count: int) -> None:
    await hands.press("filter")
    await until(lambda: hands.app.focused is not None, "the filter line")
    press(hands.app, *words)
    await until(lambda: len(hands.triage.worklist.listing) == count, f"{count} rows for {words}")


async def filter_(hands: Hands) -> None:
    await filtered(hands, "nta", 1)
    press(hands.app, "enter")
    await until(lambda: hands.app.focused is None)
    assert hands.app.place.filter == "nta"


async def next_hit(hands: Hands) -> None:
    await filtered(hands, "kawasaki", 1)
    press(hands.app, "escape")
    await until(lambda: len(hands.triage.worklist.listing) > 60)
    hands.triage.worklist.go(0)
    await hands.press("next_hit")
    await until(lambda: (row := hands.triage.worklist.row) is not None and row.entity == "kawasaki")


async def prev_hit(hands: Hands) -> None:
    await next_hit(hands)
    hands.triage.worklist.go(len(hands.triage.worklist.listing) - 1)
    await hands.press("prev_hit")
    await until(lambda: (row := hands.triage.worklist.row) is not None and row.entity == "kawasaki")


def view(name: str) -> Check:
    async def check(hands: Hands) -> None:
        await hands.press(f"view_{name}")
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


async def sort(hands: Hands) -> None:
    await hands.press("sort", "sort", "sort")
    await until(lambda: hands.app.place.sort == "entity_name")
    names = [row.entity for i in range(5) if (row := hands.triage.worklist.listing.row(i)) is not None]
    await until(lambda: hands.triage.worklist.listing.query.sort == "entity_name")
    assert len(names) == 5


async def turn(hands: Hands) -> None:
    await hands.press("sort", "sort", "turn")
    await until(lambda: hands.triage.worklist.listing.query.descending)


async def mark(hands: Hands) -> None:
    handle = hands.triage.worklist.handle
    await hands.press("mark")
    await until(lambda: hands.triage.worklist.marks == {handle} and hands.cursor == 1)


async def mark_all(hands: Hands) -> None:
    await hands.press("mark_all")
    await until(lambda: len(hands.triage.worklist.marks) == len(hands.triage.worklist.listing))


async def unmark(hands: Hands) -> None:
    await mark_all(hands)
    await hands.press("unmark")
    await until(lambda: not hands.triage.worklist.marks)


def form(key_id: str, status: str = "planned") -> Check:
    async def check(hands: Hands) -> None:
        await hands.to(status)
        await hands.press(key_id)
        await until(lambda: isinstance(hands.app.screen, ModalScreen), f"a form for {key_id}; said: {hands.said}")
        press(hands.app, "escape")
        await until(lambda: not isinstance(hands.app.screen, ModalScreen), f"{key_id}: Esc closes the form")

    return check


def answers(key_id: str) -> Check:
    """An act that may have nothing to do: it opens a form, or says something."""

    async def check(hands: Hands) -> None:
        before = len(hands.app.messages)
        await hands.press(key_id)
        await until(
            lambda: isinstance(hands.app.screen, ModalScreen) or hands.said or len(hands.app.messages) > before,
            f"an answer to {key_id}",
        )

    return check


async def copy(hands: Hands) -> None:
    await hands.press("copy")
    await until(lambda: hands.app.clipboard.startswith("| "))
    await until(lambda: hands.app.copied[0] == "markdown")
    await hands.press("copy")
    await until(lambda: "\t" in hands.app.clipboard)


async def source(hands: Hands) -> None:
    await hands.press("source")
    await until(lambda: isinstance(hands.app.screen, ModalScreen) or hands.triage.in_detail)


async def calendar(hands: Hands) -> None:
    before = hands.app.state.calendar
    await hands.press("calendar")
    await until(lambda: hands.app.state.calendar != before)


async def earlier(hands: Hands) -> None:
    await hands.press("earlier")
    await until(lambda: (TODAY - hands.app.as_of).days == 7)
    await until(lambda: hands.triage.here().other_day and hands.triage.worklist.row is not None)
    await hands.press("verify")
    await until(lambda: hands.said, "verify is refused on another day")
    assert not isinstance(hands.app.screen, ModalScreen)


async def later(hands: Hands) -> None:
    await hands.press("later")
    await until(lambda: (hands.app.as_of - TODAY).days == 7)


async def today(hands: Hands) -> None:
    await earlier(hands)
    await hands.press("today")
    await until(lambda: hands.app.as_of == TODAY)


async def theme(hands: Hands) -> None:
    before = hands.app.theme
    await hands.press("theme")
    await until(lambda: hands.app.theme != before)


async def reload(hands: Hands) -> None:
    listing = hands.triage.worklist.listing
    await hands.press("reload")
    await until(lambda: hands.triage.worklist.listing is not listing and hands.triage.worklist.row is not None)


async def palette(hands: Hands) -> None:
    from textual.command import CommandPalette

    await hands.press("palette")
    await until(lambda: isinstance(hands.app.screen, CommandPalette))


async def help_(hands: Hands) -> None:
    await hands.press("help")
    await until(lambda: isinstance(hands.app.screen, Help))


async def log(hands: Hands) -> None:
    hands.app.log_message("川崎市: [/red] said", "error")
    await hands.press("log")
    await until(lambda: isinstance(hands.app.screen, Help))


async def back(hands: Hands) -> None:
    await hands.press("into", "back")
    await until(lambda: not hands.triage.in_detail)
    assert hands.app.is_running


CHECKS: dict[str, Check] = {
    "down": down,
    "up": up,
    "first": first,
    "last": last,
    "half_down": half_down,
    "half_up": half_up,
    "page_down": page_down,
    "page_up": page_up,
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
    **{
        key_id: form(key_id)
        for key_id in ("verify", "return", "revise", "progress", "claim", "note", "assign", "next_check", "withdraw")
    },
    **{key_id: form(key_id) for key_id in ("edit", "add", "import", "export", "dashboard")},
    "undo": answers("undo"),
    "redo": answers("redo"),
    "copy": copy,
    "source": source,
    "calendar": calendar,
    "earlier": earlier,
    "later": later,
    "day": form("day"),
    "today": today,
    "theme": theme,
    "reload": reload,
    "palette": palette,
    "help": help_,
    "log": log,
    "back": back,
}
# It ends the program, and is pressed at the end of every run.
LEAVES = {"quit"}


def test_no_key_is_untested() -> None:
    assert set(CHECKS) | LEAVES == {key.id for key in KEYS}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize(("lang", "wide"), [("en", False), ("ja", True)], ids=["en", "ja-full-width"])
async def test_every_key(store: Path, size: tuple[int, int], lang: str, wide: bool) -> None:
    i18n.speak(lang)
    app = Followup(store, by="山田", today=TODAY, state=State())
    async with app.run_test(size=size):
        hands = Hands(app, wide)
        for key_id, check in CHECKS.items():
            await hands.home()
            try:
                await check(hands)
            except BaseException as error:
                error.add_note(f"the key {key_id}")
                raise
        await hands.home()
        await hands.press("quit")
        await until(lambda: not app.is_running)
    i18n.speak("en")
