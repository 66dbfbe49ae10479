"""Every key of the screens with a table of their own, and of what lies on top, pressed: its effect is looked at.

As for the app's table (test_keys_live.py) the checks are held to the tables: a key without one fails. One app a way;
the further names of a key are pressed too, all in one way and their full-width forms in the other, and must reach the
same command.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

import pytest
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input

from importers.plan import Plan
from importers.run import propose
from tests.tui.importing import report_in
from tests.tui.watching import DEADLINE, TODAY, press, screenful, until
from tui import i18n
from tui.everywhere import palette
from tui.figures import WEEKS
from tui.followup import Followup
from tui.keys import Key, full_width
from tui.reviewing import Review
from tui.screens.columns import Columns
from tui.screens.confirm import Confirm
from tui.screens.dashboard import Dashboard
from tui.screens.desk import Assign
from tui.screens.export import Written
from tui.screens.form import Form
from tui.screens.help import Help
from tui.screens.own_views import OwnViews
from tui.screens.pick import Lines, Pick
from tui.screens.review import ReviewScreen
from tui.screens.source import Source
from tui.screens.tables import TABLES
from tui.screens.versions import Versions
from tui.screens.working import Task, Working
from tui.settings import State
from tui.widgets.document import Document
from tui.widgets.legend import LEGENDS
from tui.widgets.typed import Field


class Hands:
    """One way of pressing: the app, the name under which the key in question is pressed, and what it was given."""

    def __init__(self, app: Followup, plan: Plan, *, wide: bool) -> None:
        self.app = app
        self.plan = plan
        self.wide = wide
        self.name = ""
        self.answers: list[Any] = []
        # The screen that the last key left as it was.
        self.opened = ""

    @property
    def screen(self) -> Any:
        """What is on top."""
        return self.app.screen

    def press(self) -> None:
        """The key in question."""
        press(self.app, self.name)

    async def on(self, kind: type[Screen[Any]]) -> Any:
        """Wait until a screen is on top and can be asked."""
        await until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted, kind.__name__)
        return self.app.screen

    async def push(self, screen: Screen[Any], kind: type[Screen[Any]] | None = None) -> Any:
        """Open a screen; what it is dismissed with comes into `answers`."""
        self.answers = []
        self.app.push_screen(screen, self.answers.append)
        return await self.on(kind or type(screen))

    async def home(self) -> None:
        """Back to the first screen, without anything written or kept."""
        while self.app.screen is not self.app.triage:
            top = self.app.screen
            if top in self.app.rooms:
                self.app.pop_screen()
            else:
                top.dismiss(None)
            await until(lambda top=top: self.app.screen is not top)
        self.app.triage.leave_line()
        if self.app.as_of != TODAY:
            self.app.show_day(TODAY)
        self.app.place.columns = []


Check = Callable[[Hands], Awaitable[None]]
Place = Callable[[Hands], int]
# The checks of keys that only move.
MOVES: Final[set[Check]] = set()


def leads_to(kind: type[Screen[Any]]) -> Check:
    """The key opens another page, form or question."""

    async def check(hands: Hands) -> None:
        hands.press()
        await hands.on(kind)

    return check


def moves(get: Place, put: Callable[[Hands, int], None], start: int, far: Callable[[int], bool]) -> Check:
    """From a place the key leads to another one; `far` tells whether it is the right one."""

    async def check(hands: Hands) -> None:
        put(hands, start)
        before = get(hands)
        hands.press()
        await until(lambda: get(hands) != before and far(get(hands)), f"{before} → {get(hands)}")

    MOVES.add(check)
    return check


def goes(what: Callable[[Hands], object], wanted: object) -> Check:
    """The key makes something so."""

    async def check(hands: Hands) -> None:
        hands.press()
        await until(lambda: what(hands) == wanted, f"{what(hands)} is not {wanted}")

    return check


def answered(wanted: object) -> Check:
    return goes(lambda hands: hands.answers, [wanted])


# --- the dashboard ---


def bar(hands: Hands) -> int:
    return int(hands.screen.bars.cursor)


def to_bar(hands: Hands, at: int) -> None:
    hands.screen.bars.go(at, 1)


async def show_bar(hands: Hands) -> None:
    hands.press()
    await until(lambda: hands.app.screen is hands.app.triage and hands.app.place.filter.startswith("is:overdue"))
    hands.app.triage.open_view("all", "")


async def other_calendar(hands: Hands) -> None:
    before = hands.app.state.calendar
    hands.press()
    await until(lambda: hands.app.state.calendar != before)


async def to_today(hands: Hands) -> None:
    hands.screen.action_earlier()
    await goes(lambda hands: hands.app.as_of, TODAY)(hands)


def days_off(hands: Hands) -> int:
    return (hands.app.as_of - TODAY).days


def closes(hands: Hands) -> bool:
    return hands.app.screen is hands.app.triage


# --- the columns ---


def line(hands: Hands) -> int:
    return int(hands.screen.query_one(Lines).at)


def to_line(hands: Hands, at: int) -> None:
    hands.screen.query_one(Lines).at = at


def on_column(at: int, holds: Callable[[list[tuple[str, int]], Any], bool]) -> Check:
    """On a column the key changes the list behind; `holds` is asked with its columns and the screen."""

    async def check(hands: Hands) -> None:
        to_line(hands, at)
        hands.press()
        await until(lambda: holds(hands.app.place.columns, hands.screen), str(hands.app.place.columns))

    return check


async def own_width(hands: Hands) -> None:
    hands.screen.action_wider()
    assert dict(hands.app.place.columns)["attention"] > 0
    await on_column(0, lambda columns, _screen: dict(columns)["attention"] == 0)(hands)


def decided(columns: int) -> Check:
    """After a column was hidden the key closes the screen; so many columns are the view's own then."""

    async def check(hands: Hands) -> None:
        hands.screen.action_show()
        hidden = len(hands.app.place.columns)
        hands.press()
        await until(lambda: closes(hands) and len(hands.app.place.columns) == (hidden if columns else 0))

    return check


