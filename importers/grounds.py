"""What a document says of the act of guidance that it answers: the law, the case, the day with its sentence. Pure.

Only what stands there in so many words; where several are named, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from importers.anchors import guidance_days
from importers.draft import Passage
from importers.similar import squeezed

_LAW: Final = (
    r"(?:行政手続における特定の個人を識別するための番号の利用等に関する法律|個人情報の保護に関する法律"
    r"|[一-龥ァ-ヶー]{1,12}法)(?:[（(][^（()）]{1,60}[)）])?"
    r"(?:第[0-9一二三四五六七八九十百]{1,5}条(?:の[0-9]+)?(?:第[0-9一二三四五]{1,2}項)?)?"
)
_BASIS: Final = re.compile(
    rf"(?P<law>{_LAW}(?:(?:及び|並びに|、){_LAW})*)(?:の規定)?に基づ(?:く|き)[^、。]{{0,16}}(?:指導|勧告|命令)"
)
_CLAUSE: Final = re.compile(r"[。\n]|とともに|ほか、|また、")
_LINE: Final = re.compile(r"[^。\n]+。?")
_GIVEN_TO: Final = re.compile(r"に(?:対し|対する)|宛て?に?|あてに?")
_EVENT: Final = r"(?:事案|事故|事件)"
_CASE: Final = re.compile(rf"(?P<case>[^、。「」（）()\s]{{2,40}}?{_EVENT})(?:に関[すし]|に係る|について|における|へ)")
# 本件事案, 各種事案: which one is meant is said elsewhere; a day before the name is none of it.
_NO_CASE: Final = re.compile(rf"(?:本件|当該|上記|同|各|この|今回|前記|これら|漏えい等|当|本)(?:の|各|種|等)*{_EVENT}")
_RETOLD: Final = re.compile(r"した|された|いる|[昨本]年|今般")
_BEFORE_CASE: Final = re.compile(r"^.*(?:日付け?(?:の|で)?|において発生した|で発生した|[0-9①-⑨][.．])")
_HEAD: Final = 4000
_LONGEST: Final = 120


def law_of(text: str, names: Sequence[str], *, alone: bool) -> str:
    """The legal basis of the guidance to the body with these spellings, as printed; "" where it is not said or twice.

    `alone`: the document speaks for one body only, so that a clause that names none means it.
    """
    found: dict[str, None] = {}
    for clause in _CLAUSE.split(text):
        plain = squeezed(clause)
        basis = _BASIS.search(plain)
        if basis is None or len(basis["law"]) > _LONGEST:
            continue
        given = _GIVEN_TO.search(plain)
        to = plain[: given.start()] if given is not None else ""
        if any(name in to for name in names) or (alone and given is None):
            found[re.sub(r"^(?:.*日付|同日付)", "", basis["law"])] = None
    return next(iter(found)) if len(found) == 1 else ""


def case_of(title: str, text: str, *, alone: bool) -> str:
    """The case that a document is about: of its title, else the only one that the head of its text names."""
    named = list(_cases(title))
    if not named and alone:
        named = list(_cases(text[:_HEAD]))
    return named[0] if len(set(named)) == 1 else ""


def _cases(text: str) -> Iterator[str]:
    for sentence in re.split(r"[。\n]", text):
        for found in _CASE.finditer(squeezed(sentence)):
            name = _BEFORE_CASE.sub("", found["case"])
            if len(name) > len("事案") and not _NO_CASE.fullmatch(name) and not _RETOLD.search(name):
                yield name


def told_of(text: str, day: date, dated: date, names: Sequence[str]) -> Passage | None:
    """The sentence that says that guidance was given on a day, first one that names the body; None where none does."""
    first: Passage | None = None
    for found in _LINE.finditer(text):
        sentence = found[0]
        if "指導" not in sentence and "勧告" not in sentence and "命令" not in sentence:
            continue
        if day in guidance_days(sentence, dated):
            words = sentence.strip()
            passage = Passage(words, found.start() + sentence.index(words), len(words))
            if any(name in squeezed(words) for name in names):
                return passage
            first = first or passage
    return first
