"""Verify, send back, withdraw: at the keys, in both languages and sizes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import commands
from tests.tui.acting import ASSESSMENT, AUDIT, LANGS, RECURRING, WAYS, desk
from tests.tui.watching import TODAY, until
from tui.screens.confirm import Confirm
from tui.screens.versions import Versions


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_verify_needs_method_and_evidence_and_is_one_batch(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        await at.go(ASSESSMENT)
        before = at.last().batch
        form = await at.form("v")
        # The day is there; the first field that needs something has the keys. Ctrl+S goes to what is missing.
        await at.press("ctrl+s")
        assert at.app.screen is form
        assert form.field("method").taken
        await at.press("down", "enter")
        assert form.field("method").text == {"en": "Review of documents", "ja": "書面確認"}[lang]
        await until(lambda: form.field("evidence").taken)
        await at.press(*"令5-12", "enter")
        await at.home()
        await at.told({"en": "Verify" if lang == "en" else "", "ja": "確認"}[lang].lower())
        held = at.held(ASSESSMENT)
        assert (held["status"], held["verified_on"], held["verified_by"]) == ("verified", TODAY, "山田")
        assert (held["method"], held["evidence"]) == (form.field("method").text, "令5-12")
        assert at.last().batch == before + 1
        await at.shown({"en": "z takes it back", "ja": "z"}[lang])


async def test_a_verification_day_without_a_year_is_the_last_one_and_never_after_today(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("v")
        form.field("on").take()
        form.field("on").type("12/25")
        assert form.field("on").read() == date(2025, 12, 25)
        form.field("on").type("2026-12-01")
        await at.press("ctrl+s")
        await at.shown("A verification cannot be dated after today.")
        assert at.app.screen is form


async def test_verifying_a_recurring_promise_shows_its_next_date_and_takes_another_one(store: Path) -> None:
    async with desk(store) as at:
        await at.go(RECURRING)
        form = await at.form("v")
        assert form.field("next_due_on").read() == date(2025, 12, 6)
        form.field("method").type("ヒアリング")
        form.field("evidence").type("監督第12号")
        form.field("next_due_on").type("令和9年3月末")
        await at.press("ctrl+s")
        await at.home()
        await at.told("next occurrence")
        following = at.held(f"{RECURRING}.2")
        assert (following["due_on"], following["due_inferred"]) == (date(2027, 3, 31), False)


async def test_sending_back_asks_for_the_reason(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        await at.form("b")
        await at.press("enter")
        await at.shown("Reason is missing.")
        await at.press(*"資料不足", "enter")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["status"] == "returned")
        assert at.held(ASSESSMENT)["reason"] == "資料不足"


@pytest.mark.parametrize("lang", LANGS)
async def test_withdrawing_names_the_promise_and_a_held_enter_key_does_not_do_it(store: Path, lang: str) -> None:
    async with desk(store, lang=lang) as at:
        await at.go(ASSESSMENT)
        await at.form("D")
        await at.press(*"統合", "enter")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown({"en": "Digital Agency", "ja": "デジタル庁"}[lang], "統合")
        await at.press("enter")
        await at.home()
        assert at.held(ASSESSMENT)["status"] == "planned"
        await at.form("Ｄ")
        await at.press(*"統合", "enter")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("ｙ")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["status"] == "withdrawn")


async def test_several_marked_rows_are_counted_named_and_confirmed(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        await at.press("space", "space", "space")
        await until(lambda: len(at.app.triage.worklist.marks) == 3)
        await at.form("v")
        await at.shown("3 records")
        await at.press("down", "enter", *"A-1", "enter")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown("3 records", "Fujitsu Japan")
        await at.press("n")
        await at.home()
        assert at.last().action == "register"
        form = await at.form("v")
        await at.press("down", "enter", *"A-1", "enter")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "verify")
        assert len({change.key for change in at.last().changes}) == 3
        await until(lambda: not at.app.triage.worklist.marks, "the marks to go")
        assert form is not at.app.screen


async def test_what_the_act_does_not_apply_to_is_left_out_and_said(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        await at.press("3")
        await until(lambda: at.app.triage.worklist.row is not None and at.app.triage.worklist.row.kind == "item")
        await at.press("space")
        await at.press("1")
        await until(lambda: at.app.triage.worklist.row is not None and at.app.triage.worklist.row.kind == "milestone")
        await at.press("space")
        await until(lambda: len(at.app.triage.worklist.marks) == 2)
        await at.form("v")
        await at.shown("1 marked row is left out")


async def test_esc_takes_back_at_once_and_asks_where_something_was_typed(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        await at.form("v")
        await at.press("escape")
        await at.home()
        form = await at.form("v")
        await at.press(*"abc", "escape")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("n")
        await until(lambda: at.app.screen is form)
        assert form.field("method").text == "abc"
        await at.press("escape")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        assert at.last().action == "register"


@pytest.mark.parametrize("answer", ["n", "y"])
async def test_a_row_that_changed_meanwhile_shows_both_versions_and_asks(store: Path, answer: str) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("v")
        other = commands.Act(by="佐藤", today=TODAY)
        if answer == "y":
            # Also what is only put beside the promise.
            commands.add_note(store, other, [ASSESSMENT], text="来週回答の由")
        else:
            commands.revise(store, other, [ASSESSMENT], due_on=date(2027, 3, 31), reason="合意")
        form.field("method").type("ヒアリング")
        form.field("evidence").type("A-1")
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Versions), "both versions")
        await at.shown(*(["≠ 来週回答の由"] if answer == "y" else ["≠ R5.12.31", "≠ R9.3.31"]))
        assert at.held(ASSESSMENT)["status"] == "planned"
        await at.press(answer)
        await at.home()
        if answer == "y":
            await until(lambda: at.held(ASSESSMENT)["status"] == "verified")
        else:
            await at.told("Nothing was written.")
            assert at.held(ASSESSMENT)["status"] == "planned"


@pytest.mark.parametrize("mine", [True, False])
async def test_what_one_has_written_oneself_is_not_asked_about(store: Path, mine: bool) -> None:
    """The list behind a quick hand may be older than what the hand has just written; another's entry is asked about."""
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("v")
        if mine:
            await at.app.commit(lambda commands: commands.add_note(store, at.app.act(), [ASSESSMENT], text="電話した"))
        else:
            commands.add_note(store, at.app.act(), [ASSESSMENT], text="電話した")
        form.field("method").type("ヒアリング")
        form.field("evidence").type("A-1")
        await at.press("ctrl+s")
        if mine:
            await until(lambda: at.held(ASSESSMENT)["status"] == "verified")
        else:
            await until(lambda: isinstance(at.app.screen, Versions), "both versions")


