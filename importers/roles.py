"""What a column, a label or a heading of a remediation report is for, by its words. Pure."""

from __future__ import annotations

import re
from typing import Final, Literal

from importers.similar import squeezed

# `progress` holds what is said of a measure (a status word or sentences), `both` the measures with their state, `plan`
# what is still to come (今後の予定), `mark` a mark under a status word or month, `note` a note that the row points to.
# `due` is a limit, `expected` the day that is planned for it beside one, `done` a day of completion, `when` either, by
# what is claimed.
Role = Literal[
    "number",
    "item",
    "heading",
    "measure",
    "both",
    "plan",
    "progress",
    "due",
    "due_before",
    "expected",
    "began",
    "when",
    "done",
    "quantity",
    "mark",
    "note",
    "other",
]

_META_LENGTH: Final = 16
_BLANKS: Final = re.compile(r"[\s　]+")
# The day up to which a column tells: 令和7年3月末時点の状況, 進捗(R6.9.30現在).
_AS_OF: Final = re.compile(
    r"[(]?(?:令和|平成|[RH]|20)[0-9元]{1,4}[年./度0-9月日末中上下半期第四]{0,14}(?:時点|現在)(?:の|における|での)?[)]?"
    r"|[(](?:令和|平成|[RH]|20)[0-9元]{1,4}[年./度0-9月日末中上下半期第四]{0,14}[)]$"
)
_ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    # Sheets of companies that keep their headings in English.
    ("other", re.compile(
        r"^(?:owner|assignee|category|priority|comments?|remarks?|notes?|start)(?:date)?$", re.IGNORECASE
    )),
    ("due", re.compile(r"^(?:due|deadline|target|planned)(?:date|by|completion)?$", re.IGNORECASE)),
    ("done", re.compile(r"^(?:completed|closed|done|actual)(?:on|date)?$|^(?:completion|closing)date$", re.IGNORECASE)),
    ("progress", re.compile(r"^(?:current)?(?:status|progress|state)$", re.IGNORECASE)),
    # Plan, Do, Check, Act.
    ("measure", re.compile(r"^P(?:lan)?(?:[(:]?計画[)]?)?$", re.IGNORECASE)),
    ("progress", re.compile(r"^D(?:o)?(?:[(:]?実[施行][)]?)?$", re.IGNORECASE)),
    ("other", re.compile(r"^C(?:heck)?(?:[(:]?(?:評価|検証|点検|確認)[)]?)?$", re.IGNORECASE)),
    ("plan", re.compile(r"^A(?:ct(?:ion)?)?[(:]?(?:改善|見直し|処置|対策)[)]?$|^act$", re.IGNORECASE)),
    ("item", re.compile(r"^(?:finding|issue|requirement)s?$", re.IGNORECASE)),
    ("measure", re.compile(r"^(?:action|measure|task|countermeasure|remediation)s?(?:items?|plan)?$", re.IGNORECASE)),
    ("item", re.compile(r"^(?:指導|指摘)(?:事項)?の?(?:番号|no\.?|№)$", re.IGNORECASE)),
    ("number", re.compile(r"^(?:no\.?|№|#|id|.{0,8}番号|項番|連番|通番|号)$", re.IGNORECASE)),
    ("heading", re.compile(
        r"^(?:研修|訓練|監査|点検|講座|説明会|会議)の?名称?$|^(?:改善|再発防止|対応|是正)?(?:対策|施策|取組|取り組み|措置|改善策|防止策|項目|計画|実施事項)(?:等)?の?名称?$"
    )),
    ("other", re.compile(r"^(?:報告|提出|作成|基準|記入|更新|指導|回答|受領|公開|掲載|印刷)(?:年月)?日(?:付|時)?$")),
    ("done", re.compile(r"^(?:完了|実施|対応)(?:年月)?日[・/、](?:備考|特記|摘要)")),
    # 完了日（開始日）: of what is in place, the day on which it began.
    ("done", re.compile(
        r"^(?:完了|実施|対応|措置|終了)(?:年月)?日(?:[(]|又は|または|[・/／、])"
        r"(?:(?:運用|実施|適用)?開始|着手)(?:年月)?日[)]?$"
    )),
    # 実施日又は実施予定時期: the day of the one or of the other, as the row claims.
    ("when", re.compile(
        r"^(?:完了|実施|対応|措置|終了)(?:済み?)?(?:年月日?|日|時期)?(?:又は|または|若しくは|もしくは|あるいは|或いは|及び|[・/／、])"
        r"(?:完了|実施|対応|措置|終了)?の?(?:予定|見込み?|目標)(?:の?(?:年月日?|日|時期))?$"
    )),
    # Days of something else, who does the work, and whom it is for.
    ("other", re.compile(
        r"^(?:対象者?|対象(?:職員|部署|所属)|受講(?:対象)?者|参加者|講師)$|"
        r"^(?:発生|起票|登録|受付|受理|発見|検知|発覚|判明|指摘|依頼|決裁|承認|点検予定|入力)(?:年月)?日(?:時|付)?$"
        r"|^(?:対応|実施|確認|作業|記入|起票|承認|点検|処理|入力|検証)(?:責任|担当)?者$|^実施主体$"
    )),
    ("done", re.compile(r"^(?:クローズ|解決|終了|完結|終結)(?:年月)?日$")),
    ("quantity", re.compile(
        r"^(?:目標|現状|現在|実績|達成|計画)(?:値|数値|数|件数|人数|率)$|^(?:目標|実績)[(][^()年月日期]{1,4}[)]$"
    )),
    ("began", re.compile(r"^(?:着手|(?:運用|適用|実施|取組)?開始)(?:年月日?|日|時期)$")),
    ("progress", re.compile(r"^(?:進捗|実施|対応|状況|完了|達成|取組)(?:状況)?(?:の)?(?:区分|分類|フラグ)$")),
    ("other", re.compile(
        r"担当|所管|責任者|部署|部局|課室|備考|メモ|コメント|参考|根拠|資料|エビデンス|証跡|添付|区分|分類|種別|優先"
        r"|重要度|頻度|周期|サイクル|原因|理由|問題点|リスク|予算|費用|連絡|補足|特記|付記|開始|着手|氏名|住所|電話"
    )),
    # What became of the row since the last report: 更新, 追加, 変更なし.
    ("other", re.compile(
        r"^(?:前回|前期|前版|既報)(?:の?(?:報告|提出|公表))?(?:時|分|内容)?(?:との|からの)(?:比較|差異?|差分|相違|異同|変更)(?:点|の?有無|状況|内容)?$"
        r"|^(?:変更|更新|修正|差異?)の?有無$"
    )),
    ("other", re.compile(r"^(?:変更|改正|改訂|見直し|修正)前$|^(?:旧|現行)$")),
    ("measure", re.compile(r"^(?:変更|改正|改訂|見直し|修正)後$|^新$")),
    ("both", re.compile(r"年度.{0,4}(?:実績|実施|取組)")),
    ("plan", re.compile(
        r"年度.{0,4}(?:計画|予定|取組)|(?:今後|次回?|次期)の(?:取組|対応|予定|計画|措置|アクション|ステップ|作業|スケジュール|日程|見通し|進め方)"
        r"|^今後$|ネクスト|残(?:作業|課題)$"
    )),
    ("other", re.compile(
        r"(?:前回|前期|従前|従来|これまで)(?!.*(?:期限|予定|時期|目標"
        r"|計画)).{0,6}(?:状況|進捗|状態|報告)"
    )),
    ("due_before", re.compile(
        r"(?:当初|変更前|見直し前|従前|旧|前回)の?.{0,6}(?:期限|予定|時期|目標|計画)"
        r"|(?:期限|予定).{0,4}(?:変更前|当初|前回)"
    )),
    ("done", re.compile(
        r"^(?:実施|完了|対応|措置|実績|達成)(?:済)?(?:年月)?日(?:付)?$|実施年月日|完了年月|完了実績"
        r"|実績日|完了した日"
    )),
    ("due", re.compile(r"期限|期日|(?<![(・/])予定(?![)])|目標|目途|納期|いつまで|見込み?$")),
    ("when", re.compile(r"予定|時期|スケジュール|工程|日程|年月日?$|日$|いつ")),
    ("quantity", re.compile(r"件数|数量|進捗率|達成率|実施率|実績数|実績値")),
    ("both", re.compile(
        r"(?:改善|再発防止|対応|是正)(?:策|措置|計画)?等?(?:の|と|及び(?:その)?|・|/|／|（"
        r"|\()(?:その)?(?:実施|対応|進捗|取組|取り組み)?状況|改善状況|(?:講じた|実施した|講ずる"
        r"|講じる)(?:改善)?措置|措置(?:の)?状況|改善策及び"
    )),
    ("progress", re.compile(
        r"実施状況|対応状況|進捗|取組状況|取り組み状況|達成状況|履行状況|ステータス|状況|状態|実績"
        r"|実施結果|対応結果|結果|今回の?(?:報告|確認|回答)|今回$|実施の有無|済否|済/未|はい.{0,2}いいえ|どこまで|どうなった|できたか|報告内容|現状|現況|^(?:詳細|説明|詳細説明|状況説明|(?:自己)?評価|判定)$"
    )),
    ("item", re.compile(
        r"指導|指摘|貴委員会|求められた|要請事項|是正を要する|要改善|勧告|命令|課題|改善を要する"
        r"|改善事項|点検項目|確認事項"
    )),
    ("measure", re.compile(
        r"改善策|再発防止|対応策|対策|改善措置|措置|施策|取組|取り組み|実施事項|実施内容|実施項目|具体的"
        r"|マイルストーン|タスク|対応内容|対応方針|改善内容|改善計画|対応計画|計画|アクション|内容|対応|回答|改善"
    )),
    ("heading", re.compile(r"項目|件名|見出し|名称|事項|テーマ|タイトル")),
)  # fmt: skip
_LABEL: Final = re.compile(
    r"[ 　]*(?:[・■●◆○◇□▼▶※][ 　]*)?"
    r"(?:[【〔［\[＜<《（(](?P<framed>[^】〕］\]＞>》）)\n]{2,24})[】〕］\]＞>》）)][ 　]*[:：]?"
    r"|(?P<plain>[^\n:：。、「（(…‥]{2,14}?)[ 　]*(?:[:：]|[…‥・]{2,})"
    r"|(?P<spaced>[^\s:：。、「（(]{2,8})(?:[　\t]|  )(?=\s*\S))[ 　\t]*"
)
# Words that may stand as a label with nothing but a blank behind them.
_SPACED: Final = re.compile(
    r"(?:実施|完了|対応|達成)?(?:予定)?(?:期限|時期|年月日|期日|日)|(?:完了|実施)予定|ステータス"
    r"|(?:実施|取組|措置|対応|改善)(?:内容|状況)|進捗(?:状況)?"
)
_LABELLED: Final = re.compile(
    r"(?:指導|指摘|改善を要する)(?:事項|内容|等)?(?:の内容)?[0-9０-９①-⑳ア-オ]{0,3}"
    r"|(?:具体的な|今後の)?(?:改善|再発防止|対応|是正)(?:策|措置|計画|内容|方針)?"
    r"|(?:当初|改善)?計画|(?:具体的な?)?内容|(?:開始|着手)(?:年?月?日|時期)?|(?:具体的な)?(?:取組|取り組み|措置|実施|対応|改善|再発防止策?|対策|施策)の?(?:内容|事項|項目)|(?:改善|実施|対応|進捗|取組"
    r"|措置)(?:の)?状況|進捗|現状|ステータス|状況"
    r"|(?:実施|完了|対応|達成|当初|変更後|変更前|見直し後)?の?(?:期限|予定日?|時期|年月日|予定時期"
    r"|予定期限|目標|日)|(?:完了|実施|対応)(?:予定)?(?:日|時期|年月)|スケジュール|期日|件数|進捗率"
    r"|実績|結果|(?:対策|施策|取組|措置)名|担当(?:部署|課|者)?|備考|根拠資料|添付資料|変更理由|理由|原因"
)
_SKIPPED: Final = re.compile(
    r"概要|経緯|経過|原因|問題点|はじめに|目的|連絡先|問合せ|問い合わせ|添付|参考|法律上|おわりに"
    r"|お詫び|謝罪|事実関係|背景|当委員会の対応|指導の経緯|用語|凡例|目次|担当者|本件に関する"
    r"|事案について$|総括$|体制図|以上$|受領|前提|関連(?:リンク|情報|文書|ページ|記事)|お知らせ$"
)
_CONTAINER: Final = re.compile(
    r"^(?:指導事項(?:に対する|等?に係る|への)|貴委員会(?:から)?の指導(?:に対する|への)"
    r"|個人情報保護委員会(?:から)?の指導(?:に対する|への))?(?:令和.{1,12}(?:時点"
    r"|現在)の)?(?:当[社県市区庁]|本[県市区庁社])?(?:における|の)?(?:具体的な|主な|今後の|各指導事項の"
    r"|各項目の)?(?:改善|再発防止|対応|是正|措置|取組|取り組み|実施"
    r"|進捗)(?:策|措置|計画|事項|内容)?(?:等)?(?:及び(?:その)?|・"
    r"|と)?(?:の)?(?:改善|実施|対応|進捗|取組"
    r"|取り組み)?(?:状況|内容|予定|計画|結果)?(?:等)?(?:の報告)?(?:について)?$"
)


