"""The only way in which data reaches the screen: harmless, visible, measured in cells, and never read as markup.

Everything imported is data. A control character becomes a visible sign of itself, bidirectional controls and other
invisible characters become their code point in angle brackets, and brackets stay brackets. What a reader of Japanese
needs stays as it is: variation selectors of kanji, half-width kana, joined emoji.

East Asian width rules are rich's; a cell is one column of the terminal.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from rich.cells import cell_len, get_character_cell_size, split_graphemes

if TYPE_CHECKING:
    from textual.content import Content

# A clipped text ends in this: one cell in every terminal (the ellipsis is two in some).
CLIPPED: Final = "›"
_MARKS: Final = (
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5BD), (0x64B, 0x65F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20F0), (0xFE20, 0xFE2F),
)  # fmt: skip
_EMOJI: Final = "[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]"
# Letters to Unicode that nobody can see, and marks that can be piled up: str.isprintable() lets them pass.
_WATCHED: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0").union(
    *(map(chr, range(first, last + 1)) for first, last in _MARKS)
)
# Japanese line breaking: these may not begin a line, and those may not end one (行頭・行末禁則, JIS X 4051).
_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！）］｝」』】〕〉》’”ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}%％"
)
_NOT_LAST: Final = frozenset("（［｛「『【〔〈《‘“([{")
Align = Literal["left", "right"]


def clean(text: str) -> str:
    """`text` with nothing in it that a terminal would obey. Line breaks (as \\n) and tabs stay; see `line`, `wrap`."""
    if text.replace("\n", "").replace("\u3000", "").isprintable() and _WATCHED.isdisjoint(text):
        return text
    breaks, harm, pile = _patterns()
    return pile.sub("\\1\u25cc", harm.sub(_visible, breaks.sub("\n", text)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Line breaks; what is invisible, turns the line round, moves the cursor or cannot be written; piled-up marks."""
    mark = "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _MARKS) + "]"
    return (
        re.compile("\r\n|[\n\u2028\u2029\x85]"),
        re.compile(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
            "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e00ff"
            "\U000e01f0-\U000e0fff]"
            f"|(?<!{_EMOJI})\u200d|\u200d(?!{_EMOJI})"
        ),
        re.compile(f"({mark}{{4}})(?={mark})"),
    )


@cache
def _held() -> re.Pattern[str]:
    """What is read in one go: a number with the word before it and its unit (延期1,186日, 令和5年12月31日(日)).

    In English with the word behind it (1,186 days). Of a long run of kanji two belong to the number.
    """
    return re.compile(
        r"(?:(?:(?<![一-鿿々])[一-鿿々]{1,4}|[一-鿿々]{2})(?=[0-9０-９元]))?+"
        r"(?:[0-9０-９][0-9０-９,.，．]*+(?:年度|日間|週間|時間|[かカヵケヶ箇]月|[一-鿿々]|[ァ-ヶー]{1,6})?+)++"
        r"(?:\([月火水木金土日]\)| [a-z]+)?+"
    )


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


def line(text: str, most: int = 2000) -> str:
    """`text` as one line: breaks and tabs become a space. Only the first `most` characters are looked at."""
    text = clean(text[:most])
    if "\n" in text or "\t" in text:
        text = re.sub("[\n\t]+", " ", text)
    return text.strip()


def width(text: str) -> int:
    """How many cells `text` takes."""
    return len(text) if text.isascii() else cell_len(text)


def clip(text: str, cells: int) -> str:
    """`text` in at most `cells` cells; never half a character, and a sign at the end where something is missing."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    spans, _ = split_graphemes(text[: 4 * cells + 8])
    taken = end = 0
    for _, stop, size in spans:
        if taken + size > cells - 1:
            break
        taken, end = taken + size, stop
    return text[:end] + CLIPPED


def fit(text: str, cells: int, align: Align = "left") -> str:
    """`text` in exactly `cells` cells, clipped or filled with spaces."""
    text = clip(text, cells)
    fill = " " * (cells - width(text))
    return fill + text if align == "right" else text + fill


def cell(text: str | None, cells: int, align: Align = "left") -> str:
    """One table cell of exactly `cells` cells from any data."""
    return fit(line(text, 4 * cells + 16) if text else "", cells, align)


def wrap(text: str, cells: int) -> list[str]:
    """`text` in lines of at most `cells` cells; at least one line.

    Breaks between words, and anywhere between Japanese characters that may stand at a line's end and begin one; a
    number stays with its word and its unit where the line has another place to break.
    """
    cells = max(2, cells)
    lines: list[str] = []
    for paragraph in clean(text).expandtabs(4).split("\n"):
        lines.extend(_wrap(paragraph, cells))
    return lines


def _wrap(text: str, cells: int) -> list[str]:
    if width(text) <= cells:
        return [text]
    lines: list[str] = []
    spans, _ = split_graphemes(text)
    held = {at for found in _held().finditer(text) for at in range(found.start() + 1, found.end())}
    begin = at = taken = 0
    # The last spans at which the line should be broken, and at which it may be, if any.
    place = poor = 0
    while at < len(spans):
        start, _stop, size = spans[at]
        if at > begin and _breakable(text[start - 1], text[start]):
            poor = at
            if start not in held:
                place = at
        if taken + size > cells and at > begin:
            upto = next((one for one in (place, poor) if one > begin), at)
            lines.append(text[spans[begin][0] : spans[upto][0]].rstrip(" "))
            begin = at = upto
            while begin < len(spans) and text[spans[begin][0]] == " ":
                begin = at = begin + 1
            taken = 0
            continue
        taken += size
        at += 1
    if begin < len(spans):
        lines.append(text[spans[begin][0] :])
    return lines or [""]


def _breakable(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return " " in (before, after) or get_character_cell_size(before) == 2 or get_character_cell_size(after) == 2


def content(*parts: str | tuple[str, str]) -> Content:
    """Any data as Textual's Content: plain texts and (text, style) pairs, never markup."""
    # Here, because the tables of the command line come through this file too and need nothing of the screen.
    from textual.content import Content

    return Content.assemble(*((clean(part[0]), part[1]) if isinstance(part, tuple) else clean(part) for part in parts))


def notice(text: str, most: int = 600) -> str:
    """Any data as the plain sentence of a toast, a title or a border; to be passed with markup=False."""
    text = clean(text)
    return text if len(text) <= most else text[:most] + CLIPPED
