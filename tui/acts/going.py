"""Going to a day that is typed: the record as it stood then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.problem import Problem
from tui import days
from tui.i18n import N_, _
from tui.keys import keyed
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup


async def day(app: Followup, chosen: Chosen) -> None:
    """Ask for a day and show the record as it stood on it."""
    from tui.screens.form import Form
    from tui.widgets.typed import DayField

    def check(typed: date | None) -> None:
        if typed is not None and typed > app.today:
            raise Problem(N_("{day} lies ahead: the record can be shown as it stood on a day up to today."),
                          day=days.short(typed, app.state.calendar))  # fmt: skip

    field = DayField("day", _("Day"), None, today=app.today, shown="", past=True, required=True, check=check,
                     hint=keyed(_("R6.3.31, 2024-03-31, -2w, 12/25; {key:today} goes back to today")))  # fmt: skip
    form = Form(_("The record as it stood on a day"), [], [field], write=_("show"))
    values = await app.push_screen_wait(form)
    if values is not None:
        app.show_day(values["day"])
