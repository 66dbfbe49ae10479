from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.readers.decoding import decode
from store.problem import Problem

WORDS = "令和5年10月31日までに、静岡県は①手順書を改定する。ＡＢＣ"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jis_2004", "iso2022_jp_ext", "utf-32"],
)
def test_every_encoding_that_offices_send(encoding: str) -> None:
    words = WORDS.replace("①", "") if "2022" in encoding else WORDS
    text = f"No,date\r\n1,{words}\r\n"
    assert decode(text.encode(encoding), "a") == f"No,date\n1,{words}\n"


def test_short_cp932_is_not_taken_for_euc() -> None:
    assert decode("済".encode("cp932"), "a") == "済"
    assert decode("ｼｽﾞｵｶ".encode("cp932"), "a") == "ｼｽﾞｵｶ"


def test_wrong_declaration_does_not_hinder() -> None:
    page = '<meta charset="nonsense"><p>改善策</p>'
    assert decode(page.encode("cp932"), "a") == page


def test_damaged_utf8_is_told_with_its_line() -> None:
    data = ("改善策の実施状況\n" * 20).encode()
    broken = data[:100] + b"\xff" + data[100:]
    with pytest.raises(Problem, match=r"a\.txt: line 5: byte \d+ is not UTF-8 text \(damaged or cut off\)"):
        decode(broken, "a.txt")
    with pytest.raises(Problem, match=r"line 20: .* cut off"):
        decode(data[:-2], "a.txt")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"ab\x00\x00c\x00\x00", b"\x80\x81\xff\xfd\xff", "点検\0".encode() + b"x"]
)
def test_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(Problem, match=r"^a: "):
        decode(data, "a")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_round_trip(text: str) -> None:
    plain = text.replace("\u2028", "").replace("\u2029", "").lstrip("\ufeff")
    assert decode(plain.encode(), "a") == plain
