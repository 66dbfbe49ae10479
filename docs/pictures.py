"""Draws the screen's pictures for the readmes from the running app: docs/triage.en.svg and docs/triage.ja.svg.

    python -m docs.pictures            writes them
    python -m docs.pictures --check    exits with 1 where one is stale

The store is the bundled register on a fixed day, in a folder that is made for it and goes again. Textual numbers its
drawings' styles by chance; `_steady` gives them fixed names, so that the same screen is the same file.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
import tempfile
import time
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from rich.cells import cell_len

from importers.register import read_bundled
from store import commands, upgrade
from tui.days import default
from tui.followup import Followup
from tui.i18n import Lang, speak
from tui.settings import State

HERE: Final = Path(__file__).parent
TODAY: Final = date(2026, 11, 23)
SIZE: Final = (120, 36)
LANGS: Final[tuple[Lang, ...]] = ("en", "ja")
PATIENCE: Final = 20.0
# The width of a cell in the drawing, in its own units.
CELL: Final = 12.2
_TEXT: Final = re.compile(r'<text ([^>]*?)x="([0-9.]+)"([^>]*?)textLength="[0-9.]+"([^>]*)>([^<]*)</text>')


def made(lang: Lang) -> str:
    """The picture in one language, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "followup.db")
        register = read_bundled()
        act = commands.Act(by="followup", today=TODAY, effective_on=register.effective_on, why=register.title)
        upgrade.create(path, lambda beside: commands.create(beside, act, register.records, action="register"))
        return _steady(asyncio.run(_drawn(path, lang)))


async def _drawn(path: Path, lang: Lang) -> str:
    speak(lang)
    app = Followup(path, by="山田", today=TODAY, state=State(calendar=default(lang)))
    async with app.run_test(size=SIZE) as pilot:
        until = time.monotonic() + PATIENCE
        before = ""
        # The rows and the story arrive from a thread: the picture is ready when it has stopped changing.
        while time.monotonic() < until:
            await pilot.pause(0.2)
            drawing = app.export_screenshot(title="followup")
            if drawing == before and "967" in drawing:
                return drawing
            before = drawing
    raise SystemExit("the screen did not come to rest")


def _steady(drawing: str) -> str:
    """The same drawing with fixed names in place of the ones made by chance, and without fonts from the network."""
    drawing = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", drawing)
    drawing = re.sub(r"terminal-[0-9]+", "terminal", drawing)
    return _TEXT.sub(_placed, drawing)


def _placed(run: re.Match[str]) -> str:
    """A run of text cut where narrow and wide letters meet, each part in its own cells.

    The drawing gives a run as many cells as it has letters; Japanese ones take two, and would stand on each other.
    """
    head, x, tail, text = run[1], float(run[2]), run[3], html.unescape(run[5])
    parts, cells = [], 0
    for wide, letters in groupby(text, key=lambda letter: cell_len(letter) == 2):
        part = "".join(letters)
        size = cell_len(part) if wide else len(part)
        if part.strip("\u00a0 "):
            place, length = x + cells * CELL, size * CELL
            shown = html.escape(part, quote=False)
            parts.append(f'<text {head}x="{place:g}"{tail}textLength="{length:g}"{run[4]}>{shown}</text>')
        cells += size
    return "".join(parts)


def main(arguments: list[str]) -> int:
    """Write the pictures, or with --check only compare."""
    stale = 0
    for lang in LANGS:
        path = HERE / f"triage.{lang}.svg"
        drawing = made(lang)
        if "--check" in arguments:
            stale |= not path.exists() or path.read_text(encoding="utf-8") != drawing
        else:
            path.write_text(drawing, encoding="utf-8", newline="\n")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
