"""The dashboard: figures by hand from the bundled register, and Enter on every kind of bar."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from store import commands, db
from tests.tui.acting import ASSESSMENT, HOSTILE, WAYS, Desk, desk
from tests.tui.watching import DEADLINE, TODAY, until
from tui import figures
from tui.screens.dashboard import Dashboard
from tui.screens.triage import Triage


@pytest.fixture
def connection(store: Path) -> Iterator[sqlite3.Connection]:
    with closing(db.connect(store)) as made:
        yield made


def test_ageing_counts_and_the_filters_that_show_them(connection: sqlite3.Connection) -> None:
    # On 2024-01-20: two promises of 2023-12-31 are 20 days late, nothing else is.
    bars = figures.ageing(connection, date(2024, 1, 20))["overdue"]
    assert [(bar.first, bar.last, bar.total) for bar in bars] == [(1, 30, 2), (31, 90, 0), (91, 365, 0), (366, None, 0)]
    assert bars[0].filter == "is:overdue due:2023-12-21..2024-01-19"
    assert bars[3].filter == "is:overdue due:<=2023-01-19"


def test_the_board_has_every_entity_most_urgent_first(connection: sqlite3.Connection) -> None:
    board = figures.board(connection, TODAY, 30)
    assert len(board) == 11
    assert (board[0].filter, board[0].parts["overdue"], board[0].parts["unverified"]) == (
        "entity:digital-agency",
        9,
        20,
    )
    assert board[1].filter == "entity:fujitsu-japan"


def test_weeks_are_the_record_as_it_stood(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY, effective_on=date(2026, 11, 18))
    commands.verify(store, act, [ASSESSMENT], on=date(2026, 11, 18), method="ヒアリング", evidence="A-1")
    bars = list(figures.weeks(store, TODAY, TODAY, 30, count=3))
    assert [(bar.label, bar.day, bar.parts["overdue"]) for bar in bars] == [
        ("2026-W48", TODAY, 10),
        ("2026-W47", date(2026, 11, 22), 10),
        ("2026-W46", date(2026, 11, 15), 11),
    ]


async def opened(at: Desk) -> Dashboard:
    await at.press("B")
    await until(lambda: isinstance(at.app.screen, Dashboard) and at.app.screen.is_mounted, "the dashboard")
    screen = at.app.screen
    assert isinstance(screen, Dashboard)
    await until(lambda: bool(screen.query("Bars")) and screen.bars.bar is not None, "its bars")
    return screen


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_enter_on_an_ageing_bar_filters_the_worklist(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        screen = await opened(at)
        await at.shown({"en": "over 365 days", "ja": "365日超"}[lang], {"en": "overdue 11", "ja": "期限超過 11"}[lang])
        await at.press("j", "j", "j")
        assert screen.bars.bar is not None
        assert screen.bars.bar.first == 366
        await at.press("enter")
        await until(lambda: isinstance(at.app.screen, Triage))
        await until(lambda: len(at.app.triage.worklist.listing) == 11)


async def test_enter_on_an_entity_filters_and_on_a_week_goes_back_in_time(store: Path) -> None:
    async with desk(store, (120, 50)) as at:
        screen = await opened(at)
        await until(lambda: len(screen._weeks) == 13, "the weeks")
        await at.press("G", "g")
        bars = screen.bars
        bars.go(next(n for n, (_l, bar, _t) in enumerate(bars._entries) if bar and bar.filter == "entity:nta"), 1)
        await at.press("l")
        await until(lambda: isinstance(at.app.screen, Triage))
        await until(lambda: len(at.app.triage.worklist.listing) == 1)
        screen = await opened(at)
        await until(lambda: len(screen._weeks) == 13, "the weeks")
        bars = screen.bars
        bars.go(next(n for n, (_l, bar, _t) in enumerate(bars._entries) if bar and bar.label == "2026-W46"), 1)
        await at.press("enter")
        await until(lambda: at.app.as_of == date(2026, 11, 15))


async def test_hostile_names_and_the_way_back(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY)
    commands.edit(store, act, "entity", "digital-agency", {"name": HOSTILE})
    async with desk(store, (120, 50)) as at:
        await opened(at)
        await at.shown("[@click=app.quit]")
        await at.press("escape")
        await at.home()


async def test_figures_that_come_when_the_dashboard_is_being_closed_are_let_go(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, late = Event(), Event()
    ageing = figures.ageing

    def slow(connection: sqlite3.Connection, as_of: date) -> object:
        wanted.set()
        assert late.wait(DEADLINE)
        return ageing(connection, as_of)

    monkeypatch.setattr(figures, "ageing", slow)
    async with desk(store) as at:
        await at.press("B")
        await until(lambda: isinstance(at.app.screen, Dashboard) and wanted.is_set(), "the figures asked for")
        screen: Any = at.app.screen
        # A screen that is closed loses its parts first, and only then what it still waits for.
        await screen.bars.remove()
        late.set()
        await until(lambda: len(screen._weeks) == 13, "the weeks")
        await at.press("escape")
        await at.home()
