"""The signs and numbers with which official Japanese texts open an entry or a heading, and what follows them."""

from __future__ import annotations

import re
import unicodedata

BULLETS = "■□●○◆◇▲△▼▽◎★☆・･•◦‣➢➤►▶※〇"

_NUMBER = r"[0-9０-９]{1,2}"
_ENUMERATED = r"[ア-ンｱ-ﾝa-zA-Zａ-ｚＡ-Ｚ一二三四五六七八九十0-9０-９]{1,3}"
_CERTAIN = re.compile(
    rf"[{BULLETS}①-⓿❶-❿㋐-㋾]"
    r"|【|〔?別[紙添表記]|#{1,6}\s|[-‐－–—*＊][ 　]"
    rf"|{_NUMBER}[.．](?![0-9０-９])"
    r"|[-‐－–—]\s*\d+\s*[-‐－–—]$"
    r"|第[ 　]*[0-9０-９一二三四五六七八九十]+[ 　]"
    r"|(?:以[ 　]*上|記)$"
    r"|(?:問|答|質問|回答|[QＱAＡ])[ 　]*[0-9０-９]{0,2}[ 　:：.．]"
    r"|[(（][^\s()（）]{2,8}[)）][ 　]+\S"
    r"|[一-龥ァ-ヶー]{2,8}[：:](?=\S)"
    r"|(?:施策|対策|取組|措置|(?:改善|再発防止)策|項目|課題|(?:指導|指摘|改善|照会)事項)[ 　]*[0-9０-９①-⑳]{1,2}[ 　]"
)
_BRACKETED = re.compile(rf"[(（]{_ENUMERATED}[)）](?![のにをはがとでへもやかま、。，．）)」年月日]|及び|又は|から|以)")
_WEAK = re.compile(rf"(?:{_NUMBER}|[ア-ンｱ-ﾝⅠ-ⅻ]|[a-zA-Z][.)）])[ 　.．、](?=\S)")
_ALONE = re.compile(rf"\s*(?:[{BULLETS}①-⓿❶-❿㋐-㋾]|[(（]?{_ENUMERATED}[)）.．]?|第\s*{_NUMBER}|注)\s*")
_HEADED = re.compile(
    r"^([■●◆][^\n。、]{1,60}?[^\x00-\x7f 　])[ 　]+(?=[^\x00-\x7f 　(（)）][^\n]*[。、])", re.MULTILINE
)


# Bullets of the symbol fonts (Symbol, Wingdings), which have private codes.
_SYMBOLS = {
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "□",
    "\uf075": "◆",
    "\uf0a7": "■",
    "\uf0b2": "◆",
    "\uf0b7": "・",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
}
# CJK radicals without a compatibility decomposition, or with one to a form not used in Japan.
_RADICALS = dict(zip("⺠⺡⺢⻁⻄⻅⻆⻑⻘⻝⻤⻨⻩⻭⻯⻲⼾", "民氵氺虎西見角長青食鬼麦黄歯竜亀戸", strict=True))


# Boxes and ticks of the symbol fonts as Word's converters write them.
TICKS = dict(zip("🗹🗷🗸🗶🞎◻", "☑☒✓✗□□", strict=True))


def usual(sign: str) -> str:
    """The usual character for a radical, a tick or a symbol font's bullet; others as they are."""
    if sign in TICKS:
        return TICKS[sign]
    if "\ue000" <= sign <= "\uf8ff":
        return _SYMBOLS.get(sign, "・")
    return _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)


def opens_entry(text: str, *, after_open_line: bool = False) -> bool:
    """Whether a line starting so begins a new entry, not the rest of the line before.

    `after_open_line`: the line before runs to the margin without ending its sentence; then a bare number is the rest
    of it (残り / 6 ファイル), and only unmistakable signs count.
    """
    text = text.lstrip(" 　")
    if _CERTAIN.match(text) or _BRACKETED.match(text):
        return True
    return not after_open_line and _WEAK.match(text) is not None


def is_alone(text: str) -> bool:
    """Whether the text is nothing but a sign or number that belongs to what follows."""
    return _ALONE.fullmatch(text) is not None


def is_bullet(text: str) -> bool:
    """Whether the text is a single sign without a number."""
    return len(text) == 1 and text in BULLETS


def part_heading(text: str) -> str:
    """`■見出し 本文。` to two lines: the first blank between Japanese characters ends the heading."""
    return _HEADED.sub(r"\1\n", text) if text[:1] in "■●◆" or "\n" in text else text
