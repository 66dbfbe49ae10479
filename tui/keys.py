"""The one table of keys. From it come the bindings, the footer, the help screen, the palette and the documents.

A `Key` says where it applies and, by `why`, why it does nothing just then; the screens ask `why_not` before they do
anything, so a disabled key always answers with a sentence. Letters also have their full-width form, which is what a
terminal sends while a Japanese input method is on.

How an act is added: a line here with `act=True`, and its handler in tui/acts/registry.py. A key of a screen is a line
here and a method `action_<id>` on the screen (tui/screens/room.py finds it), or on the app when it is the same in
all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar, Final, Literal, NamedTuple

from textual.binding import Binding, BindingType

from store import rules
from tui.i18n import N_, _

Place = Literal["list", "detail", "tree", "board"]
Group = Literal["move", "find", "mark", "act", "see", "app"]
GROUPS: Final[Mapping[Group, str]] = {
    "move": N_("Moving"),
    "find": N_("Finding"),
    "mark": N_("Marking"),
    "act": N_("Acts"),
    "see": N_("Seeing"),
    "app": N_("Program"),
}
LIST: Final[frozenset[Place]] = frozenset({"list"})
DETAIL: Final[frozenset[Place]] = frozenset({"detail"})
ROWS: Final[frozenset[Place]] = frozenset({"list", "detail"})
WORK: Final[frozenset[Place]] = frozenset({"list", "tree", "board"})
SORTED: Final[frozenset[Place]] = frozenset({"list", "board"})
ALL: Final[frozenset[Place]] = frozenset({"list", "detail", "tree", "board"})


class Here(NamedTuple):
    """Where the supervisor is and what lies under the cursor: all that decides whether a key works."""

    place: Place = "list"
    kind: str | None = None
    status: str | None = None
    rows: int = 0
    marked: int = 0
    # The as-of date is not today: the record is shown, and nothing can be written.
    other_day: bool = False
    read_only: bool = False
    filtered: bool = False
    recurring: bool = False
    # Nothing to go back from: the first screen, unfiltered, unmarked, in its widest view.
    home: bool = False
    # The detail has the whole screen.
    full: bool = False


Why = Callable[[Here], str | None]


class Key(NamedTuple):
    """One line of the table. `keys` are Textual's names or single characters; the first is shown.

    `footer` orders the footer (0: not in it). `label` and `tip` are message ids.
    """

    id: str
    keys: tuple[str, ...]
    group: Group
    label: str
    tip: str
    where: frozenset[Place] = ALL
    footer: int = 0
    act: bool = False
    why: Why | None = None

    @property
    def told(self) -> str:
        """What the key does, in the language in use."""
        return keyed(_(self.tip))

    def why_not(self, here: Here) -> str | None:
        """Why the key does nothing here and now, as a sentence in the language in use; None where it works."""
        if here.place not in self.where:
            return _("This key does not work on this screen.")
        if self.act and here.read_only:
            return _("The store is open for reading only.")
        if self.act and here.other_day:
            return keyed(_("Another day is shown, for reading only. {key:today} goes back to today."))
        return self.why(here) if self.why is not None else None


# --- why a key does nothing ----------------------------------------------------------------------------------------


def _something(here: Here) -> str | None:
    return None if here.kind is not None or here.marked else _("There is no row under the cursor.")


def _milestone(here: Here) -> str | None:
    if here.marked:
        return None
    if here.kind is None:
        return _("There is no row under the cursor.")
    if here.kind in ("item", "guidance"):
        return _("This row is not a promise yet: no improvement measure is on file.")
    return None if here.kind == "milestone" else keyed(_("This is not a promise; {key:into} goes on to its promises."))


def _moves_to(status: str, sentence: str) -> Why:
    def why(here: Here) -> str | None:
        reason = _milestone(here)
        if reason is None and not here.marked and here.status is not None and not rules.may_move(here.status, status):
            return keyed(_(sentence))
        return reason

    return why


def _open(here: Here) -> str | None:
    reason = _milestone(here)
    if reason is None and not here.marked and here.status in rules.CLOSED:
        return keyed(_("The promise is closed; {key:return} sends it back."))
    return reason


def _has_rows(here: Here) -> str | None:
    return None if here.rows else _("The list is empty.")


def _filtered(here: Here) -> str | None:
    return None if here.filtered else keyed(_("No filter is set; {key:filter} sets one."))


def _marks(here: Here) -> str | None:
    return None if here.marked else keyed(_("No row is marked; {key:mark} marks one."))


def _away(here: Here) -> str | None:
    return keyed(_("This is the first screen; {key:back} leaves the program.")) if here.home else None


def _fills(here: Here) -> str | None:
    if here.kind is None:
        return _("There is no row under the cursor.")
    return keyed(_("The detail fills the screen already; {key:out} goes back to the list.")) if here.full else None


def _not_today(here: Here) -> str | None:
    return None if here.other_day else _("Today is shown already.")


KEYS: Final[tuple[Key, ...]] = (
    # moving
    Key("down", ("j", "down"), "move", N_("down"), N_("One row (line) down")),
    Key("up", ("k", "up"), "move", N_("up"), N_("One row (line) up")),
    Key("first", ("g", "home"), "move", N_("first"), N_("To the first row (line)")),
    Key("last", ("G", "end"), "move", N_("last"), N_("To the last row (line)")),
    Key("half_down", ("ctrl+d",), "move", N_("half a page down"), N_("Half a page down")),
    Key("half_up", ("ctrl+u",), "move", N_("half a page up"), N_("Half a page up")),
    Key("page_down", ("pagedown", "ctrl+f"), "move", N_("page down"), N_("A page down")),
    Key("page_up", ("pageup", "ctrl+b"), "move", N_("page up"), N_("A page up")),
    Key("into", ("enter", "l", "right"), "move", N_("open"),
        N_("Into the row: its whole story; once more fills the screen with it"), footer=10,
        why=_fills),
    Key("out", ("escape", "h", "left"), "move", N_("back"),
        N_("Out again: close the detail, take back the filter, then the marks"), footer=12, why=_away),
    Key("section", ("tab", "J"), "move", N_("next section"), N_("To the next section of the detail"), where=DETAIL,
        footer=20),
    Key("section_back", ("shift+tab", "K"), "move", N_("section before"), N_("To the section before"), where=DETAIL),
    Key("switch", ("tab",), "move", N_("next screen"),
        N_("From the triage list to the register's tree and the board of entities; each keeps its place"), where=WORK,
        footer=30),
    # finding
    Key("filter", ("/",), "find", N_("filter"),
        N_("Filter as you type: words, !not, entity: is: due:<2024-04 officer:me text:"), where=WORK, footer=14),
    Key("next_hit", ("n",), "find", N_("next hit"), N_("To the next row that the filter's words are found in"),
        where=ALL, why=_filtered),
    Key("prev_hit", ("N",), "find", N_("hit before"), N_("To the row before"), where=ALL, why=_filtered),
    Key("view_overdue", ("1",), "find", N_("overdue"), N_("Saved view: overdue")),
    Key("view_unverified", ("2",), "find", N_("unverified"), N_("Saved view: reported done, not verified")),
    Key("view_awaiting", ("3",), "find", N_("awaiting a plan"), N_("Saved view: no improvement measure on file")),
    Key("view_soon", ("4",), "find", N_("due soon"), N_("Saved view: due soon")),
    Key("view_mine", ("5",), "find", N_("mine"), N_("Saved view: rows that you are the officer of")),
    Key("view_all", ("6",), "find", N_("all"), N_("Saved view: everything, in triage order")),
    Key("view_checks", ("7",), "find", N_("next check"), N_("Saved view: rows whose next check is due")),
    Key("views", ("V",), "find", N_("own views"), N_("Views of your own: go to one, rename it, delete it")),
    Key("keep_view", ("W",), "find", N_("keep as a view"),
        N_("Keep the present filter, order and columns as a view of your own")),
    Key("sort", ("<",), "find", N_("sort"), N_("Sort by the next column; after the last one the triage order again"),
        where=SORTED),
    Key("turn", (">",), "find", N_("turn the order"), N_("Turn the order of the sorted column round"), where=SORTED),
    # marking
    Key("mark", ("space",), "mark", N_("mark"), N_("Mark the row, or unmark it, and go one down"), where=LIST,
        footer=16, why=_has_rows),
    Key("mark_all", ("*",), "mark", N_("mark all"), N_("Mark all rows of the list, or unmark them all"), where=LIST,
        why=_has_rows),
    Key("unmark", ("u",), "mark", N_("unmark all"), N_("Take all marks away"), where=ROWS, why=_marks),
    # acts
    Key("verify", ("v",), "act", N_("verify"), N_("Confirm a promise kept: day, method, evidence"), footer=40, act=True,
        why=_moves_to("verified", N_("Verified already; {key:return} sends it back, "
                                        "{key:undo} takes the last act back."))),
    Key("return", ("b",), "act", N_("send back"), N_("Send a claim back to the entity, with the reason"), footer=42,
        act=True, why=_moves_to("returned", N_("The promise is sent back already, or withdrawn."))),
    Key("revise", ("t",), "act", N_("due date"), N_("Revise the due date, with reason and source"), footer=44, act=True,
        why=_open),
    Key("progress", ("p",), "act", N_("progress"), N_("Record how much is done: 5 of 11"), footer=52, act=True,
        why=_open),
    Key("claim", ("r",), "act", N_("claim"), N_("Record what the entity says: planned, in progress, done"), act=True,
        why=_open),
    Key("note", ("a",), "act", N_("note"), N_("Add a note"), footer=46, act=True, why=_something),
    Key("assign", ("s",), "act", N_("assign"), N_("Put an officer in charge"), footer=48, act=True, why=_something),
    Key("next_check", (".",), "act", N_("next check"), N_("Set the day on which to look again"), footer=50, act=True,
        why=_something),
    Key("withdraw", ("D",), "act", N_("withdraw"), N_("Take a promise off the watch; the confirmation names it"),
        act=True, why=_moves_to("withdrawn", N_("The promise is verified or withdrawn already."))),
    Key("edit", ("e",), "act", N_("edit"), N_("Correct the record's fields by hand"), act=True, why=_something),
    Key("add", ("A",), "act", N_("add"), N_("Add a record by hand under this one"), act=True),
    Key("undo", ("z",), "act", N_("undo"), N_("Take the last act back"), footer=54, act=True),
    Key("redo", ("Z",), "act", N_("redo"), N_("Do again what was taken back"), act=True),
    Key("import", ("i",), "act", N_("import"), N_("Read a document and review what it would change"), footer=60,
        act=True),
    # seeing
    Key("export", ("x",), "see", N_("export"), N_("Write the weekly status"), footer=62),
    Key("dashboard", ("B",), "see", N_("dashboard"),
        N_("Ageing, what changed this week, the weeks behind, the entities; {key:into} shows a bar's rows")),
    Key("board", ("E",), "see", N_("entities"),
        N_("The board of entities: counts, ageing, last contact, next report; {key:into} shows an entity's rows")),
    Key("copy", ("y",), "see", N_("copy"), N_("Copy the marked rows (or this one) as Markdown; again as TSV"),
        why=_something),
    Key("source", ("o",), "see", N_("source"), N_("The passage of the document that this row was read from"),
        why=_something),
    Key("calendar", ("c",), "see", N_("calendar"), N_("Japanese era or western years, everywhere at once")),
    Key("earlier", ("[",), "see", N_("a week back"), N_("The record as it stood a week earlier (for reading)")),
    Key("later", ("]",), "see", N_("a week on"), N_("The record a week later")),
    Key("day", ("@",), "see", N_("another day"), N_("The record as it stood on a day that you type (for reading)")),
    Key("today", ("0",), "see", N_("today"), N_("Back to today"), why=_not_today, footer=8),
    Key("columns", ("C",), "see", N_("columns"), N_("Choose the view's columns: which, in which order, how wide"),
        where=LIST),
    Key("theme", ("T",), "see", N_("colours"), N_("Next colours: dark, light, high contrast, colour-blind safe")),
    Key("reload", ("R",), "see", N_("reload"), N_("Read everything anew")),
    # the program
    Key("palette", (":", "ctrl+p"), "app", N_("commands"), N_("Every command by its name"), footer=90),
    Key("help", ("?", "f1"), "app", N_("help"), N_("All keys, and what they do here"), footer=92),
    Key("log", ("L",), "app", N_("messages"), N_("Everything the program has said, with its errors")),
    Key("back", ("q",), "app", N_("quit"), N_("Back; on the first screen, leave the program"), footer=94),
    Key("quit", ("ctrl+q",), "app", N_("leave"), N_("Leave the program at once")),
)  # fmt: skip
BY_ID: Final[Mapping[str, Key]] = {key.id: key for key in KEYS}
# `d` would be deletion elsewhere. Nothing is ever deleted here, and the key says so.
NOT_BOUND: Final[Mapping[str, str]] = {
    "d": N_("{key:d} does nothing: a record is never deleted. {key:verify} verifies, {key:withdraw} withdraws, "
            "{key:undo} undoes."),
}  # fmt: skip
# What a Japanese input method sends for these keys, beside the full-width form of the same character.
_IME: Final[Mapping[str, tuple[str, ...]]] = {
    "/": ("・",),
    ".": ("。",),
    "[": ("「",),
    "]": ("」",),
    "space": ("ideographic_space",),
}
_SHOWN: Final[Mapping[str, str]] = {
    "enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab", "down": "↓", "up": "↑", "left": "←",
    "right": "→", "home": "Home", "end": "End", "pagedown": "PgDn", "pageup": "PgUp", "backspace": "Backspace",
    "delete": "Del", "insert": "Ins",
}  # fmt: skip


_OPENING: Final = frozenset(
    {"filter", "palette", "help", "log", "export", "day", "dashboard", "columns", "views", "keep_view"}
)


def opens(key: Key) -> bool:
    """Whether something opens at the key in which what is typed next belongs: a form, a page, the filter line."""
    return key.act or key.id in _OPENING


def full_width(key: str) -> tuple[str, ...]:
    """What arrives for a key while a Japanese input method is on: ｊ for j, 。 for the full stop."""
    wide = (chr(ord(key) + 0xFEE0),) if len(key) == 1 and "!" <= key <= "~" else ()
    return (*wide, *_IME.get(key, ()))


def names(key: str) -> tuple[str, ...]:
    """A key and its full-width forms as Textual's bindings name them, where a comma parts one key from the next."""
    return tuple("comma" if one == "," else one for one in (key, *full_width(key)))


