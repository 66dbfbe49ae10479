"""What the words behind a date tell of it: something to come, something done, or something asked for.

A date without a year needs it: 9月末までに完了した is past, 9月末までに完了するよう求めた is not. The first such word
of the sentence counts, because the verb of the date's own clause stands nearest behind it.
"""

from __future__ import annotations

import re

_REACH = 64
# A line that ends in a particle or a comma goes on in the next one.
_END = re.compile(
    r"。|[ \t)](?=[①-⒛])|\n(?<![てにをはがのとり、]\n)(?<![てにをはがのとり、]\n\n)|\n[ \t]*(?![ぁ-んァ-ヶ一-鿿\n])"
)
_VERB = "[うくすつぬむるぐぶ]"
# Led by one set of characters, which the engine skims.
_TENSE = re.compile(
    rf"""[くただよこ方計旨求要依指命予延見目めメ済完未期さま程ルび](?:
      (?P<asked>(?<={_VERB}よ)う(?![なと])|(?<={_VERB}こ)と(?:[をに]|と(?!してい(?:た|まし)|しておりまし))|(?<={_VERB}方)針|(?<={_VERB}計)画(?!であった|でした|だった|としてい)|(?<={_VERB}旨)
        |(?<=求)め[たてらる](?!い[たま])|(?<=要)請し(?!てい[たま])|(?<=依)頼し(?!てい[たま])|(?<=指)示し(?!てい[たま])|(?<=命)令し(?!てい[たま]))
    | (?P<planned>(?:(?<=予)定|(?<=見)込み?|(?<=期)限|(?<=計)画)
          (?=でし?た|だった|であった|し?んでいた|していた|してい?まし|しておりまし|とし?てい|されてい)
        |(?<=[求要依指命])(?:め|[請頼示令]し)てい(?:た|まし)
        |(?<=としていた)|(?<=としていま)した
        |(?<=未)(?:実施|着手|了|完了|対応|提出))
    | (?P<expected>(?<=予)定(?!どおり|通り|のとおり)|(?<=延)[期長](?=する|さ?せ|予定|見込|[。、)]|\Z)
        |(?<=見)(?:込|通し(?=で|だ|と|を|。|、|\Z))|(?<=目)[指途処]|(?<=計)画[しで]|(?<=[めメ])[どド]
        |(?<=日程)(?=です|である|だ)|(?<=スケジュール)(?=です|である|だ)|(?<=運び)(?=で|だ|と|。)|(?<=べく)(?=、)
        |(?<=く)ださい|(?<=てま)い(?=り|る)|(?<=[しいきせりみびめえけべれげ]た)(?<!いただきた)(?<!もらいた)い(?=。|と[考思]))
    | (?P<done>(?<=済)|(?<=完)(?<!未完)了(?=[。、)）\s]|し(?!、?次第|ま[すせ]|ない|たい|よう)|後)
        |(?<=さ)れた[。、)]|(?<=ま)した|(?<=[んいぎ]だ)(?<!なんだ)(?=[。、)が\n|<]|\Z|ところ|ため)
        |(?<=た)(?<!とした)(?<!求めた)(?=[。、)が\n|<]|\Z|ところ|ため|旨|もの(?!と)))
    )""",
    re.VERBOSE,
)
# た before a noun closes a clause of its own: that of the date where it stands close (5月に発生した事案を、9月に報告
# する予定), and any other where it does not (8月に…不安払拭に向けた対策をまとめるよう).
_BEFORE_NOUN = re.compile(
    r"た(?<!とした)(?<!求めた)(?<!向けた)(?<!踏まえた)(?<!応じた)(?<!基づいた)(?!場合|際(?!に)|時点|上で|後)(?=[一-鿿ァ-ヶ])"
)
_CLOSE = 10
# 目途 behind another date is of that one (24日午前に会談し、11月末をめどに…).
_TARGET = "途処どド"
_ALL_OF_THEM = re.compile(r"それぞれ|いずれも|ともに")
_TARGETED = re.compile(r"[目めメ][途処どド]")
_ANOTHER_DATE = re.compile(r"[0-9][ \t]*[年月日]|年度|四半期|[上下]半?期|年[内末]|[今来本昨翌同]年|ことし|[春夏秋冬]")
# 3月25日に監査を受け、4月中旬に受領する予定: the 予定 is of the second clause, which has a date of its own.
_OTHER_CLAUSE = re.compile(
    r"(?:[しいきりけげえべれせみび一-鿿]|[件人名社台回割部%])、(?:[^。、\n]{0,12}?)" + rf"(?:{_ANOTHER_DATE.pattern})"
)
# 12月4日時点で1,980件、12月末には全件を終える見込み: the state on a day, and what is to come on another.
_AS_OF = re.compile(r"時点|現在")
_DONE_AT = re.compile(
    r"(?:に|には|時点で|時点に|で)(?!向)[^、。\n定画向べ]{0,16}?(?:した|れた|った|済み?|完了)(?=[。、]|ところ|が|後|\Z)"
)

