"""The forms that record how far a promise has come: how much is done, and what the entity says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.problem import Problem
from store.words import word
from tui.acts.subject import Subject, counted, day_shown
from tui.i18n import _, lang
from tui.screens.form import Form, Values
from tui.widgets.fields import Field
from tui.widgets.typed import DayField, NumberField

if TYPE_CHECKING:
    from tui.followup import Followup

CLAIMED = ("planned", "in_progress", "reported")


class Progress(Form):
    """n of m, the unit, and the claim that goes with it."""

    def __init__(self, subject: Subject) -> None:
        row = subject.one
        units = list(dict.fromkeys(held.unit for held in subject.rows if held.unit))
        done = "" if row is None or row.quantity_done is None else str(row.quantity_done)
        whole = "" if row is None or row.quantity is None else str(row.quantity)
        fields = [
            NumberField("quantity_done", word("field", "quantity_done", lang()), done, required=True,
                        check=_not_negative),
            NumberField("quantity", word("field", "quantity", lang()), whole, check=_at_least_one,
                        hint=_("Out of how many; empty leaves what is on file")),
            Field("unit", word("field", "unit", lang()), (row.unit or "") if row is not None else "",
                  choices=[(unit, unit) for unit in units], hint="" if units else _("files, cases, persons")),
            Field("status", word("field", "status", lang()), closed=True, choices=_claims(),
                  hint=_("Empty: as it is; a first unit done makes it in progress (the arrow keys choose)")),
        ]  # fmt: skip
        self._row = row
        action = word("action", "progress", lang())
        super().__init__(counted(action, len(subject.rows)), subject.names(), fields, told=subject.told(), write=action)

    def verdict(self, values: Values) -> None:
        """No more done than there are."""
        whole = values["quantity"] or (self._row.quantity if self._row is not None else None)
        if whole is not None and values["quantity_done"] > whole:
            raise Problem("{done} is more than all {whole}.", done=values["quantity_done"], whole=whole)


class Claim(Form):
    """What the entity says, and since when."""

    def __init__(self, app: Followup, subject: Subject) -> None:
        row = subject.one
        held = row.done_on if row is not None else None
        fields = [
            Field("status", word("field", "status", lang()), "reported", required=True, closed=True,
                  choices=_claims()),
            DayField("done_on", word("field", "done_on", lang()), held, today=app.today,
                     shown=day_shown(held, app), past=True,
                     hint=_("The day that the entity names; empty where it names none")),
        ]  # fmt: skip
        told = [*subject.told(), _("A claim waits for verification; it is never one.")]
        action = word("action", "claim", lang())
        super().__init__(counted(action, len(subject.rows)), subject.names(), fields, told=told, write=action)


def _claims() -> list[tuple[str, str]]:
    return [(status, word("status", status, lang())) for status in CLAIMED]


def _not_negative(value: int) -> None:
    if value < 0:
        raise Problem("{value} is less than nothing.", value=value)


def _at_least_one(value: int) -> None:
    if value < 1:
        raise Problem("There is at least one.")
