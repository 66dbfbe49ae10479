"""How a benchmark prints: one table in Markdown with the machine's size above it, and how it gets into the READMEs."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
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


def run(title: str, measured: Iterable[tuple[Line, bool]]) -> int:
    """Print the table of lines that come with whether each keeps its bound; 1 where one does not."""
    found = list(measured)
    print(table(title, [line for line, _good in found]))
    return int(not all(good for _line, good in found))


def publish(section: str, tables: str) -> None:
    """Put tables between the section's marks in both READMEs, in place of the older ones."""
    begin, end = f"<!-- benchmark:{section}:begin -->", f"<!-- benchmark:{section}:end -->"
    for name in ("README.md", "README.ja.md"):
        path = Path(__file__).parent.parent / name
        before, _, rest = path.read_text(encoding="utf-8").partition(begin)
        _, _, after = rest.partition(end)
        path.write_text(f"{before}{begin}\n{tables}\n{end}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    # python -m benchmarks.search | python -m benchmarks.report screen
    publish(sys.argv[1], sys.stdin.read().strip())
