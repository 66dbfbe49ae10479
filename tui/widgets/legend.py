"""The keys of what lies on top of a screen of work: a form, a page, a question, the palette."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.screen import Screen

from tui.i18n import N_
from tui.keys import Key
from tui.theme import Look
from tui.widgets.footer import Footer

_CLOSE: Final = (("escape", N_("close")),)
# The documents' tables of these keys come from here too.
# By the name of the screen's class or of one that it comes from; any other is closed with Esc.
LEGENDS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Form": (("enter", N_("next field")), ("tab", N_("next")), ("ctrl+s", N_("write")), ("escape", N_("cancel"))),
    "Confirm": (("y", N_("yes")), ("n", N_("no")), ("escape", N_("no"))),
    "Versions": (("y", N_("yes")), ("n", N_("no")), ("escape", N_("cancel"))),
    "Pick": (("enter", N_("take")), ("escape", N_("cancel"))),
    "Help": (("down", N_("down")), ("pagedown", N_("page down")), ("escape", N_("close"))),
    "CommandPalette": (("down", N_("down")), ("enter", N_("carry out")), ("escape", N_("close"))),
    "Written": (("y", N_("copy the paths")), ("escape", N_("close"))),
    "Working": (("escape", N_("cancel")),),
    # The filter line of a screen of work.
    "FilterLine": (
        ("enter", N_("keep it")),
        ("escape", N_("take it back")),
        ("tab", N_("complete")),
        ("down", N_("down")),
        ("up", N_("up")),
    ),
}


def table(name: str | None) -> list[Key]:
    """The keys that a legend names; each has the name of its key for an id."""
    return [Key(key, (key,), "app", label, "") for key, label in (LEGENDS[name] if name is not None else _CLOSE)]


def keys_of(screen: Screen[object]) -> list[Key]:
    """The keys that a footer names while the screen is on top.

    A screen whose key does what a word of its own says has an attribute `said`: key to that word, translated.
    """
    said: Mapping[str, str] = getattr(screen, "said", {})
    named = table(next((one.__name__ for one in type(screen).__mro__ if one.__name__ in LEGENDS), None))
    return [key._replace(label=said.get(key.id, key.label)) for key in named]


class Legend(Footer):
    """The last line of a screen that lies on top. A click on a key is the key."""

    DEFAULT_CSS = """
    Legend { dock: bottom; width: 100%; }
    """

    def __init__(self, look: Look, screen: Screen[object]) -> None:
        super().__init__(look)
        self.put(keys_of(screen))

    def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """A click."""
        message.stop()
        self.app.simulate_key(message.id)
