"""The days and counts that stand in columns of a measure's row, put to its promises. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from importers.anchors import Anchor, anchors
from importers.claims import bare_claim, is_dropped
from importers.coming import recurring
from importers.draft import Claim, Promise
from importers.months import with_term
from importers.pieces import Entry, Part
from importers.quantities import quantity_of
from importers.settle import DROPPED, FUTURE_DONE, NO_CLAIM, PAST_PLAN
from importers.similar import held, squeezed, undated
from store.calendar import month_end
from store.rules import UNSTATED

PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%(?:程度|完了|進捗)?")
_FORMER: Final = re.compile(r"(?:当初|変更前|従前|前回|旧)[^、。→]{0,8}$")
_NEAR: Final = 100
_MANY: Final = re.compile(r"([\d,]+)\s*(案件|ファイル|システム|団体|市町村|拠点|部署|件|校|社|台)")
# 6,118件まで完了, of the 8,032 that the measure names.
_SO_FAR: Final = re.compile(r"[\d,]+[一-龥ァ-ヶ]{1,4}まで")
_STEP: Final = re.compile(r"仕様書?|入札|公告|契約|発注|調達|要件|設計|着手|協議|依頼|素案|準備|募集|選定|予算|見積")
_NAME: Final = 60
_HALF: Final = 0.5
STEP: Final = "what is told as done is a step on the way; the limit of the row is still to come"
_COUNT: Final = re.compile(r"([\d,]+)([一-龥ァ-ヶ]{0,4})")
_APRIL: Final = 4
YEAR_BESIDE: Final = "no year is printed here; it is taken from the row's own date"
_YEAR: Final = re.compile(r"年|[0-9０-９]{4}|[RHＲＨ]\s*[0-9０-９]")
# A year that is printed with its number: 年度内, 翌年 and the like depend on the document's day.
_NUMBERED_YEAR: Final = re.compile(
    r"[0-9０-９元〇一二三四五六七八九十][ 　]*年(?!間|以内|後)|[0-9０-９]{4}|[RHSＲＨＳ]\s*[0-9０-９]"
)
YEAR_UNKNOWN: Final = "no year is printed, and the document has no day: the year is counted from today"
_FROM: Final = re.compile(r"から|より|以降")
_ARROW: Final = re.compile(r"[→⇒➡]|->|=>|⇨")
# Nothing is named that would be another thing: 令和７年度は６月に開催する.
_AGAIN: Final = re.compile(r"^[^をがの]*(?:開催|実施|行う|行い|説明)[^をが]*$")
# The rest of a bracket that holds nothing but a rule: （年2回）.
_ALONE: Final = re.compile(r"(?:実施|開催)?[)）][ 　]*$")
# 期限 令和6年12月末 | 前倒しし、11月に完了予定
_BROUGHT_FORWARD: Final = re.compile(r"前倒|繰り?上げ|早め|早期|変更|見直")
_TOLD: Final = re.compile(r"(?:た|いる|ます|済み?)[。）)]*$")


def by_share(percent: float) -> Claim:
    """Where a rate of progress stands: none, some, all."""
    return "reported" if percent >= 100 else "in_progress" if percent > 0 else "planned"


def with_rule_of(promise: Promise, name: Part, dated: date) -> Promise:
    """A promise with the rule that its measure's name gives: 委託先との定例会（月1回）; a day that it has stays."""
    if promise.recurrence is not None:
        return promise
    rule = next((anchor for anchor in anchors(name.text, dated) if anchor.recurring), None)
    if rule is None:
        return promise
    if promise.due_on is not None:
        alone = _ALONE.match(name.text[rule.end :]) and name.text[: rule.start].endswith(("（", "("))
        return replace(promise, recurrence=rule.rule) if alone and rule.rule != UNSTATED else promise
    return replace(promise, **recurring(name.text, rule, None, dated))


