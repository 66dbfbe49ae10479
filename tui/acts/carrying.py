"""How every act ends: confirmed where it is about several, written as one batch, told with how to take it back.

Where the record changed after it was seen, both versions are shown and asked about; nothing was written by then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from store.problem import Problem
from store.rows import Row
from store.words import word
from tui import text
from tui.acts import subject as subjects
from tui.acts.subject import Expected, Held, Subject
from tui.i18n import _, lang, ngettext
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from store.commands import Done
    from tui.followup import Followup
    from tui.screens.form import Form

    Values = Mapping[str, Any]
    _Call = Callable[[ModuleType, Subject, Expected], Done]


async def out(
    app: Followup,
    chosen: Chosen,
    applies: Callable[[Row], bool],
    code: str,
    form: Callable[[Subject], Form],
    call: Callable[[ModuleType, Subject, Values, Expected], Done],
    question: Callable[[Values], str] | None = None,
) -> None:
    """Carry an act on the chosen milestones out: its form, the question, one batch.

    `applies` says to which rows it may; `code` is the act's word. `question` is asked always, and no is its first
    answer; without it only an act on several is asked about.
    """
    found = await subjects.milestones(app, chosen, applies)
    if found is None:
        return
    app.warm()
    action = word("action", code, lang())
    asked = form(found)
    values: Values | None = await app.push_screen_wait(asked)
    if values is None:
        return
    if question is None:
        sure = await several(app, found, action, asked.given)
    else:
        sure = await confirmed(app, question(values), found.names(), yes=action, grave=True)
        if not sure:
            app.told(_("Nothing was written."))
    if sure:
        await write(app, found, lambda commands, seen, expected: call(commands, seen, values, expected), action, chosen)


async def confirmed(app: Followup, question: str, names: Sequence[str], *, yes: str, grave: bool = False) -> bool:
    """The answer to a question that names what it is about."""
    from tui.screens.confirm import Confirm

    answer: bool | None = await app.push_screen_wait(Confirm(question, names, yes=yes, grave=grave))
    return bool(answer)


async def several(app: Followup, subject: Subject | Sequence[str], action: str, given: Sequence[str] = ()) -> bool:
    """Ask before an act on several records, naming them and what is written (`given`); one is not asked about again."""
    names = subject.names() if isinstance(subject, Subject) else list(subject)
    if len(names) < 2:
        return True
    question = ngettext("{action}: {n} record. Write it?", "{action}: {n} records. Write them?", len(names))
    asked = "\n".join([question.format(action=action, n=f"{len(names):,}"), *(text.line(said) for said in given)])
    return await confirmed(app, asked, names, yes=action)


async def write(app: Followup, subject: Subject, call: _Call, said: str, chosen: Chosen) -> Done | None:
    """Write an act on milestones; None where it was not. `said` names the act in the toast."""
    while True:
        try:
            done = await app.commit(partial(_call, call, subject))
        except Problem:
            # commit lets only Stale through.
            fresh = await _asked(app, subject)
            if fresh is None:
                return None
            subject = fresh
            continue
        if done is not None:
            await tell(app, done, said, subject.names())
            settled(app, chosen)
        return done


def _call(call: _Call, subject: Subject, commands: ModuleType) -> Done:
    return call(commands, subject, subject.expected())


async def _asked(app: Followup, seen: Subject) -> Subject | None:
    """Both versions side by side; the rows as they stand now where the act is to be written all the same."""
    from tui.screens.versions import Versions

    now = await subjects.reread(app, seen)
    by_key = {row.key: row for row in now.rows}
    pairs = [
        (subjects.name(row), {f: getattr(row, f) for f in subjects.SEEN},
         {f: getattr(by_key[row.key], f) for f in subjects.SEEN} if row.key in by_key else None)
        for row in seen.rows
    ]  # fmt: skip
    changed = [pair for pair in pairs if pair[1] != pair[2]]
    moved = {row.key: {field for field in was if is_ is None or was[field] != is_[field]}
             for row, (_name, was, is_) in zip(seen.rows, pairs, strict=True)}  # fmt: skip
    app.refresh_record()
    if len(now.rows) == len(seen.rows) and await app.ask(partial(_own, moved, frozenset(app.written))):
        return now
    if not now.rows or not await app.push_screen_wait(Versions("milestone", changed, app.look, app.state.calendar)):
        app.told(_("Nothing was written."), severity="warning")
        return None
    return now


def _own(moved: Mapping[str, set[str]], written: frozenset[int], connection: sqlite3.Connection) -> bool:
    """Whether all that moved since it was seen was moved by this program, whose lists had not been read anew yet."""
    from store.history import entries

    for key, fields in moved.items():
        left = set(fields)
        for entry in entries(connection, key) if left else ():
            touched = left & {change.field for change in entry.changes}
            if touched and entry.batch not in written:
                return False
            left -= touched
        if left:
            return False
    return True


async def edited_meanwhile(app: Followup, seen: Held) -> Held | None:
    """The same for the correction of one record of any kind."""
    from tui.screens.versions import Versions

    now = await subjects.held(app, [seen.key])
    app.refresh_record()
    fresh = now[0] if now else None
    pair = (seen.name(), dict(seen.values), dict(fresh.values) if fresh is not None else None)
    shown = await app.push_screen_wait(Versions(seen.kind, [pair], app.look, app.state.calendar))
    if fresh is None or not shown:
        app.told(_("Nothing was written."), severity="warning")
        return None
    return fresh


async def tell(app: Followup, done: Done, said: str, names: Sequence[str], more: Sequence[str] = ()) -> None:
    """A toast: what was done to what, what was recorded, what it opened, `more`, and how to take it back."""
    if done.batch is None:
        app.told(_("Nothing differs: the record says so already."))
        return
    lines = [f"{said}: {_called(names)}"]
    changed = [key for key in done.keys if key not in done.opened]
    if len(changed) == 1:
        lines += await app.ask(partial(_moves, changed[0], done.batch))
    if done.opened:
        opened = ngettext("The next occurrence is on file.", "{n} next occurrences are on file.", len(done.opened))
        lines.append(opened.format(n=f"{len(done.opened):,}"))
    app.told("\n".join([*lines, *more]), undo=True)


def _moves(key: str, batch: int, connection: sqlite3.Connection) -> list[str]:
    """What a batch recorded about one record, as the command line says it too."""
    from store.history import entries
    from tui.commands.recorded import moves

    return [_(", ").join(moves(entry.changes)) for entry in entries(connection, key, batch=batch)]


def settled(app: Followup, chosen: Chosen) -> None:
    """The marks have served: the next act is about the row under the cursor again."""
    unmark: Any = getattr(app.room, "action_unmark", None)
    if chosen.marked and unmark is not None:
        unmark()


def _called(names: Sequence[str]) -> str:
    if len(names) == 1:
        return text.clip(names[0], 100)
    return ngettext("{n} record", "{n} records", len(names)).format(n=f"{len(names):,}")
