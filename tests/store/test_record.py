"""The plain shape of records, and how values are written in the log."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.record import DEFAULTS, FIELDS, KINDS, PARENT, Change, Kind, dump, from_log, full, load, stored, to_log

VALUES = {
    "text": st.text(),
    "date": st.dates(),
    "int": st.integers(-(10**12), 10**12),
    "bool": st.booleans(),
}


@st.composite
def records(draw: st.DrawFn) -> tuple[Kind, dict[str, Any]]:
    kind = draw(st.sampled_from(KINDS))
    names = draw(st.lists(st.sampled_from(sorted(FIELDS[kind])), unique=True))
    return kind, {name: draw(st.none() | VALUES[FIELDS[kind][name]]) for name in names}


@given(records())
def test_a_whole_record_comes_back_from_the_log(record: tuple[Kind, dict[str, Any]]) -> None:
    kind, values = record
    text = dump(kind, values)
    assert load(kind, text) == full(kind, values)
    assert dump(kind, full(kind, values)) == text
    assert list(full(kind, values)) == list(FIELDS[kind]) == list(stored(kind, values))


@given(records())
def test_a_field_comes_back_from_the_log(record: tuple[Kind, dict[str, Any]]) -> None:
    kind, values = record
    for name, value in values.items():
        text = to_log(value)
        assert text is None or isinstance(text, str)
        assert from_log(kind, name, text) == value


def test_only_what_is_not_default_is_written_in_table_order() -> None:
    values = {"note": "n", "due_on": date(2024, 3, 31), "text": "第[1]項", "due_approx": True, "persons": 0}
    written = '{"text":"第[1]項","due_on":"2024-03-31","due_approx":true,"note":"n"}'
    assert dump("milestone", values) == written
    assert list(json.loads(written)) == ["text", "due_on", "due_approx", "note"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", ""),
        ("x", "x"),
        (True, "1"),
        (False, "0"),
        (0, "0"),
        (-3, "-3"),
        (date(2024, 3, 31), "2024-03-31"),
    ],
)
def test_how_the_log_writes_a_value(value: Any, text: str | None) -> None:
    assert to_log(value) == text


def test_an_inverse_of_an_inverse_is_the_change_itself() -> None:
    change = Change("milestone", "e/1", "status", "planned", "verified")
    assert change.inverse() == Change("milestone", "e/1", "status", "verified", "planned")
    assert change.inverse().inverse() == change


def test_parents_come_before_children_and_every_default_is_a_field() -> None:
    for kind, (parent, name) in PARENT.items():
        assert KINDS.index(parent) < KINDS.index(kind)
        assert FIELDS[kind][name] == "text"
    assert set(FIELDS) == set(DEFAULTS) == set(KINDS)
    assert all(set(DEFAULTS[kind]) <= set(FIELDS[kind]) for kind in KINDS)
