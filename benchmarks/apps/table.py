"""What one would write first: a store's rows in Textual's DataTable. `python -m benchmarks.apps.table STORE ROWS`."""

from __future__ import annotations

import sqlite3
import sys
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Table(App[None]):
    BINDINGS: ClassVar = [("j", "down", ""), ("k", "up", ""), ("g", "top", ""), ("G", "end", "")]

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("status", "due", "key", "officer", "persons", "text")
        rows = sqlite3.connect(sys.argv[1]).execute(
            "SELECT status, due_on, key, officer, persons, text FROM milestone ORDER BY lane, lane_on LIMIT ?",
            (sys.argv[2],),
        )
        table.add_rows([Text(str(cell if cell is not None else "")) for cell in row] for row in rows)

    def action_down(self) -> None:
        self.query_one(DataTable).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(DataTable).action_cursor_up()

    def action_top(self) -> None:
        self.query_one(DataTable).move_cursor(row=0)

    def action_end(self) -> None:
        table = self.query_one(DataTable)
        table.move_cursor(row=table.row_count - 1)


if __name__ == "__main__":
    Table().run()
