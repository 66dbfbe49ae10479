"""Hands on the screens that open above the list, and checks of what a key there leads to."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from importers.plan import Plan
from tests.tui.pressing.hands import Check, Hands, goes
from tests.tui.watching import TODAY, until
from tui.followup import Followup


class Visitor(Hands):
    """Whoever opens one screen after the other; `plan` is what a review shows."""

    def __init__(self, app: Followup, plan: Plan, *, wide: bool) -> None:
        super().__init__(app, wide=wide)
        self.plan = plan
        # What screens were dismissed with.
        self.answers: list[Any] = []

    async def on(self, kind: type[Screen[Any]]) -> Any:
        """Wait until a screen is on top and can be asked."""
        await until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted, kind.__name__)
        return self.app.screen

    async def push(self, screen: Screen[Any], kind: type[Screen[Any]] | None = None) -> Any:
        """Open a screen; what it is dismissed with comes into `answers`."""
        self.answers = []
        self.app.push_screen(screen, self.answers.append)
        return await self.on(kind or type(screen))

    async def home(self) -> None:
        """Back to the first screen, without anything written or kept."""
        while self.app.screen is not self.app.triage:
            top = self.app.screen
            if top in self.app.rooms:
                self.app.pop_screen()
            else:
                top.dismiss(None)
            await until(lambda top=top: self.app.screen is not top)
        self.app.triage.leave_line()
        if self.app.as_of != TODAY:
            self.app.show_day(TODAY)
        self.app.place.columns = []


def leads_to(kind: type[Screen[Any]]) -> Check:
    """The key opens another page, form or question."""

    async def check(hands: Visitor) -> None:
        hands.press()
        await hands.on(kind)

    return check


def answered(wanted: object) -> Check:
    """The key closes the screen, with an answer."""
    return goes(lambda hands: hands.answers, [wanted])


def closes(hands: Visitor) -> bool:
    """Whether the list is all that is left."""
    return hands.app.screen is hands.app.triage
