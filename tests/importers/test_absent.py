"""Reports for a register that lacks the entity, the guidance or the items: proposed as rows, asked, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from importers import document, grounds, recognise, unlisted, wording
from importers.apply import apply
from importers.plan import Plan, PlanChange, Report
from importers.run import propose
from importers.standing import Standing
from store import commands, db, history, undo, upgrade
from store.problem import Problem
from store.record import Record
from tests.importers.letters import SILENT, WHOLE, letter, words

TODAY = date(2026, 11, 23)
ACT = commands.Act(by="山田", today=TODAY)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A register with nothing on file."""
    path = tmp_path / "empty.db"
    upgrade.create(path)
    return path


def put(path: Path, *records: Record) -> None:
    commands.create(path, ACT, records)


KOCHI = Record("entity", "kochi", {"name": "高知県"})
CASE = Record("case", "cards", {"name": "障害者手帳情報の紐付け誤り"})
GUIDANCE = Record(
    "guidance", "kochi/2026-09-01", {"entity_key": "kochi", "case_key": "cards", "given_on": date(2026, 9, 1)}
)


def kinds(plan: Plan) -> list[tuple[str, str]]:
    return [(change.change_class, change.kind) for change in plan.changes]


def row(plan: Plan, kind: str) -> tuple[int, PlanChange]:
    return next((place, change) for place, change in enumerate(plan.changes) if change.kind == kind)


def said(change: PlanChange) -> dict[str, object]:
    return {name: pair[1] for name, pair in change.fields.items()}


BELOW = [("new", "item"), ("new", "measure"), ("new", "milestone")] * 2


def test_all_that_is_missing_stands_above_the_measures_and_is_one_batch(empty: Path, tmp_path: Path) -> None:
    plan = propose(letter(tmp_path), empty, TODAY)
    assert kinds(plan) == [("new", "entity"), ("new", "case"), ("new", "guidance"), *BELOW]
    entity, case, guidance, item = (row(plan, kind)[1] for kind in ("entity", "case", "guidance", "item"))
    # The key is that of the body of exactly this name in the register that comes with the product.
    assert said(entity) == {
        "key": "kochi", "name": "高知県", "name_en": "Kochi Prefecture", "reading": "こうちけん", "kind": "prefecture",
    }  # fmt: skip
    assert (said(case), said(guidance)) == (
        {"name": "紐付け誤り事案"}, {"given_on": date(2026, 9, 1), "law": "番号法"},
    )  # fmt: skip
    assert said(item) == {"number": "1", "heading": "本人確認の適切な実施"}
    assert (guidance.quote or "").startswith("令和8年9月1日付け番号法")
    assert plan.text[guidance.offset :][: guidance.length] == guidance.quote
    assert plan.report.questions == ()
    # One promise brings all that it stands under, and nothing beside it.
    done = apply(empty, plan, [len(plan.changes) - 1], ACT)
    assert set(done.keys) == {
        "kochi", "case-1", "kochi/2026-09-01", "kochi/2026-09-01/2", "kochi/2026-09-01/2/m1", "kochi/2026-09-01/2/m1/1",
        "kochi/2026-09-01/report-1",
    }  # fmt: skip
    undo.undo(empty, ACT, done.batch)
    with db.closing(db.connect(empty)) as connection:
        assert list(history.differences(connection)) == []
    apply(empty, propose(letter(tmp_path), empty, TODAY), "all", ACT)
    other = tmp_path / "other.txt"
    other.write_bytes(letter(tmp_path).read_bytes() + b"\n")
    assert set(kinds(propose(other, empty, TODAY))) == {("unchanged", "milestone")}


