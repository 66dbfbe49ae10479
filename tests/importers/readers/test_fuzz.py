"""Whatever the bytes are: a content that keeps its promises, or one Problem that names the file."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import importers
from importers.document import read_bytes
from store.problem import Problem

from .common import SAMPLES, checked
from .test_markdown import ROWS
from .test_text import COPIED

SLIPS = (LookupError, ValueError, TypeError, AttributeError, NameError, AssertionError, RecursionError)
HOUSE = Path(importers.__file__ or "").parent
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

CUTS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.05), st.binary(max_size=12)), min_size=1, max_size=4)
"""Where in the file, how much of it goes, what comes instead."""
# What carries a file's structure: numbers, tags, values, and what parts cells and lines.
TOKEN = re.compile(rb'(?<==")[^"]*(?=")|<[^<>"]*>|\d+|[,|\t\n"]')
ODD = (b"", b"0", b"-1", b"99999999", b"x", b'""', b"%9", b"C90:D99", b" ", b"\n\n", b"\x07", "　".encode())
PLACE = st.integers(0, 1_000_000)
EDITS = st.lists(
    st.tuples(PLACE, st.sampled_from([b"%(new)s", b"%(new)s%(old)s", b"%(old)s%(new)s"]),
              st.sampled_from(ODD) | PLACE),
    min_size=1, max_size=8,
)  # fmt: skip
"""Which token, how it is changed, and what comes in: something odd, or another token of the file."""
Damage = list[tuple[float, float, bytes]] | list[tuple[int, bytes, bytes | int]]


def mutated(data: bytes, damage: Damage) -> bytes:
    for where, how, new in damage:
        if isinstance(how, bytes):
            data = edited(data, int(where), how, new)
        elif isinstance(new, bytes):
            at = int(where * len(data))
            data = data[:at] + new + data[at + int(how * len(data)) :]
    return data


def edited(data: bytes, where: int, how: bytes, new: bytes | int) -> bytes:
    tokens = list(TOKEN.finditer(data))
    if not tokens:
        return data
    token = tokens[where % len(tokens)]
    comes = new if isinstance(new, bytes) else tokens[new % len(tokens)][0]
    return data[: token.start()] + how % {b"new": comes, b"old": token[0]} + data[token.end() :]


def repacked(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            held = source.read(info)
            target.writestr(info.filename, change(held) if info.filename == part else held)
    return stream.getvalue()


def slipped(cause: BaseException | None) -> bool:
    """Whether a slip of the readers' own code, not a library's, is behind a problem."""
    if not isinstance(cause, SLIPS):
        return False
    *_, last = traceback.extract_tb(cause.__traceback__)
    return Path(last.filename).is_relative_to(HOUSE)


def survives(data: bytes, name: str = "report.bin") -> None:
    try:
        document = read_bytes(name, data)
    except Problem as problem:
        told, cause = str(problem), problem.__cause__
    else:
        checked(document.content)
        return
    assert not slipped(cause), "the reader itself slipped; the sentence at the door only hides it"
    assert told.startswith(f"{name}: ")
    assert "\n" not in told


@pytest.mark.parametrize("name", ["tracked.docx", "gridpaper.xlsx", "unruled.pdf"])
@SLOW
@given(CUTS | EDITS)
def test_files_with_holes(name: str, damage: Damage) -> None:
    survives(mutated((SAMPLES / name).read_bytes(), damage))


@pytest.mark.parametrize(
    ("name", "part", "found", "comes"),
    [
        ("book.xlsx", "xl/worksheets/sheet1.xml", rb'mergeCell ref="[^"]*"', b'mergeCell ref="C90:D99"'),
        ("merged.docx", "word/numbering.xml", rb'lvlText w:val="[^"]*"', b'lvlText w:val="%9"'),
        ("merged.docx", "word/numbering.xml", rb'start w:val="[^"]*"', b'start w:val="x"'),
        ("merged.docx", "word/document.xml", rb'gridSpan w:val="[^"]*"', b'gridSpan w:val="-1"'),
        ("merged.docx", "word/styles.xml", rb"<w:style .*</w:style>", b""),
        ("unruled.pdf", "", rb"/Kids ?\[[^]]*\]", b"/Kids []"),
        ("unruled.pdf", "", rb"/Contents ?\d+ 0 R", b"/Contents 999 0 R"),
    ],
)
def test_what_points_at_nothing(name: str, part: str, found: bytes, comes: bytes) -> None:
    data = (SAMPLES / name).read_bytes()
    damaged = (
        repacked(data, part, lambda held: re.sub(found, comes, held, flags=re.DOTALL))
        if part
        else re.sub(found, comes, data)
    )
    assert damaged != data
    survives(damaged)


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
@given(CUTS | EDITS)
def test_packages_with_a_damaged_part(name: str, part: str, damage: Damage) -> None:
    survives(repacked((SAMPLES / name).read_bytes(), part, lambda held: mutated(held, damage)))


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.txt", COPIED), ("a.md", ROWS), ("a.csv", 'a,b\n"c\nd",e\n' * 5), ("a.html", "")],
)
@QUICK
@given(CUTS | EDITS)
def test_texts_with_holes(name: str, text: str, damage: Damage) -> None:
    data = text.encode() or (SAMPLES / "merged.html").read_bytes()
    survives(mutated(data, damage), name)


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
