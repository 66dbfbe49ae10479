"""`followup verify`, `return`, `withdraw` and `revise`: the supervisor's decisions, each one batch."""

from __future__ import annotations

from datetime import date

from tui.clock import today
from tui.commands.acting import act, dated_option, each, keys_argument
from tui.commands.shape import DAY, DUE, MILESTONE, Due, Given, command, option, pass_given
from tui.typed_days import about


@command("verify")
@keys_argument(MILESTONE)
@option("--on", type=DAY, metavar="DATE", help="The day of the verification (default: today).")
@option("--method", required=True, metavar="TEXT", help="How it was verified.")
@option("--evidence", required=True, metavar="TEXT", help="The reference of the evidence.")
@option("--next-due", type=DAY, metavar="DATE", help="When a recurring promise is due next (default: by its rule).")
@dated_option
@pass_given
def verify(
    given: Given,
    keys: tuple[str, ...],
    on: date | None,
    method: str,
    evidence: str,
    next_due: date | None,
    dated: date | None,
) -> None:
    """Confirms promises kept: how, on which day, by which evidence."""
    from store import commands

    act(
        given,
        "verify",
        dated,
        lambda path, by: commands.verify(
            path, by, each(keys), on=on or dated or today(), method=method, evidence=evidence, next_due_on=next_due
        ),
    )


@command("return")
@keys_argument(MILESTONE)
@option("--reason", required=True, metavar="TEXT", help="Why.")
@dated_option
@pass_given
def send_back(given: Given, keys: tuple[str, ...], reason: str, dated: date | None) -> None:
    """Sends claims back to the entity, with the reason."""
    from store import commands

    act(given, "return", dated, lambda path, by: commands.send_back(path, by, each(keys), reason=reason))


@command("withdraw")
@keys_argument(MILESTONE)
@option("--reason", required=True, metavar="TEXT", help="Why.")
@dated_option
@pass_given
def withdraw(given: Given, keys: tuple[str, ...], reason: str, dated: date | None) -> None:
    """Takes promises off the watch, with the reason."""
    from store import commands

    act(given, "withdraw", dated, lambda path, by: commands.withdraw(path, by, each(keys), reason=reason))


@command("revise")
@keys_argument(MILESTONE)
@option("--due", required=True, type=DUE, metavar="DATE|none", help="The new due date; none: no date any more.")
@option("--reason", required=True, metavar="TEXT", help="Why.")
@option("--source", metavar="TEXT", help="The document or talk that it rests on.")
@option("--approx", is_flag=True, help="The date is approximate (目処, 頃).")
@option(
    "--due-text",
    metavar="TEXT",
    help="The words in which the date was given (default: as typed, where typed in words).",
)
@dated_option
@pass_given
def revise(
    given: Given,
    keys: tuple[str, ...],
    due: Due,
    reason: str,
    source: str | None,
    approx: bool,
    due_text: str | None,
    dated: date | None,
) -> None:
    """Moves due dates; the original date and every revision are kept."""
    from store import commands

    act(
        given,
        "revise",
        dated,
        lambda path, by: commands.revise(
            path,
            by,
            each(keys),
            due_on=due.on,
            due_text=due_text if due_text is not None else due.text,
            approx=approx or due.approx or about(due_text),
            reason=reason,
            source=source,
        ),
    )
