"""The Japanese catalogue: fresh, and complete for everything that the screen says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from store.problem import Problem
from tui import i18n
from tui.locale import build

TUI = Path(i18n.__file__).parent
PLACE = r"{(\w*)(?:[!:][^}]*)?}"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def test_the_compiled_catalogue_is_fresh() -> None:
    assert build.main(["--check"]) == 0, "python -m tui.locale.build"


def sources() -> list[Path]:
    return sorted(path for path in TUI.rglob("*.py") if path.name != "build.py")


def test_everything_that_is_said_has_its_japanese() -> None:
    known = set(build.messages())
    missing = []
    for path in sources():
        for line, message, _comments, _context in extract_from_file("python", str(path), keywords=KEYWORDS):
            one = message if isinstance(message, str) else message[0]
            if one and one not in known:
                missing.append(f"{path.relative_to(TUI)}:{line}: {one}")
    assert missing == []


def test_no_translation_has_a_place_that_nobody_fills() -> None:
    from babel.messages.pofile import read_po

    for path in sorted((build.HERE / "ja").glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="ja"):
                if not message.id or not message.string:
                    continue
                ids = (message.id,) if isinstance(message.id, str) else message.id
                texts = (message.string,) if isinstance(message.string, str) else message.string
                wanted = {place for one in ids for place in re.findall(PLACE, one)}
                assert all(set(re.findall(PLACE, said)) <= wanted for said in texts), message.id


def test_two_parts_that_disagree_are_refused(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "a.po").write_text(head + 'msgid "x"\nmsgstr "い"\n', encoding="utf-8")
    (tmp_path / "b.po").write_text(head + 'msgid "x"\nmsgstr "ろ"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="another part"):
        build.build(tmp_path)


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"),
        ({}, "en"),
    ],
)
def test_the_locale_decides(environ: dict[str, str], lang: str) -> None:
    assert i18n.preferred(environ) == lang


def test_speaking() -> None:
    try:
        assert i18n.speak("ja") == "ja"
        assert i18n._("verify") == "確認"
        assert i18n.ngettext("{n} day late", "{n} days late", 2).format(n=2) == "2日超過"
        assert i18n._("no such sentence") == "no such sentence"
        assert (
            i18n.sentence(Problem("{path}: there is no option {option}", path="c", option="x"))
            == "c：設定 x はありません"
        )
        with pytest.raises(Problem, match="fr"):
            i18n.speak("fr")
    finally:
        i18n.speak("en")
    assert i18n._("verify") == "verify"


# What names a key in a sentence: its printed name, or a letter, digit or sign that does something or is pressed.
NAMED = re.compile(
    r"\b(?:Enter|Esc|Space|Tab|Ctrl|Shift|PgUp|PgDn|F\d+|space bar|full stop)\b|[←→↑↓]|\^[A-Z]\b"
    r"|(?:^|[.;:,(] |\band |\bor |\b[Pp]ress )"
    r"(?:[b-zB-HJ-Z0-9]|[aA](?= (?:all|adds|keeps|takes)\b)|[/?<>.:*@]) (?!of )[a-z]+"
    r"|(?:^|[\s（、。：])[A-Za-z0-9/?<>.:*@] ?(?:で|を押|の一覧|が)"
)  # fmt: skip
# A sign that is none.
NO_KEYS = ("? beside a mark",)


def hard_coded(said: str) -> list[str]:
    """What a sentence calls by the name of a key, its places left aside."""
    bare = re.sub(r"{[^}]*}", "Xx", said)
    for sign in NO_KEYS:
        bare = bare.replace(sign, "Xx")
    return [found[0] for found in NAMED.finditer(bare)]


@pytest.mark.parametrize(
    "said",
    ["Esc closes this page.", "Closed; b sends it back.", "Nothing. 6 shows all.", "d does nothing.", "/ narrows it.",
     "全件は 6 で表示", "（V で一覧）", "wを押すまで"],
)  # fmt: skip
def test_a_key_by_its_name_is_noticed(said: str) -> None:
    assert hard_coded(said)


def test_no_sentence_names_a_key_but_by_its_command() -> None:
    """The user's own keys are what sentences name: {key:undo}, or by the key's name where nobody can change it."""
    from babel.messages.pofile import read_po

    from tui.keys import BY_ID
    from tui.own_keys import NAMES
    from tui.screens.tables import TABLES

    ids = {*BY_ID, *(key.id for table in TABLES.values() for key in table)}
    wrong, asked = [], set()
    for path in sorted((build.HERE / "ja").glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="ja"):
                for said in (message.id, message.string):
                    for one in (said,) if isinstance(said, str) else said:
                        asked |= set(re.findall(r"{key:([^}]*)}", one))
                        wrong += [f"{path.name}: {one}: {name}" for name in hard_coded(one)]
    assert wrong == []
    fixed = {name for name in asked - ids if name not in NAMES and len(name.removeprefix("ctrl+")) != 1}
    assert not fixed
    assert len(asked & ids) > 20