# What an announcement says of a day from which something holds: 6月1日より切り替えます.
_WILL = re.compile(
    r"(?:(?!てい|ておりま|について|につきま|した|済)[^。\n]){0,40}?(?:し|行い|替え|始め|となり|なり|れ|み|え|せ)ます(?=[。)」\n]|\Z)"
)


# The same in a plan or a paper: 6月3日に発送する。
_WILL_PLAIN = re.compile(
    r"(?:(?!てい|た[。、ち]|済)[^。\n]){0,50}?(?:(?<![日月年度でら]と)する|なる|[せめえけげべ]る|[かがまわ]る|[一-鿿][うくすむぶつぐる]|可能性がある|可能性があります)(?:という|とのこと(?:です|だ)?|方針だ?)?(?=[。()」\n]|(?:が|ほか|ため|ので)、|\Z)"
)


# 11日にも開く方向で調整に入った: the verb behind is of the plan, not of the day.
_EVEN = re.compile(r"中?にも(?!かかわ)[^。\n]{1,80}?(?:方向|見通し|方針|予定|見込み|意向|可能性)")


# 10月の施行に向けて準備を進めている: what is prepared for lies ahead.
_TOWARDS = re.compile(
    r"(?:末|頃|中)?(?:(?:から|より)?の[^。、\n0-9]{1,24}?|[一-鿿]{2,6})?[にへ]向け"
    r"|(?:から|より)の[^。、\n0-9]{1,24}?を(?:検討|予定|計画|準備|目指)"
    r"|の[^。、\n0-9]{1,24}?に間に合(?!わな|った|って)"
)
# 11月から…引き上げている: what has begun and holds.
_HOLDS = re.compile(
    r"(?:(?!予定|検討|見込|目指|こととし)[^。\n]){0,60}?て(?<!として)(?:い(?:る|ます)|おり(?:ます)?)(?=[。、)]|\Z)"
)
# 10月1日以降に申請された方には、新しい様式で答えます: what the whole sentence ends in.
_ENDS_TO_BE = re.compile(r"[^。\n]{0,80}(?:(?<!てい)(?<!ており)ます|(?<!てい)[うくすつぬむるぐぶ])(?=。|\n|\Z)")
# What stands between a date and 求めた where the date is the one asked for, and not the day of asking.
_ASKED_BY = re.compile(r"よう|こと|旨|べく|まで|迄|期限|締切|目[途処]|から|以降|の")
_ASKED_THEN = re.compile(r"[^。\n]{0,40}?(?:指示し|求め|要請し|依頼し|命令し|命じ|通知し)(?:た|まし)")
# 9月に実施する監査の計画を作成した: the verb that stands before a noun is of the date, what was done is not.
_SHALL = re.compile(
    r"(?:(?:[一-鿿]{0,5}|から|より|以降)に|から|より|以降)(?!関|対|係|お[けい]|よ[りる]|際|属|伴|相当|該当|及|わた|至)"
    r"(?:(?!て|し、|した|済)[^。、\n]){0,14}?(?:する|行う|行われる|予定する|[える]る)(?=[一-鿿「])(?<!とする)(?!予定|見込|方針|計画|よう|可能|見通|旨)|となる(?=[一-鿿0-9「])"
)


def shall(text: str, position: int) -> bool:
    """Whether what is to be done on the date that ends at `position` stands before a noun: 9月に実施する監査."""
    return _SHALL.match(text, position) is not None


def towards(text: str, position: int) -> bool:
    """Whether something in folded `text` is being prepared for the date that ends at `position`."""
    return _TOWARDS.match(text, position) is not None


# 11月末までに監査を終えており, 1月31日までに修正しております: done. 6月10日までに終え、: it may lie on either side.
_DEEDS = (
    r"(?:完了|確認|修正|削除|廃棄|回収|通知|是正|訂正|改善|実施|提出|受領|報告|公表|配布|周知|整備|改訂|改正|導入|移行"
    r"|点検|受講|設置|策定|制定|更新|適用|発送|送付)"
)
_DONE_BY = re.compile(rf"に?[^。、\n]{{0,40}}?(?:終え|済ませ|{_DEEDS}し)て(?:い[るま]|お?り)")
_ENDED_BY = re.compile(r"に?[^。、\n]{0,40}?(?:終え|済ませ|完了し|があり)、")


