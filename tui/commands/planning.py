"""An import plan as text for people, and the numbers that a person answers with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from importers.plan import CLASSES, WRITABLE, Plan, PlanChange
from store import words
from store.problem import Problem
from tui.changewords import CLASSES as CHANGE_CLASSES
from tui.changewords import summary
from tui.commands.table import Column, screen_width
from tui.commands.table import lines as table
from tui.i18n import _, lang
from tui.reasons import told

_RANGE: Final = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def lines(plan: Plan) -> Iterator[str]:
    """The plan's rows but the unchanged ones, with the number to take each by, and the count of every class."""
    from tui.text import line

    read = plan.report
    head = (read.name, read.title, _day(read.dated_on), ", ".join(read.entities))
    yield line(" ".join(part for part in head if part))
    for notice in (*read.notices, *read.questions):
        yield f"  {line(told(notice))}"
    shown = [(place, change) for place, change in enumerate(plan.changes) if change.change_class != "unchanged"]
    if shown:
        columns = (
            Column("", "right"),
            Column(_("Class")),
            Column(words.word("field", "key", lang()), least=20),
            Column(_("Change"), least=24),
            Column(_("Note"), least=8),
        )
        yield from table(columns, (_cells(place, change) for place, change in shown), screen_width())
    counts = plan.counts()
    yield " · ".join(f"{_(CHANGE_CLASSES[name])} {counts[name]}" for name in CLASSES if counts[name]) or _("no rows")


def chosen(answer: str, writable: Sequence[int]) -> tuple[int, ...]:
    """The places that an answer means: all, none, or numbers and ranges counted from 1. Raises Problem."""
    said = answer.strip().lower()
    if said in ("all", "a", "y", "yes"):
        return tuple(writable)
    if said in ("none", "n", "no", ""):
        return ()
    places: list[int] = []
    for part in said.replace("、", ",").replace(" ", ",").split(","):
        if not part:
            continue
        found = _RANGE.fullmatch(part)
        if found is None:
            raise Problem("{answer}: neither all, none, nor numbers as in 1,3-5", answer=answer)
        first, last = int(found[1]), int(found[2] or found[1])
        for number in range(first, last + 1):
            if number - 1 not in writable:
                raise Problem("{number}: this row cannot be written", number=number)
            places.append(number - 1)
    return tuple(dict.fromkeys(places))


def _cells(place: int, change: PlanChange) -> tuple[str, ...]:
    return (
        str(place + 1) if change.change_class in WRITABLE else "",
        _(CHANGE_CLASSES[change.change_class]),
        change.key or change.parent or change.entity or "",
        summary(change, date.isoformat),
        told(change.reason),
    )


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()
