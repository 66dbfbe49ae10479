from __future__ import annotations

import os
from io import BytesIO
from zipfile import ZipFile

import pytest

from importers.readers.formats import recognise
from store.problem import Problem

from .common import SAMPLES


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("table.docx", "docx"),
        ("libreoffice.docx", "docx"),
        ("book.xlsx", "xlsx"),
        ("libreoffice.xlsx", "xlsx"),
        ("table.pdf", "pdf"),
        ("merged.html", "html"),
    ],
)
def test_samples_under_a_wrong_name(name: str, format_: str) -> None:
    assert recognise((SAMPLES / name).read_bytes(), "report.txt") == format_


@pytest.mark.parametrize(
    ("text", "name", "format_"),
    [
        ("<!DOCTYPE html><p>a", "a.txt", "html"),
        ("<!-- c -->\n<html>", "a.csv", "html"),
        ("<table><tr><td>a", "a", "html"),
        ("# 見出し\n\n本文", "a.txt", "markdown"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a.txt", "markdown"),
        ("**【連絡先】** と **太字**", "a.txt", "markdown"),
        ("本文だけ", "a.md", "markdown"),
        ("指導事項,改善策\n本人確認,済\n", "a.txt", "csv"),
        ("指導事項;改善策\n本人確認;済\n", "a.txt", "csv"),
        ("指導事項\t改善策\n本人確認\t済\n", "a.txt", "tsv"),
        ('"改行\nを含む",b\n"c",d\n', "a", "csv"),
        ("改善状況報告書\n指導事項,改善策,期限\n", "a.csv", "csv"),
        ("静岡県（100人）、高知県（114人）、\n長崎県（1,989人）", "a.txt", "text"),
        ("改善状況報告書\n令和5年10月31日", "a.docx", "text"),
        ("本文\n本文\n本文\n本文\nA\tB\n1\t2\n本文\n本文\n", "a.txt", "text"),
    ],
)
def test_kinds_of_text(text: str, name: str, format_: str) -> None:
    assert recognise(text.encode(), name) == format_


def _zip(**parts: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\n \r\n\t", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word or Excel"),
        (b"\xff\xd8\xff\xe0" + os.urandom(100), "picture"),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(100), "picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "picture"),
        (b"{\\rtf1 abc}", "RTF"),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "neither a Word nor an Excel file"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (os.urandom(50) + b"\0" * 50 + b"\xff\xfe\xfd" * 20, "neither a known document format nor text"),
        ("あ".encode() * 4_000_000, "has 12000000 bytes; a text file is read up to 10000000"),
    ],
)
def test_what_no_reader_takes(data: bytes, reason: str) -> None:
    with pytest.raises(Problem, match=rf"^a\.docx: .*{reason}"):
        recognise(data, "a.docx")
