"""`followup claim` and `progress`: what the entity says of its promises, recorded by hand."""

from __future__ import annotations

from datetime import date

import click

from store import rules
from tui.commands.acting import act, dated_option, each, keys_argument
from tui.commands.shape import DAY, MILESTONE, Given, command, option, pass_given

_CLAIMS = click.Choice([status for status in rules.STATUSES if status in rules.CLAIMS])


@command("progress")
@keys_argument(MILESTONE)
@option("--done", type=int, metavar="N", help="How many are done.")
@option("--of", "whole", type=int, metavar="N", help="Out of how many, where that changed.")
@option("--unit", metavar="TEXT", help="What is counted.")
@option("--status", type=_CLAIMS, help="What the entity claims by it (default: in_progress from the first on).")
@dated_option
@pass_given
def progress(
    given: Given,
    keys: tuple[str, ...],
    done: int | None,
    whole: int | None,
    unit: str | None,
    status: str | None,
    dated: date | None,
) -> None:
    """Records how much of a promise is done: 5 of 11 files."""
    from store import commands

    act(
        given,
        "progress",
        dated,
        lambda path, by: commands.progress(
            path, by, each(keys), quantity_done=done, quantity=whole, unit=unit, status=status
        ),
    )


@command("claim")
@keys_argument(MILESTONE)
@option("--status", required=True, type=_CLAIMS, help="What the entity says.")
@option("--done-on", type=DAY, metavar="DATE", help="The day on which the entity says it was done.")
@dated_option
@pass_given
def claim(given: Given, keys: tuple[str, ...], status: str, done_on: date | None, dated: date | None) -> None:
    """Records what the entity says: planned, in progress, or done."""
    from store import commands

    act(given, "claim", dated, lambda path, by: commands.claim(path, by, each(keys), status=status, done_on=done_on))
