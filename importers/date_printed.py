"""One date expression as it is printed, before anything says which days it means."""

from __future__ import annotations

from dataclasses import dataclass

from store.calendar import Era

Word = tuple[str, int]


@dataclass(slots=True)
class Printed:
    """One date expression as it stands in the folded text between `start` and `end`.

    `year` counts in `era`, or is western where `era` is None. `short` is a year without its era (16年 behind
    平成14年), `same` one behind 同 (同16年). `opens` is the month in which its fiscal year begins: April, or July for
    the 事務年度 of tax and financial authorities. The `_word` fields are (what it points from, how far). `span` names
    the part that is meant: last, early, middle, late, half1, half2, q1 to q4, spring to winter, begin, dawn (年明け),
    centre, nth, business, decade; `bare` is set where that part stands without its year or month. `business` counts
    a half or a quarter in the business year that ends in the month (2025年3月期第2四半期), `ended` is the last day of
    the part (第2四半期末), `tail` the 4四半期 of 第3・4四半期. `elided` says that the unit is left to what follows
    (4～6月), `rough` that 頃 stands before the ～ of a range that ends here.
    """

    start: int
    end: int
    era: Era | None = None
    year: int | None = None
    short: bool = False
    same: bool = False
    beside: tuple[Era | None, int] | None = None
    fiscal: bool = False
    opens: int = 4
    year_word: Word | None = None
    month: int | None = None
    month_word: Word | None = None
    day: int | None = None
    day_word: Word | None = None
    week_word: Word | None = None
    bare: str | None = None
    span: str | None = None
    nth: int | None = None
    nth_weekday: int | None = None
    weekday: int | None = None
    dotted: bool = False
    tail: bool = False
    business: bool = False
    ended: bool = False
    elided: bool = False
    rough: bool = False

    @property
    def begins(self) -> int:
        """The month in which its year begins: 1 where that is no fiscal year."""
        return self.opens if self.fiscal else 1

    @property
    def dated(self) -> bool:
        """Whether a year of its own is printed, in numbers or by a word such as 本年."""
        return (self.year is not None and not self.short) or self.year_word is not None

    @property
    def complete(self) -> bool:
        """Whether it stands without any date before it (as opposed to 10日 or 16年5月 behind another date)."""
        return self.dated or bool(self.month_word or self.day_word or self.week_word)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that point from another date, most often none."""
        if not (self.year_word or self.month_word or self.day_word or self.week_word):
            return ()
        words = (self.year_word, self.month_word, self.day_word, self.week_word)
        return tuple(word for word in words if word is not None)

    @property
    def moved(self) -> bool:
        """Whether a word leads away from the date last mentioned: 翌年度, 前月, but not 同月."""
        words = self.words
        return bool(words) and any(word[0] != "anchor" and word[1] != 0 for word in words)

    @property
    def relative(self) -> bool:
        """Whether a word such as 同年, 本年 or 年度内 points from another date."""
        return bool(self.words) or self.bare in ("fiscal", "year", "month", "season")

    @property
    def level(self) -> str:
        """What a part or a weekday behind it would be a part of: bare, day, month, week or year."""
        if self.bare:
            return "bare"
        if self.day is not None or self.day_word is not None:
            return "day"
        if self.month is not None or self.month_word is not None:
            return "month"
        return "week" if self.week_word else "year"
