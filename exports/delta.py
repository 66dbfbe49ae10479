"""What changed in a week: the difference of two snapshots of the record, the week before's and this one's.

What was recorded in the week with an effect from before it stands in both snapshots; it is found in the log and marked
late (遡及). Only records that a batch of the week touched, or whose due date passed in it, are compared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from exports.before import Before
from store import rules
from store.parts import parts
from store.record import Kind, from_log, load
from store.rows import Row, rows

# The office's clock: the day of an entry is the day in Japan on which it was recorded.
JAPAN: Final = timezone(timedelta(hours=9), "JST")
# The classes of change, in the order in which they are told.
CHANGES: Final = (
    "newly_overdue", "newly_reported", "newly_verified", "newly_returned", "newly_withdrawn", "due_moved",
    "no_longer_overdue", "new",
)  # fmt: skip
# Loading the register is no news of the week: it is named among the late entries, its rows are not told one by one.
_LOADING: Final = "register"
# The kinds of rows, in the order of their handles.
_COMPARED: Final[tuple[Kind, ...]] = ("milestone", "item", "guidance")
_TOLD: Final = ("reported", "verified", "returned", "withdrawn")
_SEEN: Final = ("status", "due_on", "revisions")
_Values = Mapping[str, Any]
_Overlay = Mapping[tuple[str, str], _Values | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the week's changes.

    `change` is a name of CHANGES, `late` marks what was recorded in the week with an effect from before it. For
    `due_moved`, `due_before` and `due_on` are the day before and after, `days` the move (positive: later, None where
    either is empty) and `times` how often it had moved before. `status_before` is None for what is new.
    """

    change: str
    late: bool
    row: Row
    status_before: str | None = None
    due_before: date | None = None
    days: int | None = None
    times: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report received, or (`received_on` None) one that was demanded for `due_on` and is `days` late."""

    key: str
    entity: str
    entity_name: str
    title: str
    dated_on: date | None = None
    received_on: date | None = None
    due_on: date | None = None
    days: int | None = None
    name: str | None = None
    sha256: str | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class LateEntry:
    """A batch recorded in the week with an effect from before it: its number, days, author, act and size."""

    batch: int
    recorded_on: date
    effective_on: date
    by: str
    action: str
    why: str
    changes: int


@dataclass(frozen=True, slots=True)
class Delta:
    """The week's changes. `first` where there was no record at all in the week before; `changes` in CHANGES order."""

    first: bool = True
    changes: tuple[Change, ...] = ()
    received: tuple[Report, ...] = ()
    missing: tuple[Report, ...] = ()
    late: tuple[LateEntry, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, change: str) -> tuple[Change, ...]:
        """The lines of one class."""
        return tuple(line for line in self.changes if line.change == change)


def delta(now: sqlite3.Connection, before: Before, as_of: date, previous: date, soon_days: int) -> Delta:
    """The difference of the snapshot `now` (as of `as_of`) from `before` (as of `previous`)."""
    late = tuple(_late_entries(now, as_of, previous))
    overlay = _late_overlay(now, [entry.batch for entry in late if entry.action != _LOADING])
    changes = list(_changes(now, before, overlay, as_of, previous, soon_days))
    changes.sort(key=lambda line: CHANGES.index(line.change))
    missing = tuple(_missing(now, as_of, soon_days))
    received = tuple(_received(now, before, overlay))
    counts = {name: sum(line.change == name for line in changes) for name in CHANGES}
    counts |= {"reports_received": len(received), "reports_missing": len(missing), "late_entries": len(late)}
    return Delta(before.empty, tuple(changes), received, missing, late, counts)


def reports(connection: sqlite3.Connection) -> Iterator[Report]:
    """Every report on file, in the order in which they came."""
    for key, entity, name, title, dated_on, received_on, file, sha256 in connection.execute(
        "SELECT r.key, g.entity_key, e.name, r.title, r.dated_on, r.received_on, r.name, r.sha256 FROM report r "
        "JOIN guidance g ON g.key = r.guidance_key JOIN entity e ON e.key = g.entity_key "
        "ORDER BY coalesce(r.received_on, r.dated_on, ''), r.key"
    ):
        yield Report(key, entity, name, title, _day(dated_on), _day(received_on), name=file, sha256=sha256)


# --- which lines -----------------------------------------------------------------------------------------------------


def _changes(
    now: sqlite3.Connection, before: Before, overlay: _Overlay, as_of: date, previous: date, soon_days: int
) -> Iterator[Change]:
    passed = now.execute(
        "SELECT key FROM milestone WHERE due_on >= ? AND due_on < ?", (previous.isoformat(), as_of.isoformat())
    )
    for kind in _COMPARED:
        keys = before.touched.get(kind, set()) | {key for held, key in overlay if held == kind}
        if kind == "milestone":
            keys |= {key for (key,) in passed}
        for chunk in parts(sorted(keys)):
            yield from _compare(now, before, kind, chunk, overlay, as_of, previous, soon_days)


