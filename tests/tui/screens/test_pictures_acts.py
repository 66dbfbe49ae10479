"""Pictures of the forms, the tree, the review and the dashboard, compared with those on file.

`pytest --snapshot-update` makes them anew. The day, the store and the size are fixed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, TextArea

from tests.tui.acting import ASSESSMENT, Desk, desk
from tests.tui.importing import csv_of, review
from tests.tui.screens.test_pictures import Picture, at_rest
from tests.tui.test_register_screen import PATH, down_to, tree
from tests.tui.watching import until
from tui.screens.confirm import Confirm
from tui.screens.dashboard import Dashboard
from tui.screens.export import Export
from tui.screens.pick import Pick
from tui.settings import State

Scene = Callable[[Desk, Path], Awaitable[None]]


async def verify(at: Desk, folder: Path) -> None:
    await at.go(ASSESSMENT)
    await at.form("v")


async def revise(at: Desk, folder: Path) -> None:
    await at.go(ASSESSMENT)
    form = await at.form("t")
    form.field("due_on").type("令和9年3月末頃")
    await until(lambda: form.field("approx").read() == "1")


async def wrong(at: Desk, folder: Path) -> None:
    await at.go(ASSESSMENT)
    form = await at.form("t")
    form.field("due_on").type("令和5年2月30日")
    await at.press("ctrl+s")
    await at.shown("令和5年2月30日")


async def several(at: Desk, folder: Path) -> None:
    await at.press("space", "space", "space", "space")
    await at.form("b")
    await at.press(*"資料不足", "enter")
    await until(lambda: isinstance(at.app.screen, Confirm))


async def correct(at: Desk, folder: Path) -> None:
    await at.go(ASSESSMENT)
    await at.form("e")


async def add(at: Desk, folder: Path) -> None:
    await at.go(ASSESSMENT)
    await at.form("A", kind=Pick)


async def register(at: Desk, folder: Path) -> None:
    await down_to(at, await tree(at), *PATH)


async def export(at: Desk, folder: Path) -> None:
    form = await at.form("x", kind=Export)
    form.field("folder").type("/")
    await until(lambda: any(word in str(form.query_one("#preview").render()) for word in ("11", "overdue")))


async def reviewed(at: Desk, folder: Path) -> None:
    cells = {
        ASSESSMENT: {"note": "電話で確認", "due_on": "2027-03-31"},
        ASSESSMENT[:-1] + "2": {},
        ASSESSMENT[:-1] + "3": {"text": "文書を発出済み。"},
    }
    await review(at, csv_of(at.store, folder, cells, only=True))
    await at.press("space")


async def dashboard(at: Desk, folder: Path) -> None:
    await at.press("B")
    await until(lambda: isinstance(at.app.screen, Dashboard))
    screen = at.app.screen
    assert isinstance(screen, Dashboard)
    await until(lambda: len(screen._weeks) == 13)


CASES: list[tuple[Scene, str, tuple[int, int], str]] = [
    (verify, "ja", (80, 24), "dark"),
    (revise, "en", (120, 40), "light"),
    (wrong, "ja", (80, 24), "contrast"),
    (several, "ja", (120, 40), "dark"),
    (correct, "en", (80, 24), "dark"),
    (add, "ja", (80, 24), "dark"),
    (register, "ja", (120, 40), "dark"),
    (register, "en", (200, 50), "light"),
    (export, "ja", (80, 24), "dark"),
    (reviewed, "ja", (120, 40), "dark"),
    (dashboard, "en", (120, 40), "colourblind"),
]


@pytest.mark.parametrize(("scene", "lang", "size", "theme"), CASES, ids=[f"{c[0].__name__}-{c[1]}" for c in CASES])
async def test_pictures(
    store: Path,
    tmp_path: Path,
    snapshot: SnapshotAssertion,
    scene: Scene,
    lang: str,
    size: tuple[int, int],
    theme: str,
) -> None:
    async with desk(store, size, lang, state=State(theme=theme)) as at:
        await until(lambda: at.app.counts is not None)
        await scene(at, tmp_path)
        for line in (*at.app.screen.query(Input), *at.app.screen.query(TextArea)):
            line.cursor_blink = False
        for room in at.app.rooms:
            room.footer.hush()
        at.app.clear_notifications()
        assert await at_rest(at.app) == snapshot(extension_class=Picture)
