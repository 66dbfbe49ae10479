"""Rows that hold words: the same rows in the same order however they are looked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from store import db, find, queries, rules
from store.queries import Query
from store.record import Record
from tests.store import world
from tests.store.registers import Line, triage

TODAY = world.TODAY
WORDS = ("点検", "研修", "手順書", "ログ")


@pytest.fixture(scope="module")
def lines() -> list[tuple[Record, Line]]:
    """600 promises of every class; one in four, ten, forty and two hundred hold a word of WORDS."""
    random = Random(11)
    made = []
    for number in range(600):
        status = random.choice(rules.STATUSES)
        due_on = random.choice((None, TODAY + timedelta(days=random.randrange(-60, 90))))
        reported_on = (
            random.choice((None, TODAY - timedelta(days=random.randrange(60)))) if status == "reported" else None
        )
        persons = random.choice((0, 940))
        held = [word for word, every in zip(WORDS, (4, 10, 40, 200), strict=True) if random.randrange(every) == 0]
        key = f"{world.MEASURE}/{number}"
        record = world.milestone(
            key, text=f"{number}番の{'と'.join(held)}", status=status, due_on=due_on,
            reported_on=reported_on, persons=persons,
            verified_on=TODAY if status == "verified" else None, verified_by="佐藤" if status == "verified" else None,
        )  # fmt: skip
        made.append((record, Line("milestone", key, "e", persons, dict(record.values) | {"reported_on": reported_on})))
    return made


@pytest.fixture(scope="module")
def connection(
    empty: Path, lines: list[tuple[Record, Line]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    path = world.copy(empty, tmp_path_factory.mktemp("find") / "store.db")
    bare = Record("item", f"{world.GUIDANCE}/2", {"guidance_key": world.GUIDANCE, "text": "研修を行うこと"})
    world.load(path, *world.above(), bare, *(record for record, _ in lines))
    with closing(db.connect(path)) as opened:
        yield opened


@pytest.fixture(params=["walk and one pass", "two connections", "at once"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every way in which words are looked for, on a register that is small."""
    monkeypatch.setattr(find, "WALK", 50 if request.param != "at once" else 10_000)
    monkeypatch.setattr(find, "SPLIT_FROM", 10 if request.param == "two connections" else 10_000)
    return str(request.param)


@pytest.mark.parametrize("without", [False, True])
@pytest.mark.parametrize("text", [*WORDS, "点検 研修", "番", "どこにもない", "7"])
def test_the_rows_and_their_order_are_the_same_each_way(
    connection: sqlite3.Connection, lines: list[tuple[Record, Line]], way: str, text: str, without: bool
) -> None:
    def holds(line: Line) -> bool:
        # "7" stands in texts and keys alike.
        where = f"{line.values['text']} {line.key}"
        found = [word in where for word in text.split()]
        return not any(found) if without else all(found)

    waiting = f"{world.GUIDANCE}/2"
    held = sorted((line for _, line in lines if holds(line)), key=lambda line: triage(line, TODAY))
    expected = [line.key for line in held]
    found = [word in f"研修を行うこと {waiting}" for word in text.split()]
    if not any(found) if without else all(found):
        place = sum(triage(line, TODAY)[0] < rules.RANK["awaiting_plan"] for line in held)
        expected.insert(place, waiting)
    query = Query(without=text) if without else Query(text=text)

    def listed(limit: int | None = None, *, reverse: bool = False) -> list[str]:
        handles = list(queries.handles(connection, query, TODAY, limit=limit, reverse=reverse))
        return [row.key for row in queries.stream(connection, handles, TODAY)]

    assert listed() == expected
    assert listed(reverse=True) == expected[::-1]
    for limit in (0, 1, 20, 1_000):
        assert listed(limit) == expected[:limit]
        assert listed(limit, reverse=True) == expected[::-1][:limit]
    assert sum(queries.counts(connection, TODAY, query).values()) == len(expected)


def test_a_class_and_a_word(connection: sqlite3.Connection, lines: list[tuple[Record, Line]], way: str) -> None:
    query = Query(text="点検", attentions=("overdue", "closed"))
    wanted = [
        line for _, line in lines if "点検" in line.values["text"] and line.attention(TODAY) in ("overdue", "closed")
    ]
    expected = [line.key for line in sorted(wanted, key=lambda line: triage(line, TODAY))]
    for limit in (None, 5, 500):
        handles = list(queries.handles(connection, query, TODAY, limit=limit))
        assert [row.key for row in queries.stream(connection, handles, TODAY)] == expected[:limit]


def test_an_answer_that_nobody_wants_any_more_stops(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "SPLIT_FROM", 10)
    connection.set_progress_handler(lambda: 1, 100)
    try:
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            list(queries.handles(connection, Query(text="どこにもない"), TODAY))
    finally:
        connection.set_progress_handler(None, 0)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("finding")]
    assert list(queries.handles(connection, Query(text="どこにもない"), TODAY)) == []


def test_a_folded_day_is_searched_too(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from store import commands

    monkeypatch.setattr(find, "SPLIT_FROM", 0)
    path = world.copy(loaded, tmp_path / "store.db")
    commands.add_note(path, world.act(), [world.FIRST], text="電話")
    for day, count in ((date(2024, 1, 1), 0), (TODAY, 1)):
        with closing(db.view(path, day, TODAY)) as view:
            assert len(list(queries.handles(view, Query(text="電話"), day))) == count
