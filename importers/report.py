"""A report of an entity, read into Drafts: one for each headed part, each with its sender, its day and its measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from importers import assemble, grids, head, notes, outline, recognise, unlisted
from importers.anchors import guidance_days
from importers.document import Document
from importers.draft import Draft, DraftItem, DraftMeasure, Passage, Promise
from importers.headings import plain_number
from importers.pieces import Entry, Places
from importers.readers.grid import Table
from importers.row_dates import of_no_day
from importers.similar import dice, held
from store.problem import Problem

_ALIKE: Final = 0.6
_EMBEDDED: Final = 0.75
_SAME: Final = 0.85
_HALF: Final = 0.4
_SENTENCE: Final = 15
NO_DAY: Final = "the document's own day was not found; years that it leaves out are counted from {day}"
WEAK_SENDER: Final = "only the name of the file or sheet says who sent it ({evidence})"


class Nameless(Problem):
    """That a document names nobody as its sender."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item of guidance that the register holds, as a document may repeat it."""

    entity: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows and a document may name: entities (key to names), items of guidance."""

    entities: Mapping[str, Sequence[str]]
    items: Sequence[KnownItem] = ()


def drafts(
    document: Document, known: Known, today: date, *, entity: str | None = None, dated: date | None = None
) -> tuple[Draft, ...]:
    """What the document says, one Draft for each entity that sent a part of it, in the document's order.

    `entity` and `dated` decide over the document. A sender that the register does not hold gives Drafts that name it
    only (`sender`); "" where the register holds no entity at all and none is evident. Raises Problem where no measures
    are found, or the sender is ambiguous, merely named, or not named at all.
    """
    content = document.content
    names = recognise.names_of(known.entities)
    parts = recognise.stretches(content, names)
    titles = [part.title for part in parts if part.title][:2]
    whole = recognise.sender(content, document.name, names, titles)
    decided = entity or whole.entity or whole.rivals or whole.name
    signed, says_so = ("", "") if decided else unlisted.sender(content, names, titles)
    day, rests_on = (dated, "given") if dated is not None else head.document_day(content, today)
    titled = {part.entity or part.unknown for part in parts if part.entity or part.unknown}
    # Of a document of several, a given entity has the parts that are headed by its name, where any is.
    headed_by_it = len(titled) > 1 and entity in titled
    places = Places(content)
    examples = [
        notes.EXAMPLE.format(sheet=sheet)
        for sheet in dict.fromkeys(block.place.sheet for block in content.blocks if block.place.sheet)
        if notes.is_example_sheet(sheet)
    ]
    found: list[Draft] = []
    own = [
        (part, entity or part.entity or (None if part.unknown or len(titled) > 1 else whole.entity))
        for part in parts
        if entity is None or part.entity == entity or (not headed_by_it and (part.entity is None or len(titled) < 2))
    ]
    read = [_draft(part, owner, known, day or today, places, content.text) for part, owner in own]
    speaking = {part.entity or part.unknown for (part, _), draft in zip(own, read, strict=True) if draft is not None}
    for (part, owner), headed in zip(own, read, strict=True):
        draft = headed
        if draft is None and not (speaking and (part.entity or part.unknown) in ("", None, *speaking)):
            # Running text above any heading tells of measures where no other part of the same sender does.
            draft = _draft(part, owner, known, day or today, places, content.text, preamble=True)
        if draft is None:
            continue
        draft = replace(
            draft,
            items=draft.items if day is not None else tuple(map(_of_no_day, draft.items)),
            sender=draft.sender or (signed if owner is None else ""),
            dated_on=day,
            evidence=_evidence(part, owner, entity, whole.evidence or says_so, rests_on),
            doubts=(*_doubts(day, today, owner, entity, part, whole), *examples),
        )
        found.append(draft)
    if not found:
        raise Problem(
            "{path}: holds no measures that can be recognised; this is no report of measures", path=document.name
        )
    named = [draft for draft in found if draft.entity or (draft.sender and not whole.name)]
    if not named and known.entities:
        raise _unknown(document.name, whole)
    return _merged(named or found)


def _draft(
    part: recognise.Stretch,
    owner: str | None,
    known: Known,
    day: date,
    places: Places,
    text: str,
    *,
    preamble: bool = False,
) -> Draft | None:
    own = [item for item in known.items if owner is None or item.entity == owner]

    def is_known(number: str, words: str) -> bool:
        return any(_names(item, number, words) for item in own)

    def table(block: Table) -> list[Entry] | None:
        return grids.entries(block, day)

    def repeats(number: str, words: str) -> bool:
        return any(_repeats(item, number, words) for item in own)

    top = outline.sections(part.blocks, repeats if own else None)
    entries = outline.found(top, is_known, table)
    items = assemble.items([replace(own, preamble=False) for own in entries if preamble or not own.preamble], day)
    if not items:
        return None
    if not preamble and any(own.preamble for own in entries):
        # Beside what headings and tables tell, what stands above them counts where it says when.
        items = assemble.items(entries, day)
    words = "\n".join(block.text for block in part.blocks if not isinstance(block, Table))
    return Draft(
        title=part.title,
        entity=owner,
        sender=part.unknown,
        dated_on=day,
        guided_on=tuple(guidance_days(words, day)),
        items=tuple(_placed(item, places, text) for item in items),
    )


def _names(item: KnownItem, number: str, words: str) -> bool:
    """Whether words are an item's heading, or what it asks for."""
    if len(words) < 3:
        return False
    if item.heading and dice(words, item.heading) >= _ALIKE:
        return True
    same = bool(number) and plain_number(item.number) == number
    embedded = len(words) >= 6 and held(words, item.text) >= (_EMBEDDED if not same else _ALIKE)
    return embedded or dice(words, item.text) >= _ALIKE


