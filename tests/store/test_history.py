"""The log: folded to any day, read back, and chained so that nothing in it can be changed unseen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import commands, db, history, undo
from store.problem import Problem
from store.record import Change
from tests.store import world

TODAY = world.TODAY
DAYS = [world.GIVEN + timedelta(days=n) for n in (0, 1, 30, 200, 400, 1083)]  # the last is 2026-11-23
SECOND = f"{world.MEASURE}/2"


def test_the_days_end_today() -> None:
    assert DAYS[-1] == TODAY


# --- random acts on random days ------------------------------------------------------------------------------------

WHAT = ("claim", "verify", "return", "withdraw", "revise", "note", "assign", "progress", "undo", "redo")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.sampled_from((world.FIRST, SECOND)),
        st.sampled_from(DAYS),
        st.integers(0, 5),
    ),
    max_size=9,
)  # fmt: skip


def do(path: Path, what: str, key: str, on: date, number: int) -> bool:
    """One act; False where it is refused, and then nothing was written."""
    act = world.act(effective_on=on)
    before = world.tables(path), world.log(path)
    try:
        match what:
            case "claim":
                done = commands.claim(path, act, [key], status=("planned", "in_progress", "reported")[number % 3])
            case "verify":
                done = commands.verify(path, act, [key], on=on, method="書面", evidence=f"資料{number}")
            case "return":
                done = commands.send_back(path, act, [key], reason="不足")
            case "withdraw":
                done = commands.withdraw(path, act, [key], reason="統合")
            case "revise":
                due_on = None if number == 5 else date(2026, 1, 1) + timedelta(days=number)
                done = commands.revise(path, act, [key], due_on=due_on, reason="遅れ")
            case "note":
                done = commands.add_note(path, act, [key, world.ITEM], text=f"n{number}")
            case "assign":
                done = commands.assign(path, act, [world.GUIDANCE], officer=("佐藤", None)[number % 2])
            case "progress":
                done = commands.progress(path, act, [key], quantity_done=number)
            case "undo":
                done = undo.undo(path, act, number + 2 if number < 3 else None)
            case _:
                done = undo.redo(path, act)
    except Problem:
        assert (world.tables(path), world.log(path)) == before
        return False
    after = world.log(path)
    # The log only grows, by one batch, or by none where nothing differed.
    assert after[0][: len(before[1][0])] == before[1][0]
    assert after[1][: len(before[1][1])] == before[1][1]
    assert len(after[0]) - len(before[1][0]) == (done.batch is not None)
    if done.batch is None:
        assert world.tables(path) == before[0]
    return True


def replay(path: Path, as_of: date) -> dict[tuple[str, str], dict[str, Any]]:
    """What the log adds up to, told a second time and as plainly as can be: texts only."""
    batches, changes = world.log(path)
    effective = {batch[0]: batch[2] for batch in batches}
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for _, batch, kind, key, field, _, new in changes:
        if effective[batch] > as_of.isoformat():
            continue
        if field is None and new is not None:
            records[kind, key] = json.loads(new)
        elif field is None:
            records.pop((kind, key), None)
        elif (kind, key) in records:
            records[kind, key][field] = new
    return records


def plain(connection: sqlite3.Connection) -> dict[tuple[str, str], dict[str, Any]]:
    """The milestones and their revisions, as texts."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    connection.row_factory = sqlite3.Row
    for kind in ("milestone", "revision", "item"):
        for row in connection.execute(f"SELECT * FROM {kind}"):
            found[kind, row["key"]] = {name: None if row[name] is None else str(row[name]) for name in row.keys()}  # noqa: SIM118
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_the_tables_are_what_the_log_adds_up_to_on_every_day(
    empty: Path, tmp_path: Path, acts: list[tuple[str, str, date, int]]
) -> None:
    path = world.copy(empty, tmp_path / "random.db")
    promises = [
        world.milestone(key, due_on=date(2024, 3, 31), quantity=5, quantity_done=0) for key in (world.FIRST, SECOND)
    ]
    world.load(path, *world.above(), *promises)
    for what in acts:
        do(path, *what)
    with closing(db.connect(path)) as connection:
        assert list(history.differences(connection)) == []
        assert history.broken_links(connection) == []
    for day in [world.GIVEN - timedelta(days=1), *DAYS]:
        expected = {
            key: values for key, values in replay(path, day).items() if key[0] in ("milestone", "revision", "item")
        }
        with closing(db.view(path, day, TODAY)) as connection:
            found = plain(connection)
        assert found.keys() == expected.keys()
        for key, values in expected.items():
            for name, value in values.items():
                text = {True: "1", False: "0"}.get(value, value) if isinstance(value, bool) else value
                assert found[key][name] == (None if text is None else str(text)), (day, key, name)
        for key, row in found.items():
            if key[0] == "milestone":
                assert row["original_due_on"] == "2024-03-31"


