"""The filter line's words, typed whole and by half."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.queries import Query
from tui import i18n
from tui.completing import completions
from tui.filtering import WORDS, due_span, named, read
from tui.filterwords import FILTER_WORDS
from tui.views import Entity

KAWASAKI = Entity("kawasaki", "川崎市", "Kawasaki City", "かわさきし")
NTA = Entity("nta", "国税庁", "National Tax Agency", "こくぜいちょう")
ENTITIES = (KAWASAKI, NTA)
ALL = Query()


def query(words: str, base: Query = ALL) -> Query:
    return read(words, base, me="山田", entities=ENTITIES).query


@pytest.mark.parametrize("word", ["kawasaki", "川崎", "かわさき", "カワサキ", "ｶﾜｻｷ", "ＫＡＷＡＳＡＫＩ", "city"])
def test_an_entity_is_found_by_key_name_and_reading(word: str) -> None:
    assert named(word, ENTITIES) == ("kawasaki",)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Query()),
        ("回線 番号", Query(text="回線 番号")),
        ("!回線", Query(without="回線")),
        ("！回線", Query(without="回線")),
        ("番号 !回線 !!再委託", Query(text="番号", without="回線 !再委託")),
        ("text:entity", Query(text="entity")),
        ("entity:カワサキ", Query(entities=("kawasaki",))),
        ("entity:kawasaki,国税", Query(entities=("kawasaki", "nta"))),
        ("!entity:nta", Query(entities=("kawasaki",))),
        ("entity:どこにもない", Query(entities=("?",))),
        ("is:overdue", Query(attentions=("overdue",))),
        ("is:期限超過,差戻し", Query(attentions=("overdue", "returned"))),
        ("is:awaiting", Query(attentions=("awaiting_plan",))),
        ("!is:closed,on_track", Query(attentions=("overdue", "returned", "unverified", "awaiting_plan", "due_soon",
                                                  "undated"))),
        ("officer:me", Query(officer="山田")),
        ("officer:none", Query(officer="")),
        ("officer:佐藤", Query(officer="佐藤")),
        ("due:<2024-04", Query(due_to=date(2024, 3, 31))),
        ("due:>=2024-04 due:<2024-07", Query(due_from=date(2024, 4, 1), due_to=date(2024, 6, 30))),
        ("due:2024 due:2024-02", Query(due_from=date(2024, 2, 1), due_to=date(2024, 2, 29))),
        ("officer:佐藤 officer:佐藤", Query(officer="佐藤")),
        ("officer:佐藤 officer:me", Query(officer="佐藤", entities=("?",))),
        ("due:>=R6.4.1 監査", Query(due_from=date(2024, 4, 1), text="監査")),
        ("ｉｓ：overdue", Query(attentions=("overdue",))),
        ("is:", Query()),
        ("due:<", Query()),
        ("!", Query()),
    ],
)  # fmt: skip
def test_words(words: str, expected: Query) -> None:
    assert query(words) == expected


def test_every_word_is_told_of() -> None:
    assert sorted(word.id for word in FILTER_WORDS) == sorted({"", "!", *WORDS.values()})


@pytest.mark.parametrize("line", [line for word in FILTER_WORDS for line in word.examples])
def test_every_example_is_read(line: str) -> None:
    """It narrows the list, and nothing in it is left out or misunderstood."""
    adachi = Entity("adachi", "足立区", "Adachi City", "あだちく")
    found = read(line, ALL, me="山田", entities=(*ENTITIES, adachi))
    assert found.hint is None
    assert found.query not in (ALL, Query(entities=("?",)))


def test_a_view_and_a_filter_narrow_each_other() -> None:
    overdue = Query(attentions=("overdue", "returned"))
    assert query("is:overdue", overdue).attentions == ("overdue",)
    assert query("is:closed", overdue).entities == ("?",)


@pytest.mark.parametrize("words", ["is:", "is:nothing", "due:<", "due:soon", "entity:", "officer:", "!"])
def test_what_is_not_understood_gets_a_hint(words: str) -> None:
    assert read(words, ALL, me="", entities=ENTITIES).hint


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("=2024-02-03", (date(2024, 2, 3), date(2024, 2, 3))),
        ("<2024-04", (None, date(2024, 3, 31))),
        ("<=2024-04", (None, date(2024, 4, 30))),
        (">2024", (date(2025, 1, 1), None)),
        (">=令和6年4月", (date(2024, 4, 1), None)),
        ("令和元年5月1日", (date(2019, 5, 1), date(2019, 5, 1))),
        ("R6.9.30", (date(2024, 9, 30), date(2024, 9, 30))),
        ("2024-01..2024-03", (date(2024, 1, 1), date(2024, 3, 31))),
        ("..2024-03", (None, date(2024, 3, 31))),
        ("２０２４", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-13", None),
        ("平成32年", None),
        ("soon", None),
        ("..", None),
    ],
)
def test_spans_of_days(text: str, span: tuple[date | None, date | None] | None) -> None:
    assert due_span(text) == span


@given(st.text("entity:isdueofficertext!<>=.0-9 川崎令和年月,：！", max_size=30))
def test_no_half_typed_line_is_an_error(words: str) -> None:
    read(words, ALL, me="山田", entities=ENTITIES)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ["entity:", "is:", "due:", "reported:", "week:", "officer:", "text:"]),
        ("監査 !o", ["監査 !officer:"]),
        ("区", ["区分:"]),
        ("is:o", ["is:overdue", "is:on_track"]),
        ("is:overdue,du", ["is:overdue,due_soon"]),
        ("!is:期限", ["!is:期限超過", "!is:期限間近", "!is:期限なし"]),
        ("区分：差", ["区分：差戻し"]),
        ("entity:k", ["entity:kawasaki"]),
        ("entity:かわ", ["entity:川崎市"]),
        ("指導先:", ["指導先:川崎市", "指導先:国税庁"]),
        ("officer:", ["officer:me", "officer:none"]),
        ("担当:", ["担当:自分", "担当:なし"]),
        ("week:due", ["week:due_moved"]),
        ("due:", []),
        ("text:is", []),
        ("監査", []),
    ],
)
def test_what_was_begun_goes_on(line: str, expected: list[str]) -> None:
    found = completions(line, ENTITIES)
    assert [*found] == expected
    # Every line that is offered can be read, with the word that it ends in.
    assert all(read(one, ALL, me="", entities=ENTITIES).query != Query(entities=("?",)) for one in found)


def test_a_line_that_was_not_begun_goes_on_in_the_language_in_use() -> None:
    i18n.speak("ja")
    try:
        assert completions("監査 ")[:2] == ("監査 指導先:", "監査 区分:")
    finally:
        i18n.speak("en")
