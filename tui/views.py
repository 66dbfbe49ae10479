"""The saved views: each a query and a name, on the keys 1 to 7; and what a view of one's own adds to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from store.queries import Query
from store.rules import Attention
from tui.i18n import N_, _
from tui.settings import Place, State

# Before the name in the id of a view of one's own.
OWN: Final = "own/"


class View(NamedTuple):
    """One saved view. `mine` narrows it to the supervisor's own rows.

    A view of one's own has the words of a filter, an order and columns (as in settings.Place) of its own.
    """

    id: str
    label: str
    attentions: tuple[Attention, ...] = ()
    mine: bool = False
    # Only rows whose next check is due by the as-of date.
    checks: bool = False
    # What an empty view says, and what to press then.
    empty: str = N_("Nothing here. {key:view_all} shows everything.")
    filter: str = ""
    sort: str = ""
    descending: bool = False
    columns: tuple[tuple[str, int], ...] = ()
    # The saved view that it was made from.
    base: str = ""

    @property
    def called(self) -> str:
        """Its name in the language in use; one's own is as it was given."""
        return self.label if self.id.startswith(OWN) else _(self.label)

    def begin(self, place: Place) -> None:
        """Put a place into the view's own order, from its first row where that is another one."""
        if (place.sort, place.descending) != (self.sort, self.descending):
            place.sort, place.descending, place.key, place.index = self.sort, self.descending, None, 0

    def query(
        self, me: str, soon_days: int, sort: str = "", descending: bool = False, as_of: date | None = None
    ) -> Query:
        """The view's rows, in triage order or by a column."""
        return Query(
            attentions=self.attentions,
            officer=me if self.mine else None,
            check_to=as_of if self.checks else None,
            sort=sort,
            descending=descending,
            soon_days=soon_days,
        )


class Entity(NamedTuple):
    """An entity as a word of the filter can name it."""

    key: str
    name: str
    name_en: str
    reading: str


class Found(NamedTuple):
    """A view narrowed by a filter: its query, the words that were looked for, and a hint or None."""

    query: Query
    words: tuple[str, ...] = ()
    hint: str | None = None


VIEWS: Final[Mapping[str, View]] = {
    view.id: view
    for view in (
        View("overdue", N_("Overdue"), ("overdue",), empty=N_("Nothing is overdue. {key:view_all} shows everything.")),
        View("unverified", N_("Unverified"), ("unverified",),
             empty=N_("Every claim has been looked at. {key:view_all} shows everything.")),
        View("awaiting", N_("Awaiting a plan"), ("awaiting_plan",),
             empty=N_("Every item has its measure. {key:view_all} shows everything.")),
        View("soon", N_("Due soon"), ("due_soon",),
             empty=N_("Nothing falls due soon. {key:view_all} shows everything.")),
        View("mine", N_("Mine"), mine=True,
             empty=N_("No row has you as its officer. {key:view_all} shows all; "
                      "{key:assign} puts an officer in charge.")),
        View("checks", N_("Next check"), checks=True,
             empty=N_("No check is due. {key:view_all} shows everything; "
                      "{key:next_check} sets the day of a next check.")),
        View("all", N_("All"),
             empty=N_("The register is empty. {key:import} reads a document, {key:add} adds by hand.")),
    )
}  # fmt: skip
DEFAULT: Final = "all"


def shown(state: State) -> View:
    """The view in use; all rows where it is not there any more."""
    return VIEWS.get(state.view) or state.own.get(state.view) or VIEWS[DEFAULT]


def words(view: View, place: Place) -> str:
    """All words that narrow the list: those of the view and those of its filter line."""
    return f"{view.filter} {place.filter}".strip()


def found(
    view: View, place: Place, me: str, soon_days: int, entities: tuple[Entity, ...], as_of: date | None = None
) -> Found:
    """A view on a day, narrowed by its filter line, in its order."""
    base = view.query(me, soon_days, place.sort, place.descending, as_of)
    narrowed = words(view, place)
    if not narrowed:
        return Found(base)
    # Most runs begin without a filter; its reader costs more than the view.
    from tui.filtering import read

    return read(narrowed, base, me=me, entities=entities)
