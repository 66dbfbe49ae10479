"""Correcting what a row of an import's plan says, before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from importers.plan import PlanChange
from store.record import FIELDS, Kind
from tui.i18n import _

if TYPE_CHECKING:
    from tui.followup import Followup

# Fields of a promise that the reviewer may fill in, whether or not the document states them.
_PROMISE: Final = ("text", "status", "due_on", "due_text", "done_on", "quantity", "quantity_done", "unit", "recurrence")


def editable(change: PlanChange) -> list[str]:
    """The fields of a row that may be corrected; none where the row cannot be taken, whatever it says."""
    if change.change_class not in ("new", "changed") and (change.change_class != "unchanged" or change.key is None):
        return []
    if change.kind == "milestone":
        names: Sequence[str] = _PROMISE if change.key is None else [name for name in _PROMISE if name != "text"]
        return [name for name in FIELDS["milestone"] if name in {*names, *_known(change.kind, change.fields)}]
    if change.kind == "measure" and change.key is None:
        return ["heading", "text"]
    return _known(change.kind, change.fields)


async def correct(app: Followup, change: PlanChange) -> dict[str, Any] | None:
    """Ask for other values of a row: those that were changed, None where it was taken back."""
    from tui.screens.form import Form
    from tui.screens.record import fields

    names = editable(change)
    values = {name: change.before.get(name) for name in names}
    values |= {name: pair[1] for name, pair in change.fields.items() if name in names}
    if "text" in names and not values.get("text"):
        values["text"] = change.text
    title = _("Correct before taking")
    # A measure that the document gives no heading needs none to be corrected.
    optional = [name for name in ("heading",) if not values.get(name)]
    asked = fields(app, change.kind, names, values, optional=optional)
    answer = await app.push_screen_wait(Form(title, [change.text], asked, write=_("Take")))
    if answer is None:
        return None
    said = {name: held == "1" if FIELDS[change.kind][name] == "bool" else held for name, held in answer.items()}
    return {name: held for name, held in said.items() if held != values[name]}


def _known(kind: Kind, names: Iterable[str]) -> list[str]:
    return [name for name in FIELDS[kind] if name in set(names)]
