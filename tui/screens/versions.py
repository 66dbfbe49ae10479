"""A record that changed after it was seen: both versions side by side, and whether to write all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.widget import Widget

from store.record import Kind
from store.words import word
from tui import days
from tui.days import Calendar
from tui.i18n import _, lang
from tui.screens.form import Press
from tui.screens.question import Question
from tui.theme import Look
from tui.widgets.document import Block, Document
from tui.widgets.prose import Prose

Pair = tuple[str, Mapping[str, Any], Mapping[str, Any] | None]


class Versions(Question):
    """`pairs` hold a record's name, its fields as they were seen and as they stand (None: no longer on file).

    What is gone cannot be written to: there is no yes then.
    """

    CSS_PATH = "versions.tcss"

    def __init__(self, kind: Kind, pairs: Sequence[Pair], look: Look, calendar: Calendar) -> None:
        super().__init__()
        self._kind = kind
        self._pairs = pairs
        self._look = look
        self._calendar = calendar

    def compose(self) -> ComposeResult:
        """The two versions, the answers."""
        gone = any(now is None for _name, _seen, now in self._pairs)
        with Widget(id="versions"):
            yield Prose(_("The record changed after you saw it. Nothing was written."), id="v-title")
            with Widget(id="v-sides"):
                yield Document(self._look, _("As you saw it"), id="v-seen")
                yield Document(self._look, _("As it stands"), id="v-now")
            with Widget(id="v-buttons"):
                if not gone:
                    yield Press("yes", _("Write all the same") + "  y")
                yield Press("no", _("Cancel") + "  n")

    def on_mount(self) -> None:
        """Fill both sides; the answer that does no harm has the keys."""
        for document, side in ((self.query_one("#v-seen", Document), 1), (self.query_one("#v-now", Document), 2)):
            document.put([block for pair in self._pairs for block in self._side(pair, side)])
        self.query_one("#press-no", Press).focus()

    def _side(self, pair: Pair, side: int) -> list[Block]:
        name, seen, now = pair
        blocks = [Block(name, "strong", gap=True)]
        values = seen if side == 1 else now
        if values is None:
            return [*blocks, Block(_("no longer on file"), "warn")]
        # What differs stands first, whatever the screen has room for.
        for field, value in sorted(
            values.items(), key=lambda item: now is None or seen.get(item[0]) == now.get(item[0])
        ):
            other = None if now is None else (now if side == 1 else seen).get(field)
            differs = now is not None and other != value
            if not differs and value in (None, "", False):
                continue
            said = self._said(field, value)
            # The sign beside the colour: nothing is said by colour alone.
            blocks.append(
                Block(
                    f"≠ {said}" if differs else said, "warn" if differs else "soft", label=word("field", field, lang())
                )
            )
        return blocks

    def _said(self, field: str, value: Any) -> str:
        if value is None or value == "":
            return "-"
        if field == "status":
            return word("status", value, lang())
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return days.short(value, self._calendar) if isinstance(value, date) else str(value)
