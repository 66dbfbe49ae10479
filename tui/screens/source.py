"""The text of a document as it was kept, with one passage highlighted."""

from __future__ import annotations

import re
from typing import Final

from tui.i18n import _
from tui.screens.help import Help
from tui.theme import Look
from tui.widgets.document import Block, Document

# So much of the text stands before and after the passage (characters).
AROUND: Final = 20_000


def find(whole: str, quote: str) -> tuple[int, int]:
    """Where a passage stands in a text, line breaks and blanks aside: offset and length; length 0 where nowhere."""
    at = whole.find(quote)
    if quote and at >= 0:
        return at, len(quote)
    wanted = "".join(quote.split())
    found = re.search(r"\s*".join(map(re.escape, wanted)), whole) if wanted else None
    return (0, 0) if found is None else (found.start(), found.end() - found.start())


class Source(Help):
    """`offset` and `length` name the passage; length 0 shows the text from its beginning, under `otherwise`."""

    def __init__(
        self, whole: str, offset: int, length: int, look: Look, title: str, *, otherwise: str | None = None
    ) -> None:
        begin, end = max(0, offset - AROUND), offset + length + AROUND
        passage = whole[offset : offset + length]
        blocks = [Block(whole[begin:offset])] if offset > begin else []
        if passage:
            blocks += [Block(_("The passage"), heading=True), Block(passage, "hit"), Block("")]
        elif otherwise or otherwise is None:
            blocks.append(Block(otherwise or _("The passage itself was not found in the text."), "warn"))
        blocks.append(Block(whole[offset + length : end]))
        super().__init__(blocks, look, title)

    def on_mount(self) -> None:
        """To the passage."""
        super().on_mount()
        self.call_after_refresh(self._to_passage)

    def _to_passage(self) -> None:
        # Closed again at once, it has lost its page already.
        for document in self.query(Document):
            document.find_heading(_("The passage"))
