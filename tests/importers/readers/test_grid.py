from __future__ import annotations

from importers.readers.build import Builder
from importers.readers.grid import NOWHERE, Cell, Notice, Place, Table
from importers.readers.rows import Slot
from importers.readers.watch import Watch

from .common import checked


def test_place_labels_what_is_known() -> None:
    place = Place(page=3, table=2, row=4)
    assert place.label() == str(place) == "page 3, table 2, row 4"
    assert place.as_dict() == {"page": 3, "table": 2, "row": 4}
    assert str(NOWHERE) == ""
    assert Place(sheet="進捗", row=1, column=2).label() == "sheet 進捗, row 1, column 2"


def test_builder_gives_offsets_into_one_text() -> None:
    builder = Builder(Watch("a"))
    merged = Slot("縦横")
    builder.paragraph("見出し", level=1)
    builder.paragraph("項目", marker="(1)")
    builder.table([["a", merged, merged], [None, merged, merged], ["x", "y"]])
    found = checked(builder.content())
    assert found.text == "見出し\n(1) 項目\na\t縦横\t\n\t\t\nx\ty\t\n"
    table = found.tables[0]
    assert table.texts() == [["a", "縦横", "縦横"], ["", "縦横", "縦横"], ["x", "y", ""]]
    assert [[cell.continued for cell in row] for row in table.rows] == [
        [False, False, True],
        [False, True, True],
        [False, False, False],
    ]
    assert table.rows[2][1].place == Place(table=1, row=3, column=2)
    assert found.paragraphs[1].marker == "(1)"
    assert found.paragraphs[1].offset == 8


def test_rows_are_a_sequence_with_equal_cells_each_time() -> None:
    builder = Builder(Watch("a"))
    builder.table([["a", "b"], ["c", "d"], ["e", "f"]])
    rows = builder.content().tables[0].rows
    assert rows[0] == rows[0]
    assert rows[-1][0].text == "e"
    assert [row[1].text for row in rows[1:]] == ["d", "f"]
    assert isinstance(rows[0][0], Cell)
    other = Builder(Watch("a"))
    other.table([["a", "b"], ["c", "d"], ["e", "f"]])
    assert other.content() == builder.content()


def test_text_is_cleaned_in_paragraphs_and_cells_alike() -> None:
    builder = Builder(Watch("a"))
    raw = "\u3000■ロ\x07グ 分析\u00a0を行う。 \r\n⽇本 "
    builder.paragraph(raw)
    builder.table([[raw, "b\x00"], [Slot(raw), " c　"]])
    found = checked(builder.content())
    assert found.paragraphs[0].text == "■ログ\n分析 を行う。\n日本"
    table = found.blocks[1]
    assert isinstance(table, Table)
    assert table.texts() == [["■ログ\n分析 を行う。\n日本", "b"], ["■ログ\n分析 を行う。\n日本", "c"]]
    assert [str(notice) for notice in found.notices] == ["4 control characters were left out"]


def test_heading_is_parted_from_its_text_only_between_japanese_characters() -> None:
    builder = Builder(Watch("a"))
    for text in (
        "■開発体制の整備 令和5年6月、CQOを設置した。",
        "■富士通 Japan における整備を行った。",
        "■見出しだけ　ここも見出し",
        "見出し 本文。",
    ):
        builder.paragraph(text)
    assert [block.text for block in builder.content().paragraphs] == [
        "■開発体制の整備\n令和5年6月、CQOを設置した。",
        "■富士通 Japan における整備を行った。",
        "■見出しだけ　ここも見出し",
        "見出し 本文。",
    ]


def test_notices_with_a_count_add_up() -> None:
    builder = Builder(Watch("a"))
    builder.paragraph("a")
    builder.notice("{count} pictures were not read", count=1)
    builder.notice("{count} pictures were not read", count=2)
    builder.notice("sheet {sheet} is hidden and was not read", sheet="a")
    builder.notice("sheet {sheet} is hidden and was not read", sheet="b")
    assert [str(notice) for notice in builder.content().notices] == [
        "3 pictures were not read",
        "sheet a is hidden and was not read",
        "sheet b is hidden and was not read",
    ]
    assert str(Notice("plain")) == "plain"
