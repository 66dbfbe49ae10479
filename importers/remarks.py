"""What stands beside a measure and its state: remarks (備考), notes, and what is still to come (今後の予定). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from importers.anchors import Anchor, anchors
from importers.beside import day_of_act, is_rest, says_more
from importers.blocks import TO_COME
from importers.coming import recurring
from importers.draft import DraftMeasure, Promise
from importers.pieces import Entry, Part
from importers.settle import PAST_PLAN
from importers.similar import plain, squeezed
from importers.statements import promises
from store.recurrence import next_occurrence
from store.rules import UNSTATED

_REMARK: Final = 10
_ABOUT: Final = 31
_AGAIN: Final = re.compile(r"(?:実施|開催)(?:する|します)?(?:予定)?。?$")
# 検証環境の整備（令和6年12月末完了予定）, under 対応中の事項.
ENDS: Final = re.compile(r"(?:完了|終了|終え)[^。]{0,6}(?:予定|見込)")
# What is to come is the end of the whole, and no step on the way (教材を10月までに作成).
_WHOLE: Final = re.compile(r"完了|終了|終え|全件|全て|すべて|残り|残る")
_PUT_OFF: Final = re.compile(r"変更|延期|延長|遅|見込|予定|ずれ|後ろ倒し|繰り?延べ?|先送り|見直")
_LATER: Final = re.compile(r"延期|延長|後ろ倒し|繰り?延べ|先送り|ずれ込|[にへ]変更")
_COURSE: Final = re.compile(
    r"(?:やや|若干|大幅に?|一部)?(?:遅延|遅れ(?:あり)?|順調|(?:計画|予定|スケジュール)(?:どおり|通り)|オンスケ(?:ジュール)?|要?注意)"
)
# What stands around a rule that is all of a remark.
_ROUND: Final = re.compile(
    r"(?:(?:期限は)?初回の?(?:期限|もの|分)?|以[後降]|今後|その後|次回以降|[翌次]年度以降|引き?続き|継続して|定期的に"
    r"|[、。，・はもにのをで（）() 　\n])*"
    r"(?:(?:実施|開催|点検|確認|更新|見直し|監査|報告|継続|運用)(?:する|します|予定|中|して(?:いる|おります|います)|済み?)?"
    r"|行(?:う|います|っている|う予定))?[。）) 　]*"
)
_COUNT: Final = re.compile(r"([0-9][0-9,]*)([一-龥ァ-ヶー]{1,6})")
_SO_FAR: Final = re.compile(
    r"(?:うち)?([0-9][0-9,]*)([一-龥ァ-ヶー]{1,5}?)(?:分|まで|について|[をのはが])*"
    r"(?:対応|実施|確認|処理|作業|適用)?(?:済|完了|終了|終え)"
)
LATER_BESIDE: Final = "another column of the row names a later day"


def is_to_come(promise: Promise) -> bool:
    """Whether a promise is open and names the day by which it is to be kept."""
    return promise.status in ("planned", "in_progress") and promise.due_on is not None


def with_plan(
    told: list[DraftMeasure], plan: Part, entry: Entry, dated: date, *, note: bool = False
) -> list[DraftMeasure]:
    """Measures with what is still to come of them (今後の予定): the rest of one that is open, else a promise more.

    Of a `note` only what is to come counts.
    """
    coming = promises(plan.text, plan.passage, dated, heading="" if note else TO_COME)
    if note:
        coming = tuple(filter(is_to_come, coming))
    if len(told) != 1:
        return [*told, *([DraftMeasure("", plan.text, plan.passage, coming)] if coming else [])]
    own = told[0]
    words = f"{own.heading}{own.text}"
    coming = tuple(promise for promise in coming if says_more(promise, words))
    if len(own.promises) == 1 and len(coming) == 1 and _is_next(coming[0], own.promises[0], words):
        told_on = replace(own.promises[0], recurrence=coming[0].recurrence or own.promises[0].recurrence)
        told_on = replace(
            told_on, due_on=_after(coming[0], told_on.done_on), due_text=coming[0].due_text, due_inferred=False
        )
        return [replace(own, text=f"{own.text}\n{plan.text}", promises=(told_on,))]
    if len(own.promises) == 1 and len(coming) == 1 and is_rest(coming[0], own.promises[0], words):
        rest, one = coming[0], own.promises[0]
        limited = one.due_on is not None and bool(entry.all("due") or entry.all("when"))
        later = one.due_on is not None and rest.due_on is not None and rest.due_on > one.due_on
        put_off = later and _LATER.search(rest.text) is not None
        if put_off:
            one = replace(one, former_due=one.former_due or one.due_on)
        if rest.due_on is not None and (not limited or put_off or _WHOLE.search(rest.text)):
            one = replace(one, due_on=rest.due_on, due_text=rest.due_text, due_approx=rest.due_approx)
            one = replace(one, doubts=tuple(doubt for doubt in one.doubts if doubt != PAST_PLAN))
        return [replace(own, promises=(replace(one, status=one.status or rest.status),))]
    return [replace(own, text=f"{own.text}\n{plan.text}", promises=(*own.promises, *coming))] if coming else [own]


def with_remark(own: DraftMeasure, entry: Entry, dated: date) -> DraftMeasure:
    """A measure of one promise with what its remarks say of it (作業が遅れており、1月末までに完了予定).

    They may put its end off, tell the day on which it was kept (5月23日に実施) or how much of it is done (412ケース済),
    or say that it comes round (以後、年1回実施). A later day that may mean something else is put to the reviewer.
    """
    if len(own.promises) != 1:
        return own
    one, words = own.promises[0], f"{own.heading}{own.text}"
    for part in entry.all("other"):
        one = _with_rule(one, part, dated)
    if one.status == "reported":
        return with_day(replace(own, promises=(one,)), entry.all("other"), dated)
    state = entry.one("progress")
    for part in entry.all("other"):
        one = _with_share(one, words, part, state)
    for part in entry.all("other"):
        for coming in promises(part.text, part.passage, dated) if len(part.text) > _REMARK else ():
            if one.status == "planned" and coming.status in ("in_progress", "reported") and _is_course(state):
                # 計画どおり | 設計完了、10月より製造に着手
                one = replace(one, status="in_progress")
            late = coming.due_on is not None and (one.due_on is None or coming.due_on > one.due_on)
            if late and is_to_come(coming) and ENDS.search(coming.text) and is_rest(coming, one, words):
                moved = replace(one, due_on=coming.due_on, due_text=coming.due_text, due_approx=coming.due_approx)
                return replace(own, promises=(replace(moved, former_due=one.former_due or one.due_on),))
            if late and is_to_come(coming) and _PUT_OFF.search(coming.text):
                return replace(own, promises=(replace(one, doubts=(*one.doubts, LATER_BESIDE)),))
    return replace(own, promises=(one,))


def _is_course(state: Part) -> bool:
    """Whether a state only says that all goes as planned or does not (計画どおり, 遅延), not whether it is begun."""
    return _COURSE.fullmatch(plain(state.text)) is not None


def _with_rule(one: Promise, remark: Part, dated: date) -> Promise:
    """A promise with the rule that its remark gives and nothing more: 令和6年7月から四半期に1回実施."""
    found = anchors(remark.text, dated)
    rules = [anchor for anchor in found if anchor.recurring and anchor.rule not in (None, UNSTATED)]
    days = [anchor for anchor in found if not anchor.recurring]
    if one.recurrence is not None or len(rules) != 1 or len(days) > 1:
        return one
    rest = remark.text
    for anchor in reversed(found):
        rest = rest[: anchor.start] + rest[anchor.end :]
    if _ROUND.fullmatch(rest) is None:
        return one
    began = days[0] if days else None
    if began is None and one.done_on is not None:
        # 運用中（令和7年5月から） | 四半期に1回: counted from its first time.
        began = Anchor(0, 0, one.done_text or "", one.done_on, first=one.done_on)
    stated = recurring(remark.text, rules[0], None, dated, began=began)
    if one.due_on is not None:
        stated = {"recurrence": rules[0].rule}
    if began is not None and one.status == "reported" and one.done_on is None and (began.last or date.max) <= dated:
        stated |= {"done_on": began.last, "done_text": began.words}
    return replace(one, **stated)


def _with_share(one: Promise, words: str, remark: Part, state: Part) -> Promise:
    """An open promise that names how many it is of (全480ケース) with how many its remark tells (412ケース済)."""
    told = _SO_FAR.match(squeezed(remark.text))
    if told is None or one.status == "reported" or one.quantity_done:
        return one
    done, unit = int(told[1].replace(",", "")), told[2]
    for count in _COUNT.finditer(squeezed(words)):
        whole = int(count[1].replace(",", ""))
        if count[2].startswith(unit) and done < whole:
            status = "in_progress" if one.status is None or _is_course(state) else one.status
            return replace(one, status=status, quantity=whole, quantity_done=done, unit=unit)
    return one


def with_day(own: DraftMeasure, remarks: Sequence[Part], dated: date, *, note: bool = False) -> DraftMeasure:
    """A measure that is done, with the day that its remark or note gives where no other place does."""
    if len(own.promises) != 1 or own.promises[0].status != "reported":
        return own
    one = own.promises[0]
    told = [known for part in remarks if (known := day_of_act(part, dated, note=note)) is not None]
    if one.done_on is not None or len(told) != 1 or told[0].done_on is None:
        return own
    return replace(own, promises=(replace(one, done_on=told[0].done_on, done_text=told[0].done_text),))


def _is_next(coming: Promise, told: Promise, words: str) -> bool:
    """Whether what is to come is the next time of what comes round (毎年度6月 … 令和7年6月に実施する).

    Or it only says that what was done comes round (2月14日に実施 … 毎年2月に実施).
    """
    if told.recurrence is None and coming.recurrence is not None and told.status == "reported":
        return _AGAIN.search(coming.text) is not None and re.search("[をが]", coming.text) is None
    if told.recurrence is None or coming.recurrence is not None or coming.due_on is None or coming.quantity is not None:
        return False
    near = told.due_on is None or abs((coming.due_on - told.due_on).days) <= _ABOUT
    return near and coming.status == "planned" and is_rest(coming, replace(told, status="planned"), words)


def _after(coming: Promise, done: date | None) -> date | None:
    """When the next time is: not in the month in which it was just done."""
    day = coming.due_on
    if day is None or done is None or coming.recurrence is None or (day.year, day.month) != (done.year, done.month):
        return day
    return next_occurrence(coming.recurrence, day)
