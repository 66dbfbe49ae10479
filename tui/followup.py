"""The app: it holds the settings and what all screens share. What it says, reads and does is mixed in.

Until the first rows are painted nothing is imported that writes or that a later key needs: the commands (and with them
the ORM) come with the first act, the story with the cursor's first rest, the filter, the help and the palette with
their keys.

How a screen of work is added: tui/screens/room.py. How an act is added: tui/acts/registry.py and a line in keys.py.
"""

from __future__ import annotations

import gc
import math
from collections import deque
from concurrent.futures import Future
from datetime import date
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.screen import ModalScreen, Screen

from store.rules import Attention
from store.words import word
from tui import names, settings, views
from tui.ahead import Ahead
from tui.doing import Doing
from tui.i18n import _, lang
from tui.keys import KEYS, Here, Key, bound, keyed, shared, use
from tui.keys import names as key_names
from tui.palettes import PALETTES
from tui.reading import Reading
from tui.saying import Message, Saying
from tui.screens.room import ROOMS, Room
from tui.screens.triage import Triage
from tui.settings import Config, Place, State
from tui.source import Tallies
from tui.start import Start, entities, opener
from tui.theme import PREFIX, Look, look, themes
from tui.views import VIEWS, Entity, Found, View
from tui.widgets.summary import Heading

if TYPE_CHECKING:
    from textual.theme import Theme


