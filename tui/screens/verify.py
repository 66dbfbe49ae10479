"""The form with which a promise is confirmed kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from store.problem import Problem
from store.recurrence import next_occurrence
from store.words import word
from tui.acts.subject import Subject, counted, day_shown, due
from tui.i18n import N_, _, lang, ngettext
from tui.screens.form import Form, Values
from tui.widgets.fields import Field
from tui.widgets.typed import DayField

if TYPE_CHECKING:
    from tui.followup import Followup

# The usual ways in which an office verifies.
METHODS: Final = (
    N_("Review of documents"), N_("On-site inspection"), N_("Inspection of records"), N_("Hearing"),
)  # fmt: skip


class Verify(Form):
    """Day, method and evidence; where the promise recurs, the day of its next occurrence."""

    def __init__(self, app: Followup, subject: Subject) -> None:
        self._desk = app
        self._row = subject.one
        recurring = [row for row in subject.rows if row.recurrence]
        told = subject.told()
        row = self._row
        if row is not None:
            told.append(_("Due {day}").format(day=due(row, app)))
            if row.status in ("planned", "in_progress"):
                held = word("status", row.status, lang())
                if row.quantity is not None:
                    held += _(", ") + f"{row.quantity_done or 0}/{row.quantity}"
                told.append(_("The entity has not reported it done ({held}).").format(held=held))
            if row.quantity is not None:
                done = f"{row.quantity_done or 0}/{row.quantity} {row.unit or ''}".rstrip()
                told.append(_("{done} reported; verified, all {whole} count as done.").format(
                    done=done, whole=f"{row.quantity} {row.unit or ''}".rstrip()))  # fmt: skip
        elif recurring:
            said = ngettext("{n} of them recurs: its next occurrence is put on file.",
                            "{n} of them recur: their next occurrences are put on file.", len(recurring))  # fmt: skip
            told.append(said.format(n=len(recurring)))
        methods = [(_(method), _(method)) for method in METHODS]
        fields: list[Field] = [
            DayField("on", word("field", "verified_on", lang()), app.today, today=app.today,
                     shown=day_shown(app.today, app), past=True, required=True, check=self._not_after),
            Field("method", word("field", "method", lang()), required=True, choices=methods),
            Field("evidence", word("field", "evidence", lang()), required=True,
                  hint=_("Where the evidence is kept: file number, page, photograph")),
        ]  # fmt: skip
        if row is not None and row.recurrence:
            following = self._following(app.today)
            fields.append(
                DayField("next_due_on", _("Next due"), following, today=app.today, shown=day_shown(following, app),
                         hint=_("Empty: as the rule gives it"),
                         tell=lambda value: str(row.recurrence)))  # fmt: skip
        title = counted(word("action", "verify", lang()), len(subject.rows))
        super().__init__(title, subject.names(), fields, told=told, write=word("action", "verify", lang()))

    def _not_after(self, value: object) -> None:
        if isinstance(value, date) and value > self._desk.today:
            raise Problem("A verification cannot be dated after today.")

    def _following(self, on: date) -> date | None:
        row = self._row
        return next_occurrence(row.recurrence, row.due_on or on) if row is not None and row.recurrence else None

    def changed(self, field: Field) -> None:
        """Where no date is stated the next occurrence counts from the day of verification, until it is typed."""
        if field.name_of != "on" or self._row is None or not self._row.recurrence or self._row.due_on is not None:
            return
        following = self.field("next_due_on")
        if isinstance(following, DayField) and not following.dirty and field.wrong() is None:
            day = self._following(field.read())
            following.put_day(day, day_shown(day, self._desk))

    def values(self) -> Values:
        """The next day only where it was typed: what the rule gives is marked as inferred."""
        values = super().values()
        if "next_due_on" in values and not self.field("next_due_on").dirty:
            values["next_due_on"] = None
        return values
