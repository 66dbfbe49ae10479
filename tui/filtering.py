"""The filter line's words read into a Query, while they are typed: half a word is a hint, never an error.

A word that cannot be read finds nothing and says so: a list that leaves a condition out would look like its answer.

川崎市  kawasaki  かわさき      rows in which every word is found, entities by name or reading
!回線                           rows in which the word is not found
entity:digital-agency,川崎      is:overdue,差戻し      officer:me | officer:none | officer:NAME
due:<2024-04  due:>=R6.4.1  due:2024-01..2024-03  due:2024     text:WORD
reported:<2024-04               claims by the day on which they were reported
week:due_moved,returned         rows that changed so in the week of the day that is shown (exports.changed)
指導先: 区分: 担当: 期限: 報告日: 今週: 内容: are the same words in Japanese; full-width letters and colons are read as
narrow ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from store import rules
from store.calendar import era_named, era_year_to_western, month_end
from store.problem import Problem
from store.queries import Query
from store.words import ATTENTION
from store.words import word as called_in
from tui.i18n import N_, _, lang
from tui.views import Entity, Found

# The words that may stand before a colon, and what they ask for.
WORDS: Final = {
    "entity": "entity", "指導先": "entity",
    "is": "is", "区分": "is",
    "due": "due", "期限": "due",
    "reported": "reported", "報告日": "reported",
    "week": "week", "今週": "week",
    "officer": "officer", "担当": "officer", "担当者": "officer",
    "text": "text", "内容": "text",
}  # fmt: skip
# What may stand before a colon as a word of a filter: letters; 9:30 and https:// are ordinary text.
_WORD: Final = re.compile(r"[^\W\d_]{2,12}")
_DAY: Final = re.compile(
    r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?|月)?|年)?"
    r"|(?P<era>明治|大正|昭和|平成|令和|[MTSHRmtshr])(?P<eyear>\d{1,2}|元)"
    r"(?:[-/.年](?P<emonth>\d{1,2})(?:[-/.月](?P<eday>\d{1,2})日?|月)?|年)?"
)


def fold(text: str) -> str:
    """A name as it is compared: NFKC, lower case, katakana as hiragana, no spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text if not c.isspace())