async def test_a_store_that_is_gone_is_told_in_a_sentence(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("b")
        for path in store.parent.glob(f"{store.name}*"):
            path.unlink()
        form.field("reason").type("x")
        await at.press("ctrl+s")
        await at.told("followup.db")


async def test_enter_in_the_question_about_what_was_typed_goes_on_typing(store: Path) -> None:
    async with desk(store, lang="ja") as at:
        await at.go(ASSESSMENT)
        form = await at.form("v")
        await at.press(*"abc", "escape")
        await until(lambda: isinstance(at.app.screen, Confirm) and at.app.screen.focused is not None)
        assert at.app.screen.focused is at.app.screen.query_one("#press-no")
        await at.press("enter")
        await until(lambda: at.app.screen is form)
        assert form.field("method").text == "abc"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_long_promise_is_wrapped_and_not_cut_at_the_first_line(store: Path, size: tuple[int, int]) -> None:
    promise = "甲" * 60 + "の点検を行い、その結果を監督部署に報告する" + "乙" * 20 + "終"
    commands.edit(store, commands.Act(by="佐藤", today=TODAY), "milestone", ASSESSMENT, {"text": promise})
    async with desk(store, size, "ja") as at:
        await at.go(ASSESSMENT)
        for key in ("v", "t", "p", "s"):
            form = await at.form(key)
            await until(lambda form=form: 2 <= form.query_one(".about").size.height <= 4, key)
            await at.shown("終")
            await at.press("escape")
            await at.home()


@pytest.mark.parametrize("lang", LANGS)
async def test_verifying_says_in_one_line_that_nothing_was_reported(store: Path, lang: str) -> None:
    said = {"en": "The entity has not reported it done (planned, 0/5).",
            "ja": "指導先から実施済の報告はありません（予定、0/5）"}[lang]  # fmt: skip
    async with desk(store, (120, 40), lang) as at:
        await at.go(AUDIT)
        await at.form("v")
        await at.shown(said)
        await at.press("escape")
        await at.home()
        act = commands.Act(by="佐藤", today=TODAY)
        commands.claim(store, act, [ASSESSMENT], status="reported", done_on=None)
        # A row that leaves for another class gives its place to the next one: first the new order, then the cursor.
        before = at.app.triage.worklist.listing
        at.app.refresh_record()
        await until(lambda: at.app.triage.worklist.listing is not before, "the list read anew")
        await at.go(ASSESSMENT)
        await until(lambda: at.app.triage.worklist.row.status == "reported")
        form = await at.form("v")
        assert not any(word in line for line in form._told for word in ("not reported", "報告はありません"))
