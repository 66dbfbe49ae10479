"""Views of one's own in a list: go to one, keep the present one, rename, delete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from textual import events
from textual.widget import Widget
from textual.widgets import Static

from tui import keys, text
from tui.i18n import _
from tui.keys import keyed
from tui.screens.lined import Lined
from tui.screens.pick import Lines, numbered
from tui.screens.tables import VIEWS
from tui.widgets.prose import Prose

What = Literal["go", "keep", "rename", "delete"]


class OwnViews(Lined[tuple[What, int] | None]):
    """Dismissed with what to do with which view; None where nothing."""

    BINDINGS = keys.bindings(VIEWS, "views")
    named = "views"

    def __init__(self, lines: Sequence[str], at: int = 0) -> None:
        super().__init__()
        self._lines = lines
        self._at = at

    def compose(self) -> Iterable[Widget]:
        """The title and the views, or what to press where there is none."""
        from tui.widgets.footer import Footer

        with Widget(id="pick"):
            yield Static(text.content(_("Views of your own")), id="pick-title")
            if self._lines:
                yield Lines(self._lines)
            else:
                said = keyed(
                    _("None yet. {key:keep} keeps the present filter, order and columns as the first one."), self.table
                )
                yield Prose(said, id="pick-empty")
        yield Footer(self.desk.look)

    def on_mount(self) -> None:
        """The cursor where it was."""
        for lines in self.query(Lines):
            lines.put(self._lines, self._at)

    def on_key(self, event: events.Key) -> None:
        """A number takes its view."""
        at = numbered(event, len(self._lines))
        if at is not None:
            event.stop()
            event.prevent_default()
            self.dismiss(("go", at))

    def on_lines_taken(self, message: Lines.Taken) -> None:
        """A click."""
        message.stop()
        self.dismiss(("go", message.index))

    def _do(self, what: What) -> None:
        found = self.query(Lines)
        if found:
            self.dismiss((what, found.first().at))
        else:
            self.footer.say(
                keyed(_("There is no view of your own yet; {key:keep} keeps the present one."), self.table), "warn"
            )

    def action_go(self) -> None:
        """Show it."""
        self._do("go")

    def action_rename(self) -> None:
        """Rename it."""
        self._do("rename")

    def action_delete(self) -> None:
        """Delete it."""
        self._do("delete")

    def action_keep(self) -> None:
        """Keep the present one."""
        self.dismiss(("keep", 0))
