"""The review of an import: every row of the plan, the document's passage beside the register's text, and what is taken.

Nothing is written here. The screen is dismissed with the review as it stands where w was pressed, None where it was
left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from textual import events
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from importers.plan import PlanChange
from store.record import FIELDS, Kind
from store.words import word
from tui import keys, names, reasons, text
from tui.i18n import _, lang, ngettext
from tui.keys import Here
from tui.reviewing import Review
from tui.screens.review_keys import REVIEW
from tui.widgets.changes import CLASSES, Changes, said
from tui.widgets.footer import Footer
from tui.widgets.passage import Paragraph, Passage, differences

if TYPE_CHECKING:
    from tui.acts.matching import Target
    from tui.followup import Followup
    from tui.widgets.filterline import FilterLine

# Fields of a new promise that the reviewer may fill in, whether or not the document states them.
_PROMISE: Final = ("text", "status", "due_on", "due_text", "done_on", "quantity", "quantity_done", "unit", "recurrence")


class ReviewScreen(Screen[Review | None], inherit_bindings=False):
    """The rows above, both sides of the row under the cursor below."""

    CSS_PATH = "review.tcss"
    BINDINGS = keys.bindings(REVIEW)
    AUTO_FOCUS = None

    def __init__(self, review: Review, note: str = "") -> None:
        super().__init__()
        self.review = review
        self._note = note
        self._line: FilterLine | None = None
        self._whole = False

    @property
    def desk(self) -> Followup:
        """The app, by its own type."""
        return cast("Followup", self.app)

    def compose(self) -> Iterable[Widget]:
        """Heading, rows, both sides, footer."""
        look = self.desk.look
        yield Static("", id="review-head")
        yield Changes(look, self.desk.state.calendar, self.review)
        with Widget(id="review-sides"):
            yield Passage(look, _("The document says"), id="document-side")
            yield Passage(look, _("The register holds"), id="register-side")
        yield Footer(look)

    def on_mount(self) -> None:
        """The first row."""
        self.query_one(Footer).put(sorted((key for key in REVIEW if key.footer), key=lambda key: key.footer))
        self._tell()
        if self._note:
            self.query_one(Footer).say(self._note, "warn")

    @property
    def changes(self) -> Changes:
        """The rows."""
        return self.query_one(Changes)

    # --- what is shown ---

    def _tell(self) -> None:
        self.query_one("#review-head", Static).update(text.content(("\n".join(self._head()), "bold")))
        place = self.changes.place
        left: Sequence[Paragraph] = ()
        right: Sequence[Paragraph] = ()
        if place is not None:
            left, right = self.sides(self.review.plan.changes[place])
        self.query_one("#document-side", Passage).put(left)
        self.query_one("#register-side", Passage).put(right)

    def _head(self) -> list[str]:
        report = self.review.plan.report
        dated = "" if report.dated_on is None else said_day(report.dated_on, self.desk)
        top = "  ".join(part for part in (report.name, report.title, dated, self._entities()) if part)
        counts = self.review.plan.counts()
        told = " · ".join(f"{_(label)} {counts[name]:,}" for name, label in CLASSES.items() if counts[name])
        told += "   " + _("{n} taken, {m} undecided").format(n=len(self.review.taken), m=len(self.review.undecided))
        asked = [reasons.told(notice) for notice in (*report.questions, *report.notices)]
        width = max(20, self.app.size.width - 2)
        return [text.clip(text.line(line), width) for line in (top, told, *asked[:2])]

    def _entities(self) -> str:
        """Whose document it is, by name."""
        known = {entity.key: names.entity(entity.key, entity.name) for entity in self.desk.entities}
        return _(", ").join(known.get(key, key) for key in self.review.plan.report.entities)

    def sides(self, change: PlanChange) -> tuple[list[Paragraph], list[Paragraph]]:
        """The document's side and the register's side of a row."""
        calendar = self.desk.state.calendar
        left: list[Paragraph] = []
        right: list[Paragraph] = []
        if change.reason:
            left.append([(reasons.told(change.reason), "warn")])
        for name, (before, after) in change.fields.items():
            if name == "text":
                continue
            label = word("field", name, lang())
            left.append([(f"{label}  ", "soft"), (said(change, name, after, calendar), "hit")])
            if change.key is not None:
                right.append([(f"{label}  ", "soft"), (said(change, name, before, calendar), "hit")])
        on_file = str(change.before.get("text") or change.before.get("heading") or "")
        read = change.quote or str(change.fields.get("text", (None, change.text))[1] or change.text)
        if change.change_class == "missing":
            left.append([(_("The document does not mention it."), "soft")])
            right.append([(on_file or change.text, "text")])
        elif change.key is not None and on_file:
            one, other = differences(read, on_file)
            left.append(one)
            right.append(other)
        else:
            left.append([(read, "text")])
            right.append([(_("Not on file."), "soft")])
        where = "  ".join(f"{_(name)} {value}" for name, value in change.where.items())
        if where:
            left.append([(where, "soft")])
        under = change.key or change.parent
        if under:
            right.append([(under, "soft")])
        right += [[(_("could be: {key}").format(key=candidate), "soft")] for candidate in change.candidates[:9]]
        return left, right

    def on_changes_moved(self) -> None:
        """Another row."""
        self._tell()

    def on_changes_toggled(self) -> None:
        """A click on a mark."""
        self.action_take()

    def on_resize(self, event: events.Resize) -> None:
        """Another width clips the heading elsewhere."""
        self._tell()

    # --- keys ---

    async def action_press(self, key_id: str) -> None:
        """Carry a key out."""
        self.query_one(Footer).hush()
        result = getattr(self, f"action_{key_id}")()
        if result is not None:
            await result

    async def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """A click in the footer is the key."""
        message.stop()
        await self.action_press(message.id)

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

    def action_take(self) -> None:
        """Take or leave the row; on a heading, its class."""
        place = self.changes.place
        if place is None:
            self.action_toggle_class()
            return
        if not self.review.toggle(place):
            self._refuse(place)
            return
        self.changes.go(self.changes.cursor + 1)
        self._tell()

    def _refuse(self, place: int) -> None:
        change = self.review.plan.changes[place]
        why = _("This row only tells ({name}).") if not change.candidates else _("{name}: m matches it first.")
        self.query_one(Footer).say(why.format(name=_(CLASSES[change.change_class])), "warn")

    def action_toggle_class(self) -> None:
        """Take or leave all rows of the class."""
        name = self.changes.change_class
        if name is not None and not self.review.toggle_class(name, self.changes.shown):
            self.query_one(Footer).say(_("Rows of this class cannot be taken."), "warn")
        self.changes.refresh()
        self._tell()

    def action_whole(self) -> None:
        """Both sides on all of the screen."""
        self._whole = True
        self.add_class("-whole")

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

    def _filter(self, words: str) -> None:
        self.changes.words = words
        self.changes.regroup()
        self._tell()

    def _close_line(self) -> None:
        if self._line is not None:
            self._line.remove()
            self._line = None
        self.set_focus(None)

    def action_source(self) -> None:
        """The passage in the document."""
        from tui.screens.source import Source, find

        place = self.changes.place
        plan = self.review.plan
        if place is None or not plan.text:
            self.query_one(Footer).say(_("The document has no text to show."), "warn")
            return
        change = plan.changes[place]
        offset, length = (change.offset, change.length) if change.length else find(plan.text, change.quote or "")
        self.app.push_screen(Source(plan.text, offset, length, self.desk.look, plan.report.name))

    def action_help(self) -> None:
        """All keys of the review."""
        from tui.screens.help import Help, page

        self.app.push_screen(Help(page(Here(), REVIEW), self.desk.look, _("Keys")))

    # --- changing rows ---

    def action_edit(self) -> None:
        """Correct what the row says; it is taken with it."""
        place = self.changes.place
        if place is None or not (self.review.writable(place) or self.review.plan.changes[place].key is not None):
            self.query_one(Footer).say(_("This row has nothing to correct."), "warn")
            return
        self.run_worker(self._edit(place), group="review", exclusive=True)

    async def _edit(self, place: int) -> None:
        from tui.screens.form import Form
        from tui.screens.record import fields

        change = self.review.plan.changes[place]
        names = editable(change)
        values = {name: change.before.get(name) for name in names}
        values |= {name: pair[1] for name, pair in change.fields.items() if name in names}
        if "text" in names and not values.get("text"):
            values["text"] = change.text
        title = _("Correct before taking")
        answer = await self.app.push_screen_wait(
            Form(title, [change.text], fields(self.desk, change.kind, names, values), write=_("Take"))
        )
        if answer is None:
            return
        said_now = {
            name: value == "1" if FIELDS[change.kind][name] == "bool" else value for name, value in answer.items()
        }
        self.review.edited(place, {name: value for name, value in said_now.items() if value != values[name]})
        self.changes.regroup(place)
        self._tell()

    def action_match(self) -> None:
        """Another record that the row means, or that it stands under."""
        place = self.changes.place
        if place is None or self.review.plan.changes[place].kind not in ("milestone", "measure"):
            self.query_one(Footer).say(_("Only measures and promises are matched."), "warn")
            return
        self.run_worker(self._match(place), group="review", exclusive=True)

    async def _match(self, place: int) -> None:
        from tui.acts.matching import targets
        from tui.screens.pick import Pick

        change = self.review.plan.changes[place]

        def read(connection: sqlite3.Connection) -> list[Target]:
            return targets(connection, change)

        found = await self.desk.ask(read)
        if not found:
            self.query_one(Footer).say(_("The register holds nothing that the row could be matched to."), "warn")
            return
        at = await self.app.push_screen_wait(Pick(_("Match: {text}").format(text=text.clip(change.text, 120)),
                                                  [target.label for target in found]))  # fmt: skip
        if at is None:
            return
        target = found[at]
        self.review.matched(place, target.kind, target.key, target.values)
        self.changes.regroup(place)
        self._tell()

    # --- ways out ---

    def action_back(self) -> None:
        """Out of the whole difference, the filter, the review."""
        if self._line is not None and self._line.has_focus_within:
            self._close_line()
            self._filter("")
        elif self._whole:
            self._whole = False
            self.remove_class("-whole")
        elif self.changes.words:
            self._filter("")
        else:
            self.run_worker(self._leave(), group="review", exclusive=True)

    async def _leave(self) -> None:
        from tui.screens.confirm import Confirm

        open_rows = len(self.review.undecided)
        if open_rows or self.review.taken:
            question = _("Leave the review? {n} rows are taken and {m} undecided; nothing is written.")
            leave: bool | None = await self.app.push_screen_wait(
                Confirm(
                    question.format(n=len(self.review.taken), m=open_rows),
                    (),
                    yes=_("Leave"),
                    no=_("Go on"),
                    grave=True,
                )
            )
            if not leave:
                return
        self.dismiss(None)

    def action_write(self) -> None:
        """Write what is taken, after a last look at how much it is."""
        if not self.review.taken:
            self.query_one(Footer).say(_("Nothing is taken; Space takes a row, a all of its class."), "warn")
            return
        self.run_worker(self._write(), group="review", exclusive=True)

    async def _write(self) -> None:
        from tui.screens.confirm import Confirm

        count = len(self.review.taken)
        question = ngettext("Write {n} row as one entry?", "Write {n} rows as one entry?", count).format(n=count)
        if self.review.undecided:
            question += "\n" + _("{m} undecided rows stay out.").format(m=len(self.review.undecided))
        taken = [self.changes.summary(self.review.plan.changes[place]) for place in sorted(self.review.taken)]
        write: bool | None = await self.app.push_screen_wait(Confirm(question, taken, yes=_("Write")))
        if write:
            self.dismiss(self.review)


def editable(change: PlanChange) -> list[str]:
    """The fields of a row that may be corrected before it is taken."""
    if change.kind == "milestone":
        names: Sequence[str] = _PROMISE if change.key is None else [name for name in _PROMISE if name != "text"]
        return [name for name in FIELDS["milestone"] if name in {*names, *_known(change.kind, change.fields)}]
    if change.kind == "measure" and change.key is None:
        return ["heading", "text"]
    return _known(change.kind, change.fields)


def _known(kind: Kind, names: Iterable[str]) -> list[str]:
    return [name for name in FIELDS[kind] if name in set(names)]


def said_day(day: Any, desk: Followup) -> str:
    """A day as the calendar in use writes it."""
    from tui import days

    return days.short(day, desk.state.calendar)
