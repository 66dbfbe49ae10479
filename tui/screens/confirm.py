"""A question with two answers, and all that it is about by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from tui import text
from tui.i18n import _
from tui.keys import either
from tui.screens.form import Press
from tui.widgets.document import Block, Document
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from tui.followup import Followup

# As in confirm.tcss.
WIDEST: Final = 92


class Confirm(ModalScreen[bool]):
    """y or Enter on the first answer is yes; n, Esc or Enter on the second is no.

    With `grave` the second answer has the keys first, so that a held Enter key answers no.
    """

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        (either("y,Y"), "answer(True)", ""),
        (either("n,N,escape,q"), "answer(False)", ""),
        (either("j,down"), "move(1)", ""),
        (either("k,up"), "move(-1)", ""),
        ("pagedown,ctrl+d", "move(8)", ""),
        ("pageup,ctrl+u", "move(-8)", ""),
    ]

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

    def action_answer(self, yes: bool) -> None:
        """The answer."""
        self.dismiss(yes)

    def action_move(self, lines: int) -> None:
        """Scroll the names."""
        for document in self.query(Document):
            document.move(lines)

    def on_press_pressed(self, message: Press.Pressed) -> None:
        """A button."""
        message.stop()
        self.dismiss(message.button == "yes")
