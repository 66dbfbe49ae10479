"""The reading thread: the newest request of a lane wins, others are dropped, changes elsewhere are noticed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from threading import Event

import pytest

from tui.reader import Reader

# Seconds that an answer may take on a loaded machine.
LONG = 30
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "made.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    return path


@pytest.fixture
def reader(database: Path) -> Iterator[Reader]:
    made = Reader(lambda: sqlite3.connect(database, check_same_thread=False))
    yield made
    made.close()


def test_answers_in_order(reader: Reader) -> None:
    asked = [reader.ask(lambda c, n=n: c.execute("SELECT ?", (n,)).fetchone()[0]) for n in range(20)]
    assert [future.result(LONG) for future in asked] == list(range(20))


def test_an_error_is_the_answer(reader: Reader) -> None:
    with pytest.raises(sqlite3.OperationalError):
        reader.ask(lambda c: c.execute("SELECT nothing FROM nowhere")).result(LONG)
    assert reader.ask(lambda c: 1).result(LONG) == 1


def test_the_newest_of_a_lane_interrupts_the_running_one(reader: Reader) -> None:
    running = Event()

    def long(connection: sqlite3.Connection) -> object:
        connection.create_function("begun", 0, running.set)
        return connection.execute(f"SELECT begun(), ({ENDLESS})").fetchone()

    old = reader.ask(long, "list")
    assert running.wait(LONG)
    assert reader.ask(lambda c: "new", "list").result(LONG) == "new"
    with pytest.raises(CancelledError):
        old.result(LONG)


def test_one_that_is_dropped_between_two_statements_does_not_run_the_next(reader: Reader) -> None:
    begun, replaced = Event(), Event()

    def two(connection: sqlite3.Connection) -> object:
        connection.execute("SELECT 1").fetchone()
        begun.set()
        assert replaced.wait(LONG)
        return connection.execute(ENDLESS).fetchone()

    old = reader.ask(two, "list")
    assert begun.wait(LONG)
    new = reader.ask(lambda c: "new", "list")
    replaced.set()
    assert new.result(LONG) == "new"
    with pytest.raises(CancelledError):
        old.result(LONG)


def test_waiting_requests_of_a_lane_are_dropped_and_others_stay(reader: Reader) -> None:
    gate = Event()
    first = reader.ask(lambda c: gate.wait(LONG), "a")
    dropped = reader.ask(lambda c: "dropped", "b")
    other = reader.ask(lambda c: "other", "c")
    kept = reader.ask(lambda c: "kept", "b")
    gate.set()
    assert first.result(LONG)
    assert dropped.cancelled()
    assert (other.result(LONG), kept.result(LONG)) == ("other", "kept")


def written_beside(database: Path) -> tuple[Reader, Event]:
    """A reader, what tells that it noticed a change, and a change by another connection."""
    noticed = Event()
    reader = Reader(lambda: sqlite3.connect(database, check_same_thread=False), changed=noticed.set)
    reader.opened.result(LONG)
    with sqlite3.connect(database) as writer:
        writer.execute("INSERT INTO t VALUES (1)")
    writer.close()
    return reader, noticed


def test_another_connections_change_is_noticed_and_an_own_reading_is_not(database: Path) -> None:
    reader, noticed = written_beside(database)
    assert noticed.wait(LONG)
    reader.close()


def test_what_was_seen_is_no_news(database: Path) -> None:
    reader, noticed = written_beside(database)
    reader.ask(lambda c: (c.execute("SELECT * FROM t").fetchall(), reader.seen())).result(LONG)
    assert not noticed.wait(1.3)
    reader.close()


def test_a_store_that_does_not_open_answers_everything_with_its_error() -> None:
    def broken() -> sqlite3.Connection:
        raise sqlite3.OperationalError("no such store")

    reader = Reader(broken)
    with pytest.raises(sqlite3.OperationalError, match="no such store"):
        reader.opened.result(LONG)
    with pytest.raises(sqlite3.OperationalError, match="no such store"):
        reader.ask(lambda c: 1).result(LONG)
    reader.reopen(lambda: sqlite3.connect(":memory:", check_same_thread=False)).result(LONG)
    assert reader.ask(lambda c: c.execute("SELECT 2").fetchone()).result(LONG) == (2,)
    reader.close()


def test_closed_means_closed(reader: Reader) -> None:
    reader.close()
    assert reader.ask(lambda c: 1).cancelled()


def test_leisure_is_filled_until_there_is_no_more_and_requests_go_first(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.reader.POLL", 0.01)
    done, whole = list[int](), Event()

    def piece(connection: sqlite3.Connection) -> bool:
        done.append(connection.execute("SELECT 1").fetchone()[0])
        if len(done) >= 5:
            whole.set()
        return len(done) < 5

    reader = Reader(lambda: sqlite3.connect(database, check_same_thread=False), idle=piece)
    try:
        assert reader.ask(lambda c: "answer").result(LONG) == "answer"
        assert whole.wait(LONG)
        assert reader.ask(lambda c: "still there").result(LONG) == "still there"
    finally:
        reader.close()


def test_leisure_that_meets_an_error_tries_again_later(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.reader.POLL", 0.01)
    tried, again = list[int](), Event()

    def piece(connection: sqlite3.Connection) -> bool:
        tried.append(1)
        if len(tried) > 1:
            again.set()
        connection.execute("SELECT nothing FROM nowhere")
        return True

    reader = Reader(lambda: sqlite3.connect(database, check_same_thread=False), idle=piece)
    try:
        assert again.wait(LONG)
        assert reader.ask(lambda c: 1).result(LONG) == 1
    finally:
        reader.close()
