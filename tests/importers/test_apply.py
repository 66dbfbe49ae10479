"""Plans written to the store: one batch, the report on file, keys by ordinal, decisions kept, nothing by halves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from importers.apply import Outdated, apply
from importers.plan import Plan, PlanChange
from importers.run import propose
from store import commands, db, history, story, undo
from store.problem import Problem

TODAY = date(2026, 11, 23)
ACT = commands.Act(by="山田", today=TODAY)
WEB = "fujitsu-japan/2023-09-20/3/client-information/1"
DETECTION = "fujitsu-japan/2023-09-20/1/anomaly-detection/1"

FIRST = """令和6年2月1日
個人情報保護委員会　御中
高知県知事　濵田　省司

改善状況報告書

ア　本人確認の適切な実施
確認書類の一覧を令和6年1月15日に改正した。

イ　管内市町村への周知
34市町村への通知を令和6年3月末までに発出する予定である。
"""
UPDATE = """令和6年11月1日
富士通Japan株式会社

改善策の実施状況について

| 指導事項 | 改善策 | 実施状況 | 完了予定 |
|---|---|---|---|
| 1. 技術的安全管理措置 | 異常検出機能の開発 | 令和6年1月29日に開発を完了した。 | |
| 3. | 委託元（地方公共団体含む）への情報提供 | 構築中 | {due} |
"""


def saved(path: Path, body: str) -> Path:
    path.write_text(body, encoding="utf-8")
    return path


def record(store: Path, kind: Any, key: str) -> dict[str, Any]:
    with db.closing(db.connect(store)) as connection:
        found = story.record(connection, kind, key)
    assert found is not None, key
    return found


def entries(store: Path) -> list[history.Entry]:
    with db.closing(db.connect(store)) as connection:
        return history.entries(connection)


def rows(plan: Plan, *classes: str) -> list[PlanChange]:
    return [change for change in plan.changes if change.change_class in classes]


def test_a_first_report_makes_measures_milestones_and_the_report(store: Path, tmp_path: Path) -> None:
    commands.assign(store, ACT, ["kochi/2023-12-06"], officer="佐藤")
    path = saved(tmp_path / "kochi.txt", FIRST)
    plan = propose(path, store, TODAY)
    assert [(change.change_class, change.kind) for change in plan.changes] == [
        ("new", "measure"), ("new", "milestone"), ("new", "measure"), ("new", "milestone"),
    ]  # fmt: skip
    done = apply(store, plan, "all", ACT)
    assert set(done.keys) == {
        "kochi/2023-12-06/a/m1", "kochi/2023-12-06/a/m1/1", "kochi/2023-12-06/i/m1", "kochi/2023-12-06/i/m1/1",
        "kochi/2023-12-06/report-1",
    }  # fmt: skip
    made = record(store, "milestone", "kochi/2023-12-06/a/m1/1")
    assert (made["status"], made["done_on"], made["reported_on"]) == ("reported", date(2024, 1, 15), TODAY)
    assert (made["officer"], made["persons"], made["entity_key"]) == ("佐藤", 114, "kochi")
    assert made["source"].startswith("kochi.txt, ")
    planned = record(store, "milestone", "kochi/2023-12-06/i/m1/1")
    assert (planned["status"], planned["due_on"], planned["original_due_on"]) == (
        "planned", date(2024, 3, 31), date(2024, 3, 31),
    )  # fmt: skip
    report = record(store, "report", "kochi/2023-12-06/report-1")
    assert (report["sha256"], report["name"], report["dated_on"]) == (
        plan.report.sha256, "kochi.txt", date(2024, 2, 1),
    )  # fmt: skip
    assert "確認書類の一覧" in report["text"]
    assert report["received_on"] == TODAY
    (newest, *_) = entries(store)
    assert (newest.batch, newest.report_key, newest.by, newest.action) == (
        done.batch, "kochi/2023-12-06/report-1", "山田", "import",
    )  # fmt: skip


def test_same_bytes_again_change_nothing_until_undone(store: Path, tmp_path: Path) -> None:
    path = saved(tmp_path / "kochi.txt", FIRST)
    done = apply(store, propose(path, store, TODAY), "all", ACT)
    again = propose(saved(tmp_path / "other name.txt", FIRST), store, TODAY)
    assert again.changes == ()
    assert again.report.imported is not None
    assert again.report.imported.as_json() | {"at": ""} == {
        "batch": done.batch, "by": "山田", "on": "2026-11-23", "at": "",
    }  # fmt: skip
    assert apply(store, again, "all", ACT).batch is None
    undo.undo(store, ACT, done.batch)
    assert len(propose(path, store, TODAY).changes) == 4


def test_same_content_in_other_bytes_is_unchanged(store: Path, tmp_path: Path) -> None:
    apply(store, propose(saved(tmp_path / "kochi.txt", FIRST), store, TODAY), "all", ACT)
    plan = propose(saved(tmp_path / "kochi.txt", FIRST + "\n"), store, TODAY)
    assert rows(plan, "new", "changed", "conflict", "missing") == []
    assert len(rows(plan, "unchanged")) == 2


def test_an_update_claims_and_revises(store: Path, tmp_path: Path) -> None:
    path = saved(tmp_path / "fujitsu.md", UPDATE.format(due="令和7年3月末"))
    plan = propose(path, store, TODAY)
    detection, web = rows(plan, "changed")
    assert (detection.key, dict(detection.fields)) == (
        DETECTION, {"status": ("planned", "reported"), "done_on": (None, date(2024, 1, 29))},
    )  # fmt: skip
    assert (web.key, web.fields["status"], web.fields["due_on"]) == (
        WEB, ("planned", "in_progress"), (date(2024, 3, 31), date(2025, 3, 31)),
    )  # fmt: skip
    assert "延期: due 365 days later" in web.reason
    assert {change.key for change in rows(plan, "missing")} == {
        "fujitsu-japan/2023-09-20/1/lateral-check", "fujitsu-japan/2023-09-20/2/quality-management",
        "fujitsu-japan/2023-09-20/2/quality-assurance-process", "fujitsu-japan/2023-09-20/3/development-structure",
    }  # fmt: skip
    apply(store, plan, [plan.changes.index(web)], ACT)
    after = record(store, "milestone", WEB)
    assert (after["status"], after["due_on"], after["revisions"]) == ("in_progress", date(2025, 3, 31), 1)
    assert after["original_due_on"] == date(2024, 3, 31)
    assert record(store, "milestone", DETECTION)["status"] == "planned"
    assert record(store, "revision", f"{WEB}#1")["reason"] == "import"
    assert record(store, "revision", f"{WEB}#1")["source"].startswith("fujitsu.md, ")


def test_earlier_is_called_out_too(store: Path, tmp_path: Path) -> None:
    plan = propose(saved(tmp_path / "f.md", UPDATE.format(due="令和6年2月末")), store, TODAY, dated=date(2024, 1, 31))
    (web,) = [change for change in rows(plan, "changed") if change.key == WEB]
    assert "前倒し: due 31 days earlier" in web.reason


def test_a_verification_is_kept(store: Path, tmp_path: Path) -> None:
    commands.verify(store, ACT, [WEB, DETECTION], on=TODAY, method="実地", evidence="調書")
    plan = propose(saved(tmp_path / "f.md", UPDATE.format(due="令和7年3月末")), store, TODAY)
    conflicts = {change.key: change for change in rows(plan, "conflict")}
    assert set(conflicts) == {WEB, DETECTION}
    assert rows(plan, "changed") == []
    assert "keeps its decision" in conflicts[WEB].reason
    with pytest.raises(Problem, match="cannot be written"):
        apply(store, plan, [plan.changes.index(conflicts[WEB])], ACT)
    apply(store, plan, "all", ACT)
    assert record(store, "milestone", WEB)["status"] == "verified"


def test_a_fresh_claim_answers_a_return(store: Path, tmp_path: Path) -> None:
    commands.claim(store, ACT, [WEB], status="reported")
    commands.send_back(store, ACT, [WEB], reason="資料不足")
    body = UPDATE.format(due="令和7年3月末").replace("構築中", "令和8年11月1日に公開した。")
    later = propose(saved(tmp_path / "f.md", body), store, TODAY, dated=date(2026, 11, 24))
    (change,) = [change for change in rows(later, "changed") if change.key == WEB]
    assert change.fields["status"] == ("returned", "reported")
    earlier = propose(tmp_path / "f.md", store, TODAY, dated=date(2026, 11, 20))
    assert not [change for change in rows(earlier, "changed") if change.key == WEB and "status" in change.fields]


def test_a_plan_made_before_another_entry_is_refused_whole(store: Path, tmp_path: Path) -> None:
    plan = propose(saved(tmp_path / "f.md", UPDATE.format(due="令和7年3月末")), store, TODAY)
    commands.add_note(store, ACT, ["kochi"], text="別の指導先")
    commands.add_note(store, ACT, [DETECTION], text="その間に")
    before = len(entries(store))
    with pytest.raises(Outdated, match="by 山田"):
        apply(store, plan, "all", ACT)
    assert len(entries(store)) == before


def test_another_entitys_entry_does_not_matter(store: Path, tmp_path: Path) -> None:
    plan = propose(saved(tmp_path / "f.md", UPDATE.format(due="令和7年3月末")), store, TODAY)
    commands.add_note(store, ACT, ["kochi"], text="別の指導先")
    assert apply(store, plan, "all", ACT).batch is not None


def test_a_new_milestone_brings_its_measure(store: Path, tmp_path: Path) -> None:
    plan = propose(saved(tmp_path / "kochi.txt", FIRST), store, TODAY)
    (place,) = [n for n, change in enumerate(plan.changes) if change.kind == "milestone" and "通知" in change.text]
    done = apply(store, plan, [place], ACT)
    assert set(done.keys) == {"kochi/2023-12-06/i/m1", "kochi/2023-12-06/i/m1/1", "kochi/2023-12-06/report-1"}


def test_an_edited_row_is_written_as_edited(store: Path, tmp_path: Path) -> None:
    plan = propose(saved(tmp_path / "f.md", UPDATE.format(due="令和7年3月末")), store, TODAY)
    (place,) = [n for n, change in enumerate(plan.changes) if change.key == WEB]
    edited = plan.edited(place, {"due_on": date(2025, 6, 30), "status": "planned"})
    assert "status" not in edited.changes[place].fields
    apply(store, edited, [place], ACT)
    after = record(store, "milestone", WEB)
    assert (after["due_on"], after["status"]) == (date(2025, 6, 30), "planned")


def test_undo_takes_everything_back(store: Path, tmp_path: Path) -> None:
    before = record(store, "milestone", WEB)
    plan = propose(saved(tmp_path / "f.md", UPDATE.format(due="令和7年3月末")), store, TODAY)
    undo.undo(store, ACT, apply(store, plan, "all", ACT).batch)
    assert record(store, "milestone", WEB) == before
    with db.closing(db.connect(store)) as connection:
        assert story.record(connection, "revision", f"{WEB}#1") is None
        assert list(history.differences(connection)) == []


def test_a_row_that_does_not_exist_is_told(store: Path, tmp_path: Path) -> None:
    plan = propose(saved(tmp_path / "kochi.txt", FIRST), store, TODAY)
    with pytest.raises(Problem, match="no row 99"):
        apply(store, plan, [99], ACT)
