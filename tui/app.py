"""The entry of the screen: `run` opens it on a store and comes back when it is left."""

from __future__ import annotations

import gc
import os
import sys
from concurrent.futures import wait
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui import days, settings
from tui.clock import today as this_day
from tui.i18n import Lang, sentence, speak
from tui.settings import State
from tui.start import Start
from tui.views import DEFAULT, OWN, VIEWS

if TYPE_CHECKING:
    from tui.followup import Followup as Followup

# So long (seconds) the first reading has the interpreter for itself.
ALONE: Final = 0.05


def run(
    path: Path,
    *,
    as_of: date | None = None,
    by: str,
    lang: Lang | None = None,
    today: date | None = None,
    read_only: bool = False,
) -> None:
    """Open the screen on a current store and come back when it is left.

    Raises Problem where the store cannot be opened or config.toml is wrong.
    """
    # Starting makes many objects and no rubbish: the collector waits until the first rows are painted.
    gc.disable()
    # The readers give the interpreter back soon, for the next key.
    sys.setswitchinterval(0.001)
    config = settings.read_config(settings.config_path())
    spoken = speak(lang or config.lang)
    remembered = settings.state_path()
    state, wrong = settings.read_state(remembered)
    if state.view.startswith(OWN):
        wrong = _own_views(state) or wrong
    if state.view not in VIEWS and state.view not in state.own:
        state.view = DEFAULT
    state.theme = config.theme or state.theme
    state.calendar = config.calendar or state.calendars.get(spoken) or days.default(spoken)
    today = today or this_day()
    start = Start(path, by=by, today=today, as_of=as_of or today, config=config, state=state)
    # Read and imported side by side, each would take the interpreter from the other; a slow disk is not waited for.
    wait([start.read], ALONE)
    from tui.followup import Followup

    app = Followup(
        path,
        by=by,
        today=today,
        as_of=as_of,
        start=start,
        read_only=read_only or not os.access(path, os.W_OK),
        config=config,
        state=state,
        state_path=remembered,
        plain="NO_COLOR" in os.environ,
    )
    if wrong is not None:
        app.log_message(wrong, "warning")
    if start.front.opened.done():
        start.front.opened.result()
    try:
        app.run()
    finally:
        gc.enable()
        app.remember()
    if app.problem is not None:
        raise app.problem


def _own_views(state: State) -> str | None:
    """Read the views of one's own, because one of them was left; a sentence for the log where that failed."""
    from store.problem import Problem
    from tui import own_views

    try:
        state.own = own_views.read()
    except Problem as problem:
        return sentence(problem)
    return None
