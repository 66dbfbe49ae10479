"""What the commands that write have in common: who acts, from which day it counts, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
# So many keys are named after an act; the rest are counted.
_NAMED = 10


def keys_argument(kind: Key) -> Callable[[_F], _F]:
    """KEY..., one or more."""
    return click.argument("keys", nargs=-1, required=True, type=kind, metavar="KEY...")


def dated_option(function: _F) -> _F:
    """--dated for an entry that takes effect on an earlier day."""
    return option("--dated", type=DAY, metavar="DATE", help="The day from which it counts (default: today).")(function)


def act(given: Given, action: str, dated: date | None, write: Callable[[Path, Act], Done]) -> None:
    """Do one act as one batch, and tell what was done and how to take it back."""
    path = ready(given)
    from store.commands import Act

    tell(action, write(path, Act(by=given.officer(), today=today(), effective_on=dated)))


def tell(action: str, done: Done) -> None:
    """What a write did, on stderr."""
    if done.batch is None:
        say(_("nothing to change: the record says so already"))
        return
    count = len(done.keys)
    named = ", ".join(done.keys[:_NAMED]) + (" …" if count > _NAMED else "")
    say(
        ngettext("{action}: {count} record: {keys}", "{action}: {count} records: {keys}", count),
        action=words.word("action", action, lang()),
        count=count,
        keys=named,
    )
    for key in done.opened:
        say(_("the next occurrence is on file: {key}"), key=key)
    # An undo is taken back by redo, a redo by undo without a number: a batch that inverts is not undone by its own.
    back = {"undo": "redo", "redo": "undo"}.get(action, f"undo {done.batch}")
    say(_("batch {batch}; to take it back: followup {back}"), batch=done.batch, back=back)


def each(keys: Sequence[str]) -> tuple[str, ...]:
    """The keys, each once."""
    return tuple(dict.fromkeys(keys))
