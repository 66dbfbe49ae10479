"""The documents tell of every command and option, their examples are understood, and what scripts make is fresh."""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docs import made, pictures
from store.rows import ROW_FIELDS
from store.rules import ATTENTIONS, STATUSES
from store.words import Group, word
from tests.answers import Run
from tui import i18n
from tui.commands.root import COMMANDS, root
from tui.commands.shape import Context
from tui.filtering import WORDS
from tui.filterwords import FILTER_WORDS
from tui.keys import KEYS, NOT_BOUND, Key, full_width, keyed, shown
from tui.screens.tables import TABLES
from tui.settings import OPTIONS
from tui.views import VIEWS
from tui.widgets import board
from tui.widgets.columns import COLUMNS
from tui.widgets.legend import LEGENDS

HERE = Path(__file__).parent.parent
DOCS = HERE / "docs"
READMES = ["README.md", "README.ja.md"]


def examples(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.partition("  #")[0].strip() for line in text.splitlines() if line.startswith("followup")]


def named(line: str) -> tuple[str | None, list[str]]:
    """The store that an example names, and its words from the command on."""
    words = shlex.split(line)[1:]
    return (words[1], words[2:]) if words[:1] == ["--db"] else (None, words)


@pytest.mark.parametrize("name", READMES)
def test_every_command_has_an_example_and_every_option_is_in_one(name: str) -> None:
    found = examples(name)
    text = (HERE / name).read_text(encoding="utf-8")
    top = Context(root, info_name="followup")
    for command in COMMANDS:
        own = [line for line in found if named(line)[1][:1] == [command]]
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
        words = named(line)[1]
        if not words or words == ["--version"]:
            continue
        context = Context(root, info_name="followup")
        command = root.get_command(context, words[0])
        assert command is not None, line
        command.make_context(words[0], list(words[1:]), parent=context)
        ran.append(words[0])
    assert set(ran) == set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_the_examples_work_one_after_the_other(
    name: str, followup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in examples(name):
        store, words = named(line)
        if words and words != ["--version"]:
            answer = followup(*words) if store is None else followup(*words, db=tmp_path / store)
            assert answer.code == 0, (line, answer.err)


def test_both_readmes_show_the_same_commands() -> None:
    assert [line.split()[:2] for line in examples("README.md")] == [
        line.split()[:2] for line in examples("README.ja.md")
    ]


def test_the_command_reference_is_fresh() -> None:
    from docs import commands

    assert commands.main(["--check"]) == 0


def test_the_tables_are_fresh() -> None:
    assert made.main(["--check"]) == 0, "python -m docs.made"


def test_a_stale_table_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.ja.md"
    page.write_text("a\n<!-- made:themes:begin -->\n| old |\n<!-- made:themes:end -->\nb\n", encoding="utf-8")
    lines = made.filled(page).splitlines()
    assert lines[:3] == ["a", "<!-- made:themes:begin -->", "| コード | 呼び名 |"]
    assert "| `light` | 明るい配色 |" in lines
    assert lines[-2:] == ["<!-- made:themes:end -->", "b"]


PAGES = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in sorted(DOCS.glob("*.md")))]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = HERE / name
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_guide_is_there_in_both_languages_and_in_the_readme() -> None:
    for path in DOCS.glob("*.md"):
        if not path.name.endswith(".ja.md"):
            japanese = path.with_suffix(".ja.md")
            assert japanese.exists(), japanese
            assert f"(docs/{path.name})" in (HERE / "README.md").read_text(encoding="utf-8")
            assert f"(docs/{japanese.name})" in (HERE / "README.ja.md").read_text(encoding="utf-8")
            # The same chapters, tables and pictures in the same order.
            assert frame(path) == frame(japanese)


def frame(path: Path) -> list[str]:
    """What a guide is built of, whatever its language."""
    lines = re.findall(
        r"^(#+) |^<!-- (made:\S+):begin|\(([a-z]+)\.(?:en|ja)\.svg\)", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    return ["".join(line) for line in lines]


def test_every_picture_is_shown_in_a_page() -> None:
    shown = {
        name for page in PAGES for name in re.findall(r"([a-z]+\.(?:en|ja)\.svg)", (HERE / page).read_text("utf-8"))
    }
    assert {path.name for path in DOCS.glob("*.svg")} == shown
    assert {f"{scene.name}.{lang}.svg" for scene in pictures.SCENES for lang in pictures.LANGS} == shown


# --- what can be pressed, typed, set and seen is described in both languages ---


def guides(lang: str) -> str:
    """All guides and the readme of a language, without the command reference that is made from --help."""
    end = ".ja.md" if lang == "ja" else ".md"
    paths = [DOCS.parent / f"README{end}", *DOCS.glob(f"*{end}")]
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in paths
        if path.name.endswith(".ja.md") == (lang == "ja") and not path.name.startswith("commands")
    )


