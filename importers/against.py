"""A Draft held against the register: what the plan proposes for each passage, new, changed, to be asked. Reads only.

pairing.py says which record each passage speaks of; new measures and milestones stand under the item or measure that
was matched, or under rows of what the register lacks (absent.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from importers import onfile, wording
from importers.absent import Absent, Grounds
from importers.calm import calm
from importers.compare import compared, stated
from importers.draft import Draft, DraftMeasure, Passage, Promise
from importers.grounds import told_of
from importers.pairing import Told, paired
from importers.plan import Class, PlanChange
from importers.shelf import Shelf, later_act, shelf_of
from importers.similar import plain
from store import rules
from store.record import Kind

# What a row that asks shows of its promise.
_ASKED: Final = frozenset({"status", "due_on", "done_on", "quantity", "quantity_done"})


def proposed(
    connection: onfile.Connection, draft: Draft, number: int, know: Grounds | None = None
) -> tuple[list[PlanChange], list[str]]:
    """The plan's rows for one draft, in its order, then what it does not mention; and the keys of guidance answered.

    `number` tells this draft's new records from those of others in the plan; `know` is what the document says beside.
    """
    with calm():
        return _proposed(connection, draft, number, know or Grounds())


def _proposed(
    connection: onfile.Connection, draft: Draft, number: int, know: Grounds
) -> tuple[list[PlanChange], list[str]]:
    shelf = shelf_of(connection, draft, know.guided)
    told, taken = paired(shelf, draft)
    later = later_act(connection, draft) if know.guided is None and not _speaks_of(shelf, told, taken) else None
    if later is not None and told_of(know.text, draft.guided_on[0], draft.dated_on or date.max, ()) is not None:
        shelf = later
        told, taken = paired(shelf, draft)
    absent = Absent(shelf, draft, number, know)
    changes: list[PlanChange] = []
    made: dict[tuple[str, str, int], str] = {}
    for place, own in enumerate(told):
        changes.extend(_rows(shelf, draft, own, place, number, made, absent))
    # The key of a new entity is known with its row.
    changes = [replace(own, entity=absent.entity) if own.entity is None and own.kind != "case" else own
               for own in changes]  # fmt: skip
    changes.extend(_missing(shelf, draft, told, taken))
    changes.extend(_received(draft, tuple(shelf.guidance.values()), connection))
    return changes, list(shelf.guidance)


def doubted_act(draft: Draft, acts: Sequence[str], know: Grounds) -> str:
    """That a draft names a day on which none of the acts that it is held against was given; "" where it does not."""
    named = [day for day in draft.guided_on if told_of(know.text, day, draft.dated_on or date.max, ()) is not None]
    if not named or not acts or know.guided is not None or any(day.isoformat() in key for day in named for key in acts):
        return ""
    days = ", ".join(day.isoformat() for day in named)
    return wording.HELD_AGAINST.format(days=days, keys=", ".join(acts))


def _speaks_of(shelf: Shelf, told: Sequence[Told], taken: set[str]) -> bool:
    """Whether anything in a draft is known from the acts on file. An act's only item is matched by whatever is said."""
    if taken or any(own.on_measure.key or own.on_measure.open_ for own in told):
        return True
    return len(shelf.items) > 1 and any(own.on_item.key or own.on_item.open_ for own in told)


def _rows(
    shelf: Shelf,
    draft: Draft,
    own: Told,
    place: int,
    number: int,
    made: dict[tuple[str, str, int], str],
    absent: Absent,
) -> Iterator[PlanChange]:
    """The rows of one measure of the draft, with what it stands under where that is not on file."""
    measure, key = own.measure, own.on_measure.key
    certain = key is not None
    fresh = [promise for order, promise in enumerate(measure.promises) if order not in own.milestones]
    parent: str | None = key
    if fresh and key is None:
        if own.on_measure.open_:
            yield _measure_row(draft, own, None, "conflict", wording.WHICH_MEASURE, own.on_measure.candidates)
            parent = None
        else:
            item = own.on_item.key
            certain = item is not None
            if item is None and not own.on_item.open_ and not own.on_item.candidates and absent.can_hold(own.item):
                item, rows = absent.item(own.item)
                certain = not absent.asks
                yield from rows
            # Rows under one heading of one item are one measure.
            name = (item or f"?{own.item.passage.offset}", plain(measure.heading), -1 if measure.heading else place)
            parent = made.get(name)
            if parent is None:
                parent = made[name] = f"+{number}.{place + 1}"
                yield _new_measure(shelf, draft, own, parent, item, certain=certain)
    for order, promise in enumerate(measure.promises):
        match = own.milestones.get(order)
        if match is None:
            name_of = f"{parent or f'?{number}.{place}'}:{place}.{order}"
            yield _new_milestone(draft, own, promise, parent, name_of, certain=certain)
        elif match.key is None:
            yield _asking(draft, measure, promise, match.candidates)
        else:
            heading = _heading(shelf, match.key)
            yield compared(shelf.milestones[match.key], promise, draft, heading, own.notes.get(order, ""))


