from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from importers.document import read_bytes
from importers.readers.build import Builder
from importers.readers.package import unpack
from importers.readers.watch import Watch
from importers.readers.word import NUMBERING, STYLES, prepare
from store.problem import Problem

from .common import MERGED, SAMPLES, checked, notices, sample, texts

NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'


def with_body(body: str, source: str = "merged.docx", **parts: str) -> bytes:
    """The sample with another body, as WordprocessingML, and other parts changed or added."""
    stream = BytesIO()
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    parts["document"] = f"<w:document {names}><w:body>{body}</w:body></w:document>"
    with ZipFile(SAMPLES / source) as old, ZipFile(stream, "w") as new:
        for info in old.infolist():
            name = info.filename.removeprefix("word/").removesuffix(".xml")
            new.writestr(info.filename, parts[name].encode() if name in parts else old.read(info))
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(body: str, **parts: str) -> list[str | list[list[str]]]:
    return texts(checked(read_bytes("a.docx", with_body(body, **parts)).content))


@pytest.mark.parametrize("name", ["merged.docx", "libreoffice.docx"])
def test_merged_cells_nested_table_lists_and_frame(name: str) -> None:
    found = sample(name)
    assert texts(found) == MERGED
    assert [block.level for block in found.paragraphs] == [1, 0, 0, 0, 0]
    assert [block.marker for block in found.paragraphs] == ["", "", "1.", "2.", "・"]
    continued = [[cell.continued for cell in row] for row in found.tables[0].rows]
    assert continued[2] == [True, True, False, False]
    assert continued[3] == [True, False, False, False]
    assert continued[4] == [False, True, True, True]


def test_report_with_a_head_row() -> None:
    found = sample("table.docx")
    table = found.tables[0]
    assert table.texts()[0] == ["指導事項", "改善策の実施状況", "完了予定日"]
    assert [cell.heading for cell in table.rows[0]] == [True] * 3
    assert not any(cell.heading for cell in table.rows[1])
    assert len(table.rows) == 13
    assert table.texts()[1][1] == (
        "■本人確認手順の見直し\n令和6年1月10日に事務処理手順書を改定し、同月15日に全職員及び管内全市町村へ周知済み。\n"
        "■二者による確認\n入力した個人番号を別の職員が確認する運用を、令和6年2月1日から開始した。"
    )
    assert notices(found) == ["page headers and footers were not read"]


def test_tracked_changes_are_read_as_accepted() -> None:
    found = sample("tracked.docx")
    assert texts(found) == [
        "令和6年6月30日までに完了する予定。移した文。令和6年4月1日",
        "図形の中の文",
        [["指導事項", "改善策"], ["1", "挿入のみ"]],
    ]
    assert notices(found) == [
        "3 tracked insertions were read as part of the text",
        "3 tracked deletions were left out",
        "1 hidden passages were left out",
        "1 passages that are struck out were left out",
    ]


def test_footnotes_stand_at_the_end_and_their_marks_are_left_out() -> None:
    found = sample("footnote.docx")
    assert texts(found) == ["要配慮個人情報が含まれる個人データの漏えい。", "個人情報保護法第2条第3項"]
    assert notices(found) == ["1 footnote marks were left out of the running text"]


def test_a_footnote_that_a_cell_points_to_keeps_its_sign() -> None:
    cell = f"<w:tc><w:p><w:r><w:t>完了</w:t></w:r>{NOTE}</w:p></w:tc>"
    body = f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('期限')}</w:tc></w:tr></w:tbl>"
    found = checked(read_bytes("a.docx", with_body(body, "footnote.docx")).content)
    assert texts(found) == [[["完了[^1]", "期限"]], "個人情報保護法第2条第3項"]
    assert [block.marker for block in found.paragraphs] == ["[^1]"]


def test_boxes_of_symbol_fonts() -> None:
    def sign(code: str, words: str) -> str:
        return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r><w:r><w:t>{words}</w:t></w:r>'

    assert read(f"<w:p>{sign('F0A8', '完了　')}{sign('F0FE', '実施中')}</w:p>") == ["□完了　☑実施中"]


def test_text_box_without_an_old_twin() -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph('図形の文')}</w:txbxContent></wps:txbx>"
    drawing = f"<w:drawing>{box}</w:drawing>"
    assert read(f"<w:p><w:r><w:t>本文</w:t></w:r><w:r>{drawing}</w:r></w:p>") == ["本文", "図形の文"]
    choice = f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice></mc:AlternateContent>"
    assert read(f"<w:p><w:r><w:t>本文</w:t></w:r><w:r>{choice}</w:r></w:p>") == ["本文", "図形の文"]


