"""What stands around a number and leaves it a date, or makes it a count: 過去3年度, 懲役3年6月, 10日程度."""

from __future__ import annotations

import re

from importers import date_grammar as grammar
from importers.date_context import Meaning
from importers.date_printed import Printed

NOT_SHORT_YEAR = re.compile(
    r"(?:間|以内|以上|以下|未満|後|前|目|生|次|連続|程度|毎|ごと|おき|分|物|経|保存|ぶり|周年|余|半|に[0-9一二三四五]回|を超|が)"
)
COUNTED = re.compile(r"(?:過去|直近|最近|今後|向こう|連続|以後|以降|年度の|この|延べ|[各全計約満前次第数翌上])\s*\Z")
_NOT_FISCAL_YEAR = re.compile(
    r"\s*(?:間|目|以内|以上|ごと|毎|分(?!の)|連続|にわた|に渡|にまたが|を超|程度|後|前(?!半|期)|続け|あたり|当たり|につき|生)"
)
_FISCAL_BOUND = re.compile(r"\s*(?:[中内]|から|より|まで|迄|以[降前後]|予算|決算|第[1-4一二三四])")
_LINE = re.compile(r"(?:\A|\n)[ ~]{0,2}\Z")
# 前回(11/29), 期限:3/31.
_SESSION = re.compile(
    r"(?:\(第[0-9]{1,3}回[ ]"
    r"|(?:[前次今初]回|期限|締切|〆切|期日|納期|日時|(?:予定|完了|実施|公表|施行|報告|提出|回答|開催)日)[:(は][ ]?)\Z"
)
_SLASHES = re.compile(r"(?:\s*[、,・]\s*(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?![0-9/.%])){1,12}")
_ACTS = (
    r"(?:施行|公表|発表|開催|発出|通知|制定|改正|改訂|改定|締結|提出|開始|発行|送付|配布|周知|報告|会見|受領|受付|掲載|公開|承認|決裁|決定"
    r"|稼働|導入|適用|設置|策定|廃止|更新|納品|納入|検収|実施|完了|終了)"
)
_SLASH = r"(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?![0-9/.%])"
# 手順書を制定した（7/1）, （7/1実施）, （7/1～）: a day in brackets behind what was done, alone or in a list.
_OPENED = re.compile(r"[(、,・][ ]?\Z")
_CLOSED = re.compile(
    rf"(?:[、,・][ ]?{_SLASH}){{0,12}}"
    rf"(?P<act>[ ]?(?:~|に?(?:(?P<noun>{_ACTS})(?:済み?|予定|見込み?|開始)?|予定|見込み?)))?[ ]?\)"
)
_STATED = re.compile(rf"(?:[たるう]|済み?|{_ACTS})。?[(](?:{_SLASH}[、,・][ ]?)*\Z")
_IN_LIST = re.compile(rf"[(](?:{_SLASH}[、,・][ ]?)*\Z")
_PAIR = re.compile(r"([0-9]+)/([0-9]+)")
_HEAD = re.compile(r"(?:\A|[\n|])[ ]?\Z")
_ACT_BEHIND = re.compile(rf"(?:[ ]{{1,2}}[^ \n|0-9]{{0,12}}?|に?)(?P<noun>{_ACTS})")
# What is counted, so that 7/10 may be a share of it.
_SHARE = re.compile(r"[0-9][ ]?(?:項目|件|か所|箇所|拠点|部署|課|校|台|人|名|団体|社)|率|割|うち|進捗|[全各]")
_FRACTIONS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4))
_TIMES = re.compile(r"\s*の(?:計|全)?[0-9一二三四五六七八九十]{1,2}(?:回|日間?)")
_YEAR_OF_STORY = re.compile(r"には?、")
_YEAR_GOES_ON = re.compile(r"以降|以後|以来|末(?!満)")
_MONTH_GOES_ON = re.compile(
    r"\s*(?:末|上旬|中旬|下旬|初|頃|中|に|から|より|まで|迄|以降|以前|付|時点|の|、|,|[)~・]|\Z)"
)
_MONTH_NOUN = re.compile(
    r"[ \t]*(?:結果|付け?)?(?:通知|通達|実施|開始|改正|改定|改訂|策定|設置|公表|施行|制定|導入|締結|発出|発行|開催"
    r"|受領|報告|完了|提出|指導|検査|調査|移行|稼働|運用)"
    r"|(?:と|及び|および)[0-9]{1,2}月(?![間分目])"
)
_MONTH_BOUND = re.compile(
    r"\s*(?:頃|ごろ|から(?!の期間)|より|まで|迄|以降|以前|付|時点|現在|に(?!及|わた|渡|な|達|延))"
)


