"""Correcting what a row of an import's plan says, before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from importers.plan import PlanChange
from store.keys import check_part
from store.problem import Problem
from store.record import FIELDS, Kind
from store.words import word
from tui.i18n import _, lang

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.widgets.fields import Field

# Fields of new records that a measure stands under.
_NEW: Final[Mapping[Kind, tuple[str, ...]]] = {
    "case": ("name", "text"),
    "entity": ("name", "key", "name_en", "reading", "kind"),
    "guidance": ("given_on", "law", "text"),
    "item": ("number", "heading", "text"),
    "measure": ("heading", "text"),
}
# What may stay empty in them.
_OPTIONAL: Final = frozenset({"heading", "text"})
# Fields of a promise that the reviewer may fill in, whether or not the document states them.
_PROMISE: Final = ("text", "status", "due_on", "due_text", "done_on", "quantity", "quantity_done", "unit", "recurrence")


def editable(change: PlanChange) -> list[str]:
    """The fields of a row that may be corrected; none where the row cannot be taken, whatever it says."""
    if change.change_class not in ("new", "changed") and (change.change_class != "unchanged" or change.key is None):
        return []
    if change.kind == "milestone":
        names: Sequence[str] = _PROMISE if change.key is None else [name for name in _PROMISE if name != "text"]
        return [name for name in FIELDS["milestone"] if name in {*names, *_known(change.kind, change.fields)}]
    if change.key is None and change.kind in _NEW:
        return list(_NEW[change.kind])
    return _known(change.kind, change.fields)


async def correct(app: Followup, change: PlanChange) -> dict[str, Any] | None:
    """Ask for other values of a row: those that were changed, None where it was taken back."""
    from tui.screens.form import Form
    from tui.screens.record import fields

    names = editable(change)
    values = {name: change.before.get(name) for name in names}
    values |= {name: pair[1] for name, pair in change.fields.items() if name in names}
    if change.kind in ("measure", "milestone") and "text" in names and not values.get("text"):
        values["text"] = change.text
    title = _("Correct before taking")
    # What the document gives no heading or words needs none to be corrected.
    optional = [name for name in _OPTIONAL if not values.get(name)]
    asked = fields(app, change.kind, [name for name in names if name != "key"], values, optional=optional)
    if "key" in names:
        asked.insert(1, _key(app, values))
    told = change.text if change.kind == "milestone" else f"{word('kind', change.kind, lang())}  {change.text}"
    answer = await app.push_screen_wait(Form(title, [told.strip()], asked, write=_("Take")))
    if answer is None:
        return None
    said = {name: held == "1" if FIELDS[change.kind].get(name) == "bool" else held for name, held in answer.items()}
    return {name: held for name, held in said.items() if held != values[name]}


def _key(app: Followup, values: Mapping[str, Any]) -> Field:
    """The field for the key of an entity: readable, and free."""
    from tui.widgets.fields import Field

    taken = {entity.key for entity in app.entities}

    def check(typed: str) -> None:
        if typed in taken:
            raise Problem("{key} is taken.", key=typed)
        check_part(typed)

    return Field("key", word("field", "key", lang()), values.get("key") or "", required=True, check=check)


def _known(kind: Kind, names: Iterable[str]) -> list[str]:
    return [name for name in FIELDS[kind] if name in set(names)]
