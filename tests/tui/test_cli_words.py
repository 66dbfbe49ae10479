"""Every sentence that a person can meet at the command line has a Japanese one with the same places."""

from __future__ import annotations

import ast
import gettext
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import store
from store.problem import Problem
from tests.answers import Run
from tui import i18n
from tui.commands.root import COMMANDS, root
from tui.locale import build

HOUSE = Path(store.__file__).parent.parent
BELOW = ("store", "importers", "exports")
# Of a plural the first form finds the entry.
_CALLS = {"_": 1, "N_": 1, "ngettext": 1}


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def is_problem(call: ast.Call) -> bool:
    """Problem(…), a subclass of it by its own name, or super().__init__(…) inside one."""
    return called(call) == "Problem" or called(call) in {kind.__name__ for kind in subclasses(Problem)}


def subclasses(kind: type[Problem]) -> Iterator[type[Problem]]:
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


def sentences() -> Iterator[tuple[str, str]]:
    """Where each Problem's sentence stands, and the sentence; of the modules below tui and of the command line."""
    files = [path for room in BELOW for path in sorted((HOUSE / room).rglob("*.py"))]
    for path in [*files, *sorted((HOUSE / "tui" / "commands").glob("*.py"))]:
        for call in calls(path):
            inner = called(call) == "__init__" and "Problem" in path.read_text(encoding="utf-8")
            if not (is_problem(call) or inner) or not call.args:
                continue
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
                yield f"{path.relative_to(HOUSE)}:{call.lineno}", first.value


def spoken() -> Iterator[tuple[str, str]]:
    """Every string of the command line that is shown: marked ones, and the help of commands and options."""
    for path in sorted((HOUSE / "tui" / "commands").glob("*.py")):
        for call in calls(path):
            for argument in call.args[: _CALLS.get(called(call), 0)]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield f"{path.name}:{call.lineno}", argument.value
    context = click.Context(root)
    for name in (None, *COMMANDS):
        command = root if name is None else root.get_command(context, name)
        assert command is not None
        assert command.help
        yield name or "followup", command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, parameter
                yield f"{name} {parameter.opts[-1]}", parameter.help


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture(scope="module")
def japanese() -> gettext.NullTranslations:
    return gettext.translation(i18n.DOMAIN, i18n.LOCALE, ["ja"])


def test_every_sentence_has_its_japanese_one(japanese: gettext.NullTranslations) -> None:
    found = [*sentences(), *spoken()]
    assert len(found) > 250
    missing = {text: where for where, text in found if japanese.gettext(text) == text}
    assert missing == {}


def test_and_its_places_are_the_same(japanese: gettext.NullTranslations) -> None:
    differing = {
        text: places(japanese.gettext(text)) for _, text in [*sentences(), *spoken()]
        if places(japanese.gettext(text)) != places(text)
    }  # fmt: skip
    assert differing == {}


def test_no_translation_is_left_behind() -> None:
    """A sentence of store, importers or exports that is gone takes its translation with it."""
    from babel.messages.pofile import read_po

    with (Path(build.HERE) / "ja" / "store.po").open("rb") as stream:
        held = {message.id for message in read_po(stream) if message.id}
    # Sentences that are put together from a place and a reason stand whole in the catalogue, in two parts in the code.
    literals = {
        node.value
        for room in BELOW
        for path in (HOUSE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    bare = {text.removeprefix("{path}: ").removeprefix("{place}: ") for text in held}
    assert {text for text in bare if text not in literals and f"{{path}}: {text}" not in literals
            and f"{{path}}: {{place}}: {text}" not in literals} == set()  # fmt: skip


@pytest.mark.parametrize("name", [None, *COMMANDS])
@pytest.mark.parametrize("columns", ["60", "100"])
def test_help_in_both_languages_fits(
    followup: Run, monkeypatch: pytest.MonkeyPatch, name: str | None, columns: str
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", columns)
    words = () if name is None else (name,)
    english = followup(*words, "--help", db=None)
    in_japanese = followup(*words, "--help", db=None, before=("--lang", "ja"))
    assert english.code == in_japanese.code == 0
    assert "使い方" in in_japanese.out
    assert "Usage" in english.out
    for line in (english.out + in_japanese.out).splitlines():
        assert cell_len(line) <= int(columns), line
