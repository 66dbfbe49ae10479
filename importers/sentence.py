"""One sentence to its statements: each day or rule that binds it, with the clause that it stands in. Pure.

A sentence is one statement unless it binds two days or rules, each in a clause of its own: then it is cut at the
clause's joint. Background (causes, findings, courtesies) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from importers import clauses
from importers.anchors import Anchor, within
from importers.claims import NOTHING, Claimed, claim_of, is_background
from importers.clause_claims import UNDER_WAY, bare, claim_in
from importers.cuts import cut, says
from importers.draft import Claim
from importers.former import without_former
from importers.quantities import quantity_of

# 次の3点, 次の改善措置を, but not 次の操作に進めない.
_ANNOUNCES: Final = re.compile(
    r"以下|下記|のとおり|は、?[:：]?$|[:：]$|次の(?:とおり|通り|[ 　]*[0-9０-９①-⑳一二三四五六七八九十]"
    r"|[^、。]{0,10}?(?:措置|対策|取組|取り組み|対応|策|事項|項目|点|者|もの|内容|こと|方法|手順|観点|体制|機能|方針|ルール|見直し|取扱い)(?![一-龥]))"
)
_CIRCUMSTANCE: Final = re.compile(
    r"(?:を踏まえ(?:て)?|に鑑み(?:て)?|していたが|っていたが|ていたものの|されていたものの)[、，]"
)
_DECIDES: Final = re.compile(r"(?:こととし(?:ており)?|(?:予定|計画)(?:であり|で(?:進めて)?おり|で))[、，]$")
_FROM_ON: Final = re.compile(
    r"(?:から|より)、?(?:(?:順次|段階的に)[^、。]{0,10}|開始|着手|[^、。はがを]{0,8}[一-龥]{2})し[、，]$"
)
_SO_MANY: Final = re.compile(r"までに[0-9０-９,，]+([^0-9０-９、。をでにの]{1,6})[をでにの][^、。]{0,8}[、，]$")
_ALL: Final = re.compile(r"全[0-9０-９,，]*([^0-9０-９、。をでにの]{1,6})[をでにの]")
_WHOSE_TURN: Final = re.compile(r"[^、。は]{1,16}は[^、。は]{1,14}(?:、[^、。は]{1,16}は[^、。は]{1,14}){1,8}")
_TO_END: Final = re.compile(r"(?:完了|終了|修了)(?:する|させる|します|させます|の|を|し)|終え")
_BEGINS: Final = re.compile(r"(?:開始し|着手し|始め)[、，]$")
_ENDS: Final = re.compile(r"(?:([一-龥ァ-ヶー]{2})を(?:全て)?)?(?:終え|完了し|終了し)(?:た|ました)[。]?$")
_FIRST_TIME: Final = re.compile(
    r"(?:次回は|初年度[のは]|(?:本|今|来|令和[0-9０-９]+)年度は[^、。]{0,12}(?:から|より)(?:開始|実施|始め)"
    r"|第[ 　]*[1１一][ 　]*回|初回|1回目|１回目)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement on its way to a Promise: its span in the text, its claim, its anchors, and how it is listed.

    `entry`: it stands in an entry of a list, `heads`: it is the first one there.
    """

    start: int
    end: int
    claim: Claimed
    bound: tuple[Anchor, ...]
    entry: bool = False
    heads: bool = False
    over: Claim | None = None
    announces: bool = False
    noun: bool = False


def statements_of(text: str, start: int, end: int, bound: Sequence[Anchor], dated: date) -> list[Statement]:
    """The statements of one sentence; a noun phrase without claim or day is kept as `noun`."""
    start = clauses.without_lead(text, start, end)
    own = without_former(text, within(bound, start, end))
    own = _without_asides(text, start, end, own)
    inside = _bracketed(text, start, end, own, dated)
    if inside:
        return inside
    spans = cut(text, start, end, own, dated)
    pieces: list[Statement] = []
    for place in range(len(spans) - 1, -1, -1):
        first, last = spans[place]
        following = pieces[-1] if pieces else None
        mine = within(own, first, last)
        claim = claim_in(text, first, last, mine, (following.start, following.claim) if following else None, dated)
        recurs = any(anchor.recurring for anchor in mine)
        decided = re.search(r"こととし(?:ており)?[、，]?$", text[first:last]) is not None
        if following is not None and (
            (recurs and _FIRST_TIME.match(text, following.start))
            or (decided and following.bound and _FIRST_TIME.search(text, following.start, following.start + 14))
        ):
            # 3か月に1度実施することとし、第1回を3月に実施する: one promise with its first day.
            pieces[-1] = replace(following, start=first, bound=(*mine, *following.bound))
            continue
        if following is not None and claim.status == "in_progress" and following.claim.status == "planned" and mine:
            # Begun, and to be finished by: one promise, under way.
            pieces[-1] = replace(following, start=first, claim=claim)
            continue
        if following is not None and following.claim.status == "in_progress" and _BEGINS.search(text, first, last):
            # 3月に着手し、基本設計を9月に完了、現在は詳細設計を実施中である: one promise, under way.
            pieces[-1] = replace(following, start=first)
            continue
        if following is not None and _is_so_far(text, (first, last), mine, following, dated):
            # 8月までに21営業所を巡回し、来年3月までに全34営業所を一巡する: one promise, under way.
            pieces[-1] = replace(following, start=first, claim=UNDER_WAY)
            continue
        if following is not None and _is_worked_on(text, claim, following):
            # 4月に行う計画であり、現在、案文を確認している: one promise, under way.
            pieces[-1] = replace(following, start=first, claim=UNDER_WAY, bound=tuple(mine))
            continue
        if following is not None and _is_partly_done(text, (first, last), claim, mine, following):
            # 年内に実施することとし、11月8日までに61校中38校を終えた: one promise, under way.
            pieces[-1] = replace(following, start=first, claim=UNDER_WAY, bound=tuple(mine))
            continue
        if following is not None and _FROM_ON.search(text, first, last) and _to_be_ended(text, following):
            # 7月中旬から順次実施し、8月末までに全員の受講を完了させる: one promise.
            begun = any(anchor.first is not None and anchor.first <= dated for anchor in mine)
            pieces[-1] = replace(following, start=first, claim=UNDER_WAY if begun else following.claim)
            continue
        if following is not None and _is_begun_and_ended(text, (first, last), following):
            pieces[-1] = replace(following, start=first)
            continue
        pieces.append(Statement(first, last, claim, tuple(mine)))
    kept = [piece for piece in reversed(pieces) if piece.claim.status is not None or piece.bound]
    if not kept:
        sentence = text[start:end]
        if is_background(bare(sentence)):
            return []
        announces = bool(_ANNOUNCES.search(sentence))
        return [Statement(start, end, NOTHING, (), announces=announces, noun=True)]
    kept = [piece for piece in kept if piece.claim.status or not is_background(bare(text[piece.start : piece.end]))]
    announces = bool(_ANNOUNCES.search(text[start:end]))
    days = [anchor.start for anchor in within(bound, start, end)]
    return [_without_circumstance(text, piece, days, announces=announces) for piece in kept]


