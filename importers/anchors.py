"""The days that a statement rests on: which dates of a text bind its promises, and which only tell of something else.

Dates of letters and guidance (付けの指導), of a count (時点), and of what a relative clause tells (…に公表した件) bind
nothing and are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Final, overload

from dateutil.relativedelta import relativedelta

from importers.dates import Reading, read_dates
from store.calendar import fiscal_year, fiscal_year_bounds, month_end
from store.rules import UNSTATED

_BINDING: Final = re.compile(
    r"[ 　]*(?:[（(][月火水木金土日][)）])?[ 　]*(?:かつ計画的|かつ継続的)?(?:中|までの間|まで|迄|以内"
    r"|内(?![部容訳規線])|末日?|以降|以後|以前|より|から|頃|ごろ|を?(?:目処|目途|めど|目標|期限)"
    r"|の間)*(?:に|も|は|と)?(?=[^ぁ-ん]|$|[にもはと])?"
)
# What a date belongs to is said soon after it.
_LOOK_AHEAD: Final = 300
_START: Final = attrgetter("start")
_DEADLINE: Final = re.compile(r"まで|迄|中|内|末|目処|目途|めど|目標")
_REFERENCE: Final = re.compile(
    r"[ 　]*(?:[（(][月火水木金土日][)）])?[ 　]*(?:を[「『]?[^」』、。]{1,12}[」』]?(?:の日)?と(?:定め|位置付け)"
    r"|付け?(?!で|け|と|[）)]|の?(?:人事異動|組織改正|発令|施行)"
    r"|[^、。]{0,12}(?:通知|文書|事務連絡|メール|通達|依頼文)(?:により|にて|をもって|で)[^、。]{0,16}(?:指示|通知|周知|依頼|要請|連絡|発出)し)の?"
    r"|(?:の|には?|で)[ 　]*約?[0-9０-９.,．]+[ 　]*(?:[%％]|割|ポイント)"
    r"(?!とする|以上|(?:に|へ|まで)(?:引き上げ|高め|増や))"
    r"|で[ 　]*(?:全|計)?[0-9０-９,，]+[^、。0-9０-９]{1,6}(?:の?うち|中)"
    r"|までの(?!間)[^、。（(]{0,12}(?:(?:件数|数|実績|割合|率)|は[ 　]*[0-9０-９,，]+[ 　]*(?:件|名|人))"
    r"|分(?!から|より|まで)"
    # 付けで…の徹底を求める通知を発出した: what is asked for in a letter of one's own.
    r"|付け?で[^、。]{0,24}(?:指導|勧告|命令|いただ|求め(?!る[^、。を]{0,16}を[^、。]{0,16}(?:発出|送付|通知|発送|配[布付]|交付|周知)し))|年?度?分の"
    r"|年?度?分?(?:予算|決算|版|事業計画|税制)|に(?:公表|報告|通知|説明|お知らせ)(?:した|しました|いたしました)(?:とおり|ように)|に貴委員会|に個人情報保護委員会から|の指導|の通知"
    r"|(?:補正|当初)?予算の?(?:成立|可決|議決)|(?:定例)?(?:議会|会)(?:後|の?(?:議決|承認|可決|終了)後)"
    r"|に(?:遡|さかのぼ)っ"
    r"|に受けた|に発生(?!する)|に発覚|に判明(?!する)|の事案|の事態|[^、。]{0,24}第[ 　]*[0-9０-９]+[ 　]*号)"
)
_AS_OF: Final = re.compile(r"[ 　]*(?:末|末日)?[ 　]*(?:時点|現在|における(?:進捗|状況)|の時点)")
_RELATIVE: Final = re.compile(
    r"(?!に(?:開催|開会)(?:した|された|の)[^、。]*会議?(?:において|にて|で))[^、。]*?(?:(?<!と)(?<!関)(?<!対)(?<!反)(?<!想定)(?<!活用)(?<!利用)(?<!使用)(?<!特化)(?<!考慮)(?<!反映)(?<!経過)した|された|行った|行われた|受けた"
    r"|れた|(?<!とな)[きちにみりけせてねべめえっ]た)(?=[一-龥ァ-ヶーA-Za-zＡ-Ｚ0-9０-９「『])(?!結果|際|場合|後|上で|以降)"
)
# The words between a day and a rule that belong to one statement of time: 令和6年10月以降も、定期的に.
_TOGETHER: Final = re.compile(r"[、， 　]*(?:も|は)?[、， 　]*")
# A bracket whose end is followed by this only dates what is named before it: 要領（令和6年4月1日施行）に基づき.
_NAMED: Final = re.compile(
    r"[^（(）)。]{0,6}(?:制定|策定|作成|発行)[)）](?:は|を|が)|"
    r"[^（(）)。]{0,12}[)）](?:に(?:基づ|より|よる|従|沿|則|定め|規定)|では、|を踏まえ|の規定|を経て|の?後)"
)
# 年1回の検査を行うよう、契約を見直す: how often something is to be, once what is promised is done.
_OF_ANOTHER: Final = re.compile(
    r"の[^、。]{0,30}(?:よう(?:に)?[、，]|旨[をの])"
    r"|(?![)）])[^。]{0,60}するよう(?:に)?、?[^、。を]{0,12}を(?:改善|改修|変更|見直|改正)"
    r"|[^、。]{0,30}よう(?:に)?[、，][^。]*(?:指示|通知|周知|要請|依頼|指導|求め)"
)
_ASKED: Final = re.compile(
    r"[^、。]*(?:よう(?:に)?|旨(?:を)?)、?[^、。]*(?:求め|指示し|通知し|依頼し|要請し|周知し|指導し)(?:た|ました)"
)
_OF_YEAR: Final = re.compile(
    r"(?:の?[1-3１-３一二三]学期|の[^、。]{0,24}(?<!完了)(?<!達成)(?<!実施)(?<!稼働)(?<!開始)に向け|の?[^、。のにをはが]{0,12}(?:予算|決算)"
    r"|の[^、。のを]{1,8}(?:項目|目標|方針|テーマ)(?=[をにへの])"
    r"|の[^、。の]{0,12}計画(?=[をにへの])|の[^、。のを]{1,6}契約(?:では|から|に|書)|の[^、。をに]{0,12}(?:可否|是非|要否)|の?契約(?!を?締結))"
)
# The months of the parts of a year that a range may name.
_PARTS: Final = {"四半期": 3, "上期": 6, "下期": 6, "半期": 6}
# How long an office or a contract lasts, which is neither done nor due: 委嘱した（任期は令和9年3月31日まで）.
_TERM: Final = re.compile(r"(?:任期|契約期間|委嘱期間|有効期間|有効期限|保存期間)(?:は|：|:)?[ 　]*\Z")
_BEFORE: Final = 8
_BY: Final = ("までに", "までにも", "迄に")
_MONTH_ALONE: Final = re.compile(r"[0-9０-９一二三四五六七八九十]{1,2}[ 　]*月")
_CLAUSE: Final = re.compile(r"[、，]?([^、。，\n]*)")
_LEADS_ON: Final = re.compile(r"[しりいえけめみ]$")
_SENTENCE: Final = re.compile(r"([^。\n]{1,120})")
_KEPT: Final = re.compile(r"(?:た|ました|[てで](?:いる|おります|います|おり))(?:[（(][^（()）]*[)）])?$")
_WAS_SET: Final = re.compile(
    r"よう|目指|向け|予定|見込|計画|こと|求め|依頼|指示|要請|とし|変更|延期|延長|見直|延び|遅れ|(?<!受講)(?<!実施)する"
)
# 9項目は6月10日までに対応を終え、残る5項目は…
_ENDED: Final = re.compile(r"(?:終え|完了し|済ませ|[一-龥]{2}があり)$")
_REST: Final = re.compile(r"[、，](?:残|未|[一-龥]{2}の(?:ない|なかった))")
# …までに様式を統一し、; 先立ち and the like lead back.
_DID: Final = re.compile(r"[^、。\n]{1,60}?[しりみえいけめせげ]、(?![^。]*(?:先立|に向け))[^。\n]{0,60}")
_NAMES_DAY: Final = re.compile(r"[0-9０-９一二三四五六七八九十][ 　]*日|[0-9０-９][/／.．][0-9０-９]")
_A_YEAR: Final = relativedelta(years=1)
_PERIOD: Final = re.compile(r"R(\d*)/P(\d+)([YMWD])")


@dataclass(frozen=True, slots=True)
class Anchor:
    """One date or recurrence that binds. `words` are as printed, with what binds (までに); `start`, `end` their span.

    `last` is the day by which it is due or was done: of an open period that begins (令和5年6月より) the period's own
    last day; None for 以降, for a recurrence and for an impossible date. `rule` is RFC 5545 or UNSTATED.
    `first` is the day on which its period begins.
    `deadline`: the words set a limit. `opens`: they say from when on (から, 以降). `problem`: why nothing certain could
    be read of it.
    """

    start: int
    end: int
    words: str
    last: date | None
    rule: str | None = None
    approx: bool = False
    deadline: bool = False
    problem: str | None = None
    first: date | None = None
    opens: bool = False

    @property
    def recurring(self) -> bool:
        """Whether it is a rule and no day."""
        return self.rule is not None


def anchors(text: str, dated: date, antecedent: date | None = None) -> list[Anchor]:
    """The binding dates and recurrences of a text, in its order; `dated` is the document's day."""
    readings = read_dates(text, dated, antecedent)
    found: list[Anchor] = []
    for place, reading in enumerate(readings):
        following = readings[place + 1].offset if place + 1 < len(readings) else len(text)
        anchor = _anchor(text, reading, following, dated)
        if anchor is not None:
            found.append(anchor)
    for place in range(len(found) - 1):
        found[place] = _in_order(text, found[place], found[place + 1], dated)
    return found