def begins_line(text: str, position: int) -> bool:
    """Whether `position` of folded `text` begins a line, as the years of a chronology do."""
    return _LINE.search(text, max(0, position - 3), position) is not None


def short_allowed(
    text: str, printed: Printed, previous: Meaning | None, near: Meaning | None, style: Meaning | None
) -> bool:
    """Whether a year without its era is one, and not a number of years (過去3年度, 5年分, 3年6月)."""
    if printed.same and previous is None and near is None and style is None:
        return False
    if previous is None and COUNTED.search(text, max(0, printed.start - 5), printed.start):
        return False
    if printed.month is None and not printed.fiscal:
        if previous is not None or printed.same:
            return NOT_SHORT_YEAR.match(text, printed.end) is None
        if printed.span is not None and printed.year is not None and printed.year >= 10:
            return True
        known = near is not None and near.era is not None
        if (known or (style is not None and style.era is not None)) and _YEAR_OF_STORY.match(text, printed.end):
            return text[printed.start - 1 : printed.start] in ("、", "。", "\n")
        return known and _YEAR_GOES_ON.match(text, printed.end) is not None
    if printed.fiscal and _NOT_FISCAL_YEAR.match(text, printed.end):
        return False
    if printed.same and printed.fiscal:
        return True
    if printed.fiscal and previous is None and style is None and printed.year is not None and printed.year < 10:
        return printed.span is not None or _FISCAL_BOUND.match(text, printed.end) is not None
    if previous is not None or printed.day is not None or printed.fiscal or printed.same:
        return True
    if printed.month == 12 or (begins_line(text, printed.start) and (style is not None or (printed.year or 0) >= 10)):
        return True
    if style is not None and _MONTH_NOUN.match(text, printed.end):
        return True
    if near is not None and near.era is not None:
        return printed.span is not None or _MONTH_GOES_ON.match(text, printed.end) is not None
    return printed.span is not None or _MONTH_BOUND.match(text, printed.end) is not None


def slash_allowed(text: str, printed: Printed, previous: Meaning | None) -> bool:
    """Whether 10/31 is a day, and not a fraction: a weekday, a deadline's word or a date before it in a list tells.

    What tells it of the last one of a list (11/14、11/21の2回) tells it of all.
    """
    if printed.weekday is not None or grammar.SLASH_WORD.match(text, printed.end):
        return True
    if _SESSION.search(text, max(0, printed.start - 8), printed.start):
        return True
    if _in_brackets(text, printed) or _heads_line(text, printed):
        return True
    listed = _SLASHES.match(text, printed.end)
    if listed is not None and (_TIMES.match(text, listed.end()) or grammar.SLASH_WORD.match(text, listed.end())):
        return True
    return previous is not None and previous.kind in ("day", "range") and previous.month is not None


def _heads_line(text: str, printed: Printed) -> bool:
    """Whether it heads a line or a cell that tells what was done on it: 3/29 変更契約締結."""
    act = _ACT_BEHIND.match(text, printed.end)
    if act is None or _HEAD.search(text, max(0, printed.start - 2), printed.start) is None:
        return False
    day, month = printed.day or 0, printed.month or 0
    return day > 12 or month > day or act["noun"] not in ("実施", "完了", "終了")


def _in_brackets(text: str, printed: Printed) -> bool:
    """Whether 7/1 stands alone in brackets as the day of what is stated before them, and cannot be a share of it."""
    begun = max(0, printed.start - 60)
    if _OPENED.search(text, max(0, printed.start - 2), printed.start) is None:
        return False
    closed = _CLOSED.match(text, printed.end)
    if closed is None:
        return False
    day, month = printed.day or 0, printed.month or 0
    if closed["act"]:
        sure = closed["noun"] not in (None, "実施", "完了", "終了")
        return sure or closed["act"].endswith(("予定", "見込", "見込み")) or month > day or day > 12
    before = _IN_LIST.search(text, begun, printed.start)
    pairs = _PAIR.findall(text, begun if before is None else before.start(), closed.end())
    if before is not None and len(pairs) > 1 and any(int(one) > int(two) or int(two) > 12 for one, two in pairs):
        return True
    if before is not None and month > day:
        return True
    stated = _STATED.search(text, begun, printed.start)
    if stated is None:
        return False
    listed = "、" in closed[0] or "/" in stated[0]
    said = text[text.rfind("。", begun, stated.start()) + 1 or begun : stated.start()]
    plain = (month, day) not in _FRACTIONS and _SHARE.search(said) is None
    return month > day or listed or plain
