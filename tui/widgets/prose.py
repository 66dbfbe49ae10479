"""A few sentences in a form or a question, with lines broken as Japanese is: no line begins with 、 or ends with 「."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui import text


class Prose(Widget):
    """Any data as plain text, as high as it needs to be. Textual's own widgets break a Japanese line anywhere."""

    DEFAULT_CSS = "Prose { height: auto; }"

    def __init__(self, said: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.said = said

    def update(self, said: str) -> None:
        """Say something else."""
        if said != self.said:
            self.said = said
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the text takes."""
        return len(text.wrap(self.said, width))

    def render(self) -> Content:
        """The lines; where there is room for fewer, the last one says that something is missing."""
        width, height = self.size
        lines = text.wrap(self.said, width)
        if 0 < height < len(lines):
            lines = [*lines[: height - 1], text.clip("".join(lines[height - 1 :]), width)]
        return text.content("\n".join(lines))
