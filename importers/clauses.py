"""Japanese running text cut at its own joints: lines, sentences, brackets, clauses. Pure; spans are offsets.

Nothing is cut inside brackets or quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

Span = tuple[int, int]
_OPEN: Final = "（(「『【〔［["
_CLOSE: Final = "）)」』】〕］]"
_OPENS: Final = re.compile(f"[{re.escape(_OPEN)}]")
# What may stand behind a statement and tell of it: （令和6年3月改正）, 【実施済】.
BESIDE: Final = "（(【［[〔"
# Behind a rule: it belongs to a noun (年1回の見直し), but for 月1回の頻度で.
OF_NOUN: Final = re.compile(r"な|の(?!頻度|ペース|割合)")
_EDGE: Final = " 　\t\n"
# Signs and numbers that open an entry of a list.
MARKER: Final = re.compile(
    r"[ 　]*(?:[・･•‣◦○●◯◎□■◇◆▲△▼▽※★☆➢►▶✓‐–—-][ 　]*|[①-⓿❶-❿㋐-㋾][ 　]*"
    r"|[(（][0-9０-９ア-ンｱ-ﾝa-zA-Zａ-ｚ一二三四五六七八九十ⅰ-ⅹ]{1,3}[)）][ 　]*"
    r"|[0-9０-９]{1,2}[)）．.](?![0-9０-９])[ 　]*|[ア-ンｱ-ﾝa-zA-Zａ-ｚ][)）．.][ 　]*"
    r"|(?:答|回答|[AＡ])[0-9０-９]{0,2}[:：.．　 ]+|[ア-コｱ-ｺ][ 　]+|第[0-9０-９一二三四五六七八九十]+[ 　]+)"
)
# What a clause ends with where another may follow it: 連用形 and the connectives of written Japanese.
_JOINT: Final = re.compile(
    r"(?:[しりいきちびみにえけせてねべめれ]|って|であり|ており|ておりまして|とし|ことと?し|済み?で"
    r"|済み?であり|(?:予定|見込み?|見通し|計画|方針)で|したが|ましたが|ているが|ておりますが|するほか|したほか|ほか|とともに|する中で"
    r"|中で|うえで|上で|ものの|(?<!と)(?<!の)(?<!こ)(?:る|(?<!てい)(?<!でい)(?<!あっ)(?<!だっ)(?<!なかっ)た|ます|です|(?:な|た)い|せん)が)$"
)
_NO_JOINT: Final = re.compile(
    r"(?:より|から|まで|ため|ついて|関して|対して|おいて|よって|より|として|向けて|当たり|あたり"
    r"|伴い|際し|基づき|沿って|踏まえ|加え|加えて|通じて|受け|鑑み|応じ|応じて|とおり|及び|並びに"
    r"|又は|また|さらに|改めて|併せて|あわせて|特に|引き続き|とり|かかり|関し|対し|おり(?<!ており)"
    r"|(?<!うえ)(?<!ととも)に)$"
)
# Lines that only say whom to ask, or what the marks of a table mean.
ASIDE: Final = re.compile(
    r"[>＞ 　]*(?:凡例|※[^。]{0,4}[○△×◎●■□✅🔄⏳].{0,4}[:：])"
    r"|[(（【]?(?:本件に関する|この件に関する)?(?:お?問い?合わ?せ先?|連絡先|照会先|電話|TEL|ＴＥＬ|E-?mail|〒)"
    r"(?:番号)?(?:[:：）)】\]／/]|[ 　]*[-ー0-9０-９(（]|[ 　]+\S|\n|$|は[^。]{0,40}(?:まで|ください|下さい))"
    r"|.{0,30}電話[番号]*[:： 　]*[0-9０-９]{2,4}[-－(（]"
)
_LEAD: Final = re.compile(
    r"(?:また|さらに|更に|なお|加えて|併せて|あわせて|その後|次に|そこで|このため|そのため"
    r"|これを受け(?:て)?|上記に加え(?:て)?|以上に加え(?:て)?|これに加え(?:て)?|そのほか|このほか"
    r"|一方(?:で)?|具体的には|まず|特に|同様に)[、，][ 　]*"
)


def lines(text: str) -> Iterator[Span]:
    """The lines that are not blank, without the blanks at their edges."""
    start = 0
    for part in text.split("\n"):
        span = trimmed(text, start, start + len(part))
        if span[0] < span[1]:
            yield span
        start += len(part) + 1


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a stretch: up to and with each 。 outside of brackets, and a bracket right behind it."""
    found: list[Span] = []
    for first, last in _cut(text, start, end, "。"):
        if (
            found
            and first < last
            and text[first] in BESIDE
            and brackets(text, first, last)[:1] == [(first + 1, last - 1)]
        ):
            found[-1] = found[-1][0], last
        elif first < last:
            found.append((first, last))
    return found


def chunks(text: str, start: int, end: int) -> list[Span]:
    """The pieces of a sentence between commas, each with its comma."""
    return [span for span in _cut(text, start, end, "、，") if span[0] < span[1]]


def is_joint(text: str, end: int) -> bool:
    """Whether the words that end at `end` (its comma aside) end a clause."""
    before = text[max(0, end - 60) : end].rstrip("、， 　")
    closed = brackets(before, 0, len(before))
    if closed and closed[-1][1] == len(before) - 1:
        # 改正し（令和6年3月25日）、
        before = before[: closed[-1][0] - 1]
    return _JOINT.search(before) is not None and _NO_JOINT.search(before) is None


def brackets(text: str, start: int, end: int) -> list[Span]:
    """What stands in brackets at the outermost level, without the brackets; not in quotation marks."""
    found: list[Span] = []
    first = _OPENS.search(text, start, end)
    if first is None:
        return found
    start = first.start()
    depth, opened = 0, -1
    for place in range(start, end):
        letter = text[place]
        if letter in _OPEN:
            if depth == 0:
                opened = place
            depth += 1
        elif letter in _CLOSE and depth:
            depth -= 1
            if depth == 0 and text[opened] in BESIDE:
                found.append((opened + 1, place))
    return found


def without_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    kept, last = [], 0
    for start, end in brackets(text, 0, len(text)):
        kept.append(text[last : start - 1])
        last = end + 1
    rest = text[last:]
    opened = max(rest.rfind("（"), rest.rfind("("))
    if opened >= 0 and not set(rest[opened:]) & set(_CLOSE):
        # A bracket that the end of a line has cut off.
        rest = rest[:opened]
    return "".join([*kept, rest])


def without_lead(text: str, start: int, end: int) -> int:
    """Where a statement begins after また、 さらに、 and the like."""
    while (found := _LEAD.match(text, start, end)) is not None:
        start = found.end()
    return start


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without blanks at its edges."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _cut(text: str, start: int, end: int, signs: str) -> Iterator[Span]:
    depth, begun = 0, start
    for place in range(start, end):
        letter = text[place]
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        elif letter in signs and depth == 0:
            yield trimmed(text, begun, place + 1)
            begun = place + 1
    yield trimmed(text, begun, end)
