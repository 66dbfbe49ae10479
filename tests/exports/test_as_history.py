"""The log as JSON lines: complete, in its order, and with the hashes that its chain is checked by."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from exports.as_history import write, write_log
from exports.status import weekly
from store import db
from store.history import link
from tests.exports.conftest import DA

TODAY = date(2026, 11, 23)


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().split("\n")[:-1]]


def test_the_chain_can_be_followed_from_the_file_alone(worked: Path) -> None:
    stream = io.BytesIO()
    with db.closing(db.connect(worked)) as connection:
        write_log(connection, stream)
        (count,) = connection.execute("SELECT count(*) FROM change").fetchone()
    batches = lines(stream.getvalue())
    assert [batch["batch"] for batch in batches] == list(range(1, len(batches) + 1))
    assert sum(len(batch["changes"]) for batch in batches) == count
    before = ""
    names = ("batch", "recorded_at", "effective_on", "by", "action", "why", "report_key", "undoes")
    for batch in batches:
        changes = (tuple(change.values()) for change in batch["changes"])
        assert link(before, [batch[name] for name in names], changes) == batch["hash"]
        before = batch["hash"]


def test_up_to_the_as_of_date(worked: Path) -> None:
    stream = io.BytesIO()
    with weekly(worked, "2024-W40", TODAY) as status:
        write(status, stream, "ja")
    batches = lines(stream.getvalue())
    assert max(batch["effective_on"] for batch in batches) == "2024-10-04"
    assert {"undo", "verify", "register"} <= {batch["action"] for batch in batches}


def test_of_one_record_and_what_stands_under_it(worked: Path) -> None:
    stream = io.BytesIO()
    with db.closing(db.connect(worked)) as connection:
        write_log(connection, stream, key=f"{DA}/6/audit")
    batches = lines(stream.getvalue())
    assert {change["key"].split("#")[0] for batch in batches for change in batch["changes"]} == {
        f"{DA}/6/audit", *(f"{DA}/6/audit/{number}" for number in range(1, 7)),
    }  # fmt: skip
    assert [batch["action"] for batch in batches][:2] == ["register", "revise"]
