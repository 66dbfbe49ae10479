"""The name of a sender that the register does not hold, by letterhead, label, title or signature. Pure.

A body is never the sender for being named: it is looked for with the same evidence as one on file, and what only the
name of a file says is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from importers import bodies, recognise
from importers.readers.grid import Content
from importers.similar import squeezed

# A person's name (省司) ends a line that begins with another body's office.
_AGENCY: Final = re.compile(
    r"^(?P<name>(?:(?![都道府県市区町村長])[一-龥ァ-ヶー]){1,16}(?:庁|省|委員会|機構|公社|公団))"
)
_TITLED: Final = re.compile(
    r"(?:^|[(（])(?P<name>[^、。()（）]{2,24}?)(?=における|の(?:改善|再発|対応|実施|取組|報告|措置|是正)|[)）]|からの)"
)
_ADDRESSEE: Final = "個人情報保護委員会"
_LEAST: Final = 2
# A day before the name on its line, and an office that was read into a name.
_DAY: Final = re.compile(r"^.*[0-9元]{1,2}月[0-9]{1,2}日(?:付け?)?")
_OFFICE: Final = re.compile(r"[部局課室係]")


def sender(content: Content, names: recognise.Names, titles: Sequence[str]) -> tuple[str, str]:
    """The one body, none of the entities on file, that sent a document, and the words that say so; ("", "") for none.

    Where several are evident, none is taken.
    """
    found = {
        name: (name,)
        for name in (_DAY.sub("", name) for name in _bodies(content, titles))
        if len(name) > _LEAST and name != _ADDRESSEE and not _OFFICE.search(name) and not names.in_text(name)
    }
    if not found:
        return "", ""
    evident = recognise.sender(content, "", recognise.names_of(found), titles)
    return ("", "") if evident.entity is None or evident.weak else (evident.entity, evident.evidence)


def _bodies(content: Content, titles: Sequence[str]) -> Iterator[str]:
    lines = [recognise.unlabelled(line) for line in recognise.sender_lines(content)]
    yield from bodies.named(lines)
    for line in lines:
        agency = _AGENCY.match(line)
        if agency is not None:
            yield agency["name"]
    for title in (squeezed(title) for title in titles):
        for found in _TITLED.finditer(title):
            name = re.sub(r"^.*(?:に関する|に係る|についての)", "", found["name"])
            if bodies.is_body(name):
                yield name
