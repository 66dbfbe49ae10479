"""Hostile and broken files at the command itself: one sentence, exit 2, little memory, soon, nothing written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from importers import within
from importers.readers import pdfguard
from tests.answers import Run
from tests.importers.readers.test_pdf import packed, pdf, stream

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs to see a process's memory")
SAMPLES = Path(__file__).parent.parent / "importers" / "fixtures" / "readers"
# Megabytes and seconds. The seconds are those of one command on a machine that does other things too.
MEMORY, SECONDS = 500, 30.0
LINE = "富士通Japan株式会社は令和6年3月末までに点検を実施する予定。"
HEAD = "富士通Japan株式会社\n改善状況報告書\n令和6年1月5日\n"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lollollol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
PLACE = {"docx": "word/document.xml", "xlsx": "xl/sharedStrings.xml"}


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def with_part(name: str, change: Callable[[bytes], bytes], part: str = "") -> bytes:
    """A sample package with one part changed."""
    stream = BytesIO()
    with ZipFile(SAMPLES / name) as source, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for info in source.infolist():
            held = source.read(info)
            changed = info.filename == (part or PLACE[name[-4:]])
            target.writestr(info.filename, change(held) if changed else held)
    return stream.getvalue()


@cache
def bomb() -> bytes:
    """A Word document that unpacks to 300 MB."""
    return with_part("table.docx", lambda held: held + b" " * 300_000_000)


def lying(data: bytes) -> bytes:
    """The package with another size stated for its largest part."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        if int.from_bytes(changed[at + 24 : at + 28], "little") > 10_000_000:
            changed[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        at += 4
    return bytes(changed)


def encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = 0
        while (at := changed.find(sign, at)) >= 0:
            changed[at + place] |= 1
            at += 4
    return bytes(changed)


def entities(held: bytes) -> bytes:
    return ENTITIES + held.split(b"?>", 1)[1].replace(b"</", b"&j;</", 1)


def rows(count: int) -> bytes:
    return with_part(
        "book.xlsx",
        lambda held: held.replace(
            b"</sheetData>",
            b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(50, count)) + b"</sheetData>",
        ),
        "xl/worksheets/sheet1.xml",
    )


def picture_only() -> bytes:
    return pdf(
        stream(b"q 600 0 0 800 0 0 cm /I Do Q"),
        "/XObject<</I 5 0 R>>",
        stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
    )