def test_a_late_entry_counts_from_its_own_day(small: Path) -> None:
    commands.assign(small, world.act(effective_on=date(2026, 11, 10)), [world.FIRST], officer="佐藤")
    commands.add_note(small, world.act(effective_on=date(2026, 11, 5)), [world.FIRST], text="電話")

    def on(day: date) -> tuple[str | None, str | None]:
        with closing(db.view(small, day, TODAY)) as connection:
            return connection.execute("SELECT officer, note FROM milestone").fetchone()  # type: ignore[no-any-return]

    assert on(date(2026, 11, 4)) == (None, None)
    assert on(date(2026, 11, 5)) == (None, "電話")
    assert on(date(2026, 11, 9)) == (None, "電話")
    assert on(date(2026, 11, 10)) == ("佐藤", "電話")


def test_nothing_takes_effect_before_what_it_rests_on_is_on_file(small: Path) -> None:
    early = world.act(effective_on=world.GIVEN - timedelta(days=1))
    before = world.tables(small), world.log(small)
    for attempt in (
        lambda: commands.add_note(small, early, [world.FIRST], text="x"),
        lambda: commands.create(small, early, [world.milestone(SECOND)]),
    ):
        with pytest.raises(Problem, match="on file from 2023-12-06"):
            attempt()
    with pytest.raises(Problem, match="after today"):
        commands.add_note(small, world.act(effective_on=TODAY + timedelta(days=1)), [world.FIRST], text="x")
    assert (world.tables(small), world.log(small)) == before
    commands.create(small, world.act(effective_on=world.GIVEN), [world.milestone(SECOND)])
    assert world.keys(small) == [world.FIRST, SECOND]


def test_a_record_made_again_is_on_file_from_its_second_making(path: Path) -> None:
    world.load(path, *world.above())
    commands.create(path, world.act(effective_on=date(2026, 11, 10)), [world.milestone()])
    undo.undo(path, world.act())
    commands.create(path, world.act(effective_on=date(2026, 11, 5)), [world.milestone()])
    commands.add_note(path, world.act(effective_on=date(2026, 11, 6)), [world.FIRST], text="早い")
    with closing(db.view(path, date(2026, 11, 6), TODAY)) as connection:
        assert connection.execute("SELECT note FROM milestone").fetchall() == [("早い",)]


# --- reading it back -----------------------------------------------------------------------------------------------


@pytest.fixture
def busy(small: Path) -> Path:
    """Four batches: 1 the register, 2 a note, 3 a claim, 4 the claim undone."""
    commands.add_note(
        small, world.act(by="田中", why="電話", effective_on=date(2026, 11, 20)), [world.FIRST], text="見た"
    )
    commands.claim(small, world.act(), [world.FIRST], status="reported")
    undo.undo(small, world.act())
    return small


def test_entries_are_newest_first_with_everything_said(busy: Path) -> None:
    with closing(db.connect(busy)) as connection:
        entries = history.entries(connection)
        assert [(e.batch, e.action, e.undoes, e.undone_by) for e in entries] == [
            (4, "undo", 3, None), (3, "claim", None, 4), (2, "note", None, None), (1, "register", None, None),
        ]  # fmt: skip
        note = entries[2]
        assert (note.by, note.why, note.effective_on) == ("田中", "電話", date(2026, 11, 20))
        assert note.changes == (Change("milestone", world.FIRST, "note", None, "見た"),)
        assert note.recorded_at.endswith("+00:00")
        assert entries[3].count == 6
        assert [e.batch for e in history.entries(connection, limit=2)] == [4, 3]
        assert [e.batch for e in history.entries(connection, world.FIRST)] == [4, 3, 2, 1]
        assert [e.batch for e in history.entries(connection, world.ITEM)] == [1]
        assert [e.batch for e in history.entries(connection, world.ITEM, below=True)] == [4, 3, 2, 1]
        assert [e.batch for e in history.entries(connection, batch=3)] == [3]
        (made,) = history.entries(connection, world.ITEM)
        assert [change.key for change in made.changes] == [world.ITEM]
        assert history.entries(connection, "nobody") == []


