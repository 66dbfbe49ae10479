"""The commands that write: each one batch, told on stderr with the way back, nothing on stdout."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.answers import Answer, Run

AUDIT = "digital-agency/2023-09-20/6/audit"
ONE = f"{AUDIT}/3"
TWO = f"{AUDIT}/4"
VERIFY = ("--method", "実地調査", "--evidence", "文書2026-15")


def record(followup: Run, key: str) -> dict[str, object]:
    found: dict[str, object] = followup("show", key, "--format", "json").json["record"]
    return found


def done(answer: Answer, batch: int) -> None:
    """It was done, as this batch, and says so on stderr alone."""
    assert (answer.code, answer.out) == (0, ""), answer
    assert f"batch {batch}; to take it back: followup undo {batch}" in answer.err


def test_verify_several_at_once_is_one_batch(followup: Run) -> None:
    answer = followup("verify", ONE, TWO, "--on", "R8.11.20", *VERIFY)
    done(answer, 2)
    assert "verify: 2 records" in answer.err
    for key in (ONE, TWO):
        found = record(followup, key)
        assert [found[name] for name in ("status", "verified_on", "verified_by", "method", "evidence")] == [
            "verified", "2026-11-20", "山田", "実地調査", "文書2026-15",
        ]  # fmt: skip
    assert [entry["batch"] for entry in followup("history", "--format", "json").json] == [2, 1]


def test_verify_is_dated_today_unless_said(followup: Run) -> None:
    followup("verify", ONE, *VERIFY)
    assert record(followup, ONE)["verified_on"] == "2026-11-23"


def test_a_day_without_a_year_is_the_last_one_for_a_verification(followup: Run) -> None:
    followup("verify", ONE, "--on", "11/20", *VERIFY)
    assert record(followup, ONE)["verified_on"] == "2026-11-20"


def test_and_the_next_one_for_a_due_date(followup: Run) -> None:
    followup("revise", ONE, "--due", "11/20", "--reason", "延長")
    assert record(followup, ONE)["due_on"] == "2027-11-20"


def test_verifying_a_recurring_promise_opens_the_next_and_says_so(followup: Run) -> None:
    key = "digital-agency/2023-09-20/4/training/3"
    answer = followup("verify", key, *VERIFY, "--next-due", "2027-12-06")
    assert f"the next occurrence is on file: {key}.2 (due 2027-12-06)" in answer.err
    assert "verify: 1 record\n" in answer.err
    assert record(followup, f"{key}.2")["due_on"] == "2027-12-06"


def test_return_and_withdraw_with_their_reasons(followup: Run) -> None:
    done(followup("return", f"{AUDIT}/1", "--reason", "資料不足"), 2)
    found = record(followup, f"{AUDIT}/1")
    assert (found["status"], found["reason"], found["returned_on"]) == ("returned", "資料不足", "2026-11-23")
    done(followup("withdraw", ONE, "--reason", "組織改編"), 3)
    assert record(followup, ONE)["status"] == "withdrawn"


def test_revise_keeps_the_words_and_the_original_date(followup: Run) -> None:
    done(followup("revise", ONE, "--due", "令和9年3月末頃", "--reason", "延長", "--source", "面談"), 2)
    found = record(followup, ONE)
    assert [found[name] for name in ("due_on", "due_text", "due_approx", "original_due_on", "revisions")] == [
        "2027-03-31", "令和9年3月末頃", True, "2024-03-31", 1,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words", "approx"),
    [("令和9年3月末", "令和9年3月末", False), ("令和9年3月31日", "令和9年3月31日", False), ("R9.3.31", None, False),
     ("2027-03-31", None, False), ("令和9年3月目処", "令和9年3月目処", True), ("2027-03", None, False)],
)  # fmt: skip
def test_a_due_date_keeps_the_words_in_which_it_was_typed(
    followup: Run, typed: str, words: str | None, approx: bool
) -> None:
    followup("revise", ONE, "--due", typed, "--reason", "r")
    found = record(followup, ONE)
    assert (found["due_on"], found["due_text"], found["due_approx"]) == ("2027-03-31", words, approx)


def test_words_given_apart_say_too_that_a_date_is_approximate(followup: Run) -> None:
    followup("revise", ONE, "--due", "2027-03-31", "--due-text", "令和8年度末頃", "--reason", "r")
    found = record(followup, ONE)
    assert (found["due_text"], found["due_approx"]) == ("令和8年度末頃", True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("revise", ONE, "--due", "2026-11-30", "--reason", "r"), f"  {ONE}  期限 R6.3.31 → R8.11.30（延期974日）"),
        (("progress", ONE, "--done", "3"), "済数 0 → 3、状況 予定 → 実施中"),
        (("assign", ONE, "--officer", "田中"), f"  {ONE}  担当 田中\n"),
        (("next-check", ONE, "--on", "2026-12-07"), "次回確認 R8.12.7"),
        (("withdraw", ONE, "--reason", "組織改編"), "状況 予定 → 取下げ、理由 組織改編"),
        (("verify", ONE, *VERIFY), "確認日 R8.11.23、確認方法 実地調査、確認資料 文書2026-15"),
        (("note", ONE, "追記"), "備考 追記"),
    ],
)
def test_what_was_recorded_is_told(followup: Run, words: tuple[str, ...], told: str) -> None:
    answer = followup(*words, before=("--lang", "ja"))
    assert told in answer.err
    assert "変更単位 2。取り消すには followup undo 2" in answer.err


def test_an_undo_tells_what_stands_again_and_the_way_back(followup: Run) -> None:
    followup("revise", ONE, "--due", "2026-11-30", "--reason", "r")
    answer = followup("undo", before=("--lang", "ja"))
    assert "期限 R8.11.30 → R6.3.31（前倒し974日）" in answer.err
    assert "元に戻すには followup redo" in answer.err


def test_of_many_records_the_first_are_told_and_the_rest_counted(followup: Run) -> None:
    answer = followup("assign", "digital-agency", "--officer", "田中")
    lines = [line for line in answer.err.splitlines() if line.startswith("  digital-agency")]
    (head,) = [line for line in answer.err.splitlines() if line.startswith("assign: ")]
    count = int(head.split()[1])
    assert len(lines) == 10 < count
    assert f"  … and {count - 10} more" in answer.err


def test_revise_to_no_date(followup: Run) -> None:
    followup("revise", ONE, "--due", "none", "--reason", "未定")
    assert record(followup, ONE)["due_on"] is None


def test_dated_acts_count_from_that_day(followup: Run) -> None:
    done(followup("withdraw", ONE, "--reason", "r", "--dated", "2026-10-01"), 2)
    day = followup("list", "--as-of", "2026-10-01", "--format", "json").json
    assert next(row["status"] for row in day if row["key"] == ONE) == "withdrawn"
    day = followup("list", "--as-of", "2026-09-30", "--format", "json").json
    assert next(row["status"] for row in day if row["key"] == ONE) == "planned"


@pytest.mark.parametrize("words", [("追記です",), ("--text", "追記です")])
def test_note_as_last_argument_or_as_option(followup: Run, words: tuple[str, ...]) -> None:
    before = record(followup, ONE)["note"]
    done(followup("note", ONE, *words), 2)
    assert record(followup, ONE)["note"] == (f"{before}\n追記です" if before else "追記です")
    followup("note", ONE, "--replace", "これだけ")
    assert record(followup, ONE)["note"] == "これだけ"


def test_note_on_any_kind_of_record(followup: Run) -> None:
    done(followup("note", "nta", "nta/2023-09-20/1", "照会中"), 2)
    assert record(followup, "nta")["note"] == "照会中"


def test_assign_reaches_what_is_open_below_and_none_takes_it_away(followup: Run) -> None:
    followup("assign", "digital-agency", "--officer", "田中")
    assert record(followup, ONE)["officer"] == "田中"
    followup("assign", "digital-agency", "--officer", "none")
    assert record(followup, ONE)["officer"] is None


def test_progress_and_claim(followup: Run) -> None:
    done(followup("progress", ONE, "--done", "2"), 2)
    found = record(followup, ONE)
    assert (found["quantity_done"], found["status"]) == (2, "in_progress")
    done(followup("claim", ONE, "--status", "reported", "--done-on", "2026-11-01"), 3)
    found = record(followup, ONE)
    assert (found["status"], found["done_on"], found["reported_on"]) == ("reported", "2026-11-01", "2026-11-23")


def test_next_check(followup: Run) -> None:
    done(followup("next-check", ONE, "--on", "+2w"), 2)
    assert record(followup, ONE)["next_check_on"] == "2026-12-07"
    followup("next-check", ONE, "--on", "none")
    assert record(followup, ONE)["next_check_on"] is None


def test_undo_and_redo_as_the_hints_say(followup: Run) -> None:
    followup("verify", ONE, *VERIFY)
    answer = followup("undo", "2")
    assert "followup redo" in answer.err
    assert record(followup, ONE)["status"] == "planned"
    assert followup("redo").code == 0
    assert record(followup, ONE)["status"] == "verified"
    assert followup("undo").code == 0
    assert record(followup, ONE)["status"] == "planned"


def test_nothing_to_change_is_said_and_is_no_batch(followup: Run) -> None:
    followup("assign", ONE, "--officer", "田中")
    answer = followup("assign", ONE, "--officer", "田中")
    assert answer.code == 0
    assert "nothing to change" in answer.err
    assert len(followup("history", "--format", "json").json) == 2


def test_history_of_a_record_of_all_and_as_json_lines(followup: Run) -> None:
    followup("note", ONE, "x")
    followup("note", "nta", "y")
    assert [entry["batch"] for entry in followup("history", AUDIT, "--format", "json").json] == [2, 1]
    lines = followup("history", "--format", "jsonl", "--limit", "2").out.splitlines()
    assert len(lines) == 2
    entry = followup("history", ONE, "--limit", "1", "--format", "json").json[0]
    assert (entry["by"], entry["action"], entry["effective_on"]) == ("山田", "note", "2026-11-23")
    assert entry["changes"][-1]["field"] == "note"
    for language, word in (("ja", "備考"), ("en", "note")):
        assert word in followup("history", before=("--lang", language)).out


def test_history_as_json_lines_holds_every_change(followup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bulk load has a change for each record; table and JSON hold the first of them, JSON lines all."""
    monkeypatch.setattr("store.history.SHOWN", 20)
    whole = json.loads(followup("history", "--format", "jsonl").out)
    (cut,) = followup("history", "--format", "json").json
    assert len(cut["changes"]) == 20 < cut["count"] == len(whole["changes"])
    assert list(whole) == list(cut)
    assert whole["changes"][:20] == cut["changes"]
    below = json.loads(followup("history", "digital-agency", "--format", "jsonl").out)
    assert below["count"] == len(below["changes"]) < whole["count"]
    assert all(change["key"].startswith("digital-agency") for change in below["changes"])


