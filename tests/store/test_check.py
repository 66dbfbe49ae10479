"""What may go on file, and what is refused with a sentence that names the key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from store.check import check_record
from store.problem import Problem
from store.record import Record
from tests.store import world
from tests.store.world import FIRST, MEASURE

TODAY = world.TODAY


def told(record: Record) -> str:
    with pytest.raises(Problem) as problem:
        check_record(record)
    return str(problem.value)


@pytest.mark.parametrize("record", [*world.above(), world.milestone(due_on=TODAY)], ids=lambda record: record.kind)
def test_a_good_record_passes(record: Record) -> None:
    check_record(record)


@pytest.mark.parametrize(
    "key",
    ["", "/", "E", "e/", "/e", "e//1", "é", "指導先", "e 1", "e\n", "e/../x", "e/[red]", "e:1", "e#", "e#x", "-e",
     "x" * 201, "e\x00", "ｅ", "e\\1"],
)  # fmt: skip
def test_a_key_is_plain(key: str) -> None:
    assert "a key is made of" in told(Record("entity", key, {"name": "x"}))


@pytest.mark.parametrize("key", ["e", "e1", "digital-agency", "e.v1_2-3", "1", "x" * 200])
def test_a_plain_key_passes(key: str) -> None:
    check_record(Record("entity", key, {"name": "x"}))


@pytest.mark.parametrize("parent", ["f/1/m", "", None, 3, "e/2023-09-20/1/audit/1", "e/2023-09-20/1/aud"])
def test_a_key_stands_under_its_parents(parent: Any) -> None:
    assert "does not stand under" in told(world.milestone(FIRST, measure_key=parent))


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ({"colour": "red"}, "milestone has no field colour"),
        ({"text": ""}, "text is missing"),
        ({"text": None}, "text is missing"),
        ({"text": 5}, "text is not a text: 5"),
        ({"text": b"x"}, "text is not a text"),
        ({"due_on": "2024-03-31"}, "due_on is not a date: 2024-03-31"),
        ({"due_on": datetime(2024, 3, 31)}, "due_on is not a date"),  # noqa: DTZ001
        ({"due_approx": 1}, "due_approx is not a bool: 1"),
        ({"quantity": True}, "quantity is not a int: True"),
        ({"quantity": 1.0}, "quantity is not a int: 1.0"),
        ({"quantity": 0}, "quantity cannot be 0"),
        ({"quantity": 10**12 + 1}, "quantity cannot be 1000000000001"),
        ({"quantity_done": -1}, "quantity_done cannot be -1"),
        ({"quantity": 3, "quantity_done": 4}, "quantity_done cannot be 4"),
        ({"status": "done"}, "done is no status"),
        ({"status": "verified"}, "needs the day and the name"),
        ({"status": "verified", "verified_on": TODAY}, "needs the day and the name"),
        ({"recurrence": "毎月"}, "毎月 is no recurrence rule"),
        ({"note": "半\ud800"}, "note holds half a character at position 2"),
        ({"text": "\udfff"}, "text holds half a character at position 1"),
    ],
)
def test_a_milestones_values(values: dict[str, Any], match: str) -> None:
    sentence = told(world.milestone(FIRST, **values))
    assert sentence.startswith(f"{FIRST}: ")
    assert match in sentence


def test_what_is_needed_and_what_is_not() -> None:
    assert "name is missing" in told(Record("entity", "e", {}))
    assert "name is missing" in told(Record("case", "c", {"name": ""}))
    assert "given_on is missing" in told(Record("guidance", "e/g", {"entity_key": "e", "case_key": "c"}))
    assert "party is missing" in told(Record("watch", "w", {"case_key": "c"}))
    assert "reason is missing" in told(Record("revision", f"{FIRST}#1", {"milestone_key": FIRST, "revised_on": TODAY}))
    check_record(Record("measure", MEASURE, {"item_key": world.ITEM}))
    check_record(Record("report", "e/g/r", {"guidance_key": "e/g"}))
    guidance = {"entity_key": "e", "case_key": "c", "given_on": date(2023, 9, 20)}
    check_record(Record("guidance", "e/g", guidance))
    assert "persons cannot be -1" in told(Record("guidance", "e/g", guidance | {"persons": -1}))
