"""What a document prints beside its own word: notes beneath a table (※1 …), and the examples of a template. Pure.

A note with a number belongs to the cell that points to it; only what is still to come in a note is a promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from importers.claims import bare_claim
from importers.draft import Claim
from importers.headings import plain_number
from importers.pieces import Entry, Part
from importers.readers.grid import Cell, Paragraph, Table
from importers.similar import squeezed

_NOTE: Final = re.compile(
    r"[ 　]*[（(]?(?P<mark>(?:※|＊|\*|注)[ 　]*[0-9０-９]{0,2}|\[\^[^\]]{1,8}\])[)）]?[ 　]*[.．:：]?[ 　]*(?=\S)"
)
# A remark on one row: 3については、12月末時点で…
_ON_ROW: Final = re.compile(
    r"[ 　]*[（(]?(?:項番|番号|No\.?|№)?[ 　]*(?P<number>[0-9０-９]{1,2}|[①-⑳])[)）]?(?:について|に関して|の進捗)は?、?"
)
_POINTER: Final = re.compile(r"[（(\[［]?[ 　]*((?:※|＊|\*|注)[ 　]*[0-9０-９]{0,2}|\[\^[^\]]{1,8}\])[ 　]*[)）\]］]?")
_ROW: Final = "#"
_HEAD: Final = re.compile(r"[ 　]*[（(【［\[]?(?:補足|備考|注記?|特記事項|付記)[)）】］\]]?[:：]?[ 　]*$")
_LEGEND: Final = re.compile(r"[ 　]*(?:凡例|©|Copyright|ページの先頭|このページ|[◎○◯〇●△▲×✕■□]{1,2}[ 　]*[…:：])")
# A：完了　B：実施中　C：未着手
# ◎完了　○実施中　×遅延
_SIGNED: Final = re.compile(r"(?P<code>[◎○◯〇●△▲×✕])[ 　]*[：:＝=…]?[ 　]*(?P<words>[^ 　、,，／/◎○◯〇●△▲×✕]{1,12})")
_LATE: Final = re.compile(r"遅[延れ]")
_CODE: Final = re.compile(r"(?P<code>[A-EＡ-Ｅ1-5１-５])[ 　]*[：:＝=…][ 　]*(?P<words>[^ 　、,，／/A-EＡ-Ｅ]{1,12})")
_CODED: Final = re.compile(
    r"[ 　（(【]*(?:凡例|評価|区分|進捗|状況|達成度)?[)）】 　：:]*"
    r"(?:[A-EＡ-Ｅ1-5１-５][ 　]*[：:＝=…][ 　]*[^ 　、,，／/A-EＡ-Ｅ]{1,12}[ 　、,，／/]*){2}"
)
# ※令和6年9月末時点: what the table shows, and nothing more.
_AS_OF: Final = re.compile(r"[ 　]*[※＊*注(（][^。]{0,40}(?:時点|現在)(?:の(?:状況|進捗))?[)）。]*$")
# （注）「着手」の空欄は未着手を示す。
_MEANS: Final = re.compile(
    r"[ 　]*[（(【]?(?:※|＊|\*|注)[^。]{0,60}は、?[^。]{1,40}を"
    r"(?:示す|示します|表す|表します|意味する|意味します|いう|いいます|指す|指します)[。)）]*$"
)
_EXAMPLE_SHEET: Final = re.compile(r"(?:記[入載]|作成|入力)(?:例|見本|要領|方法|上の注意)|見本|サンプル|書き方|凡例")
_EXAMPLE_ROW: Final = re.compile(r"[（(【［\[]?(?:記[入載]|作成|入力)?例[0-9０-９]?[)）】］\]]?")
EXAMPLE: Final = "sheet {sheet} was taken for an example of how to fill the form in, and not read"


def note_of(line: str) -> tuple[str, int] | None:
    """The sign of the note that a line is (※1, 注2, ※, #3 for the row with that number) and where its words begin,
    None for other lines.
    """
    found = _NOTE.match(line)
    if found is not None:
        return _sign(found["mark"]), found.end()
    row = _ON_ROW.match(line)
    return None if row is None else (_ROW + plain_number(row["number"]), row.end())


def is_footnote(sign: str) -> bool:
    """Whether the sign of a note carries a number that the text points with."""
    return re.fullmatch(r"(?:※|注)[0-9]{1,2}|\[\^.*\]", sign) is not None


def is_legend(line: str) -> bool:
    """Whether a line says what the signs of a table mean (◎：完了), heads notes (（補足）), or is the page's own."""
    return any(pattern.match(line) is not None for pattern in (_LEGEND, _CODED, _HEAD, _AS_OF, _MEANS)) or bool(
        _signs(line)
    )


def pointed(entries: Iterable[Entry], lines: Sequence[Part]) -> tuple[list[Entry], set[str]]:
    """The entries, each with the notes that its cells point to; and the signs of those notes."""
    notes = {
        found[0]: line.sub(found[1], len(line.text)) for line in lines if (found := note_of(line.text)) is not None
    }
    found_entries, used = list(entries), set[str]()
    codes = _codes(lines)
    for entry in found_entries:
        coded = [part for part in entry.all("progress") if _sign(part.text) in codes]
        if coded:
            told = [part for part in entry.all("progress") if part not in coded]
            # 企画中 | Ｃ: the words say more than the letter.
            said = bool(told) and bare_claim(told[0].text) is not None
            entry.stated = None if said else codes[_sign(coded[0].text)]
            entry.parts["progress"] = told
        if notes:
            signs = [
                _sign(found[1])
                for parts in entry.parts.values()
                for part in parts
                for found in _POINTER.finditer(part.text)
            ]
            row = _ROW + plain_number(entry.one("number").text)
            if row in notes and entry.one("number").text:
                # It tells of the row's state, as a column for it would; beside such a column it is a note.
                entry.add("progress" if len(entry.all("progress")) < 2 else "note", notes[row])
                used.add(row)
            for sign in dict.fromkeys(signs):
                if sign in notes:
                    entry.add("note", notes[sign])
                    used.add(sign)
            for role, parts in entry.parts.items():
                if role != "note":
                    entry.parts[role] = [_without_pointer(part) for part in parts]
    return found_entries, used


def _without_pointer(part: Part) -> Part:
    """完了（※1） as 完了."""
    found = list(_POINTER.finditer(part.text))
    return part.sub(0, found[-1].start()) if found and found[-1].end() == len(part.text) and found[-1].start() else part


def _codes(lines: Iterable[Part]) -> dict[str, Claim]:
    """What the letters of a legend claim (A：完了　B：実施中)."""
    found: dict[str, Claim] = {}
    for line in lines:
        for code in _CODE.finditer(line.text) if _CODED.match(line.text) else ():
            claim = bare_claim(code["words"])
            if claim is not None:
                found[_sign(code["code"])] = claim
        found |= _signs(line.text)
    return found


def _signs(line: str) -> dict[str, Claim]:
    """What the signs of a legend claim (凡例：◎完了　○実施中　×遅延); nothing where one of them has no status word."""
    found: dict[str, Claim] = {}
    for code in _SIGNED.finditer(line):
        claim = "in_progress" if _LATE.match(code["words"]) else bare_claim(code["words"])
        if claim is None or _sign(code["code"]) in found:
            return {}
        found[_sign(code["code"])] = claim
    return found if len(found) > 1 else {}


def is_note_row(row: Sequence[Cell]) -> bool:
    """Whether a table's row is a note over its whole width."""
    filled = {(cell.offset, cell.text) for cell in row if cell.text}
    words = row[0].text
    return len(filled) == 1 and (
        note_of(words) is not None
        or _CODED.match(words) is not None
        or bool(_signs(words))
        or words.lstrip("（(【 ").startswith("凡例")
    )


def is_example_row(row: Sequence[Cell]) -> bool:
    """Whether a table's row is the example of a template."""
    first = next((cell.text for cell in row if cell.text), "")
    return _EXAMPLE_ROW.fullmatch(re.sub(r"\s", "", first)) is not None


def is_example_sheet(name: str | None) -> bool:
    """Whether a workbook's sheet shows how to fill the others in."""
    return bool(name) and _EXAMPLE_SHEET.search(re.sub(r"\s", "", name or "")) is not None


def own(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks without those of sheets that are examples."""
    return (block for block in blocks if not is_example_sheet(block.place.sheet))


def _sign(mark: str) -> str:
    return squeezed(mark).replace("*", "※")
