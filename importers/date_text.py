"""Official Japanese print folded to one spelling, with the way back to every original character.

Full-width and compatibility forms become plain ones as under NFKC (㋿ → 令和, ㋀ → 1月, Ｒ５．１ → R5.1, ⽉ → 月),
every kind of blank becomes a space and every kind of wave dash `~`, every kind of hyphen `-`. Circled numbers and
superscripts (①, ²) stay: they number a list or a footnote, and NFKC would glue them to the digits beside them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_COMPATIBILITY = (
    (0x2E80, 0x2FE0),
    (0x3220, 0x3244),
    (0x32C0, 0x3400),
    (0xF900, 0xFB00),
    (0xFE30, 0xFE70),
    (0xFF01, 0xFFE7),
)
_BLANKS = "\r\v\f\u00a0\u00ad\u1680\u180e\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200E)))
_WAVES = "\u223c\u223d\u2053\u301c\u3030\uff5e"
_HYPHENS = "\u2212\u2500\u2501\uff0d\ufe63" + "".join(map(chr, range(0x2010, 0x2016)))
_SPELLINGS = ((_BLANKS, " "), (_WAVES, "~"), (_HYPHENS, "-"), ("\u30fb\uff65", "・"), ("\u2044\u2215", "/"))


def _table() -> dict[int, str]:
    """The spelling of each character that is folded, after what NFKC makes of it."""
    table: dict[int, str] = {}
    for first, last in _COMPATIBILITY:
        for code in range(first, last):
            char = chr(code)
            folded = unicodedata.normalize("NFKC", char)
            if folded != char and unicodedata.category(char) != "No":
                table[code] = folded
    table.update({ord(char): plain for charset, plain in _SPELLINGS for char in charset if char != plain})
    return table


_FOLDED = _table()
_FOLDABLE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_FOLDED)) + "]+")
_EXPANDING = re.compile(
    "[" + "".join(re.escape(chr(code)) for code, plain in sorted(_FOLDED.items()) if len(plain) > 1) + "]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` in one spelling; `original` maps an offset in it back to the offset in the text it came from."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """The original offset of folded offset `offset`; inside an expanded character, that of the character."""
        if not self.starts:
            return offset
        index = bisect_right(self.starts, offset) - 1
        return offset if index < 0 else min(offset + self.shifts[index], self._floor(index))

    def _floor(self, index: int) -> int:
        """The first original offset that belongs to the next stretch."""
        following = index + 1
        if following == len(self.starts):
            return 1 << 62
        return self.starts[following] + self.shifts[following]


def fold(text: str) -> Folded:
    """`text` in one spelling, in time linear in its length."""
    folded = _FOLDABLE.sub(lambda run: run[0].translate(_FOLDED), text)
    if len(folded) == len(text):
        return Folded(folded, (), ())
    starts: list[int] = []
    shifts: list[int] = []
    shift = 0
    for found in _EXPANDING.finditer(text):
        grown = len(_FOLDED[ord(found[0])]) - 1
        shift -= grown
        starts.append(found.end() - shift)
        shifts.append(shift)
    return Folded(folded, tuple(starts), tuple(shifts))
