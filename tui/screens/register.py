"""The register as a tree: entity, guidance, item, measure, milestone; and the cases with what is watched under them.

Lines are read when they are opened, in the reading thread. Enter opens a line, once more shows its story; Esc closes
it, and goes up. What is open, the cursor and the filter are remembered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any, Final

from textual.widget import Widget

from store.queries import Query
from store.rows import find
from store.story import Node, nodes
from tui import text
from tui.branches import tree
from tui.filtering import fold, read
from tui.i18n import _
from tui.keys import Here, keyed
from tui.screens.beside import Beside
from tui.screens.narrowing import Narrowing
from tui.screens.room import Chosen, Room
from tui.views import Found
from tui.widgets.document import Document
from tui.widgets.outline import Line, Outline, nothing
from tui.widgets.summary import Heading, Summary

STATE: Final = "register"


class Register(Beside, Narrowing, Room):
    """The tree and the detail of the line under the cursor."""

    CSS_PATH = "register.tcss"
    room = "register"

    def __init__(self) -> None:
        super().__init__()
        self._filter = ""

    def middle(self) -> Iterable[Widget]:
        """The tree and the detail."""
        outline = Outline(self.desk.look, self.desk.state.calendar, id="tree")
        yield Widget(outline, Document(self.desk.look, _("Detail"), id="detail"), id="body")

    @property
    def outline(self) -> Outline:
        """The tree."""
        return self.query_one(Outline)

    @property
    def steps(self) -> Outline:
        """What the keys move in."""
        return self.outline

    def subject(self) -> tuple[str, str] | None:
        """The record under the cursor."""
        line = self.outline.line
        return (line.node.key, line.node.kind) if line is not None else None

    def on_mount(self) -> None:
        """Open what was open."""
        self.lay_out()
        held = self._remembered
        self._filter = held["filter"]
        self._load(held["open"], held["key"])

    @property
    def _remembered(self) -> dict[str, Any]:
        """What state.json holds, as far as it makes sense."""
        held = self.desk.state.more.get(STATE)
        held = held if isinstance(held, dict) else {}
        key, opened, words = held.get("key"), held.get("open"), held.get("filter")
        return {
            "key": key if isinstance(key, str) else None,
            "open": [name for name in opened if isinstance(name, str)] if isinstance(opened, list) else [],
            "filter": words if isinstance(words, str) else "",
        }

    def _remember(self) -> None:
        line = self.outline.line
        self.desk.state.more[STATE] = {
            "key": line.node.key if line else None,
            "open": [line.node.key for line in self.outline.lines if line.open],
            "filter": self._filter,
        }

    # --- reading ---

    @property
    def _found(self) -> Found:
        base = Query(soon_days=self.desk.config.soon_days)
        return read(self._filter, base, me=self.desk.by, entities=self.desk.entities) if self._filter else Found(base)

    def _load(self, opened: Collection[str], key: str | None) -> None:
        """Read the top and everything open anew."""
        as_of, found, wanted = self.desk.as_of, self._found, frozenset(opened)

        def work(connection: sqlite3.Connection) -> list[Line]:
            return tree(connection, found, wanted, as_of)

        def arrived(lines: list[Line]) -> None:
            self.outline.empty = (
                keyed(_("Nothing is found. {key:out} takes the filter back.")) if self._filter else nothing()
            )
            self.outline.show(lines, key)
            self._settled()

        if found.hint is not None:
            self.say(found.hint)
        self.desk.when(self.desk.back.ask(work, "tree"), arrived, self)

    def _settled(self) -> None:
        self._remember()
        self.tell()
        self.rest()

    # --- what the room answers ---

    def heading(self) -> Heading:
        """The top, with the place in the tree."""
        found = self.query(Outline)
        place = ""
        if found and found.first().lines:
            outline = found.first()
            place = f"{outline.cursor + 1:,}/{len(outline.lines):,}"
        crumbs: tuple[str, ...] = (f"/{self._filter}",) if self._filter else ()
        if found:
            crumbs += found.first().path
        return self.desk.heading(self.room, filter_text=self._filter, place=place, crumbs=crumbs)._replace(view="")

    def here(self) -> Here:
        """The line under the cursor, and whether the tree or the detail has the keys."""
        line = self.outline.line
        return self.desk.here(
            full=self.full,
            place="detail" if self.in_detail else "tree",
            kind=line.node.kind if line else None,
            status=line.node.status if line else None,
            rows=len(self.outline.lines),
            filtered=bool(self._filter),
        )

    async def chosen(self) -> Chosen:
        """The record under the cursor, with its row where it is one."""
        line = self.outline.line
        if line is None:
            return Chosen(None, ())
        key, as_of = line.node.key, self.desk.as_of
        row = None
        if line.node.kind in ("milestone", "item", "guidance"):
            row = await self.desk.ask(lambda connection: find(connection, key, as_of, self.desk.config.soon_days))
        return Chosen(line.node.kind, (key,), (row,) if row is not None else ())

    def refreshed(self) -> None:
        """The store or the day has changed: everything open is read anew."""
        self._told = None
        line = self.outline.line
        self._load([held.node.key for held in self.outline.lines if held.open], line.node.key if line else None)

    def restyled(self) -> None:
        """Other colours or another calendar."""
        self.outline.restyle(self.desk.look, self.desk.state.calendar)
        self.detail.restyle(self.desk.look)
        self.tell_anew()

    # --- moving and the mouse ---

    def on_outline_moved(self) -> None:
        """Another line: its story when the cursor rests."""
        self._settled()

    async def on_outline_entered(self) -> None:
        """A double click, or one on the sign."""
        at = self.outline.cursor
        if self.outline.line is not None and self.outline.line.open:
            self.outline.cut(at)
            self._settled()
        else:
            await self.action_press("into")

    def on_summary_chosen(self, message: Summary.Chosen) -> None:
        """A click on a count shows its rows in the worklist."""
        self.desk.show_room("triage")
        self.desk.triage.open_view("all", f"is:{message.attention}")

    # --- the layout ---

    def on_screen_resume(self) -> None:
        """Back from another screen: the terminal may have another size."""
        self.lay_out()
        self.call_after_refresh(self._settled)

    # --- keys: in and out ---

    def action_into(self) -> None:
        """Open the line; an open one, or one with nothing below it, shows its story; then all of the screen for it."""
        line = self.outline.line
        if line is None:
            self.say(_("There is no row under the cursor."), "warn")
        elif self.in_detail:
            if not self.full:
                self.enter(detail=True, full=True)
        elif line.node.has_children and not line.open:
            self._open(line.node.key)
        else:
            self.enter(detail=True, full=not self.detail.display)

    def _open(self, key: str) -> None:
        as_of = self.desk.as_of

        def arrived(found: list[Node]) -> None:
            at = self.outline.place_of(key)
            if at is not None and not self.outline.lines[at].open:
                self.outline.insert(at, found)
                self._settled()

        self.desk.when(self.desk.back.ask(lambda connection: nodes(connection, key, as_of)), arrived, self)

    def action_out(self) -> None:
        """Out of the filter line, the detail, the open line, the parent, the filter: one at a time."""
        outline = self.outline
        parent = outline.parent_of(outline.cursor) if outline.lines else None
        if self.leave_line():
            return
        if self.in_detail:
            self.enter(detail=False)
        elif outline.line is not None and outline.line.open:
            outline.cut(outline.cursor)
            self._settled()
        elif parent is not None:
            outline.go(parent)
        elif self._filter:
            self.narrow("")
        else:
            self.desk.show_room("triage")

    def action_back(self) -> None:
        """Out of the detail, or back to triage."""
        if self.in_detail:
            self.action_out()
        else:
            self.desk.show_room("triage")

    # --- keys: finding ---

    @property
    def words(self) -> str:
        """The filter."""
        return self._filter

    def unread(self) -> str | None:
        """What there is to say about the filter."""
        return self._found.hint

    def narrow(self, words: str) -> None:
        """Only entities with rows that the words find, and cases that say them."""
        self._filter = words
        line = self.outline.line
        self._load([held.node.key for held in self.outline.lines if held.open], line.node.key if line else None)

    def action_next_hit(self) -> None:
        """To the next line that says one of the filter's words."""
        self._hit(1)

    def action_prev_hit(self) -> None:
        """To the line before."""
        self._hit(-1)

    def _hit(self, step: int) -> None:
        words = [fold(word) for word in self._found.words]
        lines = self.outline.lines
        for far in range(1, len(lines) + 1):
            at = (self.outline.cursor + step * far) % len(lines)
            said = fold(f"{lines[at].node.label} {lines[at].node.key}")
            if any(word in said for word in words):
                self.outline.go(at)
                return
        self.say(_("Nothing here is found by {words}.").format(words=text.line(self._filter)), "warn")
