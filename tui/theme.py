"""Colours in use: from a palette come Textual's theme and the styles of the line-drawn widgets.

Attention is always a word; its colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from store.rules import ATTENTIONS
from tui.palettes import DEFAULT, PALETTES, Palette

# Before the names of our themes among Textual's.
PREFIX: Final = "followup-"


def textual_theme(palette: Palette, *, plain: bool = False) -> Theme:
    """The palette as a theme that can be registered; `plain` draws with the terminal's own colours (NO_COLOR)."""
    if plain:
        own = BUILTIN_THEMES["ansi-dark" if palette.dark else "ansi-light"]
        return replace(own, name=PREFIX + palette.name)
    by_name = dict(zip(ATTENTIONS, palette.attention, strict=True))
    return Theme(
        name=PREFIX + palette.name,
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


@cache
def themes(*, plain: bool = False) -> Mapping[str, Theme]:
    """The themes of all palettes by their names among Textual's, which asks for them with every widget it styles."""
    return {PREFIX + name: textual_theme(palette, plain=plain) for name, palette in PALETTES.items()}


class Look(NamedTuple):
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
    thumb: Style
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
            hit=Style(underline=True), thumb=Style(reverse=True),
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
        hit=Style(color=palette.text, bgcolor=palette.hit),
        thumb=Style(bgcolor=palette.cursor),
        attention={
            name: Style(color=colour, bgcolor=ground, bold=name in ("overdue", "returned"))
            for name, colour in zip(ATTENTIONS, palette.attention, strict=True)
        },
    )
