"""The log as JSON lines, for archiving: one object a batch, oldest first, UTF-8, LF.

    {"batch": 3, "recorded_at": "2026-11-23T01:00:00+00:00", "effective_on": "2026-11-23", "by": …, "action": …,
     "why": …, "report_key": null, "undoes": null, "hash": …,
     "changes": [{"kind": "milestone", "key": …, "field": "status", "old": "planned", "new": "reported"}, …]}

`old` and `new` are the log's own texts (store.record); a change without a field makes or takes back a whole record, as
a JSON text. A batch is written as it is read, however many changes it has.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, Final

from exports.status import WeeklyStatus
from store.words import Lang

_BATCH: Final = ("batch", "recorded_at", "effective_on", "by", "action", "why", "report_key", "undoes", "hash")
_CHANGE: Final = ("kind", "key", "field", "old", "new")
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write every batch effective on or before the as-of date; `lang` changes nothing."""
    write_log(status.connection, stream, as_of=status.as_of)


def write_log(
    connection: sqlite3.Connection, stream: BinaryIO, *, key: str | None = None, as_of: date | None = None
) -> None:
    """Write the log, or with `key` the batches that touched that record or one under it, with only those changes."""
    stream.writelines(part.encode() for part in _lines(connection, key, as_of))


def _lines(connection: sqlite3.Connection, key: str | None, as_of: date | None) -> Iterator[str]:
    values = {"key": key, "as_of": "9999-12-31" if as_of is None else as_of.isoformat()}
    touched = "1" if key is None else "(key = :key OR key > :key || '/' AND key < :key || '0')"
    of_key = "1" if key is None else f"id IN (SELECT batch_id FROM change WHERE {touched})"
    batches = connection.execute(
        "SELECT id, recorded_at, effective_on, by, action, why, report_key, undoes, hash FROM batch "
        f"WHERE effective_on <= :as_of AND {of_key} ORDER BY id",
        values,
    )
    for batch in batches:
        yield _encode(dict(zip(_BATCH, batch, strict=True)))[:-1] + ', "changes": ['
        comma = ""
        for change in connection.execute(
            f"SELECT kind, key, field, old, new FROM change WHERE batch_id = :batch AND {touched} ORDER BY id",
            {**values, "batch": batch[0]},
        ):
            yield comma + _encode(dict(zip(_CHANGE, change, strict=True)))
            comma = ", "
        yield "]}\n"
