"""Where the cursor stands after the record or the day has changed, and in which order a list comes back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import commands
from tests.tui.acting import ASSESSMENT, RECURRING, Desk, desk
from tests.tui.watching import TODAY, until
from tui.settings import State, read_state


def key_at_cursor(at: Desk) -> str:
    row = at.app.triage.worklist.row
    return row.key if row is not None else ""


def visible(at: Desk) -> bool:
    worklist = at.app.triage.worklist
    return worklist.top <= worklist.cursor < worklist.top + worklist.page


async def put_off(at: Desk, key: str) -> None:
    """Revise a due date far enough that the row leaves its place."""
    await at.go(key)
    await at.form("t")
    await at.press(*"2027-03-31", "enter", *"because", "ctrl+s")
    await at.home()
    await until(lambda: at.held(key)["due_on"] == date(2027, 3, 31))
    await until(lambda: key_at_cursor(at) not in ("", key), "the next row takes the place")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_undo_and_redo_put_the_cursor_on_the_record(store: Path, size: tuple[int, int]) -> None:
    async with desk(store, size) as at:
        first = at.app.triage.worklist.listing.row(0)
        assert first is not None
        await put_off(at, first.key)
        await at.press("home", "z")
        await until(lambda: key_at_cursor(at) == first.key, "undo: the restored row")
        worklist = at.app.triage.worklist
        assert (worklist.cursor, worklist.top) == (0, 0)
        await at.press("j", "Z")
        await until(lambda: at.held(first.key)["due_on"] == date(2027, 3, 31))
        await until(lambda: key_at_cursor(at) == first.key and worklist.cursor > 0, "redo: the row in its new place")
        assert visible(at)


async def test_undo_of_a_record_outside_the_view_leaves_the_cursor(store: Path) -> None:
    commands.assign(store, commands.Act(by="山田", today=TODAY), [ASSESSMENT], officer="佐藤")
    async with desk(store, state=State(view="unverified")) as at:
        kept = key_at_cursor(at)
        await at.press("z")
        await until(lambda: at.held(ASSESSMENT)["officer"] is None)
        await at.told("Taken back")
        await until(lambda: key_at_cursor(at) == kept)


@pytest.mark.parametrize("key", [ASSESSMENT, RECURRING])
async def test_another_day_and_back_keep_the_record(store: Path, key: str) -> None:
    async with desk(store) as at:
        await at.go(key)
        listing = at.app.triage.worklist.listing
        await at.press("[")
        await until(lambda: at.app.triage.worklist.listing is not listing and key_at_cursor(at) == key, "a week back")
        listing = at.app.triage.worklist.listing
        assert visible(at)
        await at.press("0")
        await until(lambda: at.app.triage.worklist.listing is not listing and key_at_cursor(at) == key, "today")
        assert visible(at)


async def test_a_record_that_did_not_stand_yet_is_found_again_today(store: Path) -> None:
    async with desk(store) as at:
        await at.go(RECURRING)
        await at.form("@")
        await at.press(*"2023-11-01", "ctrl+s")
        await until(lambda: at.app.as_of == date(2023, 11, 1) and not len(at.app.triage.worklist.listing), "no record")
        await at.press("0")
        await until(lambda: key_at_cursor(at) == RECURRING, "the row chosen before")


async def test_a_day_is_typed_and_lies_in_the_past(store: Path) -> None:
    async with desk(store) as at:
        form = await at.form("@")
        await at.press(*"R9.3.31", "ctrl+s")
        await at.shown("lies ahead")
        assert at.app.as_of == TODAY
        form.field("day").type("R6.1.10")
        await at.press("ctrl+s")
        await at.home()
        await until(lambda: at.app.as_of == date(2024, 1, 10))
        await at.shown("令和6年1月10日(Wed), for reading only")
        # The same key goes on to another day from there.
        await at.form("@")
        await at.press(*"-1w", "ctrl+s")
        await until(lambda: at.app.as_of == date(2026, 11, 16))


async def test_a_view_comes_back_in_triage_order_and_the_header_says_another(store: Path) -> None:
    async with desk(store, (120, 40), "ja") as at:
        await at.press("<", "<", "<")
        await until(lambda: at.app.place.sort == "entity_name")
        await at.shown("並び：指導先▴")
        await at.press("6")
        await until(lambda: at.app.triage.worklist.listing.query.sort == "" and at.app.triage.worklist.cursor == 0)
        row = at.app.triage.worklist.row
        assert row is not None
        assert row.attention == "overdue"
        await at.press("<")
        await until(lambda: at.app.place.sort == "attention")
        await at.press("escape")
        await until(lambda: at.app.place.sort == "", "Esc takes the order back too")


async def test_place_order_filter_and_columns_survive_a_restart(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    columns = [("text", 30), ("attention", 0)]
    async with desk(store, (120, 40), state=State(), state_path=path) as at:
        await at.press("2", "/", *"is:unverified", "enter")
        await until(lambda: at.app.place.filter == "is:unverified" and at.app.focused is None)
        await at.press("<", "<", ">")
        await until(lambda: at.app.triage.worklist.listing.query.descending)
        await until(lambda: at.app.triage.worklist.listing.complete)
        await at.press("j", "j", "j")
        await until(lambda: at.app.triage.worklist.cursor == 3)
        key = key_at_cursor(at)
        at.app.place.columns = list(columns)
        at.app.leave()
        await until(lambda: not at.app.is_running)
    state, wrong = read_state(path)
    assert wrong is None
    async with desk(store, (120, 40), state=state) as at:
        assert at.app.state.view == "unverified"
        assert key_at_cursor(at) == key
        assert at.app.triage.worklist.listing.query.sort == "days_overdue"
        assert at.app.triage.worklist.listing.query.descending
        assert at.app.place.filter == "is:unverified"
        assert next((place.column.id, place.width) for place in at.app.triage.worklist.placed) == ("text", 30)
        await at.shown("Order: Days overdue▾")


async def test_a_check_that_is_due_is_seen(store: Path) -> None:
    act = commands.Act(by="山田", today=TODAY)
    commands.next_check(store, act, [ASSESSMENT], on=TODAY)
    commands.next_check(store, act, [RECURRING], on=date(2026, 11, 24))
    async with desk(store, (120, 40), "ja") as at:
        await at.go(ASSESSMENT)
        await at.shown("【確認 R8.11.23】")
        await at.press("7")
        await until(lambda: at.app.state.view == "checks" and at.app.triage.worklist.listing.complete)
        await until(lambda: len(at.app.triage.worklist.listing) == 1 and key_at_cursor(at) == ASSESSMENT)
        await at.press("]")
        await until(lambda: len(at.app.triage.worklist.listing) == 2, "a week later both are due")


async def test_a_list_that_is_left_while_it_is_read_anew_does_not_come_back_as_it_was(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.lister.PATIENCE", 0.0)
    async with desk(store) as at:
        lister, worklist = at.app.triage.lister, at.app.triage.worklist
        await until(lambda: worklist.listing.complete)
        every = lister.query
        commands.assign(store, commands.Act(by="山田", today=TODAY), [worklist.listing.row(0).key], officer="佐藤")
        lister.refresh()
        lister.open(every._replace(officer="佐藤"))
        await until(lambda: len(worklist.listing) == 1)
        lister.open(every)
        await until(lambda: len(worklist.listing) > 60 and worklist.row is not None)
        assert worklist.row.officer == "佐藤"
