"""A plan under review, without a screen: decisions, rows matched by hand, and plans made anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from importers import wording
from importers.plan import Plan, PlanChange, Report
from tui.reviewing import Review, found_by

REPORT = Report(name="報告.txt", format="text", sha256="0" * 64, size=1)
HELD = {"text": "点検を行う。", "status": "planned", "due_on": date(2026, 12, 31), "quantity": None}


def row(change_class: Any, kind: Any = "milestone", **more: Any) -> PlanChange:
    return PlanChange(change_class, kind, more.pop("key", None), "nta", more.pop("measure", None),
                      more.pop("text", "点検"), **more)  # fmt: skip


def plan(*changes: PlanChange) -> Plan:
    return Plan(REPORT, changes)


def test_a_row_is_taken_left_and_taken_again() -> None:
    review = Review(plan(row("new", own="a"), row("unchanged", key="k")))
    assert review.undecided == [0]
    assert review.toggle(0)
    assert (review.taken, review.left, review.undecided) == ({0}, set(), [])
    assert review.toggle(0)
    assert (review.taken, review.left) == (set(), {0})
    assert review.toggle(0)
    assert review.taken == {0}
    assert not review.toggle(1)


def test_a_new_promise_brings_its_new_measure() -> None:
    review = Review(plan(row("new", "measure", own="+0.1"), row("new", parent="+0.1", own="x")))
    review.toggle(1)
    assert review.taken == {0, 1}


def test_all_of_a_class_only_among_those_shown() -> None:
    review = Review(plan(row("new", own="a"), row("changed", key="k"), row("new", own="b")))
    assert review.toggle_class("new", [0, 1]) == 1
    assert review.taken == {0}
    assert review.toggle_class("new", [0, 1, 2]) == 2
    assert review.taken == {0, 2}
    review.toggle_class("new", [0, 1, 2])
    assert (review.taken, review.left) == (set(), {0, 2})
    assert review.toggle_class("conflict", [0, 1, 2]) == 0


def test_decisions_are_carried_to_the_same_rows_of_a_new_plan() -> None:
    moved = {"due_on": (date(2026, 12, 31), date(2027, 3, 31))}
    first = row("changed", key="k", fields=moved)
    second = row("new", own="b", text="公表")
    review = Review(plan(first, second))
    review.toggle(0)
    review.toggle(1)
    review.toggle(1)
    other = row("changed", key="k", fields={"due_on": (date(2026, 11, 30), date(2027, 3, 31))})
    assert (review.carried(plan(second, first)).taken, review.carried(plan(second, first)).left) == ({1}, {0})
    # A row that would move something else is another row: it is undecided again.
    assert review.carried(plan(other, second)).taken == set()


def test_a_row_matched_to_a_record_on_file_moves_only_what_differs() -> None:
    stated = {"status": (None, "reported"), "due_on": (None, date(2026, 12, 31))}
    asking = row("conflict", fields=stated, candidates=("nta/x/1/m1/1",), reason="…; match it")
    review = Review(plan(asking))
    review.matched(0, "milestone", "nta/x/1/m1/1", HELD)
    change = review.plan.changes[0]
    assert (change.change_class, change.key) == ("changed", "nta/x/1/m1/1")
    assert change.fields == {"status": ("planned", "reported")}
    assert change.before == HELD
    assert (change.reason, change.candidates, review.taken) == ("", (), {0})


@pytest.mark.parametrize("status", ["verified", "withdrawn"])
def test_a_decision_on_file_is_kept_whatever_is_matched(status: str) -> None:
    review = Review(plan(row("conflict", fields={"status": (None, "reported")})))
    review.matched(0, "milestone", "k", {**HELD, "status": status})
    assert review.plan.changes[0].change_class == "conflict"
    assert review.taken == set()


def test_matching_a_measure_settles_the_promises_that_wait_for_it() -> None:
    review = Review(
        plan(
            row("conflict", "measure", text="監査", reason=wording.WHICH_MEASURE),
            row("conflict", text="監査を行う。", reason=wording.PARENT_OPEN),
            row("conflict", text="結果を公表する。", reason=f"{wording.PARENT_OPEN}; 何か"),
            row("new", "measure", own="+0.2"),
        )
    )
    review.matched(0, "measure", "nta/x/1/audit", {"heading": "監査", "text": ""})
    first, second, third, last = review.plan.changes
    assert (first.change_class, first.key) == ("unchanged", "nta/x/1/audit")
    assert [(c.change_class, c.parent, c.reason) for c in (second, third)] == [
        ("new", "nta/x/1/audit", ""),
        ("new", "nta/x/1/audit", "何か"),
    ]
    assert last.own == "+0.2"


def test_a_measure_put_under_an_item_becomes_new_with_its_promises() -> None:
    review = Review(
        plan(
            row("conflict", "measure", own="+0.1", reason=wording.WHICH_ITEM, candidates=("nta/x/1", "nta/x/2")),
            row("conflict", parent="+0.1", own="p", reason=wording.PARENT_OPEN),
        )
    )
    review.matched(0, "item", "nta/x/2", {"heading": ""})
    measure, promise = review.plan.changes
    assert (measure.change_class, measure.parent) == ("new", "nta/x/2")
    assert (promise.change_class, promise.parent) == ("new", "+0.1")
    assert review.taken == {0}


def test_an_edited_row_is_taken_with_what_was_typed() -> None:
    review = Review(plan(row("new", own="a", fields={"due_on": (None, date(2027, 3, 31))})))
    review.edited(0, {"due_on": date(2027, 4, 30), "text": "別の点検"})
    assert review.plan.changes[0].fields["due_on"] == (None, date(2027, 4, 30))
    assert review.plan.changes[0].text == "別の点検"
    assert review.taken == {0}


def test_words_are_looked_for_in_everything_a_row_says() -> None:
    change = row("changed", key="nta/x", quote="令和9年3月末までに", fields={"officer": (None, "佐藤")})
    assert found_by(change, "佐藤 NTA")
    assert found_by(change, "3月末")
    assert not found_by(change, "佐藤 鈴木")
