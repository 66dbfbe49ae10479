"""`followup check` and `backup`: whether the store is whole, and a copy of it."""

from __future__ import annotations

from pathlib import Path

import click

from tui.commands.narration import say
from tui.commands.opening import ready
from tui.commands.shape import Given, command, pass_given
from tui.i18n import _, sentence


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
