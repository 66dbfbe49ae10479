"""Something that takes a while, in a thread: what it is, how far it has come, and Esc to stop it."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tui import text
from tui.i18n import _
from tui.keys import either, keyed
from tui.widgets.prose import Prose

WIDTH: Final = 48


class Task:
    """What the work is given: it tells how far it has come, and asks whether to stop. Safe from any thread."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.said = ""
        self._stop = Event()

    def progress(self, done: int, total: int) -> None:
        """So much of the whole."""
        self.done, self.total = done, total

    def say(self, said: str) -> None:
        """What is being done."""
        self.said = said

    def stop(self) -> None:
        """Ask it to stop."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether it is to stop."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a result, or what went wrong; `stopped` where it was stopped."""

    result: Any = None
    error: BaseException | None = None
    stopped: bool = False


class Working(ModalScreen[Outcome]):
    """Runs `work(task)` in a thread while it shows how far it is. `stops` tells whether it can be stopped."""

    CSS_PATH = "working.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [(either("escape,q"), "stop", "")]

    def __init__(self, title: str, work: Callable[[Task], Any], *, stops: bool = True) -> None:
        super().__init__()
        self._stops = stops
        self._title_text = title
        self._work = work
        self.job = Task()

    def compose(self) -> ComposeResult:
        """Title, bar, the way out."""
        with Widget(id="working"):
            yield Static(text.content(text.line(self._title_text)), id="working-title")
            yield Static(self._bar(), id="working-bar")
            way = (
                keyed(_("{key:escape} stops it; nothing is written then."))
                if self._stops
                else _("One moment; all of it or nothing.")
            )
            yield Prose(way, id="working-way")

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(0.1, self._tell)
        self.run_worker(self._run(), exit_on_error=True)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self.job.stop()

    def _tell(self) -> None:
        # The clock may tick once more while the screen is being closed, and its bar has gone before it.
        for bar in self.query("#working-bar").results(Static):
            bar.update(self._bar())

    def _bar(self) -> Content:
        task = self.job
        if not task.total:
            return text.content(task.said or _("reading …"))
        filled = WIDTH * min(task.done, task.total) // task.total
        said = f" {task.done:,}/{task.total:,} {text.line(task.said)}"
        return text.content(("█" * filled, "$accent"), ("░" * (WIDTH - filled), "$text-muted"), said)

    async def _run(self) -> None:
        try:
            result = await to_thread(self._work, self.job)
        except Exception as error:
            self.dismiss(Outcome(error=error, stopped=self.job.stopped()))
        else:
            self.dismiss(Outcome(result, stopped=self.job.stopped()))

    def action_stop(self) -> None:
        """Stop it; it ends where it next asks."""
        if not self._stops:
            return
        self.job.stop()
        self.query_one("#working-way", Prose).update(_("stopping …"))