def _compare(
    now: sqlite3.Connection,
    before: Before,
    kind: Kind,
    keys: list[str],
    overlay: _Overlay,
    as_of: date,
    previous: date,
    soon_days: int,
) -> Iterator[Change]:
    olds, news = before.states(kind, keys), before.states_now(kind, keys)
    lines: list[tuple[str, str, bool, _Values | None]] = []
    for key in keys:
        new, old = news.get(key), olds.get(key)
        if new is None:
            continue
        own = _classes(kind, new, old, as_of, previous)
        lines += [(key, name, False, old) for name in own]
        if (kind, key) in overlay:
            moves = overlay[kind, key]
            known: _Values | None = None if moves is None else {**(old or new), **moves}
            lines += [
                (key, name, True, known) for name in _classes(kind, new, known, as_of, previous) if name not in own
            ]
    wanted = {key: news[key]["id"] * 4 + _COMPARED.index(kind) for key, *_ in lines}
    read = {row.key: row for row in rows(now, list(wanted.values()), as_of, soon_days)}
    for key, name, late, old in lines:
        yield _line(now, name, late, read[key], old)


def _classes(kind: str, new: _Values, old: _Values | None, as_of: date, previous: date) -> list[str]:
    """The classes of change between two states of one record (`old` None: it was not on file)."""
    if kind != "milestone":
        return ["new"] if old is None else []
    found = []
    overdue = rules.attention("milestone", new, as_of) == "overdue"
    was_overdue = old is not None and rules.attention("milestone", old, previous) == "overdue"
    if overdue and not was_overdue:
        found.append("newly_overdue")
    if was_overdue and not overdue:
        found.append("no_longer_overdue")
    if new["status"] in _TOLD and (old is None or old["status"] != new["status"]):
        found.append(f"newly_{new['status']}")
    if old is None:
        found.append("new")
    elif old["due_on"] != new["due_on"]:
        found.append("due_moved")
    return found


def _line(now: sqlite3.Connection, name: str, late: bool, row: Row, old: _Values | None) -> Change:
    status_before = old["status"] if old is not None and row.kind == "milestone" else None
    if name in ("newly_returned", "newly_withdrawn"):
        (reason,) = now.execute("SELECT reason FROM milestone WHERE key = ?", (row.key,)).fetchone()
        return Change(name, late, row, status_before, reason=reason)
    if name != "due_moved" or old is None:
        return Change(name, late, row, status_before)
    due_before: date | None = old["due_on"]
    told = now.execute(
        "SELECT reason FROM revision WHERE milestone_key = ? ORDER BY revised_on DESC, key DESC LIMIT 1", (row.key,)
    ).fetchone()
    return Change(
        name,
        late,
        row,
        status_before,
        due_before,
        (row.due_on - due_before).days if row.due_on is not None and due_before is not None else None,
        old["revisions"],
        told[0] if told else None,
    )


# --- reports ---------------------------------------------------------------------------------------------------------


def _received(now: sqlite3.Connection, before: Before, overlay: _Overlay) -> Iterator[Report]:
    new = before.missing("report")
    for report in reports(now):
        late = overlay.get(("report", report.key), {}) is None
        if report.key in new or late:
            yield replace(report, late=report.key not in new)


def _missing(now: sqlite3.Connection, as_of: date, soon_days: int) -> Iterator[Report]:
    """Reports that were demanded and are not in, the longest awaited first."""
    test = next(rule.test for rule in rules.RULES if rule.kind == "guidance")
    where = rules.sql(test, as_of, soon_days, {"reports": "g.reports", "report_due_on": "g.report_due_on"})
    for key, entity, name, law, due_on in now.execute(
        "SELECT g.key, g.entity_key, e.name, g.law, g.report_due_on FROM guidance g "
        f"JOIN entity e ON e.key = g.entity_key WHERE {where} ORDER BY g.report_due_on, g.key"
    ):
        due = date.fromisoformat(due_on)
        yield Report(key, entity, name, law, due_on=due, days=(as_of - due).days)


# --- the log ---------------------------------------------------------------------------------------------------------


def _late_entries(now: sqlite3.Connection, as_of: date, previous: date) -> Iterator[LateEntry]:
    """Batches effective by the week before that were recorded, by the calendar of Japan, in this week."""
    # A day more on either side than the zone can move the date; the exact day is told below.
    bounds = ((previous - timedelta(days=1)).isoformat(), (as_of + timedelta(days=2)).isoformat())
    for batch, recorded_at, effective_on, by, action, why in now.execute(
        "SELECT id, recorded_at, effective_on, by, action, why FROM batch "
        "WHERE effective_on <= ? AND recorded_at >= ? AND recorded_at < ? ORDER BY id",
        (previous.isoformat(), *bounds),
    ).fetchall():
        recorded_on = datetime.fromisoformat(recorded_at).astimezone(JAPAN).date()
        if previous < recorded_on <= as_of:
            (number,) = now.execute("SELECT count(*) FROM change WHERE batch_id = ?", (batch,)).fetchone()
            yield LateEntry(batch, recorded_on, date.fromisoformat(effective_on), by, action, why, number)


def _late_overlay(now: sqlite3.Connection, batches: list[int]) -> _Overlay:
    """What the records that late batches touched held before: field to value; None where they were not on file."""
    overlay: dict[tuple[str, str], dict[str, Any] | None] = {}
    for chunk in parts(batches):
        for kind, key, name, old, new in now.execute(
            f"SELECT kind, key, field, old, new FROM change WHERE batch_id IN ({', '.join('?' * len(chunk))}) "
            "AND kind IN ('milestone', 'item', 'guidance', 'report') ORDER BY id",
            chunk,
        ):
            if name is not None:
                held = overlay.setdefault((kind, key), {})
                if held is not None and name in _SEEN:
                    held.setdefault(name, from_log(kind, name, old))
            elif new is not None:
                overlay.setdefault((kind, key), None)
            else:
                values = load(kind, old)
                overlay.setdefault((kind, key), {name: values.get(name) for name in _SEEN})
    return overlay


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
