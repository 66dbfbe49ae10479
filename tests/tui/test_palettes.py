"""Every colour of text can be read on its ground."""

from __future__ import annotations

import pytest

from store.rules import ATTENTIONS
from tui.palettes import PALETTES, Palette
from tui.theme import look, textual_theme


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_contrast(palette: Palette) -> None:
    least = 7.0 if palette.name == "contrast" else 4.5
    for colour in (palette.text, palette.soft, palette.accent, palette.warn, *palette.attention):
        for ground, wanted in ((palette.ground, least), (palette.raised, least), (palette.cursor, 4.5)):
            assert contrast(colour, ground) >= wanted, (colour, ground, contrast(colour, ground))


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_a_quoted_passage_can_be_read(palette: Palette) -> None:
    assert contrast(palette.text, palette.hit) >= 7.0


@pytest.mark.parametrize("name", PALETTES)
def test_every_attention_has_a_style(name: str) -> None:
    assert set(look(name).attention) == set(ATTENTIONS)
    assert textual_theme(PALETTES[name]).name == f"followup-{name}"


def test_without_colour_there_is_none() -> None:
    plain = look("dark", plain=True)
    for style in [*plain.attention.values(), *(s for s in plain if hasattr(s, "color"))]:
        assert style.color is None
        assert style.bgcolor is None
    assert plain.on.reverse
