"""The board of entities: counts and ages by hand, and the keys on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from store import commands, db
from tests.tui.acting import HOSTILE, WAYS, Desk, desk
from tests.tui.watching import TODAY, until
from tui import boarding, i18n
from tui.boarding import Standing, narrowed, sorted_by
from tui.screens.board import Entities
from tui.settings import State
from tui.start import entities
from tui.views import Entity
from tui.widgets.board import Board, layout


@pytest.fixture
def connection(store: Path) -> Iterator[sqlite3.Connection]:
    with closing(db.connect(store)) as made:
        yield made


def standing(key: str, reading: str = "", **counts: int) -> Standing:
    held = {**boarding.NONE, **counts}
    return Standing(Entity(key, key.upper(), "", reading), held)  # type: ignore[arg-type]


def test_every_entity_with_its_counts_ages_and_days(connection: sqlite3.Connection) -> None:
    rows = boarding.standings(connection, entities(connection), TODAY, 30)
    assert len(rows) == 11
    first = rows[0]
    assert (first.entity.key, first.counts["overdue"], first.counts["unverified"], first.counts["undated"]) == (
        "digital-agency", 9, 20, 2,
    )  # fmt: skip
    # All nine are overdue for more than a year; the oldest since 2023-12-31, which is 1,058 days before 2026-11-23.
    assert (first.ages, first.oldest) == ((0, 0, 0, 9), 1058)
    # Nothing has been received: the last contact is the guidance of 2023-09-20.
    assert (first.contact_on, first.expected_on) == (date(2023, 9, 20), None)
    assert rows[1].entity.key == "fujitsu-japan"


def test_ages_are_cut_at_30_90_and_365_days(connection: sqlite3.Connection) -> None:
    def ages(day: date) -> tuple[int, ...]:
        rows = boarding.standings(connection, entities(connection), day, 30)
        return next(row.ages for row in rows if row.entity.key == "digital-agency")

    # Two promises of the Digital Agency are due on 2023-12-31.
    assert ages(date(2023, 12, 31)) == (0, 0, 0, 0)
    assert ages(date(2024, 1, 30)) == (2, 0, 0, 0)
    assert ages(date(2024, 1, 31)) == (0, 2, 0, 0)
    assert ages(date(2024, 3, 30)) == (0, 2, 0, 0)
    assert ages(date(2024, 3, 31)) == (0, 0, 2, 0)


def test_the_counts_agree_with_the_whole_register(connection: sqlite3.Connection) -> None:
    rows = boarding.standings(connection, entities(connection), TODAY, 30)
    assert sum(row.counts["overdue"] for row in rows) == 11
    assert sum(row.counts["unverified"] for row in rows) == 27
    assert sum(row.counts["awaiting_plan"] for row in rows) == 24
    assert all(sum(row.ages) == row.counts["overdue"] for row in rows)


def test_what_is_read_comes_from_indexes(connection: sqlite3.Connection) -> None:
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    boarding.standings(connection, entities(connection), TODAY, 30)
    connection.set_trace_callback(None)
    overdue = next(sql for sql in seen if "julianday" in sql)
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {overdue}"))
    assert "USING INDEX ix_milestone_work (lane=? AND lane_on<?)" in plan


ROWS = [
    standing("kawasaki", "かわさきし", overdue=1),
    standing("nta", closed=3),
    standing("kochi", "こうちけん", overdue=2),
]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("", ["kawasaki", "nta", "kochi"]),
        ("カワサキ", ["kawasaki"]),
        ("ＮＴＡ", ["nta"]),
        ("k !kochi", ["kawasaki"]),
        ("is:overdue", ["kawasaki", "kochi"]),
        ("!is:期限超過", ["nta"]),
        ("区分：完了", ["nta"]),
        ("is:overdue,closed こうち", ["kochi"]),
        ("entity:nta", ["nta"]),
        ("is:nonsense", []),
    ],
)
def test_a_filter_finds_names_readings_and_classes(words: str, keys: list[str]) -> None:
    shown = narrowed(ROWS, words)
    assert [row.entity.key for row in shown.rows] == keys
    assert (shown.hint is not None) == (words == "is:nonsense")


def test_orders_and_what_is_empty_stands_last() -> None:
    def keys(sort: str, descending: bool) -> list[str]:
        return [row.entity.key for row in sorted_by(ROWS, sort, descending=descending)]

    assert keys("", False) == ["kochi", "kawasaki", "nta"]
    assert keys("overdue", True) == ["kochi", "kawasaki", "nta"]
    assert keys("overdue", False) == ["kawasaki", "kochi", "nta"]
    # nta is written in letters, かわさき before こうち.
    assert keys("entity", False) == ["nta", "kawasaki", "kochi"]
    assert keys("expected_on", False) == ["kochi", "kawasaki", "nta"]


@pytest.mark.parametrize("lang", i18n.LANGS)
@pytest.mark.parametrize("cells", [79, 99, 119, 149, 199])
def test_the_columns_fill_the_width_and_the_bar_stands_last(lang: str, cells: int) -> None:
    i18n.speak(lang)
    try:
        placed = layout(cells)
        assert placed[-1].column.id == "ages"
        assert placed[-1].start + placed[-1].width == cells
        assert placed[0].width >= 12
    finally:
        i18n.speak("en")


async def opened(at: Desk) -> Entities:
    screen: Entities = await at.form("E", kind=Entities)
    await until(lambda: bool(screen.query("Board")) and screen.board.count > 0, "its entities")
    return screen


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_enter_shows_the_rows_and_esc_leads_back(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        screen = await opened(at)
        await at.shown({"en": "Digital Agency", "ja": "デジタル庁"}[lang], "1,058", "1/11")
        await at.press("j", "enter")
        await at.home()
        await until(lambda: at.app.place.filter == "entity:fujitsu-japan" and len(at.app.triage.worklist.listing) == 9)
        await at.press("escape")
        await until(lambda: at.app.screen is screen and screen.board.cursor == 1)
        await at.press("escape")
        await at.home()
        assert at.app.place.filter == ""


async def test_filter_and_order_and_place_survive_a_restart(store: Path) -> None:
    state = State()
    async with desk(store, (120, 40), state=state) as at:
        screen = await opened(at)
        await at.press("/", *"is:awaiting", "enter", "<", "<", "j", "j")
        await until(lambda: screen.board.count == 9 and screen.board.cursor == 2)
        await at.press("<", "<", "<")
        await until(lambda: screen.heading().order == "Order: awaiting plan▾")
        key = screen.board.row.entity.key if screen.board.row else ""
    async with desk(store, (120, 40), state=state) as at:
        await until(lambda: isinstance(at.app.screen, Entities) and at.app.screen.is_mounted)
        again = at.app.screen
        assert isinstance(again, Entities)
        await until(lambda: bool(again.query("Board")) and again.board.count == 9)
        assert again.board.row is not None
        assert (again.board.row.entity.key, again.heading().order) == (key, "Order: awaiting plan▾")
        await at.press("escape")
        await until(lambda: again.board.count == 11)
        await at.press("escape")
        await until(lambda: again.heading().order == "")


async def test_another_process_is_seen_and_the_place_stays(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        screen = await opened(at)
        await at.press("j")
        await until(lambda: screen.board.cursor == 1)
        key = screen.board.row.entity.key if screen.board.row else ""
        overdue = [row.key for at_ in range(9) if (row := at.app.triage.worklist.listing.row(at_)) is not None
                   and row.entity == "digital-agency"]  # fmt: skip
        commands.withdraw(store, commands.Act(by="佐藤", today=TODAY), overdue[:1], reason="統合")
        await until(lambda: any(row.counts["overdue"] == 8 for row in screen.board.rows), "the new count")
        assert screen.board.row is not None
        assert screen.board.row.entity.key == key


async def test_acts_on_an_entity_and_keys_that_do_not_apply(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        screen = await opened(at)
        await at.press("v")
        await until(lambda: "Enter goes on to its promises" in screen.footer.said)
        await at.press("space")
        await until(lambda: "does not work on this screen" in screen.footer.said)
        await at.form("a")
        await at.press(*"note", "ctrl+s")
        await until(lambda: at.app.screen is screen)
        await until(lambda: at.held("digital-agency", "entity")["note"] == "note")


async def test_hostile_names_are_harmless_and_sorting_by_the_mouse(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY)
    commands.edit(store, act, "entity", "digital-agency", {"name": HOSTILE, "name_en": ""})
    async with desk(store, (120, 40)) as at:
        screen = await opened(at)
        await at.shown("[@click=app.quit]")
        await at.pilot.click("Board", offset=(3, 0))
        await until(lambda: screen.heading().order == "Order: Entity▴")
        await at.pilot.click("Board", offset=(3, 3))
        await until(lambda: screen.board.cursor == 2)


async def test_of_1800_entities_only_the_window_is_drawn(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [standing(f"city-{number}", overdue=number) for number in range(1800)]
    monkeypatch.setattr(boarding, "standings", lambda *_given: sorted(many, key=boarding.urgency))
    drawn: list[str] = []
    line = Board._line

    def counted(self: Board, row: Standing, cells: int, *, on: bool) -> object:
        drawn.append(row.entity.key)
        return line(self, row, cells, on=on)

    monkeypatch.setattr(Board, "_line", counted)
    async with desk(store, (80, 24)) as at:
        screen = await opened(at)
        await at.press("G")
        await until(lambda: screen.board.cursor == 1799)
        await at.shown("CITY-0", "1,800/1,800")
        # One window for every paint: the first, the keys', the end's; never the whole board.
        assert len(set(drawn)) <= 3 * screen.board.page
        await at.press("/", *"ity-17", "enter")
        await until(lambda: screen.board.count == 111, "17, 170 to 179, 1700 to 1799")