def test_what_the_document_does_not_say_is_asked_and_holds_back_what_stands_on_it(empty: Path, tmp_path: Path) -> None:
    path = letter(tmp_path, **SILENT)
    plan = propose(path, empty, TODAY)
    assert {(change.kind, change.needs) for change in plan.changes if change.needs} == {
        ("entity", ("key",)), ("case", ("name",)), ("guidance", ("given_on",)),
    }  # fmt: skip
    assert (plan.writable(), len(plan.report.questions)) == ((), 3)
    assert apply(empty, plan, "all", ACT).batch is None
    with pytest.raises(Problem, match="must be given first"):
        apply(empty, plan, [len(plan.changes) - 1], ACT)
    for kind, after in (("entity", {"key": "kakuu"}), ("case", {"name": "誤交付"})):
        plan = plan.edited(row(plan, kind)[0], after)
    assert {change.entity for change in plan.changes if change.kind != "case"} == {"kakuu"}
    assert plan.report.questions == (wording.NO_DAY,)
    # The day is still wanting: the entity and the case alone can be taken.
    assert [plan.changes[place].kind for place in plan.writable()] == ["entity", "case"]
    assert plan.acceptable() == ()
    # One who takes them by hand is not told afterwards that the report was imported.
    alone = apply(empty, plan, plan.writable(), ACT)
    assert propose(path, empty, TODAY).report.imported is None
    undo.undo(empty, ACT, alone.batch)
    plan = replace(plan, base=alone.batch + 1 if alone.batch else 0)
    plan = plan.edited(row(plan, "guidance")[0], {"given_on": date(2026, 8, 1)})
    assert plan.report.questions == ()
    done = apply(empty, plan, "all", ACT)
    assert "kakuu/2026-08-01/1/m1/1" in done.keys


def test_several_days_of_guidance_are_asked_with_the_days(empty: Path, tmp_path: Path) -> None:
    given = "令和8年9月1日付けの指導及び令和8年10月1日付けの指導について、"
    plan = propose(letter(tmp_path, given=given), empty, TODAY)
    place, guidance = row(plan, "guidance")
    assert (guidance.needs, guidance.reason) == (
        ("given_on",), "several days of guidance are named (2026-09-01, 2026-10-01): give the one that is meant",
    )  # fmt: skip
    assert plan.edited(place, {"given_on": date(2026, 9, 1)}).changes[place].reason == ""


def test_what_a_person_says_is_taken_where_the_document_is_silent(empty: Path, tmp_path: Path) -> None:
    path = letter(tmp_path, **SILENT)
    plan = propose(path, empty, TODAY, entity="kakuu", guided=date(2026, 8, 1), case="誤交付")
    assert [change for change in plan.changes if change.needs] == []
    done = apply(empty, plan, "all", ACT)
    assert {"kakuu", "kakuu/2026-08-01", "kakuu/2026-08-01/2/m1/1"} <= set(done.keys)


def test_a_case_on_file_is_the_one_that_the_document_names(empty: Path, tmp_path: Path) -> None:
    put(empty, CASE, KOCHI)
    plan = propose(letter(tmp_path), empty, TODAY)
    assert kinds(plan) == [("new", "guidance"), *BELOW]
    assert said(plan.changes[0])["case_key"] == "cards"
    plan = propose(letter(tmp_path, title="改善状況報告書"), empty, TODAY)
    _, case = row(plan, "case")
    # Not said: a name is to be given, or the one on file matched.
    assert (case.needs, case.candidates) == (("name",), ("cards",))
    plan = propose(letter(tmp_path, title="改善状況報告書"), empty, TODAY, case="cards")
    assert kinds(plan) == [("new", "guidance"), *BELOW]


def test_items_that_guidance_on_file_lacks(empty: Path, tmp_path: Path) -> None:
    put(empty, CASE, KOCHI, GUIDANCE)
    plan = propose(letter(tmp_path), empty, TODAY)
    assert kinds(plan) == BELOW
    assert row(plan, "item")[1].parent == "kochi/2026-09-01"
    done = apply(empty, plan, "all", ACT)
    assert "kochi/2026-09-01/1/m1/1" in done.keys


