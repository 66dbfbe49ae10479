"""An item of guidance as a report repeats it, and the measures inside one cell or block. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from importers import clauses, headings
from importers.claims import claim_of
from importers.headings import is_demand, opening, plain_number
from importers.pieces import NOTHING, Part
from importers.roles import label_of

_HEADING_LENGTH: Final = 60
_TRAILING: Final = re.compile(
    r"[（(](?P<named>指[導摘]事項)?[ 　]*(?P<number>[(（]?[ア-オ0-9０-９①-⑨][)）]?)"
    r"(?:[ 　]*(?:関係|に?関連|に係るもの|に対応))?[)）]$"
)
# A cell that names its item by the number alone.
_ALONE: Final = re.compile(r"[(（]?(?:[ア-オ]|[0-9０-９]{1,2}|[①-⑳])[)）.．]?")
_BODY_LENGTH: Final = 12
_TITLE_LENGTH: Final = 40
_COLON: Final = re.compile(r"^([^。、:：\n（(]{2,30})[:：][ 　]*(?=\S)")


def item_of(part: Part) -> tuple[str, str, str]:
    """Number, heading and text of an item: `1. 技術的安全管理措置\\n…講ずること。`; each "" where it is not printed."""
    spans = list(clauses.lines(part.text))
    if not spans:
        return "", "", ""
    first = part.text[slice(*spans[0])]
    if _ALONE.fullmatch(first) and len(spans) == 1:
        return plain_number(first), "", ""
    open_ = opening(first)
    number = ""
    if open_ is not None and not open_.kind.startswith("sign") and open_.kind != "frame":
        number, first = open_.number, first[open_.length :].strip()
    elif open_ is not None:
        first = first[open_.length :].strip(" 　【】")
        inner = opening(first)
        if inner is not None and inner.number:
            number, first = inner.number, first[inner.length :].strip()
    first = _framed(first)
    trailing = _TRAILING.search(first)
    if trailing is not None and (trailing["named"] or not number):
        # Ⅰ　本人確認の措置（指導事項ア）: the number of the guidance, and not the report's own.
        number, first = plain_number(trailing["number"]), first[: trailing.start()].strip()
    rest = part.text[spans[1][0] :] if len(spans) > 1 else ""
    if not first:
        return (number, *_heading_and_text(rest))
    if is_demand(first) or first.endswith("。") or len(first) > _HEADING_LENGTH:
        heading, text = _inline(first)
        return number, heading, f"{text}\n{rest}".strip()
    return number, first, rest.strip()


def _framed(line: str) -> str:
    """A heading without the brackets that stand around all of it: 指導事項ア（本人確認の適切な実施）."""
    return line[1:-1].strip() if line[:1] in "（(" and line[-1:] in "）)" else line


def _heading_and_text(text: str) -> tuple[str, str]:
    head, _, rest = text.partition("\n")
    return (head.strip(), rest.strip()) if len(head) <= _HEADING_LENGTH and not is_demand(head) else ("", text.strip())


def _inline(line: str) -> tuple[str, str]:
    """`本人確認の措置　…検討すること。` or `見出し：…` on one line."""
    found = re.match(r"^([^。、 　:：（(]{3,30})(?:[ 　]+|[:：])(?=[^ 　]{8,})", line)
    return (found[1], line[found.end() :]) if found and not is_demand(found[1]) else ("", line)


def measures_of(part: Part) -> Iterator[tuple[Part, Part]]:
    """The measures in a stretch: heading and body of each. What stands before the first heading comes without one."""
    spans = list(clauses.lines(part.text))
    heads = _heads(part.text, spans)
    if not heads:
        colon = _COLON.match(part.text)
        if colon is not None and len(spans) == 1 and label_of(part.text) is None:
            yield part.sub(0, len(colon[1])), part.sub(colon.end(), len(part.text))
        else:
            yield NOTHING, part
        return
    first = spans[heads[0]][0]
    if part.text[:first].strip():
        yield NOTHING, part.sub(0, first)
    for place, index in enumerate(heads):
        start, end = spans[index]
        stop = spans[heads[place + 1]][0] if place + 1 < len(heads) else len(part.text)
        yield _titled(part, start, end, stop)


def _titled(part: Part, start: int, end: int, stop: int) -> tuple[Part, Part]:
    line = part.text[start:end]
    open_ = opening(line)
    begin = start + (open_.length if open_ and open_.kind != "frame" else 0)
    colon = _COLON.match(part.text[begin:end])
    if colon is not None:
        return part.sub(begin, begin + len(colon[1])), part.sub(begin + colon.end(), stop)
    heading = part.sub(begin, end)
    if heading.text.startswith("【") and heading.text.endswith("】"):
        heading = heading.sub(1, len(heading.text) - 1)
    return heading, part.sub(end, stop)


def _heads(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """The lines that head measures: those of the highest kind of sign among the lines that are headings."""
    lines = [text[a:b] for a, b in spans]
    ranked: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        open_ = opening(line)
        if open_ is None:
            continue
        kind = open_.kind
        colon = _COLON.match(line[open_.length :])
        stands = headings.rank(line, 0) is not None or colon is not None
        following = lines[index + 1] if index + 1 < len(lines) else ""
        has_body = colon is not None or (bool(following) and not headings.same_kind(line, following))
        if stands and has_body and not is_demand(line):
            ranked.setdefault(kind, []).append(index)
    if not ranked:
        return _plain_heads(lines)
    order = {kind: _order(kind) for kind in ranked}
    best = min(ranked, key=lambda kind: (ranked[kind][0] > 0 and not kind.startswith("sign"), order[kind]))
    if not best.startswith("sign") and best != "frame" and ranked[best][0] > 1:
        return []
    same = [
        index
        for index, line in enumerate(lines)
        if (open_ := opening(line)) is not None and open_.kind == best and headings.rank(line, 0) is not None
    ]
    return sorted({*ranked[best], *same})


def _plain_heads(lines: list[str]) -> list[int]:
    """Headings without a sign: 見出し：本文 on one line, a title over a list, or titles and sentences in turn."""
    colons = [
        index
        for index, line in enumerate(lines)
        if (found := _COLON.match(line)) and label_of(line) is None and len(line) - found.end() >= _BODY_LENGTH
    ]
    if colons:
        return colons
    titles = [
        index
        for index, line in enumerate(lines[:-1])
        if opening(line) is None and not clauses.MARKER.match(line) and _is_plain_title(line)
    ]
    over_lists = [index for index in titles if clauses.MARKER.match(lines[index + 1])]
    if over_lists and over_lists[0] == 0:
        return over_lists
    in_turn = [index for index in titles if lines[index + 1].endswith("。")]
    rest = [line for index, line in enumerate(lines) if index not in in_turn]
    return in_turn if len(in_turn) > 1 and in_turn[0] == 0 and all(line.endswith(("。", "）")) for line in rest) else []


def _is_plain_title(line: str) -> bool:
    return (
        3 <= len(line) <= _TITLE_LENGTH
        and re.search(r"[。、:：]|以下|次の|下記|[0-9０-９]年", line) is None
        and claim_of(line).status is None
    )


def _order(kind: str) -> int:
    if kind.startswith("sign"):
        return 0 if kind[4] in "■◆□◇▼" else 2
    return {"frame": 1, "item": 3, "dai": 3, "num": 4, "dotted": 5, "paren": 6, "kanjiparen": 6, "kana": 7}.get(kind, 8)