def test_what_was_redone_is_undone_no_more(busy: Path) -> None:
    undo.redo(busy, world.act())
    with closing(db.connect(busy)) as connection:
        undone = {entry.batch: entry.undone_by for entry in history.entries(connection)}
    assert undone == {5: None, 4: 5, 3: None, 2: None, 1: None}


def test_a_large_batch_is_shown_in_part_and_counted_whole(path: Path) -> None:
    world.load(path, *world.above(), *(world.milestone(f"{world.MEASURE}/{n}") for n in range(300)))
    with closing(db.connect(path)) as connection:
        (entry,) = history.entries(connection)
    assert (len(entry.changes), entry.count) == (history.SHOWN, 305)


# --- the chain -----------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(busy: Path) -> Iterator[sqlite3.Connection]:
    """The busy store as one who edits the file by hand has it before him."""
    with closing(sqlite3.connect(busy, isolation_level=None)) as connection:
        assert history.broken_links(connection) == []
        yield connection


TAMPERED = {
    "who": ("UPDATE batch SET by = '別人' WHERE id = 2", [2]),
    "when": ("UPDATE batch SET recorded_at = '2020-01-01T00:00:00+00:00' WHERE id = 3", [3]),
    "effect": ("UPDATE batch SET effective_on = '2024-01-01' WHERE id = 2", [2]),
    "why": ("UPDATE batch SET why = '' WHERE id = 2", [2]),
    "what was done": ("UPDATE batch SET action = 'edit' WHERE id = 2", [2]),
    "what is undone": ("UPDATE batch SET undoes = 2 WHERE id = 4", [4]),
    "report": ("UPDATE batch SET report_key = 'x' WHERE id = 2", [2]),
    "hash": ("UPDATE batch SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE id = 3", [3, 4]),
    "new value": ("UPDATE change SET new = '見ていない' WHERE batch_id = 2", [2]),
    "old value": ("UPDATE change SET old = 'x' WHERE batch_id = 2", [2]),
    "emptied": ("UPDATE change SET new = NULL WHERE batch_id = 2", [2]),
    "empty text": ("UPDATE change SET old = '' WHERE batch_id = 2", [2]),
    "field": ("UPDATE change SET field = 'officer' WHERE batch_id = 2", [2]),
    "key": ("UPDATE change SET key = 'e' WHERE batch_id = 2", [2]),
    "kind": ("UPDATE change SET kind = 'item' WHERE batch_id = 2", [2]),
    "bytes": ("UPDATE change SET new = x'ff00' WHERE batch_id = 2", [2]),
    "change removed": ("DELETE FROM change WHERE batch_id = 3 AND field = 'status'", [3]),
    "all changes removed": ("DELETE FROM change WHERE batch_id = 3", [3]),
    "change put in": ("INSERT INTO change VALUES (99, 2, 'milestone', 'x', 'note', NULL, 'y')", [2]),
    "change moved": ("UPDATE change SET batch_id = 3 WHERE batch_id = 2", [2, 3]),
    "changes reordered": ("UPDATE change SET id = 1000 - id WHERE batch_id = 3", [3]),
    "batch removed": ("DELETE FROM change WHERE batch_id = 2; DELETE FROM batch WHERE id = 2", [3]),
    "first batch removed": ("DELETE FROM change WHERE batch_id = 1; DELETE FROM batch WHERE id = 1", [2]),
    "batch put in": ("INSERT INTO batch SELECT 5, recorded_at, effective_on, by, action, why, report_key, undoes, hash "
                     "FROM batch WHERE id = 4", [5]),
    "changes without a batch": ("INSERT INTO change VALUES (99, 77, 'milestone', 'x', 'note', NULL, 'y')", [77]),
    "batches swapped": ("UPDATE batch SET id = 9 WHERE id = 2; UPDATE batch SET id = 2 WHERE id = 3; "
                        "UPDATE batch SET id = 3 WHERE id = 9", [2, 3, 4]),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_whatever_is_changed_in_the_log_breaks_the_chain_there(opened: sqlite3.Connection, what: str) -> None:
    statements, broken = TAMPERED[what]
    before = opened.total_changes
    opened.executescript(statements)
    assert opened.total_changes > before
    assert set(broken) <= set(history.broken_links(opened))


def test_a_last_batch_that_was_cut_off_shows_in_the_tables(busy: Path) -> None:
    commands.add_note(busy, world.act(), [world.FIRST], text="また")
    with closing(sqlite3.connect(busy, isolation_level=None)) as connection:
        connection.executescript("DELETE FROM change WHERE batch_id = 5; DELETE FROM batch WHERE id = 5")
        assert list(history.differences(connection)) == [("milestone", world.FIRST, "note", "見た", "見た\nまた")]


CHANGES = st.lists(st.tuples(*[st.none() | st.text(max_size=6)] * 5), max_size=5)


@given(st.tuples(CHANGES, CHANGES), st.tuples(st.text(max_size=4), st.text(max_size=4)))
def test_two_logs_have_one_hash_only_if_they_are_the_same(
    logs: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]], whys: tuple[str, str]
) -> None:
    first, second = ((history.link("", (1, why), log), (why, log)) for why, log in zip(whys, logs, strict=True))
    assert (first[0] == second[0]) == (first[1] == second[1])
    assert len(first[0]) == 64
    assert history.link("a", (1,), []) != history.link("b", (1,), [])


