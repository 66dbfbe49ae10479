"""The state that stands beside a measure in columns of its own, put to its promises; dates: row_dates.py. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from importers import headings
from importers.anchors import anchors
from importers.claims import bare_claim, claim_of
from importers.draft import Claim, Promise
from importers.pieces import NOTHING, Entry, Part, joined
from importers.quantities import quantity_of
from importers.row_dates import PERCENT, by_share
from importers.settle import NO_CLAIM, PAST_PLAN, STOP
from importers.similar import dice, held, plain, undated
from importers.statements import promises

_BARE_LENGTH: Final = 40
_TELLING_LENGTH: Final = 13
_ACT: Final = re.compile(
    r"(?:整備|改[訂定正修]|配[布付]|周知|策定|制定|施行|通知|公表|締結|作成|設置|導入|契約|変更|見直し|発出|適用|移行|修正|更新|研修|監査|点検){1,3}"
)
# 実施 and the like, with nothing that would be another thing.
_ACT_ALONE: Final = re.compile(
    r"[にの]?[一-龥ァ-ヶー]{0,6}"
    r"(?:実施|完了|終了|改[訂定正修]|制定|締結|施行|通知|開催|稼働|導入|配布|公表|達成|処理|更新|策定|整備|作成|設置|発出|周知"
    r"|受講|点検|公開|開始|適用|訂正|移行|送付|発送|提出|設定|リリース)(?:済み?|した|しました)?"
    r"(?:、?(?:受講|参加|出席|回答|実施)率[0-9.]+)?$"
)
_OF_ALL: Final = re.compile(
    r"(?:対象|全)?[\d,]+[一-龥ァ-ヶー]{1,4}(?:のうち|中)、?[\d,]+[一-龥ァ-ヶー]{1,4}(?:全て|すべて)?を?"
)
# 次回 R7.4.10（今年度はR6.4.11に実施）
_NEXT_TIME: Final = re.compile(r"次回.*\d.*\d月?.*実施")
_AS_OF: Final = re.compile(r"(?:時点|現在)")
# ①実施済み: one of a form's choices.
_CHOICE: Final = re.compile(r"^[①-⑳][ 　]*")
_ALIKE: Final = 0.3
# Nothing but how much of how much.
_SHARE_ALONE: Final = re.compile(
    r"[\d,]+\s*[一-龥ァ-ヶ]{0,4}\s*(?:/|中|のうち)、?\s*[\d,]+\s*[一-龥ァ-ヶ]{1,4}?"
    r"(?:まで|を|で)?(?:実施|完了|確認|点検|突合|照合|処理|終了|配布|適用|訪問)?(?:済み?|完了)?"
)
_TOLD_SO_FAR: Final = re.compile(
    r"(?<!残り)(?<!残る)(?<!未)(?<![\d,])(\d[\d,]*)\s*([一-龥ァ-ヶ]{1,4}?)(?:分|が|を|で|に)?"
    r"(?:受講|実施|完了|終了|確認|回答|提出|点検|適用|配布|訪問|済)"
)
_LEFT: Final = re.compile(r"(?:なお、|また、)?(?:残り?|残余|未[了済点実])")
# Opens a sentence that tells of something more.
_ALSO: Final = re.compile(r"また|[併合]せて|あわせて|さらに|更に|加え|このほか|そのほか")
_NAME_LENGTH: Final = 60
_OF_NAME: Final = 0.5


def state_of(entry: Entry, dated: date) -> tuple[Part, Promise | None]:
    """The state beside a measure; where a word and sentences stand in columns of their own, both apart."""
    parts = entry.all("progress")
    if len(parts) < 2:
        return (parts[0] if parts else NOTHING), None
    words = [part for part in parts if _bare(part, dated) is not None]
    if len(words) == len(parts) and not any("。" in part.text for part in parts):
        # ②実施中 | 14,100人完了: the word alone is the state, the other tells of it.
        words = [part for part in words if not any(map(str.isdecimal, part.text))]
    told = [part for part in parts if part not in words]
    if not words or not told:
        return joined(parts), None
    return joined(told), _bare(words[0], dated)


def one_a_line(told: Sequence[Promise], body: Part, progress: Part, entry: Entry, dated: date) -> list[Promise]:
    """The statements of a measure whose row has one state or day for all: sentences of one line without a day, a rule
    or a count of their own only describe what the first of them says.
    """
    stated = entry.stated is not None or (bool(progress.text) and _bare(progress, dated) is not None)
    if not stated and not any(entry.all(role) for role in ("due", "when", "done")):
        return list(told)
    found: list[Promise] = []
    for promise in told:
        before = found[-1] if found else None
        if before is not None and _is_plain(before) and _is_plain(promise):
            start, end = before.passage.offset - body.offset, promise.passage.offset - body.offset
            between = body.text[start:end]
            also = _ALSO.search(f"{between[len(before.passage.text) :]}{promise.passage.text[:5]}") is not None
            if 0 <= start < end and not also and "\n" not in between and (stated or before.status == promise.status):
                whole = body.sub(start, end + len(promise.passage.text))
                found[-1] = replace(before, passage=whole.passage)
                continue
        found.append(promise)
    return found


def _counted(part: Part) -> Promise:
    """What is named (既登録データの照合（12,450件中8,100件）) as a promise, with the share that it gives."""
    count = quantity_of(part.text)
    if count is None or not count.share:
        return Promise(part.text, part.passage)
    return Promise(part.text, part.passage, quantity=count.whole, quantity_done=count.done, unit=count.unit)


def _is_plain(promise: Promise) -> bool:
    return (promise.due_on, promise.done_on, promise.recurrence, promise.quantity) == (None, None, None, None)


def is_state(part: Part, dated: date) -> bool:
    """Whether a stretch is nothing but a status word, with a day or a count beside it."""
    if not part.text or "\n" in part.text or headings.opening(part.text) is not None:
        return False
    return _bare(part, dated) is not None


def day_of_act(part: Part, dated: date, *, note: bool = False) -> Promise | None:
    """What a remark tells where it is one thing done on one day (令和7年5月23日に実施), None elsewhere.

    A `note` that the state itself points to may name the act in its own words.
    """
    told = promises(part.text, part.passage, dated) if 0 < len(part.text) <= _BARE_LENGTH else ()
    if len(told) != 1 or told[0].status != "reported" or told[0].recurrence is not None:
        return None
    words = part.text
    for anchor in reversed(anchors(words, dated)):
        words = words[: anchor.start] + words[anchor.end :]
    # 対象57件のうち57件を9月13日に処理済み: how many is no other thing.
    words = _OF_ALL.sub("", unicodedata.normalize("NFKC", words))
    return told[0] if note or _ACT_ALONE.match(plain(words)) else None


def with_states(
    told: list[Promise], heading: Part, body: Part, progress: Part, dated: date, *, stated: bool = False
) -> list[Promise]:
    """The promises with the state that stands beside them: a status word for all, or sentences for each.

    `stated`: a status word in a column of its own says how far they are.
    """
    bare = _bare(progress, dated)
    source = body if body.text else heading
    if bare is not None:
        whole, part = quantity_of(source.text), quantity_of(progress.text)
        if bare.status == "reported" and whole and part and whole.unit == part.unit and part.whole < whole.whole:
            # 全件突合（8,032件） | 6,118件まで完了
            bare = replace(bare, status="in_progress", done_on=None, done_text=None)
            bare = replace(bare, quantity=whole.whole, quantity_done=part.whole, unit=whole.unit)
        elif bare.status == "in_progress" and whole and part and whole.unit == part.unit and part.whole < whole.whole:
            # 不一致の14件を訂正する | 実施中（9件訂正済）
            bare = replace(bare, quantity=whole.whole, quantity_done=part.whole, unit=whole.unit)
        bare = _so_far(bare, progress, source)
        base = told or [_counted(source if source.text else progress)]
        return [_with_state(promise, bare) if is_meant(promise, bare, len(base)) else promise for promise in base]
    states = list(promises(progress.text, progress.passage, dated))
    if not states:
        return told or [Promise(source.text, source.passage, doubts=(NO_CLAIM,))] if source.text else told
    if not told:
        told_apart = [replace(state, claimed_apart=True) for state in states]
        if not _is_named(source.text):
            return told_apart
        if len(states) == 1 and stated and not {STOP, NO_CLAIM}.isdisjoint(states[0].doubts):
            # 還元 | 完了 | 会議日程の都合により期限を超過: a remark that claims nothing.
            kept = tuple(doubt for doubt in states[0].doubts if doubt not in (STOP, NO_CLAIM))
            return [replace(told_apart[0], text=source.text, doubts=kept)]
        if len(states) == 1 and (states[0].status != "reported" or not _tells(states[0].text)):
            # 総点検 | 2,344件中1,980件の確認を完了: the state has no words of its own for what is promised.
            return [replace(_of_named(told_apart[0], source), text=source.text)]
        if len(states) > 1 and (_is_one(source.text, states) or _is_rest(states)):
            return [_as_one(told_apart, source, progress)]
        return told_apart
    if len(told) == 1 and len(states) == 1:
        return [_with_state(told[0], _of_named(states[0], source))]
    if len(told) == 1 and _is_rest(states):
        return [_with_state(told[0], _as_one([replace(s, claimed_apart=True) for s in states], source, progress))]
    if len(told) == 1 and told[0].status == "planned" and _is_course(states, progress):
        # …資料を作成し、周知する予定。 | 22日に資料を作成し、28日に周知した。
        return [_with_state(told[0], _as_one([replace(s, claimed_apart=True) for s in states], source, progress))]
    if len(told) == 1:
        return states
    left = list(states)
    found: list[Promise] = []
    for promise in told:
        best = max(left, key=lambda state: dice(state.text, promise.text), default=None)
        if best is not None and dice(best.text, promise.text) >= _ALIKE:
            left.remove(best)
            found.append(_with_state(promise, best))
        else:
            found.append(promise)
    return [*found, *left]


def _of_named(state: Promise, source: Part) -> Promise:
    """A state that tells fewer as done than its measure names, under way: 全件点検（5,210件） | 3,900件を終えた。"""
    done = state.quantity_done
    if state.status != "reported" or done is None or state.quantity != done:
        return state
    whole = _named_whole(source.text, state.unit or "", done)
    if whole is None:
        return state
    return replace(state, status="in_progress", quantity=whole, done_on=None, done_text=None)


def _named_whole(text: str, unit: str, done: int) -> int | None:
    """How many of a unit a measure names, where these are more than are done."""
    named = re.findall(rf"([\d,]+)\s*{re.escape(unit)}", unicodedata.normalize("NFKC", text)) if unit else []
    numbers = [int(found.replace(",", "")) for found in named if found.strip(",")]
    return next((number for number in numbers if number > done), None)


def _so_far(state: Promise, progress: Part, source: Part) -> Promise:
    """An open state with how many its bracket tells of those that are named: 対象350名 | 実施中（330名受講）."""
    told = _TOLD_SO_FAR.search(unicodedata.normalize("NFKC", progress.text))
    if state.status != "in_progress" or state.quantity is not None or told is None:
        return state
    done = int(told[1].replace(",", ""))
    whole = _named_whole(source.text, told[2], done)
    return state if whole is None else replace(state, quantity=whole, quantity_done=done, unit=told[2])


def _is_named(text: str) -> bool:
    """Whether a measure's cell names one thing: what is told beside it in several sentences can be one promise."""
    return 0 < len(text) <= _NAME_LENGTH and "。" not in text and "\n" not in text


