"""`followup list` and `show`: the contract's fields, filters, order, tables that fit, both languages."""

from __future__ import annotations

import json

import pytest
from rich.cells import cell_len

from store.rows import ROW_FIELDS
from tests.answers import Run

AUDIT = "digital-agency/2023-09-20/6/audit/3"
CONTRACT = [
    "key", "entity", "entity_name", "case", "guidance_on", "item", "item_heading", "measure", "text", "status",
    "attention", "due_on", "due_text", "due_approx", "due_inferred", "original_due_on", "revisions", "days_overdue",
    "reported_on", "days_unverified", "verified_on", "verified_by", "evidence", "quantity", "quantity_done", "unit",
    "recurrence", "officer", "next_check_on", "note", "source",
]  # fmt: skip


def test_json_has_the_contract_s_fields_in_order_with_its_types(followup: Run) -> None:
    row = next(row for row in followup("list", "--format", "json").json if row["key"] == AUDIT)
    assert list(row) == CONTRACT
    assert row["entity_name"] == "デジタル庁"
    assert (row["guidance_on"], row["due_on"], row["days_overdue"]) == ("2023-09-20", "2024-03-31", 967)
    assert (row["due_approx"], row["quantity"], row["quantity_done"], row["unit"]) == (False, 5, 0, "ファイル")
    assert row["verified_on"] is None


def test_csv_has_the_same_fields_and_values(followup: Run) -> None:
    answer = followup("list", "--format", "csv")
    assert answer.out.startswith(",".join(CONTRACT) + "\r\n")
    rows = followup("list", "--format", "json").json
    assert len(rows) == len(answer.csv)
    for from_json, from_csv in zip(rows, answer.csv, strict=True):
        for name in CONTRACT:
            value = from_json[name]
            expected = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert from_csv[name] == expected


def test_nine_overdue_with_a_stated_date_fujitsu_two_and_digital_agency_seven(followup: Run) -> None:
    rows = followup("list", "--attention", "overdue", "--format", "json").json
    stated = [row["entity"] for row in rows if row["due_text"] and not row["due_inferred"]]
    assert {key: stated.count(key) for key in set(stated)} == {"fujitsu-japan": 2, "digital-agency": 7}


def test_nine_entities_await_a_plan(followup: Run) -> None:
    rows = followup("list", "--attention", "awaiting_plan", "--format", "json").json
    assert {row["entity"] for row in rows} == {
        "nta", "adachi", "kawasaki", "munakata", "shizuoka", "kochi", "nagasaki", "miyazaki", "tottori",
    }  # fmt: skip
    assert all(row["status"] is None and row["key"] for row in rows)


@pytest.mark.parametrize("spelled", ["overdue,returned", "期限超過", "overdue"])
def test_attention_by_code_list_or_word(followup: Run, spelled: str) -> None:
    assert {row["attention"] for row in followup("list", "--attention", spelled, "--format", "json").json} == {
        "overdue"
    }


def test_entities_search_under_and_limit_narrow(followup: Run) -> None:
    assert {
        row["entity"] for row in followup("list", "--entity", "nta", "--entity", "adachi", "--format=json").json
    } == {
        "nta",
        "adachi",
    }
    assert all(
        "監査" in json.dumps(row, ensure_ascii=False)
        for row in followup("list", "--search", "監査", "--format", "json").json
    )
    under = followup("list", "--under", "digital-agency/2023-09-20/6", "--format", "json").json
    assert under
    assert all(row["key"].startswith("digital-agency/2023-09-20/6/") for row in under)
    assert len(followup("list", "--limit", "3", "--format", "json").json) == 3
    assert followup("list", "--limit", "0", "--format", "json").json == []


def test_sorted_by_any_field_empty_values_last_and_turned_round(followup: Run) -> None:
    for name in ROW_FIELDS:
        assert followup("list", "--sort", name, "--format", "json").code == 0
    days = [row["due_on"] for row in followup("list", "--sort", "due_on", "--format", "json").json]
    filled = [day for day in days if day]
    assert filled == sorted(filled)
    assert days[len(filled) :] == [None] * (len(days) - len(filled))
    turned = [row["due_on"] for row in followup("list", "--sort", "due_on", "--reverse", "--format", "json").json]
    assert [day for day in turned if day] == sorted(filled, reverse=True)


def test_triage_order_turned_round(followup: Run) -> None:
    keys = [row["key"] for row in followup("list", "--format", "json").json]
    assert [row["key"] for row in followup("list", "--reverse", "--format", "json").json] == keys[::-1]


def test_officer_and_those_without(followup: Run) -> None:
    followup("assign", AUDIT, "--officer", "田中")
    assert [row["key"] for row in followup("list", "--officer", "田中", "--format", "json").json] == [AUDIT]
    without = followup("list", "--officer", "none", "--format", "json").json
    assert without
    assert AUDIT not in {row["key"] for row in without}


@pytest.mark.parametrize("day", ["2024-04-01", "R6.4.1", "令和6年4月1日", "２０２４－０４－０１"])
def test_as_of_a_past_day_in_any_form(followup: Run, day: str) -> None:
    row = next(row for row in followup("list", "--as-of", day, "--format", "json").json if row["key"] == AUDIT)
    assert (row["attention"], row["days_overdue"]) == ("overdue", 1)


