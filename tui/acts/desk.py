"""The office's own desk: notes, officers, the day of the next check. They apply to records of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from store import queries
from store.words import word
from tui.acts import carrying, subject
from tui.acts.subject import Held
from tui.i18n import _, lang
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from store.commands import Done
    from tui.followup import Followup
    from tui.screens.form import Form

# A form names a few records and the confirmation all of them; more than this are named by their rows alone.
_READ = 200


async def note(app: Followup, chosen: Chosen) -> None:
    """Add a paragraph below the notes on file."""

    def form(records: list[Held]) -> Form:
        from tui.screens.desk import Note

        return Note(_names(chosen, records), records)

    await _out(app, chosen, "note", form, lambda commands, values: commands.add_note(
        app.path, app.act(), chosen.keys, text=values["note"]
    ))  # fmt: skip


async def assign(app: Followup, chosen: Chosen) -> None:
    """Put an officer in charge, or (empty) nobody."""
    known = await app.ask(queries.officers)

    def form(records: list[Held]) -> Form:
        from tui.screens.desk import Assign

        return Assign(_names(chosen, records), records, [app.by, *known])

    await _out(app, chosen, "assign", form, lambda commands, values: commands.assign(
        app.path, app.act(), chosen.keys, officer=values["officer"]
    ), held="officer")  # fmt: skip


async def next_check(app: Followup, chosen: Chosen) -> None:
    """Set the day on which the office looks again, or (empty) none."""

    def form(records: list[Held]) -> Form:
        from tui.screens.desk import NextCheck

        return NextCheck(app, _names(chosen, records), records)

    await _out(app, chosen, "next_check", form, lambda commands, values: commands.next_check(
        app.path, app.act(), chosen.keys, on=values["on"]
    ), held="next_check_on")  # fmt: skip


async def _out(
    app: Followup,
    chosen: Chosen,
    action: str,
    ask: Callable[[list[Held]], Form],
    write: Callable[[ModuleType, Mapping[str, Any]], Done],
    held: str = "",
) -> None:
    """Carry an act out; it asks where the field `held` changed under the form, and where the records are several."""
    records = await _records(app, chosen)
    if not records:
        return
    app.warm()
    form = ask(records)
    values = await app.push_screen_wait(form)
    if values is None or (held and not await _unchanged(app, records, held)):
        return
    names = _names(chosen, records)
    said = word("action", action, lang())
    if not await carrying.several(app, names, said, form.given):
        return
    done = await app.commit(lambda commands: write(commands, values))
    if done is not None:
        await carrying.tell(app, done, said, names)
        carrying.settled(app, chosen)


async def _records(app: Followup, chosen: Chosen) -> list[Held]:
    records = await subject.held(app, chosen.keys[:_READ])
    if not records:
        app.told(_("There is no row under the cursor."), severity="warning")
    return records


def _names(chosen: Chosen, records: Sequence[Held]) -> list[str]:
    if chosen.rows:
        return [subject.name(row) for row in chosen.rows]
    return [held.name() for held in records]


async def _unchanged(app: Followup, records: Sequence[Held], field: str) -> bool:
    """Whether the field still holds what the form showed; else both versions are shown and asked about."""
    from tui.screens.versions import Versions

    now = {held.key: held for held in await subject.held(app, [held.key for held in records])}
    pairs = [
        (held.name(), {field: held.values.get(field)},
         {field: now[held.key].values.get(field)} if held.key in now else None)
        for held in records
    ]  # fmt: skip
    changed = [pair for pair in pairs if pair[1] != pair[2]]
    if not changed:
        return True
    if await app.push_screen_wait(Versions(records[0].kind, changed, app.look, app.state.calendar)):
        return True
    app.told(_("Nothing was written."), severity="warning")
    return False
