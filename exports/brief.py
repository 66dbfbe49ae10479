"""The weekly status as a briefing note of one page: headings, sentences, lists and tables, for Markdown and HTML.

The most urgent comes first. What does not fit on a sheet of A4 (exports.page) is summed up in a last row that says how
much it is; the whole stands in the workbook. Texts are plain (exports.plain) and still to be escaped by the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from exports import page
from exports.delta import Change, LateEntry, Report
from exports.plain import abridged, flat
from exports.status import WeeklyStatus
from exports.tables import Ageing, Group
from exports.wording import as_of_line, day_short, due_short, say, signed
from store.rows import Row
from store.rules import ATTENTIONS, Attention
from store.words import Lang, word

# Columns of text in the table of what is overdue, and of a case's name.
_OVERDUE_TEXT, _CASE = 64, 42
# So many fiscal years, cases and entities have a row of their own; of what is overdue at least so many.
_YEARS, _CASES, _ENTITIES, _OVERDUE = 3, 4, 12, 5
_TOLD: Final = (
    "newly_overdue", "newly_reported", "newly_verified", "newly_returned", "newly_withdrawn", "due_moved", "new",
)  # fmt: skip
# The columns of the entities' table.
_ASKED: Final[tuple[Attention, ...]] = ("overdue", "returned", "unverified", "awaiting_plan", "due_soon")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings, rows of the same length, the columns that hold numbers. `marks` gives rows their attention."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
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
class _Cut:
    """How the week's changes are cut: lines of each class, columns of an entity's name, of a text and of a reason.

    With `inline` the number of those left out stands behind the one line that is told.
    """

    lines: int
    name: int = 46
    text: int = 46
    reason: int = 32
    inline: bool = False


# The first that takes no more rows of the sheet than this is taken, or else the last.
_CUTS: Final = (_Cut(4), _Cut(2), _Cut(1), _Cut(1, 24, 30, 20, inline=True), _Cut(1, 18, 18, 0, inline=True))
_CHANGES: Final = 28


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
    subtitle = as_of_line(header.week, header.as_of, header.previous, lang)
    return Brief(say("title", lang), subtitle, tuple(_sections(status, lang)), _basis(status, lang), lang)


def _sections(status: WeeklyStatus, lang: Lang) -> Iterator[Section]:
    beside = tuple(_overview(status, lang)), tuple(_changes(status, lang))
    entities = tuple(_entities(status, lang))
    taken = page.HEAD[lang] + max(map(_rows, beside)) + _rows(entities) + 3 * page.SECTION + page.FOOT
    yield Section(say("overview", lang), beside[0], "half")
    yield Section(say("changes", lang), beside[1], "half")
    yield Section(say("overdue", lang), tuple(_overdue(status, lang, page.SHEET - taken)))
    yield Section(say("to_ask", lang), entities)


def _rows(blocks: Sequence[Block]) -> float:
    """The rows that blocks take in one half of the sheet; a table takes as many in the whole of it."""
    found = 0.0
    for block in blocks:
        match block:
            case Table():
                found += page.TABLE + len(block.rows)
            case Points():
                found += page.points(block.points)
            case str():
                found += page.paragraph(block, page.HALF)
    return found


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
    for cut in _CUTS:
        found = Points(tuple(_points(status, lang, cut)))
        if _rows((found,)) <= _CHANGES:
            break
    yield found if found.points else say("quiet", lang)


def _points(status: WeeklyStatus, lang: Lang, cut: _Cut) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What changed, class by class: a lead with the number, and as many lines as the cut leaves."""
    delta = status.delta

    def told(name: str, count: int, lines: Iterator[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        if not count:
            return
        shown = [*islice(lines, cut.lines)]
        more = say("and_more", lang, count=f"{count - len(shown):,}") if count > len(shown) else ""
        if more and cut.inline:
            shown = [say("between", lang).join((*shown, more))]
        elif more:
            shown.append(more)
        yield f"{say(name, lang)} {say('cases', lang, count=f'{count:,}')}", tuple(shown)

    for name in _TOLD:
        held = delta.of(name)
        yield from told(name, len(held), (_line(status, line, lang, cut) for line in held))
    received, missing, late = delta.received, delta.missing, delta.late
    yield from told("reports_received", len(received), (_received(status, one, lang, cut) for one in received))
    yield from told("reports_missing", len(missing), (_missing(status, one, lang, cut) for one in missing))
    yield from told("late_entries", len(late), (_late(entry, lang) for entry in late))


def _line(status: WeeklyStatus, line: Change, lang: Lang, cut: _Cut) -> str:
    row = line.row
    parts = []
    if line.change == "due_moved":
        parts.append(_moved(line, lang))
    elif line.change == "newly_verified" and row.verified_on is not None:
        by = abridged(row.verified_by or "", 20)
        parts.append(say("verified_line", lang, on=day_short(row.verified_on, lang), by=by))
    elif row.due_on is not None:
        parts.append(say("due_line", lang, due=_due(row, lang)))
    if line.reason and cut.reason:
        parts.append(say("reason_line", lang, reason=abridged(line.reason, cut.reason)))
    return _told(status, row.entity, row.text or row.item_heading or "", parts, line.late, lang, cut)


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


def _received(status: WeeklyStatus, report: Report, lang: Lang, cut: _Cut) -> str:
    parts = [] if report.received_on is None else [day_short(report.received_on, lang)]
    return _told(status, report.entity, report.title or report.name or report.key, parts, report.late, lang, cut)


def _missing(status: WeeklyStatus, report: Report, lang: Lang, cut: _Cut) -> str:
    due = say("missing_line", lang, due=day_short(report.due_on, lang), days=f"{report.days:,}")
    return _told(status, report.entity, report.title or report.key, [due], False, lang, cut)


def _late(entry: LateEntry, lang: Lang) -> str:
    return say(
        "late_entry", lang, action=word("action", entry.action, lang), effective=day_short(entry.effective_on, lang),
        recorded=day_short(entry.recorded_on, lang), by=abridged(entry.by, 20), changes=f"{entry.changes:,}",
    )  # fmt: skip


def _told(status: WeeklyStatus, entity: str, text: str, parts: Sequence[str], late: bool, lang: Lang, cut: _Cut) -> str:
    about = [*parts, *([say("late", lang)] if late else ())]
    name = abridged(status.entity_name(entity, lang), cut.name)
    shown = say("line", lang, entity=name, text=abridged(text, cut.text))
    return shown + (say("about", lang, about=say("between", lang).join(about)) if about else "")


def _overdue(status: WeeklyStatus, lang: Lang, room: float) -> Iterator[Block]:
    """What is overdue in at most `room` rows, but never less than a few, and how old it and what is unverified is."""
    ages = [_ages("ageing", status.overdue_ageing, lang)] if status.totals["overdue"] else []
    if status.totals["unverified"]:
        ages.append(_ages("ageing_unverified", status.unverified_ageing, lang))
    count = status.totals["overdue"]
    if not count:
        yield say("no_overdue", lang)
    else:
        most = max(_OVERDUE, int(room - page.TABLE - sum(page.paragraph(line, page.WHOLE) for line in ages)))
        # A last row says how many are left out, and is worth it for two at least.
        most = count if count <= most else most - 1
        rows = [_overdue_row(status, row, lang) for row in islice(status.rows(("overdue",)), most)]
        headings = tuple(word("field", name, lang) for name in ("entity_name", "text", "due_on", "days_overdue"))
        headings = (*headings, say("moves", lang), word("field", "officer", lang))
        if count > most:
            more = say("and_more_overdue", lang, count=f"{count - most:,}")
            rows.append((say("others", lang), more, *[""] * (len(headings) - 2)))
        yield Table(headings, tuple(rows), frozenset({3, 4}), name="overdue")
    yield from ages


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
            name,
            *(f"{number:,}" if number else "" for number in (sum(one.counts[of] for one in held) for of in _ASKED)),
            *(f"{sum(getattr(one, of) for one in held):,}" for of in ("open", "closed", "total")),
        )
        for name, held in _first(groups, _ENTITIES, "more_entities", lang)
    )
    yield Table(headings, rows, frozenset(range(1, len(headings))), name="entities")


