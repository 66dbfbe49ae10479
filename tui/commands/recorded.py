"""What a batch recorded, for the person who has just written it: each record with what moved, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from store import db, words
from store.history import entries
from store.record import FIELDS, Change, from_log
from tui import days, daywords
from tui.i18n import _, lang
from tui.text import line

# So many records are told one by one; the rest are counted.
MOST: Final = 10
# They follow from what is told beside them.
_FOLLOWING: Final = frozenset({
    "due_inferred", "due_approx", "original_due_on", "revisions", "revised_days", "verified_by", "returned_on",
    "reported_on", "persons",
})  # fmt: skip
_LONG: Final = 60


def lines(path: Path, batch: int, keys: Sequence[str]) -> Iterator[str]:
    """A line for each of the first records under `keys`, and one that counts the rest."""
    with db.explained(path), db.closing(db.connect(path)) as connection:
        for key in keys[:MOST]:
            for entry in entries(connection, key, batch=batch):
                yield f"  {key}  {_(', ').join(moves(entry.changes))}"
    if len(keys) > MOST:
        yield "  " + _("… and {count} more").format(count=len(keys) - MOST)


def opened(path: Path, batch: int, key: str) -> str:
    """The line about an occurrence that a verification opened: its key and its due date."""
    with db.explained(path), db.closing(db.connect(path)) as connection:
        made: dict[str, Any] = next(
            (
                json.loads(change.new)
                for entry in entries(connection, key, batch=batch)
                for change in entry.changes
                if change.field is None and change.new is not None
            ),
            {},
        )
    due = made.get("due_on")
    told = _("no date stated") if due is None else _day(date.fromisoformat(due))
    if due is not None:
        mark = words.due_mark(bool(made.get("due_approx")), bool(made.get("due_inferred")), lang())
        told += f" {mark}" if mark else ""
    return _("the next occurrence is on file: {key} (due {day})").format(key=key, day=told)


def moves(changes: Sequence[Change]) -> list[str]:
    """What happened to one record, in words."""
    said = []
    for change in changes:
        if change.field is None:
            made = change.new is not None
            text = json.loads(change.new or change.old or "{}")
            names = ("name", "text", "heading", "title", "given_on")
            called = line(str(next((text[name] for name in names if text.get(name)), "")), _LONG)
            kind = words.word("kind", change.kind, lang())
            form = _("{kind} put on file: {text}") if made else _("{kind} taken off the file: {text}")
            said.append(form.format(kind=kind, text=called))
        elif change.field not in _FOLLOWING:
            said.append(_moved(change, change.field))
    return said or [words.word("field", change.field, lang()) for change in changes if change.field][:1]


def _moved(change: Change, field: str) -> str:
    label = words.word("field", field, lang())
    before, after = _value(change, change.old), _value(change, change.new)
    told = f"{label} {before} → {after}"
    if field == "due_on":
        moved = daywords.moved(
            *(None if text is None else date.fromisoformat(text) for text in (change.old, change.new))
        )
        told += _(" ({moved})").format(moved=moved) if moved else ""
    elif change.old is None or max(len(before), len(after)) > _LONG // 2:
        told = f"{label} {after}"
    return told


def _value(change: Change, text: str | None) -> str:
    if text is None or change.field is None:
        return _("none")
    if change.field == "status":
        return words.word("status", text, lang())
    if change.field == "recurrence":
        return words.recurrence_words(text, lang())
    match FIELDS[change.kind].get(change.field):
        case "date":
            return _day(from_log(change.kind, change.field, text))
        case "bool":
            return _("yes") if text == "1" else _("no")
        case _:
            shown = line(text)
            # A note grows at its end: what was added is what is told.
            return (
                shown
                if len(shown) <= _LONG
                else "…" + shown[-_LONG:]
                if change.field == "note"
                else shown[:_LONG] + "…"
            )


def _day(day: date) -> str:
    return days.short(day, "wareki" if lang() == "ja" else "western")
