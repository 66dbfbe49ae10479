"""Both sides of a row of an import's plan: the passage in the document, and what the register holds.

Field for field and text for text, so that what belongs together stands side by side; what they do not share is in the
style `hit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from importers.plan import PlanChange
from store.words import word
from tui.changewords import ABOUT, Day, value
from tui.differences import Piece, differences
from tui.i18n import _, lang
from tui.keys import keyed
from tui.screens.tables import table

Side = list[list[Piece]]
# The likeliest others that a row could mean.
_CANDIDATES: Final = 9
# Words of the record itself; the passage says them.
# Of a new entity, what the product knows by its name or a person gave; the document does not say it.
_LISTED: Final = frozenset({"key", "name_en", "reading", "kind"})
_TEXTS: Final = ("text", "heading")


def of_class(name: Any) -> tuple[Side, Side]:
    """What a class asks of the reviewer, for the line with its name."""
    return [[(keyed(_(ABOUT[name]), table("review")), "soft")]], []


def of_row(change: PlanChange, day: Day, labels: Mapping[str, str]) -> tuple[Side, Side]:
    """The document's side and the register's. `labels` are names of records by their key, as far as they are known."""
    left: Side = [[(_where(change), "soft")]]
    right: Side = [[(_above(change, labels), "soft")]]
    for name, (before, after) in change.fields.items():
        if name in _TEXTS:
            continue
        label = f"{word('field', name, lang())}  "
        if change.kind == "entity" and name in _LISTED:
            right.append([(label, "soft"), (value(name, after, day), "text")])
            continue
        left.append([(label, "soft"), (value(name, after, day), "hit")])
        if change.key is not None:
            right.append([(label, "soft"), (value(name, before, day), "hit")])
    on_file = str(change.before.get("text") or change.before.get("heading") or "")
    read = change.quote or str(change.fields.get("text", (None, change.text))[1] or change.text)
    if change.change_class == "missing":
        left.append([(_("The document does not mention it."), "soft")])
        right.append([(on_file or change.text, "text")])
    elif change.key is not None and on_file:
        one, other = differences(read, on_file)
        left.append(one)
        right.append(other)
    else:
        left.append([(read, "text")])
        right += _under(change, labels) if change.key is None else [[(change.text, "text")]]
    if change.key is not None:
        right.append([(change.key, "soft")])
    for number, key in enumerate(change.candidates[:_CANDIDATES], 1):
        right.append([(_("could be {n}: {record}").format(n=number, record=_called(key, labels)), "text")])
    return left, right


def _where(change: PlanChange) -> str:
    return "  ".join(f"{_(name)} {held}" for name, held in change.where.items()) or "-"


def _above(change: PlanChange, labels: Mapping[str, str]) -> str:
    """The measure of what stands on file, by its heading or its words."""
    if change.key is None:
        return _("Not on file.")
    above = change.measure or labels.get(str(change.before.get("measure_key")))
    return above if change.kind == "milestone" and above else word("kind", change.kind, lang())


def _under(change: PlanChange, labels: Mapping[str, str]) -> Side:
    """Where a new record will stand."""
    above = [_called(name, labels) for name in (change.parent, *change.beside) if name]
    return [[(_("new, under {record}").format(record=record), "soft")] for record in above if record]


def _called(key: str, labels: Mapping[str, str]) -> str:
    """A record's name and key; a row of the plan has no key yet."""
    own = "" if key.startswith(("+", "?")) else key
    return "  ".join(part for part in (labels.get(key), own) if part)
