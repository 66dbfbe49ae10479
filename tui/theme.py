"""Colours: four palettes, from which come Textual's theme and the styles of the line-drawn widgets.

Attention is always a word; its colour only repeats it. The contrast of every text colour on its ground is at least
4.5 to 1 (WCAG 2.2, 1.4.3), 7 to 1 in the high-contrast palette; a test measures it. The colour-blind palette is
Okabe and Ito's (https://jfly.uni-koeln.de/color/), lightened to that contrast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from rich.style import Style
from textual.theme import Theme

from store.rules import ATTENTIONS
from tui.i18n import N_


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #rrggbb. `attention` follows the triage order of rules.ATTENTIONS."""

    name: str
    label: str
    dark: bool
    ground: str
    raised: str
    cursor: str
    text: str
    soft: str
    accent: str
    warn: str
    attention: tuple[str, ...]


PALETTES: Final[Mapping[str, Palette]] = {
    palette.name: palette
    for palette in (
        Palette(
            "dark", N_("Dark"), True, "#15181d", "#1e2229", "#2c3a4d", "#d8dce3", "#9aa3b0", "#7fb2e5", "#f2c14e",
            ("#ff7b72", "#f0a05c", "#e3bd4f", "#d09ae6", "#6cc3e0", "#a9b1bd", "#86c692", "#949daa"),
        ),
        Palette(
            "light", N_("Light"), False, "#fcfcfa", "#eff0ec", "#d5e3f3", "#22262c", "#565d68", "#1b5a9e", "#7a4f00",
            ("#b3261e", "#954700", "#6f5200", "#7a369c", "#11607f", "#535a64", "#236233", "#5b626c"),
        ),
        Palette(
            "contrast", N_("High contrast"), True, "#000000", "#1a1a1a", "#003c8f", "#ffffff", "#d9d9d9", "#7fd4ff",
            "#ffe14d",
            ("#ff9d96", "#ffb066", "#ffe14d", "#ecb3ff", "#7fd4ff", "#ffffff", "#96f0a8", "#d0d0d0"),
        ),
        Palette(
            "colourblind", N_("Safe for colour-blind eyes"), True, "#14161a", "#1f2228", "#263f5a", "#e2e4e8",
            "#a5abb5", "#56b4e9", "#f0e442",
            ("#f5833c", "#e69f00", "#f0e442", "#d99bc0", "#56b4e9", "#b3b8c1", "#1fbf94", "#9ea4ae"),
        ),
    )
}  # fmt: skip
DEFAULT: Final = "dark"


def textual_theme(palette: Palette, *, plain: bool = False) -> Theme:
    """The palette as a theme that can be registered; `plain` draws with the terminal's own colours (NO_COLOR)."""
    by_name = dict(zip(ATTENTIONS, palette.attention, strict=True))
    return Theme(
        name=f"followup-{palette.name}",
        primary=palette.accent,
        secondary=palette.accent,
        accent=palette.accent,
        warning=palette.warn,
        error=by_name["overdue"],
        success=by_name["on_track"],
        foreground=palette.text,
        background=palette.ground,
        surface=palette.raised,
        panel=palette.raised,
        dark=palette.dark,
        ansi=plain,
        variables={
            "border": palette.accent,
            "footer-key-foreground": palette.accent,
            "scrollbar": palette.cursor,
            "scrollbar-background": palette.ground,
            "scrollbar-hover": palette.accent,
            "scrollbar-active": palette.accent,
            "scrollbar-background-hover": palette.ground,
            "scrollbar-background-active": palette.ground,
            "scrollbar-corner-color": palette.ground,
        },
    )


@dataclass(frozen=True, slots=True)
class Look:
    """Rich styles for the line-drawn widgets. `on` is what the cursor's row adds."""

    palette: Palette
    text: Style
    soft: Style
    strong: Style
    accent: Style
    warn: Style
    head: Style
    bar: Style
    on: Style
    mark: Style
    hit: Style
    attention: Mapping[str, Style]


@cache
def look(name: str, plain: bool = False) -> Look:
    """The styles of a palette; `plain` has no colour at all, only bold, underline and reverse."""
    palette = PALETTES.get(name, PALETTES[DEFAULT])
    if plain:
        none, bold = Style(), Style(bold=True)
        return Look(
            palette=palette, text=none, soft=none, strong=bold, accent=Style(underline=True), warn=bold,
            head=Style(underline=True), bar=Style(reverse=True), on=Style(reverse=True), mark=bold,
            hit=Style(underline=True),
            attention={name: bold if name in ("overdue", "returned") else none for name in ATTENTIONS},
        )  # fmt: skip
    ground = palette.ground
    return Look(
        palette=palette,
        text=Style(color=palette.text, bgcolor=ground),
        soft=Style(color=palette.soft, bgcolor=ground),
        strong=Style(color=palette.text, bgcolor=ground, bold=True),
        accent=Style(color=palette.accent, bgcolor=ground),
        warn=Style(color=palette.warn, bgcolor=ground, bold=True),
        head=Style(color=palette.soft, bgcolor=palette.raised),
        bar=Style(color=palette.text, bgcolor=palette.raised),
        on=Style(bgcolor=palette.cursor),
        mark=Style(color=palette.warn, bgcolor=ground, bold=True),
        hit=Style(color=ground, bgcolor=palette.warn),
        attention={
            name: Style(color=colour, bgcolor=ground, bold=name in ("overdue", "returned"))
            for name, colour in zip(ATTENTIONS, palette.attention, strict=True)
        },
    )
