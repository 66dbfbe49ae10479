"""What a row of a plan could be matched to: the likeliest first, then the entity's other records."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from importers.plan import PlanChange
from importers.similar import dice
from store.parts import parts
from store.problem import Problem
from store.record import PARENT, Kind
from store.story import kind_of, record
from store.words import word
from tui import text
from tui.i18n import _, lang

if TYPE_CHECKING:
    from tui.followup import Followup

# A list longer than this is no help; the likeliest come first.
MOST: Final = 60
# The widest list of targets (cells).
WIDEST: Final = 110
_CALLED: Final[Mapping[Kind, str]] = {
    "case": "name",
    "entity": "name",
    "guidance": "trim(given_on || ' ' || law)",
    "item": "trim(coalesce(number, '') || ' ' || coalesce(nullif(heading, ''), text))",
    "measure": "coalesce(nullif(heading, ''), text)",
    "milestone": "text",
}


# The words by which a record is told from others.
_SAID: Final[Mapping[Kind, str]] = {
    "case": "name",
    "entity": "name",
    "guidance": "given_on || ' ' || law",
    "item": "heading || ' ' || text",
    "measure": "heading || ' ' || text",
    "milestone": "text",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A record that a row could mean (same kind), or stand under (the kind above)."""

    kind: Kind
    key: str
    label: str
    values: Mapping[str, Any]


def targets(connection: sqlite3.Connection, change: PlanChange) -> list[Target]:
    """The candidates of the plan, then everything alike under the entity: records it could mean, and to stand under."""
    # What stands above a measure can be new; a new item under guidance on file is only one that asks.
    stands = change.kind in ("measure", "milestone") or (change.kind == "item" and change.change_class == "conflict")
    parent = PARENT[change.kind][0] if stands else change.kind
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
            found.append(Target(kind, key, _label(values), _bare(values)))
    return found


def _alike(connection: sqlite3.Connection, change: PlanChange, kind: Kind) -> list[tuple[Kind, str]]:
    where, bound = ("key > ? AND key < ?", (f"{change.entity}/", f"{change.entity}0")) if change.entity else ("1", ())
    if kind in ("case", "entity"):
        where, bound = "1", ()
    rows = connection.execute(f'SELECT key, {_SAID[kind]} FROM "{kind}" WHERE {where} ORDER BY key LIMIT 2000', bound)
    wanted = f"{change.measure or ''} {change.text}"
    scored = sorted(((dice(wanted, held), key) for key, held in rows), key=lambda pair: (-pair[0], pair[1]))
    return [(kind, key) for _score, key in scored[: MOST // 2]]


async def choose(app: Followup, change: PlanChange) -> Target | None:
    """Ask which record a row means or stands under; None where nothing was chosen. Says so where there is none."""
    from tui.screens.pick import Pick

    found = await app.ask(lambda connection: targets(connection, change))
    if not found:
        raise Problem("The register holds nothing that the row could be matched to.")
    common = _common([target.key for target in found])
    room = min(app.size.width * 95 // 100, WIDEST) - 12
    lines = [_line(change, target, target.key[len(common) :], room) for target in found]
    title = _("Match: {text}").format(text=text.clip(text.line(change.text), 2 * room))
    at = await app.push_screen_wait(Pick(title, lines, wide=True))
    return None if at is None else found[at]


def labels(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """What records are called, by their keys: their number and heading, or their words. Unknown keys have none."""
    found: dict[str, str] = {}
    wanted = dict.fromkeys(keys)
    for kind, said in _CALLED.items():
        for part in parts(wanted):
            places = ", ".join("?" * len(part))
            rows = connection.execute(f'SELECT key, {said} FROM "{kind}" WHERE key IN ({places})', part)
            found |= {key: text.clip(text.line(called), 120) for key, called in rows}
    return found


def _line(change: PlanChange, target: Target, key: str, room: int) -> str:
    """What choosing it means, what it is called, and its own part of the key, which tells records of one name apart."""
    means = _("the same {kind}") if target.kind == change.kind else _("new, under the {kind}")
    lead = means.format(kind=word("kind", target.kind, lang())) + "  "
    tail = f"  {key}"
    return lead + text.fit(target.label, max(12, room - text.width(lead) - text.width(tail))) + tail


def _common(keys: Sequence[str]) -> str:
    """The steps with which all keys begin, with the slash behind them; each keeps a step of its own."""
    shared = posixpath.commonpath(keys)
    while shared in keys:
        shared = posixpath.dirname(shared)
    return f"{shared}/" if shared else ""


def _label(values: Mapping[str, Any]) -> str:
    names = ("name", "given_on", "heading", "text", "key")
    called = str(next(values[name] for name in names if values.get(name)))
    if values.get("law"):
        called = f"{called} {values['law']}"
    number = values.get("number")
    return text.line(f"{number} {called}" if number else called)


def _bare(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "key"}
