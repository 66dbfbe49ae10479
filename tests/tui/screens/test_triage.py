"""The triage screen at work: what it shows, where it keeps its place, and what it does when others write."""

from __future__ import annotations

from asyncio import Event
from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from store import commands
from tests.tui.watching import SIZES, TODAY, press, screenful, shows, until
from tui import i18n
from tui.followup import Followup
from tui.screens.columns import Columns
from tui.screens.pick import Lines
from tui.settings import Config, Place, State, read_state
from tui.widgets.summary import Summary
from tui.widgets.worklist import Worklist


def app_on(store: Path, state: State | None = None, **more: object) -> Followup:
    given: dict[str, object] = {"by": "山田", "today": TODAY, "state": state or State(), **more}
    return Followup(store, **given)  # type: ignore[arg-type]


def act() -> commands.Act:
    return commands.Act(by="佐藤", today=TODAY)


async def ready(app: Followup) -> Worklist:
    await until(lambda: app.is_running and app.counts is not None and app.triage.worklist.row is not None, "the rows")
    return app.triage.worklist


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_shows_counts_day_list_and_story(store: Path, size: tuple[int, int]) -> None:
    i18n.speak("ja")
    try:
        app = app_on(store)
        async with app.run_test(size=size):
            await ready(app)
            await until(lambda: shows(app, "期限超過", "未確認", "改善策未提出", "令和8年11月23日(月) 2026-11-23"))
            await until(lambda: shows(app, "デジタル庁", "R5.12.31"))
            if size != (80, 24):
                await until(lambda: shows(app, "日超過", "状況", "期限の記載"))
                assert "番号法及び個人情報保護法" in app.triage.detail.plain
    finally:
        i18n.speak("en")


async def test_the_story_tells_the_shared_quantity_and_the_quote(store: Path) -> None:
    app = app_on(store, State(calendar="western"))
    async with app.run_test(size=(200, 50)):
        worklist = await ready(app)
        rows = {row.key: place for place in range(64) if (row := worklist.listing.row(place)) is not None}
        place = next(place for key, place in rows.items() if key.startswith("digital-agency/2023-09-20/6/audit/"))
        worklist.go(place)
        await until(lambda: "of 11 together" in app.triage.detail.plain, "the audit's joint count")
        assert "2024-03-31" in app.triage.detail.plain


async def test_moving_never_waits_and_the_story_follows_the_last_row(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        press(app, *"jjjjjkj")
        await until(lambda: worklist.cursor == 5)
        key = worklist.row.key if worklist.row else ""
        await until(lambda: key in app.triage.detail.plain)


async def test_another_process_is_seen_without_losing_place_or_marks(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        worklist.go(5)
        kept = worklist.row
        assert kept is not None
        press(app, "space")
        await until(lambda: worklist.cursor == 6)
        worklist.go(5)
        first = worklist.listing.row(0)
        assert first is not None
        commands.withdraw(store, act(), [first.key], reason="合併により消滅")
        await until(lambda: worklist.row is not None and worklist.cursor == 4, "the row moved up")
        assert worklist.row is not None
        assert worklist.row.key == kept.key
        assert worklist.marks == {kept.handle}
        await until(lambda: app.counts is not None and app.counts["closed"] == 1)


async def test_a_row_that_leaves_the_list_leaves_the_cursor_where_it_is(store: Path) -> None:
    app = app_on(store, State(view="overdue"))
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        worklist.go(2)
        gone, after = worklist.listing.row(2), worklist.listing.row(3)
        assert gone is not None
        assert after is not None
        commands.withdraw(store, act(), [gone.key], reason="合併により消滅")
        await until(lambda: worklist.row is not None and worklist.row.key == after.key, "the next row")
        assert worklist.cursor == 2


async def test_everything_is_where_it_was_after_a_restart(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    app = app_on(store, state_path=path)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        press(app, "2")
        await until(lambda: worklist.listing.query.attentions == ("unverified",) and worklist.listing.complete)
        press(app, "j", "j", "j", "c", "T")
        await until(lambda: worklist.cursor == 3 and app.state.theme == "light")
        key = worklist.row.key if worklist.row else ""
        app.leave()
        await until(lambda: not app.is_running)
    state, wrong = read_state(path)
    assert wrong is None
    assert (state.view, state.theme, state.calendar, state.places["unverified"].key) == (
        "unverified", "light", "western", key,
    )  # fmt: skip
    again = app_on(store, state)
    async with again.run_test(size=(120, 40)):
        worklist = await ready(again)
        assert worklist.row is not None
        assert (worklist.row.key, worklist.cursor, worklist.top) == (key, 3, 0)
        assert again.theme == "followup-light"


async def test_a_remembered_filter_by_entity_is_there_from_the_first_row(store: Path) -> None:
    state = State(view="all", places={"all": Place(filter="entity:カワサキ")})
    app = app_on(store, state)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        assert {worklist.listing.row(i).entity for i in range(len(worklist.listing))} == {"kawasaki"}  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["kawasaki", "かわさき", "カワサキ", "entity:川崎"])
async def test_readings_find_an_entity(store: Path, words: str) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)):
        worklist = await ready(app)
        press(app, "/")
        await until(lambda: app.focused is not None)
        press(app, *words)
        await until(
            lambda: len(worklist.listing) > 0
            and worklist.listing.complete
            and all((row := worklist.listing.row(i)) is not None and row.entity == "kawasaki"
                    for i in range(len(worklist.listing))),
            words,
        )  # fmt: skip
        press(app, "escape")
        await until(lambda: len(worklist.listing) > 60 and app.focused is None)


