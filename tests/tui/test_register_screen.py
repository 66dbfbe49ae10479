"""The register as a tree: what it shows, how it opens, and that it keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import commands
from tests.tui.acting import ASSESSMENT, HOSTILE, WAYS, Desk, desk
from tests.tui.watching import TODAY, shows, until
from tui.screens.form import Form
from tui.screens.register import Register
from tui.screens.triage import Triage
from tui.settings import State

AGENCY = "digital-agency"


async def tree(at: Desk) -> Register:
    """The register's screen, its first lines there."""
    await at.press("tab")
    await until(lambda: isinstance(at.app.screen, Register), "the register")
    screen = at.app.screen
    assert isinstance(screen, Register)
    await until(lambda: screen.outline.lines, "its lines")
    return screen


async def down_to(at: Desk, screen: Register, *keys: str) -> None:
    """Open line after line with Enter, ending on the last key."""
    for key in keys:
        await until(lambda key=key: screen.outline.place_of(key) is not None, key)
        place = screen.outline.place_of(key)
        assert place is not None
        screen.outline.go(place)
        if key != keys[-1]:
            await at.press("enter")
            await until(lambda: screen.outline.line is not None and screen.outline.line.open, f"{key} to open")


def line(screen: Register) -> str:
    """The key under the cursor."""
    assert screen.outline.line is not None
    return screen.outline.line.node.key


