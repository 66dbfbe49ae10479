"""The sentences that importers, the date reader and the rules give as reasons, in the language in use.

Below tui a reason is English text with its places filled, and several are joined by `; `. Here each is found again by
its form, and said in the reader's language with the same values; what has no form here stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from store import words
from tui.i18n import N_, _, lang

FORMS: Final = (
    # importers/wording.py
    N_("the register has no record with this key"),
    N_("this column tells of the record above the row; correct it there"),
    N_("this column is worked out from the record and the day; what was typed there is not taken"),
    N_("only the office's own acts change this; an import never does"),
    N_("an import can claim, but never verify, return or withdraw"),
    N_("this is no status"),
    N_("the register keeps its decision ({status}); a claim does not change it"),
    N_("the file gives this field twice, with different values"),
    N_("a row without a key needs the key or the name of an entity on file"),
    N_("the entity has no such item of guidance"),
    N_("a row without a key needs the number of its item; the entity has several"),
    N_("it is not certain which item of the guidance this measure answers; match it"),
    N_("several measures on file are equally alike; match it"),
    N_("several milestones on file are equally alike ({keys}); match it"),
    N_("the measure above is to be matched first"),
    N_("the register has no entity {name}: if it is one on file under another name, match that one"),
    N_("the document does not say who sent it"),
    N_("a new entity needs a key of its own, with which all keys below it begin"),
    N_("the document does not say on which day the guidance was given"),
    N_("several days of guidance are named ({days}): give the one that is meant"),
    N_("the register has no guidance of this day: if one on file is meant, match it"),
    N_("the document speaks of guidance of {days}, which is not on file: it is held against {keys}"),
    N_("the document does not say which case the guidance is about"),
    N_("if this is the same as a case on file, match it"),
    N_("the document does not repeat what the guidance asked for"),
    N_("none of the items on file is alike: match the one that is meant, or the guidance for a new one"),
    N_("matched as the measure's only other promise, though the words differ"),
    N_("the document does not mention it"),
    N_("the demanded report, which was not on file, is received"),
    N_("the document repeats the words on file; the register is further"),
    N_("nothing new since it was returned"),
    N_("a row without a key needs a measure's heading or a text"),
    N_("期限の設定: a due date is stated for the first time"),
    N_("期限の削除: no due date"),
    N_("延期: due {days} days later"),
    N_("前倒し: due {days} days earlier"),
    N_("a fresh claim on what was returned"),
    N_("後退: the register has {before}, the document says {after}"),
    # importers/settle.py, report.py, notes.py, months.py, assemble.py, row_dates.py, anchors.py
    N_("the words do not say whether this is done or planned"),
    N_("told as done, with a day after the document's own"),
    N_("promised for a day that is past on the document's day"),
    N_("the document says that this is given up; only the office can withdraw a promise"),
    N_("several days stand here; the one taken is the likeliest"),
    N_("no year is printed; the coming one is taken"),
    N_("the sentence ends on a noun and names no day; read as done"),
    N_("what is told as done is a step on the way; the limit of the row is still to come"),
    N_("the words give no last day"),
    N_("the document's own day was not found; years that it leaves out are counted from {day}"),
    N_("only the name of the file or sheet says who sent it ({evidence})"),
    N_("sheet {sheet} was taken for an example of how to fill the form in, and not read"),
    N_("no year is printed over the months; they are taken as those of the document's fiscal year"),
    N_("several measures share one cell for their state"),
    N_("another column of the row names a later day"),
    N_("no year is printed here; it is taken from the row's own date"),
    N_("{times} times in a period that does not divide evenly"),
    # importers/own_cells.py, own_plan.py, run.py
    N_("there is no such day: {text}"),
    N_("this is no day: {text}"),
    N_("this is no whole number: {text}"),
    N_("this is neither true nor false: {text}"),
    N_("columns that are not the register's were not read: {columns}"),
    N_("nothing differs"),
    # importers/date_*.py
    N_("{month} has {count} days, no day {day}"),
    N_("{month} has no weekday of that kind for the {count}th time"),
    N_("there is no month {month}"),
    N_("the year {year} is out of range"),
    N_("{printed} is out of range"),
    N_("{printed} never was: an era begins with 元年"),
    N_("{printed} never was: {era} ended in its year {year}"),
    N_("{printed} never was: {era} began on {day}"),
    N_("{printed} never was: {era} ended on {day}"),
    N_("{printed} was counted in the lunisolar calendar in use before 1873"),
    N_("the two years beside each other differ: {one} and {other}"),
    N_("{day} is {actual}, not {printed}"),
    N_("no such day"),
    # store/recurrence.py
    N_("it is not of the form FREQ=…;INTERVAL=…"),
    N_("FREQ is none of {periods}"),
    N_("INTERVAL is not a number from 1 to {most}"),
    N_("UNTIL is not of the form YYYYMMDD"),
    # store/check.py, of a row that the store would refuse
    N_("{key}: {field} is missing"),
    N_("{key}: {field} cannot be {value}"),
    N_("{key}: {field} is not a {type}: {value}"),
    N_("{key}: {field} holds half a character at position {position}"),
    N_("{key}: {value} is no status"),
    N_("{key}: {value} is no recurrence rule: {reason}"),
    # The system's, where a file cannot be used
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("File exists"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("Operation not permitted"),
    N_("Input/output error"),
    N_("Device or resource busy"),
    N_("Stale file handle"),
    N_("Too many open files"),
    N_("Connection timed out"),
    N_("embedded null byte"),
    # importers/readers/formats.py: what a file is that no reader takes
    N_("an old Word or Excel file (.doc, .xls) or a password-protected one"),
    N_("an RTF file"),
    N_("a picture"),
    N_("a picture (JPEG)"),
    N_("a picture (PNG)"),
    N_("a picture (GIF)"),
    N_("a picture (BMP)"),
    N_("a picture (TIFF)"),
    N_("a film"),
    N_("a gzip archive"),
    N_("a 7-Zip archive"),
    N_("a RAR archive"),
    N_("a program"),
    N_("a database"),
    # importers/readers: what of a document was not read
    N_("{count} tracked insertions were read as part of the text"),
    N_("{count} tracked deletions were left out"),
    N_("{count} hidden passages were left out"),
    N_("{count} comments were not read"),
    N_("{count} formulas were not read"),
    N_("{count} charts were not read"),
    N_("{count} diagrams were not read"),
    N_("{count} embedded files were not read"),
    N_("{count} macro projects were not read"),
    N_("page headers and footers were not read"),
    N_("{count} page numbers, headers and footers were left out"),
    N_("{count} control characters were left out"),
    N_("{count} footnote marks were left out of the running text"),
    N_("{count} pictures were not read"),
    N_("{count} passages that are struck out were left out"),
    N_("{count} passages that the page hides were left out"),
    N_("sheet {sheet} is hidden and was not read"),
    N_("sheet {sheet} holds no cells (a chart or a macro) and was not read"),
    N_("{count} sheets have drawings or text boxes, which were not read"),
    N_("{count} sheets have comments, which were not read"),
    N_("{count} links to other workbooks were not followed"),
    N_("page {page} is a picture (a scan) and was not read"),
    N_("{count} characters of unknown fonts were left out"),
    N_("{count} turned characters were not read"),
    N_("{count} rows had numbers parted at a comma, which were joined again (line {lines})"),
    N_("{count} rows have more fields than the others, and what stands in them may have shifted (line {lines})"),
)
_JOIN: Final = "; "
_STATUSES: Final = frozenset({"status", "before", "after"})


def told(reason: str) -> str:
    """A reason, or several that are joined, in the language in use."""
    if lang() == "en" or not reason:
        return reason
    parts = reason.split(_JOIN)
    said: list[str] = []
    at = 0
    while at < len(parts):
        # A form can hold a semicolon itself, so the longest run of parts that is one is taken first.
        for end in range(len(parts), at, -1):
            one = _JOIN.join(parts[at:end])
            found = _one(one)
            if found is not None or end == at + 1:
                said.append(one if found is None else found)
                at = end
                break
    return "。".join(said)


def _one(reason: str) -> str | None:
    if reason in FORMS:
        return _(reason)
    for form, pattern in _patterns():
        found = pattern.fullmatch(reason)
        if found is not None:
            return _(form).format_map({name: _value(name, value) for name, value in found.groupdict().items()})
    return None


def _value(name: str, value: str) -> str:
    if name in _STATUSES:
        return words.word("status", value, lang())
    if name == "field":
        return words.word("field", value, lang())
    return told(value) if name == "reason" else value


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms that have places, as patterns; the longest first, so that the most particular one is taken."""
    made = []
    for form in sorted((form for form in FORMS if "{" in form), key=len, reverse=True):
        pieces = re.split(r"{(\w+)}", form)
        pattern = "".join(
            f"(?P<{piece}>(?:(?!{_JOIN}).)+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
        )
        made.append((form, re.compile(pattern, re.DOTALL)))
    return tuple(made)
