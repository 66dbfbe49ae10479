"""What the bundled register knows, for tests that read documents without a store."""

from __future__ import annotations

from functools import cache

from importers.register import read_bundled
from importers.report import Known, KnownItem


@cache
def known() -> Known:
    """Entities and items of guidance of the bundled register."""
    records = read_bundled().records
    entity_of = {record.key: record.values["entity_key"] for record in records if record.kind == "guidance"}
    return Known(
        {record.key: (record.values["name"],) for record in records if record.kind == "entity"},
        [
            KnownItem(
                entity_of[record.values["guidance_key"]],
                record.values.get("number") or "",
                record.values.get("heading", ""),
                record.values.get("text", ""),
            )
            for record in records
            if record.kind == "item"
        ],
    )
