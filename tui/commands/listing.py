"""`followup list`: the worklist as a table, as JSON or as CSV. JSON also goes the short way of tui/lane.py."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from itertools import tee
from typing import Final

import click

from store import rules, words
from store.queries import Query
from store.rows import ROW_FIELDS, Row
from tui.commands import data, settled
from tui.commands.counting import counted
from tui.commands.opening import reading, tell_beginning
from tui.commands.selecting import Asked, select, split
from tui.commands.shape import (
    ATTENTION,
    ENTITY,
    RECORD,
    Given,
    as_of_option,
    command,
    format_option,
    option,
    pass_given,
)
from tui.days import both, marks
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
_CLASSES: Final = {"classes": ", ".join(rules.ATTENTIONS)}


@command("list")
@option("--entity", "entities", multiple=True, type=ENTITY, help="Only this entity's rows; several times: any of them.")
@option(
    "--attention",
    "classes",
    multiple=True,
    type=ATTENTION,
    metavar="A,B",
    fill=_CLASSES,
    help="Only these classes: {classes}.",
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
    classes: tuple[str, ...],
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
    soon = settled.soon_days()
    asked = Asked(split(entities), split(classes), text, officer, under, sort, reverse, limit, soon)
    with reading(given, as_of) as (connection, day):
        if as_of is not None:
            tell_beginning(given, day)
        rows = select(connection, asked, day)
        if form == "json":
            data.json_rows(rows, sys.stdout)
        elif form == "csv":
            data.csv_rows(rows, sys.stdout)
        else:
            table(connection, rows, asked.query(), day)


def table(connection: sqlite3.Connection, rows: Iterator[Row], query: Query, day: date) -> None:
    """The rows for people, and on stderr how many of each class there are."""
    from tui.commands.narration import say
    from tui.commands.table import Column, coloured, lines, screen_width

    head, body = tee(rows)
    columns = (
        Column(_heading("attention")),
        Column(_heading("due_on"), least=14, most=15, weight=1),
        Column(_heading("days_overdue"), "right", weight=4),
        Column(_heading("entity_name"), least=8, most=20, weight=3),
        Column(_heading("text"), least=12),
        Column(_heading("officer"), least=6, weight=5),
        Column(_heading("key")),
    )
    cells = (_cells(row) for row in body)
    styles = (COLOURS.get(row.attention or "") for row in head)
    for text in lines(columns, cells, screen_width(), styles):
        click.echo(text, color=coloured())
    say("{day}  {counts}", day=both(day, lang()), counts=counted(connection, day, query))


def _heading(name: str) -> str:
    return words.word("field", name, lang())


def _cells(row: Row) -> tuple[str | None, ...]:
    due = row.due_text
    if row.due_on is not None:
        due = row.due_on.isoformat() + marks(inferred=row.due_inferred, approx=row.due_approx, lang=lang())
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
