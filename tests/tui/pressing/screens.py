"""Checks of every key of the screens with a table of their own: dashboard, columns, own views, review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen
from textual.widgets import Input

from tests.tui.pressing.hands import Check, changes, goes, moves
from tests.tui.pressing.visitor import Visitor, answered, closes, leads_to
from tests.tui.watching import TODAY, press, until
from tui.figures import WEEKS
from tui.reviewing import Review
from tui.screens.columns import Columns
from tui.screens.confirm import Confirm
from tui.screens.dashboard import Dashboard
from tui.screens.form import Form
from tui.screens.help import Help
from tui.screens.own_views import OwnViews
from tui.screens.pick import Lines, Pick
from tui.screens.review import ReviewScreen
from tui.screens.source import Source

# --- the dashboard ---


def bar(hands: Visitor) -> int:
    return int(hands.screen.bars.cursor)


def to_bar(hands: Visitor, at: int) -> None:
    hands.screen.bars.go(at, 1)


async def show_bar(hands: Visitor) -> None:
    hands.press()
    await until(lambda: hands.app.screen is hands.app.triage and hands.app.place.filter.startswith("is:overdue"))
    hands.app.triage.open_view("all", "")


async def to_today(hands: Visitor) -> None:
    hands.screen.action_earlier()
    await goes(lambda hands: hands.app.as_of, TODAY)(hands)


def days_off(hands: Visitor) -> int:
    return (hands.app.as_of - TODAY).days


# --- the columns ---


def line(hands: Visitor) -> int:
    return int(hands.screen.query_one(Lines).at)


def to_line(hands: Visitor, at: int) -> None:
    hands.screen.query_one(Lines).at = at


def on_column(at: int, holds: Callable[[list[tuple[str, int]], Any], bool]) -> Check:
    """On a column the key changes the list behind; `holds` is asked with its columns and the screen."""

    async def check(hands: Visitor) -> None:
        to_line(hands, at)
        hands.press()
        await until(lambda: holds(hands.app.place.columns, hands.screen), str(hands.app.place.columns))

    return check


async def own_width(hands: Visitor) -> None:
    hands.screen.action_wider()
    assert dict(hands.app.place.columns)["attention"] > 0
    await on_column(0, lambda columns, _screen: dict(columns)["attention"] == 0)(hands)


def decided(columns: int) -> Check:
    """After a column was hidden the key closes the screen; so many columns are the view's own then."""

    async def check(hands: Visitor) -> None:
        hands.screen.action_show()
        hidden = len(hands.app.place.columns)
        hands.press()
        await until(lambda: closes(hands) and len(hands.app.place.columns) == (hidden if columns else 0))

    return check


# --- the review ---


def row(hands: Visitor) -> int:
    return int(hands.screen.changes.cursor)


def to_row(hands: Visitor, at: int) -> None:
    hands.screen.changes.go(at)


async def other_open(hands: Visitor, step: int) -> None:
    """From the far end to a row that is not decided on."""
    to_row(hands, 0 if step > 0 else 10**6)
    hands.press()
    await until(lambda: hands.screen.changes.place in hands.screen.review.undecided)


def of(kind: str, *, name: str = "new") -> Callable[[Visitor], None]:
    """Put the cursor on the first row of a kind and class."""

    def put(hands: Visitor) -> None:
        changes = hands.screen.changes
        places = [n for n, one in enumerate(hands.plan.changes) if (one.kind, one.change_class) == (kind, name)]
        at = next(at for at in range(10**4) if changes.go(at) or changes.place in places)
        assert at >= 0

    return put


async def take(hands: Visitor) -> None:
    of("measure")(hands)
    place = hands.screen.changes.place
    hands.press()
    await until(lambda: place in hands.screen.review.taken)


async def toggle_class(hands: Visitor) -> None:
    of("measure")(hands)
    hands.press()
    new = {n for n, one in enumerate(hands.plan.changes) if one.change_class == "new"}
    await until(lambda: new <= hands.screen.review.taken)


async def on_measure(hands: Visitor, kind: type[Screen[Any]]) -> None:
    of("measure")(hands)
    await leads_to(kind)(hands)


async def write(hands: Visitor) -> None:
    of("measure")(hands)
    hands.screen.action_take()
    await leads_to(Confirm)(hands)


async def filter_rows(hands: Visitor) -> None:
    hands.press()
    await until(lambda: isinstance(hands.app.focused, Input))


# --- the way to each, and its checks ---


async def open_columns(hands: Visitor) -> None:
    press(hands.app, "C")
    await hands.on(Columns)


async def open_dashboard(hands: Visitor) -> None:
    await hands.push(Dashboard())
    # All its bars are there: nothing moves any more under the cursor.
    await until(lambda: len(hands.screen._weeks) == WEEKS + 1, "the bars")


async def open_views(hands: Visitor) -> None:
    await hands.push(OwnViews(["一", "二", "三"]))


async def open_review(hands: Visitor) -> None:
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
        "calendar": changes(lambda hands: hands.app.state.calendar),
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
