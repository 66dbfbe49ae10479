"""What can be typed into the filter line, told word by word: the help screen and the documents are made from it.

tui/filtering.py reads the words; a test holds that every one of them is told here and that every example is read.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.i18n import N_


class FilterWord(NamedTuple):
    """One way to narrow the list. `id` as filtering.WORDS names it; `tip` is a message id.

    `examples` are whole filter lines, an English one first and then a Japanese one.
    """

    id: str
    tip: str
    examples: tuple[str, str]


FILTER_WORDS: Final = (
    FilterWord("", N_("Rows in which every word is found; an entity by its name or its reading too"),
               ("kawasaki", "かわさき 監査")),
    FilterWord("!", N_("Rows in which the word is not found"), ("!回線", "！回線")),
    FilterWord("text", N_("A word that would be taken for one of these"), ("text:due", "内容:期限")),
    FilterWord("entity", N_("Entities by key, name or reading; several with commas; !entity: leaves them out"),
               ("entity:nta,adachi", "指導先:川崎,足立")),
    FilterWord("is", N_("Classes of attention, by code or by word; several with commas; !is: leaves them out"),
               ("is:overdue,returned", "区分:期限超過,差戻し")),
    FilterWord("due", N_("Due dates: before, after, from … to, or within a year, a month, a day"),
               ("due:<2024-04", "期限:R6.4..R6.9")),
    FilterWord("reported", N_("Claims by the day on which they were reported, as after due:"),
               ("reported:>=2026-11", "報告日:>=R8.11")),
    FilterWord("week", N_("Rows that changed so in the week that is shown; several with commas"),
               ("week:due_moved,newly_returned", "今週:期限変更")),
    FilterWord("officer", N_("The officer's rows: me is you, none is nobody"), ("officer:me", "担当:なし")),
)  # fmt: skip
