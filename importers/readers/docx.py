"""Word documents, as they read with all tracked changes accepted."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import mammoth  # type: ignore[import-untyped]

from importers.readers.build import Builder
from importers.readers.grid import Content
from importers.readers.markup import read_markup
from importers.readers.package import Package, unpack
from importers.readers.watch import Watch
from importers.readers.word import DOCUMENT, W, prepare

LARGEST_XML = 12_000_000
"""Bytes of unpacked XML; a page of dense text has some 20,000."""

_READ = re.compile(
    r"(?:.*\.rels|\[Content_Types\]\.xml|word/(?:document|styles|numbering|footnotes|endnotes|comments|header\d*|footer\d*)\.xml)"
)
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => h2:fresh",
        *(f"p[style-name='heading {level}'] => h6:fresh" for level in range(7, 10)),
    )
)
_BACK_LINK = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')


def read(data: bytes, watch: Watch) -> Content:
    """The content of a Word document. Raises Problem for what is encrypted, damaged, too large or empty.

    Tracked insertions are read, deletions are not; both are counted in the notices. Footnotes stand at the end.
    """
    package = unpack(data, watch.path, LARGEST_XML, lambda name: _READ.fullmatch(name) is not None)
    builder = Builder(watch)
    watch.step(0, 3)
    prepare(package, builder)
    watch.step(1, 3)
    converted: Any = mammoth.convert_to_html(
        package.packed(),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {}),
    )
    watch.step(2, 3)
    read_markup(_BACK_LINK.sub("", converted.value), builder)
    _name_unread(package, builder)
    watch.step(3, 3)
    return builder.content()


def _name_unread(package: Package, builder: Builder) -> None:
    """Say what the document holds besides its text."""
    comments = package.parts.get("word/comments.xml", b"").count(b"<w:comment ")
    if comments:
        builder.notice("{count} comments were not read", count=comments)
    for name, part in package.parts.items():
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name) and _has_words(part):
            builder.notice("page headers and footers were not read")
            break
    formulas = package.parts[DOCUMENT].count(b"<m:oMath>")
    if formulas:
        builder.notice("{count} formulas were not read", count=formulas)
    for folder, message in (
        ("word/charts/chart", "{count} charts were not read"),
        ("word/diagrams/data", "{count} diagrams were not read"),
        ("word/embeddings/", "{count} embedded files were not read"),
        ("word/vbaProject", "{count} macro projects were not read"),
    ):
        count = sum(name.startswith(folder) for name in package.others)
        if count:
            builder.notice(message, count=count)


def _has_words(part: bytes) -> bool:
    """Whether a header or footer says more than a page number."""
    root = ElementTree.fromstring(part)  # noqa: S314 - the package has refused entity declarations
    words = "".join(text.text or "" for text in root.iter(f"{W}t"))
    return re.search(r"[^\W\d_]", words) is not None
