"""A letter of an entity about its measures, with as much said in it as a test wants."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_LETTER: Final = """令和8年11月20日
個人情報保護委員会　御中
{sender}

{title}

{given}次のとおり報告します。

1　本人確認の適切な実施
■確認書類の一覧
確認書類の一覧を令和8年10月15日に改正した。
2　管内市町村への周知
■通知の発出
通知を令和9年3月末までに発出する予定である。
"""
# All that a register that holds nothing needs.
WHOLE: Final = {
    "sender": "高知県知事　濵田　省司",
    "title": "紐付け誤り事案に関する改善状況報告書",
    "given": "令和8年9月1日付け番号法に基づく指導について、",
}
# A sender that no list holds, and neither the day of the guidance nor the case.
SILENT: Final = {"sender": "架空市長　山田", "title": "改善状況報告書", "given": ""}


def words(**said: str) -> str:
    """The letter, whole but for what is said otherwise."""
    return _LETTER.format(**{**WHOLE, **said})


def letter(folder: Path, name: str = "letter.txt", **said: str) -> Path:
    """The same as a file."""
    path = folder / name
    path.write_text(words(**said), encoding="utf-8")
    return path