def _is_partly_done(
    text: str, planned: clauses.Span, claim: Claimed, mine: Sequence[Anchor], following: Statement
) -> bool:
    """Whether a part of what is to be done by a day is told as done behind it."""
    if claim.status != "planned" or not any(anchor.deadline for anchor in mine) or not _DECIDES.search(text, *planned):
        return False
    count = quantity_of(bare(text[following.start : following.end]))
    return count is not None and count.share and 0 < (count.done or 0) < count.whole


def _is_so_far(text: str, part: clauses.Span, mine: Sequence[Anchor], following: Statement, dated: date) -> bool:
    """Whether a clause tells how many were reached by now of all that the clause behind it promises."""
    now = any(day.deadline and day.first is not None and day.first.replace(day=1) <= dated for day in mine)
    done, whole = _SO_MANY.search(text, *part), _ALL.search(text, following.start, following.end)
    return (
        now and following.claim.status == "planned" and done is not None and whole is not None and done[1] == whole[1]
    )


def _to_be_ended(text: str, own: Statement) -> bool:
    limited = any(anchor.deadline for anchor in own.bound)
    return own.claim.status == "planned" and limited and _TO_END.search(text, own.start, own.end) is not None


def _is_worked_on(text: str, claim: Claimed, following: Statement) -> bool:
    """Whether what is planned is being worked on, as the clause behind it says (現在、…ている)."""
    if claim.status != "planned" or following.bound or not text.startswith("現在", following.start):
        return False
    return following.claim.manner in ("state", "way")


def _is_begun_and_ended(text: str, begun: clauses.Span, following: Statement) -> bool:
    """Whether a sentence tells when one work was begun and when it was ended: 連絡は8月9日に開始し、10月末に終えた."""
    if following.claim.status != "reported" or _BEGINS.search(text, *begun) is None:
        return False
    ended = _ENDS.search(text, following.start, following.end)
    return ended is not None and (ended[1] is None or ended[1] in text[slice(*begun)])


def _bracketed(text: str, start: int, end: int, own: Sequence[Anchor], dated: date) -> list[Statement]:
    """The statements inside a bracket that holds several of them; they say what the sentence around says at large."""
    for first, last in clauses.brackets(text, start, end):
        mine = within(own, first, last)
        if len(mine) < 2 or len(mine) < len(own):
            continue
        spans = cut(text, first, last, mine, dated, any_comma=True)
        if len(spans) < 2 or not all(says(text[a:b], within(mine, a, b)) for a, b in spans):
            continue
        around = claim_of(bare(text[start : first - 1]))
        if around.manner == "event" and not any(claim_of(bare(text[a:b])).status for a, b in spans):
            # 計5名を配置した（4月1日付で4名、6月1日付で1名）
            continue
        found = []
        for a, b in spans:
            claim = claim_of(bare(text[a:b]))
            found.append(Statement(a, b, claim if claim.status else around, tuple(within(mine, a, b))))
        return found
    return []


def _without_asides(text: str, start: int, end: int, own: list[Anchor]) -> list[Anchor]:
    """Without the days in a bracket amid a sentence that only says whose turn it is when (課長は7月、係長は9月)."""
    aside = {
        anchor.start
        for first, last in clauses.brackets(text, start, end)
        if (_WHOSE_TURN.fullmatch(text, first, last) and text[last + 1 : last + 4].strip("。、 　"))
        or (text.startswith("の", last + 1) and own and own[0].end < first)
        for anchor in within(own, first, last)
    }
    return [anchor for anchor in own if anchor.start not in aside] if aside else own


def _without_circumstance(text: str, own: Statement, days: Sequence[int], *, announces: bool) -> Statement:
    """The statement without the circumstances that lead it (…の反省点を踏まえ、), where no day stands in them."""
    place = bisect_left(days, own.start)
    first_day = min(days[place], own.end) if place < len(days) else own.end
    start = own.start
    for found in _CIRCUMSTANCE.finditer(text, own.start, min(first_day, own.end)):
        rest = bare(text[found.end() : own.end])
        if re.search(r"(?:について|に関して)は[、，]", text[own.start : found.end()]):
            # What the sentence is about stands before its circumstance.
            break
        if len(rest) >= 8 and not text[own.start : found.end()].count("（") > text[own.start : found.end()].count("）"):
            start = found.end()
    return replace(own, start=clauses.without_lead(text, start, own.end), announces=announces)