PATH = (AGENCY, f"{AGENCY}/2023-09-20", f"{AGENCY}/2023-09-20/5", f"{AGENCY}/2023-09-20/5/assessment", ASSESSMENT)


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_entity_to_milestone_and_back(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        screen = await tree(at)
        kinds = [held.node.kind for held in screen.outline.lines]
        assert kinds == ["entity"] * 11 + ["case"] * 3
        await at.shown({"en": "overdue 9", "ja": "期限超過 9"}[lang], {"en": "unverified", "ja": "未確認"}[lang])
        await down_to(at, screen, *PATH)
        assert [held.depth for held in screen.outline.lines if held.open] == [0, 1, 2, 3]
        # Enter on a promise shows its story; Esc comes back, then closes line after line, then leaves.
        await at.press("enter")
        await until(lambda: screen.in_detail)
        await at.shown({"en": "Status", "ja": "状況"}[lang], "5/assessment/1")
        await at.press("escape")
        await until(lambda: not screen.in_detail)
        for key in PATH[-2::-1]:
            await at.press("escape")
            await until(lambda key=key: line(screen) == key, key)
            await at.press("escape")
            await until(lambda: screen.outline.line is not None and not screen.outline.line.open)
        await at.press("escape")
        await until(lambda: isinstance(at.app.screen, Triage))


async def test_cases_hold_what_is_watched(store: Path) -> None:
    async with desk(store) as at:
        screen = await tree(at)
        await down_to(at, screen, "account-misregistration", "account-misregistration/ppc-1")
        assert line(screen) == "account-misregistration/ppc-1"
        await at.press("enter")
        await at.shown("watch")


async def test_the_place_is_kept_from_screen_to_screen_and_from_run_to_run(store: Path) -> None:
    state = State()
    async with desk(store, state=state) as at:
        screen = await tree(at)
        await down_to(at, screen, *PATH)
        await at.press("q")
        await at.home()
        await at.press("tab")
        await until(lambda: at.app.screen is screen and line(screen) == ASSESSMENT)
    async with desk(store, state=state) as at:
        await until(lambda: isinstance(at.app.screen, Register), "the register again")
        screen = at.app.screen
        assert isinstance(screen, Register)
        await until(lambda: screen.is_mounted and bool(screen.query("#tree")) and bool(screen.outline.lines))
        await until(lambda: line(screen) == ASSESSMENT)
        assert sum(held.open for held in screen.outline.lines) == 4


async def test_acts_apply_to_the_line_and_the_tree_follows(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        screen = await tree(at)
        await down_to(at, screen, *PATH)
        form = await at.form("v", kind=Form)
        form.field("method").type("ヒアリング")
        form.field("evidence").type("A-1")
        await at.press("ctrl+s")
        await until(lambda: at.app.screen is screen)
        await until(lambda: screen.outline.line is not None and screen.outline.line.node.worst == "closed")
        assert line(screen) == ASSESSMENT
        # An officer for a whole item: everything open below it.
        place = screen.outline.place_of(f"{AGENCY}/2023-09-20/6")
        assert place is not None
        screen.outline.go(place)
        await at.form("s")
        await at.press(*"佐藤", "enter")
        await until(lambda: at.app.screen is screen)
        await until(lambda: at.held(f"{AGENCY}/2023-09-20/6/audit/3")["officer"] == "佐藤")
        await at.press("v")
        await at.shown("not a promise yet")


async def test_what_another_process_writes_appears_without_losing_the_place(store: Path) -> None:
    async with desk(store) as at:
        screen = await tree(at)
        await down_to(at, screen, *PATH[:3])
        commands.send_back(store, commands.Act(by="佐藤", today=TODAY), [ASSESSMENT], reason="資料不足")
        commands.edit(store, commands.Act(by="佐藤", today=TODAY), "entity", "nta", {"name": "国税庁長官官房"})
        await until(lambda: any(held.node.label == "国税庁長官官房" for held in screen.outline.lines), "the new name")
        assert line(screen) == PATH[2]


async def test_the_filter_keeps_entities_that_hold_what_it_finds(store: Path) -> None:
    async with desk(store) as at:
        screen = await tree(at)
        await at.press("/", *"富士通")
        await until(
            lambda: [held.node.key for held in screen.outline.lines if held.depth == 0][:1] == ["fujitsu-japan"]
        )
        await at.press("enter")
        await at.press("n")
        await until(lambda: "富士通" in (screen.outline.line.node.label if screen.outline.line else ""))
        await at.press("escape")
        await until(lambda: len(screen.outline.lines) == 14)
        await at.press("/", *"is:overdue", "enter")
        await until(lambda: {held.node.key for held in screen.outline.lines} == {"digital-agency", "fujitsu-japan"})


async def test_moving_paging_and_the_mouse(store: Path) -> None:
    async with desk(store) as at:
        screen = await tree(at)
        outline = screen.outline
        for key, place in (("j", 1), ("k", 0), ("G", 13), ("g", 0), ("pagedown", 13), ("ctrl+u", 3), ("Ｇ", 13)):
            await at.press(key)
            assert outline.cursor == place, key
        await at.pilot.click(outline, offset=(10, 1))
        assert outline.cursor == 1
        await at.pilot.click(outline, offset=(0, 1))
        await until(lambda: outline.lines[1].open)
        await at.pilot.click(outline, offset=(0, 1))
        await until(lambda: not outline.lines[1].open)


def test_a_room_still_being_entered_survives_what_is_said() -> None:
    """The first words come from a callback, and Tab may have been faster."""
    Register().say("?")


async def test_hostile_labels_stay_text(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY)
    commands.edit(store, act, "entity", AGENCY, {"name": HOSTILE})
    commands.edit(store, act, "milestone", ASSESSMENT, {"text": HOSTILE})
    commands.edit(store, act, "item", f"{AGENCY}/2023-09-20/5", {"heading": HOSTILE, "number": "[/red]"})
    commands.edit(store, act, "case", "account-misregistration", {"name": HOSTILE})
    async with desk(store, (120, 40)) as at:
        screen = await tree(at)
        await down_to(at, screen, *PATH)
        await at.shown("[@click=app.quit]押す[/]", "␛[31m")
        assert not shows(at.app, "\x1b")
        await at.press("enter")
        await until(lambda: screen.in_detail)
        assert at.app.is_running


async def test_an_empty_register_says_what_to_press(tmp_path: Path) -> None:
    from store import upgrade

    path = tmp_path / "empty.db"
    upgrade.create(path, lambda beside: None)
    from tui.followup import Followup

    app = Followup(path, by="山田", today=TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")
        await until(lambda: shows(app, "The register is empty."))
