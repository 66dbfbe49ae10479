from __future__ import annotations

import zlib
from types import SimpleNamespace

import pytest

from importers.document import read_bytes
from importers.readers.pdflines import without_struck
from store.problem import Problem
from tests.importers.fixtures.word import MEASURES

from .common import MERGED_TABLE, SAMPLES, notices, sample, texts

PROSE = [
    "■システム面での対策",
    "地方公共団体における支援窓口でのログアウト忘れ防止対策の不十分性を振り返り、ログアウト忘れ防止機能を搭載することで"
    "システム面での対応を実施済みであり（令和5年6月23日）、あわせて Fujitsu Japan Limited の Quality Assurance Office "
    "による第三者評価を令和5年10月から開始した。今後も、評価の結果を踏まえて必要な改善を行うこととしている。",
    "なお、異常検出機能については、自社システムの安全性向上のため、令和6年1月を目処に開発予定であり、対象となる123団体のうち"
    "45団体への適用が完了している。残りの団体への適用は令和6年3月31日までに完了する予定である。",
    "(1) 申請から証明書出力までの一貫性を保証する機能",
    "(2) 処理電文間で取り扱うデータを比較することにより正当性を保証する機能",
]


def plain(text: str) -> str:
    return text.replace(" ", "")


def test_table_over_pages_is_one_and_its_row_over_the_page_end_too() -> None:
    found = sample("table.pdf")
    [table] = found.tables
    assert table.texts() == [
        ["指導事項", "改善策の実施状況", "完了予定日"],
        *[list(measure) for _ in range(3) for measure in MEASURES],
    ]
    assert [cell.heading for cell in table.rows[0]] == [True] * 3
    assert {row[0].place.page for row in table.rows} == {1, 2}
    assert [block.text for block in found.paragraphs] == [
        "改善状況報告書",
        "令和6年1月31日",
        "令和5年12月6日付け個情第1234号により指導のあった事項について、当県における改善策の実施状況を下記のとおり報告する。"
        "なお、本報告は令和6年1月26日時点の状況を取りまとめたものであり、その後の進捗については別途報告することとしたい。",
        "1 改善策の実施状況",
        "2 今後の予定",
        "当県としては、今後も定期的に点検を行い、その結果を踏まえて手順の見直しを行う。また、令和6年4月以降も半年に1回、"
        "個人情報保護委員会に対して状況を報告する。",
    ]
    assert notices(found) == ["4 page numbers, headers and footers were left out"]


def test_running_text_over_two_pages() -> None:
    found = sample("prose.pdf")
    assert [plain(block.text) for block in found.paragraphs] == [
        plain(text) for text in ("住民票等誤交付事案に関する改善状況について", *PROSE * 5)
    ]
    assert "Fujitsu Japan Limited の Quality Assurance Office による" in found.text
    assert {block.place.page for block in found.paragraphs} == {1, 2}


def test_merged_cells() -> None:
    found = sample("merged.pdf")
    # Its lines are found again, but not the wide blanks between the cells of the table inside.
    *rows, last = MERGED_TABLE
    assert found.tables[0].texts() == [*rows, [text.replace("　", " ") for text in last]]
    assert [cell.continued for cell in found.tables[0].rows[4]] == [False, True, True, True]
    assert "本資料は令和6年3月1日時点のものである。" in [block.text for block in found.paragraphs]


def test_table_without_rules() -> None:
    assert texts(sample("unruled.pdf")) == [
        "当市の改善策の実施状況は次の表のとおりであり、いずれも期限までに完了する見込みである。",
        [
            ["項目", "対応状況", "完了予定日"],
            ["手順書の改定", "改定案を作成し、関係課及び管内の支所に照会しているところである。", "令和6年1月末"],
            ["研修の実施", "実施済み", "令和5年12月20日"],
            ["システム改修", "入力誤りを検知する機能を追加するため、予算を要求している。", "令和6年度中"],
        ],
        "以上の内容については、令和6年2月の庁内会議において共有する。",
    ]


def test_long_table() -> None:
    [table] = sample("long.pdf").tables
    numbers = [row[0] for row in table.texts()]
    assert numbers == ["項番", *(str(number) for number in range(1, len(numbers)))]
    for number, row in enumerate(table.texts()[1:], 1):
        item, measure, due = MEASURES[number % len(MEASURES)]
        assert [plain(text).replace("\n", "") for text in row[1:]] == [
            plain(text).replace("\n", "") for text in (item, measure, due)
        ]


