"""Web pages."""

from __future__ import annotations

from importers.readers.build import Builder
from importers.readers.grid import Content
from importers.readers.markup import read_markup
from importers.readers.watch import Watch


def read(text: str, watch: Watch) -> Content:
    """The content of an HTML page. Raises Problem for one without text."""
    builder = Builder(watch)
    watch.step(0, 1)
    read_markup(text, builder)
    watch.step(1, 1)
    return builder.content()
