"""Fills the tables of the documents: whatever stands between two marks in a page is made anew.

    python -m docs.made            writes the pages
    python -m docs.made --check    exits with 1 where one is stale

A table stands between `<!-- made:NAME:begin -->` and `<!-- made:NAME:end -->`; NAME is one of docs.tables.TABLES.
A page whose name ends in .ja.md is Japanese.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs.tables import TABLES
from tui import i18n

HERE: Final = Path(__file__).parent
_BLOCK: Final = re.compile(r"(<!-- made:([a-z-]+):begin -->\n).*?(<!-- made:\2:end -->)", re.DOTALL)


def pages() -> Iterator[Path]:
    """Every page that may hold a table: both readmes, and the guides."""
    yield from (HERE.parent / name for name in ("README.md", "README.ja.md"))
    yield from sorted(HERE.glob("*.md"))


def filled(path: Path) -> str:
    """The page with its tables made anew. KeyError for a name that no table has."""
    before = i18n.lang()
    i18n.speak("ja" if path.name.endswith(".ja.md") else "en")
    try:
        text = path.read_text(encoding="utf-8")
        return _BLOCK.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}\n{found[3]}", text)
    finally:
        i18n.speak(before)


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only compare."""
    stale = 0
    for path in pages():
        text = filled(path)
        if text != path.read_text(encoding="utf-8"):
            stale = 1
            if "--check" in arguments:
                print(f"{path.name}: stale", file=sys.stderr)
            else:
                path.write_text(text, encoding="utf-8", newline="\n")
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
