"""A letter's reply form: handed out, filled in by the entity, read as a plan of claims, and applied as one batch."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Final

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from exports.formats import export
from exports.status import weekly
from importers.apply import apply
from importers.plan import Plan
from importers.run import propose
from store import commands, db, history, story
from store.words import Lang
from tests.exports.conftest import DA, act

SENT: Final = date(2024, 10, 20)
ANSWERED: Final = date(2024, 11, 20)
AUDIT, PROCEDURES, RULES = f"{DA}/6/audit/3", f"{DA}/3/procedures/2", f"{DA}/2/rules/1"
# The columns of the form by their place.
DUE, STATUS, DONE, DOCUMENTS, ANSWER = range(2, 7)
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
        PROCEDURES: {STATUS: "実施済(報告)", DONE: "令和6年11月1日", DOCUMENTS: "別添1"},
        f"{DA}/5/assessment/1": {DONE: "2024-11-05"},
        RULES: {STATUS: "実施済(報告)", DONE: "令和６年１０月３１日", ANSWER: "改正箇所を添付した"},
        AUDIT: {DUE: "令和7年3月末", STATUS: "実施中", ANSWER: "2件の日程が合わないため"},
    }
    plan = answered(store, tmp_path, name, fill, answers)
    assert (plan.report.kind, plan.report.entities) == ("register", ("digital-agency",))
    found = {(key, change_class): (fields, reason) for key, change_class, fields, reason in moves(plan)}
    assert {key: set(fields) for (key, change_class), (fields, _) in found.items() if change_class == "changed"} == {
        PROCEDURES: {"done_on", "note"},
        f"{DA}/5/assessment/1": {"status", "done_on"},
        RULES: {"status", "done_on", "note"},
        AUDIT: {"due_on", "due_text", "note", "reason"},
    }
    assert found[f"{DA}/5/assessment/1", "changed"][0] == {
        "done_on": (None, date(2024, 11, 5)), "status": ("planned", "reported"),
    }  # fmt: skip
    assert found[AUDIT, "changed"][0]["due_on"] == (date(2024, 12, 31), date(2025, 3, 31))
    assert not [key for key, change_class in found if change_class != "changed"]
    # What the entity says in its own words stands in the note, the reason of a moved date with the revision too.
    assert found[PROCEDURES, "changed"][0]["note"] == (None, "[2024-11-20]\n確認資料：別添1")
    assert found[AUDIT, "changed"][0]["note"] == (None, "[2024-11-20]\n回答：2件の日程が合わないため")
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
    # The evidence is what the office has seen, and stays empty until it has.
    assert (on_file[PROCEDURES]["evidence"], on_file[PROCEDURES]["note"]) == (None, "[2024-11-20]\n確認資料：別添1")
    assert on_file[AUDIT]["reason"] is None
    with db.closing(db.connect(store)) as connection:
        (reason,) = connection.execute(
            "SELECT reason FROM revision WHERE milestone_key = ? ORDER BY id DESC LIMIT 1", (AUDIT,)
        ).fetchone()
    assert reason == "2件の日程が合わないため"
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


def in_runs(path: Path, answers: Answers) -> None:
    """As Word leaves a cell that was typed into: several runs and paragraphs, and a change that is tracked."""
    document = Document(str(path))
    for row in document.tables[0].rows[1:]:
        for place, text in answers.get(row.cells[0].text, {}).items():
            paragraph = row.cells[place].paragraphs[0]
            for run in paragraph.runs:
                deleted = paragraph._p.makeelement(qn("w:del"), {qn("w:id"): "1", qn("w:author"): "x"})
                run._r.addprevious(deleted)
                for words in run._r.findall(qn("w:t")):
                    words.tag = qn("w:delText")
                deleted.append(run._r)
            inserted = paragraph._p.makeelement(qn("w:ins"), {qn("w:id"): "2", qn("w:author"): "x"})
            paragraph._p.append(inserted)
            for part in (text[:2], text[2:]):
                inserted.append(paragraph.add_run(part)._r)
    # Rows of others are cut out, a title and a column of one's own come in.
    table = document.tables[0]
    for row in [row for row in table.rows[1:] if row.cells[0].text not in answers]:
        table._tbl.remove(row._tr)
    table.add_column(Mm(20)).cells[0].text = "担当課"
    document.save(str(path))


def in_html(path: Path, answers: Answers) -> None:
    """Copied out of Word into a page, the columns in another order and the heading twice, as on each sheet."""
    rows = [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows]
    for row in rows[1:]:
        for place, text in answers.get(row[0], {}).items():
            row[place] = text
    rows.insert(5, rows[0])
    order = (3, 0, 6, 2, 4, 5, 1)
    lines = ["".join(f"<td>{escape(row[place])}</td>" for place in order) for row in rows]
    page = "".join(f"<tr>{line}</tr>" for line in lines)
    path.with_suffix(".html").write_text(f"<html><body><table>{page}</table></body></html>", encoding="utf-8")
    path.unlink()


TYPED: Final = {
    f"{DA}/5/assessment/1": {STATUS: "完了", DONE: "Ｒ６．１１．５"},
    RULES: {STATUS: "実施済み", DONE: "2024/10/31"},
    PROCEDURES: {DONE: "11月1日"},
    AUDIT: {DUE: "令和７年３月３１日", STATUS: "対応中"},
}


@pytest.mark.parametrize("fill", [in_runs, in_html])
def test_a_form_as_word_and_hands_leave_it(store: Path, tmp_path: Path, fill: Callable[[Path, Answers], None]) -> None:
    with weekly(store, None, SENT) as status:
        (path,) = export(status, ["letter"], tmp_path, "ja", entities=["digital-agency"])
    fill(path, TYPED)
    plan = propose(path if path.exists() else path.with_suffix(".html"), store, ANSWERED)
    assert {key: (change_class, dict(fields)) for key, change_class, fields, _ in moves(plan)} == {
        f"{DA}/5/assessment/1": (
            "changed", {"status": ("planned", "reported"), "done_on": (None, date(2024, 11, 5))},
        ),
        RULES: ("changed", {"status": ("returned", "reported"), "done_on": (date(2023, 10, 31), date(2024, 10, 31))}),
        PROCEDURES: ("changed", {"done_on": (date(2023, 11, 2), date(2024, 11, 1))}),
        AUDIT: (
            "changed",
            {"due_on": (date(2024, 12, 31), date(2025, 3, 31)), "due_text": (None, "令和７年３月３１日")},
        ),
    }  # fmt: skip


def test_the_loop_is_closed(store: Path, tmp_path: Path) -> None:
    """Letter out, reply in, review, verified: what was asked about is asked about no more."""
    key = f"{DA}/5/assessment/1"
    plan = answered(store, tmp_path, "letter", in_word, {key: {STATUS: "実施済(報告)", DONE: "2024-11-05",
                                                               DOCUMENTS: "別添1", ANSWER: "周知した"}})  # fmt: skip
    (place,) = [place for place, change in enumerate(plan.changes) if change.change_class == "changed"]
    apply(store, plan, [place], act(ANSWERED.isoformat()))
    with weekly(store, None, ANSWERED) as status:
        (row,) = [row for row in status.rows(("unverified",)) if row.key == key]
        assert row.note is not None
        assert row.note.endswith("[2024-11-20]\n回答：周知した\n確認資料：別添1")
        assert "newly_reported" in {line.change for line in status.delta.changes if line.row.key == key}
    seen = date(2024, 11, 21)
    commands.verify(store, act(seen.isoformat()), [key], on=seen, method="資料確認", evidence="別添1")
    with weekly(store, None, seen) as status:
        assert {line.change for line in status.delta.changes if line.row.key == key} >= {"newly_verified"}
        (path,) = export(status, ["letter"], tmp_path, "ja", entities=["digital-agency"], force=True)
    asked = [row.cells[0].text for row in Document(str(path)).tables[0].rows]
    assert key not in asked
    assert AUDIT in asked


def plans_in_word(path: Path, filled: Mapping[str, list[tuple[str, str, str, str]]]) -> None:
    """Measure, promise, due date and status of an item; a second one in a row that is put in under the first."""
    document = Document(str(path))
    table = document.tables[0]
    for row in table.rows[1:]:
        for place, cells in enumerate(filled.get(row.cells[0].text, ())):
            if place:
                row._tr.addnext(deepcopy(row._tr))
                row = next(own for own in table.rows if own._tr is row._tr.getnext())
                row.cells[0].text = ""
            for column, text in enumerate(cells, 2):
                row.cells[column].text = text
    document.save(str(path))


def plans_in_markdown(path: Path, filled: Mapping[str, list[tuple[str, str, str, str]]]) -> None:
    lines = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = [cell.strip() for cell in line.split("|")]
        rows = filled.get(cells[1] if len(cells) == 8 else "", ())
        for place, own in enumerate(rows):
            key = "" if place else cells[1]
            lines.append(f"| {key} | {cells[2]} | {' | '.join(own)} |")
        if not rows:
            lines.append(line)
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("name", "fill"), [("letter", plans_in_word), ("letter-markdown", plans_in_markdown)])
def test_a_plan_form_comes_back_as_measures_and_promises(
    store: Path, tmp_path: Path, name: str, fill: Callable[[Path, Any], None], lang: Lang
) -> None:
    with weekly(store, None, SENT) as status:
        (path,) = export(status, [name], tmp_path, lang, entities=["kochi"])
        items = sorted(row.key for row in status.rows(("awaiting_plan",), "kochi"))
    assert len(items) == 4
    sent = propose(path, store, ANSWERED)
    assert [change.change_class for change in sent.changes] == ["unchanged"] * 4
    fill(path, {
        items[0]: [
            ("規程の改正", "取扱規程を改正し、全所属に通知する", "令和7年3月末まで", "予定"),
            ("研修の実施", "全職員に研修を行う", "令和6年12月27日", "対応中"),
        ],
        items[2]: [("", "点検を毎月実施する", "", "")],
    })  # fmt: skip
    plan = propose(path, store, ANSWERED)
    assert plan.report.entities == ("kochi",)
    assert sorted(change.change_class for change in plan.changes) == ["new"] * 6 + ["unchanged"] * 2
    apply(store, plan, "all", act(ANSWERED.isoformat()))
    with weekly(store, None, ANSWERED) as status:
        rows = [row for row in status.rows(entity="kochi") if row.kind == "milestone"]
        waiting = {row.key for row in status.rows(("awaiting_plan",), "kochi")}
    assert waiting == {items[1], items[3]}
    assert sorted((row.measure, row.text, row.due_on, row.due_text, row.status) for row in rows) == [
        ("", "点検を毎月実施する", None, None, "planned"),
        ("研修の実施", "全職員に研修を行う", date(2024, 12, 27), "令和6年12月27日", "in_progress"),
        ("規程の改正", "取扱規程を改正し、全所属に通知する", date(2025, 3, 31), "令和7年3月末まで", "planned"),
    ]
