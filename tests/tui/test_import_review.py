"""Importing at the keys: the review of every row, one batch, undone as one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import commands
from tests.tui.acting import ASSESSMENT, WAYS, desk
from tests.tui.importing import audit, report_in, review, unwritten, write
from tests.tui.watching import TODAY, screenful, until
from tui.screens.confirm import Confirm
from tui.screens.form import Form
from tui.screens.pick import Pick
from tui.screens.review import ReviewScreen
from tui.screens.source import Source


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_nothing_before_w_then_one_batch_undone_as_one(
    store: Path, edited: Path, lang: str, size: tuple[int, int]
) -> None:
    async with desk(store, size, lang) as at:
        before = at.last().batch
        with unwritten(at):
            screen = await review(at, edited)
            await at.shown({"en": "changed 2", "ja": "変更 2"}[lang])
            assert len(screen.review.undecided) == 2
            await at.press("w")
            await at.shown({"en": "Nothing is taken", "ja": "採用した行がありません"}[lang])
            await at.press("space")
            assert len(screen.review.taken) == 1
            await at.press("k", "　" if lang == "ja" else "space")
            assert (len(screen.review.taken), len(screen.review.left)) == (0, 1)
            await at.press("a")
            assert len(screen.review.taken) == 2
            await at.press("w")
            await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "import")
        assert at.last().batch == before + 1
        held = at.held(ASSESSMENT)
        assert (held["note"], held["due_on"], held["revisions"]) == ("電話で確認", date(2027, 3, 31), 1)
        # An import is never undone without a look.
        await at.press("z")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2023, 12, 31))
        assert at.held("digital-agency/2023-09-20/6/audit/3")["officer"] is None


async def test_leaving_asks_where_something_is_undecided(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        with unwritten(at):
            screen = await review(at, edited)
            await at.press("escape")
            await until(lambda: isinstance(at.app.screen, Confirm))
            await at.shown("2 undecided")
            await at.press("n")
            await until(lambda: at.app.screen is screen)
            await at.press("q")
            await until(lambda: isinstance(at.app.screen, Confirm))
            await at.press("y")
            await at.home()
            await at.told("Nothing was written.")


async def test_a_row_is_corrected_before_it_is_taken(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("e")
        await until(lambda: isinstance(at.app.screen, Form))
        form: Any = at.app.screen
        form.field("due_on").type("令和9年4月末")
        await at.press("ctrl+s")
        await until(lambda: at.app.screen is screen)
        await until(lambda: len(screen.review.taken) == 1)
        await at.press("w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown("1 undecided")
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2027, 4, 30))
        assert at.held("digital-agency/2023-09-20/6/audit/3")["officer"] is None


async def test_the_filter_narrows_and_a_takes_only_what_is_shown(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("/", *"佐藤", "enter")
        await until(lambda: len(screen.changes.shown) == 1)
        await at.press("a")
        assert len(screen.review.taken) == 1
        await at.press("escape")
        await until(lambda: len(screen.changes.shown) == 64)


async def test_a_register_that_changed_meanwhile_makes_the_plan_anew(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("a", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        other = commands.Act(by="佐藤", today=TODAY)
        commands.add_note(store, other, [ASSESSMENT], text="別件")
        await at.press("y")
        await until(lambda: isinstance(at.app.screen, ReviewScreen) and at.app.screen is not screen, "a new review")
        fresh = at.app.screen
        assert isinstance(fresh, ReviewScreen)
        await at.shown("changed meanwhile")
        assert at.held(ASSESSMENT)["due_on"] == date(2023, 12, 31)
        # What did not change is still taken; the row on the changed record is undecided again.
        assert (len(fresh.review.taken), len(fresh.review.undecided)) == (1, 1)
        await at.press("a", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2027, 3, 31))


async def test_n_goes_from_one_undecided_row_to_the_next(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        first = screen.changes.cursor
        await at.press("n")
        await until(lambda: screen.changes.cursor == first + 1)
        await at.press("n")
        await at.shown("No undecided row follows.")
        await at.press("a", "N")
        await at.shown("No undecided row stands before.")


async def test_keys_that_a_row_has_no_use_for_say_why(store: Path, tmp_path: Path) -> None:
    path = report_in(tmp_path, "報告.txt")
    async with desk(store, (120, 40)) as at:
        screen = await review(at, path)
        missing = next(n for n, change in enumerate(screen.review.plan.changes) if change.change_class == "missing")
        screen.changes.regroup(missing)
        await at.press("e")
        await at.shown("This row only tells (missing).")
        await at.press("m")
        await at.shown("This row is the register's own")
        await at.press("space")
        await at.shown("This row only tells (missing).")
        await at.press("o")
        await until(lambda: isinstance(at.app.screen, Source))
        await at.shown("The document does not mention it.")
        await at.press("escape")
        # The name of a class says what it asks, and the document opens from its beginning.
        screen.changes.go(0)
        await at.shown("What is taken is put on file.")
        await at.press("o")
        await until(lambda: isinstance(at.app.screen, Source))
        await at.shown("改善状況報告書")
        assert "not found" not in screenful(at.app)


async def test_what_was_matched_and_corrected_by_hand_is_done_again_on_a_new_plan(store: Path, tmp_path: Path) -> None:
    path = report_in(tmp_path, "報告.txt")
    async with desk(store, (120, 40)) as at:
        screen = await review(at, path)
        place = audit(screen)
        screen.changes.regroup(place)
        await at.press("m")
        await until(lambda: isinstance(at.app.screen, Pick))
        await at.press("1")
        await until(lambda: place in screen.review.taken)
        key = screen.review.plan.changes[place].key
        assert key is not None
        commands.add_note(store, commands.Act(by="佐藤", today=TODAY), [key], text="別件")
        await write(at)
        await until(lambda: isinstance(at.app.screen, ReviewScreen) and at.app.screen is not screen, "a new review")
        fresh = at.app.screen
        assert isinstance(fresh, ReviewScreen)
        assert [fresh.review.plan.changes[n].key for n in fresh.review.taken] == [key]
        await until(lambda: bool(fresh.query("Changes")) and fresh.changes.size.height > 0)
        await write(at)
        await at.home()
        await until(lambda: at.held(key)["due_on"] == date(2027, 3, 31))
        assert at.held(key)["note"] == "別件"
