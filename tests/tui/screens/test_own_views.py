"""Views of one's own and their columns, at the keys: kept, gone to, renamed, deleted, and there after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.acting import HOSTILE, WAYS, Desk, desk
from tests.tui.watching import press, until
from tui import own_views
from tui.screens.columns import Columns
from tui.screens.confirm import Confirm
from tui.screens.form import Form
from tui.screens.own_views import OwnViews
from tui.settings import State, read_state


async def kept(at: Desk, name: str, *before: str) -> None:
    """Keep a view under a name, after some keys."""
    await at.press(*before)
    await at.form("W", kind=Form)
    await until(lambda: at.app.focused is not None)
    press(at.app, *name)
    await at.press("ctrl+s")
    await at.home()
    await until(lambda: at.app.state.view == f"own/{name}", "the new view")


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_a_view_is_kept_left_and_gone_back_to(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        await kept(at, "山の件", "1", "/", *"kawasaki", "enter", "escape", "/", *"entity:fujitsu", "enter")
        await until(lambda: at.app.triage.worklist.listing.complete and len(at.app.triage.worklist.listing) == 2)
        await at.shown("山の件")
        # What was kept is no filter any more: the saved view that it was made in is as it was.
        assert at.app.place.filter == ""
        await at.press("1")
        await until(lambda: len(at.app.triage.worklist.listing) == 11)
        await at.form("V", kind=OwnViews)
        await at.shown("山の件", "entity:fujitsu")
        await at.press("1")
        await at.home()
        await until(lambda: at.app.state.view == "own/山の件" and len(at.app.triage.worklist.listing) == 2)
        # A filter narrows it further; Esc takes only that back, and then leads to all rows.
        await at.press("/", *"!回線", "enter", "escape")
        await until(lambda: at.app.place.filter == "" and at.app.state.view == "own/山の件")
        await at.press("escape")
        await until(lambda: at.app.state.view == "all")


async def test_it_is_there_after_a_restart_and_in_the_palette(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    async with desk(store, (120, 40), state_path=path) as at:
        await kept(at, "fuji", "/", *"entity:fujitsu", "enter")
        at.app.leave()
        await until(lambda: not at.app.is_running)
    state, wrong = read_state(path)
    assert (state.view, wrong) == ("own/fuji", None)
    state.own = own_views.read()
    async with desk(store, (120, 40), state=state) as at:
        await until(lambda: len(at.app.triage.worklist.listing) == 9, "the rows of the view from the first one on")
        await at.press("6", ":")
        await until(lambda: at.app.focused is not None)
        press(at.app, *"fuji")
        await at.shown("own view: fuji")
        await at.press("enter")
        await at.home()
        await until(lambda: at.app.state.view == "own/fuji")


async def test_a_view_that_is_gone_shows_all_rows(store: Path) -> None:
    async with desk(store, state=State(view="own/gone")) as at:
        assert at.app.state.view == "all"


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_renaming_and_deleting_name_the_view(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        await kept(at, "a", "2")
        await kept(at, "b", "1")
        await at.form("V", kind=OwnViews)
        await at.press("j")
        await at.form("r", kind=Form)
        await until(lambda: at.app.focused is not None)
        await at.press("backspace", *"c", "ctrl+s")
        await until(lambda: isinstance(at.app.screen, OwnViews) and at.app.state.view == "own/c")
        assert list(own_views.read()) == ["own/a", "own/c"]
        screen = await at.form("D", kind=Confirm)
        await at.shown({"en": "Delete this view?", "ja": "この表示を削除しますか"}[lang])
        assert screen.query_one("#confirm-names").plain.splitlines()[0].startswith("c")
        # A held Enter key answers no.
        await at.press("enter")
        await until(lambda: isinstance(at.app.screen, OwnViews))
        assert list(own_views.read()) == ["own/a", "own/c"]
        await at.form("D", kind=Confirm)
        await at.press("y")
        await until(lambda: list(own_views.read()) == ["own/a"])
        await until(lambda: at.app.state.view == "all", "the view in use is gone")
        await until(lambda: isinstance(at.app.screen, OwnViews) and at.app.screen.is_mounted)
        await at.press("escape")
        await at.home()


async def test_a_name_that_is_taken_asks(store: Path) -> None:
    async with desk(store) as at:
        await kept(at, "a", "2")
        await at.press("1")
        await at.form("W", kind=Form)
        await until(lambda: at.app.focused is not None)
        await at.press("a", "ctrl+s")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("n")
        await at.home()
        assert own_views.read()["own/a"].base == "unverified"


async def test_an_empty_list_says_what_to_press_and_hostile_names_are_harmless(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        await at.form("V", kind=OwnViews)
        await at.shown("None yet. a keeps")
        await at.press("D")
        await until(lambda: "a keeps the present one" in at.app.screen.query_one("Footer").said)  # type: ignore[attr-defined]
        await at.press("escape")
        await at.home()
        own_views.keep(own_views.made(own_views.checked(HOSTILE[:20]), at.app.view, at.app.place, "[/red]"))
        await at.form("V", kind=OwnViews)
        await at.shown("[@click=app.quit]", "[/red]")


async def test_a_damaged_file_is_told_and_left_alone(store: Path) -> None:
    path = own_views.settings.views_path()
    path.parent.mkdir(parents=True)
    path.write_text("nonsense")
    async with desk(store) as at:
        await at.form("W", kind=Form)
        await until(lambda: at.app.focused is not None)
        await at.press("a", "ctrl+s")
        await at.told("views.json", "these are no saved views")
        assert path.read_text() == "nonsense"


# --- columns -------------------------------------------------------------------------------------------------------


def shown(at: Desk) -> list[tuple[str, int]]:
    return [(place.column.id, place.width) for place in at.app.triage.worklist.placed]


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_columns_are_hidden_moved_and_sized_in_cells(store: Path, lang: str, size: tuple[int, int]) -> None:
    async with desk(store, size, lang) as at:
        usual = shown(at)
        await at.form("C", kind=Columns)
        # Attention goes behind the days; the entity is hidden; the due date is two cells narrower.
        await at.press("J", "j", "space", "j", "-", "-")
        names = [name for name, _width in usual]
        wanted = ["days", "attention", *(name for name in names if name not in ("days", "attention", "entity"))]
        await until(lambda: [name for name, _width in shown(at)] == wanted, "the list behind follows")
        assert dict(shown(at))["due"] == dict(usual)["due"] - 2
        await at.press("enter")
        await at.home()
        assert at.app.place.columns[:2] == [("days", 0), ("attention", 0)]
        # Another view has columns of its own.
        await at.press("2")
        await until(lambda: at.app.state.view == "unverified" and shown(at) == usual)
        await at.press("6")
        await until(lambda: [name for name, _width in shown(at)] == wanted)
        await at.form("C", kind=Columns)
        await at.press("u")
        await until(lambda: shown(at) == usual and at.app.place.columns == [])


async def test_esc_takes_the_columns_back_and_the_last_one_stays(store: Path) -> None:
    async with desk(store) as at:
        usual = shown(at)
        await at.form("C", kind=Columns)
        for _name in usual:
            await at.press("space", "j")
        await until(lambda: [name for name, _width in shown(at)] == [usual[-1][0]], "one column is left")
        await at.press("k", "space")
        await until(lambda: "One column at least" in at.app.screen.query_one("Footer").said)  # type: ignore[attr-defined]
        await at.press("escape")
        await at.home()
        await until(lambda: shown(at) == usual)
        assert at.app.place.columns == []


async def test_extra_columns_show_the_field_and_sort_by_it(store: Path) -> None:
    async with desk(store, (120, 40)) as at:
        at.app.place.columns = [("original_due_on", 0), ("key", 40), ("text", 0)]
        at.app.triage.restyled()
        await at.shown("Original due", "digital-agency/2023-09-20/5/assessment/1")
        await at.press("<")
        await until(lambda: at.app.triage.worklist.listing.query.sort == "original_due_on")
