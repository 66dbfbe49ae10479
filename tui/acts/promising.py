"""What a promise says and how far it has come: due date, progress, the entity's claim."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.acts import carrying, subject
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup


async def revise(app: Followup, chosen: Chosen) -> None:
    """Move due dates, with reason and source."""
    from tui.screens.revise import Revise

    await carrying.out(
        app,
        chosen,
        subject.is_open,
        "revise",
        partial(Revise, app),
        lambda commands, seen, values, expected: commands.revise(
            app.path, app.act(), seen.keys, due_on=values["due_on"], due_text=values["due_text"],
            approx=values["approx"] == "1", reason=values["reason"], source=values["source"], expected=expected,
        ),
    )  # fmt: skip


async def progress(app: Followup, chosen: Chosen) -> None:
    """Record how much is done."""
    from tui.screens.progress import Progress

    await carrying.out(
        app,
        chosen,
        subject.is_open,
        "progress",
        Progress,
        lambda commands, seen, values, expected: commands.progress(
            app.path, app.act(), seen.keys, quantity_done=values["quantity_done"], quantity=values["quantity"],
            unit=values["unit"], status=values["status"], expected=expected,
        ),
    )  # fmt: skip


async def claim(app: Followup, chosen: Chosen) -> None:
    """Record what the entity says: planned, in progress, done."""
    from tui.screens.progress import Claim

    await carrying.out(
        app,
        chosen,
        subject.is_open,
        "claim",
        partial(Claim, app),
        lambda commands, seen, values, expected: commands.claim(
            app.path, app.act(), seen.keys, status=values["status"], done_on=values["done_on"], expected=expected
        ),
    )
