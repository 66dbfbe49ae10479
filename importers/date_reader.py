"""The walk over a folded text: finds each date, joins ranges and lists, and keeps what was mentioned last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from importers import date_grammar as grammar
from importers.date_around import COUNTED, NOT_SHORT_YEAR, begins_line, short_allowed, slash_allowed
from importers.date_binding import Binding, bound, parsed_at, read_binding
from importers.date_context import PARSED, Context, Effort, Meaning, Source, Unreadable
from importers.date_joint import listed, second_end
from importers.date_lone import LONE_DAYS, NOT_LONE_DAY, day_allowed
from importers.date_outlook import labelled, look
from importers.date_parse import parse
from importers.date_printed import Printed
from importers.date_recurrence import Recurring, recurrences
from importers.date_resolve import resolve
from importers.date_tense import is_to_be, tense, will_be
from importers.date_twin import take_twin

# 実績は次のとおり。 goes on in what follows.
_SENTENCE_END = re.compile(r"。(?<!とおり。)(?<!通り。)|\n[ \t]*\n|[■●|\t]|</")
# A line of a list is a sentence of its own, under the year of its heading.
_ITEM = re.compile(r"\n[ \t]*(?:[①-⒛⑴-⒇・※○●◎■□◆◇▶〇]|\([0-9ア-ンa-z]{1,2}\)|[0-9]{1,2}[.)][ \t])")
_SPOKEN_OF = re.compile(r"[ \t]*(?:、|に(?!わた|及|渡)|夜|朝|未明|午[前後]|の(?:会見|記者|閣議|衆|参))")
_EVENT = re.compile(r"[たる]\Z")
_AFTER_EVENT = re.compile(r"(?:後|際|場合|とき|時)[はに]?[、,]?\Z")
# 前年の2018(平成30)年度 is printed in full.
_APPOSED = re.compile(r"の(?=(?:令和|平成|昭和|大正|明治)[0-9元]|(?:19|20)[0-9]{2})")
# 来年度予算の要求は8月末日: the year is that of the budget, not of what is said of it.
_BUDGET = re.compile(r"(?:当初|補正)?(?:予算|概算要求|決算)|(?:の[^。、\n0-9]{1,24}?)?に(?:向け|備え|先立)")
_A_YEAR = 366
_PARTICLE = re.compile(r"[ぁ-ん、]")
_SERIES = re.compile(r"[^。\n]{1,200}")
_SHORT_YEARS = re.compile(r"(?<![0-9第.,約])[0-9]{2}(?=年[度0-9])")
_USUALLY = re.compile(r"(?:(?:通常|原則(?:として)?|例年)[、は,]|月初め?[にの])[^。、\n]{0,8}\Z")
_BESIDE = re.compile(r"(?:末|分)?(?:(?:の.{1,8})?[とに]比(?:較|べ)|を[上下]回)")
_OF = re.compile(r"の\s*\Z")
_COMPARED = re.compile(r"\s*(?:比|同月|同期|同日|並み|対比|割れ|踏襲|払|締)")


@dataclass(slots=True)
class Found:
    """A date or a recurrence between folded offsets `start` and `end`; `rule` for a recurrence alone."""

    start: int
    end: int
    meaning: Meaning
    rule: str | None = None


def read_folded(text: str, anchor: date, antecedent: date | None) -> Iterator[Found]:
    """Every date and recurrence in folded `text`, in order."""
    return _Reader(text, anchor, antecedent).read()


class _Reader:
    """One walk over a folded text, with the dates mentioned so far."""

    def __init__(self, text: str, anchor: date, antecedent: date | None) -> None:
        self.text = text
        self.anchor = anchor
        self.mention = antecedent
        self.day = antecedent
        self.in_month = antecedent
        self.near: Meaning | None = None
        self.source: Source | None = None
        self.style: Meaning | None = None
        self.last: tuple[Printed, Meaning] | None = None
        self.generic = False
        self.opened = False
        self.lost = False
        self.lost_year = False
        self.day_here = False
        self.ahead: Recurring | None = None
        self.list: tuple[int, Printed | None] = (0, None)
        self.walked = 0
        self.effort = Effort(len(text))

    def read(self) -> Iterator[Found]:
        """Dates and recurrences in order; where both begin at one place, it is the recurrence."""
        rest = recurrences(self.text, self.effort)
        recurring = next(rest, None)
        position = onwards = 0
        starts, dates = grammar.DATE_START.search, grammar.DATE.match
        while (start := starts(self.text, onwards)) is not None:
            begin = start.start()
            while recurring is not None and recurring.start <= begin:
                if recurring.start >= position:
                    yield self._recurring(recurring)
                    position = recurring.end
                recurring = next(rest, None)
            if begin < position:
                onwards = position
                continue
            match = dates(self.text, begin)
            self.effort.spend(1 if match is None else PARSED)
            if match is None:
                onwards = begin + 1
                continue
            self.ahead = recurring
            found = self._date(match)
            if found is not None:
                yield found
            position = match.end() if found is None else found.end
            # 上期, 中旬 and their kind are matched before their first character.
            onwards = max(position, begin + 1)
        while recurring is not None:
            if recurring.start >= position:
                yield self._recurring(recurring)
                position = recurring.end
            recurring = next(rest, None)

    def _recurring(self, recurring: Recurring) -> Found:
        self._walk(recurring.start)
        self.generic = True
        self.last = None
        meaning = Meaning(None, None, "recurrence", recurring.approx)
        return Found(recurring.start, recurring.end, meaning, recurring.rule)

    def _walk(self, position: int) -> None:
        """Forget what was said in a sentence that has ended before `position`."""
        if _SENTENCE_END.search(self.text, self.walked, position):
            self.near = self.source = None
            self.generic = False
            self.opened = False
            if self.mention != self.day:
                self.day = None
            self.day_here = False
        elif self.near is not None and not self.near.dated and _ITEM.search(self.text, self.walked, position):
            self.near = None
        self.walked = max(self.walked, position)

    def _date(self, match: re.Match[str]) -> Found | None:
        """The reading that begins with `match`, a range taken whole; None if it is none."""
        printed = parse(self.text, match)
        if printed is None:
            return None
        self._walk(printed.start)
        previous = self._continued(printed)
        second = second_end(self.text, printed)
        joined = second is not None and self._joined(printed, second, previous)
        if not joined and (printed.elided and not listed(self.text, printed)):
            return None
        try:
            found = self._range(printed, second, previous) if joined and second is not None else None
            if found is not None:
                return found
            if self._allowed(printed, previous):
                return self._single(printed, previous)
            self.lost = self.lost or self._may_be_day(printed)
            self.lost_year = self.lost_year or (printed.short and (printed.fiscal or printed.month is not None))
            return None
        except Unreadable:
            self.lost_year = self.lost_year or printed.short
            return None

    # -- what a date continues and what continues it

    def _continued(self, printed: Printed) -> Meaning | None:
        """The date that `printed` goes on from in a list (令和5年6月及び9月), if it has no year of its own."""
        if self.last is None or printed.complete:
            return None
        before, meaning = self.last
        gap = grammar.LIST_GAP.match(self.text, before.end)
        if gap is None or gap.end() != printed.start or meaning.problem is not None:
            return None
        return meaning

    def _joined(self, printed: Printed, second: Printed, previous: Meaning | None) -> bool:
        """Whether the two can be the ends of one range."""
        if second.short and printed.year is None and previous is None:
            return False
        if printed.short and previous is None:
            years_alone = printed.month is None and not printed.fiscal
            if years_alone and not (self.near and self.near.era):
                return False
            if COUNTED.search(self.text, max(0, printed.start - 5), printed.start):
                return False
            if printed.elided and printed.month is None and self.near is None and self.style is None:
                return False
        if second.day is not None and second.month is None and not second.complete:
            alone = printed.month is None and not printed.complete and previous is None
            if printed.day is None or NOT_LONE_DAY.match(self.text, second.end):
                return False
            said = second.weekday is not None or self.near is not None or LONE_DAYS.match(self.text, second.end)
            return not alone or (not printed.elided and bool(said))
        if printed.day is not None and printed.month is None and not printed.complete and previous is None:
            return False
        if second.short and second.month is None and NOT_SHORT_YEAR.match(self.text, second.end):
            return False
        return not (
            printed.dotted and not printed.dated and printed.day is not None and max(printed.day, second.day or 0) <= 12
        )

    # -- what is refused for what stands around it

    def _allowed(self, printed: Printed, previous: Meaning | None) -> bool:
        """Whether `printed` is a date here and not a duration, a fraction or a rule for every case."""
        if printed.short:
            return short_allowed(self.text, printed, previous, self.near, self.style)
        if printed.tail:
            return previous is not None and previous.kind in ("range", "relative")
        if self.generic and not printed.complete and self.text.startswith("は", printed.end):
            # 毎月末日（12月は25日）: of every December.
            return self.text[printed.start - 1 : printed.start] != "("
        if printed.dotted and printed.year is None:
            return slash_allowed(self.text, printed, previous)
        if printed.day is not None and printed.month is None and not printed.complete:
            return day_allowed(self.text, printed, previous, self.near, self.generic)
        pointing = [word for word in printed.words if word[0] != "anchor"]
        if pointing:
            return self._pointing_allowed(printed, pointing)
        share = printed.month_word == ("anchor", 0) and printed.day is None
        if share and self.text[printed.start] == "当" and (self.generic or self._rule_follows(printed)):
            return False
        return not (share and self.text.startswith(("分", "払", "締"), printed.end))

    def _may_be_day(self, printed: Printed) -> bool:
        """Whether a number of days left unread may name the day that a 同日 behind it points to (県警は18日、…)."""
        alone = printed.day is not None and printed.month is None and not printed.complete
        return alone and _SPOKEN_OF.match(self.text, printed.end) is not None

    def _pointing_allowed(self, printed: Printed, pointing: list[tuple[str, int]]) -> bool:
        """同年, 翌月, 前日 …: not in a comparison, a rule for every month, or counted from what is no date."""
        if _COMPARED.match(self.text, printed.end) or (printed.year_word == ("near", -1) and printed.month_word):
            return False
        lost = self.lost_year if printed.year_word else self.lost
        if lost and any(word[0] == "mention" for word in pointing):
            return False
        if self.mention is None and self.text[printed.start + 1] in "事会週":
            return False
        unit_words = printed.month_word or printed.day_word
        if unit_words and printed.day is None and _BESIDE.match(self.text, printed.end):
            return False
        if unit_words and self.near is None and self.text.startswith("分", printed.end):
            return False
        if unit_words and unit_words[0] != "anchor" and (self.generic or self._rule_follows(printed)):
            return False
        before = _OF.search(self.text, max(0, printed.start - 4), printed.start)
        moved = any(distance for _, distance in pointing)
        near = self.near
        if printed.year_word and _APPOSED.match(self.text, printed.end):
            return False
        if moved and _USUALLY.search(self.text, max(0, printed.start - 16), printed.start):
            return False
        if moved and near is None and (self._of_any(printed) or (unit_words and self._habit(printed))):
            return False
        if moved and printed.year_word and self.generic and not (near is not None and near.dated):
            return False
        event = unit_words or _EVENT.search(self.text, max(0, printed.start - 2), printed.start)
        if moved and self.opened and event:
            return False
        if before is not None and moved:
            return self.last is not None and self.last[0].end == before.start()
        return True

    def _of_any(self, printed: Printed) -> bool:
        """Whether 翌月 is counted from whatever happens (検収後、翌月末日までに支払う), not from what has happened."""
        counted = _AFTER_EVENT.search(self.text, max(0, printed.start - 6), printed.start)
        return counted is not None and tense(self.text, printed.end) != "done"

    def _habit(self, printed: Printed) -> bool:
        """Whether nothing was mentioned that 翌月 could count from, and the sentence tells of what is always done."""
        return self.mention is None and is_to_be(self.text, printed.end)

    def _rule_follows(self, printed: Printed) -> bool:
        """Whether the sentence goes on with a recurrence that 前月 or 翌月 belongs to (前月末日までに…、毎月20日に)."""
        ahead = self.ahead
        if ahead is None or ahead.start - printed.end > 60 or ahead.rule.endswith("?"):
            return False
        return _SENTENCE_END.search(self.text, printed.end, ahead.start) is None

    # -- readings

    def _list_after(self, printed: Printed) -> Printed | None:
        """The last date without a year in the list that begins with `printed` (3月末及び9月末)."""
        begun, last = self.list
        if last is not None and begun < printed.start < last.start:
            return last
        last, end = None, printed.end
        for _ in range(8):
            gap = grammar.LIST_GAP.match(self.text, end)
            following = None if gap is None else parsed_at(self.text, gap.end(), hyphen=False)
            if following is None or following.complete or following.month is None:
                break
            last, end = following, following.end
        self.list = (printed.start, last)
        return last

    def _context(self, printed: Printed, previous: Meaning | None, binding: Binding | None) -> Context:
        context = Context(self.anchor, self.mention, self.near, previous, self.style, self.day)
        context.source, context.generic = self.source, self.generic
        context.in_month = self.in_month
        context.end_before = None if self.last is None else self.last[0].end
        if binding is None or printed.complete:
            return context
        if printed.short and self.style is None:
            rest = _SERIES.match(self.text, printed.end)
            context.later = () if rest is None else tuple(map(int, _SHORT_YEARS.findall(rest[0])))
        near = self.near
        if near is not None and not self._same_line(printed) and (near.kind == "relative" or self._headed(printed)):
            context.near = None
        last = self._list_after(printed)
        way = binding.way if last is None else read_binding(self.text, last).way
        look(self.text, printed, binding, way, last is not None, context)
        return context

    def _same_line(self, printed: Printed) -> bool:
        """Whether no line ends between `printed` and the date before it: 来年度 in a heading is its own."""
        return self.last is None or self.text.find("\n", self.last[0].end, printed.start) < 0

    def _headed(self, printed: Printed) -> bool:
        """Whether a year in a heading of nouns alone stands over the running line that `printed` is in."""
        if self.last is None or self.near is None or not self.near.whole_year or begins_line(self.text, printed.start):
            return False
        line_end = self.text.find("\n", self.last[0].end, printed.start)
        return _PARTICLE.search(self.text, self.last[0].end, line_end) is None

    def _single(self, printed: Printed, previous: Meaning | None) -> Found:
        binding = read_binding(self.text, printed)
        meaning = resolve(printed, self._context(printed, previous, binding))
        meaning.approx = meaning.approx or binding.about
        take_twin(self.text, printed, meaning, self.anchor)
        self._remember(printed, meaning)
        days = bound(self.text, meaning, binding)
        self.opened = days.end is None
        return Found(printed.start, printed.end, days)

    def _remember(self, printed: Printed, meaning: Meaning) -> None:
        self.last = (printed, meaning)
        if meaning.problem is None and meaning.pointed is not None:
            self.source = (self.source or (self.mention, self.day, self.near)) if printed.moved else None
            if meaning.start == meaning.end:
                self.day, self.day_here = meaning.start, True
            elif not self.day_here:
                self.day = None
            self.mention = meaning.pointed
            if not meaning.whole_year:
                self.in_month = meaning.pointed
            self.near = meaning
            if meaning.month is None and _BUDGET.match(self.text, printed.end):
                self.near = replace(meaning, dated=False)
            self.lost = self.lost_year = False
            if printed.year is not None and (not printed.short or self.style is None):
                self.style = meaning

    def _range(self, printed: Printed, second: Printed, previous: Meaning | None) -> Found | None:
        """The range from `printed` to `second`, or None if they do not make one."""
        binding = read_binding(self.text, second)
        if printed.elided and second.fiscal:
            printed.opens = second.opens
        lone = not printed.complete and not printed.short and previous is None
        if lone and second.dated and second.year_word is None:
            last = resolve(second, self._context(second, None, None))
            context = self._context(printed, None, None)
            context.not_after = last.start
            context.near = None
            first = resolve(printed, context)
        else:
            told = tense(self.text, binding.end)
            context = self._context(printed, previous, None)
            coming = labelled(self.text, printed.start)
            coming = coming or (not self.text.startswith(")", binding.end) and will_be(self.text, binding.end))
            context.forward = told == "expected" or (told is None and coming)
            context.soon = told != "done"
            first, last = self._ends(printed, second, context)
            if context.forward and lone and first.start is not None and first.start > self.anchor:
                begun = self._ends(printed, second, replace(context, forward=False))
                if begun[1].end is not None and begun[1].end >= self.anchor:
                    first, last = begun
        whole = Printed(printed.start, second.end, year=printed.year, short=printed.short)
        problem = first.problem or last.problem
        approx = first.approx or last.approx or second.rough or binding.about
        if problem is not None:
            meaning = Meaning(None, None, "range", approx, problem)
            self._remember(whole, meaning)
            return Found(whole.start, whole.end, meaning)
        if first.start is None or last.end is None or last.start is None or last.end < first.start:
            return None
        meaning = replace(last, start=first.start, kind="range", approx=approx)
        since = first.start if (last.end - first.start).days < _A_YEAR else None
        self._remember(whole, replace(meaning, start=last.start, since=since))
        return Found(whole.start, whole.end, meaning)

    def _ends(self, printed: Printed, second: Printed, context: Context) -> tuple[Meaning, Meaning]:
        """What the two ends of a range mean, the second counted on from the first."""
        first = resolve(printed, context)
        if first.start is None or first.end is None:
            return first, resolve(second, self._context(second, None, None))
        continued = None if second.complete else replace(first, dated=True)
        context = Context(self.anchor, first.pointed, first, continued)
        context.in_month = self.in_month if first.whole_year else first.pointed
        return first, resolve(second, context)
