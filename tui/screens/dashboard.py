"""The dashboard: how old what is late is, what changed this week, the weeks behind, the entities side by side.

Enter shows a bar's rows in the worklist. It is of the day that the app shows; [ and ] go a week back and on.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget
from textual.widgets import Static

from tui import days, everywhere, figures, keys, news, text
from tui.figures import Bar
from tui.i18n import _, lang
from tui.keys import Key
from tui.screens.keyed import Keyed
from tui.screens.tables import DASHBOARD
from tui.widgets.bars import Bars, Entry
from tui.widgets.footer import Footer


class Dashboard(Keyed[None]):
    """All bars in one list."""

    CSS_PATH = "dashboard.tcss"
    BINDINGS = keys.bindings(DASHBOARD, "dashboard")
    named = "dashboard"

    def __init__(self) -> None:
        super().__init__()
        self._ageing: list[Entry] = []
        self._news: list[Entry] = []
        self._board: list[Entry] = []
        self._weeks: list[Entry] = []

    @property
    def bars(self) -> Bars:
        """The bars."""
        return self.query_one(Bars)

    def compose(self) -> Iterable[Widget]:
        """Heading, bars, footer."""
        yield Static("", id="dashboard-head")
        yield Bars(self.desk.look)
        yield Footer(self.desk.look)

    def on_mount(self) -> None:
        """The figures of the day at once, the weeks behind one after the other."""
        self._begin()

    def footer_keys(self) -> list[Key]:
        """The way back to today only from another day."""
        other_day = self.desk.as_of != self.desk.today
        return [key for key in super().footer_keys() if key.id != "today" or other_day]

    def _begin(self) -> None:
        """Draw everything up for the day that the app shows."""
        desk = self.desk
        other_day = desk.as_of != desk.today
        day = days.both(desk.as_of, lang())
        said = _("{day}, for reading only").format(day=day) if other_day else day
        head = text.content((_("Dashboard"), "bold"), "  ", (said, "bold $warning" if other_day else ""))
        self.query_one("#dashboard-head", Static).update(head)
        self.footer.put(self.footer_keys())
        self.run_worker(self._draw_up(), group="figures", exclusive=True, exit_on_error=True)

    async def _draw_up(self) -> None:
        try:
            await self._figures()
        except Exception as error:
            # A store that cannot be read any more is told; the bars that are there stay.
            self.desk.failed(error)

    async def _figures(self) -> None:
        desk = self.desk
        as_of, soon, calendar = desk.as_of, desk.config.soon_days, desk.state.calendar
        aged, entities = await desk.ask(
            lambda connection: (figures.ageing(connection, as_of), figures.board(connection, as_of, soon))
        )
        self._ageing = [
            (_("Days overdue"), None, ""), *((_days(bar), bar, "") for bar in aged["overdue"]),
            (_("Days a claim has waited"), None, ""), *((_days(bar), bar, "") for bar in aged["unverified"]),
        ]  # fmt: skip
        self._board = [(_("Entities"), None, ""), *((bar.label, bar, self._contact(bar)) for bar in entities)]
        self._show()
        bars = await desk.ask(lambda connection: news.news(connection, as_of, soon, calendar))
        self._news = [(_("Changed since the week before"), None, ""), *((bar.label, bar, "") for bar in bars or ())]
        if not bars:
            said = _("Nothing changed.") if bars is not None else _("There was no record in the week before.")
            self._news[0] = (f"{self._news[0][0]}: {said}", None, "")
        self._show()
        heading = _("The last {n} weeks: overdue and unverified").format(n=figures.WEEKS)
        self._weeks = [(heading, None, "")]
        for day in figures.days_behind(as_of):
            bar = await desk.ask(partial(figures.week, as_of=as_of, day=day, soon_days=soon))
            self._weeks.append((f"{bar.label}  {days.short(bar.day, calendar)}", bar, ""))
            self._show()

    def _show(self) -> None:
        # Its figures may come when the dashboard is being closed, and its bars have gone before it.
        for bars in self.query(Bars):
            bars.put([*self._ageing, *self._news, *self._weeks, *self._board])

    def _contact(self, bar: Bar) -> str:
        calendar = self.desk.state.calendar
        told = []
        if bar.contact_on is not None:
            told.append(_("last report {day}").format(day=days.short(bar.contact_on, calendar)))
        if bar.expected_on is not None:
            told.append(_("report due {day}").format(day=days.short(bar.expected_on, calendar)))
        return "  ".join(told)

    # --- keys ---

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
            if bar.day != self.desk.as_of:
                self.desk.show_day(bar.day)
            self.desk.triage.open_view("all", "is:overdue,unverified")
        elif bar.filter is not None:
            self.desk.triage.open_view("all", bar.filter, bar.key)

    def action_earlier(self) -> None:
        """The week before."""
        everywhere.earlier(self.desk)
        self._begin()

    def action_later(self) -> None:
        """The week after."""
        everywhere.later(self.desk)
        self._begin()

    def action_today(self) -> None:
        """Back to today."""
        if self.desk.as_of != self.desk.today:
            everywhere.today(self.desk)
            self._begin()

    def action_calendar(self) -> None:
        """The other calendar."""
        everywhere.calendar(self.desk)
        self._begin()


def _days(bar: Bar) -> str:
    if bar.last is None:
        return _("over {n} days").format(n=(bar.first or 1) - 1)
    return _("{first} to {last} days").format(first=bar.first, last=bar.last)
