"""The form that asks for a document to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.words import word
from tui.i18n import _, lang
from tui.keys import keyed
from tui.screens.form import Form
from tui.widgets.fields import Field
from tui.widgets.typed import DayField, PathField

if TYPE_CHECKING:
    from tui.followup import Followup


class Import(Form):
    """The file; whose document it is, of which day and for which guidance, where the document does not say so."""

    def __init__(self, app: Followup) -> None:
        held = app.state.more.get("import")
        folder = held.get("folder") if isinstance(held, dict) else None
        start = f"{folder or Path.cwd()}/".replace("//", "/")
        entities = [(entity.key, entity.name) for entity in app.entities]
        fields = [
            PathField("path", _("File"), start, files=True,
                      hint=keyed(_("Word, Excel, PDF, HTML, Markdown, text, CSV, TOML; {key:right} completes"))),
            Field("entity", word("field", "entity_name", lang()), closed=True, choices=entities,
                  hint=_("Only where the document does not say whose it is (the arrow keys choose)")),
            DayField("dated", word("field", "dated_on", lang()), None, today=app.today, shown="", past=True,
                     hint=_("Only where the document does not say its day")),
            DayField("guided", word("field", "given_on", lang()), None, today=app.today, shown="", past=True,
                     hint=_("Of the guidance that it answers, where the document does not say it")),
        ]  # fmt: skip
        told = [_("The document is read and shown beside the register; nothing is written before you say so.")]
        super().__init__(_("Import a document"), [], fields, told=told, write=_("Read"))