def test_history_as_of_a_day_before_the_act(followup: Run) -> None:
    followup("note", ONE, "x")
    assert [entry["batch"] for entry in followup("history", "--as-of", "2026-11-22", "--format", "json").json] == [1]


def test_check_finds_nothing_and_then_what_was_altered(followup: Run, store: Path) -> None:
    import sqlite3

    answer = followup("check")
    assert (answer.code, answer.out) == (0, "")
    assert "whole" in answer.err
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE milestone SET text = 'x' WHERE key = ?", (ONE,))
        connection.execute("UPDATE batch SET by = 'someone else' WHERE id = 1")
    connection.close()
    answer = followup("check")
    assert answer.code == 1
    assert "batch 1 of the log was altered" in answer.out
    assert f"milestone {ONE}: text is x" in answer.out
    assert "2 findings" in answer.err


def test_check_finds_a_damaged_file(followup: Run, store: Path) -> None:
    raw = bytearray(store.read_bytes())
    raw[-4096 * 6 :] = bytes(4096 * 6)
    store.write_bytes(raw)
    answer = followup("check")
    assert answer.code == 1
    assert "damaged" in answer.out or "altered" in answer.out


def test_backup_is_a_store_of_its_own_and_never_overwrites(followup: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert followup("backup", copy).code == 0
    assert followup("list", "--format", "json").out == followup("list", "--format", "json", db=copy).out
    assert copy.stat().st_mode & 0o777 == 0o600
    before = copy.read_bytes()
    followup("backup", copy).refused(str(copy), "already")
    assert copy.read_bytes() == before


def test_a_named_store_is_made_only_when_that_is_asked_for(followup: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    for command in (("list",), ("list", "--format", "json"), ("note", ONE, "x"), ("import", "x.csv", "--dry-run")):
        followup(*command, db=path).refused(str(path), "followup --db PATH init")
    assert not path.exists()
    made = followup("init", db=path)
    assert (made.code, made.out) == (0, "")
    assert "a new store with the bundled register" in made.err
    answer = followup("list", "--format", "json", db=path)
    assert (answer.err, len(answer.json)) == ("", len(followup("list", "--format", "json").json))
    (entry,) = followup("history", "--format", "json", db=path).json
    assert (entry["action"], entry["effective_on"], entry["by"]) == ("register", "2023-12-06", "山田")
    before = path.read_bytes()
    followup("init", "--empty", db=path).refused(str(path), "already")
    assert path.read_bytes() == before


def test_an_empty_store_holds_nothing_and_asks_for_what_a_report_does_not_say(followup: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    assert followup("init", "--empty", db=path).code == 0
    assert followup("list", "--format", "json", db=path).json == []
    assert followup("history", "--format", "json", db=path).json == []
    assert followup("check", db=path).code == 0
    file = tmp_path / "報告.txt"
    file.write_text("令和8年10月20日\n個人情報保護委員会 御中\n高知県\n改善状況報告書\n■点検\n"
                    "点検を令和9年3月末までに実施する予定。\n", encoding="utf-8")  # fmt: skip
    plan = followup("import", file, "--dry-run", "--format", "json", db=path).json
    kinds = [change["kind"] for change in plan["changes"]]
    assert kinds == ["entity", "case", "guidance", "item", "measure", "milestone"]
    answer = followup("import", file, "--accept", "all", db=path)
    assert answer.code == 2
    assert all(option in answer.err for option in ("--case NAME", "--guided DATE"))
    assert followup("history", "--format", "json", db=path).json == []


def test_the_default_store_is_made_in_the_data_folder_on_the_first_run(followup: Run, home: Path) -> None:
    answer = followup("list", "--format", "json", db=None)
    assert answer.json
    (made,) = home.rglob("followup.db")
    assert str(made) in answer.err
    assert followup("list", "--format", "json", db=None).err == ""


def test_an_older_store_is_upgraded_with_a_word_about_the_copy(
    followup: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.db"

    def upgrade(path: Path) -> Path:
        shutil.copyfile(path, kept)
        states.append("current")
        return kept

    states = ["older"]
    monkeypatch.setattr("store.db.state", lambda path: states[-1])
    monkeypatch.setattr("store.upgrade.upgrade", upgrade)
    assert str(kept) in followup("check").err


def test_config_toml_settles_the_name_the_language_and_what_is_soon(followup: Run, home: Path, store: Path) -> None:
    from tui.cli import main
    from tui.commands import settled
    from tui.settings import config_path

    config_path().parent.mkdir(parents=True)
    config_path().write_text('name = "佐藤"\nlang = "ja"\nsoon_days = 3650\n', encoding="utf-8")
    followup("revise", ONE, "--due", "2030-01-01", "--reason", "r")
    row = next(row for row in followup("list", "--format", "json").json if row["key"] == ONE)
    assert row["attention"] == "due_soon"
    assert "期限超過" in followup("list").out
    settled.forget()
    assert main(["--db", str(store), "note", ONE, "x"]) == 0
    assert followup("history", ONE, "--limit", "1", "--format", "json").json[0]["by"] == "佐藤"
    config_path().write_text("lang = 3\n", encoding="utf-8")
    followup("list").refused("config.toml", "lang")
    settled.forget()
