"""How the app carries out a key: its own ones at once, an act in a worker, a write in a thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from store.problem import Problem
from tui.part import Part

if TYPE_CHECKING:
    from store.commands import Act
    from tui.screens.room import Room

T = TypeVar("T")


class Doing(Part):
    """Mixed into the app."""

    by: str
    today: date
    # The entries of the log that this program wrote since it was started.
    written: set[int]

    def act(self, why: str = "", effective_on: date | None = None) -> Act:
        """Who acts, on which day."""
        from store.commands import Act

        return Act(by=self.by, today=self.today, effective_on=effective_on, why=why)

    async def carry_out(self, key_id: str, room: Room) -> None:
        """A key that no screen carries out itself: the app's own, or an act's handler, in a worker."""
        from tui.everywhere import ACTIONS

        if key_id in ACTIONS:
            ACTIONS[key_id](self._app)
            return
        from tui.acts.registry import HANDLERS

        module, _colon, name = HANDLERS[key_id].partition(":")

        async def carry() -> None:
            try:
                handler = getattr(import_module(module), name)
                await handler(self._app, await room.chosen())
            except Exception as error:
                # Whatever goes wrong in an act is told and logged; the lists stay as they are.
                self._app.failed(error)
            finally:
                room.release()

        self.run_worker(carry(), group="act", exclusive=True, exit_on_error=True)

    async def commit(self, write: Callable[[ModuleType], T], follow: tuple[str, ...] = ()) -> T | None:
        """Run `write(store.commands)` in a thread; its result, or None where a Problem was shown instead.

        commands.Stale (the record changed meanwhile) goes through to the caller. The lists are read anew after it,
        with the cursor on the first record of `follow` that they show.
        """
        from asyncio import to_thread

        def work() -> T:
            from store import commands

            return write(commands)

        try:
            done = await to_thread(work)
        except Problem as problem:
            if type(problem).__name__ == "Stale":
                raise
            self._app.failed(problem)
            return None
        batch = getattr(done, "batch", None)
        if batch is not None:
            self.written.add(batch)
        self._app.refresh_record(follow)
        return done

    def warm(self) -> None:
        """Import what writing needs in the background: a form that has just opened will want it."""
        self.run_worker(lambda: import_module("store.commands"), thread=True, group="warm", exit_on_error=False)
