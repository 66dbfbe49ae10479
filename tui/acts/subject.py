"""What an act is about: the records by name, those among the marked that it does not apply to, and what was seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store import rules
from store.record import Kind
from store.rows import Row, find
from store.story import kind_of, record
from store.words import word
from tui import days, names, text
from tui.i18n import _, lang, ngettext
from tui.screens.room import Chosen

if TYPE_CHECKING:
    from tui.followup import Followup

# What a decision or a promise rests on, and what a colleague has put beside it; where one of them changed since it was
# seen, the act asks first.
SEEN: Final = (
    "text", "status", "due_on", "due_text", "due_approx", "quantity", "quantity_done", "unit", "done_on",
    "reported_on", "verified_on", "evidence", "officer", "next_check_on", "note",
)  # fmt: skip
# The longest name of a record (cells): four lines of a form on a screen of 80 columns.
NAME: Final = 280
Expected = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Subject:
    """Milestones as they were seen. `left_out` counts marked rows that the act does not apply to."""

    rows: tuple[Row, ...]
    left_out: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys."""
        return tuple(row.key for row in self.rows)

    @property
    def one(self) -> Row | None:
        """The row, where it is one."""
        return self.rows[0] if len(self.rows) == 1 else None

    def names(self) -> list[str]:
        """Each by entity, promise and due date."""
        return [name(row) for row in self.rows]

    def told(self) -> list[str]:
        """What there is to say before the fields."""
        if not self.left_out:
            return []
        said = ngettext("{n} marked row is left out: the act does not apply to it.",
                        "{n} marked rows are left out: the act does not apply to them.", self.left_out)  # fmt: skip
        return [said.format(n=f"{self.left_out:,}")]

    def expected(self) -> Expected:
        """What was seen, for commands' `expected`."""
        return {row.key: {field: getattr(row, field) for field in SEEN} for row in self.rows}


def name(row: Row) -> str:
    """A row by entity and promise."""
    said = row.text or row.item_heading or row.key
    return f"{names.entity(row.entity, row.entity_name)}  {text.clip(text.line(said), NAME)}"


def due(row: Row, app: Followup) -> str:
    """The due date as the calendar in use writes it."""
    return days.short(row.due_on, app.state.calendar) or _("none stated")


def counted(title: str, count: int) -> str:
    """A form's title, with the count where there are several."""
    title = title[:1].upper() + title[1:]
    if count == 1:
        return title
    return f"{title} · " + ngettext("{n} record", "{n} records", count).format(n=f"{count:,}")


async def milestones(app: Followup, chosen: Chosen, applies: Callable[[Row], bool]) -> Subject | None:
    """The chosen milestones that the act applies to; None, with a word why, where there is none."""
    rows: Sequence[Row] = chosen.rows
    if not rows and chosen.keys:
        rows = await _rows(app, chosen.keys)
    fit = tuple(row for row in rows if row.kind == "milestone" and row.status is not None and applies(row))
    if not fit:
        app.told(_("The act does not apply to any of the chosen rows."), severity="warning")
        return None
    return Subject(fit, len(rows) - len(fit))


def moves_to(status: str) -> Callable[[Row], bool]:
    """Whether a supervisor may move a row to a status."""
    return lambda row: row.status is not None and rules.may_move(row.status, status)


def is_open(row: Row) -> bool:
    """Whether a row is neither verified nor withdrawn."""
    return row.status not in rules.CLOSED


async def _rows(app: Followup, keys: Sequence[str]) -> list[Row]:
    as_of, soon = app.as_of, app.config.soon_days

    def read(connection: sqlite3.Connection) -> list[Row]:
        found = (find(connection, key, as_of, soon) for key in keys)
        return [row for row in found if row is not None]

    return await app.ask(read)


async def reread(app: Followup, subject: Subject) -> Subject:
    """The same rows as they stand in the store now, whatever day is shown; vanished ones are left out."""
    return Subject(tuple(await _rows(app, subject.keys)), subject.left_out)


@dataclass(frozen=True, slots=True)
class Held:
    """Any record with all its fields."""

    kind: Kind
    key: str
    values: Mapping[str, Any]

    def name(self) -> str:
        """Its kind and what it is called."""
        called = next(
            (self.values[field] for field in ("name", "heading", "text", "law", "title") if self.values.get(field)),
            self.key,
        )
        return f"{word('kind', self.kind, lang())}  {text.clip(text.line(str(called)), NAME)}"


async def held(app: Followup, keys: Sequence[str]) -> list[Held]:
    """The records under keys, of any kind."""

    def read(connection: sqlite3.Connection) -> list[Held]:
        made = []
        for key in keys:
            kind = kind_of(connection, key)
            values = record(connection, kind, key) if kind is not None else None
            if kind is not None and values is not None:
                made.append(Held(kind, key, {name: value for name, value in values.items() if name != "key"}))
        return made

    return await app.ask(read)


def day_shown(day: date | None, app: Followup) -> str:
    """A day as a field shows it at first."""
    return days.short(day, app.state.calendar)
