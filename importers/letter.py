"""The head and foot of a letter in running text: who writes, under which number, and when. Pure."""

from __future__ import annotations

import re
from typing import Final

from importers.roles import is_meta

_PRINTED_DAY: Final = (
    r"(?:(?:令和|平成)[ 　]*[0-9０-９元]{1,2}|20[0-9]{2})[ 　]*年"
    r"[ 　]*[0-9０-９]{1,2}[ 　]*月[ 　]*[0-9０-９]{1,2}[ 　]*日"
)
# Who signs, the number of the letter, and the day, on one line.
_SIGNED: Final = re.compile(
    rf"[^をがにはで。、]{{0,24}}(?:会社|庁|[都道府県市区町村]|[部局課室]|長)[ 　]*{_PRINTED_DAY}[ 　]*"
    rf"|(?:[^ 　、。]{{1,14}}第[ 　]*[0-9０-９の－-]+号[ 　]*)?{_PRINTED_DAY}"
    r"(?:[ 　]+[^をがにはで。、]{0,24}(?:会社|庁|[都道府県市区町村]|[部局課室]|長))?[ 　]*"
    rf"|[^をがにはで。、（(]{{0,24}}(?:会社|庁|[都道府県市区町村]|[部局課室]|長)[ 　]*"
    rf"[（(]{_PRINTED_DAY}(?:付け?)?(?:報告|作成|提出|回答|発出|更新)(?:分|版)?[）)][ 　]*"
)
_HEAD: Final = re.compile(r"[ 　]*([^:：。、]{2,12})[:：][^。]{1,40}")
# The head of a mail, and the words with which a letter begins and ends.
_MAIL: Final = re.compile(
    r"[ 　]*(?:From|To|Cc|Bcc|Date|Sent|Subject|差出人|送信者|宛先|送信日時|件名)[ 　]*[:：]", re.IGNORECASE
)
_GREETING: Final = re.compile(
    r"[ 　]*(?:いつも)?(?:大変)?お世話になって(?:おります|います)。?(?:[^。]{2,40}(?:です|と申します)。?)?"
    r"|[ 　]*平素(?:より|は)[^。]*。?|[ 　]*以[ 　]*上[。 　]*"
    r"|[ 　]*(?:以上、?)?[^。、]{0,16}(?:よろしく|宜しく)お願い[^。]{0,12}。?"
)
# A body and its office, and nothing more: 足立区戸籍住民課.
_OFFICE: Final = re.compile(
    r"[ 　]*[一-龥ァ-ヶA-Za-z]{1,12}(?:[都道府県市区町村庁]|会社)[ 　]*[一-龥ァ-ヶー・ 　]{1,20}[部局課室係]"
    r"(?:[ 　]*[一-龥]{1,8}担当)?[ 　]*"
)


# The act of guidance that the letter answers: 個人情報保護法に基づく指導（令和5年9月20日）.
_GUIDED: Final = re.compile(
    r"[^。]{2,40}(?:に基づく|からの|による)(?:指導|勧告|命令|指摘)(?:[ 　]*[（(][^（()）]{4,20}[)）])?。?[ 　]*"
)


def is_head(line: str) -> bool:
    """Whether a line only says who writes, under which number and when, signed or with a label (報告年月日：…), or
    greets.
    """
    if any(pattern.fullmatch(line) for pattern in (_SIGNED, _GREETING, _OFFICE, _GUIDED)) or (
        # A sentence that was wrapped onto the line is no part of the head.
        _MAIL.match(line) and "。" not in line
    ):
        return True
    found = _HEAD.fullmatch(line)
    return found is not None and is_meta(re.sub(r"\s", "", found[1]))
