"""What a Japanese input method sends in place of a key: which characters these are, and what to say of them."""

from __future__ import annotations

from tui.i18n import _


def kana(character: str | None) -> bool:
    """Whether a character comes from Japanese input that no key is bound to."""
    return character is not None and len(character) == 1 and ("\u3040" <= character <= "\u30ff" or
                                                             "\u4e00" <= character <= "\u9fff" or
                                                             "\uff01" <= character <= "\uff9f")  # fmt: skip


def stray(character: str | None) -> str | None:
    """What there is to say of a key that Japanese input has taken: kana, or a full-width letter without a use here.

    None where the character is of neither kind.
    """
    if character is None or not kana(character):
        return None
    wide = "！" <= character <= "～"
    said = _("{typed} is no key here.") if wide else _(
        "{typed} is no key: switch Japanese input off, or type full-width letters.")  # fmt: skip
    return said.format(typed=character)
