"""Views of one's own: kept in views.json beside config.toml, written the moment they are made, renamed or deleted.

The file is read anew before every change, so that two terminals do not take each other's views away; a file that
cannot be read is never replaced.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from store.problem import Problem
from store.rows import ROW_FIELDS
from tui import settings, text
from tui.i18n import N_
from tui.settings import Place
from tui.views import DEFAULT, OWN, VIEWS, View

# The longest name (cells).
LONGEST: Final = 40
EMPTY: Final = N_("Nothing here. {key:view_all} shows everything.")
Views = dict[str, View]


def name_of(view: View) -> str:
    """The name that it was given."""
    return view.label


def checked(name: str) -> str:
    """A name as it is kept. Raises Problem for an empty or a long one."""
    name = " ".join(text.line(name).split())
    if not name:
        raise Problem("A view needs a name.")
    if text.width(name) > LONGEST:
        raise Problem("{name}: at most {most} columns wide", name=name, most=LONGEST)
    return name


def made(name: str, base: View, place: Place, words: str) -> View:
    """A view that shows what is shown: a saved view, the words that narrow it, the order and the columns."""
    base_id = base.base or base.id
    own = VIEWS[base_id]
    return View(
        OWN + name, name, own.attentions, own.mine, own.checks, EMPTY, words, place.sort, place.descending,
        tuple(place.columns) or base.columns, base_id,
    )  # fmt: skip


def read(path: Path | None = None) -> Views:
    """The views on file by id, in the order in which they were made. Raises Problem for a file that is none of these.

    Takes no file for no views.
    """
    path = path or settings.views_path()
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Problem("{path}: cannot be read: {reason}", path=path, reason=error.strerror or str(error)) from error
    try:
        held = json.loads(raw)["views"]
        views = [_view(path, name, dict(fields)) for name, fields in dict(held).items()]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Problem("{path}: these are no saved views: {reason}", path=path, reason=repr(error)) from error
    return {view.id: view for view in views}


def _view(path: Path, name: str, held: Mapping[str, Any]) -> View:
    place = Place(
        sort=str(held["sort"]),
        descending=bool(held["descending"]),
        columns=settings.columns_of(held["columns"]),
    )
    if held["base"] not in VIEWS or not isinstance(held["filter"], str) or place.sort not in ("", *ROW_FIELDS):
        raise ValueError(name)
    return made(checked(name), VIEWS[held["base"]], place, held["filter"])


def change(how: Callable[[Views], None], path: Path | None = None) -> Views:
    """Change the views on file and give them back. Raises Problem where the file cannot be read or written."""
    path = path or settings.views_path()
    views = read(path)
    how(views)
    held = {
        view.label: {
            "base": view.base or DEFAULT,
            "filter": view.filter,
            "sort": view.sort,
            "descending": view.descending,
            "columns": view.columns,
        }
        for view in views.values()
    }
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(json.dumps({"views": held}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Problem("{path}: cannot be written: {reason}", path=path, reason=error.strerror or str(error)) from error
    return views


def keep(view: View, path: Path | None = None) -> Views:
    """Put a view on file, in the place of one of the same name."""
    return change(lambda views: views.update({view.id: view}), path)


def rename(view: View, name: str, path: Path | None = None) -> Views:
    """Give a view another name, in its place. Raises Problem where another view has that name."""
    name = checked(name)
    renamed = view._replace(id=OWN + name, label=name)

    def how(views: Views) -> None:
        if renamed.id in views and renamed.id != view.id:
            raise Problem("{name}: another view has that name", name=name)
        held = [renamed if key == view.id else kept for key, kept in views.items()]
        views.clear()
        views.update({kept.id: kept for kept in held})

    return change(how, path)


def delete(view: View, path: Path | None = None) -> Views:
    """Take a view off the file."""

    def how(views: Views) -> None:
        views.pop(view.id, None)

    return change(how, path)
