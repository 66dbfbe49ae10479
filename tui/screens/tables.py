"""The keys of the screens that have a table of their own, by the screen's name.

What the user binds otherwise holds here too, for a command of the same name and usual key (see own_keys.on_screen).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.i18n import N_
from tui.keys import Key, Names
from tui.screens.review_keys import REVIEW
from tui.screens.shared_keys import DOWN, FIRST, HELP, LAST, PAGE_DOWN, PAGE_UP, UP

DASHBOARD: Final[tuple[Key, ...]] = (
    DOWN, UP, FIRST, LAST, PAGE_DOWN, PAGE_UP,
    Key("show", ("enter", "l", "right"), "find", N_("show"),
        N_("The rows of the bar in the worklist; of a week, the record as it stood then"), footer=10),
    Key("earlier", ("[",), "see", N_("a week back"), N_("The record as it stood a week earlier (for reading)"),
        footer=20),
    Key("later", ("]",), "see", N_("a week on"), N_("The record a week later"), footer=22),
    Key("today", ("0",), "see", N_("today"), N_("Back to today"), footer=24),
    Key("calendar", ("c",), "see", N_("calendar"), N_("Japanese era or western years, everywhere at once")),
    HELP,
    Key("back", ("escape", "q", "h", "left", "B"), "app", N_("back"), N_("Back to where one came from"), footer=94),
)  # fmt: skip
VIEWS: Final[tuple[Key, ...]] = (
    DOWN, UP, FIRST, LAST,
    Key("go", ("enter", "l", "right", "space"), "find", N_("go to it"),
        N_("Show the view; {key:1} to {key:9} do it at once"), footer=10),
    Key("keep", ("a", "W"), "find", N_("keep the present one"),
        N_("Keep the present filter, order and columns as a view"), footer=20),
    Key("rename", ("r",), "find", N_("rename"), N_("Give the view another name"), footer=22),
    Key("delete", ("D",), "find", N_("delete"), N_("Delete the view; the question names it"), footer=24),
    HELP,
    Key("back", ("escape", "q", "h", "left", "V"), "app", N_("back"), N_("Back to where one came from"), footer=94),
)  # fmt: skip
COLUMNS: Final[tuple[Key, ...]] = (
    DOWN, UP, FIRST, LAST,
    Key("show", ("space",), "mark", N_("show or hide"), N_("Show the column, or hide it"), footer=10),
    Key("earlier", ("K", "shift+up"), "see", N_("to the left"), N_("One place to the left"), footer=20),
    Key("later", ("J", "shift+down"), "see", N_("to the right"), N_("One place to the right"), footer=22),
    Key("narrower", ("-", "left"), "see", N_("narrower"), N_("One cell narrower"), footer=30),
    Key("wider", ("+", "right"), "see", N_("wider"), N_("One cell wider"), footer=32),
    Key("own", ("0",), "see", N_("own width"), N_("As wide as it needs to be"), footer=34),
    Key("usual", ("u",), "see", N_("usual columns"), N_("The usual columns, as many as the screen has room for"),
        footer=50),
    Key("keep", ("enter",), "app", N_("keep"), N_("Keep the columns for this view"), footer=8),
    HELP,
    Key("back", ("escape", "q", "h"), "app", N_("take back"), N_("Leave the columns as they were"), footer=94),
)  # fmt: skip
TABLES: Final[Mapping[str, tuple[Key, ...]]] = {
    "review": REVIEW, "dashboard": DASHBOARD, "views": VIEWS, "columns": COLUMNS,
}  # fmt: skip


def table(screen: str) -> tuple[Key, ...]:
    """The keys of a screen, with the user's own."""
    return Names.screens.get(screen) or TABLES[screen]
