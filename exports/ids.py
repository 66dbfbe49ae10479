"""Identifiers that stay the same from week to week: version 5 UUIDs made from the record's own keys. RFC 9562 5.5."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

# The name space of this product's keys.
NAMESPACE: Final = UUID("6f6c6c6f-7775-5000-8000-666f6c6c6f77")


def stable_id(kind: str, key: str) -> str:
    """The identifier of one thing: what kind of thing, and its key."""
    return str(uuid5(NAMESPACE, f"{kind}\n{key}"))
