"""Writing the weekly status: the form, the files, what to do with files that are there already."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports import formats
from exports.files import Exists
from exports.status import weekly
from tui.acts import carrying
from tui.i18n import Lang, _, sentence
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.screens.working import Task


async def export(app: Followup, chosen: Chosen) -> None:
    """Ask for week, formats and folder, and write."""
    from tui.screens.export import Export, Written
    from tui.screens.working import Working

    values = await app.push_screen_wait(Export(app))
    if values is None:
        return
    app.state.more["export"] = {
        "folder": str(values["folder"].absolute()), "formats": list(values["formats"]), "lang": values["lang"],
    }  # fmt: skip
    force = False
    while True:
        outcome = await app.push_screen_wait(
            Working(_("Writing the weekly status …"), partial(_write, app, values, force=force))
        )
        error = outcome.error
        if isinstance(error, Exists) and not force:
            question = f"{sentence(error)}\n{_('Replace the files that are there?')}"
            if await carrying.confirmed(app, question, [str(error.path)], yes=_("Replace"), grave=True):
                force = True
                continue
            app.told(_("Nothing was written."))
            return
        break
    if outcome.stopped:
        app.told(_("Nothing was written."))
    elif error is not None:
        app.failed(error)
    else:
        paths: list[Path] = outcome.result
        app.log_message("\n".join(str(path) for path in paths), "information")
        await app.push_screen_wait(Written([path.absolute() for path in paths]))


class _Stopped(Exception):
    """The supervisor stopped it."""


def _write(app: Followup, values: dict[str, Any], task: Task, *, force: bool) -> list[Path]:
    """In a thread: all files or none."""

    def progress(name: str, number: int, count: int) -> None:
        if task.stopped():
            raise _Stopped
        task.say(name)
        task.progress(number, count)

    speech: Lang = "ja" if values["lang"] == "ja" else "en"
    with weekly(app.path, values["week"], app.today, app.config.soon_days) as status:
        return formats.export(status, values["formats"], values["folder"], speech, force=force, progress=progress)
