"""Every key of the screens with a table of their own, and of what lies on top, pressed: its effect is looked at.

As for the app's table (test_keys_live.py) the checks are held to the tables: a key without one fails. One app a way;
the further names of a key are pressed too, all in one way and their full-width forms in the other, and must reach the
same command.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from importers.run import propose
from tests.tui.importing import report_in
from tests.tui.pressing.hands import forms, told
from tests.tui.pressing.screens import CHECKS, OPEN
from tests.tui.pressing.tops import TOPS
from tests.tui.pressing.visitor import Visitor
from tests.tui.watching import TODAY, until
from tui import i18n
from tui.followup import Followup
from tui.keys import Key
from tui.screens.tables import TABLES
from tui.settings import State
from tui.widgets.legend import LEGENDS

# The keys that only move, on every screen.
MOVING: Final = {"down", "up", "first", "last", "page_down", "page_up", "next_row", "prev_row"}


async def further_names(hands: Visitor, table: Sequence[Key]) -> None:
    """Every name but the first of each key leads to the key's command; what the command does is looked at elsewhere."""
    reached: list[str] = []

    async def action_press(key_id: str) -> None:
        reached.append(key_id)

    hands.screen.action_press = action_press
    for key in table:
        for name in forms(key.keys, hands.wide)[1:]:
            hands.name = name
            with told(hands, key.id):
                hands.press()
                await until(lambda: bool(reached))
                assert reached == [key.id]
                reached.clear()


def test_no_key_is_untested() -> None:
    assert {name: set(checks) for name, checks in CHECKS.items()} == {
        name: {key.id for key in table} for name, table in TABLES.items()
    }
    assert {name: set(checks) for name, (_open, checks) in TOPS.items()} == {
        name: {key for key, _label in lines} for name, lines in LEGENDS.items()
    }
    assert set(OPEN) == set(CHECKS)


@pytest.mark.long
@pytest.mark.parametrize(("lang", "size", "wide"), [("en", (120, 40), False), ("ja", (80, 24), True)], ids=["en", "ja"])
async def test_every_key_of_other_screens(
    store: Path, tmp_path: Path, lang: str, size: tuple[int, int], wide: bool
) -> None:
    i18n.speak(lang)
    path = report_in(tmp_path, "報告.txt")
    app = Followup(store, by="山田", today=TODAY, state=State())
    async with app.run_test(size=size):
        await until(lambda: app.triage.is_mounted and app.triage.worklist.row is not None)
        hands = Visitor(app, propose(path, store, TODAY), wide=wide)
        for screen, table in TABLES.items():
            await hands.home()
            moved = False
            for key in table:
                for hands.name in forms(key.keys, wide)[:1]:
                    with told(hands, f"{screen}.{key.id}"):
                        # What only moves finds the screen as the key before left it.
                        if not (key.id in MOVING and moved):
                            await hands.home()
                            await OPEN[screen](hands)
                        moved = key.id in MOVING
                        await CHECKS[screen][key.id](hands)
                        if app.state.view != "all":
                            app.triage.open_view("all", "")
            await hands.home()
            await OPEN[screen](hands)
            await further_names(hands, table)
        for screen, (opened, checks) in TOPS.items():
            for key_name, check in checks.items():
                for hands.name in forms([key_name], wide):
                    with told(hands, f"{screen}: {key_name}"):
                        await hands.home()
                        await opened(hands)
                        await check(hands)
    i18n.speak("en")
