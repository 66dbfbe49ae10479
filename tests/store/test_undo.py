"""Undo and redo: the record as it was, a log that only grows, and refusals that write nothing."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import commands, db, history, undo, upgrade
from store.record import Record
from tests.store import world
from tests.store.test_history import do
from tests.store.world import FIRST, MEASURE, field, refused

TODAY = world.TODAY
ACT = world.act()
SECOND = f"{MEASURE}/2"
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("claim", "verify", "return", "withdraw", "revise", "note", "assign", "progress")),
        st.sampled_from((FIRST, SECOND)),
        st.sampled_from((date(2025, 1, 1), TODAY)),
        st.integers(0, 5),
    ),
    max_size=5,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_undoing_every_act_and_redoing_every_undo(
    loaded: Path, tmp_path: Path, acts: list[tuple[str, str, date, int]]
) -> None:
    path = world.copy(loaded, tmp_path / "random.db")
    commands.create(path, ACT, [world.milestone(SECOND, recurrence="FREQ=YEARLY", due_on=date(2026, 4, 1))])
    states = [world.tables(path)]
    for what in acts:
        batches = len(world.log(path)[0])
        do(path, *what)
        if len(world.log(path)[0]) > batches:
            states.append(world.tables(path))
    done = len(world.log(path)[0])
    for expected in states[-2::-1]:
        undo.undo(path, ACT)
        assert world.tables(path) == expected
    for expected in states[1:]:
        undo.redo(path, ACT)
        assert world.tables(path) == expected
    refused(path, lambda: undo.redo(path, ACT), "there is nothing to redo")
    assert len(world.log(path)[0]) == done + 2 * (len(states) - 1)
    with closing(db.connect(path)) as connection:
        assert history.broken_links(connection) == []
        assert list(history.differences(connection)) == []


def test_undo_goes_back_one_act_at_a_time_and_redo_forward(small: Path) -> None:
    for text in "一二三":
        commands.add_note(small, ACT, [FIRST], text=text, replace=True)
    seen = []
    for step in (undo.undo, undo.undo, undo.redo, undo.undo, undo.undo, undo.redo, undo.redo, undo.redo):
        step(small, ACT)
        seen.append(field(small, FIRST, "note"))
    assert seen == ["二", "一", "二", "一", None, "一", "二", "三"]


def test_after_a_new_act_nothing_can_be_redone(small: Path) -> None:
    commands.add_note(small, ACT, [FIRST], text="一")
    undo.undo(small, ACT)
    commands.assign(small, ACT, [FIRST], officer="田中")
    refused(small, lambda: undo.redo(small, ACT), "there is nothing to redo")
    undo.undo(small, ACT)
    undo.redo(small, ACT)
    assert field(small, FIRST, "officer") == "田中"


def test_a_fresh_register_has_nothing_to_undo(small: Path) -> None:
    refused(small, lambda: undo.undo(small, ACT), "it is the register itself")
    refused(small, lambda: undo.redo(small, ACT), "there is nothing to redo")
    empty = small.with_name("other.db")
    upgrade.create(empty)
    refused(empty, lambda: undo.undo(empty, ACT), "there is nothing to undo")


def test_the_register_itself_is_taken_back_only_by_its_number(small: Path) -> None:
    undo.undo(small, ACT, 1)
    assert all(rows == [] for rows in world.tables(small).values())
    undo.redo(small, ACT)
    assert world.keys(small) == [FIRST]


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 10**30])
def test_a_batch_that_is_not_there(small: Path, number: int) -> None:
    refused(small, lambda: undo.undo(small, ACT, number), f"batch {number}: there is no such batch")


def test_an_act_is_undone_once(small: Path) -> None:
    done = commands.add_note(small, ACT, [FIRST], text="一")
    undo.undo(small, ACT, done.batch)
    refused(small, lambda: undo.undo(small, ACT, done.batch), "it has been undone already")
    redone = undo.redo(small, ACT)
    refused(small, lambda: undo.undo(small, ACT, redone.batch), f"it is a redo; undo batch {done.batch} instead")
    undo.undo(small, ACT, done.batch)
    assert field(small, FIRST, "note") is None


def test_an_earlier_act_is_undone_past_others_that_do_not_rest_on_it(small: Path) -> None:
    first = commands.assign(small, ACT, [FIRST], officer="田中")
    commands.add_note(small, ACT, [FIRST], text="一")
    undo.undo(small, ACT, first.batch)
    assert (field(small, FIRST, "officer"), field(small, FIRST, "note")) == (None, "一")


def test_what_a_later_act_rests_on_stays(small: Path) -> None:
    note = commands.add_note(small, ACT, [FIRST], text="一")
    commands.add_note(small, ACT, [FIRST], text="二")
    refused(small, lambda: undo.undo(small, ACT, note.batch), "note was changed again since")
    made = commands.create(small, ACT, [world.milestone(SECOND)])
    commands.add_note(small, ACT, [SECOND], text="三")
    refused(small, lambda: undo.undo(small, ACT, made.batch), "changed again since")
    measure = commands.create(small, ACT, [Record("measure", f"{world.ITEM}/b", {"item_key": world.ITEM})])
    commands.create(small, ACT, [world.milestone(f"{world.ITEM}/b/1")])
    refused(small, lambda: undo.undo(small, ACT, measure.batch), "contradict itself")


def test_an_undone_verification_takes_its_next_occurrence_back_unless_it_was_worked_on(path: Path) -> None:
    world.load(path, *world.above(), world.milestone(due_on=date(2024, 3, 31), recurrence="FREQ=YEARLY"))
    done = commands.verify(path, ACT, [FIRST], on=TODAY, method="m", evidence="e")
    undo.undo(path, ACT)
    assert world.keys(path) == [FIRST]
    undo.redo(path, ACT)
    assert world.keys(path) == [FIRST, f"{FIRST}.2"]
    commands.add_note(path, ACT, [f"{FIRST}.2"], text="一")
    refused(path, lambda: undo.undo(path, ACT, done.batch), "changed again since")


def test_an_undo_counts_from_the_day_of_what_it_undoes(small: Path) -> None:
    commands.claim(small, world.act(effective_on=date(2026, 11, 1)), [FIRST], status="reported")
    undo.undo(small, ACT)
    batch = world.log(small)[0][-1]
    assert (batch[2], batch[4], batch[7]) == ("2026-11-01", "undo", 2)
    with closing(db.view(small, date(2026, 11, 10), TODAY)) as connection:
        assert connection.execute("SELECT status FROM milestone").fetchone() == ("planned",)


def test_a_revised_date_is_undone_with_its_revision_and_numbered_anew(small: Path) -> None:
    commands.revise(small, ACT, [FIRST], due_on=date(2024, 9, 30), reason="遅れ")
    undo.undo(small, ACT)
    assert (field(small, FIRST, "due_on"), field(small, FIRST, "revisions")) == ("2024-03-31", 0)
    assert world.keys(small, "revision") == []
    commands.revise(small, ACT, [FIRST], due_on=date(2025, 3, 31), reason="遅れ")
    assert world.keys(small, "revision") == [f"{FIRST}#1"]
    assert field(small, FIRST, "original_due_on") == "2024-03-31"
