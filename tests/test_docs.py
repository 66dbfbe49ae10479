"""The documents tell of every command and option, their examples are understood, and what scripts make is fresh."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tui.commands.root import COMMANDS, root
from tui.commands.shape import Context

HERE = Path(__file__).parent.parent
READMES = ["README.md", "README.ja.md"]


def examples(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.partition("  #")[0].strip() for line in text.splitlines() if line.startswith("followup")]


@pytest.mark.parametrize("name", READMES)
def test_every_command_has_an_example_and_every_option_is_in_one(name: str) -> None:
    found = examples(name)
    text = (HERE / name).read_text(encoding="utf-8")
    top = Context(root, info_name="followup")
    for command in COMMANDS:
        own = [line for line in found if line.split()[1:2] == [command]]
        assert own, command
        held = root.get_command(top, command)
        assert held is not None
        for parameter in held.params:
            if isinstance(parameter, click.Option):
                # An option that several commands share (--dated, --as-of) stands in the example of one of them.
                assert any(opt in line.split() for opt in parameter.opts for line in found), (command, parameter.opts)
    for parameter in root.params:
        assert any(opt in text for opt in parameter.opts), parameter.opts


@pytest.mark.parametrize("name", READMES)
def test_every_example_is_understood(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    for line in examples(name):
        words = shlex.split(line)[1:]
        if not words or words == ["--version"]:
            continue
        context = Context(root, info_name="followup")
        command = root.get_command(context, words[0])
        assert command is not None, line
        command.make_context(words[0], list(words[1:]), parent=context)
        ran.append(words[0])
    assert set(ran) == set(COMMANDS)


def test_both_readmes_show_the_same_commands() -> None:
    assert [line.split()[:2] for line in examples("README.md")] == [
        line.split()[:2] for line in examples("README.ja.md")
    ]


def test_the_command_reference_is_fresh() -> None:
    from docs import commands

    assert commands.main(["--check"]) == 0


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (HERE / target).exists(), target


@pytest.mark.slow
def test_the_pictures_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docs.pictures", "--check"], cwd=HERE, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"python -m docs.pictures draws them anew: {done.stderr}"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pictures_need_no_network_and_hold_nothing_of_chance(lang: str) -> None:
    drawing = (HERE / "docs" / f"triage.{lang}.svg").read_text(encoding="utf-8")
    assert "url(http" not in drawing
    assert "@import" not in drawing
    assert not re.search(r"terminal-[0-9]{4,}", drawing)
    assert ("期限超過" in drawing) == (lang == "ja")


@pytest.mark.parametrize("name", READMES)
def test_every_export_format_is_told_of(name: str) -> None:
    from exports.formats import FORMATS

    text = (HERE / name).read_text(encoding="utf-8")
    assert [form for form in FORMATS if f"`{form}`" not in text] == []
