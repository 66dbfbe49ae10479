"""The dashboard: figures by hand from the bundled register, and Enter on every kind of bar."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from store import commands, db, queries
from store.queries import Query
from store.rules import Attention
from tests.tui.acting import ASSESSMENT, AUDIT, HOSTILE, WAYS, Desk, desk
from tests.tui.watching import DEADLINE, TODAY, until
from tui import figures, names, news
from tui.filtering import read
from tui.screens.dashboard import Dashboard
from tui.screens.triage import Triage
from tui.source import Store
from tui.views import Entity

DA = "digital-agency/2023-09-20"


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
    waiting = figures.ageing(connection, date(2024, 1, 20))["unverified"]
    # All 27 claims of the register were reported on 2023-12-06, 45 days before.
    assert [bar.total for bar in waiting] == [0, 27, 0, 0]
    assert [bar.filter for bar in waiting] == [
        "is:unverified reported:>=2023-12-21",
        "is:unverified reported:2023-10-22..2023-12-20",
        "is:unverified reported:2023-01-20..2023-10-21",
        "is:unverified reported:<=2023-01-19",
    ]


@pytest.mark.parametrize("attention", ["overdue", "unverified"])
def test_each_ageing_bar_has_as_many_rows_as_its_filter_finds(store: Path, attention: Attention) -> None:
    for weeks_ago, key in enumerate((f"{DA}/6/audit/1", f"{DA}/6/audit/3", f"{DA}/6/audit/4", f"{DA}/4/training/3")):
        day = TODAY - timedelta(days=(0, 30, 31, 366)[weeks_ago])
        commands.claim(store, commands.Act(by="佐藤", today=TODAY, effective_on=day), [key], status="reported")
    with closing(db.connect(store)) as connection:
        bars = figures.ageing(connection, TODAY)[attention]
        found = [rows_of(connection, bar.filter or "") for bar in bars]
    assert [len(keys) for keys in found] == [bar.total for bar in bars]
    assert len(set().union(*found)) == sum(bar.total for bar in bars)


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
    with closing(db.connect(store)) as connection:
        bars = [figures.week(connection, TODAY, day, 30) for day in figures.days_behind(TODAY, count=3)]
    assert [(bar.label, bar.day, bar.parts["overdue"]) for bar in bars] == [
        ("2026-W48", TODAY, 10),
        ("2026-W47", date(2026, 11, 22), 10),
        ("2026-W46", date(2026, 11, 15), 11),
    ]


@pytest.mark.parametrize("as_of", [TODAY, date(2026, 11, 22), date(2024, 10, 4)])
def test_the_twelve_weeks_are_the_fold_of_the_log(store: Path, as_of: date) -> None:
    for day in (date(2026, 11, 18), date(2026, 10, 1), date(2024, 9, 27)):
        key = f"{DA}/6/audit/{ {18: 1, 1: 3, 27: 4}[day.day] }"
        act = commands.Act(by="佐藤", today=TODAY, effective_on=day)
        commands.verify(store, act, [key], on=day, method="ヒアリング", evidence="A-1")
    days = list(figures.days_behind(as_of))
    assert len(days) == 12
    assert [day.isoweekday() for day in days[1:]] == [7] * 11
    with closing(db.view(store, as_of, TODAY)) as connection:
        bars = [figures.week(connection, as_of, day, 30) for day in days]
    for day, bar in zip(days, bars, strict=True):
        with closing(db.view(store, day, TODAY)) as connection:
            counts = queries.counts(connection, day)
        assert bar.parts == {"overdue": counts["overdue"], "unverified": counts["unverified"]}


def rows_of(connection: sqlite3.Connection, words: str, as_of: date = TODAY) -> set[str]:
    """The keys of the rows that a filter line finds."""
    known = tuple(Entity(*row) for row in connection.execute("SELECT key, name, name_en, reading FROM entity"))
    source = Store(connection, as_of, 30)
    found = read(words, Query(), me="山田", entities=known)
    assert found.hint is None
    return {row.key for row in source.rows(list(source.handles(found.query)))}


def worked(store: Path) -> None:
    """A week's work: one claim, one verified, one sent back, one put off for the second time, one dated back."""
    act = commands.Act(by="佐藤", today=TODAY)
    before = commands.Act(by="佐藤", today=date(2026, 11, 2))
    commands.revise(store, before, [AUDIT], due_on=date(2026, 11, 30), reason="一度目")
    commands.revise(store, act, [AUDIT], due_on=date(2027, 1, 31), reason="二度目")
    commands.claim(store, act, [ASSESSMENT], status="reported")
    commands.send_back(store, act, [f"{DA}/2/rules/1"], reason="規程の写しがない")
    recorded = datetime(2026, 11, 23, 1, tzinfo=UTC)
    late = commands.Act(by="佐藤", today=TODAY, effective_on=date(2026, 10, 1), clock=lambda: recorded)
    commands.verify(store, late, [f"{DA}/1/system/1"], on=date(2026, 10, 1), method="資料確認", evidence="A-2")