def _is_rest(states: Sequence[Promise]) -> bool:
    """Whether the second of two states tells of what the first leaves (2,101件を点検済み。残りは12月中に完了予定。)."""
    first, rest = states[0], states[-1]
    left = len(states) == 2 and _LEFT.match(rest.text) is not None and rest.recurrence is None
    part = (first.status, first.done_on) == ("reported", None) or first.status == "in_progress"
    return left and part and rest.status in ("planned", "in_progress")


def _is_course(states: Sequence[Promise], progress: Part) -> bool:
    """Whether the steps that one sentence tells are all done, the last of them last."""
    days = [state.done_on for state in states if state.done_on is not None]
    done = all(state.status == "reported" and state.recurrence is None for state in states)
    return (
        done and days == sorted(days) and "。" not in progress.text.strip().rstrip("。") and "\n" not in progress.text
    )


def _is_one(name: str, states: Sequence[Promise]) -> bool:
    """Whether several states tell how far one named thing is (資料は作成済み。周知は未了。), each no promise."""
    if any(state.recurrence is not None for state in states):
        return False
    dated = [state for state in states if state.due_on is not None or state.done_on is not None]
    if len(dated) > 1 or (dated and dated[0].due_on is not None and any(s.status == "reported" for s in states)):
        return False
    return all(not _tells(state.text) or held(undated(state.text), name) >= _OF_NAME for state in states)


