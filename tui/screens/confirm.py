"""A question with two answers, and all that it is about by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.widget import Widget

from tui import text
from tui.i18n import _
from tui.screens.form import Press
from tui.screens.question import Question
from tui.widgets.document import Block, Document
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from tui.followup import Followup

# As in confirm.tcss.
WIDEST: Final = 92


class Confirm(Question):
    """With `grave` the second answer has the keys first, so that a held Enter key answers no."""

    CSS_PATH = "confirm.tcss"

    def __init__(
        self, question: str, names: Sequence[str], *, yes: str, no: str | None = None, grave: bool = False
    ) -> None:
        super().__init__()
        self._question = question
        self._names = names
        self._yes = yes
        self._no = no or _("Cancel")
        self._grave = grave

    def compose(self) -> ComposeResult:
        """The question, the names, the answers."""
        with Widget(id="confirm"):
            yield Prose(self._question, id="confirm-question")
            if self._names:
                yield Document(cast("Followup", self.app).look, _("What it is about"), id="confirm-names")
            with Widget(id="confirm-buttons"):
                yield Press("yes", f"{self._yes}  y")
                yield Press("no", f"{self._no}  n")

    def on_mount(self) -> None:
        """Fill it; the answer that does no harm has the keys where it matters."""
        for document in self.query(Document):
            document.put([Block(name) for name in self._names])
            document.styles.height = self._tall()
        self.query_one("#press-no" if self._grave else "#press-yes", Press).focus()

    def _tall(self) -> int:
        """The height of the names with their title: all of them, as far as the screen has room."""
        width, height = self.app.size
        inner = min(WIDEST, width * 9 // 10) - 4
        room = max(3, height - 8 - len(text.wrap(self._question, inner)))
        lines = 1
        for name in self._names:
            lines += len(text.wrap(name, inner - 2))
            if lines >= room:
                return room
        return lines
