"""Which cells of a workbook show a percentage: the format is the style's, the value alone would read 0.85."""

from __future__ import annotations

import posixpath
import re
from xml.etree import ElementTree

from importers.readers.package import Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STYLED = re.compile(rb"""<c\s[^>]*>""")
_POSITION = re.compile(rb"""\sr=["']([A-Z]+)([0-9]+)["']""")
_STYLE = re.compile(rb"""\ss=["']([0-9]+)["']""")


def percent_cells(package: Package) -> dict[str, frozenset[tuple[int, int]]]:
    """By sheet name, the row and column (from 0) of the cells whose number format has a percent sign."""
    styles = package.parts.get("xl/styles.xml", b"")
    if b"%" not in styles and not re.search(rb"""numFmtId=["'](?:9|10)["']""", styles):
        return {}
    wanted = _percent_styles(styles)
    if not wanted:
        return {}
    return {name: _cells(package.parts.get(part, b""), wanted) for name, part in _sheet_parts(package).items()}


def _percent_styles(styles: bytes) -> frozenset[bytes]:
    # The package has refused entity declarations.
    root = ElementTree.fromstring(styles)  # noqa: S314
    formats = {"9", "10"}
    for entry in root.iter(f"{_MAIN}numFmt"):
        if "%" in entry.get("formatCode", ""):
            formats.add(entry.get("numFmtId", ""))
    cells = root.find(f"{_MAIN}cellXfs")
    entries = list(cells) if cells is not None else []
    return frozenset(str(index).encode() for index, entry in enumerate(entries) if entry.get("numFmtId") in formats)


def _sheet_parts(package: Package) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    workbook, links = package.parts.get("xl/workbook.xml"), package.parts.get("xl/_rels/workbook.xml.rels")
    if workbook is None or links is None:
        return {}
    targets = {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in ElementTree.fromstring(links)  # noqa: S314
    }
    sheets = ElementTree.fromstring(workbook).iter(f"{_MAIN}sheet")  # noqa: S314
    return {sheet.get("name", ""): targets.get(sheet.get(_LINK, ""), "") for sheet in sheets}


def _cells(sheet: bytes, wanted: frozenset[bytes]) -> frozenset[tuple[int, int]]:
    found = set()
    for element in _STYLED.findall(sheet):
        style = _STYLE.search(element)
        if style is not None and style[1] in wanted and (position := _POSITION.search(element)) is not None:
            column = 0
            for letter in position[1]:
                column = column * 26 + letter - 64
            found.add((int(position[2]) - 1, column - 1))
    return frozenset(found)
