"""One write, one transaction, one batch: whole or not at all, whoever else is writing, whatever the text."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from store import commands, db, history
from store.log import Act, Stale
from store.problem import Problem
from store.record import FIELDS, KINDS, Change, Record
from tests.store import world
from tests.store.test_upgrade import start

TODAY = world.TODAY
HOSTILE = (
    "[@click=app.quit]押す[/]", "[/red]", "第[1]項 [別紙] [a]", "\x1b[31m赤\x1b[0m", "\u202e逆\u202c", "a\x00b", "\x00",
    "ｱｲｳ ﾊﾟ", "葛\U000e0100城 神\ufe00", "=1+1", "＝cmd|' /C calc'!A0", "' OR 1=1 --", '"quoted"\\back', "\r\nCR\rLF\n",
    "\u2028\u2029\u0085", "長" * 10_000, "x" * 10_000, "\U0001f469\u200d\U0001f4bb", "\ufeffBOM",
    "{key} {0} %s", "\x7f\x80",
)  # fmt: skip


# --- any text --------------------------------------------------------------------------------------------------------


def full_of(text: str) -> list[Record]:
    """A record of every kind with `text` in every field that is free text."""
    given: dict[str, dict[str, Any]] = {
        "guidance": {"given_on": date(2023, 9, 20)},
        "revision": {"revised_on": TODAY},
        "milestone": {"status": "planned", "recurrence": None},
    }
    names = {
        "case": "c", "entity": "e", "guidance": "e/g", "report": "e/g/r", "item": "e/g/1", "measure": "e/g/1/m",
        "milestone": "e/g/1/m/1", "revision": "e/g/1/m/1#1", "watch": "w",
    }  # fmt: skip
    records = []
    for kind in KINDS:
        values = {name: text for name, type_ in FIELDS[kind].items() if type_ == "text"} | given.get(kind, {})
        values |= {name: names[name.removesuffix("_key")] for name in values if name.endswith("_key")}
        records.append(Record(kind, names[kind], values))
    return records


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_goes_in_and_comes_out_unchanged(path: Path, text: str) -> None:
    records = full_of(text)
    commands.create(path, Act(text if text.strip() else "x", TODAY, why=text), records)
    with closing(db.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for record in records:
            row = connection.execute(f'SELECT * FROM "{record.kind}"').fetchone()
            assert {name: row[name] for name in record.values if FIELDS[record.kind][name] == "text"} == {
                name: value for name, value in record.values.items() if FIELDS[record.kind][name] == "text"
            }
        connection.row_factory = None
        assert list(history.differences(connection)) == []
        assert history.broken_links(connection) == []
        (entry,) = history.entries(connection)
        assert entry.why == text


@pytest.mark.parametrize("text", ["\ud800", "期限\udfff", "a\udc80b"])
def test_half_a_character_is_refused_wherever_it_stands(small: Path, text: str) -> None:
    before = world.tables(small), world.log(small)
    act, key = world.act(), [world.FIRST]
    for attempt in (
        lambda: commands.create(small, act, [world.milestone(f"{world.MEASURE}/2", text=text)]),
        lambda: commands.add_note(small, act, key, text=text),
        lambda: commands.assign(small, act, key, officer=text),
        lambda: commands.verify(small, act, key, on=TODAY, method=text, evidence="資料1"),
        lambda: commands.send_back(small, act, key, reason=text),
        lambda: commands.revise(small, act, key, due_on=date(2027, 1, 1), reason="x", source=text),
        lambda: commands.edit(small, act, "milestone", world.FIRST, {"text": text}),
        lambda: commands.add_note(small, world.act(by=text), key, text="x"),
        lambda: commands.add_note(small, world.act(why=text), key, text="x"),
        lambda: commands.add_note(small, act, [text], text="x"),
    ):
        with pytest.raises(Problem, match="half a character"):
            attempt()
    assert (world.tables(small), world.log(small)) == before


# --- one batch -----------------------------------------------------------------------------------------------------


def test_a_batch_says_who_when_from_which_day_and_why(small: Path) -> None:
    clock = datetime(2026, 11, 23, 18, 30, 15, 999, tzinfo=UTC)
    act = Act("佐藤", TODAY, date(2026, 11, 20), "電話", clock=lambda: clock)
    done = commands.add_note(small, act, [world.FIRST], text="見た")
    assert (done.batch, done.keys, done.opened) == (2, (world.FIRST,), ())
    batch = world.log(small)[0][-1]
    assert batch[:8] == (2, "2026-11-23T18:30:15+00:00", "2026-11-20", "佐藤", "note", "電話", None, None)
    assert len(batch[8]) == 64


def test_what_changes_nothing_writes_nothing(small: Path) -> None:
    before = world.log(small)
    for done in (
        commands.assign(small, world.act(), [world.FIRST], officer=None),
        commands.progress(small, world.act(), [world.FIRST], quantity_done=0),
        commands.edit(small, world.act(), "milestone", world.FIRST, {"text": "監査する"}),
        commands.create(small, world.act(), []),
        commands.apply(small, world.act()),
    ):
        assert (done.batch, done.keys) == (None, ())
    assert world.log(small) == before


@pytest.mark.parametrize("by", ["", " ", "\u3000\n"])
def test_nobody_cannot_write(small: Path, by: str) -> None:
    before = world.log(small)
    with pytest.raises(Problem, match="needs the name"):
        commands.add_note(small, world.act(by=by), [world.FIRST], text="x")
    assert world.log(small) == before


MILESTONE = ("milestone", world.FIRST)
WRONG = {
    "stale": Change(*MILESTONE, "note", "さっき", "x"),
    "no such record": Change("milestone", "e/none", "note", None, "x"),
    "no such field": Change(*MILESTONE, "colour", None, "x"),
    "the key itself": Change(*MILESTONE, "id", "1", "2"),
    "no date": Change(*MILESTONE, "due_on", "2024-03-31", "31.3.2024"),
    "no number": Change(*MILESTONE, "quantity", "5", "five"),
    "a number out of bounds": Change(*MILESTONE, "quantity", "5", "0"),
    "a number beyond SQLite": Change(*MILESTONE, "quantity", "5", str(10**30)),
    "more done than there is": Change(*MILESTONE, "quantity_done", "0", "6"),
    "no status": Change(*MILESTONE, "status", "planned", "done"),
    "verified by nobody": Change(*MILESTONE, "status", "planned", "verified"),
    "no rule": Change(*MILESTONE, "recurrence", None, "毎月"),
    "no text": Change(*MILESTONE, "text", "監査する", None),
    "half a character": Change(*MILESTONE, "note", None, "\ud800"),
    "a parent that is not there": Change(*MILESTONE, "entity_key", "e", "nobody"),
    "still leaned on": Change("entity", "e", None, '{"name":"指導先 e"}', None),
    "taken back as it never was": Change(*MILESTONE, None, "{}", None),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_plan_with_one_wrong_step_writes_nothing(small: Path, what: str) -> None:
    before = world.tables(small), world.log(small)
    good = Change("item", world.ITEM, "note", None, "よい")
    for changes in ([WRONG[what]], [good, WRONG[what]], [WRONG[what], good]):
        with pytest.raises(Problem) as problem:
            commands.apply(small, world.act(), changes=changes, records=[world.milestone(f"{world.MEASURE}/9")])
        assert "\n" not in str(problem.value)
    assert (world.tables(small), world.log(small)) == before


def test_a_stale_change_tells_both_versions(small: Path) -> None:
    commands.add_note(small, world.act(), [world.FIRST], text="いま")
    with pytest.raises(Stale) as stale:
        commands.apply(small, world.act(), changes=[Change(*MILESTONE, "note", "さっき", "次")])
    error = stale.value
    assert (error.kind, error.key, error.name, error.before, error.now) == (
        "milestone",
        world.FIRST,
        "note",
        "さっき",
        "いま",
    )


# --- somebody else ---------------------------------------------------------------------------------------------------

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("ready", flush=True); sys.stdin.readline()
connection.execute("COMMIT")
"""


