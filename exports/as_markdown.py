"""The briefing note as Markdown: CommonMark with GitHub's tables, UTF-8, LF.

Every text from the record is one line and goes through `escaped`, so that it is read as the words it is: no emphasis,
link, image, HTML, entity, table cell, mention or bare address. https://spec.commonmark.org/0.31.2/#backslash-escapes
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    stream.write(_text(status, lang).encode())


def escaped(text: str) -> str:
    """The text on one line, as Markdown that says exactly that."""
    return _MARKUP.sub(_escape, flat(text))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset()) -> str:
    """A table; the columns `numbers` are set right."""
    lines = [
        _row(headings),
        "| " + " | ".join("---:" if place in numbers else "---" for place in range(len(headings))) + " |",
        *map(_row, rows),
    ]
    return "\n".join(lines) + "\n"


def _text(status: WeeklyStatus, lang: Lang) -> str:
    note = brief(status, lang)
    parts = [f"# {escaped(note.title)}\n", f"{escaped(note.subtitle)}\n"]
    for number, section in enumerate(note.sections, 1):
        parts.append(f"## {number} {escaped(section.heading)}\n")
        for block in section.blocks:
            parts.extend(_block(block))
    parts.append(f"{escaped(note.basis)}\n")
    return "\n".join(parts)


def _block(block: Block) -> Iterator[str]:
    match block:
        case str():
            yield f"{escaped(block)}\n"
        case Table():
            yield table(block.headings, block.rows, block.numbers)
        case Points():
            lines = []
            for lead, said in block.points:
                if len(said) == 1:
                    lines.append(f"- **{escaped(lead)}** {escaped(said[0])}")
                else:
                    lines += [f"- **{escaped(lead)}**", *(f"  - {escaped(one)}" for one in said)]
            yield "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def _escape(found: re.Match[str]) -> str:
    text = found[0]
    if text == "//":
        return "\\/\\/"
    return f"{text[:-1]}\\{text[-1]}"
