"""The screen, opened where no command is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date

from store.problem import Problem
from tui.commands.given import Given
from tui.commands.opening import ready
from tui.i18n import Lang


def escape_delay(environ: Mapping[str, str]) -> str:
    """How long (milliseconds) a lone Esc waits for the rest of another key's sequence, unless ESCDELAY says so.

    Textual's 100 would be felt. Over a network the bytes of one key can come apart, and an arrow would be read as
    Esc, [ and a letter, which are keys of their own.
    """
    return "100" if any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")) else "30"


def open_screen(given: Given, as_of: date | None, said: str | None) -> None:
    """Open the screen on the store, made first where it is missing; `said` is the language of --lang.

    Raises Problem where there is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("the screen needs a terminal; try: followup list")
    path = ready(given)
    # iTerm reports keys of the kitty protocol in a way that loses Japanese input.
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("ESCDELAY", escape_delay(os.environ))
    # Textual paints at its next beat: at sixty a second that is up to 16 ms after what there is to be seen.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from tui.app import run

    lang: Lang | None = None if said is None else "ja" if said == "ja" else "en"
    run(path, as_of=as_of, by=given.officer(), lang=lang)
