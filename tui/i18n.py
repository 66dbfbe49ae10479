"""The words of the screen in two languages: gettext over tui/locale/ja/LC_MESSAGES/followup.mo.

English strings in the code are the message ids: `_("Verify")`. A table that is made when a module is imported marks
its strings with `N_` and asks `_` when it is shown. `python -m tui.locale.build` compiles the catalogue's parts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from store.problem import Problem

if TYPE_CHECKING:
    from gettext import NullTranslations

Lang = Literal["ja", "en"]
LANGS: Final[tuple[Lang, ...]] = ("ja", "en")
DOMAIN: Final = "followup"
LOCALE: Final = Path(__file__).with_name("locale")


class _Spoken:
    """The language of this process and its catalogue; English, whose words are the message ids, has none."""

    lang: Lang = "en"
    catalogue: NullTranslations | None = None


def preferred(environ: Mapping[str, str] | None = None) -> Lang:
    """Japanese where the locale says so (LC_ALL, LC_MESSAGES, LANG, in that order), English elsewhere."""
    environ = os.environ if environ is None else environ
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ja" if said.lower().startswith("ja") else "en"


def speak(lang: str | None) -> Lang:
    """Use a language from here on; None follows the locale. Raises Problem for one that is not there."""
    chosen: str = preferred() if lang is None else lang
    if chosen not in LANGS:
        raise Problem("{lang}: there is no such language; use ja or en", lang=chosen)
    _Spoken.lang = "ja" if chosen == "ja" else "en"
    _Spoken.catalogue = None
    if chosen == "ja":
        import gettext

        _Spoken.catalogue = gettext.translation(DOMAIN, LOCALE, ["ja"], fallback=True)
    return _Spoken.lang


def lang() -> Lang:
    """The language in use."""
    return _Spoken.lang


def _(message: str) -> str:
    """`message` in the language in use."""
    return _Spoken.catalogue.gettext(message) if _Spoken.catalogue is not None and message else message


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the language in use; the count is filled in by the caller."""
    if _Spoken.catalogue is None:
        return one if count == 1 else many
    return _Spoken.catalogue.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a string for the catalogue without translating it yet."""
    return message


def sentence(problem: Problem) -> str:
    """A problem's one sentence in the language in use, its places filled: codes by their words, reasons told again."""
    values = {name: _said(name, value, problem) for name, value in problem.values.items()}
    try:
        return _(problem.message).format_map(values)
    except (KeyError, IndexError, ValueError):
        return str(problem)


# Places that hold a status; and those that hold one where the field that the sentence is about is the status.
_STATUSES: Final = frozenset({"status", "to"})
_OF_FIELD: Final = frozenset({"before", "now", "expected", "stored", "value"})


def _said(name: str, value: object, problem: Problem) -> object:
    """What fills one place. Codes stay codes in English, where they are what options and files call them."""
    if isinstance(value, Problem):
        return sentence(value)
    if not isinstance(value, str):
        return value
    field = problem.values.get("field")
    if name == "field" and value == "*":
        return _("the record itself")
    if lang() == "en":
        return value
    from store.words import word

    if name in _STATUSES or (name == "now" and "status" in problem.values) or (name in _OF_FIELD and field == "status"):
        return word("status", value, lang())
    if name in ("kind", "table", "parent"):
        called = word("kind", value, lang())
        return called if called != value else _(value)
    # Without a record's key the field is a column or a name in a file, which is found there by its own name.
    if name == "field" and "key" in problem.values:
        return word("field", value, lang())
    if name == "class_":
        return _(value)
    if name == "reason":
        from tui.reasons import told

        return told(value)
    return value
