"""The board of entities: who has how much open, how old it is, when they were last heard of. Enter shows their rows.

All of it is read in the background and kept; filtering and sorting need no further reading.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from textual.widget import Widget

from tui import boarding
from tui.boarding import Standing
from tui.i18n import _
from tui.keys import Here, keyed
from tui.screens.moving import Moving
from tui.screens.narrowing import Narrowing
from tui.screens.room import Chosen, Room
from tui.start import entities
from tui.views import DEFAULT
from tui.widgets.board import COLUMNS, Board, head_of
from tui.widgets.footer import Footer
from tui.widgets.summary import Heading, Summary

STATE: Final = "board"


class Entities(Moving, Narrowing, Room):
    """The board. It has no detail: Enter goes to the rows."""

    room = "board"

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Standing] = []
        self._known = False
        self._hint: str | None = None
        self._filter = self._sort = ""
        self._descending = False
        self._key: str | None = None

    def middle(self) -> Iterable[Widget]:
        """The table."""
        yield Board(self.desk.look, self.desk.state.calendar)

    @property
    def board(self) -> Board:
        """The table."""
        return self.query_one(Board)

    @property
    def steps(self) -> Board:
        """What the keys move in."""
        return self.board

    def on_mount(self) -> None:
        """Begin where it was left."""
        held = self.desk.state.more.get(STATE)
        held = held if isinstance(held, dict) else {}
        words, sort, key = (held.get(name) for name in ("filter", "sort", "key"))
        self._filter = words if isinstance(words, str) else ""
        self._sort = sort if sort in {column.id for column in COLUMNS} else ""
        self._descending = held.get("descending") is True
        self._key = key if isinstance(key, str) else None
        self.board.empty = _("reading …")
        self._read()

    def _remember(self) -> None:
        held: dict[str, Any] = {"filter": self._filter, "sort": self._sort, "descending": self._descending}
        self.desk.state.more[STATE] = {**held, "key": self._key}

    # --- reading ---

    def _read(self) -> None:
        as_of, soon = self.desk.as_of, self.desk.config.soon_days

        def read(connection: sqlite3.Connection) -> list[Standing]:
            return boarding.standings(connection, entities(connection), as_of, soon)

        self.desk.when(self.desk.back.ask(read, "board"), self._arrived, self)

    def _arrived(self, rows: list[Standing]) -> None:
        if not self.query(Footer):
            # The program is being left, and the screen loses its parts one by one.
            return
        self._rows, self._known = rows, True
        self._show()

    def _show(self) -> None:
        """What the filter leaves, in the order chosen, with the cursor on the entity where it was."""
        shown = boarding.narrowed(self._rows, self._filter)
        self._hint = shown.hint
        rows = boarding.sorted_by(shown.rows, self._sort, descending=self._descending)
        board = self.board
        at = next((at for at, row in enumerate(rows) if row.entity.key == self._key), None)
        if self._known:
            board.empty = (
                self._hint or keyed(_("Nothing is found. {key:out} takes the filter back.")) if self._filter
                else keyed(_("The register is empty. {key:import} reads a document, {key:add} adds by hand."))
            )  # fmt: skip
        board.show(rows, board.cursor if at is None else at, self._sort, self._descending)
        if self._hint is not None:
            self.say(self._hint)
        self._moved()

    def _moved(self) -> None:
        row = self.board.row
        if row is not None:
            self._key = row.entity.key
        self._remember()
        self.tell()

    # --- what the room answers ---

    def heading(self) -> Heading:
        """The top, with the place on the board."""
        found = self.query(Board)
        place, order = "", ""
        if found and found.first().rows:
            board = found.first()
            place = f"{board.cursor + 1:,}/{board.count:,}"
        if self._sort:
            column = next(column for column in COLUMNS if column.id == self._sort)
            order = _("Order: {column}").format(column=head_of(column)) + ("▾" if self._descending else "▴")
        crumbs = (f"/{self._filter}",) if self._filter else ()
        said = self.desk.heading(self.room, filter_text=self._filter, place=place, crumbs=crumbs)
        return said._replace(view="", order=order)

    def here(self) -> Here:
        """The entity under the cursor."""
        row = self.board.row
        return self.desk.here(
            place="board",
            kind="entity" if row is not None else None,
            rows=self.board.count,
            filtered=bool(self._filter),
        )

    async def chosen(self) -> Chosen:
        """The entity under the cursor."""
        row = self.board.row
        return Chosen("entity", (row.entity.key,)) if row is not None else Chosen(None, ())

    def refreshed(self) -> None:
        """The store or the day has changed."""
        self._read()

    def restyled(self) -> None:
        """Other colours or another calendar."""
        self.board.restyle(self.desk.look, self.desk.state.calendar)

    def on_screen_resume(self) -> None:
        """Back from another screen."""
        self.call_after_refresh(self.tell)

    # --- moving, and into the rows ---

    def on_board_moved(self) -> None:
        """Another entity."""
        self._moved()

    async def on_board_entered(self) -> None:
        """A double click opens."""
        await self.action_press("into")

    def on_board_sorted(self, message: Board.Sorted) -> None:
        """A click on a heading sorts by it, a second one turns the order, a third takes it back."""
        if message.sort != self._sort:
            self._order(message.sort, descending=message.sort not in ("entity", "expected_on"))
        elif self._descending == (message.sort not in ("entity", "expected_on")):
            self._order(message.sort, descending=not self._descending)
        else:
            self._order("", descending=False)

    def on_summary_chosen(self, message: Summary.Chosen) -> None:
        """A click on a count shows the entities that have such rows; once more, all."""
        words = f"is:{message.attention}"
        self.narrow("" if self._filter == words else words)

    def action_into(self) -> None:
        """The entity's rows in the worklist."""
        row = self.board.row
        if row is None:
            self.say(_("There is no row under the cursor."), "warn")
            return
        triage = self.desk.triage
        triage.from_board = f"entity:{row.entity.key}"
        self.desk.show_room("triage")
        triage.open_view(DEFAULT, triage.from_board)

    def action_out(self) -> None:
        """Out of the filter line, the filter, the order, the board: one at a time."""
        if self.leave_line():
            return
        if self._filter:
            self.narrow("")
        elif self._sort:
            self._order("", descending=False)
        else:
            self.desk.show_room("triage")

    def action_back(self) -> None:
        """Back to triage."""
        self.desk.show_room("triage")

    def action_source(self) -> None:
        """There is no passage of an entity."""
        self.say(keyed(_("An entity is read from no passage; {key:into} goes to its rows.")), "warn")

    # --- finding and sorting ---

    @property
    def words(self) -> str:
        """The filter."""
        return self._filter

    def narrow(self, words: str) -> None:
        """Only the entities that the words find."""
        self._filter = words
        self._show()

    def unread(self) -> str | None:
        """What there is to say about the filter."""
        return self._hint

    def action_next_hit(self) -> None:
        """To the next entity that the filter finds."""
        self.board.go((self.board.cursor + 1) % max(1, self.board.count))

    def action_prev_hit(self) -> None:
        """To the one before."""
        self.board.go((self.board.cursor - 1) % max(1, self.board.count))

    def _order(self, sort: str, *, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._show()
        if sort:
            column = next(column for column in COLUMNS if column.id == sort)
            self.say(
                keyed(_("Sorted by {column}; {key:out} goes back to the most urgent first."), column=head_of(column))
            )
        else:
            self.say(_("The most urgent first."))

    def action_sort(self) -> None:
        """Sort by the next column: names and next reports from the first on, all else from the most on."""
        names = ["", *(place.column.id for place in self.board.placed)]
        at = names.index(self._sort) if self._sort in names else 0
        sort = names[(at + 1) % len(names)]
        self._order(sort, descending=sort not in ("", "entity", "expected_on"))

    def action_turn(self) -> None:
        """Turn the order round."""
        if self._sort:
            self._order(self._sort, descending=not self._descending)
        else:
            self.say(keyed(_("The most urgent stand first; {key:sort} sorts by a column.")), "warn")