def with_dates(told: Sequence[Promise], entry: Entry, dated: date) -> list[Promise]:
    """The promises with the dates and counts of the row's own columns."""
    due, when, done = entry.one("due"), entry.one("when"), entry.one("done")
    former = _day(entry.one("due_before"), dated)
    moved_from = former.last if former is not None else _before_arrow(due, dated) or _before_arrow(when, dated)
    if moved_from is not None:
        told = [replace(promise, former_due=moved_from) for promise in told]
    # 変更後期限 is left empty where nothing moved.
    due = due if due.text or when.text else entry.one("due_before")
    found = list(told)
    shared = _shared(entry.all("quantity"), entry.unit) if len(found) == 1 else None
    if shared is not None and found[0].status is None:
        found = [replace(shared, text=found[0].text, passage=found[0].passage)]
    elif shared is not None and found[0].quantity is None:
        found = [replace(found[0], quantity=shared.quantity, quantity_done=shared.quantity_done, unit=shared.unit)]
    found = _round(found, due if due.text else when, dated)
    if when.text:
        alone = len(found) == 1
        # R5.12.22完了。誤り3件は訂正済: the row's day is that of the work it tells the day of.
        told_on = any(promise.done_on is not None for promise in found)
        found = [
            _when(promise, when, alone, dated)
            if alone or not told_on or promise.done_on is not None or promise.status != "reported" else promise
            for promise in found
        ]  # fmt: skip
    if (due.text or when.text) and len(found) == 1:
        found = [_of_all(found[0], due if due.text else when)]
    if len(found) == 1 and _SO_FAR.match(unicodedata.normalize("NFKC", found[0].passage.text)):
        found = [_of_all(found[0], entry.one("measure"))]
    if due.text:
        found = [_due(promise, due, len(found) == 1, dated) for promise in found]
    beside = next((day for cell in (when, due) if cell.text and (day := _day(cell, dated)) is not None), None)
    if beside is not None and beside.last is not None:
        found = [_of_year(promise, beside.last, dated) for promise in found]
    if done.text:
        day = _day(done, dated)
        if day is not None and day.last is not None and day.last <= dated:
            found = [
                replace(promise, done_on=day.last, done_text=day.words, status="reported",
                        doubts=tuple(doubt for doubt in promise.doubts if doubt not in (NO_CLAIM, PAST_PLAN)))
                if _is_kept(promise) and (promise.done_on is None or _says_more(day, promise)) else promise
                for promise in found
            ]  # fmt: skip
    expected = _day(entry.one("expected"), dated)
    if expected is not None and expected.last is not None:
        found = [_moved(promise, expected) for promise in found]
    began = _day(entry.one("began"), dated)
    if began is not None and (began.last or date.max) <= dated:
        # 着手日 | 完了日, with nothing under the second: under way.
        open_ = not done.text and not entry.all("progress")
        found = [
            replace(own, status="in_progress", doubts=tuple(d for d in own.doubts if d != NO_CLAIM))
            if open_ and own.status in (None, "planned") and not own.claimed_apart else own for own in found
        ]  # fmt: skip
        found = [
            replace(own, done_on=began.last, done_text=began.words) if _holds(own) and own.done_on is None else own
            for own in found
        ]
    if entry.term is not None and len(found) == 1:
        found = [with_term(found[0], entry.term, dated)]
    amount = entry.one("quantity")
    share = PERCENT.fullmatch(unicodedata.normalize("NFKC", amount.text).strip())
    if share is not None and shared is None:
        found = [
            replace(promise, status=by_share(float(share[1])), claimed_apart=True,
                    doubts=tuple(doubt for doubt in promise.doubts if doubt != NO_CLAIM))
            for promise in found
        ]  # fmt: skip
    told_apart = (quantity_of(part.text) for part in (*entry.all("other"), done) if len(found) == 1)
    count = quantity_of(amount.text) if amount.text else next((own for own in told_apart if own and own.share), None)
    if count is not None and len(found) == 1 and found[0].quantity is None:
        found = [replace(found[0], quantity=count.whole, quantity_done=count.done, unit=count.unit)]
    return found


