"""What an entity is called in the language in use: its English name where English is spoken and one is on file."""

from __future__ import annotations

from collections.abc import Iterable

from tui.i18n import lang
from tui.views import Entity


class _Known:
    """The English names by key, for the whole program; there is one screen and one store at a time."""

    english: dict[str, str] = {}  # noqa: RUF012 - replaced as a whole


def learn(entities: Iterable[Entity]) -> None:
    """The entities are known."""
    _Known.english = {entity.key: entity.name_en for entity in entities if entity.name_en}


def entity(key: str, name: str) -> str:
    """The name of the entity with a key; `name` is the one on file in Japanese."""
    return _Known.english.get(key, name) if lang() == "en" else name
