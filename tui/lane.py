"""The short way for scripts: `list --format json` on a store that is there and current, without waiting for click.

It reads the same options into the same `Asked` as tui/commands/listing.py, and steps aside (`None`) for anything that
is not plain: click then says what is wrong, makes a first store, or does the rest. A test holds the two equal.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

_BEFORE = frozenset({"--db", "--lang", "--as"})
_VALUED = frozenset({
    "--entity", "--attention", "--search", "--officer", "--under", "--sort", "--limit", "--as-of", "--format",
})  # fmt: skip


def run(arguments: Sequence[str]) -> int | None:
    """The exit code where the arguments are plain and the data is written; None where nothing was done."""
    read = _read(arguments)
    if read is None:
        return None
    db_path, options, reverse = read
    last = {name: values[-1] for name, values in options.items()}
    limit = last.get("--limit")
    if last.get("--format") != "json" or not (limit is None or (limit.isascii() and limit.isdigit())):
        return None
    from tui.commands import settled

    if settled.there():
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
        reverse=reverse,
        limit=None if limit is None else int(limit),
    )
    try:
        path = Path(db_path) if db_path is not None else db.default_path()
        connection = db.view(path, as_of, now)
    except Problem:
        return None
    with db.explained(path), db.closing(connection):
        try:
            rows = select(connection, asked, as_of)
        except Problem:
            return None
        json_rows(rows, sys.stdout)
    return 0


def _read(arguments: Sequence[str]) -> tuple[str | None, dict[str, list[str]], bool] | None:
    """The store's path, the options of `list` with their values, and --reverse; None where it is not plain."""
    before: dict[str, str] = {}
    options: dict[str, list[str]] = {}
    reverse = after = False
    rest = iter(arguments)
    for word in rest:
        if not after and word == "list":
            after = True
            continue
        if after and word == "--reverse":
            reverse = True
            continue
        name, equals, value = word.partition("=")
        if name not in (_VALUED if after else _BEFORE):
            return None
        if not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
        if after:
            options.setdefault(name, []).append(value)
        else:
            before[name] = value
    if not after or before.get("--lang", "ja") not in ("ja", "en"):
        return None
    return before.get("--db"), options, reverse


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        return None
