"""Every key of the table, under each of its names, pressed on the running screen: its effect is looked at.

At two sizes, in both languages; in Japanese in the forms in which an input method sends them. The checks
(tests/tui/pressing/) are held to the table: a key without one fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.tui.pressing.acts import ACTS
from tests.tui.pressing.elsewhere import ELSEWHERE
from tests.tui.pressing.hands import Check, forms, told
from tests.tui.pressing.on_list import LIST
from tests.tui.pressing.supervisor import Supervisor
from tests.tui.watching import TODAY, until
from tui import i18n
from tui.followup import Followup
from tui.keys import KEYS, Key
from tui.settings import State

CHECKS: Final[dict[str, Check]] = LIST | ACTS | ELSEWHERE
# It ends the program, and is pressed at the end of every run.
LEAVES: Final = {"quit"}


def names(key: Key, wide: bool) -> list[str]:
    """All the names under which a key arrives: in full width those that have such a form, and the others."""
    return [name for one in key.keys for name in forms([one], wide)]


def untested(table: Iterable[Key]) -> list[str]:
    """The keys that no check is for."""
    return [key.id for key in table if key.id not in CHECKS and key.id not in LEAVES]


def test_no_key_is_untested() -> None:
    assert untested(KEYS) == []
    assert set(CHECKS) <= {key.id for key in KEYS}


def test_a_new_key_without_a_test_is_noticed() -> None:
    assert untested([*KEYS, KEYS[0]._replace(id="new", keys=("F",))]) == ["new"]


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize(("lang", "wide"), [("en", False), ("ja", True)], ids=["en", "ja-full-width"])
async def test_every_key(store: Path, size: tuple[int, int], lang: str, wide: bool) -> None:
    i18n.speak(lang)
    app = Followup(store, by="山田", today=TODAY, state=State())
    tried: list[str] = []
    async with app.run_test(size=size):
        hands = Supervisor(app, wide=wide)
        for key in app.keys:
            for name in names(key, wide):
                hands.trying = None
                await hands.home()
                hands.trying, hands.name = key, name
                if key.id in CHECKS:
                    with told(hands, key.id):
                        await CHECKS[key.id](hands)
                    tried.append(name)
        hands.trying = None
        await hands.home()
        hands.press("quit")
        await until(lambda: not app.is_running)
    i18n.speak("en")
    left = {name for key in KEYS if key.id not in LEAVES for name in names(key, wide)} - set(tried)
    assert not left
