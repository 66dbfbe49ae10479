from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from importers.dates import Reading, dates_line, read_dates
from store.problem import Problem

TABLES = Path(__file__).parent / "dates"


class Row(NamedTuple):
    table: str
    line: int
    anchor: date
    antecedent: date | None
    text: str
    expected: str


def rows(table: str) -> list[Row]:
    found = []
    for number, line in enumerate((TABLES / table).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        anchor, antecedent, text, expected = line.split("\t")
        before = None if antecedent == "-" else date.fromisoformat(antecedent)
        found.append(
            Row(table, number, date.fromisoformat(anchor), before, text.replace("\\n", "\n"), expected.strip())
        )
    return found


def shown(reading: Reading) -> str:
    """A reading in the notation of the tables."""
    quote, approx = reading.quote.replace("\n", "\\n"), " approx" if reading.approx else ""
    if reading.recurrence is not None:
        return f"{quote} {reading.recurrence}{approx}"
    if reading.problem is not None:
        return f"{quote} impossible {reading.kind}"
    start = "" if reading.start is None else reading.start.isoformat()
    end = "" if reading.end is None else reading.end.isoformat()
    return f"{quote} {start}..{end} {reading.kind}{approx}"


ROWS = [row for path in sorted(TABLES.glob("*.tsv")) for row in rows(path.name)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.table}:{row.line}")
def test_every_row_of_the_tables_is_read_as_a_person_reads_it(row: Row) -> None:
    readings = read_dates(row.text, row.anchor, row.antecedent)
    assert " | ".join(map(shown, readings)) == row.expected
    for reading in readings:
        assert row.text[reading.offset : reading.offset + reading.length] == reading.quote
