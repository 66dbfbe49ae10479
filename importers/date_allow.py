"""Whether a date stands where it can be one: not a duration, a fraction, a rule for every case or a word that points
to nothing."""

from __future__ import annotations

import re

from importers.date_around import short_allowed, slash_allowed
from importers.date_context import Meaning
from importers.date_lone import day_allowed
from importers.date_printed import Printed
from importers.date_tense import is_to_be, tense
from importers.date_walk import SENTENCE_END, Walk

_PARTS = frozenset({"half1", "half2", "q1", "q2", "q3", "q4"})
_PARTS_ALONE = re.compile(r"[分とや及び・、の第1-4上下四半期]{1,20}")
_SPOKEN_OF = re.compile(r"[ \t]*(?:、|に(?!わた|及|渡)|夜|朝|未明|午[前後]|の(?:会見|記者|閣議|衆|参))")
_EVENT = re.compile(r"[たる]\Z")
_AFTER_EVENT = re.compile(r"(?:後|際|場合|とき|時)[はに]?[、,]?\Z")
# 前年の2018(平成30)年度 is printed in full.
_APPOSED = re.compile(r"の(?=(?:令和|平成|昭和|大正|明治)[0-9元]|(?:19|20)[0-9]{2})")
_USUALLY = re.compile(r"(?:(?:通常|原則(?:として)?|例年)[、は,]|月初め?[にの])[^。、\n]{0,8}\Z")
_BESIDE = re.compile(r"(?:末|分)?(?:(?:の.{1,8})?[とに]比(?:較|べ)|を[上下]回)")
# 支払は翌月末としている: whenever it is due.
_SETTLED = re.compile(r"[^。、\n]{0,24}?としている")
_OF = re.compile(r"(?<!そ)の\s*\Z")
_ITS = re.compile(r"その\s*\Z")
_COMPARED = re.compile(r"\s*(?:比|同月|同期|同日|並み|対比|割れ|踏襲|払|締)")


def allowed(walk: Walk, printed: Printed, previous: Meaning | None) -> bool:
    """Whether `printed` is a date here and not a duration, a fraction or a rule for every case."""
    if printed.bare == "span" and printed.span in _PARTS and previous is None and _of_every_year(walk, printed):
        return False
    if printed.short:
        return short_allowed(walk.text, printed, previous, walk.near, walk.style)
    if printed.tail:
        return previous is not None and previous.kind in ("range", "relative")
    if walk.generic and not printed.complete and walk.text.startswith("は", printed.end):
        # 毎月末日（12月は25日）: of every December.
        return walk.text[printed.start - 1 : printed.start] != "("
    if printed.dotted and printed.year is None:
        return slash_allowed(walk.text, printed, previous)
    if printed.day is not None and printed.month is None and not printed.complete:
        return day_allowed(walk.text, printed, previous, walk.near, walk.generic)
    pointing = [word for word in printed.words if word[0] != "anchor"]
    if pointing:
        return _pointing_allowed(walk, printed, pointing)
    share = printed.month_word == ("anchor", 0) and printed.day is None
    if share and walk.text[printed.start] == "当" and (walk.generic or _rule_follows(walk, printed)):
        return False
    return not (share and walk.text.startswith(("分", "払", "締"), printed.end))


def _of_every_year(walk: Walk, printed: Printed) -> bool:
    """Whether 上半期 is that of every year: 年2回、上半期と下半期に分けて公表する."""
    if walk.near is not None or walk.generic:
        return walk.near is None and tense(walk.text, printed.end) is None
    ahead = walk.ahead
    return ahead is not None and _PARTS_ALONE.fullmatch(walk.text, printed.end, ahead.start) is not None


def may_be_day(walk: Walk, printed: Printed) -> bool:
    """Whether a number of days left unread may name the day that a 同日 behind it points to (県警は18日、…)."""
    alone = printed.day is not None and printed.month is None and not printed.complete
    return alone and _SPOKEN_OF.match(walk.text, printed.end) is not None


def _pointing_allowed(walk: Walk, printed: Printed, pointing: list[tuple[str, int]]) -> bool:
    """同年, 翌月, 前日 …: not in a comparison, a rule for every month, or counted from what is no date."""
    if _COMPARED.match(walk.text, printed.end) or (printed.year_word == ("near", -1) and printed.month_word):
        return False
    lost = walk.lost_year if printed.year_word else walk.lost
    if lost and any(word[0] == "mention" for word in pointing):
        return False
    if walk.mention is None and walk.text[printed.start + 1] in "事会週":
        return False
    unit_words = printed.month_word or printed.day_word
    if unit_words and printed.day is None and _BESIDE.match(walk.text, printed.end):
        return False
    if unit_words and walk.near is None and walk.text.startswith("分", printed.end):
        return False
    if unit_words and unit_words[0] != "anchor" and (walk.generic or _rule_follows(walk, printed)):
        return False
    before = _OF.search(walk.text, max(0, printed.start - 4), printed.start)
    moved = any(distance for _, distance in pointing)
    near = walk.near
    if _ITS.search(walk.text, max(0, printed.start - 4), printed.start) and (near is None or near.start != near.end):
        return False
    if printed.year_word and _APPOSED.match(walk.text, printed.end):
        return False
    if moved and _USUALLY.search(walk.text, max(0, printed.start - 16), printed.start):
        return False
    if moved and near is None and (_of_any(walk, printed) or (unit_words and _habit(walk, printed))):
        return False
    if moved and printed.year_word and walk.generic and not (near is not None and near.dated):
        return False
    event = unit_words or _EVENT.search(walk.text, max(0, printed.start - 2), printed.start)
    if moved and walk.opened and event:
        return False
    if before is not None and moved:
        return walk.last is not None and walk.last[0].end == before.start()
    return True


def _of_any(walk: Walk, printed: Printed) -> bool:
    """Whether 翌月 is counted from whatever happens (検収後、翌月末日までに支払う), not from what has happened."""
    counted = _AFTER_EVENT.search(walk.text, max(0, printed.start - 6), printed.start)
    return counted is not None and tense(walk.text, printed.end) != "done"


def _habit(walk: Walk, printed: Printed) -> bool:
    """Whether nothing was mentioned that 翌月 could count from, and the sentence tells of what is always done."""
    text, end = walk.text, printed.end
    return walk.mention is None and (is_to_be(text, end) or _SETTLED.match(text, end) is not None)


def _rule_follows(walk: Walk, printed: Printed) -> bool:
    """Whether the sentence goes on with a recurrence that 前月 or 翌月 belongs to (前月末日までに…、毎月20日に)."""
    ahead = walk.ahead
    if ahead is None or ahead.start - printed.end > 60 or ahead.rule.endswith("?"):
        return False
    return SENTENCE_END.search(walk.text, printed.end, ahead.start) is None
