"""Taking an act back, and doing it again. What is one's own, of this session and about one record goes at one key;
everything else is shown and asked about first. Nothing is lost either way: an undo is an entry of its own.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from store.history import Entry, entries
from store.words import word
from tui import days, text
from tui.acts import carrying
from tui.i18n import _, lang, ngettext
from tui.keys import keyed
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from store.commands import Done
    from tui.followup import Followup

# Acts on one record are taken back at once while they are so fresh (seconds).
FRESH = 3600


@dataclass(frozen=True, slots=True)
class _Last:
    """The newest act in force, and the newest undo if nothing was done since."""

    act: Entry | None
    undone: Entry | None


async def undo(app: Followup, chosen: Chosen) -> None:
    """Take the last act back."""
    entry = (await app.ask(_last)).act
    if entry is None or entry.action == "register":
        app.told(_("There is nothing to take back."), severity="warning")
        return
    if not _own_and_small(app, entry) and not await carrying.confirmed(
        app, _("Take this back?") + f"\n{told(app, entry)}", _what(entry), yes=word("action", "undo", lang())
    ):
        return
    done = await app.commit(lambda _commands: _take_back(app, entry.batch), _touched(entry))
    if done is not None:
        app.told(_("Taken back: {what}").format(what=told(app, entry)) + "\n" + keyed(_("{key:redo} does it again.")))


async def redo(app: Followup, chosen: Chosen) -> None:
    """Do again what was taken back last."""
    entry = (await app.ask(_last)).undone
    if entry is None:
        app.told(_("There is nothing to do again."), severity="warning")
        return
    if not _own_and_small(app, entry) and not await carrying.confirmed(
        app, _("Do this again?") + f"\n{told(app, entry)}", _what(entry), yes=word("action", "redo", lang())
    ):
        return
    done = await app.commit(lambda _commands: _do_again(app), _touched(entry))
    if done is not None:
        app.told(_("Done again: {what}").format(what=told(app, entry)), undo=True)


def _take_back(app: Followup, batch: int) -> Done:
    from store.undo import undo as take_back

    return take_back(app.path, app.act(), batch)


def _do_again(app: Followup) -> Done:
    from store.undo import redo as do_again

    return do_again(app.path, app.act())


def told(app: Followup, entry: Entry) -> str:
    """An entry in one line: the act, what it was about, its number, when and by whom."""
    keys = list(dict.fromkeys(change.key for change in entry.changes))
    about = keys[0] if len(keys) == 1 else ngettext("{n} record", "{n} records", len(keys)).format(n=len(keys))
    if entry.count > len(entry.changes):
        about = ngettext("{n} change", "{n} changes", entry.count).format(n=f"{entry.count:,}")
    said = _("{act}: {about} (entry {number}, {day}, {by})")
    return text.line(
        said.format(
            act=word("action", entry.action, lang()),
            about=about,
            number=entry.batch,
            day=days.short(entry.effective_on, app.state.calendar),
            by=entry.by,
        )
    )


def _touched(entry: Entry) -> tuple[str, ...]:
    """The records that an entry changed or made, those changed first: the cursor goes to one of them."""
    changed = sorted(entry.changes, key=lambda change: change.field is None)
    return tuple(dict.fromkeys(change.key.partition("#")[0] for change in changed))


def _what(entry: Entry) -> list[str]:
    """The records that an entry touched."""
    return list(dict.fromkeys(f"{word('kind', change.kind, lang())}  {change.key}" for change in entry.changes))


def _own_and_small(app: Followup, entry: Entry) -> bool:
    if entry.by != app.by or entry.action == "import":
        return False
    stems = {change.key.partition("#")[0] for change in entry.changes}
    made = any(change.field is None and change.kind not in ("revision", "milestone") for change in entry.changes)
    try:
        age = (datetime.now(UTC) - datetime.fromisoformat(entry.recorded_at)).total_seconds()
    except (ValueError, TypeError):
        return False
    return len({stem.partition(".")[0] for stem in stems}) == 1 and not made and 0 <= age < FRESH


def _last(connection: sqlite3.Connection) -> _Last:
    """What undo and redo would take: batches that no batch in force has undone, newest first."""
    gone: set[int] = set()
    newest: tuple[int, int | None] | None = None
    act: int | None = None
    for number, undoes in connection.execute("SELECT id, undoes FROM batch ORDER BY id DESC"):
        if number in gone:
            continue
        if undoes is not None:
            gone.add(undoes)
        newest = newest or (number, undoes)
        if undoes is None:
            act = number
            break
    undone = None
    if newest is not None and newest[1] is not None:
        last = entries(connection, batch=newest[0])[0]
        undone = newest[1] if last.action == "undo" else None
    return _Last(_entry(connection, act), _entry(connection, undone))


def _entry(connection: sqlite3.Connection, batch: int | None) -> Entry | None:
    return entries(connection, batch=batch)[0] if batch is not None else None
