"""What is known beforehand of words never loses a row: with it and without it every search gives the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import commands, db, find, grams, queries
from store.grams import Grams, common, halves, merged, rows_in
from store.queries import Query
from store.record import Record
from tests.store import world
from tests.store.world import ITEM, MEASURE

TODAY = world.TODAY
LETTERS = "監査研修aBｂﾌ１1ßΣς𠮷%_・ "
texts = st.text(LETTERS, min_size=1, max_size=12)
words = st.text(LETTERS, min_size=1, max_size=6)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of three rows from the first row on, and walks that end soon."""
    monkeypatch.setattr(grams, "FROM", 1)
    monkeypatch.setattr(grams, "ROWS", 3)
    monkeypatch.setattr(grams, "_HEADS", 2)
    monkeypatch.setattr(find, "WALK", 2)
    monkeypatch.setattr(find, "FAR", 4)


def made(connection: Connection, steps: int | None = None) -> Grams:
    """The grams of a store, whole, or after so many steps."""
    known = Grams()
    while steps is None or steps > 0:
        if not known.step(connection):
            break
        steps = None if steps is None else steps - 1
    return known


def found(connection: Connection, text: str, known: Grams | None, limit: int | None = None) -> list[int]:
    return list(queries.handles(connection, Query(text=text), TODAY, limit=limit, grams=known))


def loaded(path: Path, held: Sequence[tuple[str, str]]) -> Path:
    """Promises with these texts and notes, and a measure whose heading is the last text."""
    heading = held[-1][0] if held else "見出し"
    return world.load(
        path,
        *world.above(),
        Record("measure", f"{ITEM}/other", {"item_key": ITEM, "heading": heading}),
        world.milestone(f"{ITEM}/other/1", text="その他"),
        *(
            world.milestone(
                f"{MEASURE}/{number}", text=text, note=note or None, due_on=TODAY + timedelta(days=number % 5 - 2)
            )
            for number, (text, note) in enumerate(held)
        ),
    )


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts | st.just("")), min_size=1, max_size=14), st.lists(words, max_size=2), st.data())
def test_no_row_is_lost(
    empty: Path, folder: Path, held: list[tuple[str, str]], more: list[str], data: st.DataObject
) -> None:
    path = loaded(world.copy(empty, folder / "store.db"), held)
    part = data.draw(st.sampled_from([text for pair in held for text in pair if text]))
    low = data.draw(st.integers(0, len(part) - 1))
    text = " ".join([part[low : low + data.draw(st.integers(1, 4))].swapcase(), *more])
    with closing(db.connect(path)) as connection:
        expected = found(connection, text, None)
        for steps in (0, 1, 2, 3, None):
            known = made(connection, steps)
            assert found(connection, text, known) == expected
            assert found(connection, text, known, limit=3) == expected[:3]


def test_only_the_blocks_that_can_hold_a_word_are_looked_at(path: Path) -> None:
    loaded(path, [("監査", ""), ("研修", "鰐の件"), ("点検", ""), ("監査ログ", ""), ("研修会", "")])
    with closing(db.connect(path)) as connection:
        known = made(connection)
        assert known.whole
        assert not made(connection, 1).whole
        (rare,) = known.known(connection, "鰐") or ()
        assert rare.spans == [(0, 3)]
        assert rare.columns["note"] == ("鰐",)
        assert rare.columns["text"] == ()
        assert not rare.headed
        (nowhere,) = known.known(connection, "龜") or ()
        assert nowhere.spans == []
        (heading,) = known.known(connection, "実施") or ()
        assert heading.headed
        assert len(found(connection, "鰐", known)) == 1
        assert found(connection, "鰐 龜", known) == []


def test_what_is_changed_afterwards_is_found(path: Path) -> None:
    loaded(path, [("監査", ""), ("研修", ""), ("点検", ""), ("監査ログ", "")])
    with closing(db.connect(path)) as connection:
        known = made(connection)
        assert found(connection, "電話", known) == []
        commands.add_note(path, world.act(), [f"{MEASURE}/0"], text="電話で照会")
        assert len(found(connection, "電話", known)) == 1
        commands.create(path, world.act(), [world.milestone(f"{MEASURE}/9", text="埋蔵金")], action="create")
        assert len(found(connection, "埋蔵金", known)) == 1
        commands.edit(path, world.act(), "measure", MEASURE, {"heading": "鵺の調査"})
        assert len(found(connection, "鵺", known)) == 5


def test_after_too_many_changes_all_is_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "_FEW", 2)
    loaded(path, [("監査", "")] * 6)
    with closing(db.connect(path)) as connection:
        known = made(connection)
        assert not known.step(connection)
        commands.add_note(path, world.act(), [f"{MEASURE}/{number}" for number in range(4)], text="電話")
        assert known.known(connection, "電話") is None
        assert len(found(connection, "電話", known)) == 4
        assert known.step(connection)
        while known.step(connection):
            pass
        assert known.known(connection, "電話") is not None
        assert len(found(connection, "電話", known)) == 4


def test_a_small_register_is_read_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "FROM", 100)
    loaded(path, [("監査", "")])
    with closing(db.connect(path)) as connection:
        known = Grams()
        assert not known.step(connection)
        assert known.known(connection, "監査") is None
        assert len(found(connection, "監査", known)) == 2


def test_the_first_rows_are_told_before_a_walk_is_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "WALK", 100)
    monkeypatch.setattr(find, "FAR", 100)
    monkeypatch.setattr(find, "SOON", 2)
    loaded(path, [("点検", "")] * 8)
    with closing(db.connect(path)) as connection:
        told: list[list[int]] = []
        whole = list(queries.handles(connection, Query(text="点検"), TODAY, limit=8, partly=told.append))
        assert len(whole) == 8
        assert told == [whole[:2]]


def test_the_first_rows_are_told_where_the_rest_takes_longer(path: Path) -> None:
    loaded(path, [("監査", "")] + [("点検", "")] * 8 + [("監査", "")])
    with closing(db.connect(path)) as connection:
        told: list[list[int]] = []
        query = Query(text="点検")
        whole = list(queries.handles(connection, query, TODAY, limit=60, partly=told.append))
        assert len(whole) == 8
        assert len(told) == 1
        assert 0 < len(told[0]) < 8
        assert whole[: len(told[0])] == told[0]


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=6)


def ids(ranges: Sequence[tuple[int, int]]) -> list[int]:
    return [number for low, high in ranges for number in range(low + 1, high + 1)]


@given(spans, spans)
def test_ranges_hold_the_ids_they_should(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    ours, theirs = merged(one), merged(other)
    assert ids(ours) == sorted({*ids(one)})
    assert ids(common(ours, theirs)) == sorted({*ids(one)} & {*ids(other)})
    left, right = halves(ours)
    assert ids(left) + ids(right) == ids(ours)
    assert abs(rows_in(left) - rows_in(right)) <= 1
