"""What is mixed into the app: a part of it that knows the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.app import App

    from tui.followup import Followup

    Mixed = App[None]
else:
    # Textual's own class comes in with the app.
    Mixed = object


class Part(Mixed):
    """A base of the app. `_app` is the app itself, for what other parts of it do."""

    @property
    def _app(self) -> Followup:
        return cast("Followup", self)
