"""Reports read into drafts and plans: the samples against their truth, the paper itself, who sent what."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import document
from importers.apply import apply
from importers.draft import Draft
from importers.plan import Plan
from importers.report import Known, drafts
from importers.run import propose, propose_report
from importers.similar import plain
from store import commands, db, history, undo, upgrade
from store.problem import Problem
from tests.importers.fixtures.reports.samples import TODAY, Document, documents
from tests.importers.known import known
from tests.importers.scoring import KINDS, Score, score
from tests.importers.shared import Shared

PAPER = Path(__file__).parents[3] / "shared" / "source" / "ppc-2023-12-06.txt"
# Expected results are written anew only when this is set: python -m pytest tests/importers/test_report.py
REGENERATE = os.environ.get("FOLLOWUP_REGENERATE") == "1"
DOCUMENTS = documents()
IDS = [own.path.name for own in DOCUMENTS]


class Samples:
    """The samples as they are read and planned against the bundled register, each once a run."""

    def __init__(self, shared: Shared, bundled: Path) -> None:
        self._shared = shared
        self._bundled = bundled

    def content(self, own: Document) -> document.Document:
        return self._shared.once(f"content of {own.path}", lambda: document.read(own.path))

    def drafts(self, own: Document) -> tuple[Draft, ...]:
        return self._shared.once(f"drafts of {own.path}", lambda: drafts(self.content(own), known(), TODAY))

    def plan(self, own: Document) -> Plan:
        return self._shared.once(f"plan of {own.path}", lambda: propose_report(self.content(own), self._bundled, TODAY))


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, worker_id: str, bundled: Path) -> Samples:
    """What the samples hold, made once a run."""
    return Samples(Shared(tmp_path_factory, worker_id), bundled)


def text(name: str, body: str, *, entities: Known | None = None, entity: str | None = None) -> tuple[Draft, ...]:
    return drafts(document.read_bytes(name, body.encode()), entities or known(), TODAY, entity=entity)


def promises(found: tuple[Draft, ...]) -> int:
    return sum(len(measure.promises) for draft in found for item in draft.items for measure in item.measures)


@pytest.mark.long
def test_score_over_all_samples(samples: Samples, capsys: pytest.CaptureFixture[str]) -> None:
    whole = Score()
    for own in DOCUMENTS:
        whole.add(score(own.path.name, samples.drafts(own), own.truth))
    with capsys.disabled():
        print(f"\n{len(DOCUMENTS)} documents\n{whole.table()}")
    for kind in KINDS:
        assert whole.precision(kind) >= 0.98, "\n".join(whole.notes)
        assert whole.recall(kind) >= 0.98, "\n".join(whole.notes)


@pytest.mark.parametrize("own", DOCUMENTS, ids=IDS)
def test_expected_draft_and_plan(own: Document, samples: Samples) -> None:
    plan = samples.plan(own)
    got = {"drafts": [draft.as_json() for draft in samples.drafts(own)], "plan": plan.as_json()}
    # The digest of a document that a writer made again differs; what it says does not.
    del got["plan"]["report"]["sha256"], got["plan"]["report"]["size"]
    expected = own.path.with_name(f"{own.path.name}.json")
    if REGENERATE:
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("own", DOCUMENTS, ids=IDS)
def test_sender_and_quotes(own: Document, samples: Samples) -> None:
    found = samples.drafts(own)
    assert [draft.entity for draft in found] == [own.entity]
    whole = samples.content(own).content.text
    for draft in found:
        for item in draft.items:
            for measure in item.measures:
                for promise in measure.promises:
                    passage = promise.passage
                    assert passage.length, promise.text
                    assert whole[passage.offset : passage.offset + passage.length] == passage.text


@pytest.mark.parametrize(
    "own", [own for own in DOCUMENTS if any(truth.change for truth in own.truth)], ids=lambda own: own.path.name
)
def test_plan_classes_and_keys(own: Document, samples: Samples) -> None:
    """What the truth says of each promise: new, or which milestone on file it changes."""
    rows = [change for change in samples.plan(own).changes if change.kind == "milestone"]
    left = [change for change in rows if change.change_class != "missing"]
    for truth in own.truth:
        words = plain(truth.words)
        if truth.key is not None:
            change = next(change for change in left if change.key == truth.key)
        else:
            change = next(c for c in left if words in plain(c.text) or words in plain(c.quote or ""))
        left.remove(change)
        assert (change.change_class, change.key) == (truth.change, truth.key), truth.words
    assert left == []


def _promised(path: Path) -> list[tuple[object, ...]]:
    """What each milestone on file says, sorted: entity, words, status, days, rule, counts."""
    with db.closing(db.connect(path)) as connection:
        rows = connection.execute(
            "SELECT entity_key, status, coalesce(due_on, ''), due_approx, coalesce(done_on, ''), "
            "coalesce(recurrence, '') FROM milestone"
        ).fetchall()
    return sorted(tuple(row) for row in rows)


@pytest.mark.skipif(not PAPER.exists(), reason="the paper is not beside the repository")
class TestPaper:
    def test_proposes_no_change_to_the_bundled_register(self, bundled: Path) -> None:
        plan = propose(PAPER, bundled, TODAY)
        assert {change.change_class for change in plan.changes} == {"unchanged"}
        assert plan.report.entities == ("fujitsu-japan", "digital-agency")
        assert plan.report.dated_on == date(2023, 12, 6)
        assert plan.report.questions == ()

    def test_makes_an_empty_register_what_the_bundled_one_is(self, tmp_path: Path, bundled: Path) -> None:
        path = tmp_path / "empty.db"
        upgrade.create(path)
        plan = propose(PAPER, path, TODAY)
        assert {change.change_class for change in plan.changes} == {"new"}
        assert plan.report.entities == ("fujitsu-japan", "digital-agency")
        assert plan.report.questions == ()
        act = commands.Act("山田", TODAY)
        done = apply(path, plan, "all", act)
        found, on_file = _promised(path), _promised(bundled)
        assert len(found) == 40
        assert found == [own for own in on_file if own[0] in plan.report.entities]
        # The ■ of 別紙1 (6) and 別紙2 (13), and the two cells of 別紙2 without one, under 3 and 6 items.
        headings = [change.text for change in plan.changes if change.kind == "measure"]
        assert len(headings) == 21
        assert headings.count("教育研修") == headings.count("デジタル庁内の周知") == 2
        assert [change.kind for change in plan.changes].count("item") == 9
        with db.closing(db.connect(path)) as connection:
            given = connection.execute("SELECT key, law, case_key FROM guidance ORDER BY id").fetchall()
            outside = connection.execute("SELECT key FROM item WHERE NOT guided").fetchall()
            assert list(history.differences(connection)) == []
        assert [tuple(row) for row in given] == [
            ("fujitsu-japan/2023-09-20", "個人情報保護法", "case-1"),
            ("digital-agency/2023-09-20", "番号法及び個人情報保護法", "case-2"),
        ]
        assert [tuple(row) for row in outside] == [("digital-agency/2023-09-20/6",)]
        # The same bytes, and the same words in other bytes, change nothing.
        assert propose(PAPER, path, TODAY).changes == ()
        again = tmp_path / "again.txt"
        again.write_bytes(PAPER.read_bytes() + b"\n")
        assert {change.change_class for change in propose(again, path, TODAY).changes} == {"unchanged"}
        undo.undo(path, act, done.batch)
        with db.closing(db.connect(path)) as connection:
            kinds = ("case", "entity", "guidance", "report", "item", "measure", "milestone")
            assert [connection.execute(f'SELECT count(*) FROM "{kind}"').fetchone()[0] for kind in kinds] == [0] * 7

    def test_finds_the_milestones_that_the_register_was_made_of(self) -> None:
        from importers.register import read_bundled

        found = drafts(document.read(PAPER), known(), TODAY)
        on_file = [record.values for record in read_bundled().records if record.kind == "milestone"]
        assert promises(found) == len(on_file)
        told = [p for draft in found for item in draft.items for measure in item.measures for p in measure.promises]
        for name in ("status", "due_on", "done_on", "recurrence"):
            assert sorted(str(getattr(promise, name)) for promise in told) == sorted(
                str(values.get(name)) for values in on_file
            ), name


PIECES = (
    "令和6年3月末までに", "実施済み", "実施した", "実施する予定", "■対策", "(1) 研修", "・", "｜", "|", "|---|---|",
    "\n", "\n\n", "# ", "。", "、", "（", "）", "【改善策】", "指導事項", "改善策", "完了予定：", "2,344件中1,980件",
    "残り6件", "毎年1回", "別紙1", "ア　", "高知県知事", "静岡県における改善状況について", "\t", ",", "\"", "未実施",
    "以下のとおり", "50%",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["x.txt", "x.md", "x.csv"]))
def test_any_text_is_read_or_told(pieces: list[str], name: str) -> None:
    """Whatever the text: drafts whose quotes stand in it, or one sentence."""
    try:
        read = document.read_bytes(name, "".join(pieces).encode())
        found = drafts(read, known(), TODAY, entity="kochi")
    except Problem:
        return
    for draft in found:
        assert draft.as_json()
        for item in draft.items:
            for measure in item.measures:
                assert measure.promises
                for promise in measure.promises:
                    passage = promise.passage
                    assert read.content.text[passage.offset :][: passage.length] == passage.text or not passage.length


REPORT = """令和6年3月1日
個人情報保護委員会　御中
{head}

