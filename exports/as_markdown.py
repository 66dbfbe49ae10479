"""The briefing note as Markdown: CommonMark with GitHub's tables, UTF-8, LF.

Every text from the record is one line and goes through `escaped`, so that it is read as the words it is: no emphasis,
link, image, HTML, entity, table cell, mention or bare address. https://spec.commonmark.org/0.31.2/#backslash-escapes
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from exports.brief import Block, Points, Table, brief
from exports.plain import flat
from exports.status import WeeklyStatus
from store.words import Lang

_MARKUP: Final = re.compile(
    r"[\\`*_{}\[\]<>&|~#@$!^=]|(?<=:)//|(?<=www)\.|^(?:[-+]|\d{1,9}[.)])(?=\s|$)", re.IGNORECASE
)


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the note."""
    stream.writelines(part.encode() for part in _parts(status, lang))


def escaped(text: str) -> str:
    """The text on one line, as Markdown that says exactly that."""
    return _MARKUP.sub(_escape, flat(text))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int] = frozenset()) -> str:
    """A table; the columns `numbers` are set right."""
    return "".join(_table(headings, rows, numbers))


def _parts(status: WeeklyStatus, lang: Lang) -> Iterator[str]:
    note = brief(status, lang)
    yield f"# {escaped(note.title)}\n\n{escaped(note.subtitle)}\n\n"
    for number, section in enumerate(note.sections, 1):
        yield f"## {number} {escaped(section.heading)}\n\n"
        for block in section.blocks:
            yield from _block(block)
            yield "\n"
    yield f"{escaped(note.basis)}\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case str():
            yield f"{escaped(block)}\n"
        case Table():
            yield from _table(block.headings, block.rows, block.numbers)
        case Points():
            lines = []
            for lead, said in block.points:
                if len(said) == 1:
                    lines.append(f"- **{escaped(lead)}** {escaped(said[0])}")
                else:
                    lines += [f"- **{escaped(lead)}**", *(f"  - {escaped(one)}" for one in said)]
            yield "\n".join(lines) + "\n"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> Iterator[str]:
    yield f"{_row(headings)}\n"
    yield "| " + " | ".join("---:" if place in numbers else "---" for place in range(len(headings))) + " |\n"
    for row in rows:
        yield f"{_row(row)}\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def _escape(found: re.Match[str]) -> str:
    text = found[0]
    if text == "//":
        return "\\/\\/"
    return f"{text[:-1]}\\{text[-1]}"
