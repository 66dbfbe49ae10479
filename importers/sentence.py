"""One sentence to its statements: each day or rule that binds it, with the clause that it stands in. Pure.

A sentence is one statement unless it binds two days or rules, each in a clause of its own: then it is cut at the
clause's joint. Background (causes, findings, courtesies) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from importers import clauses
from importers.anchors import Anchor, within
from importers.claims import NOTHING, Claimed, bare_claim, claim_of, is_background
from importers.clauses import Span
from importers.draft import Claim

_ANNOUNCES: Final = re.compile(r"以下|次の|下記|のとおり|は、?[:：]?$|[:：]$")
_CIRCUMSTANCE: Final = re.compile(
    r"(?:を踏まえ(?:て)?|に鑑み(?:て)?|していたが|っていたが|ていたものの|されていたものの)[、，]"
)
_BEGUN: Final = re.compile(r"(?:分|度)?(?:から|より)?(?:順次|全面的に|本格的に)?[、，]?(?:運用|実施|適用|取組)?を?開始")
_FIRST_TIME: Final = re.compile(r"(?:第[ 　]*[1１一][ 　]*回|初回|1回目|１回目)")
# The ends of clauses that lead on, and what they would end on alone ("": the verb's own past).
_FINISHED: Final = tuple(
    (re.compile(ending), finished)
    for ending, finished in (
        (r"てお(?:り|りまして)$", "ている"),
        (r"でお(?:り|りまして)$", "でいる"),
        (r"(?:したが|しましたが|したものの|したほか)$", "した"),
        (r"ているが$", "ている"),
        (r"済み?で(?:あり)?$", "済み"),
        (r"中で(?:あり|す)$", "中"),
        (r"予定であり$", "予定"),
        (r"こととし$", "こととした"),
        (r"(?:完了|開始|着手|終了)し$", ""),
    )
)
_FRAME: Final = 6
_WORD: Final = re.compile(r"[^：:、,（(\s0-9０-９]{2,6}(?=[：:、,（(\s])")
UNDER_WAY: Final = Claimed("in_progress", "way")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement on its way to a Promise: its span in the text, its claim, its anchors, and how it is listed."""

    start: int
    end: int
    claim: Claimed
    bound: tuple[Anchor, ...]
    entry: bool = False
    over: Claim | None = None
    announces: bool = False
    noun: bool = False


def statements_of(text: str, start: int, end: int, bound: Sequence[Anchor], dated: date) -> list[Statement]:
    """The statements of one sentence; a noun phrase without claim or day is kept as `noun`."""
    start = clauses.without_lead(text, start, end)
    own = within(bound, start, end)
    inside = _bracketed(text, start, end, own, dated)
    if inside:
        return inside
    spans = _cut(text, start, end, own)
    pieces: list[Statement] = []
    for place in range(len(spans) - 1, -1, -1):
        first, last = spans[place]
        following = pieces[-1] if pieces else None
        mine = within(own, first, last)
        claim = _claim(text, first, last, mine, following, dated)
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
        pieces.append(Statement(first, last, claim, tuple(mine)))
    kept = [piece for piece in reversed(pieces) if piece.claim.status is not None or piece.bound]
    if not kept:
        sentence = text[start:end]
        if is_background(bare(sentence)):
            return []
        announces = bool(_ANNOUNCES.search(sentence))
        return [Statement(start, end, NOTHING, (), announces=announces, noun=True)]
    kept = [piece for piece in kept if not (is_background(bare(text[piece.start : piece.end])))]
    return [_without_circumstance(text, piece, announces=bool(_ANNOUNCES.search(text[start:end]))) for piece in kept]


def _bracketed(text: str, start: int, end: int, own: Sequence[Anchor], dated: date) -> list[Statement]:
    """The statements inside a bracket that holds several of them; they say what the sentence around says at large."""
    for first, last in clauses.brackets(text, start, end):
        mine = within(own, first, last)
        if len(mine) < 2 or len(mine) < len(own):
            continue
        spans = _cut(text, first, last, mine, any_comma=True)
        if len(spans) < 2:
            continue
        around = claim_of(bare(text[start : first - 1]))
        found = []
        for a, b in spans:
            claim = claim_of(bare(text[a:b]))
            found.append(Statement(a, b, claim if claim.status else around, tuple(within(mine, a, b))))
        return found
    return []


def _cut(text: str, start: int, end: int, own: Sequence[Anchor], *, any_comma: bool = False) -> list[Span]:
    """The sentence cut into clauses that have a day or rule of their own, at the last joint before each of them."""
    parts = clauses.chunks(text, start, end)
    if any(not anchor.recurring for anchor in own):
        # 年1回の見直しの手順を定め、…に発出した: the rule belongs to a noun.
        own = [anchor for anchor in own if not (anchor.recurring and text.startswith("の", anchor.end))]
    cuts: list[int] = []
    held: Anchor | None = None
    joint: int | None = None
    for place, (first, last) in enumerate(parts):
        mine = within(own, first, last)
        if place and (any_comma or clauses.is_joint(text, parts[place - 1][1])):
            joint = first
        if mine and held is not None and joint is not None and joint > held.start:
            # 同日から, or 月次で行うこととし、4月分から開始した: the same told on.
            same = mine[0].last is not None and mine[0].last == held.last and mine[0].words[:2] == "同日"
            begun = _BEGUN.match(text, mine[0].end, end) and not text[joint : mine[0].start].strip()
            if not same and not begun:
                cuts.append(joint)
            joint = None
        if mine:
            held = mine[-1]
    tail = _tail(text, parts, own, cuts)
    if tail is not None:
        cuts.append(tail)
    edges = [start, *cuts, end]
    return [clauses.trimmed(text, a, b) for a, b in pairwise(edges) if a < b]


