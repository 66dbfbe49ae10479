"""What the program has said, newest first: errors stay readable after their toast is gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.i18n import _
from tui.widgets.document import Block

if TYPE_CHECKING:
    from tui.saying import Message


def page(messages: Sequence[Message]) -> list[Block]:
    """The log as a document."""
    if not messages:
        return [Block(_("Nothing has been said yet."), "soft")]
    return [
        Block(message.text, "text" if message.severity == "information" else "warn", label=message.at)
        for message in reversed(messages)
    ]
