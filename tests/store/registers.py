"""Random registers in a private database, and the worklist read out of them in plain Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from store import rules

TODAY = date(2026, 11, 23)
OFFICERS = (None, "佐藤", "Tanaka")
# Most dates lie on and beside the boundaries: the day itself, and the last day that is soon.
near = st.sampled_from([-400, -31, -30, -2, -1, 0, 1, 29, 30, 31, 32, 400]).map(lambda n: TODAY + timedelta(days=n))
dates = near | st.dates(date(2000, 1, 1), date(2099, 12, 31))


@dataclass(frozen=True)
class Line:
    """A milestone, item or act of guidance as the test knows it."""

    kind: str
    key: str
    entity: str
    persons: int
    values: dict[str, Any]

    def attention(self, as_of: date) -> str | None:
        return rules.attention(self.kind, self.values, as_of)

    def since(self) -> date | None:
        """The day from which lateness is counted: the earlier, the more days late."""
        if self.kind == "milestone":
            status = self.values["status"]
            return {"reported": self.values["reported_on"], "verified": None, "withdrawn": None}.get(
                status, self.values["due_on"]
            )
        return self.values["report_due_on"] or self.values["given_on"]


def triage(line: Line, as_of: date) -> tuple[int, float, int, str]:
    """The design's order: class, then most days late first, then most persons affected, then key."""
    attention = line.attention(as_of)
    assert attention is not None
    since = None if attention == "returned" else line.since()
    late = float("-inf") if since is None else (as_of - since).days
    return rules.RANK[attention], -late, -line.persons, line.key


milestones = st.lists(
    st.fixed_dictionaries({
        "status": st.sampled_from(rules.STATUSES),
        "due_on": st.none() | dates,
        "reported_on": st.none() | near,
        "officer": st.sampled_from(OFFICERS),
        "quantity": st.none() | st.integers(1, 9),
        "evidence": st.sampled_from((None, "", "資料1", "b", "B")),
        "note": st.sampled_from((None, "備考", "x")),
        "entity": st.integers(0, 2),
    }),
    max_size=14,
)  # fmt: skip
guidances = st.lists(
    st.fixed_dictionaries({
        "persons": st.sampled_from((0, 7, 940)),
        "report_due_on": st.none() | near,
        "reports": st.integers(0, 1),
        "guided": st.booleans(),
    }),
    min_size=3,
    max_size=3,
)  # fmt: skip


def schema(empty: Path) -> sqlite3.Connection:
    """The empty store in memory."""
    connection, copy = sqlite3.connect(empty), sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    connection.close()
    return copy


def fill(
    connection: sqlite3.Connection, acts: Sequence[dict[str, Any]], promises: Sequence[dict[str, Any]]
) -> list[Line]:
    """Put a register in place of what is there; its lines."""
    for table in ("milestone", "measure", "item", "report", "guidance", "entity", '"case"'):
        connection.execute(f"DELETE FROM {table}")
    lines: list[Line] = []
    put(connection, "case", key="c", name="事案", text="")
    for place, given in enumerate(acts):
        entity = f"e{place}"
        put(connection, "entity", key=entity, name=f"指導先{place}", name_en="", reading="", kind="")
        guidance = f"{entity}/g"
        values = {"given_on": date(2023, 9, 20), "report_due_on": given["report_due_on"]}
        put(
            connection, "guidance", key=guidance, entity_key=entity, case_key="c", law="", text="",
            persons=given["persons"], **values,
        )  # fmt: skip
        lines.append(Line("guidance", guidance, entity, given["persons"], {**values, "reports": given["reports"]}))
        if given["reports"]:
            put(connection, "report", key=f"{guidance}/r", guidance_key=guidance, title="")
        for number, guided in enumerate((True, given["guided"]), start=1):
            item = f"{guidance}/{number}"
            put(
                connection,
                "item",
                key=item,
                guidance_key=guidance,
                number=str(number),
                heading="",
                text="",
                guided=guided,
            )
            lines.append(
                Line("item", item, entity, given["persons"], {**values, "guided": guided, "measures": 2 - number})
            )
        put(connection, "measure", key=f"{guidance}/1/m", item_key=f"{guidance}/1", heading="", text="")
    for place, promise in enumerate(promises):
        entity, persons = f"e{promise['entity']}", acts[promise["entity"]]["persons"]
        values = {name: value for name, value in promise.items() if name != "entity"}
        key = f"{entity}/g/1/m/{place}"
        put(
            connection, "milestone", key=key, measure_key=f"{entity}/g/1/m", entity_key=entity, persons=persons,
            text=f"約束{place}", due_approx=False, due_inferred=False, revisions=0, revised_days=0, **values,
        )  # fmt: skip
        lines.append(Line("milestone", key, entity, persons, values))
    return lines


def put(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    bound = [value.isoformat() if isinstance(value, date) else value for value in values.values()]
    connection.execute(f'INSERT INTO "{table}" ({", ".join(values)}) VALUES ({", ".join("?" * len(values))})', bound)