def _says_more(day: Anchor, promise: Promise) -> bool:
    """Whether a column names the very day, where the words beside it name a month at most."""
    exact = day.first is not None and day.first == day.last
    return exact and re.search(r"日|[./／][0-9０-９]+[./／]", promise.done_text or "") is None


def _is_kept(promise: Promise) -> bool:
    """Whether a day of completion beside a promise says that it is kept: unless its own state says that it is not."""
    return promise.status in (None, "reported") or (promise.status == "planned" and not promise.claimed_apart)


def _holds(promise: Promise) -> bool:
    """Whether the state beside a promise says that it is in place (運用中), so that its first day is the one it was
    kept on.
    """
    return promise.status == "reported" and promise.claimed_apart and squeezed(promise.passage.text).endswith("中")


def _moved(promise: Promise, expected: Anchor) -> Promise:
    """A promise whose planned day is later than its limit (期限 | 実施予定日), put off to it unless it is kept."""
    limit = promise.due_on
    if promise.status == "reported" or expected.last is None or (limit is not None and expected.last <= limit):
        return promise
    moved = replace(promise, due_on=expected.last, due_text=expected.words, due_approx=expected.approx)
    return moved if limit is None else replace(moved, former_due=promise.former_due or limit)


def as_step(told: Sequence[Promise], name: Part, entry: Entry, dated: date) -> list[Promise]:
    """What is told beside a measure whose limit is still to come, where it is a step on the way (…の入札公告を行った):
    the measure, under way.
    """
    limits = [day.last for role in ("due", "when") if (day := _day(entry.one(role), dated)) is not None and day.last]
    if len(told) != 1 or not limits or max(limits) <= dated or not 0 < len(name.text) <= _NAME or "。" in name.text:
        return list(told)
    one = told[0]
    step = _STEP.search(one.text)
    if one.status != "reported" or one.recurrence is not None or step is None or step[0] in name.text:
        return list(told)
    if held(undated(name.text), undated(one.text)) >= _HALF:
        return list(told)
    return [replace(one, text=name.text, status="in_progress", done_on=None, done_text=None, doubts=(STEP,))]


def _of_all(promise: Promise, limit: Part) -> Promise:
    """A promise told as done for fewer than its limit names (2024年度中に42案件 | 36案件を実施), under way."""
    named = _MANY.search(unicodedata.normalize("NFKC", limit.text))
    told = _MANY.search(unicodedata.normalize("NFKC", promise.passage.text))
    if promise.status != "reported" or named is None or told is None or named[2] != told[2]:
        return promise
    whole, done = int(named[1].replace(",", "")), int(told[1].replace(",", ""))
    if not done < whole:
        return promise
    kept = replace(promise, status="in_progress", done_on=None, done_text=None)
    return replace(kept, quantity=whole, quantity_done=done, unit=named[2])


def _shared(amounts: Sequence[Part], unit: str | None) -> Promise | None:
    """What two counts say, all (対象) and done (適用済み): the claim with its quantity; None for other amounts."""
    rates = [PERCENT.fullmatch(squeezed(part.text)) for part in amounts]
    if len(rates) == 2 and rates[0] is not None and rates[1] is not None and float(rates[0][1]):
        # 目標値 100% | 現状値 87%
        claim = by_share(100 * float(rates[1][1]) / float(rates[0][1]))
        return Promise("", amounts[1].passage, claim, claimed_apart=True)
    counts = [_COUNT.fullmatch(squeezed(part.text)) for part in amounts]
    if len(counts) != 2 or counts[0] is None or counts[1] is None:
        return None
    whole, done = (int(count[1].replace(",", "")) for count in counts if count is not None)
    if not 0 <= done <= whole or not whole:
        return None
    claim = by_share(100 * done / whole)
    return Promise(
        "", amounts[1].passage, claim, quantity=whole, quantity_done=done, unit=counts[0][2] or unit, claimed_apart=True
    )