class Followup(Saying, Reading, Doing, App[None], inherit_bindings=False):
    """The app. `by` is the supervisor's name as the log will hold it; times of day are only shown, never stored."""

    TITLE = "followup"
    ENABLE_COMMAND_PALETTE = False
    # The first screen's sheet stands here: Textual reads a screen's own only when the screen is pushed.
    CSS_PATH = "screens/triage.tcss"

    def __init__(
        self,
        path: Path,
        *,
        by: str,
        today: date,
        as_of: date | None = None,
        read_only: bool = False,
        config: Config | None = None,
        state: State | None = None,
        state_path: Path | None = None,
        plain: bool = False,
        start: Start | None = None,
    ) -> None:
        self.path = path
        self.by = by
        self.today = today
        self.as_of = as_of or today
        self.read_only = read_only
        self.config = config or Config()
        self.state = state or State()
        if self.state.view not in VIEWS and self.state.view not in self.state.own:
            self.state.view = views.DEFAULT
        self.plain = plain
        self._state_path = state_path
        self.problem: BaseException | None = None
        self.written: set[int] = set()
        self.messages: deque[Message] = deque(maxlen=500)
        self.counts = None
        self.entities: tuple[Entity, ...] = ()
        self.keys = KEYS
        screens: dict[str, tuple[Key, ...]] = {}
        if self.config.keys:
            from tui.own_keys import on_screen, overridden
            from tui.screens.tables import TABLES

            self.keys = overridden(self.config.keys, self.config.path or settings.CONFIG_NAME)
            own = {key.id: key for key in self.keys if key.id in self.config.keys}
            screens = {name: on_screen(table, own) for name, table in TABLES.items()}
        use(self.keys, screens)
        self._by_id = {key.id: key for key in self.keys}
        self.shared = shared(self.keys)
        self._other: dict[str, Room] = {}
        # What was copied last, and in which form.
        self.copied: tuple[str, tuple[str, ...]] = ("", ())
        self.grams = None
        self.tallies = Tallies()
        self.pressed = math.inf
        self.ahead = Ahead(self.post_message)
        self.start = start or Start(path, by=by, today=today, as_of=self.as_of, config=self.config, state=self.state)
        self.front = self.start.front
        self.front.changed = self._changed_elsewhere
        self.set_reactive(App.theme, PREFIX + self.state.theme)
        super().__init__(ansi_color=True if plain else None)
        self.bound = bound(self.keys)
        if self.config.keys:
            tables = {"": self.keys, **{f"{name}.": table for name, table in screens.items()}}
            self.set_keymap({
                lead + key.id: ",".join(name for one in key.keys for name in key_names(one))
                for lead, table in tables.items() for key in table if key.id in self.config.keys
            })  # fmt: skip

    # --- opening and closing ---

    def get_default_screen(self) -> Screen[Any]:
        """The triage screen is the first one."""
        return Triage(self.start, views.found(self.view, Place(), self.by, self.config.soon_days, (), self.as_of))

    def on_mount(self) -> None:
        """A store that cannot be opened ends the program; `problem` then says why."""
        self.screen_change_signal.subscribe(self, self._on_top)
        self.front.opened.add_done_callback(lambda opened: self.call_later(self._opened, opened))

    async def on_event(self, event: events.Event) -> None:
        """Every event comes by here; keys and the mouse are what the work behind steps back for."""
        if isinstance(event, events.InputEvent):
            self.pressed = monotonic()
            self.hush()
            if self.ahead.takes(event, self.screen):
                return
        await super().on_event(event)

    def _on_top(self, screen: Screen[Any]) -> None:
        """What lies on top of a screen of work names its own keys in the last line."""
        if isinstance(screen, ModalScreen):
            from tui.widgets.footer import Footer
            from tui.widgets.legend import Legend

            if not screen.query(Footer):
                screen.call_later(screen.mount, Legend(self.look, screen))

    def _opened(self, opened: Future[None]) -> None:
        self.problem = opened.exception()
        if self.problem is not None:
            self.exit()

    def on_ready(self) -> None:
        """The first rows are painted: what came with the start need not be looked at by the collector any more."""
        if not gc.isenabled():
            gc.enable()
            gc.freeze()
        from store.grams import Grams

        self.grams = Grams()
        self.call_after_refresh(self._first_words)

    def _first_words(self) -> None:
        if not self.state.greeted:
            from tui.widgets.welcome import greet

            greet(self)
        elif self.as_of == self.today:
            said = _("{key:into} opens a row, {key:verify} verifies, {key:filter} filters, {key:mark} marks, "
                     "{key:help} shows all keys.")  # fmt: skip
            self.room.say(keyed(said))
        self.when(self.back.ask(entities), self.learn)
        if self.state.screen in ROOMS:
            self.show_room(self.state.screen)

    def learn(self, entities: tuple[Entity, ...]) -> None:
        """The entities are known, for the filter's words."""
        self.entities = entities
        names.learn(entities)

    def leave(self) -> None:
        """Remember where everything stood, and end."""
        self.triage.keep_place()
        self.remember()
        self.exit()

    def on_unmount(self) -> None:
        """The readers end with the program."""
        self.front.close()
        if self._behind is not None:
            self._behind.close()

    def remember(self) -> None:
        """Write the state file."""
        if self._state_path is not None:
            wrong = settings.write_state(self._state_path, self.state)
            if wrong is not None:
                self.log_message(wrong, "warning")

    # --- what all screens share ---

    @property
    def rooms(self) -> list[Room]:
        """The screens of work that stand."""
        return [screen for screen in self.screen_stack if isinstance(screen, Room)]

    @property
    def room(self) -> Room:
        """The screen of work on top."""
        return self.rooms[-1]

    @property
    def triage(self) -> Triage:
        """The first screen."""
        return next(room for room in self.rooms if isinstance(room, Triage))

    @property
    def look(self) -> Look:
        """The styles of the colours in use."""
        return look(self.state.theme, self.plain)

    @property
    def view(self) -> View:
        """The saved view in use."""
        return views.shown(self.state)

    @property
    def place(self) -> Place:
        """Where the view in use stands."""
        return self.state.place(self.state.view)

    def found(self, place: Place | None = None) -> Found:
        """The view in use narrowed by a filter line (that of its own place), in its order."""
        place = place or self.place
        return views.found(self.view, place, self.by, self.config.soon_days, self.entities, self.as_of)

    def key(self, key_id: str) -> Key:
        """A line of the key table, with the user's own keys."""
        return self._by_id[key_id]

    def here(self, **what: Any) -> Here:
        """Where one is; a screen adds what lies under its cursor."""
        return Here(**{"other_day": self.as_of != self.today, "read_only": self.read_only, **what})

    def heading(
        self,
        room: str,
        *,
        filter_text: str = "",
        place: str = "",
        chosen: tuple[Attention, ...] = (),
        crumbs: tuple[str, ...] = (),
    ) -> Heading:
        """What the two lines on top say."""
        return Heading(
            room=room,
            view=self.view.called,
            order=self._order if room == "triage" else "",
            filter=filter_text,
            crumbs=crumbs,
            calendar=self.state.calendar,
            as_of=self.as_of,
            today=self.today,
            read_only=self.read_only,
            place=place,
            counts=self.counts,
            chosen=chosen,
        )

    @property
    def _order(self) -> str:
        """What the list is sorted by, in words; empty in triage order."""
        if not self.place.sort:
            return ""
        sign = "▾" if self.place.descending else "▴"
        return _("Order: {column}").format(column=word("field", self.place.sort, lang())) + sign

    # --- colours, days, rooms ---

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The palettes, known from the first moment so that nothing is styled twice, and Textual's own."""
        return {**super().available_themes, **themes(plain=self.plain)}

    def use_theme(self, name: str) -> None:
        """Use the colours of a palette."""
        self.state.theme = name
        self.theme = PREFIX + name
        self.restyle()
        self.room.say(_("Colours: {name}").format(name=_(PALETTES[name].label)))

    def restyle(self) -> None:
        """Draw every screen of work in the colours and the calendar in use."""
        for room in self.rooms:
            room.restyle()

    def show_day(self, day: date) -> None:
        """Show the record as of another day."""
        self.as_of = day
        self.front.reopen(opener(self.path, self.as_of, self.today))
        row = self.triage.worklist.row
        # A day without the record shows another; the record chosen before is looked for on the next day again.
        self.refresh_record(self.triage.lister.goals or ((row.key,) if row is not None else ()))

    def show_room(self, name: str) -> None:
        """Go to a screen of work; each keeps its place."""
        self.state.screen = name
        while self.room is not self.triage:
            self.pop_screen()
        if name in ROOMS:
            if name not in self._other:
                module, _colon, attribute = ROOMS[name].partition(":")
                self._other[name] = getattr(import_module(module), attribute)()
                self.install_screen(self._other[name], name)
            self.push_screen(name)
