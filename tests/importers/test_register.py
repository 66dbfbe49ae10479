"""The reader of a register written by hand: what it carries and infers, and how it tells what is wrong."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from importers.register import Register, read_bundled, read_register
from store.problem import Problem
from store.record import PARENT

HEAD = """
title = "表題"
effective_on = 2024-02-01
source = "資料"
"""
BELOW = """
[[case]]
key = "leak"
name = "漏えい"

[[entity]]
key = "city"
name = "市"

[[entity]]
key = "town"
name = "町"

[[guidance]]
case = "leak"
given_on = 2024-01-15
section = "1"
to = [{ entity = "city", persons = 7, persons_text = "7人" }, { entity = "town" }]

[[guidance.item]]
key = "1"

[[guidance.item.measure]]
key = "audit"
section = "2"

[[guidance.item.measure.milestone]]
key = "1"
text = "監査を行う"
"""
SMALL = HEAD + BELOW


def read(text: str) -> Register:
    return read_register(text.encode())


def values(register: Register, key: str) -> dict[str, Any]:
    return dict(next(record.values for record in register.records if record.key == key))


def milestone(lines: str, key: str = "city/2024-01-15/1/audit/1") -> dict[str, Any]:
    """The milestone of SMALL with more fields."""
    return values(read(SMALL + lines), key)


def told(text: str) -> str:
    with pytest.raises(Problem) as caught:
        read(text)
    return str(caught.value)


def test_keys_are_put_together_and_parents_stand_first() -> None:
    register = read(SMALL)
    assert (register.title, register.effective_on, register.source) == ("表題", date(2024, 2, 1), "資料")
    assert [record.key for record in register.records] == [
        "leak", "city", "town", "city/2024-01-15", "town/2024-01-15", "city/2024-01-15/1", "town/2024-01-15/1",
        "city/2024-01-15/1/audit", "town/2024-01-15/1/audit", "city/2024-01-15/1/audit/1", "town/2024-01-15/1/audit/1",
    ]  # fmt: skip


def test_entity_and_persons_are_carried_to_the_milestone() -> None:
    register = read(SMALL)
    city, town = (values(register, f"{entity}/2024-01-15/1/audit/1") for entity in ("city", "town"))
    assert (city["entity_key"], city["persons"]) == ("city", 7)
    assert (town["entity_key"], town["persons"]) == ("town", 0)


def test_the_section_holds_for_what_stands_below() -> None:
    register = read(SMALL)
    assert "source" not in values(register, "leak")
    assert values(register, "city/2024-01-15/1")["source"] == "資料 1"
    assert values(register, "city/2024-01-15/1/audit/1")["source"] == "資料 2"


def test_a_claim_is_reported_on_the_day_of_the_paper() -> None:
    assert milestone('status = "reported"')["reported_on"] == date(2024, 2, 1)
    assert milestone('status = "reported"\nreported_on = 2024-01-31')["reported_on"] == date(2024, 1, 31)
    assert "reported_on" not in milestone("")


def test_the_first_due_date_is_the_original_one() -> None:
    found = milestone("due_on = 2024-03-31")
    assert (found["due_on"], found["original_due_on"]) == (date(2024, 3, 31), date(2024, 3, 31))
    assert "due_inferred" not in found


@pytest.mark.parametrize(
    ("rule", "due_on"),
    [
        ("FREQ=MONTHLY", date(2024, 3, 1)),
        ("FREQ=MONTHLY;INTERVAL=3", date(2024, 5, 1)),
        ("FREQ=YEARLY", date(2025, 2, 1)),
        ("FREQ=WEEKLY;BYDAY=MO", date(2024, 2, 5)),
    ],
)
def test_a_recurring_promise_is_due_one_period_after_the_paper(rule: str, due_on: date) -> None:
    found = milestone(f'recurrence = "{rule}"')
    assert (found["due_on"], found["original_due_on"], found["due_inferred"]) == (due_on, due_on, True)


def test_a_stated_first_date_of_a_recurring_promise_is_not_inferred() -> None:
    found = milestone('recurrence = "FREQ=YEARLY"\ndue_on = 2024-06-30')
    assert (found["due_on"], found.get("due_inferred", False)) == (date(2024, 6, 30), False)


def test_an_unstated_period_has_no_due_date() -> None:
    assert "due_on" not in milestone('recurrence = "UNSTATED"')


def test_a_quantity_starts_at_nothing_done() -> None:
    assert milestone("quantity = 5")["quantity_done"] == 0
    assert milestone("quantity = 5\nquantity_done = 2")["quantity_done"] == 2
    assert "quantity_done" not in milestone("")


def test_one_register_may_stand_in_several_files_in_any_order(tmp_path: Path) -> None:
    below, head = tmp_path / "a.toml", tmp_path / "b.toml"
    below.write_text(BELOW, encoding="utf-8")
    head.write_text(HEAD, encoding="utf-8-sig")
    assert read_register([below, head]) == read(SMALL)
    single = tmp_path / "c.toml"
    single.write_text(SMALL, encoding="utf-8")
    assert read_register(single) == read(SMALL)


WRONG = [
    (SMALL + 'colour = "red"', "guidance 1, item 1, measure 1, milestone 1: there is no field colour"),
    (SMALL + "verified_on = 2024-02-01", "guidance 1, item 1, measure 1, milestone 1: there is no field verified_on"),
    (SMALL + "[[cases]]", "there is no field cases"),
    (SMALL.replace('name = "漏えい"', 'name = "漏えい"\ncase = "leak"'), "case 1: there is no field case"),
    (SMALL.replace('{ entity = "town" }', '{ entity = "town", law = "x" }'), "guidance 1, to 2: there is no field law"),
    (SMALL.replace('key = "leak"', ""), "case 1: key is missing"),
    (SMALL.replace('name = "市"', ""), "entity 1: city: name is missing"),
    (SMALL.replace('text = "監査を行う"', ""), "milestone 1: city/2024-01-15/1/audit/1: text is missing"),
    (SMALL.replace("given_on = 2024-01-15", ""), "guidance 1: given_on is missing"),
    (SMALL.replace("given_on = 2024-01-15", 'given_on = "2024-01-15"'), "given_on is not a date: 2024-01-15"),
    (SMALL.replace("given_on = 2024-01-15", "given_on = 2024-01-15T10:00:00"), "given_on is not a date: 2024-01-15 10"),
    (SMALL.replace("given_on = 2024-01-15", "given_on = 2024-02-30"), "is not proper TOML: "),
    (SMALL + "due_on = 2024-04-31", "is not proper TOML: "),
    (SMALL + 'due_on = "2024-03-31"', "milestone 1: due_on is not a date: 2024-03-31"),
    (SMALL.replace('case = "leak"', 'case = "lake"'), "guidance 1: there is no case lake"),
    (SMALL.replace('{ entity = "town" }', '{ entity = "ward" }'), "guidance 1: there is no entity ward"),
    (SMALL.replace('{ entity = "town" }', "{}"), "guidance 1, to 2: entity is missing"),
    (
        SMALL.replace('{ entity = "town" }', '{ entity = "city" }'),
        "the key city/2024-01-15 stands in register.toml, gui",
    ),
    (SMALL.replace("to = [{", "persons = 1\nto = [{"), "guidance 1: there is no field persons"),
    (SMALL.replace("persons = 7", "persons = -7"), "guidance 1: city/2024-01-15: persons cannot be -7"),
    (SMALL.replace("persons = 7", 'persons = "七"'), "guidance 1: city/2024-01-15: persons is not a int: 七"),
    (SMALL.replace('key = "town"', 'key = "city"'), "entity 2: the key city stands in register.toml, entity 1 already"),
    (SMALL.replace('key = "town"', 'key = "leak"'), "entity 2: the key leak stands in register.toml, case 1 already"),
    (SMALL.replace('key = "audit"', 'key = "監査"'), "measure 1: city/2024-01-15/1/監査: a key is made of a–z"),
    (SMALL.replace('key = "audit"', 'key = "a/b"'), "measure 1: the part a/b of a key holds a slash"),
    (SMALL.replace('key = "audit"', "key = 1"), "measure 1: key is not a text: 1"),
    (SMALL.replace('section = "2"', "section = 2"), "measure 1: section is not a text: 2"),
    (SMALL + 'status = "done"', "city/2024-01-15/1/audit/1: done is no status"),
    (SMALL + "status = 3", "milestone 1: status is not a text: 3"),
    (SMALL + 'status = "verified"', "verified is a supervisor's decision, which no paper can make"),
    (SMALL + "done_on = 2024-01-31", "done_on and reported_on need the status reported, not planned"),
    (
        SMALL + 'status = "reported"\ndone_on = 2024-02-02',
        "done_on 2024-02-02 is after the day of the report, 2024-02-0",
    ),
    (SMALL + 'recurrence = "FREQ=NEVER"', "milestone 1: FREQ=NEVER is no recurrence rule: "),
    (SMALL + 'recurrence = "定期的"', "milestone 1: 定期的 is no recurrence rule: "),
    (SMALL + 'recurrence = ""', "milestone 1: recurrence is missing"),
    (SMALL + 'recurrence = "NEVER"\ndue_on = 2024-03-31', "NEVER is no recurrence rule: "),
    (SMALL + "quantity = 0", "quantity cannot be 0"),
    (SMALL + "quantity = 5\nquantity_done = 6", "quantity_done cannot be 6"),
    (SMALL + "due_approx = 1", "due_approx is not a bool: 1"),
    (SMALL.replace("to = [{", "reports = 1\nto = [{"), "guidance 1: there is no field reports"),
    (
        SMALL.split("[[guidance]]", maxsplit=1)[0] + '[[guidance]]\ncase = "leak"\ngiven_on = 2024-01-15',
        "to is missing",
    ),
    (SMALL + '[[watch]]\ncase = "lake"\nkey = "a"\nparty = "省"', "watch 1: there is no case lake"),
    (SMALL + '[[watch]]\ncase = "leak"\nkey = "a"', "watch 1: leak/a: party is missing"),
    (HEAD + "case = 1", "register.toml: case is not an array of tables"),
    (HEAD + 'entity = ["x"]', "register.toml: entity is not an array of tables"),
    (BELOW, "register.toml: no title, effective_on and source of the register"),
    (HEAD.replace('title = "表題"', "") + BELOW, "register.toml: title is missing"),
    ("x = [" * 100_000, "register.toml: is not proper TOML: "),
    ("=", "register.toml: is not proper TOML: "),
]


@pytest.mark.parametrize(("text", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_what_is_wrong_is_told_in_one_sentence(text: str, reason: str) -> None:
    sentence = told(text)
    assert sentence.startswith("register.toml: ")
    assert reason in sentence
    assert "\n" not in sentence


def test_bytes_that_are_not_text() -> None:
    with pytest.raises(Problem, match=r"^register\.toml: is not UTF-8 at byte 10$"):
        read_register(b'title = "\xff')


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    with pytest.raises(Problem) as caught:
        read_register(path)
    assert str(caught.value) == f"{path}: cannot be read: No such file or directory"


def test_two_heads_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for path in paths:
        path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_register(paths)
    assert str(caught.value) == (
        f"{paths[1]}: the title, effective_on and source of the register stand in {paths[0]} already"
    )


def test_no_file_at_all_is_no_register() -> None:
    with pytest.raises(Problem, match="no title, effective_on and source of the register"):
        read_register([])


# --- whatever the file holds ---------------------------------------------------------------------------------------

_NAMES = st.sampled_from([
    "key", "case", "entity", "guidance", "to", "item", "measure", "milestone", "watch", "report", "section", "text",
    "status", "given_on", "due_on", "done_on", "reported_on", "quantity", "quantity_done", "persons", "recurrence",
    "title", "effective_on", "source", "name", "party", "colour",
])  # fmt: skip
_LEAVES = st.one_of(
    st.sampled_from(["city", "leak", "1", "reported", "verified", "FREQ=YEARLY", "UNSTATED", "{path}", "", "a/b"]),
    st.text("aあ/#{}[\x00\n", max_size=5),
    st.integers(-3, 10**15),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=5),
    max_leaves=20,
)


def outcome(tables: dict[str, Any]) -> Register | None:
    """The register of the tables, or None where a sentence told what is wrong with them."""
    sentence = None
    try:
        return read(tomli_w.dumps(tables))
    except Problem as problem:
        sentence = str(problem)
    assert sentence.startswith("register.toml: ")
    return None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_register_or_a_problem(data: bytes) -> None:
    with pytest.raises(Problem):
        read_register(data)


@given(st.dictionaries(_NAMES, _TREES, max_size=6))
def test_any_tables_are_a_register_or_a_problem(tables: dict[str, Any]) -> None:
    outcome(tables)


@given(
    st.sampled_from(["case", "entity", "guidance", "to", "item", "measure", "milestone"]), st.data(), _NAMES, _LEAVES
)
def test_any_field_at_any_place_is_a_register_or_a_problem(
    level: str, data: st.DataObject, name: str, leaf: Any
) -> None:
    """One field set anywhere: either it is told, or the register still hangs together."""
    tables: dict[str, Any] = {
        "title": "表題", "effective_on": date(2024, 2, 1), "source": "資料",
        "case": [{"key": "leak", "name": "漏えい"}],
        "entity": [{"key": "city", "name": "市"}],
    }  # fmt: skip
    levels: dict[str, dict[str, Any]] = {
        "to": {"entity": "city"},
        "milestone": {"key": "1", "text": "監査"},
        "case": tables["case"][0],
        "entity": tables["entity"][0],
    }
    levels["measure"] = {"key": "audit", "milestone": [levels["milestone"]]}
    levels["item"] = {"key": "1", "measure": [levels["measure"]]}
    levels["guidance"] = {
        "case": "leak", "given_on": date(2024, 1, 15), "to": [levels["to"]], "item": [levels["item"]],
    }  # fmt: skip
    tables["guidance"] = [levels["guidance"]]
    levels[level][name] = leaf
    register = outcome(tables)
    if register is None:
        return
    keys = {(record.kind, record.key) for record in register.records}
    assert len(keys) == len(register.records) == 6
    for record in register.records:
        if record.kind in PARENT:
            kind, field = PARENT[record.kind]
            assert (kind, record.values[field]) in keys


# --- from another place --------------------------------------------------------------------------------------------


def test_the_bundled_register_is_read_from_a_zipped_package(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    archive = tmp_path / "packages.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for package in ("importers", "store"):
            for path in (root / package).rglob("*"):
                if path.suffix in (".py", ".toml"):
                    zipped.write(path, path.relative_to(root))
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "from importers import register\n"
        f"assert register.__file__.startswith({str(archive)!r}), register.__file__\n"
        "print(*(record.key for record in register.read_bundled().records))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == [record.key for record in read_bundled().records]


def test_reading_the_register_loads_neither_the_tables_nor_a_screen() -> None:
    code = (
        "import sys\nfrom importers.register import read_bundled\nread_bundled()\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'alembic', 'textual', 'rich', 'click'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
