"""The last line: the keys that work here and now, or what just happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui import text
from tui.i18n import _
from tui.keys import Key, shown
from tui.theme import Look

Tone = Literal["plain", "warn"]
# Keys, and what is told behind them.
Over = tuple[Sequence[Key], str]


class Footer(Widget):
    """Keys from the one table; a sentence takes their place until the next key."""

    DEFAULT_CSS = """
    Footer { height: 1; }
    """

    class Pressed(Message, bubble=True):
        """A key's name was clicked."""

        def __init__(self, key_id: str) -> None:
            super().__init__()
            self.id = key_id

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._keys: Sequence[Key] = ()
        self._said: tuple[str, Tone] | None = None
        # Keys of something that is typed in meanwhile, and what can be typed.
        self._over: Over | None = None
        self._spans: list[tuple[int, int, str]] = []

    @property
    def said(self) -> str:
        """The sentence that is shown, empty where the keys are."""
        return self._said[0] if self._said else ""

    @property
    def keys(self) -> list[str]:
        """The ids of the keys that work here and now, as far as they were given."""
        return [key.id for key in self._shown]

    @property
    def _shown(self) -> Sequence[Key]:
        return self._keys if self._over is None else self._over[0]

    def put(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        if list(keys) != list(self._keys):
            self._keys = keys
            self.refresh()

    def lay(self, over: Over) -> None:
        """Show other keys, and a few words behind them, over the screen's own until they are lifted."""
        self._over = over
        self.refresh()

    def lift(self, over: Over) -> None:
        """Back to the screen's own keys, where no others were laid over them since."""
        if self._over is over:
            self._over = None
            self.refresh()

    def say(self, sentence: str, tone: Tone = "plain") -> None:
        """Show a sentence until the next key."""
        self._said = (text.line(sentence), tone)
        self.refresh()

    def hush(self) -> None:
        """Back to the keys."""
        if self._said is not None:
            self._said = None
            self.refresh()

    def restyle(self, look: Look) -> None:
        """Other colours."""
        self._look = look
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        width, look = self.size.width, self._look
        segments = [Segment(" ", look.bar)]
        self._spans = []
        if self._said is not None:
            sentence, tone = self._said
            style = look.warn + Style(bgcolor=look.bar.bgcolor) if tone == "warn" else look.bar
            segments.append(Segment(text.clip(sentence, width - 2), style))
            return Strip(segments).adjust_cell_length(width, look.bar)
        name_style = look.bar + Style(color=look.accent.color, bold=True)
        label_style = look.bar
        at = 1
        # The way to everything else keeps its place at the right end, however many keys there are.
        last = [key for key in self._shown if key.id in ("help", "back")]
        kept = sum(text.width(shown(key.keys[0])) + 1 + text.width(_(key.label)) + 2 for key in last)
        for key in [key for key in self._shown if key not in last] + last:
            name, label = shown(key.keys[0]), _(key.label)
            size = text.width(name) + 1 + text.width(label)
            if at + size + (0 if key in last else kept) > width - 1:
                continue
            segments += [Segment(name, name_style), Segment(f" {label}", label_style), Segment("  ", label_style)]
            self._spans.append((at, at + size, key.id))
            at += size + 2
        if self._over is not None:
            segments.append(Segment(text.clip("  " + self._over[1], max(0, width - 1 - at)), label_style))
        return Strip(segments).adjust_cell_length(width, look.bar)

    async def on_click(self, event: events.Click) -> None:
        """A key's name works like the key."""
        event.stop()
        for start, stop, key_id in self._spans:
            if start <= event.x < stop:
                if self._over is not None:
                    self.app.simulate_key(key_id)
                else:
                    self.post_message(self.Pressed(key_id))
