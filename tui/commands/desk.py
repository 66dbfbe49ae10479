"""`followup note`, `assign` and `next-check`: the office's own words about any record."""

from __future__ import annotations

from datetime import date

import click

from store.problem import Problem
from tui.commands.acting import act, dated_option, each, keys_argument
from tui.commands.shape import DUE, NONE, RECORD, Due, Given, command, option, pass_given


@command("note")
@click.argument("words", nargs=-1, required=True, type=RECORD, metavar="KEY... TEXT")
@option("--text", metavar="TEXT", help="The note, where it is not the last argument.")
@option("--replace", is_flag=True, help="It takes the place of what stands there (an empty text: no note).")
@dated_option
@pass_given
def note(given: Given, words: tuple[str, ...], text: str | None, replace: bool, dated: date | None) -> None:
    """Adds a note under what stands in the notes of records of any kind."""
    from store import commands

    keys, said = (words, text) if text is not None else (words[:-1], words[-1])
    if not keys:
        raise Problem("{text}: a note needs the key of a record and a text", text=said)
    act(given, "note", dated, lambda path, by: commands.add_note(path, by, each(keys), text=said, replace=replace))


@command("assign")
@keys_argument(RECORD)
@option("--officer", required=True, metavar="NAME|none", help="Who is in charge; none: nobody.")
@dated_option
@pass_given
def assign(given: Given, keys: tuple[str, ...], officer: str, dated: date | None) -> None:
    """Puts an officer in charge of records and of all that is open below them."""
    from store import commands

    if not officer.strip():
        raise Problem("--officer needs a name; none takes the officer away")
    act(
        given,
        "assign",
        dated,
        lambda path, by: commands.assign(path, by, each(keys), officer=None if officer == NONE else officer),
    )


@command("next-check")
@keys_argument(RECORD)
@option("--on", required=True, type=DUE, metavar="DATE|none", help="When to look again; none: no day.")
@dated_option
@pass_given
def next_check(given: Given, keys: tuple[str, ...], on: Due, dated: date | None) -> None:
    """Sets the day on which the office looks again."""
    from store import commands

    act(given, "next_check", dated, lambda path, by: commands.next_check(path, by, each(keys), on=on.on))
