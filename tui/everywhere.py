"""The keys that do the same on every screen of work: saved views, calendar, colours, another day, help, palette, log.

Each is a function over the app, under its id in the key table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from tui import days
from tui.i18n import _, lang
from tui.palettes import PALETTES
from tui.screens.room import ROOMS
from tui.views import VIEWS

if TYPE_CHECKING:
    from tui.copying import Format
    from tui.followup import Followup


def view(app: Followup, name: str) -> None:
    """Go to a saved view in its own order, from whatever screen."""
    if app.room is not app.triage:
        app.show_room("triage")
    known = VIEWS.get(name) or app.state.own[name]
    known.begin(app.state.place(name))
    app.triage.open_view(name)


def switch(app: Followup) -> None:
    """To the next screen of work: triage, the register, the board."""
    order = ("triage", *ROOMS)
    app.show_room(order[(order.index(app.room.room) + 1) % len(order)])


def board(app: Followup) -> None:
    """The board of entities, or back from it."""
    app.show_room("triage" if app.room.room == "board" else "board")


def calendar(app: Followup) -> None:
    """和暦 or 西暦."""
    app.state.calendar = days.other(app.state.calendar)
    app.state.calendars[lang()] = app.state.calendar
    app.restyle()
    app.room.say(_("Japanese era years") if app.state.calendar == "wareki" else _("Western years"))


def theme(app: Followup) -> None:
    """The next colours."""
    names = list(PALETTES)
    app.use_theme(names[(names.index(app.state.theme) + 1) % len(names)])


def earlier(app: Followup) -> None:
    """A week back."""
    app.show_day(app.as_of - timedelta(7))


def later(app: Followup) -> None:
    """A week on."""
    app.show_day(app.as_of + timedelta(7))


def today(app: Followup) -> None:
    """Back to today."""
    app.show_day(app.today)


def reload(app: Followup) -> None:
    """Read everything anew."""
    app.refresh_record()
    app.room.say(_("Read anew."))


async def _copy(app: Followup) -> None:
    from tui.copying import copied

    chosen = await app.room.chosen()
    if not chosen.rows:
        app.room.say(_("There is no row under the cursor."), "warn")
        return
    again = app.copied == ("markdown", chosen.keys)
    form: Format = "tsv" if again else "markdown"
    app.copied = (form, chosen.keys)
    app.copy_to_clipboard(copied(chosen.rows, form, app.state.calendar))
    said = _("Copied as TSV: {n}") if again else _("Copied as Markdown: {n} (once more for TSV)")
    app.room.say(said.format(n=len(chosen.keys)))


def copy(app: Followup) -> None:
    """The marked rows, or this one, to the clipboard; a second time for a spreadsheet."""
    app.run_worker(_copy(app), group="copy", exclusive=True)


def palette(app: Followup) -> None:
    """Every command by its name."""
    from textual.command import CommandPalette

    from tui.acts.viewing import known
    from tui.palette import Commands

    known(app)
    app.push_screen(CommandPalette([Commands], placeholder=_("A command's name …")))


def help_page(app: Followup) -> None:
    """All keys."""
    from tui.screens.help import Help, page

    app.push_screen(Help(page(app.room.here(), app.keys), app.look, _("Keys")))


def log(app: Followup) -> None:
    """Everything that was said."""
    from tui.screens.help import Help
    from tui.screens.log import page

    app.push_screen(Help(page(app.messages), app.look, _("Messages")))


def leave(app: Followup) -> None:
    """Leave at once."""
    app.leave()


ACTIONS: Final[Mapping[str, Callable[[Followup], None]]] = {
    **{
        f"view_{name}": partial(view, name=name)
        for name in ("overdue", "unverified", "awaiting", "soon", "mine", "all", "checks")
    },
    "switch": switch,
    "board": board,
    "calendar": calendar,
    "theme": theme,
    "earlier": earlier,
    "later": later,
    "today": today,
    "reload": reload,
    "copy": copy,
    "palette": palette,
    "help": help_page,
    "log": log,
    "quit": leave,
}
