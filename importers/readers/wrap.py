"""Which line ends are the page's and which the writer's: wrapped lines back into paragraphs.

A page breaks a line because the next piece did not fit. So a line end is the page's where the first piece of the next
line would have passed the right edge; it is the writer's where there was room. Japanese is joined without a blank,
Latin words with one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from importers.readers.signs import opens_entry

_SENTENCE_END = re.compile(r"[。！？!?：:]\s*[)）」』】]*\s*$")
_LATIN = re.compile(r"[A-Za-z0-9À-ɏ'’&/@%$.,:;)\]-]")
_HYPHENATED = re.compile(r"[a-z][-‐\u00ad]$")
_WORD_END = re.compile(r"[A-Za-zÀ-ɏ]+$")
_WORD_START = re.compile(r"^[A-Za-zÀ-ɏ]+")
_PIECE = re.compile(
    r"[A-Za-z0-9À-ɏ.,%'’/:@_-]+[、。，．）」』】)\]]*|[ァ-ヶー]{2,14}|.[、。，．）」』】)\]ー々ぁぃぅぇぉっゃゅょ]*",
    re.DOTALL,
)
_OPENED = re.compile(r"[（(][^（()）]{1,16}$")
_CLOSED = re.compile(r"[^（()）]{0,16}[）)]")
# A line of a text that was set by hand may stop this share of its width before the edge.
_RAGGED = 0.1
# The same for a line on whose last word no line of its own ends.
_OPEN_RAGGED = 0.25
# Words that no line of its own ends on.
_OPEN_END = re.compile(
    r"(?:[、，をがはにのともへ]|より|から|及び|並びに|又は|について|につき|し|され|して|であり)[ 　]*$"
)
_LONG = 20.0
_AT_RIGHT = 0.4
# The line end lies inside a date or number, wherever the margin is: what the one line ends with, the next begins with.
_CUTS = tuple(
    (re.compile(rf"(?:{before})[ 　]*$"), re.compile(rf"^[ 　]*(?:{after})"))
    for before, after in (
        (r"令和|平成|昭和", r"[0-9０-９元]"),
        (r"(?:令和|平成|昭和)[ 　]*[0-9０-９元]{1,2}", r"[0-9０-９]?[ 　]*年"),
        (r"年", r"[0-9０-９]{1,2}[ 　]*月"),
        (r"月", r"[0-9０-９]{1,2}[ 　]*日"),
        (r"[年月][ 　]*[0-9０-９]", r"[0-9０-９]?[ 　]*[月日]"),
        (r"[年月][ 　]*[0-9０-９]{2}", r"[月日]"),
        (r"(?<![0-9０-９])[0-9０-９]{1,2}", r"[月日](?![曜例次本報常])"),
        (r"[0-9],[0-9]{0,2}", r"[0-9]{1,3}(?![0-9])"),
    )
)


@dataclass(slots=True)
class Line:
    """One printed line. `x0`, `x1` are its edges and `em` the width of one Japanese character, all in one unit.

    `gap` is the white above it in line heights (0 where the lines follow as usual, 1 for a blank line).
    """

    text: str
    x0: float
    x1: float
    em: float
    gap: float = 0.0
    page: int | None = None
    number: int | None = None


def columns_of(text: str) -> int:
    """The width in half-width columns, East Asian ambiguous characters as two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else not unicodedata.combining(c) for c in text)


def glue(before: str, after: str, words: frozenset[str] = frozenset()) -> str:
    """What belongs between two pieces of one paragraph: a blank between Latin words, else nothing.

    `words` are the Latin words of the document: where the two halves together are one of them, and the first half is
    not, the page broke the word.
    """
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    if not (_LATIN.match(last) and _LATIN.match(first)):
        return ""
    if first in ".,:;)]%" or (last in "-/" and before[-2:-1].isalnum()):
        return ""
    if first.isdigit() and (last.isdigit() or (last in ".,/" and before[-2:-1].isdigit())):
        return ""
    head, tail = _WORD_END.search(before), _WORD_START.search(after)
    if head and tail and head[0] + tail[0] in words and head[0] not in words:
        return ""
    return " "