_META: Final = re.compile(
    r"団体名|(?:報告|提出|作成|回答)年月日|(?:回答|報告|提出)(?:団体|者|日|機関|元)|機関名?|事業者|法人|報告日|提出日|作成日|基準日|指導日|指導年月日|報告者|提出者|作成者"
    r"|連絡先|電話|所属|氏名|住所|件名|文書番号|担当(?:者|課|部署)?$|対象期間|報告期間|宛先|回次"
)


def is_meta(label: str) -> bool:
    """Whether a label only says who reports, to whom, and when."""
    return len(label) <= _META_LENGTH and _META.search(label) is not None


def role_of(heading: str) -> Role | None:
    """The role that a column heading or a label gives, None where its words give none."""
    printed = squeezed(heading).strip("[]【】〔〕:※*・")
    words = _AS_OF.sub("", printed).strip("()")
    if printed and not words:
        return "progress"
    if not words or len(words) > 40 or "。" in words[:-1] or re.search(r"[0-9元](?:年(?!度)|月|日|[./][0-9])", words):
        return None
    return next((role for role, pattern in _ROLES if pattern.search(words)), None)


def label_of(line: str) -> tuple[Role, int] | None:
    """The role and the length of the label that opens a line (【改善策】, 完了予定：), None where none does."""
    found = _LABEL.match(line)
    if found is None:
        return None
    if found["spaced"] is not None and not _SPACED.fullmatch(found["spaced"]):
        return None
    words = squeezed(found["framed"] or found["plain"] or found["spaced"] or "")
    if not _LABELLED.fullmatch(words):
        return None
    role = role_of(words)
    return None if role is None else (role, found.end())


def is_skipped(heading: str) -> bool:
    """Whether what stands under the heading is no measure (facts, causes, contacts)."""
    return _SKIPPED.search(_BLANKS.sub("", heading)) is not None


def is_container(heading: str) -> bool:
    """Whether the heading only says that measures follow (改善策の実施状況)."""
    return _CONTAINER.match(squeezed(heading).strip("()【】[]")) is not None
