"""Due dates, progress, claims: at the keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui.acting import ASSESSMENT, AUDIT, WAYS, desk
from tests.tui.watching import until
from tui.screens.confirm import Confirm


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_a_typed_due_date_is_shown_as_it_was_understood(store: Path, lang: str, size: tuple[int, int]) -> None:
    told = {
        "en": ("令和9年3月31日(Wed) 2027-03-31", "business day", "in 128", "put off by 1,186"),
        "ja": ("令和9年3月31日(水) 2027-03-31", "営業日", "128日後", "延期1,186日"),
    }
    async with desk(store, size, lang) as at:
        await at.go(ASSESSMENT)
        form = await at.form("t")
        await at.press(*"令和9年3月末頃")
        await at.shown(told[lang][0])
        said = form.field("due_on").told(form.field("due_on").read())
        assert all(words in said for words in told[lang])
        # 頃 sets the field for approximate dates.
        assert form.field("approx").read() == "1"
        await at.press("enter", *"工程見直し", "enter", *"11月報告書", "ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2027, 3, 31))
        held = at.held(ASSESSMENT)
        assert (held["due_approx"], held["revisions"], held["original_due_on"]) == (True, 1, date(2023, 12, 31))
        revision = at.held(f"{ASSESSMENT}#1", "revision")
        assert (revision["reason"], revision["source"], revision["days"]) == ("工程見直し", "11月報告書", 1186)


@pytest.mark.parametrize(
    ("typed", "understood", "said"),
    [
        ("+2w", date(2026, 12, 7), "in 14 days"),
        ("月末", date(2026, 11, 30), "business day"),
        ("12/25", date(2026, 12, 25), "Fri"),
        ("2027-03-31", date(2027, 3, 31), "2027-03-31"),
        ("2027-01-01", date(2027, 1, 1), "closed"),
        ("2026-12-30", date(2026, 12, 30), "year-end closing"),
        ("2026-11-28", date(2026, 11, 28), "closed: Saturday"),
        ("2023-11-30", date(2023, 11, 30), "brought forward by 31 days"),
    ],
)
async def test_dates_in_the_ways_they_are_typed(store: Path, typed: str, understood: date, said: str) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("t")
        field = form.field("due_on")
        field.type(typed)
        assert field.read() == understood
        assert said in field.told(understood)


async def test_what_is_no_date_says_so_and_goes_no_further(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("t")
        await at.press(*"令和5年2月30日", "enter")
        assert form.field("due_on").taken
        assert form.field("due_on").wrong() is not None
        await at.shown("令和5年2月30日")
        form.field("due_on").type("none")
        form.field("reason").type("期限の合意なし")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] is None)


async def test_progress_is_n_of_m_and_starts_a_planned_promise(store: Path) -> None:
    async with desk(store) as at:
        await at.go(AUDIT)
        form = await at.form("p")
        assert form.field("quantity").text == "5"
        form.field("quantity_done").type("9")
        await at.press("ctrl+s")
        await at.shown("9 is more than all 5.")
        form.field("quantity_done").type("３")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(AUDIT)["quantity_done"] == 3)
        assert at.held(AUDIT)["status"] == "in_progress"


async def test_a_claim_is_chosen_with_the_arrows_and_waits_for_verification(store: Path) -> None:
    async with desk(store) as at:
        await at.go(ASSESSMENT)
        form = await at.form("r")
        assert form.field("status").read() == "reported"
        await at.press("up")
        assert form.field("status").read() == "in_progress"
        await at.press("x", "ctrl+s")
        await at.shown("choose one")
        form.field("status").type("reported")
        form.field("done_on").type("11/20")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["status"] == "reported")
        assert at.held(ASSESSMENT)["done_on"] == date(2026, 11, 20)


async def test_the_toast_says_what_was_recorded_as_the_command_line_does(store: Path) -> None:
    async with desk(store, (120, 40), "ja") as at:
        await at.go(ASSESSMENT)
        form = await at.form("t")
        form.field("due_on").type("R8.11.30")
        form.field("reason").type("合意")
        await at.press("ctrl+s")
        await at.home()
        await at.told("R5.12.31 → R8.11.30", "延期1,065日")
        await at.go(ASSESSMENT)
        form = await at.form("p")
        form.field("quantity_done").type("2")
        form.field("quantity").type("5")
        await at.press("ctrl+s")
        await at.home()
        await at.told("全数 5", "済数 2", "予定 → 実施中")
        await at.go(ASSESSMENT)
        form = await at.form("s")
        form.field("officer").type("鈴木")
        await at.press("ctrl+s")
        await at.home()
        await at.told("担当 鈴木")
        await at.go(ASSESSMENT)
        form = await at.form(".")
        form.field("on").type("2026-12-07")
        await at.press("ctrl+s")
        await at.home()
        await at.told("R8.12.7")


async def test_the_question_about_several_rows_lists_what_is_written(store: Path) -> None:
    async with desk(store, (120, 40), "ja") as at:
        await at.press("space", "space")
        await until(lambda: len(at.app.triage.worklist.marks) == 2)
        form = await at.form("v")
        form.field("method").type("立入検査")
        form.field("evidence").type("監督第12号")
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown("令和8年11月23日(月) 2026-11-23", "立入検査", "監督第12号")
        await at.press("n")
        await at.home()


@pytest.mark.parametrize(
    ("typed", "words", "approx"),
    [("令和9年3月末目処", "令和9年3月末目処", True), ("令和9年3月末", "令和9年3月末", False), ("R9.3.31", None, False)],
)
async def test_a_due_date_is_kept_in_the_words_it_was_typed_in(
    store: Path, typed: str, words: str | None, approx: bool
) -> None:
    async with desk(store, (120, 40), "ja") as at:
        await at.go(ASSESSMENT)
        form = await at.form("t")
        # Writing too early leaves the reason missing; the words still follow the date afterwards.
        await at.press(*"令和10年頃", "ctrl+s")
        await until(lambda: form.field("approx").text == "はい")
        form.field("due_on").type(typed)
        await until(lambda: form.field("due_text").text == (words or ""))
        form.field("reason").type("合意")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2027, 3, 31))
        held = at.held(ASSESSMENT)
        assert (held["due_text"], held["due_approx"]) == (words, approx)
