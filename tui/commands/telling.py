"""A record's story as text for people: fields by their names, long text wrapped, in the width of the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from store import words
from store.record import FIELDS, Kind
from store.rows import Row
from store.story import Story
from tui.commands.history import what
from tui.commands.table import screen_width
from tui.days import both
from tui.i18n import _, lang
from tui.text import fit, line, width, wrap

# Text beyond this is hard to read, however wide the terminal is.
_MOST: Final = 100
_ABOVE: Final[tuple[Kind, ...]] = ("case", "entity", "guidance", "item", "measure")
_LABEL: Final[Mapping[Kind, str]] = {"guidance": "law", "item": "heading", "measure": "heading"}


def lines(found: Story, waiting: Sequence[Row], day: date) -> Iterator[str]:
    """The story's lines: the record's fields, what stands above it, what awaits a plan (`waiting`), its milestones,
    revisions and reports, and its history.
    """
    cells = min(screen_width(), _MOST)
    yield f"{words.word('kind', found.kind, lang())}  {line(found.key)}"
    yield both(day, lang())
    yield ""
    yield from _fields(found.kind, found.record, cells)
    above = [(kind, held) for kind in _ABOVE if (held := getattr(found, kind)) is not None and kind != found.kind]
    if above:
        yield ""
        for kind, held in above:
            yield from _field(words.word("kind", kind, lang()), _named(kind, held), cells)
    if waiting:
        yield from _heading(words.word("attention", "awaiting_plan", lang()))
        for row in waiting:
            yield f"  {line(row.key)}"
            yield from _hung("      ", row.text, cells)
    if found.milestones:
        yield from _heading(words.word("kind", "milestone", lang()))
        for row in found.milestones:
            yield from _milestone(row, found.key, cells)
        for part in found.shared:
            yield "  " + _("together {done} of {whole} {unit}").format(done=part.done, whole=part.whole, unit=part.unit)
    for title, kind, records in (
        (words.word("kind", "revision", lang()), "revision", found.revisions),
        (words.word("kind", "report", lang()), "report", found.reports),
        (words.word("kind", "watch", lang()), "watch", found.watches),
    ):
        if records:
            yield from _heading(title)
        for held in records:
            yield from _fields(kind, {**held, "text": line(held.get("text") or "", 400)}, cells)
    if found.history:
        yield from _heading(_("History"))
        for entry in found.history:
            action = words.word("action", entry.action, lang())
            head = f"  {entry.effective_on.isoformat()}  {entry.batch}  {line(entry.by)}  {action}  "
            yield from _hung(head, what(entry), cells)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title


def _named(kind: Kind, held: Mapping[str, Any]) -> str:
    name = held.get(_LABEL.get(kind, "name")) or held.get("text") or ""
    if kind == "guidance":
        name = f"{held['given_on'].isoformat()} {name}"
    number = held.get("number")
    return f"{number} {name}" if number else str(name)


def _fields(kind: str, values: Mapping[str, Any], cells: int) -> Iterator[str]:
    names = ("key", *(name for table, fields in FIELDS.items() if table == kind for name in fields))
    for name in names:
        value = values.get(name)
        if value is None or value == "" or value is False or name.endswith("_key"):
            continue
        yield from _field(words.word("field", name, lang()), _shown(name, value), cells)


def _shown(name: str, value: Any) -> str:
    if name == "status":
        return words.word("status", value, lang())
    if name == "recurrence":
        return words.recurrence_words(value, lang())
    if value is True:
        return _("yes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _field(label: str, value: str, cells: int) -> Iterator[str]:
    yield from _hung(f"  {fit(label, 18)}  ", value, cells)


def _hung(head: str, text: str, cells: int) -> Iterator[str]:
    first, *rest = wrap(text, max(20, cells - width(head)))
    yield (head + first).rstrip()
    for more in rest:
        yield " " * width(head) + more


def _milestone(row: Row, own: str, cells: int) -> Iterator[str]:
    word = words.word("attention", row.attention, lang())
    due = row.due_text or _("no date stated")
    if row.due_on is not None:
        due = f"{row.due_on.isoformat()} {words.due_mark(row.due_approx, row.due_inferred, lang())}".rstrip()
    mark = ">" if row.key == own else " "
    yield f"{mark} {line(row.key)}  {word}  {line(due)}" + (
        "  " + _("{days} days late").format(days=row.days_overdue) if row.days_overdue is not None else ""
    )
    yield from _hung("      ", row.text, cells)