def done_by(text: str, position: int) -> str | None:
    """What the own clause of a limit that ends at `position` tells: "done", "planned" for either side, or nothing."""
    if _DONE_BY.match(text, position) is not None:
        return "done"
    return "planned" if _ENDED_BY.match(text, position) is not None else None


def asked_then(text: str, position: int) -> bool:
    """Whether what is asked for behind `position` was asked for some time ago: 終わらせるよう指示した."""
    return _ASKED_THEN.match(text, position) is not None


def ends_to_be(text: str, position: int) -> bool:
    """Whether the sentence of folded `text` from `position` on ends in a verb that tells of what is to come."""
    return _ENDS_TO_BE.match(text, position) is not None


def holds(text: str, position: int) -> bool:
    """Whether what began at `position` of folded `text` is said to go on: から…引き上げている."""
    return _HOLDS.match(text, position) is not None


def as_early_as(text: str, position: int) -> bool:
    """Whether the words of folded `text` at `position` put a date forward as the earliest: 11日にも開く方針だ."""
    return _EVEN.match(text, position) is not None


def will_be(text: str, position: int) -> bool:
    """Whether the sentence of folded `text` from `position` on announces what begins."""
    return _WILL.match(text, position) is not None


def is_to_be(text: str, position: int) -> bool:
    """Whether the sentence of folded `text` from `position` on ends in a plain verb that tells of what is to come."""
    return _WILL_PLAIN.match(text, position) is not None


def tense(text: str, position: int) -> str | None:
    """What the sentence of folded `text` tells from `position` on; None if nothing does.

    "asked", "planned" (予定だった: it may lie before or behind), "expected" or "done".
    """
    stop = _END.search(text, position, position + _REACH)
    end = position + _REACH if stop is None else stop.end()
    if text.startswith(":", position):
        # 1月末:85% 3月末:100%(見込): each value is of its own date.
        following = _ANOTHER_DATE.search(text, position, end)
        end = end if following is None else following.start()
    found = _TENSE.search(text, position, end)
    while found is not None and found[0][-1] in _TARGET and _ANOTHER_DATE.search(text, position, found.start()):
        if _ALL_OF_THEM.search(text, position, found.start()):
            break
        found = _TENSE.search(text, found.end(), end)
    if (
        found is not None
        and _AS_OF.search(text, max(0, position - 4), position + 4)
        and _ANOTHER_DATE.search(text, position, found.start())
    ):
        return None
    if found is not None and found.lastgroup == "expected" and _OTHER_CLAUSE.search(text, position, found.start()):
        return "planned"
    if found is not None and found.lastgroup == "asked" and _asked_on(text, position, found):
        return "done"
    if found is not None and found[0] == "完了" and text[found.end() : found.end() + 1] in ("し", "、"):
        rest = _WILL_PLAIN.match(text, found.end())
        if rest is not None:
            return None if _of_many(text, position, rest[0]) else "planned"
    noun = _BEFORE_NOUN.search(text, position, end)
    if noun is not None and text.startswith("は、", position):
        noun = None
    if noun is not None and (found is None or noun.end() < min(found.end(), position + _CLOSE)):
        return "done"
    return None if found is None else found.lastgroup


def _asked_on(text: str, position: int, found: re.Match[str]) -> bool:
    """Whether something was asked for on the date that ends at `position` (9月に依頼した), and not to be done by it."""
    if found[0][-1] not in "めたし" or not (found[0][-1] == "た" or text.startswith("た", found.end())):
        return False
    other = _OTHER_CLAUSE.search(text, position, found.start())
    begun = max(0, position - 3) if other is None else other.end()
    return _ASKED_BY.search(text, begun, found.start()) is None


def _of_many(text: str, position: int, rest: str) -> bool:
    """Whether 完了し、 is surely one of several things to do: 完了し、公表する。; another date may part the two."""
    return _TARGETED.search(text, max(0, position - 4), position) is not None or not _ANOTHER_DATE.search(rest)


def done_at(text: str, position: int) -> bool:
    """Whether the verb that stands close behind `position` in folded `text` tells of what was done then."""
    return _DONE_AT.match(text, position) is not None
