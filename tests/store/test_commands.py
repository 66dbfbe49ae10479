"""Notes, officers, keys, and records made and corrected by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.record import FIELDS, KINDS, Record
from tests.store import world
from tests.store.world import FIRST, MEASURE, field, refused

TODAY = world.TODAY
ACT = world.act()
SECOND = f"{MEASURE}/2"


# --- notes, officers, next checks ---


def test_notes_are_added_and_replaced_on_any_record(small: Path) -> None:
    keys = ["e", "e-case", world.GUIDANCE, world.ITEM, MEASURE, FIRST]
    kinds = ("entity", "case", "guidance", "item", "measure", "milestone")
    assert set(commands.add_note(small, ACT, keys, text=" 一 ").keys) == set(keys)
    commands.add_note(small, ACT, keys, text="二")
    assert [field(small, key, "note", kind) for key, kind in zip(keys, kinds, strict=True)] == ["一\n二"] * 6
    commands.add_note(small, ACT, [FIRST], text="", replace=True)
    assert field(small, FIRST, "note") is None
    refused(small, lambda: commands.add_note(small, ACT, [FIRST], text=" "), "the note is empty")


def test_an_officer_is_put_in_charge_of_all_that_is_open_below(path: Path) -> None:
    world.load(
        path,
        *world.above(),
        Record("item", f"{world.GUIDANCE}/2", {"guidance_key": world.GUIDANCE}),
        Record("item", f"{world.GUIDANCE}/3", {"guidance_key": world.GUIDANCE, "guided": False}),
        world.milestone(due_on=TODAY),
        world.milestone(SECOND, status="withdrawn"),
    )
    commands.assign(path, ACT, ["e"], officer=" 田中 ")
    assert field(path, "e", "officer", "entity") == "田中"
    assert [field(path, key, "officer") for key in (FIRST, SECOND)] == ["田中", None]
    items = [field(path, f"{world.GUIDANCE}/{n}", "officer", "item") for n in (1, 2, 3)]
    assert items == [None, "田中", None]  # only the one that awaits a plan
    commands.assign(path, ACT, ["e"], officer="")
    assert field(path, FIRST, "officer") is None


def test_the_next_check(small: Path) -> None:
    commands.next_check(small, ACT, [FIRST, world.ITEM], on=date(2027, 1, 4))
    assert (field(small, FIRST, "next_check_on"), field(small, world.ITEM, "next_check_on", "item")) == (
        "2027-01-04",
    ) * 2
    commands.next_check(small, ACT, [FIRST], on=None)
    assert field(small, FIRST, "next_check_on") is None


# --- keys ---


def test_many_keys_are_one_batch_or_none(path: Path) -> None:
    world.load(path, *world.above(), world.milestone(due_on=TODAY), world.milestone(SECOND, status="withdrawn"))
    refused(path, lambda: commands.withdraw(path, ACT, [FIRST, SECOND], reason="統合"), f"{SECOND}: a promise that is")
    done = commands.withdraw(path, ACT, [FIRST, FIRST], reason="統合")
    assert (done.batch, done.keys) == (2, (FIRST,))


@pytest.mark.parametrize(
    ("keys", "match"),
    [
        ([], "no key was given"),
        (["e/none"], "e/none: there is no such"),
        ([FIRST, "e/none"], "e/none: there is no such"),
        ([""], "there is no such"),
        (["'; DROP TABLE milestone --"], "there is no such"),
    ],
)
def test_a_key_that_names_nothing(small: Path, keys: list[str], match: str) -> None:
    refused(small, lambda: commands.withdraw(small, ACT, keys, reason="x"), match)
    refused(small, lambda: commands.add_note(small, ACT, keys, text="x"), match)


def test_an_act_on_a_milestone_says_what_else_the_key_names(small: Path) -> None:
    refused(small, lambda: commands.withdraw(small, ACT, [world.ITEM], reason="x"), "this is item, not a milestone")


def test_what_changed_since_it_was_read_is_not_overwritten(small: Path) -> None:
    commands.add_note(small, ACT, [FIRST], text="いま")
    seen = {FIRST: {"status": "planned", "note": None}}
    with pytest.raises(commands.Stale) as stale:
        commands.withdraw(small, ACT, [FIRST], reason="x", expected=seen)
    assert (stale.value.name, stale.value.before, stale.value.now) == ("note", None, "いま")
    refused(
        small,
        lambda: commands.edit(small, ACT, "milestone", FIRST, {"text": "x"}, expected={"note": None}),
        "meanwhile",
    )
    assert commands.withdraw(small, ACT, [FIRST], reason="x", expected={FIRST: {"note": "いま"}}).batch


# --- create and edit ---


def test_records_of_every_kind_are_made_in_any_order(path: Path) -> None:
    records = [*world.above(), world.milestone(), Record("watch", "w", {"case_key": "e-case", "party": "総務省"})]
    records.append(Record("report", f"{world.GUIDANCE}/r", {"guidance_key": world.GUIDANCE}))
    records.append(Record("revision", f"{FIRST}#1", {"milestone_key": FIRST, "revised_on": TODAY, "reason": "r"}))
    done = commands.create(path, ACT, records[::-1])
    assert [kind for kind in KINDS if world.keys(path, kind)] == list(KINDS)
    assert set(done.keys) == {record.key for record in records if record.kind != "revision"}


def test_a_milestones_persons_follow_a_correction_of_its_guidance(small: Path) -> None:
    commands.edit(small, ACT, "guidance", world.GUIDANCE, {"persons": 940, "persons_text": "940人"})
    assert field(small, FIRST, "persons") == 940
    assert field(small, world.GUIDANCE, "persons", "guidance") == 940


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_has_no_act_of_its_own_can_be_edited(kind: str) -> None:
    editable = commands.editable(kind)  # type: ignore[arg-type]
    assert editable <= set(FIELDS[kind])  # type: ignore[index]
    assert not {name for name in editable if name.endswith("_key")}
    assert not editable & {
        "status",
        "due_on",
        "original_due_on",
        "revisions",
        "verified_on",
        "verified_by",
        "evidence",
    } or (kind == "watch" and editable & {"due_on"})
    assert (not editable) == (kind == "revision")


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"status": "verified"}, "status cannot be edited by hand"),
        ({"original_due_on": TODAY}, "original_due_on cannot be edited by hand"),
        ({"colour": "red"}, "colour cannot be edited by hand"),
        ({"text": ""}, "text is missing"),
        ({"text": None}, "text is missing"),
        ({"quantity": 0}, "quantity cannot be 0"),
        ({"quantity": "5"}, "quantity is not a int"),
        ({"recurrence": "毎月"}, "is no recurrence rule"),
        ({"next_check_on": "2027-01-04"}, "next_check_on is not a date"),
    ],
)
def test_an_edit_is_checked(small: Path, given: dict[str, Any], match: str) -> None:
    refused(small, lambda: commands.edit(small, ACT, "milestone", FIRST, given), match)


def test_an_edit_of_what_is_not_there(small: Path) -> None:
    refused(
        small, lambda: commands.edit(small, ACT, "item", "e/none", {"text": "x"}), "e/none: there is no such record"
    )
