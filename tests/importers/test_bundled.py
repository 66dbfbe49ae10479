"""The bundled register against expectations read from the paper by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from importers.register import Register, read_bundled
from store import commands, db, rules, story, upgrade
from store.record import KINDS, Kind, Record, full

AS_OF = date(2026, 11, 23)
PAPER_DAY = date(2023, 12, 6)
DA, FJ = "digital-agency/2023-09-20", "fujitsu-japan/2023-09-20"


@pytest.fixture(scope="module")
def register() -> Register:
    return read_bundled()


def of(register: Register, kind: Kind) -> dict[str, dict[str, object]]:
    """The records of one kind by key, every field filled in."""
    return {record.key: full(kind, record.values) for record in register.records if record.kind == kind}


def test_head(register: Register) -> None:
    assert register.title == "マイナンバーカード等に係る各種事案に対する個人情報保護委員会の対応について"
    assert register.effective_on == PAPER_DAY
    assert register.source == "個人情報保護委員会 令和5年12月6日"


def test_records_stand_parents_first(register: Register) -> None:
    order = [KINDS.index(record.kind) for record in register.records]
    assert order == sorted(order)


def test_counts(register: Register) -> None:
    assert Counter(record.kind for record in register.records) == {
        "case": 3, "entity": 11, "guidance": 11, "report": 2, "item": 33, "measure": 21, "milestone": 40, "watch": 29,
    }  # fmt: skip


# Items, measures and milestones of each entity.
COUNTS = {
    "digital-agency": (6, 15, 31), "nta": (1, 0, 0), "fujitsu-japan": (3, 6, 9), "adachi": (1, 0, 0),
    "kawasaki": (1, 0, 0), "munakata": (1, 0, 0), "shizuoka": (4, 0, 0), "kochi": (4, 0, 0), "nagasaki": (4, 0, 0),
    "miyazaki": (4, 0, 0), "tottori": (4, 0, 0),
}  # fmt: skip


def test_counts_of_each_entity(register: Register) -> None:
    counted = {
        entity: tuple(
            sum(1 for key in of(register, kind) if key.startswith(f"{entity}/"))
            for kind in ("item", "measure", "milestone")
        )
        for entity in of(register, "entity")
    }
    assert counted == COUNTS


def test_cases(register: Register) -> None:
    assert {key: values["name"] for key, values in of(register, "case").items()} == {
        "certificate-misissuance": "コンビニエンスストアでの住民票等誤交付",
        "account-misregistration": "公金受取口座の誤登録",
        "card-data-mislinkage": "健康保険証及び障害者手帳等の各種サービスにおけるマイナンバーの紐付け誤り",
    }


def test_entities(register: Register) -> None:
    shown = {key: (v["name"], v["name_en"], v["reading"], v["kind"]) for key, v in of(register, "entity").items()}
    assert shown == {
        "digital-agency": ("デジタル庁", "Digital Agency", "でじたるちょう", "agency"),
        "nta": ("国税庁", "National Tax Agency", "こくぜいちょう", "agency"),
        "fujitsu-japan": (
            "富士通Japan株式会社",
            "Fujitsu Japan Limited",
            "ふじつうじゃぱんかぶしきがいしゃ",
            "company",
        ),
        "adachi": ("足立区", "Adachi City", "あだちく", "municipality"),
        "kawasaki": ("川崎市", "Kawasaki City", "かわさきし", "municipality"),
        "munakata": ("宗像市", "Munakata City", "むなかたし", "municipality"),
        "shizuoka": ("静岡県", "Shizuoka Prefecture", "しずおかけん", "prefecture"),
        "kochi": ("高知県", "Kochi Prefecture", "こうちけん", "prefecture"),
        "nagasaki": ("長崎県", "Nagasaki Prefecture", "ながさきけん", "prefecture"),
        "miyazaki": ("宮崎県", "Miyazaki Prefecture", "みやざきけん", "prefecture"),
        "tottori": ("鳥取市", "Tottori City", "とっとりし", "municipality"),
    }


CERTIFICATE, ACCOUNT, CARD = "certificate-misissuance", "account-misregistration", "card-data-mislinkage"
BOTH_LAWS, NUMBER_LAW, PERSONAL_LAW = "番号法及び個人情報保護法", "番号法", "個人情報保護法"
CARD_LAW = "番号法第 33 条及び個人情報保護法第 157 条"
REPORT_DUE = date(2023, 10, 31)
# Key: case, law, day of the demanded report, persons affected.
GUIDANCE = {
    "digital-agency/2023-09-20": (ACCOUNT, BOTH_LAWS, REPORT_DUE, 940 + 227),
    "nta/2023-09-20": (ACCOUNT, NUMBER_LAW, None, 0),
    "fujitsu-japan/2023-09-20": (CERTIFICATE, PERSONAL_LAW, REPORT_DUE, 0),
    "adachi/2023-09-20": (CERTIFICATE, PERSONAL_LAW, None, 0),
    "kawasaki/2023-09-20": (CERTIFICATE, PERSONAL_LAW, None, 0),
    "munakata/2023-09-20": (CERTIFICATE, PERSONAL_LAW, None, 0),
    "shizuoka/2023-12-06": (CARD, CARD_LAW, None, 100),
    "kochi/2023-12-06": (CARD, CARD_LAW, None, 114),
    "nagasaki/2023-12-06": (CARD, CARD_LAW, None, 1989),
    "miyazaki/2023-12-06": (CARD, CARD_LAW, None, 2344),
    "tottori/2023-12-06": (CARD, CARD_LAW, None, 485),
}


def test_guidance(register: Register) -> None:
    guidance = of(register, "guidance")
    shown = {k: (v["case_key"], v["law"], v["report_due_on"], v["persons"]) for k, v in guidance.items()}
    assert shown == GUIDANCE
    for key, values in guidance.items():
        assert key == f"{values['entity_key']}/{values['given_on']}"
        assert (values["persons_text"] is None) == (values["persons"] == 0)


def test_reports_that_the_paper_rests_on(register: Register) -> None:
    assert {key: (v["guidance_key"], v["source"]) for key, v in of(register, "report").items()} == {
        "digital-agency/2023-09-20/report-1": ("digital-agency/2023-09-20", f"{register.source} 別紙2"),
        "fujitsu-japan/2023-09-20/report-1": ("fujitsu-japan/2023-09-20", f"{register.source} 別紙1"),
    }
    for values in of(register, "report").values():
        assert (values["dated_on"], values["received_on"], values["sha256"]) == (None, None, None)


def test_numbers_of_the_items(register: Register) -> None:
    handbook = {"a": "ア", "i": "イ", "u": "ウ", "e": "エ"}
    expected: dict[str, str | None] = {f"{DA}/{number}": str(number) for number in range(1, 7)}
    expected |= {f"{FJ}/1": "1", f"{FJ}/2": "2", f"{FJ}/3": None}
    expected |= {f"{entity}/2023-09-20/1": None for entity in ("nta", "adachi", "kawasaki", "munakata")}
    for entity in ("shizuoka", "kochi", "nagasaki", "miyazaki", "tottori"):
        expected |= {f"{entity}/2023-12-06/{key}": number for key, number in handbook.items()}
    assert {key: values["number"] for key, values in of(register, "item").items()} == expected


def test_only_the_sixth_item_of_the_digital_agency_was_not_demanded(register: Register) -> None:
    items = of(register, "item")
    assert [key for key, values in items.items() if not values["guided"]] == ["digital-agency/2023-09-20/6"]


DONE: dict[str, date | None] = {
    f"{DA}/1/system/1": date(2023, 6, 23),
    f"{DA}/1/operation/1": date(2023, 11, 2),
    f"{DA}/2/staffing/1": date(2023, 10, 11),
    f"{DA}/2/rules/1": date(2023, 10, 31),
    f"{DA}/2/reporting-line/1": date(2023, 6, 26),
    f"{DA}/2/notice/1": date(2023, 10, 13),
    f"{DA}/2/training/1": date(2023, 10, 20),
    f"{DA}/2/leadership/1": None,
    f"{DA}/2/leadership/2": None,
    f"{DA}/3/procedures/1": date(2023, 5, 23),
    f"{DA}/3/procedures/2": date(2023, 11, 2),
    f"{DA}/3/procedures/3": None,
    f"{DA}/4/rules/1": date(2023, 9, 27),
    f"{DA}/4/rules/2": None,
    f"{DA}/4/rules/3": None,
    f"{DA}/4/notice/1": date(2023, 10, 27),
    f"{DA}/4/training/1": date(2023, 10, 20),
    f"{DA}/6/audit/1": date(2023, 10, 31),
    f"{DA}/6/audit/2": date(2023, 10, 30),
    f"{DA}/6/logs/2": date(2023, 11, 30),
    f"{FJ}/1/lateral-check/1": date(2023, 6, 17),
    f"{FJ}/2/quality-management/1": date(2023, 6, 30),
    f"{FJ}/2/quality-management/3": None,
    f"{FJ}/2/quality-assurance-process/1": date(2023, 10, 31),
    f"{FJ}/3/development-structure/1": date(2023, 6, 30),
    f"{FJ}/3/development-structure/2": date(2023, 10, 31),
}
# Key: due date, the printed words.
STATED = {
    f"{DA}/2/training/2": (date(2024, 3, 31), "令和5年度中に"),
    f"{DA}/4/training/2": (date(2024, 3, 31), "令和5年度中に"),
    f"{DA}/5/assessment/1": (date(2023, 12, 31), "令和5年12月迄"),
    f"{DA}/5/assessment/3": (date(2023, 12, 31), "令和5年12月迄に"),
    f"{DA}/6/audit/3": (date(2024, 3, 31), "令和5年度中に"),
    f"{DA}/6/audit/4": (date(2024, 9, 30), "令和6年9月までに"),
    f"{DA}/6/audit/6": (date(2024, 3, 31), "令和5年度内"),
    f"{FJ}/1/anomaly-detection/1": (date(2024, 1, 31), "令和6年1月を目処に"),
    f"{FJ}/3/client-information/1": (date(2024, 3, 31), "令和5年度中に"),
}
# Key: rule, next occurrence, the printed words.
RECURRING = {
    f"{DA}/4/training/3": ("FREQ=YEARLY", date(2024, 12, 6), "1年に1回"),
    f"{DA}/5/assessment/2": ("FREQ=YEARLY", date(2024, 12, 6), "1年に1回"),
    f"{DA}/6/audit/5": ("UNSTATED", None, "令和6年10月以降も、定期的かつ計画的に"),
    f"{DA}/6/logs/1": ("UNSTATED", None, "定期的に"),
    f"{FJ}/2/quality-management/2": ("FREQ=MONTHLY", date(2024, 1, 6), "月に1回"),
}


def test_every_milestone_is_done_dated_or_recurring(register: Register) -> None:
    assert of(register, "milestone").keys() == DONE.keys() | STATED.keys() | RECURRING.keys()
    assert (len(DONE), len(STATED), len(RECURRING)) == (26, 9, 5)


@pytest.mark.parametrize("key", DONE)
def test_claims(register: Register, key: str) -> None:
    values = of(register, "milestone")[key]
    assert (values["status"], values["done_on"], values["reported_on"]) == ("reported", DONE[key], PAPER_DAY)
    assert (values["due_on"], values["due_text"], values["recurrence"]) == (None, None, None)


@pytest.mark.parametrize("key", STATED)
def test_stated_due_dates(register: Register, key: str) -> None:
    values = of(register, "milestone")[key]
    due_on, words = STATED[key]
    assert (values["status"], values["due_on"], values["original_due_on"]) == ("planned", due_on, due_on)
    assert (values["due_text"], values["due_inferred"], values["recurrence"]) == (words, False, None)
    assert values["due_approx"] == (key == f"{FJ}/1/anomaly-detection/1")
    assert (values["done_on"], values["reported_on"]) == (None, None)


@pytest.mark.parametrize("key", RECURRING)
def test_recurring_promises(register: Register, key: str) -> None:
    values = of(register, "milestone")[key]
    rule, due_on, words = RECURRING[key]
    # The committee meets already; the other four are promised.
    in_place = key == f"{FJ}/2/quality-management/2"
    status = "reported" if in_place else "planned"
    assert (values["status"], values["recurrence"], values["due_text"]) == (status, rule, words)
    assert (values["due_on"], values["original_due_on"]) == (due_on, due_on)
    assert values["due_inferred"] == (due_on is not None)
    assert (values["done_on"], values["reported_on"]) == (None, PAPER_DAY if in_place else None)


def test_nine_promises_with_a_stated_date_are_overdue(register: Register) -> None:
    milestones = of(register, "milestone")
    overdue = {k for k, v in milestones.items() if rules.attention("milestone", v, AS_OF) == "overdue"}
    assert {key for key in overdue if not milestones[key]["due_inferred"]} == STATED.keys()
    assert {key for key in overdue if milestones[key]["due_inferred"]} == {
        f"{DA}/4/training/3",
        f"{DA}/5/assessment/2",
    }
    assert Counter(key.partition("/")[0] for key in STATED) == {"digital-agency": 7, "fujitsu-japan": 2}


def test_nothing_is_overdue_on_the_day_of_the_paper(register: Register) -> None:
    attentions = {rules.attention("milestone", values, PAPER_DAY) for values in of(register, "milestone").values()}
    assert attentions == {"unverified", "due_soon", "undated", "on_track"}


def test_nine_entities_await_a_plan(register: Register) -> None:
    planned = Counter(values["item_key"] for values in of(register, "measure").values())
    awaiting = Counter(
        key.partition("/")[0]
        for key, values in of(register, "item").items()
        if rules.attention("item", {**values, "measures": planned[key]}, AS_OF) == "awaiting_plan"
    )
    assert awaiting == {
        "nta": 1, "adachi": 1, "kawasaki": 1, "munakata": 1,
        "shizuoka": 4, "kochi": 4, "nagasaki": 4, "miyazaki": 4, "tottori": 4,
    }  # fmt: skip


def test_no_demanded_report_is_missing(register: Register) -> None:
    received = Counter(values["guidance_key"] for values in of(register, "report").values())
    for key, values in of(register, "guidance").items():
        assert rules.attention("guidance", {**values, "reports": received[key]}, AS_OF) is None


def test_the_audits_are_five_and_six_of_eleven_files(register: Register) -> None:
    counted = {k: v for k, v in of(register, "milestone").items() if v["quantity"] is not None}
    shown = {key: (v["quantity"], v["quantity_done"], v["unit"], v["measure_key"]) for key, v in counted.items()}
    assert shown == {
        f"{DA}/6/audit/3": (5, 0, "ファイル", f"{DA}/6/audit"),
        f"{DA}/6/audit/4": (6, 0, "ファイル", f"{DA}/6/audit"),
    }


def test_the_note_tells_the_two_dates_of_the_audits_apart(register: Register) -> None:
    noted = {key: values["note"] for key, values in of(register, "milestone").items() if values["note"] is not None}
    assert list(noted) == [f"{DA}/6/audit/4"]
    for words in ("2026年9月までに11ファイル", "令和6年9月までに残り6ファイル", "2024年9月30日", "期限変更として記録"):
        assert words in str(noted[f"{DA}/6/audit/4"])


def test_entity_and_persons_are_carried_to_every_milestone(register: Register) -> None:
    persons = {"digital-agency": 1167, "fujitsu-japan": 0}
    for key, values in of(register, "milestone").items():
        entity = key.partition("/")[0]
        assert (values["entity_key"], values["persons"]) == (entity, persons[entity])


SECTIONS = {
    f"{DA}/1": "別紙2 1.", f"{DA}/2": "別紙2 2.", f"{DA}/3": "別紙2 3.", f"{DA}/4": "別紙2 4.", f"{DA}/5": "別紙2 5.",
    f"{DA}/6": "別紙2 6.", f"{FJ}/1": "別紙1 1.", f"{FJ}/2": "別紙1 2.", f"{FJ}/3": "別紙1 第3行（番号なし）",
}  # fmt: skip


def test_sources_are_cited_down_to_the_milestone(register: Register) -> None:
    for kind in ("item", "measure", "milestone"):
        for key, values in of(register, kind).items():
            section = SECTIONS.get("/".join(key.split("/")[:3]))
            if section is not None:
                assert values["source"] == f"{register.source} {section}"
    for record in register.records:
        if record.kind != "entity":
            assert str(record.values["source"]).startswith(f"{register.source} ")


def test_watched_parties(register: Register) -> None:
    watched = of(register, "watch")
    assert Counter((key.partition("/")[0], values["party"]) for key, values in watched.items()) == {
        (CERTIFICATE, "個人情報保護委員会"): 2,
        (ACCOUNT, "個人情報保護委員会"): 2,
        (CARD, "個人情報保護委員会"): 7,
        (CARD, "厚生労働省"): 4,
        (CARD, "地方公共団体情報システム機構"): 2,
        (CARD, "保険者"): 4,
        (CARD, "地方公共団体"): 7,
        (CARD, "デジタル庁"): 1,
    }
    assert {k: (v["due_on"], v["due_text"]) for k, v in watched.items() if v["due_text"] is not None} == {
        f"{CARD}/mhlw-3": (None, "令和6年度以降"),
        f"{CARD}/insurers-2": (date(2023, 7, 31), "本年7月末までに"),
        f"{CARD}/insurers-3": (date(2023, 11, 30), "本年11月までに"),
        f"{CARD}/local-governments-4": (date(2023, 11, 30), "原則本年11月末までに"),
    }


def test_the_register_goes_on_file_and_comes_back_as_it_is(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "followup.db"
    act = commands.Act("test", AS_OF, register.effective_on, clock=lambda: dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    assert upgrade.create(path, lambda beside: commands.create(beside, act, register.records, action="register"))
    connection = db.connect(path)
    try:
        back: list[Record] = []
        for record in register.records:
            values = story.record(connection, record.kind, record.key)
            assert values is not None
            back.append(Record(record.kind, record.key, {name: values[name] for name in full(record.kind, {})}))
        assert back == [Record(r.kind, r.key, full(r.kind, r.values)) for r in register.records]
        audit = story.story(connection, f"{DA}/6/audit", AS_OF)
        assert audit is not None
        assert [(one.done, one.whole, one.unit) for one in audit.shared] == [(0, 11, "ファイル")]
    finally:
        connection.close()
