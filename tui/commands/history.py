"""`followup history`, `undo` and `redo`: the log, and taking acts back."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store import words
from store.history import Entry, Tally, entries, tally
from store.problem import Problem
from tui.commands import log_lines
from tui.commands.acting import act
from tui.commands.opening import reading, tell_beginning
from tui.commands.shape import RECORD, Given, as_of_option, command, format_option, option, pass_given
from tui.i18n import _, lang

if TYPE_CHECKING:
    from store.commands import Act, Done


@command("history")
@click.argument("key", required=False, type=RECORD)
@option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many entries, the newest.")
@as_of_option
@format_option("table", "json", "jsonl")
@pass_given
def history(given: Given, key: str | None, limit: int | None, as_of: date | None, form: str) -> None:
    """Tells what was done, by whom and when, the newest first; of one record and what stands under it, or of all."""
    with reading(given, as_of) as (connection, day):
        if as_of is not None and key is None:
            tell_beginning(given, day)
        if key is not None:
            from store.story import kind_of

            if kind_of(connection, key) is None and not entries(connection, key, 1):
                raise Problem("{key}: there is no such record", key=key)
        found = entries(connection, key, limit, below=True)
        brought = {
            entry.batch: tally(connection, entry.batch, key)
            for entry in found
            if form == "table" and entry.action == "import"
        }
        if form == "jsonl":
            log_lines.write(connection, found, key, sys.stdout)
    if form == "table":
        _table(found, brought)
    elif form == "json":
        from tui.commands.data import pretty

        sys.stdout.write(pretty([as_json(entry) for entry in found]))


@command("undo")
@click.argument("batch", required=False, type=click.IntRange(min=1))
@pass_given
def undo(given: Given, batch: int | None) -> None:
    """Takes a batch back: this one, or the newest act in force. Nothing is deleted."""

    def write(path: Path, by: Act) -> Done:
        from store.undo import undo as take_back

        return take_back(path, by, batch)

    act(given, "undo", None, write)


@command("redo")
@pass_given
def redo(given: Given) -> None:
    """Does again what the newest undo took back."""

    def write(path: Path, by: Act) -> Done:
        from store.undo import redo as bring_back

        return bring_back(path, by)

    act(given, "redo", None, write)


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry as data; `changes` holds the first ones, `count` tells how many there are."""
    return log_lines.head(entry) | {"changes": [log_lines.step(change) for change in entry.changes]}


def _table(found: list[Entry], brought: Mapping[int, Sequence[Tally]]) -> None:
    from tui.commands.table import Column, lines, screen_width
    from tui.text import wrap

    columns = (
        Column(_("Batch"), "right"),
        Column(_("Recorded")),
        Column(_("Counts from")),
        Column(_("By"), least=6, weight=2),
        Column(_("Act")),
        Column(_("What"), least=12),
    )
    printed = lines(columns, map(_cells, found), screen_width())
    for text in islice(printed, 2):
        click.echo(text)
    for text, entry in zip(printed, found, strict=True):
        click.echo(text)
        if entry.batch in brought:
            said = f"{words.reason(entry.why)}{_(': ')}{_brought(brought[entry.batch])}"
            for part in wrap(said, max(20, screen_width() - 2)):
                click.echo("  " + part)


def _cells(entry: Entry) -> tuple[str, ...]:
    recorded = datetime.fromisoformat(entry.recorded_at).astimezone()
    action = words.word("action", entry.action, lang())
    if entry.undoes is not None:
        action += f" {entry.undoes}"
    if entry.undone_by is not None:
        action += " " + _("(undone by {batch})").format(batch=entry.undone_by)
    return (
        str(entry.batch),
        f"{recorded:%Y-%m-%d %H:%M}",
        entry.effective_on.isoformat(),
        entry.by,
        action,
        entry.report_key or words.reason(entry.why) if entry.action == "import" else what(entry),
    )


def _brought(brought: Sequence[Tally]) -> str:
    """What an import brought: how many records of each kind it put on file, and how many it moved."""
    said = []
    for form, counts in (
        (_("new: {kinds}"), [(own.kind, own.made) for own in brought]),
        (_("changed: {kinds}"), [(own.kind, own.moved) for own in brought]),
    ):
        kinds = [f"{words.word('kind', kind, lang())} {n:,}" for kind, n in counts if n]
        if kinds:
            said.append(form.format(kinds=_(", ").join(kinds)))
    return _("; ").join(said)


def what(entry: Entry) -> str:
    """In short what an entry changed."""
    touched = list(dict.fromkeys(change.key for change in entry.changes if change.kind != "revision"))
    if len(touched) > 3 or entry.count > len(entry.changes):
        counted = _("{count} changes, first {key}").format(count=entry.count, key=touched[0])
        return f"{words.reason(entry.why)}{_(': ')}{counted}" if entry.action == "import" else counted
    said = []
    for key in touched:
        moves = [
            f"{words.word('field', change.field, lang())} "
            f"{_shown(change.field, change.old)}→{_shown(change.field, change.new)}"
            for change in entry.changes
            if change.key == key and change.field is not None
        ]
        said.append(f"{key} {_(', ').join(moves)}" if moves else key)
    return entry.why + (_(": ") if entry.why else "") + "; ".join(said)


def _shown(field: str | None, value: str | None) -> str:
    if value is None:
        return "-"
    return words.word("status", value, lang()) if field == "status" else value
