"""The store as the worklist's source: what is counted once is not counted again in the same state of the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import commands, db, queries
from store.commands import Act
from store.queries import Query
from tui.source import KEPT, Store, Tallies

TODAY = date(2026, 11, 23)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """Every counting of the store, by its query."""
    asked: list[Query] = []
    real = queries.counts

    def counts(connection: object, as_of: date, query: Query) -> object:
        asked.append(query)
        return real(connection, as_of, query)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "counts", counts)
    return asked


def test_views_of_one_record_are_counted_together(store: Path, counted: list[Query]) -> None:
    with db.closing(db.connect(store)) as connection:
        source = Store(connection, TODAY, 30, tallies=Tallies())
        assert source.total(Query(attentions=("overdue",))) == 11
        assert source.total(Query(attentions=("awaiting_plan",), sort="key", descending=True)) == 24
        assert source.total(Query()) == sum(source.counts(Query()).values())
        assert counted == [Query()]
        assert source.total(Query(attentions=("overdue",), entities=("fujitsu-japan",))) == 2
        assert source._replace(as_of=date(2024, 1, 1)).total(Query(attentions=("overdue",))) < 11
        assert len(counted) == 3


def test_what_is_written_is_counted_anew(store: Path, counted: list[Query]) -> None:
    with db.closing(db.connect(store)) as connection:
        source = Store(connection, TODAY, 30, tallies=Tallies())
        overdue = next(queries.select(connection, Query(attentions=("overdue",)), TODAY)).key
        assert source.total(Query(attentions=("overdue",))) == 11
        commands.withdraw(store, Act("山田", TODAY), [overdue], reason="重複")
        assert source.total(Query(attentions=("overdue",))) == 10
        assert source.total(Query(attentions=("closed",))) == 1
        assert len(counted) == 2


def test_the_oldest_narrowings_are_forgotten(store: Path, counted: list[Query]) -> None:
    with db.closing(db.connect(store)) as connection:
        source = Store(connection, TODAY, 30, tallies=Tallies())
        for number in range(KEPT + 1):
            source.total(Query(officer=f"係{number}"))
        source.total(Query(officer=f"係{KEPT}"))
        assert len(counted) == KEPT + 1
        source.total(Query(officer="係0"))
        assert len(counted) == KEPT + 2
