"""The door for documents: a file's bytes are read once, hashed, recognised by what they hold, and read.

`read` is for a path, `read_bytes` for bytes already at hand. What cannot be read raises Problem, one sentence that
names the file, the place and the reason; nothing else comes out, whatever the bytes are.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from importers.readers import formats
from importers.readers.decoding import decode
from importers.readers.formats import Format
from importers.readers.grid import Content
from importers.readers.watch import Cancelled, Watch
from store.problem import Problem

__all__ = ["LARGEST", "Cancelled", "Document", "bytes_of", "printable", "read", "read_bytes"]

LARGEST = 100_000_000
"""Bytes of a file, pictures included; `formats.LARGEST_TEXT` holds for text files."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it came: `sha256` (hex) and `size` (bytes) are those of the file, `content` what it says.

    `path` is None for bytes that came without a file. `name` is the file's name without its folder, fit for display.
    """

    path: Path | None
    name: str
    sha256: str
    size: int
    format: Format
    content: Content


def read(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Document:
    """Read the document at `path`.

    `progress(done, total)` is called as pages, sheets or rows are done (the unit is the format's own); when
    `cancelled()` answers True, `Cancelled` is raised soon after. Raises Problem for everything that cannot be read.
    """
    shown = printable(str(path))
    data = bytes_of(path, shown)
    return _document(path, printable(path.name), data, Watch(shown, progress, cancelled))


def read_bytes(
    name: str,
    data: bytes,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Document:
    """Read a document whose bytes are at hand; `name` stands for the file in messages. Otherwise as `read`."""
    shown = printable(name)
    return _document(None, shown, data, Watch(shown, progress, cancelled))


def _document(path: Path | None, name: str, data: bytes, watch: Watch) -> Document:
    watch.check()
    recognised = formats.recognise(data, watch.path)
    try:
        content = _content(recognised, data, watch)
    except (Problem, Cancelled):
        raise
    except MemoryError as error:
        raise Problem("{path}: reading it takes more memory than there is", path=watch.path) from error
    except Exception as error:
        # Libraries meet damaged bytes with every kind of exception.
        raise Problem(
            "{path}: is damaged or not a proper {format} file ({reason})",
            path=watch.path,
            format=formats.NAMES[recognised],
            reason=type(error).__name__,
        ) from error
    return Document(path, name, hashlib.sha256(data).hexdigest(), len(data), recognised, content)


def _content(recognised: Format, data: bytes, watch: Watch) -> Content:
    """The content, by the reader of the format; each is loaded when first needed, the libraries are large."""
    match recognised:
        case "docx":
            from importers.readers import docx

            return docx.read(data, watch)
        case "xlsx":
            from importers.readers import xlsx

            return xlsx.read(data, watch)
        case "pdf":
            from importers.readers import pdf

            return pdf.read(data, watch)
        case "html":
            from importers.readers import html

            return html.read(decode(data, watch.path), watch)
        case "markdown":
            from importers.readers import markdown

            return markdown.read(decode(data, watch.path), watch)
        case "csv" | "tsv":
            from importers.readers import separated

            return separated.read(decode(data, watch.path), watch)
        case "text":
            from importers.readers import text

            return text.read(decode(data, watch.path), watch)


def bytes_of(path: Path, shown: str) -> bytes:
    """The file's bytes, read once and never more than allowed, whatever the file's size claims to be."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Problem("{path}: is not a file", path=shown)
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            chunks: list[bytes] = []
            size = 0
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > LARGEST:
                    raise Problem("{path}: is larger than {limit} bytes", path=shown, limit=LARGEST)
                chunks.append(chunk)
            after = os.fstat(file.fileno())
            if (before.st_mtime_ns, size) != (after.st_mtime_ns, after.st_size):
                raise Problem("{path}: was written to while it was read; nothing was taken from it", path=shown)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Problem("{path}: cannot be read: {reason}", path=shown, reason=reason) from error
    return b"".join(chunks)


def printable(name: str) -> str:
    """A file's name as text that can be stored and printed: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace") if not name.isascii() else name
