"""A day without its month (23日に謝罪した, 10日朝に発生): a day of the month here, or a number of days.

It is a day where the sentence has named a month or a day before it, where the words behind it can only follow a day
(付, 時点, a time of day, a weekday), or where somebody is said to have done something on it. A number of days
(期間は10日、5日に短縮した) stays unread, and so does what nothing tells apart.
"""

from __future__ import annotations

import re

from importers import date_grammar as grammar
from importers.date_context import Context, Meaning, Unreadable
from importers.date_printed import Printed
from importers.date_span import days_in
from importers.date_tense import tense
from store.calendar import add_months, month_end

NOT_LONE_DAY = re.compile(
    r"(?:後|前(?!後)|目|分(?!の)|程度|ほど|半|ごと|毎|おき|経|を超|未満|に[0-9一二三四五]回|に(?:わた|渡|及))"
)
# 10日～12日に開催, not 2日～3日で終わる.
LONE_DAYS = re.compile(r"に(?![0-9])|まで|\)|付|実施|開催")
_GOES_ON = re.compile(r"に(?!は?[0-9一二三四五]回|わた|渡|及)|未明|早朝|朝|夕|夜|深夜|午前|午後|付")
# What was made known or happened on a day, and may stand far behind it: 総務省は16日、…と発表した.
_MADE_KNOWN = (
    r"(?:発表|公表|明らかに|表明|要請|指導|命令|勧告|説明|陳謝|謝罪|提出|決定|可決|成立|閣議|通知|発生|発覚|判明|開催"
    r"|逮捕|送検|提訴|実施|再開|(?:会見|会合|会議|本部|委員会)を(?=開))"
)
_AT = re.compile(
    rf"に{_MADE_KNOWN}|から(?:始|開|再|施行|実施|運用|稼働|適用|[^。、\n]{{1,12}}(?:開始|再開)し)|(?:{_MADE_KNOWN}|更新|公開|開始)(?:した|され)"
    r"|に(?!短縮|延長|変更|拡大|縮|増|減|及|わた|渡|達|設定|限|満|上[がっ]|伸|延|相当|な[っるりら]|し[たてま]|する|わけ|分け|[0-9])"
)
# 23日には緊急記者会見を実施。
_NOUN_ENDS = re.compile(r"には?[^。、\n0-9]{1,16}を(?:実施|開催|公表|発表|設置|提出|開始|確認|報告)(?=。|\n|\Z)")
_NEWS = re.compile(rf"、[^。\n]{{0,160}}?{_MADE_KNOWN}(?:し(?!て)|する方針|が|開|。)")
# Somebody who does something, not something that takes days.
_SOMEBODY = re.compile(
    r"(?:[省庁府県都道市区町村会社長相氏ら行院部局署校側党組]|機構|法人|センター|グループ|[」)])は\Z"
    r"|(?:職員|教諭|教員|担当者|責任者)[はが]\Z"
)
# Who told of it: 県から20日に指摘を受けた.
_TOLD_BY = re.compile(r"(?:[省庁府県都道市区町村社会者客側局先]|委員会|機関|本人|住民|利用者|警察)から\Z")
_BEING_TOLD = re.compile(r"に(?:指摘|連絡|報告|通報|通知|指示|照会|問い?合わ?せ|相談|届け出)")
_DID = re.compile(r"、(?:(?![0-9]日[^、。]{0,6}た)[^。\n]){1,160}?(?:た|方針)(?=。|\n|\Z)")
# Who or what it is said of; behind 期間は and the like stands a number of days.
_SAID_OF = re.compile(
    r"(?:(?<![間限期])(?<!日数)(?<!休暇)(?<!最[長短大])(?<!平均)(?<!所要)(?<!間隔)(?<!猶予)[はがもで、て]|[」)。\n]|\A)\Z"
)
_COUNTED = re.compile(r"[0-9]日、\Z")
# The caption of a picture: (18日、東京都千代田区), ら=1日、東京都.
_CAPTION_BEFORE = re.compile(r"[(=。]\Z")
_CAPTION = re.compile(r"、[^。0-9()\n]{0,10}[都道府県市区町村庁省]")


def day_allowed(text: str, printed: Printed, previous: Meaning | None, near: Meaning | None, generic: bool) -> bool:
    """Whether 10日 is a day of a month that the sentence has named or of the document's, and not a number of days.

    In a sentence on what comes round (`generic`) it is a day of every month.
    """
    if NOT_LONE_DAY.match(text, printed.end):
        return False
    if previous is not None:
        return previous.kind in ("day", "relative", "range") and previous.start == previous.end
    if text.startswith("分", printed.end):
        return False
    if printed.weekday is not None or grammar.DAY_WORD_AFTER.match(text, printed.end):
        return True
    dated = near is not None and near.start is not None and near.start == near.end
    if dated and _GOES_ON.match(text, printed.end):
        return True
    return not generic and _told(text, printed)


