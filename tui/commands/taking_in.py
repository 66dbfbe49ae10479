"""`followup import`: documents in, a plan for each, and what a person accepts of it written as one batch."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from importers.plan import Plan
from store.problem import Problem
from tui.clock import today
from tui.commands.acting import tell
from tui.commands.narration import say
from tui.commands.opening import ready
from tui.commands.planning import chosen, lines
from tui.commands.shape import DAY, ENTITY, Given, command, format_option, option, pass_given
from tui.i18n import _, ngettext, sentence

_FAILED: Final = 2


@command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@option("--entity", type=ENTITY, help="Whose document it is, whatever the document says.")
@option("--dated", type=DAY, metavar="DATE", help="The day of the document, from which its entries count.")
@option("--dry-run", is_flag=True, help="Shows the plan and writes nothing.")
@option("--accept", type=click.Choice(["all", "none"]), help="Takes all that can be written, or nothing; does not ask.")
@format_option("text", "json")
@pass_given
def take_in(
    given: Given,
    files: tuple[Path, ...],
    entity: str | None,
    dated: date | None,
    dry_run: bool,
    accept: str | None,
    form: str,
) -> int:
    """Reads documents and shows what each would change; what is accepted becomes one batch a document."""
    asks = accept is None and not dry_run
    if asks and not _someone():
        _there(files)
        raise Problem("nobody is there to be asked: say --accept all, --accept none or --dry-run")
    store = ready(given)
    plans: list[dict[str, Any]] = []
    failed = False
    for file in files:
        try:
            plan = _propose(file, store, entity, dated)
            if form == "json":
                plans.append(plan.as_json())
                _print(plans, len(files))
            else:
                _show(plan)
            if not dry_run:
                _write(given, store, plan, _accepted(plan, accept), dated)
        except Problem as problem:
            failed = True
            say("{place}: {sentence}", place="followup import", sentence=sentence(problem))
    return _FAILED if failed else 0


def _there(files: tuple[Path, ...]) -> None:
    """Raise Problem for the first file that is not there: nothing could be asked about it either."""
    for file in files:
        try:
            file.stat()
        except OSError as error:
            raise Problem("{path}: cannot be read: {reason}", path=file, reason=error.strerror or str(error)) from error


def _someone() -> bool:
    """Whether a person sits there to answer."""
    return sys.stdin.isatty()


def _propose(file: Path, store: Path, entity: str | None, dated: date | None) -> Plan:
    from importers.run import propose

    with _progress(file) as progress:
        return propose(file, store, today(), entity=entity, dated=dated, progress=progress)


class _progress:  # noqa: N801 - a context manager read as a word
    """A line on stderr that says how far a document is read; only on a terminal, and gone afterwards."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.shown = False

    def __enter__(self) -> Callable[[int, int], None] | None:
        return self._tell if sys.stderr.isatty() else None

    def _tell(self, done: int, total: int) -> None:
        self.shown = True
        click.echo(f"\r{done}/{total} ", nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def _print(plans: list[dict[str, Any]], files: int) -> None:
    """One document's plan as one object; several as an array that grows a document at a time."""
    from tui.commands.data import pretty

    if files == 1:
        sys.stdout.write(pretty(plans[0]))
        return
    sys.stdout.write("[\n" if len(plans) == 1 else ",\n")
    sys.stdout.write(pretty(plans[-1]).rstrip())
    if len(plans) == files:
        sys.stdout.write("\n]\n")


def _show(plan: Plan) -> None:
    for text in lines(plan):
        click.echo(text)
    if plan.report.imported is not None:
        before = plan.report.imported
        say(
            _("{file}: the same bytes were imported on {day} by {by}, batch {batch}; nothing to change"),
            file=plan.report.name,
            day=before.on,
            by=before.by,
            batch=before.batch,
        )


def _accepted(plan: Plan, accept: str | None) -> tuple[int, ...]:
    writable = plan.writable()
    if not writable or accept == "none":
        return ()
    if accept == "all":
        return writable
    question = ngettext(
        "Write {count} change? all, none, or their numbers as in 1,3-5",
        "Write {count} changes? all, none, or their numbers as in 1,3-5",
        len(writable),
    ).format(count=len(writable))
    while True:
        answer = click.prompt(question, default="none", err=True)
        try:
            return chosen(answer, writable)
        except Problem as problem:
            say("{sentence}", sentence=sentence(problem))


def _write(given: Given, store: Path, plan: Plan, accepted: tuple[int, ...], dated: date | None) -> None:
    if not accepted:
        say(_("{file}: nothing was written"), file=plan.report.name)
        return
    from importers.apply import apply
    from store.commands import Act

    tell(store, "import", apply(store, plan, accepted, Act(by=given.officer(), today=today(), effective_on=dated)))
