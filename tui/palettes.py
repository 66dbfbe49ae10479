"""The colours themselves: four palettes. Nothing here knows a screen library.

The contrast of every text colour on its ground is at least 4.5 to 1 (WCAG 2.2, 1.4.3), 7 to 1 in the high-contrast
palette; a test measures it. The colour-blind palette is Okabe and Ito's (https://jfly.uni-koeln.de/color/), lightened
to that contrast.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tui.i18n import N_


class Palette(NamedTuple):
    """The colours of one theme, as #rrggbb.

    `hit` is the ground of a quoted passage; `attention` follows the triage order of rules.ATTENTIONS.
    """

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
    hit: str
    attention: tuple[str, ...]


PALETTES: Final[Mapping[str, Palette]] = {
    palette.name: palette
    for palette in (
        Palette(
            "dark", N_("Dark"), True, "#15181d", "#1e2229", "#263349", "#d8dce3", "#9aa3b0", "#7fb2e5", "#f2c14e",
            "#4a4020",
            ("#ff7b72", "#f0a05c", "#e3bd4f", "#d09ae6", "#6cc3e0", "#a9b1bd", "#86c692", "#949daa"),
        ),
        Palette(
            "light", N_("Light"), False, "#fcfcfa", "#eff0ec", "#d5e3f3", "#22262c", "#565d68", "#1b5a9e", "#7a4f00",
            "#ffeeb0",
            ("#b3261e", "#954700", "#6f5200", "#7a369c", "#11607f", "#535a64", "#236233", "#5b626c"),
        ),
        Palette(
            "contrast", N_("High contrast"), True, "#000000", "#1a1a1a", "#003c8f", "#ffffff", "#d9d9d9", "#7fd4ff",
            "#ffe14d", "#5a4b00",
            ("#ff9d96", "#ffb066", "#ffe14d", "#ecb3ff", "#7fd4ff", "#ffffff", "#96f0a8", "#d0d0d0"),
        ),
        Palette(
            "colourblind", N_("Safe for colour-blind eyes"), True, "#14161a", "#1f2228", "#1f354c", "#e2e4e8",
            "#a5abb5", "#56b4e9", "#f0e442", "#494718",
            ("#f5833c", "#e69f00", "#f0e442", "#d99bc0", "#56b4e9", "#b3b8c1", "#1fbf94", "#9ea4ae"),
        ),
    )
}  # fmt: skip
DEFAULT: Final = "dark"
