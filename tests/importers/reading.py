"""Reading a few lines as a report of its own: for the tests of what tables, remarks and running text say."""

from __future__ import annotations

from datetime import date

from importers import document
from importers.draft import Draft, Promise
from importers.report import drafts
from tests.importers.fixtures.reports.samples import TODAY
from tests.importers.known import known

HEAD = "長崎県障害福祉課\n令和6年9月30日\n\n改善工程表\n\n"
# Of a promise: its status, its limit and the day on which it was done.
Told = tuple[str | None, date | None, date | None]


def read(body: str | bytes, name: str = "x.md", head: str = HEAD) -> tuple[Draft, list[Promise]]:
    """The only report in a text under a head, or in a file, and all its promises."""
    data = body if isinstance(body, bytes) else (head + body).encode()
    (draft,) = drafts(document.read_bytes(name, data), known(), TODAY)
    return draft, [promise for item in draft.items for measure in item.measures for promise in measure.promises]


def told(found: list[Promise]) -> list[Told]:
    """What the promises come to."""
    return [(promise.status, promise.due_on, promise.done_on) for promise in found]
