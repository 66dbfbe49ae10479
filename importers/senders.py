"""Whose document it is, where a person names an entity that the register does not hold."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from typing import Final

from importers import directory, onfile, report
from importers.draft import Draft
from store.keys import is_part
from store.problem import Problem

# So alike keys are one key with a slip.
_SLIP: Final = 0.75


def new_key(connection: onfile.Connection, entity: str | None) -> str | None:
    """The key of an entity to be made; None for one on file, or none given.

    Raises Problem for what is no key, and for one that is a slip away from one on file.
    """
    if entity is None or onfile.by_key(connection, "entity", [entity]):
        return None
    if not is_part(entity):
        raise unknown(entity)
    on_file = [values["key"] for values in onfile.everyone(connection)]
    near = difflib.get_close_matches(entity, on_file, n=1, cutoff=_SLIP)
    if near:
        raise Problem("{entity}: the register has no entity with this key, but has {near}", entity=entity, near=near[0])
    return entity


def unknown(entity: str) -> Problem:
    """That a key is on file nowhere."""
    return Problem("{entity}: the register has no entity with this key", entity=entity)


def of_new(drafts: Callable[[], Sequence[Draft]], key: str) -> tuple[Draft, ...]:
    """The draft of the one sender that is not on file, for the key that it is to have; those of others are left out.

    Raises Problem where the document is that of an entity on file, names no sender, or several.
    """
    try:
        found = drafts()
    except report.Nameless as nameless:
        raise unknown(key) from nameless
    new = [draft for draft in found if draft.entity is None]
    named = [draft for draft in new if directory.known(draft.sender).get("key") == key]
    if named:
        return tuple(named)
    if len(new) != 1 or len(found) != 1:
        raise Problem(
            "{entity}: the register has no entity with this key, and the document is not that of one new sender "
            "alone ({senders})",
            entity=key,
            senders=", ".join(draft.entity or draft.sender or "-" for draft in found),
        )
    return tuple(new)