def test_ruby_field_and_line_break() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>かい</w:t></w:r></w:rt><w:rub"
        "yBase><w:r><w:t>改</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    field = '<w:fldSimple w:instr="REF"><w:r><w:t>別紙1</w:t></w:r></w:fldSimple>'
    assert read(f"<w:p>{ruby}<w:r><w:t>善</w:t><w:br/><w:t>策</w:t></w:r>{field}</w:p>") == ["改善\n策別紙1"]


def test_row_that_begins_inside_the_grid() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{paragraph(c)}</w:tc>' for c in cells)}</w:tr>"

    table = row("a", "b", "c") + row("d", properties='<w:gridBefore w:val="2"/>')
    assert read(f"<w:tbl>{table}</w:tbl>") == [[["a", "b", "c"], ["", "", "d"]]]


def numbering(*levels: str) -> str:
    of = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return (
        f'<w:numbering {of}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )


def level(depth: int, form: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def entry(text: str, depth: int = 0, number: int = 7) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_of_words_lists_are_written_out() -> None:
    part = numbering(level(0, "decimal", "第%1"), level(1, "aiueo", "%2"), level(2, "decimal", "%1-%3"))
    body = "".join(
        (
            entry("概要"),
            entry("原因", 1),
            entry("対策", 1),
            entry("詳細", 2),
            entry("予定"),
            entry("周知", 1),
            entry("続き", 0, 8),
            entry("続き", 0, 8),
            paragraph("番号なし", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        )
    )
    found = checked(read_bytes("a.docx", with_body(body, numbering=part)).content)
    assert [(block.marker, block.text) for block in found.paragraphs] == [
        ("第1", "概要"),
        ("ア", "原因"),
        ("イ", "対策"),
        ("1-1", "詳細"),
        ("第2", "予定"),
        ("ア", "周知"),
        ("第5", "続き"),
        ("第6", "続き"),
        ("", "番号なし"),
    ]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("decimalFullWidth", ["（１）", "（２）", "（３）"]),
        ("decimalEnclosedCircle", ["（①）", "（②）", "（③）"]),
        ("iroha", ["（イ）", "（ロ）", "（ハ）"]),
        ("upperRoman", ["（I）", "（II）", "（III）"]),
        ("lowerLetter", ["（a）", "（b）", "（c）"]),
        ("japaneseCounting", ["（一）", "（二）", "（三）"]),
        ("unheardOf", ["（1）", "（2）", "（3）"]),
    ],
)
def test_number_formats(form: str, labels: list[str]) -> None:
    body = entry("a") + entry("b") + entry("c")
    content = read_bytes("a.docx", with_body(body, numbering=numbering(level(0, form, "（%1）")))).content
    assert [block.marker for block in content.paragraphs] == labels


def test_bullets_keep_their_sign_also_inside_cells() -> None:
    part = numbering(level(0, "bullet", "■"), level(1, "bullet", "\uf06c"))
    body = (
        f"{entry('対策')}<w:tbl><w:tr><w:tc>{entry('システム面')}{entry('運用面', 1)}"
        f"</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    content = checked(read_bytes("a.docx", with_body(body, numbering=part)).content)
    assert content.paragraphs[0].marker == "■"
    assert content.tables[0].texts() == [["■システム面\n●運用面", "b"]]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "holds no text that can be read"),
        ("<w:p>" * 300 + "</w:p>" * 300, "more than 200 deep"),
        ("<w:p>", "its XML breaks off at line 1"),
        ("<w:p/>" * 210_000, "has 210002 elements of text; up to 200000 are read"),
    ],
)
def test_broken_bodies(body: str, reason: str) -> None:
    with pytest.raises(Problem, match=rf"^a\.docx: .*{reason}"):
        read_bytes("a.docx", with_body(body))


def test_the_converter_is_given_what_it_asks_for_alone() -> None:
    """A template's styles are thousands of elements, of which it asks for names and the numberings of lists."""
    data = (SAMPLES / "merged.docx").read_bytes()
    package = unpack(data, "merged.docx", 12_000_000, lambda name: name.endswith(".xml"))
    before = {name: package.parts[name] for name in (STYLES, NUMBERING)}
    prepare(package, Builder(Watch("merged.docx")))
    for name, signs in ((STYLES, (b":style ", b":name ", b":numId ")), (NUMBERING, (b":num ", b":lvl ", b":numFmt "))):
        for sign in signs:
            assert package.parts[name].count(sign) <= before[name].count(sign)
        assert package.parts[name].count(signs[0]) == before[name].count(signs[0]) > 0
        assert b":rPr" in before[name]
        assert b":rPr" not in package.parts[name]
    assert len(package.parts[STYLES]) < len(before[STYLES]) / 5
