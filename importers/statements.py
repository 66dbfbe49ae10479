"""A measure's text to its promises: its lines and sentences, what belongs together, and what only announces. Pure.

Enumerations after 以下の… belong to the sentence that announces them, unless each of them claims something itself;
what is told of the rest of a count belongs to the count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from importers import clauses
from importers.anchors import anchors, within
from importers.claims import NOTHING, Claimed, bare_claim, heading_claim, is_background, is_group
from importers.clause_claims import bare
from importers.counts import LEFT_HEAD, is_told_apart
from importers.draft import Claim, Passage, Promise
from importers.joins import LEAST_WORDS, joined
from importers.quantities import Quantity, among, left_over, quantity_of
from importers.readers.grid import Place
from importers.sentence import Statement, statements_of
from importers.settle import settle

# A heading inside a text that only says how far its lines are is no longer than this.
_GROUP_LENGTH: Final = 16
# A sign or a status word in brackets at the head of a line: ✅, 【実施済】, ［検討中］.
_FRAMED: Final = re.compile(
    r"(?P<sign>[✅🟢🔄🚧🟡⌛🔧⏳📅🗓❌⬜🔴⚪🔜])\ufe0f?[ 　]*(?=\S)"
    r"|[【［\[〔＜<]((?!実施[】］\]〕＞>]|計画|対応[】］\]〕＞>])[^】］\]〕＞>\n]{1,6})[】］\]〕＞>][ 　]*(?=\S)"
)
_GROUPED: Final = re.compile(r"[（(【［\[〔＜<]([^）)】］\]〕＞>\n]{2,12})[）)】］\]〕＞>][ 　]*(?=\S)")
# What only says that something follows: 次の改善措置を講じてきた.
_LEADS: Final = re.compile(
    r"(?:次|以下|下記)の(?:[0-9０-９一二三四五六]+[つ点項]|とおり|通り|[^、。]{0,6}(?:体制|方針|観点|枠組み|措置|対策|取組|取り組み|改善策|対応))[^、。]{0,6}"
    r"(?:講じ|取り?組|実施し|進め|図っ|行っ)(?:て|で|ん)?[^、。]{0,8}[。）)]*$"
)
_NUMBER_OF: Final = re.compile(r"^[0-9０-９]{1,2}[ 　.．]+")
_ARROWS: Final = frozenset("→⇒⇨➡")
_NUMBERS: Final = frozenset("①②③④⑤⑥⑦⑧⑨⑩")
# ①令和7年度末で退職予定の者: of whom or what, not what is done.
_NAMES_ONE: Final = re.compile(r"(?:者|場合|とき|もの)[。]?$")
# A rest is told soon after its part.
_FEW: Final = 4
_INNER_SHARE: Final = re.compile(r"[、，](?:この|その)?うち")


def promises(
    text: str,
    passage: Passage,
    dated: date,
    *,
    heading: str = "",
    antecedent: date | None = None,
    whole: bool = True,
) -> tuple[Promise, ...]:
    """The promises in a measure's text, in its order.

    `passage` is where the text stands (its offset is the text's). `dated` is the document's day. `heading` stands over
    the text and may claim for it (今後の取組). `whole`: a text that promises nothing legible is one promise with a
    doubt rather than none.
    """
    over = heading_claim(heading)
    found = joined(text, _statements(text, dated, antecedent))
    found = [own for own in _announced(text, found) if _says_something(text, own)]
    kept = [own for own in found if not own.noun or over is not None or own.over is not None]
    if not kept and whole:
        kept = [replace(own, noun=False) for own in found] or _everything(text)
    return tuple(
        settle(
            text,
            own.start,
            own.end,
            own.claim,
            own.bound,
            _at(passage, text, own.start, own.end),
            dated,
            own.over or over,
            _share(text, kept, place),
        )
        for place, own in enumerate(kept)
    )


def _share(text: str, kept: Sequence[Statement], place: int) -> Quantity | None:
    """What a statement tells of a count that the one before it names: 6部署に指示し、うち4部署で完了している."""
    own, before = kept[place], kept[place - 1] if place else None
    if any(is_told_apart(text, own, later) for later in kept[place + 1 : place + 1 + _FEW]):
        part = quantity_of(bare(text[own.start : own.end]))
        return Quantity(part.done or 0, part.done, part.unit) if part is not None else None
    told = text[before.start if before is not None else text.rfind("\n", 0, own.start) + 1 : own.start]
    if told and (found := among(bare(told), text[own.start : own.end])):
        return found
    inner = _INNER_SHARE.search(text, own.start, own.end)
    for told in (bare(text[own.start : inner.start()]), text[own.start : inner.start()]) if inner is not None else ():
        if inner is not None and (found := among(told, text[inner.start() + 1 : own.end])):
            return found
    first, *rest = clauses.sentences(text, own.start, own.end)
    return left_over(bare(text[slice(*first)]), bare(text[rest[0][0] : own.end])[:LEFT_HEAD]) if rest else None


def _says_something(text: str, own: Statement) -> bool:
    """Whether a statement holds words beside its days."""
    words = text[own.start : own.end]
    for anchor in own.bound:
        words = words.replace(anchor.words, "")
    return len(re.sub(r"[\W\d_]", "", words)) >= LEAST_WORDS - bool(own.bound)


def _statements(text: str, dated: date, antecedent: date | None) -> list[Statement]:
    bound = anchors(text, dated, antecedent)
    found: list[Statement] = []
    over: Claim | None = None
    for start, end in clauses.lines(text):
        if (
            found
            and clauses.brackets(text, start, end) == [(start + 1, end - 1)]
            and (text[start] in "（(" or within(bound, start, end))
        ):
            # A line in brackets belongs to the line above.
            found[-1] = replace(found[-1], end=end, bound=(*found[-1].bound, *within(bound, start, end)))
            continue
        marker = clauses.MARKER.match(text, start, end)
        begin = marker.end() if marker and marker.end() < end else start
        framed = _FRAMED.match(text, begin, end)
        stated = bare_claim(framed["sign"] or framed[2]) if framed is not None else None
        if framed is not None and stated is not None:
            begin = framed.end()
        if clauses.ASIDE.match(text, begin, end):
            continue
        opened = _GROUPED.match(text, begin, end)
        here = over
        if opened is not None and is_group(opened[1]):
            # （今後の予定）4月1日：施行
            begin, here = opened.end(), heading_claim(opened[1])
        words = text[begin:end].strip("【】[]<>＜＞()（）：: ")
        words = _NUMBER_OF.sub("", words)
        if len(words) <= _GROUP_LENGTH and is_group(words):
            over = heading_claim(words)
            continue
        for first, last in clauses.sentences(text, begin, end):
            told = statements_of(text, first, last, bound, dated)
            if stated is not None:
                # 【実施中】…を確認している。: the frame claims for the sentence that it opens.
                told = [replace(own, claim=Claimed(stated, "word"), noun=False) for own in told]
                stated = None
            if text[begin] in _ARROWS and found and len(told) == 1:
                found[-1] = _came_of(found[-1], told[0])
                continue
            listed = marker is not None or begin > start or text[first] in _NUMBERS
            opens = listed and (first == begin or text[first] in _NUMBERS)
            found.extend(replace(own, entry=listed, heads=opens and own is told[0], over=here) for own in told)
    return found


def _came_of(above: Statement, own: Statement) -> Statement:
    """A line with what came of it: ・条項を追加 → 11月以降の契約から順次適用中."""
    claim = own.claim if own.claim.status is not None else above.claim
    return replace(above, end=own.end, claim=claim, bound=(*above.bound, *own.bound), noun=False)


def _announced(text: str, found: Sequence[Statement]) -> list[Statement]:
    """Enumerations with the sentence that announces them: together, or without it where each claims for itself."""
    kept: list[Statement] = []
    place = 0
    while place < len(found):
        own = found[place]
        entries = 0
        sign = _sign(text, own)
        while own.announces and place + 1 + entries < len(found) and found[place + 1 + entries].entry:
            if sign and _sign(text, found[place + 1 + entries]) == sign:
                # (2) stands beside (1) and not under it.
                break
            entries += 1
        listed = found[place + 1 : place + 1 + entries]
        if not listed:
            day = any(not anchor.opens for anchor in own.bound)
            if not (own.announces and not day and _LEADS.search(bare(text[own.start : own.end]))):
                kept.append(own)
            place += 1
            continue
        if all(entry.noun or _NAMES_ONE.search(text, entry.start, entry.end) for entry in listed):
            # One promise in several parts: 以下の機能を開発予定。(1)… (2)…
            kept.append(own if own.noun else replace(own, end=listed[-1].end))
            if own.noun:
                kept.extend(listed)
        else:
            kept.extend(_led(own, entry) for entry in listed if not entry.noun or own.claim.status is not None)
        place += 1 + entries
    return kept


def _sign(text: str, own: Statement) -> str:
    """The kind of the sign or number that the line of a statement opens with, "" where it opens with none."""
    line = text.rfind("\n", 0, own.start) + 1
    marker = clauses.MARKER.match(text, line, own.end)
    signs = marker[0].strip(" 　") if marker is not None else ""
    return "".join("1" if sign.isdigit() else "ア" if "ァ" <= sign <= "ヶ" else sign for sign in signs)


def _led(lead: Statement, entry: Statement) -> Statement:
    """An entry of a list under a sentence that claims or dates for all of them."""
    claim = entry.claim
    if claim.status is None or (claim.manner == "plan" and lead.claim.manner == "plan"):
        claim = claim if claim.status else lead.claim
    bound = entry.bound or tuple(anchor for anchor in lead.bound if claim.status == lead.claim.status)
    return replace(entry, claim=claim, bound=bound, noun=False)


def _everything(text: str) -> list[Statement]:
    start, end = clauses.trimmed(text, 0, len(text))
    if start == end or is_background(bare(text[start:end])):
        return []
    return [Statement(start, end, NOTHING, ())]


def _at(passage: Passage, text: str, start: int, end: int) -> Passage:
    where: Place = passage.where
    return Passage(text[start:end], passage.offset + start, end - start, where)
