"""What a sentence tells only as background, by its last words: causes, findings, courtesies, acts of others. Pure."""

from __future__ import annotations

import re
from typing import Final

_END: Final = r"(?:ところ(?:である|です|であります)?)?[。．.、）)\s　]*$"
_COUNTED: Final = r"(?:名|人|件|か所|箇所|台|通|部署|団体|所属|課|社|施設|市町村?)"
# Why it happened, and how things were before.
_CAUSES: Final = (
    r"^[^。、]{0,12}(?:原因|要因|背景|理由)(?:は|として|には|に)(?=.*(?:である|です|でした|であった|による|あった)[。）)]*$)",
    r"(?:こと|ため|もの)に(?:ある|あった|よる|よるものである|よるものです|起因する|起因していた)",
    r"不十分であった|十分でなかった|なかった(?:こと|もの|ため)?(?:である|による|と考えられる)?|ませんでした",
    r"不足していた|欠けていた|形骸化していた|(?<!可能と)であった|でした|(?:て|で)い(?:た|ました)|規定され(?:ていた|ていました)",
    r"原因である|原因です|問題である",
)
# What was found, and what may be.
_FINDINGS: Final = (
    r"判明した|判明しました|判明して(?:いる|おります|います)|発生した|発生しました|発生させ(?:た|ました)|発生して(?:いる|いない|おります|おりません|います)",
    r"分かった|分かりました|(?:誤り|不備|不具合|事案|漏れ)が(?:確認|検出)され(?:た|ました)|義務付けられて(?:いる|おります|います)",
    r"生じた|生じました|(?:場合|こと|例|箇所|もの)(?:が|も)あった|場合がありました",
    r"ものである|ものです|考えられる|考えられます|思われる|認識している|(?<!たいと)(?<!予定と)考えて(?:いる|おります|います)|(?<!たい)と考える",
    r"実施しない|実施しません|重要である|必要である|必要がある|できる|可能性がある|おそれがある|ではない|認められる|認められた",
    rf"[0-9０-９]{_COUNTED}が?(?:いる|いた|ある|あった|あります|おります|存在する|存在した|見られた)",
    rf"[0-9０-９]{_COUNTED}[にへ](?:増加|減少|低下|改善|上昇)(?:した|しました|して(?:いる|おります|います))",
    rf"[0-9０-９]{_COUNTED}と(?:なって|いう状況で)(?:いる|おります|います)",
    r"(?:不要|必要(?:が|は)?ない)と判断(?:した|しました|している)",
)
# What is said to the reader.
_COURTESIES: Final = (
    r"お詫び(?:申し上げます|いたします)|申し上げます|受け止めて(?:いる|おります)",
    r"とおり(?:です|である|であります|でございます)?|次のとおりとする",
    r"回答(?:する|します|いたします)|お願い(?:します|いたします|申し上げます)",
    r"努める|努めます|努めていく|努めて(?:まいり|いき)?たい|努めて(?:まいります|まいる|いきます|参ります)|努めたい",
    r"期する|期します|注視して(?:いく|いきます|まいります)",
)
# What others did to the one who reports.
_OTHERS: Final = (
    r"(?:指導|指摘|勧告|助言|意見|通知|連絡|照会)を(?:受けた|受けました|受けて(?:いる|おります|います)|いただいた|いただきました)",
    r"(?:問い?合わ?せ|意見|要望|苦情|相談)を(?:いただ|頂|受け|頂戴し)[^、。]{0,4}(?:た|ました|ている|ております|ています)",
    r"(?:こと|もの)とされて(?:いる|おります|います|いた)|との(?:回答|報告|説明|見解|連絡)を(?:得|受け|いただい)て?(?:た|いる|おります|います)",
    r"指摘(?:された|されました)|求め(?:られ)?(?:た|ていた|ている|ました)",
    r"(?:指導|指摘|勧告|助言|通知|注意喚起|事務連絡|要請)が(?:あった|ありました|なされた|行われた|行われました|(?:発出|送付)され(?:た|ました))",
)
# What the letter does, not what is promised: 次のとおり貴委員会に報告する; 毎月、市長に報告する is a duty.
_REPORTS: Final = re.compile(rf"(?:報告|提出)(?:する|します|いたします|申し上げます){_END}")
_DUTY: Final = re.compile(
    r"ごと|毎|定期|都度|随時|速やか|直ちに|場合"
    r"|(?<!貴委員)(?<!保護委員)[長議部課室者会員所](?:に|へ|まで)"
)
# 業務改善命令が発出され、…業務改善計画を提出しております
_ANSWERED: Final = re.compile(
    r"(?:命令|勧告|指導).*(?:計画書?|報告書|回答書)を"
    rf"提出(?:した|しました|いたしました|して(?:いる|おります)){_END}"
)
# How one sees it, after what was done: 整備は完了しましたが、定着には時間を要するものと考えております.
_VIEW: Final = re.compile(
    r"(?:考えて(?:いる|おります|います)|認識して(?:いる|おります)|必要(?:が)?(?:ある|である)"
    rf"|課題(?:である|となっている)|時間を要する){_END}"
)
_NEVER: Final = re.compile(f"(?:{'|'.join((*_CAUSES, *_FINDINGS, *_COURTESIES, *_OTHERS))}){_END}")


# What an act of one's own has shown to be in order: 点検したところ、誤りは確認されなかった.
_IN_ORDER: Final = re.compile(
    r"(?:し(?:た(?:ところ|結果|が))?|行(?:い|った(?:ところ|結果|が))|受け(?:た(?:ところ|結果|が))?)[、，][^。]*"
    r"(?:(?:確認され|認められ|見つから|見られ|発見され|検出され)(?:なかった|ませんでした|ていない|ておりません)"
    r"|(?:問題|異常|誤り|漏れ|不備|指摘(?:事項)?)(?:は|が)(?:な(?:い|かった)|ありませんでした)"
    rf"|(?:率|数|割合|結果|平均点)は[^、。]{{1,16}}(?:であった|でした|となった|となりました|です|である)){_END}"
)


def shows_in_order(text: str) -> bool:
    """Whether a sentence tells of an act that found nothing wrong, which is done for all that."""
    return _IN_ORDER.search(text) is not None


def tells_no_promise(text: str) -> bool:
    """Whether a sentence's end tells of a cause, a finding, a courtesy or the act of another."""
    if shows_in_order(text):
        return False
    if _REPORTS.search(text) is not None:
        return _DUTY.search(text) is None
    return _NEVER.search(text) is not None or _ANSWERED.search(text) is not None


def is_view(text: str) -> bool:
    """Whether a sentence ends on how its writer sees what it told before."""
    return _VIEW.search(text) is not None