def in_year(promise: Promise, fiscal: int, dated: date) -> Promise:
    """A promise whose day names no year, in the fiscal year that heads its column (令和7年度予定 over 9月に実施)."""
    day, words = (promise.done_on, promise.done_text) if promise.done_on else (promise.due_on, promise.due_text)
    if day is None or promise.recurrence is not None or _YEAR.search(words or "年"):
        return promise
    year = fiscal + (day.month < _APRIL)
    last = month_end(year, day.month)
    moved = last.replace(day=min(day.day, last.day))
    if day == month_end(day.year, day.month) and (promise.done_on is None or not re.search(r"日|[./／]", words or "")):
        moved = last
    doubts = tuple(doubt for doubt in promise.doubts if doubt not in (PAST_PLAN, FUTURE_DONE))
    if promise.done_on is not None and moved <= dated:
        return replace(promise, done_on=moved, doubts=doubts)
    status = "planned" if moved > dated and promise.status == "reported" else promise.status
    return replace(promise, status=status, due_on=moved, due_text=words, done_on=None, done_text=None, doubts=doubts)


def of_no_day(promise: Promise) -> Promise:
    """A promise of a document that has no day, marked where its own day rests on one: its words name no year."""
    words = [told for day, told in ((promise.due_on, promise.due_text), (promise.done_on, promise.done_text)) if day]
    rests = any(_NUMBERED_YEAR.search(told or "") is None for told in words)
    return replace(promise, doubts=(*promise.doubts, YEAR_UNKNOWN)) if rests else promise


def _of_year(promise: Promise, beside: date, dated: date) -> Promise:
    """A day of completion whose year is not printed, in the year of the row's own date where that is near."""
    day = promise.done_on
    if day is None or _YEAR.search(promise.done_text or "年"):
        return promise
    near = [day.replace(year=beside.year + step, day=min(day.day, 28)) for step in (-1, 0, 1)]
    best = min(near, key=lambda other: abs((other - beside).days))
    if best.year == day.year or best > dated or abs((best - beside).days) > _NEAR:
        return promise
    years = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return replace(promise, done_on=years.replace(year=best.year), doubts=(*promise.doubts, YEAR_BESIDE))


def _due(promise: Promise, cell: Part, alone: bool, dated: date) -> Promise:
    """The promise with the date of its column, unless its own words, one of several in the cell, date it already."""
    if not alone and (promise.due_on is not None or promise.done_on is not None):
        return promise
    rule = next((anchor for anchor in anchors(cell.text, dated) if anchor.recurring), None)
    day = _day(cell, dated)
    if promise.claimed_apart and promise.due_on is not None and not promise.due_inferred:
        # The state beside it gives a day of its own, which is the newer word, but for one that says from when on, and
        # for the month of the very day in the column.
        same = (
            day is not None
            and day.last is not None
            and (day.last.year, day.last.month) == (promise.due_on.year, promise.due_on.month)
        )
        sooner = (
            day is not None
            and day.last is not None
            and dated < promise.due_on < day.last
            and _BROUGHT_FORWARD.search(promise.passage.text) is None
        )
        if not same and not sooner and not _FROM.search(promise.due_text or ""):
            # 毎年6月 | R6.6.20 実施予定: the next time, and the rule.
            round_ = rule is not None and rule.rule != UNSTATED and promise.recurrence is None
            return replace(promise, recurrence=rule.rule) if rule is not None and round_ else promise
    claim = bare_claim(_beside_days(cell, dated)[:8])
    doubts = tuple(doubt for doubt in promise.doubts if doubt != NO_CLAIM) if claim or day else promise.doubts
    if rule is not None and rule.rule != UNSTATED and promise.recurrence is not None and promise.due_inferred:
        # 年１回点検する | 毎年度２月: which month it is.
        return replace(promise, **recurring(cell.text, rule, None, dated), doubts=doubts)
    if rule is not None and promise.recurrence is None:
        coming = recurring(cell.text, rule, None, dated)
        return replace(promise, **coming, status=promise.status or "planned", doubts=doubts)
    if day is None and is_dropped(cell.text):
        return replace(promise, doubts=(*(doubt for doubt in doubts if doubt != NO_CLAIM), DROPPED))
    if day is None:
        return replace(promise, status=promise.status or claim, doubts=doubts)
    status = promise.status or claim
    if day.opens and status in ("in_progress", "reported") and (day.last or dated) < dated:
        # 令和5年8月から: since when it is under way, and no limit.
        return replace(promise, status=status, doubts=doubts)
    if claim == "reported" and promise.done_on is None:
        kept = replace(promise, status=status, done_on=day.last, done_text=day.words, doubts=doubts)
        # 監査手順の整備 | 令和７年２月末 | 令和７年１月末に完了: the limit that stood before.
        return replace(kept, due_on=promise.due_on or promise.former_due)
    moved = replace(
        promise, due_on=day.last, due_text=day.words, due_approx=day.approx, due_inferred=False, doubts=doubts
    )
    return replace(moved, status=status or ("planned" if (day.last or date.max) >= dated else None))


