"""A row of a plan in words: what moves in short, in both languages, and which rows carry a note to be read first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from importers.plan import PlanChange
from tui import changewords, i18n


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    i18n.speak("ja")
    yield
    i18n.speak("en")


def row(change_class: Any, key: str | None = None, kind: Any = "milestone", **more: Any) -> PlanChange:
    return PlanChange(change_class, kind, key, "nta", None, more.pop("text", "点検を行う。"), **more)


MARCH, NOVEMBER = date(2024, 3, 31), date(2024, 11, 30)


@pytest.mark.parametrize(
    ("fields", "japanese", "english"),
    [
        (
            {"due_on": (MARCH, NOVEMBER), "due_text": ("年度中", "11月末"), "due_approx": (True, False)},
            "延期244日 2024-03-31→2024-11-30",
            "put off by 244 days 2024-03-31→2024-11-30",
        ),
        (
            {"due_on": (NOVEMBER, MARCH)},
            "前倒し244日 2024-11-30→2024-03-31",
            "brought forward by 244 days 2024-11-30→2024-03-31",
        ),
        ({"due_on": (None, MARCH)}, "期限 -→2024-03-31", "Due -→2024-03-31"),
        (
            {"status": ("planned", "reported"), "done_on": (None, MARCH)},
            "予定→実施済(報告) 2024-03-31",
            "planned→reported 2024-03-31",
        ),
        ({"quantity_done": (0, 5)}, "済数 0→5", "Done 0→5"),
        (
            {"status": ("planned", "in_progress"), "due_on": (MARCH, NOVEMBER)},
            "予定→実施中  延期244日 2024-03-31→2024-11-30",
            "planned→in progress  put off by 244 days 2024-03-31→2024-11-30",
        ),
    ],
)
def test_what_moves(fields: dict[str, Any], japanese: str, english: str) -> None:
    change = row("changed", "nta/x/1/m1/1", fields=fields)
    assert changewords.brief(change, date.isoformat) == japanese
    assert changewords.summary(change, date.isoformat) == f"{japanese}  点検を行う。"
    i18n.speak("en")
    assert changewords.brief(change, date.isoformat) == english


def test_what_a_new_promise_claims_and_what_one_on_file_holds() -> None:
    new = row("new", fields={"status": (None, "planned"), "due_on": (None, MARCH), "due_approx": (None, True)})
    assert changewords.brief(new, date.isoformat) == "予定 2024-03-31 目処"
    done = row("new", fields={"status": (None, "reported"), "done_on": (None, MARCH), "due_on": (None, NOVEMBER)})
    assert changewords.brief(done, date.isoformat) == "実施済(報告) 2024-03-31"
    held = row("missing", "k", before={"status": "in_progress", "due_on": NOVEMBER})
    assert changewords.brief(held, date.isoformat) == "実施中 2024-11-30"
    assert changewords.brief(row("new", kind="measure"), date.isoformat) == ""


@pytest.mark.parametrize(
    ("change_class", "reason", "doubtful"),
    [
        ("changed", "延期: due 244 days later", False),
        ("changed", "延期: due 244 days later; several days stand here; the one taken is the likeliest", True),
        ("new", "the words do not say whether this is done or planned", True),
        ("new", "the demanded report, which was not on file, is received", False),
        ("new", "", False),
        ("missing", "the document does not mention it", False),
        ("conflict", "several measures on file are equally alike; match it", False),
    ],
)
def test_rows_with_a_note_to_be_read_first(change_class: str, reason: str, doubtful: bool) -> None:
    assert changewords.doubtful(row(change_class, "k", reason=reason)) is doubtful
