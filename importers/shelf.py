"""What the register holds for one entity's guidance, read once for a plan and indexed for matching. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from importers import onfile
from importers.draft import Draft
from importers.match import Index
from importers.similar import dice
from store import rules

Values = onfile.Values
_RELATED: Final = 0.3


class Shelf:
    """The acts of guidance that a draft answers, with all below them. Keys to records, and parents to keys."""

    def __init__(
        self, connection: onfile.Connection, guidance: Sequence[Values], others: Sequence[Values] = ()
    ) -> None:
        self.guidance = {act["key"]: act for act in guidance}
        # What the entity has besides, where the document answers an act that is not on file: keys.
        self.others = tuple(act["key"] for act in others)
        self.items = _flat(onfile.children(connection, "item", self.guidance))
        self.measures = _flat(onfile.children(connection, "measure", self.items))
        self.milestones = _flat(onfile.children(connection, "milestone", self.measures))
        self.measures_of = _under(self.measures, "item_key", self.items)
        self.milestones_of = _under(self.milestones, "measure_key", self.measures)
        self._measure_index: dict[str | None, Index[str]] = {}
        self._milestone_index: dict[str, Index[str]] = {}

    @cached_property
    def item_index(self) -> Index[str]:
        """Items by heading and by what they ask for."""
        return Index(
            (key, text) for key, item in self.items.items() for text in (item["heading"], item["text"]) if text
        )

    def measure_index(self, item: str | None) -> Index[str]:
        """The measures of one item (None: of all) by heading and by text."""
        if item not in self._measure_index:
            keys = self.measures if item is None else self.measures_of[item]
            self._measure_index[item] = Index(
                (key, text)
                for key in keys
                for text in (self.measures[key]["heading"], self.measures[key]["text"])
                if text
            )
        return self._measure_index[item]

    def milestone_index(self, measure: str) -> Index[str]:
        """The current milestones of one measure by text."""
        if measure not in self._milestone_index:
            self._milestone_index[measure] = Index(
                (key, self.milestones[key]["text"]) for key in self.current(self.milestones_of[measure])
            )
        return self._milestone_index[measure]

    @cached_property
    def all_milestones(self) -> Index[str]:
        """All current milestones by text."""
        return Index((key, self.milestones[key]["text"]) for key in self.current(self.milestones))

    def current(self, keys: Iterable[str]) -> list[str]:
        """The milestones that a document can speak of: of a promise that comes round, the latest occurrence only."""
        latest: dict[str, str] = {}
        for key in keys:
            head, _, tail = key.rpartition("/")
            stem, _, number = tail.partition(".")
            name = f"{head}/{stem}"
            before = latest.get(name)
            if before is None or int(number or 1) > int(before.rpartition("/")[2].partition(".")[2] or 1):
                latest[name] = key
        return list(latest.values())

    def closed(self, measure: str) -> bool:
        """Whether a measure has milestones and all of them are closed."""
        own = self.milestones_of[measure]
        return bool(own) and all(self.milestones[key]["status"] in rules.CLOSED for key in own)


def shelf_of(connection: onfile.Connection, draft: Draft, guided: date | None = None) -> Shelf:
    """What is on file for a draft; `guided` is the day of its guidance, where a person has said it."""
    acts = _acts(connection, draft)
    if guided is None:
        return Shelf(connection, _acts_of(connection, draft, acts))
    meant = [act for act in acts if act["given_on"] == guided]
    return Shelf(connection, meant, [] if meant else acts)


def later_act(connection: onfile.Connection, draft: Draft) -> Shelf | None:
    """An empty shelf for an act that is later than all on file, where the draft names its day alone; else None."""
    acts = _acts(connection, draft)
    if not acts or len(draft.guided_on) != 1 or draft.guided_on[0] <= max(act["given_on"] for act in acts):
        return None
    items = onfile.children(connection, "item", [act["key"] for act in acts])
    alike = any(_repeated(draft, items.get(act["key"], [])) >= _RELATED for act in acts)
    return None if alike else Shelf(connection, [], acts)


def _acts(connection: onfile.Connection, draft: Draft) -> list[Values]:
    """All acts of guidance of the draft's entity."""
    return onfile.children(connection, "guidance", [draft.entity]).get(draft.entity, []) if draft.entity else []


def _acts_of(connection: onfile.Connection, draft: Draft, acts: list[Values]) -> list[Values]:
    """Which of an entity's acts a draft answers: by the days that it names, else by what it repeats, else all."""
    dated = [act for act in acts if act["given_on"] in draft.guided_on]
    if dated or len(acts) < 2:
        return dated or acts
    acts = [act for act in acts if draft.dated_on is None or act["given_on"] <= draft.dated_on] or acts
    items = onfile.children(connection, "item", [act["key"] for act in acts])
    score = {act["key"]: _repeated(draft, items.get(act["key"], [])) for act in acts}
    best = max(score.values(), default=0.0)
    if best >= _RELATED:
        return [act for act in acts if score[act["key"]] == best]
    return acts


def _repeated(draft: Draft, items: Sequence[Values]) -> float:
    """How well a draft's items repeat those of an act of guidance."""
    scores = [
        max((max(dice(own.text, item["text"]), dice(own.heading, item["heading"])) for item in items), default=0.0)
        for own in draft.items[:20]
        if own.text or own.heading
    ]
    return sum(scores) / len(scores) if scores else 0.0


def _flat(found: dict[str, list[Values]]) -> dict[str, Values]:
    return {values["key"]: values for own in found.values() for values in own}


def _under(records: dict[str, Values], parent: str, parents: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in parents}
    for key, values in records.items():
        found[values[parent]].append(key)
    return found