def pdf(contents: bytes, resources: str = "", *more: bytes) -> bytes:
    """A page of 600 by 800 points with Helvetica as /F."""
    kinds = f"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>{resources}"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{kinds}>>>>".encode(),
        contents,
        *more,
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, thing in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def stream(contents: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(contents), entries, contents)


def packed(contents: bytes) -> bytes:
    return stream(zlib.compress(contents, 9), b"/Filter/FlateDecode")


def written(*lines: tuple[int, int, str]) -> bytes:
    return b"".join(b"BT /F 10 Tf %d %d Td (%s) Tj ET " % (x, y, text.encode()) for x, y, text in lines)


def test_table_with_open_sides() -> None:
    rules = b"".join(b"50 %d m 450 %d l S " % (y, y) for y in (700, 680, 660, 640)) + b"200 640 m 200 700 l S "
    words = written((60, 685, "Item"), (210, 685, "Due"), (60, 665, "Audit"), (210, 665, "2024"), (60, 645, "Logs"))
    assert texts(read_bytes("a.pdf", pdf(stream(rules + words))).content) == [
        [["Item", "Due"], ["Audit", "2024"], ["Logs", ""]]
    ]


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(packed(b" " * 110_000_000)), "unpack to more than 100000000 bytes"),
        (
            pdf(stream(zlib.compress(zlib.compress(b" " * 110_000_000)), b"/Filter[/FlateDecode/FlateDecode]")),
            "unpack to more than 100000000 bytes",
        ),
        (pdf(packed(b"q Q " * 1_100_000)), "page 1 has more than 4000000 bytes of drawing"),
        (pdf(packed(b"BT /F 1 Tf " + b"(" + b"a" * 50_000 + b") Tj ET")), "page 1 holds more than 40000"),
        (
            pdf(
                stream(b"/X Do " * 20),
                "/XObject<</X 5 0 R>>",
                *(stream(b"/X Do " * 20 + b" " * 9000, FORM % (number + 6)) for number in range(6)),
                stream(b"q Q", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
            ),
            "page 1 has more than 4000000 bytes",
        ),
        (pdf(stream(b"0 0 9 9 re S")), "holds no text"),
        (
            pdf(
                stream(b"q 600 0 0 800 0 0 cm /I Do Q"),
                "/XObject<</I 5 0 R>>",
                stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
            ),
            "holds only pictures of pages",
        ),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.4\n1 0 obj\n" + b"[" * 20_000, "holds more than 500 arrays inside each other"),
        (pdf(stream(b"q Q")).replace(b"3 0 R]", b"3 0 R" + b"<</K" * 600 + b"]"), "arrays inside each other"),
        (
            b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 9 0 R>>\nendobj\n8 0 obj\n"
            + packed(b"1 0 " + b"1 " * 1_100_000).replace(b"<<", b"<</Type/ObjStm/N 1/First 4", 1)
            + b"\nendobj\ntrailer<</Root 1 0 R>>",
            "packs more than 2000000 bytes of objects together",
        ),
        ((SAMPLES / "table.pdf").read_bytes()[:20_000], "damaged"),
    ],
)
def test_hostile_and_broken(data: bytes, reason: str) -> None:
    with pytest.raises(Problem, match=rf"^a\.pdf: .*{reason}"):
        read_bytes("a.pdf", data)


def test_password() -> None:
    with pytest.raises(Problem, match="protected by a password"):
        read_bytes("a.pdf", (SAMPLES / "password.pdf").read_bytes())


def test_owners_password_does_not_hinder() -> None:
    assert "令和6年2月の庁内会議" in sample("owner.pdf").text


@pytest.mark.parametrize(
    ("rule", "kept", "count"),
    [
        ((0, 20, 7.2), "を12月", 1),  # through the first letters, as office programs draw it
        ((0, 60, 10.8), "9月を12月", 0),  # an underline
        ((0, 400, 7.2), "9月を12月", 0),  # a rule that goes on far beyond the letters
        ((0, 60, 40.0), "9月を12月", 0),  # a rule somewhere else
    ],
)
def test_letters_that_a_line_is_drawn_through(rule: tuple[float, float, float], kept: str, count: int) -> None:
    x0, x1, y = rule
    page = SimpleNamespace(lines=[{"x0": x0, "x1": x1, "top": y, "bottom": y}], rects=[])
    chars = [
        {"text": text, "x0": place * 10.0, "x1": place * 10.0 + 10, "top": 0.0, "bottom": 10.0}
        for place, text in enumerate("9月を12月")
    ]
    found, struck = without_struck(page, chars)
    assert ("".join(char["text"] for char in found), struck) == (kept, count)
