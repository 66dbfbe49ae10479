"""The inquiry letter as a Word document: A4, each form on a landscape sheet of its own.

python-docx stamps its files with the time of writing; they are packed anew with a fixed one, so that the same letter
is the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any, BinaryIO, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports.letter import Form, Letter, Matter, letter
from exports.letter_wording import tell
from exports.status import WeeklyStatus
from exports.wording import say
from store.words import Lang

_PACKED: Final = (1980, 1, 1, 0, 0, 0)
# Widths in millimetres of the forms' columns.
_WIDTHS: Final = {"reply": (58, 62, 24, 26, 28, 34, 35), "plan_form": (50, 62, 48, 57, 25, 25)}
_FONT: Final = {"ja": "Yu Mincho", "en": "Times New Roman"}


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang, entity: str) -> None:
    """Write the letter to one entity."""
    found = letter(status, lang, entity)
    document = Document()
    _set_up(document, found, datetime.combine(status.as_of, time()))
    _head(document, found)
    _matters(document, found)
    for form in found.forms:
        _form(document, form, found)
    made = io.BytesIO()
    document.save(made)
    stream.write(_packed(made))


def _set_up(document: Any, found: Letter, day: datetime) -> None:
    properties = document.core_properties
    properties.title = tell("subject", found.lang)
    properties.author = ""
    properties.comments = ""
    properties.language = found.lang
    properties.created = properties.modified = day
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.font.name = _FONT[found.lang]
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT["ja"])
    normal.paragraph_format.space_after = Pt(4)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)


def _head(document: Any, found: Letter) -> None:
    lang = found.lang
    for text in (tell("draft", lang), tell("number", lang), found.day):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(found.addressee)
    document.add_paragraph(tell("sender", lang)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    subject = document.add_paragraph()
    subject.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subject.paragraph_format.space_before = subject.paragraph_format.space_after = Pt(12)
    run = subject.add_run(tell("subject", lang))
    run.bold = True
    run.font.size = Pt(12)
    opening = document.add_paragraph(found.opening)
    opening.paragraph_format.first_line_indent = Pt(10.5)
    document.add_paragraph(tell("below", lang)).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _matters(document: Any, found: Letter) -> None:
    lang = found.lang
    _bold(document, f"1 {tell('asked', lang)}")
    for number, point in enumerate(found.points, 1):
        document.add_paragraph(f"({number}) {point}").paragraph_format.left_indent = Mm(6)
    groups = [(name, held) for name, held in (("matters", found.matters), ("plans", found.plans)) if held]
    for number, (name, held) in enumerate(groups, 2):
        _bold(document, f"{number} {tell(name, lang)}")
        for place, matter in enumerate(held, 1):
            _matter(document, place, matter, lang)
    if tell("end", lang):
        document.add_paragraph(tell("end", lang)).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _matter(document: Any, place: int, matter: Matter, lang: Lang) -> None:
    heading = document.add_paragraph(f"({place}) {matter.heading}")
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(6)
    source = tell("source", lang, source=matter.source) if matter.source else ""
    quote = document.add_paragraph(tell("quote", lang, text=matter.quote) + source)
    quote.paragraph_format.left_indent = Mm(10)
    quote.paragraph_format.keep_with_next = True
    for what, value in matter.lines:
        line = document.add_paragraph()
        line.paragraph_format.left_indent = Mm(10)
        line.paragraph_format.space_after = Pt(0)
        line.add_run(what + say("colon", lang)).bold = True
        line.add_run(value)


def _form(document: Any, form: Form, found: Letter) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    _bold(document, tell(form.name, found.lang))
    document.add_paragraph(found.addressee)
    document.add_paragraph(form.how)
    widths = _WIDTHS[form.name]
    table = document.add_table(rows=1, cols=len(form.headings), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _row(table.rows[0], form.headings, widths, bold=True)
    # The heading row comes again on every page.
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {}))
    for values in form.rows:
        _row(table.add_row(), values, widths)


def _row(row: Any, values: tuple[str, ...], widths: tuple[int, ...], *, bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, values, widths, strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(text)
        run.bold = bold
        run.font.size = Pt(8.5)
        layout = cell.paragraphs[0].paragraph_format
        layout.space_before = layout.space_after = Pt(2)


def _bold(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _packed(made: io.BytesIO) -> bytes:
    """The same package with every part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part))
    return out.getvalue()
