"""The brief's page, read by an HTML parser: self-contained, and no element or attribute but ours."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from exports import as_html
from exports.plain import flat
from exports.status import weekly
from store.words import Lang
from tests.exports.hostile import TEXTS

TODAY = date(2026, 11, 23)
OURS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "main", "div", "section", "h2", "span",
    "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "footer",
}  # fmt: skip


def page(path: Path, week: str | None = None, lang: Lang = "ja") -> str:
    stream = io.BytesIO()
    with weekly(path, week, TODAY) as status:
        as_html.write(status, stream, lang)
    return stream.getvalue().decode()


def tree(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(text)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_is_fetched_and_nothing_runs(worked: Path, lang: Lang) -> None:
    text = page(worked, "2024-W40", lang)
    found = tree(text)
    assert {node.tag for node in found.css("*")} <= OURS
    assert not [node for node in found.css("*") if {"src", "href", "style", "onclick"} & set(node.attributes)]
    assert "url(" not in text
    assert "@import" not in text
    policy = found.css_first("meta[http-equiv]")
    assert policy is not None
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    html = found.css_first("html")
    assert html is not None
    assert html.attributes["lang"] == lang


def test_the_figures_are_on_the_page(worked: Path) -> None:
    found = tree(page(worked, "2024-W40"))
    rows = {
        cells[0]: cells[1:]
        for row in found.css("table.totals tbody tr")
        if (cells := [cell.text() for cell in row.css("td")])
    }
    assert rows["期限超過"] == ["6", "7", "－1"]
    assert rows["計"] == ["65", "64", "＋1"]
    assert len(found.css("table.overdue tbody tr")) == 6
    assert [node.text() for node in found.css("h2")] == ["1 概況", "2 今週の動き", "3 期限超過", "4 指導先別の状況"]


def test_an_empty_record_has_a_page_too(registered: Path) -> None:
    found = tree(page(registered, "2023-W40"))
    body = found.css_first("body")
    assert body is not None
    assert "この日までに登載されたものはない。" in body.text()


def test_hostile_text_is_text(small: Callable[..., Path]) -> None:
    path = small(
        {
            str(place): {"text": text, "due_on": date(2024, 3, 5), "officer": text[:50]}
            for place, text in enumerate(TEXTS[:8])
        }
    )
    found = tree(page(path, "2024-W10"))
    assert {node.tag for node in found.css("*")} <= OURS
    cells = [row.css("td")[1].text() for row in found.css("table.overdue tbody tr")]
    assert cells == [flat(text) for text in TEXTS[:8]]