def _as_one(states: Sequence[Promise], source: Part, progress: Part) -> Promise:
    """One promise with the state of all: under way where they differ."""
    claims = {state.status for state in states if state.status is not None}
    day = next((state for state in reversed(states) if state.due_on is not None or state.done_on is not None), None)
    count = next((state for state in reversed(states) if state.quantity is not None), None)
    claim: Claim | None = next(iter(claims)) if len(claims) == 1 else "in_progress" if claims else None
    one = replace(day or states[-1], text=source.text, passage=progress.passage, status=claim)
    if claim != "reported":
        one = replace(one, done_on=None, done_text=None)
    if count is not None:
        one = replace(one, quantity=count.quantity, quantity_done=count.quantity_done, unit=count.unit)
    whole = quantity_of(source.text)
    if claim == "in_progress" and whole is not None and count is not None and whole.unit == count.unit:
        # 全件点検（2,344件） | 2,101件を点検済み。残りは…
        done = count.quantity_done if count.status == "reported" else None
        if done is not None and done < whole.whole:
            one = replace(one, quantity=whole.whole, quantity_done=done)
    doubts = [doubt for state in states for doubt in state.doubts if doubt != NO_CLAIM or claim is None]
    return replace(one, doubts=tuple(dict.fromkeys(doubts)))


