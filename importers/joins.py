"""Sentences that are one promise together: a count with what is told of its rest, what is begun with its limit.

Pure; each rule is a question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from importers import clauses
from importers.claims import is_late, is_undone
from importers.clause_claims import COMPLETES, UNDER_WAY, bare
from importers.counts import (
    all_of_it,
    counts_on,
    is_count_of,
    is_left,
    is_left_over,
    is_of_absent,
    is_of_part,
    is_open,
    is_part_of,
    is_told_apart,
    leaves,
    rest_of,
)
from importers.only_when import has_no_subject, is_when
from importers.rounds import told_of_round
from importers.sentence import Statement
from importers.similar import held, plain, undated

# Fewer letters than this beside a day say nothing that could be promised.
LEAST_WORDS: Final = 3
_SAME_WORDS: Final = 0.5
_DONE_BY: Final = re.compile(r"(?:を|が)?(?:完了|終了|実施|達成|終え)[^、。]*[。]?$|全て|すべて|全|残り?の?")


_LAST: Final = re.compile(
    r"(?:最終回|最後|次回|[2-9２-９]回目|第[ 　]*[0-9０-９一二三四五]+[ 　]*回)[^、。はがを]{0,6}は"
)
_ENDED_WORK: Final = re.compile(r"([一-龥ァ-ヶー]{2})(?:を|が)(?:全て)?(?:終え|完了|終了|完成)")
_EXCEPT: Final = re.compile(r"(?:ただし|但し)[、，]")
_OF_ALL: Final = re.compile(r"全て|すべて|全[一-龥]{1,3}(?=[へでにのを])")
_STARTED: Final = re.compile(r"(?:開始|着手)(?:した|しました|いたしました)[。]?$|始め(?:た|ました)[。]?$")
# 改修を依頼した。3月末の完了を予定している
_ORDERED: Final = re.compile(r"(?:依頼|発注|委託)(?:した|しました|いたしました)[。]?$")
_NOW: Final = re.compile(r"現在(?:は|も)?[、，]|引き続き[、，]?")
_COUNT_LAST: Final = re.compile(r"[0-9０-９][一-龥ぁ-んァ-ヶー]{1,4}。?$")
_TAKEN_UP: Final = re.compile(
    r"(?:なお[、，])?(?:当該|この)?([一-龥]{2})(?:は|に当たっては|にあたっては|の際は|の際には|に当たり|にあたり|に際し(?:て)?)[、，]?"
)
_WILL_DO: Final = (
    r"(?:を行う|を行います|する|します|を実施する|を実施します|した|しました|を行った|を行いました)"
    r"(?:こととする|予定(?:である|です)?)?[。]?$"
)
_CONCEDES: Final = re.compile(r"(?:(?:です|である|でした|であった)?が|(?:である)?ものの)[、，]\s*$")
_ABOUT: Final = re.compile(r"[^、。はがを]{2,12}は")


def joined(text: str, found: Sequence[Statement]) -> list[Statement]:
    """Statements with what is told of their rest: 34市町村のうち29… 残る5市町村… is one promise, under way."""
    kept: list[Statement] = []
    for own in found:
        if not kept or not _join(text, kept, own):
            kept.append(own)
        elif len(kept) > 1 and is_part_of(text, kept[-2], kept[-1]):
            # 10課に対して監査を行う。4課の監査を終えており、残り6課は…: one promise.
            part = kept.pop()
            kept[-1] = replace(part, start=kept[-1].start)
    return kept


def _join(text: str, kept: list[Statement], own: Statement) -> bool:
    """Join a statement to the last ones of `kept`; False where it stands alone."""
    before = kept[-1]
    told = text[before.start : before.end]
    planned = own.claim.status == "planned"
    coming = planned or own.claim.status == "in_progress"
    rest = rest_of(text, own)
    if rest is not None and own.claim.status == "reported" and rest[1] and leaves(text, before, own, rest[1]):
        if is_told_apart(text, before, own):
            return False
        # 312か所のうち298か所で終え、残りの14か所も終えた: all of it.
        kept[-1] = replace(before, end=own.end, claim=own.claim, bound=own.bound or before.bound)
    elif rest is not None and coming:
        whole = replace(before, start=kept[-2].start) if len(kept) > 1 and told.startswith("うち") else before
        if not leaves(text, whole, own, rest[1]) or is_told_apart(text, before, own):
            return False
        kept[-1] = _joined_rest(before, own)
    elif (
        own.claim.status in (None, "planned")
        and own.bound
        and _LAST.match(text, own.start)
        and is_open(told, before, own)
    ):
        # 全4回の研修のうち3回を終了。最終回は2月13日。
        kept[-1] = _joined_rest(before, own)
    elif (
        planned
        and _limits(own)
        and (_STARTED.search(told) or (_ORDERED.search(told) and own.bound[0].start == own.start))
        and has_no_subject(text, own)
    ):
        # 点検を開始した。6月末までに完了させる: one promise, under way.
        kept[-1] = replace(before, end=own.end, claim=UNDER_WAY, bound=own.bound)
    elif coming and _limits(own) and _NOW.match(text, own.start) and is_undone(bare(told)):
        # 1月末の予定であったが、完了していない。現在、確認を行っており、3月14日までに完了する: one promise.
        kept[-1] = replace(own, start=before.start, claim=UNDER_WAY)
    elif planned and is_undone(bare(told)) and not (before.bound or own.heads) and own.bound and is_late(bare(told)):
        # 着工が遅れている。11月に再度入札を行う: the delay is why.
        kept[-1] = replace(own, start=before.start)
    elif coming and is_undone(bare(told)):
        if not _is_later(before, own) or not (
            has_no_subject(text, _opening(text, own)) or _same_subject(text, before, own)
        ):
            return False
        # 令和6年度は未実施。令和7年4月に実施予定: one promise.
        kept[-1] = replace(own, start=before.start)
    elif coming and _yields(text, before, own) and _is_later(before, own):
        kept[-1] = replace(own, start=before.start)
    elif planned and own.bound and is_of_absent(text, before, own):
        # 説明会を5月14日に開催し、34市町村のうち31市町村が参加した。欠席した3市町村には7月末までに説明を行う: two.
        return False
    elif (coming or own.claim.manner == "state") and is_left(text, before, own):
        # 41名のうち39名が受講済み。休業中の2名は復帰後に受講させる: one promise.
        kept[-1] = _joined_rest(before, own)
    elif planned and own.start - before.end <= 1 and is_of_part(text, before, own):
        # 8館のうち5館で完了しており、2館は9月、1館は12月に更新する: one promise.
        kept[-1] = _joined_rest(before, own)
    elif is_count_of(text, before, own):
        # 更新を進めている。12か所のうち9か所で完了した: one promise, under way.
        kept[-1] = replace(before, end=own.end, bound=tuple(day for day in own.bound if day.deadline))
    elif own.start - before.end <= 1 and _EXCEPT.match(text, own.start) and not own.bound:
        # ただし、定型的な文書については従前どおりとしている: it belongs to what it excepts.
        kept[-1] = replace(before, end=own.end)
    elif (round_ := told_of_round(text, kept, own)) is not None:
        # 毎月開催しており、直近では9月18日に開催した: one promise, last kept on that day.
        del kept[len(kept) - round_[0] :]
        kept.append(round_[1])
    elif own.claim.status == "reported" and _is_made_up(text, before, own):
        # 翌年度に持ち越した。4月22日に実施した: one promise, done after all.
        kept[-1] = replace(own, start=before.start)
    elif (
        (coming and before.claim.status != "planned" and is_left_over(text, before, own))
        or all_of_it(text, before, own)
        or counts_on(text, before, own)
    ):
        # 138社に送り、127社から回答を得た。回答のない11社には…; 5,120人の点検を終えた。全件の点検は11月末に…;
        # 26,310件の照合を実施している。11月末現在で19,874件が終了しており…: one promise.
        limited = own.claim.status == "reported" and any(not day.recurring for day in before.bound)
        kept[-1] = replace(before, end=own.end, claim=UNDER_WAY) if limited else _joined_rest(before, own)
    elif _goes_on(text, kept, own):
        # 適用を順次進めている。123団体のうち88団体が適用済み。9月末までに全団体への適用を完了する計画: one promise.
        begun = kept.pop() if kept[-1].claim.status is not None else replace(kept.pop(-2), end=kept.pop().end)
        kept.append(_joined_rest(begun, own))
    elif before.noun and own.noun and not own.heads and _COUNT_LAST.search(text, own.start, own.end):
        # 臨時点検（対象1,204店）。2月末時点で回答受領1,131店。
        kept[-1] = replace(before, end=own.end)
    elif _is_how(text, before, own):
        # 年1回点検する。点検は所管部署が行う: how it is done is no promise of its own.
        kept[-1] = replace(before, end=own.end)
    elif (planned or own.claim.status is None) and is_when(text, before, own):
        kept[-1] = replace(before, end=own.end, bound=own.bound, noun=False)
    elif planned and _limits(own) and _is_of_all(text, before, own):
        # 現在1,120店舗への配備が完了している。9月末までに全店舗への配備を完了させる: one promise, under way.
        kept[-1] = _joined_rest(before, own)
    elif planned and _limits(own) and _is_completed(text, before, own) and is_open(told, before, own):
        # 調査を行っている。168件の確認を終えた。調査は年内に終える: one promise, under way.
        kept[-1] = _joined_rest(before, own)
    elif planned and own.bound and has_no_subject(text, own) and is_open(told, before, own):
        kept[-1] = _joined_rest(before, own)
    else:
        return False
    return True


def _limits(own: Statement) -> bool:
    return any(anchor.deadline for anchor in own.bound)


def _is_how(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence takes up the verb of the promise before it, to say how that is done."""
    if before.claim.status != own.claim.status or own.claim.status == "in_progress" or own.bound or own.heads:
        return False
    taken = _TAKEN_UP.match(text, own.start, own.end)
    told = bare(text[before.start : before.end])
    return taken is not None and re.search(taken[1] + _WILL_DO, told) is not None


