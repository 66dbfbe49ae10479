"""What the Tab key goes on typing in a filter line: a filter word, and behind its colon what it can be about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from store import rules
from store.words import ATTENTION
from tui.filtering import WORDS, fold, named
from tui.i18n import lang
from tui.views import Entity

_OFFICERS: Final = (("me", "自分"), ("none", "なし"))
_BREAK: Final = re.compile("[,，、]")


def completions(line: str, entities: Iterable[Entity] = ()) -> tuple[str, ...]:
    """Whole lines that begin as `line` and go on at its end, in the order in which they are offered.

    A word that was begun in Japanese goes on in Japanese; what has not been begun, in the language in use.
    """
    lead, word = line[: -len(line.split(" ")[-1]) or None], line.split(" ")[-1]
    if not word:
        lead = line
    if word[:1] in ("!", "！"):
        lead, word = lead + word[0], word[1:]
    before, colon, value = word.replace("：", ":", 1).partition(":")
    if not colon:
        return tuple(f"{lead}{one}:" for one in _words(before))
    name = WORDS.get(fold(before), "")
    begun = _BREAK.split(value)[-1]
    kept = lead + word[: len(word) - len(begun)]
    japanese = not before.isascii() if not begun else not unicodedata.normalize("NFKC", begun).isascii()
    return tuple(kept + one for one in _values(name, begun, tuple(entities), japanese=japanese))


def _words(begun: str) -> list[str]:
    """The filter words that begin so, each once."""
    japanese = lang() == "ja" if not begun else not unicodedata.normalize("NFKC", begun).isascii()
    found: dict[str, str] = {}
    for word, name in WORDS.items():
        if word.isascii() != japanese and fold(word).startswith(fold(begun)):
            found.setdefault(name, word)
    return list(found.values())


def _values(name: str, begun: str, entities: tuple[Entity, ...], *, japanese: bool) -> list[str]:
    """What a filter word can be about, as far as it was begun; an entity by any of its names."""
    wanted = fold(begun).replace("_", "").replace("-", "")

    def begins(pair: tuple[str, str]) -> bool:
        return any(fold(one).replace("_", "").startswith(wanted) for one in pair)

    if name == "is":
        return [ATTENTION[one][0] if japanese else one
                for one in rules.ATTENTIONS if begins((one, ATTENTION[one][0]))]  # fmt: skip
    if name == "officer":
        return [pair[japanese] for pair in _OFFICERS if begins(pair)]
    if name == "week":
        from exports import changed
        from exports.wording import say

        said = [(one, say(one, "ja").replace(" ", "_")) for one in changed.CLASSES]
        return [pair[japanese] for pair in said if begins(pair)]
    if name == "entity":
        found = set(named(begun, entities)) if begun else {one.key for one in entities}
        return [one.name if japanese and " " not in one.name else one.key for one in entities if one.key in found]
    return []
