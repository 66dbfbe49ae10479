"""One row: the contract's fields in their order, read as they are on file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from store import db, rows
from store.record import Record
from tests.store import world
from tests.store.world import FIRST, GUIDANCE, ITEM, MEASURE

TODAY = world.TODAY
# DESIGN.md, "Contracts".
FIELDS = (
    "key, entity, entity_name, case, guidance_on, item, item_heading, measure, text, status, attention, due_on, "
    "due_text, due_approx, due_inferred, original_due_on, revisions, days_overdue, reported_on, days_unverified, "
    "verified_on, verified_by, evidence, quantity, quantity_done, unit, recurrence, officer, "
    "next_check_on, note, source"
)


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    promise = world.milestone(
        due_on=date(2024, 3, 31), original_due_on=date(2023, 12, 31), due_text="令和5年度中", due_approx=True,
        revisions=1, quantity=11, quantity_done=5, unit="ファイル", officer="田中", note="注",
        next_check_on=date(2026, 12, 1), source="別紙1", persons=940, done_on=date(2024, 1, 5),
        evidence="", recurrence="FREQ=YEARLY",
    )  # fmt: skip
    claim = world.milestone(f"{MEASURE}/2", status="reported", reported_on=date(2026, 11, 3))
    verified = world.milestone(
        f"{MEASURE}/3",
        status="verified",
        verified_on=TODAY,
        verified_by="佐藤",
        evidence="資料1",
        due_on=date(2024, 3, 31),
    )
    bare = Record("item", f"{GUIDANCE}/other", {"guidance_key": GUIDANCE, "text": "その他"})
    guidance = world.above(report_due_on=date(2023, 10, 31), persons=940, text="指導した")
    world.load(path, *guidance, promise, claim, verified, bare)
    with closing(db.connect(path)) as opened:
        yield opened


def contract(connection: Connection, key: str) -> dict[str, object]:
    row = rows.find(connection, key, TODAY)
    assert row is not None
    assert list(row.contract()) == FIELDS.split(", ")
    return {name: value for name, value in row.contract().items() if value is not None}


def test_the_fields_are_the_contracts() -> None:
    assert ", ".join(rows.ROW_FIELDS) == FIELDS


def test_a_milestones_row(connection: Connection) -> None:
    assert contract(connection, FIRST) == {
        "key": FIRST, "entity": "e", "entity_name": "指導先 e", "case": "e-case", "guidance_on": date(2023, 9, 20),
        "item": "1", "item_heading": "監査", "measure": "監査の実施", "text": "監査する", "status": "planned",
        "attention": "overdue", "due_on": date(2024, 3, 31), "due_text": "令和5年度中", "due_approx": True,
        "due_inferred": False, "original_due_on": date(2023, 12, 31), "revisions": 1, "days_overdue": 967,
        "evidence": "", "quantity": 11, "quantity_done": 5, "unit": "ファイル", "recurrence": "FREQ=YEARLY",
        "officer": "田中", "next_check_on": date(2026, 12, 1), "note": "注", "source": "別紙1",
    }  # fmt: skip
    row = rows.find(connection, FIRST, TODAY)
    assert row is not None
    assert (row.kind, row.persons, row.measure_key, row.done_on) == ("milestone", 940, MEASURE, date(2024, 1, 5))


def test_rows_of_a_claim_and_of_a_verified_promise(connection: Connection) -> None:
    claim, verified = contract(connection, f"{MEASURE}/2"), contract(connection, f"{MEASURE}/3")
    assert (claim["attention"], claim["reported_on"], claim["days_unverified"]) == ("unverified", date(2026, 11, 3), 20)
    assert "days_overdue" not in claim
    assert (verified["attention"], verified["verified_by"], verified["evidence"]) == ("closed", "佐藤", "資料1")
    assert not {"days_overdue", "days_unverified"} & set(verified)


def test_rows_of_what_awaits_a_plan(connection: Connection) -> None:
    assert contract(connection, f"{GUIDANCE}/other") == {
        "key": f"{GUIDANCE}/other", "entity": "e", "entity_name": "指導先 e", "case": "e-case",
        "guidance_on": date(2023, 9, 20), "item_heading": "", "text": "その他",
        "attention": "awaiting_plan", "due_approx": False, "due_inferred": False, "revisions": 0,
    }  # fmt: skip
    guidance = contract(connection, GUIDANCE)
    assert (guidance["attention"], guidance["due_on"], guidance["text"]) == (
        "awaiting_plan",
        date(2023, 10, 31),
        "指導した",
    )
    assert "status" not in guidance
    item = contract(connection, ITEM)
    assert "attention" not in item  # it has its measure


def test_handles_keep_their_order_and_leave_out_what_is_gone(connection: Connection) -> None:
    found = [rows.find(connection, key, TODAY) for key in (ITEM, FIRST, GUIDANCE, f"{MEASURE}/3")]
    handles = [row.handle for row in found if row is not None]
    assert len({*handles}) == 4
    assert [rows.handle_kind(handle) for handle in handles] == ["item", "milestone", "guidance", "milestone"]
    asked = [handles[3], 4 * 999, handles[0], handles[2], 4 * 999 + 1, handles[1]]
    assert [row.key for row in rows.rows(connection, asked, TODAY)] == [f"{MEASURE}/3", ITEM, GUIDANCE, FIRST]
    assert [row.key for row in rows.stream(connection, iter(asked), TODAY)] == [f"{MEASURE}/3", ITEM, GUIDANCE, FIRST]
    assert rows.rows(connection, [], TODAY) == []


def test_more_rows_than_one_statement_takes(path: Path) -> None:
    world.load(path, *world.above(), *(world.milestone(f"{MEASURE}/{n}") for n in range(1_234)))
    with closing(db.connect(path)) as opened:
        handles = [id_ * 4 for (id_,) in opened.execute("SELECT id FROM milestone ORDER BY id DESC")]
        assert [row.handle for row in rows.rows(opened, handles, TODAY)] == handles
        assert [row.handle for row in rows.stream(opened, handles, TODAY)] == handles


@pytest.mark.parametrize("key", ["", "none", "e", MEASURE, "e-case"])
def test_a_key_that_names_no_row(connection: Connection, key: str) -> None:
    assert rows.find(connection, key, TODAY) is None