# --- the review ---


def row(hands: Hands) -> int:
    return int(hands.screen.changes.cursor)


def to_row(hands: Hands, at: int) -> None:
    hands.screen.changes.go(at)


async def other_open(hands: Hands, step: int) -> None:
    """From the far end to a row that is not decided on."""
    to_row(hands, 0 if step > 0 else 10**6)
    hands.press()
    await until(lambda: hands.screen.changes.place in hands.screen.review.undecided)


def of(kind: str, *, name: str = "new") -> Callable[[Hands], None]:
    """Put the cursor on the first row of a kind and class."""

    def put(hands: Hands) -> None:
        changes = hands.screen.changes
        places = [n for n, one in enumerate(hands.plan.changes) if (one.kind, one.change_class) == (kind, name)]
        at = next(at for at in range(10**4) if changes.go(at) or changes.place in places)
        assert at >= 0

    return put


async def take(hands: Hands) -> None:
    of("measure")(hands)
    place = hands.screen.changes.place
    hands.press()
    await until(lambda: place in hands.screen.review.taken)


async def toggle_class(hands: Hands) -> None:
    of("measure")(hands)
    hands.press()
    new = {n for n, one in enumerate(hands.plan.changes) if one.change_class == "new"}
    await until(lambda: new <= hands.screen.review.taken)


async def on_measure(hands: Hands, kind: type[Screen[Any]]) -> None:
    of("measure")(hands)
    await leads_to(kind)(hands)


async def write(hands: Hands) -> None:
    of("measure")(hands)
    hands.screen.action_take()
    await leads_to(Confirm)(hands)


async def filter_rows(hands: Hands) -> None:
    hands.press()
    await until(lambda: isinstance(hands.app.focused, Input))


# --- tables and their checks ---


async def open_columns(hands: Hands) -> None:
    press(hands.app, "C")
    await hands.on(Columns)


async def open_dashboard(hands: Hands) -> None:
    await hands.push(Dashboard())
    # All its bars are there: nothing moves any more under the cursor.
    await until(lambda: len(hands.screen._weeks) == WEEKS + 1, "the bars")


async def open_views(hands: Hands) -> None:
    await hands.push(OwnViews(["一", "二", "三"]))


