"""Columns and views of one's own: chosen, kept, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.problem import Problem
from store.words import word
from tui import own_views, text, views
from tui.i18n import _, lang, sentence
from tui.keys import keyed
from tui.screens.room import Chosen
from tui.views import View
from tui.widgets.columns import Wanted

if TYPE_CHECKING:
    from tui.followup import Followup
    from tui.own_views import Views


async def columns(app: Followup, chosen: Chosen) -> None:
    """Choose the columns of the view in use, with the list behind as it would look."""
    from tui.screens.columns import Columns

    triage, place = app.triage, app.place
    before = triage.columns

    def preview(wanted: tuple[Wanted, ...]) -> None:
        place.columns = list(wanted)
        triage.restyled()

    title = _("Columns of the view {view}").format(view=app.view.called)
    held = list(place.columns)
    answer = await app.push_screen_wait(Columns(title, before, triage.worklist.placed, preview))
    if answer is None:
        place.columns = held
    else:
        place.columns = list(answer) if answer != app.view.columns else []
        app.remember()
    triage.restyled()


def known(app: Followup) -> Views:
    """The views on file; a file that cannot be read is told."""
    try:
        app.state.own = own_views.read()
    except Problem as problem:
        app.failed(problem)
    return app.state.own


async def choose(app: Followup, chosen: Chosen) -> None:
    """A list of them, until one is shown or it is left."""
    from tui.screens.own_views import OwnViews

    at = 0
    while True:
        held = list(known(app).values())
        answer = await app.push_screen_wait(OwnViews([line(view) for view in held], at))
        if answer is None:
            return
        what, at = answer
        if what == "go":
            show(app, held[at])
            return
        if what == "keep":
            if await _keep(app):
                return
        elif what == "rename":
            await _rename(app, held[at])
        else:
            await _delete(app, held[at])


async def keep(app: Followup, chosen: Chosen) -> None:
    """Keep the present filter, order and columns under a name."""
    known(app)
    await _keep(app)


def show(app: Followup, view: View) -> None:
    """Go to a view of one's own."""
    from tui.everywhere import view as go

    app.state.own[view.id] = view
    go(app, view.id)


def line(view: View) -> str:
    """A view in one line: its name and what it shows."""
    told = [view.label]
    if view.base != views.DEFAULT:
        told.append(views.VIEWS[view.base].called)
    if view.filter:
        told.append("/" + text.line(view.filter))
    if view.sort:
        order = _("Order: {column}").format(column=word("field", view.sort, lang()))
        told.append(order + ("▾" if view.descending else "▴"))
    return "  ".join(told)


async def _name(app: Followup, title: str, name: str, about: str, write: str) -> str | None:
    from tui.screens.form import Form
    from tui.widgets.fields import Field

    def check(typed: str) -> None:
        own_views.checked(typed)

    field = Field("name", _("Name"), name, required=True, check=check)
    values = await app.push_screen_wait(Form(title, [about], [field], write=write))
    return None if values is None else own_views.checked(values["name"])


async def _keep(app: Followup) -> bool:
    from tui.screens.confirm import Confirm

    base, place = app.view, app.place
    words = views.words(base, place)
    about = line(own_views.made("", base, place, words)).strip()
    name = base.label if base.base else ""
    title = _("Keep filter, order and columns as a view of your own")
    name = await _name(app, title, name, about or base.called, _("keep")) or ""
    if not name:
        return False
    view = own_views.made(name, base, place, words)
    if view.id in app.state.own:
        question = _("There is a view of this name. Put this one in its place?")
        if not await app.push_screen_wait(Confirm(question, [line(app.state.own[view.id])], yes=_("Replace"))):
            return False
    if not _changed(app, lambda: own_views.keep(view)):
        return False
    kept = app.state.place(view.id)
    kept.filter, kept.columns, kept.key, kept.index = "", [], place.key, place.index
    kept.sort, kept.descending = view.sort, view.descending
    # What the new view has taken over is no more than a filter of the view that it was made in.
    if not base.base:
        place.filter = ""
    app.triage.open_view(view.id)
    app.remember()
    app.told(keyed(_("Kept as a view: {name} ({key:views} shows them all)."), name=name))
    return True


async def _rename(app: Followup, view: View) -> None:
    title = _("Another name for a view")
    name = await _name(app, title, view.label, line(view), _("rename"))
    if name is None or not _changed(app, lambda: own_views.rename(view, name)):
        return
    new = views.OWN + name
    if view.id in app.state.places:
        app.state.places[new] = app.state.places.pop(view.id)
    if app.state.view == view.id:
        app.state.view = new
        app.room.tell()
    app.remember()


async def _delete(app: Followup, view: View) -> None:
    from tui.screens.confirm import Confirm

    question = _("Delete this view? The records that it shows stay.")
    if not await app.push_screen_wait(Confirm(question, [line(view)], yes=_("Delete"), grave=True)):
        return
    if not _changed(app, lambda: own_views.delete(view)):
        return
    app.state.places.pop(view.id, None)
    if app.state.view == view.id:
        app.triage.open_view(views.DEFAULT)
    app.remember()
    app.told(_("The view is deleted: {name}").format(name=view.label))


def _changed(app: Followup, write: Callable[[], Views]) -> bool:
    try:
        app.state.own = write()
    except Problem as problem:
        app.told(sentence(problem), severity="error")
        return False
    return True
