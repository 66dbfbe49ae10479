"""The short way past click, for what must start at once: the screen, and `list --format json` for scripts.

It reads the same options as tui/commands/root.py and listing.py, and steps aside (`None`) for anything that is not
plain: click then says what is wrong, asks for help, or does the rest. A test holds the two ways equal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

# Set by the shell when it asks what could stand at the cursor; click answers.
COMPLETING = "_FOLLOWUP_COMPLETE"
_BEFORE = frozenset({"--db", "--lang", "--as", "--as-of"})
_VALUED = frozenset({
    "--entity", "--attention", "--search", "--officer", "--under", "--sort", "--limit", "--as-of", "--format",
})  # fmt: skip


class _Plain(NamedTuple):
    """A command line in plain words: options before the command, whether it is `list`, its options, and --reverse."""

    before: dict[str, str]
    lists: bool
    options: dict[str, list[str]]
    reverse: bool


def run(arguments: Sequence[str]) -> int | None:
    """The exit code where the arguments are plain and it was done; None where nothing was done.

    Raises Problem where the screen cannot be opened.
    """
    if COMPLETING in os.environ:
        return None
    plain = _read(arguments)
    if plain is None:
        return None
    return _list(plain) if plain.lists else _screen(plain.before)


def _screen(before: dict[str, str]) -> int | None:
    as_of = _day(before["--as-of"]) if "--as-of" in before else None
    if as_of is None and "--as-of" in before:
        return None
    from pathlib import Path

    from tui.commands import settled
    from tui.commands.given import Given
    from tui.commands.screen import open_screen

    settled.speak(before.get("--lang"))
    db = before.get("--db")
    open_screen(Given(None if db is None else Path(db), before.get("--as")), as_of, before.get("--lang"))
    return 0


def _list(plain: _Plain) -> int | None:
    options = plain.options
    last = {name: values[-1] for name, values in options.items()}
    limit = last.get("--limit")
    if last.get("--format") != "json" or not (limit is None or (limit.isascii() and limit.isdigit())):
        return None
    if "--as-of" in plain.before:
        return None
    from pathlib import Path

    from store import db
    from store.problem import Problem
    from store.rows import ROW_FIELDS
    from tui.clock import today
    from tui.commands.data import json_rows
    from tui.commands.selecting import Asked, select, split

    if last.get("--sort") not in (None, *ROW_FIELDS):
        return None
    now = today()
    as_of = _day(last["--as-of"]) if "--as-of" in last else now
    if as_of is None:
        return None
    asked = Asked(
        entities=split(options.get("--entity", ())),
        attentions=split(options.get("--attention", ())),
        text=last.get("--search", ""),
        officer=last.get("--officer"),
        under=last["--under"].strip() if "--under" in last else None,
        sort=last.get("--sort"),
        reverse=plain.reverse,
        limit=None if limit is None else int(limit),
    )
    try:
        if _asks_what_is_soon(asked.query().attentions):
            from tui.commands import settled

            if settled.there():
                return None
        named = plain.before.get("--db")
        path = Path(named) if named is not None else db.default_path()
        connection = db.view(path, as_of, now)
    except Problem:
        return None
    with db.explained(path), db.closing(connection):
        if as_of < now and connection.execute("SELECT 1 FROM batch LIMIT 1").fetchone() is None:
            return None
        try:
            rows = select(connection, asked, as_of)
        except Problem:
            return None
        json_rows(rows, sys.stdout)
    return 0


def _asks_what_is_soon(attentions: tuple[str, ...]) -> bool:
    """Whether config.toml's soon_days can make a difference: it draws the line between these two classes."""
    return not attentions or "due_soon" in attentions or "on_track" in attentions


def _read(arguments: Sequence[str]) -> _Plain | None:
    before: dict[str, str] = {}
    options: dict[str, list[str]] = {}
    reverse = lists = False
    rest = iter(arguments)
    for word in rest:
        if not lists and word == "list":
            lists = True
            continue
        if lists and word == "--reverse":
            reverse = True
            continue
        name, equals, value = word.partition("=")
        if name not in (_VALUED if lists else _BEFORE):
            return None
        if not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
        if lists:
            options.setdefault(name, []).append(value)
        else:
            before[name] = value
    if before.get("--lang", "ja") not in ("ja", "en") or not before.get("--as", "-").strip():
        return None
    return _Plain(before, lists, options, reverse)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        return None
