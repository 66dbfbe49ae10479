"""How the parts of keys are made, and which texts may be one."""

from __future__ import annotations

import pytest

from store import keys
from store.problem import Problem


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("kochi", True), ("digital-agency", True), ("2023-09-20", True), ("0", True), ("a.b_c-1", True),
        ("", False), ("-kochi", False), ("Kochi", False), ("a/b", False), ("a b", False), ("高知", False),
        ("kochi\n", False), ("m1#2", False),
    ],
)  # fmt: skip
def test_what_may_be_a_part(text: str, right: bool) -> None:
    assert keys.is_part(text) is right
    if right:
        keys.check_part(text)
    else:
        with pytest.raises(Problem, match="A key is made of"):
            keys.check_part(text)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Fujitsu Japan Limited", "fujitsu-japan-limited"),
        ("　Ｋｏｃｈｉ　", "kochi"),
        ("Café 24", "cafe-24"),
        ("高知県", ""),
    ],
)
def test_a_name_as_a_part(name: str, part: str) -> None:
    assert keys.slug(name) == part


@pytest.mark.parametrize(
    ("number", "part"), [("ア", "a"), ("ｱ", "a"), ("コ", "ko"), ("１", "1"), ("（2）", "2"), ("サ", "")]
)
def test_a_printed_number_as_a_part(number: str, part: str) -> None:
    assert keys.of_number(number) == part


def test_a_taken_key_gets_a_number() -> None:
    assert keys.free("m1", "a/b/1", set()) == "a/b/1/m1"
    assert keys.free("m1", "a/b/1", {"a/b/1/m1", "a/b/1/m1-2"}) == "a/b/1/m1-3"
    assert keys.free("case", None, {"case"}) == "case-2"
