"""Entries to the items and measures of a Draft, with their promises and what stands beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from importers import clauses, numbered
from importers.beside import (
    is_meant,
    is_state,
    one_a_line,
    state_of,
    with_mark,
    with_states,
)
from importers.blocks import TO_COME
from importers.claims import bare_claim, claim_of, heading_claim
from importers.draft import DraftItem, DraftMeasure, Promise
from importers.headings import opening
from importers.items import item_of, measures_of
from importers.pieces import NOTHING, Entry, Found, Part, joined
from importers.remarks import ENDS, is_to_come, with_day, with_plan, with_remark
from importers.row_dates import as_step, in_year, with_dates, with_rule_of
from importers.settle import NO_CLAIM
from importers.similar import plain
from importers.statements import promises

_TITLE_LENGTH: Final = 60
_BRACKETED: Final = re.compile(r"[（(][^（()）]*[)）]")
_OVER: Final = "実施した取組"
_COLON: Final = 2
# What a letter says of itself, of the plan and of the office, and no measure.
_COVER: Final = re.compile(
    r"(?:漏えい等|[確速続]|貴委員会[へに]の?)報|(?:次回|前回|本)の?報告|報告書?を(?:提出|取りまとめ)|照会のあった|回答し"
    r"|(?:実施|計画|対象|報告)期間|組織改[編正]|担当(?:部署|課|者|部局)[がはを]|計画書?を(?:策定|作成|提出)|取り組んでま"
)
_PLANNED: Final = re.compile(r"検討|予定|計画")
UNSHARED: Final = "several measures share one cell for their state"


@dataclass(slots=True)
class _Item:
    part: Part
    numbers: list[str] = field(default_factory=list)
    measures: list[DraftMeasure] = field(default_factory=list)


def items(entries: Iterable[Found], dated: date) -> tuple[DraftItem, ...]:
    """The items that the entries speak of, in order of first mention, each with its measures."""
    held: list[_Item] = []
    by_place: dict[str, _Item] = {}
    last: Part = NOTHING
    for own in (part for row in entries for part in numbered.parted(row)):
        told = _measures(own, dated)
        if own.preamble:
            told = [replace(one, promises=tuple(filter(_tells_when, one.promises))) for one in told]
            if not any(one.promises for one in told):
                continue
        named = own.entry.all("item")
        part = joined(named) if named else own.item or (last if own.table else NOTHING)
        last = part
        place = plain(part.text)
        item = by_place.get(place)
        if item is None:
            item = by_place[place] = _Item(part)
            held.append(item)
        if named:
            item.numbers.append(own.entry.one("number").text)
        for measure in told:
            if own.after:
                measure = replace(measure, promises=tuple(filter(_is_no_closing, measure.promises)))
            if own.note:
                measure = replace(measure, promises=tuple(filter(is_to_come, measure.promises)))
            if measure.promises:
                _add(item.measures, measure, own.over)
    # One item with several numbers: they count the rows.
    counted = any(len({*filter(None, item.numbers)}) > 1 for item in held)
    return tuple(
        DraftItem(
            number or ("" if counted else "".join(item.numbers[:1]).strip("()（）. ")),
            heading,
            text,
            item.part.passage,
            tuple(item.measures),
        )
        for item in held
        if item.measures
        for number, heading, text in [item_of(item.part)]
    )


def _tells_when(promise: Promise) -> bool:
    """Whether a statement above any heading is a sentence that says when it is or was done, as no cover letter does."""
    when = promise.due_on or promise.done_on or promise.recurrence
    told = promise.status is not None and bool(when) and promise.text.rstrip().endswith("。")
    return told and _COVER.search(promise.text) is None


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
            return with_plan([made for made in found if made is not None], joined(plan), entry, dated)
        if remarks and len(found) == 1 and found[0] is not None:
            found = [with_day(found[0], remarks, dated, note=True)]
        if remarks:
            return with_plan([made for made in found if made is not None], joined(remarks), entry, dated, note=True)
    for part in plan:
        beside = replace(own, over=TO_COME)
        alone = (years or not both) and not measure
        for heading, body in measures_of(part):
            titled = heading if heading.text else given
            made = _together(titled, body, NOTHING, entry, beside, dated)
            if made is not None and alone and state.text:
                made = _of_year(made, _together(titled, body, state, entry, beside, dated) or made, dated)
            found.append(made)
    below = _told_below(states, dated) if not (own.table or measure or both or plan) else NOTHING
    if below.text:
        found.append(_together(given, below, NOTHING, entry, own, dated))
    elif not measure and not both and not plan and (given.text or entry.all("progress")):
        made = _together(
            given, NOTHING, joined(entry.all("progress")) if entry.all("progress") else NOTHING, entry, own, dated
        )
        found.append(made)
    whole = [measure for measure in found if measure is not None]
    return [with_remark(whole[0], entry, dated)] if own.table and len(whole) == 1 and not plan else whole


def _told_below(states: Sequence[Part], dated: date) -> Part:
    """The sentences beneath a labelled status word (実施状況：未着手, and below it what is to be done), where they tell
    more than the word; NOTHING elsewhere.
    """
    whole = joined(states) if states else NOTHING
    word, _, rest = whole.text.partition("\n")
    if "。" in word or bare_claim(word) is None or not rest.strip():
        return NOTHING
    below = whole.sub(len(word), len(whole.text))
    return below if promises(below.text, below.passage, dated) else NOTHING


def _first_line(part: Part) -> Part:
    return part.sub(0, len(part.text.partition("\n")[0]))


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
        told = with_states(told, heading, body, progress, dated, stated=word is not None)
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
            if promise.status == "planned" and ENDS.search(promise.text) else promise for promise in told
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
