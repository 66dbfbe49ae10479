"""The brief in Markdown, read by markdown-it: the same words, and no markup but ours."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from exports import as_markdown
from exports.as_markdown import escaped, table
from exports.plain import flat
from exports.status import weekly
from tests.exports.hostile import ANY, TEXTS

TODAY = date(2026, 11, 23)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inline(token.children or [])


def read(text: str) -> tuple[str, set[str]]:
    found = list(inline(READER.parse(text)))
    words = "".join(token.content for token in found if token.type == "text")
    return words, {token.type for token in found} - {"paragraph_open", "paragraph_close", "inline", "text"}


@given(ANY)
def test_any_text_is_read_as_its_words(text: str) -> None:
    words, markup = read(f"x {escaped(text)} x")
    assert words == f"x {flat(text)} x".replace("  ", " ") or words == f"x {flat(text)} x"
    assert markup == set()


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_hostile_text_is_read_as_its_words(text: str) -> None:
    assert read(f"x{escaped(text)}x") == (f"x{flat(text)}x", set())


@given(ANY)
def test_a_paragraph_of_any_text_is_a_paragraph(text: str) -> None:
    _, markup = read(escaped(text))
    assert markup == set()


@given(ANY, ANY)
def test_cells_hold_any_text(first: str, second: str) -> None:
    tokens = READER.parse(table(("a", "b"), [(first, second)]))
    cells = [tokens[place + 1] for place, token in enumerate(tokens) if token.type in ("td_open", "th_open")]
    read_back = ["".join(child.content for child in cell.children or []) for cell in cells]
    assert read_back == ["a", "b", flat(first), flat(second)]


def test_the_briefs_parts_are_there_in_their_order(worked: Path) -> None:
    stream = io.BytesIO()
    with weekly(worked, "2024-W40", TODAY) as status:
        as_markdown.write(status, stream, "ja")
    text = stream.getvalue().decode()
    tokens = READER.parse(text)
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == ["指導事項フォローアップ週報", "1 概況", "2 今週の動き", "3 期限超過", "4 指導先別の状況"]
    assert "約束41件、改善策未提出の指導事項24件（9者）。約束のうち未了36件。" in text
    assert "期限超過6件（うち推定期限1件）、前週比－1。未確認23件、前週比－3。" in text
    assert "| R6.2.6推定 | 243 |" in text
    assert "R6.3.31→R6.10.31、214日延期、通算1回目、理由：研修の順延" in text
    assert "\r" not in text


def test_what_does_not_fit_on_the_page_is_summed_up(small: Callable[..., Path]) -> None:
    path = small({str(number): {"due_on": date(2024, 3, 5), "text": f"{number}約束" * 200} for number in range(300)})
    stream = io.BytesIO()
    with weekly(path, "2024-W10", TODAY) as status:
        as_markdown.write(status, stream, "ja")
    lines = stream.getvalue().decode().splitlines()
    assert "- **新たに期限超過 300件**" in lines
    assert "  - ほか296件" in lines
    told = [line for line in lines if line.startswith("| 指導先 | ") and "約束" in line]
    # The most urgent first: all alike, so by key.
    first = sorted(range(300), key=str)
    assert [int(line.split("|")[2].strip().partition("約束")[0]) for line in told] == first[: len(told)]
    assert 10 < len(told) < 50
    assert f"| ほか | {300 - len(told)}件（全件は一覧表による） |  |  |  |  |" in lines
    assert max(map(len, lines)) < 200


def test_the_last_one_is_printed_where_it_fits(small: Callable[..., Path]) -> None:
    path = small({str(number): {"due_on": date(2024, 3, 5)} for number in range(12)})
    stream = io.BytesIO()
    with weekly(path, "2024-W10", TODAY) as status:
        as_markdown.write(status, stream, "en")
    text = stream.getvalue().decode()
    assert all(f"| Entity | 約束{number} |" in text for number in range(12))
    assert "Others" not in text
