"""Every key of the table, under each of its names, pressed on the running screen: its effect is looked at.

At two sizes, in both languages; in Japanese in the forms in which an input method sends them. The checks are held to
the table: a key without one fails.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen

from store import db
from store.words import word
from tests.tui.watching import TODAY, press, screenful, until
from tui import i18n
from tui.followup import Followup
from tui.keys import KEYS, Key, full_width
from tui.screens.columns import Columns
from tui.screens.confirm import Confirm
from tui.screens.dashboard import Dashboard
from tui.screens.desk import Assign, NextCheck, Note
from tui.screens.export import Export
from tui.screens.form import Form
from tui.screens.help import Help
from tui.screens.importing import Import
from tui.screens.own_views import OwnViews
from tui.screens.pick import Pick
from tui.screens.progress import Claim, Progress
from tui.screens.reason import Reason
from tui.screens.record import Edit
from tui.screens.revise import Revise
from tui.screens.triage import Triage
from tui.screens.verify import Verify
from tui.settings import State
from tui.widgets.board import Board
from tui.widgets.document import Document


class Hands:
    """A supervisor at the keyboard, on the triage screen. `name` is that under which the key in question is tried."""

    def __init__(self, app: Followup, wide: bool) -> None:
        self.app = app
        self.wide = wide
        self.trying: Key | None = None
        self.name = ""

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
            key = self.app.key(key_id)
            press(self.app, self.name if key == self.trying else forms(key.keys[0], self.wide)[0])

    def stored(self, column: str) -> dict[str, object]:
        """A column of every promise, by key, as the store holds it."""
        with closing(db.connect(self.app.path)) as connection:
            return dict(connection.execute(f"SELECT key, {column} FROM milestone ORDER BY key").fetchall())

    async def opened(self, kind: type[Any]) -> Any:
        """What opened on a key: the very form or page of that act."""
        await until(lambda: type(self.app.screen) is kind, f"{kind.__name__}; said: {self.said}")
        return self.app.screen

    async def closed(self) -> None:
        """Wait until the forms are gone."""
        await until(lambda: self.app.screen is self.triage, "the list")

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
        """Whether all rows are shown, as they are now and in the order asked for: the old list may stand a moment."""
        listing = self.triage.worklist.listing
        if not listing.complete or len(listing) <= 60 or listing.query != self.triage.lister.query:
            return False
        with closing(db.connect(self.app.path)) as connection:
            return not listing.stale(self.app.store(connection))

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
    assert hands.triage.footer.keys == ["enter", "escape", "tab", "down", "up"]
    press(hands.app, "enter")
    await until(lambda: hands.app.focused is None)
    assert hands.app.place.filter == "nta"
    assert "filter" in hands.triage.footer.keys


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


def days_late(hands: Hands) -> list[int]:
    """The days late of the first rows, once they are sorted by them."""
    listing = hands.triage.worklist.listing
    if not hands.settled() or listing.query.sort != "days_overdue":
        return []
    rows = (listing.row(index) for index in range(len(listing)))
    return [row.days_overdue for row in rows if row is not None and row.days_overdue is not None]


async def sort(hands: Hands) -> None:
    await hands.press("sort", "sort")
    await until(lambda: len(days := days_late(hands)) > 8 and days == sorted(days), "the fewest days late first")


async def turn(hands: Hands) -> None:
    await sort(hands)
    await hands.press("turn")
    await until(lambda: len(days := days_late(hands)) > 8 and days == sorted(days, reverse=True), "the most first")


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


def act(key_id: str, kind: type[Any], typed: dict[str, str], column: str, wanted: object) -> Check:
    """An act on a planned promise: its form opens, what is typed is written, and undo puts back what was there."""

    async def check(hands: Hands) -> None:
        await hands.to("planned")
        before = hands.stored(column)
        await hands.press(key_id)
        form = await hands.opened(kind)
        await until(lambda: form.is_mounted and bool(form.query("Field")))
        for name, text in typed.items():
            form.field(name).type(text)
        press(hands.app, "ctrl+s")
        if key_id == "withdraw":
            await hands.opened(Confirm)
            press(hands.app, "ｙ" if hands.wide else "y")
        key = await written(hands, column, before, wanted)
        await hands.closed()
        await taken_back(hands, key, column, before)

    return check


async def written(hands: Hands, column: str, before: dict[str, object], wanted: object) -> str:
    """Wait until one promise, and no other, holds what was typed; its key."""
    await until(lambda: hands.stored(column) != before, f"{column} = {wanted}")
    (moved,) = [(key, value) for key, value in hands.stored(column).items() if value != before.get(key)]
    assert moved[1] == wanted
    return moved[0]


async def taken_back(hands: Hands, key: str, column: str, before: dict[str, object]) -> None:
    """Undo puts back what was there, and the cursor on the row."""
    await until(hands.settled, "the list after the act")
    await hands.press("undo")
    await until(lambda: hands.stored(column) == before, f"{column} as it was")
    await until(
        lambda: hands.settled() and (row := hands.triage.worklist.row) is not None and row.key == key, "the row"
    )


async def undo(hands: Hands) -> None:
    await act("note", Note, {"note": "電話した"}, "note", "電話した")(hands)


async def redo(hands: Hands) -> None:
    await undo(hands)
    before = hands.stored("note")
    await hands.press("redo")
    await taken_back(hands, await written(hands, "note", before, "電話した"), "note", before)


def page(key_id: str, kind: type[Any]) -> Check:
    """A key that opens a page or a form of its own; Esc closes it."""

    async def check(hands: Hands) -> None:
        await hands.to("planned")
        await hands.press(key_id)
        await hands.opened(kind)
        press(hands.app, "escape")
        await hands.closed()

    return check


async def day(hands: Hands) -> None:
    await hands.press("day")
    form = await hands.opened(Form)
    await until(lambda: form.is_mounted and bool(form.query("Field")))
    form.field("day").type("2024-04-01")
    press(hands.app, "ctrl+s")
    await until(lambda: hands.app.as_of == date(2024, 4, 1), "the day that was typed")


async def copy(hands: Hands) -> None:
    await hands.press("copy")
    await until(lambda: hands.app.clipboard.startswith("| "))
    await until(lambda: hands.app.copied[0] == "markdown")
    await hands.press("copy")
    await until(lambda: "\t" in hands.app.clipboard)


async def source(hands: Hands) -> None:
    """The bundled register was read from no document that is kept: the detail shows where its words stand."""
    await hands.press("source")
    await until(lambda: hands.triage.in_detail)
    detail = hands.triage.detail
    heading = word("field", "source", i18n.lang())
    await until(lambda: heading in detail.plain.splitlines(), "the story")
    place = detail.plain.splitlines().index(heading)
    await until(lambda: detail.scroll_y <= place < detail.scroll_y + detail.size.height - 1 > 1, "the source in sight")


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


def on_page(hands: Hands, words: str) -> bool:
    """Whether words stand on the page that is open, wherever its lines end."""
    pages = [*hands.app.screen.query(Document)] if isinstance(hands.app.screen, Help) else []
    return any("".join(words.split()) in "".join(page.plain.split()) for page in pages)


async def help_(hands: Hands) -> None:
    await hands.press("help")
    await until(lambda: on_page(hands, hands.app.key("verify").told), "what v does")


async def log(hands: Hands) -> None:
    hands.app.log_message("川崎市: [/red] said", "error")
    await hands.press("log")
    await until(lambda: on_page(hands, "川崎市: [/red] said"), "what was said")


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
    "verify": act("verify", Verify, {"method": "書面確認", "evidence": "文書12"}, "status", "verified"),
    "return": act("return", Reason, {"reason": "資料不足"}, "status", "returned"),
    "revise": act("revise", Revise, {"due_on": "2027-03-31", "reason": "延長"}, "due_on", "2027-03-31"),
    "progress": act("progress", Progress, {"quantity_done": "2", "quantity": "5"}, "quantity_done", 2),
    "claim": act("claim", Claim, {"status": "reported"}, "status", "reported"),
    "note": act("note", Note, {"note": "電話した"}, "note", "電話した"),
    "assign": act("assign", Assign, {"officer": "佐藤"}, "officer", "佐藤"),
    "next_check": act("next_check", NextCheck, {"on": "2027-01-12"}, "next_check_on", "2027-01-12"),
    "withdraw": act("withdraw", Reason, {"reason": "組織改編"}, "status", "withdrawn"),
    "edit": act("edit", Edit, {"note": "誤記訂正"}, "note", "誤記訂正"),
    "add": page("add", Pick),
    "import": page("import", Import),
    "export": page("export", Export),
    "dashboard": page("dashboard", Dashboard),
    "undo": undo,
    "redo": redo,
    "copy": copy,
    "source": source,
    "calendar": calendar,
    "earlier": earlier,
    "later": later,
    "day": day,
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


def forms(key: str, wide: bool) -> list[str]:
    """The names under which a key arrives: its own, or those that an input method gives it, where there are any."""
    return (list(full_width(key)) if wide else []) or [key]


def untested(table: Iterable[Key]) -> list[str]:
    """The keys that no check is for."""
    return [key.id for key in table if key.id not in CHECKS and key.id not in LEAVES]


def test_no_key_is_untested() -> None:
    assert untested(KEYS) == []
    assert set(CHECKS) <= {key.id for key in KEYS}


def test_a_new_key_without_a_test_is_noticed() -> None:
    assert untested([*KEYS, KEYS[0]._replace(id="new", keys=("F",))]) == ["new"]


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize(("lang", "wide"), [("en", False), ("ja", True)], ids=["en", "ja-full-width"])
async def test_every_key(store: Path, size: tuple[int, int], lang: str, wide: bool) -> None:
    i18n.speak(lang)
    app = Followup(store, by="山田", today=TODAY, state=State())
    tried: list[str] = []
    async with app.run_test(size=size):
        hands = Hands(app, wide)
        for key in app.keys:
            for name in (form for one in key.keys for form in forms(one, wide)):
                hands.trying = None
                await hands.home()
                hands.trying, hands.name = key, name
                try:
                    if key.id in CHECKS:
                        await CHECKS[key.id](hands)
                        tried.append(name)
                except BaseException as error:
                    error.add_note(
                        f"the key {key.id}, pressed as {name}; said: {[m.text for m in app.messages]}\n{screenful(app)}"
                    )
                    raise
        hands.trying = None
        await hands.home()
        await hands.press("quit")
        await until(lambda: not app.is_running)
    i18n.speak("en")
    left = {name for key in KEYS if key.id not in LEAVES for one in key.keys for name in forms(one, wide)} - set(tried)
    assert not left
