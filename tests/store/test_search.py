"""Words in any spelling, in the row itself and in what stands above it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from store import db, queries
from store.queries import Query
from store.record import Record
from store.search import spellings_of
from tests.store import world
from tests.store.world import GUIDANCE, ITEM, MEASURE

TODAY = world.TODAY
TEXTS = {
    "1": {"text": "個人情報ファイルを監査する"},
    "2": {"text": "ＡＢＣシステムを更改する", "note": "電話で確認"},
    "3": {"text": "abc 100% 完了_予定", "officer": "田中"},
    "4": {"text": "第[1]項 [/red] '; DROP TABLE milestone; --", "due_text": "令和6年9月まで"},
    "5": {"text": "ﾌｧｲﾙを点検する", "evidence": "資料2-3"},
    "6": {"text": "逆斜線 \\ と\x00空"},
}


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    promises = [world.milestone(f"{MEASURE}/{number}", **values) for number, values in TEXTS.items()]
    training = Record("measure", f"{ITEM}/training", {"item_key": ITEM, "heading": "職員研修"})
    seventh = world.milestone(f"{ITEM}/training/7", text="年1回")
    bare = Record("item", f"{GUIDANCE}/2", {"guidance_key": GUIDANCE, "heading": "委託先", "text": "監督すること"})
    other = [
        Record("entity", "f", {"name": "足立区", "name_en": "Adachi", "reading": "あだち"})
        if record.kind == "entity" else record
        for record in world.above("f")
    ]  # fmt: skip
    eighth = world.milestone("f/2023-09-20/1/audit/8", due_on=date(2024, 3, 31))
    world.load(path, *world.above(), *promises, training, seventh, bare, *other, eighth)
    with closing(db.connect(path)) as opened:
        yield opened


def found(connection: Connection, text: str, without: str = "") -> str:
    """The last digit of each row found, in key order."""
    query = Query(text=text, without=without)
    listed = sorted(row.key for row in queries.select(connection, query, TODAY))
    assert sum(queries.counts(connection, TODAY, query).values()) == len(listed)
    # The first rows are looked for in another way, headings row by row.
    whole = list(queries.handles(connection, query, TODAY))
    assert list(queries.handles(connection, query, TODAY, limit=3)) == whole[:3]
    return "".join(key[-1] for key in listed)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("監査する", "18"),
        ("個人情報 監査", "1"),  # every word
        ("監査 個人情報", "1"),
        ("個人情報\u3000監査", "1"),  # a full-width space parts words too
        ("ABC", "23"),  # as typed, and full-width on file
        ("abc", "3"),  # full-width small letters are another spelling of abc; ＡＢＣ is not
        ("ＡＢＣ", "23"),
        ("100%", "3"),  # no wildcard
        ("%", "3"),
        ("完了_予定", "3"),
        ("_", "3"),
        ("\\", "6"),
        ("[/red]", "4"),
        ("DROP TABLE", "4"),
        ("'; DROP", "4"),
        ("ファイル", "1"),
        ("ﾌｧｲﾙ", "15"),  # as typed, and in full width
        ("電話", "2"),
        ("田中", "3"),
        ("資料2-3", "5"),
        ("令和6年", "4"),
        ("audit/3", "3"),
        ("職員研修", "7"),  # the measure's heading
        ("監督", "2"),  # an item that awaits a plan, by its text
        ("委託先", "2"),
        ("足立区", "8"),
        ("あだち", "8"),
        ("adachi", "8"),
        ("足立区 監査", "8"),
        ("足立区 職員研修", ""),
        ("どこにもない", ""),
        ("\ud800", ""),
    ],
)  # fmt: skip
def test_where_words_are_found(connection: Connection, text: str, digits: str) -> None:
    everything = found(connection, "")
    assert "".join(sorted(found(connection, text))) == "".join(sorted(digits))
    rest = list(everything)
    for digit in found(connection, text):
        rest.remove(digit)
    if len(text.split()) == 1:
        assert sorted(found(connection, "", without=text)) == sorted(rest)
        assert found(connection, text, without=text) == ""


@pytest.mark.parametrize(
    ("text", "without", "digits"),
    [
        ("監査する", "個人情報", "8"),
        ("監査する", "足立区", "1"),
        ("監査する", "足立区 個人情報", ""),
        ("", "監査する ABC", "24567"),
        ("電話 監督", "どこにもない", ""),
    ],
)
def test_words_that_may_not_stand_beside_words_that_must(
    connection: Connection, text: str, without: str, digits: str
) -> None:
    assert sorted(found(connection, text, without)) == sorted(digits)


def test_an_empty_search_finds_everything(connection: Connection) -> None:
    assert found(connection, "") == found(connection, "  \u3000 ") == "123456728"


def test_the_spellings_of_a_word() -> None:
    assert spellings_of("ＡＢ1") == ("ＡＢ1", "AB1", "ＡＢ１")
    assert spellings_of("ﾌｧｲﾙ") == ("ﾌｧｲﾙ", "ファイル")
    assert spellings_of("監査") == ("監査",)
