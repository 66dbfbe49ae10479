"""The columns of a view: which of them, in which order, how wide. The list behind shows every change at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from tui import keys, text
from tui.i18n import _
from tui.keys import keyed
from tui.screens import tables
from tui.screens.lined import Lined
from tui.screens.pick import Lines
from tui.widgets.columns import BY_ID, COLUMNS, NARROWEST, WIDEST, Column, Placed, Wanted


class Columns(Lined[tuple[Wanted, ...] | None]):
    """Dismissed with the columns (none: the usual ones), None where all was taken back."""

    BINDINGS = keys.bindings(tables.COLUMNS, "columns")
    named = "columns"

    def __init__(
        self,
        title: str,
        wanted: Sequence[Wanted],
        placed: Sequence[Placed[Column]],
        preview: Callable[[tuple[Wanted, ...]], None],
    ) -> None:
        """`wanted` are the view's own columns, `placed` those that are shown; `preview` shows others behind."""
        super().__init__()
        self._title_text = title
        self._usual = not wanted
        self._widths = dict(wanted) or {place.column.id: 0 for place in placed}
        self._drawn = {place.column.id: place.width for place in placed}
        self._order = [*self._widths, *(column.id for column in COLUMNS if column.id not in self._widths)]
        self._shown = set(self._widths)
        self._preview = preview

    def compose(self) -> Iterable[Widget]:
        """The title and a line for each column."""
        from tui.widgets.footer import Footer

        with Widget(id="pick", classes="-columns"):
            yield Static(text.content(self._title_text), id="pick-title")
            yield Lines(self._lines(), numbered=False)
        yield Footer(self.desk.look)

    @property
    def at(self) -> str:
        """The column under the cursor."""
        return self._order[self.query_one(Lines).at]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The columns as they stand now."""
        if self._usual:
            return ()
        return tuple((name, self._widths.get(name, 0)) for name in self._order if name in self._shown)

    def _lines(self) -> list[str]:
        lines = []
        for name in self._order:
            width = self._widths.get(name, 0)
            size = _("{n} cells").format(n=width) if width else _("own width")
            sign = "[x]" if name in self._shown else "[ ]"
            lines.append(f"{sign} {text.fit(BY_ID[name].called, 20)}  {size if name in self._shown else ''}")
        return lines

    def _changed(self, name: str) -> None:
        self._usual = False
        self._preview(self.wanted)
        self.query_one(Lines).put(self._lines(), self._order.index(name))

    # --- keys ---

    def action_show(self) -> None:
        """Show or hide; one column at least stays."""
        name = self.at
        if name in self._shown and len(self._shown) == 1:
            self.footer.say(_("One column at least is shown."), "warn")
            return
        self._shown ^= {name}
        self._changed(name)

    def _shift(self, step: int) -> None:
        name = self.at
        at = self._order.index(name)
        if 0 <= at + step < len(self._order):
            self._order.insert(at + step, self._order.pop(at))
            self._changed(name)

    def action_earlier(self) -> None:
        """One place to the left."""
        self._shift(-1)

    def action_later(self) -> None:
        """One place to the right."""
        self._shift(1)

    def _resize(self, step: int) -> None:
        name = self.at
        if name not in self._shown:
            self.footer.say(keyed(_("The column is hidden; {key:show} shows it."), self.table), "warn")
            return
        before = self._widths.get(name) or self._drawn.get(name) or max(BY_ID[name].width, NARROWEST)
        self._widths[name] = max(NARROWEST, min(before + step, WIDEST))
        self._changed(name)

    def action_narrower(self) -> None:
        """A cell narrower."""
        self._resize(-1)

    def action_wider(self) -> None:
        """A cell wider."""
        self._resize(1)

    def action_own(self) -> None:
        """Its own width."""
        name = self.at
        self._widths[name] = 0
        self._changed(name)

    def action_usual(self) -> None:
        """The usual columns."""
        self.dismiss(())

    def action_keep(self) -> None:
        """Keep them."""
        self.dismiss(self.wanted)

    def on_lines_taken(self, message: Lines.Taken) -> None:
        """A click shows a column or hides it."""
        message.stop()
        self.query_one(Lines).put(self._lines(), message.index)
        self.action_show()
