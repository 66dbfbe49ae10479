"""The inquiry letter as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from exports.as_markdown import escaped, table
from exports.letter import Letter, Matter, letter
from exports.letter_wording import tell
from exports.status import WeeklyStatus
from exports.wording import say
from store.words import Lang


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang, entity: str) -> None:
    """Write the letter to one entity."""
    stream.write("\n".join(_parts(letter(status, lang, entity))).encode())


def _parts(found: Letter) -> Iterator[str]:
    lang = found.lang
    yield f"{escaped(tell('draft', lang))}\n"
    yield f"{escaped(tell('number', lang))}  \n{escaped(found.day)}\n"
    yield f"{escaped(found.addressee)}\n"
    yield f"{escaped(tell('sender', lang))}\n"
    yield f"# {escaped(tell('subject', lang))}\n"
    yield f"{escaped(found.opening)}\n"
    yield f"## {escaped(tell('below', lang))}\n"
    yield f"### 1 {escaped(tell('asked', lang))}\n"
    yield "".join(f"{number}. {escaped(point)}\n" for number, point in enumerate(found.points, 1))
    for number, (name, matters) in enumerate(_groups(found), 2):
        yield f"### {number} {escaped(tell(name, lang))}\n"
        for place, matter in enumerate(matters, 1):
            yield from _matter(place, matter, lang)
    if tell("end", lang):
        yield f"{escaped(tell('end', lang))}\n"
    for form in found.forms:
        yield f"## {escaped(tell(form.name, lang))}\n"
        yield f"{escaped(form.how)}\n"
        yield table(form.headings, form.rows)


def _groups(found: Letter) -> Iterator[tuple[str, tuple[Matter, ...]]]:
    if found.matters:
        yield "matters", found.matters
    if found.plans:
        yield "plans", found.plans


def _matter(place: int, matter: Matter, lang: Lang) -> Iterator[str]:
    yield f"#### ({place}) {escaped(matter.heading)}\n"
    quoted = [escaped(line) for line in tell("quote", lang, text=matter.quote).split("\n") if line.strip()]
    source = escaped(tell("source", lang, source=matter.source)) if matter.source else ""
    yield "\n>\n".join(f"> {line}" for line in quoted) + source + "\n"
    yield "".join(f"- {escaped(what)}{say('colon', lang)}{escaped(value)}\n" for what, value in matter.lines)
