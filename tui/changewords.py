"""A row of an import's plan in words, for the screen and for the command line: what it moves, and how each field reads.

A day is written by the caller's `day`, in the calendar in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from importers import wording
from importers.plan import WRITABLE, Class, Plan, PlanChange
from store.words import due_mark, recurrence_words, word
from tui.i18n import N_, _, lang, ngettext

Day = Callable[[date], str]
CLASSES: Final[Mapping[Class, str]] = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "missing": N_("missing"),
    "conflict": N_("conflict"),
    "invalid": N_("invalid"),
}
# What each class asks of the reviewer.
ABOUT: Final[Mapping[Class, str]] = {
    "new": N_("The document says this, and the register does not hold it. What is taken is put on file."),
    "changed": N_("The document says otherwise than the register. What is taken moves the register's fields."),
    "unchanged": N_("The document says what the register says. There is nothing to take."),
    "missing": N_("The register holds this, and the document does not mention it. Nothing moves; ask the entity."),
    "conflict": N_(
        "It is not certain what this belongs to, or the register has decided on it: {key:match} matches a row."
    ),
    "invalid": N_("This cannot be taken; each row says why."),
}
# A moved due date brings these with it; the day says it.
_WITH_DUE: Final = frozenset({"due_text", "due_approx", "due_inferred", "original_due_on"})
# By what else than its words a new record is known.
_TOLD: Final[Mapping[str, tuple[str, ...]]] = {"entity": ("key",), "guidance": ("given_on",), "item": ("number",)}
# Reasons that only tell what the row shows anyway.
_SHOWN: Final = ("延期:", "前倒し:", "期限の設定:", "期限の削除:", wording.MISSING, wording.RECEIVED)


def value(name: str, held: Any, day: Day) -> str:
    """A field's value; `-` where there is none."""
    if held is None or held == "":
        return "-"
    if isinstance(held, bool):
        return _("yes") if held else _("no")
    if isinstance(held, date):
        return day(held)
    if name == "kind":
        return word("entity_kind", str(held), lang())
    if name == "status":
        return word("status", str(held), lang())
    if name == "recurrence":
        return recurrence_words(str(held), lang()) or str(held)
    return str(held)


def summary(change: PlanChange, day: Day) -> str:
    """A row in a line: what moves, or what is claimed; then its own words."""
    said = change.text or change.measure or change.key or ""
    return "  ".join(part for part in (brief(change, day), said) if part)


def called(change: PlanChange, day: Day) -> str:
    """The same, after what kind of record it is of, where that is no promise."""
    said = summary(change, day)
    return said if change.kind == "milestone" else f"{word('kind', change.kind, lang())}  {said}"


def senders(plan: Plan, known: Mapping[str, str]) -> list[str]:
    """Whose document it is, by name: entities on file as `known` by their keys, new ones as the document names them."""
    new = [own for own in plan.changes if own.kind == "entity" and own.text]
    named = {own.entity: own.text for own in new if own.entity} | dict(known)
    return [named.get(key, key) for key in plan.report.entities] + [own.text for own in new if not own.entity]


def brief(change: PlanChange, day: Day) -> str:
    """What a row moves (on file), claims (new) or holds (not moved), in a few words; "" for nothing."""
    if change.kind == "milestone" and (change.key is None or not change.fields):
        stated = {name: pair[1] for name, pair in change.fields.items()}
        return _state(stated if change.key is None else change.before, day)
    if change.key is None:
        held = change.fields
        told = [value(name, held[name][1], day) for name in _TOLD.get(change.kind, ()) if name in held]
        if change.needs:
            wanted = _(", ").join(word("field", name, lang()) for name in change.needs)
            told.append(_("to be given: {fields}").format(fields=wanted))
        return "  ".join(told)
    return "  ".join(_moves(change, day))


def doubtful(change: PlanChange) -> bool:
    """Whether a row that can be taken carries a note that is to be read first: something was not read for certain."""
    return change.change_class in WRITABLE and bool(note(change))


def note(change: PlanChange) -> str:
    """The row's reason without what the row shows anyway; "" where nothing is left."""
    return "; ".join(part for part in change.reason.split("; ") if part and not part.startswith(_SHOWN))


def _state(held: Mapping[str, Any], day: Day) -> str:
    """Status and the day that belongs to it: done on, or due."""
    if not held.get("status"):
        return ""
    done = held["status"] in ("reported", "verified") and held.get("done_on") is not None
    when = held.get("done_on" if done else "due_on")
    mark = "" if done else due_mark(bool(held.get("due_approx")), bool(held.get("due_inferred")), lang())
    parts = (value("status", held["status"], day), value("due_on", when, day) if when is not None else "", mark)
    return " ".join(part for part in parts if part)


def _moves(change: PlanChange, day: Day) -> Iterator[str]:
    left_out: set[str] = set()
    if "status" in change.fields:
        before, after = (value("status", held, day) for held in change.fields["status"])
        done = change.fields.get("done_on", (None, None))[1]
        left_out |= {"status"} | ({"done_on"} if done is not None else set())
        yield f"{before}→{after}" + (f" {value('done_on', done, day)}" if done is not None else "")
    if "due_on" in change.fields:
        left_out |= {"due_on"} | _WITH_DUE
        yield _due(*change.fields["due_on"], day)
    for name, (before, after) in change.fields.items():
        if name not in left_out:
            yield f"{word('field', name, lang())} {value(name, before, day)}→{value(name, after, day)}"


def _due(before: date | str | None, after: date | str | None, day: Day) -> str:
    """延期244日 R6.3.31→R6.11.30. What is no day (the 30th of February) is told as it was typed."""
    if not isinstance(before, date) or not isinstance(after, date):
        return f"{word('field', 'due_on', lang())} {value('due_on', before, day)}→{value('due_on', after, day)}"
    days = (after - before).days
    if days > 0:
        moved = ngettext("put off by {n} day", "put off by {n} days", days)
    else:
        moved = ngettext("brought forward by {n} day", "brought forward by {n} days", -days)
    return moved.format(n=f"{abs(days):,}") + f" {day(before)}→{day(after)}"