# The name of the file, what it holds, and what the sentence says of it in English.
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb in Word": ("a.docx", bomb, "unpacks to"),
    "zip bomb in Excel": ("a.xlsx", lambda: with_part("book.xlsx", lambda h: h + b" " * 300_000_000), "unpacks to"),
    "size that lies": ("a.docx", lambda: lying(bomb()), "damaged or cut off"),
    "entity bomb in Word": ("a.docx", lambda: with_part("table.docx", entities), "declares entities"),
    "entity bomb in Excel": ("a.xlsx", lambda: with_part("book.xlsx", entities), "declares entities"),
    "entity bomb in HTML": ("a.html", lambda: ENTITIES + b"<html><body><p>&j;</p></body></html>", "no measures"),
    "encrypted Word": ("a.docx", lambda: encrypted(sample("table.docx")), "is encrypted"),
    "encrypted Excel": ("a.xlsx", lambda: encrypted(sample("book.xlsx")), "is encrypted"),
    "encrypted PDF": ("a.pdf", lambda: sample("password.pdf"), "protected by a password"),
    "cut off Word": ("a.docx", lambda: sample("table.docx")[:-900], "damaged or cut off"),
    "cut off Excel": ("a.xlsx", lambda: sample("book.xlsx")[:4000], "damaged or cut off"),
    "cut off PDF": ("a.pdf", lambda: sample("table.pdf")[:20_000], "damaged or cut off"),
    "cut off text": ("a.txt", lambda: (HEAD * 9).encode()[:-2], "line 27: byte"),
    "picture-only PDF": ("a.pdf", picture_only, "only pictures of pages"),
    "empty": ("a.docx", lambda: b"", "is empty"),
    "old Word": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Word or Excel file"),
    "photo": ("a.docx", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)), "a picture (JPEG)"),
    "20 MB in a line of text": ("a.txt", lambda: LINE.encode() * 235_000, "bytes; a text file is read up to"),
    "20 MB in a line of Markdown": ("a.md", lambda: LINE.encode() * 235_000, "bytes; a text file is read up to"),
    "20 MB in a line of CSV": ("a.csv", lambda: LINE.encode() * 235_000, "bytes; a text file is read up to"),
    "20 MB in a line of HTML": ("a.html", lambda: LINE.encode() * 235_000, "bytes; a text file is read up to"),
    "20 MB in a paragraph of Word": (
        "a.docx",
        lambda: with_part("table.docx", lambda h: h.replace(b"<w:t>", b"<w:t>" + LINE.encode() * 235_000, 1)),
        "unpacks to",
    ),
    "9 MB in a line": ("a.txt", (HEAD + LINE * 105_000).encode, "line 4"),
    "1,000,000 rows of CSV": ("a.csv", lambda: "改善策,期限\n".encode() + b"a,b\n" * 1_000_000, "100000 rows"),
    "1,000,000 rows of an own table": ("a.csv", lambda: b"key,status,note\n" + b"x,y,z\n" * 1_000_000, "100000 rows"),
    "1,000,000 rows of Excel": ("a.xlsx", lambda: rows(1_000_000), "unpacks to"),
    "800,000 rows of Excel": ("a.xlsx", lambda: rows(800_000), "200000 cells"),
    "NUL in a text": ("a.txt", (HEAD + LINE + "\0").encode, "NUL bytes"),
    "arrays without end": ("a.pdf", lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * 1_000_000, "arrays inside each other"),
    "a bracket without end": ("a.pdf", lambda: b"%PDF-1.4\n1 0 obj\n" + b"(" * 5_000_000, "seconds"),
    "a page without end": ("a.pdf", lambda: pdf(packed(b" " * 110_000_000)), "unpack to more than"),
    "a report without end": ("a.txt", lambda: HEAD.encode() + f"■{LINE}\n".encode() * 46_000, "seconds"),
}  # fmt: skip


