"""Everything that changes the record: one call, one transaction, one batch, each undoable. No write goes around it.

Every function takes the store's path, the Act (who, when, why) and what to act on, and returns Done. It raises Problem
(one sentence, nothing written), and Stale where `expected` (key to the values that the caller saw) no longer holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session, SQLModel

from store import acts, model, rules
from store.acts import Steps
from store.check import check_values
from store.fetch import TABLE, after_guidance, below, done_before, fields_of, many, occurrences, values_of
from store.log import Act, Done, Stale, Work, write
from store.problem import Problem
from store.record import FIELDS, Change, Kind, Record, to_log

__all__ = [
    "Act", "Done", "Stale", "add_note", "apply", "assign", "claim", "create", "edit", "editable", "next_check",
    "progress", "revise", "send_back", "verify", "withdraw",
]  # fmt: skip

Expected = Mapping[str, Mapping[str, Any]]
DESKLESS: Final = frozenset({"revision"})
_OWN_ACTS: Final = frozenset({
    "status", "due_on", "due_inferred", "original_due_on", "revisions", "revised_days", "reported_on", "verified_on",
    "verified_by", "method", "evidence", "returned_on", "reason", "sha256",
})  # fmt: skip


def editable(kind: Kind) -> frozenset[str]:
    """The fields that a correction by hand may change: not keys, parents, or what acts of their own change."""
    fields = {name for name in FIELDS[kind] if not name.endswith("_key")}
    if kind == "milestone":
        fields -= _OWN_ACTS | {"persons"}
    return frozenset() if kind == "revision" else frozenset(fields - {"sha256"})


def verify(
    path: Path,
    act: Act,
    keys: Collection[str],
    *,
    on: dt.date,
    method: str,
    evidence: str,
    next_due_on: dt.date | None = None,
    expected: Expected | None = None,
) -> Done:
    """Confirm promises kept on the day `on`, with the method and the evidence's reference. See acts.verify."""
    if on > act.today:
        raise Problem("{key}: the day of verification {day} is after today", key=next(iter(keys), "-"), day=on)

    def steps(session: Session, key: str, values: Mapping[str, Any]) -> Steps:
        after_guidance(session, key, on)
        return acts.verify(
            key,
            values,
            on=on,
            by=act.by,
            method=method,
            evidence=evidence,
            next_due_on=next_due_on,
            taken=occurrences(session, key) if values["recurrence"] is not None else set(),
        )

    return _milestones(path, act, "verify", keys, steps, expected)


def send_back(path: Path, act: Act, keys: Collection[str], *, reason: str, expected: Expected | None = None) -> Done:
    """Send claims back to the entity with a reason."""
    return _milestones(
        path,
        act,
        "return",
        keys,
        lambda session, key, values: acts.send_back(
            key, values, on=act.effective, reason=reason, done_before=done_before(session, key, values)
        ),
        expected,
    )


def withdraw(path: Path, act: Act, keys: Collection[str], *, reason: str, expected: Expected | None = None) -> Done:
    """Take promises off the watch with a reason."""
    return _milestones(
        path, act, "withdraw", keys, lambda _, key, values: acts.withdraw(key, values, reason=reason), expected
    )


def revise(
    path: Path,
    act: Act,
    keys: Collection[str],
    *,
    due_on: dt.date | None,
    reason: str,
    due_text: str | None = None,
    approx: bool = False,
    source: str | None = None,
    expected: Expected | None = None,
) -> Done:
    """Move due dates to `due_on` (None: no date any more), each a revision with reason and source."""

    def steps(session: Session, key: str, values: Mapping[str, Any]) -> Steps:
        after_guidance(session, key, due_on)
        return acts.revise(
            key,
            values,
            on=act.effective,
            due_on=due_on,
            due_text=due_text,
            approx=approx,
            reason=reason,
            source=source,
        )

    return _milestones(path, act, "revise", keys, steps, expected)


def progress(
    path: Path,
    act: Act,
    keys: Collection[str],
    *,
    quantity_done: int | None = None,
    quantity: int | None = None,
    unit: str | None = None,
    status: str | None = None,
    expected: Expected | None = None,
) -> Done:
    """Record how much is done, and if said, what the entity claims by it."""
    return _milestones(
        path,
        act,
        "progress",
        keys,
        lambda _, key, values: acts.progress(
            key, values, on=act.effective, quantity_done=quantity_done, quantity=quantity, unit=unit, status=status
        ),
        expected,
    )


def claim(
    path: Path,
    act: Act,
    keys: Collection[str],
    *,
    status: str,
    done_on: dt.date | None = None,
    expected: Expected | None = None,
) -> Done:
    """Record what the entity says: planned, in_progress or reported."""
    if done_on is not None and done_on > act.today:
        raise Problem("{key}: the day of completion {day} is after today", key=next(iter(keys), "-"), day=done_on)
    return _milestones(
        path,
        act,
        "claim",
        keys,
        lambda _, key, values: acts.claim(key, values, status=status, on=act.effective, done_on=done_on),
        expected,
    )


def add_note(path: Path, act: Act, keys: Collection[str], *, text: str, replace: bool = False) -> Done:
    """Add a paragraph to the records' notes, or with `replace` put the text in their place (empty: no note)."""
    if not text.strip() and not replace:
        raise Problem("{key}: the note is empty", key=next(iter(keys), "-"))

    def after(values: Mapping[str, Any]) -> dict[str, Any]:
        before = None if replace else values["note"]
        return {"note": (f"{before}\n{text.strip()}" if before else text.strip()) or None}

    return _desks(path, act, "note", keys, after)