async def open_review(hands: Hands) -> None:
    await hands.push(ReviewScreen(Review(hands.plan)))
    await until(lambda: bool(hands.screen.query("Changes")) and hands.screen.changes.size.height > 0)


OPEN: Final[dict[str, Check]] = {
    "dashboard": open_dashboard, "columns": open_columns, "views": open_views, "review": open_review,
}  # fmt: skip
FAR: Final = 10**6
CHECKS: Final[dict[str, dict[str, Check]]] = {
    "dashboard": {
        "down": moves(bar, to_bar, 1, lambda at: at == 2),
        "up": moves(bar, to_bar, 3, lambda at: at == 2),
        "first": moves(bar, to_bar, FAR, lambda at: at == 1),
        "last": moves(bar, to_bar, 1, lambda at: at > 20),
        "page_down": moves(bar, to_bar, 1, lambda at: at > 10),
        "page_up": moves(bar, to_bar, FAR, lambda at: at < 25),
        "show": show_bar,
        "earlier": goes(days_off, -7),
        "later": goes(days_off, 7),
        "today": to_today,
        "calendar": other_calendar,
        "help": leads_to(Help),
        "back": goes(closes, True),
    },
    "columns": {
        "down": moves(line, to_line, 0, lambda at: at == 1),
        "up": moves(line, to_line, 2, lambda at: at == 1),
        "first": moves(line, to_line, 3, lambda at: at == 0),
        "last": moves(line, to_line, 0, lambda at: at > 10),
        "show": on_column(0, lambda columns, _screen: "attention" not in dict(columns)),
        "earlier": on_column(1, lambda columns, _screen: [*dict(columns)][:2] == ["days", "attention"]),
        "later": on_column(0, lambda columns, _screen: [*dict(columns)][:2] == ["days", "attention"]),
        "narrower": on_column(2, lambda columns, screen: dict(columns).get("entity") == screen._drawn["entity"] - 1),
        "wider": on_column(2, lambda columns, screen: dict(columns).get("entity") == screen._drawn["entity"] + 1),
        "own": own_width,
        "usual": decided(0),
        "keep": decided(1),
        "help": leads_to(Help),
        "back": decided(0),
    },
    "views": {
        "down": moves(line, to_line, 0, lambda at: at == 1),
        "up": moves(line, to_line, 1, lambda at: at == 0),
        "first": moves(line, to_line, 2, lambda at: at == 0),
        "last": moves(line, to_line, 0, lambda at: at == 2),
        "go": answered(("go", 0)),
        "keep": answered(("keep", 0)),
        "rename": answered(("rename", 0)),
        "delete": answered(("delete", 0)),
        "help": leads_to(Help),
        "back": answered(None),
    },
    "review": {
        "down": moves(row, to_row, 0, lambda at: at == 1),
        "up": moves(row, to_row, 2, lambda at: at == 1),
        "first": moves(row, to_row, FAR, lambda at: at == 0),
        "last": moves(row, to_row, 0, lambda at: at > 3),
        "page_down": moves(row, to_row, 0, lambda at: at > 1),
        "page_up": moves(row, to_row, FAR, lambda at: at < 5),
        "next_open": lambda hands: other_open(hands, 1),
        "prev_open": lambda hands: other_open(hands, -1),
        "next_row": moves(row, to_row, 0, lambda at: at == 1),
        "prev_row": moves(row, to_row, 2, lambda at: at == 1),
        "take": take,
        "toggle_class": toggle_class,
        "whole": goes(lambda hands: hands.screen.has_class("-whole"), True),
        "match": lambda hands: on_measure(hands, Pick),
        "edit": lambda hands: on_measure(hands, Form),
        "source": lambda hands: on_measure(hands, Source),
        "about": leads_to(Help),
        "filter": filter_rows,
        "write": write,
        "help": leads_to(Help),
        "back": leads_to(Confirm),
    },
}  # fmt: skip


# --- what lies on top ---


async def open_form(hands: Hands) -> None:
    form: Any = await hands.push(Assign(["川崎市"], [], ["山田"]), Form)
    await until(lambda: bool(form.query(Field)) and hands.app.focused is not None)


