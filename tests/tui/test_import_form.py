"""The way into importing at the keys: the form, what it refuses, and a reading that is stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.tui.acting import desk
from tests.tui.importing import report_in, review, unwritten
from tests.tui.watching import until
from tui.screens.confirm import Confirm
from tui.screens.importing import Import


async def test_the_same_bytes_again_change_nothing_and_say_when_they_came(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        await review(at, edited)
        await at.press("a", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "import")
        form = await at.form("i", kind=Import)
        # The folder of the last document is remembered.
        assert form.field("path").text == f"{edited.parent}/"
        form.field("path").type(str(edited))
        await at.press("ctrl+s")
        await at.home()
        await at.told("the same bytes were imported", "山田")


BROKEN = (("空.txt", b""), ("壊れ.xlsx", b"PK\x03\x04nonsense"), ("[red].txt", b"\x00\x01"))


@pytest.mark.parametrize(("name", "content"), BROKEN)
async def test_a_file_that_cannot_be_read_is_one_sentence(
    store: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    async with desk(store) as at:
        with unwritten(at):
            form = await at.form("i", kind=Import)
            form.field("path").type(str(path))
            await at.press("ctrl+s")
            await at.home()
            await at.told(name)


async def test_a_path_that_is_not_there_is_refused(store: Path, tmp_path: Path) -> None:
    async with desk(store) as at:
        form = await at.form("i", kind=Import)
        form.field("path").type(str(tmp_path / "nothing.csv"))
        await at.press("ctrl+s")
        await at.shown("there is no such file")
        assert at.app.screen is form


async def test_reading_can_be_stopped(store: Path, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    from importers import run
    from importers.document import Cancelled

    begun = Event()

    def slow(*_: Any, progress: Any, cancelled: Any, **__: Any) -> None:
        progress(1, 3)
        begun.set()
        while not cancelled():
            Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr(run, "propose", slow)
    async with desk(store) as at:
        with unwritten(at):
            form = await at.form("i", kind=Import)
            form.field("path").type(str(edited))
            await at.press("ctrl+s")
            await until(begun.is_set)
            await at.shown("1/3")
            await at.press("escape")
            await at.home()
            await at.told("Stopped")


async def test_the_import_form_waits_for_typing_and_a_pasted_path_replaces_the_folder(
    store: Path, tmp_path: Path
) -> None:
    report = report_in(tmp_path, "報告 1.txt")
    async with desk(store, (120, 40), "ja") as at:
        form = await at.form("i", kind=Import)
        field = form.field("path")
        await until(lambda: field.taken and field._editor.selected_text == field.text != "", "all of it selected")
        told = field.query_one(".told")
        assert not told.has_class("-wrong")
        await at.press("right")
        for pasted in (str(report), f"'{report}'"):
            at.app.post_message(events.Paste(pasted))
            await until(lambda: field.text == str(report), pasted)
            assert field.read() == report
            field.type("/nowhere/")
            await until(lambda: told.has_class("-wrong"))
