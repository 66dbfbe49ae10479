"""Promises that come round: 毎月, 年1回, 3か月に1度, 四半期ごと, 隔月, 随時 as `R/P1M`, `R2/P1Y`, `R/?`.

The text after R follows ISO 8601: `R/P1Y` once a year, `R2/P1Y` twice in each year, `R/P6M` half-yearly; `R/?` is a
promise to repeat without a stated period (定期的, 随時).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.date_context import Effort
from importers.date_grammar import GAP
from importers.date_numerals import number

_NUMBER = r"(?:(?!4半期)[0-9]{1,2}|(?!四半期)[一二三四五六七八九十]{1,3})"
_MONTHS = "(?:か|カ|ヶ|ヵ|ケ|箇|个|個)月"
_SEVERAL = ("数", "複数")
_NO_NUMBER = r"(?<![0-9一二三四五六七八九十元数○●])"
_NO_WORD = r"(?<![本今来昨去前同翌当次先何近○各半])"


def _times(name: str) -> str:
    return (
        rf"(?P<times_{name}>{_NUMBER}|複?数)(?:{GAP}(?:~|-|ないし|又は|・|、|から){GAP}(?P<upto_{name}>{_NUMBER}))?{GAP}(?:回|度)"
        r"(?!目|生|線|も)"
    )


_ABOUT = (
    r"(?:概ね|おおむね|おおよそ|およそ|約|原則(?:として)?|少なくとも|少くとも|すくなくとも"
    r"|合計|延べ|計|最大|最低(?:でも)?|必ず|、|各|最低限)*"
)
_YEARS = "(?:か|カ|ヶ|ヵ|ケ|箇|个|個)年"
_UNIT = rf"(?:年度|年間|年|[四4]半期|半期|半年|{_MONTHS}間?|月間|月|週間|週|日間|日)"
_DAY = rf"{GAP}{_NUMBER}{GAP}日(?!間)"
_IN_YEAR = rf"{_NUMBER}{GAP}月(?:{_DAY}|末日?|[上中下初]旬|中|頃)?"
_IN_MONTH = (
    rf"(?:{GAP}(?:末日?|初め|月末|月初|[上中下初]旬)|{_DAY}頃?|第?{GAP}{_NUMBER}(?:[・、]第?{_NUMBER})*[月火水木金土日]曜日?"
    rf"|第{GAP}{_NUMBER}(?:営業日|週))"
)

_WEEKDAYS = rf"(?:[月火水木金土日](?:曜日?)?{GAP}(?:・|、|と|及び|および|並びに){GAP})*[月火水木金土日]曜日?"

RECURRENCE = re.compile(
    rf"""
      (?P<every>例年(?=(?:概ね|おおむね)?[0-9]{{1,2}}月)|毎年度|毎(?:事業|会計|事務)年度|毎年|毎月|毎週|毎日|毎朝|毎営業日|毎四半期|毎半期)(?!新聞|勤労統計)
        (?:(?<=[年度]){GAP}(?:概ね|おおむね)?(?P<months>{_IN_YEAR}(?:(?:{GAP}(?:及び|と|、|・|および|並びに|~|から){GAP})(?:翌(?:年|年度)?の?)?{_IN_YEAR})*)
          |(?<=年度)(?:末|当初|第[1-4一二三四]四半期)|(?<=月)(?P<days>{_IN_MONTH}(?:{GAP}(?:及び|と|、|・|および){GAP}(?:{_NUMBER}{GAP}日(?!間)|末日?))*)|(?<=週){GAP}(?P<weekdays>{_WEEKDAYS})|(?<=期)末)?
        (?:{GAP}(?:に|の年?)?{_ABOUT}{GAP}{_times("every")})?
    | {_NO_WORD}(?P<count>{_NO_NUMBER}{_NUMBER}|(?<![四4])半|数|各)?{GAP}(?P<unit>
          (?<![0-9一二三四五六七八九十かカヶヵケ箇])(?<![0-9]{{3}}[ \t])
          (?:年度|年間|年|[四4]半期|半期|月間|月|週間|週|日)
          |(?<=[0-9一二三四五六七八九十])(?:年度|年間|年|{_YEARS}|[四4]半期|半期|{_MONTHS}間?|週間|週|日間|日)
          |(?<=半)(?:年|期)|(?<=各)(?:年度|年|[四4]半期|半期|月)|(?<=数)(?:年|{_MONTHS}))
        {GAP}(?:に(?:つき)?|あたり|当たり|につき|のうち|中)?{GAP}{_ABOUT}{GAP}{_times("unit")}
    | {_NO_WORD}(?P<count2>{_NO_NUMBER}{_NUMBER}|(?<![四4])半|数|各)?{GAP}
        (?P<unit2>(?<![0-9一二三四五六七八九十各度単])(?:年度|年|[四4]半期|半期|月|週|日)
          |(?<=[0-9一二三四五六七八九十])(?:年度|年|{_YEARS}|[四4]半期|半期|{_MONTHS}|月|週間|週|日|営業日)
          |(?<=半)(?:年|期)|(?<=各)(?:年度|年|[四4]半期|半期|月)|(?<=数)(?:年|{_MONTHS}|日))
        {GAP}(?:以内{GAP})?(?:ごと|毎(?![年月週日四半])|おき|(?<=期)単位)(?:{GAP}に?{_ABOUT}{GAP}{_times("each")})?
    # 各年度末に, not the figures of 各年度末現在
    | (?<!月の)各(?P<unit5>年度|年|[四4]半期|半期|月)末日?(?!現在|時点|残高|における|の[残現数])
    # 概ね4月に1回, 6月に1回以上: months counted as laws count them, not a month of the year
    | {_NO_NUMBER}(?P<count4>{_NUMBER}){GAP}(?P<unit4>月){GAP}に{GAP}(?P<times_law>{_NUMBER}){GAP}回
        (?:(?=以上|以内|程度|の頻度|の割合)|(?<=概ね.月に.回)|(?<=概ね..月に.回)|(?<=おおむね.月に.回))
    | {_NO_NUMBER}(?P<times_rate>{_NUMBER}){GAP}回{GAP}/{GAP}(?P<count3>{_NUMBER})?{GAP}
        (?P<unit3>{_UNIT})(?!度?目)
    | (?<![間遠])(?P<alternate>隔年|隔月|隔週|隔日)(?!離)
    | (?<![0-9一二三四五六七八九十学高同本当前翌低目])(?P<adverb>年次|月次|週次|日次|四半期次)
        (?=・[年月週日]次|(?<=[(]..)[)]|(?<=(?<![^\n|:]).次)[ \t]*(?:\Z|[\n|])
          |で|での|の(?!報告書|計画)|に(?!お)|、|(?:点検|確認|監査|レビュー|チェック|モニタリング|棚卸|研修|自己点検|会議|確認))
    | (?P<loose>(?<![時分]~)随時(?!募集|対応型|訪問|監査(?!を)|改定)|(?<!不)定期的|(?<!不)定期に)
    """,
    re.VERBOSE,
)
# Where a recurrence can begin, as for dates.
_BETWEEN = (
    r"年月週日間度四半期事業会計かカヶヵケ箇个個0-9一二三四五六七八九十複数につきあたり当のうち中概ねおよそ約原則として"
    r"なくも少最低限大合計延べ必ずで各以内、・~ \t\n\-"
)
_START = re.compile(
    rf"""[毎隔随例定年月週日四半各数0-9一二三四五六七八九十](?:
      (?<=毎)(?=[事会年月週日朝営四半]) | (?<=隔)(?=[年月週日]) | (?<=随)(?=時) | (?<=定)(?=期[的に])
    | (?<=例)(?=年[概お0-9])
    | (?<=[年月週日四])(?=次|半期次) | (?<=各)(?=(?:年度?|四半期|4半期|半期|月)末)
    | (?<=[年月週日四半各数0-9一二三四五六七八九十])(?<![0-9][0-9])
        (?=[{_BETWEEN}]{{0,24}}?(?:回|度|ごと|毎|おき|単位))
    )""",
    re.VERBOSE,
)
_UP_TO = re.compile(r"[0-9一二三四五六][~・、-]\Z")
_ROUGHLY = re.compile(r"程度|を?(?:目[途処安]|めど)")
_APPROXIMATE = re.compile(r"概ね|おおむね|おおよそ|およそ|(?<![契予制確公])約")
_PERIODS = {
    "年度": "Y", "年間": "Y", "年": "Y", "年次": "Y", "隔年": "Y", "事業年度": "Y", "会計年度": "Y", "事務年度": "Y",
    "四半期": "Q", "4半期": "Q", "四半期次": "Q", "半期": "H", "半年": "H",
    "月": "M", "月間": "M", "月次": "M", "隔月": "M",
    "週": "W", "週間": "W", "週次": "W", "隔週": "W",
    "日": "D", "日間": "D", "日次": "D", "朝": "D", "営業日": "D", "隔日": "D",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recurring:
    """One printed recurrence between folded offsets `start` and `end`."""

    start: int
    end: int
    rule: str
    approx: bool


def _period(unit: str, count: int) -> str:
    letter = "Y" if unit.endswith("年") else _PERIODS.get(unit, "M")
    if letter in "QH":
        return f"P{count * (3 if letter == 'Q' else 6)}M"
    return f"P{count}{letter}"


def _rule(period: str, times: str | None) -> str:
    count = 1 if times is None else number(times)
    return f"R{'' if count == 1 else count}/{period}"


def _read(found: re.Match[str]) -> str | None:
    """The rule of one match, None where its numbers make no sense (0回)."""
    if found["loose"]:
        return "R/?"
    if found["every"]:
        period = _period(found["every"].removeprefix("毎"), 1)
        months = found["months"]
        named = len(re.findall("月", months)) if months and not re.search("~|から", months) else 0
        if found["weekdays"]:
            named = len(re.findall("[・、と及お並]", found["weekdays"])) + 1
        if found["days"]:
            named = len(re.findall("日(?!曜)|末(?!日)|旬|[0-9一二三四五](?=[・、]第?[0-9一二三四五])", found["days"]))
        times = found["times_every"]
        return "R/?" if times in _SEVERAL else _rule(period, times or (str(named) if named > 1 else None))
    if found["alternate"]:
        return _rule(_period(found["alternate"], 2), None)
    if found["adverb"]:
        return _rule(_period(found["adverb"], 1), None)
    unit = found["unit"] or found["unit2"] or found["unit3"] or found["unit4"] or found["unit5"]
    count = found["count"] or found["count2"] or found["count3"] or found["count4"]
    times = found["times_unit"] or found["times_each"] or found["times_rate"] or found["times_law"]
    if "数" in (count, times) or times in _SEVERAL:
        return "R/?"
    if count == "半":
        period = "P6M"
    elif count in (None, "各"):
        period = _period(unit, 1)
    else:
        period = _period(unit, number(count))
    if times is not None and number(times) == 0:
        return None
    # 29年に24回 counts what happened in one year.
    if times is not None and number(times) > 1 and count not in (None, "各", "半") and number(count) >= 10:
        return None
    return _rule(period, times)


def recurrences(text: str, effort: Effort) -> Iterator[Recurring]:
    """Every recurrence printed in folded `text`, in order. Problem if that takes more than `effort`."""
    position = 0
    while (candidate := _START.search(text, position)) is not None:
        effort.spend(1)
        found = RECURRENCE.match(text, candidate.start())
        rule = _read(found) if found is not None else None
        if found is None or rule is None:
            position = candidate.end()
            continue
        position = found.end()
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        about = _APPROXIMATE.search(found[0]) or _APPROXIMATE.search(text, max(0, start - 5), start)
        loose_count = (
            found["upto_unit"]
            or found["upto_every"]
            or found["upto_each"]
            or _ROUGHLY.match(text, found.end()) is not None
        )
        loose_count = loose_count or "頃" in found[0] or _UP_TO.search(text, max(0, start - 3), start)
        end = found.end()
        if found["loose"] and text.startswith("的", end):
            end += 1
        yield Recurring(start, end, rule, bool(about) or bool(loose_count))
