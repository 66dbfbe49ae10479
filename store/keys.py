"""How the parts of a key are made of what a record is called. Pure, standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

from store.problem import Problem

# What stands between the strokes of a key, as a pattern.
PART: Final = r"[a-z0-9][a-z0-9._-]*"
# ア イ ウ as the keys on file spell them.
_KANA: Final = dict(zip("アイウエオカキクケコ", ["a", "i", "u", "e", "o", "ka", "ki", "ku", "ke", "ko"], strict=True))


def is_part(text: str) -> bool:
    """Whether a text may be one part of a key, and so the key of an entity."""
    return re.fullmatch(PART, text) is not None


def check_part(text: str) -> None:
    """Raise Problem where a text that a person typed may be no part of a key."""
    if not is_part(text):
        raise Problem("A key is made of a–z, 0–9, '.', '_' and '-'.")


def slug(name: str) -> str:
    """A name as a part of a key: lower case, one hyphen for what is no letter or digit; "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


def of_number(number: str) -> str:
    """The part of an item's key that its printed number gives: 1, a for ア; "" where it gives none."""
    plain = unicodedata.normalize("NFKC", number)
    return _KANA.get(plain) or slug(plain)


def free(part: str, parent: str | None, taken: Container[str]) -> str:
    """The whole key that `part` gives under a parent, with a number behind it where that is taken."""
    number, found = 1, f"{parent}/{part}" if parent is not None else part
    while found in taken:
        number += 1
        found = f"{parent}/{part}-{number}" if parent is not None else f"{part}-{number}"
    return found
