"""The plan as data, and the law that every plan keeps: plan, apply, plan again gives no change."""

from __future__ import annotations

import json
import shutil
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import against, onfile
from importers.apply import apply
from importers.draft import Draft, DraftItem, DraftMeasure, Passage, Promise
from importers.plan import CLASSES, Plan, PlanChange, Report
from store import commands, db, history

TODAY = date(2026, 11, 23)
ACT = commands.Act(by="山田", today=TODAY)
FIELDS = ["class", "kind", "key", "entity", "measure", "text", "fields", "quote", "where", "reason"]

CHANGE = PlanChange(
    "changed", "milestone", "kochi/1/a/m1/1", "kochi", "研修", "研修を行う",
    {"due_on": (date(2024, 3, 31), None), "status": ("planned", "reported")}, "引用", {"page": 1, "row": 2}, "理由",
)  # fmt: skip


def test_json_is_the_contract() -> None:
    plan = Plan(Report("a.docx", "docx", "00" * 32, 12, dated_on=date(2024, 3, 1)), (CHANGE,))
    (change,) = plan.as_json()["changes"]
    assert list(change) == FIELDS
    assert change["fields"] == {"due_on": ["2024-03-31", None], "status": ["planned", "reported"]}
    assert change["where"] == {"page": 1, "row": 2}
    assert json.loads(plan.to_json()) == plan.as_json()
    assert plan.as_json()["report"]["dated_on"] == "2024-03-01"
    assert plan.counts() == dict.fromkeys(CLASSES, 0) | {"changed": 1}
    assert plan.writable() == (0,)


def test_editing_a_row_drops_fields_that_do_not_move() -> None:
    plan = Plan(Report("a.docx", "docx", "00" * 32, 12), (CHANGE,))
    edited = plan.edited(0, {"status": "planned", "due_on": date(2024, 3, 31)})
    assert edited.changes[0].change_class == "unchanged"
    assert edited.changes[0].fields == {}
    assert plan.edited(0, {"due_on": date(2025, 1, 1)}).changes[0].fields["due_on"] == (
        date(2024, 3, 31), date(2025, 1, 1),
    )  # fmt: skip


SUBJECTS = ("研修資料", "手順書", "監査計画", "点検結果", "委託契約", "チェックリスト", "内部規程", "操作記録")
VERBS = ("を作成", "を改訂", "を全職員へ周知", "を委員会へ報告", "を公表", "の内容を確認")
NUMBERS = count(1)


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    words = f"{draw(st.sampled_from(SUBJECTS))}{draw(st.sampled_from(VERBS))}（{draw(st.integers(1, 9))}課）"
    status = draw(st.sampled_from([None, "planned", "in_progress", "reported"]))
    day = draw(st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)))
    done = status == "reported"
    return Promise(
        words, Passage(words), status,
        due_on=None if done else day, due_text=None if day is None or done else "期限", done_on=day if done else None,
        quantity=draw(st.sampled_from([None, 3])), quantity_done=draw(st.sampled_from([0, 2])),
    )  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    headings = draw(st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=3, unique=True))
    item_numbers = draw(st.lists(st.sampled_from("アイウエ"), min_size=1, max_size=3, unique=True))
    items = []
    for number in item_numbers:
        measures = []
        for heading in headings:
            own = draw(st.lists(promises(), min_size=1, max_size=3, unique_by=lambda promise: promise.text))
            text = "\n".join(promise.text for promise in own)
            measures.append(DraftMeasure(f"{heading}について", text, Passage(text), tuple(own)))
        items.append(DraftItem(number, "", "", Passage(number), tuple(measures)))
    return Draft("報告", "kochi", "高知県", TODAY, items=tuple(items))


def planned(store: Path, draft: Draft) -> Plan:
    with db.closing(db.connect(store)) as connection:
        changes, guidance = against.proposed(connection, draft, 0)
        base = onfile.last_batch(connection)
    report = Report("r.txt", "text", f"{next(NUMBERS):064}", 1, entities=("kochi",), guidance=tuple(guidance))
    return Plan(report, tuple(changes), base, "本文")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts(), st.data())
def test_plan_apply_plan_again_is_no_change(
    bundled: Path, tmp_path_factory: pytest.TempPathFactory, draft: Draft, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("law") / "followup.db"
    shutil.copyfile(bundled, path)
    first = planned(path, draft)
    assert not [change for change in first.changes if change.change_class in ("conflict", "invalid")]
    apply(path, first, "all", ACT)
    again = planned(path, draft)
    left = [
        (change.change_class, change.text, dict(change.fields))
        for change in again.changes
        if change.change_class != "unchanged"
    ]
    assert left == []
    assert apply(path, again, "all", ACT).batch is None
    # And what moved comes back whole: other claims and days, then none.
    moved = planned(path, data.draw(drafts()))
    if moved.writable():
        apply(path, moved, "all", ACT)
    with db.closing(db.connect(path)) as connection:
        assert list(history.differences(connection)) == []
