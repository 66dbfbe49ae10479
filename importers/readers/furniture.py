"""What a page carries besides its text: page numbers, and headers and footers that repeat from page to page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?:[-‐－–—―~〜]\s*(?P<dashed>\d{1,4})\s*[-‐－–—―~〜]"
    r"|(?:p(?:age|\.)?\s*)?(?P<bare>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4}|\s*(?:ページ|頁|page)(?:\s*/\s*\d{1,4}\s*(?:ページ|頁)?)?)?)",
    re.IGNORECASE,
)
_CENTRED = 16
_RUNNING = 16
_DIGITS = re.compile(r"\d+")


def page_number(text: str) -> tuple[int, bool] | None:
    """The number if the line can be nothing but a page number; and whether its form alone (- 3 -, 3/20) says so."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    number = match["dashed"] or match["bare"]
    return int(number), not plain.isdigit()


def page_number_lines(texts: Sequence[str]) -> set[int]:
    """Which lines of a text are page numbers.

    Certain forms always; a bare number only as a member of a series 1, 2, 3 … spread over the text, blank lines or
    four lines apart at the least, since a column of figures is no series of pages.
    """
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for index, text in enumerate(texts):
        if len(text.strip()) > 24 or (number := page_number(text)) is None:
            continue
        if number[1]:
            found.add(index)
        else:
            bare.append((index, number[0]))
    for series in _series(bare):
        found.update(series)
    found.update(index for index, _ in bare if _stands_alone(texts, index))
    return found


def _stands_alone(texts: Sequence[str], index: int) -> bool:
    """Whether a number in the middle of its line parts two lines of running text."""
    before, after = texts[max(0, index - 1)], texts[min(len(texts) - 1, index + 1)]
    lead = len(texts[index]) - len(texts[index].lstrip())
    return lead >= _CENTRED and all(len(line.strip()) >= _RUNNING for line in (before, after))


def _series(numbers: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Lines whose numbers rise by one, four lines or more apart; two at the least."""
    series: list[list[tuple[int, int]]] = []
    for index, number in numbers:
        for known in series:
            if known[-1][1] + 1 == number and index - known[-1][0] >= 4:
                known.append((index, number))
                break
        else:
            series.append([(index, number)])
    return [[index for index, _ in known] for known in series if len(known) >= 2]


def repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """The headers and footers among the lines that stand at the edges of each page: those on most pages.

    Numbers in them may differ (a page number inside a footer); whole sentences are text that repeats itself. Returned
    as `shape_of` writes them.
    """
    if len(pages) < 2:
        return set()
    counts = Counter(shape for texts in pages for shape in {shape_of(text) for text in texts})
    needed = max(2, (len(pages) * 3 + 4) // 5)
    return {shape for shape, count in counts.items() if count >= needed and shape and not shape.endswith("。")}


def shape_of(text: str) -> str:
    """A line with its numbers taken out, to compare headers from page to page."""
    return _DIGITS.sub("0", unicodedata.normalize("NFKC", text)).replace(" ", "")
