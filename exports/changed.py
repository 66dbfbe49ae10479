"""Which rows of the worklist the week's changes are about, class by class."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Final

from exports.delta import CHANGES, Delta
from exports.status import WeeklyStatus
from exports.wording import say
from store.parts import parts

# Every class of what a week can tell, in the order in which it is told.
CLASSES: Final = (*CHANGES, "reports_received", "reports_missing", "late_entries")


def keys(connection: sqlite3.Connection, as_of: date, soon_days: int, classes: Iterable[str]) -> tuple[str, ...]:
    """The keys of the rows that changed in these ways in the week of `as_of`, sorted; one row may be in several.

    A report received stands for the promises of the guidance that it answers, one not received for the guidance, a late
    entry for everything that it touched.
    """
    delta = WeeklyStatus(connection, as_of, soon_days).delta
    found: set[str] = set()
    for name in classes:
        found |= _keys(connection, delta, name)
    return tuple(sorted(found))


def named(word: str) -> str | None:
    """The class that a word names: its name in the code, or its words in either language, whole or begun."""
    wanted = word.casefold().replace("-", "_").replace(" ", "_")
    spelled = {
        name: (name, *(say(name, lang).casefold().replace(" ", "_") for lang in ("ja", "en"))) for name in CLASSES
    }
    for fits in (str.__eq__, str.startswith):
        for name, words in spelled.items():
            if wanted and any(fits(one, wanted) for one in words):
                return name
    return None


def _keys(connection: sqlite3.Connection, delta: Delta, name: str) -> set[str]:
    if name == "reports_missing":
        return {report.key for report in delta.missing}
    if name == "reports_received":
        return {
            key
            for report in delta.received
            for (key,) in connection.execute(
                "SELECT m.key FROM report r JOIN item i ON i.guidance_key = r.guidance_key "
                "JOIN measure x ON x.item_key = i.key JOIN milestone m ON m.measure_key = x.key WHERE r.key = ?",
                (report.key,),
            )
        }
    if name == "late_entries":
        return {
            key
            for chunk in parts(entry.batch for entry in delta.late)
            for (key,) in connection.execute(
                f"SELECT DISTINCT key FROM change WHERE batch_id IN ({', '.join('?' * len(chunk))}) "
                "AND kind IN ('milestone', 'item', 'guidance')",
                chunk,
            )
        }
    return {line.row.key for line in delta.of(name)}
