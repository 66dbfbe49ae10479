"""What is answered with yes or no, with texts to scroll above the answers."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from tui.keys import either
from tui.screens.form import Press
from tui.widgets.document import Document


class Question(ModalScreen[bool]):
    """y or Enter on the first answer is yes; n, Esc or Enter on the second is no. Without a first one, y is no too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        (either("y,Y"), "answer(True)", ""),
        (either("n,N,escape,q"), "answer(False)", ""),
        (either("j,down"), "move(1)", ""),
        (either("k,up"), "move(-1)", ""),
        ("pagedown,ctrl+d", "move(8)", ""),
        ("pageup,ctrl+u", "move(-8)", ""),
    ]

    def action_answer(self, yes: bool) -> None:
        """The answer."""
        self.dismiss(yes and bool(self.query("#press-yes")))

    def action_move(self, lines: int) -> None:
        """Scroll the texts."""
        for document in self.query(Document):
            document.move(lines)

    def on_press_pressed(self, message: Press.Pressed) -> None:
        """A button."""
        message.stop()
        self.action_answer(message.button == "yes")
