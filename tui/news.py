"""What changed in the week, for the dashboard: a bar for each class of change, and under it what it was about.

Facts come first in a line and the promise's words last, for they are what may be cut off.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from exports.changed import CLASSES
from exports.delta import Change, LateEntry, Report
from exports.status import WeeklyStatus
from exports.wording import say
from store.rows import Row
from store.rules import Attention
from store.words import word
from tui import days, names, text
from tui.days import Calendar
from tui.figures import Bar
from tui.i18n import _, lang, ngettext

# So many lines of a class are told; the class's own bar shows all of them in the worklist.
LINES: Final = 5
# The colour of a class's bar: the attention that the change leads to.
_LIKE: Final[Mapping[str, Attention]] = {
    "newly_overdue": "overdue", "newly_reported": "unverified", "newly_verified": "closed",
    "newly_returned": "returned", "newly_withdrawn": "closed", "due_moved": "due_soon",
    "no_longer_overdue": "on_track", "new": "undated", "reports_received": "on_track",
    "reports_missing": "awaiting_plan", "late_entries": "undated",
}  # fmt: skip


def news(connection: sqlite3.Connection, as_of: date, soon_days: int, calendar: Calendar) -> list[Bar] | None:
    """The classes that something changed in, each followed by its lines; None where there was no record before.

    A line is a bar without parts whose label is the whole line.
    """
    status = WeeklyStatus(connection, as_of, soon_days)
    if status.before.empty:
        return None
    delta = status.delta
    told: dict[str, Sequence[Change | Report | LateEntry]] = {
        **{name: delta.of(name) for name in CLASSES if name in _LIKE},
        "reports_received": delta.received, "reports_missing": delta.missing, "late_entries": delta.late,
    }  # fmt: skip
    bars = []
    for name in CLASSES:
        held = told[name]
        if held:
            bars.append(Bar(say(name, lang()), {_LIKE[name]: len(held)}, f"week:{name}", said=f"{len(held):,}"))
            bars += _lines(name, held, lambda day: days.short(day, calendar))
    return bars


def _lines(name: str, held: Sequence[Change | Report | LateEntry], day: Callable[[date | None], str]) -> Iterator[Bar]:
    for one in held[:LINES]:
        parts = [part for part in _parts(one, day) if part]
        key = one.row.key if isinstance(one, Change) else None
        yield Bar(text.line("  ".join(parts)), {}, f"week:{name}", key=key)
    if len(held) > LINES:
        more = len(held) - LINES
        yield Bar(ngettext("and {n} more", "and {n} more", more).format(n=f"{more:,}"), {}, f"week:{name}")


def _parts(one: Change | Report | LateEntry, day: Callable[[date | None], str]) -> Iterator[str]:
    if isinstance(one, LateEntry):
        yield _("effective {day}").format(day=day(one.effective_on))
        yield _("recorded {day}").format(day=day(one.recorded_on))
        yield text.line(one.by)
        yield word("action", one.action, lang())
        yield text.line(one.why)
    elif isinstance(one, Report):
        yield names.entity(one.entity, one.entity_name)
        if one.due_on is None:
            yield day(one.received_on)
        else:
            late = ngettext("{n} day late", "{n} days late", one.days or 0).format(n=f"{one.days:,}")
            yield _("report due {day}").format(day=day(one.due_on)) + f" ({late})"
        yield say("late", lang()) if one.late else ""
        yield text.line(one.title)
    else:
        row = one.row
        yield names.entity(row.entity, row.entity_name)
        yield _moved(one, day) if one.change == "due_moved" else _what(one, day)
        yield say("late", lang()) if one.late else ""
        yield text.line(row.text or row.item_heading or row.key)


def _what(one: Change, day: Callable[[date | None], str]) -> str:
    row = one.row
    if one.change == "newly_verified":
        return "  ".join(part for part in (day(row.verified_on), text.line(row.verified_by or "")) if part)
    if one.change in ("newly_returned", "newly_withdrawn"):
        return text.line(one.reason or "")
    if one.change == "no_longer_overdue" and row.status != one.status_before:
        return word("status", row.status, lang())
    return _("due {day}").format(day=_due(row, day)) if row.due_on is not None else ""


def _due(row: Row, day: Callable[[date | None], str]) -> str:
    return day(row.due_on) + days.marks(inferred=row.due_inferred, approx=row.due_approx, lang=lang())


def _moved(one: Change, day: Callable[[date | None], str]) -> str:
    none = say("no_date", lang())
    told = [f"{day(one.due_before) or none}→{_due(one.row, day) if one.row.due_on else none}"]
    if one.days is not None:
        told.append(say("days_later" if one.days > 0 else "days_earlier", lang(), days=f"{abs(one.days):,}"))
    times = one.times or 0
    before = ngettext("moved {n} time before", "moved {n} times before", times).format(n=f"{times:,}")
    told.append(before if times else _("first move"))
    return "  ".join(told)
