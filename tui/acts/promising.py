"""What a promise says and how far it has come: due date, progress, the entity's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.words import word
from tui.acts import carrying, subject
from tui.i18n import lang
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup


async def revise(app: Followup, chosen: Chosen) -> None:
    """Move due dates, with reason and source."""
    from tui.screens.revise import Revise

    found = await subject.milestones(app, chosen, subject.is_open)
    if found is None:
        return
    app.warm()
    action = word("action", "revise", lang())
    form = Revise(app, found)
    values = await app.push_screen_wait(form)
    if values is None or not await carrying.several(app, found, action, form.given):
        return
    await carrying.write(
        app,
        found,
        lambda commands, seen, expected: commands.revise(
            app.path, app.act(), seen.keys, due_on=values["due_on"], due_text=values["due_text"],
            approx=values["approx"] == "1", reason=values["reason"], source=values["source"], expected=expected,
        ),
        action,
        chosen,
    )  # fmt: skip


async def progress(app: Followup, chosen: Chosen) -> None:
    """Record how much is done."""
    from tui.screens.progress import Progress

    found = await subject.milestones(app, chosen, subject.is_open)
    if found is None:
        return
    app.warm()
    action = word("action", "progress", lang())
    form = Progress(found)
    values = await app.push_screen_wait(form)
    if values is None or not await carrying.several(app, found, action, form.given):
        return
    await carrying.write(
        app,
        found,
        lambda commands, seen, expected: commands.progress(
            app.path, app.act(), seen.keys, quantity_done=values["quantity_done"], quantity=values["quantity"],
            unit=values["unit"], status=values["status"], expected=expected,
        ),
        action,
        chosen,
    )  # fmt: skip


async def claim(app: Followup, chosen: Chosen) -> None:
    """Record what the entity says: planned, in progress, done."""
    from tui.screens.progress import Claim

    found = await subject.milestones(app, chosen, subject.is_open)
    if found is None:
        return
    app.warm()
    action = word("action", "claim", lang())
    form = Claim(app, found)
    values = await app.push_screen_wait(form)
    if values is None or not await carrying.several(app, found, action, form.given):
        return
    await carrying.write(
        app,
        found,
        lambda commands, seen, expected: commands.claim(
            app.path, app.act(), seen.keys, status=values["status"], done_on=values["done_on"], expected=expected
        ),
        action,
        chosen,
    )
