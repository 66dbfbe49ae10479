"""Notes, officers, next checks; undo and redo: at the keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import commands
from tests.tui.acting import ASSESSMENT, LANGS, WAYS, desk
from tests.tui.watching import TODAY, until
from tui.screens.confirm import Confirm
from tui.screens.versions import Versions


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_a_note_of_several_lines_goes_below_the_one_on_file(
    store: Path, lang: str, size: tuple[int, int]
) -> None:
    async with desk(store, size, lang) as at:
        await at.go(ASSESSMENT)
        await at.form("a")
        await at.press(*"電話した", "enter", *"折返し待ち", "ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["note"] == "電話した\n折返し待ち")
        await at.form("ａ")
        await at.shown("電話した")
        await at.press(*"回答あり", "ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["note"] == "電話した\n折返し待ち\n回答あり")


async def test_assigning_offers_those_who_are_known_and_takes_anyone(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("s")
        await at.press("down", "enter")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["officer"] == "山田")
        form = await at.form("s")
        assert form.field("officer").text == "山田"
        form.field("officer").type("")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["officer"] is None)


async def test_an_officer_changed_meanwhile_is_shown_and_asked_about(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("s")
        commands.assign(store, commands.Act(by="佐藤", today=TODAY), [ASSESSMENT], officer="佐藤")
        form.field("officer").type("鈴木")
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Versions))
        await at.shown("佐藤")
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["officer"] == "鈴木")


async def test_the_next_check_is_typed_like_any_date_and_emptied(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        await at.form(".")
        await at.press(*"+2w", "enter")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["next_check_on"] == date(2026, 12, 7))
        form = await at.form("。")
        form.field("on").type("")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["next_check_on"] is None)


@pytest.mark.parametrize("lang", LANGS)
async def test_ones_own_fresh_act_is_undone_at_one_key_and_redone(store: Path, lang: str) -> None:
    async with desk(store, lang=lang) as at:
        await at.go(ASSESSMENT)
        await at.form("b")
        await at.press("x", "enter")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["status"] == "returned")
        await at.press("z")
        await until(lambda: at.held(ASSESSMENT)["status"] == "planned")
        await at.told(ASSESSMENT)
        await at.press("Ｚ")
        await until(lambda: at.held(ASSESSMENT)["status"] == "returned")
        assert at.last().action == "redo"


async def test_the_act_of_somebody_else_is_shown_and_asked_about_first(store: Path) -> None:
    commands.send_back(store, commands.Act(by="佐藤", today=TODAY), [ASSESSMENT], reason="資料不足")
    async with desk(store) as at:
        await at.press("z")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown("佐藤", "Take this back?")
        await at.press("escape")
        await at.home()
        assert at.held(ASSESSMENT)["status"] == "returned"
        await at.press("z")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["status"] == "planned")


async def test_the_register_itself_is_never_undone_and_there_may_be_nothing_to_redo(store: Path) -> None:
    async with desk(store) as at:
        await at.press("z")
        await at.told("nothing to take back")
        await at.press("Z")
        await at.told("nothing to do again")
        assert at.last().action == "register"


async def test_no_act_on_another_day_or_a_store_for_reading(store: Path) -> None:
    async with desk(store, read_only=True) as at:
        for key in ("v", "b", "t", "a", "s", ".", "z", "A", "e", "i"):
            await at.press(key)
            await at.shown("for reading only")
        await at.home()
