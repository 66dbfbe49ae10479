"""The zip package of Word and Excel files: checked before any library sees it.

Its text parts are taken out under limits and packed anew without compression, so that what a library reads is what
was checked: sizes that lie, parts given twice, pictures and entity declarations do not reach it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from store.problem import Problem

MOST_PARTS = 5_000
"""Parts of one package."""


class Package:
    """The XML parts of an Office file (`parts`, by name) and the names of the others (`others`)."""

    def __init__(self, parts: dict[str, bytes], others: tuple[str, ...]) -> None:
        self.parts = parts
        self.others = others

    def packed(self) -> BytesIO:
        """The parts as a zip archive without compression."""
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_STORED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        stream.seek(0)
        return stream


def unpack(data: bytes, path: str, limit: int, wanted: Callable[[str], bool]) -> Package:
    """The XML parts for which `wanted(name)` holds, together at most `limit` bytes unpacked.

    Raises Problem for what is encrypted, damaged, larger than that, or declares entities.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _unpack(archive, path, limit, wanted)
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        raise Problem("{path}: is a damaged or cut off Word or Excel file", path=path) from error


def _unpack(archive: ZipFile, path: str, limit: int, wanted: Callable[[str], bool]) -> Package:
    infos = {info.filename: info for info in archive.infolist()}
    if len(infos) > MOST_PARTS:
        raise Problem("{path}: has {count} parts; no document has", path=path, count=len(infos))
    if any(info.flag_bits & 1 for info in infos.values()):
        raise Problem("{path}: is encrypted", path=path)
    chosen = [info for name, info in infos.items() if name.endswith((".xml", ".rels")) and wanted(name)]
    size = sum(info.file_size for info in chosen)
    if size > limit:
        raise Problem(
            "{path}: unpacks to {size} bytes of text; up to {limit} are read", path=path, size=size, limit=limit
        )
    parts: dict[str, bytes] = {}
    for info in chosen:
        # By its stated size, in pieces: read() alone unpacks all that is there before it looks at that size.
        with archive.open(info) as stream:
            part = stream.read(info.file_size + 1)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part:
            raise Problem(
                "{path}: {part}: declares entities or is not UTF-8, which Office files do not",
                path=path,
                part=info.filename,
            )
        parts[info.filename] = part
    return Package(parts, tuple(name for name in infos if name not in parts))