def _is_made_up(text: str, before: Statement, own: Statement) -> bool:
    """Whether what was not done in its time is told as done, without being named again."""
    if not own.bound or not is_undone(bare(text[before.start : before.end])):
        return False
    first = clauses.chunks(text, own.start, own.end)[0]
    return has_no_subject(text, replace(own, end=first[1]))


def _yields(text: str, before: Statement, own: Statement) -> bool:
    """Whether a clause concedes what the rest of its sentence makes up for (今年度は未実施ですが、来年度に行う)."""
    told = text[before.start : before.end]
    plain, conceded = _CONCEDES.subn("", told)
    return bool(conceded) and is_undone(bare(plain)) and _ABOUT.match(text, own.start) is None


def _is_later(before: Statement, own: Statement) -> bool:
    """Whether what was to be until a day is now to be until a later one, or until any where none was named."""
    limits = [[day.last for day in part.bound if day.deadline and day.last is not None] for part in (before, own)]
    return not limits[0] or (bool(limits[1]) and max(limits[0]) < max(limits[1]))


def _is_of_all(text: str, before: Statement, own: Statement) -> bool:
    """Whether all of that is to be completed, of which a part was told as done as things stand."""
    told = text[before.start : before.end]
    ends = COMPLETES.search(text, own.start, own.end)
    stands = re.search(r"(?:現在|時点)[^。]*[0-9０-９]", told) is not None
    return stands and ends is not None and ends[1] in told and _OF_ALL.search(text, own.start, own.end) is not None


