"""Which days of a sentence only tell how it was to be before, or of which year another one is. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from importers import clauses
from importers.anchors import Anchor

_IS: Final = r"(?:た|ました|て(?:いる|おり|おります|います))"
_ENDED_ON: Final = re.compile(rf"(?:に|で|をもって)?(?:全て)?(?:終了|完了)し{_IS}")
_FORMER: Final = re.compile(
    r"[^、。]{0,24}?(?:予定|計画|目標|見込)(?:と?して|ん?で|と(?:なって)?)?(?:いた|いました|おりました|だった|あった|でした|した)[^、。]{0,4}[、，]"
    r"|[^、。]{0,24}?(?:予定|計画)(?:と|を)?(?:して)?(?:いた|だった)(?=[一-龥ァ-ヶ])"
    r"|[^、。]{0,16}(?:でした|であった|だった)(?:が|ものの)[、，]"
    r"|(?:(?<=と)|[^、。]{0,4}と)(?:して|なって)いた(?=[一-龥ァ-ヶ])|(?:から)?の[^、。]{0,16}(?:を経て|の後)"
    r"|[^、。]{0,4}(?:の予定|の期限|を予定)(?:を|から|より)"
)
_CHANGED: Final = re.compile(r"[にへと]?[^、。]{0,4}(?:増|変|改|見直|短縮|強化|拡充|引き上げ)")
_YEAR_OF: Final = re.compile(r"年度?$")
_OF_YEAR: Final = re.compile(
    r"の|(?!実施|完了|導入|開始|予定|終了|施行|開催|着手|稼働|以降|当初|[末中]|内(?!部))[一-龥ァ-ヶー]{2,12}(?:の|では)"
)
_SOON: Final = 12
# 年1回にとどまっていたことから、毎月…: how often it was.
_UNTIL_THEN: Final = re.compile(
    r"[^、。]{0,12}ているが[、，][^、。]*(?:漏れ|誤り|不備|不足|不十分)[^、。]*(?:ため|ことから)[、，]"
    r"|の[^、。]{1,16}に(?:加え|代え|替え)て?[、，]"
    r"|[^、。]{0,4}(?:です|である|でした|であった|だった)が[、，]|[^、。]{0,12}て(?:いる|いた)ところ(?:を|で)|[^、。]{0,16}(?:てき|でき|てい|でい|ており|だっ|であっ|のみであっ)(?:た|ました)(?:こと|ため|が|もの|ところ|の)"
)
# 事業者が4月に交代することから、…3月から研修を行う: why.
_BECAUSE: Final = re.compile(r"[^、。]*(?<!完了)(?:する|なる|れる|ある|える|きる)(?:(?:こと)?から|ため|ので)[、，]")


def without_former(text: str, own: Sequence[Anchor]) -> list[Anchor]:
    """Without what the sentence itself calls a former limit or a former rule, where another stands behind it."""
    # 同日以降に着手する案件から: no day of its own.
    own = [
        anchor
        for place, anchor in enumerate(own)
        if not (place and anchor.last is None and anchor.words.startswith("同日"))
    ]
    if sum(not anchor.recurring for anchor in own) > 1:
        # 今年度の監査の重点項目に…、10月から12月までに: the year belongs to a noun.
        own = [anchor for anchor in own if not (_YEAR_OF.search(anchor.words) and _OF_YEAR.match(text, anchor.end))]
    own = _but(own, lambda day, rest: _frames(text, day, rest[0]))
    own = _but(own, lambda day, _rest: not day.recurring and _BECAUSE.match(text, day.end) is not None)
    own = _but(own, lambda rule, rest: rule.recurring and _was_rule(text, rule, rest[0]))
    return _but(own, lambda day, rest: not day.recurring and _was_limit(text, day, rest))


def _but(own: Sequence[Anchor], goes: Callable[[Anchor, Sequence[Anchor]], bool]) -> list[Anchor]:
    """Without those that go because of what stands behind them; the last one stays."""
    return [anchor for place, anchor in enumerate(own) if place + 1 == len(own) or not goes(anchor, own[place + 1 :])]


def _was_limit(text: str, day: Anchor, rest: Sequence[Anchor]) -> bool:
    """Whether a day is called a former limit before the next one, and another day stands behind it."""
    return any(not later.recurring for later in rest) and _FORMER.match(text, day.end, rest[0].start) is not None


def _frames(text: str, period: Anchor, day: Anchor) -> bool:
    """Whether a period only says of which year a day is: 令和7年度は、5月に; 令和6年度は…を行い、9月27日に終了した."""
    if period.first is None or period.last is None or day.first is None or day.last is None:
        return False
    put_forward = text.startswith("前倒し", period.end)
    if period.recurring or period.deadline or period.opens or not (period.words.endswith(("は", "も")) or put_forward):
        return False
    if (period.first, period.last) == (day.first, day.last) or not period.first <= day.first <= day.last <= period.last:
        return False
    joints = [last for _, last in clauses.chunks(text, period.end, day.start)[:-1] if clauses.is_joint(text, last)]
    return not joints or put_forward or _ENDED_ON.match(text, day.end) is not None


def _was_rule(text: str, rule: Anchor, following: Anchor) -> bool:
    """Whether a rule is the former one: 年1回にとどまっていたが、毎月…, 月1回から週1回に増やした."""
    between = text[rule.start : following.start].rstrip()
    if between.startswith("例年") and "前倒し" in text[following.start : following.end + _SOON]:
        # 例年6月に行っていますが、令和6年は5月に前倒しして
        return True
    if following.recurring and re.search(r"[）)]を$", between):
        # 確認の頻度（年1回）を月1回に改め
        return True
    if following.recurring and between.endswith("から") and _CHANGED.match(text, following.end):
        return True
    return _UNTIL_THEN.match(text, rule.end, following.start) is not None
