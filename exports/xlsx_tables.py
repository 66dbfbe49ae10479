"""The workbook's smaller sheets: summary, by entity, delta."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from exports.brief import headline
from exports.delta import Change, LateEntry, Report
from exports.tables import AGES, Group
from exports.wording import as_of_line, say
from exports.xlsx_book import Book
from store.rules import ATTENTIONS
from store.words import word

_SUMMARY_WIDTHS: Final = (64, 13, 13, 13, 13, 13)
_ENTITY_WIDTHS: Final = (30, *(12,) * (len(ATTENTIONS) + 3))
_DELTA_WIDTHS: Final = (18, 8, 18, 46, 14, 14, 13, 11.5, 7, 9, 11.5, 12, 26, 44)


def summary(book: Book) -> None:
    """The headline, totals beside last week's, ageing, and the tables by fiscal year and case."""
    status, lang = book.status, book.lang
    header = status.header
    sheet = book.sheet("sheet_summary", head=False)
    for column, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, say("title", lang), book.styles.title)
    sheet.write_string(1, 0, as_of_line(header.week, header.as_of, header.previous, lang))
    sheet.write_string(2, 0, headline(status, lang) if status.total else say("empty", lang))
    headings = (
        word("field", "attention", lang),
        say("this_week", lang),
        say("last_week", lang),
        say("difference", lang),
    )
    totals = [
        (word("attention", name, lang), status.totals[name], status.previous_totals[name], None) for name in ATTENTIONS
    ]
    rows = [(name, now, before, now - before) for name, now, before, _ in totals]
    first = 4
    row = _table(book, sheet, _SUMMARY_WIDTHS, first, headings, rows, _sums(say("total", lang), rows))
    book.colour(sheet, first + 1, first + len(rows), 0)
    ages = [
        (word("attention", name, lang), *(getattr(ageing, age) for age in (*AGES, "unknown")))
        for name, ageing in (("overdue", status.overdue_ageing), ("unverified", status.unverified_ageing))
    ]
    row = _table(
        book,
        sheet,
        _SUMMARY_WIDTHS,
        row + 1,
        [say("ageing_title", lang), *(say(age, lang) for age in (*AGES, "unknown"))],
        ages,
        None,
    )
    counted = [say(name, lang) for name in ("guidance", "count", "done", "open")]
    for heading, groups in (
        (say("fiscal_year", lang), status.tables.by_fiscal_year),
        (word("field", "case", lang), status.tables.by_case),
    ):
        rows_of = [(_name(group, book), group.guidance, group.total, group.closed, group.open) for group in groups]
        row = _table(
            book, sheet, _SUMMARY_WIDTHS, row + 1, [heading, *counted], rows_of, _sums(say("total", lang), rows_of)
        )
    sources: list[tuple[Any, ...]] = [(one.why or one.by, one.effective_on, None, None) for one in status.registers]
    sources += [
        (f"{status.entity_name(report.entity, lang)} {report.title}", report.dated_on, report.received_on, report.name)
        for report in status.reports
    ]
    _table(
        book, sheet, _SUMMARY_WIDTHS, row + 1,
        [say("sources", lang), *(word("field", name, lang) for name in ("dated_on", "received_on", "name"))],
        sources, None,
    )  # fmt: skip


def entities(book: Book) -> None:
    """Each entity's rows of each attention."""
    status, lang = book.status, book.lang
    sheet = book.sheet("sheet_entities")
    for column, width in enumerate(_ENTITY_WIDTHS):
        sheet.set_column(column, column, width)
    headings = [
        word("field", "entity_name", lang), *(word("attention", name, lang) for name in ATTENTIONS),
        say("open", lang), say("done", lang), say("count", lang),
    ]  # fmt: skip
    rows = [
        (
            status.entity_name(group.key, lang),
            *(group.counts[name] for name in ATTENTIONS),
            group.open, group.closed, group.total,
        )
        for group in status.tables.by_entity
    ]  # fmt: skip
    _table(book, sheet, _ENTITY_WIDTHS, 0, headings, rows, _sums(say("total", lang), rows))
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    sheet.freeze_panes(1, 1)


def delta(book: Book) -> None:
    """The week's changes, a line each."""
    lang = book.lang
    found = book.status.delta
    sheet = book.sheet("sheet_delta")
    for column, width in enumerate(_DELTA_WIDTHS):
        sheet.set_column(column, column, width)
    field = {name: word("field", name, lang) for name in ("entity_name", "text", "due_on", "days", "reason")}
    headings = [
        say("change", lang), say("late", lang), field["entity_name"], field["text"],
        f"{word('field', 'status', lang)} ({say('before', lang)})", word("field", "status", lang),
        f"{field['due_on']} ({say('before', lang)})", field["due_on"], field["days"],
        word("field", "revisions", lang), word("field", "verified_on", lang), word("field", "verified_by", lang),
        field["reason"], say("row_key", lang),
    ]  # fmt: skip
    lines = [
        *(_change(line, book) for line in found.changes),
        *(_report("reports_received", report, book) for report in found.received),
        *(_report("reports_missing", report, book) for report in found.missing),
        *(_late(entry, book) for entry in found.late),
    ]
    _table(book, sheet, _DELTA_WIDTHS, 0, headings, lines, None)
    sheet.autofilter(0, 0, len(lines), len(headings) - 1)


def _change(line: Change, book: Book) -> tuple[Any, ...]:
    row, lang = line.row, book.lang
    return (
        say(line.change, lang), say("late", lang) if line.late else None, book.status.entity_name(row.entity, lang),
        row.text or row.item_heading, word("status", line.status_before, lang), word("status", row.status, lang),
        line.due_before, row.due_on, line.days, line.times, row.verified_on, row.verified_by, line.reason, row.key,
    )  # fmt: skip


def _report(change: str, report: Report, book: Book) -> tuple[Any, ...]:
    lang = book.lang
    day: date | None = report.received_on or report.dated_on
    return (
        say(change, lang), say("late", lang) if report.late else None, book.status.entity_name(report.entity, lang),
        report.title, None, None, None, report.due_on or day, report.days, None, None, None, None, report.key,
    )  # fmt: skip


def _late(entry: LateEntry, book: Book) -> tuple[Any, ...]:
    lang = book.lang
    return (
        say("late_entries", lang), say("late", lang), None, word("action", entry.action, lang), None, None,
        entry.effective_on, entry.recorded_on, None, None, None, entry.by, entry.why, str(entry.batch),
    )  # fmt: skip


def _table(
    book: Book,
    sheet: Any,
    widths: Sequence[float],
    first: int,
    headings: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    sums: tuple[Any, ...] | None,
) -> int:
    """A table from row `first` on; the row after it."""
    book.heading(sheet, first, headings)
    at = first
    for at, row in enumerate(rows, first + 1):
        book.height(sheet, at, zip(row, widths, strict=False))
        for column, value in enumerate(row):
            book.cell(sheet, at, column, value)
    if sums is not None:
        at += 1
        for column, value in enumerate(sums):
            book.cell(sheet, at, column, value, book.styles.strong_number if column else book.styles.strong)
    return at + 1


def _sums(name: str, rows: Sequence[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    return (name, *_totals(rows)) if rows else None


def _totals(rows: Sequence[tuple[Any, ...]]) -> Iterator[int]:
    for column in range(1, len(rows[0])):
        yield sum(row[column] for row in rows)


def _name(group: Group, book: Book) -> str:
    return group.name if book.lang == "ja" else group.name_en or group.name
