"""The store behind a command: found, made on the first run, brought up to date, opened to read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from store import db
from store.problem import Problem
from tui.clock import today
from tui.commands.given import Given
from tui.commands.narration import say
from tui.i18n import _


def ready(given: Given) -> Path:
    """The path of a store that is there and current.

    The one in the data folder is made and filled with the bundled register where it is missing, an older one is
    upgraded; both with a word on stderr. Raises Problem where a named store does not exist (a path is soon mistyped,
    and another register would look like the right one), or the file is no store.
    """
    path = given.db if given.db is not None else db.default_path()
    found = db.state(path)
    if found == "missing" and given.db is not None:
        raise Problem("{path}: there is no store here; followup --db PATH init makes one", path=path)
    if found == "missing":
        make(path, given.officer())
    elif found == "older":
        from store.upgrade import upgrade

        kept = upgrade(path)
        if kept is not None:
            say(_("{path}: upgraded; the store as it was is kept in {kept}"), path=path, kept=kept)
    return path


@contextmanager
def reading(given: Given, as_of: date | None) -> Iterator[tuple[sqlite3.Connection, date]]:
    """A connection on the record as of a day, and that day: the given one, or today."""
    path = ready(given)
    day = as_of or today()
    with db.explained(path), db.closing(db.view(path, day, today())) as connection:
        yield connection, day


def tell_beginning(given: Given, day: date) -> None:
    """Say so where a day lies before the first entry of the log: then nothing is on file, however much there is."""
    path = given.db if given.db is not None else db.default_path()
    with db.explained(path), db.closing(db.connect(path)) as connection:
        (first,) = connection.execute("SELECT min(effective_on) FROM batch").fetchone()
    if first is not None and day.isoformat() < first:
        say(_("{day}: nothing is on file; the register begins on {first}"), day=day.isoformat(), first=first)


def keys(path: Path | None, kinds: tuple[str, ...], beginning: str, most: int = 200) -> list[tuple[str, str]]:
    """Keys on file that begin so, with a word about each, for the shell; none where no store can be read."""
    from store.record import KINDS

    label = {"case": "name", "entity": "name", "guidance": "law", "item": "heading", "measure": "heading"}
    found: list[tuple[str, str]] = []
    try:
        with db.closing(db.connect(path or db.default_path())) as connection:
            for kind in KINDS:
                if kind in kinds:
                    found += connection.execute(
                        f'SELECT key, {label.get(kind, "text" if kind != "report" else "title")} FROM "{kind}" '
                        "WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
                        (beginning, f"{beginning}\U0010ffff", most),
                    ).fetchall()
    except (Problem, sqlite3.Error):
        return []
    return [(key, " ".join((text or "").split())[:60]) for key, text in sorted(found)[:most]]


def make(path: Path, by: str, *, empty: bool = False) -> bool:
    """Make a store, with the bundled register or with nothing on file; False where another process made one first."""
    from store import upgrade

    if empty:
        made = upgrade.create(path)
        form = _("{path}: a new store with nothing on file")
    else:
        from importers.register import read_bundled
        from store import commands

        register = read_bundled()
        act = commands.Act(by=by, today=today(), effective_on=register.effective_on, why=register.title)
        made = upgrade.create(path, lambda beside: commands.create(beside, act, register.records, action="register"))
        form = _("{path}: a new store with the bundled register")
    if made:
        say(form, path=path)
    return made
