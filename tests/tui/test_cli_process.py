"""The command line as real processes: both entry points, closed pipes, first runs at once, the shell's completion."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store import db

ONE = "digital-agency/2023-09-20/6/audit/3"
SCRIPT = Path(sys.executable).with_name("followup.exe" if os.name == "nt" else "followup")


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tui", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def test_the_script_and_the_module_do_the_same(bundled: Path) -> None:
    asked = ["--db", str(bundled), "list", "--format", "json"]
    script = subprocess.run([str(SCRIPT), *asked], capture_output=True)
    assert script.returncode == 0
    assert script.stdout.decode() == run(*asked).stdout
    assert len(json.loads(script.stdout)) > 30


def test_every_command_from_a_process_leaves_data_on_stdout_and_words_on_stderr(store: Path, tmp_path: Path) -> None:
    verified = run("--db", store, "--as", "山田", "verify", ONE, "--method", "m", "--evidence", "e")
    assert (verified.returncode, verified.stdout) == (0, "")
    assert "undo 2" in verified.stderr
    exported = run("--db", store, "export", "--out", tmp_path)
    assert [Path(line).suffix for line in exported.stdout.splitlines()] == [".toml", ".csv"]
    checked = run("--db", store, "check")
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("lang", ["C", "ja_JP.UTF-8", "en_US.UTF-8", ""])
def test_the_locale_decides_the_language_and_data_stays_utf8(bundled: Path, lang: str) -> None:
    done = run("--db", bundled, "list", LANG=lang, LC_ALL=lang, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert "デジタル庁" in done.stdout
    assert ("期限超過" in done.stdout) == lang.startswith("ja")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash for its pipeline")
@pytest.mark.parametrize("what", ["list", "list --format json", "list --format csv", "history", "--help"])
def test_a_reader_that_has_enough_is_no_error(bundled: Path, what: str) -> None:
    line = f'"{sys.executable}" -m tui --db "{bundled}" {what} | head -c 10; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_full_disk_under_stdout_is_one_sentence(bundled: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    for what in (["list", "--format", "json"], ["list"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "tui", "--db", str(bundled), *what],
                stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            )  # fmt: skip
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "No space left" in done.stderr


def test_first_runs_at_the_same_time_make_one_store(home: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: run("list", "--format", "json"), range(3)))
    assert [one.returncode for one in done] == [0, 0, 0], [one.stderr for one in done]
    assert len({one.stdout for one in done}) == 1
    assert [entry["batch"] for entry in json.loads(run("history", "--format", "json").stdout)] == [1]
    folder = db.default_path().parent
    assert [one.name for one in folder.iterdir() if not one.name.startswith("followup.db")] == []


@pytest.mark.parametrize(
    ("words", "last", "expected"),
    [
        (["followup", "veri"], 1, {"verify"}),
        (["followup", "--db", "DB", "show", "digital-agency/2023-09-20/6/audit/"], 4, {ONE}),
        (["followup", "--db", "DB", "list", "--entity", "ka"], 5, {"kawasaki"}),
        (["followup", "--db", "DB", "list", "--attention", "overdue,un"], 5, {"overdue,unverified", "overdue,undated"}),
        (["followup", "--db", "DB", "list", "--format", ""], 5, {"table", "json", "csv"}),
        (["followup", "--db", "NONE", "show", ""], 4, set()),
    ],
)
def test_the_shell_completes_commands_keys_entities_and_words(
    bundled: Path, tmp_path: Path, words: list[str], last: int, expected: set[str]
) -> None:
    named = {"DB": str(bundled), "NONE": str(tmp_path / "none.db")}
    words = [named.get(word, word) for word in words]
    done = run(_FOLLOWUP_COMPLETE="bash_complete", COMP_WORDS=" ".join(words), COMP_CWORD=str(last))
    found = {line.partition(",")[2] for line in done.stdout.splitlines() if line}
    assert expected <= found
    assert bool(expected) == bool(found)
    assert not (tmp_path / "none.db").exists()
