"""The risks of the OSCAL plan: one for each item of guidance, with its remediations, tasks and log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from exports.as_markdown import escaped
from exports.ids import stable_id
from exports.plain import abridged, flat, shown
from exports.status import WeeklyStatus
from store import rules
from store.rows import Row, rows
from store.words import Lang, word

NS: Final = "tag:followup.invalid,2026:oscal"
_TITLE: Final = 120
# What the log of a risk tells: the fields of a milestone that an act of the office or a claim moves.
_LOGGED: Final = ("status", "due_on", "quantity_done", "verified_on", "evidence", "reason")


def risks(status: WeeklyStatus, lang: Lang) -> Iterator[dict[str, Any]]:
    """One risk an item of guidance, by key."""
    connection = status.connection
    items = connection.execute(
        "SELECT i.key, i.heading, i.text, i.guided, i.measures, g.given_on, g.entity_key FROM item i "
        "JOIN guidance g ON g.key = i.guidance_key ORDER BY i.key"
    )
    for key, heading, text, guided, measures, given_on, entity in items:
        held = _milestones(status, key)
        log = [*_log(status, key, lang)]
        due = [row.due_on for row in held if row.due_on is not None and row.attention != "closed"]
        asked = {"guided": guided, "measures": measures}
        attention = rules.attention("item", asked, status.as_of, status.soon_days)
        yield {
            "uuid": stable_id("risk", key),
            "title": title(heading or text or key),
            "description": prose(text or heading or key),
            "statement": prose(text or heading or key),
            "props": [prop("key", key), *([prop("attention", attention)] if attention else [])],
            "status": _status(held),
            **({"deadline": instant(min(due), last=True)} if due and _in_bounds(min(due)) else {}),
            **_listed("remediations", [*_remediations(connection, key, held, given_on, lang)]),
            **({"risk-log": {"entries": log}} if log else {}),
            "origins": [{"actors": [{"type": "party", "actor-uuid": stable_id("entity", entity)}]}],
        }


def instant(day: date, *, last: bool = False) -> str:
    """The beginning of a day in Japan, or its last second."""
    return f"{day.isoformat()}T{'23:59:59' if last else '00:00:00'}+09:00"


def prop(name: str, value: str) -> dict[str, str]:
    """A property in our name space; its value on one line."""
    return {"name": name, "ns": NS, "value": line(value) or "-"}


def title(text: str) -> str:
    """One line of OSCAL Markdown, cut where it is long."""
    return escaped(abridged(text, _TITLE)) or "-"


def prose(text: str) -> str:
    """Paragraphs of OSCAL Markdown: each line of the text one."""
    return "\n\n".join(escaped(part) for part in shown(text).split("\n") if part.strip()) or "-"


def line(text: str) -> str:
    """A string datatype's value: one line without blanks around it."""
    return flat(text).strip()


def _milestones(status: WeeklyStatus, item: str) -> list[Row]:
    ids = status.connection.execute(
        "SELECT m.id * 4 FROM milestone m JOIN measure x ON x.key = m.measure_key WHERE x.item_key = ? ORDER BY m.key",
        (item,),
    )
    return rows(status.connection, [handle for (handle,) in ids], status.as_of, status.soon_days)


def _status(held: Sequence[Row]) -> str:
    if not held:
        return "open"
    return "closed" if all(row.attention == "closed" for row in held) else "remediating"


def _remediations(
    connection: sqlite3.Connection, item: str, held: Sequence[Row], given_on: str, lang: Lang
) -> Iterator[dict[str, Any]]:
    for key, heading, text, source in connection.execute(
        "SELECT key, heading, text, source FROM measure WHERE item_key = ? ORDER BY key", (item,)
    ):
        own = [row for row in held if row.measure_key == key]
        done = bool(own) and all(row.attention == "closed" for row in own)
        yield {
            "uuid": stable_id("measure", key),
            "lifecycle": "completed" if done else "planned",
            "title": title(heading or text or key),
            "description": prose(text or heading or key),
            "props": [prop("key", key), *([prop("source", source)] if line(source or "") else [])],
            **_listed("tasks", [_task(row, given_on, lang) for row in own]),
        }


def _task(row: Row, given_on: str, lang: Lang) -> dict[str, Any]:
    start = date.fromisoformat(given_on)
    told: dict[str, Any] = {
        "key": row.key,
        "status": row.status,
        "attention": row.attention,
        "due-text": row.due_text,
        "due-approximate": "yes" if row.due_approx else None,
        "due-inferred": "yes" if row.due_inferred else None,
        "original-due-date": row.original_due_on,
        "revisions": row.revisions or None,
        "reported-date": row.reported_on,
        "verified-date": row.verified_on,
        "verified-by": row.verified_by,
        "evidence": row.evidence,
        "quantity": row.quantity,
        "quantity-done": row.quantity_done,
        "unit": row.unit,
        "recurrence": row.recurrence,
        "officer": row.officer,
        "source": row.source,
    }
    timing = {}
    if row.due_on is not None and _in_bounds(min(start, row.due_on)) and _in_bounds(row.due_on):
        within = {"start": instant(min(start, row.due_on)), "end": instant(row.due_on, last=True)}
        timing = {"timing": {"within-date-range": within}}
    return {
        "uuid": stable_id("milestone", row.key),
        "type": "milestone",
        "title": title(row.text),
        "description": prose(row.text),
        "props": [prop(name, str(value)) for name, value in told.items() if value is not None and line(str(value))],
        **timing,
        "remarks": escaped(f"{word('status', row.status, lang)} / {word('attention', row.attention, lang)}"),
    }


def _log(status: WeeklyStatus, item: str, lang: Lang) -> Iterator[dict[str, Any]]:
    """What the log says of the item's milestones, a batch an entry, oldest first."""
    entries: dict[int, tuple[str, str, str, str, list[str]]] = {}
    for batch, effective_on, by, action, why, key, name, old, new in status.connection.execute(
        "SELECT b.id, b.effective_on, b.by, b.action, b.why, c.key, c.field, c.old, c.new FROM change c "
        "JOIN batch b ON b.id = c.batch_id WHERE c.kind = 'milestone' AND c.key > ? AND c.key < ? "
        "AND b.effective_on <= ? ORDER BY c.id",
        (f"{item}/", f"{item}0", status.as_of.isoformat()),
    ):
        said = entries.setdefault(batch, (effective_on, by, action, why, []))[4]
        if name is None:
            said.append(f"{key}: {word('action', 'create' if new is not None else 'undo', lang)}")
        elif name in _LOGGED:
            said.append(f"{key}: {word('field', name, lang)} {_told(name, old, lang)} → {_told(name, new, lang)}")
    for batch, (effective_on, by, action, why, said) in entries.items():
        if said:
            yield {
                "uuid": stable_id("entry", f"{batch}/{item}"),
                "title": title(word("action", action, lang)),
                "description": "\n\n".join(escaped(one) for one in ([why] if why.strip() else []) + said),
                "start": instant(date.fromisoformat(effective_on)),
                "props": [prop("batch", str(batch)), prop("action", action)],
                "logged-by": [{"party-uuid": stable_id("person", by)}],
            }


def _told(name: str, value: str | None, lang: Lang) -> str:
    if value is None:
        return "-"
    return word("status", value, lang) if name == "status" else value


def _in_bounds(day: date) -> bool:
    """Whether OSCAL's date-time can name the day: its pattern ends with the year 2999."""
    return 1900 <= day.year <= 2999


def _listed(name: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: values} if values else {}
