"""An import plan as text for people, and the numbers that a person answers with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from importers import wording
from importers.plan import CLASSES, Plan, PlanChange
from importers.standing import Standing
from store.problem import Problem
from tui.changewords import CLASSES as CHANGE_CLASSES
from tui.changewords import called, note, senders, summary
from tui.commands.table import screen_width
from tui.i18n import _, ngettext
from tui.names import first_names
from tui.reasons import told
from tui.text import clip, fit, line, width, wrap

# A table narrower than this cannot be read.
_LEAST: Final = 40
_MOST_CANDIDATES: Final = 4
_RANGE: Final = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def lines(plan: Plan, named: Mapping[str, str]) -> Iterator[str]:
    """The plan's rows but the unchanged ones, and the count of every class; `named` gives entities' names by key.

    A row: its number (those of new and changed rows are taken by it), its class and what it moves; under it the
    record, and its note where it has one.
    What the document does not mention stands at the end.
    """
    read = plan.report
    head = (read.name, read.title, _day(read.dated_on), first_names(senders(plan, named)))
    yield "  ".join(line(part) for part in head if part)
    for notice in (*read.notices, *read.questions):
        yield from _hung("  ", told(notice))
    if plan.changes:
        yield from _rows(plan)
        yield from _missing(plan)
        yield counts(plan)


def counts(plan: Plan) -> str:
    """How many rows each class has."""
    found = plan.counts()
    return " · ".join(f"{_(CHANGE_CLASSES[name])} {found[name]}" for name in CLASSES if found[name]) or _("no rows")


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


def _rows(plan: Plan) -> Iterator[str]:
    shown = [at for at, change in enumerate(plan.changes) if change.change_class not in ("unchanged", "missing")]
    if not shown:
        return
    number = len(str(shown[-1] + 1))
    word = max(
        width(part) for part in (_("Class"), *(_(CHANGE_CLASSES[plan.changes[at].change_class]) for at in shown))
    )
    cells = max(_LEAST, screen_width())
    yield f"{' ' * number}  {fit(_('Class'), word)}  {_('Change')}"
    yield f"{'─' * number}  {'─' * word}  {'─' * (cells - number - word - 4)}"
    standing = Standing(plan.changes)
    indent = " " * (number + word + 4)
    for at in shown:
        change = plan.changes[at]
        own = str(at + 1)
        said = called(change, date.isoformat)
        head = f"{own:>{number}}  {fit(_(CHANGE_CLASSES[change.change_class]), word)}  "
        yield (head + clip(line(said), cells - width(head))).rstrip()
        said = told(note(change))
        for more in (_record(change, standing.above(at), said), said):
            if more:
                yield from _hung(indent, more)


def _record(change: PlanChange, above: Sequence[int], said: str) -> str:
    """Which record a row is about, where its new one will stand, and what it could mean, unless its note says so."""
    if change.key is not None:
        return change.key
    told = []
    if above:
        rows = _(", ").join(str(place + 1) for place in above)
        told.append(ngettext("under row {n}", "under rows {n}", len(above)).format(n=rows))
    elif change.parent and not change.candidates:
        told.append(_("under {key}").format(key=change.parent))
    if change.candidates and not all(key in said for key in change.candidates):
        told.append(_("perhaps {keys}").format(keys=_(", ").join(change.candidates[:_MOST_CANDIDATES])))
    if not told and change.kind not in ("case", "entity"):
        return change.entity or ""
    return _(", ").join(told)


def _missing(plan: Plan) -> Iterator[str]:
    missing = [change for change in plan.changes if change.change_class == "missing"]
    if not missing:
        return
    cells = max(_LEAST, screen_width())
    yield f"{_(CHANGE_CLASSES['missing'])} {len(missing)}{_(': ')}{told(wording.MISSING)}"
    keys = max(width(change.key or "") for change in missing)
    for change in missing:
        head = f"  {fit(change.key or '', keys)}  "
        yield (head + clip(line(summary(change, date.isoformat)), max(8, cells - width(head)))).rstrip()


def _hung(indent: str, said: str) -> Iterator[str]:
    for part in wrap(said, max(20, screen_width() - width(indent))):
        yield indent + part


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()
