"""`followup export`: the weekly status in any formats, into a folder or one of them to stdout."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from exports.formats import FORMATS
from exports.status import WeeklyStatus
from store.problem import Problem
from tui.clock import today
from tui.commands.counting import inferred, said
from tui.commands.narration import say
from tui.commands.opening import ready
from tui.commands.settled import soon_days
from tui.commands.shape import DAY, ENTITY, Given, command, option, pass_given
from tui.days import both
from tui.i18n import _, lang

_DEFAULT = ("toml", "csv")


@command("export")
@option("--week", metavar="2026-W48", help="The ISO week (default: the running one); its record is that of its Sunday.")
@option("--as-of", type=DAY, metavar="DATE", help="The record as it stood on this day, in its week.")
@option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    metavar="FORMAT",
    fill={"formats": ", ".join(FORMATS)},
    help="Several times for several: {formats} (default: toml, csv).",
)
@option("--out", default=".", metavar="DIR|-", help="The folder to write into; -: one format to stdout.")
@option("--entity", "entities", multiple=True, type=ENTITY, help="Narrows formats that write a file for each entity.")
@option("--force", is_flag=True, help="Different files of the same name are replaced.")
@pass_given
def hand_out(
    given: Given,
    week: str | None,
    as_of: date | None,
    forms: tuple[str, ...],
    out: str,
    entities: tuple[str, ...],
    force: bool,
) -> None:
    """Writes the weekly status; the same record and week give the same bytes. Prints the paths of the files."""
    from exports import formats
    from exports.status import weekly

    if week is not None and as_of is not None:
        raise Problem("--week and --as-of exclude each other")
    wanted = tuple(dict.fromkeys(forms)) or _DEFAULT
    if out == "-" and len(wanted) != 1:
        raise Problem("--out - takes one format, not {count}: {formats}", count=len(wanted), formats=", ".join(wanted))
    path = ready(given)
    with weekly(path, week, today(), soon_days(), as_of=as_of) as status:
        if out == "-":
            formats.to_stream(status, wanted[0], sys.stdout.buffer, lang(), entities=entities)
        else:
            written = formats.export(status, wanted, Path(out), lang(), force=force, entities=entities)
            for file in written:
                click.echo(str(file))
        _tell(status)


def _tell(status: WeeklyStatus) -> None:
    say(
        _("{week}, as of {day}: {counts}"),
        week=status.header.week,
        day=both(status.as_of, lang()),
        counts=said(status.totals, inferred(status.connection, status.as_of)),
    )