def _told(text: str, printed: Printed) -> bool:
    """Whether something is said to have happened on it."""
    before = max(0, printed.start - 1)
    if _BEING_TOLD.match(text, printed.end) and _TOLD_BY.search(text, max(0, printed.start - 5), printed.start):
        return True
    if _CAPTION_BEFORE.search(text, before, printed.start) and _CAPTION.match(text, printed.end):
        return True
    if not _SAID_OF.search(text, before, printed.start):
        return False
    if _COUNTED.search(text, max(0, printed.start - 3), printed.start):
        return False
    if text.startswith(("は、", "になって"), printed.end):
        return text[before : printed.start] in ("", "。", "\n") and tense(text, printed.end) == "done"
    if _NOUN_ENDS.match(text, printed.end):
        return True
    at = _AT.match(text, printed.end)
    if at is not None:
        return at[0] != "に" or tense(text, printed.end) == "done"
    if _SOMEBODY.search(text, max(0, printed.start - 5), printed.start) and _DID.match(text, printed.end):
        return True
    return _NEWS.match(text, printed.end) is not None


def _far_month(near: Meaning, context: Context) -> bool:
    """Whether `near` is a month named in passing, not the one that a day of news lies in (10月から始まる…は20日、…)."""
    if context.previous is not None or near.start is None or near.end is None or near.start == near.end:
        return False
    return near.kind == "month" and not -40 <= (near.end - context.anchor).days <= 31


def _just_now(day: int, near: Meaning, context: Context) -> bool:
    """Whether it was told of a few days before the document: no day follows `near` in its month.

    7月末時点の状況を30日、発表した.
    """
    if context.previous is not None or not context.past or near.start is None or near.start.day <= day:
        return False
    return near.start < context.anchor.replace(day=1) and 0 <= context.anchor.day - day <= 3


def lone_day(printed: Printed, context: Context, meaning: Meaning) -> None:
    """Set `meaning` to the day of the month that the sentence has named, else of the document's. Unreadable if none."""
    previous = context.previous or context.near
    if not printed.day:
        raise Unreadable
    if previous is not None and (_far_month(previous, context) or _just_now(printed.day, previous, context)):
        previous = None
    if previous is not None and previous.start is not None and previous.month is not None:
        year, month = previous.start.year, previous.start.month
        if printed.weekday is not None and printed.day <= month_end(year, month).day:
            begun = previous.start.replace(day=1)
            for distance in (0, -1, 1):
                other = add_months(begun, distance)
                fits = printed.day <= month_end(other.year, other.month).day
                if fits and other.replace(day=printed.day).weekday() == printed.weekday:
                    year, month = other.year, other.month
                    break
        elif context.previous is None and printed.day < previous.start.day and previous.start < context.anchor:
            after = add_months(previous.start.replace(day=1), 1)
            if not context.past or after.replace(day=min(printed.day, 28)) <= context.anchor:
                raise Unreadable
        meaning.start, meaning.end = days_in(year, printed, month)
        meaning.year, meaning.month, meaning.era = year, month, previous.era
        return
    mention = context.mention
    if (
        printed.weekday is not None
        and mention is not None
        and printed.day <= month_end(mention.year, mention.month).day
    ):
        day = mention.replace(day=printed.day)
        if day.weekday() == printed.weekday:
            meaning.start = meaning.end = day
            meaning.year, meaning.month = day.year, day.month
            return
    first = context.anchor.replace(day=1)
    for distance in range(-1, 4):
        month_start = add_months(first, distance if context.forward else -distance)
        last = month_end(month_start.year, month_start.month)
        if printed.day > last.day:
            continue
        day = last.replace(day=printed.day)
        wrong = printed.weekday is not None and day.weekday() != printed.weekday
        if (day >= context.anchor if context.forward else day <= context.anchor) and not wrong:
            meaning.start = meaning.end = day
            meaning.year, meaning.month = day.year, day.month
            return
    for distance in (0, 1) if printed.weekday is not None else ():
        ahead = add_months(first, distance)
        fits = printed.day <= month_end(ahead.year, ahead.month).day
        if fits and ahead.replace(day=printed.day).weekday() == printed.weekday:
            meaning.start = meaning.end = ahead.replace(day=printed.day)
            meaning.year, meaning.month = ahead.year, ahead.month
            return
    raise Unreadable
