"""One statement settled: which of its days is the due date and which the day of completion, and what is in doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from importers import clauses
from importers.anchors import Anchor, year_on
from importers.claims import Claimed, is_dropped, is_undone
from importers.clause_claims import UNDER_WAY
from importers.coming import A_MONTH, MONTH, MONTHS_BEHIND, recurring
from importers.draft import Claim, Passage, Promise
from importers.quantities import Quantity, quantity_of
from store.rules import UNSTATED

_PART_DONE: Final = re.compile(
    r"(?:完了|終了|実施|修正|訂正|訪問|確認|点検|導入|適用|移行|配布|回答があり|提出があり|受講|配備|登録|発送|提出)(?:を?(?:終え|了し))?し?(?:ており|たが|、|済|たところ|た(?=[（(]))|終え|終わ(?:り|って)|済み?で(?:あり)?、|[一-龥]{2}済み?、|済み?である(?:が|ものの)"
)
_RATE: Final = re.compile(
    r"(?:受講|進捗|達成|実施|完了|適用|配布|点検|確認|修正|導入)率[^、。]{0,6}?(?<![\d.])(?!0(?:\.0)?%)\d{1,2}(?:\.\d+)?%"
)
_FROM_NOW: Final = re.compile(r"(?:以後|以降|今後|次回以降)(?:は|も)?[、，]")
_TARGET: Final = re.compile(r"[^、。]{0,12}に向け")
_YEAR: Final = re.compile(r"年|[RＲ]\s*\d|令和|平成|\d{4}|[０-９]{4}|昨|今|来|翌|前|同|本|当|先")
_MONTH_FIRST: Final = re.compile(r"[0-9０-９一二三四五六七八九十]{1,2}[ 　]*(?:月|/|／|日)")
_STEP: Final = re.compile(r"[^、。]{0,8}(?:協議|調整|検討|交渉|作業)(?:を|に)(?:開始|始め|着手|入)")
_HELD: Final = re.compile(r"(?:開催|実施|運用|点検|確認)中(?:です|である)?[。 　]*$")
_LAST: Final = re.compile(r"(?:(?:前回|直近)[はの:：、]?|[0-9０-９]月は)[ 　]*\Z")
_LIMIT: Final = re.compile(r"[（(][^（()）]{0,8}(?:期限|締切り?|納期)(?:日)?[:：は、]?[ 　]*\Z")
# 運用開始日は12月16日とした: decided, and still to come.
_SET: Final = re.compile(r"(?:から)?と(?:し|いたし)(?:た|ました)。?")
_SPAN: Final = re.compile(r"[～〜~]|から.*まで")
_PORTION: Final = re.compile(r"[0-9０-９]{1,2}月分まで(?!に)")
# 四半期に1回の連絡訓練を6月から続けている: what comes round is what is kept up.
_KEPT_UP: Final = re.compile(
    r"の[一-龥ァ-ヶー]{2,12}を[^、。を]{0,24}(?:から|より)、?(?:続け|継続し)て(?:いる|おります|います)"
)
_OF_NOUN: Final = re.compile(r"な|[一-龥]{2}[をはが]")
_NEXT: Final = re.compile(r"次回(?:[はの:：、]|予定)?[ 　]*\Z")
_ARROW: Final = re.compile(r"[^（(）)。\n]{0,8}[）)][ 　]*[→⇒]")
# 9項目は6月10日までに対応を終え、残る5項目は…: no limit for what is left.
_ENDED_THEN: Final = re.compile(
    r"[^、。]{0,24}(?:終え|完了し|済ませ|終了し|[一-龥]{2}があり)(?:(?:てお?り)?[、，]|て(?:いる|おります|います)|た。|ました)"
)
_OF_WORK: Final = re.compile(r"[（(](?:[一-龥]{0,4}期間|工期|履行期限|納期)[：:は、]?[ 　]*\Z")
_PUT_OFF: Final = re.compile(r"変更|延期|延長|先送り|見直|後ろ倒し|繰り?延べ|持ち越")
NO_CLAIM: Final = "the words do not say whether this is done or planned"
FUTURE_DONE: Final = "told as done, with a day after the document's own"
PAST_PLAN: Final = "promised for a day that is past on the document's day"
DROPPED: Final = "the document says that this is given up; only the office can withdraw a promise"
SEVERAL_DAYS: Final = "several days stand here; the one taken is the likeliest"
STOP: Final = "the sentence ends on a noun and names no day; read as done"
COMING: Final = "no year is printed; the coming one is taken"
NO_LAST_DAY: Final = "the words give no last day"


def settle(
    text: str,
    start: int,
    end: int,
    claim: Claimed,
    bound: Sequence[Anchor],
    passage: Passage,
    dated: date,
    over: Claim | None = None,
    count: Quantity | None = None,
) -> Promise:
    """The promise that a statement makes.

    `over` is the claim of its heading, for what claims nothing itself; `count` what it tells of a count before it.
    """
    doubts: list[str] = []
    words = text[start:end]
    if claim.manner == "stop" and _FROM_NOW.match(words):
        # 以後、四半期に1回更新。
        claim = Claimed("planned", "plan")
    if claim.manner == "way" and any(anchor.recurring for anchor in bound) and _HELD.search(words):
        claim = Claimed("reported", "state")
    rules = [anchor for anchor in bound if anchor.recurring]
    # 年1回（毎年6月）: the one that names a month.
    rule = next(
        (anchor for anchor in rules if MONTH.search(unicodedata.normalize("NFKC", anchor.words))),
        next(iter(rules), None),
    )
    days = [anchor for anchor in bound if not anchor.recurring]
    if rule is not None and (
        named := MONTHS_BEHIND.match(unicodedata.normalize("NFKC", text[rule.end : rule.end + 24]))
    ):
        # 年2回（6月・12月）: the months belong to the rule.
        days = [day for day in days if not rule.end <= day.start < rule.end + named.end()]
    if rule is not None and rule.rule == UNSTATED and days and _OF_NOUN.match(text, rule.end):
        # 定期的な分析のツールを2月に導入する, 随時監察を6月に行う: no rule of what is promised.
        rule = None
    if rule is not None and claim.status is None and any(_LAST.search(text, start, day.start) for day in days):
        # 抜き打ち検査：四半期に1回（前回9月12日、次回12月）
        claim = Claimed("reported", "state")
    following = days[-1] if rule is not None and claim.status == "reported" and len(days) > 1 else None
    if following is not None and (following.last or date.min) > dated >= (days[-2].last or date.max):
        # 第１回を８月に開催した。第２回は11月に開催する: the last time and the next one.
        days = days[:-1]
    else:
        following = None
    coming = next((day for day in days if _NEXT.search(text, max(start, day.start - 6), day.start)), None)
    if rule is None and claim.status in (None, "reported") and coming is not None and len(days) > 1:
        # 次回 令和7年4月10日（今年度は4月11日に実施）
        days = [day for day in days if day is not coming]
    else:
        coming = None
    if claim.status != "reported":
        # 5月から7月にかけて監査することとしており、6月末までに14部を終えている
        days = [day for day in days if _ENDED_THEN.match(text, day.end) is None] or days
    day = _day(text, start, end, days, claim, doubts)
    if (
        claim.status == "reported"
        and day is not None
        and (day.last or date.min) > dated
        and _TARGET.match(text, day.end)
    ):
        # 令和8年度の実施に向け、設計を発注した: on the way to that day.
        claim = UNDER_WAY
    if claim.status == "reported" and day is not None and _SET.match(text, day.end - day.words.endswith("と")):
        claim = replace(claim, decided=True)
    # 設計を委託している（設計期間：5月～8月）: it goes on until then.
    term = day is not None and _OF_WORK.search(text, start, day.start) is not None
    status = _status(claim, day, dated, over, rule, doubts, term)
    instead = status in ("planned", "in_progress") and day is not None and is_dropped(text[start : day.start])
    if is_dropped(words) and not instead:
        # 変更は見送り、二重確認を継続している: what goes on is claimed, and the reviewer looks.
        status = status if _goes_on(words) else None
        doubts.append(DROPPED)
    plain, whole = quantity_of(clauses.without_brackets(words)), quantity_of(words)
    # 一部実施済み（3名／5名）。残り2名を…: a share says more than a count, wherever it stands.
    quantity = whole if plain is None or (not plain.share and whole is not None and whole.share) else plain
    quantity = count or quantity
    if claim.status == "in_progress" and claim.manner == "event" and quantity is not None and not quantity.share:
        # 28校で実施済み, of all schools: how many these are is not said.
        quantity = None
    partly = quantity is not None and quantity.share and 0 < (quantity.done or 0) < quantity.whole
    # 11ファイルのうち5ファイルを完了し、残りは…予定: part is done. 5ファイルを実施予定: the promise is of the five.
    begun = any(_PART_DONE.search(told) for told in (words, clauses.without_brackets(words)))
    if partly and (status == "reported" or (status == "planned" and begun)):
        status = "in_progress"
        doubts[:] = [doubt for doubt in doubts if doubt != STOP]
    bracketed = (
        claim.manner == "way" and day is not None and day.deadline and text[day.end : day.end + 1] in ("）", ")")
    )
    if (
        ("planned" in (claim.status, status) or bracketed)
        and day is not None
        and (not is_undone(words) or _PUT_OFF.search(words))
    ):
        day = day if _ENDED_THEN.match(text, day.end) else _to_come(day, dated, doubts)
    if status == "planned" and _RATE.search(unicodedata.normalize("NFKC", words)):
        # 6月末までに実施することとしており、受講率は68%: begun.
        status = "in_progress"
    doubts.extend(f"{anchor.words}: {anchor.problem}" for anchor in bound if anchor.problem)
    stated: dict[str, Any] = {}
    if status == "reported":
        running = day is not None and (day.last or date.max) > dated
        if day is not None and _PORTION.match(text, day.start) is not None:
            # 5月分までを完了し: which ones, and not when.
            day = None
        if day is not None and running and _LIMIT.search(text, start, day.start):
            # 提出を求めた（提出期限：7月20日）: until when others are to.
            day = None
        if day is not None and not (running and (claim.manner == "state" or not _is_now(day, dated))):
            stated = {"done_on": day.last, "done_text": day.words}
        limit = coming or _former_limit(text, bound)
        if limit is not None:
            stated |= {"due_on": limit.last, "due_text": limit.words, "due_approx": limit.approx}
        latest = day is not None and (_LAST.search(text, start, day.start) or "月は" in day.words)
        kept_up = rule is not None and claim.manner == "state" and _KEPT_UP.match(text, rule.end)
        of_noun = rule is not None and clauses.OF_NOUN.match(text, rule.end) and not kept_up
        if rule is not None and (following or latest or day is None or not of_noun):
            stated |= recurring(text, rule, following, dated, began=day)
    elif rule is not None:
        stated = recurring(text, rule, day, dated)
    elif (
        status == "in_progress"
        and day is not None
        and not day.deadline
        and ((day.opens and _has_begun(day, dated)) or _STEP.match(text, day.end) is not None)
    ):
        # 10月より製造に着手, 2社とは8月に協議を開始する: no limit.
        pass
    elif (
        status == "in_progress"
        and day is not None
        and (day.last or date.max) < dated + timedelta(days=claim.manner == "event")
        and (
            not day.deadline
            or _ENDED_THEN.match(text, day.end)
            or claim.status == "reported"
            or claim.manner == "event"
        )
    ):
        # 実施中（6月20日に第1回分を受領）, 2月末までに9拠点のうち5拠点で開催した: a day that is past, and no limit.
        pass
    elif day is not None:
        stated = {"due_on": day.last, "due_text": day.words, "due_approx": day.approx}
        if day.last is None and day.problem is None:
            doubts.append(NO_LAST_DAY)
    return Promise(
        text=words,
        passage=passage,
        status=status,
        **stated,
        **_quantity(quantity, status),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _day(text: str, start: int, end: int, days: Sequence[Anchor], claim: Claimed, doubts: list[str]) -> Anchor | None:
    """The day that binds the statement: one in its last bracket, else one that sets a limit, else its last."""
    if len(days) < 2:
        return days[0] if days else None
    spans = clauses.brackets(text, start, end)
    if spans and not text[spans[-1][1] + 1 : end].strip("。、 　"):
        inside = [day for day in days if spans[-1][0] <= day.start < spans[-1][1]]
        if inside:
            return inside[-1]
    limits = [day for day in days if day.deadline]
    if claim.status != "reported" and limits:
        if len(limits) > 1:
            doubts.append(SEVERAL_DAYS)
        return limits[-1]
    if len({day.last for day in days}) > 1:
        doubts.append(SEVERAL_DAYS)
    return days[-1]


def _status(
    claim: Claimed,
    day: Anchor | None,
    dated: date,
    over: Claim | None,
    rule: Anchor | None,
    doubts: list[str],
    term: bool,
) -> Claim | None:
    status = claim.status
    begun = day is not None and day.last is None and day.first is not None and day.first <= dated
    future = day is not None and (day.last or date.max) > dated and not begun
    if claim.manner == "state" and future and day is not None and _SPAN.search(day.words):
        # パブリックコメント（6月2日～7月1日）を実施している
        return "in_progress"
    if status is None:
        if over is not None:
            return over
        if rule is not None or future:
            return "planned"
        if day is not None and day.last is not None and not day.deadline:
            return "reported"
        doubts.append(NO_CLAIM)
        return None
    if status == "reported":
        if claim.decided and day is not None and day.last == dated:
            return "planned"
        if future and (claim.decided or claim.manner == "stop"):
            return "planned"
        if future and claim.manner == "state" and _has_begun(day, dated) and not term:
            # 令和5年10月以降、確認している: in place since a day that is past.
            return "reported"
        if future and claim.manner == "state":
            # 令和7年3月までに完了するよう作業している: the day is still to come.
            return "in_progress"
        if claim.manner == "state" and over == "in_progress" and day is None:
            # 現在取り組んでいること: what is being done, not what is in place.
            return over
        if future:
            doubts.append(FUTURE_DONE)
        elif claim.manner == "stop" and day is None and over is None:
            doubts.append(STOP)
        if claim.decided and rule is not None:
            return "planned"
        if claim.manner == "stop" and over is not None and day is None:
            return over
    if status == "planned" and not future and day is not None and day.last is not None and day.last < dated:
        doubts.append(PAST_PLAN)
    return status


def _goes_on(words: str) -> bool:
    """Whether a sentence says what is done in the place of what it gives up."""
    rest = re.split(r"(?:見送り|取りやめ|取り止め|中止し|中止とし)、", words)[-1]
    return (
        rest != words
        and not is_dropped(rest)
        and re.search(r"を.{1,40}(?:て(?:いる|おります|います)|した|しました)。?$", rest) is not None
    )


def _has_begun(day: Anchor | None, dated: date) -> bool:
    """Whether the period of a day that sets no limit began before the document's day."""
    return day is not None and not day.deadline and day.first is not None and day.first <= dated