def test_a_store_locked_by_another_process_is_read_and_not_written(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_MS", 50)
    before = world.tables(small), world.log(small)
    other = start(HOLD, small)
    try:
        with pytest.raises(Problem, match=r"store\.db: the store is locked by another process"):
            commands.add_note(small, world.act(), [world.FIRST], text="x")
        with closing(db.connect(small)) as connection:
            assert connection.execute("SELECT count(*) FROM milestone").fetchone() == (1,)
    finally:
        other.communicate("go\n", timeout=30)
    assert (world.tables(small), world.log(small)) == before
    assert commands.add_note(small, world.act(), [world.FIRST], text="x").batch == 2


WRITE = """
import sys
from pathlib import Path
from store import commands
from tests.store import world
print("ready", flush=True); sys.stdin.readline()
for number in range(int(sys.argv[3])):
    commands.add_note(Path(sys.argv[1]), world.act(by=sys.argv[2]), [world.FIRST], text=f"{sys.argv[2]}-{number}")
    print(number, flush=True)
"""


def test_two_processes_that_write_at_once_lose_nothing(small: Path) -> None:
    both = [start(WRITE, small, name, 10) for name in ("a", "b")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    notes = world.field(small, world.FIRST, "note").split("\n")
    assert sorted(notes) == sorted(f"{name}-{number}" for name in "ab" for number in range(10))
    for name in "ab":  # each one's own in their order
        assert [note for note in notes if note[0] == name] == [f"{name}-{number}" for number in range(10)]
    with closing(db.connect(small)) as connection:
        assert history.broken_links(connection) == []
        assert list(history.differences(connection)) == []
        assert len(history.entries(connection)) == 21


KILLED = """
import sys
from pathlib import Path
from store import commands
from tests.store import world
print("ready", flush=True); sys.stdin.readline()
path, number = Path(sys.argv[1]), int(sys.argv[2])
while True:
    number += 1
    records = [world.milestone(f"{world.MEASURE}/{number}-{part}", text="約束" * 200) for part in range(400)]
    commands.create(path, world.act(), records)
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_process_killed_while_it_writes_leaves_the_store_whole(small: Path) -> None:
    randoms = random.Random(3)
    for run in range(1, 4):
        process = start(KILLED, small, run * 1000)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        process.stdout.readline()  # one batch at least, then at any moment of a later one
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=randoms.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        said = process.communicate(timeout=30)[0].split()
        with closing(db.connect(small)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert history.broken_links(connection) == []
            assert list(history.differences(connection)) == []
            counts = {entry.count for entry in history.entries(connection) if entry.action == "create"}
            (made,) = connection.execute(
                "SELECT count(*) FROM milestone WHERE key LIKE ?", (f"%/{run}___-%",)
            ).fetchone()
        assert counts == {400}
        assert made >= 400 * (1 + len(said))
    assert commands.add_note(small, world.act(), [world.FIRST], text="後").batch


def test_large_loads_rebuild_the_indexes_and_leave_them_as_they_were(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.log.REBUILD_FROM", 10)
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    many = [world.milestone(f"{world.MEASURE}/{number}") for number in range(20)]
    world.load(path, *world.above(), *many)
    with pytest.raises(Problem, match=r"UNIQUE constraint failed: milestone\.key"):
        commands.create(path, world.act(), [*(world.milestone(f"{world.MEASURE}/x{n}") for n in range(40)), many[0]])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(world.keys(path)) == 20
