"""The form with which a due date is moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.words import word
from tui import daywords
from tui.acts.subject import Subject, counted, due
from tui.i18n import _, lang, ngettext
from tui.screens.form import Form
from tui.widgets.fields import Field
from tui.widgets.typed import DayField, follow_due

if TYPE_CHECKING:
    from tui.followup import Followup


class Revise(Form):
    """The new day in any words, the reason, where it comes from."""

    def __init__(self, app: Followup, subject: Subject) -> None:
        self._row = row = subject.one
        told = subject.told()
        if row is not None:
            said = _("Due {day}").format(day=due(row, app))
            if row.due_text:
                said += f" 「{row.due_text}」"
            if row.revisions:
                moved = ngettext("moved {n} time", "moved {n} times", row.revisions).format(n=row.revisions)
                said += f" · {moved}"
            told.append(said)
        fields = [
            DayField("due_on", _("New due date"), None, today=app.today, shown="", required=True, none=True,
                     hint=_("+2w, 月末, 令和9年3月末, 12/25, 2027-03-31; none: no date"), tell=self._tell),
            Field("reason", word("field", "reason", lang()), required=True),
            Field("source", word("field", "source", lang()), hint=_("The letter or report that says so")),
            Field("approx", word("field", "due_approx", lang()), "0", closed=True,
                  choices=[("0", _("no")), ("1", _("yes"))]),
            Field("due_text", word("field", "due_text", lang()), hint=_("The words of the document, if any")),
        ]  # fmt: skip
        action = word("action", "revise", lang())
        super().__init__(counted(action, len(subject.rows)), subject.names(), fields, told=told, write=action)

    def _tell(self, value: object) -> str:
        row = self._row
        return daywords.moved(row.due_on, value) if row is not None and isinstance(value, date) else ""

    def changed(self, field: Field) -> None:
        """The words and 頃 or 目処 in the date fill the fields that hold them."""
        follow_due(field, self.field("due_on"), self.field("due_text"), self.field("approx"))
