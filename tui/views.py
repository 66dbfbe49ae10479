"""The saved views: each a query and a name, on the keys 1 to 6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from store.queries import Query
from store.rules import Attention
from tui.i18n import N_


@dataclass(frozen=True, slots=True)
class View:
    """One saved view. `mine` narrows it to the supervisor's own rows."""

    id: str
    label: str
    attentions: tuple[Attention, ...] = ()
    mine: bool = False
    # What an empty view says, and what to press then.
    empty: str = N_("Nothing here. 6 shows everything.")

    def query(self, me: str, soon_days: int) -> Query:
        """The view's rows in triage order."""
        return Query(attentions=self.attentions, officer=me if self.mine else None, soon_days=soon_days)


VIEWS: Final[Mapping[str, View]] = {
    view.id: view
    for view in (
        View("overdue", N_("Overdue"), ("overdue",), empty=N_("Nothing is overdue. 6 shows everything.")),
        View(
            "unverified",
            N_("Unverified"),
            ("unverified",),
            empty=N_("Every claim has been looked at. 6 shows everything."),
        ),
        View(
            "awaiting",
            N_("Awaiting a plan"),
            ("awaiting_plan",),
            empty=N_("Every item has its measure. 6 shows everything."),
        ),
        View("soon", N_("Due soon"), ("due_soon",), empty=N_("Nothing falls due soon. 6 shows everything.")),
        View(
            "mine",
            N_("Mine"),
            mine=True,
            empty=N_("No row has you as its officer. 6 shows everything; s puts an officer in charge."),
        ),
        View("all", N_("All"), empty=N_("The register is empty. i reads a document, A adds by hand.")),
    )
}
DEFAULT: Final = "all"
