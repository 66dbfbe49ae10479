"""What a statement claims of itself, by its last words: done or in place, under way, or promised. Pure.

済・完了・した → reported; 開始・運用中, and a state that holds (ている) → reported; 実施中・進めている → in_progress;
予定・検討・今後, and what is said in the plain present (実施する) → planned. What is told as background (a cause, a
finding, a courtesy) claims nothing and is no statement at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from importers.background import is_not_found, shows_in_order, tells_no_promise
from importers.draft import Claim

# How firm the claim is: `event` something that happened, `state` something that holds, `stop` a sentence that ends on
# its noun (周知。), `plan`, `way` (under way), and `word` a bare status word of a table's column.
Manner = Literal["event", "state", "stop", "plan", "way", "word"]

_END: Final = r"[。．.、）)\s　]*$"
_POLITE: Final = (
    r"(?:です|である|であります|でございます|だ|とする|とします|としている|としております|としています"
    r"|している|しております|しています|にある|段階にある|状況である|状況です|ところ|ところである"
    r"|ところです|こと|旨)?"
)
_UNDONE: Final = re.compile(
    r"(?:持ち越(?:した|しました|す|すこととした)|未実施|未了|未完了|未着手|未対応|未済|見合わせ(?:た|ました|て(?:いる|おります|います))|未策定|未整備|未(?:制定|導入|改[定訂修]|配備|締結|提出|受講|点検|確認|設置|適用|修正)|できていない|できておりません"
    r"|至っていない|至っておりません|完了していない|完了しておりません|実施していない"
    r"|実施しておりません|行っていない|行っておりません|着手していない|遅延|遅れている"
    r"|遅れております|遅れています|延期|先送り|後ろ倒し"
    r"|(?:延期|先送り|後ろ倒し|繰り?延べ|リスケジュール)(?:[にと]?(?:した|しました|いたしました"
    r"|なった|なりました|なって(?:いる|おります|います)|している|しております|する|します))?"
    r"|(?:実施|完了|達成|着手|開催|対応|導入|整備|終了)(?:が|は|まで|には?)?(?:でき|至ら|至り)(?:なかった|ませんでした|ず)"
    r"|[月末日旬度期](?:に|へ|まで)?(?:延び|ずれ込み?|ずれ込ん)(?:た|だ|ました|[てで](?:いる|おります|います))"
    r"|[月末日旬度期](?:に|へ|まで)(?:変更|延期|延長|先送り|見直し)(?:[とに]な(?:った|りました)|(?:と|いた)?した|(?:と|いた)?しました|する|します|して(?:いる|おります))"
    r"|(?:期限|期日|時期|予定|見込み?|スケジュール|計画|目標|完了)[^。、]{0,30}(?:変更|見直し?|修正|延長)(?:した|しました|いたしました|し?て(?:いる|おります|います))"
    # 完了見込みを12月20日に変更: a new limit, though no verb says so.
    r"|(?:期限|期日|時期|予定|見込み?|目標)[をは][^。、]{0,30}(?:変更|見直し|修正|延長))" + _POLITE + _END
)
_WAY: Final = re.compile(
    r"(?:準備(?:が|は)?(?:完了|整った|整いました)"
    r"|(?:概ね|おおむね|ほぼ|あらかた|大部分(?:が|は)?|[0-9０-９一二三四五六七八九]割(?:程度|方|ほど)?(?:が|は)?)"
    r"(?:の作業が)?(?:完了|終了|完成|対応|実施|達成|整備)(?:済み?|した|しました|している|しております)?"
    r"|(?:検討|準備|調整|作業|協議|開発|作成|見直し|設計|交渉)(?:を|に)"
    r"(?:始め(?:た|ました|ている)|入(?:った|りました|っている)|開始(?:した|しました|している|しております))"
    r"|(?:見直し|テスト|洗い出し|棚卸し|取りまとめ|[一-龥]{2}(?<!検討)(?<!計画)(?<!期間)(?<!年度)(?<![月年週日]間)(?<!今月))中"
    r"|着手(?:した|しました|済み?|しており|している|しています|しております)?|進めている"
    r"|進めております|進めています|進めてきた|進めてまいりました|進めており|取り組んでいる"
    r"|取り組んでおります|取り組んでいます|取組んでいる"
    r"|(?:準備|調整|作成|開発|構築|策定|改修|協議|交渉|作業|精査|設計|要件定義|募集|移行|選定|見積り?|試験|(?:予算)?要求|申請|手続き?|審議|捜索|(?<=引き続き)調査|(?<=引き続き、)調査|工事|選考"
    r"|検証|実証(?:実験)?|試行|トライアル)(?:を|が)?(?:[^、。を]{0,6}[0-9０-９][^、。を]{1,6}で)?(?:行って|して|実施して|続けて|行われて)(?:いる|おります|います)"
    r"|一部(?:実施|完了|対応)(?:済み?)?|途中|順次[、，]?(?:実施|対応|点検|確認|導入|移行|展開|配[布付]|切替|適用|整備|改修|更新|周知|拡大)して(?:いる|おります|います)"
    r"|進めることとして(?:いる|おります|います)|(?:検討|分析|調査|協議|交渉|作業|照会|点検|確認)を継続して(?:いる|おります|います)"
    r"|現在[、，][^、。毎]*(?:設定|構築|確認|検証|整理|整備|調査|分析)を行って(?:いる|おります|います)"
    r"|順次[、，]?[^、。]{1,16}[てで](?:いる|おります|います)|試行(?:を行っ|し)て(?:いる|おります|います)|(?:取り?掛か|取りかか)って(?:いる|おります|います)|(?<!検討)の段階(?:に(?:ある|あります|入った|入りました|入って(?:いる|おります|います))|である|です)|方向で(?:見直し|(?:調整|協議|交渉|準備)し)て(?:いる|おります|います)|(?:予算(?:を|に)?要求|要求|請求|要望|相談|申請|働き掛け|働きかけ)(?:して|て)(?:いる|おります|います)|進んで(?:いる|おります|います)|を除[くきい][^、。]*(?:完了|終了|実施|適用|導入)(?:済み?|した|しました)|進捗して(?:いる|おります|います)|進行して(?:いる|おります|います)"
    r"|(?<!検討)(?<!検討を行)(?:して|行って|めて|って|いで|んで)(?:いる|おる|おります|います)(?:ところ|段階|最中)(?:である|です|であります)?"
    r"|継続している(?:ところ))" + _POLITE + _END
)
# 5件完了、2件対応中、1件は…
_COUNTED: Final = re.compile(
    r"[0-9０-９][^、。0-9０-９]{1,6}?[がは]?(?:完了|[一-龥]{2}済み?)、(?:[^。]{0,20}、)?[0-9０-９]+[^、。0-9０-９]{1,6}?[がは]?[一-龥]{2}中(?:[、。で]|$)"
)
# 完了14項目、実施中3項目、未着手1項目である
_TALLY: Final = re.compile(
    r"(?:完了|済み?)[はが：: ]*[0-9０-９,，]+[^、。0-9０-９]{1,6}[、，及びと]{1,2}.*"
    r"(?:中|未[一-龥]{1,4})[はが：: ]*[0-9０-９,，]+[^、。0-9０-９]{1,6}?(?:である|です|となっている|となっております)?"
    + _END
)
_HOLDS: Final = re.compile(
    r"(?<!順次)(?:使用中|運用中|稼働中|適用中|施行中|公開中|掲載中|設置中|停止中|休止中|中止中|禁止中|保管中|提供中|利用中|配備中|継続実施中)"
    + _POLITE
    + _END
)
_PLAN: Final = re.compile(
    r"(?:(?:予定|見込み|見通し|運び)と(?:なった|なりました|なって(?:いる|おります|います))|[るうくすいつむぶぐ](?:考え|意向|つもり)|予定(?:日)?|見込んで(?:いる|おります|います)|見込まれ(?:る|ます|ている)|(?:予定|計画)されて(?:いる|おります|います)|見込み?|見通し|計画|検討(?:中|を行う|する|します|して(?:いく|まいる|まいります"
    r"|おります|いる|います|いきます))?|方針|目標|目指(?:す|します|して(?:いる|おります|います))"
    r"|こととする|こととします|こととして(?:いる|おります|います)|こととなっている|ことになっている"
    r"|(?:し|せ|行い|図り|進め|深め|高め|設け|受け|まいり|いき)たい(?:と考えて(?:いる|おります|います)|と考える)?|予定と考えて(?:いる|おります|います)"
    r"|(?:の|する)(?:スケジュール|日程|運び|段取り)|未定|これから|調整の上(?:実施)?|今後(?:実施|対応|検討)?|検討を要(?:する|します)|とする(?:計画|方針|目標)を(?:立て|定め|掲げ|決め)(?:た|ました|て(?:いる|おります|います))|企図|想定(?:している)?|要検討)"
    + _POLITE
    + _END
)
# 令和8年度予算で対応することとし、概算要求を行った: on the way.
_ASKED_FOR: Final = re.compile(r"こととし(?:ており)?、[^。]{0,80}要求(?:を(?:行っ|実施し)|し)(?:た|ました)" + _END)
# 持ち出す場合は、所属長の承認を得ることとしている: a rule that is in force.
_RULED: Final = re.compile(
    r"(?:(?:場合(?:に?は|にも|、)|(?:際|とき)(?:に?は)).{0,200}"
    # 番号の記載がない申請については、…
    r"|[がの](?:ない|ある)(?:申請|届出?|届け出|請求|申出|申込み?|書類)(?:について|につきまして|に対して)?は、[^0-9０-９。]{0,100})"
    r"こととして(?:いる|おります|います)" + _END
)
_DECIDED: Final = re.compile(
    r"(?:ことと(?:なった|なりました|した|しました|いたしました|し)|ことに(?:した|しました)|(?:決定|計画)(?:した|しました|して(?:いる|おります|います))|決まって(?:いる|おります|います))"
    + _END
)
_FUTURE: Final = re.compile(
    r"(?:して(?:いく|いきます|まいる|まいります|参ります|参る)|(?:て|で)(?:いく|いきます|まいります)"
    r"|(?<!てい)(?<!でい)(?<!てお)(?<!ら)ます(?<!ています)(?<!ております)|る|す|う|く|つ|ぶ|む|ぐ"
    r"|ぬ)" + _END
)
_STATE: Final = re.compile(
    r"(?:て(?:いる|おる|おります|います|あります|ある|おり)|で(?:いる|おる|おります|います|おり))" + _END
)
_LATE: Final = re.compile(r"(?:遅延|遅れ|ずれ込ん|停滞し?)(?:が生じ)?[てで](?:いる|おります|います)" + _END)
# What is not to be done any more: 未受講者には権限を付与しない.
_NEVER_MORE: Final = re.compile(
    r"(?:を|は|には|にも)、?[^、。をはが]{0,12}(?:(?:付与|使用|利用|許可|保存|保管|記載|表示|送信|印刷|持参|交付|提供)(?:し|いたし)|認め|行わ|応じ|用い|持ち?出さ"
    r"|残さ|与え|受け付け|取り扱わ|使わ|渡さ)(?:ない|ません)(?:こと)?" + _END
)
# What something is (受講率は97%である) is neither done nor promised.
_IS: Final = re.compile(r"(?<!に)(?:である|であります|です|でございます)" + _END)
_DONE: Final = re.compile(
    r"(?:済み?|済(?:み)?で(?:あり|す|ある)?|完了(?:した|しました|いたしました|し|している"
    r"|しております|しています)?|終了|達成|(?:た|だ)|ました|でした|開始|対応済み?|実施済み?"
    r"|措置済み?|反映済み?|是正済み?|改善済み?|解消|済みであり)" + _POLITE + _END
)
_BEGUN: Final = re.compile(r"(?:から|より)(?:、)?[^。、]{0,20}(?:実施|適用|施行|運用|導入|開始)" + _END)
_STOP: Final = re.compile(
    r"(?:(?:を|に|へ|も|が)[^ぁ-ん、。]{0,16}[一-龥ァ-ヶー]{2}|[をが][^ぁ-ん、。]{0,12}で[^ぁ-ん、。]{0,10}化|は(?:原則|全面|一律)?(?:禁止|廃止|不可|必須)"
    r"|[0-9０-９](?:回|名|人|件|台|課|社|か所|箇所|団体|市町村?|所属|部署)(?:分|全員|全て|すべて)?(?:に|を|の|で|が)?"
    r"(?:実施|開催|受講|配[布付]|訂正|修正|点検|確認|改修|周知|設置|導入|整備|発送|送付|通知|監査))" + _END
)
_BARE: Final[tuple[tuple[re.Pattern[str], Claim], ...]] = (
    (re.compile(r"^(?:✅|🟢|☑|💯|🎉)"), "reported"),
    (re.compile(r"^(?:🔄|🚧|🟡|⌛|🔧|🏗)"), "in_progress"),
    (re.compile(r"^(?:⏳|📅|🗓|❌|⬜|🔴|⚪|🔜|⏰)"), "planned"),
    (re.compile(r"^[^、。]{0,12}(?:運用|稼働|適用|施行|公開|掲載|提供|使用|利用|停止|休止|禁止|保管)中"), "reported"),
    (re.compile(r"^(?!検討|計画|未|要)[^。、]{1,12}(?<!検討)(?<!計画)中$"), "in_progress"),
    (re.compile(r"^(?:done|completed?|closed|finished|resolved)\b", re.IGNORECASE), "reported"),
    (re.compile(r"^(?:in progress|ongoing|on-?going|under way|started|wip)\b", re.IGNORECASE), "in_progress"),
    (re.compile(r"^(?:not started|planned|to ?do|open|pending|scheduled)\b", re.IGNORECASE), "planned"),
    (re.compile(r"^(?:はい|有)$"), "reported"),
    (re.compile(r"^(?:いいえ|無)$"), "planned"),
    (
        re.compile(r"^(?:(?:着手|開始|実施|対応)(?:前|待ち)|未実施|未了|未着手|未対応|未完了|未済|未|×|✕|✖|遅延|延期)"),
        "planned",
    ),
    (
        re.compile(
            r"^(?:一部|概ね|おおむね|ほぼ|大部分|[0-9０-９]割|実施中|対応中|着手|進行中|取組中|作業中|継続|△|▲|遅延中|推進中)"
        ),
        "in_progress",
    ),
    (re.compile(r"^(?:実施予定|予定|計画|検討|今後|準備)"), "planned"),
    (
        re.compile(
            r"^(?:済|完|実施済|完了|対応済|実施(?!時期|状況|方法|体制|計画|内容|主体|者|期間|日)|達成|措置済|終了|運用中|運用開始|開始|○|◯|〇|◎|●|✓|✔|☑|レ)"
        ),
        "reported",
    ),
)
_COURTEOUS: Final = re.compile(r"(?<=中)(?:です|である)。?$")
# 実施要領を作成中: what it is done by, and not that it is done.
_OF_DOING: Final = re.compile(r"(?:実施|完了|達成|開始)(?:要領|要項|計画|体制|方法|手順|案|内容|主体|方針|時期の|日程)")
_COMING: Final = re.compile(
    r"(?:実施|完了|終了|達成|開始|運用開始)(?:に?[^（(、。\s済]{0,6}(?:予定|見込|目指|目途|目処|向け|未定|できず|できて(?:い|お))"
    r"|する|します|してい?な|しておら|せず|へ$)"
)
_HEADINGS: Final[tuple[tuple[re.Pattern[str], Claim], ...]] = (
    (
        re.compile(
            r"(?:実施|対応|措置|完了|改善|是正)済|既に(?:実施|講じ|対応)|これまで(?:に|の)"
            r"|(?:実施した|取り?組んだ|行った|進めてきた)(?:主な)?(?:事項|措置|取り?組み?|対策|もの|こと)|講じた|完了した"
        ),
        "reported",
    ),
    (re.compile(r"(?:実施|対応|作業|進行)中|進めている|継続して|取り?組んでいる|現在(?:の|行っている)"), "in_progress"),
    (re.compile(r"今後|予定|計画|検討(?:中|事項|課題)?|未実施|これから"), "planned"),
)
# 排他制御の見直し　【完了】
_FRAMED_END: Final = re.compile(r"[【［\[〔（(]([^】］\]〕）)]{1,6})[】］\]〕）)][ 　]*$")
# To end a practice is itself a measure: 患者氏名の記載を取りやめ、番号のみとした.
_ENDED_USE: Final = re.compile(
    r"(?:使用|利用|運用|提供|配布|送付|発行|交付|掲載|公開|記載|持ち?出し|手渡し|取扱い|保管|共有|送信|印刷|閲覧|貸出し?|作業|事務|慣行|方式)"
    r"(?:を|は)、?[^。を]{0,20}(?:中止|取りやめ|取り止め)[^、。]{0,3}$"
)
_DROPPED: Final = re.compile(
    r"取りやめ(?!させ)|取り止め(?!させ)|中止(?:した|する|とし|とする|しました)|見送(?:る|り|った|ることとした)|撤回|実施しないこと"
)


_GROUP: Final = re.compile(
    r"^(?:既に|現在|これまでに?|今後)?(?:の|に|、)?(?:実施|対応|措置|完了|改善|実施し|取り?組[むみ]|取り?組ん|行う|行っ|進め|講じ|講ずる)?"
    r"(?:済み?|中|予定|した|する|て|で|いる|きた|いく|だ|の|に)*(?:主な)?(?:取組|取り組み|措置|対応|事項|改善策|再発防止策|実施|予定|もの|計画|対策"
    r"|こと)*(?:等|など)?$"
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim and its manner; `status` None: the words are no claim. `decided`: a decision to do (…することとした)."""

    status: Claim | None
    manner: Manner | None = None
    decided: bool = False


