"""The lines of the register's tree: what is open, narrowed at the top by a filter. Run in a reading thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from store import queries
from store.queries import Query
from store.story import Node, nodes
from tui.filtering import fold
from tui.source import resolved
from tui.views import Found
from tui.widgets.outline import Line


def tree(connection: sqlite3.Connection, found: Found, opened: Collection[str], as_of: date) -> list[Line]:
    """The lines of the top and of everything open, narrowed at the top by a filter."""
    lines: list[Line] = []

    def under(parent: str | None, depth: int) -> None:
        top = nodes(connection, parent, as_of)
        for node in _narrowed(connection, top, found, as_of) if parent is None else top:
            line = Line(node, depth, node.has_children and node.key in opened)
            lines.append(line)
            if line.open:
                under(node.key, depth + 1)

    under(None, 0)
    return lines


def _narrowed(connection: sqlite3.Connection, top: list[Node], found: Found, as_of: date) -> list[Node]:
    query = found.query
    if query == Query(soon_days=query.soon_days):
        return top
    counted = queries.by_entity(connection, as_of, resolved(connection, query, as_of))
    wanted = query.attentions or None
    words = [fold(word) for word in found.words]
    kept = []
    for node in top:
        if node.kind == "entity":
            counts = counted.get(node.key, {})
            hit = any(count for name, count in counts.items() if wanted is None or name in wanted)
        else:
            said = [node.label, *(child.label for child in nodes(connection, node.key, as_of))]
            hit = bool(words) and all(any(word in fold(part) for part in said) for word in words)
        if hit:
            kept.append(node)
    return kept
