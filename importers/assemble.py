"""Entries to the items and measures of a Draft, with their promises and what stands beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from importers import clauses, numbered
from importers.beside import (
    day_of_act,
    is_meant,
    is_rest,
    is_state,
    one_a_line,
    says_more,
    state_of,
    with_mark,
    with_states,
)
from importers.claims import claim_of, heading_claim
from importers.draft import DraftItem, DraftMeasure, Promise
from importers.headings import opening
from importers.items import item_of, measures_of
from importers.outline import Found, joined
from importers.pieces import NOTHING, Entry, Part
from importers.row_dates import as_step, in_year, with_dates, with_rule_of
from importers.settle import NO_CLAIM, PAST_PLAN
from importers.similar import plain
from importers.statements import promises
from store.recurrence import next_occurrence

_TITLE_LENGTH: Final = 60
_BRACKETED: Final = re.compile(r"[（(][^（()）]*[)）]")
_TO_COME: Final = "今後の予定"
_OVER: Final = "実施した取組"
_COLON: Final = 2
_REMARK: Final = 10
_ABOUT: Final = 31
_AGAIN: Final = re.compile(r"(?:実施|開催)(?:する|します)?(?:予定)?。?$")
# 検証環境の整備（令和6年12月末完了予定）, under 対応中の事項.
_ENDS: Final = re.compile(r"(?:完了|終了|終え)[^。]{0,6}(?:予定|見込)")
# What is to come is the end of the whole, and no step on the way (教材を10月までに作成).
_WHOLE: Final = re.compile(r"完了|終了|終え|全件|全て|すべて|残り|残る")
_PLANNED: Final = re.compile(r"検討|予定|計画")
_PUT_OFF: Final = re.compile(r"変更|延期|延長|遅|見込|予定|ずれ|後ろ倒し|繰り?延べ?|先送り|見直")
LATER_BESIDE: Final = "another column of the row names a later day"
UNSHARED: Final = "several measures share one cell for their state"


@dataclass(slots=True)
class _Item:
    part: Part
    number: str
    measures: list[DraftMeasure] = field(default_factory=list)


def items(entries: Iterable[Found], dated: date) -> tuple[DraftItem, ...]:
    """The items that the entries speak of, in order of first mention, each with its measures."""
    held: list[_Item] = []
    by_place: dict[str, _Item] = {}
    last: Part = NOTHING
    for own in (part for row in entries for part in numbered.parted(row)):
        named = own.entry.all("item")
        part = joined(named) if named else own.item or (last if own.table else NOTHING)
        last = part
        place = plain(part.text)
        item = by_place.get(place)
        if item is None:
            number = own.entry.one("number").text if named else ""
            item = by_place[place] = _Item(part, number)
            held.append(item)
        for measure in _measures(own, dated):
            if own.after:
                measure = replace(measure, promises=tuple(filter(_is_no_closing, measure.promises)))
            if own.note:
                measure = replace(measure, promises=tuple(filter(_is_to_come, measure.promises)))
            if measure.promises:
                _add(item.measures, measure, own.over)
    return tuple(
        DraftItem(number or item.number.strip("()（）. "), heading, text, item.part.passage, tuple(item.measures))
        for item in held
        if item.measures
        for number, heading, text in [item_of(item.part)]
    )


def _is_to_come(promise: Promise) -> bool:
    return promise.status in ("planned", "in_progress") and promise.due_on is not None


def _is_no_closing(promise: Promise) -> bool:
    """Whether a statement after a table is more than the words with which a letter closes."""
    if promise.recurrence is not None or promise.status in ("in_progress", None):
        return True
    if promise.status == "reported":
        return promise.done_on is not None
    return promise.due_on is not None or _PLANNED.search(promise.text) is not None


def _add(measures: list[DraftMeasure], measure: DraftMeasure, over: str) -> None:
    """Add a measure; what stands under another heading of the same measure (今後の予定) joins it."""
    for place in range(len(measures) - 1, -1, -1):
        before = measures[place]
        if before.heading == measure.heading and (measure.heading or over):
            measures[place] = replace(
                before, text=f"{before.text}\n{measure.text}", promises=(*before.promises, *measure.promises)
            )
            return
    measures.append(measure)


def _measures(own: Found, dated: date) -> list[DraftMeasure]:
    entry = own.entry
    given = _plain(entry.one("heading"))
    found: list[DraftMeasure | None] = []
    states = entry.all("progress")
    state = joined(states) if states and own.table else NOTHING
    measure = entry.all("measure")
    both, plan, remarks = entry.all("both"), entry.all("plan"), entry.all("note") if own.table else []
    years = bool(both) and bool(plan) and bool(state.text)
    bare = not (given.text or plan or state.text)
    if len(both) == 1 and own.table and bare and is_state(both[0], dated):
        # 指導事項 | 完了: the state of what the item itself names.
        made = _together(_first_line(entry.one("item")), NOTHING, both[0], entry, own, dated)
        return [made] if made is not None else []
    for place, part in enumerate(both):
        # Years beside each other: the state and the dates are those of the last of them.
        former = own.table and (years or place + 1 < len(both))
        beside = replace(own, over=_OVER) if years or (plan and own.table and not measure) else own
        told = Entry() if former else entry
        for heading, body in measures_of(part):
            titled = heading if heading.text else given
            found.append(_together(titled, body, NOTHING if former else state, told, beside, dated))
    if measure:
        found.extend(_beside(given, joined(measure), entry, own, dated))
        if plan and own.table:
            return _with_plan([made for made in found if made is not None], joined(plan), entry, dated)
        if remarks and len(found) == 1 and found[0] is not None:
            found = [_with_day(found[0], remarks, dated, note=True)]
        if remarks:
            return _with_plan([made for made in found if made is not None], joined(remarks), entry, dated, note=True)
        if own.table and len(found) == 1 and found[0] is not None:
            return [_with_remark(found[0], entry, dated)]
    for part in plan:
        beside = replace(own, over=_TO_COME)
        alone = (years or not both) and not measure
        for heading, body in measures_of(part):
            titled = heading if heading.text else given
            made = _together(titled, body, NOTHING, entry, beside, dated)
            if made is not None and alone and state.text:
                made = _of_year(made, _together(titled, body, state, entry, beside, dated) or made, dated)
            found.append(made)
    if not measure and not both and not plan and (given.text or entry.all("progress")):
        made = _together(
            given, NOTHING, joined(entry.all("progress")) if entry.all("progress") else NOTHING, entry, own, dated
        )
        found.append(made)
    return [measure for measure in found if measure is not None]


def _with_plan(
    told: list[DraftMeasure], plan: Part, entry: Entry, dated: date, *, note: bool = False
) -> list[DraftMeasure]:
    """Measures with what is still to come of them (今後の予定): the rest of one that is open, else a promise more.

    Of a `note` only what is to come counts.
    """
    coming = promises(plan.text, plan.passage, dated, heading="" if note else _TO_COME)
    if note:
        coming = tuple(filter(_is_to_come, coming))
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
        if rest.due_on is not None and (not limited or _WHOLE.search(rest.text)):
            one = replace(one, due_on=rest.due_on, due_text=rest.due_text, due_approx=rest.due_approx)
            one = replace(one, doubts=tuple(doubt for doubt in one.doubts if doubt != PAST_PLAN))
        return [replace(own, promises=(replace(one, status=one.status or rest.status),))]
    return [replace(own, text=f"{own.text}\n{plan.text}", promises=(*own.promises, *coming))] if coming else [own]


def _with_remark(own: DraftMeasure, entry: Entry, dated: date) -> DraftMeasure:
    """A measure whose remark puts the end of its one open promise off (作業が遅れており、1月末までに完了予定), or
    tells the day on which it was kept (5月23日に実施). A later day that may mean something else is put to the reviewer.
    """
    if len(own.promises) != 1:
        return own
    if own.promises[0].status == "reported":
        return _with_day(own, entry.all("other"), dated)
    one, words = own.promises[0], f"{own.heading}{own.text}"
    for part in entry.all("other"):
        for coming in promises(part.text, part.passage, dated) if len(part.text) > _REMARK else ():
            late = coming.due_on is not None and (one.due_on is None or coming.due_on > one.due_on)
            if late and _is_to_come(coming) and _ENDS.search(coming.text) and is_rest(coming, one, words):
                moved = replace(one, due_on=coming.due_on, due_text=coming.due_text, due_approx=coming.due_approx)
                return replace(own, promises=(replace(moved, former_due=one.former_due or one.due_on),))
            if late and _is_to_come(coming) and _PUT_OFF.search(coming.text):
                return replace(own, promises=(replace(one, doubts=(*one.doubts, LATER_BESIDE)),))
    return own


def _with_day(own: DraftMeasure, remarks: Sequence[Part], dated: date, *, note: bool = False) -> DraftMeasure:
    """A measure that is done, with the day that its remark or note gives where no other place does."""
    if len(own.promises) != 1 or own.promises[0].status != "reported":
        return own
    one = own.promises[0]
    told = [known for part in remarks if (known := day_of_act(part, dated, note=note)) is not None]
    if one.done_on is not None or len(told) != 1 or told[0].done_on is None:
        return own
    return replace(own, promises=(replace(one, done_on=told[0].done_on, done_text=told[0].done_text),))


def _first_line(part: Part) -> Part:
    return part.sub(0, len(part.text.partition("\n")[0]))


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


def _of_year(plain: DraftMeasure, stated: DraftMeasure, dated: date) -> DraftMeasure:
    """A plan with the state of its row; one that only says 済 of the whole row is put to the reviewer."""
    if len(plain.promises) != 1 or len(stated.promises) != 1:
        return stated
    promise, told = plain.promises[0], stated.promises[0]
    if told.status != "reported" or told.done_on is not None or promise.status not in ("planned", None):
        return stated
    return replace(plain, promises=(replace(promise, doubts=(*promise.doubts, UNSHARED)),))


def _beside(given: Part, text: Part, entry: Entry, own: Found, dated: date) -> list[DraftMeasure]:
    """Measures with their state in a column beside them, told apart by heading or by line."""
    progress, word = state_of(entry, dated)
    bodies = list(measures_of(text))
    states = list(measures_of(progress)) if progress.text else []
    lines = [progress.sub(a, b) for a, b in clauses.lines(progress.text)]
    made: list[DraftMeasure | None] = []
    for place, (heading, body) in enumerate(bodies):
        state = progress
        if len(bodies) > 1:
            named = [own_body for title, own_body in states if title.text and title.text == heading.text]
            if named:
                state = named[0]
            elif len(states) == len(bodies):
                state = states[place][1]
            elif len(lines) == len(bodies):
                state = lines[place]
        titled = heading if heading.text else given
        title, _, rest = body.text.partition("\n")
        if not titled.text and _is_title(title) and (not rest or _BRACKETED.fullmatch(rest.strip())):
            titled, body = _plain(body.sub(0, len(title))), NOTHING
        made.append(
            _together(titled, body, state, entry, own, dated, shared=len(bodies) > 1 and state is progress, word=word)
        )
    return [measure for measure in made if measure is not None]


def _together(
    heading: Part,
    body: Part,
    progress: Part,
    entry: Entry,
    own: Found,
    dated: date,
    *,
    shared: bool = False,
    word: Promise | None = None,
) -> DraftMeasure | None:
    """One measure out of its heading, its text, its state and its dates; `word` is a status word beside all of it."""
    over = own.over or heading.text
    told = list(promises(body.text, body.passage, dated, heading=over, whole=False)) if body.text else []
    if body.fiscal is not None:
        told = [in_year(promise, body.fiscal, dated) for promise in told]
    column = own.entry.one("heading")
    own_name = heading.text and not column.offset <= heading.offset <= column.end
    if own_name and not progress.text and 0 < body.offset - heading.end <= _COLON and is_state(body, dated):
        # 報告フローの周知：実施済み（2024年6月28日）
        told, progress, body = [], body, NOTHING
    if own.table and len(told) > 1:
        told = one_a_line(told, body, progress, entry, dated)
    if progress.text:
        named = bool(told)
        told = with_states(told, heading, body, progress, dated)
        if own.table and not named:
            told = as_step(told, body if body.text else heading, entry, dated)
    elif not told and own.table:
        source = body if body.text else heading
        told = list(promises(source.text, source.passage, dated, heading=over)) if source.text else []
        if not told and source.text:
            stated = heading_claim(own.over) if own.over else None
            told = [Promise(source.text, source.passage, stated, doubts=() if stated else (NO_CLAIM,))]
    if word is not None:
        told = [
            replace(promise, status=word.status, claimed_apart=True)
            if is_meant(promise, word, len(told)) and promise.status != word.status else promise for promise in told
        ]  # fmt: skip
    if entry.stated is not None:
        told = [with_mark(promise, entry.stated) for promise in told]
    told = with_dates(told, entry, dated)
    if own.table and not body.text and len(told) == 1:
        told = [with_rule_of(told[0], heading, dated)]
    if heading_claim(own.over) == "in_progress":
        told = [
            replace(promise, status="in_progress")
            if promise.status == "planned" and _ENDS.search(promise.text) else promise for promise in told
        ]  # fmt: skip
    if shared:
        told = [replace(promise, doubts=(*promise.doubts, UNSHARED)) for promise in told]
    if not told:
        return None
    if not (heading.text or progress.text or own.table):
        body = _from_first(body, told)
    text = "\n".join(part.text for part in (body, progress) if part.text) or heading.text
    first = heading if heading.text else body if body.text else progress
    return DraftMeasure(heading.text, text, first.passage, tuple(told))


def _from_first(body: Part, told: Sequence[Promise]) -> Part:
    """Running text without a heading from the line of its first promise on: who writes to whom is no measure."""
    start = min((promise.passage.offset for promise in told), default=body.offset) - body.offset
    if not 0 < start < len(body.text):
        return body
    return body.sub(body.text.rfind("\n", 0, start) + 1, len(body.text))


def _is_title(text: str) -> bool:
    return bool(text) and len(text) <= _TITLE_LENGTH and "\n" not in text and "。" not in text and not _promises(text)


def _promises(text: str) -> bool:
    return claim_of(clauses.without_brackets(text)).status is not None


def _plain(part: Part) -> Part:
    """A heading without its sign or number."""
    open_ = opening(part.text)
    length = open_.length if open_ and open_.kind != "frame" else len(part.text) - len(part.text.lstrip("・•‣ 　"))
    cut = part.sub(length, len(part.text)) if length else part
    if cut.text.startswith("【") and cut.text.endswith("】"):
        cut = cut.sub(1, len(cut.text) - 1)
    return cut