def test_a_hash_is_the_sha_256_of_the_log_as_it_is_documented() -> None:
    import hashlib

    written = "\n#7\n3:abc--0:1:x\n9:milestone3:e/14:note-2:見た"
    expected = hashlib.sha256(b"feed" + written.encode()).hexdigest()
    found = history.link("feed", (7,), [("abc", None, None, "", "x"), ("milestone", "e/1", "note", None, "見た")])
    assert found == expected


# --- tables against the log ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE milestone SET status = 'verified'", ("milestone", world.FIRST, "status", "planned", "verified")),
        ("UPDATE milestone SET due_on = NULL", ("milestone", world.FIRST, "due_on", "2024-03-31", None)),
        ("UPDATE milestone SET due_approx = 1", ("milestone", world.FIRST, "due_approx", "0", "1")),
        ("UPDATE milestone SET persons = 7", ("milestone", world.FIRST, "persons", "0", "7")),
        ("DELETE FROM milestone", ("milestone", world.FIRST, "*", "1", None)),
        (
            "INSERT INTO entity (key, name, name_en, reading, kind) VALUES ('ghost', 'x', '', '', '')",
            ("entity", "ghost", "*", None, "1"),
        ),
    ],
)
def test_a_table_edited_behind_the_logs_back_is_found(small: Path, statement: str, found: tuple[Any, ...]) -> None:
    with closing(sqlite3.connect(small, isolation_level=None)) as connection:
        assert list(history.differences(connection)) == []
        connection.execute(statement)
        assert list(history.differences(connection)) == [found]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET new = '{' WHERE kind = 'entity'",
        "UPDATE change SET kind = 'nonsense' WHERE kind = 'entity'",
        "UPDATE change SET new = '{\"due_on\":\"31.3.2024\"}' WHERE kind = 'milestone'",
        "INSERT INTO change VALUES (99, 1, 'entity', 'e', 'nonsense', NULL, 'x')",
    ],
)
def test_a_log_that_cannot_be_read_is_told_in_one_sentence(small: Path, statement: str) -> None:
    with closing(sqlite3.connect(small, isolation_level=None)) as connection:
        connection.execute(statement)
        with pytest.raises(Problem, match=r"batch 1: its entry about .* cannot be read"):
            history.fold(connection)
