"""The dashboard, from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup


async def dashboard(app: Followup, chosen: Chosen) -> None:
    """Open it, and come back where one was."""
    from tui.screens.dashboard import Dashboard

    await app.push_screen_wait(Dashboard())
