"""The export form: figures before anything is written, files afterwards, and files that are there already."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from tests.tui.acting import ASSESSMENT, WAYS, desk
from tests.tui.watching import shows, until
from tui.screens.confirm import Confirm
from tui.screens.export import Export, Written
from tui.screens.triage import Triage
from tui.settings import State


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_the_figures_are_shown_and_the_files_written(
    store: Path, tmp_path: Path, lang: str, size: tuple[int, int]
) -> None:
    out = tmp_path / "週報"
    out.mkdir()
    state = State()
    async with desk(store, size, lang, state=state) as at:
        form = await at.form("x", kind=Export)
        assert form.field("week").text == "2026-W48"
        await at.shown({"en": "overdue 11", "ja": "期限超過 11"}[lang], "2026-11-23")
        form.field("folder").type(str(out))
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Written), "the files")
        await at.shown("followup-2026-W48.toml", "followup-2026-W48.csv")
        await at.press("y")
        await until(lambda: at.app.clipboard.splitlines() == [str(out / f"followup-2026-W48.{end}") for end in
                                                              ("toml", "csv")])  # fmt: skip
        await at.press("escape")
        await at.home()
    with (out / "followup-2026-W48.toml").open("rb") as stream:
        assert len(tomllib.load(stream)["row"]) == 64
    with (out / "followup-2026-W48.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert ASSESSMENT in {row["key"] for row in csv.DictReader(stream)}
    assert state.more["export"] == {"folder": str(out), "formats": ["toml", "csv"], "lang": lang}


async def test_another_week_has_other_figures_and_a_wrong_one_says_so(store: Path) -> None:
    async with desk(store) as at:
        form = await at.form("x", kind=Export)
        await at.shown("overdue 11")
        form.field("week").type("2024-W01")
        await at.shown("2024-W01: overdue 2")
        form.field("week").type("2027-W01")
        await at.shown("this week has not begun")
        form.field("week").type("once")
        await at.press("ctrl+s")
        await at.shown("is not a week")
        assert at.app.screen is form


async def test_formats_are_taken_and_left_and_one_is_needed(store: Path, tmp_path: Path) -> None:
    async with desk(store) as at:
        form = await at.form("x", kind=Export)
        form.field("folder").type(str(tmp_path))
        form.field("formats").take()
        await at.press("space", "right", "space")
        assert form.field("formats").text == ""
        await at.press("ctrl+s")
        await at.shown("Formats is missing.")
        await at.press("right", "space", "ctrl+s")
        await until(lambda: isinstance(at.app.screen, Written), "the files")
        assert (tmp_path / "followup-2026-W48.md").exists()


@pytest.mark.parametrize("answer", ["n", "y"])
async def test_a_different_file_is_only_replaced_when_asked(store: Path, tmp_path: Path, answer: str) -> None:
    there = tmp_path / "followup-2026-W48.csv"
    there.write_text("mine")
    async with desk(store) as at:
        form = await at.form("x", kind=Export)
        form.field("folder").type(str(tmp_path))
        await at.press("ctrl+s")
        await until(lambda: isinstance(at.app.screen, Confirm), "the question")
        await at.shown("Replace the files")
        await at.press(answer)
        await until(lambda: isinstance(at.app.screen, Written if answer == "y" else Triage))
        assert (there.read_text(encoding="utf-8-sig") == "mine") == (answer == "n")
        assert (tmp_path / "followup-2026-W48.toml").exists() == (answer == "y")


async def test_a_folder_that_is_not_there_is_refused_and_a_name_completed(store: Path, tmp_path: Path) -> None:
    (tmp_path / "週次報告").mkdir()
    async with desk(store) as at:
        form = await at.form("x", kind=Export)
        form.field("folder").take()
        form.field("folder").type(str(tmp_path / "nowhere"))
        await at.press("ctrl+s")
        await at.shown("there is no such folder")
        form.field("folder").type(f"{tmp_path}/")
        await at.press(*"週次")
        await until(lambda: at.app.focused is not None and "週次報告" in getattr(at.app.focused, "_suggestion", ""))
        await at.press("right")
        assert form.field("folder").read() == tmp_path / "週次報告"


async def test_a_store_for_reading_can_still_be_handed_out(store: Path) -> None:
    async with desk(store, read_only=True) as at:
        await at.form("x", kind=Export)
        assert shows(at.app, "2026-W48")
