"""Checks of every key of what lies on top: forms, questions, the help, the palette, the filter line."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from textual.command import CommandPalette
from textual.widgets import Input

from tests.tui.pressing.hands import Check, goes, moves
from tests.tui.pressing.visitor import Visitor, answered, closes
from tests.tui.watching import DEADLINE, press, until
from tui import i18n
from tui.everywhere import palette
from tui.keys import Here
from tui.screens.confirm import Confirm
from tui.screens.desk import Assign
from tui.screens.export import Written
from tui.screens.form import Form
from tui.screens.help import Help, page
from tui.screens.pick import Pick
from tui.screens.versions import Versions
from tui.screens.working import Task, Working
from tui.widgets.document import Document
from tui.widgets.typed import Field


async def open_form(hands: Visitor) -> None:
    form: Any = await hands.push(Assign(["川崎市"], [], ["山田"]), Form)
    await until(lambda: bool(form.query(Field)) and hands.app.focused is not None)


async def open_help(hands: Visitor) -> None:
    await hands.push(Help(page(Here(), hands.app.keys), hands.app.look, "keys"))
    await until(lambda: hands.screen.query_one(Document).max_scroll_y > 0)


async def open_palette(hands: Visitor) -> None:
    palette(hands.app)
    await hands.on(CommandPalette)
    await until(lambda: hands.screen.query("CommandList").first().option_count > 3, "the commands")


async def open_line(hands: Visitor) -> None:
    press(hands.app, "/", *"nta")
    await until(lambda: hands.app.place.filter == "nta" and len(hands.app.triage.worklist.listing) == 1)


def scrolls(hands: Visitor) -> int:
    return round(hands.screen.query_one(Document).scroll_y)


def command(hands: Visitor) -> int:
    return int(hands.screen.query("CommandList").first().highlighted or 0)


def still(_hands: Visitor, _at: int) -> None:
    """Nothing is put anywhere."""


async def to_buttons(hands: Visitor) -> None:
    """The field's label is bold as long as the keys go to it."""
    label = hands.screen.query(".label").first()
    await until(lambda: bool(label.styles.text_style.bold))
    hands.press()
    await until(lambda: not isinstance(hands.app.focused, Input) and not label.styles.text_style.bold)


async def through_list(hands: Visitor, start: int, step: int) -> None:
    """The arrows move in the list while the filter is typed."""
    press(hands.app, "backspace", "backspace", "backspace")
    worklist = hands.app.triage.worklist
    await until(lambda: len(worklist.listing) > 60)
    worklist.go(start)
    hands.press()
    await until(lambda: worklist.cursor == start + step)


async def goes_on(hands: Visitor) -> None:
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


async def line_closed(hands: Visitor, words: str) -> None:
    hands.press()
    await until(lambda: not hands.app.triage.typing and hands.app.place.filter == words)
    hands.app.triage.open_view("all", "")
    await until(lambda: len(hands.app.triage.worklist.listing) > 60)


async def carried_out(hands: Visitor) -> None:
    press(hands.app, *"calendar" if i18n.lang() == "en" else "暦")
    before = hands.app.state.calendar
    await until(lambda: hands.screen.query("CommandList").first().option_count in (1, 2))
    hands.press()
    await until(lambda: hands.app.state.calendar != before or not isinstance(hands.screen, CommandPalette))


async def copied(hands: Visitor) -> None:
    hands.press()
    await until(lambda: hands.app.clipboard == "/tmp/週報.toml")


def pair(hands: Visitor) -> Versions:
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
