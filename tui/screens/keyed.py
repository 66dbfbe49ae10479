"""What lies on top of a screen of work and has a table of keys of its own: its footer, its help, and d."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.screen import ModalScreen

from tui import keys
from tui.i18n import _
from tui.kana import stray
from tui.keys import Here, Key
from tui.screens.tables import table
from tui.widgets.footer import Footer

if TYPE_CHECKING:
    from tui.followup import Followup

T = TypeVar("T")


class Keyed(ModalScreen[T], inherit_bindings=False):
    """The screen. A key of its table is carried out by `action_<id>`; a subclass names the table and sets BINDINGS."""

    AUTO_FOCUS = None
    # As in tables.TABLES.
    named: ClassVar[str] = ""

    @property
    def table(self) -> Sequence[Key]:
        """Its keys."""
        return table(self.named)

    @property
    def desk(self) -> Followup:
        """The app, by its own type."""
        return cast("Followup", self.app)

    @property
    def footer(self) -> Footer:
        """The last line."""
        return self.query_one(Footer)

    def on_mount(self) -> None:
        """The keys stand in the last line."""
        self.footer.put(self.footer_keys())

    def footer_keys(self) -> list[Key]:
        """The keys of the last line."""
        return sorted((key for key in self.table if key.footer), key=lambda key: key.footer)

    async def action_press(self, key_id: str) -> None:
        """Carry a key out."""
        self.footer.hush()
        getattr(self, f"action_{key_id}")()

    def on_key(self, event: events.Key) -> None:
        """Tell of a key that Japanese input has taken."""
        said = stray(event.character)
        if said is not None and event.key not in keys.bound(self.table):
            event.stop()
            self.footer.say(said, "warn")

    async def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """A click in the footer is the key."""
        message.stop()
        await self.action_press(message.id)

    def action_help(self) -> None:
        """All keys that there are here."""
        from tui.screens.help import Help, page

        self.app.push_screen(Help(page(Here(), self.table), self.desk.look, _("Keys")))

    def action_back(self) -> None:
        """Back, and nothing was chosen."""
        self.dismiss(None)