def either(keys: str) -> str:
    """Keys parted by commas with their full-width forms, as Textual's bindings name them."""
    return ",".join(name for key in keys.split(",") for name in names(key))


def shown(key: str) -> str:
    """A key as it is printed: ^D for ctrl+d, Enter, ↓, Shift+Tab, F5."""
    if key.startswith("ctrl+"):
        rest = shown(key.removeprefix("ctrl+"))
        return "^" + (rest.upper() if len(rest) == 1 else rest)
    if key.startswith("shift+"):
        return "Shift+" + shown(key.removeprefix("shift+"))
    # A letter stays as it is, a function key is F5.
    return _SHOWN.get(key) or (key.upper() if key[0] == "f" and key[1:].isdigit() else key)


class Names:
    """The keys of a table for a sentence's places: {key:undo} is the key of that command as it is bound.

    What the table does not have is looked for among the app's own keys; what is no command there either is a key by
    Textual's name, one that nobody can bind otherwise: {key:escape} in a form.
    """

    # The app's keys, with the user's own; and of screens with a table of their own those in which some are the user's.
    app: ClassVar[Mapping[str, Key]] = BY_ID
    screens: ClassVar[Mapping[str, tuple[Key, ...]]] = {}

    def __init__(self, table: Iterable[Key] = ()) -> None:
        self._own = {key.id: key for key in table}

    def __format__(self, name: str) -> str:
        key = self._own.get(name) or self.app.get(name)
        return shown(key.keys[0] if key is not None else name)