async def open_help(hands: Hands) -> None:
    from tui.keys import Here
    from tui.screens.help import page

    await hands.push(Help(page(Here(), hands.app.keys), hands.app.look, "keys"))
    await until(lambda: hands.screen.query_one(Document).max_scroll_y > 0)


async def open_palette(hands: Hands) -> None:
    palette(hands.app)
    await hands.on(CommandPalette)
    await until(lambda: hands.screen.query("CommandList").first().option_count > 3, "the commands")


async def open_line(hands: Hands) -> None:
    press(hands.app, "/", *"nta")
    await until(lambda: hands.app.place.filter == "nta" and len(hands.app.triage.worklist.listing) == 1)


def scrolls(hands: Hands) -> int:
    return round(hands.screen.query_one(Document).scroll_y)


def command(hands: Hands) -> int:
    return int(hands.screen.query("CommandList").first().highlighted or 0)


def still(_hands: Hands, _at: int) -> None:
    """Nothing is put anywhere."""


async def to_buttons(hands: Hands) -> None:
    """The field's label is bold as long as the keys go to it."""
    label = hands.screen.query(".label").first()
    await until(lambda: bool(label.styles.text_style.bold))
    hands.press()
    await until(lambda: not isinstance(hands.app.focused, Input) and not label.styles.text_style.bold)


async def through_list(hands: Hands, start: int, step: int) -> None:
    """The arrows move in the list while the filter is typed."""
    press(hands.app, "backspace", "backspace", "backspace")
    worklist = hands.app.triage.worklist
    await until(lambda: len(worklist.listing) > 60)
    worklist.go(start)
    hands.press()
    await until(lambda: worklist.cursor == start + step)


async def goes_on(hands: Hands) -> None:
    """Tab goes on typing, and once more takes the next way; the list follows."""
    line = hands.app.triage.query_one(Input)
    line.value = "is:o"
    hands.press()
    await until(lambda: line.value == hands.app.place.filter == "is:overdue")
    hands.press()
    await until(lambda: line.value == hands.app.place.filter == "is:on_track")
    press(hands.app, "shift+tab")
    await until(lambda: line.value == hands.app.place.filter == "is:overdue")
    line.value = "is:overdue z"
    hands.press()
    await until(lambda: "Enter" in hands.app.triage.footer.said and hands.app.triage.typing)


async def line_closed(hands: Hands, words: str) -> None:
    hands.press()
    await until(lambda: not hands.app.triage.typing and hands.app.place.filter == words)
    hands.app.triage.open_view("all", "")
    await until(lambda: len(hands.app.triage.worklist.listing) > 60)


async def carried_out(hands: Hands) -> None:
    press(hands.app, *"calendar" if i18n.lang() == "en" else "暦")
    before = hands.app.state.calendar
    await until(lambda: hands.screen.query("CommandList").first().option_count in (1, 2))
    hands.press()
    await until(lambda: hands.app.state.calendar != before or not isinstance(hands.screen, CommandPalette))


async def copied(hands: Hands) -> None:
    hands.press()
    await until(lambda: hands.app.clipboard == "/tmp/週報.toml")


def pair(hands: Hands) -> Versions:
    seen = {"status": "planned"}
    return Versions("milestone", [("川崎市", seen, {"status": "reported"})], hands.app.look, "wareki")


