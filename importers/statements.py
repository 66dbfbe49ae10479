"""A measure's text to its promises: its lines and sentences, what belongs together, and what only announces. Pure.

Enumerations after 以下の… belong to the sentence that announces them, unless each of them claims something itself;
what is told of the rest of a count belongs to the count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from importers import clauses
from importers.anchors import anchors, within
from importers.claims import NOTHING, Claimed, bare_claim, heading_claim, is_background, is_group, is_undone
from importers.clause_claims import UNDER_WAY, bare
from importers.draft import Claim, Passage, Promise
from importers.quantities import Quantity, among, left_over, quantity_of
from importers.readers.grid import Place
from importers.sentence import Statement, statements_of
from importers.settle import settle
from importers.similar import held, plain, undated

# A heading inside a text that only says how far its lines are is no longer than this.
_GROUP_LENGTH: Final = 16
# Fewer letters than this beside a day say nothing that could be promised.
_LEAST_WORDS: Final = 3
_LITTLE: Final = 14
# A sign or a status word in brackets at the head of a line: ✅, 【実施済】, ［検討中］.
_FRAMED: Final = re.compile(
    r"(?P<sign>[✅🟢🔄🚧🟡⌛🔧⏳📅🗓❌⬜🔴⚪🔜])\ufe0f?[ 　]*(?=\S)"
    r"|[【［\[〔＜<]((?!実施[】］\]〕＞>]|計画|対応[】］\]〕＞>])[^】］\]〕＞>\n]{1,6})[】］\]〕＞>][ 　]*(?=\S)"
)
_SHARE_OF: Final = re.compile(r"(?<![0-9０-９])[0-9０-９一二三四五六七八九]割|[0-9０-９]\s*[%％]|半数")
# What only says that something follows: 次の改善措置を講じてきた.
_LEADS: Final = re.compile(
    r"(?:次|以下|下記)の(?:とおり|通り|[^、。]{0,6}(?:措置|対策|取組|取り組み|改善策|対応))[^、。]{0,6}"
    r"(?:講じ|取り?組|実施し|進め|行っ)(?:て|で|ん)?[^、。]{0,8}[。）)]*$"
)
_ALL_OF_IT: Final = re.compile(r"(?:全て|すべて|全件|全員|全[一-龥か]{1,3})の?")
_INNER_SHARE: Final = re.compile(r"[、，](?:この|その)?うち")
_LATEST: Final = re.compile(r"(?:直近|前回|最近|最新)(?:では|は|の|分)")
_LEFT_HEAD: Final = 24
_SAME_WORDS: Final = 0.5
_DONE_BY: Final = re.compile(r"(?:を|が)?(?:完了|終了|実施|達成|終え)[^、。]*[。]?$|全て|すべて|全|残り?の?")
_REST: Final = re.compile(
    r"^(?:なお[、，])?(?:(?:残り?る?|残余|未[一-龥]{1,4})(?:者|分)?(?:の|り)?[ 　]*([0-9０-９,，]+)"
    r"|(?:残り|残余|その他|未[一-龥]{1,4}者?)(?:の[一-龥]{1,4})?(?:は|に?ついて|に))"
)


def promises(
    text: str,
    passage: Passage,
    dated: date,
    *,
    heading: str = "",
    antecedent: date | None = None,
    whole: bool = True,
) -> tuple[Promise, ...]:
    """The promises in a measure's text, in its order.

    `passage` is where the text stands (its offset is the text's). `dated` is the document's day. `heading` stands over
    the text and may claim for it (今後の取組). `whole`: a text that promises nothing legible is one promise with a
    doubt rather than none.
    """
    over = heading_claim(heading)
    found = _with_rest(text, _statements(text, dated, antecedent))
    found = [own for own in _announced(text, found) if _says_something(text, own)]
    kept = [own for own in found if not own.noun or over is not None or own.over is not None]
    if not kept and whole:
        kept = [replace(own, noun=False) for own in found] or _everything(text)
    return tuple(
        settle(
            text,
            own.start,
            own.end,
            own.claim,
            own.bound,
            _at(passage, text, own.start, own.end),
            dated,
            own.over or over,
            _share(text, kept, place),
        )
        for place, own in enumerate(kept)
    )


def _share(text: str, kept: Sequence[Statement], place: int) -> Quantity | None:
    """What a statement tells of a count that the one before it names: 6部署に指示し、うち4部署で完了している."""
    own, before = kept[place], kept[place - 1] if place else None
    if before is not None and (found := among(bare(text[before.start : before.end]), text[own.start : own.end])):
        return found
    inner = _INNER_SHARE.search(text, own.start, own.end)
    if inner is not None and (found := among(bare(text[own.start : inner.start()]), text[inner.start() + 1 : own.end])):
        return found
    first, *rest = clauses.sentences(text, own.start, own.end)
    return left_over(bare(text[slice(*first)]), bare(text[rest[0][0] : own.end])[:_LEFT_HEAD]) if rest else None


def _says_something(text: str, own: Statement) -> bool:
    """Whether a statement holds words beside its days."""
    words = text[own.start : own.end]
    for anchor in own.bound:
        words = words.replace(anchor.words, "")
    return len(re.sub(r"[\W\d_]", "", words)) >= _LEAST_WORDS - bool(own.bound)


def _with_rest(text: str, found: Sequence[Statement]) -> list[Statement]:
    """Statements with what is told of their rest: 34市町村のうち29… 残る5市町村… is one promise, under way."""
    kept: list[Statement] = []
    for own in found:
        led = own.bound[0].end if own.bound and own.bound[0].start == own.start else own.start
        rest = _REST.match(text[own.start : own.end]) or _REST.match(text[led : own.end].lstrip("、， 　"))
        before = kept[-1] if kept else None
        if rest is not None and before is not None and own.claim.status in ("planned", "in_progress"):
            told = text[before.start : before.end]
            over_both = quantity_of(bare(text[before.start : own.end]))
            count = quantity_of(bare(told)) or quantity_of(told)
            if over_both is not None and over_both.share and (count is None or not count.share):
                count = over_both
            number = int(unicodedata.normalize("NFKC", rest[1]).replace(",", "")) if rest[1] else None
            left = count.whole - (count.done or 0) if count is not None and count.share else 0
            if (left > 0 and number in (None, left)) or (number is None and _SHARE_OF.search(told)):
                kept[-1] = _joined_rest(before, own)
                continue
        elif before is not None and own.claim.status == "planned" and is_undone(bare(text[before.start : before.end])):
            if not any(anchor.deadline for anchor in before.bound) and _has_no_subject(text, own):
                # 令和6年度は未実施。令和7年4月に実施予定: one promise.
                kept[-1] = replace(own, start=before.start)
                continue
        elif before is not None and own.claim.status == "planned" and _is_left(text, before, own):
            # 41名のうち39名が受講済み。休業中の2名は復帰後に受講させる: one promise.
            kept[-1] = _joined_rest(before, own)
            continue
        elif before is not None and _LATEST.match(text, own.start) and any(day.recurring for day in before.bound):
            # 毎月開催しており、直近では9月18日に開催した: one promise, last kept on that day.
            kept[-1] = replace(before, end=own.end, bound=(*before.bound, *own.bound))
            continue
        elif before is not None and own.claim.status in ("planned", "in_progress") and _left_over(text, before, own):
            # 138社に送り、127社から回答を得た。回答のない11社には…: one promise.
            kept[-1] = _joined_rest(before, own)
            continue
        elif before is not None and _all_of_it(text, before, own):
            # 6,402人のうち5,120人の点検を終えた。全件の点検は11月末に完了する見込み: one promise.
            kept[-1] = _joined_rest(before, own)
            continue
        elif before is not None and _counts_on(text, before, own):
            # 26,310件の照合を実施している。11月末現在で19,874件が終了しており、3月末までに完了する予定: one promise.
            kept[-1] = _joined_rest(before, own)
            continue
        elif _goes_on(text, kept, own):
            # 適用を順次進めている。123団体のうち88団体が適用済み。9月末までに全団体への適用を完了する計画: one promise.
            begun = kept.pop() if kept[-1].claim.status is not None else replace(kept.pop(-2), end=kept.pop().end)
            kept.append(_joined_rest(begun, own))
            continue
        elif before is not None and own.bound and own.claim.status == "planned" and _has_no_subject(text, own):
            if own.entry:
                pass
            elif before.claim.status == "in_progress" and not any(anchor.deadline for anchor in before.bound):
                # 監査を実施中。3月までに完了する見込み: one promise, under way.
                kept[-1] = _joined_rest(before, own)
                continue
            count = quantity_of(text[before.start : before.end])
            if count is not None and count.share and 0 < (count.done or 0) < count.whole:
                kept[-1] = _joined_rest(before, own)
                continue
        kept.append(own)
    return kept


def _is_left(text: str, before: Statement, own: Statement) -> bool:
    """Whether a promise is of just as many as a share that was told before it leaves."""
    told = text[before.start : before.end]
    count = quantity_of(bare(told)) or quantity_of(told)
    if count is None or not count.share or count.unit is None or not 0 < (count.done or 0) < count.whole:
        return False
    words = unicodedata.normalize("NFKC", text[own.start : own.end])
    return (
        re.search(rf"(?<![\d,.]){count.whole - (count.done or 0)}{re.escape(count.unit)}[はにのを]", words) is not None
    )


def _left_over(text: str, before: Statement, own: Statement) -> bool:
    return left_over(bare(text[before.start : before.end]), bare(text[own.start : own.end])[:_LEFT_HEAD]) is not None


def _all_of_it(text: str, before: Statement, own: Statement) -> bool:
    """Whether all of a count, a part of which was told as done, is promised."""
    if own.claim.status != "planned" or not own.bound or before.claim.status is None:
        return False
    led = own.bound[0].end if own.bound[0].start == own.start else own.start
    if _ALL_OF_IT.match(text, led) is None:
        return False
    count = quantity_of(text[before.start : own.end])
    return count is not None and count.share and 0 < (count.done or 0) < count.whole


def _counts_on(text: str, before: Statement, own: Statement) -> bool:
    """Whether a limit is set for a count that was told of before, with how much of it is done."""
    if before.claim.manner not in ("state", "way") or own.claim.status not in ("planned", "in_progress"):
        return False
    if not any(anchor.deadline for anchor in own.bound) or any(anchor.deadline for anchor in before.bound):
        return False
    alone = quantity_of(bare(text[before.start : before.end]))
    both = quantity_of(bare(text[before.start : own.end]))
    return alone is not None and not alone.share and both is not None and both.share and both.whole == alone.whole


def _goes_on(text: str, kept: Sequence[Statement], own: Statement) -> bool:
    """Whether a limit is set for what was told as under way before it, in the same words; counts may stand between."""
    if not kept or own.claim.status != "planned" or not any(anchor.deadline for anchor in own.bound):
        return False
    begun = kept[-1]
    if begun.claim.status is None and not begun.bound and len(kept) > 1:
        begun = kept[-2]
    if begun.claim.status != "in_progress" or (own.entry and begun.start < text.rfind("\n", 0, own.start)):
        return False
    if any(anchor.deadline or anchor.recurring for anchor in (*begun.bound, *own.bound) if anchor in begun.bound):
        return False
    words = _DONE_BY.sub("", undated(bare(text[own.start : own.end])).rstrip("、，"))
    return len(plain(words)) >= _LEAST_WORDS and held(words, text[begun.start : kept[-1].end]) >= _SAME_WORDS


def _joined_rest(part: Statement, rest: Statement) -> Statement:
    days = tuple(anchor for anchor in rest.bound if not anchor.recurring)
    return replace(part, end=rest.end, claim=UNDER_WAY, bound=days or part.bound)


def _has_no_subject(text: str, own: Statement) -> bool:
    """Whether a sentence says only when and that (10月末までに完了する見込み), of what the one before it is about."""
    words = bare(text[own.start : own.end])
    for anchor in own.bound:
        words = words.replace(anchor.words, "")
    return len(words) <= _LITTLE and re.search(r"[をがはも]|について", words) is None


def _statements(text: str, dated: date, antecedent: date | None) -> list[Statement]:
    bound = anchors(text, dated, antecedent)
    found: list[Statement] = []
    over: Claim | None = None
    for start, end in clauses.lines(text):
        if (
            found
            and clauses.brackets(text, start, end) == [(start + 1, end - 1)]
            and (text[start] in "（(" or within(bound, start, end))
        ):
            # A line in brackets belongs to the line above.
            found[-1] = replace(found[-1], end=end, bound=(*found[-1].bound, *within(bound, start, end)))
            continue
        marker = clauses.MARKER.match(text, start, end)
        begin = marker.end() if marker and marker.end() < end else start
        framed = _FRAMED.match(text, begin, end)
        stated = bare_claim(framed["sign"] or framed[2]) if framed is not None else None
        if framed is not None and stated is not None:
            begin = framed.end()
        if clauses.ASIDE.match(text, begin, end):
            continue
        words = text[begin:end].strip("【】[]<>＜＞()（）：: ")
        if len(words) <= _GROUP_LENGTH and is_group(words):
            over = heading_claim(words)
            continue
        for first, last in clauses.sentences(text, begin, end):
            told = statements_of(text, first, last, bound, dated)
            if stated is not None:
                # 【実施中】…を確認している。: the frame claims for the sentence that it opens.
                told = [replace(own, claim=Claimed(stated, "word"), noun=False) for own in told]
                stated = None
            found.extend(replace(own, entry=marker is not None or begin > start, over=over) for own in told)
    return found


def _announced(text: str, found: Sequence[Statement]) -> list[Statement]:
    """Enumerations with the sentence that announces them: together, or without it where each claims for itself."""
    kept: list[Statement] = []
    place = 0
    while place < len(found):
        own = found[place]
        entries = 0
        while own.announces and place + 1 + entries < len(found) and found[place + 1 + entries].entry:
            entries += 1
        listed = found[place + 1 : place + 1 + entries]
        if not listed:
            if not (own.announces and not own.bound and _LEADS.search(bare(text[own.start : own.end]))):
                kept.append(own)
            place += 1
            continue
        if all(entry.noun for entry in listed):
            # One promise in several parts: 以下の機能を開発予定。(1)… (2)…
            kept.append(own if own.noun else replace(own, end=listed[-1].end))
            if own.noun:
                kept.extend(listed)
        else:
            kept.extend(_led(own, entry) for entry in listed if not entry.noun or own.claim.status is not None)
        place += 1 + entries
    return kept


def _led(lead: Statement, entry: Statement) -> Statement:
    """An entry of a list under a sentence that claims or dates for all of them."""
    claim = entry.claim
    if claim.status is None or (claim.manner == "plan" and lead.claim.manner == "plan"):
        claim = claim if claim.status else lead.claim
    bound = entry.bound or tuple(anchor for anchor in lead.bound if claim.status == lead.claim.status)
    return replace(entry, claim=claim, bound=bound, noun=False)


def _everything(text: str) -> list[Statement]:
    start, end = clauses.trimmed(text, 0, len(text))
    if start == end or is_background(bare(text[start:end])):
        return []
    return [Statement(start, end, NOTHING, ())]


def _at(passage: Passage, text: str, start: int, end: int) -> Passage:
    where: Place = passage.where
    return Passage(text[start:end], passage.offset + start, end - start, where)
