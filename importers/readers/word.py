"""Makes a Word document's XML ready for the converter: what it would drop is put where it is read.

List numbers are written out (the converter knows only that there is a list), text boxes without an old-style twin,
simple fields and ruby bases are unwrapped, hidden text is taken out, cells that a row skips are put in.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from importers.readers.build import Builder
from importers.readers.markup import NUMBER_END, NUMBER_START
from importers.readers.package import Package
from importers.readers.wordnumbers import Numbers
from store.problem import Problem

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
DEEPEST = 200
"""Elements inside each other; documents written by people stay below 60."""
MOST_ELEMENTS = 200_000
"""Paragraphs, runs, cells and the like; a page of dense text has some 200."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
# What the converter needs of an element's properties, and what it needs not at all: it is slow, some 50 µs an element.
_KEPT = {
    f"{W}pPr": {f"{W}{name}" for name in ("pStyle", "numPr", "rPr")},
    f"{W}rPr": {f"{W}{name}" for name in ("strike", "vertAlign", "vanish", "rStyle", "del")},
    f"{W}tcPr": {f"{W}{name}" for name in ("gridSpan", "vMerge")},
    f"{W}trPr": {f"{W}{name}" for name in ("tblHeader", "gridBefore", "gridAfter", "del")},
}
# All that the converter asks of a style and of a numbering: Word's own templates have thousands of elements beside it.
_ASKED = {
    f"{W}{parent}": {f"{W}{name}" for name in names}
    for parent, names in {
        "styles": ("style",),
        "style": ("name", "pPr"),
        "pPr": ("numPr",),
        "numbering": ("abstractNum", "num"),
        "abstractNum": ("lvl", "numStyleLink"),
        "lvl": ("numFmt", "pStyle"),
        "num": ("abstractNumId",),
    }.items()
}
_NEEDLESS = {
    f"{W}{name}"
    for name in (
        *("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "commentRangeStart"),
        *("commentRangeEnd", "tblPr", "tblGrid", "sectPr"),
    )
}
_UNWRAPPED = (f"{W}fldSimple", f"{W}dir", f"{W}bdo")


def prepare(package: Package, builder: Builder) -> None:
    """Rewrite the document's main part in place, and count tracked changes and hidden text in the notices."""
    path = builder.watch.path
    root = _parse(package.parts[DOCUMENT], path)
    body = root.find(f"{W}body")
    if body is None:
        raise Problem("{path}: is a damaged Word file: it has no body", path=path)
    numbering, styles = (_part(package, name, path) for name in (NUMBERING, STYLES))
    numbers = Numbers(numbering, styles)
    for name, part in ((NUMBERING, numbering), (STYLES, styles)):
        if part is not None:
            _leave_asked(part)
            package.parts[name] = _packed(part)
    _rewrite(root, path)
    elements = sum(1 for _ in root.iter())
    if elements > MOST_ELEMENTS:
        raise Problem(
            "{path}: has {count} elements of text; up to {limit} are read",
            path=path,
            count=elements,
            limit=MOST_ELEMENTS,
        )
    inserted = sum(1 for _ in root.iter(f"{W}ins")) + sum(1 for _ in root.iter(f"{W}moveTo"))
    deleted = sum(1 for _ in root.iter(f"{W}del")) + sum(1 for _ in root.iter(f"{W}moveFrom"))
    if inserted:
        builder.notice("{count} tracked insertions were read as part of the text", count=inserted)
    if deleted:
        builder.notice("{count} tracked deletions were left out", count=deleted)
    hidden = _drop_hidden(root)
    if hidden:
        builder.notice("{count} hidden passages were left out", count=hidden)
    for paragraph in root.iter(f"{W}p"):
        _write_number(paragraph, numbers)
    package.parts[DOCUMENT] = _packed(root)


def _parse(part: bytes, path: str) -> Element:
    """The part's tree, refused when it is nested so deep that a converter would not come back from it."""
    try:
        return ElementTree.fromstring(part, ElementTree.XMLParser(target=_Shallow(path)))  # noqa: S314 - no entities
    except ElementTree.ParseError as error:
        line, column = error.position
        raise Problem(
            "{path}: is a damaged Word file: its XML breaks off at line {line}, column {column}",
            path=path,
            line=line,
            column=column,
        ) from error


class _Shallow(ElementTree.TreeBuilder):
    """Builds a tree and counts how deep it goes."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Problem(
                "{path}: its elements stand more than {limit} deep inside each other", path=self.path, limit=DEEPEST
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _part(package: Package, name: str, path: str) -> Element | None:
    return _parse(package.parts[name], path) if name in package.parts else None


def _packed(root: Element) -> bytes:
    packed: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return packed


def _leave_asked(element: Element) -> None:
    """Take out what the converter does not ask for; elements of other vocabularies stay."""
    asked = _ASKED.get(element.tag)
    if asked is None:
        return
    element[:] = [child for child in element if child.tag in asked or not child.tag.startswith(W)]
    for child in element:
        _leave_asked(child)


def _rewrite(element: Element, path: str) -> None:
    """Depth first: children are put right before the elements that hold them."""
    children: list[Element] = []
    for child in list(element):
        if child.tag in _NEEDLESS:
            continue
        if child.tag in _KEPT:
            child[:] = [part for part in child if part.tag in _KEPT[child.tag]]
            if not len(child):
                continue
        if child.tag == f"{_MC}AlternateContent":
            child = _text_boxes(child) if child.find(f"{_MC}Fallback") is None else _fallback(child)
        elif child.tag == f"{W}drawing":
            child = _text_boxes(child)
        _rewrite(child, path)
        if child.tag in _UNWRAPPED:
            children.extend(child)
        elif child.tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            children.extend(text for run in (base if base is not None else ()) for text in run)
        else:
            if child.tag == f"{W}tr":
                _fill_skipped(child)
            children.append(child)
    element[:] = children


def _fallback(alternate: Element) -> Element:
    """Only the old-style twin: the converter reads that, and the other would be counted twice."""
    for choice in alternate.findall(f"{_MC}Choice"):
        alternate.remove(choice)
    return alternate


def _text_boxes(drawing: Element) -> Element:
    """A drawing whose text boxes are put into the form that the converter reads; without any, as it is."""
    boxes = list(drawing.iter(f"{W}txbxContent"))
    if not boxes:
        return drawing
    picture = Element(f"{W}pict")
    for box in boxes:
        ElementTree.SubElement(picture, f"{_V}textbox").append(box)
    return picture


def _fill_skipped(row: Element) -> None:
    """Put an empty cell where a row begins or ends inside the grid (gridBefore, gridAfter)."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return
    for name, at_start in (("gridBefore", True), ("gridAfter", False)):
        skipped = properties.find(f"{W}{name}")
        count = skipped.get(f"{W}val", "0") if skipped is not None else "0"
        if count.isdecimal() and 0 < int(count) < 100:
            cell = Element(f"{W}tc")
            span = ElementTree.SubElement(ElementTree.SubElement(cell, f"{W}tcPr"), f"{W}gridSpan")
            span.set(f"{W}val", count)
            ElementTree.SubElement(cell, f"{W}p")
            row.insert(list(row).index(properties) + 1 if at_start else len(row), cell)


def _drop_hidden(root: Element) -> int:
    """Take out runs with the hidden property; how many had text."""
    dropped = 0
    for parent in root.iter():
        for run in parent.findall(f"{W}r"):
            vanish = run.find(f"{W}rPr/{W}vanish")
            if vanish is not None and vanish.get(f"{W}val") not in ("0", "false"):
                dropped += any(text.text for text in run.iter(f"{W}t"))
                parent.remove(run)
    return dropped


def _write_number(paragraph: Element, numbers: Numbers) -> None:
    """Write a list number at the head of the paragraph's text, in place of the numbering property."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return
    if properties.find(f"{W}rPr/{W}del") is not None:
        return  # A deleted paragraph has no number of its own.
    label = numbers.next_label(properties)
    if label is None:
        return
    numbering = properties.find(f"{W}numPr")
    if numbering is not None:
        properties.remove(numbering)
    if label:
        run = Element(f"{W}r")
        text = ElementTree.SubElement(run, f"{W}t")
        text.text = f"{NUMBER_START}{label}{NUMBER_END}"
        paragraph.insert(list(paragraph).index(properties) + 1, run)
