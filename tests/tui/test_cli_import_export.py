"""`followup export`, `import` and `dates`: files out, an edited one back in, and the date reader at the door."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest

from tests.answers import Run
from tests.importers.letters import SILENT, letter

REPORTS = Path(__file__).parent.parent / "importers" / "fixtures" / "reports"
ONE = "digital-agency/2023-09-20/6/audit/3"


@pytest.fixture
def edited(followup: Run, tmp_path: Path) -> Path:
    """The exported CSV with one officer and one decision typed into it."""
    followup("export", "--format", "csv", "--out", tmp_path)
    exported = tmp_path / "followup-2026-W48.csv"
    rows = list(csv.reader(io.StringIO(exported.read_text(encoding="utf-8-sig"), newline="")))
    head = rows[0]
    for row in rows[1:]:
        if row[0] == ONE:
            row[head.index("officer")] = "田中"
        if row[0] == "digital-agency/2023-09-20/6/audit/4":
            row[head.index("status")] = "verified"
    path = tmp_path / "edited.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_export_writes_toml_and_csv_and_prints_their_paths(followup: Run, tmp_path: Path) -> None:
    answer = followup("export", "--week", "2026-W47", "--out", tmp_path)
    assert answer.out.splitlines() == [str(tmp_path / f"followup-2026-W47.{end}") for end in ("toml", "csv")]
    status = tomllib.loads((tmp_path / "followup-2026-W47.toml").read_text(encoding="utf-8"))
    assert (status["week"], str(status["as_of"])) == ("2026-W47", "2026-11-22")
    assert "2026-W47" in answer.err
    assert followup("export", "--week", "2026-W47", "--out", tmp_path).code == 0


def test_export_streams_one_format(followup: Run) -> None:
    answer = followup("export", "--format", "toml", "--out", "-")
    assert tomllib.loads(answer.out)["week"] == "2026-W48"
    followup("export", "--out", "-").refused("--out -", "toml, csv")


def test_export_never_replaces_another_file_unless_forced(followup: Run, tmp_path: Path) -> None:
    path = tmp_path / "followup-2026-W48.csv"
    path.write_text("mine")
    followup("export", "--format", "csv", "--out", tmp_path).refused(str(path))
    assert path.read_text() == "mine"
    assert followup("export", "--format", "csv", "--out", tmp_path, "--force").code == 0
    assert path.read_text(encoding="utf-8-sig").startswith("key,entity")


def test_an_unchanged_file_comes_back_without_a_change(followup: Run, tmp_path: Path) -> None:
    followup("export", "--out", tmp_path)
    for end in ("csv", "toml"):
        plan = followup("import", tmp_path / f"followup-2026-W48.{end}", "--dry-run", "--format", "json").json
        assert {change["class"] for change in plan["changes"]} <= {"unchanged"}


def test_only_the_edited_cells_are_changes_and_an_import_cannot_verify(followup: Run, edited: Path) -> None:
    plan = followup("import", edited, "--dry-run", "--format", "json").json
    assert list(plan) == ["report", "changes"]
    differing = {change["key"]: change for change in plan["changes"] if change["class"] != "unchanged"}
    assert differing[ONE]["fields"] == {"officer": [None, "田中"]}
    assert differing["digital-agency/2023-09-20/6/audit/4"]["class"] == "invalid"
    assert len(followup("history", "--format", "json").json) == 1


def test_the_plan_as_a_table_in_both_languages(followup: Run, edited: Path) -> None:
    assert f" {ONE}\n" in followup("import", edited, "--dry-run").out
    assert "Officer -→田中" in followup("import", edited, "--dry-run").out
    assert "担当 -→田中" in followup("import", edited, "--dry-run", before=("--lang", "ja")).out


def test_accept_all_writes_one_batch_and_a_second_time_nothing(followup: Run, edited: Path) -> None:
    answer = followup("import", edited, "--accept", "all")
    assert answer.code == 0
    assert "followup undo 2" in answer.err
    assert followup("show", ONE, "--format", "json").json["record"]["officer"] == "田中"
    again = followup("import", edited, "--accept", "all")
    assert again.code == 0
    assert "batch 2" in again.err
    assert len(followup("history", "--format", "json").json) == 2


def test_accept_none_shows_and_writes_nothing(followup: Run, edited: Path) -> None:
    answer = followup("import", edited, "--accept", "none")
    assert ONE in answer.out
    assert "nothing was written" in answer.err
    assert len(followup("history", "--format", "json").json) == 1


def test_dated_entries_count_from_that_day(followup: Run, edited: Path) -> None:
    followup("import", edited, "--accept", "all", "--dated", "2026-11-01")
    assert followup("history", "--limit", "1", "--format", "json").json[0]["effective_on"] == "2026-11-01"


def test_nobody_to_ask_is_refused_before_anything_is_read(followup: Run, tmp_path: Path) -> None:
    path = tmp_path / "no-report.pdf"
    path.write_bytes(b"not a document at all")
    followup("import", path).refused("--accept")


def test_a_missing_file_is_told_before_that_nobody_can_be_asked(followup: Run) -> None:
    followup("import", "/nowhere.csv").refused("/nowhere.csv", "No such file")
    followup("import", "/nowhere.csv", before=("--lang", "ja")).refused(
        "/nowhere.csv：読めません：ファイルやフォルダがありません"
    )


def test_reasons_of_a_plan_are_japanese(followup: Run, edited: Path) -> None:
    answer = followup("import", edited, "--dry-run", before=("--lang", "ja"))
    assert "取込みで記録できるのは報告だけで" in answer.out
    assert "an import can" not in answer.out


def test_the_summary_of_an_export_parts_stated_from_inferred_dates(followup: Run, tmp_path: Path) -> None:
    answer = followup("export", "--out", tmp_path, before=("--lang", "ja"))
    assert "期限超過11件（うち推定期限2件）" in answer.err


def test_several_files_have_each_their_own_verdict(followup: Run, edited: Path) -> None:
    answer = followup("import", "/nowhere.csv", edited, "--accept", "all")
    assert answer.code == 2
    assert "/nowhere.csv" in answer.err
    assert "followup undo 2" in answer.err
    # One line a file at the end: what became of it, and its rows.
    assert answer.out.splitlines()[-2:] == [
        "/nowhere.csv: cannot be read: No such file or directory",
        f"{edited.name}: 1 row written, batch 2 (changed 1 · unchanged 62 · invalid 1)",
    ]
    both = followup("import", edited, edited, "--dry-run", "--format", "json").json
    assert [plan["report"]["imported"]["batch"] for plan in both] == [2, 2]


def test_several_files_are_one_json_array_also_where_one_fails(followup: Run, edited: Path) -> None:
    answer = followup("import", edited, "/nowhere.csv", edited, "--accept", "all", "--format", "json")
    assert answer.code == 2
    outcomes = [plan["report"]["outcome"] for plan in answer.json]
    assert [(one["verdict"], one["rows"], one["batch"]) for one in outcomes] == [
        ("written", 1, 2), ("failed", 0, None), ("known", 0, None),
    ]  # fmt: skip
    assert outcomes[0]["counts"] == {
        "new": 0, "changed": 1, "unchanged": 62, "missing": 0, "conflict": 0, "invalid": 1,
    }  # fmt: skip
    assert answer.json[1]["changes"] == []
    assert "/nowhere.csv" in outcomes[1]["reason"]


def test_a_plan_names_new_records_by_their_rows_and_ends_with_what_is_not_mentioned(followup: Run) -> None:
    first = followup("import", REPORTS / "kochi-first.xlsx", "--dry-run", before=("--lang", "ja")).out
    assert "kochi-first.xlsx  改善措置報告書  2024-03-08  高知県" in first
    assert "2  新規  実施済(報告) 2024-02-01  本人確認マニュアルの改訂\n         1番の行に付くもの\n" in first
    assert "+0." not in first
    lines = followup("import", REPORTS / "digital-agency-moved.html", "--dry-run").out.splitlines()
    last = lines.index("missing 18: the document does not mention it")
    assert lines[-1] == "changed 5 · missing 18 · conflict 1"
    assert len(lines) == last + 20
    assert any("put off by 91 days 2024-03-31→2024-06-30" in one for one in lines[:last])


def test_the_history_tells_what_each_import_brought(followup: Run, edited: Path) -> None:
    followup("import", REPORTS / "kochi-first.xlsx", edited, "--accept", "all")
    lines = followup("history", "--limit", "2").out.splitlines()[2:]
    assert [" ".join(line.split()[3:7]) for line in lines[::2]] == [
        "2026-11-23 山田 import edited.csv", "2026-11-23 山田 import kochi/2023-12-06/report-1",
    ]  # fmt: skip
    assert lines[1::2] == [
        "  edited.csv: changed: milestone 1", "  kochi-first.xlsx: new: report 1, measure 4, milestone 4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "officer"), [("all\n", "田中"), ("none\n", None), ("x\n1\n", "田中"), ("99\nn\n", None)]
)
def test_a_person_at_a_terminal_is_asked(
    followup: Run, edited: Path, monkeypatch: pytest.MonkeyPatch, answer: str, officer: str | None
) -> None:
    monkeypatch.setattr("tui.commands.taking_in._someone", lambda: True)
    plan = followup("import", edited, "--dry-run", "--format", "json").json
    place = next(number for number, change in enumerate(plan["changes"], 1) if change["class"] == "changed")
    assert followup("import", edited, stdin=answer.replace("1", str(place))).code == 0
    assert followup("show", ONE, "--format", "json").json["record"]["officer"] == officer


def test_dates_of_a_text(followup: Run) -> None:
    (reading,) = followup("dates", "--anchor", "2023-12-06", "令和5年度中に実施").json
    assert (reading["quote"], reading["start"], reading["end"]) == ("令和5年度", "2023-04-01", "2024-03-31")


def test_dates_of_lines_with_their_anchors(followup: Run) -> None:
    answer = followup("dates", "-", stdin="2023-12-06\t同年10月\n2023-12-06|2020-01-01\t同年10月\n2023-12-06\tなし\n")
    first, second, third = (json.loads(line) for line in answer.out.splitlines())
    assert (first[0]["end"], second[0]["end"], third) == ("2023-10-31", "2020-10-31", [])


def test_dates_refuses_a_line_without_an_anchor_by_its_number(followup: Run) -> None:
    answer = followup("dates", stdin="2023-12-06\tx\nno tab\n")
    assert answer.code == 2
    assert "line 2" in answer.err
    assert json.loads(followup("dates", "--anchor", "2023-12-06", "-", stdin="来月\n").out)[0]["end"] == "2024-01-31"


def test_an_empty_register_takes_a_letter_whole_or_by_its_rows(
    followup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, path = tmp_path / "empty.db", letter(tmp_path)
    followup("init", "--empty", db=store)
    shown = followup("import", path, "--dry-run", db=store).out
    assert "3  new    guidance  2026-09-01  番号法\n          under rows 1, 2\n" in shown
    monkeypatch.setattr("tui.commands.taking_in._someone", lambda: True)
    answer = followup("import", path, db=store, stdin="9\n")
    assert "taken with them, because they stand under these: 1, 2, 3, 7, 8" in answer.err
    assert [row["key"] for row in json.loads(followup("list", "--format", "json", db=store).out)] == [
        "kochi/2026-09-01/2/m1/1"
    ]
    followup("undo", db=store)
    assert followup("import", path, "--accept", "all", db=store).code == 0
    assert followup("check", db=store).code == 0


def test_what_a_letter_does_not_say_is_asked_or_given_by_options(
    followup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, path = tmp_path / "empty.db", letter(tmp_path, **SILENT)
    followup("init", "--empty", db=store)
    refused = followup("import", path, "--accept", "all", db=store)
    assert refused.code == 2
    assert "nothing was written" in refused.err
    for option in ("--entity KEY", "--guided DATE", "--case NAME"):
        assert option in refused.err
    assert followup("history", db=store).out.count("import") == 0
    monkeypatch.setattr("tui.commands.taking_in._someone", lambda: True)
    # A key, a case and a day are asked; a key that is none, and no day, once more.
    answer = followup(
        "import", path, db=store, before=("--lang", "ja"), stdin="Kakuu\nkakuu\n誤交付\nいつか\nR8.9.1\nall\n"
    )
    assert "「架空市」への指導日" in answer.err
    assert answer.code == 0
    assert "kakuu/2026-09-01/1/m1/1" in followup("list", "--format", "csv", db=store).out
    followup("undo", db=store)
    given = ("--entity", "kakuu", "--guided", "2026-09-01", "--case", "誤交付", "--accept", "all")
    assert followup("import", path, *given, db=store).code == 0
    assert "kakuu/2026-09-01/2/m1/1" in followup("list", "--format", "csv", db=store).out