def assign(path: Path, act: Act, keys: Collection[str], *, officer: str | None) -> Done:
    """Put an officer in charge of records and of all that is open below them; None takes the officer away."""
    name = (officer or "").strip() or None
    return _desks(path, act, "assign", keys, lambda _: {"officer": name}, reach=True)


def next_check(path: Path, act: Act, keys: Collection[str], *, on: dt.date | None) -> Done:
    """Set the day on which the office looks again; None takes it away."""
    if on is not None and on < act.effective:
        raise Problem("{key}: the next check {day} is a day that has passed", key=next(iter(keys), "-"), day=on)
    return _desks(path, act, "next_check", keys, lambda _: {"next_check_on": on})


def create(
    path: Path, act: Act, records: Sequence[Record], *, action: str = "create", report_key: str | None = None
) -> Done:
    """Make records, thousands at once if need be, parents first; all of them or none.

    Each is checked (fields, words, key under its parent's key); what hangs on a parent that is not there is refused.
    """
    return apply(path, act, records=records, report_key=report_key, action=action)


def edit(
    path: Path, act: Act, kind: Kind, key: str, values: Mapping[str, Any], *, expected: Mapping[str, Any] | None = None
) -> Done:
    """Correct fields of one record by hand; statuses and due dates have acts of their own."""
    refused = sorted(set(values) - editable(kind))
    if refused:
        raise Problem("{key}: {field} cannot be edited by hand", key=key, field=refused[0])

    def fill(work: Work) -> None:
        before = values_of(work.session, kind, key)
        _expect(kind, key, before, expected or {})
        check_values(kind, key, {**before, **values})
        work.changes.extend(acts.moved(kind, key, before, values))
        if kind == "guidance" and values.get("persons", before["persons"]) != before["persons"]:
            for milestone in below(work.session, model.Milestone, key):
                work.changes.append(
                    Change("milestone", milestone.key, "persons", to_log(milestone.persons), to_log(values["persons"]))
                )

    return write(path, act, "edit", fill)


def apply(
    path: Path,
    act: Act,
    *,
    changes: Sequence[Change] = (),
    records: Sequence[Record] = (),
    report_key: str | None = None,
    action: str = "import",
) -> Done:
    """Write one plan as one batch: records made, fields moved. What the plan rests on must still stand (else Stale)."""

    def fill(work: Work) -> None:
        work.records.extend(records)
        work.changes.extend(changes)
        work.report_key = report_key

    return write(path, act, action, fill)


# --- what the acts share ------------------------------------------------------------------------------------------


def _milestones(
    path: Path,
    act: Act,
    action: str,
    keys: Collection[str],
    steps: Callable[[Session, str, Mapping[str, Any]], Steps],
    expected: Expected | None,
) -> Done:
    _some(path, keys)

    def fill(work: Work) -> None:
        on_file = many(work.session, model.Milestone, keys)
        for key in dict.fromkeys(keys):
            found = on_file.get(key)
            if found is None:
                raise _no_milestone(work.session, key)
            values = fields_of("milestone", found)
            _expect("milestone", key, values, (expected or {}).get(key, {}))
            taken = steps(work.session, key, values)
            work.changes.extend(taken.changes)
            work.records.extend(taken.records)
            work.opened.extend(record.key for record in taken.records if record.kind == "milestone")

    return write(path, act, action, fill)


def _desks(
    path: Path,
    act: Act,
    action: str,
    keys: Collection[str],
    after: Callable[[Mapping[str, Any]], dict[str, Any]],
    *,
    reach: bool = False,
) -> Done:
    _some(path, keys)

    def fill(work: Work) -> None:
        wanted: dict[tuple[Kind, str], SQLModel] = {}
        for kind, table in TABLE.items():
            if kind not in DESKLESS:
                wanted |= {(kind, key): found for key, found in many(work.session, table, keys).items()}
        missing = set(keys) - {key for _, key in wanted}
        if missing:
            raise Problem("{key}: there is no such record", key=min(missing))
        if reach:
            for kind, key in [*wanted]:
                if kind in ("entity", "guidance", "item", "measure"):
                    wanted |= {
                        ("milestone", milestone.key): milestone
                        for milestone in below(work.session, model.Milestone, key)
                        if milestone.status not in rules.CLOSED
                    }
                    wanted |= {
                        ("item", item.key): item
                        for item in below(work.session, model.Item, key)
                        if item.guided and item.measures == 0
                    }
        for (kind, key), found in wanted.items():
            values = fields_of(kind, found)
            work.changes.extend(acts.moved(kind, key, values, after(values)))

    return write(path, act, action, fill)


def _some(path: Path, keys: Collection[str]) -> None:
    if not keys:
        raise Problem("{path}: no key was given", path=path)


def _no_milestone(session: Session, key: str) -> Problem:
    for kind, table in TABLE.items():
        if key in many(session, table, [key]):
            return Problem("{key}: this is {kind}, not a milestone", key=key, kind=kind)
    return Problem("{key}: there is no such milestone", key=key)


def _expect(kind: Kind, key: str, values: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    for name, value in expected.items():
        if values[name] != value:
            raise Stale(kind, key, name, to_log(value), to_log(values[name]))