def _new_measure(shelf: Shelf, draft: Draft, own: Told, name: str, item: str | None, *, certain: bool) -> PlanChange:
    if certain:
        return _measure_row(draft, own, item, "new", "", (), name)
    candidates = own.on_item.candidates or tuple(shelf.items)[:12]
    return _measure_row(draft, own, item, "conflict", wording.WHICH_ITEM, candidates, name)


def _measure_row(
    draft: Draft,
    own: Told,
    item: str | None,
    class_: Class,
    reason: str,
    candidates: Sequence[str],
    name: str = "",
) -> PlanChange:
    measure = own.measure
    fields = {"heading": (None, measure.heading), "text": (None, measure.text)}
    return _row(
        draft, measure, measure.passage, class_, "measure", measure.heading or measure.text,
        fields={key: pair for key, pair in fields.items() if pair[1]}, reason=reason, own=name, parent=item,
        candidates=tuple(candidates),
    )  # fmt: skip


def _new_milestone(
    draft: Draft, own: Told, promise: Promise, parent: str | None, name: str, *, certain: bool
) -> PlanChange:
    fields = {"status": promise.status or "planned"} | stated(promise)
    reason = "; ".join(promise.doubts)
    if not certain:
        reason = "; ".join(filter(None, (wording.PARENT_OPEN, reason)))
    return _row(
        draft, own.measure, promise.passage, "new" if certain else "conflict", "milestone", promise.text,
        fields={key: (None, value) for key, value in fields.items()}, reason=reason, own=name,
        parent=parent,
    )  # fmt: skip


def _asking(draft: Draft, measure: DraftMeasure, promise: Promise, candidates: Sequence[str]) -> PlanChange:
    return _row(
        draft, measure, promise.passage, "conflict", "milestone", promise.text,
        fields={name: (None, value) for name, value in stated(promise).items() if name in _ASKED},
        reason=wording.WHICH_MILESTONE.format(keys=", ".join(candidates)), candidates=tuple(candidates),
        stated=stated(promise),
    )  # fmt: skip


def _row(
    draft: Draft, measure: DraftMeasure, passage: Passage, class_: Class, kind: Kind, text: str, **more: Any
) -> PlanChange:
    row = PlanChange(
        class_, kind, None, draft.entity, measure.heading or None, text,
        quote=passage.text, where=passage.where.as_dict(), offset=passage.offset, length=passage.length,
    )  # fmt: skip
    return replace(row, **more)


def _missing(shelf: Shelf, draft: Draft, told: Sequence[Told], taken: set[str]) -> Iterator[PlanChange]:
    """Measures, and open milestones of measures told of, that the document does not mention."""
    mentioned = {own.on_measure.key for own in told} | {shelf.milestones[key]["measure_key"] for key in taken}
    asked = {candidate for own in told for candidate in own.on_measure.candidates if own.on_measure.open_}
    asked |= {candidate for own in told for match in own.milestones.values() for candidate in match.candidates}
    for key, measure in shelf.measures.items():
        if key not in mentioned and key not in asked and not shelf.closed(key):
            yield PlanChange(
                "missing", "measure", key, draft.entity, measure["heading"] or None,
                measure["heading"] or measure["text"], reason=wording.MISSING, before=measure, own=key,
            )  # fmt: skip
        elif key in mentioned:
            for milestone in shelf.current(shelf.milestones_of[key]):
                values = shelf.milestones[milestone]
                if milestone not in taken and milestone not in asked and values["status"] not in rules.CLOSED:
                    yield PlanChange(
                        "missing", "milestone", milestone, draft.entity, measure["heading"] or None, values["text"],
                        reason=wording.MISSING, before=values, own=milestone,
                    )  # fmt: skip


def _received(draft: Draft, acts: Sequence[onfile.Values], connection: onfile.Connection) -> Iterator[PlanChange]:
    """That a demanded report is in, where none was: a row of its own, since a report without news counts too."""
    demanded = [act["key"] for act in acts if act["report_due_on"] is not None]
    on_file = onfile.children(connection, "report", demanded)
    for key in demanded:
        if not on_file.get(key):
            yield PlanChange(
                "new", "report", None, draft.entity, None, draft.title, {"dated_on": (None, draft.dated_on)},
                reason=wording.RECEIVED, own=f"report:{key}", parent=key,
            )  # fmt: skip


def _heading(shelf: Shelf, milestone: str) -> str | None:
    return shelf.measures[shelf.milestones[milestone]["measure_key"]]["heading"] or None
