"""The numbers and signs that Word puts before list entries and numbered headings: (1), ア, 第2, ■.

They are not in the text but follow from numbering.xml (ECMA-376 part 1, 17.9) and the order of the paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from importers.readers.signs import usual

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_DIGITS = "〇一二三四五六七八九"


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """An abstract numbering with its counters, shared by every list that refers to it."""

    levels: dict[int, _Level] = field(default_factory=dict)
    style_link: str | None = None
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts through a document's numbered paragraphs in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbered: dict[str, tuple[_List, dict[int, _Level]]] = {}
        self._styles: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._level_of_style: dict[tuple[int, str], int] = {}
        self._started: set[str] = set()
        if numbering is not None:
            self._read_numbering(numbering)
        if styles is not None:
            self._read_styles(styles)

    def next_label(self, properties: Element) -> str | None:
        """The label of the paragraph with these properties (w:pPr): None if it has no numbering."""
        number, level = _reference(properties)
        style_element = properties.find(f"{_W}pStyle")
        style = style_element.get(f"{_W}val") if style_element is not None else None
        if number is None:
            number, style_level = self._of_style(style)
            level = level if level is not None else style_level
        if number is None or number == "0" or number not in self._numbered:
            return "" if number == "0" and properties.find(f"{_W}numPr") is not None else None
        of, changed = self._numbered[number]
        if level is None:
            level = self._level_of_style.get((id(of), style or ""), 0)
        return self._advance(number, of, changed, level)

    def _advance(self, number: str, of: _List, changed: dict[int, _Level], level: int) -> str:
        own = changed.get(level) or of.levels.get(level)
        if own is None:
            return "・"
        if changed and number not in self._started:
            for depth in changed:
                of.counts.pop(depth, None)  # A list with its own start begins anew.
        self._started.add(number)
        of.counts[level] = of.counts.get(level, own.start - 1) + 1
        for deeper in [depth for depth in of.counts if depth > level]:
            below = changed.get(deeper) or of.levels.get(deeper)
            if below is None or below.restart is None or (below.restart and level < below.restart):
                del of.counts[deeper]
        if own.form == "bullet":
            return "".join(usual(sign) if "\ue000" <= sign <= "\uf8ff" else sign for sign in own.text)

        def part(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            at = changed.get(depth) or of.levels.get(depth) or _Level()
            count = of.counts.get(depth, at.start)
            return _numeral(count, "decimal" if own.legal and depth != level else at.form)

        return re.sub(r"%([1-9])", part, own.text).strip()

    def _of_style(self, style: str | None) -> tuple[str | None, int | None]:
        """Numbering given by the paragraph's style or one that it is based on."""
        level: int | None = None
        for _ in range(20):
            if style is None or style not in self._styles:
                break
            number, own_level, parent = self._styles[style]
            level = level if level is not None else own_level
            if number is not None:
                if level is None and number in self._numbered:
                    level = self._level_of_style.get((id(self._numbered[number][0]), style))
                return number, level
            style = parent
        return None, level

    def _read_styles(self, styles: Element) -> None:
        for style in styles.iter(f"{_W}style"):
            properties = style.find(f"{_W}pPr")
            number, level = _reference(properties) if properties is not None else (None, None)
            self._styles[style.get(f"{_W}styleId", "")] = number, level, _value(style, "basedOn")
        for number, (of, changed) in list(self._numbered.items()):
            if of.style_link is not None and (linked := self._styles.get(of.style_link)) and linked[0]:
                target = self._numbered.get(linked[0])
                if target is not None:
                    self._numbered[number] = target[0], changed

    def _read_numbering(self, numbering: Element) -> None:
        for entry in numbering.findall(f"{_W}abstractNum"):
            of = _List(style_link=_value(entry, "numStyleLink"))
            for element in entry.findall(f"{_W}lvl"):
                depth, level = _level(element)
                of.levels[depth] = level
                style = _value(element, "pStyle")
                if style is not None:
                    self._level_of_style[id(of), style] = depth
            self._lists[entry.get(f"{_W}abstractNumId", "")] = of
        for entry in numbering.findall(f"{_W}num"):
            of_list = self._lists.get(_value(entry, "abstractNumId") or "")
            if of_list is None:
                continue
            changed: dict[int, _Level] = {}
            for override in entry.findall(f"{_W}lvlOverride"):
                depth = _integer(override.get(f"{_W}ilvl"), 0)
                own = override.find(f"{_W}lvl")
                level = _level(own)[1] if own is not None else of_list.levels.get(depth, _Level())
                start = _value(override, "startOverride")
                changed[depth] = _Level(
                    level.form, level.text, _integer(start, level.start), level.legal, level.restart
                )
            self._numbered[entry.get(f"{_W}numId", "")] = of_list, changed


def _level(element: Element) -> tuple[int, _Level]:
    restart = _value(element, "lvlRestart")
    return _integer(element.get(f"{_W}ilvl"), 0), _Level(
        form=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        start=_integer(_value(element, "start"), 1),
        legal=element.find(f"{_W}isLgl") is not None,
        restart=_integer(restart, 0) if restart is not None else None,
    )


def _reference(properties: Element) -> tuple[str | None, int | None]:
    """numId and ilvl of a w:pPr."""
    element = properties.find(f"{_W}numPr")
    if element is None:
        return None, None
    level = _value(element, "ilvl")
    return _value(element, "numId"), _integer(level, 0) if level is not None else None


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val") if child is not None else None


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _numeral(count: int, form: str) -> str:
    """A count in one of Word's number formats (ST_NumberFormat); an unknown one as plain digits."""
    match form:
        case "none":
            return ""
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(count).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
        case "decimalZero":
            return f"{count:02d}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", count)
        case "decimalEnclosedParen":
            return _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", count)
        case "aiueo" | "aiueoFullWidth":
            return _from(_AIUEO, count)
        case "iroha" | "irohaFullWidth":
            return _from(_IROHA, count)
        case "upperLetter" | "lowerLetter":
            letter = chr(65 + (count - 1) % 26) * (1 + (count - 1) // 26) if 0 < count < 1000 else str(count)
            return letter if form == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman":
            return _roman(count) if form == "upperRoman" else _roman(count).lower()
        case "japaneseCounting" | "chineseCounting" | "ideographDigital" | "japaneseDigitalTenThousand":
            return _kanji(count)
        case _:
            return str(count)


def _from(signs: str, count: int) -> str:
    return signs[count - 1] if 0 < count <= len(signs) else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    text = ""
    for value, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += sign * (count // value)
        count %= value
    return text


def _kanji(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
