from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.document import read_bytes
from importers.readers.separated import sniff
from store.problem import Problem

from .common import checked, content, texts

ROWS = (
    '改善策進捗管理表,,\n\n指導事項,改善策,期限\n本人確認,"■手順書の改定\n'
    '改定済み、""様式1""",令和6年1月\n,二者確認,R6.2.1\n※注,,\n'
)
READ = [
    "改善策進捗管理表",
    [
        ["指導事項", "改善策", "期限"],
        ["本人確認", '■手順書の改定\n改定済み、"様式1"', "令和6年1月"],
        ["", "二者確認", "R6.2.1"],
    ],
    "※注",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_delimiter(encoding: str, delimiter: str, end: str) -> None:
    data = ROWS.replace(",", delimiter).replace("\n", end).encode(encoding)
    document = read_bytes("a.csv", data)
    assert document.format == ("tsv" if delimiter == "\t" else "csv")
    found = checked(document.content)
    assert texts(found) == READ
    assert [row[1].place.line for row in found.tables[0].rows] == [3, 4, 6]


def test_prose_is_no_table() -> None:
    assert sniff("静岡県は、本人確認を行う。\n長崎県（1,989人）と宮崎県（2,344人）\n以上\n") is None
    assert sniff("") is None


def test_quote_that_does_not_close() -> None:
    with pytest.raises(Problem, match=r"^a\.csv: line 3: a quoted field is not closed"):
        read_bytes("a.csv", b'a,b\n1,2\n3,"4\n5,6\n7,8\n')


def test_too_many_rows() -> None:
    with pytest.raises(Problem, match="more than 100000 rows"):
        read_bytes("a.csv", b"a,b\n" * 100_001)


def test_section_titles_and_formulas_are_plain_text() -> None:
    assert texts(content("=1+1,＝A1\n@x,+5\n", "a.csv")) == [[["=1+1", "＝A1"], ["@x", "+5"]]]


@pytest.mark.parametrize(
    ("body", "rows", "said"),
    [
        (
            "件数,状況\n全件（12,480件）,済\n3件,済\n",
            [["全件（12,480件）", "済"], ["3件", "済"]],
            "joined again (line 2)",
        ),
        ("内容,状況\n1,234,567件を確認,済\n", [["1,234,567件を確認", "済"]], "joined again (line 2)"),
        ("内容,状況\nａ、ｂ\n甲,乙,丙\n", [["ａ、ｂ", "", ""], ["甲", "乙", "丙"]], "shifted (line 3)"),
        # Two places where a number could have been parted, and one field too many.
        ("内容,数,状況\n12,480,100,済\n", [["12", "480", "100", "済"]], "shifted (line 2)"),
        # Fields left out at the end, and a second table of another width, are as they should be.
        ("内容,数,状況\n甲,1\n乙,2\n丙,3,済\n", [["甲", "1", ""], ["乙", "2", ""], ["丙", "3", "済"]], ""),
        ("内容,状況\n甲,済\n乙,済\n\n一,二,三\n1,2,3\n4,5,6\n", [["甲", "済"], ["乙", "済"]], ""),
    ],
)
def test_rows_with_a_field_too_many_are_mended_or_told(body: str, rows: list[list[str]], said: str) -> None:
    found = content(body, "a.csv")
    assert found.tables[0].texts()[1:] == rows
    notices = [str(notice) for notice in found.notices]
    assert len(notices) == bool(said)
    assert not said or notices[0].endswith(said)


@given(
    st.lists(
        st.lists(st.text("あa1、。 -", min_size=1).filter(str.strip), min_size=3, max_size=3), min_size=2, max_size=8
    )
)
def test_grids_come_back(rows: list[list[str]]) -> None:
    import csv
    from io import StringIO

    stream = StringIO()
    csv.writer(stream).writerows(rows)
    found = checked(read_bytes("a.csv", stream.getvalue().encode()).content)
    assert found.tables[0].texts() == [[text.strip() for text in row] for row in rows]
