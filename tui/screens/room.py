"""What the screens of work have in common: the top, the footer, the one key table, and what an act is given.

A Room subclass (Triage, Register) names itself in `room`, composes its own widgets between the two lines on top and
the footer, and answers:

    here()      where the cursor is and what lies under it; decides which keys work
    chosen()    the marked records or the one under the cursor, for an act
    refreshed() the store has changed, or the day: read everything anew and keep the place
    restyled()  other colours or another calendar

A key of the table is carried out by the first of: `action_<id>` of the screen, `action_<id>` of the app, the handler
that tui/acts/registry.py names. ROOMS names the screens; Tab goes from one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from store.rows import Row
from tui import keys
from tui.i18n import _
from tui.kana import stray
from tui.keys import Here, keyed
from tui.widgets.footer import Footer, Tone
from tui.widgets.summary import Heading, Summary

if TYPE_CHECKING:
    from tui.followup import Followup


# The screens of work beside triage, by name; imported when they are first opened.
ROOMS: Final[Mapping[str, str]] = {
    "register": "tui.screens.register:Register",
    "board": "tui.screens.board:Entities",
}
# The longest (seconds) that keys are held for something that opens.
PATIENCE: Final = 3.0


class Chosen(NamedTuple):
    """What an act is about: the keys, what they name, and their rows as the supervisor saw them (where they are rows).

    `marked` tells marked rows from the one under the cursor.
    """

    kind: str | None
    keys: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    marked: bool = False


class Room(Screen[None], inherit_bindings=False):
    """A screen of work."""

    BINDINGS = keys.bindings()
    AUTO_FOCUS = None
    room = ""
    # Keys that came after one that opens something, until it is open; None while nothing opens.
    _held: list[events.Event] | None = None

    @property
    def desk(self) -> Followup:
        """The app, by its own type."""
        return cast("Followup", self.app)

    def compose(self) -> Iterable[Widget]:
        """The top, the screen's own widgets, the footer."""
        yield Summary(self.desk.look, self.heading())
        yield from self.middle()
        yield Footer(self.desk.look)

    # --- what a room answers ---

    def middle(self) -> Iterable[Widget]:
        """The screen's own widgets."""
        return ()

    def heading(self) -> Heading:
        """What the two lines on top say."""
        return self.desk.heading(self.room)

    def here(self) -> Here:
        """Where the cursor is."""
        return self.desk.here()

    async def chosen(self) -> Chosen:
        """What an act would be about."""
        return Chosen(None, ())

    def refreshed(self) -> None:
        """The store or the day has changed."""

    def follow(self, keys: tuple[str, ...]) -> None:
        """Read anew, with the cursor on the first of these records that is shown."""
        self.refreshed()

    def restyled(self) -> None:
        """Other colours or another calendar."""

    # --- what is the same in all ---

    @property
    def footer(self) -> Footer:
        """The last line."""
        return self.query_one(Footer)

    def tell(self) -> None:
        """Bring the top and the footer up to date with what is under the cursor."""
        if not self.is_mounted:
            return
        self.query_one(Summary).put(self.heading())
        self.footer.put(keys.footer(self.here(), self.desk.keys))

    def say(self, sentence: str, tone: Tone = "plain") -> None:
        """A sentence in the footer until the next key. One that is still being entered has no footer yet."""
        if self.is_mounted:
            self.footer.say(sentence, tone)

    def restyle(self) -> None:
        """Other colours or another calendar, everywhere."""
        self.query_one(Summary).restyle(self.desk.look)
        self.footer.restyle(self.desk.look)
        self.restyled()
        self.tell()

    async def action_press(self, key_id: str) -> None:
        """Carry a key out, or say why not."""
        self.footer.hush()
        key = self.desk.key(key_id)
        why_not = key.why_not(self.here())
        if why_not is not None:
            self.say(f"{keys.shown(key.keys[0])}: {why_not}", "warn")
            return
        action = getattr(self, f"action_{key_id}", None)
        if action is not None:
            result = action()
            if result is not None:
                await result
            if self._held is not None and self.is_current:
                # What opened (the filter line) is on this screen.
                self.call_after_refresh(self.release)
            return
        await self.desk.carry_out(key_id, self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that two commands share is carried out by the one that belongs here."""
        if action == "press" and parameters and parameters[0] in self.desk.shared:
            return self.here().place in self.desk.key(str(parameters[0])).where
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Hold what is typed ahead of a form; tell of a key that is in no table: d, and kana of an input method."""
        if self._held is not None:
            event.stop()
            self._held.append(event)
            return
        key_id = self.desk.bound.get(event.key)
        if key_id is not None:
            key = self.desk.key(key_id)
            if keys.opens(key) and key.why_not(self.here()) is None:
                # A letter meant for the form must not be taken for a key, however fast it comes.
                held = self._held = []
                self.desk.ahead.begin(self)
                self.set_timer(PATIENCE, lambda: self.release() if self._held is held else None)
            return
        narrow = _narrow(event.character)
        if narrow in keys.NOT_BOUND:
            event.stop()
            self.say(keyed(_(keys.NOT_BOUND[narrow])), "warn")
        elif (said := stray(event.character)) is not None:
            event.stop()
            self.say(said, "warn")
        elif event.is_printable:
            self.say(keyed(_("{typed}: no key; {key:help} shows them all."), typed=event.character), "warn")

    def release(self) -> None:
        """What was opened is open, or is not going to be: send it the keys that came meanwhile."""
        if self._held is not None:
            held, self._held = self._held, None
            self.desk.ahead.send([events.Key(key.key, key.character) if isinstance(key, events.Key) else key
                                  for key in held])  # fmt: skip

    def on_paste(self, event: events.Paste) -> None:
        """Hold what is pasted ahead of a form."""
        if self._held is not None:
            event.stop()
            self._held.append(events.Paste(event.text))

    def on_screen_suspend(self) -> None:
        """Another screen has opened on this one: it gets the keys that came meanwhile, once it has its focus."""
        self.desk.call_later(self.desk.untoast)
        self.app.screen.call_after_refresh(self.release)

    def on_screen_resume(self) -> None:
        """What was told while a form was open is shown."""
        self.desk.toast()

    async def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """A click in the footer is the key."""
        message.stop()
        await self.action_press(message.id)

    def on_summary_switched(self, message: Summary.Switched) -> None:
        """A click on another screen's name goes there."""
        message.stop()
        self.desk.show_room(message.room)


def _narrow(character: str | None) -> str:
    """A full-width letter as the letter that it is."""
    if character is not None and len(character) == 1 and "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    return character or ""
