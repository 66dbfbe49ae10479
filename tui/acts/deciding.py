"""The supervisor's decisions: verify, send back, withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.words import word
from tui.acts import carrying, subject
from tui.i18n import _, lang
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup


async def verify(app: Followup, chosen: Chosen) -> None:
    """Confirm promises kept: day, method, evidence."""
    from tui.screens.verify import Verify

    found = await subject.milestones(app, chosen, subject.moves_to("verified"))
    if found is None:
        return
    app.warm()
    action = word("action", "verify", lang())
    form = Verify(app, found)
    values = await app.push_screen_wait(form)
    if values is None or not await carrying.several(app, found, action, form.given):
        return
    await carrying.write(
        app,
        found,
        lambda commands, seen, expected: commands.verify(
            app.path, app.act(), seen.keys, on=values["on"], method=values["method"], evidence=values["evidence"],
            next_due_on=values.get("next_due_on"), expected=expected,
        ),
        action,
        chosen,
    )  # fmt: skip


async def send_back(app: Followup, chosen: Chosen) -> None:
    """Send claims back to the entity, with the reason."""
    from tui.screens.reason import Reason

    found = await subject.milestones(app, chosen, subject.moves_to("returned"))
    if found is None:
        return
    app.warm()
    action = word("action", "return", lang())
    told = [_("The entity is asked again; a verification is taken away.")]
    form = Reason(action, found, told)
    values = await app.push_screen_wait(form)
    if values is None or not await carrying.several(app, found, action, form.given):
        return
    await carrying.write(
        app,
        found,
        lambda commands, seen, expected: commands.send_back(
            app.path, app.act(), seen.keys, reason=values["reason"], expected=expected
        ),
        action,
        chosen,
    )


async def withdraw(app: Followup, chosen: Chosen) -> None:
    """Take promises off the watch; the confirmation names them, and its first answer is no."""
    from tui.screens.reason import Reason

    found = await subject.milestones(app, chosen, subject.moves_to("withdrawn"))
    if found is None:
        return
    app.warm()
    action = word("action", "withdraw", lang())
    told = [_("Nobody is asked about a withdrawn promise any more. It stays on file.")]
    values = await app.push_screen_wait(Reason(action, found, told))
    if values is None:
        return
    question = _("Withdraw for this reason?") + f"\n{values['reason']}"
    if not await carrying.confirmed(app, question, found.names(), yes=action, grave=True):
        app.told(_("Nothing was written."))
        return
    await carrying.write(
        app,
        found,
        lambda commands, seen, expected: commands.withdraw(
            app.path, app.act(), seen.keys, reason=values["reason"], expected=expected
        ),
        action,
        chosen,
    )
