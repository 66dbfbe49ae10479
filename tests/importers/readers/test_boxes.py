"""Tables drawn with characters in a plain text."""

from __future__ import annotations

import pytest

from importers import document

PLAIN = """\
高知県

+------+---------+--------+
| 対策 | 期限    | 状況   |
+------+---------+--------+
| 研修 | R6.3.31 | 実施中 |
| 監査 | R6.6.30 | 未着手 |
|      |         | 再開予定 |
+------+---------+--------+
終わり
"""
FRAMED = """\
┏━━┳━━━━━┳━━━┓
┃区分┃改善策　　　　　┃状況　　┃
┣━━╋━━━━━╋━━━┫
┃ア　┃様式の改正と　　┃済　　　┃
┃　　┃手引の配布　　　┃　　　　┃
┃　　┣━━━━━╋━━━┫
┃　　┃研修　　　　　　┃未　　　┃
┣━━┻━━━━━┻━━━┫
┃※R6.3末時点　　　　　　　　　┃
┗━━━━━━━━━━━━━━━┛
"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            PLAIN,
            [["対策", "期限", "状況"], ["研修", "R6.3.31", "実施中"], ["監査", "R6.6.30", "未着手再開予定"]],
        ),
        (
            FRAMED,
            [
                ["区分", "改善策", "状況"],
                ["ア", "様式の改正と手引の配布", "済"],
                ["ア", "研修", "未"],
                ["※R6.3末時点"] * 3,
            ],
        ),
    ],
)
def test_a_drawn_table_is_read(text: str, rows: list[list[str]]) -> None:
    content = document.read_bytes("x.txt", text.encode()).content
    (table,) = content.tables
    assert table.texts() == rows
    for cell in (cell for row in table.rows for cell in row):
        assert content.text[cell.offset : cell.offset + len(cell.text)] == cell.text


@pytest.mark.parametrize("text", ["令和6年3月1日\n──────────\n以上\n", "A | B を確認した。\nC | D を確認した。\n"])
def test_what_is_no_drawn_table(text: str) -> None:
    assert document.read_bytes("x.txt", text.encode()).content.tables == ()
