"""Pictures of the main screens, compared with those on file; `pytest --snapshot-update` makes them anew.

The day, the store and the size are fixed. Look at a picture before it is committed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from docs import pictures
from docs.pictures import frame
from tests.tui.watching import TODAY, press, until
from tui import days, i18n, own_views
from tui.followup import Followup
from tui.screens.beside import REST
from tui.settings import Place, State
from tui.views import VIEWS
from tui.widgets.legend import Legend


class Picture(SingleFileSnapshotExtension):
    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def still(svg: str) -> str:
    """The picture without the number that Textual draws for every one of them."""
    return re.sub(r"terminal-\d+", "terminal", svg)


CASES: list[tuple[i18n.Lang, tuple[int, int], str, tuple[str, ...], str]] = [
    ("ja", (80, 24), "dark", (), "list"),
    ("ja", (120, 40), "dark", (), "list-and-story"),
    ("en", (120, 40), "light", ("2", "j", "j"), "unverified"),
    ("ja", (200, 50), "dark", ("enter",), "wide"),
    ("en", (200, 50), "contrast", ("space", "j", "space"), "marked"),
    ("ja", (120, 40), "colourblind", ("3",), "awaiting"),
    ("ja", (120, 40), "light", ("enter", "enter"), "story-alone"),
    ("ja", (120, 40), "dark", ("?",), "help"),
    ("en", (80, 24), "dark", ("4",), "empty"),
]


@pytest.mark.parametrize(("lang", "size", "theme", "keys", "name"), CASES, ids=[f"{c[4]}-{c[0]}" for c in CASES])
async def test_pictures(
    bundled: Path,
    snapshot: SnapshotAssertion,
    lang: i18n.Lang,
    size: tuple[int, int],
    theme: str,
    keys: tuple[str, ...],
    name: str,
) -> None:
    i18n.speak(lang)
    try:
        app = Followup(bundled, by="山田", today=TODAY, state=State(theme=theme, calendar=days.default(lang)))
        async with app.run_test(size=size):
            triage = app.triage
            await until(lambda: triage.worklist.row is not None and app.counts is not None)
            await at_rest(app)
            for key in keys:
                before = state(app)
                press(app, key)
                await until(
                    lambda before=before: state(app) != before,  # type: ignore[misc]
                    key,
                )
            if app.screen is not triage:
                await until(lambda: bool(app.screen.query(Legend)), "the keys of what is on top")
            triage.footer.hush()
            picture = await at_rest(app)
            assert picture == snapshot(extension_class=Picture)
    finally:
        i18n.speak("en")


# What is seen beside the list: the first run, the board of entities, the columns and one's own views.
OTHERS: list[tuple[i18n.Lang, tuple[int, int], str, tuple[str, ...], str]] = [
    ("ja", (80, 24), "dark", (), "first-run"),
    ("en", (120, 40), "light", (), "first-run"),
    ("ja", (80, 24), "dark", ("E",), "board"),
    ("en", (120, 40), "contrast", ("E", "j"), "board"),
    ("ja", (200, 50), "colourblind", ("E",), "board-wide"),
    ("ja", (80, 24), "dark", ("C",), "columns"),
    ("en", (120, 40), "dark", ("C", "J"), "columns"),
    ("ja", (80, 24), "light", ("V",), "own-views"),
    ("en", (120, 40), "dark", ("V", "j"), "own-views"),
    ("ja", (120, 40), "dark", ("tab", "enter", "j", "enter", "j"), "crumbs"),
]


@pytest.mark.parametrize(("lang", "size", "theme", "keys", "name"), OTHERS, ids=[f"{c[4]}-{c[0]}" for c in OTHERS])
async def test_others(
    bundled: Path, lang: i18n.Lang, size: tuple[int, int], theme: str, keys: tuple[str, ...], name: str,
    snapshot: SnapshotAssertion,
) -> None:  # fmt: skip
    i18n.speak(lang)
    try:
        own = Place(sort="due_on", columns=[("due", 0), ("text", 0)])
        own_views.keep(own_views.made("デジタル庁", VIEWS["overdue"], own, "entity:digital-agency"))
        own_views.keep(own_views.made("回線", VIEWS["all"], Place(), "回線 !電話"))
        held = State(theme=theme, calendar=days.default(lang), greeted=name != "first-run")
        app = Followup(bundled, by="山田", today=TODAY, state=held)
        async with app.run_test(size=size):
            await until(lambda: app.triage.worklist.row is not None and app.counts is not None)
            await at_rest(app)
            for key in keys:
                before = frame(app)
                press(app, key)
                await until(lambda before=before: frame(app) != before, key)  # type: ignore[misc]
                await at_rest(app)
            app.room.footer.hush()
            picture = await at_rest(app)
            assert picture == snapshot(extension_class=Picture)
    finally:
        i18n.speak("en")


def state(app: Followup) -> tuple[object, ...]:
    """What a key may change."""
    triage = app.triage
    return (triage.worklist.cursor, triage.in_detail, triage.classes, triage.here(), app.screen, app.state.view)


async def at_rest(app: Followup) -> str:
    """The picture once it has stayed the same for longer than the story waits for the cursor."""
    await pictures.at_rest(app, 5 * REST)
    return still(app.export_screenshot())
