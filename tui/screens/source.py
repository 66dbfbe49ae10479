"""The text of a document as it was kept, with one passage highlighted."""

from __future__ import annotations

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
    if not wanted:
        return 0, 0
    places = [place for place, letter in enumerate(whole) if not letter.isspace()]
    squeezed = "".join(whole[place] for place in places)
    at = squeezed.find(wanted)
    if at < 0:
        return 0, 0
    return places[at], places[at + len(wanted) - 1] - places[at] + 1


class Source(Help):
    """`offset` and `length` name the passage; length 0 shows the text from its beginning."""

    def __init__(self, whole: str, offset: int, length: int, look: Look, title: str) -> None:
        begin, end = max(0, offset - AROUND), offset + length + AROUND
        passage = whole[offset : offset + length]
        blocks = [Block(whole[begin:offset])] if offset > begin else []
        if passage:
            blocks += [Block(_("The passage"), heading=True), Block(passage, "hit"), Block("")]
        else:
            blocks.append(Block(_("The passage itself was not found in the text."), "warn"))
        blocks.append(Block(whole[offset + length : end]))
        super().__init__(blocks, look, title)

    def on_mount(self) -> None:
        """To the passage."""
        super().on_mount()
        self.call_after_refresh(lambda: self.query_one(Document).find_heading(_("The passage")))
