"""Watching a running screen: waiting for what is asserted, and reading the screen back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from time import monotonic

import pytest
from textual import events
from textual.binding import Binding

from docs.pictures import frame
from tui.followup import Followup

TODAY = date(2026, 11, 23)
SIZES = ((80, 24), (120, 40), (200, 50))
# Seconds within which whatever is waited for must hold; far more than it takes, for a loaded machine.
DEADLINE = 30.0
_CHARACTERS = {"space": " ", "ideographic_space": "\u3000", "enter": "\r", "tab": "\t"}


def press(app: Followup, *keys: str) -> None:
    """Send keys (characters, or Textual's names) as a terminal would; `until` sees what they do."""
    for key in keys:
        binding = next(iter(Binding.make_bindings([Binding(key if key != "," else "comma", "none")])))
        character = key if len(key) == 1 else _CHARACTERS.get(key)
        app.post_message(events.Key(binding.key, character))


async def until(holds: Callable[[], object], what: str = "", seconds: float = DEADLINE) -> None:
    """Wait until `holds()` is true; fail with what was waited for when it is not in time."""
    deadline = monotonic() + seconds
    while not holds():
        if monotonic() > deadline:
            pytest.fail(f"not within {seconds} s: {what or holds}")
        await asyncio.sleep(0.005)


def screenful(app: Followup) -> str:
    """What stands on the screen, line by line."""
    return "\n".join(strip.text for strip in frame(app))


def shows(app: Followup, *words: str) -> bool:
    """Whether all the words stand on the screen."""
    page = screenful(app)
    return all(word in page for word in words)
