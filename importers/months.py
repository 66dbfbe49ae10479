"""Schedules: columns for months or quarters, in which a sign says when something was done or is to be done. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from importers.dates import read_dates
from importers.draft import Claim, Promise
from importers.readers.grid import Cell
from importers.settle import NO_CLAIM
from importers.similar import squeezed
from store.calendar import fiscal_year, month_end

_LEAST: Final = 3
_MONTH: Final = re.compile(r"(?:.*[年度./])?(?P<month>1[0-2]|0?[1-9])月?(?:予定|実績)?")
# 第3四半期(10~12月): the months of a quarter or half in brackets say no more.
_MONTHS_OF: Final = r"(?:[(]?[0-9]{1,2}月?[~～\-－―ー][0-9]{1,2}月?[)]?)?"
_QUARTER: Final = re.compile(rf".*?(?:第?(?P<one>[1-4])(?:四半期|Q)|Q(?P<two>[1-4])){_MONTHS_OF}")
_HALF: Final = re.compile(rf".*?(?P<half>[上下])(?:半期|期){_MONTHS_OF}")
_YEAR: Final = re.compile(r"(?:(?:令和|平成|R|H)(?:元|[0-9]{1,2})|20[0-9]{2})(?=年|[./]|$)", re.IGNORECASE)
_FULL: Final = re.compile(r"[●■◆◎★✓✔レ済]|(?:実施|完了|対応|終了)(?:済み?)?")
_HOLLOW: Final = re.compile(r"[○◯〇□◇☆△▽]|(?:実施|完了|対応|終了|開始)?(?:予定|見込み?)")
# Says that it is under way in the column it stands in, and not when it ends.
_OPEN: Final = re.compile(r"(?:実施|対応|作業|取組|継続|推進|準備)中|着手(?:済み?)?|継続")
_LINE: Final = re.compile(r"[→⇒←↔⇔━─＝=≫>＞―－\-ー…‥~～〜]+")
YEAR_OF_DOCUMENT: Final = "no year is printed over the months; they are taken as those of the document's fiscal year"


@dataclass(frozen=True, slots=True)
class Term:
    """When a row is marked: the last day of the last month done and of the last to come, each with its printed words.

    `plain`: the signs do not tell the one from the other. `assumed`: no year is printed. `pair`: plan and result stand
    in lines of their own. `open`: a word (実施中) says that it is under way.
    """

    done: tuple[date, str] | None = None
    due: tuple[date, str] | None = None
    plain: bool = False
    assumed: bool = False
    pair: bool = False
    open: bool = False

    def with_result(self, result: Term | None) -> Term:
        """The months of a line of plans with those of the line of results beneath it."""
        done = None if result is None else max(filter(None, (result.done, result.due)), default=None)
        plan = max(filter(None, (self.done, self.due)), default=None)
        return Term(done, plan, assumed=self.assumed, pair=True)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The columns of a schedule: place to last day and printed words; whether the table has signs of both kinds."""

    columns: dict[int, tuple[date, str]]
    parted: bool
    assumed: bool

    def term(self, row: Sequence[Cell]) -> Term | None:
        """When the row is marked, None where it is not."""
        done = due = None
        open_ = False
        for place, own in self.columns.items():
            sign = _plain(row[place].text)
            if not sign:
                continue
            if _OPEN.fullmatch(sign):
                open_ = True
            elif self.parted and _FULL.fullmatch(sign):
                done = own
            else:
                due = own
        if done is None and due is None and not open_:
            return None
        return Term(done, due, not self.parted, self.assumed, open=open_)


def schedule(heads: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]], dated: date) -> Schedule | None:
    """The schedule under heading rows, None where no three columns are months or quarters that hold signs alone."""
    if not heads:
        return None
    found: dict[int, tuple[date, str]] = {}
    assumed = False
    year: tuple[int, bool] | None = None
    for place, cell in enumerate(heads[-1]):
        own = _year_of([cell.text, *(head[place].text for head in heads[:-1])], dated)
        months = _months(_plain(cell.text))
        if months is None or not all(_is_sign(row[place].text) for row in rows):
            if found and len(found) < _LEAST:
                found = {}
            continue
        # What stands over several columns may be printed over the first only.
        year = own or year
        assumed = assumed or year is None
        first, fiscal = year or (fiscal_year(dated), True)
        month = months
        then = first + (fiscal and month <= 3)
        if found and (last := max(day for day, _ in found.values())) >= date(then, month, 1):
            then = last.year + (month <= last.month)
        words = " ".join(dict.fromkeys(text for text in (*(h[place].text for h in heads[:-1]), cell.text) if text))
        found[place] = month_end(then, month), words
    signs = [_plain(row[place].text) for row in rows for place in found]
    if len(found) < _LEAST or not any(signs):
        return None
    parted = any(map(_FULL.fullmatch, signs)) and any(
        _HOLLOW.fullmatch(sign) or _OPEN.fullmatch(sign) for sign in signs
    )
    return Schedule(found, parted, assumed)