def cells(lang: str) -> set[str]:
    """Everything that stands in a cell of a table."""
    return {
        cell.strip("| ") for line in guides(lang).splitlines() if line.startswith("|") for cell in line.split(" | ")
    }


@pytest.fixture(params=i18n.LANGS)
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.speak(request.param)
    yield request.param
    i18n.speak("en")


@pytest.mark.parametrize(
    "table",
    [KEYS, *TABLES.values()],
    ids=["work", "review", "dashboard", "columns", "own views"],
)
def test_every_key_is_described(lang: str, table: tuple[Key, ...]) -> None:
    known = cells(lang)
    for key in table:
        assert " ".join(f"`{shown(one)}`" for one in key.keys) in known, key.id
        assert key.told in known, key.id


def test_every_key_of_forms_and_of_an_input_method_is_described(lang: str) -> None:
    text = guides(lang)
    for lines in LEGENDS.values():
        for name, label in lines:
            assert f"`{shown(name)}` {i18n._(label)}" in text, name
    for key in KEYS:
        for one in key.keys:
            for wide in full_width(one):
                assert one.isalnum() or one == "space" or f"`{wide}`" in text, one
    assert all(f"`{name}`" in text for name in NOT_BOUND)


def test_every_command_is_described(lang: str) -> None:
    reference = (DOCS / ("commands.ja.md" if lang == "ja" else "commands.md")).read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"\n## {command}\n" in reference
    assert all(f"`followup {name}" in guides(lang) or f"\nfollowup {name}" in guides(lang) for name in COMMANDS)


def test_every_word_of_the_filter_is_described(lang: str) -> None:
    text = guides(lang)
    for name in WORDS:
        assert f"`{name}:`" in text, name
    for told in FILTER_WORDS:
        assert i18n._(told.tip) in text
        assert f"`{told.examples[int(lang == 'ja')]}`" in text, told.id


def test_every_option_is_described_with_its_values(lang: str) -> None:
    text = guides(lang)
    for name, option in OPTIONS.items():
        assert f"| `{name}` |" in text, name
        assert keyed(i18n._(option.tip)) in text, name
        assert option.example in text, name
        assert all(f"`{value}`" in text for value in option.choices), name


def test_every_column_view_field_class_and_status_is_described(lang: str) -> None:
    text = guides(lang)
    for column in COLUMNS:
        assert f"| {column.called} | {i18n._(column.tip)} |" in text, column.id
    for place in board.COLUMNS:
        assert f"| {board.head_of(place)} | {board.tip_of(place)} |" in text, place.id
    for view in VIEWS.values():
        assert f"| {i18n._(view.label)} |" in text, view.id
    groups: list[tuple[Group, tuple[str, ...]]] = [
        ("field", ROW_FIELDS),
        ("attention", ATTENTIONS),
        ("status", STATUSES),
    ]
    for group, codes in groups:
        for code in codes:
            assert f"| `{code}` | {word(group, code, 'ja' if lang == 'ja' else 'en')} |" in text, code
    # The guide to triage says of every class why a row is in it.
    triage = (DOCS / ("triage.ja.md" if lang == "ja" else "triage.md")).read_text(encoding="utf-8")
    for name in ATTENTIONS:
        assert f"\n| {word('attention', name, 'ja' if lang == 'ja' else 'en')} | " in triage, name


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_the_pictures_are_fresh(part: int, capsys: pytest.CaptureFixture[str]) -> None:
    scenes = [scene.name for scene in pictures.SCENES[part::4]]
    stale = pictures.main(["--check", *scenes])
    assert stale == 0, f"python -m docs.pictures draws them anew: {capsys.readouterr().err}"


def test_the_pictures_need_no_network_and_hold_nothing_of_chance() -> None:
    for path in DOCS.glob("*.svg"):
        drawing = path.read_text(encoding="utf-8")
        assert "url(http" not in drawing
        assert "@import" not in drawing
        assert not re.search(r"terminal-[0-9]{4,}", drawing)
        assert str(Path.home()) not in drawing
        assert str(Path(tempfile.gettempdir())) not in drawing
    for name in i18n.LANGS:
        assert ("期限超過" in (DOCS / f"triage.{name}.svg").read_text(encoding="utf-8")) == (name == "ja")


@pytest.mark.parametrize("name", READMES)
def test_every_export_format_is_told_of(name: str) -> None:
    from exports.formats import FORMATS

    text = (HERE / name).read_text(encoding="utf-8")
    assert [form for form in FORMATS if f"`{form}`" not in text] == []
