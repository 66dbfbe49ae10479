"""The three lines of a first run: where one is, the keys that matter, and how they go away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.watching import SIZES, TODAY, press, shows, until
from tui import i18n
from tui.followup import Followup
from tui.settings import State
from tui.widgets.welcome import Welcome


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_first_step_back_takes_them_away(store: Path, size: tuple[int, int]) -> None:
    i18n.speak("ja")
    app = Followup(store, by="山田", today=TODAY, state=State(greeted=False))
    async with app.run_test(size=size):
        await until(lambda: shows(app, "Enter 開く", "v 確認", "/ 絞込み", "z 取消し", "? ヘルプ"), "the lines")
        press(app, "escape")
        await until(lambda: not app.triage.has_class("-greeting"), "the lines gone")
        assert app.state.greeted
        assert app.state.view == "all"


async def test_a_filter_goes_with_them(store: Path) -> None:
    app = Followup(store, by="山田", today=TODAY, state=State(greeted=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: app.triage.worklist.row is not None and shows(app, "z undo", "Digital Agency"), "the lines")
        # " Enter open   v verify   / filter   z undo   ? help": a click on a key's name is the key.
        await pilot.click(Welcome, offset=(27, 1))
        await until(lambda: app.triage.typing and app.focused is not None)
        press(app, "9", "4", "0", "enter")
        await until(lambda: app.place.filter == "940" and not app.triage.typing, "the filter kept")
        press(app, "escape")
        await until(lambda: not app.place.filter and not app.triage.has_class("-greeting"), "both gone at once")
