"""The command palette: every line of the key table by its name, in the language in use. Imported when it is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui import keys
from tui.everywhere import view
from tui.i18n import _
from tui.keys import Key
from tui.palettes import PALETTES
from tui.views import OWN

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.screens.room import Room


class Commands(Provider):
    """The commands that work here and now come first in discovery; the others say why they do not when chosen."""

    @property
    def _room(self) -> Room:
        return cast("Room", self.screen)

    @property
    def _desk(self) -> Followup:
        return cast("Followup", self.app)

    def _lines(self) -> list[tuple[str, str, Key | None, str]]:
        """Label, help, and the key, or the name of a palette or the id of a view of one's own."""
        lines: list[tuple[str, str, Key | None, str]] = []
        here = self._room.here()
        # What a person looks for by name comes first; every key that only moves is known to the fingers.
        order = ("act", "see", "find", "mark", "app", "move")
        table = sorted(self._desk.keys, key=lambda key: (key.why_not(here) is not None, order.index(key.group)))
        for key in table:
            why_not = key.why_not(here)
            shown = " ".join(keys.shown(one) for one in key.keys)
            label = f"{_(key.label)}  [{shown}]"
            lines.append((label, key.told if why_not is None else why_not, key, ""))
        lines += [
            (f"{_('colours')}: {_(palette.label)}", _("Use these colours"), None, palette.name)
            for palette in PALETTES.values()
        ]
        lines += [
            (f"{_('own view')}: {own.label}", _("Go to this view of your own"), None, own.id)
            for own in self._desk.state.own.values()
        ]
        return lines

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for label, told, key, palette in self._lines():
            yield DiscoveryHit(Content(label), self._call(key, palette), text=label, help=_plain(told))

    async def search(self, query: str) -> Hits:
        """The commands that are called so, by label or by what they do."""
        matcher = self.matcher(query)
        for label, told, key, palette in self._lines():
            names = f"{label} {told} {key.id if key else palette}"
            score = max(matcher.match(label), 0.6 * matcher.match(names))
            if score > 0:
                yield Hit(score, Content(label), self._call(key, palette), text=label, help=_plain(told))

    def _call(self, key: Key | None, palette: str) -> partial[Any]:
        if key is None and palette.startswith(OWN):
            return partial(view, self._desk, palette)
        if key is None:
            return partial(self._desk.use_theme, palette)
        return partial(self._room.action_press, key.id)


def _plain(told: str) -> str:
    """The palette reads its help as markup: what could be taken for a tag is kept from being one."""
    return Content(told).markup
