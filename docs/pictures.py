"""Draws the screen's pictures for the readmes and the guides from the running app: docs/NAME.en.svg and NAME.ja.svg.

    python -m docs.pictures            writes them
    python -m docs.pictures --check    exits with 1 where one is stale
    python -m docs.pictures NAME …     only these

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
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

from rich.cells import cell_len
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.strip import Strip
from textual.widgets import Input

from importers.register import read_bundled
from store import commands, upgrade
from tui.days import default
from tui.followup import Followup
from tui.i18n import Lang, speak
from tui.settings import State

HERE: Final = Path(__file__).parent
TODAY: Final = date(2026, 11, 23)
LANGS: Final[tuple[Lang, ...]] = ("en", "ja")
# Seconds within which a scene must stand, and for which it must stay as it is to count as drawn.
PATIENCE: Final = 30.0
REST: Final = 0.4
# The width of a cell in the drawing, in its own units.
CELL: Final = 12.2
_TEXT: Final = re.compile(r'<text ([^>]*?)x="([0-9.]+)"([^>]*?)textLength="[0-9.]+"([^>]*)>([^<]*)</text>')


class Scene(NamedTuple):
    """One picture. `keys` are pressed one after the other, each when the screen is at rest; `{report}` is a path.

    `seen` stands on the screen when it is ready, in English and Japanese.
    """

    name: str
    keys: tuple[str, ...]
    seen: tuple[str, str]
    size: tuple[int, int] = (110, 30)


# The verify form and the others open on the first promise of the list, which is overdue.
SCENES: Final = (
    Scene("triage", (), ("967", "967"), (120, 36)),
    Scene("story", ("enter",), ("assessment/1", "assessment/1")),
    Scene("filter", ("/", *"is:overdue", "space", *"digital"), ("is:overdue", "is:overdue")),
    Scene("verify", ("v",), ("Evidence", "確認資料")),
    Scene("revise", ("t", *"+2w"), ("2026-12-07", "2026-12-07")),
    Scene("several", ("space", "space", "space", "b", *"shortfall", "ctrl+s"), ("3", "3")),
    Scene("review", ("i", "ctrl+u", "{report}", "ctrl+s"), ("write", "書込み")),
    Scene("weekly", ("x", "tab", "tab", "ctrl+e", "ctrl+u", *"/srv"), ("W48", "W48")),
    Scene("register", ("tab", "enter", "j", "enter", "j"), ("1", "1")),
    Scene("dashboard", ("B",), ("W48", "W48"), (110, 42)),
    Scene("past", ("[",), ("2026-11-16", "2026-11-16")),
    Scene("help", ("?",), ("Enter", "Enter")),
)
# What is imported in the picture of the review.
REPORT: Final = """令和8年11月20日

個人情報保護委員会 御中

富士通Japan株式会社

改善状況報告書

令和5年9月20日付け指導に対する改善状況を次のとおり報告します。

1 システムの安全性向上
■異常検出機能の開発
自社システムの安全性向上のため、令和6年1月を目処に開発予定としていた異常検出機能は、令和8年10月31日に開発を完了した。
■外部監査の実施
開発後の運用について、外部監査を令和9年3月末までに実施する予定。
"""


@cache
def bundled() -> bytes:
    """A store that holds the bundled register, as its file's bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "followup.db")
        register = read_bundled()
        act = commands.Act(by="followup", today=TODAY, effective_on=register.effective_on, why=register.title)
        upgrade.create(path, lambda beside: commands.create(beside, act, register.records, action="register"))
        return path.read_bytes()


def made(scene: Scene, lang: Lang) -> str:
    """The picture in one language, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        path, report = Path(folder, "followup.db"), Path(folder, "report.txt")
        path.write_bytes(bundled())
        path.chmod(0o600)
        report.write_text(REPORT, encoding="utf-8")
        return _steady(asyncio.run(_drawn(scene, path, report, lang)))


async def _drawn(scene: Scene, path: Path, report: Path, lang: Lang) -> str:
    speak(lang)
    app = Followup(path, by="山田", today=TODAY, state=State(calendar=default(lang)))
    async with app.run_test(size=scene.size) as pilot:
        await _still(app, "967")
        for key in scene.keys:
            if key == "{report}":
                app.screen.query_one("Line:focus", Input).value = str(report)
            else:
                await pilot.press(key)
            if len(key) > 1 or app.focused is None:
                await at_rest(app, REST)
        for line in app.screen.query(Input):
            line.cursor_blink = False
        return await _still(app, scene.seen[LANGS.index(lang)])


async def _still(app: Followup, seen: str = "") -> str:
    """The screen's drawing when it has stopped changing: rows, stories and figures arrive from threads."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        await at_rest(app, REST)
        drawing = app.export_screenshot(title="followup")
        if seen in html.unescape(drawing):
            return drawing
    raise SystemExit(f"{seen!r} is not on the screen")


async def at_rest(app: App[Any], seconds: float) -> None:
    """Wait until the screen has stayed as it is for so long. Raises TimeoutError where it never does."""
    until, since, before = time.monotonic() + PATIENCE, time.monotonic(), frame(app)
    while time.monotonic() - since < seconds:
        if time.monotonic() > until:
            raise TimeoutError("the screen never rests")
        await asyncio.sleep(0.05)
        if (now := frame(app)) != before:
            before, since = now, time.monotonic()


def frame(app: App[Any]) -> list[Strip]:
    """The lines of the screen with their styles.

    The compositor holds them; a picture of them (`export_screenshot`) takes ten times as long, and is no thing to poll.
    """
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return [Strip.join(line) for line in update.strips] if isinstance(update, LayoutUpdate) else []


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
            # A wide letter is drawn narrower than two cells in most fonts: stretched, the row stands evenly.
            stretched = ' lengthAdjust="spacingAndGlyphs"' if wide else ""
            parts.append(f'<text {head}x="{place:g}"{tail}textLength="{length:g}"{stretched}{run[4]}>{shown}</text>')
        cells += size
    return "".join(parts)


def main(arguments: list[str]) -> int:
    """Write the pictures, or with --check only compare."""
    stale = 0
    named = [name for name in arguments if not name.startswith("-")]
    for scene in SCENES:
        for lang in LANGS:
            if named and scene.name not in named:
                continue
            path = HERE / f"{scene.name}.{lang}.svg"
            drawing = made(scene, lang)
            if "--check" not in arguments:
                path.write_text(drawing, encoding="utf-8", newline="\n")
            elif not path.exists() or path.read_text(encoding="utf-8") != drawing:
                print(f"{path.name}: stale", file=sys.stderr)
                stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
