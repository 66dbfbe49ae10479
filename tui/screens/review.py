"""The review of an import: every row of the plan, the document's passage beside the register's text, and what is taken.

Nothing is written here. The screen is dismissed with the review as it stands where w was pressed, None where it was
left. What a row says is in tui/sides.py and tui/changewords.py, what is decided in tui/reviewing.py.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import TYPE_CHECKING, cast

from textual import events
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from importers.plan import WRITABLE, PlanChange
from tui import changewords, keys, sides, text
from tui.i18n import _
from tui.keys import Here, keyed
from tui.reviewing import Review
from tui.screens import review_words as words
from tui.screens.review_hand import Again, ByHand
from tui.screens.review_keys import REVIEW
from tui.screens.tables import table
from tui.widgets.changes import Changes
from tui.widgets.footer import Footer
from tui.widgets.passage import Passage

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.widgets.filterline import FilterLine


class ReviewScreen(ByHand, Screen[Review | Again | None], inherit_bindings=False):
    """The rows above, the row under the cursor in a line, both its sides below."""

    CSS_PATH = "review.tcss"
    BINDINGS = keys.bindings(REVIEW, "review")
    AUTO_FOCUS = None

    def __init__(self, review: Review, note: str = "") -> None:
        super().__init__()
        self.review = review
        self._note = note
        self._line: FilterLine | None = None
        self._whole = False
        # Names of the records that rows stand under or could mean, by key.
        self._labels: dict[str, str] = {}

    @property
    def desk(self) -> Followup:
        """The app, by its own type."""
        return cast("Followup", self.app)

    def compose(self) -> Iterable[Widget]:
        """Heading, rows, the row, both sides, footer."""
        look = self.desk.look
        yield Static("", id="review-head")
        yield Changes(look, self.desk.state.calendar, self.review)
        yield Static("", id="review-row")
        with Widget(id="review-sides"):
            yield Passage(look, _("The document says"), id="document-side")
            yield Passage(look, _("The register holds"), id="register-side")
        yield Footer(look)

    def on_mount(self) -> None:
        """The first row."""
        self.query_one(Footer).put(sorted((key for key in table("review") if key.footer), key=lambda key: key.footer))
        self.show_row()
        self.learn()
        if self._note:
            self.say(self._note)

    @property
    def changes(self) -> Changes:
        """The rows."""
        return self.query_one(Changes)

    @property
    def change(self) -> PlanChange | None:
        """The row under the cursor; None on the name of a class."""
        place = self.changes.place
        return None if place is None else self.review.plan.changes[place]

    def say(self, said: str) -> None:
        """A sentence in the last line until the next key."""
        self.query_one(Footer).say(said, "warn")

    # --- what is shown ---

    def learn(self) -> None:
        """Ask for the names of the records that rows stand under or could mean."""
        from tui.acts.matching import labels

        wanted = {
            key
            for change in self.review.plan.changes
            for key in (change.parent, change.before.get("measure_key"), *change.candidates)
            if key and key not in self._labels
        }
        self.desk.when(self.desk.back.ask(lambda connection: labels(connection, wanted)), self._learned, self)

    def _learned(self, labels: dict[str, str]) -> None:
        self._labels |= labels
        self.show_row()

    def show_row(self) -> None:
        """The heading, the row under the cursor and both its sides, as they are now."""
        changes, width = self.changes, max(20, self.app.size.width - 2)
        head = words.head(self.desk, self.review, changes)
        top, notes = ("\n".join(text.clip(text.line(line), width) for line in part) for part in (head[:2], head[2:]))
        parts = ((top, "bold"), *((f"\n{said}", "bold $warning") for said in (notes,) if said))
        self.query_one("#review-head", Static).update(text.content(*parts))
        self.query_one("#review-row", Static).update(words.row(self.review, changes, None if self._whole else width))
        change, name = self.change, changes.change_class
        if change is not None:
            # What it stands under can be a row of the same plan.
            rows = self.review.standing.above(cast("int", changes.place))
            plan = self.review.plan.changes
            labels = self._labels | {plan[at].own: changewords.called(plan[at], changes.day) for at in rows}
            left, right = sides.of_row(change, changes.day, labels)
        else:
            left, right = sides.of_class(name) if name is not None else ([], [])
        self.query_one("#document-side", Passage).put(left)
        self.query_one("#register-side", Passage).put(right)

    def on_changes_moved(self) -> None:
        """Another row."""
        self.show_row()

    def on_changes_toggled(self) -> None:
        """A click on a mark."""
        self.action_take()

    def on_resize(self, event: events.Resize) -> None:
        """Another width clips the heading elsewhere."""
        self.show_row()

    # --- keys ---

    async def action_press(self, key_id: str) -> None:
        """Carry a key out."""
        self.query_one(Footer).hush()
        result: Awaitable[None] | None = getattr(self, f"action_{key_id}")()
        if result is not None:
            await result

    async def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """A click in the footer is the key."""
        message.stop()
        await self.action_press(message.id)

    def on_key(self, event: events.Key) -> None:
        """A key that is in no table says so."""
        if self._line is not None and self._line.has_focus_within:
            return
        if event.is_printable and "+" not in event.key[:-1] and event.key not in keys.bound(table("review")):
            event.stop()
            self.say(words.no_key(event.character or ""))

    def _move(self, lines: int) -> None:
        if self._whole:
            for side in self.query(Passage):
                side.move(lines)
        else:
            self.changes.go(self.changes.cursor + lines)

    def action_down(self) -> None:
        """One down."""
        self._move(1)

    def action_up(self) -> None:
        """One up."""
        self._move(-1)

    def action_first(self) -> None:
        """To the top."""
        self._move(-(10**9))

    def action_last(self) -> None:
        """To the end."""
        self._move(10**9)

    def action_page_down(self) -> None:
        """A page down."""
        self._move(self.changes.page if not self._whole else 10)

    def action_page_up(self) -> None:
        """A page up."""
        self._move(-(self.changes.page if not self._whole else 10))

    def action_next_row(self) -> None:
        """The next row, whatever is shown."""
        self.changes.go(self.changes.cursor + 1)

    def action_prev_row(self) -> None:
        """The row before."""
        self.changes.go(self.changes.cursor - 1)

    def action_next_open(self) -> None:
        """The next row that is not decided on."""
        self._to(self.changes.next(1), _("No undecided row follows."))

    def action_prev_open(self) -> None:
        """The one before."""
        self._to(self.changes.next(-1), _("No undecided row stands before."))

    def _to(self, line: int | None, otherwise: str) -> None:
        if line is None:
            self.say(otherwise)
        else:
            self.changes.go(line)

    def action_take(self) -> None:
        """Take or leave the row; on a heading, its class."""
        place = self.changes.place
        if place is None:
            self.action_toggle_class()
            return
        decided = self.review.toggle(place)
        if not decided:
            self.say(words.refusal(self.review, place))
            return
        self.changes.go(self.changes.cursor + 1)
        self.changes.refresh()
        self.show_row()
        if len(decided) > 1:
            self.say(words.followed(self.review, place, len(decided) - 1))

    def action_toggle_class(self) -> None:
        """Take or leave all rows of the class."""
        name = self.changes.change_class
        if name is not None and not self.review.toggle_class(name, self.changes.shown):
            first = next(place for place in self.changes.shown if self.review.plan.changes[place].change_class == name)
            waits = self.review.plan.changes[first].change_class in WRITABLE
            self.say(words.refusal(self.review, first) if waits else _("Rows of this class cannot be taken."))
        self.changes.refresh()
        self.show_row()

    def action_whole(self) -> None:
        """Both sides on all of the screen."""
        self._whole = True
        self.add_class("-whole")
        self.show_row()

    async def action_filter(self) -> None:
        """The filter line."""
        from tui.widgets.filterline import FilterLine

        if self._line is None:
            self._line = FilterLine(self.changes.words)
            await self.mount(self._line, before=self.query_one(Footer))
        self._line.begin()

    def on_filter_line_typed(self, message: FilterLine.Typed) -> None:
        """Filter as it is typed."""
        message.stop()
        self._filter(message.text)

    def on_filter_line_kept(self, message: FilterLine.Kept) -> None:
        """Back to the rows."""
        message.stop()
        self._close_line()

    def on_filter_line_left(self, message: FilterLine.Left) -> None:
        """Back to all rows."""
        message.stop()
        self.action_back()

    def _filter(self, typed: str) -> None:
        self.changes.words = typed
        self.changes.regroup()
        self.show_row()

    def _close_line(self) -> None:
        if self._line is not None:
            self._line.remove()
            self._line = None
        self.query_one(Footer).hush()
        self.set_focus(None)

    def action_source(self) -> None:
        """The passage in the document; on the name of a class the document from its beginning."""
        from tui.screens.source import Source, find

        plan, change = self.review.plan, self.change
        if not plan.text:
            self.say(_("The document has no text to show."))
            return
        offset, length = (0, 0) if change is None else (change.offset, change.length)
        if change is not None and not length:
            offset, length = find(plan.text, change.quote or "")
        said = "" if change is None else _("The passage itself was not found in the text.")
        if change is not None and change.change_class == "missing":
            said = _("The document does not mention it.")
        self.app.push_screen(Source(plan.text, offset, length, self.desk.look, plan.report.name, otherwise=said))

    def action_about(self) -> None:
        """What is known of the document."""
        from tui.screens.help import Help

        self.app.push_screen(Help(words.document(self.desk, self.review.plan), self.desk.look, _("The document")))

    def action_help(self) -> None:
        """All keys of the review."""
        from tui.screens.help import Help, page

        self.app.push_screen(Help(page(Here(), table("review"), words.help()), self.desk.look, _("Keys")))

    # --- ways out ---

    def action_back(self) -> None:
        """Out of the whole difference, the filter, the review."""
        if self._line is not None and self._line.has_focus_within:
            self._close_line()
            self._filter("")
        elif self._whole:
            self._whole = False
            self.remove_class("-whole")
            self.show_row()
        elif self.changes.words:
            self._filter("")
        else:
            self.run_worker(self._leave(), group="review", exclusive=True)

    async def _leave(self) -> None:
        from tui.screens.confirm import Confirm

        if self.review.open or self.review.taken:
            ask = Confirm(words.leaving(self.review), (), yes=_("Leave"), no=_("Go on"), grave=True)
            if not await self.app.push_screen_wait(ask):
                return
        self.dismiss(None)

    def action_write(self) -> None:
        """Write what is taken, after a last look at how much it is."""
        if not self.review.taken:
            self.say(
                keyed(
                    _("Nothing is taken; {key:take} takes a row, {key:toggle_class} all of its class."), table("review")
                )
            )
            return
        self.run_worker(self._write(), group="review", exclusive=True)

    async def _write(self) -> None:
        from tui.screens.confirm import Confirm

        changes = self.review.plan.changes
        taken = [text.clip(text.line(changewords.called(changes[place], self.changes.day)), 2 * _NAMED)
                 for place in sorted(self.review.taken)[:_MOST_NAMED]]  # fmt: skip
        write: bool | None = await self.app.push_screen_wait(Confirm(words.writing(self.review), taken, yes=_("Write")))
        if write:
            self.dismiss(self.review)


# Cells of a line and lines of the last look at what is written.
_NAMED = 66
_MOST_NAMED = 1000
