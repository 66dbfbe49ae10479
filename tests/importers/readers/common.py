"""What the reader tests share: the samples, and the promises that every content keeps."""

from __future__ import annotations

from pathlib import Path

from importers.document import read, read_bytes
from importers.readers.grid import Content, Table

SAMPLES = Path(__file__).parent.parent / "fixtures" / "readers"


def sample(name: str) -> Content:
    """A sample document, read and checked."""
    return checked(read(SAMPLES / name).content)


def content(data: str | bytes, name: str = "sample.txt") -> Content:
    """The checked content of text or bytes."""
    return checked(read_bytes(name, data.encode() if isinstance(data, str) else data).content)


def checked(found: Content) -> Content:
    """The content, once it has kept the promises of `importers.readers.grid`."""
    end = 0
    for passage in found.passages():
        assert found.text[passage.offset : passage.offset + passage.length] == passage.text
        assert passage.offset >= end or not passage.text, "passages stand in reading order"
        end = max(end, passage.offset + passage.length)
        assert all(sign == "\n" or sign >= " " for sign in passage.text)
        assert passage.text == passage.text.strip(" 　\n")
    for table in found.tables:
        seen: dict[tuple[int, int], str] = {}
        for row in table.rows:
            assert len(row) == table.width
            for cell in row:
                if cell.continued:
                    assert seen[cell.offset, cell.length] == cell.text
                seen[cell.offset, cell.length] = cell.text
    return found


def texts(found: Content) -> list[str | list[list[str]]]:
    """Paragraphs as text, tables as grids, in reading order."""
    return [block.texts() if isinstance(block, Table) else block.text for block in found.blocks]


def notices(found: Content) -> list[str]:
    return [str(notice) for notice in found.notices]
