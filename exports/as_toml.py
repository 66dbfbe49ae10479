"""The whole weekly status as TOML 1.0, written table by table so that a large register does not stay in memory.

Schema 1. UTF-8, LF, no BOM. Every value is a TOML string, integer, boolean or local date; what is empty (None) is left
out. Strings are single-line basic strings: line ends, control and bidi characters are escapes, so that CRLF comes back
as CRLF. Names and values are the same in every language.

    schema = 1                          the version of this description
    generator = "followup"
    week, as_of, as_of_ja, previous_as_of, previous_as_of_ja, soon_days
    batch, chain                        the last entry of the log taken in, and its SHA-256
    [totals]                            attention = rows; all eight, and total
    [previous_totals]                   the same a week before
    [ageing.overdue], [ageing.unverified]   to_30, to_90, to_365, over_365, unknown (days), total
    [delta]                             first: whether there was no record a week before
    [delta.counts]                      how many of each class
    [[delta.newly_overdue]], [[delta.newly_reported]], [[delta.newly_verified]], [[delta.newly_returned]],
    [[delta.newly_withdrawn]], [[delta.due_moved]], [[delta.no_longer_overdue]], [[delta.new]]
                                        row (its key), kind, entity, entity_name, text, status, status_before, due_on,
                                        due_before, days, times, days_overdue, reported_on, verified_on, verified_by,
                                        evidence, reason, late
    [[delta.report_received]], [[delta.report_missing]]
                                        report (its key; where one is missing, the guidance's), entity, entity_name,
                                        title, dated_on, received_on, due_on, days, name, sha256, late
    [[delta.late_entry]]                batch, recorded_on, effective_on, by, action, why, changes
    [[register]]                        batch, effective_on, by, why, records
    [[report]]                          as in the delta
    [[by_entity]], [[by_case]], [[by_fiscal_year]]
                                        entity, case or fiscal_year (a key), name, name_en, guidance, total, open, and
                                        all eight
    [[row]]                             the fields that are named below, in their order, one table a row

The fields are store.rows.ROW_FIELDS. A reader takes the array `row` alone: a key that is left out means None (for a
text that is never None: ""), and all else in the file follows from the record. Only the tables of `row` have a `key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO, Final

import tomli_w

from exports.contract import TYPES, Plain
from exports.delta import CHANGES, Change, Delta, Report
from exports.status import WeeklyStatus
from exports.tables import Ageing, Counts, Group
from store.words import Lang

SCHEMA: Final = 1
# Allowed in a string, and yet not to be seen in one: C1 controls, line and paragraph separators (for some programs the
# line ends there), bidi controls (an editor shows what follows in another order).
_HIDDEN: Final = "\x80-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"
_UNSEEN: Final = re.compile(f"[{_HIDDEN}]")
# Those, and what a basic string cannot hold as it is: control characters but the tab, quotes, backslashes.
# https://toml.io/en/v1.0.0#string
_ESCAPED: Final = re.compile(f'[\\x00-\\x08\\x0a-\\x1f\\x7f"\\\\{_HIDDEN}]')


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the status; `lang` changes nothing."""
    stream.write(_dumps(dict(_head(status))).encode())
    stream.writelines(f"\n[[{name}]]\n{_dumps(_said(table))}".encode() for name, table in _tables(status))
    stream.writelines(row_text(row).encode() for row in status.plain_rows())


def row_text(row: Plain) -> str:
    """One row as a table of the array `row`: what is empty left out, dates as dates, flags as booleans."""
    lines = ["\n[[row]]"]
    for (name, held), value in zip(TYPES.items(), row, strict=True):
        if value is None:
            continue
        if held == "text":
            lines.append(f"{name} = {_string(value)}")
        elif held == "bool":
            lines.append(f"{name} = true" if value else f"{name} = false")
        else:
            lines.append(f"{name} = {value}")
    lines.append("")
    return "\n".join(lines)


def _string(text: str) -> str:
    """A basic string. tomli_w looks at every character; most texts hold none that needs an escape."""
    return f'"{text}"' if _ESCAPED.search(text) is None else _dumps({"a": text})[len("a = ") : -1]


def _dumps(table: Mapping[str, Any]) -> str:
    """A table as tomli_w writes it, with every character that is not seen as its escape: they stand in strings only."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", tomli_w.dumps(table))


def _head(status: WeeklyStatus) -> Iterator[tuple[str, Any]]:
    """The values and single tables that stand before the arrays of tables."""
    header = status.header
    yield "schema", SCHEMA
    yield "generator", "followup"
    yield "week", header.week
    yield "as_of", header.as_of
    yield "as_of_ja", header.as_of_ja
    yield "previous_as_of", header.previous
    yield "previous_as_of_ja", header.previous_ja
    yield "soon_days", header.soon_days
    if header.batch is not None:
        yield "batch", header.batch
        yield "chain", header.chain
    yield "totals", _totals(status.totals)
    yield "previous_totals", _totals(status.previous_totals)
    yield "ageing", {"overdue": _ages(status.overdue_ageing), "unverified": _ages(status.unverified_ageing)}
    yield "delta", {"first": status.delta.first, "counts": dict(status.delta.counts)}


def _tables(status: WeeklyStatus) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every array of tables but the rows."""
    yield from _delta(status.delta)
    for register in status.registers:
        yield "register", asdict(register)
    for report in status.reports:
        yield "report", _report(report)
    for name, groups in (
        ("entity", status.tables.by_entity),
        ("case", status.tables.by_case),
        ("fiscal_year", status.tables.by_fiscal_year),
    ):
        for group in groups:
            yield f"by_{name}", _group(name, group)


def _delta(delta: Delta) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for change in CHANGES:
        for line in delta.of(change):
            yield f"delta.{change}", _change(line)
    for report in delta.received:
        yield "delta.report_received", {**_report(report), "late": report.late}
    for report in delta.missing:
        yield "delta.report_missing", _report(report)
    for entry in delta.late:
        yield "delta.late_entry", asdict(entry)


def _change(line: Change) -> dict[str, Any]:
    row = line.row
    return {
        "row": row.key, "kind": row.kind, "entity": row.entity, "entity_name": row.entity_name, "text": row.text,
        "status": row.status, "status_before": line.status_before, "due_on": row.due_on,
        "due_before": line.due_before, "days": line.days, "times": line.times, "days_overdue": row.days_overdue,
        "reported_on": row.reported_on, "verified_on": row.verified_on, "verified_by": row.verified_by,
        "evidence": row.evidence, "reason": line.reason, "late": line.late,
    }  # fmt: skip


def _report(report: Report) -> dict[str, Any]:
    return {
        "report": report.key, "entity": report.entity, "entity_name": report.entity_name, "title": report.title,
        "dated_on": report.dated_on, "received_on": report.received_on, "due_on": report.due_on, "days": report.days,
        "name": report.name, "sha256": report.sha256,
    }  # fmt: skip


def _group(key: str, group: Group) -> dict[str, Any]:
    return {
        key: group.key, "name": group.name, "name_en": group.name_en, "guidance": group.guidance,
        "total": group.total, "open": group.open, **_named(group.counts),
    }  # fmt: skip


def _totals(counts: Counts) -> dict[str, int]:
    return {**_named(counts), "total": sum(counts.values())}


def _named(counts: Counts) -> dict[str, int]:
    return {str(name): number for name, number in counts.items()}


def _ages(ageing: Ageing) -> dict[str, int]:
    return {**asdict(ageing), "total": ageing.total}


def _said(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if value is not None}