def use(table: Iterable[Key], screens: Mapping[str, tuple[Key, ...]] | None = None) -> None:
    """These are the keys from here on; `screens` are tables of screens by name, where they are not the usual ones."""
    Names.app = {key.id: key for key in table}
    Names.screens = screens or {}


def keyed(sentence: str, table: Iterable[Key] = (), /, **values: object) -> str:
    """A sentence, in the language in use already, with its keys as they are bound, and its other places filled.

    `table`: the keys of the screen that says it, where it has some of its own.
    """
    return sentence.format(key=Names(table), **values)


def bindings(table: Iterable[Key] = KEYS, screen: str = "") -> list[BindingType]:
    """Textual's bindings for a screen on which the table works; every key, full-width forms too, asks `press`.

    `screen` is the name of one with a table of its own: its commands are others than the app's of the same id.
    """
    lead = f"{screen}." if screen else ""
    made: list[BindingType] = []
    for key in table:
        for one in key.keys:
            made.extend(Binding(name, f"press('{key.id}')", id=lead + key.id, show=False) for name in names(one))
    return made


def bound(table: Iterable[Key] = KEYS) -> dict[str, str]:
    """The names of all keys that are bound, as Textual's events carry them, with the ids of their commands."""
    return {binding.key: binding.id or "" for binding in Binding.make_bindings(bindings(table))}


def shared(table: Iterable[Key] = KEYS) -> frozenset[str]:
    """The ids of commands that have a key in common with another one, each in places of its own."""
    held: dict[str, list[str]] = {}
    for key in table:
        for one in key.keys:
            held.setdefault(one, []).append(key.id)
    return frozenset(key_id for ids in held.values() if len(ids) > 1 for key_id in ids)


def footer(here: Here, table: Iterable[Key] = KEYS) -> list[Key]:
    """The keys that work here and now and belong in the footer, most wanted first, by what they do here."""
    return sorted(
        (_called(key, here) for key in table if key.footer and key.why_not(here) is None),
        key=lambda key: (key.footer, key.id),
    )


def _called(key: Key, here: Here) -> Key:
    """The way back is called out of the program in the list alone; elsewhere it leads to the list."""
    return key._replace(label=N_("back")) if key.id == "back" and here.place != "list" else key


def grouped(table: Iterable[Key] = KEYS) -> Iterator[tuple[Group, list[Key]]]:
    """The table by group, for the help screen and the documents."""
    lines = list(table)
    for group in GROUPS:
        yield group, [key for key in lines if key.group == group]
