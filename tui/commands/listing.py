"""`followup list`: the worklist as a table, as JSON or as CSV."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from itertools import islice
from typing import Final

import click

from store import queries, rules, words
from store.problem import Problem
from store.queries import Query
from store.rows import ROW_FIELDS, Row
from tui.commands.opening import reading
from tui.commands.shape import ENTITY, RECORD, Given, as_of_option, command, format_option, listed, option, pass_given
from tui.i18n import lang

# The colour beside each word, never instead of it.
COLOURS: Final = {
    "overdue": "red",
    "returned": "magenta",
    "unverified": "yellow",
    "awaiting_plan": "cyan",
    "due_soon": "blue",
    "closed": "green",
}


def attentions(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[rules.Attention, ...]:
    """A callback that reads classes of attention, by code or by the word of either language."""
    spelled = {
        word: name
        for name in rules.ATTENTIONS
        for word in (name, words.word("attention", name, "ja"), words.word("attention", name, "en"))
    }
    found = []
    for given in listed(ctx, param, values):
        if given not in spelled:
            raise Problem(
                "{attention}: there is no such attention; use {all}", attention=given, all=", ".join(rules.ATTENTIONS)
            )
        found.append(spelled[given])
    return tuple(found)


@command("list")
@option(
    "--entity",
    "entities",
    multiple=True,
    type=ENTITY,
    metavar="KEY",
    callback=listed,
    help="Only this entity's rows (several times: any of them).",
)
@option(
    "--attention",
    "classes",
    multiple=True,
    metavar="A,B",
    callback=attentions,
    help="Only these classes: overdue, returned, unverified, awaiting_plan, due_soon, undated, on_track, closed.",
)
@option("--search", "text", default="", metavar="TEXT", help="Only rows in which all of these words are found.")
@option("--officer", metavar="NAME", help="Only rows of this officer (none: rows without one).")
@option("--under", type=RECORD, metavar="KEY", help="Only rows below this guidance, item or measure.")
@option("--sort", type=click.Choice(ROW_FIELDS), metavar="FIELD", help="Ordered by this field instead of triage order.")
@option("--reverse", is_flag=True, help="The order turned round.")
@option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many rows.")
@as_of_option
@format_option("table", "json", "csv")
@pass_given
def list_rows(
    given: Given,
    entities: tuple[str, ...],
    classes: tuple[rules.Attention, ...],
    text: str,
    officer: str | None,
    under: str | None,
    sort: str | None,
    reverse: bool,
    limit: int | None,
    as_of: date | None,
    form: str,
) -> None:
    """Lists what needs attention, the most urgent first."""
    query = Query(
        attentions=classes,
        entities=entities,
        officer="" if officer == "none" else officer,
        text=text,
        under=under,
        sort=sort or "",
        descending=bool(sort and reverse),
    )
    with ExitStack() as stack:
        connection, day = stack.enter_context(reading(given, as_of))
        check(connection, query)
        rows = islice(_select(connection, query, day, turned=reverse and not sort), limit)
        if form == "json":
            from tui.commands.data import json_rows

            json_rows(rows, sys.stdout)
        elif form == "csv":
            from tui.commands.data import csv_rows

            csv_rows(rows, sys.stdout)
        else:
            table(connection, rows, query, day)


def check(connection: sqlite3.Connection, query: Query) -> None:
    """Raise Problem where the query names what is not on file."""
    from store.story import kind_of

    for key in query.entities:
        if kind_of(connection, key) != "entity":
            known = ", ".join(key for (key,) in connection.execute("SELECT key FROM entity ORDER BY key LIMIT 40"))
            raise Problem("{key}: there is no such entity; use {known}", key=key, known=known)
    if query.under is not None and kind_of(connection, query.under) is None:
        raise Problem("{key}: there is no such record", key=query.under)


def _select(connection: sqlite3.Connection, query: Query, day: date, *, turned: bool) -> Iterator[Row]:
    from store.rows import stream

    return stream(connection, queries.handles(connection, query, day, reverse=turned), day, query.soon_days)


def table(connection: sqlite3.Connection, rows: Iterator[Row], query: Query, day: date) -> None:
    """The rows for people, and on stderr how many of each class there are."""
    from itertools import tee

    from tui.commands.narration import say
    from tui.commands.table import Column, lines, screen_width
    from tui.days import both

    head, body = tee(rows)
    columns = (
        Column(_heading("attention")),
        Column(_heading("due_on"), least=10, most=10, weight=1),
        Column(_heading("days_overdue"), "right", weight=4),
        Column(_heading("entity_name"), least=8, most=20, weight=3),
        Column(_heading("text"), least=12),
        Column(_heading("officer"), least=6, weight=5),
        Column(_heading("key")),
    )
    cells = (_cells(row) for row in body)
    styles = (COLOURS.get(row.attention or "") for row in head)
    for text in lines(columns, cells, screen_width(), styles):
        click.echo(text)
    counts = queries.counts(connection, day, query)
    shown = {name: count for name, count in counts.items() if count and name in (query.attentions or counts)}
    say(
        "{day}  {counts}",
        day=both(day, lang()),
        counts=" · ".join(f"{words.word('attention', name, lang())} {count}" for name, count in shown.items()) or "0",
    )


def _heading(name: str) -> str:
    return words.word("field", name, lang())


def _cells(row: Row) -> tuple[str | None, ...]:
    due = row.due_on.isoformat() if row.due_on else row.due_text
    days = row.days_overdue if row.days_overdue is not None else row.days_unverified
    text = row.text if row.kind == "milestone" else " ".join(part for part in (row.item_heading, row.text) if part)
    return (
        words.word("attention", row.attention, lang()),
        due,
        None if days is None else str(days),
        row.entity_name,
        text,
        row.officer,
        row.key,
    )