@pytest.mark.parametrize("form", ["json", "table", "csv"])
def test_as_of_before_the_register_nothing_is_on_file_and_that_is_said(followup: Run, form: str) -> None:
    answer = followup("list", "--as-of", "2023-12-05", "--format", form)
    assert answer.code == 0
    assert "2023-12-05: nothing is on file; the register begins on 2023-12-06" in answer.err
    assert followup("list", "--as-of", "2023-12-05", "--format", "json").json == []
    assert "the register begins" not in followup("list", "--as-of", "2023-12-06", "--format", form).err


def test_dates_that_no_document_states_to_the_day_are_marked_in_the_table(followup: Run) -> None:
    japanese = followup("list", before=("--lang", "ja"))
    rows = followup("list", "--format", "json").json
    for row in rows:
        line = next(line for line in japanese.out.splitlines() if line.endswith(row["key"]))
        if row["due_on"]:
            assert (f"{row['due_on']}推" in line) == row["due_inferred"]
            assert (f"{row['due_on']}頃" in line) == (row["due_approx"] and not row["due_inferred"])
    assert "期限超過11件（うち推定期限2件）・未確認27件" in japanese.err
    english = followup("list", "--attention", "overdue")
    assert english.out.count(" inf.") == 2
    assert english.err.rstrip().endswith("overdue 11 (2 by an inferred date)")


def test_the_summary_counts_only_what_was_asked_for(followup: Run) -> None:
    answer = followup("list", "--entity", "fujitsu-japan", "--attention", "overdue", before=("--lang", "ja"))
    assert answer.err.rstrip().endswith("期限超過2件")


def test_as_of_shows_the_record_without_later_acts(followup: Run) -> None:
    followup("verify", AUDIT, "--method", "実地", "--evidence", "E1")
    before = followup("list", "--as-of", "2026-11-22", "--format", "json").json
    assert next(row["status"] for row in before if row["key"] == AUDIT) == "planned"


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_table_fits_the_terminal_and_never_cuts_a_key(
    followup: Run, monkeypatch: pytest.MonkeyPatch, columns: int, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = followup("list", before=("--lang", language))
    keys = [row["key"] for row in followup("list", "--format", "json").json]
    lines = answer.out.splitlines()
    assert len(lines) == len(keys) + 2
    longest = max(map(len, keys))
    for line, key in zip(lines[2:], keys, strict=True):
        assert key in line
        assert cell_len(line) <= max(columns, longest + 2 + 13 + 2 + 12)
    assert ("期限超過" in answer.out) == (language == "ja")
    assert "令和8年11月23日" in answer.err


def test_no_colour_unless_it_is_welcome(followup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in followup("list").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m" in followup("list").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in followup("list").out


@pytest.mark.parametrize(
    "text", ["第[1]項 [別紙] [/red]", "a\x1b[2J\x1b]0;x\x07b", "x\u202ey", "[@click=app.quit]go[/]", "ｶﾞ\U000e0100"]
)
def test_hostile_text_is_shown_harmlessly_and_whole_in_data(followup: Run, text: str) -> None:
    assert followup("note", AUDIT, text).code == 0
    for answer in (followup("show", AUDIT), followup("list", "--search", "監査")):
        assert not set(answer.out + answer.err) & {"\x1b", "\x07", "\u202e"}
    assert followup("show", AUDIT, "--format", "json").json["record"]["note"] == text.strip()


def test_show_tells_the_whole_story(followup: Run) -> None:
    followup("revise", AUDIT, "--due", "2027-03-31", "--reason", "延長の申出", "--source", "第3回報告")
    shown = followup("show", AUDIT)
    for part in ("デジタル庁", "2024-03-31", "2027-03-31", "延長の申出", "第3回報告", "0", "11"):
        assert part in shown.out
    story = followup("show", AUDIT, "--format", "json").json
    assert story["kind"] == "milestone"
    assert [revision["after_on"] for revision in story["revisions"]] == ["2027-03-31"]
    assert story["shared"] == [{"done": 0, "whole": 11, "unit": "ファイル"}]
    assert [entry["action"] for entry in story["history"]] == ["revise", "register"]
    assert list(story["milestones"][0]) == CONTRACT


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("nta", "entity"),
        ("nta/2023-09-20", "guidance"),
        ("nta/2023-09-20/1", "item"),
        ("digital-agency/2023-09-20/6/audit", "measure"),
        ("account-misregistration", "case"),
    ],
)
def test_show_knows_every_kind_in_both_languages(followup: Run, key: str, kind: str) -> None:
    assert followup("show", key, "--format", "json").json["kind"] == kind
    for language in ("ja", "en"):
        assert key in followup("show", key, before=("--lang", language)).out


def test_show_says_what_is_not_stated_and_how_often_in_words(followup: Run) -> None:
    measure = followup("show", "digital-agency/2023-09-20/4/training", before=("--lang", "ja")).out
    assert "training/1  未確認  期限の記載なし" in measure
    assert "training/3  期限超過  2024-12-06 推定  717日超過" in measure
    promise = followup("show", "digital-agency/2023-09-20/4/training/3", before=("--lang", "ja")).out
    assert "年1回" in promise
    assert "FREQ" not in promise


def test_show_names_what_awaits_a_plan(followup: Run) -> None:
    waiting = followup("show", "nta", "--format", "json").json["awaiting_plan"]
    assert [row["key"] for row in waiting] == ["nta/2023-09-20/1"]
    assert "nta/2023-09-20/1" in followup("show", "nta").out
