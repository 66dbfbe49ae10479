"""What a supervisor's act or an entity's claim changes in one milestone. Pure: values in, steps of the log out.

commands.py and the import plan both ask here, so that a claim or a new date means the same wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from store import rules
from store.problem import Problem
from store.record import FIELDS, Change, Kind, Record, full, to_log
from store.recurrence import next_occurrence, rest_of

Values = Mapping[str, Any]
_NOT_VERIFIED: Final = {"verified_on": None, "verified_by": None, "method": None, "evidence": None}


@dataclass(frozen=True, slots=True)
class Steps:
    """Field changes, and records to make beside them."""

    changes: tuple[Change, ...] = ()
    records: tuple[Record, ...] = ()


def moved(kind: Kind, key: str, before: Values, after: Values) -> tuple[Change, ...]:
    """The field changes that lead from one set of values to another; fields that `after` does not name stay."""
    return tuple(
        Change(kind, key, name, to_log(before[name]), to_log(after[name]))
        for name in FIELDS[kind]
        if name in after and before[name] != after[name]
    )


def verify(
    key: str,
    values: Values,
    *,
    on: date,
    by: str,
    method: str,
    evidence: str,
    next_due_on: date | None,
    taken: set[str],
) -> Steps:
    """Confirm a promise kept: by whom, how, on which day and by which evidence.

    A quantity counts as reached. A recurring promise opens its next occurrence as a new milestone, due by its rule
    counted from the occurrence that was verified (so that a year nobody looked at stays in sight) or on `next_due_on`.
    `taken` holds the keys that are on file already: an occurrence that was opened before is not opened twice.
    """
    _may(key, values, "verified")
    _said(key, "method", method)
    _said(key, "evidence", evidence)
    after = {
        "status": "verified",
        "verified_on": on,
        "verified_by": by,
        "method": method.strip(),
        "evidence": evidence.strip(),
        "returned_on": None,
        "reason": None,
    }
    if values["quantity"] is not None:
        after["quantity_done"] = values["quantity"]
    records: tuple[Record, ...] = ()
    if values["recurrence"] is not None:
        following = _following(key, values, on, next_due_on, taken)
        records = (following,) if following is not None else ()
    return Steps(moved("milestone", key, values, after), records)


def _following(key: str, values: Values, on: date, next_due_on: date | None, taken: set[str]) -> Record | None:
    rule = values["recurrence"]
    due_on = next_due_on or next_occurrence(rule, values["due_on"] or on)
    new = rules.occurrence_key(key)
    if new in taken or (due_on is None and rule != rules.UNSTATED):
        return None
    kept = {
        name: values[name]
        for name in (
            "measure_key", "text", "due_text", "due_approx", "quantity", "unit", "source", "entity_key", "persons",
            "officer",
        )
    }  # fmt: skip
    return Record(
        "milestone",
        new,
        full(
            "milestone",
            {
                **kept,
                "recurrence": rest_of(rule),
                "due_on": due_on,
                "original_due_on": due_on,
                "due_inferred": due_on is not None and next_due_on is None,
                "quantity_done": 0 if values["quantity"] is not None else None,
            },
        ),
    )


def send_back(key: str, values: Values, *, on: date, reason: str, done_before: int | None = None) -> Steps:
    """Send a claim, or a verification found wrong, back to the entity, with the reason.

    What a verification took as done counts no longer: `done_before` is the count that it found.
    """
    _may(key, values, "returned")
    _said(key, "reason", reason)
    after: dict[str, Any] = {"status": "returned", "returned_on": on, "reason": reason.strip(), **_NOT_VERIFIED}
    if values["status"] == "verified" and values["quantity"] is not None:
        after["quantity_done"] = done_before
    return Steps(moved("milestone", key, values, after))


def withdraw(key: str, values: Values, *, reason: str) -> Steps:
    """Take a promise off the watch, with the reason."""
    _may(key, values, "withdrawn")
    _said(key, "reason", reason)
    return Steps(moved("milestone", key, values, {"status": "withdrawn", "reason": reason.strip()}))


def revise(
    key: str,
    values: Values,
    *,
    on: date,
    due_on: date | None,
    due_text: str | None,
    approx: bool,
    reason: str,
    source: str | None,
) -> Steps:
    """Move the due date, keeping the original one; the move becomes a revision with its reason and its source."""
    if values["status"] in rules.CLOSED:
        raise Problem("{key}: the promise is closed ({status}); its due date stays", key=key, status=values["status"])
    _said(key, "reason", reason)
    before = values["due_on"]
    after: dict[str, Any] = {
        "due_on": due_on,
        "due_text": due_text,
        "due_approx": approx,
        "due_inferred": False,
    }
    if before == due_on:
        # The same day in other words, or a day that was inferred and is stated now: no move to count.
        return Steps(moved("milestone", key, values, after))
    days = (due_on - before).days if before is not None and due_on is not None else None
    number = values["revisions"] + 1
    after |= {"revisions": number, "revised_days": values["revised_days"] + (days or 0)}
    revision = Record(
        "revision",
        f"{key}#{number}",
        {
            "milestone_key": key,
            "revised_on": on,
            "before_on": before,
            "after_on": due_on,
            "before_text": values["due_text"],
            "after_text": due_text,
            "days": days,
            "reason": reason.strip(),
            "source": source,
        },
    )
    return Steps(moved("milestone", key, values, after), (revision,))


def claim(key: str, values: Values, *, status: str, on: date, done_on: date | None = None) -> Steps:
    """What the entity says of its promise: planned, in progress, or (done, started, in place) reported.

    A claim never touches a decision: on a verified or withdrawn promise it is refused.
    """
    if not rules.may_claim(values["status"], status):
        raise Problem(
            "{key}: a claim ({status}) cannot change a promise that is {now}",
            key=key,
            status=status,
            now=values["status"],
        )
    after: dict[str, Any] = {"status": status}
    if status == "reported":
        after |= {"reported_on": values["reported_on"] if values["status"] == "reported" else on}
        if done_on is not None:
            after["done_on"] = done_on
    else:
        after |= {"reported_on": None}
    return Steps(moved("milestone", key, values, after))


def progress(
    key: str,
    values: Values,
    *,
    on: date,
    quantity_done: int | None,
    quantity: int | None,
    unit: str | None,
    status: str | None,
) -> Steps:
    """Record how much is done. What was planned is in progress from the first unit on, unless `status` says more."""
    if values["status"] in rules.CLOSED:
        raise Problem("{key}: the promise is closed ({status})", key=key, status=values["status"])
    whole = values["quantity"] if quantity is None else quantity
    if whole is not None and whole < 1:
        raise Problem("{key}: a quantity is at least 1, not {whole}", key=key, whole=whole)
    done = values["quantity_done"] if quantity_done is None else quantity_done
    if done is not None and whole is not None and not 0 <= done <= whole:
        raise Problem(
            "{key}: {done} is not between 0 and {whole}",
            key=key,
            done=done,
            whole=whole,
        )
    if whole is None and quantity_done is not None:
        raise Problem(
            "{key}: there is no quantity on record that {done} could be a part of", key=key, done=quantity_done
        )
    after: dict[str, Any] = {"quantity": whole}
    if quantity_done is not None:
        after["quantity_done"] = quantity_done
    if unit is not None:
        after["unit"] = unit.strip() or None
    changes = moved("milestone", key, values, after)
    if status is None and quantity_done and values["status"] == "planned":
        status = "in_progress"
    if status is not None and status != values["status"]:
        changes += claim(key, values, status=status, on=on).changes
    return Steps(changes)


def _may(key: str, values: Values, to: str) -> None:
    if not rules.may_move(values["status"], to):
        raise Problem("{key}: a promise that is {status} cannot become {to}", key=key, status=values["status"], to=to)


def _said(key: str, name: str, text: str) -> None:
    if not text.strip():
        raise Problem("{key}: {field} is missing; this act needs one", key=key, field=name)
