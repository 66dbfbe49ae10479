"""What lies on top of a screen of work: its own keys in the last line, no toast over it, the screen still behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.tui.acting import ASSESSMENT, desk
from tests.tui.watching import screenful, until
from tui.screens.help import Help
from tui.widgets.legend import Legend


def last_line(at: object) -> str:
    return screenful(at.app).splitlines()[-1]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
async def test_the_last_line_names_the_keys_of_what_is_on_top(store: Path, size: tuple[int, int]) -> None:
    async with desk(store, size, "ja") as at:
        await at.go(ASSESSMENT)
        await at.form("v")
        await until(lambda: "^S 確認" in last_line(at) and "Esc やめる" in last_line(at), "the form's keys")
        assert "絞込み" not in last_line(at)
        await at.press("escape")
        await at.home()
        await at.form("?", kind=Help)
        await until(lambda: "Esc 閉じる" in last_line(at), "the help's keys")
        await at.press("escape")
        await at.home()
        await at.form(":", kind=CommandPalette)
        await until(lambda: "Esc 閉じる" in last_line(at), "the palette's keys")
        await at.press("escape")
        await at.home()
        await until(lambda: "絞込み" in last_line(at))


async def test_a_click_on_a_key_on_top_is_the_key(store: Path) -> None:
    async with desk(store) as at:
        page = await at.form("?", kind=Help)
        legend = page.query_one(Legend)
        await until(lambda: "Esc" in last_line(at))
        # " ↓ down  PgDn page down  Esc close"
        await at.pilot.click(Legend, offset=(26, 0))
        await at.home()
        assert not legend.is_attached


async def test_kana_on_top_says_what_happened_and_the_next_key_works(store: Path) -> None:
    async with desk(store) as at:
        await at.form("?", kind=Help)
        await until(lambda: "Esc" in last_line(at))
        await at.press("あ")
        await until(lambda: "あ is no key" in last_line(at))
        await at.press("ｊ")
        await until(lambda: "Esc" in last_line(at) and "no key" not in last_line(at))
        await at.press("escape")
        await at.home()
        # In a field it is text.
        await at.go(ASSESSMENT)
        await at.form("a")
        await at.press("あ")
        await until(lambda: "あ" in screenful(at.app) and "is no key" not in last_line(at))


async def test_one_toast_and_none_over_a_form(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        at.app.told("the first thing")
        at.app.told("the second thing")
        await at.shown("the second thing")
        await until(lambda: len(at.app.screen.query("Toast")) == 1, "only the newest")
        await at.go(ASSESSMENT)
        await at.form("v")
        await until(lambda: not at.app.screen.query("Toast"), "no toast over the form")
        at.app.told("the third thing")
        assert at.app.messages[-1].text == "the third thing"
        await until(lambda: not at.app.screen.query("Toast"))
        await at.press("escape")
        await at.home()
        await at.shown("the third thing")


@pytest.mark.parametrize("size", [(120, 40), (200, 50)], ids=str)
async def test_without_colour_the_screen_behind_a_form_stays(
    store: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with desk(store, size, plain=True) as at:
        await at.go(ASSESSMENT)
        behind = at.app.triage.worklist.row
        assert behind is not None
        await at.form("v")
        await at.shown("Triage", "unverified", "overdue")
