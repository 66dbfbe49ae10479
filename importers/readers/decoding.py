"""Bytes of a text file to text: byte order mark, UTF-8, then the encodings that Japanese offices still send."""

from __future__ import annotations

import codecs
import re

from store.problem import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_HALF_KATAKANA = re.compile("[\uff61-\uff9f]")
_HIRAGANA = re.compile("[ぁ-ん]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def decode(data: bytes, path: str) -> str:
    """The text of `data`, with line ends as `"\\n"`; form feeds stay. Raises Problem where no encoding fits.

    One wrong byte in UTF-8 is damage, told with its line, not a reason to read the whole file as something else.
    """
    return _LINE_ENDS.sub("\n", _decode(data, path))


def _decode(data: bytes, path: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path)
    if b"\0" in data:
        return _unmarked_utf16(data, path)
    if b"\x1b$" in data:
        return _strictly(data, "iso2022_jp_ext", path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error, path)
    return _japanese(data, path)


def _japanese(data: bytes, path: str) -> str:
    """CP932 or EUC. EUC bytes are often also CP932, and then read as half-width katakana without any hiragana."""
    declared = _DECLARED.search(data[:1024])
    if declared is not None:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # The declaration is wrong: go by the bytes.
    cp932 = _try(data, "cp932")
    euc = _try(data, "euc_jp") or _try(data, "euc_jis_2004")
    if cp932 is not None and euc is not None:
        foreign = len(_BEYOND_ASCII.findall(cp932))
        katakana = len(_HALF_KATAKANA.findall(cp932))
        return euc if katakana * 3 > foreign and _HIRAGANA.search(euc) else cp932
    text = cp932 if cp932 is not None else euc
    if text is None:
        raise Problem("{path}: is neither a known document format nor text in UTF-8, UTF-16, CP932 or EUC", path=path)
    return text


def _unmarked_utf16(data: bytes, path: str) -> str:
    """UTF-16 without a mark shows NUL bytes at every other position (its ASCII); other NULs are no text.

    Where the rest is UTF-8 beyond ASCII, a few NULs are damage in it.
    """
    head = data[:65536]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 8 * min(even, odd) and not _beyond_ascii_utf8(data):
        return _strictly(data, "utf-16-be" if even > odd else "utf-16-le", path)
    raise Problem("{path}: is neither a known document format nor text: it holds NUL bytes", path=path)


def _beyond_ascii_utf8(data: bytes) -> bool:
    rest = data.replace(b"\0", b"")
    return not rest.isascii() and _try(rest, "utf-8") is not None


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> None:
    """Raise where nearly everything beyond ASCII is proper UTF-8."""
    lenient = data.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    if wrong * 20 <= len(_BEYOND_ASCII.findall(lenient)):
        _raise_damaged(data, error.start, "utf-8", path)


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _raise_damaged(data, error.start, encoding, path)
        raise


def _raise_damaged(data: bytes, offset: int, encoding: str, path: str) -> None:
    """Say where the text stops being text."""
    raise Problem(
        "{path}: line {line}: byte {offset} is not {encoding} text (damaged or cut off)",
        path=path,
        line=data[:offset].decode(encoding, "ignore").count("\n") + 1,
        offset=offset,
        encoding=encoding.upper(),
    )


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