def test_the_weeks_changes_and_the_rows_that_each_of_them_shows(store: Path) -> None:
    worked(store)
    names.learn(())
    with closing(db.connect(store)) as connection:
        bars = news.news(connection, TODAY, 30, "western") or []
        told = {bar.filter: bar for bar in bars if bar.parts}
        found = {words: rows_of(connection, words) for words in told if words is not None}
    assert found == {
        "week:newly_reported": {ASSESSMENT},
        "week:newly_verified": {f"{DA}/1/system/1"},
        "week:newly_returned": {f"{DA}/2/rules/1"},
        "week:due_moved": {AUDIT},
        "week:no_longer_overdue": {ASSESSMENT},
        "week:late_entries": {f"{DA}/1/system/1"},
    }
    assert all(bar.said == "1" for bar in told.values())
    lines = {bar.filter: bar.label for bar in bars if not bar.parts}
    assert lines["week:due_moved"].startswith("デジタル庁  2026-11-30→2027-01-31  62 days later  moved 1 time before  ")
    assert lines["week:newly_verified"].startswith("デジタル庁  2026-10-01  佐藤  backdated  ")
    assert lines["week:newly_returned"].startswith("デジタル庁  規程の写しがない  ")
    assert lines["week:late_entries"].startswith("effective 2026-10-01  recorded 2026-11-23  佐藤  verify")


def test_a_week_without_changes_and_one_without_a_week_before(store: Path) -> None:
    with closing(db.connect(store)) as connection:
        assert news.news(connection, TODAY, 30, "wareki") == []
    with closing(db.view(store, date(2023, 12, 6), TODAY)) as connection:
        assert news.news(connection, date(2023, 12, 6), 30, "wareki") is None


def test_more_lines_than_are_told_are_counted(store: Path) -> None:
    with closing(db.connect(store)) as connection:
        claimed = sorted(row.key for row in queries.select(connection, Query(attentions=("unverified",)), TODAY))
    act = commands.Act(by="佐藤", today=TODAY)
    commands.verify(store, act, claimed[:8], on=TODAY, method="資料確認", evidence="A-3")
    with closing(db.connect(store)) as connection:
        bars = news.news(connection, TODAY, 30, "wareki") or []
        assert rows_of(connection, "week:newly_verified") == set(claimed[:8])
    assert [bar.total for bar in bars] == [8, 0, 0, 0, 0, 0, 0]
    assert bars[-1].label == "and 3 more"


async def opened(at: Desk) -> Dashboard:
    screen: Dashboard = await at.form("B", kind=Dashboard)
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


def at_bar(screen: Dashboard, words: str, key: str | None = None) -> None:
    """The cursor on the bar with a filter."""
    entries = screen.bars._entries
    place = next(n for n, (_l, bar, _t) in enumerate(entries) if bar and (bar.filter, bar.key) == (words, key))
    screen.bars.go(place, 1)


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_enter_on_what_changed_shows_its_rows(store: Path, lang: str, size: tuple[int, int]) -> None:
    worked(store)
    async with desk(store, size, lang) as at:
        screen = await opened(at)
        await until(lambda: len(screen._news) > 1, "the changes")
        await at.shown(*({"en": ("Changed since", "Newly reported"), "ja": ("前週からの動き", "実施済みの報告")}[lang]))
        at_bar(screen, "week:newly_returned")
        await at.press("enter")
        await until(lambda: isinstance(at.app.screen, Triage))
        await until(lambda: len(at.app.triage.worklist.listing) == 1 and at.app.triage.worklist.row is not None)
        row = at.app.triage.worklist.row
        assert row is not None
        assert row.key == f"{DA}/2/rules/1"
        screen = await opened(at)
        await until(lambda: len(screen._news) > 1, "the changes")
        at_bar(screen, "week:due_moved", AUDIT)
        await at.press("enter")
        await until(lambda: (row := at.app.triage.worklist.row) is not None and row.key == AUDIT)
        assert len(at.app.triage.worklist.listing) == 1


async def test_enter_on_a_claims_age_shows_those_claims_alone(store: Path) -> None:
    act = commands.Act(by="佐藤", today=TODAY)
    commands.claim(store, act, [ASSESSMENT], status="reported")
    async with desk(store, (120, 50)) as at:
        screen = await opened(at)
        at_bar(screen, "is:unverified reported:>=2026-10-24")
        await at.press("enter")
        await until(lambda: isinstance(at.app.screen, Triage))
        await until(lambda: len(at.app.triage.worklist.listing) == 1)


async def test_the_weeks_before_from_the_dashboard_itself(store: Path) -> None:
    worked(store)
    async with desk(store, (120, 50)) as at:
        screen = await opened(at)
        await until(lambda: len(screen._weeks) == 13, "the weeks")
        await at.press("[")
        await at.shown("2026-11-16, for reading only", "Changed since the week before: Nothing changed.")
        assert at.app.as_of == date(2026, 11, 16)
        await at.press("0")
        await at.shown("Newly reported")
        assert at.app.as_of == TODAY
        await at.press("c")
        await at.shown("2026-11-30→2027-01-31")
        await at.press("escape")
        await at.home()


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
    commands.edit(store, act, "entity", "digital-agency", {"name": HOSTILE, "name_en": HOSTILE})
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
