"""Text made fit to be shown in a document: one line, no control characters, bidi marks kept to themselves. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Control characters but tab and line feed, and what XML 1.0 cannot hold. https://www.w3.org/TR/xml/#charsets
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# An ideographic space by itself is Japanese typography and stays.
_BLANKS: Final = re.compile(r"[^\S\u3000]+(?:\s+)?|\u3000\s+")
_OPENERS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | {
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
_CLOSERS: Final = frozenset(_OPENERS.values())
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text with its lines, control characters as their pictures (␀ for NUL), and every bidi embedding closed.

    CR LF and CR are line ends. https://www.unicode.org/reports/tr9/ keeps an unclosed embedding up to the paragraph's
    end, over whatever follows; a closer that closes nothing is left out.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_closed(_CONTROLS.sub(_picture, line)) for line in lines.split("\n"))


def flat(text: str) -> str:
    """The same on one line: a line end between Japanese characters is nothing, any other blank one space."""
    return _BLANKS.sub(_joined, shown(text).strip())


def abridged(text: str, width: int) -> str:
    """The text on one line, at most `width` columns wide (a full-width character is two), with … where it was cut."""
    line = flat(text)
    if 2 * len(line) <= width or (len(line) <= width and columns(line) <= width):
        return line
    used = 0
    for place, letter in enumerate(line):
        used += columns(letter)
        if used > width - 2:
            return _closed(line[:place]) + "…"
    return line


def columns(text: str) -> int:
    """How many columns a text takes: full-width and ambiguous characters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        for letter in text
    )


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def _closed(line: str) -> str:
    if _BIDI.search(line) is None:
        return line
    kept, open_ = [], list[str]()
    for letter in line:
        if letter in _OPENERS:
            open_.append(_OPENERS[letter])
        elif letter in _CLOSERS:
            if letter not in open_:
                continue
            # A closer closes all that was opened since what it closes.
            while open_ and open_[-1] != letter:
                kept.append(open_.pop())
            open_.pop()
        kept.append(letter)
    return "".join(kept) + "".join(reversed(open_))


def _joined(found: re.Match[str]) -> str:
    text, (start, end) = found.string, found.span()
    wide = all(
        unicodedata.east_asian_width(letter) in "WF" for letter in (text[start - 1], text[end : end + 1]) if letter
    )
    return "" if wide and "\n" in found[0] else " "
