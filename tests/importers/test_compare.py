"""One promise against the milestone on file: every class, and what an import must never touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.compare import compared
from importers.draft import Draft, Passage, Promise
from store import rules
from store.record import full

DATED = date(2024, 10, 1)
DRAFT = Draft("報告", "kochi", "高知県", DATED)
WORDS = "研修資料を作成し、全職員へ周知する。"


def on_file(**values: Any) -> dict[str, Any]:
    own = {
        "measure_key": "kochi/1/a/m1",
        "text": WORDS,
        "due_on": date(2024, 3, 31),
        "original_due_on": date(2024, 3, 31),
    }
    return {"key": "kochi/1/a/m1/1", **full("milestone", own | values)}


def promise(text: str = "研修資料の周知", **values: Any) -> Promise:
    return Promise(text, Passage(text), **values)


def row(record: dict[str, Any], said: Promise, draft: Draft = DRAFT) -> tuple[str, dict[str, Any], str]:
    change = compared(record, said, draft, "教育研修", "")
    return change.change_class, dict(change.fields), change.reason


def test_a_claim() -> None:
    got = row(on_file(), promise(status="reported", done_on=date(2024, 9, 1)))
    assert got == ("changed", {"status": ("planned", "reported"), "done_on": (None, date(2024, 9, 1))}, "")


def test_a_later_and_an_earlier_day() -> None:
    later = promise(status="planned", due_on=date(2024, 12, 31), due_text="令和6年12月末")
    class_, fields, reason = row(on_file(due_text="令和5年度中に"), later)
    assert class_ == "changed"
    assert fields["due_on"] == (date(2024, 3, 31), date(2024, 12, 31))
    assert fields["due_text"] == ("令和5年度中に", "令和6年12月末")
    assert reason == "延期: due 275 days later"
    assert row(on_file(), promise(status="planned", due_on=date(2024, 3, 1)))[2] == "前倒し: due 30 days earlier"
    assert row(on_file(due_on=None), promise(status="planned", due_on=date(2024, 3, 1)))[2].startswith("期限の設定")


def test_what_is_done_moves_no_day() -> None:
    assert "due_on" not in row(on_file(), promise(status="reported", due_on=date(2024, 12, 31)))[1]


def test_a_step_back_is_said() -> None:
    class_, fields, reason = row(on_file(status="reported"), promise(status="in_progress"))
    assert (class_, fields) == ("changed", {"status": ("reported", "in_progress")})
    assert reason.startswith("後退")


def test_the_same_words_are_no_news() -> None:
    moved = on_file(status="in_progress", due_on=date(2024, 12, 31), revisions=1)
    class_, fields, reason = row(moved, promise(WORDS, status="planned", due_on=date(2024, 3, 31)))
    assert (class_, fields) == ("unchanged", {})
    assert "repeats" in reason
    # The claim of a column of its own is news all the same.
    apart = promise(WORDS, status="planned", claimed_apart=True)
    assert row(moved, apart)[0] == "changed"


@pytest.mark.parametrize("status", ["verified", "withdrawn"])
def test_a_decision_is_kept(status: str) -> None:
    record = on_file(status=status)
    for said in (promise(status="in_progress"), promise(status="planned", due_on=date(2025, 3, 31))):
        class_, _, reason = row(record, said)
        assert class_ == "conflict"
        assert status in reason


def test_a_claim_on_what_was_verified_without_one_is_a_conflict() -> None:
    said = promise(status="reported")
    assert row(on_file(status="verified"), said)[0] == "conflict"
    assert row(on_file(status="verified", reported_on=date(2024, 2, 1)), said)[0] == "unchanged"


def test_a_return_is_answered_by_a_fresh_claim_only() -> None:
    record = on_file(status="returned", returned_on=date(2024, 9, 1))
    assert row(record, promise(status="reported"))[1] == {"status": ("returned", "reported")}
    assert row(record, promise(status="planned"))[0] == "unchanged"
    older = replace(DRAFT, dated_on=date(2024, 8, 1))
    assert row(record, promise(status="reported"), older)[0] == "unchanged"


def test_quantities_only_grow() -> None:
    record = on_file(quantity=11, quantity_done=5, unit="ファイル")
    assert row(record, promise(status="in_progress", quantity=11, quantity_done=8, unit="ファイル"))[1] == {
        "status": ("planned", "in_progress"), "quantity_done": (5, 8),
    }  # fmt: skip
    assert row(record, promise(status="planned", quantity=11, quantity_done=0, unit="ファイル"))[0] == "unchanged"
    assert row(record, promise(status="planned", quantity=3, quantity_done=0, unit="部署"))[0] == "unchanged"
    assert row(record, promise(status="reported"))[1]["quantity_done"] == (5, 11)


def test_an_inferred_day_moves_nothing() -> None:
    record = on_file(recurrence="FREQ=YEARLY", due_on=date(2024, 12, 6))
    said = promise(status="planned", recurrence="FREQ=YEARLY", due_on=date(2025, 10, 1), due_inferred=True)
    assert row(record, said) == ("unchanged", {}, "")


DAYS = st.none() | st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(
    st.sampled_from(rules.STATUSES), DAYS, DAYS,
    st.sampled_from([None, "planned", "in_progress", "reported"]), DAYS, DAYS, st.booleans(),
)  # fmt: skip
def test_an_import_never_decides(
    status: str, due_on: date | None, back: date | None, claim: Any, due: date | None, done: date | None, apart: bool
) -> None:
    record = on_file(status=status, due_on=due_on, returned_on=back)
    said = promise(status=claim, due_on=due, done_on=done, claimed_apart=apart)
    change = compared(record, said, DRAFT, None, "")
    assert change.change_class in ("changed", "unchanged", "conflict")
    if change.change_class == "changed":
        assert status not in rules.CLOSED
        if "status" in change.fields:
            assert rules.may_claim(*change.fields["status"])
    assert set(change.fields) <= {"status", "due_on", "due_text", "due_approx", "done_on"}
    assert all(before == record[name] for name, (before, _) in change.fields.items())
