"""Records checked, stored and logged a column at a time: the same as record by record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.check import check_record
from store.columns import Columns
from store.problem import Problem
from store.record import FIELDS, Kind, Record, dump, stored

PARENTS = {"milestone": {"measure_key": "a/b/1/m"}, "measure": {"item_key": "a/b/1/m"}, "guidance": {"entity_key": "a"}}
VALUES = {
    "text": st.sampled_from(["", "約束", '第[1]項"\\\n', "planned", "verified", "FREQ=YEARLY", "半\ud800", 3]),
    "date": st.sampled_from([date(2024, 3, 31), date(2023, 12, 6), datetime(2024, 3, 31), "2024-03-31"]),  # noqa: DTZ001
    "int": st.sampled_from([0, 1, -1, 11, 10**12, 10**12 + 1, True]),
    "bool": st.sampled_from([True, False, 1]),
}


@st.composite
def records(draw: st.DrawFn, *, right: bool) -> tuple[Kind, list[Record]]:
    """Records of one kind; with `right` only such as may go on file."""
    kind: Kind = draw(st.sampled_from(["milestone", "measure", "guidance", "entity"]))
    made = []
    for number in range(draw(st.integers(0, 6))):
        names = draw(st.lists(st.sampled_from(sorted(FIELDS[kind])), unique=True, max_size=8))
        values: dict[str, Any] = {name: draw(st.none() | VALUES[FIELDS[kind][name]]) for name in names}
        values |= (
            {"text": "約束", "name": "川崎市", "given_on": date(2023, 9, 20)} if draw(st.booleans()) or right else {}
        )
        values = {name: value for name, value in values.items() if name in FIELDS[kind]}
        if not right and draw(st.integers(0, 9)) == 0:
            values["nothing"] = "x"
        parent = PARENTS.get(kind, {})
        values |= parent
        lead = next((f"{key}/" for key in parent.values()), "e")
        made.append(Record(kind, f"{lead}{number}", values))
    if right:
        made = [record for record in made if _refused(record) is None]
    return kind, made


def _refused(record: Record) -> str | None:
    try:
        check_record(record)
    except Problem as problem:
        return str(problem)
    return None


@given(records(right=True))
@example(("milestone", []))
def test_right_records_are_stored_and_logged_as_they_are_singly(made: tuple[Kind, list[Record]]) -> None:
    kind, told = made
    rows, texts = Columns(kind, told).stored()
    assert rows == [(record.key, *stored(kind, record.values).values()) for record in told]
    assert texts == [dump(kind, record.values) for record in told]


@given(records(right=False))
def test_what_may_not_go_on_file_is_never_plain(made: tuple[Kind, list[Record]]) -> None:
    kind, told = made
    refused = [why for record in told if (why := _refused(record)) is not None]
    raised = None
    plain = False
    try:
        plain = Columns(kind, told).plain()
    except Problem as problem:
        raised = str(problem)
    assert raised is None or raised in refused
    assert not (plain and refused)


@pytest.mark.parametrize(
    ("values", "plain"),
    [
        ({"text": "約束", "due_on": date(2024, 3, 31), "persons": 227, "due_approx": True, "note": None}, True),
        ({"text": ""}, False),
        ({}, False),
        ({"text": "半\ud800"}, False),
        ({"text": "約束", "persons": True}, False),
        ({"text": "約束", "persons": 10**12 + 1}, False),
        ({"text": "約束", "due_on": "2024-03-31"}, False),
        ({"text": "約束", "colour": "red"}, False),
    ],
)
def test_plain(values: dict[str, Any], plain: bool) -> None:
    record = Record("milestone", "a/b/1/m/1", {"measure_key": "a/b/1/m", **values})
    assert Columns("milestone", [record]).plain() is plain
