"""The lines at the head and the foot of a document, and the day that they date it with. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from importers import mail, notes
from importers.dates import Reading, read_dates
from importers.readers.grid import Content, Paragraph, Table
from importers.similar import squeezed

_HEAD: Final = 45
_FOOT: Final = 15
# A heading and two rows at least tell what all rows say alike.
_WHOLE: Final = 3
_ADDRESSEE: Final = re.compile(r"^(.{0,30}?(?:御中|(?<=[ 　長])殿|[ 　]様))[ 　:：]*(?=[^ 　:：])")
LABEL: Final = re.compile(
    r"^(?:報告者|提出者|提出元|作成者|作成機関|作成部署|団体名|機関名|事業者名?|法人名|会社名|名称"
    r"|報告団体|報告機関|報告主体|報告元|地方公共団体名|自治体名|組織名|商号|発信者|差出人|所属"
    r"|所管(?:部課|部局|課|部署)?|担当(?:部署|部課|部局)|送信者|From|author|organi[sz]ation|発行者?|回答者|回答団体|実施機関|行政機関名|県名|市名)(?:名称|名)?[:：]?"
)
_DATE_LABEL: Final = re.compile(
    r"(?:報告|作成|提出|回答|発出|記入|更新|基準|現在|送信|公開|掲載|公表)(?:年月)?日|日付|時点|^date:"
    # デジタル庁（令和8年1月30日提出）
    r"|[(（](?:付け?)?(?:報告|作成|提出|回答|発出|更新)(?:分|版)?[)）]$"
)
# The day on which the document itself was made or sent, before whatever day stands alone further down.
_OWN_DAY: Final = re.compile(r"^[(（【]?(?:報告|作成|提出|回答|発出|送信)(?:年月)?日[)）】]?[:：]")
# What announces a day that is not the document's.
_OTHER_DAY: Final = re.compile(r"期限|指導日|指導年月日|次回|次期|前回|予定")
_ORGANISATION: Final = re.compile(r"(?!.*(?:指導|期限|予定|事案))[^はがをにで、。:\d]{2,25}")
_AS_OF: Final = re.compile(r"(?:時点|現在)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line at the head or the `late` foot of a document: whether a label stands beside it, whether it is a cell."""

    text: str
    labelled: bool = False
    late: bool = False
    cell: bool = False


def lines(content: Content) -> Iterator[Line]:
    """The lines at the head and the foot of a document."""
    lines: list[Line] = []
    for block in notes.own(mail.own(content.blocks)):
        if isinstance(block, Paragraph):
            lines.extend(Line(line) for line in block.text.split("\n") if not mail.is_addressed(line))
        else:
            lines.extend(_columns(block))
            for row in (*block.rows[:12], *block.rows[12:][-4:]):
                wide = sum(bool(cell.text) and not cell.continued for cell in row) > 2
                cells = [cell for cell in row if not cell.continued and cell.text]
                lines.extend(
                    Line(f"{left.text}：{right.text}")
                    for left, right in pairwise(cells)
                    if len(left.text) <= 12 and len(right.text) <= 40 and "\n" not in left.text + right.text
                )
                for place, cell in enumerate(cells):
                    before = squeezed(cells[place - 1].text) if place else ""
                    labelled = place > 0 and LABEL.fullmatch(before) is not None
                    alone = not wide or LABEL.match(squeezed(cell.text)) is not None
                    short = len(cell.text) <= 40 and "\n" not in cell.text and alone
                    if labelled or (short and not re.search(r"(?:日|月|期限|時期|予定)$", before)):
                        lines.append(Line(cell.text, labelled, cell=True))
        if len(lines) > 4000:
            break
    # Who is addressed, and who signs beneath, may have been read as one line.
    lines = [replace(line, text=part) for line in lines for part in _ADDRESSEE.sub("\\1\n", line.text).split("\n")]
    yield from lines[:_HEAD]
    yield from (replace(line, late=True) for line in lines[_HEAD:][-_FOOT:])


def _columns(table: Table) -> Iterator[Line]:
    """Columns that say the same of every row, who reports and when, as lines with the heading for a label."""
    if len(table.rows) < _WHOLE:
        return
    for place, cell in enumerate(table.rows[0]):
        label = squeezed(cell.text)
        values = {row[place].text for row in table.rows[1:] if row[place].text}
        if len(values) == 1 and (LABEL.fullmatch(label) or _OWN_DAY.match(f"{label}:")):
            yield Line(f"{cell.text}：{values.pop()}")


def document_day(content: Content, today: date) -> tuple[date | None, str]:
    """The document's day and what it rests on: a line that is a date, a labelled date, an as-of date; (None, "")."""
    labelled: list[tuple[date, str]] = []
    cells: list[tuple[date, str]] = []
    as_of: list[tuple[date, str]] = []
    pending, made = False, False
    for own in lines(content):
        if own.late:
            continue
        line = own.text
        sent = mail.day_of(line)
        if sent is not None:
            labelled.append((sent, line.strip()))
        readings = [reading for reading in read_dates(line, today) if _is_day(reading)]
        plain = squeezed(line)
        if len(readings) == 1 and len(plain) <= 40:
            day = readings[0].start or today
            rest = squeezed(line[: readings[0].offset] + line[readings[0].offset + readings[0].length :])
            rest = rest.replace("障がい", "障害")
            if re.fullmatch(
                r"[(（]?(?:[月火水木金土日](?:曜日)?)?[)）]?(?:[0-9一-龥ァ-ヶA-Z]{0,14}第?[0-9\-の]+号|(?:[一-龥ァ-ヶー]{0,8}(?:番号|ID)[:：]?)?[0-9\-]{3,12})?",
                rest,
            ):
                if own.cell and not own.labelled:
                    # A day among others of a table dates the document only where nothing else does.
                    cells.append((day, line.strip()))
                    continue
                if not pending and not made and day <= today:
                    return day, line.strip()
                labelled.append((day, line.strip()))
            elif _ORGANISATION.fullmatch(rest) and (
                readings[0].offset == 0 or readings[0].offset + readings[0].length >= len(line.rstrip("*_）) 　"))
            ):
                # A right-hand block (the day, and beneath it who signs) that was read as one line, or both on one.
                labelled.append((day, line.strip()))
            elif _AS_OF.search(rest):
                as_of.append((day, line.strip()))
            elif _DATE_LABEL.search(rest) and not re.search(r"期限|予定|指導|次回|前回", rest):
                if _OWN_DAY.match(plain) and not made:
                    labelled, made = [(day, line.strip())], True
                labelled.append((day, line.strip()))
        pending = bool(_OTHER_DAY.search(plain)) and len(plain) <= 16
    for found in (labelled, as_of, [own for own in cells if own[0] <= today]):
        if found:
            return found[0]
    return None, ""


def _is_day(reading: Reading) -> bool:
    return reading.start is not None and reading.start == reading.end and reading.kind in ("day", "relative")
