"""Whatever the bytes are: a content that keeps its promises, or one Problem that names the file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from importers.document import read_bytes
from store.problem import Problem

from .common import SAMPLES, checked
from .test_markdown import ROWS
from .test_text import COPIED

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

CUTS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.05), st.binary(max_size=12)), min_size=1, max_size=4)
"""Where in the file, how much of it goes, what comes instead."""


def mutated(data: bytes, cuts: list[tuple[float, float, bytes]]) -> bytes:
    for where, length, new in cuts:
        at = int(where * len(data))
        data = data[:at] + new + data[at + int(length * len(data)) :]
    return data


def survives(data: bytes, name: str = "report.bin") -> None:
    try:
        document = read_bytes(name, data)
    except Problem as problem:
        told = str(problem)
    else:
        checked(document.content)
        return
    assert told.startswith(f"{name}: ")
    assert "\n" not in told


@pytest.mark.parametrize("name", ["tracked.docx", "gridpaper.xlsx", "unruled.pdf"])
@SLOW
@given(CUTS)
def test_files_with_holes(name: str, cuts: list[tuple[float, float, bytes]]) -> None:
    survives(mutated((SAMPLES / name).read_bytes(), cuts))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tracked.docx", "word/document.xml"),
        ("merged.docx", "word/numbering.xml"),
        ("merged.docx", "word/styles.xml"),
        ("footnote.docx", "word/footnotes.xml"),
        ("book.xlsx", "xl/worksheets/sheet1.xml"),
        ("book.xlsx", "xl/workbook.xml"),
        ("book.xlsx", "xl/styles.xml"),
        ("book.xlsx", "xl/sharedStrings.xml"),
    ],
)
@SLOW
@given(CUTS)
def test_packages_with_a_damaged_part(name: str, part: str, cuts: list[tuple[float, float, bytes]]) -> None:
    stream = BytesIO()
    with ZipFile(SAMPLES / name) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            target.writestr(info.filename, mutated(data, cuts) if info.filename == part else data)
    survives(stream.getvalue())


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.txt", COPIED), ("a.md", ROWS), ("a.csv", 'a,b\n"c\nd",e\n' * 5), ("a.html", "")],
)
@QUICK
@given(CUTS)
def test_texts_with_holes(name: str, text: str, cuts: list[tuple[float, float, bytes]]) -> None:
    data = text.encode() or (SAMPLES / "merged.html").read_bytes()
    survives(mutated(data, cuts), name)


@QUICK
@given(st.binary(max_size=400))
@example(b"PK\x05\x06" + b"\0" * 18)
@example(b"%PDF-1.4 trailer <</Root 1 0 R>>")
@example("あ\t\n\t".encode())
@example(b"<table><tr><td rowspan=2>a")
def test_any_bytes(data: bytes) -> None:
    survives(data)


@QUICK
@given(
    st.text(alphabet='令和5年10月3日■・(1)ア　 \t\n|#-*<p>b/,"a'), st.sampled_from(["a.txt", "a.md", "a.csv", "a.html"])
)
def test_any_text(text: str, name: str) -> None:
    survives(text.encode(), name)
