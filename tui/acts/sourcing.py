"""The passage that a record was read from, in the text of the document as it was kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.story import story
from tui.screens.source import Source, find

if TYPE_CHECKING:
    from tui.followup import Followup


async def show(app: Followup, key: str, otherwise: Callable[[], object]) -> None:
    """Open the newest kept document that holds the record's words, or its measure's; else call `otherwise`."""
    as_of = app.as_of
    told = await app.ask(lambda connection: story(connection, key, as_of))
    reports = [] if told is None else [report for report in reversed(told.reports) if report["text"]]
    holders = () if told is None else (told.record, told.measure)
    for report in reports:
        for words in (holder[name] for holder in holders if holder is not None for name in ("text", "heading")
                      if holder.get(name)):  # fmt: skip
            offset, length = find(report["text"], words)
            if length:
                app.push_screen(Source(report["text"], offset, length, app.look, report["name"] or report["title"]))
                return
    otherwise()