def _in_order(text: str, day: Anchor, later: Anchor, dated: date) -> Anchor:
    """A limit without a year that was kept before what its sentence tells next: 5月末までに統一し、6月2日から…."""
    if day.last is None or later.first is None or later.last is None or not day.last > max(dated, later.last):
        return day
    if _MONTH_ALONE.match(day.words) is None or _DID.fullmatch(text, day.end, later.start) is None:
        return day
    last = year_on(day.last, -1, day.words)
    if last > later.first or last > dated:
        return day
    return replace(day, last=last, first=year_on(day.first, -1, day.words))


@overload
def year_on(day: date, years: int, words: str) -> date: ...
@overload
def year_on(day: None, years: int, words: str) -> None: ...
def year_on(day: date | None, years: int, words: str) -> date | None:
    """The same day of another year; a month's end stays its end where `words` name no day (2月末, 2月28日)."""
    if day is None:
        return None
    last = day == month_end(day.year, day.month) and _NAMES_DAY.search(words) is None
    return month_end(day.year + years, day.month) if last else day + relativedelta(years=years)


def guidance_days(text: str, dated: date) -> list[date]:
    """The days on which the text says that guidance was given (令和5年9月20日付けの指導, 〇日に指導を受けた)."""
    days: list[date] = []
    for reading in read_dates(text, dated):
        rest = text[reading.offset + reading.length :][:60].partition("。")[0]
        if reading.kind in ("day", "relative") and reading.start == reading.end and reading.start is not None:
            head = re.split(r"[、，]", rest)[:3]
            if re.search(r"指導|勧告|命令|文書", "、".join(head)) and re.match(r"[ 　]*(?:付|に|の|、|）|\))", rest):
                days.append(reading.start)
    return list(dict.fromkeys(days))


