"""TOML: tomllib reads back every row with its types, whatever the text."""

from __future__ import annotations

import io
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import given

from exports import as_toml
from exports.status import weekly
from store.rows import ROW_FIELDS
from tests.exports.conftest import DA
from tests.exports.hostile import ANY

TODAY = date(2026, 11, 23)


def written(path: Path, day: date = TODAY) -> bytes:
    stream = io.BytesIO()
    with weekly(path, None, TODAY, as_of=day) as status:
        as_toml.write(status, stream, "ja")
    return stream.getvalue()


def test_rows_come_back_with_their_types(worked: Path) -> None:
    document = tomllib.loads(written(worked, date(2024, 10, 6)).decode())
    with weekly(worked, None, TODAY, as_of=date(2024, 10, 6)) as status:
        expected = [
            {name: value for name, value in row.contract().items() if value is not None} for row in status.rows()
        ]
    assert document["row"] == expected
    assert [list(row) for row in document["row"]] == [
        [name for name in ROW_FIELDS if name in row] for row in document["row"]
    ]
    assert {type(row["guidance_on"]) for row in document["row"]} == {date}
    assert {type(row["due_approx"]) for row in document["row"]} == {bool}


def test_the_documents_shape(worked: Path) -> None:
    document = tomllib.loads(written(worked, date(2024, 10, 6)).decode())
    assert document["schema"] == 1
    assert (document["week"], document["as_of"]) == ("2024-W40", date(2024, 10, 6))
    assert (document["as_of_ja"], document["previous_as_of"]) == ("令和6年10月6日", date(2024, 9, 29))
    assert document["totals"]["total"] == len(document["row"]) == 65
    assert document["previous_totals"]["overdue"] == 7
    assert document["ageing"]["overdue"]["to_365"] == 6
    counts = document["delta"]["counts"]
    assert {name: len(document["delta"].get(name, ())) for name in counts if name.startswith("newly")} == {
        name: number for name, number in counts.items() if name.startswith("newly")
    }
    assert document["delta"]["due_moved"][1] == {
        "row": f"{DA}/6/audit/3",
        "kind": "milestone",
        "entity": "digital-agency",
        "entity_name": "デジタル庁",
        "text": "対象11の個人情報ファイルに対して、令和5年度中に5ファイル実施予定",
        "status": "in_progress",
        "status_before": "planned",
        "due_on": date(2024, 12, 31),
        "due_before": date(2024, 6, 30),
        "days": 184,
        "times": 1,
        "reason": "＝残り2件の日程調整",
        "late": False,
    }
    assert document["by_entity"][0]["entity"] == "digital-agency"
    assert document["by_fiscal_year"][0]["fiscal_year"] == "2023"


def test_only_rows_have_a_key(worked: Path) -> None:
    document = tomllib.loads(written(worked, date(2024, 10, 6)).decode())

    def keyed(value: Any, name: str) -> set[str]:
        if isinstance(value, dict):
            own = {name} if "key" in value else set()
            return own.union(*(keyed(inner, key) for key, inner in value.items()))
        return set().union(*(keyed(inner, name) for inner in value)) if isinstance(value, list) else set()

    assert keyed(document, "") == {"row"}


@given(ANY)
def test_any_text_comes_back_and_is_written_as_tomli_w_writes_it(text: str) -> None:
    row: list[Any] = [None] * len(ROW_FIELDS)
    row[ROW_FIELDS.index("text")] = text
    written = as_toml.row_text(tuple(row))
    assert tomllib.loads(written)["row"] == [{"text": text}]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", written)
    assert len(written.splitlines()) == 3
    if not re.search("[\x80-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", text):
        assert f"text = {tomli_w.dumps({'a': text})[4:]}" in written


def test_line_ends_inside_a_text_stay_what_they_are() -> None:
    row: list[Any] = [None] * len(ROW_FIELDS)
    row[ROW_FIELDS.index("note")] = "一\r\n二\n三\r四\t五"
    row[ROW_FIELDS.index("due_approx")] = 1
    assert tomllib.loads(as_toml.row_text(tuple(row))) == {
        "row": [{"note": "一\r\n二\n三\r四\t五", "due_approx": True}]
    }


def test_unix_line_ends_and_no_bom(worked: Path) -> None:
    data = written(worked)
    assert b"\r" not in data
    assert data.startswith(b"schema = 1\n")
    assert data.endswith(b"\n")