def join(pieces: Iterable[str], words: frozenset[str] = frozenset()) -> str:
    """Wrapped lines as one. A hyphen at a line end between small Latin letters is the page's and goes."""
    parts: list[str] = []
    for piece in pieces:
        piece = piece.strip(" 　") if parts else piece.rstrip(" 　")
        before = parts[-1] if parts else ""
        if _HYPHENATED.search(before) and piece[:1].islower():
            joined = re.split(r"[^A-Za-z-]", before)[-1] + piece.split(" ")[0]
            if joined not in words:
                parts[-1] = before[:-1]
        else:
            parts.append(glue(before, piece, words))
        parts.append(piece)
    return "".join(parts)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The Latin words that stand whole inside lines: not the first or last of a line, which may be halves."""
    words: set[str] = set()
    for text in texts:
        words.update(re.findall(r"(?<=[^A-Za-z])[A-Za-z-]{3,}(?=[^A-Za-z])", text.strip()))
    return frozenset(words)


def runs_on(before: Line, after: Line, right: float | None, first: Line, left: float | None = None) -> bool:
    """Whether `after` is the rest of `before`. `right` is the edge at which lines turn (None: at no known one);
    `first` opens the paragraph; `left` is the edge of running text (None inside a column).
    """
    em = before.em
    if left is not None and right is not None and before.x0 - left > _AT_RIGHT * (right - left):
        return False  # Set at the right: the day, who signs.
    ended = _SENTENCE_END.search(before.text) is not None
    if after.gap > 1.6 or (after.gap > 0.6 and (ended or after.page == before.page)):
        return False
    if _cut_in_two(before.text, after.text):
        return True
    full = right is not None and before.x1 + _first_piece(after, em) > right - 0.2 * em
    if not full and not ended and before.number is not None:
        if right is not None:
            width = right - before.x0
            full = before.x1 > right - _RAGGED * width
            full = full or (before.x1 > right - _OPEN_RAGGED * width and _OPEN_END.search(before.text) is not None)
        else:
            full = before.x1 - before.x0 > _LONG * em and _OPEN_END.search(before.text) is not None
    if opens_entry(after.text, after_open_line=full and not ended and not opens_entry(first.text)):
        return False
    hanging = before is first and opens_entry(first.text)
    if after.x0 - before.x0 > 0.8 * em and not hanging:
        return False  # Set in: a new paragraph.
    if before.x0 - after.x0 > (3.5 if before is first else 1.2) * em:
        return False  # Set out again: the entry, the centred title or the date at the right is over.
    return full


def paragraphs(lines: Sequence[Line], right: float | None = None, *, common: float | None = None) -> list[list[Line]]:
    """Lines by paragraph. `right` is the edge at which lines turn; without it, it is taken from the lines, and where
    they do not tell it is `common`.
    """
    edges = _edges(lines, common) if right is None else [right] * len(lines)
    left = min((line.x0 for line in lines), default=0.0) if right is None else None
    found: list[list[Line]] = []
    for line, edge in zip(lines, edges, strict=True):
        if found and runs_on(found[-1][-1], line, edge, found[-1][0], left):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _edges(lines: Sequence[Line], common: float | None) -> list[float | None]:
    """For each line the edge at which it and the line before it turn, or None where nothing speaks for one.

    A block between blanks that fills a column of its own gives its own edge: most of its lines end there. Else the
    document's edge holds, where many long lines of the document end.
    """
    common = common if common is not None else common_edge(lines)
    edges: list[float | None] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and lines[end].gap < 0.6:
            continue
        block = lines[start:end]
        own = max(line.x1 for line in block)
        near = sum(own - line.x1 < 2.1 * line.em and not _SENTENCE_END.search(line.text) for line in block)
        narrow = len(block) >= 3 and near >= max(2, 0.6 * (len(block) - 1)) and own > 16 * block[0].em / 2
        edges.extend([own if narrow and (common is None or own < common) else common] * len(block))
        start = end
    return edges


def common_edge(lines: Sequence[Line]) -> float | None:
    """The right edge of the document's running text: the furthest at which a tenth of the long lines break off, two at
    the least. Lines that end a sentence say nothing of an edge.
    """
    if len(lines) < 2:
        return None
    ends = sorted(line.x1 for line in lines if line.x1 - line.x0 > 15 * line.em and not _SENTENCE_END.search(line.text))
    needed = max(2.0, len(ends) * 0.1)
    for at in range(len(ends) - 1, -1, -1):
        if at + 1 - bisect_left(ends, ends[at] - 2.5 * lines[0].em) >= needed:
            # Longer lines that pass it tell that nothing turns there.
            return ends[at] if len(ends) - at - 1 <= len(ends) * 0.05 else None
    return None


def _first_piece(line: Line, em: float) -> float:
    """The width of what would have had to fit on the line before: a Latin word or number, or one character."""
    piece = _PIECE.match(line.text.lstrip(" 　"))
    return columns_of(piece[0]) * em / 2 if piece else em


def _cut_in_two(before: str, after: str) -> bool:
    """Whether the line end lies inside a date (令和 / 5年, 10月 / 31日) or a short bracket (（12月末 / 時点）)."""
    if _OPENED.search(before) is not None and _CLOSED.match(after) is not None:
        return True
    return any(end.search(before) and start.match(after) for end, start in _CUTS)
