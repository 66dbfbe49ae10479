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
_FOLDED_ALONE = {chr(code): plain for code, plain in _FOLDED.items()}
_FOLDABLE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_FOLDED)) + "]+")
_EXPANDING = re.compile(
    "[" + "".join(re.escape(chr(code)) for code, plain in sorted(_FOLDED.items()) if len(plain) > 1) + "]"
)


# A word of a date that a line's end or a blank breaks in two (同\n年, 四\n半期, ま\nで): led by the blank, which the
# engine skims, and then the characters on both sides of it.
_JOINTS = (
    ("[同翌今来昨毎本当前先次各隔]", "[年月日週度]"),
    ("[年会計事業]", "度(?![々合肝数])"),
    ("[一二三四1-4]", "半[ \n]?期"),
    ("[四4]半", "期"),
    ("[四4][ \n]半", "期"),
    ("年[ \n]度", "[末内]"),
    ("[上下]", "半期"),
    ("[上下]半", "期"),
    ("[上中下初]", "旬"),
    ("目", "[途処]"),
    ("以", "[降前後]"),
    ("ま", "で"),
    ("か", "ら"),
    ("よ", "り"),
    ("ご", "[とろ]"),
    ("随", "時"),
    ("定", "期[ \n]?的"),
    ("定期", "的"),
    ("定[ \n]期", "的"),
    ("[0-9][かヶカケヵ箇]", "月"),
    ("[0-9][ \n][かヶカケヵ箇]", "月"),
    ("[0-9一二三四五六七八九十]", "[かヶカケヵ箇][ \n]?月"),
    ("[上下]", "期(?![間限待])"),
    ("元", "年"),
)
# The same at a line's end alone, where a blank would more likely stand between two things.
_LINE_JOINTS = (
    ("(?<![0-9])2", "0[0-9]{2}[ \t]*年"),
    ("(?<![0-9])(?:19|20)", "[0-9]{2}[ \t]*年"),
    ("(?<![0-9])(?:19|20)[0-9]", "[0-9][ \t]*年"),
    ("~[1-9]", "[0-9]年[0-9]"),
    ("年度", "[末内]"),
    *((f"(?<![A-Za-z0-9])[RHS]{number}[./]", "[0-9]{1,2}[./][0-9]") for number in ("[0-9]", "[0-9]{2}")),
    *(
        (f"(?<![0-9]){year}[./]{month}[./]", "[0-9]{1,2}(?![0-9./])")
        for year in ("[RHS][0-9]", "[RHS][0-9]{2}", "20[0-9]{2}")
        for month in ("[0-9]", "[0-9]{2}")
    ),
)


def _broken() -> re.Pattern[str]:
    joints = [rf"(?<={before}[ \n])(?=[ \t]*{after})" for before, after in _JOINTS]
    line_joints = [rf"(?<={before}\n)(?=[ \t]*{after})" for before, after in _LINE_JOINTS]
    return re.compile(
        rf"[ \n](?<![一-鿿][本当前先次各][ \n])(?:{'|'.join(joints)}|(?<=\n)(?:{'|'.join(line_joints)}))[ \t]*"
    )


_BROKEN = _broken()


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` in one spelling, and the way from an offset in it back to the text it came from.

    From each of the offsets `joints` on, `taken` characters of broken words had been left out so far; from each of
    `starts` on, one character of the original is `shifts` off for those that were spelt out.
    """

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    joints: tuple[int, ...] = ()
    taken: tuple[int, ...] = ()

    def original(self, offset: int) -> int:
        """The original offset of folded offset `offset`; inside an expanded character, that of the character."""
        if self.joints:
            index = bisect_right(self.joints, offset) - 1
            offset += 0 if index < 0 else self.taken[index]
        if not self.starts:
            return offset
        index = bisect_right(self.starts, offset) - 1
        return min(offset + (self.shifts[index] if index >= 0 else 0), self._last(index))

    def original_end(self, offset: int) -> int:
        """The original offset behind the character that ends at folded offset `offset`."""
        return self.original(offset - 1) + 1

    def _last(self, index: int) -> int:
        """The last original offset before the next stretch: the character that is spelt out there."""
        following = index + 1
        if following == len(self.starts):
            return 1 << 62
        return self.starts[following] + self.shifts[following] - 1


def fold(text: str) -> Folded:
    """`text` in one spelling, words of dates made whole, in time linear in its length."""
    alone = _FOLDED_ALONE
    folded = _FOLDABLE.sub(lambda run: alone.get(run[0]) or run[0].translate(_FOLDED), text)
    starts: list[int] = []
    shifts: list[int] = []
    if len(folded) != len(text):
        shift = 0
        for found in _EXPANDING.finditer(text):
            grown = len(_FOLDED[ord(found[0])]) - 1
            shift -= grown
            starts.append(found.end() - shift)
            shifts.append(shift)
    pieces: list[str] = []
    joints: list[int] = []
    taken: list[int] = []
    position = left_out = 0
    for found in _BROKEN.finditer(folded):
        pieces.append(folded[position : found.start()])
        joints.append(found.start() - left_out)
        left_out += found.end() - found.start()
        taken.append(left_out)
        position = found.end()
    if pieces:
        folded = "".join((*pieces, folded[position:]))
    return Folded(folded, tuple(starts), tuple(shifts), tuple(joints), tuple(taken))
