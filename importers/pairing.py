"""Which item, measure and milestone on file each passage of a draft speaks of. Pure, over a Shelf that is read already.

By key, then by number and heading, then by likeness; a match that is not certain stays open, with its candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from importers import onfile, wording
from importers.draft import Draft, DraftItem, DraftMeasure, Promise
from importers.headings import plain_number
from importers.match import MARGIN, Match, assign
from importers.shelf import Shelf
from importers.similar import Telling, dice, held, plain, since, undated
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
_WITH_DAY: Final = 0.5
_IN_ITEM: Final = 0.28
_EMBEDS: Final = 0.92
_LONG_ENOUGH: Final = 5
_ABOUT: Final = 31
_TITLED: Final = 0.6
_UNLIKE: Final = 0.2
_SAME_HEADING: Final = 2.0
_HARDLY: Final = 0.12
_BY_KEY: Final = 3.0
# Of several promises that are left, one must be alike.
_SEVERAL: Final = 2


@dataclass(slots=True)
class Told:
    """A measure of the draft with the item and the measure on file that it speaks of (None: none, or not certain).

    `milestones` holds the matches of its promises by their place; a promise without one is new. `notes` says, by
    place, what about a match a reviewer should know.
    """

    item: DraftItem
    measure: DraftMeasure
    on_item: Match[str]
    on_measure: Match[str]
    milestones: dict[int, Match[str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


def paired(shelf: Shelf, draft: Draft) -> tuple[list[Told], set[str]]:
    """Every measure of the draft with what it speaks of, and the keys of the milestones that are spoken of."""
    told = _matched(shelf, draft)
    for own in told:
        own.measure = _parted(shelf, own.measure, own.on_measure.key)
    taken: set[str] = set()
    _by_measure(shelf, told, taken)
    _anywhere(shelf, told, taken)
    return told, taken


def _parted(shelf: Shelf, measure: DraftMeasure, key: str | None) -> DraftMeasure:
    """A measure with `5 of 11 done, the rest by July` as two promises where the 5 and the 6 are two on file."""
    counts = {shelf.milestones[own]["quantity"] for own in shelf.milestones_of[key]} if key is not None else set()
    found: list[Promise] = []
    for promise in measure.promises:
        whole, done = promise.quantity, promise.quantity_done
        if promise.status == "in_progress" and whole and done and {done, whole - done} <= counts:
            part = replace(promise, status="reported", quantity=done, due_on=None, due_text=None, due_approx=False)
            found += [part, replace(promise, status="planned", quantity=whole - done, quantity_done=0)]
        else:
            found.append(promise)
    return replace(measure, promises=tuple(found))


def _matched(shelf: Shelf, draft: Draft) -> list[Told]:
    on_items = _items(shelf, draft)
    told = [
        Told(item, measure, on_item, Match(None, 0.0))
        for item, on_item in zip(draft.items, on_items, strict=True)
        for measure in item.measures
    ]
    groups: dict[str | None, list[Told]] = {}
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


def _measures(shelf: Shelf, item: str | None, group: Sequence[Told]) -> None:
    """Measures of one item (None: of any) to those on file; one heading may stand over several rows."""
    index = shelf.measure_index(item)
    left: list[Told] = []
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
    on_file = shelf.measures_of[item] if item else ()
    if len(on_file) == 1:
        # Rows without a heading are all of the only measure.
        for own in left:
            if own.on_measure.key is None and not own.on_measure.open_ and not own.measure.heading:
                own.on_measure = Match(on_file[0], _MEASURE)


def _measure_score(shelf: Shelf, measure: DraftMeasure, key: str) -> float:
    on_file = shelf.measures[key]
    text = dice(measure.text, on_file["text"])
    if len(plain(measure.text)) >= _LONG_ENOUGH:
        text = max(text, 0.9 * held(measure.text, on_file["text"]))
    titled = plain(on_file["heading"] or "")
    if len(titled) >= 4 and titled in plain(measure.heading or measure.text[:60]):
        # 研修資料の作成・周知（教育研修）: the measure on file is named.
        text = max(text, _TITLED)
    if measure.heading and on_file["heading"]:
        heading = dice(measure.heading, on_file["heading"])
        return max(heading, text * 0.9, 0.6 * heading + 0.4 * text)
    return max(text, dice(measure.heading, on_file["text"]))


def _words_score(promise: Promise, on_file: onfile.Values) -> float:
    """How alike the words are, days aside."""
    if promise.key == on_file["key"]:
        return _BY_KEY
    if plain(promise.text) == plain(on_file["text"]):
        return 1.2
    second = undated(on_file["text"])
    spoken = dict.fromkeys((undated(promise.text), undated(promise.passage.text)))
    return max(_likeness(first, second) for first in spoken)


def _promise_score(promise: Promise, on_file: onfile.Values) -> float:
    """How surely a promise is the one on file: by its words, days aside, and by day, rule and count."""
    found = _words_score(promise, on_file)
    if found < _UNLIKE or found == _BY_KEY:
        return found
    open_ = on_file["status"] not in ("reported", *rules.CLOSED)
    due = (on_file["due_on"], on_file["original_due_on"])
    found += 0.12 * bool(({promise.due_on, promise.former_due} - {None}) & {*due})
    if open_ and promise.done_on is not None and on_file["due_on"] is not None:
        found += 0.06 * (abs((promise.done_on - on_file["due_on"]).days) <= _ABOUT)
    found += 0.12 * (promise.done_on is not None and promise.done_on == on_file["done_on"])
    found += 0.06 * (promise.recurrence is not None and promise.recurrence == on_file["recurrence"])
    found += 0.2 * (promise.quantity is not None and promise.quantity == on_file["quantity"])
    found -= 0.25 * _other_count(promise, on_file["quantity"])
    found += 0.25 * bool(since(promise.passage.text) & since(on_file["text"]))
    # What is still to be done is rather the rest of an open promise than what was done beside it; what comes round is
    # no single event; what was done on another day is another event.
    found += 0.15 * (open_ and promise.status in rules.PROMISED and promise.due_on is not None)
    found += 0.04 * (open_ and promise.status == "reported" and promise.done_on is not None)
    found -= 0.12 * ((promise.recurrence is None) != (on_file["recurrence"] is None))
    found -= 0.25 * (promise.done_on is not None and on_file["done_on"] not in (None, promise.done_on))
    return found


def _other_count(promise: Promise, count: float | None) -> bool:
    """Whether a promise counts something else than the one on file: 12 files, of which 7, are not its 5."""
    told = (promise.quantity, promise.quantity_done)
    return count is not None and promise.quantity is not None and count not in told


def _named(promise: Promise, on_file: onfile.Values) -> bool:
    """Whether a promise names the one on file by more than words: by the same count due on the same day, or by the day
    from which on it is kept.
    """
    counted = promise.quantity is not None and promise.quantity == on_file["quantity"]
    counted = counted and promise.unit == on_file["unit"] and promise.due_on == on_file["original_due_on"]
    return (counted and promise.due_on is not None) or bool(since(promise.passage.text) & since(on_file["text"]))


def _likeness(first: str, second: str) -> float:
    found = dice(first, second)
    if len(plain(first)) >= _LONG_ENOUGH:
        found = max(found, _EMBEDS * held(first, second))
    if len(plain(second)) >= _LONG_ENOUGH:
        found = max(found, _EMBEDS * held(second, first))
    return found


def _by_measure(shelf: Shelf, told: Sequence[Told], taken: set[str]) -> None:
    """The promises of each matched measure to its milestones."""
    groups: dict[str, list[tuple[Told, int]]] = {}
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
        if left and len(free) == 1:
            alike = sorted(((score(place, free[0]), -place) for place in left), reverse=True)
            place, clear = -alike[0][1], len(alike) == 1 or alike[0][0] - alike[1][0] >= MARGIN
            own, number = group[place]
            count = len(index.keys) if len(left) == 1 else _SEVERAL
            if clear and _only_other((own, number), shelf.milestones[free[0]], count, alike[0][0]):
                matches[place] = Match(free[0], 0.0)
                own.notes[number] = wording.ONLY_OTHER
        _keep(group, matches, taken)


def _keep(group: Sequence[tuple[Told, int]], matches: Sequence[Match[str]], taken: set[str]) -> None:
    for (own, number), match in zip(group, matches, strict=True):
        if match.key is not None:
            taken.add(match.key)
        if match.key is not None or match.open_:
            own.milestones[number] = match


def _only_other(told: tuple[Told, int], on_file: onfile.Values, count: int, score: float) -> bool:
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


def _anywhere(shelf: Shelf, told: Sequence[Told], taken: set[str]) -> None:
    """Promises whose measure is not on file, to milestones anywhere in the guidance, where the words are alike."""
    left = [(own, place) for own in told if own.on_measure.key is None for place in range(len(own.measure.promises))]

    def score(place: int, key: str) -> float:
        own, number = left[place]
        promise, on_file = own.measure.promises[number], shelf.milestones[key]
        # Without a measure above it that is on file, the words must tell, or nearly with the same rule or day.
        words = _words_score(promise, on_file)
        if own.on_item.key is not None and words >= _IN_ITEM and _named(promise, on_file):
            return max(_ANYWHERE, _promise_score(promise, on_file))
        same = promise.recurrence is not None and promise.recurrence == on_file["recurrence"]
        same = same or bool(({promise.due_on, promise.former_due} - {None}) & {on_file["original_due_on"]})
        return _promise_score(promise, on_file) if words >= (_WITH_DAY if same else _ANYWHERE) else 0.0

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

    _keep(left, assign(len(left), near, score, least=_ANYWHERE), taken)
