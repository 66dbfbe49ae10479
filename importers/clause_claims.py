"""What one clause of a sentence claims: by its bracket, by its own end, or by what it leads to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from importers import clauses
from importers.anchors import Anchor
from importers.background import is_not_found, is_view
from importers.claims import NOTHING, Claimed, bare_claim, claim_of, is_promise

# The ends of clauses that lead on, and what they would end on alone ("": the verb's own past).
_FINISHED: Final = tuple(
    (re.compile(ending), finished)
    for ending, finished in (
        (r"(?:ている|ております)ところで(?:あり|す|ある|あります)が?$", "ているところ"),
        (r"てお(?:り|りまして|りますが)$", "ている"),
        (r"でお(?:り|りまして)$", "でいる"),
        (r"(?:したが|しましたが|いたしましたが|したものの|したほか)$", "した"),
        (r"(?:ている|ております)(?:が|ほか|一方)$", "ている"),
        (r"(?:ていない|ておりません|ていません)が$", "ていない"),
        (r"(?<=[一-龥]{2})中で$", "中"),
        (r"済み(?:で(?:あり|ある|す)?が?|だが)?$|済(?:で(?:あり|ある|す)?が?|だが)$", "済み"),
        (r"中で(?:あり|す)$", "中"),
        (r"予定であり$", "予定"),
        (r"こととし$", "こととした"),
        (r"(?:た|ました)(?:ことから|ため|ので)$", "た"),
        (r"(?:完了|開始|着手|終了)し$|終え$", ""),
    )
)
# What says of work that it goes on, before the sentence does.
_GOES_ON: Final = re.compile(
    r"(?:てお(?:り|りまして)|中で(?:あり|す)|[一-龥]{2}中で$|(?:ている|ております)ところで(?:あり|す|ある|あります)が?|ているが|ておりますが)$"
)
_ENDED: Final = re.compile(
    r"(?:完了|終了|実施|対応|着手|開始|訂正|点検|確認|修正|配布|受講|移行)(?:し|しており|済みで(?:あり)?)$|[一-龥]{2}済み?$|終え(?:ており)?$"
)
_STILL_NOT: Final = re.compile(r"(?:て|で)(?:いない|おりません|いません)[。）)]*$")
# 同種の誤りは確認されていない
_NO_HARM: Final = re.compile(r"(?:確認され|発生し|生じ|見つかっ|認められ|報告され|検出され|起き)[てで][^、。]{2,8}。?$")
# 簡易書留に改めており、普通郵便による発送は行っておりません
IS_NOT_DONE: Final = re.compile(
    r"は、?(?:一切)?(?:行って|実施して|使用して|利用して)(?:いない|おりません|いません)[。）)]*$"
)
_NO_MORE: Final = re.compile(r"ており、[^、未0-9０-９]*" + IS_NOT_DONE.pattern)
WHOLE: Final = re.compile(r"(?:[^、。はがを]{0,16}[にで])?(?:全て|すべて|全[一-龥]{1,3}(?=[をのでへに]))")
_FROM_THEN: Final = re.compile(r"[^、。をが]{1,12}(?:から|以降)は")
_BEGINS: Final = re.compile(r"(?:着手|開始)し$|始め$|入り$")
_STATE_WORD: Final = re.compile(
    r"[はも](?:既に)?(?:[一-龥]{2}済み?|完了|未[一-龥]{2}|[一-龥]{2}中)$|[はも][^、はも]{0,14}[一-龥]{2}(?:予定|見込み?)$"
)
COMPLETES: Final = re.compile(r"([一-龥ァ-ヶー]{2,})(?:を|が|は)(?:全て)?(?:終え|完了|終了)")
# 4台を配備し、個別医療機関分については、…
DID: Final = re.compile(r"を[^、。]*(?:し|り|え|け|め|い)$")
AS_FOR: Final = re.compile(r"[^、。はがを]{2,20}(?:については|につきましては)")
_MEANS: Final = re.compile(r"(?:予算|契約|発注|仕様|見積|議決|承認|協議|設計|調達|公告|入札|要求)[^、。]{0,8}済")
LEFT: Final = re.compile(r"残り?(?:る|の|は|に|[0-9０-９])|残余|その他|未[一-龥]{1,4}(?:の|は|に|分)")
# 国内は完了し、海外については…: ended by itself, with something else told behind it.
ENDED_BY_ITSELF: Final = re.compile(r"[はが](?:全て|すべて|既に)?(?:完了|終了)し$")
_PART_OF_PLAN: Final = re.compile(
    r"(?:こととしており|予定であり|計画であり)[、，][^。]*[0-9０-９](?:校|件|課|台|人|名|社|団体|部署|所属|か所|箇所|市町村?|項目)[^、。]*[。]?$"
)
# The last time of what comes round.
LATEST: Final = re.compile(r"(?:直近|前回|最近|最新)(?:では|は|の|分)|[0-9０-９]{1,2}月は")
_MONTH_ALONE: Final = re.compile(r"[0-9０-９一二三四五六七八九十]{1,2}[ 　]*月")
_LONG_AGO: Final = timedelta(days=240)
_FRAME: Final = 6
_WORD: Final = re.compile(r"[^：:、,（(\s0-9０-９]{2,6}(?=[：:、,（(\s])")
DONE: Final = Claimed("reported", "event")
UNDER_WAY: Final = Claimed("in_progress", "way")


def claim_in(
    text: str, start: int, end: int, mine: Sequence[Anchor], following: tuple[int, Claimed] | None, dated: date
) -> Claimed:
    """What one piece of a sentence claims: by its bracket, by its end, or by what it leads to.

    `following` is where the piece behind it begins, and what that claims.
    """
    piece = text[start:end]
    in_bracket = _bracket_claim(piece)
    if in_bracket is not None:
        return in_bracket
    words = bare(piece)
    if following is None:
        claim = claim_of(words)
        if claim.status == "planned" and _NO_MORE.search(words):
            claim = _before_the_end(words) if _before_the_end(words).status == "reported" else claim
        if claim.status is None and (_STILL_NOT.search(words) or is_view(words)):
            claim = _before_the_end(words)
            if (
                claim.status == "reported"
                and not (_NO_HARM.search(words) or is_not_found(words))
                and _STILL_NOT.search(words)
            ):
                claim = UNDER_WAY
        if claim.status == "reported" and _PART_OF_PLAN.search(words):
            # 全校で実施することとしており、28校で実施済みである: begun, whatever the day.
            return Claimed("in_progress", "event")
        since = [anchor for anchor in mine if anchor.opens and (anchor.last or date.max) < dated]
        if claim.manner == "plan" and since and since == list(mine) and not is_promise(words):
            # 5月から電子化し、期限を過ぎると催告メールが送られる: so it is since then.
            return Claimed("reported", "state")
        ahead = any(anchor.deadline and (anchor.last or date.min) > dated for anchor in mine)
        open_ = claim.status == "planned" or claim.manner == "state" or ahead
        return UNDER_WAY if open_ and _is_under_way(words) else claim
    words = words.rstrip("、，")
    if any(anchor.recurring for anchor in mine) and not re.search(
        r"(?:ており|ている(?:が|ほか)|おりますほか|した(?:が|ものの))$", words
    ):
        # What comes round while something else was done (月に1回開催する中で、強化した) is in place.
        return following[1] if words.endswith("中で") else Claimed("planned", "plan")
    if _STATE_WORD.search(words) and (own := claim_of(words)).status is not None:
        # 二重チェックは実施中、移行は10月を予定
        return _by_day(own, mine, dated)
    for ending, alone in _FINISHED:
        if ending.search(words):
            stated = finished(words)
            if alone or stated.status == "in_progress" or _ENDED.search(words):
                return _by_day(stated, mine, dated, begins=words.endswith(("着手し", "開始し")))
    past = any((anchor.last or date.max) <= dated for anchor in mine) and not any(anchor.opens for anchor in mine)
    if past and following[1].manner == "way" and not _BEGINS.search(words):
        # 1月に契約を締結し、3月末までの予定で作業中である
        return Claimed("reported", "event")
    if following[1].manner == "way" and not mine and DID.search(words) and AS_FOR.match(text, following[0]):
        return Claimed("reported", "event")
    if text.startswith("現在", following[0]) and any((anchor.last or date.max) <= dated for anchor in mine):
        # 10月1日に契約を締結し、現在、設計を行っている
        return Claimed("reported", "event")
    if not mine and following[1].manner == "plan" and DID.search(words) and _FROM_THEN.match(text, following[0]):
        # 専門職員を1名配置し、4月からは2名とする予定である
        return DONE
    told = (following[1].status, following[1].manner) == ("reported", "event")
    if told and mine and all(anchor.first is not None and anchor.first <= dated for anchor in mine):
        # 11月の取締役会で中間評価を行い、3月末までに対応する方針を決定した
        return DONE
    return _by_day(following[1], mine, dated)


def _before_the_end(words: str) -> Claimed:
    """The claim before an end that says what has not come yet: 要望しているところであるが、確約は得られていない."""
    parts = [words[a:b].rstrip("、，") for a, b in clauses.chunks(words, 0, len(words))][:-1]
    ends = [part for part in parts if clauses.is_joint(part, len(part))]
    told = (claim_of(part + "た") if part.endswith("し") else finished(part) for part in reversed(ends))
    return next((claim for claim in told if claim.status is not None), NOTHING)


def _is_under_way(words: str) -> bool:
    """Whether a promise's sentence says before its end that the work has begun (準備を進めており、…する予定)."""
    parts = [words[a:b].rstrip("、，") for a, b in clauses.chunks(words, 0, len(words))]
    completed = COMPLETES.search(words)
    to_come = completed is not None and claim_of(words).status == "planned"
    if completed is not None and to_come and any(_GOES_ON.search(part) and completed[1] in part for part in parts[:-1]):
        return True
    if any(_GOES_ON.search(part) and WHOLE.match(later) for part, later in pairwise(parts)):
        # 巡回監査により確認しており、年度中に全署を一巡する
        return True
    lead = ""
    for part in parts[:-1]:
        against = part.endswith("が") and "を" in parts[-1]
        if not against and _GOES_ON.search(part) and finished(lead + part).manner == "way":
            return True
        lead = next((f"{word}、" for word in ("現在", "順次") if part.endswith(word)), "")
    # 8項目のうち5項目に着手し、3項目は来年度に行う; 約8割が完了し、残りは8月末までに行う
    return any("うち" in part and part.endswith("着手し") for part in parts[:-1]) or any(
        _ENDED.search(part) and any(LEFT.match(later) for later in parts[place + 1 :])
        for place, part in enumerate(parts[:-1])
    )


