"""What a draft stands on and the register lacks: case, entity, guidance and items as rows of their own, class `new`.

An item of an act that has others on file may be one of them, and is a `conflict`, to be matched first. Each row states
what the document says in so many words; what it does not say and a record cannot be made without is in `needs`, for a
person to give. Reads only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from importers import directory, grounds, onfile, recognise, wording
from importers.draft import Draft, DraftItem, Passage
from importers.headings import plain_number
from importers.plan import PlanChange
from importers.readers.grid import NOWHERE, Place
from importers.shelf import Shelf
from importers.similar import dice, held, plain
from store.record import Kind

# Items that the document itself calls none of the guidance's.
_OUTSIDE: Final = re.compile(r"指導事項(?:に対する|の|で)?(?:もの)?では(?:ない|なく|ありません)")
_SAME_CASE: Final = 0.9
_ALIKE: Final = 0.4
_CANDIDATES: Final = 12


@dataclass(slots=True)
class Grounds:
    """What is known of a whole document beside its drafts, and what a person decided over it.

    `key`: of a new entity; `guided`: the day of the guidance; `case`: a case's key on file, or the name of a new one.
    `alone`: the document speaks for one sender only. `entities` (key to name) and `cases` are those on file; `made`
    tells the rows of new cases by name. `at` gives the place of an offset in `text`.
    """

    text: str = ""
    at: Callable[[int], Place] = lambda _offset: NOWHERE
    key: str | None = None
    guided: date | None = None
    case: str | None = None
    alone: bool = True
    cases: Sequence[onfile.Values] = ()
    entities: Mapping[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)


class Absent:
    """The rows of one draft, each made when the first row that stands on it is."""

    def __init__(self, shelf: Shelf, draft: Draft, number: int, know: Grounds) -> None:
        self._shelf = shelf
        self._draft = draft
        self._number = number
        self._know = know
        self._name = know.entities.get(draft.entity or "", draft.sender)
        # Its key, on file or to be; None where it is still to be given.
        self.entity = draft.entity
        self._act: str | None = next(iter(shelf.guidance)) if len(shelf.guidance) == 1 else None
        self._items: dict[tuple[str, str, str], str] = {}

    def can_hold(self, item: DraftItem) -> bool:
        """Whether an item that is on file nowhere can be proposed: it has words, or nothing else could be meant."""
        number = plain_number(item.number)
        if not self._shelf.items:
            return len(self._shelf.guidance) < 2
        words = item.heading or item.text
        numbers = {plain_number(own["number"] or "") for own in self._shelf.items.values()}
        return bool(words) and self._act is not None and (not number or number not in numbers)

    def item(self, item: DraftItem) -> tuple[str, list[PlanChange]]:
        """The `own` of an item's row, with the rows that are not in the plan yet."""
        words = (plain_number(item.number), plain(item.heading), plain(item.text))
        if words in self._items:
            return self._items[words], []
        rows = list(self._guidance()) if self._act is None else []
        own = self._items[words] = f"+{self._number}.item{len(self._items) + 1}"
        fields: dict[str, Any] = {"number": item.number, "heading": item.heading, "text": item.text}
        if _OUTSIDE.search(item.text):
            fields["guided"] = False
        reason = ""
        if not item.heading and not item.text:
            reason = wording.NO_WORDS
        elif self.asks:
            reason = wording.MAYBE_ITEM
        said = item.heading or item.text
        row = self._row(
            "item", own, said, {name: value for name, value in fields.items() if value not in (None, "")}, reason,
            passage=item.passage if said else None,
        )  # fmt: skip
        row = replace(row, parent=self._act)
        if self.asks:
            row = replace(row, change_class="conflict", parent=None, candidates=tuple(self._shelf.items)[:_CANDIDATES])
        rows.append(row)
        return own, rows

    @property
    def asks(self) -> bool:
        """Whether an item that is not on file is to be matched first: the guidance has items, and one may be meant."""
        return bool(self._shelf.items)

    def _guidance(self) -> Iterator[PlanChange]:
        parent = self._draft.entity
        if parent is None:
            row = self._entity()
            parent = row.own
            yield row
        case, rows = self._case()
        yield from rows
        own = self._act = f"+{self._number}.guidance"
        days = (self._know.guided,) if self._know.guided is not None else self._draft.guided_on
        names = self._spellings()
        dated = self._draft.dated_on or date.max
        said = grounds.told_of(self._know.text, days[0], dated, names) if len(days) == 1 else None
        given_on = days[0] if len(days) == 1 and (said is not None or self._know.guided is not None) else None
        law = grounds.law_of(self._know.text, names, alone=self._know.alone)
        fields = {"given_on": given_on, "law": law or None}
        if case in {own["key"] for own in self._know.cases}:
            fields["case_key"] = case
        reasons = []
        if given_on is None:
            told = ", ".join(day.isoformat() for day in days)
            reasons = [wording.SEVERAL_DAYS.format(days=told) if len(days) > 1 else wording.NO_DAY]
        elif self._shelf.others:
            reasons = [wording.OTHER_ACT]
        row = self._row(
            "guidance", own, law, {name: value for name, value in fields.items() if value is not None},
            "; ".join(reasons), passage=said,
        )  # fmt: skip
        needs = ("given_on",) if given_on is None else ()
        yield replace(row, parent=parent, beside=(case,), needs=needs, candidates=tuple(self._shelf.others))

    def _entity(self) -> PlanChange:
        known = dict(directory.known(self._name)) if self._name else {}
        key = self._know.key or known.get("key")
        fields = {"key": key, "name": self._name or known.get("name")}
        fields |= {name: known.get(name) for name in ("name_en", "reading", "kind")}
        reasons, needs = [], []
        if not fields["name"]:
            reasons.append(wording.NO_NAME)
            needs.append("name")
        elif self._know.entities:
            reasons.append(wording.NEW_ENTITY.format(name=fields["name"]))
        if key is None:
            reasons.append(wording.NO_KEY)
            needs.append("key")
        self.entity = key
        passage = _first(self._know.text, self._draft.evidence.get("entity", ""))
        row = self._row(
            "entity", f"+{self._number}.entity", self._name,
            {name: value for name, value in fields.items() if value}, "; ".join(reasons), passage=passage,
        )  # fmt: skip
        return replace(row, needs=tuple(needs))

    def _case(self) -> tuple[str, list[PlanChange]]:
        """The case of the guidance, a key on file or the `own` of a row."""
        know = self._know
        keys = {own["key"]: own["name"] for own in know.cases}
        if know.case in keys:
            return str(know.case), []
        name = know.case or grounds.case_of(self._draft.title, know.text, alone=know.alone)
        bare = re.sub(r"(?:の|等)?(?:事案|事故|事件)$", "", name)
        same = [key for key, called in keys.items() if bare and (plain(called) == plain(name) or _holds(bare, called))]
        if len(same) == 1:
            return same[0], []
        own = know.made.get(plain(name)) if name else None
        if own is not None:
            return own, []
        own = f"+{self._number}.case"
        alike = [key for key, called in keys.items() if not name or dice(name, called) >= _ALIKE or key in same]
        reason = wording.NO_CASE if not name else wording.MAYBE_CASE if alike else ""
        if name:
            know.made[plain(name)] = own
        row = self._row("case", own, name, {"name": name} if name else {}, reason, passage=_first(know.text, name))
        return own, [replace(row, entity=None, needs=() if name else ("name",), candidates=tuple(alike))]

    def _spellings(self) -> tuple[str, ...]:
        return recognise.names_of({"": (self._name,)}).by_key[""] if self._name else ()

    def _row(
        self, kind: Kind, own: str, text: str, fields: Mapping[str, Any], reason: str, passage: Passage | None
    ) -> PlanChange:
        row = PlanChange(
            "new", kind, None, self.entity, None, text, {name: (None, value) for name, value in fields.items()},
            reason=reason, own=own,
        )  # fmt: skip
        if passage is None:
            return row
        place = passage.where if passage.where != NOWHERE else self._know.at(passage.offset)
        return replace(row, quote=passage.text, where=place.as_dict(), offset=passage.offset, length=passage.length)


def _holds(name: str, called: str) -> bool:
    return len(plain(name)) > 2 and held(name, called) >= _SAME_CASE


def _first(text: str, words: str) -> Passage | None:
    """Where words stand first in the text; None where they do not."""
    place = text.find(words) if words else -1
    return Passage(words, place, len(words)) if place >= 0 else None
