"""One promise of a document against the milestone on file that it speaks of: what moves, and what must not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from importers import wording
from importers.draft import Draft, Promise
from importers.plan import Class, PlanChange
from importers.settle import DROPPED, NO_CLAIM
from importers.similar import plain
from store import rules

_ORDER: Final = {"planned": 0, "in_progress": 1, "returned": 1, "reported": 2}
Values = Mapping[str, Any]


def compared(on_file: Values, promise: Promise, draft: Draft, heading: str | None, note: str) -> PlanChange:
    """The plan's row for a promise that is on file: changed, unchanged, or a conflict that keeps what is decided."""
    told: list[str] = [note] if note else []
    moves: dict[str, tuple[Any, Any]] = {}
    _status(on_file, promise, draft, moves, told)
    _due(on_file, promise, moves, told)
    _done(on_file, promise, moves)
    _quantity(on_file, promise, moves)
    if promise.recurrence is not None and on_file["recurrence"] is None:
        moves["recurrence"] = (None, promise.recurrence)
    class_: Class = "changed" if moves else "unchanged"
    closed = on_file["status"] in rules.CLOSED
    if closed and _contradicts(on_file, promise, moves):
        class_ = "conflict"
        told = [wording.CLOSED.format(status=on_file["status"])]
    elif closed:
        moves, class_ = {}, "unchanged"
    if DROPPED in promise.doubts:
        class_ = "conflict"
    shown = class_ != "unchanged" or NO_CLAIM in promise.doubts
    told += [doubt for doubt in promise.doubts if shown]
    return PlanChange(
        class_, "milestone", on_file["key"], draft.entity, heading, on_file["text"], moves,
        quote=promise.passage.text, where=promise.passage.where.as_dict(), reason="; ".join(dict.fromkeys(told)),
        offset=promise.passage.offset, length=promise.passage.length, own=on_file["key"], before=dict(on_file),
        stated=stated(promise),
    )  # fmt: skip


def stated(promise: Promise) -> dict[str, Any]:
    """All that a promise says, field by field; what it does not say is left out."""
    said = {
        "status": promise.status,
        "due_on": promise.due_on,
        "due_text": promise.due_text,
        "due_approx": promise.due_approx or None,
        "due_inferred": promise.due_inferred or None,
        "done_on": promise.done_on,
        "recurrence": promise.recurrence,
        "quantity": promise.quantity,
        "quantity_done": promise.quantity_done,
        "unit": promise.unit,
    }
    return {name: held for name, held in said.items() if held is not None}


def _repeats(on_file: Values, promise: Promise) -> bool:
    """Whether the words are those on file, and nothing beside them says more: no news, whatever happened since."""
    return plain(on_file["text"]) == plain(promise.text) and not promise.claimed_apart


def _status(
    on_file: Values, promise: Promise, draft: Draft, moves: dict[str, tuple[Any, Any]], told: list[str]
) -> None:
    before, after = on_file["status"], promise.status
    if after is None or after == before:
        return
    if before == "returned":
        dated = draft.dated_on
        if after == "planned" or (
            dated is not None and on_file["returned_on"] is not None and dated <= on_file["returned_on"]
        ):
            told.append(wording.STAYS_RETURNED)
            return
    elif _repeats(on_file, promise) and _ORDER.get(before, 3) > _ORDER[after]:
        told.append(wording.REPEATED)
        return
    moves["status"] = (before, after)
    said = wording.claimed(before, after, on_file)
    if said:
        told.append(said)


def _due(on_file: Values, promise: Promise, moves: dict[str, tuple[Any, Any]], told: list[str]) -> None:
    """A due date that moved. What is told as done has none to move; an inferred one moves nothing."""
    before, after = on_file["due_on"], promise.due_on
    if after is None or promise.due_inferred or after == before or promise.status == "reported":
        return
    if on_file["recurrence"] is not None and before is not None and promise.recurrence is not None:
        return
    if _repeats(on_file, promise) and after == on_file["original_due_on"]:
        told.append(wording.REPEATED)
        return
    moves["due_on"] = (before, after)
    if promise.due_text and promise.due_text != on_file["due_text"]:
        moves["due_text"] = (on_file["due_text"], promise.due_text)
    if promise.due_approx != on_file["due_approx"]:
        moves["due_approx"] = (on_file["due_approx"], promise.due_approx)
    told.append(wording.moved(before, after))


def _done(on_file: Values, promise: Promise, moves: dict[str, tuple[Any, Any]]) -> None:
    if promise.status == "reported" and promise.done_on is not None and promise.done_on != on_file["done_on"]:
        moves["done_on"] = (on_file["done_on"], promise.done_on)


def _quantity(on_file: Values, promise: Promise, moves: dict[str, tuple[Any, Any]]) -> None:
    """How much is done. A count that only repeats the promise (残り6ファイル) takes nothing back."""
    whole, done = promise.quantity, promise.quantity_done
    if whole is None or promise.status is None:
        if promise.status == "reported" and on_file["quantity"] is not None:
            done, whole = on_file["quantity"], on_file["quantity"]
        else:
            return
    if on_file["quantity"] is None:
        if done:
            moves["quantity"] = (None, whole)
            moves["quantity_done"] = (on_file["quantity_done"], done)
            if promise.unit and promise.unit != on_file["unit"]:
                moves["unit"] = (on_file["unit"], promise.unit)
        return
    if whole != on_file["quantity"] or (promise.unit and on_file["unit"] and promise.unit != on_file["unit"]):
        return
    if done is not None and done > (on_file["quantity_done"] or 0):
        moves["quantity_done"] = (on_file["quantity_done"], done)


def _contradicts(on_file: Values, promise: Promise, moves: Mapping[str, tuple[Any, Any]]) -> bool:
    """Whether a claim says something else than what was decided on: a claim told before, and again, does not."""
    if on_file["status"] == "verified" and promise.status == "reported":
        return on_file["reported_on"] is None or ("done_on" in moves and on_file["done_on"] is not None)
    if _repeats(on_file, promise):
        return False
    return "status" in moves or "due_on" in moves
