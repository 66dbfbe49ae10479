"""`followup init`, `check` and `backup`: a new store, whether the store is whole, and a copy of it."""

from __future__ import annotations

from pathlib import Path

import click

from store import db
from store.problem import Problem
from tui.commands.narration import say
from tui.commands.opening import make, ready
from tui.commands.shape import Given, command, option, pass_given
from tui.i18n import _, sentence


@command("init")
@option("--empty", is_flag=True, help="With nothing on file, instead of the bundled register.")
@pass_given
def init(given: Given, empty: bool) -> None:
    """Makes a new store with the bundled register, where --db says or in the user's data folder."""
    path = given.db if given.db is not None else db.default_path()
    if db.state(path) != "missing" or not make(path, given.officer(), empty=empty):
        raise Problem("{path}: there is a store here already; nothing was made", path=path)


@command("check")
@click.pass_context
def check(ctx: click.Context) -> int:
    """Checks the store: file, references, the chain of the log, and that the tables are what the log adds up to."""
    from tui.commands.checking import findings

    given: Given = ctx.obj
    path = ready(given)
    wrong = 0
    for finding in findings(path):
        click.echo(sentence(finding))
        wrong += 1
    if wrong:
        say(_("{path}: {count} findings"), path=path, count=wrong)
        return 1
    say(_("{path}: whole: the file, its references, the chain of its log, and its tables"), path=path)
    return 0


@command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@pass_given
def backup(given: Given, file: Path) -> None:
    """Writes a copy of the store to a new file, while others may go on working."""
    path = ready(given)
    from store.upgrade import db_backup

    db_backup(path, file)
    say(_("{path}: copied to {file}"), path=path, file=file)
