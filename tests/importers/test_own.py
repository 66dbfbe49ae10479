"""This product's own TOML and CSV, exported, edited as Excel edits it, and taken back: only edited cells change."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
import xlsxwriter

from exports import as_csv, as_toml, status
from importers import own_rows
from importers.apply import Outdated, apply
from importers.plan import Plan, PlanChange
from importers.run import propose
from store import commands, db, history, story
from store.problem import Problem
from store.rows import ROW_FIELDS

TODAY = date(2026, 11, 23)
ACT = commands.Act(by="山田", today=TODAY)
WEB = "fujitsu-japan/2023-09-20/3/client-information/1"
AUDIT = "digital-agency/2023-09-20/6/audit/4"
Row = dict[str, Any]


def exported_csv(store: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(exported(store, as_csv.write).decode("utf-8-sig"), newline="")))


def exported(store: Path, write: Callable[..., None]) -> bytes:
    stream = io.BytesIO()
    with status.weekly(store, None, TODAY) as weekly:
        write(weekly, stream, "ja")
    return stream.getvalue()


def saved(path: Path, rows: list[Row], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding, "replace"))
    return path


def moving(plan: Plan) -> list[PlanChange]:
    return [change for change in plan.changes if change.change_class != "unchanged"]


def row(rows: list[Row], key: str) -> Row:
    return next(row for row in rows if row["key"] == key)


def milestone(store: Path, key: str) -> dict[str, Any]:
    with db.closing(db.connect(store)) as connection:
        found = story.record(connection, "milestone", key)
    assert found is not None
    return found


def batches(store: Path) -> int:
    with db.closing(db.connect(store)) as connection:
        return len(history.entries(connection))


@pytest.mark.parametrize(("write", "name"), [(as_csv.write, "w.csv"), (as_toml.write, "w.toml")])
def test_untouched_export_proposes_no_change(
    store: Path, tmp_path: Path, write: Callable[..., None], name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(exported(store, write))
    plan = propose(path, store, TODAY)
    assert moving(plan) == []
    # 33 milestones of the paper at least, and what awaits a plan.
    assert len(plan.changes) > 33
    before = batches(store)
    assert apply(store, plan, "all", ACT).batch is None
    assert batches(store) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_excel_rewrites_are_no_edits(store: Path, tmp_path: Path, encoding: str) -> None:
    commands.add_note(store, ACT, [WEB], text="=1+1 ～ 〜 发出\n二行目")
    rows = exported_csv(store)
    for own in rows:
        for name in ("due_on", "guidance_on", "original_due_on", "reported_on", "verified_on", "next_check_on"):
            if own[name]:
                year, month, day = own[name].split("-")
                own[name] = f"{year}/{int(month)}/{int(day)}"
        own["due_approx"], own["due_inferred"] = own["due_approx"].upper(), own["due_inferred"].upper()
    assert row(rows, WEB)["note"].startswith("'=1+1")
    reordered = [dict(reversed(own.items())) for own in rows]
    plan = propose(saved(tmp_path / "excel.csv", reordered, encoding=encoding), store, TODAY)
    assert moving(plan) == []


DERIVED = "this column is worked out from the record and the day; what was typed there is not taken"


def test_an_edited_derived_cell_is_told_and_not_taken(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    # Due on 2024-03-31, so 967 days late on 2026-11-23; reported ones wait, and are never on track.
    assert (row(rows, WEB)["due_on"], row(rows, WEB)["days_overdue"]) == ("2024-03-31", "967")
    row(rows, WEB).update(days_overdue="3", officer="佐藤")
    waiting = next(own for own in rows if own["attention"] == "unverified")
    waiting.update(attention="closed", days_unverified="0")
    found = {
        (change.change_class, change.key): change
        for change in moving(propose(saved(tmp_path / "d.csv", rows), store, TODAY))
    }
    assert set(found) == {("changed", WEB), ("invalid", WEB), ("invalid", waiting["key"])}
    assert dict(found["invalid", WEB].fields) == {"days_overdue": (967, 3)}
    assert found["invalid", WEB].reason == DERIVED
    told = dict(found["invalid", waiting["key"]].fields)
    assert told["attention"] == ("unverified", "closed")
    assert told["days_unverified"][1] == 0


def test_derived_cells_that_only_grew_old_are_no_edits(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    whole, one = saved(tmp_path / "whole.csv", rows), saved(tmp_path / "one.csv", [row(rows, WEB)])
    soon = saved(tmp_path / "soon.csv", [{**row(rows, WEB), "attention": "due_soon", "days_overdue": ""}])
    for path in (whole, one, soon):
        assert moving(propose(path, store, date(2027, 3, 1))) == []
    # The register moved on: the row is as it was then, and only what it says is proposed.
    commands.revise(store, ACT, [WEB], due_on=date(2027, 3, 31), reason="延長")
    assert DERIVED not in {change.reason for change in moving(propose(whole, store, date(2027, 3, 1)))}
    # On no day is a promise of 2024 so late.
    late = saved(tmp_path / "late.csv", [{**row(rows, WEB), "days_overdue": "99999"}])
    assert [change.reason for change in moving(propose(late, store, TODAY)) if "days_overdue" in change.fields] == [
        DERIVED
    ]


def test_dropped_columns_and_rows_are_no_edits(store: Path, tmp_path: Path) -> None:
    rows = [{name: own[name] for name in ("text", "officer", "key", "status")} for own in exported_csv(store)][:4]
    rows[0] |= {"officer": "佐藤"}
    (change,) = moving(propose(saved(tmp_path / "few.csv", rows), store, TODAY))
    assert (change.key, dict(change.fields)) == (rows[0]["key"], {"officer": (None, "佐藤")})


def test_edited_cells_become_one_batch(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    row(rows, WEB).update(due_on="2026/12/31", status="in_progress", officer="佐藤", note="電話で確認")
    row(rows, AUDIT).update(quantity_done="4")
    plan = propose(saved(tmp_path / "edited.csv", rows, encoding="cp932"), store, TODAY)
    web, audit = sorted(moving(plan), key=lambda change: str(change.key), reverse=True)
    assert (web.change_class, web.kind, web.key, web.entity) == ("changed", "milestone", WEB, "fujitsu-japan")
    assert dict(web.fields) == {
        "due_on": (date(2024, 3, 31), date(2026, 12, 31)),
        "status": ("planned", "in_progress"),
        "officer": (None, "佐藤"),
        "note": (None, "電話で確認"),
    }
    # 2024-03-31 to 2026-12-31: 275 days left of 2024, 365, 365.
    assert web.reason == "延期: due 1005 days later"
    assert dict(audit.fields) == {"quantity_done": (0, 4)}

    done = apply(store, plan, "all", ACT)
    assert done.batch is not None
    assert set(done.keys) == {WEB, AUDIT}
    after = milestone(store, WEB)
    assert (after["due_on"], after["original_due_on"]) == (date(2026, 12, 31), date(2024, 3, 31))
    assert (after["revisions"], after["revised_days"], after["status"]) == (1, 1005, "in_progress")
    assert milestone(store, AUDIT)["quantity_done"] == 4
    assert milestone(store, AUDIT)["status"] == "planned"
    with db.closing(db.connect(store)) as connection:
        (revision,) = story.story(connection, WEB, TODAY).revisions  # type: ignore[union-attr]
        (entry,) = history.entries(connection, batch=done.batch)
    assert (revision["reason"], revision["days"], revision["before_text"]) == ("import", 1005, "令和5年度中に")
    assert revision["source"].startswith("edited.csv, row ")
    assert (entry.action, entry.by, entry.report_key) == ("import", "山田", None)
    assert plan.report.sha256 in entry.why


def test_same_bytes_again_say_when_and_by_whom(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    row(rows, WEB).update(officer="佐藤")
    path = saved(tmp_path / "edited.csv", rows)
    done = apply(store, propose(path, store, TODAY), "all", ACT)
    commands.assign(store, ACT, [WEB], officer="鈴木")
    again = propose(path, store, TODAY)
    assert again.changes == ()
    assert again.report.imported is not None
    assert (again.report.imported.batch, again.report.imported.by) == (done.batch, "山田")
    assert again.report.imported.on == TODAY


@pytest.mark.parametrize(
    ("status_", "class_"), [("verified", "invalid"), ("差戻し", "invalid"), ("withdrawn", "invalid"), ("済", "invalid")]
)
def test_a_status_is_only_a_claim(store: Path, tmp_path: Path, status_: str, class_: str) -> None:
    rows = exported_csv(store)
    row(rows, WEB).update(status=status_, note="備考")
    refused, taken = sorted(moving(propose(saved(tmp_path / "e.csv", rows), store, TODAY)), key=lambda c: c.reason)[
        ::-1
    ]
    assert (refused.change_class, list(refused.fields)) == (class_, ["status"])
    assert refused.reason
    assert (taken.change_class, dict(taken.fields)) == ("changed", {"note": (None, "備考")})


def test_a_claim_keeps_a_verification(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    commands.verify(store, ACT, [WEB], on=TODAY, method="立入検査", evidence="調書1")
    row(rows, WEB).update(status="in_progress", due_on="2027-03-31")
    (change,) = moving(propose(saved(tmp_path / "e.csv", [row(rows, WEB)]), store, TODAY))[:1]
    assert change.change_class == "conflict"
    assert set(change.fields) >= {"status", "due_on"}
    plan = propose(tmp_path / "e.csv", store, TODAY)
    with pytest.raises(Problem, match="conflict"):
        apply(store, plan, range(len(plan.changes)), ACT)
    assert milestone(store, WEB)["status"] == "verified"


def test_what_only_the_office_sets_is_told_and_not_taken(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    row(rows, WEB).update(original_due_on="2020-01-01", verified_by="佐藤", entity_name="富士通", due_on="2月30日")
    found = moving(propose(saved(tmp_path / "e.csv", rows), store, TODAY))
    assert {change.change_class for change in found} == {"invalid"}
    assert {name for change in found for name in change.fields} == {
        "original_due_on", "verified_by", "entity_name", "due_on",
    }  # fmt: skip


def test_unknown_and_empty_keys(store: Path, tmp_path: Path) -> None:
    empty = dict.fromkeys(ROW_FIELDS, "")
    told = {"measure": "市町村への周知", "item": "イ"}
    rows = [
        empty | {"key": "nobody/2023-09-20/1/x/1", "text": "約束"},
        empty | told | {"entity": "kochi", "text": "令和6年3月末までに周知", "due_on": "2024-03-31"},
        empty | told | {"entity_name": "高知県", "text": "年1回の研修", "recurrence": "FREQ=YEARLY"},
        empty | {"entity": "kochi", "measure": "どこにも", "text": "約束"},
        empty
        | {"entity": "digital-agency", "item": "6", "measure": "ログ分析について"}
        | {"text": "新しい約束", "status": "reported"},
    ]
    path = saved(tmp_path / "new.csv", rows)
    plan = propose(path, store, TODAY)
    told = [(change.change_class, change.kind, change.key, change.text) for change in plan.changes]
    assert told == [
        ("invalid", "milestone", "nobody/2023-09-20/1/x/1", "約束"),
        ("new", "measure", None, "市町村への周知"),
        ("new", "milestone", None, "令和6年3月末までに周知"),
        ("new", "milestone", None, "年1回の研修"),
        ("invalid", "milestone", None, "約束"),
        ("new", "milestone", None, "新しい約束"),
    ]
    commands.assign(store, ACT, ["kochi"], officer="佐藤")
    plan = propose(path, store, TODAY)
    done = apply(store, plan, "all", ACT)
    assert set(done.keys) == {
        "kochi/2023-12-06/i/m1", "kochi/2023-12-06/i/m1/1", "kochi/2023-12-06/i/m1/2",
        "digital-agency/2023-09-20/6/logs/3",
    }  # fmt: skip
    made = milestone(store, "kochi/2023-12-06/i/m1/1")
    assert (made["due_on"], made["original_due_on"]) == (date(2024, 3, 31), date(2024, 3, 31))
    assert (made["officer"], made["persons"], made["entity_key"]) == ("佐藤", 114, "kochi")
    assert milestone(store, "digital-agency/2023-09-20/6/logs/3")["reported_on"] == TODAY
    # The same rows in other bytes: what is on file word for word is no news.
    again = propose(saved(tmp_path / "again.csv", rows, encoding="utf-8"), store, TODAY)
    assert {change.change_class for change in again.changes} == {"invalid", "unchanged"}


def test_a_register_that_changed_meanwhile_is_said_and_nothing_is_written(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    row(rows, WEB).update(officer="佐藤")
    plan = propose(saved(tmp_path / "e.csv", rows), store, TODAY)
    commands.add_note(store, ACT, [WEB], text="その間に")
    before = batches(store)
    with pytest.raises(Outdated, match="make the plan again"):
        apply(store, plan, "all", ACT)
    assert batches(store) == before
    assert milestone(store, WEB)["officer"] is None


def test_toml_cell_and_removed_line(store: Path, tmp_path: Path) -> None:
    commands.assign(store, ACT, [AUDIT], officer="佐藤")
    parsed = tomllib.loads(exported(store, as_toml.write).decode())
    own = next(own for own in parsed["row"] if own["key"] == AUDIT)
    own["due_on"] = date(2024, 8, 31)
    del own["officer"]
    path = tmp_path / "status.toml"
    path.write_text(tomli_w.dumps(parsed), encoding="utf-8")
    (change,) = moving(propose(path, store, TODAY))
    assert dict(change.fields) == {"due_on": (date(2024, 9, 30), date(2024, 8, 31)), "officer": ("佐藤", None)}
    assert change.reason == "前倒し: due 30 days earlier"
    apply(store, propose(path, store, TODAY), "all", ACT)
    assert milestone(store, AUDIT)["officer"] is None


def test_a_workbook_saved_from_the_csv(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"}) as book:
        sheet = book.add_worksheet("台帳")
        sheet.write_row(0, 0, list(ROW_FIELDS))
        for place, own in enumerate(rows, 1):
            for column, name in enumerate(ROW_FIELDS):
                if name == "due_on" and own[name]:
                    day = date.fromisoformat(own[name])
                    sheet.write_datetime(place, column, day.replace(year=2027) if own["key"] == WEB else day)
                else:
                    sheet.write_string(place, column, own[name])
    (change,) = moving(propose(path, store, TODAY))
    assert dict(change.fields) == {"due_on": (date(2024, 3, 31), date(2027, 3, 31))}


def test_wareki_and_words_in_a_due_cell(store: Path, tmp_path: Path) -> None:
    rows = exported_csv(store)
    row(rows, WEB).update(due_on="令和8年12月末まで")
    row(rows, AUDIT).update(due_on="R8.9.30")
    web, audit = sorted(moving(propose(saved(tmp_path / "e.csv", rows), store, TODAY)), key=lambda c: str(c.key))[::-1]
    assert dict(web.fields) == {
        "due_on": (date(2024, 3, 31), date(2026, 12, 31)),
        "due_text": ("令和5年度中に", "令和8年12月末まで"),
    }
    assert dict(audit.fields) == {"due_on": (date(2024, 9, 30), date(2026, 9, 30))}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.toml", b"x = \n", "not proper TOML"),
        ("a.toml", b"x = 1\n", "holds no rows"),
        ("a.csv", b"key,text,status,key\na,b,planned,c\n", "stands there twice"),
    ],
)
def test_broken_files_are_one_sentence(store: Path, tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Problem, match=says) as caught:
        propose(path, store, TODAY)
    assert str(path) in str(caught.value)


def test_a_table_of_more_rows_than_a_register_sends_is_refused(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_rows, "MOST_ROWS", 3)
    path = tmp_path / "many.csv"
    path.write_text("key,status,note\n" + f"{AUDIT},planned,\n" * 4, encoding="utf-8")
    with pytest.raises(Problem, match=r"many\.csv: has more than 3 rows"):
        propose(path, store, TODAY)
