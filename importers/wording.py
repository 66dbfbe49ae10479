"""The sentences that a plan gives as reasons: one place, so that the screen can put each in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

UNKNOWN_KEY: Final = "the register has no record with this key"
ABOVE: Final = "this column tells of the record above the row; correct it there"
DERIVED: Final = "this column is worked out from the record and the day; what was typed there is not taken"
ACTS_OWN: Final = "only the office's own acts change this; an import never does"
DECIDES: Final = "an import can claim, but never verify, return or withdraw"
NO_STATUS: Final = "this is no status"
CLOSED: Final = "the register keeps its decision ({status}); a claim does not change it"
TWICE: Final = "the file gives this field twice, with different values"
NO_ENTITY: Final = "a row without a key needs the key or the name of an entity on file"
NO_ITEM: Final = "the entity has no such item of guidance"
SEVERAL_ITEMS: Final = "a row without a key needs the number of its item; the entity has several"
WHICH_ITEM: Final = "it is not certain which item of the guidance this measure answers; match it"
WHICH_MEASURE: Final = "several measures on file are equally alike; match it"
WHICH_MILESTONE: Final = "several milestones on file are equally alike ({keys}); match it"
PARENT_OPEN: Final = "the measure above is to be matched first"
NEW_ENTITY: Final = "the register has no entity {name}: if it is one on file under another name, match that one"
NO_NAME: Final = "the document does not say who sent it"
NO_KEY: Final = "a new entity needs a key of its own, with which all keys below it begin"
NO_DAY: Final = "the document does not say on which day the guidance was given"
SEVERAL_DAYS: Final = "several days of guidance are named ({days}): give the one that is meant"
OTHER_ACT: Final = "the register has no guidance of this day: if one on file is meant, match it"
HELD_AGAINST: Final = "the document speaks of guidance of {days}, which is not on file: it is held against {keys}"
NO_CASE: Final = "the document does not say which case the guidance is about"
MAYBE_CASE: Final = "if this is the same as a case on file, match it"
NO_WORDS: Final = "the document does not repeat what the guidance asked for"
MAYBE_ITEM: Final = "none of the items on file is alike: match the one that is meant, or the guidance for a new one"
ONLY_OTHER: Final = "matched as the measure's only other promise, though the words differ"
MISSING: Final = "the document does not mention it"
RECEIVED: Final = "the demanded report, which was not on file, is received"
REPEATED: Final = "the document repeats the words on file; the register is further"
STAYS_RETURNED: Final = "nothing new since it was returned"
NOTHING: Final = "a row without a key needs a measure's heading or a text"


# How the sentences begin with which a row asks for a field that it needs.
_ASKS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("entity", "name"): (NO_NAME,),
    ("entity", "key"): (NO_KEY,),
    ("case", "name"): (NO_CASE,),
    ("guidance", "given_on"): (NO_DAY, SEVERAL_DAYS.partition("{")[0]),
}


def answered(reason: str, kind: str, fields: Iterable[str]) -> str:
    """A reason of several, joined by `; `, without what it asks of fields that were given."""
    asked = tuple(part for name in fields for part in _ASKS.get((kind, name), ()))
    return "; ".join(part for part in reason.split("; ") if not (asked and part.startswith(asked)))


def moved(before: date | None, after: date | None) -> str:
    """延期 or 前倒し with its days, or that a date appears or goes."""
    if before is None or after is None:
        return "期限の設定: a due date is stated for the first time" if before is None else "期限の削除: no due date"
    days = (after - before).days
    return f"延期: due {days} days later" if days > 0 else f"前倒し: due {-days} days earlier"


def claimed(before: str, after: str, values: Mapping[str, Any]) -> str:
    """What a claim means against what is on file."""
    if before == "returned":
        return "a fresh claim on what was returned"
    order = ("planned", "in_progress", "reported")
    if before in order and order.index(after) < order.index(before):
        return f"後退: the register has {before}, the document says {after}"
    return ""
