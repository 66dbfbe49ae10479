"""What only the styles of a workbook tell of its cells: percentages (the value alone would read 0.85), and what is
struck out.
"""

from __future__ import annotations

import posixpath
import re
from xml.etree import ElementTree

from importers.readers.package import Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STYLED = re.compile(rb"""<c\s[^>]*>""")
_POSITION = re.compile(rb"""\sr=["']([A-Z]+)([0-9]+)["']""")
_STRIKE = re.compile(rb"<(?:[a-z]+:)?strike[ />]")
_STRUCK_RUN = re.compile(
    rb"<((?:[a-z]+:)?)r>\s*<\1rPr>(?:(?!</\1rPr>).){0,600}?<\1strike(?:\s+val=[\"'](?:1|true)[\"'])?\s*/>"
    rb"(?:(?!</\1rPr>).){0,600}</\1rPr>\s*<\1t[^>]*>[^<]*</\1t>\s*</\1r>",
    re.DOTALL,
)
_HIDDEN = re.compile(rb"""<(?:[a-z]+:)?(?:row|col)\s[^<>]*?\bhidden\s*=\s*["'](?:1|true)["']""")
_STYLE = re.compile(rb"""\ss=["']([0-9]+)["']""")


Positions = dict[str, frozenset[tuple[int, int]]]
"""By sheet name, rows and columns (from 0) of some cells."""


def percent_cells(package: Package) -> Positions:
    """The cells whose number format has a percent sign."""
    styles = package.parts.get("xl/styles.xml", b"")
    if b"%" not in styles and not re.search(rb"""numFmtId=["'](?:9|10)["']""", styles):
        return {}
    return _in_styles(package, _percent_styles(styles))


def struck_cells(package: Package) -> Positions:
    """The cells whose whole text is struck out."""
    styles = package.parts.get("xl/styles.xml", b"")
    if b"strike" not in styles or _STRIKE.search(styles) is None:
        return {}
    root = ElementTree.fromstring(styles)  # noqa: S314 - the package has refused entity declarations
    fonts = root.find(f"{_MAIN}fonts")
    struck = {
        str(index)
        for index, font in enumerate(fonts if fonts is not None else ())
        if (strike := font.find(f"{_MAIN}strike")) is not None and strike.get("val", "1") not in ("0", "false")
    }
    cells = root.find(f"{_MAIN}cellXfs")
    entries = list(cells) if cells is not None else []
    return _in_styles(
        package,
        frozenset(str(index).encode() for index, entry in enumerate(entries) if entry.get("fontId") in struck),
    )


def hidden_lines(package: Package) -> dict[str, int]:
    """By sheet name, how many of its rows and columns are hidden."""
    if not any(b"hidden" in part for name, part in package.parts.items() if "worksheets" in name):
        return {}
    return {name: len(_HIDDEN.findall(package.parts.get(part, b""))) for name, part in _sheet_parts(package).items()}


def drop_struck_runs(package: Package) -> int:
    """Take the struck out runs out of cells of which only a part is struck; how many."""
    count = 0
    for name, part in package.parts.items():
        if b"strike" in part and not name.endswith("styles.xml") and _STRIKE.search(part) is not None:
            package.parts[name], dropped = _STRUCK_RUN.subn(b"", part)
            count += dropped
    return count


def _in_styles(package: Package, wanted: frozenset[bytes]) -> Positions:
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
