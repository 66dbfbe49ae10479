"""CSV: the bytes that Excel takes, the rows an independent reader finds, and text that never becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars
from hypothesis import given
from hypothesis import strategies as st

from exports import as_csv
from exports.as_csv import GUARDED, guard, unguard
from exports.contract import TYPES
from exports.status import weekly
from store.rows import ROW_FIELDS
from tests.exports.conftest import HOSTILE

TODAY = date(2026, 11, 23)
LIKE_A_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")


def written(path: Path, day: date = TODAY) -> bytes:
    stream = io.BytesIO()
    with weekly(path, None, TODAY, as_of=day) as status:
        as_csv.write(status, stream, "ja")
    return stream.getvalue()


def parsed(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_bom_header_and_line_ends(registered: Path) -> None:
    data = written(registered)
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(ROW_FIELDS).encode() + b"\r\n")
    assert data.endswith(b"\r\n")
    assert not data.endswith(b"\r\n\r\n")
    assert data.count(b"\xef\xbb\xbf") == 1


def test_every_row_of_the_worklist_in_its_order(worked: Path) -> None:
    with weekly(worked, None, TODAY) as status:
        keys = [row.key for row in status.rows()]
    assert [row["key"] for row in parsed(written(worked))] == keys


def test_values_as_the_contract_writes_them(worked: Path) -> None:
    rows = {row["key"]: row for row in parsed(written(worked, date(2024, 10, 6)))}
    moved = rows["digital-agency/2023-09-20/6/audit/3"]
    assert (moved["due_on"], moved["original_due_on"], moved["revisions"]) == ("2024-12-31", "2024-03-31", "2")
    assert (moved["due_approx"], moved["due_inferred"]) == ("true", "false")
    assert (moved["quantity"], moved["quantity_done"], moved["unit"]) == ("5", "3", "ファイル")
    assert (moved["days_overdue"], moved["verified_on"], moved["evidence"]) == ("", "", "")
    awaited = rows["nta/2023-09-20/1"]
    assert (awaited["status"], awaited["attention"], awaited["next_check_on"]) == ("", "awaiting_plan", "")
    verified = rows["fujitsu-japan/2023-09-20/1/anomaly-detection/1"]
    assert verified["evidence"] == '\'=HYPERLINK("https://example.invalid")'
    noted = rows["digital-agency/2023-09-20/5/assessment/1"]
    assert unguard(noted["note"]).endswith(HOSTILE)


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@＝＋－＠\t\r\n'\",; a漢"), st.characters(codec="utf-8"))))
def test_guarding_comes_back_and_never_begins_like_a_formula(text: str) -> None:
    cell = guard(text)
    assert unguard(cell) == text
    assert not LIKE_A_FORMULA.match(cell)
    assert cell in (text, f"'{text}")


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=4))
def test_any_text_survives_the_file(texts: list[str]) -> None:
    row: list[object] = [None] * len(ROW_FIELDS)
    places = [ROW_FIELDS.index(name) for name in ("text", "note", "evidence", "officer")]
    for place, text in zip(places, texts, strict=False):
        row[place] = text
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(as_csv._cells(iter([tuple(row)])))
    (read,) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert [unguard(read[place]) for place in places[: len(texts)]] == texts
    assert not any(LIKE_A_FORMULA.match(cell) for cell in read)


def test_hostile_text_of_every_column_is_guarded(small: Callable[..., Path]) -> None:
    names = ("text", "due_text", "evidence", "unit", "officer", "note", "source", "verified_by")
    hostile = {name: f"{sign}1+1" for name, sign in zip(names, "=+-@＝＋－＠", strict=True)}
    (row,) = parsed(written(small({"1": {**hostile, "quantity": 2}})))
    assert not [name for name, cell in row.items() if cell[:1] in GUARDED - {"'"} and cell]
    assert {name: unguard(row[name]) for name in hostile} == hostile


def test_the_language_changes_nothing(registered: Path) -> None:
    stream = io.BytesIO()
    with weekly(registered, None, TODAY) as status:
        as_csv.write(status, stream, "en")
    assert stream.getvalue() == written(registered)


def test_the_stream_stays_open(registered: Path) -> None:
    stream = io.BytesIO()
    with weekly(registered, None, TODAY) as status:
        as_csv.write(status, stream, "ja")
    stream.write(b"more")


def test_a_data_frame_has_the_same_values_and_their_types(worked: Path) -> None:
    """polars, with a parser of its own, guesses dates, numbers and flags as whoever works on the file will."""
    frame = polars.read_csv(written(worked, date(2024, 10, 6)), infer_schema_length=None, try_parse_dates=True)
    assert frame.columns == list(ROW_FIELDS)
    named: dict[str, Any] = {"text": polars.String, "date": polars.Date, "int": polars.Int64, "bool": polars.Boolean}
    for name, kind in TYPES.items():
        # A column without a single value has no type of its own.
        if frame[name].null_count() < len(frame):
            assert frame[name].dtype == named[kind], name
    with weekly(worked, None, TODAY, as_of=date(2024, 10, 6)) as status:
        rows = [row.contract() for row in status.rows()]
    for found, row in zip(frame.iter_rows(named=True), rows, strict=True):
        expected = {name: guard(value) if isinstance(value, str) else value for name, value in row.items()}
        assert {name: value or None for name, value in found.items() if TYPES[name] == "text"} == {
            name: value or None for name, value in expected.items() if TYPES[name] == "text"
        }
        assert {name: value for name, value in found.items() if TYPES[name] != "text"} == {
            name: value for name, value in expected.items() if TYPES[name] != "text"
        }
