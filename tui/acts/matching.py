"""What a row of a plan could be matched to: the likeliest first, then the entity's other records."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from importers.plan import PlanChange
from importers.similar import dice
from store.record import PARENT, Kind
from store.story import kind_of, record
from store.words import word
from tui import text
from tui.i18n import _, lang

# A list longer than this is no help; the likeliest come first.
MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Target:
    """A record that a row could mean (same kind), or stand under (the kind above)."""

    kind: Kind
    key: str
    label: str
    values: Mapping[str, Any]


def targets(connection: sqlite3.Connection, change: PlanChange) -> list[Target]:
    """The candidates of the plan, then everything alike under the entity: records it could mean, and to stand under."""
    parent, _column = PARENT[change.kind]
    wanted: list[tuple[Kind, str]] = []
    for key in change.candidates:
        kind = kind_of(connection, key)
        if kind in (change.kind, parent):
            wanted.append((kind, key))
    wanted += _alike(connection, change, change.kind) + _alike(connection, change, parent)
    found = []
    for kind, key in list(dict.fromkeys(wanted))[:MOST]:
        values = record(connection, kind, key)
        if values is not None and key != change.key:
            found.append(Target(kind, key, _label(change, kind, values), _bare(values)))
    return found


def _alike(connection: sqlite3.Connection, change: PlanChange, kind: Kind) -> list[tuple[Kind, str]]:
    where, bound = ("key > ? AND key < ?", (f"{change.entity}/", f"{change.entity}0")) if change.entity else ("1", ())
    said = {"milestone": "text", "measure": "heading || ' ' || text", "item": "heading || ' ' || text"}[kind]
    rows = connection.execute(f'SELECT key, {said} FROM "{kind}" WHERE {where} ORDER BY key LIMIT 2000', bound)
    wanted = f"{change.measure or ''} {change.text}"
    scored = sorted(((dice(wanted, held), key) for key, held in rows), key=lambda pair: (-pair[0], pair[1]))
    return [(kind, key) for _score, key in scored[: MOST // 2]]


def _label(change: PlanChange, kind: Kind, values: Mapping[str, Any]) -> str:
    called = str(values.get("heading") or values.get("text") or values["key"])
    means = _("the same as") if kind == change.kind else _("new, under")
    return f"{means}  {word('kind', kind, lang())}  {text.clip(text.line(called), 80)}  {values['key']}"


def _bare(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "key"}
