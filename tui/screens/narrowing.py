"""The filter line of a room: it opens on /, hands on what is typed letter by letter, and goes with Enter or Esc."""

from __future__ import annotations

from asyncio import sleep
from typing import TYPE_CHECKING, Final

from tui.i18n import _

if TYPE_CHECKING:
    from tui.screens.room import Room as Mixed
    from tui.widgets.filterline import FilterLine
else:
    # As in moving.py.
    Mixed = object

# Every part of the screen asks for its paint in a task of its own; so many turns of the loop later all have.
TURNS: Final = 4


class Narrowing(Mixed):
    """Mixed into a room that has a `words` property and can be narrowed to others."""

    _line: FilterLine | None = None

    @property
    def words(self) -> str:
        """The filter's words as they stand."""
        raise NotImplementedError

    def narrow(self, words: str) -> None:
        """Show what other words find."""
        raise NotImplementedError

    def unread(self) -> str | None:
        """What there is to say about words that cannot be read."""
        return None

    @property
    def typing(self) -> bool:
        """Whether the line is open."""
        return self._line is not None

    async def action_filter(self) -> None:
        """Open the line."""
        from tui.completing import completions
        from tui.widgets.filterline import FilterLine

        if self._line is None:
            told = _("words, !not, entity: is: due:<2024-04 officer:me text:")
            self._line = FilterLine(self.words, told, lambda line: completions(line, self.desk.entities))
            self.add_class("-typing")
            await self.mount(self._line, before=self.footer)
        self._line.begin()

    async def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Filter as it is typed. The letter and what it finds are one frame, as far as it is found at once."""
        message.stop()
        if message.text != self.words:
            with self.app.batch_update():
                self.footer.hush()
                self.narrow(message.text)
                await self.found_at_once()
                for _turn in range(TURNS):
                    await sleep(0)

    async def found_at_once(self) -> None:
        """Wait a moment for what other words find, where it is read in the background."""

    def on_filter_line_kept(self, message: FilterLine.Kept) -> None:
        """Back to the list, filtered."""
        message.stop()
        self.close_line()
        self.footer.hush()
        said = self.unread()
        if said is not None:
            self.say(said, "warn")

    def on_filter_line_left(self, message: FilterLine.Left) -> None:
        """Back to the list as it was before."""
        message.stop()
        self.leave_line()

    def close_line(self) -> None:
        """Take the line away; the filter stays."""
        if self._line is not None:
            self.remove_class("-typing")
            self._line.end()
            self._line.remove()
            self._line = None
        self.set_focus(None)

    def leave_line(self) -> bool:
        """Esc while the line has the keys: close it and take the filter back. False where it has not."""
        if self._line is None or not self._line.has_focus_within:
            return False
        self.close_line()
        self.narrow("")
        return True
