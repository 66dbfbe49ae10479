"""The design's words in both languages: what a code in the record is called on a screen, in a file, in a letter.

tui and exports both ask here, so that a status has one name everywhere. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Lang = Literal["ja", "en"]
Group = Literal["status", "attention", "kind", "field", "action", "entity_kind"]
_Words = Mapping[str, tuple[str, str]]

STATUS: Final[_Words] = {
    "planned": ("予定", "planned"),
    "in_progress": ("実施中", "in progress"),
    "reported": ("実施済(報告)", "reported"),
    "verified": ("確認済", "verified"),
    "returned": ("差戻し", "returned"),
    "withdrawn": ("取下げ", "withdrawn"),
}
ATTENTION: Final[_Words] = {
    "overdue": ("期限超過", "overdue"),
    "returned": ("差戻し", "returned"),
    "unverified": ("未確認", "unverified"),
    "awaiting_plan": ("改善策未提出", "awaiting plan"),
    "due_soon": ("期限間近", "due soon"),
    "undated": ("期限なし", "undated"),
    "on_track": ("予定どおり", "on track"),
    "closed": ("完了", "closed"),
}
KIND: Final[_Words] = {
    "case": ("事案", "case"),
    "entity": ("指導先", "entity"),
    "guidance": ("指導", "guidance"),
    "report": ("改善状況報告書", "report"),
    "item": ("指導事項", "item"),
    "measure": ("改善策", "measure"),
    "milestone": ("期限・約束", "milestone"),
    "revision": ("期限変更", "revision"),
    "watch": ("注視事項", "watch"),
    "batch": ("変更単位", "batch"),
}
ENTITY_KIND: Final[_Words] = {
    "agency": ("国の行政機関", "agency"),
    "company": ("事業者", "company"),
    "prefecture": ("都道府県", "prefecture"),
    "municipality": ("市区町村", "municipality"),
}
# What the log calls each act.
ACTION: Final[_Words] = {
    "register": ("台帳登載", "register"),
    "create": ("追加", "create"),
    "edit": ("訂正", "edit"),
    "verify": ("確認", "verify"),
    "return": ("差戻し", "return"),
    "withdraw": ("取下げ", "withdraw"),
    "revise": ("期限変更", "revise"),
    "progress": ("進捗記録", "progress"),
    "claim": ("報告記録", "claim"),
    "note": ("備考", "note"),
    "assign": ("担当割当", "assign"),
    "next_check": ("次回確認日", "next check"),
    "import": ("取込み", "import"),
    "undo": ("取消し", "undo"),
    "redo": ("やり直し", "redo"),
}
FIELD: Final[_Words] = {
    "key": ("キー", "Key"),
    "entity": ("指導先キー", "Entity key"),
    "entity_name": ("指導先", "Entity"),
    "case": ("事案", "Case"),
    "guidance_on": ("指導日", "Guidance on"),
    "item": ("指導事項番号", "Item"),
    "item_heading": ("指導事項", "Item heading"),
    "measure": ("改善策", "Measure"),
    "text": ("内容", "Text"),
    "status": ("状況", "Status"),
    "attention": ("区分", "Attention"),
    "due_on": ("期限", "Due"),
    "due_text": ("期限の記載", "Due as printed"),
    "due_approx": ("目処", "Approximate"),
    "due_inferred": ("推定期限", "Inferred"),
    "original_due_on": ("当初期限", "Original due"),
    "revisions": ("変更回数", "Revisions"),
    "days_overdue": ("超過日数", "Days overdue"),
    "reported_on": ("報告日", "Reported on"),
    "days_unverified": ("未確認日数", "Days unverified"),
    "verified_on": ("確認日", "Verified on"),
    "verified_by": ("確認者", "Verified by"),
    "evidence": ("確認資料", "Evidence"),
    "quantity": ("全数", "Quantity"),
    "quantity_done": ("済数", "Done"),
    "unit": ("単位", "Unit"),
    "recurrence": ("周期", "Recurrence"),
    "officer": ("担当", "Officer"),
    "next_check_on": ("次回確認", "Next check"),
    "note": ("備考", "Note"),
    "source": ("出典", "Source"),
    "name": ("名称", "Name"),
    "name_en": ("英語名", "English name"),
    "reading": ("よみ", "Reading"),
    "kind": ("種別", "Kind"),
    "given_on": ("指導日", "Given on"),
    "law": ("根拠法", "Legal basis"),
    "report_due_on": ("報告期限", "Report due"),
    "persons": ("本人の数", "Persons affected"),
    "persons_text": ("本人の数の記載", "Persons as printed"),
    "number": ("番号", "Number"),
    "heading": ("見出し", "Heading"),
    "guided": ("指導の対象", "Guided"),
    "title": ("件名", "Title"),
    "dated_on": ("作成日", "Dated"),
    "received_on": ("受領日", "Received"),
    "sha256": ("SHA-256", "SHA-256"),
    "done_on": ("実施日(報告)", "Done on (claimed)"),
    "method": ("確認方法", "Method"),
    "returned_on": ("差戻し日", "Returned on"),
    "reason": ("理由", "Reason"),
    "revised_days": ("延べ日数", "Days moved"),
    "revised_on": ("変更日", "Revised on"),
    "before_on": ("変更前", "Before"),
    "after_on": ("変更後", "After"),
    "before_text": ("変更前の記載", "Before as printed"),
    "after_text": ("変更後の記載", "After as printed"),
    "days": ("日数", "Days"),
    "party": ("関係者", "Party"),
    "entity_key": ("指導先", "Entity"),
    "case_key": ("事案", "Case"),
    "guidance_key": ("指導", "Guidance"),
    "item_key": ("指導事項", "Item"),
    "measure_key": ("改善策", "Measure"),
    "milestone_key": ("期限・約束", "Milestone"),
}
_GROUPS: Final[Mapping[Group, _Words]] = {
    "status": STATUS,
    "attention": ATTENTION,
    "kind": KIND,
    "field": FIELD,
    "action": ACTION,
    "entity_kind": ENTITY_KIND,
}


def word(group: Group, code: str | None, lang: Lang) -> str:
    """What a code is called in a language; the code itself where it has no word, "" where there is none."""
    if code is None:
        return ""
    pair = _GROUPS[group].get(code)
    return code if pair is None else pair[0 if lang == "ja" else 1]
