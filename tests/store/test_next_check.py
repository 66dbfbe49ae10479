"""Rows by the day of their next check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from store import commands, db
from store.queries import Query, counts, select

TODAY = date(2026, 11, 23)
MILESTONE = "digital-agency/2023-09-20/5/assessment/1"
OTHER = "digital-agency/2023-09-20/4/training/3"


def test_rows_whose_next_check_is_due_by_a_day(store: Path) -> None:
    act = commands.Act(by="山田", today=TODAY)
    with db.closing(db.connect(store)) as connection:
        item = next(row.key for row in select(connection, Query(attentions=("awaiting_plan",)), TODAY)
                    if row.kind == "item")  # fmt: skip
        guidance = [row.key for row in select(connection, Query(attentions=("awaiting_plan",)), TODAY)
                    if row.kind == "guidance"][:1]  # fmt: skip
    commands.next_check(store, act, [MILESTONE, item, *guidance], on=TODAY)
    commands.next_check(store, act, [OTHER], on=date(2026, 11, 24))
    with db.closing(db.connect(store)) as connection:
        due = Query(check_to=TODAY)
        assert sorted(row.key for row in select(connection, due, TODAY)) == sorted([MILESTONE, item, *guidance])
        assert sum(counts(connection, TODAY, due).values()) == 2 + len(guidance)
        later = {row.key for row in select(connection, Query(check_to=date(2026, 11, 24)), TODAY)}
        assert later == {MILESTONE, OTHER, item, *guidance}
        assert not list(select(connection, Query(check_to=date(2026, 11, 22)), TODAY))
        by_column = [row.key for row in select(connection, Query(check_to=TODAY, sort="key"), TODAY)]
        assert by_column == sorted(by_column)
        assert len(by_column) == 2 + len(guidance)
