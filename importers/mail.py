"""A report sent as the text of an e-mail: its header lines, and what it quotes of the letter that it answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Final

from importers.readers.grid import Paragraph, Table

_DATE: Final = re.compile(r"[ 　]*(?:Date|Sent)[ 　]*[:：][ 　]*(?P<day>.+)", re.IGNORECASE)
_ADDRESSED: Final = re.compile(r"[ 　]*(?:To|Cc|Bcc|宛先|送信先)[ 　]*[:：]", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[ 　]*[>＞](?!=)")
_FORMER: Final = re.compile(
    r"[ 　]*[-‐_－]{2,}[ 　]*(?:Original Message|Forwarded message|元のメッセージ|転送(?:された)?メッセージ)"
    r"|On .{6,60} wrote:$|.{4,60}のメール(?:に|で)(?:は)?[:：]$",
    re.IGNORECASE,
)


def day_of(line: str) -> date | None:
    """The day of a `Date:` header as mail programs write it (Fri, 24 May 2024 17:12:08 +0900), None for other lines."""
    found = _DATE.fullmatch(line)
    if found is None:
        return None
    try:
        return parsedate_to_datetime(found["day"]).date()
    except (ValueError, OverflowError):
        return None


def is_addressed(line: str) -> bool:
    """Whether a header line names who receives the letter."""
    return _ADDRESSED.match(line) is not None


def own(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks without what the letter quotes: lines behind `>`, and all beneath the head of the letter answered."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if _FORMER.match(block.text):
                return
            if _QUOTED.match(block.text):
                continue
        yield block
