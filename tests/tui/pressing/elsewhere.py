"""Checks of the keys for the day, the look of the program, its help and its words."""

from __future__ import annotations

from datetime import date
from typing import Final

from textual.command import CommandPalette
from textual.screen import ModalScreen

from store.words import word
from tests.tui.pressing.hands import Check, changes
from tests.tui.pressing.supervisor import Supervisor
from tests.tui.watching import TODAY, press, until
from tui import i18n
from tui.screens.form import Form
from tui.screens.help import Help
from tui.widgets.document import Document


async def day(hands: Supervisor) -> None:
    hands.press("day")
    form = await hands.form(Form)
    form.field("day").type("2024-04-01")
    press(hands.app, "ctrl+s")
    await until(lambda: hands.app.as_of == date(2024, 4, 1), "the day that was typed")


async def copy(hands: Supervisor) -> None:
    hands.press("copy")
    await until(lambda: hands.app.clipboard.startswith("| "))
    await until(lambda: hands.app.copied[0] == "markdown")
    hands.press("copy")
    await until(lambda: "\t" in hands.app.clipboard)


async def source(hands: Supervisor) -> None:
    """The bundled register was read from no document that is kept: the detail shows where its words stand."""
    hands.press("source")
    await until(lambda: hands.triage.in_detail)
    detail = hands.triage.detail
    heading = word("field", "source", i18n.lang())
    await until(lambda: heading in detail.plain.splitlines(), "the story")
    place = detail.plain.splitlines().index(heading)
    await until(lambda: detail.scroll_y <= place < detail.scroll_y + detail.size.height - 1 > 1, "the source in sight")


async def earlier(hands: Supervisor) -> None:
    hands.press("earlier")
    await until(lambda: (TODAY - hands.app.as_of).days == 7)
    await until(lambda: hands.triage.here().other_day and hands.triage.worklist.row is not None)
    hands.press("verify")
    await until(lambda: hands.said, "verify is refused on another day")
    assert not isinstance(hands.app.screen, ModalScreen)


async def later(hands: Supervisor) -> None:
    hands.press("later")
    await until(lambda: (hands.app.as_of - TODAY).days == 7)


async def today(hands: Supervisor) -> None:
    await earlier(hands)
    hands.press("today")
    await until(lambda: hands.app.as_of == TODAY)


async def reload(hands: Supervisor) -> None:
    listing = hands.triage.worklist.listing
    hands.press("reload")
    await until(lambda: hands.triage.worklist.listing is not listing and hands.triage.worklist.row is not None)


async def palette(hands: Supervisor) -> None:
    hands.press("palette")
    await until(lambda: isinstance(hands.app.screen, CommandPalette))


def on_page(hands: Supervisor, words: str) -> bool:
    """Whether words stand on the page that is open, wherever its lines end."""
    pages = [*hands.app.screen.query(Document)] if isinstance(hands.app.screen, Help) else []
    return any("".join(words.split()) in "".join(page.plain.split()) for page in pages)


async def help_(hands: Supervisor) -> None:
    hands.press("help")
    await until(lambda: on_page(hands, hands.app.key("verify").told), "what v does")


async def log(hands: Supervisor) -> None:
    hands.app.log_message("川崎市: [/red] said", "error")
    hands.press("log")
    await until(lambda: on_page(hands, "川崎市: [/red] said"), "what was said")


async def back(hands: Supervisor) -> None:
    hands.press("into", "back")
    await until(lambda: not hands.triage.in_detail)
    assert hands.app.is_running


ELSEWHERE: Final[dict[str, Check]] = {
    "copy": copy,
    "source": source,
    "calendar": changes(lambda hands: hands.app.state.calendar),
    "earlier": earlier,
    "later": later,
    "day": day,
    "today": today,
    "theme": changes(lambda hands: hands.app.theme),
    "reload": reload,
    "palette": palette,
    "help": help_,
    "log": log,
    "back": back,
}
