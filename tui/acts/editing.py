"""Correcting a record by hand, and adding one where one stands."""

from __future__ import annotations

import sqlite3
from asyncio import to_thread
from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.problem import Problem
from store.record import DEFAULTS, FIELDS, PARENT, Kind, Record
from store.story import Story, story
from store.words import word
from tui import text
from tui.acts import carrying, subject
from tui.acts.subject import Held
from tui.i18n import _, lang
from tui.keys import keyed
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.commands import Done
    from tui.followup import Followup
    from tui.screens.record import New


async def edit(app: Followup, chosen: Chosen) -> None:
    """Correct the fields of one record."""
    from tui.screens.record import Edit, taken

    if len(chosen.keys) > 1:
        app.told(keyed(_("One record is corrected at a time; {key:unmark} takes the marks away.")), severity="warning")
        return
    records = await subject.held(app, chosen.keys)
    if not records:
        return
    held = records[0]
    names = await _editable(held.kind)
    if not names:
        app.told(_("A record of this kind cannot be corrected by hand."), severity="warning")
        return
    values = await app.push_screen_wait(Edit(app, held, names))
    if values is None:
        return
    why = values.pop("why") or ""
    asked = {name: value for name, value in taken(held.kind, values).items() if value != held.values[name]}
    if not asked:
        app.told(_("Nothing differs: the record says so already."))
        return
    seen: Held | None = held
    while seen is not None:
        try:
            done = await app.commit(_Correction(app, seen, asked, why))
        except Problem:
            # commit lets only Stale through.
            seen = await carrying.edited_meanwhile(app, seen)
            continue
        if done is not None:
            await carrying.tell(app, done, word("action", "edit", lang()), [held.name()])
            carrying.settled(app, chosen)
        return


class _Correction:
    """The write, bound to what was seen."""

    def __init__(self, app: Followup, seen: Held, asked: Mapping[str, Any], why: str) -> None:
        self.app, self.seen, self.asked, self.why = app, seen, asked, why

    def __call__(self, commands: Any) -> Done:
        expected = {name: self.seen.values[name] for name in self.asked}
        done: Done = commands.edit(
            self.app.path, self.app.act(self.why), self.seen.kind, self.seen.key, self.asked, expected=expected
        )
        return done


async def add(app: Followup, chosen: Chosen) -> None:
    """Add a record under the one where one stands, beside it, or a new entity or case."""
    from tui.screens.pick import Pick

    key = chosen.keys[0] if chosen.keys else None
    told = await app.ask(lambda connection: story(connection, key, app.as_of)) if key is not None else None
    options = places(told)
    lines = [
        word("kind", kind, lang()) + (f"  {_('under {parent}').format(parent=name)}" if parent is not None else "")
        for kind, parent, name in options
    ]
    at = await app.push_screen_wait(Pick(_("Add which record?"), lines))
    if at is None:
        return
    kind, parent, name = options[at]
    new, cases = await app.ask(lambda connection: _new(connection, kind, parent, name, told))
    if kind == "guidance" and not cases:
        app.told(_("There is no case yet that the guidance could belong to: add the case first."), severity="warning")
        return
    record = await _added(app, new, cases)
    if record is None or kind != "measure":
        return
    # Nothing of a measure is watched but its promises: the form of the first one follows.
    held = Held("measure", record.key, {**DEFAULTS["measure"], **record.values, "key": record.key})
    below, cases = await app.ask(
        lambda connection: _new(
            connection, "milestone", record.key, held.name(), story(connection, record.key, app.as_of)
        )
    )
    if await _added(app, below, cases) is None:
        said = _("{name}: no promise is on file under it, so nothing of it is watched. {key:add} adds one.")
        app.told(keyed(said, name=text.clip(held.name(), 100)), severity="warning")


async def _added(app: Followup, new: New, cases: list[tuple[str, str]]) -> Record | None:
    """The record that the form made and the store took; None where it was taken back or refused."""
    from tui.screens.record import Add

    form = Add(app, new, await _editable(new.kind), cases)
    values = await app.push_screen_wait(form)
    if values is None:
        return None
    record = form.record(values, app)
    done = await app.commit(lambda commands: commands.create(app.path, app.act(), [record]))
    if done is None:
        return None
    await carrying.tell(app, done, word("action", "create", lang()), [_named(record)])
    return record


def places(told: Story | None) -> list[tuple[Kind, str | None, str]]:
    """What can be added from a record: kind, the parent's key and what it is called; the likeliest first."""
    found: list[tuple[Kind, str | None, str]] = []
    if told is not None:
        above: list[tuple[Kind, Mapping[str, Any] | None]] = [
            ("measure", told.measure), ("item", told.item), ("guidance", told.guidance), ("entity", told.entity),
        ]  # fmt: skip
        for kind, held in above:
            if held is not None:
                found += [
                    (child, held["key"], _called(kind, held))
                    for child, (parent, _field) in PARENT.items()
                    if parent == kind and child != "revision"
                ]
        if told.case is not None and told.kind in ("case", "watch"):
            found.append(("watch", told.case["key"], _called("case", told.case)))
    return [*found, ("entity", None, ""), ("case", None, "")]


def _called(kind: Kind, held: Mapping[str, Any]) -> str:
    return Held(kind, held["key"], held).name()


def _named(record: Record) -> str:
    return Held(record.kind, record.key, record.values).name()


async def _editable(kind: Kind) -> frozenset[str]:
    commands = await to_thread(import_module, "store.commands")
    found: frozenset[str] = commands.editable(kind)
    return found


def _new(
    connection: sqlite3.Connection, kind: Kind, parent: str | None, name: str, told: Story | None
) -> tuple[New, list[tuple[str, str]]]:
    """What the form of a new record needs to know: the keys that are taken, what comes from above, the cases."""
    from tui.screens.record import New

    where, values, above = "1", tuple[str, ...](), dict[str, Any]()
    if kind in PARENT and parent is not None:
        _parent, column = PARENT[kind]
        where, values, above = f"{column} = ?", (parent,), {column: parent}
    taken = frozenset(key for (key,) in connection.execute(f'SELECT key FROM "{kind}" WHERE {where}', values))
    if kind == "milestone" and told is not None and told.guidance is not None:
        above |= {"entity_key": told.guidance["entity_key"], "persons": told.guidance["persons"]}
    if "officer" in FIELDS[kind] and told is not None and kind in ("item", "measure", "milestone"):
        holders = (told.measure if kind == "milestone" else None, told.item, told.guidance, told.entity)
        above["officer"] = next((held["officer"] for held in holders if held is not None and held["officer"]), None)
    cases = [(key, called) for key, called in connection.execute('SELECT key, name FROM "case" ORDER BY key')]
    return New(kind, parent, name, taken, above), cases