TOPS: Final[dict[str, tuple[Check, dict[str, Check]]]] = {
    "Form": (open_form, {
        "enter": goes(lambda hands: hands.answers, [{"officer": None}]), "tab": to_buttons,
        "ctrl+s": answered({"officer": None}), "escape": answered(None),
    }),
    "Confirm": (lambda hands: hands.push(Confirm("書き込みますか。", ["川崎市"], yes="はい")), {
        "y": answered(True), "n": answered(False), "escape": answered(False),
    }),
    "Versions": (lambda hands: hands.push(pair(hands)), {
        "y": answered(True), "n": answered(False), "escape": answered(False),
    }),
    "Pick": (lambda hands: hands.push(Pick("どれ", ["一", "二"])), {"enter": answered(0), "escape": answered(None)}),
    "Help": (open_help, {
        "down": moves(scrolls, still, 0, lambda at: at == 1), "pagedown": moves(scrolls, still, 0, lambda at: at > 10),
        "escape": answered(None),
    }),
    "CommandPalette": (open_palette, {
        "down": moves(command, still, 0, lambda at: at == 1),
        "enter": carried_out, "escape": goes(closes, True),
    }),
    "Written": (lambda hands: hands.push(Written([Path("/tmp/週報.toml")])), {"y": copied, "escape": answered(None)}),
    "Working": (lambda hands: hands.push(Working("読込み", _until_stopped)), {
        "escape": goes(lambda hands: [one.stopped for one in hands.answers], [True]),
    }),
    "FilterLine": (open_line, {
        "enter": lambda hands: line_closed(hands, "nta"), "escape": lambda hands: line_closed(hands, ""),
        "tab": goes_on,
        "down": lambda hands: through_list(hands, 3, 1), "up": lambda hands: through_list(hands, 3, -1),
    }),
}  # fmt: skip


def _until_stopped(task: Task) -> None:
    # Wherever the test fails, the thread ends.
    deadline = monotonic() + DEADLINE
    while not task.stopped() and monotonic() < deadline:
        sleep(0.005)


def forms(keys: Sequence[str], wide: bool) -> list[str]:
    """The names under which a key arrives in a way of typing: all, or all that are full-width, but at least one."""
    return ([name for one in keys for name in full_width(one)] or [keys[0]]) if wide else list(keys)


async def further_names(hands: Hands, table: Sequence[Key]) -> None:
    """Every name but the first of each key leads to the key's command; what the command does is looked at elsewhere."""
    reached: list[str] = []

    async def action_press(key_id: str) -> None:
        reached.append(key_id)

    hands.screen.action_press = action_press
    for key in table:
        for name in forms(key.keys, hands.wide)[1:]:
            hands.name = name
            with told(hands, key.id):
                hands.press()
                await until(lambda: bool(reached))
                assert reached == [key.id]
                reached.clear()


def test_no_key_is_untested() -> None:
    assert {name: set(checks) for name, checks in CHECKS.items()} == {
        name: {key.id for key in table} for name, table in TABLES.items()
    }
    assert {name: set(checks) for name, (_open, checks) in TOPS.items()} == {
        name: {key for key, _label in lines} for name, lines in LEGENDS.items()
    }
    assert set(OPEN) == set(CHECKS)


@contextmanager
def told(hands: Hands, where: str) -> Iterator[None]:
    """Tell of which key what went wrong."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"{where}, pressed as {hands.name}\n{screenful(hands.app)}")
        raise


@pytest.mark.long
@pytest.mark.parametrize(("lang", "size", "wide"), [("en", (120, 40), False), ("ja", (80, 24), True)], ids=["en", "ja"])
async def test_every_key_of_other_screens(
    store: Path, tmp_path: Path, lang: str, size: tuple[int, int], wide: bool
) -> None:
    i18n.speak(lang)
    path = report_in(tmp_path, "報告.txt")
    app = Followup(store, by="山田", today=TODAY, state=State())
    async with app.run_test(size=size):
        await until(lambda: app.triage.is_mounted and app.triage.worklist.row is not None)
        hands = Hands(app, propose(path, store, TODAY), wide=wide)
        for screen, table in TABLES.items():
            await hands.home()
            for key in table:
                for hands.name in forms(key.keys, wide)[:1]:
                    with told(hands, f"{screen}.{key.id}"):
                        check = CHECKS[screen][key.id]
                        # What only moves finds the screen as the key before left it.
                        if not (check in MOVES and hands.opened == screen):
                            await hands.home()
                            await OPEN[screen](hands)
                        hands.opened = screen if check in MOVES else ""
                        await check(hands)
                        if app.state.view != "all":
                            app.triage.open_view("all", "")
            await hands.home()
            await OPEN[screen](hands)
            await further_names(hands, table)
        for screen, (opened, checks) in TOPS.items():
            for key_name, check in checks.items():
                for hands.name in forms([key_name], wide):
                    with told(hands, f"{screen}: {key_name}"):
                        await hands.home()
                        await opened(hands)
                        await check(hands)
    i18n.speak("en")
