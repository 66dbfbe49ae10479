"""An HTML tree to paragraphs and tables: the one way for web pages, Word (through its HTML) and Markdown.

Struck-out and deleted text is left out and counted, inserted text kept. What a page hides is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from importers.readers.build import MOST_CELLS, Builder
from importers.readers.grid import NOWHERE, Place
from importers.readers.pageguard import refuse_deep
from importers.readers.rows import Item, Slot
from importers.readers.signs import is_bullet, opens_entry
from importers.readers.wrap import glue
from store.problem import Problem

DEEPEST = 150
"""Elements inside each other; pages written by people stay below 40."""

NUMBER_START, NUMBER_END = "\ue0f0", "\ue0f1"
"""Between these two a reader may put a list number at the head of a paragraph; it becomes the paragraph's marker."""

_SKIPPED = frozenset(
    """audio canvas head iframe math nav noscript object rp rt script style svg template video""".split()  # noqa: SIM905
)
_FIELDS = frozenset(["text", "date", "month", "number"])
_DELETED = frozenset(["del", "s", "strike"])
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul""".split()  # noqa: SIM905 - a list of sixty strings reads worse
)
# The term of a definition list heads what is said of it.
_HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "dt": 7}
_LABEL = re.compile(r"(?:^|[-_\s])(?:label|ttl|title|term|key|head|heading|name)(?:$|[-_\s])", re.IGNORECASE)
# More is no title of a page.
_LONGEST_TITLE = 300
_SPACE = re.compile("[ \t\r\n\f]+")
_NOTE_MARK = re.compile(r"\s*[\[(（]?(?:注|※|\*|＊|†)?\s*[0-9０-９]{0,3}[\])）]?\s*")
_SIGNED_MARK = re.compile(r"[\[(（]?(?:注|※|\*|＊)\s*[0-9０-９]{0,2}[\])）]?")
# As mammoth writes the footnotes of Word.
_WORD_NOTE = re.compile(r"\[([0-9]{1,3})\]")
_NOTE_ID = re.compile(r"(?:footnote|endnote)-[0-9]+$")
_NUMBERED = re.compile(f"{NUMBER_START}([^{NUMBER_END}]*){NUMBER_END}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_markup(html: str, builder: Builder, place: Place = NOWHERE) -> None:
    """Add everything that a page shows to the builder."""
    refuse_deep(html, builder.watch.path)
    tree = LexborHTMLParser(html)
    body = tree.body
    title = tree.css_first("head > title")
    if title is not None:
        builder.page = builder.clean(" ".join(title.text()[:_LONGEST_TITLE].split()), place)
    if body is not None:
        reader = _Reader(builder, place)
        reader.element(body, 0)
        reader.flush()


def plain(html: str, builder: Builder) -> str:
    """A fragment (the inside of a table cell) as text, its paragraphs on lines of their own."""
    refuse_deep(html, builder.watch.path)
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    return _Lines(builder).of(body)


@dataclass(slots=True)
class _Text:
    """Runs of text on their way to one paragraph: white space as browsers fold it, Japanese lines without a blank."""

    parts: list[str] = field(default_factory=list)

    def add(self, raw: str) -> None:
        self.parts.append(raw)

    def take(self) -> str:
        text = "".join(self.parts)
        self.parts.clear()
        return "\n".join(_fold(line) for line in text.split("\v"))


def _fold(text: str) -> str:
    """White space to one blank; a line break inside Japanese to nothing."""
    text = text.strip(" \t\r\n\f")
    return _SPACE.sub(
        lambda m: glue(text[: m.start()][-2:], text[m.end() : m.end() + 2]) if "\n" in m[0] else " ", text
    )


class _Walk:
    """What both walks over the tree share: what is shown, and how deep it may go."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.text = _Text()

    def shown(self, node: LexborNode, tag: str) -> bool:
        """Whether the node is to be read; counts what is left out."""
        if tag in _SKIPPED:
            return False
        if tag in _DELETED:
            if node.text(strip=True):
                self.builder.notice("{count} passages that are struck out were left out", count=1)
            return False
        attributes = node.attributes
        if "hidden" in attributes or ((style := attributes.get("style")) and _HIDDEN.search(style)):
            if node.text(strip=True):
                self.builder.notice("{count} passages that the page hides were left out", count=1)
            return False
        if tag == "img":
            self.builder.notice("{count} pictures were not read", count=1)
            return False
        return True

    def children(self, node: LexborNode, depth: int) -> list[tuple[LexborNode, str]]:
        """The node's children with their tags; text is `-text`."""
        if depth > DEEPEST:
            raise Problem(
                "{path}: its elements stand more than {limit} deep inside each other",
                path=self.builder.watch.path,
                limit=DEEPEST,
            )
        return [(child, str(child.tag)) for child in node.iter(include_text=True)]

    def blocks(self, node: LexborNode, depth: int) -> Iterator[tuple[LexborNode, str, int]]:
        """The blocks inside a node with their tags and depth; the runs of text between them are added on the way."""
        for child, tag in self.children(node, depth):
            if tag == "-text":
                self.text.add(child.text_content or "")
            elif tag.startswith("-") or not self.shown(child, tag):
                continue
            elif tag == "br":
                self.text.add("\v")
            elif tag == "sup" and self.superscript(child):
                continue
            elif tag in ("input", "select"):
                self.text.add(_chosen(child, tag))
            elif tag in _BLOCKS:
                yield child, tag, depth
            else:
                yield from self.blocks(child, depth + 1)
                if _is_label(child):
                    # What style sheets set apart: <span class="label">完了日</span><span>…
                    self.text.add("　")

    def superscript(self, node: LexborNode) -> bool:
        """Add a superscript, unless it is the mark of a footnote."""
        words = node.text()
        if not _NOTE_MARK.fullmatch(words) or not words.strip():
            return False
        self.builder.notice("{count} footnote marks were left out of the running text", count=1)
        return True


