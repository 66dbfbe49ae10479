"""What the tests of the keys share: one way of pressing them, and checks of what a key does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.tui.watching import press, screenful, until
from tui.followup import Followup
from tui.keys import full_width


class Hands:
    """One way of pressing: the app, in full width or not, and the name under which the key in question is pressed."""

    def __init__(self, app: Followup, *, wide: bool) -> None:
        self.app = app
        self.wide = wide
        self.name = ""

    @property
    def screen(self) -> Any:
        """What is on top."""
        return self.app.screen

    def press(self) -> None:
        """The key in question."""
        press(self.app, self.name)


# What the checks of a screen are told is its own kind of hands.
Check = Callable[[Any], Awaitable[None]]
Place = Callable[[Any], int]


def moves(get: Place, put: Callable[[Any, int], None], start: int, far: Callable[[int], bool]) -> Check:
    """From a place the key leads to another one; `far` tells whether it is the right one."""

    async def check(hands: Hands) -> None:
        put(hands, start)
        before = get(hands)
        hands.press()
        await until(lambda: get(hands) != before and far(get(hands)), f"{before} → {get(hands)}")

    return check


def goes(what: Callable[[Any], object], wanted: object) -> Check:
    """The key makes something so."""

    async def check(hands: Hands) -> None:
        hands.press()
        await until(lambda: what(hands) == wanted, f"{what(hands)} is not {wanted}")

    return check


def changes(what: Callable[[Any], object]) -> Check:
    """The key makes something other than it was."""

    async def check(hands: Hands) -> None:
        before = what(hands)
        hands.press()
        await until(lambda: what(hands) != before, f"other than {before}")

    return check


def forms(keys: Sequence[str], wide: bool) -> list[str]:
    """The names under which a key arrives in a way of typing: all, or all that are full-width, but at least one."""
    return ([name for one in keys for name in full_width(one)] or [keys[0]]) if wide else list(keys)


@contextmanager
def told(hands: Hands, where: str) -> Iterator[None]:
    """Tell of which key what went wrong."""
    try:
        yield
    except BaseException as error:
        said = [message.text for message in hands.app.messages]
        error.add_note(f"{where}, pressed as {hands.name}; said: {said}\n{screenful(hands.app)}")
        raise
