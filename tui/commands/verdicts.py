"""What `followup import` prints of each file: its plan, then what became of it; of several files a summary at the end.

stdout is text for people or JSON for scripts; a person who asked for JSON and is to decide sees the plan on stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import click

from importers.plan import Plan
from tui.commands.narration import say
from tui.i18n import N_, _, ngettext
from tui.text import line

Code = Literal["written", "left", "shown", "nothing", "known", "failed"]
_SAID: Final = {
    "left": N_("nothing was taken"),
    "shown": N_("only shown"),
    "nothing": N_("nothing to take"),
}


class Verdict(NamedTuple):
    """What became of one file: its name, how it ended, its plan where one was made, how many rows were written.

    `written`: a batch; `left`: nothing was accepted; `shown`: --dry-run; `nothing`: no row can be taken; `known`: the
    same bytes are on file; `failed`: `reason` says why.
    """

    file: str
    code: Code
    plan: Plan | None
    rows: int = 0
    batch: int | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Everything but the plan's rows, of which the counts stand here."""
        counts = self.plan.counts() if self.plan is not None else {}
        return {
            "verdict": self.code,
            "rows": self.rows,
            "batch": self.batch,
            "counts": dict(counts),
            "reason": self.reason or None,
        }

    def said(self) -> str:
        """In words."""
        if self.code == "written":
            one, many = "{n} row written, batch {batch}", "{n} rows written, batch {batch}"
            return ngettext(one, many, self.rows).format(n=self.rows, batch=self.batch or "-")
        if self.code == "known" and self.plan is not None and self.plan.report.imported is not None:
            before = self.plan.report.imported
            return _("imported before, batch {batch}").format(batch=before.batch)
        return _(_SAID[self.code]) if self.code in _SAID else self.reason


class Text:
    """For people."""

    def __init__(self, files: int) -> None:
        self.files = files

    def plan(self, plan: Plan, store: Path, *, asks: bool) -> None:
        """The plan's rows."""
        show(plan, store, to_stderr=False)

    def verdict(self, verdict: Verdict) -> None:
        """A blank line parts one file from the next."""
        if self.files > 1:
            click.echo()

    def end(self, done: Sequence[Verdict]) -> None:
        """One line a file."""
        if self.files == 1 or not done:
            return
        from tui.commands.planning import counts

        for own in done:
            told = own.reason or _("{file}: {verdict}").format(file=own.file, verdict=own.said())
            if own.plan is not None and not own.reason and own.plan.changes:
                told += _(" ({rows})").format(rows=counts(own.plan))
            click.echo(line(told))


class Json:
    """For scripts: one file's plan as one object, several as an array that grows a file at a time.

    Each is `{"report": {…}, "changes": […]}`, with what became of it in `report.outcome`.
    """

    def __init__(self, files: int) -> None:
        self.files = files
        self.printed = 0

    def plan(self, plan: Plan, store: Path, *, asks: bool) -> None:
        """Who is asked sees what about."""
        if asks:
            show(plan, store, to_stderr=True)

    def verdict(self, verdict: Verdict) -> None:
        """The file's object. One file that failed prints nothing: its sentence stands on stderr."""
        from tui.commands.data import pretty

        if self.files == 1 and verdict.plan is None:
            return
        held: dict[str, Any] = (
            verdict.plan.as_json() if verdict.plan is not None else {"report": {"name": verdict.file}, "changes": []}
        )
        held["report"]["outcome"] = verdict.as_json()
        if self.files == 1:
            sys.stdout.write(pretty(held))
            return
        sys.stdout.write(",\n" if self.printed else "[\n")
        sys.stdout.write(pretty(held).rstrip())
        self.printed += 1

    def end(self, done: Sequence[Verdict]) -> None:
        """The array is closed also where the rest was given up."""
        if self.files > 1:
            sys.stdout.write("\n]\n" if self.printed else "[]\n")


def show(plan: Plan, store: Path, *, to_stderr: bool) -> None:
    """The plan for a person; bytes that are on file say when and by whom they came."""
    from tui.commands.planning import lines

    for text in lines(plan, _names(store) if plan.report.entities else {}):
        click.echo(text, err=to_stderr)
    if plan.counts()["conflict"]:
        say(_("{file}: rows in conflict are matched in the screen: followup, then i"), file=plan.report.name)
    before = plan.report.imported
    if before is not None:
        say(
            _("{file}: the same bytes were imported on {day} by {by}, batch {batch}; nothing to change"),
            file=plan.report.name,
            day=before.on,
            by=before.by,
            batch=before.batch,
        )


def _names(store: Path) -> dict[str, str]:
    """What each entity is called in the language in use."""
    from store import db
    from tui import names
    from tui.start import entities

    with db.explained(store), db.closing(db.connect(store)) as connection:
        known = entities(connection)
    names.learn(known)
    return {one.key: names.entity(one.key, one.name) for one in known}