def rule_of(recurrence: str) -> tuple[str, str | None]:
    """The RFC 5545 rule of `R/P1Y` and the like, and what about it is uncertain (None: nothing)."""
    found = _PERIOD.fullmatch(recurrence)
    if found is None:
        return UNSTATED, None
    times, count, unit = int(found[1] or 1), int(found[2]), found[3]
    if times == 1:
        name = {"Y": "YEARLY", "M": "MONTHLY", "W": "WEEKLY", "D": "DAILY"}[unit]
        return f"FREQ={name}" + (f";INTERVAL={count}" if count > 1 else ""), None
    months = {"Y": 12, "M": 1}.get(unit, 0) * count
    if months and months % times == 0:
        step = months // times
        return "FREQ=MONTHLY" + (f";INTERVAL={step}" if step > 1 else ""), None
    return UNSTATED, f"{times} times in a period that does not divide evenly"


def period_end(reading: Reading) -> date | None:
    """The last day of the period that a reading with an open end names (令和5年6月より: 30 June)."""
    start = reading.start
    if start is None:
        return None
    last = re.split(r"[〜～~から]", reading.quote)[-1]
    if reading.kind == "month" or (reading.kind == "relative" and re.search(r"月[ 　]*$", last)):
        return month_end(start.year, start.month)
    if reading.kind == "range" and (months := next((n for name, n in _PARTS.items() if name in last), 0)):
        month = start.month + months - 1
        return date(start.year + (month - 1) // 12, (month - 1) % 12 + 1, 1) + relativedelta(day=31)
    if reading.kind == "fiscal-year" or (reading.kind == "relative" and "年度" in last):
        return fiscal_year_bounds(fiscal_year(start))[1]
    if reading.kind == "year":
        return date(start.year, 12, 31)
    return start


def _anchor(text: str, reading: Reading, following: int, dated: date) -> Anchor | None:
    start, end = reading.offset, reading.offset + reading.length
    if _TERM.search(text, max(0, start - _BEFORE), start) is not None:
        return None
    rest = text[end : end + _LOOK_AHEAD]
    if reading.recurrence is None:
        stop = re.search(r"[。\n]", rest)
        sentence = rest[: stop.start()] if stop else rest
        if (
            _AS_OF.match(rest)
            or _REFERENCE.match(sentence)
            or _RELATIVE.match(_leaving_brackets(sentence))
            or _NAMED.match(sentence)
            or ((reading.kind == "fiscal-year" or reading.quote.endswith(("期", "年度"))) and _OF_YEAR.match(sentence))
        ):
            return None
    binding = _BINDING.match(text, end, following)
    bound = binding.end() if binding else end
    words = text[start:bound].rstrip("、， 　")
    after = text[end:bound]
    if reading.recurrence is not None:
        if _OF_ANOTHER.match(rest):
            return None
        rule, doubt = rule_of(reading.recurrence)
        return Anchor(start, bound, words, None, rule, reading.approx, problem=doubt)
    if reading.problem is not None:
        return Anchor(start, bound, words, None, problem=reading.problem)
    last = reading.end
    if last is None and not re.search(r"以降|以後", after):
        last = period_end(reading)
    if (reading.start or date.min) > dated and _ASKED.match(text, bound) is not None:
        # 5月末までに報告するよう求めた: until when others are to.
        return None
    deadline = bool(_DEADLINE.search(after + reading.quote[-1:]))
    opens = reading.end is None and reading.start is not None
    first = reading.start
    if last is not None and last > dated + _A_YEAR and _is_yearless(text, start, words):
        last, first = year_on(last, -1, words), year_on(first, -1, words)
    elif last is not None and last.replace(day=1) > dated and deadline and _is_told_as_done(text, bound, words):
        # A month without a year by which something was done lies behind: 11月末までに監査を終えており.
        last, first = year_on(last, -1, words), year_on(first, -1, words)
    return Anchor(start, bound, words, last, None, reading.approx, deadline, first=first, opens=opens)


def _is_yearless(text: str, start: int, words: str) -> bool:
    """Whether neither a month nor its sentence before it says of which year: it is none after the coming one."""
    before = text[max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1 : start]
    return _MONTH_ALONE.match(words) is not None and "年" not in before and "R" not in before


def _is_told_as_done(text: str, end: int, words: str) -> bool:
    """Whether the clause of a limit without a printed year says that it was kept."""
    if not words.endswith(_BY) or _MONTH_ALONE.match(words) is None:
        return False
    clause = _CLAUSE.match(text, end)
    if clause is not None and _ENDED.search(clause[1]) and _REST.match(text, clause.end()):
        return True
    if clause is not None and _LEADS_ON.search(clause[1]):
        # 12月26日までに全員に対して行い、了承を得ている
        clause = _SENTENCE.match(text, end)
    return clause is not None and _KEPT.search(clause[1]) is not None and _WAS_SET.search(clause[1]) is None


def joined(text: str, first: Anchor, second: Anchor) -> bool:
    """Whether two anchors are one statement of time (令和6年10月以降も、定期的に)."""
    return _TOGETHER.fullmatch(text, first.end, second.start) is not None


def _leaving_brackets(text: str) -> str:
    """The text with what stands in round brackets blanked, so that the words around them meet."""
    return re.sub(r"[（(][^（()）]*[)）]", "", text)


def within(found: Sequence[Anchor], start: int, end: int) -> list[Anchor]:
    """The anchors that stand inside a span."""
    first = bisect_left(found, start, key=_START)
    return list(found[first : bisect_left(found, end, lo=first, key=_START)])
