"""Importing at the keys for a register that lacks what a report stands on: rows above the measures, asked and taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from importers.plan import PlanChange
from store import upgrade
from tests.importers.letters import SILENT, letter
from tests.tui.acting import Desk, desk
from tests.tui.importing import review, write
from tests.tui.watching import until
from tui.screens.confirm import Confirm
from tui.screens.form import Form
from tui.screens.pick import Pick
from tui.screens.review import ReviewScreen


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A register with nothing on file."""
    path = tmp_path / "empty.db"
    upgrade.create(path)
    return path


def places(screen: ReviewScreen, kind: str) -> list[int]:
    return [place for place, change in enumerate(screen.review.plan.changes) if change.kind == kind]


def row_of(screen: ReviewScreen, kind: str) -> PlanChange:
    return screen.review.plan.changes[places(screen, kind)[0]]


async def give(at: Desk, screen: ReviewScreen, kind: str, name: str, answer: str) -> None:
    """Fill in what a row asks for."""
    screen.changes.regroup(places(screen, kind)[0])
    await at.press("e")
    await until(lambda: isinstance(at.app.screen, Form))
    form: Any = at.app.screen
    form.field(name).type(answer)
    await at.press("ctrl+s")
    await until(lambda: at.app.screen is screen)


async def test_rows_are_asked_taken_and_left_with_what_they_stand_on(empty: Path, tmp_path: Path) -> None:
    async with desk(empty, (80, 24), "ja", empty=True) as at:
        screen = await review(at, letter(tmp_path, **SILENT))
        own = screen.review
        last = places(screen, "milestone")[-1]
        screen.changes.regroup(last)
        await at.press("space")
        await at.shown("先に上位の行（指導先）でキーを入力してください")
        # n goes from one thing that is wanting to the next.
        await at.press("g", "n")
        await until(lambda: screen.changes.place == places(screen, "entity")[0])
        await at.shown("キーを入力")
        await give(at, screen, "entity", "key", "kakuu")
        await give(at, screen, "case", "name", "誤交付")
        assert own.taken == {*places(screen, "entity"), *places(screen, "case")}
        await give(at, screen, "guidance", "given_on", "R8.9.1")
        assert not any(change.needs for change in own.plan.changes)
        assert own.plan.report.questions == ()
        screen.changes.regroup(last)
        await at.press("space")
        await at.shown("上位の2行もあわせて採用しました。")
        assert len(own.taken) == 6
        # To leave the entity leaves all below it, and the case that nothing else rests on.
        screen.changes.regroup(places(screen, "entity")[0])
        await at.press("space")
        await at.shown("配下の8行もあわせて不採用にしました。")
        assert (own.taken, len(own.left)) == (set(), 9)
        await at.press("a")
        await write(at)
        await at.home()
        await until(lambda: at.last().action == "import")
        assert at.held("kakuu/2026-09-01/2/m1/1")["due_text"] == "令和9年3月末までに"
        await at.press("z")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "undo")


@pytest.mark.parametrize(
    ("kind", "said", "found"),
    [
        # A sender under another name is one on file, after which nothing above the item is new.
        ("entity", {"sender": "架空市長　山田"}, lambda screen: not places(screen, "entity")),
        ("case", {"title": "改善状況報告書"}, lambda screen: row_of(screen, "case").change_class == "unchanged"),
    ],
)
async def test_a_row_is_let_mean_what_is_on_file(
    store: Path, tmp_path: Path, kind: str, said: dict[str, str], found: Callable[[ReviewScreen], bool]
) -> None:
    async with desk(store, (120, 40)) as at:
        screen = await review(at, letter(tmp_path, **{"sender": "架空市長　山田", **said}))
        screen.changes.regroup(places(screen, kind)[0])
        await at.press("m")
        await until(lambda: isinstance(at.app.screen, Pick))
        await at.press("1")
        await until(lambda: isinstance(at.app.screen, ReviewScreen) and at.app.screen.is_mounted)
        fresh = at.app.screen
        assert isinstance(fresh, ReviewScreen)
        await until(lambda: found(fresh))
