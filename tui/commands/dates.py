"""`followup dates`: how the date reader reads a text, as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date

import click

from store.problem import Problem
from tui.clock import today
from tui.commands.shape import DAY, command, option


@command("dates")
@click.argument("text", default="-", metavar="[TEXT|-]")
@option("--anchor", type=DAY, metavar="DATE", help="The day of the document that the text stands in (default: today).")
def dates(text: str, anchor: date | None) -> None:
    """Tells how the date reader reads a text; with - it reads lines of ANCHOR, a tab and TEXT from stdin."""
    from importers.dates import read_dates, to_json

    if text != "-":
        click.echo(to_json(read_dates(text, anchor or today())))
        return
    for answer in _answers(_lines(), anchor):
        click.echo(answer)


def _lines() -> Iterator[str]:
    """The lines of stdin, UTF-8 whatever the locale says."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise Problem("stdin, line {number}: this is not UTF-8", number=number) from error


def _answers(lines: Iterable[str], anchor: date | None) -> Iterator[str]:
    from importers.dates import dates_line, read_dates, to_json

    for number, line in enumerate(lines, 1):
        first, tab, text = line.partition("\t")
        if tab:
            try:
                yield dates_line(first, text)
            except Problem as problem:
                raise Problem("stdin, line {number}: {problem}", number=number, problem=problem) from problem
        elif anchor is not None:
            yield to_json(read_dates(line, anchor))
        else:
            raise Problem("stdin, line {number}: no tab stands between ANCHOR and TEXT", number=number)
        sys.stdout.flush()
