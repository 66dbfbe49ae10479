from __future__ import annotations

import hashlib
import os
import threading
import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from importers import document
from importers.document import Cancelled, read, read_bytes
from importers.readers import watch as watching
from store.problem import Problem

SAMPLES = Path(__file__).parent / "fixtures" / "readers"


def test_a_document_knows_its_bytes_and_format(tmp_path: Path) -> None:
    data = (SAMPLES / "book.xlsx").read_bytes()
    path = tmp_path / "報告書.pdf"
    path.write_bytes(data)
    found = read(path)
    assert (found.path, found.name, found.format, found.size) == (path, "報告書.pdf", "xlsx", len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    again = read_bytes("報告書.pdf", data)
    assert again.path is None
    assert again.content == found.content


def test_progress_rises_to_its_end() -> None:
    for name in ("table.pdf", "table.docx", "book.xlsx", "merged.html"):
        steps: list[tuple[int, int]] = []
        read(SAMPLES / name, progress=lambda done, total, steps=steps: steps.append((done, total)))
        assert steps == sorted(steps)
        assert steps[-1][0] == steps[-1][1] > 0


def test_cancelling_stops_between_pages() -> None:
    steps: list[int] = []
    with pytest.raises(Cancelled):
        read(SAMPLES / "long.pdf", lambda done, total: steps.append(done), lambda: len(steps) >= 3)
    assert steps == [0, 1, 2]


def test_reading_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECONDS", -1.0)
    with pytest.raises(Problem, match="takes longer than"):
        read(SAMPLES / "long.pdf")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"none\.pdf: cannot be read: No such file"):
        read(tmp_path / "none.pdf")
    with pytest.raises(Problem, match="is not a file"):
        read(tmp_path)
    with pytest.raises(Problem, match="cannot be read"):
        read(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    with pytest.raises(Problem, match="is not a file"):
        read(tmp_path / "pipe.docx")


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")

    def gone(self: Path, mode: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", gone)
    with pytest.raises(Problem, match=r"a\.txt: cannot be read: Input/output error"):
        read(path)


def test_a_file_that_is_written_to_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("改善策の実施状況\n" * 100, encoding="utf-8")
    looked = os.fstat

    def grown(handle: int) -> os.stat_result:
        # A synchronising folder writes between the first look and the last.
        found = looked(handle)
        with path.open("ab") as more:
            more.write("続き\n".encode())
        return found

    monkeypatch.setattr(os, "fstat", grown)
    with pytest.raises(Problem, match=r"a\.txt: was written to while it was read"):
        read(path)


def test_a_file_larger_than_allowed_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LARGEST", 2_000_000)
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Problem, match="is larger than 2000000 bytes"):
        read(path)


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\x93\xfa.txt"
    try:
        Path(os.fsdecode(raw)).write_text("本文", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes only UTF-8 names")
    assert read(Path(os.fsdecode(raw))).name == "\ufffd\ufffd.txt"


def _package(part: bytes, name: str = "word/document.xml") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, part)
    return stream.getvalue()


ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_package(b" " * 13_000_000), "unpacks to 13000016 bytes|unpacks to 13000008 bytes"),
        (_package(b" " * 41_000_000, "xl/workbook.xml"), "unpacks to 4100000"),
        (_package(ENTITIES), "word/document.xml: declares entities"),
        (_package(ENTITIES, "xl/workbook.xml"), "xl/workbook.xml: declares entities"),
        (_package(ENTITIES.decode().encode("utf-16")), "word/document.xml: declares entities or is not UTF-8"),
        (_package(b"<d>"), "its XML breaks off at line 1"),
        (_package(b"<d/>"), "has no body"),
        (_package(b"<d/>", "xl/workbook.xml"), "damaged"),
        ((SAMPLES / "merged.docx").read_bytes()[:9_000], "damaged or cut off"),
    ],
)
def test_hostile_and_broken_packages(data: bytes, reason: str) -> None:
    with pytest.raises(Problem, match=f"^a.docx: .*({reason})"):
        read_bytes("a.docx", data)


def test_encrypted_package() -> None:
    data = bytearray(_package(b"<d/>"))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    with pytest.raises(Problem, match=r"^a\.docx: is encrypted$"):
        read_bytes("a.docx", bytes(data))


def test_a_size_that_lies_is_damage() -> None:
    data = bytearray(_package(b"<d>" + b"x" * 5000 + b"</d>"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (40).to_bytes(4, "little")
    with pytest.raises(Problem, match="damaged"):
        read_bytes("a.docx", bytes(data))


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    data = bytearray(_package(b"<d>" + b" " * 100_000_000 + b"</d>"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (40).to_bytes(4, "little")
    tracemalloc.start()
    try:
        with pytest.raises(Problem, match="damaged"):
            read_bytes("a.docx", bytes(data))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_documents_can_be_read_in_several_threads() -> None:
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda name=name: found.append(read(SAMPLES / name).content))
        for name in ("merged.docx", "book.xlsx", "merged.pdf") * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 6
