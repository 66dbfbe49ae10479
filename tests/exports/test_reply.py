"""A letter's reply form: handed out, filled in by the entity, read as a plan of claims, and applied as one batch."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from docx import Document

from exports.formats import export
from exports.status import weekly
from importers.apply import apply
from importers.plan import Plan
from importers.run import propose
from store import db, history, story
from store.words import Lang
from tests.exports.conftest import DA, act

SENT: Final = date(2024, 10, 20)
ANSWERED: Final = date(2024, 11, 20)
AUDIT, PROCEDURES, RULES = f"{DA}/6/audit/3", f"{DA}/3/procedures/2", f"{DA}/2/rules/1"
# The columns of the form by their place.
DUE, STATUS, DONE, EVIDENCE, ANSWER = range(2, 7)
Answers = Mapping[str, Mapping[int, str]]


def in_word(path: Path, answers: Answers) -> None:
    document = Document(str(path))
    for row in document.tables[0].rows[1:]:
        for place, text in answers.get(row.cells[0].text, {}).items():
            row.cells[place].text = text
    document.save(str(path))


def in_markdown(path: Path, answers: Answers) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        cells = line.split("|")
        for place, text in answers.get(cells[1].strip() if len(cells) == 9 else "", {}).items():
            cells[place + 1] = f" {text} "
        lines[number] = "|".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8")


FORMS: Final = pytest.mark.parametrize(
    ("name", "fill"), [("letter", in_word), ("letter-markdown", in_markdown)], ids=["docx", "markdown"]
)


@pytest.fixture
def store(worked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(worked, tmp_path / "work.db"))


def answered(
    store: Path, folder: Path, name: str, fill: Callable[[Path, Answers], None], answers: Answers, lang: Lang = "ja"
) -> Plan:
    with weekly(store, None, SENT) as status:
        (path,) = export(status, [name], folder, lang, entities=["digital-agency"])
    if answers:
        fill(path, answers)
    return propose(path, store, ANSWERED)


def moves(plan: Plan) -> list[tuple[str | None, str, dict[str, Any], str]]:
    return [
        (change.key, change.change_class, dict(change.fields), change.reason)
        for change in plan.changes
        if change.change_class != "unchanged"
    ]


@pytest.mark.parametrize("lang", ["ja", "en"])
@FORMS
def test_a_form_that_comes_back_as_it_was_sent_changes_nothing(
    store: Path, tmp_path: Path, name: str, fill: Callable[[Path, Answers], None], lang: Lang
) -> None:
    plan = answered(store, tmp_path, name, fill, {}, lang)
    assert moves(plan) == []
    with weekly(store, None, SENT) as status:
        sent = [row.key for row in status.rows(entity="digital-agency") if row.attention != "closed"]
    assert [change.key for change in plan.changes] == sent


@FORMS
def test_what_the_entity_filled_in_is_claimed_and_applied(
    store: Path, tmp_path: Path, name: str, fill: Callable[[Path, Answers], None]
) -> None:
    answers = {
        # The day of what was reported before; done, by its day alone; sent back and claimed again; put off.
        PROCEDURES: {STATUS: "実施済(報告)", DONE: "令和6年11月1日", EVIDENCE: "別添1"},
        f"{DA}/5/assessment/1": {DONE: "2024-11-05"},
        RULES: {STATUS: "実施済(報告)", DONE: "令和６年１０月３１日", ANSWER: "改正箇所を添付した"},
        AUDIT: {DUE: "令和7年3月末", STATUS: "実施中", ANSWER: "2件の日程が合わないため"},
    }
    plan = answered(store, tmp_path, name, fill, answers)
    assert (plan.report.kind, plan.report.entities) == ("register", ("digital-agency",))
    found = {(key, change_class): (fields, reason) for key, change_class, fields, reason in moves(plan)}
    assert {key: set(fields) for (key, change_class), (fields, _) in found.items() if change_class == "changed"} == {
        PROCEDURES: {"done_on"},
        f"{DA}/5/assessment/1": {"status", "done_on"},
        RULES: {"status", "done_on"},
        AUDIT: {"due_on", "due_text"},
    }
    assert found[f"{DA}/5/assessment/1", "changed"][0] == {
        "done_on": (None, date(2024, 11, 5)), "status": ("planned", "reported"),
    }  # fmt: skip
    assert found[AUDIT, "changed"][0]["due_on"] == (date(2024, 12, 31), date(2025, 3, 31))
    # Evidence is the office's own, whoever names it.
    assert found[PROCEDURES, "invalid"] == (
        {"evidence": (None, "別添1")}, "only the office's own acts change this; an import never does",
    )  # fmt: skip
    done = apply(store, plan, "all", act(ANSWERED.isoformat()))
    with db.closing(db.connect(store)) as connection:
        on_file = {key: story.record(connection, "milestone", key) or {} for key in (*answers, AUDIT)}
        (entry,) = history.entries(connection, limit=1)
    assert (entry.batch, entry.action) == (done.batch, "import")
    assert {key: (on_file[key]["status"], on_file[key]["done_on"], on_file[key]["verified_on"]) for key in answers} == {
        PROCEDURES: ("reported", date(2024, 11, 1), None),
        f"{DA}/5/assessment/1": ("reported", date(2024, 11, 5), None),
        RULES: ("reported", date(2024, 10, 31), None),
        AUDIT: ("in_progress", None, None),
    }
    assert (on_file[AUDIT]["due_on"], on_file[AUDIT]["due_text"]) == (date(2025, 3, 31), "令和7年3月末")
    assert on_file[PROCEDURES]["evidence"] is None
    # The same bytes again say that they were taken in.
    (path,) = (one for one in tmp_path.iterdir() if one.name == plan.report.name)
    again = propose(path, store, ANSWERED)
    assert again.report.imported is not None
    assert again.report.imported.batch == done.batch


@FORMS
def test_a_form_cannot_decide_and_a_day_to_come_is_not_done(
    store: Path, tmp_path: Path, name: str, fill: Callable[[Path, Answers], None]
) -> None:
    answers = {
        PROCEDURES: {STATUS: "確認済"},
        f"{DA}/5/assessment/1": {DONE: "2024-12-05"},
        RULES: {STATUS: "実施中", DONE: "2024-11-01"},
        AUDIT: {DONE: "近日中"},
    }
    plan = answered(store, tmp_path, name, fill, answers)
    refused = {key: (fields, reason) for key, change_class, fields, reason in moves(plan) if change_class == "invalid"}
    assert refused == {
        PROCEDURES: (
            {"status": ("reported", "verified")}, "an import can claim, but never verify, return or withdraw",
        ),
        f"{DA}/5/assessment/1": (
            {"done_on": (None, date(2024, 12, 5))}, "told as done, with a day after the document's own",
        ),
        RULES: (
            {"done_on": (date(2023, 10, 31), date(2024, 11, 1))},
            "the words do not say whether this is done or planned",
        ),
        AUDIT: ({"done_on": (None, "近日中")}, "this is no day: 近日中"),
    }  # fmt: skip
    assert [key for key, change_class, *_ in moves(plan) if change_class == "changed"] == [RULES]
