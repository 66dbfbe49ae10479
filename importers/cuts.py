"""Where one sentence is cut into statements. Pure.

Each day or rule has the clause that it stands in; what is done and what is promised are told apart without one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from importers import clauses
from importers.anchors import Anchor, within
from importers.claims import claim_of
from importers.clause_claims import (
    AS_FOR,
    COMPLETES,
    DID,
    ENDED_BY_ITSELF,
    IS_NOT_DONE,
    LATEST,
    LEFT,
    WHOLE,
    bare,
    finished,
)
from importers.clauses import Span
from importers.quantities import quantity_of

_BEGUN: Final = re.compile(
    r"(?:分|度)?(?:から|より)?(?:順次|全面的に|本格的に)?[、，]?(?:運用|実施|適用|取組)?を?開始"
    r"|(?:分|度)(?:から|より)?(?:順次)?[、，]?(?:実施|適用|運用|行う|行っ)"
)
_TURNS: Final = re.compile(
    r"(?:てお(?:り|りまして|りますが)|でおり|ているが|(?:し|れ|っ)たが|ましたが|し?た(?:ものの|ほか)|済み?で(?:あり|ある|す)?が?|済み?だが)$"
)
_WAS_TO_BE: Final = re.compile(r"(?:予定|計画|見込み?|目標)[^、。]{0,8}$|(?:て|で)(?:い|おり)ま?し?たが$")
# 4月に入札公告、5月に契約締結、11月に稼働の予定: each with its day.
_NAMES_AN_ACT: Final = re.compile(
    r"[月日旬期末度](?:に|から|より|以降|まで(?:に)?|中に)[^、，。]*(?:公告|契約|締結|着手|開始|完了|改修|実施|稼働|公表|策定|発注|納品|検収|調達"
    r"|周知|施行|移行|試験|テスト|設計|開発|研修|説明会|選定|決定|改正|議決|上程|審議|導入|切替え?|運用|検証|リリース|構築|公募|入札|配[布付]|送付|発送|提出|受領|制定|改訂|設置|通知|発出|回収|公開|掲載|修繕|開催)[、，]$"
    r"|(?:第?[ 　]*[0-9０-９一二三四五]+[ 　]*回目?|初回|[上下]期|前期|後期)は[^、。]*[月日旬度末期][、，]$"
)
# 4月に3社、5月に2社を実施する: each a promise; what is past is told as one.
_SO_MANY: Final = re.compile(r"[月日旬末度](?:に|までに|中に)[0-9０-９]+(?!回)[^、，。0-9０-９]{1,4}[、，]$")
# 3月中旬：規程改正案の付議、4月1日：施行
_COLONS: Final = ("：", ":")
_SUBJECT: Final = re.compile(
    r"[をがも](?!う)|(?<!までに)は|[一-龥]{2}に入|へ(?!向)|について|に関して|(?:実施|整備|見直し|導入|検討)予定"
)
_GOES_ON_AS_NOW: Final = re.compile(r"^(?:今後も|引き?続き)[、，]?[^を、。]{0,12}(?:継続|続け|実施|行)")
_ENDED: Final = re.compile(r"(?:完了|終了|実施|対応|是正|改善)(?:し|済み?(?:で)?)$")
_AGAINST: Final = re.compile(
    r"(?:ていないが|ておりませんが|ていませんが|ているが|ておりますが|であるが|ですが|ものの)$"
)
_TOPIC: Final = re.compile(r"(?:については|につきましては|に関しては)")
_OF_ONE: Final = re.compile(
    r"(?<!で)は[^、，。]*(?:[月日旬末期]|年度)(?:中|内|頃|まで(?:に)?|に?[一-龥]{2}(?:済み?|予定)?)?[、，]$"
)
# WAFの導入（7月8日完了）、IPアドレス制限（5月28日完了）
_ENDED_EACH: Final = re.compile(
    r"[0-9０-９日月][ 　]*(?:に)?(?:完了|実施|導入|開始|設置|改[訂定正修]|制定|適用|済)[済み予定]*[)）][、，]$"
)
_DAY_BEHIND: Final = re.compile(r"([一-龥]{2})[（(][令和RＲ0-9０-９年元./／月]{2,10}日?(?:付け?)?[)）](?:[、，]|を)")
_NEAR: Final = 40
_OF_NEXT: Final = re.compile(r"[^、，。はがを]{1,14}(?:について|につきまして)?は")
_AGREED: Final = re.compile(
    r"(?:承認を得|議決され|可決され|締結し|完了し|決定し)(?:た|ました)(?:ことから|ため|ので)[、，]$"
)
_BUILT: Final = re.compile(r"(?:する|行う|図る)(?:体制|仕組み|運用|ルール|こと)(?:を|と|に)")
# 毎日点検する仕組みを構築し、5月1日より稼働
_MEANS: Final = re.compile(r"(?:する|行う|図る)(?:体制|仕組み|機能|制度)(?:を|と|に)")
_NUMBER: Final = re.compile(r"[①-⑳]")
# ①…を分ける、②…、の3点を徹底するよう
_ALL_TOGETHER: Final = re.compile(r"[、」]の[ 　]*[0-9０-９一二三四五六]+[ 　]*(?:点|項目|つ)")
_ENDED_BY: Final = re.compile(r"(?:終え|完了し|終了し|済ませ)[、，]$")
_NEW_TOPIC: Final = re.compile(r"(?!残)[^、。はがを]{2,24}は")
_HOLDS_BESIDES: Final = re.compile(r"(?:て|で)(?:いる|おります|います)ほか[、，]$")
_ON_AND_ON: Final = re.compile(r"てお(?:り|りまして|りますが)$|ているが$")
_OF_STATE: Final = re.compile(r"(?:済み?|完了|予定|見込み|未[一-龥]{2}|[一-龥]{2}中)[、，]$")
# A topic that is no count: 事項2については, but not 残り1項目は.
_TOPICS: Final = re.compile(r"(?!(?:うち)?(?:残り?の?|残る)?[0-9０-９])[^、。はがを]{1,28}(?:について|につきまして)?は")
# 本社では完了し、支社では…
_AT_EACH: Final = re.compile(r"[^、。はがを]{1,12}では")
_DELAYED: Final = re.compile(r"(?:時間を要し|日数を要し|遅れ|長引い|難航し|停滞し)て")
# …に適用し、上長承認機能については、…: another matter.
_MATTER: Final = re.compile(r"[^、。はがを]{2,24}(?:については|につきましては|に関しては)")
# 毎朝数え、管理簿に記録することを1月から始めた: the rule is part of what was begun.
_NAMED_DEED: Final = re.compile(r"こと(?:を|と|に|が)")
_AS_IT_STANDS: Final = re.compile(r"[^、。はがを]{0,14}(?:現在|時点)(?:で|の|において|まで)")
# 全員に説明を行い、了承を得ている: what it came to.
_CAME_OF: Final = re.compile(
    r"(?:[^、。はがを]{0,10}の)?(?:御|ご)?(?:了承|同意|承諾|理解|承認|了解|確認|協力)を(?:得|いただ)"
    r"|[^、。]{0,8}(?:経費|費用|予算)[をにへ][^、。]*(?:計上|要求|措置)"
)
_MOVED: Final = re.compile(
    r"(?:期限|時期|予定)[^、。]{0,20}(?:変更|見直し?|延長|延期)(?:(?:いた)?し(?:た|ました|て(?:いる|おります|います)))[。]?$"
)
_IS: Final = r"(?:た|ました|て(?:いる|おり|おります|います))"
_ENDED_WORK: Final = re.compile(rf"([一-龥ァ-ヶー]{{2,}})を(?:全て)?(?:終え|完了し|終了し|実施し){_IS}")
_BEGAN: Final = re.compile(r"(?:開始し|着手し|始め|発出し|送付し|通知し|依頼し|指示し)$")


def says(words: str, days: Sequence[Anchor]) -> bool:
    """Whether words hold more than days (9月5日、12月2日)."""
    for day in days:
        words = words.replace(day.words, "")
    return len(re.sub(r"[\W\d_]", "", words)) > 1


def cut(text: str, start: int, end: int, own: Sequence[Anchor], dated: date, *, any_comma: bool = False) -> list[Span]:
    """The sentence cut into clauses that have a day or rule of their own, at the last joint before each of them."""
    parts = clauses.chunks(text, start, end)
    if any(not anchor.recurring for anchor in own):
        # 年1回の見直しの手順を定め、…に発出した: the rule belongs to a noun.
        own = [anchor for anchor in own if not (anchor.recurring and clauses.OF_NOUN.match(text, anchor.end))]
    cuts: list[int] = []
    held: Anchor | None = None
    joint: int | None = None
    for place, (first, last) in enumerate(parts):
        mine = within(own, first, last)
        if (
            place
            and (
                any_comma
                or clauses.is_joint(text, parts[place - 1][1])
                or _AGREED.search(text[slice(*parts[place - 1])])
            )
            and not (joint is not None and held is not None and joint > held.start and _MATTER.match(text, joint))
        ):
            # Where another matter begins: …に適用し、上長承認機能については、影響を検証した上で、年度内に….
            joint = first
        scheduled = mine and mine[0].start == first and text[mine[0].end : mine[0].end + 1] in _COLONS
        before = parts[place - 1] if place else (start, start)
        listed = _is_listed(text, before, first) or _ENDED_EACH.search(text, *before) is not None
        if place and held is not None and _SO_MANY.search(text, *before):
            listed = listed or not mine or (mine[0].first or date.max) > dated
        if place and mine and held is not None and (scheduled or listed):
            joint = first
        if mine and held is not None and joint is not None and joint > held.start:
            # 同日から, or 月次で行うこととし、4月分から開始した: the same told on.
            same = mine[0].words[:2] == "同日" and mine[0].last in (None, held.last)
            begun = held.recurring and _BEGUN.match(text, mine[0].end, end) and not text[joint : mine[0].start].strip()
            built = held.recurring and _MEANS.search(text, held.end, joint)
            named = built or (held.recurring and _NAMED_DEED.search(text, joint, mine[0].start))
            if not same and not begun and not named:
                cuts.append(joint)
            joint = None
        if mine:
            held = mine[-1]
    tail = _tail(text, parts, own, cuts, dated)
    if tail is not None:
        cuts.append(tail)
    if parts and not cuts and not any_comma:
        cuts.extend(_turn(text, parts))
    cuts.extend(_from_then_on(text, parts, own))
    cuts = sorted({*cuts, *_numbered(text, parts), *_topics(text, parts), *_anew(text, parts, own)})
    edges = [start, *cuts, end]
    return [clauses.trimmed(text, a, b) for a, b in pairwise(edges) if a < b]


def _is_listed(text: str, before: Span, first: int) -> bool:
    """Whether one item of a list of deeds or dates ends before `first`: 役員は6月21日、管理職は7月5日、…."""
    words = text[slice(*before)]
    one, other = _DAY_BEHIND.search(words), _DAY_BEHIND.search(text, first, first + _NEAR)
    if one is not None and other is not None and one[1] != other[1] and one.end() == len(words):
        # 専用サイトの公開停止（8月2日）、外部機関への調査依頼（8月5日）
        return True
    return _NAMES_AN_ACT.search(words) is not None or (
        _OF_ONE.search(words) is not None and _OF_NEXT.match(text, first) is not None
    )


def _tail(text: str, parts: Sequence[Span], own: Sequence[Anchor], cuts: Sequence[int], dated: date) -> int | None:
    """Where a last clause without a day begins that claims something else than the clause before it.

    A state that holds after an event with a day (事務連絡を発出し、徹底を要請している), and an event after a rule
    (月に1回開催する中で、体制を強化).
    """
    if len(parts) < 2 or not own or text.startswith("同日", parts[-1][0]):
        return None
    if LATEST.match(text, cuts[-1] if cuts else parts[0][0]) is not None:
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
        # 毎朝確認し、異常があれば連絡する体制を構築した: the rule is part of what was built.
        built = _BUILT.search(text[joints[-1] : parts[-1][1]]) and not text[: joints[0]].rstrip("、，").endswith(
            ("とし", "中で", "ており")
        )
        return joints[0] if claim.status == "reported" and claim.manner in ("event", "stop") and not built else None
    before = text[: joints[-1]].rstrip("、， ")
    now = claim.manner == "way" and (text.startswith("現在", joints[-1]) or before.endswith("ほか"))
    if _CAME_OF.match(text, joints[-1]):
        # 全員に説明を行い、了承を得ている
        return None
    if _AS_IT_STANDS.match(text, joints[-1]):
        # 8月1日から再同意をお願いしており、8月18日現在で46万人から…: how far it is.
        return None
    if _is_counted_apart(text[joints[-1] : parts[-1][1]], before):
        return joints[-1] if (last_anchor.last or date.max) <= dated else None
    of_another = text.startswith("の", last_anchor.end)
    limit = last_anchor.deadline and (of_another or last_anchor.last is None or last_anchor.last > dated)
    if claim.manner == "event" and claim.status == "reported" and before.endswith(("予定であり", "計画であり")):
        # 12月に実施する予定であり、計画書を作成した
        return joints[-1]
    if (claim.manner != "state" and not now) or limit or before.endswith(("て", "で", "とし")):
        return None
    return joints[-1]


def _is_counted_apart(words: str, before: str) -> bool:
    """Whether a count is of another work than the one done before it: 資料を改訂し、12局のうち10局で研修を終えた."""
    share = quantity_of(bare(words))
    work = _ENDED_WORK.search(words)
    if share is None or not share.share or work is None or "から" in words or not DID.search(before):
        return False
    return work[1] not in before.rpartition("を")[0][-len(work[1]) - 1 :] and _BEGAN.search(before) is None


def _from_then_on(text: str, parts: Sequence[Span], own: Sequence[Anchor]) -> list[int]:
    """Where what began later is told behind what was done: BCCの使用を義務付け、6月からは自動変換ソフトを導入した."""
    return [
        first
        for (begin, before), (first, last) in pairwise(parts)
        if (mine := within(own, first, last))
        and mine[0].start == first
        and mine[0].words.endswith("は")
        and mine[0].opens
        and not within(own, begin, before)
        and re.search("を|とする", text[mine[0].end : last])
        and DID.search(bare(text[begin:before]).rstrip("、，"))
    ]


def _numbered(text: str, parts: Sequence[Span]) -> list[int]:
    """Where numbered parts of a sentence begin of which each claims for itself: ①照合は実装済み、②…."""
    if _ALL_TOGETHER.search(text, parts[0][0], parts[-1][1]) if parts else True:
        return []
    return [
        first
        for (begin, before), (first, _) in pairwise(parts)
        if _NUMBER.match(text, first) and claim_of(bare(text[begin:before]).rstrip("、，")).manner not in (None, "stop")
    ]


def _topics(text: str, parts: Sequence[Span]) -> list[int]:
    """Where parts with a topic and a word of state each begin: 事項1については対応済み、事項2については検討中."""
    return [
        first
        for (begin, before), (first, _) in pairwise(parts)
        if _OF_STATE.search(bare(text[begin:before])) and _TOPICS.match(text, first) and _TOPICS.match(text, begin)
    ]


def _anew(text: str, parts: Sequence[Span], own: Sequence[Anchor]) -> list[int]:
    """Where a sentence turns to another matter: 年度内に点検を終え、評価書の修正は…; 依頼しているほか、…10月1日に…."""
    found = []
    for (begin, before), (first, _) in pairwise(parts):
        ended = _ENDED_BY.search(text, begin, before) and any(day.deadline for day in within(own, begin, before))
        besides = _HOLDS_BESIDES.search(text, begin, before) and within(own, first, parts[-1][1])
        if (ended and _NEW_TOPIC.match(text, first)) or (besides and not within(own, parts[0][0], before)):
            found.append(first)
    return found


def _turn(text: str, parts: Sequence[Span]) -> list[int]:
    """Where a sentence turns from what is done to what is promised: 手順書を改訂しており、今後は研修を検討する."""
    last = claim_of(bare(text[parts[-1][0] : parts[-1][1]]))
    if last.status is None or _MOVED.search(text, *parts[-1]) or IS_NOT_DONE.search(text, *parts[-1]):
        # 審査が長引いており、完了時期を11月末に見直した: why, and until when.
        return []
    for (begin, before), (first, _) in reversed(list(pairwise(parts))):
        words = bare(text[begin:before]).rstrip("、，")
        other = _TOPIC.search(text, first, parts[-1][1])
        ended = last.status != "reported" and (
            (ENDED_BY_ITSELF.search(words) and (last.manner == "way" or text.startswith("現在", first) or other))
            or (_TOPIC.search(words) and other and _ENDED.search(words))
        )
        ended = ended or (
            last.status == "planned"
            and ENDED_BY_ITSELF.search(words)
            and _AT_EACH.search(words)
            and _AT_EACH.match(text, first)
        )
        told = bool(_TURNS.search(words)) and finished(words).status == "reported"
        ended = ended or (last.status == "in_progress" and told and bool(_MATTER.match(text, first)))
        ended = ended or (last.status == "in_progress" and bool(DID.search(words)) and bool(AS_FOR.match(text, first)))
        if ended and _SUBJECT.search(bare(text[first : parts[-1][1]])):
            return [first]
        if last.status == "reported" and _AGAINST.search(words) and finished(words).status == "planned":
            # 一部は延期となっているが、それ以外は完了した
            return [first] if _SUBJECT.search(bare(text[first : parts[-1][1]])) else []
        if last.status != "planned":
            continue
        if (
            not _TURNS.search(words)
            or _DELAYED.search(words)
            or _WAS_TO_BE.search(words)
            or finished(words).status != "reported"
            or LEFT.match(text, first)
            or (_ON_AND_ON.search(words) and WHOLE.match(text, first))
        ):
            continue
        # What only says until when is of the same work: 19,874件が終了しており、3月末までに完了する予定.
        rest = bare(text[first : parts[-1][1]])
        ends = COMPLETES.search(rest)
        if ends is not None and ends[1] in words:
            # 分割して消去しており、6月中には消去が完了する
            return []
        share = quantity_of(words)
        if share is not None and share.share and 0 < (share.done or 0) < share.whole:
            return []
        return [first] if _SUBJECT.search(rest) and not _GOES_ON_AS_NOW.search(rest) else []
    return []