async def test_a_letter_lays_nothing_out_and_its_rows_come_with_it(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(80, 24)):
        worklist = await ready(app)
        press(app, "/")
        await until(lambda: app.triage.typing and app.focused is not None)
        laid: list[object] = []
        await until(lambda: app.resting, "the line stands")
        stands = Event()
        app.triage.call_after_refresh(stands.set)
        await stands.wait()
        app.triage.screen_layout_refresh_signal.subscribe(app.triage, laid.append)
        for typed in ("n", "nt", "nta"):
            press(app, typed[-1])
            await until(lambda typed=typed: app.place.filter == typed)  # type: ignore[misc]
        await until(lambda: worklist.row is not None and worklist.row.entity == "nta")
        await until(lambda: "国税庁" in screenful(app))
        assert laid == []


async def test_an_empty_list_says_what_to_press(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        press(app, "4")
        await until(lambda: len(worklist.listing) == 0 and shows(app, "6 shows everything"))
        await until(lambda: app.triage.detail.plain == "")
        press(app, "v")
        await until(lambda: "no row under the cursor" in app.triage.footer.said)


async def test_the_past_is_marked_and_cannot_be_written(store: Path) -> None:
    app = app_on(store, as_of=date(2024, 1, 10))
    async with app.run_test(size=(120, 40)):
        await ready(app)
        assert app.counts is not None
        # Only the two promises for the end of December 2023 and the one for early January are late by then.
        assert 1 <= app.counts["overdue"] <= 3
        await until(lambda: shows(app, "2024-01-10, for reading only"))
        press(app, "v")
        await until(lambda: "0 goes back to today" in app.triage.footer.said)
        press(app, "0")
        await until(lambda: app.counts is not None and app.counts["overdue"] > 8)


async def test_a_store_for_reading_only_says_so(store: Path) -> None:
    app = app_on(store, read_only=True)
    async with app.run_test(size=(120, 40)):
        await ready(app)
        await until(lambda: shows(app, "store for reading only"))
        press(app, "a")
        await until(lambda: "open for reading only" in app.triage.footer.said)


async def test_the_mouse(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(120, 40)) as pilot:
        worklist = await ready(app)
        await pilot.click(Worklist, offset=(30, 4))
        await until(lambda: worklist.cursor == 3)
        await pilot.click(Worklist, offset=(30, 0))
        await until(lambda: app.place.sort == "entity_name" and not app.place.descending)
        await pilot.click(Worklist, offset=(30, 0))
        await until(lambda: app.place.descending)
        await pilot.click(Worklist, offset=(30, 0))
        await until(lambda: app.place.sort == "")
        # A count once more, at the same place, shows all rows again.
        await pilot.click(Summary, offset=(30, 1))
        await until(lambda: app.place.filter == "is:unverified" and len(worklist.listing) < 30)
        await until(lambda: "in all" in screenful(app).splitlines()[1])
        await pilot.click(Summary, offset=(30, 1))
        await until(lambda: app.place.filter == "" and len(worklist.listing) > 60)
        await pilot.click(Summary, offset=(3, 1))
        await until(lambda: app.place.filter == "is:overdue" and len(worklist.listing) < 20)
        await wheel(pilot, worklist)
        await drag(pilot, worklist)


async def drag(pilot: Pilot[None], worklist: Worklist) -> None:
    """The edge behind a heading makes its column wider; a click on it does nothing, the end of a drag sorts nothing."""
    app = worklist.app
    assert isinstance(app, Followup)
    before = {one.column.id: one.width for one in worklist.placed}
    entity = next(one for one in worklist.placed if one.column.id == "entity")
    edge = entity.start + entity.width
    await pilot.click(Worklist, offset=(edge, 0))
    assert not app.place.columns
    await pilot.mouse_down(Worklist, offset=(edge, 0))
    await pilot.hover(Worklist, offset=(edge + 7, 0))
    await pilot.mouse_up(Worklist, offset=(edge + 7, 0))
    await until(lambda: {one.column.id: one.width for one in worklist.placed}["entity"] == before["entity"] + 7)
    after = {one.column.id: one.width for one in worklist.placed}
    assert after == {**before, "entity": before["entity"] + 7, "text": before["text"] - 7}
    assert (dict(app.place.columns)["entity"], app.place.sort) == (before["entity"] + 7, "")


async def wheel(pilot: Pilot[None], worklist: Worklist) -> None:
    press(pilot.app, "6", "escape")  # type: ignore[arg-type]
    await until(lambda: len(worklist.listing) > 60)
    here = (worklist.region.x + 30, worklist.region.y + 5)
    app = pilot.app
    app.post_message(events.MouseScrollDown(None, *here, 0, 1, 0, False, False, False, *here))
    await until(lambda: worklist.top == 3)
    assert worklist.cursor == 0


async def test_japanese_input_says_what_happened(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(120, 40)):
        await ready(app)
        for typed, word in (
            ("あ", "switch Japanese input off"),
            ("d", "never deleted"),
            ("ｄ", "never deleted"),
            ("~", "no key"),
        ):
            press(app, typed)
            await until(lambda word=word: word in app.triage.footer.said, typed)  # type: ignore[misc]
        press(app, "j")
        await until(lambda: app.triage.footer.said == "")


async def test_the_users_own_keys_work(store: Path) -> None:
    app = app_on(store, config=Config(keys={"down": "w ,", "out": "f6", "view_all": "f7", "help": "H"}))
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        press(app, "w")
        await until(lambda: worklist.cursor == 1)
        press(app, "ｗ")
        await until(lambda: worklist.cursor == 2)
        press(app, ",")
        await until(lambda: worklist.cursor == 3)
        press(app, "j")
        await until(lambda: "no key" in app.triage.footer.said)
        assert worklist.cursor == 3
        # The filter line's keys are its own, and sentences name what the user has bound.
        press(app, "/", *"zzz")
        await until(lambda: shows(app, "F6 takes the filter back"))
        press(app, "escape")
        await until(lambda: not app.triage.typing and not app.place.filter and len(worklist.listing) > 60)
        # On a screen with a table of its own too.
        press(app, "C")
        await until(lambda: isinstance(app.screen, Columns) and app.screen.is_mounted)
        press(app, "w")
        await until(lambda: app.screen.query_one(Lines).at == 1)
        await until(lambda: "H help" in screenful(app).splitlines()[-1])


async def test_marks_are_counted_and_go_to_an_act_in_order(store: Path) -> None:
    app = app_on(store)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        worklist.go(3)
        press(app, "space", "g", "space")
        await until(lambda: len(worklist.marks) == 2 and shows(app, "2 marked"))
        chosen = await app.room.chosen()
        assert chosen.marked
        assert [row.handle for row in chosen.rows] == [worklist.listing.handle(0), worklist.listing.handle(3)]


async def test_no_colour_is_left_with_no_color(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(store, plain=True)
    async with app.run_test(size=(120, 40)):
        await ready(app)
        strip = app.triage.worklist.render_line(1)
        assert all(segment.style is None or segment.style.color is None for segment in strip)
        assert any(segment.style is not None and segment.style.reverse for segment in strip)
        assert "overdue" in screenful(app)


async def test_a_store_that_is_gone_ends_with_its_sentence(tmp_path: Path) -> None:
    app = app_on(tmp_path / "nothing.db")
    async with app.run_test(size=(80, 24)):
        await until(lambda: not app.is_running)
    assert "there is no store here" in str(app.problem)


async def test_words_are_found_with_what_is_made_in_leisure(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.grams.FROM", 1)
    monkeypatch.setattr("store.grams.ROWS", 8)
    monkeypatch.setattr("store.find.WALK", 1)
    monkeypatch.setattr("store.find.FAR", 2)
    monkeypatch.setattr("tui.reader.POLL", 0.02)
    app = app_on(store)
    async with app.run_test(size=(120, 40)):
        worklist = await ready(app)
        asked: list[bool] = []

        def all_made() -> bool:
            # Asked of the reader behind, which makes them between two requests.
            done = app.back.ask(
                lambda connection: app.store(connection).grams is not None and not app.grams.step(connection)
            )
            asked.append(done.result(30))
            return asked[-1]

        await until(all_made, "every block")
        press(app, "/", *"FAX")
        await until(lambda: len(worklist.listing) == 0 and shows(app, "Nothing"), "nothing holds it")
        press(app, "escape", "escape")
        await until(lambda: len(worklist.listing) == 64, "all rows again")
        commands.add_note(store, act(), ["digital-agency/2023-09-20/6/audit/3"], text="FAXで照会")
        press(app, "/", *"fax")
        await until(lambda: len(worklist.listing) == 1 and worklist.row is not None, "the row that was noted meanwhile")
        assert worklist.row is not None
        assert worklist.row.key == "digital-agency/2023-09-20/6/audit/3"
