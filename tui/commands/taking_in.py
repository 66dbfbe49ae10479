"""`followup import`: documents in, a plan for each, and what a person accepts of it written as one batch."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import click

from importers.plan import Plan
from importers.standing import Standing
from store.problem import Problem
from tui.clock import today
from tui.commands import asking, verdicts
from tui.commands.acting import tell
from tui.commands.narration import say
from tui.commands.opening import ready
from tui.commands.planning import chosen
from tui.commands.shape import DAY, ENTITY, Given, command, format_option, option, pass_given
from tui.commands.verdicts import Verdict
from tui.i18n import _, ngettext, sentence

_FAILED: Final = 2


@command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@option("--entity", type=ENTITY, help="Whose document it is, whatever the document says.")
@option("--dated", type=DAY, metavar="DATE", help="The day of the document, from which its entries count.")
@option("--guided", type=DAY, metavar="DATE", help="The day of the guidance, where the document does not say it.")
@option("--case", metavar="CASE", help="The case: the key of one on file, or the name of a new one.")
@option("--dry-run", is_flag=True, help="Shows the plan and writes nothing.")
@option("--accept", type=click.Choice(["all", "none"]), help="Takes all that can be written, or nothing; does not ask.")
@format_option("text", "json")
@pass_given
def take_in(
    given: Given,
    files: tuple[Path, ...],
    entity: str | None,
    dated: date | None,
    guided: date | None,
    case: str | None,
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
    shown = verdicts.Json(len(files)) if form == "json" else verdicts.Text(len(files))
    done: list[Verdict] = []
    try:
        for file in files:
            plan = None
            try:
                plan = _propose(file, store, entity, dated, guided, case)
                shown.plan(plan, store, asks=asks)
                done.append(_decide(given, store, plan, accept, dated, dry_run=dry_run))
            except Problem as problem:
                say("{place}: {sentence}", place="followup import", sentence=sentence(problem))
                done.append(Verdict(str(file), "failed", plan, reason=sentence(problem)))
            shown.verdict(done[-1])
    finally:
        shown.end(done)
    return _FAILED if any(verdict.code == "failed" for verdict in done) else 0


def _decide(given: Given, store: Path, plan: Plan, accept: str | None, dated: date | None, *, dry_run: bool) -> Verdict:
    """What becomes of one plan: a person or an option says what is taken, and that is written."""
    if plan.report.imported is not None:
        return Verdict(plan.report.name, "known", plan)
    wanting = asking.told(plan)
    if dry_run or accept is not None:
        for said in wanting:
            say(_("{file}: {sentence}"), file=plan.report.name, sentence=said)
    elif wanting:
        plan = asking.completed(plan, today())
    if not plan.acceptable():
        if accept == "all" and wanting:
            raise Problem("{path}: nothing was written: what the document does not say is to be given first",
                          path=plan.report.name)  # fmt: skip
        return Verdict(plan.report.name, "nothing", plan)
    if dry_run:
        return Verdict(plan.report.name, "shown", plan)
    accepted = _accepted(plan, accept)
    if not accepted:
        say(_("{file}: nothing was written"), file=plan.report.name)
        return Verdict(plan.report.name, "left", plan)
    return Verdict(plan.report.name, "written", plan, len(accepted), _write(given, store, plan, accepted, dated))


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


def _propose(
    file: Path, store: Path, entity: str | None, dated: date | None, guided: date | None, case: str | None
) -> Plan:
    from importers.run import propose

    with _progress(file) as progress:
        return propose(file, store, today(), entity=entity, dated=dated, guided=guided, case=case, progress=progress)


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


def _accepted(plan: Plan, accept: str | None) -> tuple[int, ...]:
    writable = plan.acceptable()
    if accept == "none":
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
            places = chosen(answer, writable)
        except Problem as problem:
            say("{sentence}", sentence=sentence(problem))
            continue
        above = Standing(plan.changes).added(places)
        if above:
            rows = ", ".join(str(place + 1) for place in above)
            say(_("taken with them, because they stand under these: {rows}"), rows=rows)
        return tuple(sorted((*places, *above)))


def _write(given: Given, store: Path, plan: Plan, accepted: tuple[int, ...], dated: date | None) -> int | None:
    """The number of the batch."""
    from importers.apply import apply
    from store.commands import Act

    done = apply(store, plan, accepted, Act(by=given.officer(), today=today(), effective_on=dated))
    tell(store, "import", done)
    return done.batch