def _is_completed(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence says until when that is completed, by its name, which was told before it."""
    subject = re.match(r"(?:当該|この)?([一-龥]{2,6})は", text[own.start : own.end])
    ends = re.search(r"(?:終え|完了|終了)[^、。]{0,12}[。]?$", text[own.start : own.end])
    return subject is not None and ends is not None and subject[1] in text[before.start : before.end]


def _opening(text: str, own: Statement) -> Statement:
    """The first clause of a statement, where its day stands in it."""
    first = clauses.chunks(text, own.start, own.end)[0]
    return replace(own, end=first[1]) if any(anchor.start < first[1] for anchor in own.bound) else own


def _same_subject(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence is about what the clause before it was about: 訓練は未実施である。訓練は秋頃に行いたい."""
    found = _ABOUT.match(text, own.start, own.end)
    return found is not None and found[0] in text[before.start : before.end]


def _goes_on(text: str, kept: Sequence[Statement], own: Statement) -> bool:
    """Whether a limit is set for what was told as under way before it, in the same words; counts may stand between."""
    limits = [anchor for anchor in own.bound if anchor.deadline]
    if not kept or own.claim.status not in ("planned", "in_progress") or not limits:
        return False
    begun = kept[-1]
    if begun.claim.status is None and not begun.bound and len(kept) > 1:
        begun = kept[-2]
    if begun.claim.status != "in_progress" or (own.entry and begun.start < text.rfind("\n", 0, own.start)):
        return False
    if any(anchor.deadline or anchor.recurring for anchor in (*begun.bound, *own.bound) if anchor in begun.bound):
        return False
    part = next(span for span in clauses.chunks(text, own.start, own.end) if span[1] > limits[-1].start)
    words = _DONE_BY.sub("", undated(bare(text[part[0] : own.end])).rstrip("、，"))
    ended = _ENDED_WORK.search(text, part[0], own.end)
    if ended is not None and ended[1] in text[begun.start : kept[-1].end]:
        # フロー図の作成に着手した。年内に全ての事務について作成を終える
        return True
    return len(plain(words)) >= LEAST_WORDS and held(words, text[begun.start : kept[-1].end]) >= _SAME_WORDS


def _joined_rest(part: Statement, rest: Statement) -> Statement:
    days = tuple(anchor for anchor in rest.bound if not anchor.recurring)
    # The day on which a part was done is no limit for the rest.
    kept = () if part.claim.status == "reported" else part.bound
    return replace(part, end=rest.end, claim=UNDER_WAY, bound=days or kept, noun=False)
