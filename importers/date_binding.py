"""How a date binds: the words behind it (まで, 以降, 頃を目処に, a time of day) and which side they leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from importers import date_grammar as grammar
from importers.date_context import Meaning
from importers.date_parse import parse
from importers.date_printed import Printed

_ROUGHLY = re.compile(r"(?:概ね|おおむね|おおよそ|およそ)\Z")
_ARROW = re.compile(r"[ \t]*[→⇒➡][ \t]*")
_TARGET = re.compile(r"目|めど|メド")
_MORE_THAN = re.compile(
    r"も?(?:約?[0-9][0-9,.]*[^0-9、。\n]{1,6}?(?:増|減|多|少|上昇|低下|改善)|多|少|高|低|大き|小さ|早|遅)"
)
_EARLIER_THAN = re.compile(r"も?(?:前|以前)")
# 15時から開催: the hour from which it is held on its day, not since when something holds.
_HELD = re.compile(
    r"(?:(?!受付|受け付け|申請|提供|運用|販売|取扱|利用|停止|制限|公開|適用|施行)[^。、\n0-9]){0,24}?(?:開催|開[会議きくいか]|行[いうっわ]|会見)"
)
_CLOCK_AFTER = re.compile(r"[ \t]*(?:同日?)?(?:午前|午後)?[ \t]*[0-9]{1,2}(?:時|:)")
# What the words of a binding begin with, and "" for the end of the text.
_BINDS = " \t\n→⇒➡0123456789午正早朝夕夜未深(時現付い一の中う間内頃こご前後を目めメにま迄以かよ~期締〆必提が"
# 12月納品分から: from that month on. 7月議会後に: not before it.
_FROM_SHARE = re.compile(
    r"の?[一-鿿]{0,4}分(?:の[一-鿿]{2,4})?(?P<way>から|より|以降)|(?:定例)?議会(?:の?(?:終了|閉会|議決))?後(?!半|期)"
)
_OPEN_END = ("以降", "以後", "以来", "から", "より", "~")


@dataclass(slots=True)
class Binding:
    """What the words behind a date say: まで, 以降, 頃.

    `target` is set for 目処 and its kind, which look ahead; `replaced` for a date that another one takes the place of
    (10月末から12月末に延期), `held` where から belongs to the hour at which something is held (15時から開催).
    """

    way: str | None
    about: bool
    target: bool
    clock: bool
    end: int
    replaced: bool = False
    held: bool = False


def parsed_at(text: str, position: int, hyphen: bool) -> Printed | None:
    """The date at `position`; behind a hyphen what stands before it is not looked at (R5.4.1-R6.3.31)."""
    if not hyphen:
        match = grammar.DATE.match(text, position)
        return None if match is None else parse(text, match, joined=True)
    window = text[position : position + 80]
    match = grammar.DATE.match(window)
    second = None if match is None else parse(window, match, joined=True)
    if second is not None:
        second.start += position
        second.end += position
    return second


def read_binding(text: str, printed: Printed) -> Binding:
    """What stands behind `printed` in folded `text`, and 概ね before it."""
    ahead = text[printed.end : printed.end + 1]
    if ahead not in _BINDS or (ahead == "の" and text.find("分", printed.end, printed.end + 6) >= 0):
        share = _FROM_SHARE.match(text, printed.end) if printed.day is None else None
        if share is not None:
            return Binding(share["way"] or "以降", False, False, False, share.end())
    if ahead not in _BINDS:
        roughly_meant = _ROUGHLY.search(text, max(0, printed.start - 6), printed.start) is not None
        return Binding(None, roughly_meant, False, False, printed.end)
    match = grammar.SUFFIX.match(text, printed.end)
    if match is None:
        return Binding(None, False, False, False, printed.end)
    roughly = "".join(filter(None, match.group("about", "about2", "about3")))
    about, target = bool(roughly), bool(roughly) and _TARGET.search(roughly) is not None
    about = about or bool(_ROUGHLY.search(text, max(0, printed.start - 6), printed.start))
    way, clock = match["way"], bool(match["clock"])
    held = clock and way in ("から", "より") and _HELD.match(text, match.end()) is not None
    if clock and (way == "~" or (way in ("から", "より") and _CLOCK_AFTER.match(text, match.end()))):
        way = None
    replaced = way in ("から", "より", "~") and _moved(text, match.end())
    if replaced:
        way = None
    arrow = _ARROW.match(text, match.end()) if way is None else None
    replaced = replaced or (arrow is not None and _moved(text, arrow.end()))
    return Binding(way, about, target, clock, match.end(), replaced, held)


def _moved(text: str, position: int) -> bool:
    """Whether から begins a change of date (令和5年12月から令和6年3月に延期), not a stretch of days."""
    second = parsed_at(text, position, hyphen=False)
    return second is not None and grammar.MOVED.match(text, second.end) is not None


def bound(text: str, meaning: Meaning, binding: Binding) -> Meaning:
    """`meaning` with the side opened that its particle leaves open."""
    way = binding.way
    if way is None or meaning.problem is not None or meaning.start is None or meaning.end is None:
        return meaning
    if way == "より" and _MORE_THAN.match(text, binding.end):
        return meaning
    start: date | None = meaning.start
    end: date | None = meaning.end
    if way == "より" and _EARLIER_THAN.match(text, binding.end):
        start, end = None, meaning.start - timedelta(days=1)
    elif way in _OPEN_END and not binding.held:
        end = None
    elif way == "以前":
        start = None
    return Meaning(start, end, meaning.kind, meaning.approx)
