"""The door to the Japanese date reader: every date, deadline, range and recurrence in running official Japanese.

`quote` is the date expression itself with its granularity words (年度末, 上旬, 第3四半期, a weekday, the year in
brackets beside it) and without what only says how the date binds: まで, 以降, から, 中, 内, 頃, 目処, 付け, 時点 stay
outside, because the same expression with another particle is the same stretch of days. A range is quoted from its
first date to its second. `まで, 中, 内, 付け, 時点` leave the days as they are; 頃 and 目処 set `approx`; 以降, から
and より leave `end` open, but not behind the hour at which something is held (10時から開催); 以前 leaves `start` open.

A month or a day without a year is the nearest one before the document's date; behind まで and 目処 it is the next one
to come, unless the sentence tells of what is done (9月末までに完了した). Each clause is read by its own verb
(6月に実施し、10月に予定; 9月に実施する監査の計画を作成した). 予定, 見込み, 期限, に向けて, 次回, したい, ください and
します look ahead too, and so does what stands behind its label (完了予定日 5月31日) or under a heading of plans
(今後の予定), if it has not passed within a month. 頃, 予定だった, a plain verb at the end (1月に発送する。), a field
that may hold either (施行日 4月1日), what is settled (2月1日付けとする) and what was asked for
(10月に報告するよう求めた) take the nearer of the two. A printed weekday decides between the years beside the
document's. A year or fiscal year in the same sentence gives its own, and a stretch of days (8月19日～9月13日,
9月11日から) that begins within a month of the document is the one about to begin. A year number alone (22年度末) is
read in the count that the document uses, see `importers.date_year`. Not read, because a wrong date is worse than a
missed one: 10/31 without a word or a statement that makes it a day (制定した（7/1）, 10/1施行, 期限：3/31), 24日 that
may be a number of days, 当日, 翌日 counted from what holds from a day on, 前月 or 翌月 in a rule that comes round
(毎月、翌月10日までに), and 上半期 or 第1四半期 of every year (毎年度、第1四半期に).

An impossible date (令和5年2月30日) is a reading without days that carries a `problem`: it is told, never moved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from importers.date_reader import read_folded
from importers.date_text import fold
from store.problem import Problem


class Reading(NamedTuple):
    """One date, range or recurrence that a text names.

    `quote` is `text[offset : offset + length]` of the original text. `start` and `end` are the first and last day;
    None is an open side, both are None for a recurrence and for an impossible date. `kind` is one of day, month,
    year, fiscal-year, range, relative, recurrence. `recurrence` is R/P1Y and the like, None for a date. `problem`
    says why an impossible date is none.
    """

    quote: str
    start: date | None
    end: date | None
    kind: str
    recurrence: str | None
    approx: bool
    offset: int
    length: int
    problem: str | None = None

    def as_json(self) -> dict[str, object]:
        """The eight fields of the contract, and `problem` for an impossible date alone."""
        fields: dict[str, object] = {
            "quote": self.quote,
            "start": None if self.start is None else self.start.isoformat(),
            "end": None if self.end is None else self.end.isoformat(),
            "kind": self.kind,
            "recurrence": self.recurrence,
            "approx": self.approx,
            "offset": self.offset,
            "length": self.length,
        }
        if self.problem is not None:
            fields["problem"] = self.problem
        return fields


def read_dates(text: str, anchor: date, antecedent: date | None = None) -> list[Reading]:
    """Every date, range and recurrence that `text` names, in order.

    `anchor` is the day of the document, from which 本年, 来月, 年度末 and dates without a year are counted.
    `antecedent` is the date mentioned before the text begins, for a 同年 or 翌月 at its head.
    Problem for a text of some hundred thousand dates in one piece, which is no report.
    """
    folded = fold(text)
    as_it_was = not folded.starts and not folded.joints
    readings: list[Reading] = []
    for found in read_folded(folded.text, anchor, antecedent):
        offset, end = found.start, found.end
        if not as_it_was:
            offset, end = folded.original(offset), folded.original_end(end)
        meaning = found.meaning
        readings.append(
            Reading(
                text[offset:end],
                meaning.start,
                meaning.end,
                meaning.kind,
                found.rule,
                meaning.approx,
                offset,
                end - offset,
                meaning.problem,
            )
        )
    return readings


def to_json(readings: Iterable[Reading]) -> str:
    """`readings` as one line of JSON: a list with one object a reading."""
    return json.dumps([reading.as_json() for reading in readings], ensure_ascii=False)


def dates_line(anchor_field: str, text: str) -> str:
    """The readings of `text` as one JSON line; `anchor_field` is `docdate` or `docdate|antecedent`, ISO days.

    Problem if either is no day.
    """
    first, bar, second = anchor_field.partition("|")
    anchor = _iso_day(first)
    return to_json(read_dates(text, anchor, _iso_day(second) if bar and second.strip() else None))


def _iso_day(text: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()) is None:
        raise Problem("{text} is not an anchor: write a day as 2023-12-06", text=text.strip() or "An empty field")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Problem("{text} is not an anchor: there is no such day", text=text.strip()) from None