def says_more(coming: Promise, words: str) -> bool:
    """Whether what stands under 今後の予定 is a promise: a day or rule, or words of its own (not 引き続き実施)."""
    return (
        coming.due_on is not None
        or coming.recurrence is not None
        or (_tells(coming.text) and held(undated(coming.text), words) < _OF_NAME)
    )


def is_rest(coming: Promise, told: Promise, words: str) -> bool:
    """Whether what is to come only completes what is open (12月末までに完了の見込み)."""
    if told.status == "reported" or coming.recurrence is not None:
        return False
    if _LEFT.match(coming.text):
        return True
    return not _tells(coming.text) or held(undated(coming.text), words) >= _OF_NAME


def _tells(text: str) -> bool:
    """Whether a state says what it is about, so that it can stand as the promise's own words."""
    if text[:1].isdigit():
        return False
    words = re.sub(r"[\d,]+", "", plain(undated(text)))
    return len(words) >= _TELLING_LENGTH and re.search(r"[をがはに]", text) is not None


def is_meant(promise: Promise, state: Promise, count: int) -> bool:
    """Whether one status word for several statements speaks of this one: of all where all is done, else of the rest."""
    if count == 1 or state.status == "reported" or promise.status is None:
        return True
    return promise.status != "reported" and promise.due_on is None


