"""How a benchmark prints: one table in Markdown, with the machine's size above it."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """One measurement: what, its figure, its ratio to the floor, and the bound it is held to."""

    what: str
    figure: str
    ratio: str
    bound: str


def table(title: str, lines: Sequence[Line]) -> str:
    """The lines as a Markdown table under a heading that names the machine's size."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, {platform.system()}"
    heading = [f"### {title}", "", machine, "", "| | measured | ratio | bound |", "|---|---|---|---|"]
    return "\n".join([*heading, rows(lines)])


def rows(lines: Sequence[Line]) -> str:
    """More lines of the same table."""
    return "\n".join(f"| {line.what} | {line.figure} | {line.ratio} | {line.bound} |" for line in lines)
