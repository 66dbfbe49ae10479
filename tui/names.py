"""What an entity is called in the language in use: its English name where English is spoken and one is on file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from tui.i18n import _, lang

if TYPE_CHECKING:
    from tui.views import Entity

# Of more names the last that is shown counts the rest.
_MOST: Final = 3


class _Known:
    """The English names by key, for the whole program; there is one screen and one store at a time."""

    english: dict[str, str] = {}  # noqa: RUF012 - replaced as a whole


def learn(entities: Iterable[Entity]) -> None:
    """The entities are known."""
    _Known.english = {entity.key: entity.name_en for entity in entities if entity.name_en}


def entity(key: str, name: str) -> str:
    """The name of the entity with a key; `name` is the one on file in Japanese."""
    return _Known.english.get(key, name) if lang() == "en" else name


def first_names(names: Sequence[str]) -> str:
    """The names in one line; of many the first ones, and how many more there are."""
    if len(names) > _MOST:
        names = [*names[: _MOST - 1], _("… and {count} more").format(count=len(names) - _MOST + 1)]
    return _(", ").join(names)