def test_an_item_that_may_be_one_on_file_is_asked(empty: Path, tmp_path: Path) -> None:
    items = [
        Record("item", f"kochi/2026-09-01/{key}", {"guidance_key": GUIDANCE.key, "number": key, "heading": heading})
        for key, heading in (("a", "委託先の監督"), ("b", "漏えい時の報告体制"))
    ]
    put(empty, CASE, KOCHI, GUIDANCE, *items)
    plan = propose(letter(tmp_path), empty, TODAY)
    assert kinds(plan)[:6] == [("conflict", kind) for kind in ("item", "measure", "milestone")] * 2
    assert row(plan, "item")[1].candidates == ("kochi/2026-09-01/a", "kochi/2026-09-01/b")
    assert plan.writable() == ()


def test_a_later_act_of_guidance_is_another(empty: Path, tmp_path: Path) -> None:
    put(empty, CASE, KOCHI, GUIDANCE, Record(
        "item", "kochi/2026-09-01/1", {"guidance_key": GUIDANCE.key, "number": "1", "heading": "委託先の監督"},
    ))  # fmt: skip
    plan = propose(letter(tmp_path, given="令和8年10月1日付けの指導について、"), empty, TODAY)
    _, guidance = row(plan, "guidance")
    assert (said(guidance)["given_on"], guidance.candidates) == (date(2026, 10, 1), ("kochi/2026-09-01",))
    assert plan.report.questions == (wording.OTHER_ACT,)
    # The person says that the one on file is meant.
    plan = propose(tmp_path / "letter.txt", empty, TODAY, guided=date(2026, 9, 1))
    assert "guidance" not in {change.kind for change in plan.changes}


def test_a_sender_that_a_register_with_entities_lacks_is_a_question(store: Path, tmp_path: Path) -> None:
    plan = propose(letter(tmp_path, sender="架空市長　山田"), store, TODAY)
    _, entity = row(plan, "entity")
    assert (entity.text, entity.needs) == ("架空市", ("key",))
    assert "the register has no entity 架空市" in plan.report.questions[0]
    # The case is one on file; all else waits for the key.
    assert plan.writable() == ()
    plan = propose(tmp_path / "letter.txt", store, TODAY, entity="kakuu")
    assert (row(plan, "entity")[1].entity, len(plan.writable())) == ("kakuu", len(plan.changes))


TWO = """令和8年11月20日
委員会の対応について
委員会は、次の2団体の改善策が実施されることを令和8年12月まで注視していく予定である。
別紙1
紐付け誤り事案に関する高知県における改善策の実施状況について
■確認書類の一覧
確認書類の一覧を令和8年10月15日に改正した。
別紙2
紐付け誤り事案に関する架空市における改善策の実施状況について
■通知の発出
通知を令和9年3月末までに発出する予定である。
"""


@pytest.mark.parametrize(
    ("entity", "owners"),
    [(None, {"kochi": "確認書類の一覧", None: "通知の発出"}), ("kochi", {"kochi": "確認書類の一覧"})],
)
def test_of_a_document_of_two_each_has_its_own_part(
    empty: Path, tmp_path: Path, entity: str | None, owners: dict[str | None, str]
) -> None:
    put(empty, CASE, KOCHI)
    path = tmp_path / "two.txt"
    path.write_text(TWO, encoding="utf-8")
    plan = propose(path, empty, TODAY, entity=entity)
    assert {change.entity: change.text for change in plan.changes if change.kind == "measure"} == owners
    assert sum(change.kind == "milestone" for change in plan.changes) == len(owners)


def test_a_day_of_guidance_that_is_not_on_file_is_a_question_where_the_items_are_those_on_file(
    store: Path, tmp_path: Path
) -> None:
    path = letter(tmp_path, given="令和8年10月1日付けの指導について、")
    plan = propose(path, store, TODAY)
    assert plan.report.guidance == ("kochi/2023-12-06",)
    assert plan.report.questions == (
        "the document speaks of guidance of 2026-10-01, which is not on file: it is held against kochi/2023-12-06",
    )  # fmt: skip
    assert row(propose(path, store, TODAY, guided=date(2026, 10, 1)), "guidance")[1].candidates == ("kochi/2023-12-06",)
    assert propose(path, store, TODAY, guided=date(2023, 12, 6)).report.questions == ()


