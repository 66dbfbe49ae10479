"""Whether a sentence says only when and that, of what the one before it is about (10月末までに完了する見込み). Pure."""

from __future__ import annotations

import re
from typing import Final

from importers.clause_claims import bare
from importers.sentence import Statement

_LITTLE: Final = 14
# Only when it is to be: 更新時期は令和7年度第3四半期の予定, 稼働は4月である.
_ONLY_WHEN: Final = re.compile(
    r"(?:なお[、，])?(?!本番|本格|正式|第|次)[^、。はがを]{0,12}(?:時期|期日|日程|期限|開始日?|完了日?|実施日?|施行日?|適用日?|稼働日?|公開日?|開[設催]日?|公表日?|発行日?|配[布付]|完成|竣工|着工|納品|導入日?|終了日?|(?:改[修訂定正]|更新|工事|移行|構築|整備|見直し|切替え?|作業|対応|運用|切り替え))は[、，]?"
)
# …方式に切り替える。4月1日の異動から運用を始める: only from when on.
_EXPECTED: Final = re.compile(r"を(?:予定|想定|計画|見込んで|目指)(?:して|し)?(?:いる|おります|います|す|します)?")
_STARTS: Final = re.compile(
    r"(?:の[^、。のを]{1,8})?(?:分)?(?:から|より|に)?(?:順次|全庁で|全社で)?、?(?:運用|適用|実施|使用|利用|取扱い|受付|稼働)(?:を|が)?(?:開始|始め|スタート)"
    r"(?:する|します|る|ます|予定(?:である|です)?|見込み?(?:である|です)?)[。]?"
)
# 4月のリリースを予定しています
_ENDS_THEN: Final = re.compile(
    r"の?(?:本番?|全面|全社|全庁)?(?:リリース|完了|終了|稼働|運用開始|開始|施行|公表|納品|完成|実施|開催|取得)?"
    r"(?:を?(?:予定|想定|計画|見込んで|目指|目標と)|見込み?)(?:して|し)?(?:いる|おります|います|す|します|である|です)?。?"
)
_REASON: Final = re.compile(r"[^。、]*(?:ため|ので|ことから)、")


def is_when(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence only says when that is to be, of which the one before it tells without a day."""
    ended = (before.claim.status == "reported" and own.claim.status is None) or (
        before.noun and not any(map(str.isdigit, text[before.start : before.end]))
    )
    if not (before.claim.status == "planned" or ended) or before.bound or not own.bound or own.heads:
        return False
    led = _REASON.match(text, own.start, own.end)
    if own.claim.status is None and _ONLY_WHEN.match(text, led.end() if led else own.start, own.end) is None:
        return False
    return not any(day.recurring for day in own.bound) and has_no_subject(text, own, expected=True)


def has_no_subject(text: str, own: Statement, *, expected: bool = False) -> bool:
    """Whether a sentence says only when and that (10月末までに完了する見込み), of what the one before it is about."""
    led = _REASON.match(text, own.start, own.end)
    start = led.end() if led else own.start
    begin = _ONLY_WHEN.match(text, start, own.end)
    words = bare(text[begin.end() if begin else start : own.end])
    for anchor in own.bound:
        words = words.replace(anchor.words, "")
    words = _EXPECTED.sub("", words) if begin and expected else words
    if _STARTS.fullmatch(words) is not None or _ENDS_THEN.fullmatch(words) is not None:
        return True
    return len(words) <= _LITTLE and re.search(r"[をがも]|(?<!までに)は|について", words) is None
