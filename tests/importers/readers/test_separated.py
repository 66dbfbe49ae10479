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
