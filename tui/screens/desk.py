"""The forms of the desk: a note, an officer, the day of the next check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.words import word
from tui.acts.subject import Held, counted, day_shown
from tui.i18n import _, lang
from tui.keys import keyed
from tui.screens.form import Form
from tui.widgets.fields import Field
from tui.widgets.typed import DayField

if TYPE_CHECKING:
    from tui.followup import Followup


class Note(Form):
    """What is added below the note on file, which is shown."""

    def __init__(self, names: Sequence[str], records: Sequence[Held]) -> None:
        told = []
        if len(names) == 1 and records[0].values.get("note"):
            told = [_("On file:"), str(records[0].values["note"])]
        note = Field("note", word("field", "note", lang()), required=True, area=True,
                     hint=keyed(_("{key:enter} begins a new line; {key:ctrl+s} writes")))  # fmt: skip
        action = word("action", "note", lang())
        super().__init__(counted(action, len(names)), names, [note], told=told, write=action)


class Assign(Form):
    """A name: one that is known, or any other; empty takes the officer away."""

    def __init__(self, names: Sequence[str], records: Sequence[Held], known: Sequence[str]) -> None:
        told = []
        if any(held.kind in ("entity", "guidance", "item", "measure") for held in records):
            told.append(_("Everything open below it gets the same officer."))
        choices = [(name, name) for name in dict.fromkeys(known)]
        officer = Field("officer", word("field", "officer", lang()), _common(records, "officer") or "", choices=choices)
        action = word("action", "assign", lang())
        super().__init__(
            counted(action, len(names)), names, [officer],
            told=[*told, _("Empty: nobody is in charge.")], write=action,
        )  # fmt: skip


class NextCheck(Form):
    """A day; empty takes it away."""

    def __init__(self, app: Followup, names: Sequence[str], records: Sequence[Held]) -> None:
        held = _common(records, "next_check_on")
        day = DayField("on", word("field", "next_check_on", lang()), held, today=app.today,
                       shown=day_shown(held, app), hint=_("+2w, 月末, 12/25, 2027-03-31; empty for none"))  # fmt: skip
        action = word("action", "next_check", lang())
        super().__init__(counted(action, len(names)), names, [day], write=action)


def _common(records: Sequence[Held], field: str) -> Any:
    """What all records hold, None where they differ."""
    values = {held.values.get(field) for held in records}
    return values.pop() if len(values) == 1 else None
