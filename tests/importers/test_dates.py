from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import jsonschema_rs
import pytest

from importers.dates import Reading, dates_line, read_dates, to_json
from store.problem import Problem

TABLES = Path(__file__).parent / "dates"
NAMES = sorted(path.name for path in TABLES.glob("*.tsv"))


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


@pytest.mark.parametrize("table", NAMES)
def test_every_row_of_the_tables_is_read_as_a_person_reads_it(table: str) -> None:
    wrong = []
    for row in rows(table):
        readings = read_dates(row.text, row.anchor, row.antecedent)
        read = " | ".join(map(shown, readings))
        if read != row.expected:
            wrong.append(f"{table}:{row.line}: {row.text}\n  is read as {read}\n  and not    {row.expected}")
        wrong += [
            f"{table}:{row.line}: {each.quote!r} does not stand at {each.offset}"
            for each in readings
            if row.text[each.offset : each.offset + each.length] != each.quote
        ]
    assert not wrong, "\n".join(wrong)


def test_the_paper_of_the_commission_has_these_dates_and_no_others() -> None:
    text = (TABLES / "ppc-2023-12-06.txt").read_text(encoding="utf-8")
    expected = (TABLES / "ppc-2023-12-06.readings").read_text(encoding="utf-8").splitlines()[1:]
    found = read_dates(text, date(2023, 12, 6))
    assert [f"{text.count(chr(10), 0, each.offset) + 1}\t{shown(each)}" for each in found] == expected
    assert all(text[each.offset : each.offset + each.length] == each.quote for each in found)


def test_offsets_are_those_of_the_original_text() -> None:
    text = "㋿５年１０月３１日、㌔㍻31年4月"
    first, second = read_dates(text, date(2023, 12, 6))
    assert (first.offset, first.length, first.quote) == (0, 9, "㋿５年１０月３１日")
    assert (second.offset, second.length, second.quote) == (11, 6, "㍻31年4月")
    assert second.start == date(2019, 4, 1)


def test_a_circled_number_is_not_glued_to_the_date_behind_it() -> None:
    (reading,) = read_dates("①5月31日まで", date(2023, 12, 6))
    assert (reading.quote, reading.end) == ("5月31日", date(2024, 5, 31))


def test_what_was_mentioned_in_the_text_goes_before_the_antecedent() -> None:
    text = "令和4年3月1日に受け付け、同年5月に処理した。"
    readings = read_dates(text, date(2023, 12, 6), date(2010, 1, 1))
    assert readings[1].start == date(2022, 5, 1)


READING_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["quote", "start", "end", "kind", "recurrence", "approx", "offset", "length"],
        "properties": {
            "quote": {"type": "string", "minLength": 1},
            "start": {"type": ["string", "null"], "format": "date"},
            "end": {"type": ["string", "null"], "format": "date"},
            "kind": {"enum": ["day", "month", "year", "fiscal-year", "range", "relative", "recurrence"]},
            "recurrence": {"type": ["string", "null"], "pattern": "^R[0-9]*/(\\?|P[0-9]+[YMWD])$"},
            "approx": {"type": "boolean"},
            "offset": {"type": "integer", "minimum": 0},
            "length": {"type": "integer", "minimum": 1},
            "problem": {"type": "string"},
        },
        "additionalProperties": False,
    },
}


def test_every_row_makes_a_line_of_the_contract() -> None:
    contract = jsonschema_rs.validator_for(READING_SCHEMA)
    for row in (row for table in NAMES for row in rows(table)):
        line = to_json(read_dates(row.text, row.anchor, row.antecedent))
        assert "\n" not in line
        contract.validate(json.loads(line))


def test_a_line_has_exactly_the_eight_fields_and_a_problem_only_for_an_impossible_date() -> None:
    assert dates_line("2023-12-06", "令和6年9月まで") == (
        '[{"quote": "令和6年9月", "start": "2024-09-01", "end": "2024-09-30", "kind": "month", '
        '"recurrence": null, "approx": false, "offset": 0, "length": 6}]'
    )
    (impossible,) = json.loads(dates_line("2023-12-06", "令和5年2月30日"))
    assert (impossible["start"], impossible["end"]) == (None, None)
    assert impossible["problem"] == "2023-02 has 28 days, no day 30"
    assert dates_line("2023-12-06", "") == "[]"


def test_the_antecedent_stands_behind_a_bar() -> None:
    (reading,) = json.loads(dates_line("2023-12-06|2022-09-20", "同年10月31日まで"))
    assert reading["end"] == "2022-10-31"
    assert dates_line("2023-12-06|", "毎月") == dates_line("2023-12-06", "毎月")


@pytest.mark.parametrize("anchor", ["", "2023", "2023-13-01", "yesterday", "20231206", "2023-12-06|x", "|2023-12-06"])
def test_an_anchor_that_is_no_day_is_refused(anchor: str) -> None:
    with pytest.raises(Problem, match="anchor"):
        dates_line(anchor, "毎月")