def _former_limit(text: str, bound: Sequence[Anchor]) -> Anchor | None:
    """The limit in a bracket before an arrow to what came of it: 手順書の改訂（12月まで）→ 12月11日完了."""
    return next(
        (day for day in bound if day.deadline and day.last is not None and _ARROW.match(text, day.end) is not None),
        None,
    )


def _to_come(day: Anchor, dated: date, doubts: list[str]) -> Anchor:
    """A promise's day without a printed year is the coming one: 9月中に補講を行う."""
    if day.last is None or day.last >= dated or _YEAR.search(day.words) or not _MONTH_FIRST.match(day.words):
        return day
    moved = year_on(day.last, 1, day.words)
    if moved < dated:
        return day
    doubts[:] = [doubt for doubt in doubts if doubt != PAST_PLAN]
    doubts.append(COMING)
    return replace(day, last=moved, first=year_on(day.first, 1, day.words))


def _is_now(day: Anchor, dated: date) -> bool:
    """Whether the document's day lies in the month or days that are named: what was done then is done by their end.

    Of a year or half of one that is not over, and of a day to come, nobody knows on which day it was done.
    """
    if day.first is None or day.last is None:
        return False
    if day.first.replace(day=1) == day.last.replace(day=1) == dated.replace(day=1):
        return True
    return day.first <= dated and (day.last - day.first).days <= A_MONTH


def _quantity(quantity: Quantity | None, status: Claim | None) -> dict[str, Any]:
    if quantity is None:
        return {}
    done = quantity.done
    if done is None or (status == "planned" and quantity.share):
        done = quantity.whole if status == "reported" else 0
    whole = quantity.whole
    if status == "planned" and quantity.share and quantity.done:
        # 11ファイルのうち5ファイルを実施予定: the promise is of the five.
        whole = quantity.done
    return {"quantity": whole, "quantity_done": done, "unit": quantity.unit}