def named(word: str, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Keys of the entities in whose key, names or reading the word stands; a whole key is that entity alone."""
    wanted = fold(word)
    known = tuple(entities)
    if any(entity.key == word for entity in known):
        return (word,)
    return tuple(entity.key for entity in known if any(wanted in name for name in _names(entity)))


@lru_cache(maxsize=4096)
def _names(entity: Entity) -> tuple[str, ...]:
    """All names of an entity as they are compared; kept, because a filter asks for them with every letter typed."""
    return tuple(fold(name) for name in (entity.key, entity.name, entity.name_en, entity.reading))


def read(text: str, base: Query, *, me: str, entities: Iterable[Entity] = ()) -> Found:
    """`base` narrowed by the filter line. `me` is the officer that `officer:me` means."""
    result = Found(base)
    plain: list[str] = []
    negated: list[str] = []
    known = tuple(entities)
    for token in text.split():
        inverted = token[0] in "!！" and len(token) > 1
        bare = token[1:] if inverted else token
        if token in ("!", "！"):
            result = result._replace(hint=_("A word after ! is left out of the list."))
            continue
        before, colon, value = bare.replace("：", ":", 1).partition(":")
        name = WORDS.get(fold(before), "") if colon else ""
        if name and name != "text":
            said = result._replace(hint=_hint(name))
            result = _READ[name](result, value, inverted, me, known) if value else said
            continue
        if colon and not name and _WORD.fullmatch(before) and not value.startswith("//"):
            sentence = _("{word}: is no filter word; entity: is: due: reported: week: officer: text:")
            result = result._replace(hint=sentence.format(word=before))
        word = value if name == "text" else bare
        if word:
            (negated if inverted else plain).append(word)
    return _words(result, plain, negated, known)


def _unread(result: Found, sentence: str) -> Found:
    """What a word that cannot be read finds: nothing, with the sentence that says why."""
    return result._replace(hint=sentence, query=result.query._replace(entities=("?",)))


def _words(result: Found, plain: list[str], negated: list[str], entities: tuple[Entity, ...]) -> Found:
    def spelled(words: list[str]) -> str:
        return " ".join(_spelling(unicodedata.normalize("NFKC", word), entities) for word in words)

    query = result.query._replace(text=spelled(plain), without=spelled(negated))
    return result._replace(query=query, words=tuple(plain))


def _spelling(word: str, entities: tuple[Entity, ...]) -> str:
    """A reading in katakana, or in full-width letters, finds the entity whose reading stands on file in hiragana."""
    folded = fold(word)
    if folded != word and any(folded in fold(entity.reading) for entity in entities if entity.reading):
        return folded
    return word


Span = tuple[date | None, date | None]
_Read = Callable[[Found, str, bool, str, tuple[Entity, ...]], Found]
_HINTS: Final = {
    "entity": N_("entity: the key, a name or a reading of an entity"),
    "is": N_("is: overdue, returned, unverified, awaiting_plan, due_soon, undated, on_track, closed"),
    "due": N_("due: <2024-04, >=R6.4.1, 2024-01..2024-03, or a year, a month, a day"),
    "reported": N_("reported: the day of a claim, as after due:"),
    "week": N_("week: newly_overdue, newly_reported, newly_verified, newly_returned, due_moved, new …"),
    "officer": N_("officer: me, none, or a name"),
}


def _hint(name: str) -> str:
    return _(_HINTS[name])


def _entity(result: Found, value: str, inverted: bool, me: str, entities: tuple[Entity, ...]) -> Found:
    found = {key for word in value.split(",") if word for key in named(word, entities)}
    if inverted:
        found = {entity.key for entity in entities} - found
    if not found:
        return _unread(result, _("No entity is called {word}.").format(word=value))
    held = result.query.entities
    keys = tuple(sorted(found & set(held) if held else found)) or ("?",)
    return result._replace(query=result.query._replace(entities=keys))


def attention_named(word: str) -> rules.Attention | None:
    """The class of attention that a word names, by its code or its name in either language, whole or begun."""
    wanted = fold(word).replace("-", "_").replace(" ", "_")
    for name in rules.ATTENTIONS:
        if wanted in {name, *(fold(called).replace(" ", "_") for called in ATTENTION[name])}:
            return name
    begun = [
        name
        for name in rules.ATTENTIONS
        if any(fold(called).replace(" ", "_").startswith(wanted) for called in (name, *ATTENTION[name]))
    ]
    return begun[0] if begun and wanted else None


def _is(result: Found, value: str, inverted: bool, me: str, entities: tuple[Entity, ...]) -> Found:
    named_by = {word: attention_named(word) for word in re.split("[,，、]", value) if word}
    for word, name in named_by.items():
        if name is None:
            said = _("{word} is no class of attention: {names}")
            names = _(", ").join(called_in("attention", one, lang()) for one in rules.ATTENTIONS)
            return _unread(result, said.format(word=word, names=names))
    found = {name for name in named_by.values() if name is not None}
    if not found:
        return result._replace(hint=_hint("is"))
    if inverted:
        found = set(rules.ATTENTIONS) - found
    held = result.query.attentions
    kept = tuple(name for name in rules.ATTENTIONS if name in found and (not held or name in held))
    if not kept:
        return result._replace(query=result.query._replace(entities=("?",)))
    return result._replace(query=result.query._replace(attentions=kept))


def _due(result: Found, value: str, inverted: bool, me: str, entities: tuple[Entity, ...]) -> Found:
    span = due_span(value)
    if inverted:
        return _unread(result, _("due: cannot be turned round with !; due:< and due:> say before and after."))
    if span is None and value.strip("<>=＜＞＝.．"):
        return _unread(result, _("The date after due: cannot be read: {word}").format(word=value))
    if span is None:
        return result._replace(hint=_hint("due"))
    begin, end = _both((result.query.due_from, result.query.due_to), span)
    return result._replace(query=result.query._replace(due_from=begin, due_to=end))


def _reported(result: Found, value: str, inverted: bool, me: str, entities: tuple[Entity, ...]) -> Found:
    span = due_span(value)
    if inverted:
        return _unread(result, _("reported: takes no !; reported:< and reported:> say before and after."))
    if span is None and value.strip("<>=＜＞＝.．"):
        return _unread(result, _("The date after reported: cannot be read: {word}").format(word=value))
    if span is None:
        return result._replace(hint=_hint("reported"))
    begin, end = _both((result.query.reported_from, result.query.reported_to), span)
    return result._replace(query=result.query._replace(reported_from=begin, reported_to=end))


def _both(held: Span, span: Span) -> Span:
    """The days that lie in both spans."""
    begins = [day for day in (held[0], span[0]) if day is not None]
    ends = [day for day in (held[1], span[1]) if day is not None]
    return max(begins, default=None), min(ends, default=None)


def _week(result: Found, value: str, inverted: bool, me: str, entities: tuple[Entity, ...]) -> Found:
    from exports import changed
    from exports.wording import say

    if inverted:
        return _unread(result, _("week: cannot be turned round with !."))
    found: dict[str, None] = {}
    for word in filter(None, re.split("[,，、]", value)):
        name = changed.named(unicodedata.normalize("NFKC", word))
        if name is None:
            said = _("{word} is no change of a week: {names}")
            names = _(", ").join(say(one, lang()).replace(" ", "_").lower() for one in changed.CLASSES)
            return _unread(result, said.format(word=word, names=names))
        found[name] = None
    return (
        result._replace(query=result.query._replace(week=tuple(found)))
        if found
        else result._replace(hint=_hint("week"))
    )


def _officer(result: Found, value: str, inverted: bool, me: str, entities: tuple[Entity, ...]) -> Found:
    if inverted:
        return _unread(result, _("officer: cannot be turned round with !; officer:none finds rows without one."))
    officer = {"me": me, "none": "", "自分": me, "なし": ""}.get(fold(value), value)
    if result.query.officer is not None and result.query.officer != officer:
        # Nobody's rows are two officers' at once: so it is with the view of one's own rows.
        return result._replace(query=result.query._replace(entities=("?",)))
    return result._replace(query=result.query._replace(officer=officer))


_READ: Final[dict[str, _Read]] = {"entity": _entity, "is": _is, "due": _due, "reported": _reported, "week": _week,
                                 "officer": _officer}  # fmt: skip


def due_span(text: str) -> tuple[date | None, date | None] | None:
    """First and last day that `<2024-04`, `>=R6.4.1`, `2024-01..2024-03` or `2024` speak of; None if unreadable."""
    text = unicodedata.normalize("NFKC", text)
    first, dots, last = text.partition("..")
    if dots:
        begin, end = _period(first), _period(last)
        known = (begin is not None or not first) and (end is not None or not last)
        return (begin[0] if begin else None, end[1] if end else None) if known and (begin or end) else None
    sign = next((sign for sign in ("<=", ">=", "<", ">", "=") if text.startswith(sign)), "=")
    period = _period(text.removeprefix(sign))
    if period is None:
        return None
    begin_on, end_on = period
    try:
        match sign:
            case "<":
                return None, begin_on - timedelta(1)
            case "<=":
                return None, end_on
            case ">":
                return end_on + timedelta(1), None
            case ">=":
                return begin_on, None
            case _:
                return begin_on, end_on
    except OverflowError:
        return None


def _period(text: str) -> tuple[date, date] | None:
    """The first and last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    try:
        if parts["year"]:
            year, month, day = int(parts["year"]), parts["month"], parts["day"]
        else:
            era = era_named(parts["era"])
            count = 1 if parts["eyear"] == "元" else int(parts["eyear"])
            year, month, day = era_year_to_western(era.name if era else "", count), parts["emonth"], parts["eday"]
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, int(month), 1), month_end(year, int(month))
        return (whole := date(year, int(month), int(day))), whole
    except (ValueError, Problem):
        return None
