"""What the app says: toasts, and the lines of the log screen."""

from __future__ import annotations

import sqlite3
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple

from textual import events
from textual.screen import ModalScreen

from store import db
from store.problem import Problem
from tui import text
from tui.i18n import _, sentence
from tui.kana import stray
from tui.keys import keyed
from tui.part import Part
from tui.widgets.footer import Footer

# The widest that a toast is (cells); as in triage.tcss.
TOAST: Final = 64
Severity = Literal["information", "warning", "error"]


class Message(NamedTuple):
    """One line of the log screen."""

    at: str
    severity: Severity
    text: str


class Saying(Part):
    """Mixed into the app, which knows the store's path and holds the messages."""

    path: Path
    messages: deque[Message]
    # What was told last and is not shown yet.
    _toast: tuple[str, Severity] | None = None
    # The last line of what lies on top, as long as it says something in place of its keys.
    _speaking: Footer | None = None

    def on_key(self, event: events.Key) -> None:
        """Tell of a key that Japanese input has taken, where what lies on top has no use for it."""
        said = stray(event.character)
        if said is not None and event.key not in self.screen.active_bindings:
            for footer in self.screen.query(Footer):
                footer.say(said, "warn")
                self._speaking = footer

    def hush(self) -> None:
        """Another key: what lies on top names its keys again."""
        if self._speaking is not None:
            self._speaking.hush()
            self._speaking = None

    def told(self, said: str, *, severity: Severity = "information", undo: bool = False) -> None:
        """A toast, and a line in the log. `undo` adds how to take it back."""
        said = text.notice(said)
        self.log_message(said, severity)
        if undo:
            said += "\n" + keyed(_("{key:undo} takes it back."))
        self._toast = (said, severity)
        if not isinstance(self.screen, ModalScreen):
            self.toast()

    def toast(self) -> None:
        """Show what was told last, alone. While a form is open it waits, so that it covers no field."""
        if self._toast is not None:
            (said, severity), self._toast = self._toast, None
            # A toast is put up by a message: the ones before it go in the same line of messages.
            self.call_later(self.untoast)
            # As wide as triage.tcss makes it, without its edge; Textual itself would break a Japanese line anywhere.
            lines = text.wrap(said, min(TOAST, self.size.width * 8 // 10) - 4)
            self.notify("\n".join(lines), severity=severity, timeout=6, markup=False)

    def untoast(self) -> None:
        """Take every toast away, also one that is just being put up."""
        self.clear_notifications()
        for screen in self.screen_stack:
            screen.query("ToastHolder").remove()

    def failed(self, error: BaseException) -> None:
        """A problem as its one sentence; anything else by its name, with the log screen to read it in."""
        if isinstance(error, Problem):
            said = sentence(error)
        elif isinstance(error, sqlite3.Error):
            said = sentence(db.explain(self.path, error))
        else:
            said = f"{type(error).__name__}: {error}"
        self.told(said, severity="error")

    def log_message(self, said: str, severity: Severity) -> None:
        """A line in the log screen only."""
        at = datetime.now().strftime("%H:%M:%S")  # noqa: DTZ005 - shown, never stored
        self.messages.append(Message(at, severity, text.notice(said)))
