"""What two texts do not share, as pieces in two styles: whole numbers and words, and no lone letter between changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from tui import text

# (text, name of a style of Look).
Piece = tuple[str, str]
# A number or a Latin word differs as a whole; of Japanese each letter counts.
_TOKEN: Final = re.compile(r"[0-9０-９][0-9０-９,.，．]*|[A-Za-zＡ-Ｚａ-ｚ]+|[\s\S]")
# Pairs of equal tokens that are looked at; more would be felt when the cursor moves.
_MOST_PAIRS: Final = 400_000
# So few letters that happen to be the same between two changes are shown as part of them.
_CHANCE: Final = 2


def differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts as pieces; what the other does not have is in the style `hit`."""
    a, b = _TOKEN.findall(text.clean(one)), _TOKEN.findall(text.clean(other))
    left: list[Piece] = []
    right: list[Piece] = []
    for same, a_part, b_part in _runs(a, b):
        style = "text" if same else "hit"
        if a_part:
            left.append((a_part, style))
        if b_part:
            right.append((b_part, style))
    return left, right


def _runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[bool, str, str]]:
    """The texts cut where they part and meet again, with runs that are the same by chance put to the changes."""
    raw = [(kind == "equal", "".join(a[i:j]), "".join(b[k:m])) for kind, i, j, k, m in _opcodes(a, b)]
    runs: list[tuple[bool, str, str]] = []
    for place, (same, a_part, b_part) in enumerate(raw):
        chance = same and 0 < place < len(raw) - 1 and len(a_part.strip()) <= _CHANCE
        if runs and not runs[-1][0] and (chance or not same):
            _same, a_before, b_before = runs.pop()
            runs.append((False, a_before + a_part, b_before + b_part))
        else:
            runs.append((same and not chance, a_part, b_part))
    return runs


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """difflib's; of texts too long to be compared, only what they begin and end with in common."""
    counts = Counter(b)
    if sum(counts[token] for token in a) <= _MOST_PAIRS:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    shortest = min(len(a), len(b))
    head = next((at for at in range(shortest) if a[at] != b[at]), shortest)
    tail = next((at for at in range(shortest - head) if a[-1 - at] != b[-1 - at]), shortest - head)
    ends = (len(a) - tail, len(b) - tail)
    found = [
        ("equal", 0, head, 0, head),
        ("replace", head, ends[0], head, ends[1]),
        ("equal", ends[0], len(a), ends[1], len(b)),
    ]
    return [code for code in found if code[2] > code[1] or code[4] > code[3]]
