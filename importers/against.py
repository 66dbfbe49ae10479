"""A Draft held against the register: which record each passage speaks of, and what the plan proposes for it. Reads only.

Matched by key, then by number and heading, then by likeness (match.py); a match that is not certain asks. New measures
and milestones stand under the item or measure that was matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from importers import onfile, wording
from importers.compare import compared
from importers.draft import Draft, DraftItem, DraftMeasure, Passage, Promise
from importers.headings import plain_number
from importers.match import Match, assign
from importers.plan import PlanChange
from importers.shelf import Shelf, acts_of
from importers.similar import Telling, dice, held, plain, undated
from store import rules

_ITEM: Final = 0.45
_ITEM_NUMBERED: Final = 0.2
_TOLD: Final = 0.7
_IN_ORDER: Final = 0.12
_BESIDE: Final = 0.1
_BODY: Final = 400
_MEASURE: Final = 0.5
_MILESTONE: Final = 0.42
_ANYWHERE: Final = 0.62
_EMBEDS: Final = 0.92
_LONG_ENOUGH: Final = 6
_UNLIKE: Final = 0.2
_SAME_HEADING: Final = 2.0
_HARDLY: Final = 0.12


@dataclass(slots=True)
class _Told:
    """A measure of the draft with the item and the measure on file that it speaks of (None: none, or not certain)."""

    item: DraftItem
    measure: DraftMeasure
    on_item: Match[str]
    on_measure: Match[str]
    rows: dict[int, PlanChange]


def proposed(connection: onfile.Connection, draft: Draft, number: int) -> tuple[list[PlanChange], list[str]]:
    """The plan's rows for one draft, in its order, then what it does not mention; and the keys of guidance answered.

    `number` tells this draft's new records from those of others in the plan.
    """
    acts = acts_of(connection, draft)
    shelf = Shelf(connection, acts)
    told = _matched(shelf, draft)
    taken: set[str] = set()
    _by_measure(shelf, draft, told, taken)
    _anywhere(shelf, draft, told, taken)
    changes: list[PlanChange] = []
    made: dict[tuple[str, str, int], str] = {}
    for place, own in enumerate(told):
        changes.extend(_rows(shelf, draft, own, place, number, made))
    changes.extend(_missing(shelf, draft, told, taken))
    changes.extend(_received(draft, acts, connection))
    return changes, list(shelf.guidance)


# --- matching --------------------------------------------------------------------------------------------------------


def _matched(shelf: Shelf, draft: Draft) -> list[_Told]:
    on_items = _items(shelf, draft)
    told = [
        _Told(item, measure, on_item, Match(None, 0.0), {})
        for item, on_item in zip(draft.items, on_items, strict=True)
        for measure in item.measures
    ]
    groups: dict[str | None, list[_Told]] = {}
    for own in told:
        groups.setdefault(own.on_item.key, []).append(own)
    for key, group in groups.items():
        _measures(shelf, key, group)
    return told


def _items(shelf: Shelf, draft: Draft) -> list[Match[str]]:
    """Each item of the draft to one on file. A register with one item only has no other that could be meant."""
    items = draft.items
    if len(shelf.items) == 1:
        only = next(iter(shelf.items))
        return [Match(only, 1.0) for _ in items]
    kept = list(shelf.items)
    order = {key: place for place, key in enumerate(kept)}
    telling = Telling((key, f"{item['heading']}{item['text']}") for key, item in shelf.items.items())

    def score(place: int, key: str) -> float:
        own, on_file = items[place], shelf.items[key]
        if own.key == key:
            return 3.0
        words = f"{own.heading}{own.text}"
        found = max(
            dice(own.text, on_file["text"]),
            dice(own.heading, on_file["heading"]),
            dice(words, f"{on_file['heading']}{on_file['text']}"),
            _TOLD * telling.share(own.heading or own.text, key),
        )
        number, other = plain_number(own.number), plain_number(on_file["number"] or "")
        if number and number == other and (found >= _ITEM_NUMBERED or not words):
            return max(found, _ITEM) + 0.3
        if number.isdigit() and not other.isdigit() and int(number) == order[key] + 1 and found >= _ITEM_NUMBERED:
            # 1, 2, 3 for ア, イ, ウ.
            found += _IN_ORDER
        elif not number and len(items) == len(kept) and place == order[key]:
            found += _IN_ORDER
        body = " ".join(measure.text for measure in own.measures)[:_BODY]
        return found + _BESIDE * telling.share(body, key)

    def near(place: int) -> list[str]:
        own = items[place]
        keys = [*shelf.item_index.near(own.text or own.heading), *shelf.item_index.near(own.heading or own.text)]
        if own.number:
            numbers = plain_number(own.number)
            keys += [key for key, item in shelf.items.items() if plain_number(item["number"] or "") == numbers]
        return list(dict.fromkeys(keys))

    found = assign(len(items), near, score, least=_ITEM)
    # A document may split one item into several rows: what repeats an item word for word is that item again.
    return [
        match
        if match.key or match.open_ or not (same := shelf.item_index.same(own.text or own.heading))
        else Match(same[0], 1.0)
        for own, match in zip(items, found, strict=True)
    ]


def _measures(shelf: Shelf, item: str | None, group: Sequence[_Told]) -> None:
    """Measures of one item (None: of any) to those on file; one heading may stand over several rows."""
    index = shelf.measure_index(item)
    left: list[_Told] = []
    for own in group:
        same = [key for key in index.same(own.measure.heading) if own.measure.heading]
        if own.measure.key in shelf.measures:
            own.on_measure = Match(own.measure.key, 3.0)
        elif len(same) == 1:
            own.on_measure = Match(same[0], 2.0)
        else:
            left.append(own)
    taken = {own.on_measure.key for own in group}

    def score(place: int, key: str) -> float:
        return _measure_score(shelf, left[place].measure, key)

    def near(place: int) -> list[str]:
        measure = left[place].measure
        return [
            key for key in dict.fromkeys([*index.near(measure.heading), *index.near(measure.text)]) if key not in taken
        ]

    for own, match in zip(left, assign(len(left), near, score, least=_MEASURE), strict=True):
        own.on_measure = match
    free = [
        key for key in (shelf.measures_of[item] if item else ()) if key not in {own.on_measure.key for own in group}
    ]
    alone = [own for own in left if own.on_measure.key is None and not own.on_measure.open_]
    if len(free) == 1 and len(alone) == 1 and len(shelf.measures_of[item or ""]) == 1 and not alone[0].measure.heading:
        alone[0].on_measure = Match(free[0], _MEASURE)


def _measure_score(shelf: Shelf, measure: DraftMeasure, key: str) -> float:
    on_file = shelf.measures[key]
    text = dice(measure.text, on_file["text"])
    if len(plain(measure.text)) >= _LONG_ENOUGH:
        text = max(text, 0.9 * held(measure.text, on_file["text"]))
    if measure.heading and on_file["heading"]:
        heading = dice(measure.heading, on_file["heading"])
        return max(heading, text * 0.9, 0.6 * heading + 0.4 * text)
    return max(text, dice(measure.heading, on_file["text"]))


def _promise_score(promise: Promise, on_file: onfile.Values) -> float:
    """How surely a promise is the one on file: by its words, days aside, and by day, rule and count."""
    if promise.key == on_file["key"]:
        return 3.0
    if plain(promise.text) == plain(on_file["text"]):
        found = 1.2
    else:
        second = undated(on_file["text"])
        spoken = dict.fromkeys((undated(promise.text), undated(promise.passage.text)))
        found = max(_likeness(first, second) for first in spoken)
        if found < _UNLIKE:
            return found
    open_ = on_file["status"] not in ("reported", *rules.CLOSED)
    found += 0.12 * (promise.due_on is not None and promise.due_on in (on_file["due_on"], on_file["original_due_on"]))
    found += 0.12 * (promise.done_on is not None and promise.done_on == on_file["done_on"])
    found += 0.06 * (promise.recurrence is not None and promise.recurrence == on_file["recurrence"])
    found += 0.2 * (promise.quantity is not None and promise.quantity == on_file["quantity"])
    # What is still to be done is rather the rest of an open promise than what was done beside it; what comes round is
    # no single event; what was done on another day is another event.
    found += 0.15 * (open_ and promise.status in rules.PROMISED and promise.due_on is not None)
    found += 0.04 * (open_ and promise.status == "reported" and promise.done_on is not None)
    found -= 0.12 * ((promise.recurrence is None) != (on_file["recurrence"] is None))
    found -= 0.25 * (promise.done_on is not None and on_file["done_on"] not in (None, promise.done_on))
    return found


def _likeness(first: str, second: str) -> float:
    found = dice(first, second)
    if len(plain(first)) >= _LONG_ENOUGH:
        found = max(found, _EMBEDS * held(first, second))
    if len(plain(second)) >= _LONG_ENOUGH:
        found = max(found, _EMBEDS * held(second, first))
    return found


def _by_measure(shelf: Shelf, draft: Draft, told: Sequence[_Told], taken: set[str]) -> None:
    """The promises of each matched measure to its milestones."""
    groups: dict[str, list[tuple[_Told, int]]] = {}
    for own in told:
        if own.on_measure.key is not None:
            groups.setdefault(own.on_measure.key, []).extend((own, place) for place in range(len(own.measure.promises)))
    for key, group in groups.items():
        index = shelf.milestone_index(key)

        def near(place: int, group: Any = group, index: Any = index) -> list[str]:
            own, number = group[place]
            return list(index.near(own.measure.promises[number].text))

        def score(place: int, milestone: str, group: Any = group) -> float:
            own, number = group[place]
            return _promise_score(own.measure.promises[number], shelf.milestones[milestone])

        matches = assign(len(group), near, score, least=_MILESTONE)
        _prefer_rest(matches, [own.measure.promises[number] for own, number in group], score)
        left = [place for place, match in enumerate(matches) if match.key is None and not match.open_]
        used = {match.key for match in matches}
        free = [
            milestone
            for milestone in index.keys
            if milestone not in used and shelf.milestones[milestone]["status"] in (*rules.OPEN, "verified")
        ]
        note = ""
        if (
            len(left) == 1
            and len(free) == 1
            and _only_other(group[left[0]], shelf.milestones[free[0]], len(index.keys), score(left[0], free[0]))
        ):
            matches[left[0]] = Match(free[0], 0.0)
            note = wording.ONLY_OTHER
        for place, match in enumerate(matches):
            own, number = group[place]
            promise = own.measure.promises[number]
            if match.key is not None:
                taken.add(match.key)
                reason = note if note and place == left[0] else ""
                own.rows[number] = compared(
                    shelf.milestones[match.key], promise, draft, _heading(shelf, match.key), reason
                )
            elif match.open_:
                own.rows[number] = _asking(draft, own.measure, promise, match.candidates)


def _only_other(told: tuple[_Told, int], on_file: onfile.Values, count: int, score: float) -> bool:
    """Whether what is left on both sides of a measure is the same promise in other words.

    A measure with one promise on both sides, under the same heading, needs no likeness.
    """
    own, number = told
    if (own.measure.promises[number].recurrence is None) != (on_file["recurrence"] is None):
        return False
    if count == 1:
        return (len(own.measure.promises) == 1 and own.on_measure.score >= _SAME_HEADING) or score >= _HARDLY
    return score >= _UNLIKE


def _prefer_rest(matches: list[Match[str]], told: Sequence[Promise], score: Callable[[int, str], float]) -> None:
    """Of `done in part. The rest is planned by …`, the rest is what the open promise now is, not the part."""
    for place in range(len(told) - 1):
        part, rest, key = told[place], told[place + 1], matches[place].key
        if key is None or part.status != "reported" or part.done_on is not None:
            continue
        if rest.status in rules.PROMISED and rest.due_on is not None and rest.recurrence is None:
            found = score(place + 1, key)
            other = matches[place + 1].key
            if found >= _MILESTONE and (other is None or found >= score(place + 1, other)):
                matches[place + 1] = Match(key, found)
                matches[place] = Match(None, 0.0)


def _anywhere(shelf: Shelf, draft: Draft, told: Sequence[_Told], taken: set[str]) -> None:
    """Promises whose measure is not on file, to milestones anywhere in the guidance, where the words are alike enough."""
    left = [(own, place) for own in told if own.on_measure.key is None for place in range(len(own.measure.promises))]

    def score(place: int, key: str) -> float:
        own, number = left[place]
        return _promise_score(own.measure.promises[number], shelf.milestones[key])

    def near(place: int) -> list[str]:
        own, number = left[place]
        keys = shelf.all_milestones.near(own.measure.promises[number].text)
        item = own.on_item.key
        return [
            key
            for key in keys
            if key not in taken
            and (item is None or shelf.measures[shelf.milestones[key]["measure_key"]]["item_key"] == item)
        ]

    for (own, number), match in zip(left, assign(len(left), near, score, least=_ANYWHERE), strict=True):
        promise = own.measure.promises[number]
        if match.key is not None:
            taken.add(match.key)
            own.rows[number] = compared(shelf.milestones[match.key], promise, draft, _heading(shelf, match.key), "")
        elif match.open_:
            own.rows[number] = _asking(draft, own.measure, promise, match.candidates)


# --- rows ------------------------------------------------------------------------------------------------------------


def _rows(
    shelf: Shelf, draft: Draft, own: _Told, place: int, number: int, made: dict[tuple[str, str, int], str]
) -> Iterator[PlanChange]:
    """The rows of one measure of the draft."""
    measure, key = own.measure, own.on_measure.key
    fresh = [promise for order, promise in enumerate(measure.promises) if order not in own.rows]
    parent: str | None = key
    if fresh and key is None:
        if own.on_measure.open_:
            yield _measure_row(draft, own, None, "conflict", wording.WHICH_MEASURE, own.on_measure.candidates)
            parent = None
        else:
            item = own.on_item.key
            # Rows under one heading of one item are one measure.
            name = (item or f"?{own.item.passage.offset}", plain(measure.heading), -1 if measure.heading else place)
            parent = made.get(name)
            if parent is None:
                parent = made[name] = f"+{number}.{place + 1}"
                yield _new_measure(shelf, draft, own, parent)
    for order, promise in enumerate(measure.promises):
        row = own.rows.get(order)
        if row is not None:
            yield row
        else:
            yield _new_milestone(draft, own, promise, parent, f"{parent or f'?{number}.{place}'}:{place}.{order}")


def _new_measure(shelf: Shelf, draft: Draft, own: _Told, name: str) -> PlanChange:
    item = own.on_item.key
    if item is None and shelf.guidance:
        candidates = own.on_item.candidates or tuple(shelf.items)[:12]
        return _measure_row(draft, own, None, "conflict", wording.WHICH_ITEM, candidates, name)
    reason = wording.NOT_ON_FILE if draft.entity is None else ""
    return _measure_row(draft, own, item, "new", reason, (), name)


def _measure_row(
    draft: Draft,
    own: _Told,
    item: str | None,
    class_: Any,
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


def _new_milestone(draft: Draft, own: _Told, promise: Promise, parent: str | None, name: str) -> PlanChange:
    stated: dict[str, Any] = {
        "status": promise.status or "planned",
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
    reason = "; ".join(promise.doubts)
    certain = parent is not None and (
        draft.entity is None or own.on_item.key is not None or own.on_measure.key is not None
    )
    if not certain:
        reason = "; ".join(filter(None, (wording.PARENT_OPEN, reason)))
    return _row(
        draft, own.measure, promise.passage, "new" if certain else "conflict", "milestone", promise.text,
        fields={key: (None, value) for key, value in stated.items() if value is not None}, reason=reason, own=name,
        parent=parent,
    )  # fmt: skip


def _asking(draft: Draft, measure: DraftMeasure, promise: Promise, candidates: Sequence[str]) -> PlanChange:
    stated = {name: getattr(promise, name) for name in ("status", "due_on", "done_on", "quantity", "quantity_done")}
    return _row(
        draft, measure, promise.passage, "conflict", "milestone", promise.text,
        fields={name: (None, value) for name, value in stated.items() if value is not None},
        reason=wording.WHICH_MILESTONE.format(keys=", ".join(candidates)), candidates=tuple(candidates),
    )  # fmt: skip


def _row(
    draft: Draft, measure: DraftMeasure, passage: Passage, class_: Any, kind: Any, text: str, **more: Any
) -> PlanChange:
    row = PlanChange(
        class_, kind, None, draft.entity, measure.heading or None, text,
        quote=passage.text, where=passage.where.as_dict(), offset=passage.offset, length=passage.length,
    )  # fmt: skip
    return replace(row, **more)


def _missing(shelf: Shelf, draft: Draft, told: Sequence[_Told], taken: set[str]) -> Iterator[PlanChange]:
    """Measures, and open milestones of measures told of, that the document does not mention."""
    mentioned = {own.on_measure.key for own in told} | {shelf.milestones[key]["measure_key"] for key in taken}
    asked = {candidate for own in told for candidate in own.on_measure.candidates if own.on_measure.open_}
    asked |= {candidate for own in told for row in own.rows.values() for candidate in row.candidates}
    for key, measure in shelf.measures.items():
        if key not in mentioned and key not in asked and not shelf.closed(key):
            yield PlanChange(
                "missing", "measure", key, draft.entity, measure["heading"] or None, measure["heading"] or measure["text"],
                reason=wording.MISSING, before=measure, own=key,
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
    """That a demanded report is in, where none was: a row of its own, for a report that brings nothing else counts too."""
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