NOTHING: Final = Claimed(None)


@lru_cache(maxsize=1024)
def claim_of(text: str) -> Claimed:
    """What the end of a statement claims; brackets at its end are read by the caller."""
    if is_not_found(text):
        return NOTHING
    if _UNDONE.search(text) or _NEVER_MORE.search(text):
        return Claimed("planned", "plan")
    if shows_in_order(text):
        return Claimed("reported", "event")
    if tells_no_promise(text):
        return NOTHING
    if _TALLY.search(text) or _COUNTED.search(text):
        return Claimed("in_progress", "way")
    if _HOLDS.search(text):
        return Claimed("reported", "state")
    if _WAY.search(text) or _ASKED_FOR.search(text):
        return Claimed("in_progress", "way")
    if _RULED.search(text):
        return Claimed("reported", "state")
    if _PLAN.search(text):
        return Claimed("planned", "plan")
    if _DECIDED.search(text):
        return Claimed("reported", "event", decided=True)
    if _STATE.search(text):
        return Claimed("reported", "state")
    if _DONE.search(text):
        return Claimed("reported", "event")
    if _IS.search(text):
        return NOTHING
    if _FUTURE.search(text):
        return Claimed("planned", "plan")
    if _BEGUN.search(text):
        return Claimed("reported", "event")
    return Claimed("reported", "stop") if _STOP.search(text) else NOTHING


