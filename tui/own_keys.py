"""The user's own keys: the `keys` table of config.toml, checked. Imported only where there are some."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from store.problem import Problem
from tui.keys import BY_ID, KEYS, NOT_BOUND, Key

# Names of keys that are no character, as Textual calls them; shift+ and ctrl+ may stand before them.
NAMES: Final = frozenset(
    {
        "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "escape", "space", "tab",
        "backspace", "delete", "insert", *(f"f{number}" for number in range(1, 13)),
    }
)  # fmt: skip
# What a terminal sends in place of these: it cannot tell them apart.
SAME: Final[Mapping[str, str]] = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+[": "escape",
    "ctrl+@": "ctrl+space",
}  # fmt: skip


def overridden(keys: Mapping[str, str], path: object = "config.toml") -> tuple[Key, ...]:
    """The table with the user's own keys (id to keys parted by spaces), full-width ones read as narrow.

    Raises Problem for an unknown command, for what is no key, and for a key that two commands would have in one place.
    """
    own: dict[str, tuple[str, ...]] = {}
    for key_id, typed in keys.items():
        if key_id not in BY_ID:
            raise Problem("{path}: keys.{option}: there is no such command", path=path, option=key_id)
        own[key_id] = tuple(dict.fromkeys(_key(one, key_id, path) for one in typed.split()))
    table = tuple(key._replace(keys=own.get(key.id, key.keys)) for key in KEYS)
    taken: dict[str, list[Key]] = {}
    for key in table:
        for one in key.keys:
            held = taken.setdefault(one, [])
            other = next((other for other in held if other is not key and other.where & key.where), None)
            if other is not None:
                # The clash is told of the line that the user wrote, and names the command that has the key already.
                written, had = (key, other) if key.id in own else (other, key)
                raise Problem(
                    "{path}: keys.{option}: {key} is taken by {other}",
                    path=path, option=written.id, key=one, other=had.id,
                )  # fmt: skip
            held.append(key)
    return table


def on_screen(table: Sequence[Key], own: Mapping[str, Key]) -> tuple[Key, ...]:
    """A screen's own table with the user's keys (`own`: lines of the app's table by id that the user changed).

    They hold where a line is the same command, by its id and its first usual key, and only as far as no other line of
    the screen has the key.
    """
    made: list[Key] = []
    for key in table:
        if key.id in own and BY_ID[key.id].keys[0] == key.keys[0]:
            others = {one for other in table if other is not key for one in other.keys}
            others |= {one for other in made for one in other.keys}
            free = tuple(one for one in own[key.id].keys if one not in others)
            key = key._replace(keys=free or key.keys)
        made.append(key)
    return tuple(made)


def _key(typed: str, key_id: str, path: object) -> str:
    """One key as the table holds it. Raises Problem for what is none."""
    one = unicodedata.normalize("NFKC", typed)
    if len(one) != 1:
        one = one.lower()
    if one in NOT_BOUND:
        raise Problem("{path}: keys.{option}: {key} is never bound", path=path, option=key_id, key=one)
    if one in SAME:
        raise Problem("{path}: keys.{option}: terminals send {same} for {key}",
                      path=path, option=key_id, key=one, same=SAME[one])  # fmt: skip
    rest = one.removeprefix("ctrl+").removeprefix("shift+")
    character = len(one) == 1 and one.isprintable() and one.isascii()
    control = one.startswith("ctrl+") and len(rest) == 1 and rest.isascii() and rest.isalpha()
    if not (character or control or rest in NAMES):
        raise Problem(
            "{path}: keys.{option}: {key} is no key; write a character, ctrl+a, f5, up, enter, space …",
            path=path, option=key_id, key=typed,
        )  # fmt: skip
    return one
