"""What is told of that which comes round: its first day, its last one, its next one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from importers.clause_claims import LATEST, bare
from importers.only_when import has_no_subject
from importers.sentence import Statement

_HALF_A_YEAR: Final = timedelta(days=180)
_YEAR: Final = r"(?:(?:令和|[RＲ])?[ 　]*[0-9０-９元]{1,4}年度?|[今本昨前来次翌]年度?)"
# 2024年度は10月21日に実施した, 9月26日に第2四半期分を終えた
_OF_A_YEAR: Final = re.compile(
    rf"(?:{_YEAR}の?)?(?:{_YEAR}|[上下]半?期|[前後]期|第[ 　]*[1-4１-４一二三四]四半期)(?:分を|分?[はも])[、，]?"
)
_OF_A_PART: Final = re.compile(r"[^、。]{0,6}期分?[はも]")
_ONE_ROUND: Final = re.compile(
    r"(?:第[ 　]*[0-9０-９一二三四]四半期|[0-9０-９]{1,2}月|今期|今回|[上下]期)分を?(?:全て)?"
    r"(?:終え|実施|完了|行)[^、。を]*。?$"
)
_FIRST: Final = re.compile(r"(?:第[ 　]*[1１一][ 　]*回|初回|次回|[1１]回目|初年度)(?:目)?(?:の[^、。]{1,8})?[はを]")
_NEXT: Final = re.compile(
    r"(?:第[ 　]*[2-9２-９二三四五][ 　]*回|次回|[2-9２-９]回目)(?:目)?(?:の[^、。]{1,8})?(?:は|を)"
)
_TIMES: Final = re.compile(
    r"(?:[^、。はがを]{1,12}(?:以降|から)、)?[^、。はがを]{0,14}"
    r"(?:(?:までに|現在|時点で)(?:計|延べ|合計)?[0-9０-９]+回(?:を|の)?[^、。]{0,4}(?:開催|実施)|月分までに)"
)
_FIRST_NAMED: Final = re.compile(r"第[ 　]*[1１一][ 　]*回|初回|[1１]回目")
_FROM_THEN: Final = re.compile(r"(?:以降|以後|その後)(?:は|も)?[、，]?")
_AGAIN: Final = re.compile(
    r"[、， 　]*(?:同様に)?(?:実施|開催|行|継続)"
    r"(?:する|します|う|います|していく|してまいります|予定(?:である|です)?)?。?"
)


def told_of_round(text: str, kept: Sequence[Statement], own: Statement) -> tuple[int, Statement] | None:
    """A statement with those before it of which it only says when they come round: how many of the last of `kept` it
    takes in, and all of them as one. None where it tells of something else.
    """
    before = kept[-1]
    bound = (*before.bound, *own.bound)
    if _is_from_then(text, before, own):
        # 5月に第1回を実施し、以降、年1回実施する: one promise with its first day.
        return 1, replace(before, end=own.end, bound=(*own.bound, *before.bound))
    if _is_first(text, before, own):
        # 毎年、評価を受けることとする。初回は12月を予定している: one promise with its first day.
        claim = own.claim if own.claim.status == "reported" else before.claim
        return 1, replace(before, end=own.end, claim=claim, bound=bound)
    if _told_on(text, before, own) and any(day.recurring for day in before.bound):
        # 毎月開催しており、直近では9月18日に開催した: one promise, last kept on that day.
        times = _TIMES.match(text, own.start)
        told = LATEST.match(text, own.start) or times
        done = before.claim.status == "planned" and own.claim.status == "reported" and told
        # 12月までに5回開催した: up to when it is counted; 10月分までに: the last one.
        kept_on = own.bound if times is None or times[0].endswith("月分までに") else ()
        return 1, replace(
            before, end=own.end, claim=own.claim if done else before.claim, bound=(*before.bound, *kept_on)
        )
    if len(kept) > 1 and _is_next_round(text, kept, own):
        # 四半期ごとに開催することとし、令和6年度は7月と10月に開催した。次回は1月24日である: one promise.
        return 2, replace(kept[-2], end=own.end, claim=before.claim, bound=(*kept[-2].bound, *bound))
    if own.claim.status == "planned" and _is_next(text, before, own):
        # 四半期に一度開催し、第１回を８月に開催した。第２回は11月に開催する: one promise with its next day.
        return 1, replace(before, end=own.end, bound=bound)
    return None


def _is_from_then(text: str, before: Statement, own: Statement) -> bool:
    """Whether a rule goes on from a first time that is promised before it."""
    if own.claim.status != "planned" or before.claim.status not in ("planned", "reported") or not own.bound:
        return False
    rule_alone = all(day.recurring for day in own.bound) and not any(day.recurring for day in before.bound)
    then = _FROM_THEN.match(text, own.start)
    if not rule_alone or not before.bound or then is None:
        return False
    named = _FIRST_NAMED.search(text, before.start, before.end)
    again = _AGAIN.fullmatch(bare(text[own.bound[-1].end : own.end])) is not None
    return again or (named is not None and before.claim.status == "planned")


def _is_first(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence only says when that comes round for the first time, of which the one before it tells."""
    if not own.bound or any(day.recurring for day in own.bound):
        return False
    alone = all(day.recurring for day in before.bound) and len(before.bound) > 0
    part = (own.claim.status == before.claim.status == "planned") or _OF_A_PART.match(text, own.start) is not None
    return alone and ((part and _is_of_a_year(text, own)) or _FIRST.match(text, own.start) is not None)


def _told_on(text: str, before: Statement, own: Statement) -> bool:
    """Whether a clause tells of the latest time of what comes round, or how often it was: 8月までに5回開催した."""
    latest = LATEST.match(text, own.start)
    if latest is not None and (own.claim.status is not None or not latest[0].endswith("月は")):
        return True
    if own.claim.status != "reported":
        return False
    return (
        _TIMES.match(text, own.start) is not None
        or (before.claim.status == "reported" and not before.claim.decided and _is_of_a_year(text, own))
        or (bool(own.bound) and _ONE_ROUND.search(text, own.start, own.end) is not None)
    )


def _is_next(text: str, before: Statement, own: Statement) -> bool:
    """Whether a sentence says when that comes round next, whose first day was told before it."""
    if not own.bound or any(day.recurring for day in own.bound):
        return False
    rule = any(day.recurring for day in before.bound) and any(not day.recurring for day in before.bound)
    return rule and (_is_of_a_year(text, own) or _NEXT.match(text, own.start) is not None)


def _is_next_round(text: str, kept: Sequence[Statement], own: Statement) -> bool:
    """Whether a sentence says when that comes round next, whose rule and last days were told before it."""
    rule, last = kept[-2:]
    if own.claim.status == "reported" or not own.bound or any(day.recurring for day in (*own.bound, *last.bound)):
        return False
    of_rule = any(day.recurring for day in rule.bound) and last.claim.status == "reported"
    return of_rule and _OF_A_YEAR.match(text, last.start) is not None and _NEXT.match(text, own.start) is not None


def _is_of_a_year(text: str, own: Statement) -> bool:
    """Whether a sentence only says on which day of a year it was or is to be: 2024年度は10月21日に実施した."""
    year = _OF_A_YEAR.match(text, own.start)
    days = [day for day in own.bound if day.first is not None and day.last is not None]
    short = any((day.last or date.max) - (day.first or date.min) < _HALF_A_YEAR for day in days)
    return year is not None and short and has_no_subject(text, replace(own, start=year.end()))
