"""What the commands that write have in common: who acts, from which day it counts, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from store import words
from tui.clock import today
from tui.commands.narration import say
from tui.commands.opening import ready
from tui.commands.shape import DAY, Given, Key, option
from tui.i18n import _, lang, ngettext

if TYPE_CHECKING:
    from store.commands import Act, Done

_F = TypeVar("_F", bound=Callable[..., Any])


def keys_argument(kind: Key) -> Callable[[_F], _F]:
    """KEY..., one or more."""
    return click.argument("keys", nargs=-1, required=True, type=kind, metavar="KEY...")


def dated_option(function: _F) -> _F:
    """--dated for an entry that takes effect on an earlier day."""
    return option("--dated", type=DAY, metavar="DATE", help="The day from which it counts (default: today).")(function)


def act(given: Given, action: str, dated: date | None, write: Callable[[Path, Act], Done]) -> None:
    """Do one act as one batch, and tell what was done and how to take it back."""
    path = ready(given)
    _wait(path)
    from store.commands import Act

    tell(path, action, write(path, Act(by=given.officer(), today=today(), effective_on=dated)))


def _wait(path: Path) -> None:
    """Say so where another process is writing: the write that follows waits for it, for db.BUSY_MS at most."""
    import sqlite3

    # Whatever else is wrong, the write itself says it.
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                say(_("{path}: another process is writing to the store; waiting for it"), path=path)


def tell(path: Path, action: str, done: Done) -> None:
    """What a write did, on stderr: how many records, what was recorded of each, and the way back."""
    if done.batch is None:
        say(_("nothing to change: the record says so already"))
        return
    changed = tuple(key for key in done.keys if key not in done.opened)
    say(
        ngettext("{action}: {count} record", "{action}: {count} records", len(changed)),
        action=words.word("action", action, lang()),
        count=len(changed),
    )
    from tui.commands import recorded

    for text in recorded.lines(path, done.batch, changed):
        say("{text}", text=text)
    for key in done.opened:
        say("{text}", text=recorded.opened(path, done.batch, key))
    # An undo is taken back by redo, a redo by undo without a number: a batch that inverts is not undone by its own.
    back = {"undo": "redo", "redo": "undo"}.get(action, f"undo {done.batch}")
    form = _("batch {batch}; to do it again: followup {back}")
    if action != "undo":
        form = _("batch {batch}; to take it back: followup {back}")
    say(form, batch=done.batch, back=back)


def each(keys: Sequence[str]) -> tuple[str, ...]:
    """The keys, each once."""
    return tuple(dict.fromkeys(keys))