@pytest.mark.parametrize(
    ("sender", "key", "told"),
    [
        ("高知県知事", "osaka", "the document is not that of one new sender alone (kochi)"),
        ("架空市長", "koch", "but has kochi"),
        ("架空市長", "Bad Key", "has no entity with this key"),
        ("", "kakuu", "has no entity with this key"),
    ],
)
def test_a_key_that_is_on_file_nowhere_makes_no_entity_by_a_slip(
    store: Path, tmp_path: Path, sender: str, key: str, told: str
) -> None:
    with pytest.raises(Problem) as raised:
        propose(letter(tmp_path, sender=sender), store, TODAY, entity=key)
    assert key in str(raised.value)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("架空市長　山田　太郎", "架空市"),
        ("報告者：架空県福祉部", "架空県"),
        ("株式会社架空情報\n代表取締役　山田太郎", "株式会社架空情報"),
        ("架空庁長官官房", "架空庁"),
        ("架空市長　様", ""),
        ("架空市及び架空県と協議した。", ""),
        ("個人情報保護委員会", ""),
        ("", ""),
    ],
)
def test_a_sender_is_named_by_letterhead_label_or_signature_only(head: str, name: str) -> None:
    body = words(sender=head)
    content = document.read_bytes("x.txt", body.encode()).content
    assert unlisted.sender(content, recognise.names_of({}), [WHOLE["title"]])[0] == name


@pytest.mark.parametrize(
    ("text", "alone", "law"),
    [
        ("委員会は、甲市及び乙市に対して、個人情報保護法に基づく指導を行った。", False, "個人情報保護法"),
        ("甲市に対して、番号法及び旅券法に基づく指導を行うとともに、乙市に対して、番号法に基づく指導を行った。", False,
         "番号法及び旅券法"),
        ("乙市に対して、番号法に基づく指導を行った。", False, ""),
        ("令和8年9月1日付け個人情報保護法第147条に基づく指導について報告する。", True, "個人情報保護法第147条"),
        ("令和8年9月1日付け個人情報保護法第147条に基づく指導について報告する。", False, ""),
        ("個人情報保護法に基づく指導を受けた。番号法に基づく指導も受けた。", True, ""),
        ("個人情報保護法に基づき適切に管理する。", True, ""),
    ],
)  # fmt: skip
def test_the_legal_basis_is_that_of_this_bodys_guidance(text: str, alone: bool, law: str) -> None:
    assert grounds.law_of(text, ("甲市",), alone=alone) == law


@pytest.mark.parametrize(
    ("title", "text", "case"),
    [
        ("住民票等誤交付事案に関する甲市における改善策の実施状況について", "", "住民票等誤交付事案"),
        ("改善状況報告書", "令和8年5月1日付けの紐付け誤り事案に係る指導について報告する。", "紐付け誤り事案"),
        ("改善状況報告書", "本件事案に関する調査を行った。各種事案について整理した。", ""),
        ("改善状況報告書", "誤交付事案に関する対応と、誤登録事案に関する対応。", ""),
        ("昨年発生した事案について", "", ""),
    ],
)
def test_the_case_is_named_once_or_not_taken(title: str, text: str, case: str) -> None:
    assert grounds.case_of(title, text, alone=True) == case


def test_rows_stand_on_rows() -> None:
    def new(kind: str, own: str, parent: str | None = None, **more: object) -> PlanChange:
        return PlanChange("new", kind, None, "a", None, own, own=own, parent=parent, **more)  # type: ignore[arg-type]

    rows = [
        new("entity", "e"), new("case", "c", needs=("name",)), new("guidance", "g", "e", beside=("c",)),
        new("item", "i", "g"), new("item", "on", "a/1"),
    ]  # fmt: skip
    standing = Standing(rows)
    assert standing.all_above(3) == [0, 1, 2]
    assert [standing.can(place) for place in range(5)] == [True, False, False, False, True]
    assert (standing.wanting(3), standing.wanting(0)) == (1, None)
    assert standing.with_above([3]) == (0, 1, 2, 3)
    assert (standing.below(1), standing.below(3)) == ([2], [])
    assert Plan(Report("x", "text", "0" * 64, 1), tuple(rows)).writable() == (0, 4)
