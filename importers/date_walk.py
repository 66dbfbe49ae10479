"""What a walk over a text has mentioned so far: what a later date without a year, 同年 or 翌月 is counted from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from importers import date_grammar as grammar
from importers.date_context import Meaning, Source
from importers.date_printed import Printed
from importers.date_recurrence import Recurring

# 実績は次のとおり。 goes on in what follows.
SENTENCE_END = re.compile(r"。(?<!とおり。)(?<!通り。)|\n[ \t]*\n|[■●|\t]|</")
# A line of a list is a sentence of its own, under the year of its heading.
_ITEM = re.compile(r"\n[ \t]*(?:[①-⒛⑴-⒇・※○●◎■□◆◇▶〇]|\([0-9ア-ンa-z]{1,2}\)|[0-9]{1,2}[.)][ \t])")
# 来年度予算の要求は8月末日: the year is that of the budget, not of what is said of it.
_BUDGET = re.compile(r"の?(?:当初|補正)?(?:予算|概算要求|決算)|(?:の[^。、\n0-9]{1,24}?)?に(?:向け|備え|先立)")
# 昨年のような遅れはなく、9月24日に開かれた.
_LIKE = re.compile(r"の(?:よう|同)|と(?:同|は異|比)|に(?:引き?続|比べ|続)|並み|を[上下]回")
# 次年度の監査計画は3月の取締役会に付議する.
_PLAN = re.compile(r"の[^。、\n0-9]{0,12}?(?:計画|方針|予算|体制|目標)案?(?:[はを]|について)")


class Walk:
    """One walk over a folded text, with the dates mentioned so far.

    `mention` is the date last mentioned, `near` the same in the running sentence, `day` the last one that is a day,
    `in_month` the last one that names a month, `style` the last one whose year was printed in full, `source` what a
    word such as 翌々年度 counts from behind 翌年度. `last` is the date before the present one; `generic` says that the
    sentence tells of what comes round, `opened` that the last date has no end, `lost` and `lost_year` that a day or a
    year was left unread that a word behind it may point to. `ahead` is the recurrence that comes next in the text.
    """

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
        self.walked = 0

    def walk(self, position: int) -> None:
        """Forget what was said in a sentence that has ended before `position`."""
        if SENTENCE_END.search(self.text, self.walked, position):
            self.near = self.source = None
            self.generic = False
            self.opened = False
            if self.mention != self.day:
                self.day = None
            self.day_here = False
        elif self.near is not None and not self.near.dated and _ITEM.search(self.text, self.walked, position):
            self.near = None
        self.walked = max(self.walked, position)

    def continued(self, printed: Printed) -> Meaning | None:
        """The date that `printed` goes on from in a list (令和5年6月及び9月), if it has no year of its own."""
        if self.last is None or printed.complete:
            return None
        before, meaning = self.last
        gap = grammar.LIST_GAP.match(self.text, before.end)
        if gap is None or gap.end() != printed.start or meaning.problem is not None:
            return None
        return meaning

    def _of_a_plan(self, printed: Printed, meaning: Meaning) -> bool:
        """Whether the year is that of a budget, a plan or a comparison, and not of what is said."""
        if _BUDGET.match(self.text, printed.end):
            return True
        if printed.year_word is not None and _LIKE.match(self.text, printed.end):
            return True
        coming = meaning.start is not None and meaning.start > self.anchor
        return coming and _PLAN.match(self.text, printed.end) is not None

    def remember(self, printed: Printed, meaning: Meaning) -> None:
        """Keep `printed`, which means `meaning`, as the date last mentioned."""
        self.last = (printed, meaning)
        pointed = meaning.pointed
        if meaning.problem is None and pointed is not None:
            self.source = (self.source or (self.mention, self.day, self.near)) if printed.moved else None
            if meaning.start == meaning.end:
                self.day, self.day_here = meaning.start, True
            elif not self.day_here:
                self.day = None
            self.mention = pointed
            if not meaning.whole_year:
                self.in_month = pointed
            self.near = meaning
            if meaning.month is None and self._of_a_plan(printed, meaning):
                self.near = replace(meaning, dated=False)
            elif printed.span == "business":
                # 令和7年3月期の決算は5月に公表した: behind its last day.
                self.near = replace(meaning, since=meaning.end)
            self.lost = self.lost_year = False
            if printed.year is not None and (not printed.short or self.style is None):
                self.style = meaning
