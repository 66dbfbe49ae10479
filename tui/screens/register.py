"""The register as a tree: entity, guidance, item, measure, milestone; and the cases with what is watched under them.

Lines are read when they are opened, in the reading thread. Enter opens a line, once more shows its story; Esc closes
it, and goes up. What is open, the cursor and the filter are remembered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual.timer import Timer
from textual.widget import Widget

from store.queries import Query
from store.rows import Row, find
from store.story import Node, Story, nodes, story
from tui import text
from tui.branches import tree
from tui.filtering import fold, read
from tui.i18n import _, lang
from tui.keys import Here
from tui.screens.room import Chosen, Room
from tui.views import Found
from tui.widgets.document import Document
from tui.widgets.outline import Line, Outline, nothing
from tui.widgets.summary import Heading, Summary

if TYPE_CHECKING:
    from tui.widgets.filterline import FilterLine

WIDE: Final = 150
TALL: Final = 32
# The cursor rests when it has not moved for so long (seconds).
REST: Final = 0.08
STATE: Final = "register"


class Register(Room):
    """The tree and the detail of the line under the cursor."""

    CSS_PATH = "register.tcss"
    room = "register"

    def __init__(self) -> None:
        super().__init__()
        self._resting: Timer | None = None
        self._told: str | None = None
        self._line: FilterLine | None = None
        self._full = False
        self._filter = ""
        self.in_detail = False

    def middle(self) -> Iterable[Widget]:
        """The tree and the detail."""
        outline = Outline(self.desk.look, self.desk.state.calendar, id="tree")
        yield Widget(outline, Document(self.desk.look, _("Detail"), id="detail"), id="body")

    @property
    def outline(self) -> Outline:
        """The tree."""
        return self.query_one(Outline)

    @property
    def detail(self) -> Document:
        """The detail."""
        return self.query_one(Document)

    def on_mount(self) -> None:
        """Open what was open."""
        self._arrange()
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
            self.outline.empty = _("Nothing is found. Esc takes the filter back.") if self._filter else nothing()
            self.outline.show(lines, key)
            self._settled()

        if found.hint is not None:
            self.say(found.hint)
        self.desk.when(self.desk.back.ask(work, "tree"), arrived, self)

    def _settled(self) -> None:
        self._remember()
        self.tell()
        self._rest()

    # --- what the room answers ---

    def heading(self) -> Heading:
        """The top, with the place in the tree."""
        found = self.query(Outline)
        place = ""
        if found and found.first().lines:
            outline = found.first()
            place = f"{outline.cursor + 1:,}/{len(outline.lines):,}"
        return self.desk.heading(self.room, filter_text=self._filter, place=place)._replace(view="")

    def here(self) -> Here:
        """The line under the cursor, and whether the tree or the detail has the keys."""
        line = self.outline.line
        return self.desk.here(
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
        self._told = None
        self._rest()

    # --- the story ---

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

    def _rest(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        if self.detail.display:
            self._resting = self.set_timer(REST, self._tell_story)

    def _tell_story(self) -> None:
        line = self.outline.line
        if line is None:
            self._told = None
            self.detail.put((), _("Detail"))
            return
        key, as_of, kind = line.node.key, self.desk.as_of, line.node.kind
        if key == self._told:
            return

        def work(connection: sqlite3.Connection) -> tuple[Row | None, Story | None]:
            row = find(connection, key, as_of, self.desk.config.soon_days)
            return row if row is not None and row.kind == kind else None, story(connection, key, as_of)

        self.desk.when(self.desk.front.ask(work, "story"), self._show_story, self)

    def _show_story(self, held: tuple[Row | None, Story | None]) -> None:
        from tui.story import Told, blocks

        row, told = held
        line = self.outline.line
        if told is None or line is None or line.node.key != told.key:
            return
        keep = self._told is None and self.in_detail
        self._told = told.key
        self.detail.put(blocks(told, row, Told(self.desk.state.calendar, self.desk.as_of)), _("Detail"), keep=keep)

    # --- the layout ---

    def on_resize(self, event: events.Resize) -> None:
        """Beside, under, or on demand."""
        self._arrange()

    def on_screen_resume(self) -> None:
        """Back from another screen: the terminal may have another size."""
        self._arrange()
        self.call_after_refresh(self._settled)

    def _arrange(self) -> None:
        width, height = self.app.size
        self.set_class(width >= WIDE and not self._full, "-wide")
        self.set_class(width < WIDE and height >= TALL and not self._full, "-tall")
        self.set_class(self._full, "-full")

    def _enter(self, detail: bool, *, full: bool = False) -> None:
        self._full = full
        self._arrange()
        self.in_detail = detail
        self.detail.activate(detail)
        self.call_after_refresh(self._rest)
        self.tell()

    # --- keys: in and out ---

    def action_into(self) -> None:
        """Open the line; an open one, or one with nothing below it, shows its story; then all of the screen for it."""
        line = self.outline.line
        if line is None:
            self.say(_("There is no row under the cursor."), "warn")
        elif self.in_detail:
            if not self._full:
                self._enter(detail=True, full=True)
        elif line.node.has_children and not line.open:
            self._open(line.node.key)
        else:
            self._enter(detail=True, full=not self.detail.display)

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
        if self._line is not None and self._line.has_focus_within:
            self._close_line()
            self._narrow("")
        elif (self._full and self.in_detail) or self.in_detail:
            self._enter(detail=False)
        elif outline.line is not None and outline.line.open:
            outline.cut(outline.cursor)
            self._settled()
        elif parent is not None:
            outline.go(parent)
        elif self._filter:
            self._narrow("")
        else:
            self.desk.show_room("triage")

    def action_back(self) -> None:
        """Out of the detail, or back to triage."""
        if self.in_detail:
            self.action_out()
        else:
            self.desk.show_room("triage")

    # --- keys: moving ---

    def _move(self, lines: int) -> None:
        if self.in_detail:
            self.detail.move(lines)
        else:
            self.outline.go(self.outline.cursor + lines)

    @property
    def _page(self) -> int:
        return max(1, self.detail.size.height - 2) if self.in_detail else self.outline.page

    def action_down(self) -> None:
        """One down."""
        self._move(1)

    def action_up(self) -> None:
        """One up."""
        self._move(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._move(max(1, self._page // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._move(-max(1, self._page // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._move(self._page)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(-self._page)

    def action_first(self) -> None:
        """To the first line."""
        self._move(-(10**9))

    def action_last(self) -> None:
        """To the last line."""
        self._move(10**9)

    def action_section(self) -> None:
        """To the next section of the detail."""
        self.detail.section(1)

    def action_section_back(self) -> None:
        """To the section before."""
        self.detail.section(-1)

    # --- keys: finding ---

    async def action_filter(self) -> None:
        """The filter line: only entities with rows that it finds, and cases that say the words."""
        from tui.widgets.filterline import FilterLine

        if self._line is None:
            self._line = FilterLine(self._filter)
            await self.mount(self._line, before=self.footer)
        self._line.begin()
        self.say(_("Words, !not, entity: is: due:<2024-04 officer:me    Enter keeps the filter, Esc takes it back"))

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Filter as it is typed."""
        message.stop()
        if message.text != self._filter:
            self.footer.hush()
            self._narrow(message.text)

    def on_filter_line_kept(self, message: FilterLine.Kept) -> None:
        """Back to the tree, filtered."""
        message.stop()
        self._close_line()
        self.footer.hush()

    def _narrow(self, words: str) -> None:
        self._filter = words
        line = self.outline.line
        self._load([held.node.key for held in self.outline.lines if held.open], line.node.key if line else None)

    def _close_line(self) -> None:
        if self._line is not None:
            self._line.remove()
            self._line = None
        self.set_focus(None)

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

    def action_source(self) -> None:
        """The passage that the record was read from: in the document that was kept, else in the detail."""
        from tui.acts.sourcing import show

        line = self.outline.line
        if line is not None:
            found = show(self.desk, line.node.key, self._beside_source)
            self.desk.run_worker(found, group="source", exclusive=True)

    def _beside_source(self) -> None:
        from store.words import word

        if not self.in_detail:
            self._enter(detail=True, full=not self.detail.display)
        self.call_after_refresh(lambda: self.detail.find_heading(word("field", "source", lang())))
