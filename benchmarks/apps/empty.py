"""The floor: a Textual app that shows one line and counts its key presses."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static("first paint", id="line")

    def on_key(self) -> None:
        self.pressed += 1
        self.query_one("#line", Static).update(f"pressed {self.pressed}")


if __name__ == "__main__":
    Empty().run()
