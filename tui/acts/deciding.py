"""The supervisor's decisions: verify, send back, withdraw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.words import word
from tui.acts import carrying, subject
from tui.acts.subject import Subject
from tui.i18n import _, lang
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.screens.form import Form


async def verify(app: Followup, chosen: Chosen) -> None:
    """Confirm promises kept: day, method, evidence."""
    from tui.screens.verify import Verify

    await carrying.out(
        app,
        chosen,
        subject.moves_to("verified"),
        "verify",
        partial(Verify, app),
        lambda commands, seen, values, expected: commands.verify(
            app.path, app.act(), seen.keys, on=values["on"], method=values["method"], evidence=values["evidence"],
            next_due_on=values.get("next_due_on"), expected=expected,
        ),
    )  # fmt: skip


async def send_back(app: Followup, chosen: Chosen) -> None:
    """Send claims back to the entity, with the reason."""
    await carrying.out(
        app,
        chosen,
        subject.moves_to("returned"),
        "return",
        partial(_reason, "return", _("The entity is asked again; a verification is taken away.")),
        lambda commands, seen, values, expected: commands.send_back(
            app.path, app.act(), seen.keys, reason=values["reason"], expected=expected
        ),
    )


async def withdraw(app: Followup, chosen: Chosen) -> None:
    """Take promises off the watch; the confirmation names them, and its first answer is no."""
    await carrying.out(
        app,
        chosen,
        subject.moves_to("withdrawn"),
        "withdraw",
        partial(_reason, "withdraw", _("Nobody is asked about a withdrawn promise any more. It stays on file.")),
        lambda commands, seen, values, expected: commands.withdraw(
            app.path, app.act(), seen.keys, reason=values["reason"], expected=expected
        ),
        lambda values: _("Withdraw for this reason?") + f"\n{values['reason']}",
    )


def _reason(code: str, told: str, found: Subject) -> Form:
    from tui.screens.reason import Reason

    return Reason(word("action", code, lang()), found, [told])