def _groups(groups: Sequence[Group], lang: Lang, kind: Literal["case", "fiscal_year"]) -> Table:
    heading = word("field", "case", lang) if kind == "case" else say("fiscal_year", lang)
    # The newest years and the most urgent cases have rows of their own.
    ordered = groups if kind == "case" else sorted(groups, key=lambda group: group.key, reverse=True)
    rows = tuple(
        (
            abridged(name, _CASE),
            *(f"{sum(getattr(one, of) for one in held):,}" for of in ("total", "closed", "open")),
        )
        for name, held in _first(ordered, _CASES if kind == "case" else _YEARS, "and_more", lang)
    )
    return Table(
        (heading, say("count", lang), say("done", lang), say("open", lang)), rows, frozenset({1, 2, 3}), name=kind
    )


def _first(groups: Sequence[Group], most: int, more: str, lang: Lang) -> Iterator[tuple[str, Sequence[Group]]]:
    """At most `most` lines with the groups that each stands for: the first ones, and the rest together."""
    alone = groups if len(groups) <= most else groups[: most - 1]
    for group in alone:
        yield flat(group.name if lang == "ja" else group.name_en or group.name), [group]
    rest = groups[len(alone) :]
    if rest:
        yield say(more, lang, count=f"{len(rest):,}"), rest


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
