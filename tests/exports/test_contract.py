"""The lean rows are the rows: the same keys, order and values as store.queries gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from exports.contract import TYPES, plain_rows
from exports.status import weekly
from store import commands, rules, upgrade
from store.queries import Query, select
from store.record import FIELDS, Record
from store.rows import ROW_FIELDS
from tests.exports.conftest import act

TODAY = date(2026, 11, 23)


def told(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("day", [date(2023, 12, 10), date(2024, 10, 6), TODAY])
def test_the_same_rows_as_the_worklist(worked: Path, day: date) -> None:
    with weekly(worked, None, TODAY, as_of=day) as status:
        lean = list(status.plain_rows())
        full = [tuple(told(value) for value in row.contract().values()) for row in status.rows()]
    assert lean == full
    assert len(lean) == status_rows(worked, day)


def status_rows(path: Path, day: date) -> int:
    with weekly(path, None, TODAY, as_of=day) as status:
        return status.total


def test_the_same_beyond_one_chunk(tmp_path: Path) -> None:
    random = Random(7)
    records = [
        Record("case", "c", {"name": "事案"}),
        Record("entity", "e", {"name": "指導先"}),
        Record("guidance", "e/1", {"entity_key": "e", "case_key": "c", "given_on": date(2023, 11, 1)}),
        Record("item", "e/1/1", {"guidance_key": "e/1", "heading": "番号なし"}),
        Record("measure", "e/1/1/m", {"item_key": "e/1/1"}),
    ]
    for number in range(1700):
        status = random.choice(rules.STATUSES)
        day = date(2025, 1, 1).fromordinal(date(2025, 1, 1).toordinal() + random.randrange(1200))
        values = {
            "measure_key": "e/1/1/m", "entity_key": "e", "text": f"約束{number}", "status": status,
            "due_on": day if random.random() < 0.8 else None, "persons": random.randrange(3),
            "reported_on": day if random.random() < 0.9 else None, "verified_on": day, "verified_by": "監督",
        }  # fmt: skip
        records.append(Record("milestone", f"e/1/1/m/{number}", values))
    path = tmp_path / "many.db"
    upgrade.create(path, lambda beside: commands.create(beside, act("2024-01-01"), records, action="register"))
    with weekly(path, None, TODAY) as read:
        lean = list(plain_rows(read.connection, TODAY, 30))
        full = select(read.connection, Query(), TODAY)
        assert lean == [tuple(told(value) for value in row.contract().values()) for row in full]
        assert len(lean) == 1700
        assert {row[ROW_FIELDS.index("attention")] for row in lean} == set(rules.ATTENTIONS) - {"awaiting_plan"}


def test_the_types_are_those_of_the_record() -> None:
    for name, held in TYPES.items():
        if name in FIELDS["milestone"]:
            assert FIELDS["milestone"][name] == held
    assert tuple(TYPES) == ROW_FIELDS
