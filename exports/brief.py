"""The weekly status as a briefing note: headings, sentences, lists and tables, for Markdown and HTML.

Everything overdue and every entity stands in it, however many pages that takes. Lists of the week's changes are cut,
and say how many lines were left out; the whole stands in the workbook. Texts are plain (exports.plain) and still to be
escaped by the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from exports.delta import Change, LateEntry, Report
from exports.plain import abridged, flat
from exports.status import WeeklyStatus
from exports.tables import Ageing, Group
from exports.wording import day_long, day_short, due_short, say, signed
from store.rows import Row
from store.rules import ATTENTIONS, Attention
from store.words import Lang, word

# From so many classes of change on, so many lines of each.
LINES: Final = ((7, 1), (4, 2), (0, 4))
# Columns of text in a list, of a reason, and of text in the table of what is overdue.
_TEXT, _REASON, _OVERDUE_TEXT = 46, 40, 64
_TOLD: Final = (
    "newly_overdue", "newly_reported", "newly_verified", "newly_returned", "newly_withdrawn", "due_moved", "new",
)  # fmt: skip
# The columns of the entities' table.
_ASKED: Final[tuple[Attention, ...]] = ("overdue", "returned", "unverified", "awaiting_plan", "due_soon")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings, rows of the same length, the columns that hold numbers. `marks` gives rows their attention.

    `rows` may be read once only: what is overdue is streamed.
    """

    headings: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    numbers: frozenset[int] = frozenset()
    marks: tuple[Attention | None, ...] = ()
    # What the HTML page calls it, to lay it out.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list: each point a lead and what is said of it, a line each."""

    points: tuple[tuple[str, tuple[str, ...]], ...]


