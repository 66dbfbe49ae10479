"""The reader: finds each date of a folded text, joins ranges and lists, and says what each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from importers import date_grammar as grammar
from importers.date_allow import allowed, may_be_day
from importers.date_around import COUNTED, NOT_SHORT_YEAR, begins_line
from importers.date_binding import Binding, bound, parsed_at, read_binding
from importers.date_context import PARSED, Context, Effort, Meaning, Unreadable
from importers.date_heading import in_field, labelled
from importers.date_joint import listed, second_end
from importers.date_lone import LONE_DAYS, NOT_LONE_DAY
from importers.date_outlook import look
from importers.date_parse import parse
from importers.date_printed import Printed
from importers.date_recurrence import Recurring, recurrences
from importers.date_resolve import resolve
from importers.date_tense import done_by, is_to_be, tense, will_be
from importers.date_twin import take_twin
from importers.date_walk import Walk

_A_YEAR = 366
_SIDES = ("以前", "以降", "以後")
# 令和4年3月以前に締結した契約については、2月末までに…: the time of the contracts, not of what is said of them.
_OF_THINGS = re.compile(r"の|に[^。、\n]{1,14}た(?=[一-鿿もの])")
_PARTICLE = re.compile(r"[ぁ-ん、]")
_SERIES = re.compile(r"[^。\n]{1,200}")
_SHORT_YEARS = re.compile(r"(?<![0-9第.,約])[0-9]{2}(?=年[度0-9])")


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


class _Reader(Walk):
    """A walk that reads each date it comes by."""

    def __init__(self, text: str, anchor: date, antecedent: date | None) -> None:
        super().__init__(text, anchor, antecedent)
        self.list: tuple[int, Printed | None] = (0, None)
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
        self.walk(recurring.start)
        self.generic = True
        self.last = None
        meaning = Meaning(None, None, "recurrence", recurring.approx)
        return Found(recurring.start, recurring.end, meaning, recurring.rule)

    def _date(self, match: re.Match[str]) -> Found | None:
        """The reading that begins with `match`, a range taken whole; None if it is none."""
        printed = parse(self.text, match)
        if printed is None:
            return None
        self.walk(printed.start)
        previous = self.continued(printed)
        second = second_end(self.text, printed)
        joined = second is not None and self._joined(printed, second, previous)
        if not joined and (printed.elided and not listed(self.text, printed)):
            return None
        try:
            found = self._range(printed, second, previous) if joined and second is not None else None
            if found is not None:
                return found
            if allowed(self, printed, previous):
                return self._single(printed, previous)
            self.lost = self.lost or may_be_day(self, printed)
            self.lost_year = self.lost_year or (printed.short and (printed.fiscal or printed.month is not None))
            return None
        except Unreadable:
            self.lost_year = self.lost_year or printed.short
            return None

    # -- what a date continues and what continues it

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
        self.remember(printed, meaning)
        days = bound(self.text, meaning, binding)
        if binding.way in _SIDES and self.near is meaning and _OF_THINGS.match(self.text, binding.end):
            self.near = replace(meaning, dated=False)
        self.opened = days.end is None
        return Found(printed.start, printed.end, days)

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
            told = done_by(self.text, binding.end) or tense(self.text, binding.end)
            context = self._context(printed, previous, None)
            coming = labelled(self.text, printed.start)
            coming = coming or (not self.text.startswith(")", binding.end) and will_be(self.text, binding.end))
            context.forward = told == "expected" or (told is None and coming)
            context.soon = told != "done"
            plain = told is None and not self.generic and is_to_be(self.text, binding.end)
            context.nearest = plain or (told is None and in_field(self.text, printed.start))
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
            self.remember(whole, meaning)
            return Found(whole.start, whole.end, meaning)
        if first.start is None or last.end is None or last.start is None or last.end < first.start:
            return None
        meaning = replace(last, start=first.start, kind="range", approx=approx)
        since = first.start if (last.end - first.start).days < _A_YEAR else None
        self.remember(whole, replace(meaning, start=last.start, since=since))
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
