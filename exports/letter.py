"""An inquiry letter (照会文案) to one entity as data: what it promised and has not been confirmed, and what is asked.

The letter is a draft: reference number, sender and the day for the answer are left to whoever signs it. It says nothing
that is the office's own (notes, officers, evidence). Its reply table carries our keys; a table that comes back as it
was sent changes nothing through `import`, and what the entity wrote over comes up as changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from exports.letter_wording import PLAN, REPLY, asked, plan_headings, reply_headings, tell
from exports.plain import abridged, flat, shown
from exports.status import WeeklyStatus
from exports.wording import day_long, say
from store.problem import Problem
from store.rows import Row
from store.rules import ATTENTIONS
from store.words import Lang, word

_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: where it stands, the words that are quoted, and lines of (what, value). `key` is ours."""

    key: str
    heading: str
    quote: str
    source: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A table to be filled in: for promises, or for the plans that are awaited. `name` is that of its title."""

    name: Literal["reply", "plan_form"]
    how: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole letter, and its forms."""

    lang: Lang
    day: str
    addressee: str
    opening: str
    points: tuple[str, ...]
    matters: tuple[Matter, ...]
    plans: tuple[Matter, ...]
    forms: tuple[Form, ...]


def letter(status: WeeklyStatus, lang: Lang, entity: str) -> Letter:
    """The letter to an entity. Problem where nothing of it is outstanding."""
    outstanding = tuple(name for name in ATTENTIONS if name != "closed")
    held = list(status.rows(outstanding, entity))
    if not held:
        raise Problem("{key}: nothing is outstanding on {day}; there is nothing to ask", key=entity, day=status.as_of)
    promises = [row for row in held if row.kind == "milestone"]
    awaited = sorted((row for row in held if row.kind != "milestone"), key=_printed_order)
    points = ("ask_done", "ask_when", "ask_proof") if promises else ("ask_plan", "ask_schedule", "ask_state")
    return Letter(
        lang=lang,
        day=day_long(status.as_of, lang),
        addressee=tell("addressee", lang, name=flat(status.entity_name(entity, lang))),
        opening=tell(
            "opening" if promises else "opening_plans", lang, guidance=_guidance(status, held, lang),
            day=day_long(status.as_of, lang), body=_body(status, entity),
        ),
        points=tuple(tell(name, lang) for name in points),
        matters=tuple(_promise(status, row, lang) for row in promises),
        plans=tuple(_plan(row, lang) for row in awaited),
        forms=tuple(_forms(promises, awaited, lang)),
    )  # fmt: skip


def _printed_order(row: Row) -> tuple[date, list[tuple[int, str]], str]:
    """Items as the paper numbers them: (2) before (10), ア before イ."""
    parts = re.findall(r"[0-9]+|[^0-9]+", row.item or "")
    return row.guidance_on, [(int(part), "") if part.isdecimal() else (0, part) for part in parts], row.key


def _body(status: WeeklyStatus, entity: str) -> str:
    """What a Japanese letter calls the entity: 貴庁, 貴社, 貴県, 貴市 …; 貴団体 where its kind does not tell."""
    (kind, name) = status.connection.execute("SELECT kind, name FROM entity WHERE key = ?", (entity,)).fetchone()
    if kind == "company":
        return "社"
    return next(
        (end for end in ("庁", "省", "都", "道", "府", "県", "市", "区", "町", "村") if name.endswith(end)), "団体"
    )


def _guidance(status: WeeklyStatus, held: Sequence[Row], lang: Lang) -> str:
    days: dict[tuple[date, str], None] = {}
    for row in held:
        (law,) = status.connection.execute(
            "SELECT law FROM guidance WHERE ? = key OR ? > key || '/' AND ? < key || '0' ORDER BY key DESC LIMIT 1",
            (row.key, row.key, row.key),
        ).fetchone()
        days[row.guidance_on, flat(law)] = None
    return tell("and", lang).join(
        tell("guidance" if law else "guidance_plain", lang, day=day_long(day, lang), law=law)
        for day, law in sorted(days)
    )


def _promise(status: WeeklyStatus, row: Row, lang: Lang) -> Matter:
    lines = []
    if row.original_due_on is not None and row.original_due_on != row.due_on:
        lines.append((tell("original", lang), day_long(row.original_due_on, lang)))
    lines.append((tell("due", lang), _due(row, lang)))
    lines += [(tell("moves", lang), move) for move in _moves(status, row, lang)]
    state = word("attention", row.attention, lang)
    if row.days_overdue is not None:
        state = tell("late", lang, state=state, days=f"{row.days_overdue:,}")
    lines.append((tell("state", lang), state))
    if row.attention is not None:
        lines.append((tell("ask", lang), asked(row.attention, lang)))
    return Matter(row.key, _heading(row, lang), shown(row.text).strip(), flat(row.source or ""), tuple(lines))


def _plan(row: Row, lang: Lang) -> Matter:
    lines = [(tell("ask", lang), asked("awaiting_plan", lang))]
    if row.due_on is not None:
        lines.insert(0, (tell("due", lang), _due(row, lang)))
    return Matter(row.key, _heading(row, lang), shown(row.text).strip(), flat(row.source or ""), tuple(lines))


def _heading(row: Row, lang: Lang) -> str:
    """Where the paper prints it: the item's number and heading, and the measure's."""
    if row.kind == "guidance":
        return say("whole_guidance", lang)
    item = f"{flat(row.item or '') or say('unnumbered', lang)} {flat(row.item_heading or '')}".strip()
    measure = flat(row.measure or "")
    return f"{item} ― {measure}" if measure else item


def _due(row: Row, lang: Lang) -> str:
    if row.due_on is None:
        return tell("undated", lang)
    day = day_long(row.due_on, lang)
    if row.due_approx:
        day = tell("approx", lang, day=day)
    if row.due_inferred:
        day = tell("inferred", lang, day=day)
    return tell("as_printed", lang, day=day, text=flat(row.due_text)) if row.due_text else day


def _moves(status: WeeklyStatus, row: Row, lang: Lang) -> Iterator[str]:
    found = status.connection.execute(
        "SELECT revised_on, before_on, after_on, reason FROM revision WHERE milestone_key = ? ORDER BY revised_on, id",
        (row.key,),
    )
    for revised_on, before_on, after_on, reason in found:
        before, after = (
            tell("undated", lang) if day is None else day_long(date.fromisoformat(day), lang)
            for day in (before_on, after_on)
        )
        on = day_long(date.fromisoformat(revised_on), lang)
        yield tell("move", lang, before=before, after=after, on=on, reason=flat(reason))


def _forms(promises: Sequence[Row], awaited: Sequence[Row], lang: Lang) -> Iterator[Form]:
    words = {name: word("field", name, lang) for name in (*REPLY, *PLAN)}
    words |= {name: word("status", name, lang) for name in ("planned", "in_progress", "reported")}
    if promises:
        rows = tuple(_reply(row, lang) for row in promises)
        yield Form("reply", tell("reply_how", lang, **words), reply_headings(lang), rows)
    items = [row for row in awaited if row.kind == "item"]
    if items:
        rows = tuple((row.key, abridged(row.text or row.item_heading or "", _EXCERPT), *[""] * 4) for row in items)
        yield Form("plan_form", tell("plan_how", lang, **words), plan_headings(lang), rows)


def _reply(row: Row, lang: Lang) -> tuple[str, ...]:
    due = "" if row.due_on is None else row.due_on.isoformat()
    return (row.key, abridged(row.text, _EXCERPT), due, word("status", row.status, lang), "", "", "")
