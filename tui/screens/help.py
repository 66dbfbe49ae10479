"""All keys, from the one table: what each does, and why it does nothing here where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from tui import keys
from tui.filterwords import FILTER_WORDS
from tui.i18n import N_, _, lang
from tui.keys import Here, Key, either, keyed
from tui.theme import Look
from tui.widgets.columns import COLUMNS
from tui.widgets.document import Block, Document

# What stands above the keys of the lists.
ABOUT: Final = (
    N_("Every promise has a word that says what it needs. The list shows the most urgent first."),
    N_("{key:down} {key:up} move, {key:into} opens, {key:verify} verifies, {key:return} sends back, "
       "{key:undo} takes the last act back."),
    N_("{key:filter} filters as you type; {key:view_all} shows all rows again; "
       "{key:mark} marks several rows for one act."),
    N_("Behind a due date: inferred or approximate in the document. {key:escape} closes this page."),
)  # fmt: skip


def page(here: Here, table: Sequence[Key], about: Sequence[str] = ()) -> list[Block]:
    """The help as a document; `about` are the sentences above the keys, those of the lists where none are given."""
    blocks = [Block(said) for said in about] or [Block(keyed(_(said))) for said in ABOUT]
    for group, lines in keys.grouped(table):
        blocks.append(Block(_(keys.GROUPS[group]), heading=True))
        for key in lines:
            shown = " ".join(keys.shown(one) for one in key.keys)
            why_not = key.why_not(here)
            blocks.append(Block(key.told, "text" if why_not is None else "soft", label=shown))
            if why_not is not None and here.place in key.where:
                # A blank label puts the reason under the text, not under the key.
                blocks.append(Block(why_not, "soft", label=" "))
    blocks.append(Block(_("Words of the filter"), heading=True))
    at = 0 if lang() == "en" else 1
    blocks += [Block(_(word.tip), label=word.examples[at]) for word in FILTER_WORDS]
    blocks.append(Block(_("Columns"), heading=True))
    blocks += [Block(_(column.tip), label=_(column.head)) for column in COLUMNS]
    if not about:
        blocks.append(Block(_("Never bound"), heading=True))
        blocks += [Block(keyed(_(why)), label=key) for key, why in keys.NOT_BOUND.items()]
    return blocks


class Help(ModalScreen[None]):
    """The page. Any way out closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        (either("escape,q,?,f1,enter,h,left"), "dismiss", ""),
        (either("j,down"), "move(1)", ""),
        (either("k,up"), "move(-1)", ""),
        (either("pagedown,space,ctrl+f,ctrl+d"), "move(15)", ""),
        ("pageup,ctrl+b,ctrl+u", "move(-15)", ""),
        (either("g,home"), "move(-100000)", ""),
        (either("G,end"), "move(100000)", ""),
        (either("J,tab"), "section(1)", ""),
        (either("K,shift+tab"), "section(-1)", ""),
    ]

    def __init__(self, blocks: Sequence[Block], look: Look, title: str) -> None:
        super().__init__()
        self._blocks = blocks
        self._look = look
        self._title_text = title

    def compose(self) -> Iterable[Widget]:
        """The page."""
        yield Widget(Document(self._look, self._title_text), id="page")

    def on_mount(self) -> None:
        """Fill it."""
        document = self.query_one(Document)
        document.put(self._blocks)

    def action_move(self, lines: int) -> None:
        """Scroll."""
        self.query_one(Document).move(lines)

    def action_section(self, step: int) -> None:
        """To the next heading, or the one before."""
        self.query_one(Document).section(step)