def _repeats(item: KnownItem, number: str, words: str) -> bool:
    """Whether a line is an item's text as it is on file: the same words, or nearly, under whatever number."""
    if len(words) < _SENTENCE or not item.text:
        return False
    if dice(words, item.text) >= _SAME:
        return True
    same = bool(number) and plain_number(item.number) == number
    return same and held(words, item.text) >= _SAME and held(item.text, words) >= _HALF


def _evidence(
    part: recognise.Stretch, owner: str | None, entity: str | None, says_so: str, rests_on: str
) -> dict[str, str]:
    told = {}
    if owner is not None:
        told["entity"] = "given" if entity else part.title if part.entity else says_so
    elif part.unknown or says_so:
        told["entity"] = part.title if part.unknown else says_so
    if rests_on:
        told["dated_on"] = rests_on
    return told


def _doubts(
    day: date | None,
    today: date,
    owner: str | None,
    entity: str | None,
    part: recognise.Stretch,
    whole: recognise.Sender,
) -> tuple[str, ...]:
    doubts = []
    if day is None:
        doubts.append(NO_DAY.format(day=today.isoformat()))
    if owner is not None and entity is None and part.entity is None and whole.weak:
        doubts.append(WEAK_SENDER.format(evidence=whole.evidence))
    return tuple(doubts)


def _unknown(name: str, whole: recognise.Sender) -> Problem:
    if whole.rivals:
        return Problem(
            "{path}: it is not certain which of {entities} sent it; say so with --entity",
            path=name,
            entities=", ".join(whole.rivals),
        )
    if whole.name:
        return Problem(
            "{path}: only the name of the file or sheet says who sent it ({evidence}), while the document itself "
            "names {sender}; say with --entity whose it is",
            path=name,
            evidence=whole.evidence,
            sender=whole.name,
        )
    return Nameless(
        "{path}: the document does not say which entity sent it (one that is merely named is not the sender); "
        "say so with --entity",
        path=name,
    )


def _merged(found: Sequence[Draft]) -> tuple[Draft, ...]:
    """One Draft for each sender: a cover letter and its 別紙 are one report."""
    by_sender: dict[str, Draft] = {}
    for draft in found:
        sender = draft.entity or draft.sender
        before = by_sender.get(sender)
        if before is None:
            by_sender[sender] = draft
            continue
        by_sender[sender] = replace(
            before,
            title=before.title or draft.title,
            guided_on=tuple(dict.fromkeys((*before.guided_on, *draft.guided_on))),
            items=(*before.items, *draft.items),
        )
    return tuple(by_sender.values())


def _placed(item: DraftItem, places: Places, text: str) -> DraftItem:
    """The item with the place of each of its passages, and offsets only where the words stand there."""
    return replace(
        item,
        passage=_at(item.passage, places, text),
        measures=tuple(_placed_measure(measure, places, text) for measure in item.measures),
    )


def _placed_measure(measure: DraftMeasure, places: Places, text: str) -> DraftMeasure:
    promises: list[Promise] = [
        replace(promise, passage=_at(promise.passage, places, text)) for promise in measure.promises
    ]
    return replace(measure, passage=_at(measure.passage, places, text), promises=tuple(promises))


def _of_no_day(item: DraftItem) -> DraftItem:
    """An item of a document without a day: the years that it leaves out are put to the reviewer."""
    return replace(
        item,
        measures=tuple(replace(measure, promises=tuple(map(of_no_day, measure.promises))) for measure in item.measures),
    )


def _at(passage: Passage, places: Places, text: str) -> Passage:
    if text[passage.offset : passage.offset + len(passage.text)] == passage.text:
        return replace(passage, length=len(passage.text), where=places.at(passage.offset))
    place = text.find(passage.text, max(0, passage.offset - 2000))
    if place < 0:
        # Cells or lines that do not stand together: the first of them is shown.
        first = passage.text.partition("\n")[0]
        place = text.find(first, max(0, passage.offset - 2000))
        if place < 0 or not first:
            return replace(passage, length=0)
        return Passage(first, place, len(first), places.at(place))
    return replace(passage, offset=place, length=len(passage.text), where=places.at(place))
