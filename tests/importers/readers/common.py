"""What the reader tests share: the samples, and the promises that every content keeps."""

from __future__ import annotations

from pathlib import Path

from importers.document import read, read_bytes
from importers.readers.grid import Content, Table

SAMPLES = Path(__file__).parent.parent / "fixtures" / "readers"
# What merged.docx holds, and what was made of it: all its blocks, and its table alone.
MERGED_TABLE = [
    ["区分", "指摘", "対応状況", "期限"],
    ["組織的安全管理措置", "規程の整備", "改正済み", "令和5年10月31日"],
    ["組織的安全管理措置", "規程の整備", "周知済み", "令和5年11月10日"],
    ["組織的安全管理措置", "監査", "11のうち5ファイル実施", "令和6年9月"],
    ["技術的安全管理措置"] * 4,
    ["ログ", "分析", "次のとおり\n対象　件数\n全庁　12", "未定"],
]
MERGED = [
    "再発防止策の進捗",
    "本資料は令和6年3月1日時点のものである。",
    "対象事務の確認",
    "手順書の改定",
    "全職員への周知",
    MERGED_TABLE,
]


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