def _with_state(promise: Promise, state: Promise) -> Promise:
    """A promise with the claim of its own column; the column's due date counts where the promise's is older."""
    moved: dict[str, Any] = {"status": state.status or promise.status, "claimed_apart": True}
    if state.passage.text:
        moved["passage"] = state.passage
    moved["done_on"], moved["done_text"] = state.done_on, state.done_text
    if state.due_on is not None or state.due_text:
        moved |= {"due_on": state.due_on, "due_text": state.due_text, "due_approx": state.due_approx}
    elif promise.done_on is not None and state.status not in (None, "reported"):
        moved |= {"due_on": promise.done_on, "due_text": promise.done_text}
    elif promise.done_on is not None and state.done_on is None and state.status == "reported":
        moved |= {"done_on": promise.done_on, "done_text": promise.done_text}
    if state.recurrence is not None:
        moved["recurrence"] = state.recurrence
    if state.quantity is not None:
        moved |= {"quantity": state.quantity, "quantity_done": state.quantity_done, "unit": state.unit or promise.unit}
    elif promise.quantity is not None and state.status == "reported":
        moved["quantity_done"] = promise.quantity
    # A limit that is past is no question where the state beside it tells what came of it.
    answered = {NO_CLAIM, PAST_PLAN} if state.status == "reported" or "due_on" in moved else {NO_CLAIM}
    kept = tuple(doubt for doubt in promise.doubts if doubt not in answered and state.status is not None)
    return replace(promise, **moved, doubts=(*kept, *state.doubts))


def with_mark(promise: Promise, claim: Claim) -> Promise:
    """A promise with the claim of the column in which its row is marked."""
    doubts = tuple(doubt for doubt in promise.doubts if doubt != NO_CLAIM)
    return replace(promise, status=claim, claimed_apart=True, doubts=doubts)


def _bare(progress: Part, dated: date) -> Promise | None:
    """A status word, alone or with a day and a count beside it: 完了（令和6年1月26日）, 実施中 80%."""
    text = unicodedata.normalize("NFKC", progress.text)
    share = PERCENT.match(text.strip())
    if share is not None and len(text) <= _BARE_LENGTH:
        state = Promise(progress.text, progress.passage, by_share(float(share[1])))
        count = quantity_of(text)
        known = count is not None and count.share
        return (
            replace(state, quantity=count.whole, quantity_done=count.done, unit=count.unit)
            if count and known
            else state
        )
    share_alone = _SHARE_ALONE.fullmatch(text.strip())
    count = quantity_of(text) if share_alone is not None else None
    if count is not None and count.share and count.done is not None:
        # 4,120件／8,032件
        claim = by_share(100 * count.done / count.whole)
        return Promise(
            progress.text, progress.passage, claim, quantity=count.whole, quantity_done=count.done, unit=count.unit
        )
    if len(text) > _BARE_LENGTH or "。" in text.rstrip("。") or ("\n" in text and len(text) > 24):
        return None
    # 36案件を実施（12月末時点）: up to when it is told, and no day of completion.
    found = [own for own in anchors(progress.text, dated) if not _AS_OF.match(progress.text, own.end)]
    if any(anchor.recurring for anchor in found) or _NEXT_TIME.search(text):
        return None
    rest = progress.text
    for anchor in reversed(found):
        rest = rest[: anchor.start] + rest[anchor.end :]
    rest = _CHOICE.sub("", rest.strip("()（） 　、,・:：付けに"))
    status = bare_claim(rest) or (claim_of(rest).status if len(rest) <= 12 and not re.search(r"[をが]", rest) else None)
    if (
        status is None
        and len(found) == 1
        and (found[0].last or date.max) <= dated
        and _ACT.fullmatch(rest.strip("にの "))
    ):
        # 令和5年11月30日整備: what happened on a day that is past.
        status = "reported"
    if status is None:
        return None
    count = quantity_of(progress.text)
    if status == "reported" and count is not None and count.share and (count.done or 0) < count.whole:
        # 適用中（123団体中58団体）
        status = "in_progress"
    state = Promise(progress.text, progress.passage, status)
    day = next((anchor for anchor in reversed(found) if not anchor.recurring), None)
    if day is not None and status == "reported" and (day.last is None or day.last > dated):
        # 完了（令和6年度契約から適用）: the year is not over, so it names no day of completion.
        pass
    elif day is not None and status == "reported":
        state = replace(state, done_on=day.last, done_text=day.words)
    elif day is not None and (day.last or date.max) >= dated:
        state = replace(state, due_on=day.last, due_text=day.words, due_approx=day.approx)
    if count is not None and count.share:
        state = replace(state, quantity=count.whole, quantity_done=count.done, unit=count.unit)
    return state
