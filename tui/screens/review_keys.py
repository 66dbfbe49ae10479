"""The keys of the review of an import, as lines of the same kind as the key table's."""

from __future__ import annotations

from typing import Final

from tui.i18n import N_
from tui.keys import Key
from tui.screens.shared_keys import DOWN, FIRST, HELP, LAST, PAGE_DOWN, PAGE_UP, UP

REVIEW: Final[tuple[Key, ...]] = (
    DOWN, UP, FIRST, LAST, PAGE_DOWN, PAGE_UP,
    Key("next_open", ("n",), "move", N_("next undecided"), N_("To the next row that is neither taken nor left")),
    Key("prev_open", ("N",), "move", N_("undecided before"), N_("To the undecided row before")),
    Key("next_row", ("J",), "move", N_("next row"), N_("To the next row; also while the whole difference is shown")),
    Key("prev_row", ("K",), "move", N_("row before"),
        N_("To the row before; also while the whole difference is shown")),
    Key("take", ("space",), "mark", N_("take / leave"), N_("Take the row into the register, or leave it"), footer=10),
    Key("toggle_class", ("a",), "mark", N_("all of the class"), N_("Take all rows of the class, or leave them"),
        footer=12),
    Key("whole", ("enter", "l", "right"), "see", N_("whole difference"),
        N_("The passage and the register's text side by side, on all of the screen"), footer=14),
    Key("match", ("m",), "act", N_("match"), N_("Let the row mean another record, or stand under another one"),
        footer=16),
    Key("edit", ("e",), "act", N_("edit"), N_("Correct what the row says before it is taken"), footer=18),
    Key("source", ("o",), "see", N_("source"), N_("The document's text with the passage highlighted"), footer=20),
    Key("about", ("i",), "see", N_("document"), N_("What is known of the document: its day, its notes and questions")),
    Key("filter", ("/",), "find", N_("filter"), N_("Only rows that hold the words"), footer=22),
    Key("write", ("w",), "act", N_("write"), N_("Write what is taken as one entry; nothing is written before"),
        footer=8),
    HELP,
    Key("back", ("escape", "q", "h", "left"), "app", N_("back"), N_("Back; asks where something is undecided"),
        footer=94),
)  # fmt: skip
