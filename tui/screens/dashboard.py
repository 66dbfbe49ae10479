"""The dashboard: how old what is late is, the entities side by side, and the weeks behind. Enter shows a bar's rows."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast

from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from store.problem import Problem
from tui import days, figures, keys, text
from tui.figures import Bar
from tui.i18n import N_, _, lang
from tui.keys import Here, Key
from tui.widgets.bars import Bars, Entry
from tui.widgets.footer import Footer

if TYPE_CHECKING:
    from tui.followup import Followup

KEYS: Final[tuple[Key, ...]] = (
    Key("down", ("j", "down"), "move", N_("down"), N_("One row (line) down")),
    Key("up", ("k", "up"), "move", N_("up"), N_("One row (line) up")),
    Key("first", ("g", "home"), "move", N_("first"), N_("To the first row (line)")),
    Key("last", ("G", "end"), "move", N_("last"), N_("To the last row (line)")),
    Key("page_down", ("pagedown", "ctrl+d", "ctrl+f"), "move", N_("page down"), N_("A page down")),
    Key("page_up", ("pageup", "ctrl+u", "ctrl+b"), "move", N_("page up"), N_("A page up")),
    Key("show", ("enter", "l", "right"), "find", N_("show"),
        N_("The rows of the bar in the worklist; of a week, the record as it stood then"), footer=10),
    Key("help", ("?", "f1"), "app", N_("help"), N_("All keys, and what they do here"), footer=92),
    Key("back", ("escape", "q", "h", "left", "B"), "app", N_("back"), N_("Back to where one came from"), footer=94),
)  # fmt: skip


class Dashboard(ModalScreen[None], inherit_bindings=False):
    """All bars in one list."""

    CSS_PATH = "dashboard.tcss"
    BINDINGS = keys.bindings(KEYS)
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self._ageing: list[Entry] = []
        self._board: list[Entry] = []
        self._weeks: list[Entry] = []

    @property
    def desk(self) -> Followup:
        """The app, by its own type."""
        return cast("Followup", self.app)

    @property
    def bars(self) -> Bars:
        """The bars."""
        return self.query_one(Bars)

    def compose(self) -> Iterable[Widget]:
        """Heading, bars, footer."""
        said = _("Dashboard") + "  " + days.both(self.desk.as_of, lang())
        yield Static(text.content((said, "bold")), id="dashboard-head")
        yield Bars(self.desk.look)
        yield Footer(self.desk.look)

    def on_mount(self) -> None:
        """The figures of the day at once, the weeks behind one after the other."""
        self.query_one(Footer).put([key for key in KEYS if key.footer])
        self.run_worker(self._draw_up(), group="figures", exclusive=True, exit_on_error=True)

    async def _draw_up(self) -> None:
        as_of, soon = self.desk.as_of, self.desk.config.soon_days
        aged, entities = await self.desk.ask(
            lambda connection: (figures.ageing(connection, as_of), figures.board(connection, as_of, soon))
        )
        self._ageing = [
            (_("Days overdue"), None, ""), *((_days(bar), bar, "") for bar in aged["overdue"]),
            (_("Days a claim has waited"), None, ""), *((_days(bar), bar, "") for bar in aged["unverified"]),
        ]  # fmt: skip
        self._board = [(_("Entities"), None, ""), *((bar.label, bar, self._contact(bar)) for bar in entities)]
        self._show()
        heading = _("The last {n} weeks: overdue and unverified").format(n=figures.WEEKS)
        self._weeks = [(heading, None, "")]
        rest = figures.weeks(self.desk.path, as_of, self.desk.today, soon)
        try:
            while (bar := await to_thread(next, rest, None)) is not None:
                self._weeks.append((f"{bar.label}  {days.short(bar.day, self.desk.state.calendar)}", bar, ""))
                self._show()
        except Problem as problem:
            self.desk.failed(problem)

    def _show(self) -> None:
        # Its figures may come when the dashboard is being closed, and its bars have gone before it.
        for bars in self.query(Bars):
            bars.put([*self._ageing, *self._weeks, *self._board])

    def _contact(self, bar: Bar) -> str:
        calendar = self.desk.state.calendar
        told = []
        if bar.contact_on is not None:
            told.append(_("last report {day}").format(day=days.short(bar.contact_on, calendar)))
        if bar.expected_on is not None:
            told.append(_("report due {day}").format(day=days.short(bar.expected_on, calendar)))
        return "  ".join(told)

    # --- keys ---

    async def action_press(self, key_id: str) -> None:
        """Carry a key out."""
        self.query_one(Footer).hush()
        getattr(self, f"action_{key_id}")()

    async def on_footer_pressed(self, message: Footer.Pressed) -> None:
        """A click in the footer is the key."""
        message.stop()
        await self.action_press(message.id)

    def on_bars_entered(self) -> None:
        """A double click opens."""
        self.action_show()

    def action_down(self) -> None:
        """The next bar."""
        self.bars.go(self.bars.cursor + 1, 1)

    def action_up(self) -> None:
        """The bar before."""
        self.bars.go(self.bars.cursor - 1, -1)

    def action_first(self) -> None:
        """The first bar."""
        self.bars.go(0, 1)

    def action_last(self) -> None:
        """The last bar."""
        self.bars.go(10**9, -1)

    def action_page_down(self) -> None:
        """A page down."""
        self.bars.go(self.bars.cursor + self.bars.page, 1)

    def action_page_up(self) -> None:
        """A page up."""
        self.bars.go(self.bars.cursor - self.bars.page, -1)

    def action_show(self) -> None:
        """The bar's rows in the worklist; a week's record as it stood on its last day."""
        bar = self.bars.bar
        if bar is None:
            return
        self.dismiss(None)
        self.desk.show_room("triage")
        if bar.day is not None:
            self.desk.show_day(bar.day)
            self.desk.triage.open_view("all", "is:overdue,unverified")
        elif bar.filter is not None:
            self.desk.triage.open_view("all", bar.filter)

    def action_help(self) -> None:
        """All keys of the dashboard."""
        from tui.screens.help import Help, page

        self.app.push_screen(Help(page(Here(), KEYS), self.desk.look, _("Keys")))

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)


def _days(bar: Bar) -> str:
    if bar.last is None:
        return _("over {n} days").format(n=(bar.first or 1) - 1)
    return _("{first} to {last} days").format(first=bar.first, last=bar.last)
