"""What the words behind a date tell of it: something to come, something done, or something asked for.

A date without a year needs it: 9月末までに完了した is past, 9月末までに完了するよう求めた is not. The first such word
of the sentence counts, because the verb of the date's own clause stands nearest behind it.
"""

from __future__ import annotations

import re

_TENSE = re.compile(
    r"""[^。\n]{0,60}?(?:
      (?P<asked>[うくすつぬむるぐぶ](?:よう(?![なと])|こと[をとに]|方針|計画|旨)|求め[たてらる]|(?:要請|依頼|指示|命令)し)
    | (?P<expected>予定|延[期長]|見込|目指|計画[しで]|めど|目途|目処)
    | (?P<done>済|完了(?=[。、)）\s]|し(?!、?次第)|後)|された[。、)]
      |(?<!とし)(?<!求め)た(?=[。、)が]|ところ|もの|ため|旨)|ました)
    )""",
    re.VERBOSE,
)
# た before a noun closes a clause of its own: that of the date where it stands close (5月に発生した事案を、9月に報告
# する予定), and any other where it does not (8月に…不安払拭に向けた対策をまとめるよう).
_BEFORE_NOUN = re.compile(r"[^。\n]{0,60}?(?<!とし)(?<!求め)(?<!向け)(?<!踏まえ)(?<!応じ)(?<!基づい)た(?=[一-鿿ァ-ヶ])")
_CLOSE = 10


def tense(text: str, position: int) -> str | None:
    """ "asked", "expected" or "done" by the sentence of folded `text` from `position` on; None if nothing tells."""
    found = _TENSE.match(text, position)
    noun = _BEFORE_NOUN.match(text, position)
    if noun is not None and (found is None or noun.end() < min(found.end(), position + _CLOSE)):
        return "done"
    return None if found is None else found.lastgroup
