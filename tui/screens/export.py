"""The form of the weekly export: week, formats, folder, language, and the figures that the files will hold."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from exports.formats import FORMATS
from exports.status import as_of_day, weekly
from store.calendar import iso_week
from store.problem import Problem
from store.rules import ATTENTIONS
from store.words import word
from tui import days, text
from tui.i18n import N_, _, lang, sentence
from tui.keys import either, keyed
from tui.screens.form import Form, Press
from tui.widgets.fields import Field
from tui.widgets.typed import PathField, SetField

if TYPE_CHECKING:
    from exports.status import WeeklyStatus
    from tui.followup import Followup

# The preview is drawn up when the week has not been typed at for so long (seconds).
REST = 0.25
CHANGES = {
    "newly_overdue": N_("newly overdue"),
    "newly_reported": N_("newly reported"),
    "newly_verified": N_("newly verified"),
    "newly_returned": N_("sent back"),
    "newly_withdrawn": N_("withdrawn"),
    "due_moved": N_("due dates moved"),
    "no_longer_overdue": N_("no longer overdue"),
    "new": N_("new"),
    "reports_received": N_("reports received"),
    "reports_missing": N_("reports missing"),
    "late_entries": N_("late entries"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the preview shows: the counts of the week and of the week before, and the week's changes."""

    week: str
    totals: dict[str, int]
    before: dict[str, int]
    changes: dict[str, int]


class Export(Form):
    """Week, formats, folder, language."""

    def __init__(self, app: Followup) -> None:
        held = app.state.more.get("export")
        held = held if isinstance(held, dict) else {}
        kept = held.get("formats")
        formats = [str(name) for name in kept] if isinstance(kept, list) else ["toml", "csv"]
        folder = app.config.export_folder or held.get("folder") or str(Path.cwd())
        self._desk = app
        self._timer: Timer | None = None
        self._shown: str | None = None
        fields = [
            Field("week", _("Week"), iso_week(app.as_of), required=True, check=self._week, tell=self._day),
            SetField("formats", _("Formats"), [name for name in formats if name in FORMATS], list(FORMATS),
                     hint=keyed(_("{key:left} {key:right} move, {key:space} takes or leaves"))),
            PathField("folder", _("Folder"), str(folder), hint=keyed(_("{key:right} completes"))),
            Field("lang", _("Language"), str(held.get("lang") or lang()), closed=True, required=True,
                  choices=[("ja", "日本語"), ("en", "English")]),
        ]  # fmt: skip
        super().__init__(_("Weekly status"), [], fields, write=_("Write files"))

    def compose(self) -> ComposeResult:
        """The form with the preview in it."""
        yield from super().compose()

    def on_mount(self) -> None:
        """The form, and the first preview."""
        super().on_mount()
        self.query_one("#form-fields").mount(Static("", id="preview"))
        self._draw_up()

    def _week(self, value: Any) -> None:
        as_of_day(str(value), self._desk.today)

    def _day(self, value: Any) -> str:
        return _("as of {day}").format(day=days.both(as_of_day(str(value), self._desk.today), lang()))

    def changed(self, field: Field) -> None:
        """Another week: other figures."""
        if field.name_of == "week":
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(REST, self._draw_up)

    def _draw_up(self) -> None:
        field = self.field("week")
        if field.wrong() is not None or field.text.strip() == self._shown:
            return
        self._shown = field.text.strip()
        self.run_worker(self._preview(self._shown), group="preview", exclusive=True, exit_on_error=True)

    async def _preview(self, week: str) -> None:
        self._say_preview([_("The figures are being drawn up …")])
        try:
            figures = await to_thread(figures_of, self._desk, week)
        except Problem as problem:
            self._say_preview([sentence(problem)])
        else:
            self._say_preview(told(figures))

    def _say_preview(self, lines: Sequence[str]) -> None:
        for preview in self.query("#preview").results(Static):
            preview.update(text.content("\n".join(lines)))


def figures_of(app: Followup, week: str) -> Figures:
    """The figures of a week. In a thread."""
    with weekly(app.path, week, app.today, app.config.soon_days) as status:
        return _figures(status)


def _figures(status: WeeklyStatus) -> Figures:
    return Figures(
        status.header.week,
        {str(name): count for name, count in status.totals.items()},
        {str(name): count for name, count in status.previous_totals.items()},
        dict(status.delta.counts),
    )


def told(figures: Figures) -> list[str]:
    """The figures as two lines: counts with their move since the week before, and the week's changes."""
    counts = []
    for name in ATTENTIONS:
        count, before = figures.totals[name], figures.before[name]
        if count or before:
            moved = f"({count - before:+,})" if count != before else ""
            counts.append(f"{word('attention', name, lang())} {count:,}{moved}")
    changes = [f"{_(label)} {figures.changes[name]:,}" for name, label in CHANGES.items() if figures.changes.get(name)]
    return [
        _("{week}: {counts}").format(week=figures.week, counts=" · ".join(counts) or "0"),
        _("This week: {changes}").format(changes=" · ".join(changes) or _("nothing changed")),
    ]


class Written(ModalScreen[None]):
    """The files that were written; y copies their paths."""

    CSS_PATH = "working.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        (either("y"), "copy", ""),
        (either("escape,enter,q,space"), "leave", ""),
    ]

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = paths

    def compose(self) -> ComposeResult:
        """The paths."""
        with Widget(id="working"):
            yield Static(text.content(_("Written:")), id="working-title")
            yield Static(text.content(text.line(str(self._paths[0].parent))), id="written-into")
            yield Static(text.content("\n".join(f"  {text.line(path.name)}" for path in self._paths)), id="written")
            yield Press("copy", _("Copy the paths") + "  y")
            yield Press("leave", _("Close") + "  Esc")

    def on_mount(self) -> None:
        """Closing has the keys."""
        self.query_one("#press-leave", Press).focus()

    def action_copy(self) -> None:
        """To the clipboard."""
        self.app.copy_to_clipboard("\n".join(str(path) for path in self._paths))
        self.query_one("#working-title", Static).update(text.content(_("Written; the paths are in the clipboard:")))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    def on_press_pressed(self, message: Press.Pressed) -> None:
        """A button."""
        message.stop()
        if message.button == "copy":
            self.action_copy()
        else:
            self.dismiss(None)
