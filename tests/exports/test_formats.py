"""The registry, and sets of files in a folder."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from exports import files
from exports.formats import FORMATS, export, file_name, format_named, label, to_stream
from exports.status import weekly
from store.problem import Problem

TODAY = date(2026, 11, 23)


def test_names_are_stable(registered: Path) -> None:
    with weekly(registered, "2026-W40", TODAY) as status:
        assert file_name(status, FORMATS["csv"]) == "followup-2026-W40.csv"


def test_a_set_is_written_and_written_again(worked: Path, tmp_path: Path) -> None:
    names = [name for name, found in FORMATS.items() if not found.per_entity]
    with weekly(worked, "2024-W40", TODAY) as status:
        paths = export(status, names, tmp_path, "ja")
    before = {path: path.read_bytes() for path in paths}
    assert [path.name for path in paths] == [f"followup-2024-W40{FORMATS[name].suffix}" for name in names]
    with weekly(worked, "2024-W40", TODAY) as status:
        assert export(status, names, tmp_path, "ja") == paths
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_to_stream_gives_the_same_bytes(worked: Path, tmp_path: Path) -> None:
    for name, found in FORMATS.items():
        if found.per_entity:
            continue
        stream = io.BytesIO()
        with weekly(worked, "2024-W40", TODAY) as status:
            (path,) = export(status, [name], tmp_path, "en")
            to_stream(status, name, stream, "en")
        assert stream.getvalue() == path.read_bytes(), name


def test_a_different_file_is_not_overwritten(worked: Path, tmp_path: Path) -> None:
    place = tmp_path / "followup-2024-W40.csv"
    place.write_text("mine")
    with weekly(worked, "2024-W40", TODAY) as status:
        with pytest.raises(files.Exists):
            export(status, ["toml", "csv"], tmp_path, "ja")
        assert [path.name for path in tmp_path.iterdir()] == ["followup-2024-W40.csv"]
        export(status, ["toml", "csv"], tmp_path, "ja", force=True)
    assert place.read_bytes().startswith(b"\xef\xbb\xbfkey,")


def test_an_unknown_format_is_named(worked: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="pdf: there is no such format; there are toml, csv"):
        format_named("pdf")
    with weekly(worked, None, TODAY) as status, pytest.raises(Problem, match="pdf"):
        export(status, ["toml", "pdf"], tmp_path, "ja")
    assert list(tmp_path.iterdir()) == []


def test_naming_the_formats_imports_none_of_their_libraries() -> None:
    code = (
        "import sys, exports.formats; "
        "print([name for name in ('tomli_w', 'xlsxwriter', 'icalendar', 'docx', 'sqlmodel') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_formats_have_words_in_both_languages() -> None:
    assert (label("letter", "ja"), label("letter", "en")) == ("照会文案（Word）", "Inquiry letter (Word)")
    assert (label("letter-markdown", "ja"), label("xlsx", "ja")) == ("照会文案（Markdown）", "週報（表計算）")
    for lang in ("ja", "en"):
        assert len({label(name, lang) for name in FORMATS}) == len(FORMATS)
    with pytest.raises(Problem, match="pdf: there is no such format"):
        label("pdf", "ja")
