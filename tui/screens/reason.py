"""A form that asks for a reason: sending back and withdrawing."""

from __future__ import annotations

from collections.abc import Sequence

from store.words import word
from tui.acts.subject import Subject, counted
from tui.i18n import lang
from tui.screens.form import Form
from tui.widgets.fields import Field


class Reason(Form):
    """The reason."""

    def __init__(self, action: str, subject: Subject, told: Sequence[str]) -> None:
        reason = Field("reason", word("field", "reason", lang()), required=True)
        super().__init__(
            counted(action, len(subject.rows)), subject.names(), [reason], told=[*subject.told(), *told], write=action
        )
