"""Who carries out an act: the act's id in keys.py, and the function that asks what it needs and does it.

A handler is `async def NAME(app: Followup, chosen: Chosen) -> None`, in a module of this package that is imported
when its key is pressed for the first time. It runs in a worker, so it may await forms:

    answer = await app.push_screen_wait(VerifyForm(chosen))     # None: taken back with Esc
    done = await app.commit(lambda commands: commands.verify(app.path, app.act(), chosen.keys, ...))
    if done is not None:
        app.told(_("Verified: {n}").format(n=len(chosen.keys)), undo=True)

`app.commit` runs the write in a thread, shows a Problem's sentence (and gives None), lets commands.Stale through, and
reads the lists anew. A form is a textual.screen.ModalScreen of its own file in tui/screens/, with its .tcss beside it.
A screen of work (a Room) is named in app.ROOMS.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HANDLERS: Final[Mapping[str, str]] = {
    "verify": "tui.acts.deciding:verify",
    "return": "tui.acts.deciding:send_back",
    "withdraw": "tui.acts.deciding:withdraw",
    "revise": "tui.acts.promising:revise",
    "progress": "tui.acts.promising:progress",
    "claim": "tui.acts.promising:claim",
    "note": "tui.acts.desk:note",
    "assign": "tui.acts.desk:assign",
    "next_check": "tui.acts.desk:next_check",
    "edit": "tui.acts.editing:edit",
    "add": "tui.acts.editing:add",
    "undo": "tui.acts.undoing:undo",
    "redo": "tui.acts.undoing:redo",
    "import": "tui.acts.importing:read",
    "export": "tui.acts.exporting:export",
    "day": "tui.acts.going:day",
    "dashboard": "tui.acts.overview:dashboard",
    "columns": "tui.acts.viewing:columns",
    "views": "tui.acts.viewing:choose",
    "keep_view": "tui.acts.viewing:keep",
}