def finished(part: str) -> Claimed:
    """What a clause that leads on would claim if the sentence ended with it."""
    for ending, alone in _FINISHED:
        if ending.search(part):
            return claim_of(ending.sub(alone, part)) if alone else claim_of(part + "た")
    return NOTHING


def _by_day(claim: Claimed, mine: Sequence[Anchor], dated: date, *, begins: bool = False) -> Claimed:
    """A clause that does not end the sentence takes its tense from its day: what lies behind is done."""
    begun = [anchor for anchor in mine if anchor.opens and anchor.first is not None and anchor.first <= dated]
    if begun and begun[-1] is mine[-1] and claim.status == "reported":
        # 令和6年度から導入しており: it began, though its year is not over.
        return claim
    days = [anchor.last for anchor in mine if anchor.last is not None]
    if days and days[-1] > dated and begins:
        # 年内に着手し、6月末までに…
        return Claimed("planned", "plan")
    if not days or claim.status == "in_progress":
        return claim
    if days[-1] > dated:
        return Claimed("planned", "plan")
    if claim.status == "planned" and _MONTH_ALONE.match(mine[-1].words) and dated - days[-1] > _LONG_AGO:
        # 1月に中間取りまとめ、3月に最終取りまとめを行う, told in December: the coming January.
        return claim
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
    if _MEANS.match(inside) and claim_of(bare(piece)).status == "planned":
        # 令和8年度に実施する（予算要求済）: how far it is prepared.
        return None
    claim = claim_of(inside)
    around = claim_of(bare(piece))
    going_on = around.manner == "way" or (around.manner == "state" and re.search(r"(?:完成|完了|終了|竣工)", inside))
    if claim.status == "planned" and going_on:
        # 照会中（令和7年2月完了予定）
        return UNDER_WAY
    return claim if claim.status is not None else None


def bare(piece: str) -> str:
    """The words of a piece without what stands in brackets."""
    return clauses.without_brackets(piece)