def are_months(texts: Sequence[str]) -> bool:
    """Whether three headings at least are months or quarters."""
    return sum(_months(_plain(text)) is not None for text in texts) >= _LEAST


def with_term(promise: Promise, term: Term, dated: date) -> Promise:
    """A promise with the months in which its row is marked, where nothing else dates it or claims for it."""
    done, due = term.done, term.due
    if term.pair:
        return _of_pair(promise, term, dated)
    if term.plain and due is not None and promise.status == "reported" and due[0] <= dated:
        done, due = due, None
    status = promise.status
    if status is None and term.open:
        status = "in_progress"
    elif status is None and not term.plain:
        status = "planned" if done is None else "reported" if due is None else "in_progress"
    elif status is None:
        status = "planned" if due is not None and due[0] > dated else None
    doubts = tuple(doubt for doubt in promise.doubts if doubt != NO_CLAIM or status is None)
    if term.assumed:
        doubts = (*doubts, YEAR_OF_DOCUMENT)
    promise = replace(promise, status=status, doubts=doubts)
    if status == "reported" and done is not None and promise.done_on is None and done[0].replace(day=1) <= dated:
        return replace(promise, done_on=min(done[0], dated), done_text=done[1])
    if status != "reported" and due is not None and promise.due_on is None:
        return replace(promise, due_on=due[0], due_text=due[1])
    return promise


def _of_pair(promise: Promise, term: Term, dated: date) -> Promise:
    """A promise with the last month planned as its limit; kept where the results reach it."""
    done, due = term.done, term.due
    reached = done is not None and (due is None or done[0] >= due[0])
    status: Claim = "planned" if done is None else "reported" if reached else "in_progress"
    if due is not None and promise.due_on is None:
        promise = replace(promise, due_on=due[0], due_text=due[1])
    if done is not None and reached and promise.done_on is None:
        promise = replace(promise, done_on=min(done[0], dated), done_text=done[1])
    doubts = tuple(doubt for doubt in promise.doubts if doubt != NO_CLAIM)
    return replace(promise, status=status, doubts=(*doubts, *((YEAR_OF_DOCUMENT,) if term.assumed else ())))


def is_line_of(row: Sequence[Cell], words: str) -> bool:
    """Whether a row of a schedule is its measure's line of plans (計画) or of results (実績)."""
    return any(re.fullmatch(words, _plain(cell.text)) for cell in row if not cell.continued)


PLANS: Final = r"計画|予定|当初"
RESULTS: Final = r"実績|実施|結果|実施状況"


def _months(words: str) -> int | None:
    """The last month of a column headed by a month, a quarter or half of the fiscal year; None for other headings."""
    quarter = _QUARTER.fullmatch(words)
    if quarter is not None:
        return (6, 9, 12, 3)[int(quarter["one"] or quarter["two"]) - 1]
    half = _HALF.fullmatch(words)
    if half is not None:
        return 9 if half["half"] == "上" else 3
    month = _MONTH.fullmatch(words)
    return int(month["month"]) if month is not None and len(words) <= 10 else None


def _year_of(texts: Sequence[str], dated: date) -> tuple[int, bool] | None:
    """The year that headings name, and whether it is a fiscal one; None where none is printed."""
    for text in texts:
        if "度" in text and (readings := read_dates(text, dated)) and readings[0].start is not None:
            return fiscal_year(readings[0].start), True
        year = _YEAR.match(_plain(text))
        if year is not None and (readings := read_dates(f"{year[0]}年", dated)) and readings[0].start is not None:
            return readings[0].start.year, False
    return None


def _is_sign(text: str) -> bool:
    sign = _plain(text)
    return not sign or any(pattern.fullmatch(sign) for pattern in (_FULL, _HOLLOW, _OPEN, _LINE))


def _plain(text: str) -> str:
    return squeezed(text).strip("()")
