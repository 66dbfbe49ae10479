"""`followup show KEY`: one record with all that stands above and under it, and its history."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from store.problem import Problem
from store.queries import Query, select
from store.rows import Row, find
from store.story import Story, story
from tui.commands.opening import reading
from tui.commands.shape import RECORD, Given, as_of_option, command, format_option, pass_given


@command("show")
@click.argument("key", type=RECORD)
@as_of_option
@format_option("text", "json")
@pass_given
def show(given: Given, key: str, as_of: date | None, form: str) -> None:
    """Shows one record (entity, guidance, item, measure, milestone, case, watch) with its history."""
    with reading(given, as_of) as (connection, day):
        found = story(connection, key, day)
        if found is None:
            raise Problem("{key}: there is no such record", key=key)
        waiting = _waiting(connection, found, day)
    if form == "json":
        from tui.commands.data import pretty

        sys.stdout.write(pretty(as_json(found, waiting)))
        return
    from tui.commands.telling import lines

    for text in lines(found, waiting, day):
        click.echo(text)


def _waiting(connection: sqlite3.Connection, found: Story, day: date) -> list[Row]:
    """The record itself and what stands under it, as far as it awaits a plan."""
    own = find(connection, found.key, day) if found.kind in ("item", "guidance") else None
    below = select(connection, Query(attentions=("awaiting_plan",), under=found.key), day)
    return [row for row in (own, *below) if row is not None and row.attention == "awaiting_plan"]


def as_json(found: Story, waiting: Sequence[Row]) -> dict[str, Any]:
    """The story as data: records with all their fields and `key`, rows with the contract's fields."""
    from tui.commands.history import as_json as entry

    above: Iterator[tuple[str, Any]] = (
        (name, getattr(found, name)) for name in ("case", "entity", "guidance", "item", "measure")
    )
    return {
        "kind": found.kind,
        "key": found.key,
        "record": found.record,
        **dict(above),
        "awaiting_plan": [row.contract() for row in waiting],
        "milestones": [row.contract() for row in found.milestones],
        "revisions": list(found.revisions),
        "reports": list(found.reports),
        "watches": list(found.watches),
        "shared": [{"done": part.done, "whole": part.whole, "unit": part.unit} for part in found.shared],
        "history": [entry(one) for one in found.history],
    }
