"""What a date means, and what one with parts left out is read against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.calendar import Era
from store.problem import Problem

MOST_EFFORT = 750_000
PARSED = 8


@dataclass(slots=True)
class Meaning:
    """The days from `start` to `end`, or the `problem` that makes the printed date impossible.

    `year`, `opens`, `month` and `era` are what a following date with parts left out takes over; `opens` is the month in
    which the year begins (1, or that of a fiscal year);
    `dated` says that its year was printed or pointed to, not found by the document's date. `since` is the first day of
    the range of a year or less that it ends: dates of the same sentence count on from there.
    """

    start: date | None
    end: date | None
    kind: str
    approx: bool = False
    problem: str | None = None
    year: int | None = None
    opens: int = 1
    month: int | None = None
    era: Era | None = None
    dated: bool = False
    since: date | None = None

    @property
    def fiscal(self) -> bool:
        """Whether `year` is a fiscal year."""
        return self.opens != 1

    @property
    def whole_year(self) -> bool:
        """Whether it names no month, but a year or more."""
        return self.start is not None and (self.end is None or (self.end - self.start).days >= 364)

    @property
    def pointed(self) -> date | None:
        """The day that 同年, 翌月 or 翌日 count from when this is the date last mentioned."""
        return self.start if self.kind in ("fiscal-year", "year") or self.end is None else self.end


# What was mentioned last, the last day and the last date, before a word led away from them.
Source = tuple[date | None, date | None, Meaning | None]


@dataclass(slots=True)
class Context:
    """What a date with parts left out is read against.

    `mention` is the date last mentioned, `near` the same if it stands in the same sentence, `previous` the date
    that a range or a list continues, `style` the last one of the document whose year was printed in full, `day` the
    last one that is a day, if no later sentence named another. `forward` asks for the next occurrence of a date
    without a year, not the last; `nearest` for the nearer of the two; `fresh` is within how many days one that has
    passed is meant before one to come. The sentence tells of what was done (`past`), with its verb close behind
    (`done`), of what is to come (`ahead`), of what was asked for (`asked`), or of the new date of what was put off
    (`moved`); `begins` says that から or より follows, `leads` that it leads up to `near`, `generic` that the
    sentence tells of what comes round, `soon` that a stretch of days about to begin within a month may be meant.
    `later` are the year numbers without an era that the sentence goes on with. `source` is what 翌々年度 counts
    from behind 翌年度. `in_month` is the last mention that names a month, which 同月 counts from. `end_before` is
    where the date before it ends, `beside` the date that it says again in brackets.
    """

    anchor: date
    mention: date | None = None
    near: Meaning | None = None
    previous: Meaning | None = None
    style: Meaning | None = None
    day: date | None = None
    forward: bool = False
    nearest: bool = False
    past: bool = False
    done: bool = False
    asked: bool = False
    ahead: bool = False
    moved: bool = False
    soon: bool = False
    begins: bool = False
    leads: bool = False
    fresh: int = 0
    generic: bool = False
    in_month: date | None = None
    end_before: int | None = None
    beside: date | None = None
    not_after: date | None = None
    later: tuple[int, ...] = ()
    source: Source | None = None


@dataclass(slots=True)
class Effort:
    """What reading one text may cost: each place where a date could begin counts 1, each one taken apart `PARSED`.

    A report of a thousand pages needs a tenth of it; a text made of nothing but dates is refused within seconds.
    """

    length: int
    left: int = MOST_EFFORT

    def spend(self, units: int) -> None:
        """Count `units`. Problem once the text has had its share."""
        self.left -= units
        if self.left < 0:
            raise Problem(
                "{path}: {place}{count} characters in one piece, far more than a report holds",
                path="text",
                place="",
                count=self.length,
            )


class Unreadable(Exception):
    """Nothing that it could point from is known: it is left unread."""