class _Lines(_Walk):
    """The inside of a cell to lines of text. A table inside it gives a line for each of its rows."""

    def __init__(self, builder: Builder, depth: int = 0) -> None:
        super().__init__(builder)
        self.depth = depth

    def of(self, node: LexborNode) -> str:
        """The text of the node, a line for each paragraph."""
        lines: list[str] = []
        self._walk(node, lines, self.depth)
        self._end(lines)
        return "\n".join(lines)

    def superscript(self, node: LexborNode) -> bool:
        """A mark at the end of a cell's line points to a note on what the cell says, and stays: ※1, [^1] in Word."""
        words = node.text().strip()
        note = _WORD_NOTE.fullmatch(words)
        if note is not None and _is_last(node) and node.css_first("a[href^='#footnote-'], a[href^='#endnote-']"):
            self.text.add(f"[^{note[1]}]")
        elif _SIGNED_MARK.fullmatch(words) and _is_last(node):
            self.text.add(words)
        else:
            return super().superscript(node)
        return True

    def _end(self, lines: list[str]) -> None:
        text = self.text.take()
        if NUMBER_START in text:
            text = _NUMBERED.sub(lambda m: m[1] if is_bullet(m[1]) else m[1] + " ", text)
        lines.extend(line for line in text.split("\n") if line.strip())

    def _walk(self, node: LexborNode, lines: list[str], depth: int) -> None:
        number = 0
        for child, tag, within in self.blocks(node, depth):
            if tag == "tr":
                self._end(lines)
                cells = [_Lines(self.builder, within + 2).of(cell) for cell in child.iter()]
                lines.append("　".join(text.replace("\n", " ") for text in cells if text))
            else:
                self._end(lines)
                before = len(lines)
                if tag == "li":
                    number += 1
                self._walk(child, lines, within + 1)
                self._end(lines)
                if tag == "li" and len(lines) > before:
                    lines[before] = _marked(lines[before], str(node.tag), number, node)


