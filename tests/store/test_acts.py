"""What each act does to a promise, and what it refuses, by the rules of the design."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import commands, db, story
from store.commands import Done
from store.problem import Problem
from store.rules import STATUSES
from tests.store import world
from tests.store.world import FIRST, MEASURE, at, changed, field, refused, values

TODAY = world.TODAY
ACT = world.act()
SECOND = f"{MEASURE}/2"


# --- verify, return, withdraw ---


def test_verifying_keeps_the_day_the_name_the_method_and_the_evidence(small: Path) -> None:
    found = changed(
        small,
        lambda: commands.verify(small, ACT, [FIRST], on=date(2026, 11, 20), method=" 実地検査 ", evidence="資料2-3"),
    )
    assert found == {
        "status": "verified", "verified_on": date(2026, 11, 20), "verified_by": "佐藤", "method": "実地検査",
        "evidence": "資料2-3", "quantity_done": 5,
    }  # fmt: skip


def test_a_return_takes_the_verification_back_and_keeps_its_reason(small: Path) -> None:
    at(small, "verified")
    found = changed(small, lambda: commands.send_back(small, ACT, [FIRST], reason="別の資料だった"))
    assert found == {
        "status": "returned", "returned_on": TODAY, "reason": "別の資料だった", "verified_on": None,
        "verified_by": None, "method": None, "evidence": None, "quantity_done": 0,
    }  # fmt: skip
    again = changed(small, lambda: at(small, "verified"))  # type: ignore[arg-type, return-value]
    assert again["returned_on"] is None
    assert again["reason"] is None


def test_days_out_of_their_order_are_refused(small: Path) -> None:
    before, after = date(2023, 9, 19), TODAY + timedelta(days=1)
    for act in (
        lambda: commands.verify(small, ACT, [FIRST], on=before, method="閲覧", evidence="文書1"),
        lambda: commands.revise(small, ACT, [FIRST], due_on=before, reason="申出"),
        lambda: commands.claim(small, ACT, [FIRST], status="reported", done_on=after),
        lambda: commands.next_check(small, ACT, [FIRST], on=TODAY - timedelta(days=1)),
    ):
        with pytest.raises(Problem, match=r"before the guidance|after today|has passed"):
            act()


def test_a_withdrawal_keeps_its_reason(small: Path) -> None:
    found = changed(small, lambda: commands.withdraw(small, ACT, [FIRST], reason="統合"))
    assert found == {"status": "withdrawn", "reason": "統合"}


# From each status: may it be verified, returned, withdrawn?
DECISIONS = {
    "planned": (True, True, True),
    "in_progress": (True, True, True),
    "reported": (True, True, True),
    "verified": (False, True, False),
    "returned": (True, False, True),
    "withdrawn": (False, False, False),
}


@pytest.mark.parametrize("status", STATUSES)
def test_what_may_be_decided(small: Path, status: str) -> None:
    at(small, status)
    attempts = (
        lambda: commands.verify(small, ACT, [FIRST], on=TODAY, method="m", evidence="e"),
        lambda: commands.send_back(small, ACT, [FIRST], reason="r"),
        lambda: commands.withdraw(small, ACT, [FIRST], reason="r"),
    )
    for allowed, attempt in zip(DECISIONS[status], attempts, strict=True):
        if not allowed:
            refused(small, attempt, "cannot become")
    first = next((attempt for allowed, attempt in zip(DECISIONS[status], attempts, strict=True) if allowed), None)
    assert first is None or first().batch


@pytest.mark.parametrize("blank", ["", " ", "\u3000\n"])
def test_a_decision_needs_its_words(small: Path, blank: str) -> None:
    for attempt in (
        lambda: commands.verify(small, ACT, [FIRST], on=TODAY, method=blank, evidence="e"),
        lambda: commands.verify(small, ACT, [FIRST], on=TODAY, method="m", evidence=blank),
        lambda: commands.send_back(small, ACT, [FIRST], reason=blank),
        lambda: commands.withdraw(small, ACT, [FIRST], reason=blank),
        lambda: commands.revise(small, ACT, [FIRST], due_on=TODAY, reason=blank),
    ):
        refused(small, attempt, "is missing; this act needs one")


def test_nobody_verifies_tomorrow(small: Path) -> None:
    refused(
        small,
        lambda: commands.verify(small, ACT, [FIRST], on=date(2026, 11, 24), method="m", evidence="e"),
        "2026-11-24 is after today",
    )


# --- claims ---


@pytest.mark.parametrize("status", ["verified", "withdrawn"])
@pytest.mark.parametrize("claim", STATUSES)
def test_a_claim_never_touches_a_decision(small: Path, status: str, claim: str) -> None:
    at(small, status)
    refused(small, lambda: commands.claim(small, ACT, [FIRST], status=claim), "a claim .* cannot change a promise")


@pytest.mark.parametrize("claim", ["verified", "returned", "withdrawn", "done", ""])
def test_a_claim_is_one_of_the_first_three(small: Path, claim: str) -> None:
    refused(small, lambda: commands.claim(small, ACT, [FIRST], status=claim), "a claim")


def test_a_claim_of_completion_keeps_the_day_on_which_it_first_came(small: Path) -> None:
    first = world.act(effective_on=date(2026, 11, 1))
    found = changed(small, lambda: commands.claim(small, first, [FIRST], status="reported", done_on=date(2026, 10, 31)))
    assert found == {"status": "reported", "reported_on": date(2026, 11, 1), "done_on": date(2026, 10, 31)}
    assert commands.claim(small, ACT, [FIRST], status="reported").batch is None
    assert changed(small, lambda: commands.claim(small, ACT, [FIRST], status="in_progress")) == {
        "status": "in_progress", "reported_on": None,
    }  # fmt: skip


def test_what_was_sent_back_takes_a_fresh_claim(small: Path) -> None:
    at(small, "returned")
    assert changed(small, lambda: commands.claim(small, ACT, [FIRST], status="reported")) == {
        "status": "reported", "reported_on": TODAY,
    }  # fmt: skip


# --- due dates ---


def test_every_move_of_a_due_date_is_kept_counted_and_added_up(small: Path) -> None:
    def revise(due_on: date | None, **more: Any) -> None:
        commands.revise(small, ACT, [FIRST], due_on=due_on, reason="遅れ", **more)

    revise(date(2024, 9, 30), due_text="令和6年9月まで", source="報告書")  # 183 days later
    revise(date(2024, 9, 20), approx=True)  # 10 days earlier
    revise(None)
    revise(date(2025, 3, 31))
    found = values(small)
    assert (found["due_on"], found["original_due_on"]) == (date(2025, 3, 31), date(2024, 3, 31))
    assert (found["revisions"], found["revised_days"], found["due_approx"]) == (4, 173, False)
    with closing(db.connect(small)) as connection:
        told = story.story(connection, FIRST, TODAY)
    assert told is not None
    assert [
        (one["key"], one["before_on"], one["after_on"], one["days"], one["after_text"], one["source"], one["reason"])
        for one in told.revisions
    ] == [
        (f"{FIRST}#1", date(2024, 3, 31), date(2024, 9, 30), 183, "令和6年9月まで", "報告書", "遅れ"),
        (f"{FIRST}#2", date(2024, 9, 30), date(2024, 9, 20), -10, None, None, "遅れ"),
        (f"{FIRST}#3", date(2024, 9, 20), None, None, None, None, "遅れ"),
        (f"{FIRST}#4", None, date(2025, 3, 31), None, None, None, "遅れ"),
    ]
    assert told.revisions[1]["before_text"] == "令和6年9月まで"


def test_an_undated_promise_that_gets_a_date_has_no_original_one(path: Path) -> None:
    world.load(path, *world.above(), world.milestone())
    commands.revise(path, ACT, [FIRST], due_on=date(2027, 3, 31), reason="回答")
    found = values(path)
    assert (found["due_on"], found["original_due_on"], found["revisions"], found["revised_days"]) == (
        date(2027, 3, 31), None, 1, 0,
    )  # fmt: skip


def test_the_same_day_stated_is_no_move(path: Path) -> None:
    world.load(path, *world.above(), world.milestone(due_on=date(2027, 3, 31), due_inferred=True))
    commands.revise(path, ACT, [FIRST], due_on=date(2027, 3, 31), due_text="令和8年度末", reason="回答")
    found = values(path)
    assert (found["due_inferred"], found["due_text"], found["revisions"]) == (False, "令和8年度末", 0)
    assert world.keys(path, "revision") == []


@pytest.mark.parametrize("status", ["verified", "withdrawn"])
def test_a_closed_promise_keeps_its_date_and_its_quantity(small: Path, status: str) -> None:
    at(small, status)
    refused(small, lambda: commands.revise(small, ACT, [FIRST], due_on=TODAY, reason="r"), "closed")
    refused(small, lambda: commands.progress(small, ACT, [FIRST], quantity_done=1), "closed")


# --- quantities ---


def test_the_first_unit_done_sets_a_planned_promise_going(small: Path) -> None:
    assert changed(small, lambda: commands.progress(small, ACT, [FIRST], quantity_done=3)) == {
        "status": "in_progress", "quantity_done": 3,
    }  # fmt: skip
    assert changed(small, lambda: commands.progress(small, ACT, [FIRST], quantity_done=0)) == {"quantity_done": 0}
    assert changed(
        small, lambda: commands.progress(small, ACT, [FIRST], quantity_done=5, unit=" ファイル ", status="reported")
    ) == {"quantity_done": 5, "unit": "ファイル", "status": "reported", "reported_on": TODAY}


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"quantity_done": 6}, "6 is not between 0 and 5"),
        ({"quantity_done": -1}, "-1 is not between 0 and 5"),
        ({"quantity": 0}, "a quantity is at least 1"),
        ({"quantity": -5}, "a quantity is at least 1"),
        ({"quantity_done": 2, "quantity": 1}, "2 is not between 0 and 1"),
        ({"quantity_done": 10**30, "quantity": 10**31}, "cannot be"),
        ({"quantity_done": 1, "status": "verified"}, "a claim"),
    ],
)
def test_a_quantity_stays_between_nothing_and_the_whole(small: Path, given: dict[str, Any], match: str) -> None:
    refused(small, lambda: commands.progress(small, ACT, [FIRST], **given), match)


def test_a_whole_cannot_shrink_below_what_is_done(small: Path) -> None:
    commands.progress(small, ACT, [FIRST], quantity_done=4)
    refused(small, lambda: commands.progress(small, ACT, [FIRST], quantity=3), "4 is not between 0 and 3")
    commands.progress(small, ACT, [FIRST], quantity=4)
    assert field(small, FIRST, "quantity") == 4


# --- recurring promises ---


def recurring(path: Path, rule: str, **more: Any) -> Path:
    given = {
        "due_on": date(2024, 3, 31),
        "recurrence": rule,
        "officer": "田中",
        "note": "見た",
        "quantity": 4,
        "quantity_done": 4,
    }
    return world.load(path, *world.above(), world.milestone(**(given | more)))


def verify(path: Path, key: str, on: date = TODAY, **more: Any) -> Done:
    return commands.verify(path, ACT, [key], on=on, method="書面", evidence="資料1", **more)


def test_verifying_a_recurring_promise_opens_the_next_one(path: Path) -> None:
    recurring(path, "FREQ=MONTHLY;INTERVAL=3", unit="回")
    assert verify(path, FIRST).opened == (f"{FIRST}.2",)
    found = values(path, f"{FIRST}.2")
    assert {name: value for name, value in found.items() if value not in (None, 0, False)} == {
        "key": f"{FIRST}.2", "measure_key": MEASURE, "entity_key": "e", "text": "監査する", "status": "planned",
        "due_on": date(2024, 6, 30), "original_due_on": date(2024, 6, 30), "due_inferred": True, "quantity": 4,
        "unit": "回", "recurrence": "FREQ=MONTHLY;INTERVAL=3", "officer": "田中",
    }  # fmt: skip
    assert found["quantity_done"] == 0
    assert values(path)["due_on"] == date(2024, 3, 31)
    # A year that nobody looked at stays in sight: the next is counted from the occurrence, not from today.
    assert verify(path, f"{FIRST}.2").opened == (f"{FIRST}.3",)
    assert values(path, f"{FIRST}.3")["due_on"] == date(2024, 9, 30)


def test_the_next_occurrence_is_opened_once(path: Path) -> None:
    recurring(path, "FREQ=YEARLY")
    assert verify(path, FIRST).opened == (f"{FIRST}.2",)
    commands.send_back(path, ACT, [FIRST], reason="別の資料だった")
    assert verify(path, FIRST).opened == ()
    assert world.keys(path) == [FIRST, f"{FIRST}.2"]


def test_all_occurrences_can_be_verified_in_one_act(path: Path) -> None:
    recurring(path, "FREQ=YEARLY")
    verify(path, FIRST)
    commands.send_back(path, ACT, [FIRST], reason="別の資料だった")
    done = commands.verify(path, ACT, [FIRST, f"{FIRST}.2"], on=TODAY, method="書面", evidence="資料1")
    assert done.opened == (f"{FIRST}.3",)


def test_a_stated_next_date_is_not_inferred(path: Path) -> None:
    recurring(path, "FREQ=YEARLY")
    verify(path, FIRST, next_due_on=date(2027, 1, 15))
    found = values(path, f"{FIRST}.2")
    assert (found["due_on"], found["original_due_on"], found["due_inferred"]) == (
        date(2027, 1, 15),
        date(2027, 1, 15),
        False,
    )


def test_a_period_that_is_not_stated_opens_one_without_a_date(path: Path) -> None:
    recurring(path, "UNSTATED", due_on=None, original_due_on=None)
    assert verify(path, FIRST).opened == (f"{FIRST}.2",)
    found = values(path, f"{FIRST}.2")
    assert (found["due_on"], found["original_due_on"], found["due_inferred"], found["recurrence"]) == (
        None, None, False, "UNSTATED",
    )  # fmt: skip


def test_an_undated_recurring_promise_counts_from_its_verification(path: Path) -> None:
    recurring(path, "FREQ=MONTHLY", due_on=None, original_due_on=None)
    verify(path, FIRST, on=date(2026, 10, 31))
    assert values(path, f"{FIRST}.2")["due_on"] == date(2026, 11, 30)


def test_a_series_ends_where_its_rule_says(path: Path) -> None:
    recurring(path, "FREQ=YEARLY;COUNT=2")
    assert verify(path, FIRST).opened == (f"{FIRST}.2",)
    assert verify(path, f"{FIRST}.2").opened == ()
    assert world.keys(path) == [FIRST, f"{FIRST}.2"]
