from __future__ import annotations

from pathlib import Path

import pytest

from importers.document import read
from importers.readers.grid import Place

from .common import checked, content, texts

PAPER = Path(__file__).parents[4] / "shared" / "source" / "ppc-2023-12-06.txt"

ROWS = (
    "指導事項\t改善策の実施状況\n"
    "<p><b>1. 技術的安全管理措置</b></p> <p>証明書を交付すること。</p>\t"
    "<p>■横展開確認 令和5年6月17日までに実施済みで、適用。</p> <p>(1)一貫性を保証する機能</p>\n"
    "<h3>3. 取扱手順の見直し</h3>\t\n"
    "<p>その他</p>\t<p>■規程の見直し          個人情報管理規程では、報告す"
    "る。</p> <ul> <li>・発足。</li> <li>・実施。</li> </ul>\n"
)


def test_tables_of_tab_separated_lines_with_tags() -> None:
    found = content(f"# 改善策の実施状況について\n\n別紙 1\n\n- ・ 報告を求めていた。\n\n{ROWS}\n# 次\n")
    assert texts(found) == [
        "改善策の実施状況について",
        "別紙 1",
        "・ 報告を求めていた。",
        [
            ["指導事項", "改善策の実施状況"],
            [
                "1. 技術的安全管理措置\n証明書を交付すること。",
                "■横展開確認\n令和5年6月17日までに実施済みで、適用。\n(1)一貫性を保証する機能",
            ],
            ["3. 取扱手順の見直し", ""],
            ["その他", "■規程の見直し\n個人情報管理規程では、報告する。\n・発足。\n・実施。"],
        ],
        "次",
    ]
    assert found.tables[0].place == Place(table=1, line=7)
    assert [row[0].place.line for row in found.tables[0].rows] == [7, 8, 9, 10]
    assert [block.place.line for block in found.paragraphs] == [1, 3, 5, 12]
    assert [block.level for block in found.paragraphs] == [1, 0, 0, 1]


def test_pipe_tables_and_wrapped_lines() -> None:
    found = content(
        "## 概要\n\n手順書を\n改定した。\n    字下げした本文\n\n| 項目 | 期限 |"
        "\n|---|---|\n| 研修 | 令和6年<br>3月 |\n\n3. 三\n4. 四\n"
    )
    assert texts(found) == [
        "概要",
        "手順書を改定した。字下げした本文",
        [["項目", "期限"], ["研修", "令和6年\n3月"]],
        "三",
        "四",
    ]
    assert [cell.heading for cell in found.tables[0].rows[0]] == [True, True]
    assert [block.marker for block in found.paragraphs][-2:] == ["3.", "4."]


def test_footnotes_are_text_and_stand_apart() -> None:
    found = content(
        "| 状況 |\n|---|\n| 完了[^1] |\n\n[^1]: 1月9日に通知した。\n[^2]: 残る2件は、\n3月末までに訂正する。\n"
    )
    assert texts(found) == [
        [["状況"], ["完了[^1]"]],
        "[^1]: 1月9日に通知した。\n[^2]: 残る2件は、3月末までに訂正する。",
    ]


def test_entries_under_japanese_signs_stand_apart() -> None:
    found = content("# 表\n\n・手順書を改訂し\n周知した。\n・研修を行う。\n（1）監査\n※1 3月に施行\n残りは\n1件\n")
    assert texts(found)[1:] == ["・手順書を改訂し周知した。\n・研修を行う。\n（1）監査\n※1 3月に施行残りは1件"]


@pytest.mark.skipif(not PAPER.exists(), reason="the committee's paper is not beside the repository")
def test_the_committees_paper() -> None:
    document = read(PAPER)
    assert document.format == "markdown"
    found = checked(document.content)
    assert [(table.place.line, len(table.rows), table.width) for table in found.tables] == [
        (100, 4, 2),
        (163, 5, 2),
        (171, 3, 2),
        (440, 6, 2),
    ]
    for table in found.tables[:3]:
        assert table.texts()[0] == ["指導事項", "改善策の実施状況"]
    first = found.tables[0].rows[1][1].text.split("\n")
    assert first[0] == "■類似の誤交付トラブルの横展開確認"
    assert first[1].startswith("令和5年6月17日までにトラブルの横展開確認を実施済みで")
    assert first[2] == "■異常検出機能の開発"
    assert first[4].startswith("(1)コンビニ交付サービス内において")
    headed = [
        line for table in found.tables for row in table.rows for line in row[1].text.split("\n") if line[:1] == "■"
    ]
    assert len(headed) == 11
    assert all("。" not in line and " " not in line for line in headed)
    audits = [line for line in found.tables[2].rows[2][1].text.split("\n") if line.startswith("・")]
    assert len(audits) == 5
    assert found.tables[3].texts()[5] == ["鳥取市", "485"]
    assert [block.marker for block in found.paragraphs if block.marker and block.marker.isdigit()] == [
        str(number) for number in range(1, 13)
    ]
    assert "要配慮個人情報が含まれる個人データ又は保有個人情報の漏えい等が発生し" in found.text