Block = str | Table | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; `place` says on which side of the sheet it can stand beside another."""

    heading: str
    blocks: tuple[Block, ...]
    place: Literal["whole", "half"] = "whole"


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole note; `basis` is its footnote: what it rests on."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    basis: str
    lang: Lang


def brief(status: WeeklyStatus, lang: Lang) -> Brief:
    """The note of a status in a language."""
    header = status.header
    year, _, number = header.week.partition("-W")
    subtitle = say(
        "as_of", lang, year=year, number=int(number), day=day_long(header.as_of, lang),
        previous=day_long(header.previous, lang),
    )  # fmt: skip
    return Brief(say("title", lang), subtitle, tuple(_sections(status, lang)), _basis(status, lang), lang)


def _sections(status: WeeklyStatus, lang: Lang) -> Iterator[Section]:
    yield Section(say("overview", lang), tuple(_overview(status, lang)), "half")
    yield Section(say("changes", lang), tuple(_changes(status, lang)), "half")
    yield Section(say("overdue", lang), tuple(_overdue(status, lang)))
    yield Section(say("to_ask", lang), tuple(_entities(status, lang)))


# --- what is said -----------------------------------------------------------------------------------------------------


def _overview(status: WeeklyStatus, lang: Lang) -> Iterator[Block]:
    if not status.total:
        yield say("empty", lang)
        return
    yield headline(status, lang)
    first = next(status.rows(("overdue",)), None)
    if first is not None:
        yield say(
            "longest", lang, entity=flat(status.entity_name(first.entity, lang)),
            days=f"{first.days_overdue:,}", due=_due(first, lang),
        )  # fmt: skip
    yield _totals(status, lang)
    yield _groups(status.tables.by_fiscal_year, lang, "fiscal_year")
    yield _groups(status.tables.by_case, lang, "case")


def headline(status: WeeklyStatus, lang: Lang) -> str:
    """How much is on file, and how much of it is overdue and unverified, in one sentence."""
    totals, before = status.totals, status.previous_totals
    size = say("size", lang, promises=f"{status.promises:,}")
    if status.items_without_plan:
        size += say("without_plan", lang, items=f"{status.items_without_plan:,}")
    if status.guidance_without_report:
        size += say("without_report", lang, acts=f"{status.guidance_without_report:,}")
    if totals["awaiting_plan"]:
        waited = sum(1 for group in status.tables.by_entity if group.counts["awaiting_plan"])
        size += say("of_entities", lang, entities=f"{waited:,}")
    return say(
        "headline", lang, size=size, open=f"{status.promises - totals['closed']:,}",
        overdue=overdue_number(status, lang), overdue_moved=signed(totals["overdue"] - before["overdue"], lang),
        unverified=f"{totals['unverified']:,}",
        unverified_moved=signed(totals["unverified"] - before["unverified"], lang),
    )  # fmt: skip


def overdue_number(status: WeeklyStatus, lang: Lang) -> str:
    """How many are overdue, and how many of them by a date that is only inferred."""
    told = say("late_number", lang, overdue=f"{status.totals['overdue']:,}")
    inferred = status.overdue_inferred
    return told + (say("late_inferred", lang, inferred=f"{inferred:,}") if inferred else "")


def _totals(status: WeeklyStatus, lang: Lang) -> Table:
    rows = []
    for name in ATTENTIONS:
        now, before = status.totals[name], status.previous_totals[name]
        rows.append((word("attention", name, lang), f"{now:,}", f"{before:,}", signed(now - before, lang)))
    whole, was = status.total, sum(status.previous_totals.values())
    rows.append((say("total", lang), f"{whole:,}", f"{was:,}", signed(whole - was, lang)))
    headings = (
        word("field", "attention", lang), say("this_week", lang), say("last_week", lang), say("difference", lang),
    )  # fmt: skip
    return Table(headings, tuple(rows), frozenset({1, 2, 3}), (*ATTENTIONS, None), "totals")


def _changes(status: WeeklyStatus, lang: Lang) -> Iterator[Block]:
    delta = status.delta
    if delta.first:
        yield say("first", lang)
        return
    classes = {name: [_line(status, line, lang) for line in delta.of(name)] for name in _TOLD}
    classes["reports_received"] = [_received(status, one, lang) for one in delta.received]
    classes["reports_missing"] = [_missing(status, one, lang) for one in delta.missing]
    classes["late_entries"] = [_late(entry, lang) for entry in delta.late]
    told = {name: lines for name, lines in classes.items() if lines}
    # The more classes there are to tell of, the fewer lines each gets.
    most = next(lines for least, lines in LINES if len(told) >= least)
    if told:
        yield Points(tuple(_point(name, lines, most, lang) for name, lines in told.items()))
    else:
        yield say("quiet", lang)


def _point(name: str, lines: Sequence[str], most: int, lang: Lang) -> tuple[str, tuple[str, ...]]:
    shown = list(lines[:most])
    if len(lines) > most:
        shown.append(say("and_more", lang, count=f"{len(lines) - most:,}"))
    return f"{say(name, lang)} {say('cases', lang, count=f'{len(lines):,}')}", tuple(shown)


def _line(status: WeeklyStatus, line: Change, lang: Lang) -> str:
    row = line.row
    parts = []
    if line.change == "due_moved":
        parts.append(_moved(line, lang))
    elif line.change == "newly_verified" and row.verified_on is not None:
        by = abridged(row.verified_by or "", 20)
        parts.append(say("verified_line", lang, on=day_short(row.verified_on, lang), by=by))
    elif row.due_on is not None:
        parts.append(say("due_line", lang, due=_due(row, lang)))
    if line.reason:
        parts.append(say("reason_line", lang, reason=abridged(line.reason, _REASON)))
    return _told(status, row.entity, row.text or row.item_heading or "", parts, line.late, lang)


def _moved(line: Change, lang: Lang) -> str:
    told = "moved_plain"
    days = ""
    if line.days is not None:
        told = "moved_line"
        days = say("days_later" if line.days > 0 else "days_earlier", lang, days=f"{abs(line.days):,}")
    none = say("no_date", lang)
    return say(
        told, lang, before=day_short(line.due_before, lang) or none, after=_due(line.row, lang) or none,
        days=days, times=(line.times or 0) + 1,
    )  # fmt: skip


def _received(status: WeeklyStatus, report: Report, lang: Lang) -> str:
    parts = [] if report.received_on is None else [day_short(report.received_on, lang)]
    return _told(status, report.entity, report.title or report.name or report.key, parts, report.late, lang)


def _missing(status: WeeklyStatus, report: Report, lang: Lang) -> str:
    due = say("missing_line", lang, due=day_short(report.due_on, lang), days=f"{report.days:,}")
    return _told(status, report.entity, report.title or report.key, [due], False, lang)


def _late(entry: LateEntry, lang: Lang) -> str:
    return say(
        "late_entry", lang, action=word("action", entry.action, lang), effective=day_short(entry.effective_on, lang),
        recorded=day_short(entry.recorded_on, lang), by=abridged(entry.by, 20), changes=f"{entry.changes:,}",
    )  # fmt: skip


def _told(status: WeeklyStatus, entity: str, text: str, parts: Sequence[str], late: bool, lang: Lang) -> str:
    about = [*parts, *([say("late", lang)] if late else ())]
    shown = say("line", lang, entity=flat(status.entity_name(entity, lang)), text=abridged(text, _TEXT))
    return shown + (say("about", lang, about=say("between", lang).join(about)) if about else "")


def _overdue(status: WeeklyStatus, lang: Lang) -> Iterator[Block]:
    if not status.totals["overdue"]:
        yield say("no_overdue", lang)
    else:
        headings = tuple(word("field", name, lang) for name in ("entity_name", "text", "due_on", "days_overdue"))
        yield Table(
            (*headings, say("moves", lang), word("field", "officer", lang)),
            (_overdue_row(status, row, lang) for row in status.rows(("overdue",))),
            frozenset({3, 4}),
            name="overdue",
        )
        yield _ages("ageing", status.overdue_ageing, lang)
    if status.totals["unverified"]:
        yield _ages("ageing_unverified", status.unverified_ageing, lang)


def _overdue_row(status: WeeklyStatus, row: Row, lang: Lang) -> tuple[str, ...]:
    return (
        flat(status.entity_name(row.entity, lang)),
        abridged(row.text, _OVERDUE_TEXT),
        _due(row, lang),
        f"{row.days_overdue:,}",
        say("times", lang, count=row.revisions) if row.revisions else "",
        abridged(row.officer or "", 12),
    )


def _due(row: Row, lang: Lang) -> str:
    return due_short(row.due_on, lang, approx=row.due_approx, inferred=row.due_inferred)


def _ages(sentence: str, ageing: Ageing, lang: Lang) -> str:
    told = say(
        sentence, lang, to_30=f"{ageing.to_30:,}", to_90=f"{ageing.to_90:,}", to_365=f"{ageing.to_365:,}",
        over_365=f"{ageing.over_365:,}",
    )  # fmt: skip
    return told + (say("unknown_day", lang, unknown=f"{ageing.unknown:,}") if ageing.unknown else "")


def _entities(status: WeeklyStatus, lang: Lang) -> Iterator[Block]:
    groups = [group for group in status.tables.by_entity if group.open]
    headings = (
        word("field", "entity_name", lang),
        *(word("attention", name, lang) for name in _ASKED),
        say("open", lang), say("done", lang), say("count", lang),
    )  # fmt: skip
    rows = tuple(
        (
            flat(group.name if lang == "ja" else group.name_en or group.name),
            *(f"{group.counts[name]:,}" if group.counts[name] else "" for name in _ASKED),
            f"{group.open:,}", f"{group.closed:,}", f"{group.total:,}",
        )
        for group in groups
    )  # fmt: skip
    yield Table(headings, rows, frozenset(range(1, len(headings))), name="entities")


def _groups(groups: Sequence[Group], lang: Lang, kind: Literal["case", "fiscal_year"]) -> Table:
    heading = word("field", "case", lang) if kind == "case" else say("fiscal_year", lang)
    rows = tuple(
        (
            abridged(group.name if lang == "ja" else group.name_en or group.name, 46),
            f"{group.total:,}", f"{group.closed:,}", f"{group.open:,}",
        )
        for group in groups
    )  # fmt: skip
    return Table(
        (heading, say("count", lang), say("done", lang), say("open", lang)), rows, frozenset({1, 2, 3}), name=kind
    )


def _basis(status: WeeklyStatus, lang: Lang) -> str:
    parts = [
        say(
            "register_line", lang, why=flat(one.why) or flat(one.by), on=day_short(one.effective_on, lang),
            records=f"{one.records:,}",
        )
        for one in status.registers
    ]  # fmt: skip
    parts.append(say("reports_line", lang, count=f"{len(status.reports):,}"))
    header = status.header
    if header.batch is not None and header.chain is not None:
        parts.append(say("log_line", lang, batch=f"{header.batch:,}", chain=header.chain[:12]))
    return say("basis", lang, sources=say("between", lang).join(parts))
