"""What is told of a part of a count and of its rest: whether two statements are of one count. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from importers.clause_claims import bare
from importers.quantities import left_over, quantity_of
from importers.sentence import Statement

_SO_FAR: Final = re.compile(
    r"(?:現在|これ|今日|[月日末])までに[ 　]*([0-9０-９,，]+)[ 　]*([^0-9０-９、。をでにの]{1,6})"
    r"[をでにの][^、。]{0,8}(?:た|ました|終え)"
)
_PART: Final = re.compile(r"([0-9０-９,，]+)[ 　]*([^0-9０-９、。をでにのは]{1,6})は")
# 4月の異動で残りの15署にも配置する
_OCCASION: Final = re.compile(r"の?[^、。はがを0-9０-９]{1,10}で")
LEFT_HEAD: Final = 24
_REST: Final = re.compile(
    r"^(?:なお[、，])?(?:(?:残り?る?|残余|未[一-龥]{1,4})(?:者|分)?(?:の|り)?[ 　]*([0-9０-９,，]+)"
    r"|(?:残る[一-龥]{1,4}|(?:残り|残余|その他|未[一-龥]{1,4}者?)(?:の[一-龥]{1,4})?)(?:は|に?ついて|に))"
)
_CAME: Final = re.compile(r"開催し、[^。]*[がの](?:参加|出席)(?:した|しました|がありました|があった|を得た)[。]?$")
_ABSENT: Final = re.compile(r"(?:なお、)?(?:当日)?(?:欠席|不参加|参加でき|出席でき)[^、。]{0,24}(?:に|については)")
_SHARE_OF: Final = re.compile(r"(?<![0-9０-９])[0-9０-９一二三四五六七八九]割|[0-9０-９]\s*[%％]|半数")
_ALL_OF_IT: Final = re.compile(r"(?:全て|すべて|全件|全員|全[一-龥ァ-ヶーか]{1,5})の?")
_UP_TO_NOW: Final = re.compile(
    r"(?:現在|これ|今日)まで(?:に|で)?|[^、。はがを]{0,12}[月日末]までに"
    r"|[^、。はがを]{0,16}(?:時点|現在)(?:で|において)?"
)


def _int(printed: str) -> int:
    return int(unicodedata.normalize("NFKC", printed).replace(",", ""))


def rest_of(text: str, own: Statement) -> re.Match[str] | None:
    """The words with which a statement speaks of the rest of a count, before or behind its day."""
    led = own.bound[0].end if own.bound and own.bound[0].start == own.start else own.start
    behind = text[led : own.end].lstrip("、， 　")
    occasion = _OCCASION.match(behind) if led > own.start else None
    return (
        _REST.match(text[own.start : own.end])
        or _REST.match(behind)
        or (_REST.match(behind[occasion.end() :]) if occasion is not None else None)
    )


def leaves(text: str, before: Statement, own: Statement, printed: str | None) -> bool:
    """Whether a statement leaves a rest, of just so many as are `printed` where a number is."""
    told, both = text[before.start : before.end], text[before.start : own.end]
    counts = [quantity_of(words) for words in (bare(told), told, bare(both), both)]
    left = {count.whole - (count.done or 0) for count in counts if count is not None and count.share} - {0}
    if printed is not None:
        return _int(printed) in left
    return bool(left) or _SHARE_OF.search(told) is not None


def is_told_apart(text: str, before: Statement, own: Statement) -> bool:
    """Whether a part and its rest are entries of a list of which each has its own day and number: two promises."""
    if not (before.entry and own.entry and before.bound and own.bound) or before.claim.status != "reported":
        return False
    if "\n" not in text[before.end : own.start]:
        return False
    rest = rest_of(text, own)
    kept = any(day.last is not None and not day.deadline for day in before.bound)
    return kept and rest is not None and bool(rest[1]) and leaves(text, before, own, rest[1])


def is_open(told: str, before: Statement, own: Statement) -> bool:
    """Whether what was `told` is under way without a limit (監査を実施中), or a part of a count."""
    if not own.heads and before.claim.status == "in_progress" and not any(day.deadline for day in before.bound):
        return True
    count = quantity_of(told)
    return count is not None and count.share and 0 < (count.done or 0) < count.whole


def is_count_of(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence that opens on a count only tells how much is done of the work under way before it."""
    if before.claim.status != "in_progress" or before.bound or own.claim.status not in ("reported", "in_progress"):
        return False
    count = quantity_of(bare(text[own.start : own.end]))
    opens = text[own.start].isdigit() and quantity_of(bare(text[before.start : before.end])) is None
    return opens and count is not None and count.share and 0 < (count.done or 0) < count.whole