def is_background(text: str) -> bool:
    """Whether a sentence tells of a cause, a finding or a courtesy, and promises nothing."""
    return tells_no_promise(text) and (_UNDONE.search(text) is None or is_not_found(text))


def bare_claim(text: str) -> Claim | None:
    """The claim of a status word that stands alone in a cell (完了, 実施中, 予定, ○, 未)."""
    found = _COURTEOUS.sub("", text.strip().strip("（）()【】[]「」"))
    if _OF_DOING.match(found):
        return "planned" if "検討" in found else "in_progress" if found.endswith("中") else None
    for pattern, status in _BARE:
        if pattern.match(found):
            # 完了予定, 実施する, 開始していない: what is named is still to come.
            return "planned" if status == "reported" and _COMING.match(found) else status
    return None


def heading_claim(text: str) -> Claim | None:
    """The claim that a heading makes for what stands under it (今後の取組, 実施済みの措置)."""
    framed = _FRAMED_END.search(text)
    if framed is not None and (stated := bare_claim(framed[1])) is not None:
        return stated
    for pattern, status in _HEADINGS:
        if pattern.search(text):
            return status
    return None


def is_dropped(text: str) -> bool:
    """Whether the words say that a promise is given up, which an import never decides."""
    return any(_ENDED_USE.search(text, 0, found.end()) is None for found in _DROPPED.finditer(text))


def is_group(text: str) -> bool:
    """Whether a heading only says how far what stands under it is (実施済みの措置, 今後の予定)."""
    return heading_claim(text) is not None and _GROUP.match(text) is not None


def is_late(text: str) -> bool:
    """Whether the words only say that something is behind its time."""
    return _LATE.search(text) is not None


def is_promise(text: str) -> bool:
    """Whether the words themselves call it a plan (予定, こととする), or undone, beside the plain present."""
    return _PLAN.search(text) is not None or _UNDONE.search(text) is not None


def is_undone(text: str) -> bool:
    """Whether the words say that something is not done (未実施, 至っていない)."""
    return _UNDONE.search(text) is not None
