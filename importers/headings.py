"""Which lines of a report are headings, how high they stand, and what number they carry. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from importers.claims import claim_of, is_group

_LONGEST: Final = 70
_SIGNS: Final = "■◆□◇▼●◎○◯★☆▶►▲△"
_NUMBER: Final = re.compile(
    r"[ 　]*(?:(?P<part>別[紙添表][ 　]*[0-9０-９一二三四五]{0,2}|様式(?=[ 　]*(?:第[ 　]*)?[0-9０-９一二三四五]))"
    r"|(?P<roman>[Ⅰ-Ⅻⅰ-ⅻ])(?=[ 　、.．\-－]|[一-龥])"
    r"|第[ 　]*(?P<dai>[0-9０-９一二三四五六七八九十]{1,3})(?=[ 　、.．項条])"
    r"|【?(?P<item>(?:指導|指摘|改善|質問|照会)(?:事項|項目)|項目|課題|(?:改善|再発防止)策|施策|対策|取組|措置"
    r"|質?問|[QＱ])[ 　]*[.．]?(?P<itemno>[0-9０-９①-⑳ア-オ]{1,2})】?"
    r"|(?P<paren>[(（][0-9０-９]{1,2}[)）])|(?P<kanaparen>[(（][ア-ンｱ-ﾝ][)）])"
    r"|(?P<kanjiparen>[(（][一二三四五六七八九十]{1,2}[)）])"
    r"|(?P<circled>[①-⓿❶-❿])|(?P<dotted>[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})+)(?=[ 　.．]|[^0-9０-９年月日])"
    r"|(?P<num>[0-9０-９]{1,2})(?:[.．、)）][ 　]*|[ 　]+)(?![0-9０-９])"
    r"|(?P<kana>[ア-ソｱ-ｿ])(?:[.．、)）][ 　]*|[ 　]+)(?=\S)|(?P<alpha>[a-zA-Zａ-ｚＡ-Ｚ])[.．)）][ 　]*)"
    r"[ 　.．、:：]*"
)
_RANKS: Final = {
    "part": 0, "roman": 1, "dai": 1, "item": 2, "num": 2, "dotted": 3, "paren": 4, "kanjiparen": 4, "kana": 5,
    "circled": 6, "kanaparen": 7, "alpha": 7,
}  # fmt: skip
_DEMAND: Final = re.compile(r"(?:こと|求める|されたい|要する|図られたい)[。．]?$")
_QUESTION: Final = re.compile(r"(?:質?問|照会|[QＱ]).*(?:か|の)?(?:。|？|\?)$")
# A year that heads what is told of it: 令和7年度の取組.
_OF_YEAR: Final = re.compile(r"^(?:(?:令和|平成)[ 　]*[0-9０-９元]{1,2}|20[0-9]{2})年度(?:以降)?の(?=[^。、]{2,12}$)")
_DAY: Final = re.compile(
    r"[年月][ 　]*[0-9０-９元一二三四五六七八九十]*[ 　]*[日月末度頃]|[0-9０-９]+[./][0-9０-９]+[./]|[0-9０-９]月"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line opens: `kind` of its sign or number, the `number` in plain letters, and where its words begin."""

    kind: str
    number: str
    length: int


def opening(line: str) -> Opening | None:
    """The sign or number that opens a line, None where none does."""
    stripped = line.lstrip(" 　")
    lead = len(line) - len(stripped)
    if stripped[:1] and stripped[0] in _SIGNS and len(stripped) > 1:
        rest = stripped[1:]
        return Opening(f"sign{stripped[0]}", "", lead + 1 + len(rest) - len(rest.lstrip(" 　")))
    if re.match(r"【[^】]{1,40}】[ 　]*$", stripped):
        return Opening("frame", "", lead)
    found = _NUMBER.match(line)
    if found is None or found.end() == 0:
        return None
    kind = next(name for name in _RANKS if found[name] is not None)
    number = found["itemno"] if kind == "item" else found[kind]
    return Opening(kind, plain_number(number), found.end())


def plain_number(text: str) -> str:
    """A printed number in plain letters: （１） → 1, ㋐ and (ア) → ア, 第二 → 2."""
    plain = unicodedata.normalize("NFKC", text).strip("()[] .第項　")
    kanji = "一二三四五六七八九十"
    return str(kanji.index(plain) + 1) if plain in kanji and len(plain) == 1 else plain


def rank(line: str, level: int) -> float | None:
    """How high a line stands as a heading (0 the highest), None where it is none. `level` is the document's own."""
    words = line.strip(" 　")
    if not words or len(words) > _LONGEST * (2 if level else 1):
        return None
    open_ = opening(line)
    if level:
        return float(level) if not words.endswith("。") or is_demand(words) else None
    if open_ is None:
        return None
    if open_.kind == "frame":
        return 16.5
    if open_.kind.startswith("sign"):
        return (17.0 if open_.kind[4] in "■◆□◇▼" else 18.0) if _is_title(words[1:]) else None
    body = line[open_.length :].strip()
    if open_.kind == "item" and _QUESTION.match(words):
        # 問１　本人確認の方法をどのように改善したか。
        return 10.0 + _RANKS["item"]
    if open_.kind != "part" and not (_is_title(body) or is_demand(body)):
        return None
    return 10.0 + _RANKS[open_.kind]


def rank_of(line: str) -> float:
    """How high a line stands by its number or sign alone, whatever its words are."""
    open_ = opening(line)
    if open_ is None or open_.kind == "frame":
        return 16.5
    return 17.0 if open_.kind.startswith("sign") else 10.0 + _RANKS[open_.kind]


def is_demand(text: str) -> bool:
    """Whether a line says what the guidance asks for (…講ずること。)."""
    return _DEMAND.search(text.strip()) is not None


def same_kind(first: str, second: str) -> bool:
    """Whether two lines open with the same kind of sign or number."""
    one, two = opening(first), opening(second)
    return one is not None and two is not None and one.kind == two.kind


def _is_title(words: str) -> bool:
    """Whether the words name something rather than state it: no sentence, no day, no claim."""
    if "。" in words or len(words) > _LONGEST or _DAY.search(_OF_YEAR.sub("", words)):
        return False
    return (
        claim_of(words).status is None
        or is_group(words)
        or words.endswith(
            (
                "について",
                "強化",
                "整備",
                "実施",
                "徹底",
                "検討",
                "予定",
                "計画",
                "方針",
                "スケジュール",
                "日程",
                "進め方",
            )
        )
    )
