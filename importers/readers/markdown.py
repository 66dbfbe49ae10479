"""Markdown, and text of its kind that carries tab-separated tables and HTML tags."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from importers.readers.build import Builder, check_lines
from importers.readers.grid import Content, Place
from importers.readers.markup import read_markup
from importers.readers.separated import add_tab_table, tab_tables
from importers.readers.signs import opens_entry
from importers.readers.watch import Watch

_KEY = re.compile(r"[ -]*[^\s:：]{1,30}[:：]|[ ]+- ")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]{1,20}\]:")


def read(text: str, watch: Watch) -> Content:
    """The content of a Markdown file. Every block knows its line, tab-separated tables are tables."""
    builder = Builder(watch)
    lines = text.replace("\f", "\n").split("\n")
    check_lines(lines, watch)
    done = _front_matter(lines)
    for number in range(1, done - 1):
        builder.paragraph(lines[number], Place(line=number + 1))
    for start, end in tab_tables(lines):
        _add_markdown(lines[done:start], done, builder)
        add_tab_table(lines, start, end, builder)
        done = end
        watch.step(done, len(lines))
    _add_markdown(lines[done:], done, builder)
    watch.step(len(lines), len(lines))
    return builder.content()


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the head of a file are its front matter (--- key: value … ---), 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:30], 1):
        if line.rstrip() == "---":
            return number + 1
        if line.strip() and _KEY.match(line) is None:
            return 0
    return 0


def _add_markdown(lines: Sequence[str], before: int, builder: Builder) -> None:
    """Add the blocks of some lines, the first of which is line `before + 1` of the file."""
    if not any(line.strip() for line in lines):
        return
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["code", "reference"])
    tokens = parser.parse("\n".join(_with_entries_apart(lines)))
    _number(tokens, before)
    html = parser.renderer.render(tokens, parser.options, {})
    read_markup(str(html), builder, Place(line=before + 1))


def _with_entries_apart(lines: Sequence[str]) -> list[str]:
    """The lines, each footnote ([^1]: …) on a line of its own: to the parser it would be the target of a link.

    So is each entry under a Japanese sign (・, （1）, ※1), which Markdown does not take for a list's.
    """
    following = [*lines[1:], ""]
    return [
        f"{line.rstrip()}  "
        if line.strip() and (_FOOTNOTE.match(after) or opens_entry(after, after_open_line=True))
        else line
        for line, after in zip(lines, following, strict=True)
    ]


def _number(tokens: Sequence[Token], before: int) -> None:
    """Give every block its line in the file."""
    for token in tokens:
        if token.map is not None and token.nesting >= 0:
            token.attrSet("data-line", str(before + token.map[0] + 1))
