"""The head and foot of a letter in running text: who writes, under which number, and when. Pure."""

from __future__ import annotations

import re
from typing import Final

from importers.roles import is_meta

_PRINTED_DAY: Final = (
    r"(?:(?:令和|平成)[ 　]*[0-9０-９元]{1,2}|20[0-9]{2})[ 　]*年"
    r"[ 　]*[0-9０-９]{1,2}[ 　]*月[ 　]*[0-9０-９]{1,2}[ 　]*日"
)
# Who signs, the number of the letter, and the day, on one line.
_SIGNED: Final = re.compile(
    rf"[^をがにはで。、]{{0,24}}(?:会社|庁|[都道府県市区町村]|[部局課室]|長)[ 　]*{_PRINTED_DAY}[ 　]*"
    rf"|(?:[^ 　、。]{{1,14}}第[ 　]*[0-9０-９の－-]+号[ 　]*)?{_PRINTED_DAY}"
    r"(?:[ 　]+[^をがにはで。、]{0,24}(?:会社|庁|[都道府県市区町村]|[部局課室]|長))?[ 　]*"
)
_HEAD: Final = re.compile(r"[ 　]*([^:：。、]{2,12})[:：][^。]{1,40}")


def is_head(line: str) -> bool:
    """Whether a line only says who writes, under which number and when, signed or with a label (報告年月日：…)."""
    if _SIGNED.fullmatch(line):
        return True
    found = _HEAD.fullmatch(line)
    return found is not None and is_meta(re.sub(r"\s", "", found[1]))
