"""Correcting and adding records by hand: at the keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import commands
from tests.tui.acting import ASSESSMENT, AUDIT, HOSTILE, WAYS, desk
from tests.tui.watching import TODAY, until
from tui import text
from tui.screens.form import Form
from tui.screens.pick import Pick
from tui.screens.versions import Versions


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_a_correction_moves_only_the_fields_that_were_typed_and_keeps_its_reason(
    store: Path, lang: str, size: tuple[int, int]
) -> None:
    async with desk(store, size, lang) as at:
        await at.go(ASSESSMENT)
        before = at.held(ASSESSMENT)
        form = await at.form("e")
        form.field("quantity").type("4")
        form.field("due_approx").type({"en": "yes", "ja": "はい"}[lang])
        form.field("why").type("転記誤り")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.last().action == "edit")
        after = at.held(ASSESSMENT)
        assert {name for name in after if after[name] != before[name]} == {"quantity", "due_approx"}
        assert (after["quantity"], after["due_approx"], at.last().why) == (4, True, "転記誤り")


async def test_nothing_typed_writes_nothing_even_where_the_text_is_hostile(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY)
    commands.edit(store, act, "milestone", ASSESSMENT, {"text": HOSTILE, "note": HOSTILE})
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        batch = at.last().batch
        form = await at.form("e")
        assert form.field("text").text == text.clean(HOSTILE)
        await at.press("ctrl+s")
        await at.home()
        await at.told("Nothing differs")
        assert (at.held(ASSESSMENT)["text"], at.last().batch) == (HOSTILE, batch)


async def test_a_correction_of_what_changed_meanwhile_shows_both_and_asks(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("e")
        commands.edit(store, commands.Act(by="佐藤", today=TODAY), "milestone", ASSESSMENT, {"unit": "ファイル"})
        form.field("unit").type("部署")
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Versions))
        await at.shown("ファイル")
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["unit"] == "部署")


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_entity_guidance_item_measure_and_milestone_by_hand(
    store: Path, lang: str, size: tuple[int, int]
) -> None:
    async with desk(store, size, lang) as at:
        await at.go(ASSESSMENT)
        # A case, an entity: the last two of the list, from anywhere.
        await at.form("A", kind=Pick)
        await at.press("up", "up", "enter")
        form = await at.form()
        form.field("name").type("試験市")
        form.field("name_en").type("Test City")
        await until(lambda: form.field("key").text == "test-city")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.last().action == "create")
        assert at.held("test-city", "entity")["name"] == "試験市"


async def test_a_promise_beside_the_one_under_the_cursor(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        await at.form("A", kind=Pick)
        await at.press("1")
        form = await at.form()
        assert form.field("key").text == "4"
        form.field("text").type("点検の結果を公表する。")
        form.field("due_on").type("令和9年3月末頃")
        form.field("recurrence").type("毎年")
        await at.press("ctrl+s")
        await at.shown("This is no recurrence rule")
        form.field("recurrence").type("FREQ=YEARLY")
        form.field("key").type("1")
        await at.press("ctrl+s")
        await at.shown("is taken")
        form.field("key").type("publish")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.last().action == "create")
        made = at.held("digital-agency/2023-09-20/5/assessment/publish")
        assert (made["due_on"], made["original_due_on"], made["due_approx"]) == (*[date(2027, 3, 31)] * 2, True)
        assert (made["entity_key"], made["persons"], made["status"]) == ("digital-agency", 1167, "planned")


async def test_guidance_and_what_hangs_under_it(store: Path) -> None:
    async with desk(store) as at:
        await at.press("tab")
        register = at.app.screen
        await until(lambda: register.outline.lines, "the tree")
        # Under the first entity (足立区): a second act of guidance, on the day of the first one.
        await at.form("A", kind=Pick)
        await at.press("1")
        form = await at.form()
        form.field("given_on").type("R5.9.20")
        await until(lambda: form.field("key").text == "2023-09-20-2")
        form.field("case_key").type("コンビニエンスストアでの住民票等誤交付")
        form.field("law").type("個人情報保護法")
        await at.press("ctrl+s")
        await until(lambda: at.app.screen is register)
        await until(lambda: at.last().action == "create")
        assert at.held("adachi/2023-09-20-2", "guidance")["given_on"] == date(2023, 9, 20)


@pytest.mark.parametrize("lang", ["ja"])
async def test_hostile_text_in_every_field_of_every_form(store: Path, lang: str) -> None:
    """What is typed, pasted or on file is shown harmlessly, and what is harmless of it is stored."""
    async with desk(store, lang=lang) as at:
        await at.go(ASSESSMENT)
        for key in ("v", "b", "D", "t", "p", "r", "a", "s", ".", "e"):
            form = await at.form(key)
            for field in form._fields:
                field.type(HOSTILE)
                assert "\x1b" not in field.text
                assert "\u202e" not in field.text
            await at.press("ctrl+s")
            assert at.app.screen is not None
            if at.app.screen is form:
                form.dismiss(None)
            else:
                await at.press("escape")
            await at.home()
        assert at.app.is_running


async def test_hostile_records_on_every_form(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY)
    commands.edit(store, act, "milestone", ASSESSMENT, {"text": HOSTILE, "note": HOSTILE, "unit": HOSTILE,
                                                        "quantity": 3, "officer": HOSTILE})  # fmt: skip
    commands.edit(store, act, "entity", "digital-agency", {"name": HOSTILE})
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        for key in ("v", "b", "D", "t", "p", "r", "a", "s", ".", "e"):
            await at.form(key)
            await at.shown("第[1]項")
            await at.press("escape")
            await at.home()
        await at.form("A", kind=Pick)
        await at.press("escape")
        await at.home()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_correcting_what_a_document_says_needs_a_reason_and_the_buttons_stay_in_sight(
    store: Path, size: tuple[int, int]
) -> None:
    async with desk(store, size, "ja") as at:
        await at.go(AUDIT)
        form = await at.form("e")
        await at.shown("訂正  ^S", "やめる")
        form.field("text").type("点検の結果を公表する。")
        await at.press("ctrl+s")
        await at.shown("理由を入力してください")
        assert form.field("why").taken
        buttons, frame = form.query_one("#form-buttons").region, form.query_one("#form").region
        assert buttons.height == 1
        assert frame.contains_region(buttons)
        assert frame.bottom <= size[1]
        await at.shown("やめる")
        form.field("why").type("転記誤り")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(AUDIT)["text"] == "点検の結果を公表する。")


@pytest.mark.parametrize("promised", [True, False])
async def test_a_measure_goes_on_to_its_first_promise(store: Path, promised: bool) -> None:
    async with desk(store, (120, 40), "ja") as at:
        await at.go(ASSESSMENT)
        await at.form("A", kind=Pick)
        await at.press("2")
        form = await at.form()
        form.field("heading").type("臨時点検")
        measure = form.key(form.field("key").text)
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Form) and at.app.screen is not form, "the promise's form")
        form = at.app.screen
        await at.shown("臨時点検")
        assert at.held(measure, "measure")["heading"] == "臨時点検"
        if promised:
            form.field("text").type("臨時点検を行う。")
            form.field("due_on").type("令和9年3月末目処")
            await at.press("ctrl+s")
            await at.home()
            await until(lambda: at.last().changes[0].kind == "milestone")
            made = at.held(f"{measure}/1")
            assert (made["due_text"], made["due_approx"]) == ("令和9年3月末目処", True)
        else:
            await at.press("escape")
            await at.home()
            await at.told("臨時点検", "期限管理の対象になりません")