def _tail(text: str, parts: Sequence[Span], own: Sequence[Anchor], cuts: Sequence[int]) -> int | None:
    """Where a last clause without a day begins that claims something else than the clause before it.

    A state that holds after an event with a day (事務連絡を発出し、徹底を要請している), and an event after a rule
    (月に1回開催する中で、体制を強化).
    """
    if len(parts) < 2 or not own:
        return None
    last_anchor = own[-1]
    joints = [
        first
        for (_, before), (first, _) in pairwise(parts)
        if clauses.is_joint(text, before) and first > last_anchor.start
    ]
    if not joints or (cuts and joints[-1] <= cuts[-1]):
        return None
    claim = claim_of(bare(text[joints[-1] : parts[-1][1]]))
    if last_anchor.recurring:
        return joints[0] if claim.status == "reported" and claim.manner in ("event", "stop") else None
    before = text[: joints[-1]].rstrip("、， ")
    now = claim.manner == "way" and text.startswith("現在", joints[-1])
    if (claim.manner != "state" and not now) or last_anchor.deadline or before.endswith(("て", "で", "とし")):
        return None
    return joints[-1]


def _claim(
    text: str, start: int, end: int, mine: Sequence[Anchor], following: Statement | None, dated: date
) -> Claimed:
    """What one piece of a sentence claims: by its bracket, by its end, or by what it leads to."""
    piece = text[start:end]
    in_bracket = _bracket_claim(piece)
    if in_bracket is not None:
        return in_bracket
    words = bare(piece)
    if following is None:
        claim = claim_of(words)
        return UNDER_WAY if claim.status == "planned" and _is_under_way(words) else claim
    words = words.rstrip("、，")
    if any(anchor.recurring for anchor in mine) and not re.search(r"(?:ており|ているが|した(?:が|ものの))$", words):
        # What comes round while something else was done (月に1回開催する中で、強化した) is in place.
        return following.claim if words.endswith("中で") else Claimed("planned", "plan")
    for ending, finished in _FINISHED:
        if ending.search(words):
            stated = claim_of(ending.sub(finished, words)) if finished else claim_of(words + "た")
            if finished or stated.status == "in_progress":
                return _by_day(stated, mine, dated)
    if text.startswith("現在", following.start) and any((anchor.last or date.max) <= dated for anchor in mine):
        # 10月1日に契約を締結し、現在、設計を行っている
        return Claimed("reported", "event")
    return _by_day(following.claim, mine, dated)


def _is_under_way(words: str) -> bool:
    """Whether a promise's sentence says before its end that the work has begun (準備を進めており、…する予定)."""
    parts = [words[a:b].rstrip("、，") for a, b in clauses.chunks(words, 0, len(words))][:-1]
    return any(
        re.search(r"てお(?:り|りまして)$|中で(?:あり|す)$", part)
        and claim_of(re.sub(r"中で(?:あり|す)$", "中", re.sub(r"てお(?:り|りまして)$", "ている", part))).manner == "way"
        for part in parts
    )


def _by_day(claim: Claimed, mine: Sequence[Anchor], dated: date) -> Claimed:
    """A clause that does not end the sentence takes its tense from its day: what lies behind is done."""
    days = [anchor.last for anchor in mine if anchor.last is not None]
    if not days or claim.status == "in_progress":
        return claim
    if days[-1] > dated:
        return Claimed("planned", "plan")
    return Claimed("reported", "event") if claim.status == "planned" and days[-1] <= dated else claim


def _bracket_claim(piece: str) -> Claimed | None:
    """The claim of a bracket at the end of a statement (令和5年11月より運用開始), None where it claims nothing."""
    spans = clauses.brackets(piece, 0, len(piece))
    for start, end in reversed(spans):
        # 点検ツールの開発　【実施中】　令和6年12月予定
        if (
            piece[start - 1] in "【［[〔"
            and end - start <= _FRAME
            and (framed := bare_claim(piece[start:end])) is not None
        ):
            return Claimed(framed, "word")
    if not spans or piece[spans[-1][1] + 1 :].strip("。、 　)）】］]〕"):
        return None
    inside = piece[slice(*spans[-1])]
    word = _WORD.match(inside)
    if word is not None and (stated := bare_claim(word[0])) is not None:
        # 【実施中：15市町終了、令和7年2月末完了予定】: the word that opens it says how far.
        return Claimed(stated, "word")
    if re.search(r"当初|前回|変更前", inside) or not re.search(
        r"予定|済|完了|開始|実施中|検討|見込|未了|未実施|対応中|着手|運用中", inside
    ):
        return None
    claim = claim_of(inside)
    if claim.status == "planned" and claim_of(bare(piece)).manner == "way":
        # 照会中（令和7年2月完了予定）
        return UNDER_WAY
    return claim if claim.status is not None else None


def bare(piece: str) -> str:
    """The words of a piece without what stands in brackets."""
    return clauses.without_brackets(piece)


def _without_circumstance(text: str, own: Statement, *, announces: bool) -> Statement:
    """The statement without the circumstances that lead it (…の反省点を踏まえ、), where no day stands in them."""
    first_day = min((anchor.start for anchor in own.bound), default=own.end)
    start = own.start
    for found in _CIRCUMSTANCE.finditer(text, own.start, min(first_day, own.end)):
        rest = bare(text[found.end() : own.end])
        if re.search(r"(?:について|に関して)は[、，]", text[own.start : found.end()]):
            # What the sentence is about stands before its circumstance.
            break
        if len(rest) >= 8 and not text[own.start : found.end()].count("（") > text[own.start : found.end()].count("）"):
            start = found.end()
    return replace(own, start=clauses.without_lead(text, start, own.end), announces=announces)
