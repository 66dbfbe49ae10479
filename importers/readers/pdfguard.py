"""Opens a PDF so that a hostile one cannot fill the memory: every packed stream and every page is measured first.

pdfminer unpacks whatever a stream unpacks to, and lays out whatever a page draws, forms inside forms included. Here
its parser hands out streams that know a limit, and its pages are drawn on a device that counts.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

from importers.readers.watch import Watch
from store.problem import Problem

MOST_UNPACKED = 100_000_000
"""Bytes of all streams that are unpacked for reading: page contents, fonts, object tables; pictures are not."""
MOST_OBJECTS = 40_000
"""Characters, lines and shapes of one page; a full page of text has some 2,000."""
LARGEST_CONTENTS = 4_000_000
"""Bytes of drawing operators of one page; a full page of text has some 50,000."""

MOST_OPEN = 500
"""Arrays and dictionaries open inside each other; a document has some ten."""

_FLATE = ("FlateDecode", "Fl")
_SLOW = ("LZWDecode", "LZW", "RunLengthDecode", "RL")
_LARGEST_SLOW = 200_000
# A packed collection of objects is parsed in one go.
_LARGEST_COLLECTION = 2_000_000
_CHUNK = 1 << 16


class _Budget:
    """How many bytes may still be unpacked, and how long it may take."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.path = watch.path
        self.left = MOST_UNPACKED

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Problem(
                "{path}: its pages unpack to more than {limit} bytes, far more than a report",
                path=self.path,
                limit=MOST_UNPACKED,
            )


class _Stream(PDFStream):
    """A stream that is measured before it is unpacked."""

    budget: _Budget

    def decode(self) -> None:
        self.budget.watch.check()
        data = self.rawdata or b""
        if self.decipher is not None and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for literal, _ in self.get_filters():
            name = getattr(literal, "name", "")
            if name in _FLATE:
                data = self._inflate(data)
            elif name in ("ASCII85Decode", "A85"):
                data = ascii85decode(data)
            elif name in ("ASCIIHexDecode", "AHx"):
                data = asciihexdecode(data)
            elif name in _SLOW and len(data) > _LARGEST_SLOW:
                raise Problem("{path}: uses an outdated packing for large contents", path=self.budget.path)
            else:
                break
        self.budget.spend(len(data))
        if len(data) > _LARGEST_COLLECTION and getattr(self.get("Type"), "name", "") == "ObjStm":
            raise Problem(
                "{path}: packs more than {limit} bytes of objects together, far more than a report",
                path=self.budget.path,
                limit=_LARGEST_COLLECTION,
            )
        super().decode()

    def _inflate(self, data: bytes) -> bytes:
        """Unpack in pieces, never more than the budget; damaged data as far as it goes."""
        engine = zlib.decompressobj()
        pieces: list[bytes] = []
        size = 0
        try:
            while data and not engine.eof:
                piece = engine.decompress(data, _CHUNK)
                data = engine.unconsumed_tail
                pieces.append(piece)
                size += len(piece)
                if size > self.budget.left:
                    self.budget.spend(size)
        except zlib.error as error:
            if len(data) > _LARGEST_SLOW:
                # pdfminer would go through it byte by byte.
                raise Problem("{path}: is damaged: a page's contents do not unpack", path=self.budget.path) from error
        return b"".join(pieces)


class _Parser(PDFParser):
    """A parser whose streams know the budget, and that stops at arrays inside each other without end."""

    def __init__(self, file: BytesIO, budget: _Budget) -> None:
        self._budget = budget
        super().__init__(file)

    def start_type(self, pos: int, type: str) -> None:  # noqa: A002 - pdfminer's name
        if len(self.context) > MOST_OPEN:
            raise Problem(
                "{path}: holds more than {limit} arrays inside each other", path=self._budget.path, limit=MOST_OPEN
            )
        super().start_type(pos, type)

    def push(self, *objs: Any) -> None:
        super().push(*((position, self._measured(thing)) for position, thing in objs))

    def _measured(self, thing: Any) -> Any:
        if type(thing) is not PDFStream:
            return thing
        stream = _Stream(thing.attrs, thing.rawdata or b"", thing.decipher)
        stream.budget = self._budget
        return stream


class _Device(PDFPageAggregatorWithMarkedContent):
    """Draws a page and counts what it holds."""

    watch: Watch
    drawn = 0
    contents = 0

    def tag_cur_item(self) -> None:
        self.drawn += 1
        if self.drawn > MOST_OBJECTS:
            raise Problem(
                "{path}: page {page} holds more than {limit} characters and shapes, far more than a report",
                path=self.watch.path,
                page=self.pageno,
                limit=MOST_OBJECTS,
            )
        if self.drawn % 1000 == 0:
            self.watch.check()
        super().tag_cur_item()

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        # A form may draw forms: each counts, also where it shows nothing.
        self.drawn += 1
        if self.drawn > MOST_OBJECTS:
            self.tag_cur_item()
        super().begin_figure(*args, **kwargs)


class _Interpreter(PDFPageInterpreter):
    """Draws a page and measures its contents, those of its forms every time that they are drawn."""

    def execute(self, streams: Sequence[object]) -> None:
        device = self.device
        if isinstance(device, _Device):
            device.watch.check()
            device.contents += sum(len(stream.get_data()) for stream in streams if isinstance(stream, PDFStream))
            if device.contents > LARGEST_CONTENTS:
                raise Problem(
                    "{path}: page {page} has more than {limit} bytes of drawing, far more than a report",
                    path=device.watch.path,
                    page=device.pageno,
                    limit=LARGEST_CONTENTS,
                )
        super().execute(streams)


class GuardedPage(Page):
    """A page of pdfplumber's that is drawn on the counting device."""

    watch: Watch

    @property
    def layout(self) -> Any:
        """pdfminer's layout of the page, made once."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            device.watch = self.watch
            _Interpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout


class GuardedPDF(PDF):
    """pdfplumber's document over bytes at hand, with the guarded parser; an owner's password does not hinder it."""

    def __init__(self, data: bytes, watch: Watch) -> None:
        self.stream = BytesIO(data)
        self.stream_is_external = True
        self.path = None
        self.pages_to_parse = None
        self.laparams = None
        self.password = None
        self.unicode_norm = None
        self.raise_unicode_errors = False
        self.metadata = {}
        self.doc = PDFDocument(_Parser(self.stream, _Budget(watch)), password="")
        self.rsrcmgr = PDFResourceManager()
