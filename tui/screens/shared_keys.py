"""Lines that the tables of keys of several screens have in common: those of the app's table, and whole pages."""

from __future__ import annotations

from typing import Final

from tui.i18n import N_
from tui.keys import KEYS, Key

_APP: Final = {key.id: key for key in KEYS}
DOWN, UP, FIRST, LAST, HELP = (_APP[name] for name in ("down", "up", "first", "last", "help"))
# Where there are no half pages.
PAGE_DOWN: Final = Key("page_down", ("pagedown", "ctrl+d", "ctrl+f"), "move", N_("page down"), N_("A page down"))
PAGE_UP: Final = Key("page_up", ("pageup", "ctrl+u", "ctrl+b"), "move", N_("page up"), N_("A page up"))