def _chosen(node: LexborNode, tag: str) -> str:
    """What a form that was filled in shows: a box with its tick, the option that is chosen, the words of a field."""
    attributes = node.attributes
    if tag == "select":
        options = node.css("option")
        chosen = [option for option in options if "selected" in option.attributes] or options[:1]
        return " ".join(option.text(strip=True) for option in chosen)
    kind = (attributes.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in attributes else "☐"
    return (attributes.get("value") or "") if kind in _FIELDS else ""


def _is_last(node: LexborNode) -> bool:
    """Whether nothing stands behind an inline element on its line."""
    following = node.next
    return following is None or str(following.tag) in _BLOCKS or str(following.tag) == "br"


def _is_label(node: LexborNode) -> bool:
    """Whether an inline element calls itself a label and stands right before what it labels."""
    named = _LABEL.search(node.attributes.get("class") or "") is not None
    following = node.next
    return (
        named and following is not None and str(following.tag) not in _BLOCKS and not str(following.tag).startswith("-")
    )


def _marked(text: str, list_tag: str, number: int, node: LexborNode) -> str:
    """A list entry's text behind its sign, unless the writer typed one."""
    if opens_entry(text):
        return text
    return f"{_ordinal(node, number)} {text}" if list_tag == "ol" else f"・{text}"


def _ordinal(node: LexborNode, number: int) -> str:
    start = node.attributes.get("start") or ""
    first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    return f"{first + number - 1}."


class _Reader(_Walk):
    """A page to blocks."""

    def __init__(self, builder: Builder, place: Place) -> None:
        super().__init__(builder)
        self.place = place
        self.level = 0
        self.marker = ""
        self.indent = 0

    def flush(self) -> None:
        """End the paragraph under way."""
        text = self.text.take()
        if number := _NUMBERED.match(text):
            self.marker = number[1]
            text = _NUMBERED.sub("", text)
        if text.strip():
            self.builder.paragraph(text, self.place, level=self.level, marker=self.marker, indent=self.indent)
            self.marker = ""

    def element(self, node: LexborNode, depth: int) -> None:
        """Read what stands inside a node."""
        number = 0
        for child, tag, within in self.blocks(node, depth):
            if tag == "table":
                self.flush()
                self.builder.watch.check()
                self._table(child, within)
            elif tag == "li":
                number += 1
                self._entry(child, node, number, within)
            else:
                self.flush()
                self._block(child, tag, within)

    def superscript(self, node: LexborNode) -> bool:
        """A mark at the head of a paragraph is the note's own number; elsewhere it points to a note."""
        if "".join(self.text.parts).strip() or not _NOTE_MARK.fullmatch(node.text()) or not node.text().strip():
            return super().superscript(node)
        self.flush()
        self.marker = node.text().strip()
        return True

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        outer = self.level, self.place
        self.level = _HEADINGS.get(tag, self.level)
        line = node.attributes.get("data-line") or ""
        if re.fullmatch(r"\d{1,7}", line):
            self.place = Place(page=self.place.page, line=int(line))
        if tag == "pre":
            self._preformatted(node)
        else:
            self.element(node, depth + 1)
        self.flush()
        self.level, self.place = outer

    def _preformatted(self, node: LexborNode) -> None:
        for line in node.text().split("\n"):
            self.text.add(line)
            self.flush()

    def _entry(self, node: LexborNode, parent: LexborNode, number: int, depth: int) -> None:
        self.flush()
        outer = self.indent
        self.indent += 1
        noted = _NOTE_ID.match(node.attributes.get("id") or "") is not None
        self.marker = f"[^{number}]" if noted else _ordinal(parent, number) if parent.tag == "ol" else "・"
        self._block(node, "li", depth)
        self.marker = ""
        self.indent = outer

    def _table(self, node: LexborNode, depth: int) -> None:
        """A table to the builder; a frame (one column that holds blocks or tables) is read as what it frames."""
        rows = _rows(node)
        if rows and all(len(cells) <= 1 for cells, _ in rows):
            framed = [cell for cells, _ in rows for cell in cells]
            if len(framed) == 1 or any(cell.css_first("table") is not None for cell in framed):
                for cell in framed:
                    self.element(cell, depth + 3)
                    self.flush()
                return
        caption = next((child for child in node.iter() if child.tag == "caption"), None)
        title = _Lines(self.builder).of(caption) if caption is not None else ""
        line = node.attributes.get("data-line") or ""
        place = Place(page=self.place.page, line=int(line)) if re.fullmatch(r"\d{1,7}", line) else self.place
        self.builder.table(self._expand(rows), place, caption=title)

    def _expand(self, rows: list[tuple[list[LexborNode], bool]]) -> list[list[Item]]:
        """Cells with rowspan and colspan to a full grid, the same slot at every position of a merged cell."""
        grid: list[list[Item]] = [[] for _ in rows]
        reserved: list[dict[int, Slot]] = [{} for _ in rows]
        filled = 0
        for index, (cells, header) in enumerate(rows):
            row, held = grid[index], reserved[index]
            for cell in cells:
                while len(row) in held:
                    row.append(held.pop(len(row)))
                slot = Slot(_Lines(self.builder).of(cell), heading=header or cell.tag == "th")
                across, down = _span(cell, "colspan", 1000), _span(cell, "rowspan", 65534)
                down = min(down or len(rows), len(rows) - index)
                filled += across * down
                if filled > MOST_CELLS:
                    raise Problem(
                        "{path}: a table has more than {limit} cells, far more than a report",
                        path=self.builder.watch.path,
                        limit=MOST_CELLS,
                    )
                for below in range(index + 1, index + down):
                    for column in range(len(row), len(row) + across):
                        reserved[below].setdefault(column, slot)
                row.extend([slot] * max(across, 1))
            while held:
                row.append(held.pop(len(row), None))
        return grid


def _rows(table: LexborNode) -> list[tuple[list[LexborNode], bool]]:
    """The table's own rows, and whether each is of its head; rows of tables inside its cells are not among them."""
    rows: list[tuple[list[LexborNode], bool]] = []
    for child in table.iter():
        if child.tag == "tr":
            rows.append(([cell for cell in child.iter() if cell.tag in ("td", "th")], False))
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child.iter():
                if row.tag == "tr":
                    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
                    rows.append((cells, child.tag == "thead"))
    return rows


def _span(cell: LexborNode, name: str, most: int) -> int:
    """colspan or rowspan as HTML reads it: rubbish is 1; a rowspan of 0 reaches to the end of the table."""
    value = cell.attributes.get(name) or "1"
    if not re.fullmatch(r"\s*\d{1,9}\s*", value):
        return 1
    number = min(int(value), most)
    return number if number or name == "rowspan" else 1
