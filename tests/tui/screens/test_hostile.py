"""Hostile text in every text field of every record: each screen opens on it and obeys none of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store.record import FIELDS
from tests.tui.watching import TODAY, press, until
from tui.followup import Followup
from tui.settings import State

HOSTILE = (
    "[@click=app.quit]第[1]項 [別紙][/red][b]\x1b[2J\x1b]0;x\x07\u202e右から左\u2066\x00\ufeff\u200b"
    "ﾊﾞﾝｺﾞｳ葛\U000e0100飾 👨\u200d👩\u200d👧 e\u0301\u0301\u0301\u0301\u0301\u0301\x9b31m\t改\r\n行"
)
# Fields with a meaning of their own stay; so do keys and what points to them.
KEPT = {"status", "recurrence", "sha256"}


@pytest.fixture
def hostile(store: Path) -> Path:
    """The register with hostile text, once short and once 10,000 characters long, in every text field."""
    with sqlite3.connect(store) as connection:
        connection.create_function("hostile", 1, lambda number: HOSTILE * (60 if number % 7 == 0 else 1))
        for kind, fields in FIELDS.items():
            for name, meaning in fields.items():
                if meaning == "text" and name not in KEPT and not name.endswith("_key"):
                    connection.execute(f'UPDATE "{kind}" SET {name} = hostile(id)')
        connection.execute('UPDATE batch SET "by" = hostile(id), why = hostile(id)')
        connection.execute("UPDATE change SET new = hostile(id) WHERE field IN ('note', 'text', 'evidence')")
    connection.close()
    return store


async def test_every_screen_opens_on_it(hostile: Path) -> None:
    app = Followup(hostile, by=HOSTILE, today=TODAY, state=State())
    async with app.run_test(size=(120, 40), notifications=True):
        worklist = app.triage.worklist
        await until(lambda: worklist.row is not None and app.counts is not None)
        await until(lambda: "第[1]項 [別紙][/red][b]" in app.triage.detail.plain.replace("\n", ""), "the story")
        for place in range(0, 64, 8):
            worklist.go(place)
            key = worklist.row.key if worklist.row else ""
            await until(lambda key=key: key in app.triage.detail.plain, key)  # type: ignore[misc]
        shown = app.export_screenshot() + app.triage.detail.plain
        assert not {"\x1b", "\x00", "\u202e", "\u2066", "\x9b", "\x07"} & set(shown)
        assert "@click" in app.triage.detail.plain
        press(app, "enter", "enter", "G", "g", "escape", "escape")
        app.told(HOSTILE, severity="error", undo=True)
        app.failed(ValueError(HOSTILE))
        app.room.say(HOSTILE, "warn")
        await until(lambda: len(app.screen.query("Toast")) == 1, "the toast")
        for key in ("?", "L", ":", "B"):
            before = app.screen
            press(app, key)
            await until(lambda before=before: app.screen is not before, key)  # type: ignore[misc]
            await until(app.export_screenshot)
            press(app, "escape")
            await until(lambda: app.screen is app.triage, f"back from {key}")
        # Round all screens of work, and back to the first.
        for _room in ("register", "board", "triage"):
            before = app.screen
            press(app, "tab")
            await until(lambda before=before: app.screen is not before, _room)  # type: ignore[misc]
            await until(app.export_screenshot)
        assert app.screen is app.triage
        press(app, "/", "[", "/", "r", "]", "\\", "%", "_", '"')
        await until(lambda: app.place.filter.startswith("[/r]"))
        await until(lambda: worklist.listing.complete)
        assert app.is_running
    assert app.problem is None


async def test_a_click_on_hostile_text_runs_nothing(hostile: Path) -> None:
    app = Followup(hostile, by="山田", today=TODAY, state=State())
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: app.triage.worklist.row is not None)
        await until(lambda: "@click" in app.triage.detail.plain)
        for widget in (app.triage.worklist, app.triage.detail, app.triage.footer):
            for x in range(2, 60, 7):
                await pilot.click(widget, offset=(x, min(3, widget.size.height - 1)))
        assert app.is_running
