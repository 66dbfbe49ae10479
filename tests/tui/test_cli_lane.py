"""The short way and click's way give the same bytes, for whatever is asked; and the short way imports nothing heavy."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.rows import ROW_FIELDS
from store.rules import ATTENTIONS
from tests.answers import Run
from tui import lane
from tui.commands import root

WORDS = st.sampled_from(["nta", "digital-agency", "mars", "overdue", "監査", "2026-10-01", "x", "", "-1", "3", "none"])
VALUES = {
    "--entity": st.sampled_from(["nta", "digital-agency", "nta,adachi", "mars", " nta ", ""]),
    "--attention": st.lists(st.sampled_from([*ATTENTIONS, "期限超過", "late"]), max_size=3).map(",".join),
    "--search": st.sampled_from(["監査", "デジタル庁 監査", "%", "", "１１"]),
    "--officer": st.sampled_from(["none", "田中", ""]),
    "--under": st.sampled_from(["digital-agency", "digital-agency/2023-09-20/6", "mars"]),
    "--sort": st.sampled_from([*ROW_FIELDS, "colour"]),
    "--limit": st.sampled_from(["0", "1", "7", "-1", "x", "٣"]),
    "--as-of": st.sampled_from(["2024-01-01", "2023-12-05", "20240101", "R6.1.1", "2024-13-01", "2030-01-01"]),
    "--format": st.sampled_from(["json", "json", "json", "csv"]),
    "--unknown": WORDS,
}


@st.composite
def arguments(draw: st.DrawFn) -> list[str]:
    words: list[str] = []
    for name in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4)):
        value = draw(VALUES[name])
        words += [f"{name}={value}"] if draw(st.booleans()) else [name, value]
    if draw(st.booleans()):
        words.append("--reverse")
    before = draw(st.sampled_from([[], ["--lang", "ja"], ["--as=x"], ["--lang", "fr"]]))
    return [*before, "list", *words, *draw(st.sampled_from([["--format", "json"], ["--format=json"], []]))]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=arguments())
def test_both_ways_say_the_same(bundled: Path, fixed_day: date, words: list[str]) -> None:
    asked = ["--db", str(bundled), *words]
    short, long, complaint = io.StringIO(), io.StringIO(), io.StringIO()
    with redirect_stdout(short):
        code = lane.run(asked)
    if code is None:
        assert short.getvalue() == ""
        return
    with redirect_stdout(long), redirect_stderr(complaint):
        assert root.run(asked) == code == 0
    assert short.getvalue() == long.getvalue()
    assert complaint.getvalue() == ""


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--format", "json"],
        ["list", "--attention", "overdue", "--entity=nta", "--format=json", "--reverse"],
        [
            "--lang",
            "ja",
            "--as",
            "x",
            "list",
            "--as-of",
            "2024-01-01",
            "--sort",
            "key",
            "--limit",
            "3",
            "--format",
            "json",
        ],
    ],
)
def test_plain_questions_go_the_short_way(bundled: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert lane.run(["--db", str(bundled), *words]) == 0
    assert capsys.readouterr().out.startswith("[")


@pytest.mark.parametrize(
    "words",
    [["list"], ["--as-of", "x"], ["show", "nta"], ["list", "--format", "json", "nta"], ["list", "--help"], ["--help"],
     ["list", "--format", "json", "--attention", "late"], ["list", "--format", "json", "--entity", "mars"]],
)  # fmt: skip
def test_everything_else_steps_aside_without_a_word(
    bundled: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert lane.run(["--db", str(bundled), *words]) is None
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_a_damage_met_on_the_way_is_one_sentence(followup: Run, store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("DROP TABLE measure")
    connection.close()
    answer = followup("list", "--format", "json")
    assert answer.code == 2
    assert str(store) in answer.err
    assert answer.err.count("\n") == 1


def test_the_short_way_imports_no_click_no_orm_no_screen(bundled: Path) -> None:
    code = (
        "import sys; from tui.cli import main; "
        f"code = main(['--db', {str(bundled)!r}, 'list', '--format', 'json']); "
        "heavy = {'click', 'sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'rich', 'gettext', 'email'}; "
        "heavy &= set(sys.modules); "
        "sys.exit(str(heavy) if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("[\n{")


def test_a_table_needs_nothing_of_the_screen(bundled: Path) -> None:
    code = (
        "import sys; from tui.cli import main; "
        f"code = main(['--db', {str(bundled)!r}, 'list', '--limit', '3']); "
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'textual'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
