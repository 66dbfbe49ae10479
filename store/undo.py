"""Taking acts back: undo appends the inverse batch, redo takes the newest undo back. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlmodel import Session, col, select

from store import model
from store.log import Act, Done, Stale, Work, write
from store.problem import Problem
from store.record import KINDS, Change, Kind

# SQLite's largest row number.
_LAST: Final = 2**63 - 1


def undo(path: Path, act: Act, batch: int | None = None) -> Done:
    """Append the inverse of a batch: the given one, or the newest act in force. It counts from the day that one did.

    Refused with a sentence where a later batch rests on what it changed, and for the load of the register itself
    unless it is named.
    """

    def fill(work: Work) -> None:
        standing = in_force(work.session)
        number = batch
        if number is None:
            number = next((id_ for id_, undoes in reversed(standing) if undoes is None), None)
        _invert(work, act, number, "undo", explicit=batch is not None)

    return _inverse(path, act, "undo", fill)


def redo(path: Path, act: Act) -> Done:
    """Take the newest undo back, as long as nothing else was done since."""

    def fill(work: Work) -> None:
        # A redo is nothing else: what was undone before the one that it took back can still be redone.
        for number, undoes in reversed(in_force(work.session)):
            action = _batch(work.session, number).action if undoes is not None else ""
            if action != "redo":
                break
        else:
            number, action = 0, ""
        if action != "undo":
            raise Problem("{path}: there is nothing to redo", path=path)
        _invert(work, act, number, "redo", explicit=True)

    return _inverse(path, act, "redo", fill)


def in_force(session: Session) -> list[tuple[int, int | None]]:
    """Batches that no batch in force has undone, oldest first: (number, the batch that it undoes)."""
    pairs = list(session.exec(select(model.Batch.id, model.Batch.undoes).order_by(col(model.Batch.id))))
    gone: set[int] = set()
    standing = []
    for number, undoes in reversed(pairs):
        if number is None or number in gone:
            continue
        if undoes is not None:
            gone.add(undoes)
        standing.append((number, undoes))
    return standing[::-1]


def _inverse(path: Path, act: Act, action: str, fill: Callable[[Work], None]) -> Done:
    try:
        return write(path, act, action, fill)
    except Stale as stale:
        raise Problem(
            "{key}: {field} was changed again since; take that later change back first", key=stale.key, field=stale.name
        ) from stale


def _batch(session: Session, number: int) -> model.Batch:
    found = session.get(model.Batch, number) if 0 < number <= _LAST else None
    if found is None:
        raise Problem("batch {number}: there is no such batch", number=number)
    return found


def _invert(work: Work, act: Act, number: int | None, action: str, *, explicit: bool) -> None:
    if number is None:
        raise Problem("there is nothing to undo", number="-")
    target = _batch(work.session, number)
    if number not in {id_ for id_, _ in in_force(work.session)}:
        raise Problem("batch {number}: it has been undone already", number=number)
    if target.action == "register" and not explicit:
        raise Problem("batch {number}: it is the register itself; undo it by its number if you must", number=number)
    if target.action == "redo":
        raise Problem(
            "batch {number}: it is a redo; undo batch {first} instead", number=number, first=_first(work, target)
        )
    work.effective_on = target.effective_on
    work.undoes = number
    lines = work.session.exec(
        select(model.Change).where(model.Change.batch_id == number).order_by(col(model.Change.id).desc())
    )
    work.changes.extend(Change(_kind(line.kind), line.key, line.field, line.old, line.new).inverse() for line in lines)


def _first(work: Work, redone: model.Batch) -> int | None:
    """The act that a redo brought back: the one undone by the undo that it undoes."""
    return _batch(work.session, redone.undoes or 0).undoes


def _kind(word: str) -> Kind:
    return next(kind for kind in KINDS if kind == word)
