"""Which format bytes are in, told from what they hold; the ending of the name only settles between kinds of text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePath
from typing import Literal
from zipfile import BadZipFile, ZipFile

from importers.readers.decoding import decode
from importers.readers.separated import sniff
from store.problem import Problem

Format = Literal["docx", "xlsx", "pdf", "html", "markdown", "text", "csv", "tsv"]

NAMES: dict[Format, str] = {
    "docx": "Word",
    "xlsx": "Excel",
    "pdf": "PDF",
    "html": "HTML",
    "markdown": "Markdown",
    "text": "text",
    "csv": "CSV",
    "tsv": "TSV",
}

LARGEST_TEXT = 10_000_000
"""Bytes of a text file: HTML, Markdown, text, CSV."""

_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file (.doc, .xls) or a password-protected one"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_FTYP_PICTURES = (b"heic", b"heix", b"mif1", b"avif")
_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"(?:<!doctype\s+html|<(?:html|head|body|meta|title)\b)",
    re.IGNORECASE | re.DOTALL,
)
_HTML_BLOCK = re.compile(r"\s*<(?:table|div|p|h[1-6]|ul|ol|section|article|main)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:table|div|p|h[1-6]|ul|ol|br|tr|span|b)\b[^>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6}[ \t]+\S|^ {0,3}\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$|^(?:```|~~~)", re.MULTILINE
)
_BOLD = re.compile(r"\*\*[^*\n]{1,200}\*\*")
_TAB_ROWS = re.compile(r"^[^\n]*\t[^\n]*\n[^\n]*\t", re.MULTILINE)


def recognise(data: bytes, path: str) -> Format:
    """The format of `data`, without reading it through; `path` is named in messages.

    Raises Problem for what no reader takes: pictures, old Office files, archives, empty files, bytes that are no text.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Problem("{path}: is empty", path=path)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(data, path)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, kind in _OTHERS:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:64]):
            raise Problem(
                "{path}: is {kind}, not a document that can be read; save it as .docx, .xlsx or PDF",
                path=path,
                kind=kind,
            )
    if data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        kind = "a picture" if data[8:12] in (*_FTYP_PICTURES, b"WEBP") else "a film"
        raise Problem(
            "{path}: is {kind}, not a document that can be read; save it as .docx, .xlsx or PDF", path=path, kind=kind
        )
    if len(data) > LARGEST_TEXT:
        raise Problem(
            "{path}: has {size} bytes; a text file is read up to {limit}",
            path=path,
            size=len(data),
            limit=LARGEST_TEXT,
        )
    return _textual(decode(data, path), PurePath(path).suffix.lower())


def _packed(data: bytes, path: str) -> Format:
    """Word or Excel by the main part inside the package."""
    try:
        with ZipFile(BytesIO(data)) as package:
            names = {info.filename.lower().lstrip("/") for info in package.infolist()}
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Problem("{path}: is a damaged or cut off Word or Excel file", path=path) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Problem("{path}: is a zip archive, but neither a Word nor an Excel file", path=path)


def _textual(text: str, suffix: str) -> Format:
    """The kind of a text file by its content; the ending only where the content leaves it open."""
    if _HTML.match(text[:65536]):
        return "html"
    head = text[:200_000]
    tab_rows = _TAB_ROWS.search(head) is not None
    if not tab_rows and (_HTML_BLOCK.match(head) or (suffix in (".html", ".htm") and _ANY_TAG.search(head))):
        return "html"
    delimiter = sniff(head, expected=suffix in (".csv", ".tsv", ".tab"))
    if delimiter is not None:
        return "tsv" if delimiter == "\t" else "csv"
    if suffix in (".md", ".markdown") or _MARKDOWN.search(head) or len(_BOLD.findall(head)) >= 2:
        return "markdown"
    return "text"