# Small and soon refused: what they are is seen without a process of their own.
LIGHT = (
    "entity bomb in HTML", "encrypted Word", "encrypted Excel", "encrypted PDF", "cut off Word", "cut off Excel",
    "cut off PDF", "cut off text", "picture-only PDF", "empty", "old Word", "photo", "NUL in a text",
)  # fmt: skip
# Reading these ends only at the bound; it is drawn nearer, so that nobody waits for the whole of it.
WITHOUT_END, NEARER = ("a bracket without end", "a report without end"), 1.0
# A process that has imported what the command needs, and for each line on its stdin is the command once more in a child
# of its own: main(), both outputs in files, and then the most memory that the child held, which begins with what this
# small process holds.
WARM = """
import json, os, sys, traceback
from pathlib import Path
from importers import apply, run, within
from importers.readers import docx, html, markdown, pdf, separated, text, xlsx
from tui.cli import main
from tui.commands import planning, taking_in
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        code = 1
        try:
            for number in (0, 1, 2):
                os.dup2(os.open(asked["files"][number], os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
            within.SECONDS = asked["bound"]
            code = main(asked["words"])
            sys.stdout.flush()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            Path(asked["files"][3]).write_text(Path("/proc/self/status").read_text())
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
Told = tuple[int, str, str, int, float]
Command = Callable[[Path, Path, float], Told]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """The command as a process: its exit code, both outputs, the most memory it held (MB) and its seconds."""
    folder = tmp_path_factory.mktemp("warm")
    files = ["/dev/null", *(str(folder / name) for name in ("out", "err", "status"))]
    with subprocess.Popen(
        [sys.executable, "-c", WARM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as warm:
        assert warm.stdin is not None
        assert warm.stdout is not None
        to, back = warm.stdin, warm.stdout

        def run(store: Path, file: Path, bound: float) -> Told:
            words = ["--db", str(store), "--lang", "en", "--as", "山田", "import", str(file), "--accept", "all"]
            to.write(json.dumps({"words": words, "bound": bound, "files": files}) + "\n")
            begun = monotonic()
            to.flush()
            code = int(back.readline())
            took = monotonic() - begun
            out, err, status = (Path(name).read_text(encoding="utf-8") for name in files[1:])
            (held,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
            return code, out, err, int(held) // 1024, took

        yield run
        to.close()


@pytest.mark.parametrize("name", LIGHT)
def test_one_sentence_for_what_is_small(store: Path, tmp_path: Path, followup: Run, name: str) -> None:
    called, made, said = FILES[name]
    file = tmp_path / called
    file.write_bytes(made())
    before = store.read_bytes()
    answer = followup("import", file, "--accept", "all")
    assert (answer.code, answer.out) == (2, ""), answer.err
    assert answer.err.count("\n") == 1, answer.err
    assert called in answer.err
    assert said in answer.err
    assert store.read_bytes() == before


@pytest.mark.parametrize("name", [name for name in FILES if name not in LIGHT])
def test_one_sentence_and_nothing_written(store: Path, tmp_path: Path, command: Command, name: str) -> None:
    called, made, said = FILES[name]
    file = tmp_path / called
    file.write_bytes(made())
    before = store.read_bytes()
    bound = NEARER if name in WITHOUT_END else within.SECONDS
    code, out, err, held, took = command(store, file, bound)
    assert (code, out) == (2, ""), err
    assert err.count("\n") == 1, err
    assert called in err
    assert said in err
    assert "Traceback" not in err
    assert held < MEMORY
    # The clock of a busy machine runs on while the process does not.
    assert took < bound + 20
    assert store.read_bytes() == before


def test_the_bound_leaves_time_for_the_command_itself() -> None:
    assert within.SECONDS <= SECONDS - 5


@pytest.mark.parametrize("name", ["photo", "old Word", "a page of two megabytes", "NUL in a text", "cut off PDF"])
def test_the_sentence_is_japanese(followup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(pdfguard, "MOST_UNPACKED", 1_000_000)
    called, made, _said = FILES.get(name, ("a.pdf", lambda: pdf(packed(b" " * 2_000_000)), ""))
    file = tmp_path / called
    file.write_bytes(made())
    answer = followup("import", file, "--accept", "all", before=("--lang", "ja"))
    assert answer.code == 2
    assert ("1000000" in answer.err) == (name not in FILES)
    told = answer.err.partition(called)[2]
    # Names of formats stay; nothing else is left in English.
    assert not any(word in told for word in (" is ", " a ", "picture", "file", "damaged")), answer.err


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_is_no_file(followup: Run, tmp_path: Path, lang: str) -> None:
    (tmp_path / "folder.docx").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "one.csv").symlink_to("two.csv")
    (tmp_path / "two.csv").symlink_to("one.csv")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    odd = tmp_path / "a\x1b[31mb\x07\n\u202e.txt"
    odd.write_text("x")
    for name in ("folder.docx", "pipe.csv", "one.csv", "zero.txt", odd.name, "none.txt"):
        answer = followup("import", tmp_path / name, "--accept", "all", before=("--lang", lang))
        assert (answer.code, answer.out) == (2, ""), answer.err
        assert answer.err.count("\n") == 1, answer.err
        assert "\x1b" not in answer.err
        assert "\u202e" not in answer.err
        if lang == "ja":
            assert not any(word in answer.err for word in ("cannot", "symbolic", "directory")), answer.err