改善状況報告書

1　本人確認の徹底
富士通Japan株式会社及び静岡県と協議の上、本人確認の手順を令和6年2月1日に改めた。
"""


def test_an_entity_merely_named_is_not_the_sender() -> None:
    with pytest.raises(Problem, match="--entity"):
        text("report.txt", REPORT.format(head=""))


def test_an_unknown_sender_is_not_guessed() -> None:
    (draft,) = text("report.txt", REPORT.format(head="大阪市長　横山　英幸"))
    assert (draft.entity, draft.sender) == (None, "大阪市")


def test_entity_decides() -> None:
    (draft,) = text("report.txt", REPORT.format(head="高知県知事"), entity="nagasaki")
    assert draft.entity == "nagasaki"
    (draft,) = text("report.txt", REPORT.format(head="高知県知事"))
    assert (draft.entity, draft.evidence["entity"]) == ("kochi", "高知県知事")


def test_an_unknown_entity_key_is_told(bundled: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(head="高知県知事"), encoding="utf-8")
    with pytest.raises(Problem, match="osaka"):
        propose(path, bundled, TODAY, entity="osaka")


@pytest.mark.parametrize(
    ("head", "entity"),
    [
        ("静岡県警察本部長", None),
        ("東京都足立区長　近藤　弥生", "adachi"),
        ("福岡県宗像市", "munakata"),
        ("宮崎県福祉保健部障がい福祉課長", "miyazaki"),
        ("提出者：鳥取市福祉部", "tottori"),
        ("富士通Ｊａｐａｎ　株式会社", "fujitsu-japan"),
        ("高知県知事　殿", None),
    ],
)
def test_letterheads(head: str, entity: str | None) -> None:
    body = REPORT.format(head=head)
    if entity is None:
        with pytest.raises(Problem):
            text("report.txt", body)
    else:
        assert [draft.entity for draft in text("report.txt", body)] == [entity]


def test_the_file_name_is_weak_evidence_and_said_so() -> None:
    (draft,) = text("miyazaki_report.txt", REPORT.format(head=""))
    assert draft.entity == "miyazaki"
    assert any("miyazaki_report.txt" in doubt for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("name", "head", "against"),
    [
        ("鳥取市_改善状況.txt", "鳥取県知事", "鳥取県"),
        ("鳥取市_改善状況.txt", "鳥取県福祉保健部障がい福祉課", "鳥取県"),
        ("鳥取市_改善状況.txt", "鳥取県では、次のとおり取り組んだ。", "鳥取県"),
        ("鳥取市_改善状況.txt", "本市では、次のとおり取り組んだ。", None),
        ("鳥取市_改善状況.txt", "鳥取県鳥取市", None),
        ("鳥取市_改善状況.txt", "所管部課名　区民部　戸籍住民課", None),
        ("鳥取市_改善状況.txt", "主管　市民部市民課", None),
        ("miyazaki.txt", "宮崎市長", "宮崎市"),
        ("miyazaki.txt", "個人情報保護委員会　御中", None),
        ("kochi.txt", "株式会社四万十情報", "株式会社四万十情報"),
    ],
)
def test_a_file_name_against_what_the_document_says(name: str, head: str, against: str | None) -> None:
    body = f"{head}\n\n令和6年3月1日\n\n改善状況報告書\n\n1　研修\n令和6年2月1日に研修を実施した。\n"
    if against is None:
        assert promises(text(name, body)) == 1
    else:
        with pytest.raises(Problem, match=f"{against}.*--entity"):
            text(name, body)
    assert promises(text(name, body, entity="tottori")) == 1


@pytest.mark.parametrize("what", ["証明書交付サービス", "身体障害者手帳事務", "当社"])
def test_a_title_that_speaks_of_no_body(what: str) -> None:
    title = f"{what}における再発防止策の進捗状況について"
    body = f"2024年7月31日\n富士通Japan株式会社\n\n{title}\n\n1　研修\n6月に研修を実施した。\n"
    assert [draft.entity for draft in text("x.txt", body)] == ["fujitsu-japan"]


def test_two_headed_parts_are_two_drafts() -> None:
    body = "\n".join(
        f"# {name}における改善策の実施状況について\n\n別紙{number}\n\n"
        f"| 指導事項 | 改善策の実施状況 |\n|---|---|\n| 1. 体制 | ■研修<br>令和6年1月{number}日に研修を実施した。 |\n"
        for number, name in ((1, "富士通Japan株式会社"), (2, "デジタル庁"))
    )
    found = text("two.md", f"令和6年3月1日\n\n{body}")
    assert [draft.entity for draft in found] == ["fujitsu-japan", "digital-agency"]
    assert [draft.items[0].measures[0].promises[0].done_on for draft in found] == [date(2024, 1, 1), date(2024, 1, 2)]


@pytest.mark.parametrize(
    "body",
    ["本日は晴天なり。\n", "議事録\n\n日時 令和6年3月1日\n出席者 山田、佐藤\n", "品目,価格\nりんご,100\nみかん,80\n"],
)
def test_what_is_no_report_is_told(body: str) -> None:
    with pytest.raises(Problem, match=r"no report|--entity"):
        text("x.txt", body)


def test_a_document_without_a_day_says_from_where_it_counts() -> None:
    (draft,) = text("x.txt", "高知県知事\n\n改善状況報告書\n\n1　研修\n12月1日に研修を実施した。\n")
    assert draft.dated_on is None
    assert any("2026-11-23" in doubt for doubt in draft.doubts)
    (draft,) = drafts(
        document.read_bytes("x.txt", "高知県知事\n\n改善状況報告書\n\n1　研修\n12月1日に研修を実施した。\n".encode()),
        known(),
        TODAY,
        dated=date(2024, 1, 31),
    )
    assert draft.items[0].measures[0].promises[0].done_on == date(2023, 12, 1)


ITEM = (
    "特定個人情報の取扱いの観点から、情報連携用データの作成の手順が適切なものであるか定期的に確認し、"
    "必要に応じて担当職員への教育研修を行うこと。"
)


@pytest.mark.parametrize("words", [ITEM, ITEM.replace("行うこと。", "行う。"), ITEM.removesuffix("こと。")])
def test_a_line_that_repeats_an_item_is_the_item(words: str) -> None:
    head = "令和6年3月1日\n宮崎県知事\n\n改善状況報告書\n\n"
    body = f"{head}ウ　取組を継続的に行うこと。\n■点検\n令和5年10月3日に手順を改めた。\n"
    (draft,) = text("x.txt", f"{body}エ　{words}\n■教育研修\n令和6年2月9日に研修を実施した。\n")
    assert [(item.number, item.measures[0].heading) for item in draft.items] == [("ウ", "点検"), ("エ", "教育研修")]
    assert promises((draft,)) == 2
