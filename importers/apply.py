"""A plan, reviewed, into the register: one batch, one transaction, undoable as one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from importers import onfile
from importers.plan import WRITABLE, Plan
from importers.standing import Standing
from importers.steps import Writing
from store import db
from store.problem import Problem

if TYPE_CHECKING:
    from store.log import Act, Done


class Outdated(Problem):
    """The register changed after the plan was made: nothing was written, the plan is to be made again."""


def apply(path: Path, plan: Plan, accepted: Collection[int] | Literal["all"], act: Act) -> Done:
    """Write the accepted rows of `plan` (places in `plan.changes`, or all that can be written) to the store at `path`.

    A new record brings with it the new ones that it stands under. The document stands on file as a report of the
    guidance that it answers, with its digest, name and text, as soon as one row is written; this product's own tables
    leave no report, their name and digest stand in the batch's reason. `Done(None)` where nothing was accepted.

    Raises Outdated where the register changed meanwhile, Problem where a row cannot be written; nothing is then.
    """
    chosen = plan.acceptable() if accepted == "all" else tuple(sorted(set(accepted)))
    for place in chosen:
        if not 0 <= place < len(plan.changes):
            raise Problem("{path}: the plan has no row {row}", path=plan.report.name, row=place)
    chosen = Standing(plan.changes).with_above(chosen)
    for place in chosen:
        if plan.changes[place].change_class not in WRITABLE:
            raise Problem(
                "{path}: row {row} of the plan is {class_}: {reason}; it cannot be written",
                path=plan.report.name,
                row=place,
                class_=plan.changes[place].change_class,
                reason=plan.changes[place].reason or "nothing differs",
            )
    # SQLModel costs half a second to import: only what writes pays it.
    from store import commands

    with db.closing(db.connect(path)) as connection, db.explained(path):
        _refuse_outdated(connection, path, plan)
        writing = Writing(connection, plan, act.effective)
        for place in chosen:
            writing.take(plan.changes[place])
        reports = writing.reports()
    if not chosen:
        return commands.Done(None)
    why = act.why or plan.report.name
    if plan.report.kind == "register":
        why = f"{why} (sha256 {plan.report.sha256})"
    return commands.apply(
        path,
        replace(act, why=why),
        changes=writing.changes,
        records=(*reports, *writing.records),
        report_key=reports[0].key if reports else None,
    )


def _refuse_outdated(connection: onfile.Connection, path: Path, plan: Plan) -> None:
    meanwhile = onfile.later(connection, plan.base, plan.report.entities)
    if meanwhile is not None:
        raise Outdated(
            "{path}: the register changed after the plan was made (entry {batch} by {by}); nothing was written, "
            "make the plan again",
            path=path,
            batch=meanwhile[0],
            by=meanwhile[1],
        )
