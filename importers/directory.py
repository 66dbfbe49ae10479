"""Bodies that the product knows by name, as the register that comes with it holds them: key, English name, reading.

A body under exactly this name is that one; no other name is guessed at.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from importers.similar import squeezed

_FIELDS: Final = ("key", "name", "name_en", "reading", "kind")
_KINDS: Final = (
    ("agency", ("庁", "省")),
    ("company", ("会社", "(株)")),
    ("prefecture", ("都", "道", "府", "県")),
    ("municipality", ("市", "区", "町", "村")),
)


def known(name: str) -> Mapping[str, str]:
    """What is known of the body of this name by field, `kind` also of others; what is not known is left out."""
    plain = squeezed(name)
    found = _bodies().get(plain)
    if found is not None:
        return found
    for kind, ends in _KINDS:
        if plain.endswith(ends) or (kind == "company" and plain.startswith(("株式会社", *ends))):
            return {"kind": kind}
    return {}


@cache
def _bodies() -> Mapping[str, Mapping[str, str]]:
    source = resources.files("importers.bundled").joinpath("entities.toml").read_text(encoding="utf-8")
    return {
        squeezed(entity["name"]): {name: entity[name] for name in _FIELDS if entity.get(name)}
        for entity in tomllib.loads(source)["entity"]
    }