def _beside_days(cell: Part, dated: date) -> str:
    """What stands in a cell beside its days (令和７年１月末に完了): 完了."""
    rest = cell.text
    for anchor in reversed(anchors(cell.text, dated)):
        rest = rest[: anchor.start] + rest[anchor.end :]
    return re.sub(r"[0-9０-９令和平成年月日/.\-()（）\s]", "", rest).lstrip("にへまで、 　")


def _round(found: Sequence[Promise], limit: Part, dated: date) -> list[Promise]:
    """What was done and when it is done next, of one thing that a row's limit says to come round (毎年度６月)."""
    rule = next((anchor for anchor in anchors(limit.text, dated) if anchor.recurring), None)
    if len(found) != 2 or rule is None or rule.rule == UNSTATED or any(own.recurrence for own in found):
        return list(found)
    last, coming = found
    if (last.status, coming.status) != ("reported", "planned") or last.done_on is None or coming.due_on is None:
        return list(found)
    if _AGAIN.search(coming.text) is None:
        return list(found)
    return [replace(last, recurrence=rule.rule, due_on=coming.due_on, due_text=coming.due_text)]


def _when(promise: Promise, cell: Part, alone: bool, dated: date) -> Promise:
    """The promise with the day of a column that holds either: of completion where it is done, else its limit."""
    day = _day(cell, dated)
    if promise.status == "reported":
        rule = next((anchor for anchor in anchors(cell.text, dated) if anchor.recurring), None)
        if rule is not None and promise.recurrence is None and promise.due_on is not None:
            # 毎年度4月 | 次回 令和7年4月10日: the next day is known.
            return replace(promise, recurrence=rule.rule)
        if rule is not None and (promise.recurrence is None or promise.due_inferred):
            return replace(promise, **recurring(cell.text, rule, None, dated))
        named = promise.recurrence is None and promise.done_on is None and _TOLD.search(promise.text) is None
        if named and not promise.claimed_apart and day is not None and (day.first or dated) > dated:
            # 令和6年4月 | 運用開始: what is listed for a day to come is promised.
            return _due(replace(promise, status="planned"), cell, alone, dated)
        if promise.done_on is not None or day is None or day.last is None or day.last > dated:
            return promise
        return replace(promise, done_on=day.last, done_text=day.words)
    return _due(promise, cell, alone, dated)


def _before_arrow(cell: Part, dated: date) -> date | None:
    """The former limit in a cell that points to the one that took its place: 令和6年9月→令和7年1月."""
    arrow = _ARROW.search(cell.text)
    if arrow is None:
        return None
    days = [anchor for anchor in anchors(cell.text, dated) if not anchor.recurring]
    before = [day.last for day in days if day.end <= arrow.start()]
    after = [day.last for day in days if day.start >= arrow.end()]
    return before[-1] if before and after and before[-1] != after[-1] else None


def _day(cell: Part, dated: date) -> Anchor | None:
    """The day of a date cell: the last that is not called former (当初), and after an arrow the one it points to."""
    found = [anchor for anchor in anchors(cell.text, dated) if not anchor.recurring]
    current = [anchor for anchor in found if not _FORMER.search(cell.text[: anchor.start])]
    return current[-1] if current else (found[-1] if found else None)
