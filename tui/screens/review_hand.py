"""What a person does to a row of an import's plan by hand: correct it, or let it mean another record.

Mixed into the review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from importers.plan import PlanChange
from store.problem import Problem
from tui.i18n import _, sentence
from tui.reviewing import Review
from tui.screens import review_words as words

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.followup import Followup
    from tui.widgets.changes import Changes

    Mixed = Screen["Review | Again | None"]
else:
    # As in moving.py.
    Mixed = object


@dataclass(frozen=True, slots=True)
class Again:
    """The document is another entity's, or answers another act of guidance: it is to be read again for it."""

    review: Review
    entity: str | None
    guidance: str | None
    guided: date | None


class ByHand(Mixed):
    """The keys for that; the review has the row under the cursor, and shows what became of it."""

    review: Review

    @property
    def desk(self) -> Followup:
        """The app, by its own type."""
        raise NotImplementedError

    @property
    def changes(self) -> Changes:
        """The rows."""
        raise NotImplementedError

    @property
    def change(self) -> PlanChange | None:
        """The row under the cursor."""
        raise NotImplementedError

    def say(self, said: str) -> None:
        """A sentence in the last line."""
        raise NotImplementedError

    def show_row(self) -> None:
        """Show the row under the cursor and the counts as they are now."""
        raise NotImplementedError

    def learn(self) -> None:
        """Ask for names that are not known yet."""
        raise NotImplementedError

    def action_edit(self) -> None:
        """Correct what the row says; it is taken with it."""
        from tui.acts.correcting import editable

        change = self.change
        if change is None or not editable(change):
            place = self.changes.place
            self.say(_("This row has nothing to correct.") if place is None else words.refusal(self.review, place))
            return
        self.run_worker(self._edit(change, cast("int", self.changes.place)), group="review", exclusive=True)

    async def _edit(self, change: PlanChange, place: int) -> None:
        from tui.acts.correcting import correct

        after = await correct(self.desk, change)
        if after is not None:
            self.review.edited(place, after)
            self.changes.regroup(place)
            self.show_row()

    def action_match(self) -> None:
        """Another record that the row means, or that it stands under."""
        change = self.change
        why_not = words.unmatched(change)
        if change is None or why_not:
            self.say(why_not)
            return
        self.run_worker(self._match(change, cast("int", self.changes.place)), group="review", exclusive=True)

    async def _match(self, change: PlanChange, place: int) -> None:
        from tui.acts.matching import choose

        try:
            target = await choose(self.desk, change)
        except Problem as problem:
            self.say(sentence(problem))
            return
        if target is None:
            return
        if target.kind == change.kind and change.kind in ("entity", "guidance"):
            entity, guidance = (target.key if target.kind == kind else None for kind in ("entity", "guidance"))
            self.dismiss(Again(self.review, entity, guidance, target.values.get("given_on")))
            return
        self.review.matched(place, target.kind, target.key, target.values)
        # An item or a case has nothing to be taken itself: what stands under it now is next.
        below = [at for at in self.review.standing.named(target.key) if at > place and change.kind in ("item", "case")]
        self.changes.regroup(below[0] if below else place)
        self.show_row()
        self.learn()
