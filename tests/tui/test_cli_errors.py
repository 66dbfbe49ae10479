"""Bad input: one sentence on stderr that names what, where and why, exit 2, nothing on stdout, nothing written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from store.db import REVISIONS
from tests.answers import Run

ONE = "digital-agency/2023-09-20/6/audit/3"
VERIFY = ("--method", "m", "--evidence", "e")
BAD: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "no such command": (("lits",), ("lits", "list")),
    "no such option": (("list", "--formt", "json"), ("--formt",)),
    "no value": (("list", "--search"), ("--search",)),
    "unknown format": (("list", "--format", "xml"), ("xml", "json")),
    "unknown export format": (("export", "--format", "docm"), ("docm", "toml")),
    "unknown attention": (("list", "--attention", "overdue,late"), ("late", "awaiting_plan")),
    "unknown entity": (("list", "--entity", "mars"), ("mars", "digital-agency")),
    "unknown entity as data": (("list", "--entity", "mars", "--format", "json"), ("mars", "digital-agency")),
    "unknown key above": (("list", "--under", "mars/1"), ("mars/1",)),
    "unknown field": (("list", "--sort", "colour"), ("colour", "due_on")),
    "limit below zero": (("list", "--limit", "-1"), ("-1",)),
    "limit no number": (("list", "--limit", "x", "--format", "json"), ("x",)),
    "no date": (("list", "--as-of", "いつか"), ("いつか",)),
    "impossible date": (("list", "--as-of", "2026-02-30"), ("2026-02-30",)),
    "impossible date in Japanese": (("list", "--as-of", "令和5年2月30日"), ("令和5年2月30日",)),
    "show nothing": (("show",), ("KEY",)),
    "show unknown": (("show", "mars/1"), ("mars/1",)),
    "show two": (("show", "nta", "adachi"), ("adachi",)),
    "history unknown": (("history", "mars/1"), ("mars/1",)),
    "verify nothing": (("verify", *VERIFY), ("KEY",)),
    "verify without method": (("verify", ONE, "--evidence", "e"), ("--method",)),
    "verify without evidence": (("verify", ONE, "--method", "m"), ("--evidence",)),
    "verify with empty evidence": (("verify", ONE, "--method", "m", "--evidence", " "), (ONE, "evidence")),
    "verify unknown": (("verify", "mars/1", *VERIFY), ("mars/1",)),
    "verify a measure": (("verify", ONE.rpartition("/")[0], *VERIFY), ("measure",)),
    "verify one known, one not": (("verify", ONE, "mars/1", *VERIFY), ("mars/1",)),
    "verify tomorrow": (("verify", ONE, "--on", "2026-11-24", *VERIFY), ("2026-11-24",)),
    "dated tomorrow": (("withdraw", ONE, "--reason", "r", "--dated", "2026-11-24"), ("2026-11-24",)),
    "dated before the register": (("withdraw", ONE, "--reason", "r", "--dated", "2023-01-01"), ("2023-01-01",)),
    "return without reason": (("return", ONE), ("--reason",)),
    "withdraw with empty reason": (("withdraw", ONE, "--reason", ""), ("reason",)),
    "revise without date": (("revise", ONE, "--reason", "r"), ("--due",)),
    "revise to no date": (("revise", ONE, "--due", "2026-99-99", "--reason", "r"), ("2026-99-99",)),
    "note without text": (("note", ONE), (ONE,)),
    "officer empty": (("assign", ONE, "--officer", " "), ("--officer", "none")),
    "empty note": (("note", ONE, " "), (ONE,)),
    "progress beyond": (("progress", ONE, "--done", "6"), ("6", "5")),
    "progress no number": (("progress", ONE, "--done", "six"), ("six",)),
    "claim a decision": (("claim", ONE, "--status", "verified"), ("verified",)),
    "undo unknown": (("undo", "99"), ("99",)),
    "undo no number": (("undo", "x"), ("x",)),
    "nothing to undo": (("undo",), ("register",)),
    "nothing to redo": (("redo",), ("nothing to redo",)),
    "no such week": (("export", "--week", "2026-W54"), ("2026-W54",)),
    "no week": (("export", "--week", "soon"), ("soon",)),
    "week to come": (("export", "--week", "2026-W49"), ("2026-W49",)),
    "week and day": (("export", "--week", "2026-W40", "--as-of", "2026-10-01"), ("--week",)),
    "folder missing": (("export", "--out", "/no/such/folder"), ("/no/such/folder",)),
    "import missing": (("import", "/no/such/file.csv", "--dry-run"), ("/no/such/file.csv",)),
    "import nothing": (("import", "--dry-run"), ("FILE",)),
    "backup into a missing folder": (("backup", "/no/such/folder/x.db"), ("/no/such/folder",)),
    "as-of before a command": (("--as-of", "2026-01-01", "list"), ("--as-of",)),
    "no terminal": ((), ("terminal",)),
    "no anchor": (("dates", "--anchor", "x", "text"), ("x",)),
    "control characters": (("show", "a\x1b[2Jb\nc"), ("a",)),
}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input(followup: Run, store: Path, name: str, language: str) -> None:
    arguments, parts = BAD[name]
    before = store.read_bytes()
    answer = followup(*arguments, before=("--lang", language))
    if language == "en":
        answer.refused(*parts)
    else:
        answer.refused()
        assert any(ord(letter) > 0x3000 for letter in answer.err), answer.err
    assert "\x1b" not in answer.err
    assert store.read_bytes() == before


def test_an_unknown_language(followup: Run) -> None:
    followup("list", before=("--lang", "fr")).refused("fr", "ja")


def not_a_database(path: Path) -> str:
    path.write_text("this is a letter, not a database\n" * 100)
    return "not a database"


def another_database(path: Path) -> str:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    return "not a followup store"


def newer(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "9999" not in REVISIONS
    return "newer version"


def empty(path: Path) -> str:
    path.write_bytes(b"")
    return "not a followup store"


def a_folder(path: Path) -> str:
    path.unlink()
    path.mkdir()
    return "not a file"


@pytest.mark.parametrize("spoil", [not_a_database, another_database, newer, empty, a_folder])
@pytest.mark.parametrize(
    "command",
    [("list",), ("list", "--format", "json"), ("show", ONE), ("verify", ONE, *VERIFY), ("undo",), ("check",),
     ("backup", "x.db"), ("export", "--out", "-", "--format", "csv"), ("history",)],
)  # fmt: skip
def test_bad_stores(
    followup: Run,
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], str],
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    expected = spoil(store)
    before = None if store.is_dir() else store.read_bytes()
    followup(*command).refused(str(store), expected)
    assert before is None or store.read_bytes() == before
    assert not (tmp_path / "x.db").exists()


def test_a_store_in_a_folder_that_is_not_there(followup: Run, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "followup.db"
    for command in (("list",), ("list", "--format", "json"), ("note", ONE, "x")):
        followup(*command, db=path).refused(str(path), str(path.parent))
    assert not path.parent.exists()


def test_a_store_that_another_process_writes_can_be_read_but_not_written(
    followup: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.db.BUSY_MS", 50)
    other = sqlite3.connect(store, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        answer = followup("note", ONE, "x")
        waited, refused = answer.err.splitlines()
        assert (answer.code, answer.out) == (2, "")
        assert "waiting for it" in waited
        assert f"{store}: the store is locked by another process" in refused
        assert followup("list", "--format", "json").code == 0
    finally:
        other.close()
    assert followup("note", ONE, "x").code == 0


def test_a_store_that_may_not_be_written(followup: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write everywhere; SQLite's own read-only error stands for the medium's.
    if os.geteuid() != 0:
        store.chmod(0o400)
        followup("note", ONE, "x").refused(str(store))
        return
    original = sqlite3.connect

    def connect(path: object, *arguments: object, **options: object) -> sqlite3.Connection:
        if options.get("uri"):
            return original(path, *arguments, **options)  # type: ignore[call-overload, no-any-return]
        found: sqlite3.Connection = original(f"file:{path}?mode=ro", uri=True, **options)  # type: ignore[call-overload]
        return found

    monkeypatch.setattr("store.engine.sqlite3.connect", connect)
    followup("note", ONE, "x").refused(str(store), "read-only")
    assert followup("list").code == 0


def test_no_one_to_act_is_told(followup: Run) -> None:
    followup("note", ONE, "x", before=("--as", " ")).refused("--as", "name")
    followup("list", before=("--as", "")).refused("--as", "name")
    followup("list", "--format", "json", before=("--as=",)).refused("--as", "name")


def test_interrupted_is_130(followup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.commands.root.run", stop)
    assert followup("check").code == 130
