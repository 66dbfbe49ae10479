"""Checks of the keys that write, and of those that open a page: the form, the store, and undo."""

from __future__ import annotations

from typing import Any, Final

from tests.tui.pressing.hands import Check
from tests.tui.pressing.supervisor import Supervisor
from tests.tui.watching import press, until
from tui.screens.confirm import Confirm
from tui.screens.dashboard import Dashboard
from tui.screens.desk import Assign, NextCheck, Note
from tui.screens.export import Export
from tui.screens.importing import Import
from tui.screens.pick import Pick
from tui.screens.progress import Claim, Progress
from tui.screens.reason import Reason
from tui.screens.record import Edit
from tui.screens.revise import Revise
from tui.screens.verify import Verify


def act(key_id: str, kind: type[Any], typed: dict[str, str], column: str, wanted: object) -> Check:
    """An act on a planned promise: its form opens, what is typed is written, and undo puts back what was there."""

    async def check(hands: Supervisor) -> None:
        await hands.to("planned")
        before = hands.stored(column)
        hands.press(key_id)
        form = await hands.form(kind)
        for name, text in typed.items():
            form.field(name).type(text)
        press(hands.app, "ctrl+s")
        if key_id == "withdraw":
            await hands.opened(Confirm)
            press(hands.app, "ｙ" if hands.wide else "y")
        key = await written(hands, column, before, wanted)
        await hands.closed()
        await taken_back(hands, key, column, before)

    return check


async def written(hands: Supervisor, column: str, before: dict[str, object], wanted: object) -> str:
    """Wait until one promise, and no other, holds what was typed; its key."""
    await until(lambda: hands.stored(column) != before, f"{column} = {wanted}")
    (moved,) = [(key, value) for key, value in hands.stored(column).items() if value != before.get(key)]
    assert moved[1] == wanted
    return moved[0]


async def taken_back(hands: Supervisor, key: str, column: str, before: dict[str, object]) -> None:
    """Undo puts back what was there, and the cursor on the row."""
    await until(hands.settled, "the list after the act")
    hands.press("undo")
    await until(lambda: hands.stored(column) == before, f"{column} as it was")
    await until(
        lambda: hands.settled() and (row := hands.triage.worklist.row) is not None and row.key == key, "the row"
    )


async def undo(hands: Supervisor) -> None:
    await act("note", Note, {"note": "電話した"}, "note", "電話した")(hands)


async def redo(hands: Supervisor) -> None:
    await undo(hands)
    before = hands.stored("note")
    hands.press("redo")
    await taken_back(hands, await written(hands, "note", before, "電話した"), "note", before)


def page(key_id: str, kind: type[Any]) -> Check:
    """A key that opens a page or a form of its own; Esc closes it."""

    async def check(hands: Supervisor) -> None:
        await hands.to("planned")
        hands.press(key_id)
        await hands.opened(kind)
        press(hands.app, "escape")
        await hands.closed()

    return check


ACTS: Final[dict[str, Check]] = {
    "verify": act("verify", Verify, {"method": "書面確認", "evidence": "文書12"}, "status", "verified"),
    "return": act("return", Reason, {"reason": "資料不足"}, "status", "returned"),
    "revise": act("revise", Revise, {"due_on": "2027-03-31", "reason": "延長"}, "due_on", "2027-03-31"),
    "progress": act("progress", Progress, {"quantity_done": "2", "quantity": "5"}, "quantity_done", 2),
    "claim": act("claim", Claim, {"status": "reported"}, "status", "reported"),
    "note": act("note", Note, {"note": "電話した"}, "note", "電話した"),
    "assign": act("assign", Assign, {"officer": "佐藤"}, "officer", "佐藤"),
    "next_check": act("next_check", NextCheck, {"on": "2027-01-12"}, "next_check_on", "2027-01-12"),
    "withdraw": act("withdraw", Reason, {"reason": "組織改編"}, "status", "withdrawn"),
    "edit": act("edit", Edit, {"note": "誤記訂正"}, "note", "誤記訂正"),
    "add": page("add", Pick),
    "import": page("import", Import),
    "export": page("export", Export),
    "dashboard": page("dashboard", Dashboard),
    "undo": undo,
    "redo": redo,
}
