"""A plan under review, without a screen: decisions, rows matched by hand, and plans made anew."""

from __future__ import annotations

from datetime import date
from time import process_time
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


def test_a_new_measure_that_is_left_leaves_its_promises() -> None:
    review = Review(plan(row("new", "measure", own="+0.1"), row("new", parent="+0.1", own="x")))
    review.toggle(1)
    review.toggle(0)
    assert (review.taken, review.left, review.open) == (set(), {0, 1}, 0)


def rows_of_a_letter() -> tuple[PlanChange, ...]:
    return (
        row("new", "entity", own="e", text="架空市", needs=("key",)), row("new", "case", own="c", text="誤交付"),
        row("new", "guidance", own="g", parent="e", beside=("c",)), row("new", "item", own="i", parent="g"),
        row("new", "measure", own="m", parent="i"), row("new", own="p", parent="m"),
    )  # fmt: skip


def test_what_asks_holds_back_what_stands_on_it_and_the_rest_is_taken_and_left_with_it() -> None:
    review = Review(plan(*rows_of_a_letter()))
    assert (review.toggle(5), review.standing.wanting(5), review.undecided) == ([], 0, [1])
    assert [review.waits(place) for place in range(6)] == [True, True, False, False, False, False]
    review.edited(0, {"key": "kakuu"})
    assert {change.entity for change in review.plan.changes} == {"kakuu", "nta"}
    assert review.toggle(5) == [1, 2, 3, 4, 5]
    # The case goes with the guidance that it was taken for; the entity stands.
    assert sorted(review.toggle(2)) == [1, 2, 3, 4, 5]
    assert (review.taken, review.left) == ({0}, {1, 2, 3, 4, 5})


def test_a_row_above_that_is_let_mean_a_record_puts_what_stood_on_it_under_that() -> None:
    review = Review(plan(*rows_of_a_letter()))
    review.matched(1, "case", "misissuance", {"name": "誤交付"})
    case, guidance = review.plan.changes[1:3]
    assert (case.change_class, guidance.parent, guidance.beside) == ("unchanged", "e", ("misissuance",))
    # Another one after all.
    review.matched(1, "case", "mislinkage", {"name": "紐付け誤り"})
    assert review.plan.changes[2].beside == ("mislinkage",)


@pytest.mark.parametrize(("kind", "class_", "parent"), [("item", "unchanged", "nta/x/1"), ("guidance", "new", "i")])
def test_an_item_that_asks_settles_all_measures_below_it(kind: Any, class_: str, parent: str) -> None:
    review = Review(
        plan(
            row("conflict", "item", own="i", reason=wording.MAYBE_ITEM, candidates=("nta/x/1", "nta/x/2")),
            row("conflict", "measure", own="m", parent="i", reason=wording.WHICH_ITEM, candidates=("nta/x/1",)),
            row("conflict", own="p", parent="m", reason=f"{wording.PARENT_OPEN}; 何か"),
        )
    )
    review.matched(0, kind, "nta/x/1" if kind == "item" else "nta/x", {"heading": ""})
    item, measure, promise = review.plan.changes
    assert (item.change_class, measure.parent, promise.parent) == (class_, parent, "m")
    assert (measure.change_class, measure.reason, promise.change_class, promise.reason) == ("new", "", "new", "何か")
    review.toggle(2)
    assert review.taken == ({0, 1, 2} if kind == "guidance" else {1, 2})


def test_a_key_given_by_hand_is_given_again_on_a_new_plan() -> None:
    review = Review(plan(*rows_of_a_letter()))
    review.edited(0, {"key": "kakuu"})
    review.toggle(5)
    fresh = review.carried(plan(*rows_of_a_letter()))
    assert (fresh.taken, fresh.plan.changes[5].entity) == ({0, 1, 2, 3, 4, 5}, "kakuu")


def test_of_two_rows_on_one_record_only_one_is_taken() -> None:
    review = Review(plan(row("changed", key="k"), row("changed", key="k"), row("changed", key="l")))
    review.toggle(0)
    review.toggle(1)
    assert (review.taken, review.left) == ({1}, {0})
    review.toggle_class("changed", [0, 1, 2])
    assert review.taken in ({0, 2}, {1, 2})


def test_a_record_that_a_row_is_let_mean_is_not_missing_any_more() -> None:
    review = Review(plan(row("conflict", fields={"status": (None, "reported")}), row("missing", key="a"),
                         row("missing", key="b")))  # fmt: skip
    review.matched(0, "milestone", "a", HELD)
    assert [change.change_class for change in review.plan.changes] == ["changed", "unchanged", "missing"]
    review.matched(0, "milestone", "b", HELD)
    assert [change.change_class for change in review.plan.changes] == ["changed", "missing", "unchanged"]
    assert review.counts["missing"] == 1


def test_another_match_begins_from_all_that_the_document_says() -> None:
    """The first record was in progress already, so that only the date moved there; the second is still planned."""
    said = {"status": "in_progress", "due_on": date(2027, 3, 31), "due_text": "令和9年3月末"}
    review = Review(plan(row("changed", key="a", fields={"due_on": (None, date(2027, 3, 31))}, stated=said)))
    review.matched(0, "milestone", "b", {**HELD, "due_text": "令和8年中", "due_approx": True})
    change = review.plan.changes[0]
    assert change.fields == {
        "status": ("planned", "in_progress"),
        "due_on": (date(2026, 12, 31), date(2027, 3, 31)),
        "due_text": ("令和8年中", "令和9年3月末"),
        "due_approx": (True, False),
    }
    assert change.reason == "延期: due 90 days later"


def test_a_promise_told_as_done_moves_no_due_date_of_the_record_that_it_is_matched_to() -> None:
    said = {"status": "reported", "due_on": date(2027, 3, 31), "done_on": date(2026, 11, 1)}
    review = Review(plan(row("new", own="x", fields={name: (None, held) for name, held in said.items()})))
    review.matched(0, "milestone", "k", {**HELD, "done_on": None})
    assert set(review.plan.changes[0].fields) == {"status", "done_on"}


def test_what_was_done_by_hand_is_done_again_on_a_new_plan() -> None:
    asking = row("conflict", fields={"status": (None, "reported")})
    dated = row("new", own="b", text="公表", fields={"due_on": (None, date(2027, 3, 31))})
    review = Review(plan(asking, dated))
    review.matched(0, "milestone", "k", HELD)
    review.edited(1, {"due_on": date(2027, 4, 30)})
    now = {**HELD, "status": "in_progress"}
    fresh = review.carried(plan(dated, asking), lambda _kind, _key: now)
    assert fresh.taken == {0, 1}
    assert fresh.plan.changes[0].fields["due_on"] == (None, date(2027, 4, 30))
    # Held against the record as it is now.
    assert fresh.plan.changes[1].fields == {"status": ("in_progress", "reported")}
    gone = review.carried(plan(dated, asking), lambda _kind, _key: None)
    assert (gone.taken, gone.plan.changes[1].change_class) == ({0}, "conflict")
    # Left after it was done: left again.
    review.toggle(1)
    assert review.carried(plan(asking, dated), lambda _kind, _key: now).left == {1}


def test_a_class_of_thousands_is_taken_at_once() -> None:
    rows = [row("new", "measure", own=f"+{n}") for n in range(10_000)]
    rows += [row("new", parent=f"+{n}", own=f"x{n}") for n in range(10_000)]
    review = Review(plan(*rows))
    begun = process_time()
    review.toggle_class("new", range(20_000))
    # One look at the whole plan for each row would be 400,000,000 looks.
    assert process_time() - begun < 2
    assert (len(review.taken), review.open) == (20_000, 0)
