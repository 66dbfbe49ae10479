"""Reading a document: the form, the plan, its review, and what is taken of it as one batch."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from importers.plan import Plan
from store.record import Kind
from store.story import record
from tui import days
from tui.i18n import _, lang, ngettext
from tui.reviewing import Review
from tui.screens.room import Chosen
from tui.start import entities

if TYPE_CHECKING:
    from store.commands import Done
    from tui.followup import Followup
    from tui.screens.working import Task


async def read(app: Followup, chosen: Chosen) -> None:
    """Ask for a document, read it, and let the supervisor decide row by row."""
    from tui.screens.importing import Import

    if not app.entities:
        # The form offers them and the review names them, also in the program's first moment.
        app.learn(await app.ask(entities))
    values = await app.push_screen_wait(Import(app))
    if values is None:
        return
    app.state.more["import"] = {"folder": str(values["path"].absolute().parent)}
    app.warm()
    plan = await _plan(app, values)
    if plan is None or _settled_already(app, plan):
        return
    await _review(app, values, Review(plan))


async def _review(app: Followup, values: dict[str, Any], review: Review) -> None:
    from tui.screens.review import ReviewScreen
    from tui.screens.review_hand import Again

    note = ""
    while True:
        answer = await app.push_screen_wait(ReviewScreen(review, note))
        if answer is None:
            app.told(_("Nothing was written."))
            return
        if isinstance(answer, Again):
            # Matched by hand to another entity or act on file: what is below is read against that.
            values = {
                **values,
                "entity": answer.entity or values["entity"],
                "guided": answer.guided or values.get("guided"),
            }
            plan = await _plan(app, values)
            if plan is None:
                return
            review = await app.ask(partial(_carried, answer.review, plan))
            note = _("Read again, held against {record}.").format(record=answer.entity or answer.guidance)
            continue
        outcome = await _write(app, answer)
        if isinstance(outcome, BaseException):
            if type(outcome).__name__ not in ("Outdated", "Stale"):
                app.failed(outcome)
                review, note = answer, ""
                continue
            # The register changed meanwhile: the plan is made anew, and what was decided about the same rows stays.
            app.refresh_record()
            plan = await _plan(app, values)
            if plan is None:
                return
            review = await app.ask(partial(_carried, answer, plan))
            note = _("The register changed meanwhile: this is a new plan. What was decided about the same rows stays.")
            continue
        app.refresh_record(outcome.keys)
        _tell(app, answer, outcome)
        return


def _carried(review: Review, plan: Plan, connection: sqlite3.Connection) -> Review:
    """The decisions on the new plan; rows matched by hand are held against their records as they are now."""

    def held(kind: Kind, key: str) -> dict[str, Any] | None:
        found = record(connection, kind, key)
        return None if found is None else {name: value for name, value in found.items() if name != "key"}

    return review.carried(plan, held)


async def _plan(app: Followup, values: dict[str, Any]) -> Plan | None:
    """The plan of the document; None, with its sentence told, where it cannot be read or was stopped."""
    from tui.screens.working import Working

    path: Path = values["path"]

    def work(task: Task) -> Plan:
        from importers.run import propose

        task.say(path.name)
        return propose(path, app.path, app.today, entity=values["entity"], dated=values["dated"],
                       guided=values["guided"], progress=task.progress, cancelled=task.stopped)  # fmt: skip

    outcome = await app.push_screen_wait(Working(_("Reading {file} …").format(file=path.name), work))
    if outcome.stopped:
        app.told(_("Stopped; nothing was written."))
    elif outcome.error is not None:
        app.failed(outcome.error)
    else:
        plan: Plan = outcome.result
        return plan
    return None


def _settled_already(app: Followup, plan: Plan) -> bool:
    """Whether there is nothing to review, with a word why."""
    before = plan.report.imported
    if before is not None:
        said = _("{file}: the same bytes were imported on {day} by {by}, batch {batch}; nothing to change")
        app.told(said.format(file=plan.report.name, day=days.both(before.on, lang()), by=before.by, batch=before.batch))
        return True
    if not any(change.change_class != "unchanged" for change in plan.changes) and not plan.report.questions:
        one = "{file}: its {n} row says what the register says; nothing to change"
        many = "{file}: its {n} rows say what the register says; nothing to change"
        said = ngettext(one, many, len(plan.changes))
        app.told(said.format(file=plan.report.name, n=f"{len(plan.changes):,}"))
        return True
    return False


async def _write(app: Followup, review: Review) -> Done | BaseException:
    """One plan, one batch, in a thread; what went wrong where nothing was written."""
    from tui.screens.working import Working

    def work(_task: Task) -> Done:
        from importers.apply import apply

        return apply(app.path, review.plan, tuple(sorted(review.taken)), app.act())

    count = len(review.taken)
    said = ngettext("Writing {n} row …", "Writing {n} rows …", count).format(n=f"{count:,}")
    outcome = await app.push_screen_wait(Working(said, work, stops=False))
    done: Done | BaseException = outcome.error or outcome.result
    return done


def _tell(app: Followup, review: Review, done: Done) -> None:
    if done.batch is None:
        app.told(_("Nothing differs: the record says so already."))
        return
    count = len(review.taken)
    said = ngettext("Imported {n} row of {file}.", "Imported {n} rows of {file}.", count)
    app.told(said.format(n=f"{count:,}", file=review.plan.report.name), undo=True)
