"""The briefing note as one HTML page that prints on A4: styles inside, nothing fetched, no script.

Every text goes through html.escape; a policy in the page forbids the browser to load anything, whatever the text says.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources
from itertools import groupby
from typing import BinaryIO

from exports.brief import Block, Brief, Points, Section, Table, brief
from exports.status import WeeklyStatus
from store.words import Lang


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the page."""
    stream.writelines(part.encode() for part in _page(brief(status, lang)))


def _page(note: Brief) -> Iterator[str]:
    style = resources.files("exports").joinpath("as_html.css").read_text(encoding="utf-8")
    yield (
        f'<!doctype html>\n<html lang="{note.lang}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(note.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{_text(note.title)}</h1>\n<p>{_text(note.subtitle)}</p>\n</header>\n<main>\n"
    )
    numbered = enumerate(note.sections, 1)
    for place, sections in groupby(numbered, key=lambda pair: pair[1].place):
        if place == "half":
            yield '<div class="beside">\n'
        for number, section in sections:
            yield from _section(number, section)
        if place == "half":
            yield "</div>\n"
    yield f"</main>\n<footer>{_text(note.basis)}</footer>\n</body>\n</html>\n"


def _section(number: int, section: Section) -> Iterator[str]:
    yield f"<section>\n<h2><span>{number}</span> {_text(section.heading)}</h2>\n"
    for block in section.blocks:
        yield from _block(block)
    yield "</section>\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case str():
            yield f"<p>{_text(block)}</p>\n"
        case Table():
            yield from _table(block)
        case Points():
            yield "<ul>\n"
            for lead, said in block.points:
                yield f"<li><strong>{_text(lead)}</strong>"
                if len(said) == 1:
                    yield f" <span>{_text(said[0])}</span></li>\n"
                else:
                    yield "\n<ul>\n"
                    yield from (f"<li>{_text(line)}</li>\n" for line in said)
                    yield "</ul>\n</li>\n"
            yield "</ul>\n"


def _table(table: Table) -> Iterator[str]:
    def cell(tag: str, place: int, text: str) -> str:
        scope, number = (' scope="col"' if tag == "th" else ""), ' class="n"'
        return f"<{tag}{scope}{number if place in table.numbers else ''}>{_text(text)}</{tag}>"

    yield f'<table class="{table.name}">\n<thead>\n<tr>'
    yield from (cell("th", place, text) for place, text in enumerate(table.headings))
    yield "</tr>\n</thead>\n<tbody>\n"
    for number, row in enumerate(table.rows):
        mark = table.marks[number] if number < len(table.marks) else None
        yield f'<tr class="{mark}">' if mark else "<tr>"
        yield from (cell("td", place, text) for place, text in enumerate(row))
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _text(text: str) -> str:
    return escape(text, quote=True)