def is_of_part(text: str, before: Statement, own: Statement) -> bool:
    """Whether a clause of the same sentence goes on to a further part of a count: …、1館は12月に更新する."""
    count, part = quantity_of(bare(text[before.start : before.end])), _PART.match(text, own.start)
    if count is None or not count.share or part is None or not 0 < (count.done or 0) < count.whole:
        return False
    return part[2] == count.unit and _int(part[1]) < count.whole


def is_part_of(text: str, before: Statement, own: Statement) -> bool:
    """Whether what is told of a part and its rest is of just the count that was promised before it."""
    if before.claim.status != "planned" or before.bound or own.claim.status != "in_progress":
        return False
    whole = quantity_of(bare(text[before.start : before.end]))
    part = quantity_of(bare(text[own.start : own.end]))
    return (
        whole is not None and part is not None and part.share and (whole.whole, whole.unit) == (part.whole, part.unit)
    )


def is_left(text: str, before: Statement, own: Statement) -> bool:
    """Whether a promise is of just as many as a share that was told before it leaves."""
    told = text[before.start : before.end]
    count = quantity_of(bare(told)) or quantity_of(told)
    if count is None or not count.share or count.unit is None or not 0 < (count.done or 0) < count.whole:
        return False
    words = unicodedata.normalize("NFKC", text[own.start : own.end])
    return (
        re.search(rf"(?<![\d,.]){count.whole - (count.done or 0)}{re.escape(count.unit)}[はにのを]", words) is not None
    )


def is_of_absent(text: str, before: Statement, own: Statement) -> bool:
    """Whether something else is promised to those who did not come to what was held on its day."""
    held = any(day.last is not None and not day.deadline for day in before.bound)
    came = _CAME.search(text, before.start, before.end)
    absent = _ABSENT.match(text, own.start, own.end)
    return held and before.claim.status == "reported" and came is not None and absent is not None


def is_left_over(text: str, before: Statement, own: Statement) -> bool:
    """Whether the first count of a statement is just what two counts before it leave."""
    return left_over(bare(text[before.start : before.end]), bare(text[own.start : own.end])[:LEFT_HEAD]) is not None


def all_of_it(text: str, before: Statement, own: Statement) -> bool:
    """Whether all of a count, a part of which was told as done, is promised."""
    if own.claim.status != "planned" or not own.bound or (before.claim.status is None and not before.bound):
        return False
    led = own.bound[0].end if own.bound[0].start == own.start else own.start
    if _ALL_OF_IT.match(text, led) is None:
        return False
    both = text[before.start : own.end]
    counts = (quantity_of(both), quantity_of(bare(both)))
    return any(count is not None and count.share and 0 < (count.done or 0) < count.whole for count in counts)


def counts_on(text: str, before: Statement, own: Statement) -> bool:
    """Whether a limit is set for a count that was told of before, with how much of it is done."""
    if own.claim.status in (None, "reported") and _UP_TO_NOW.match(text, own.start):
        # 12システムの洗い出しを10月に開始した。現在までに7システムの作業を終えている
        alone, both = (quantity_of(bare(text[before.start : end])) for end in (before.end, own.end))
        if both is None or not both.share:
            both = quantity_of(text[before.start : own.end])
        own_count = quantity_of(bare(text[own.start : own.end]))
        shared = any(count is not None and count.share for count in (alone, own_count))
        return both is not None and both.share and (both.done or 0) < both.whole and not shared
    if before.claim.status == "planned" and own.claim.status is not None:
        # 全86校で実施する。各学期に…を訪問する計画であり、現在までに18校を訪問した
        whole, part = quantity_of(bare(text[before.start : before.end])), _SO_FAR.search(text, own.start, own.end)
        done = _int(part[1]) if part is not None else 0
        if whole is not None and not whole.share and part is not None and whole.unit == part[2]:
            return 0 < done < whole.whole
    if before.claim.manner not in ("state", "way") or own.claim.status not in ("planned", "in_progress"):
        return False
    if not any(anchor.deadline for anchor in own.bound) or any(anchor.deadline for anchor in before.bound):
        return False
    alone = quantity_of(bare(text[before.start : before.end]))
    both = quantity_of(bare(text[before.start : own.end]))
    return alone is not None and not alone.share and both is not None and both.share and both.whole == alone.whole
