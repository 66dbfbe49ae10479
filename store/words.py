"""The design's words in both languages: what a code in the record is called on a screen, in a file, in a letter.

tui and exports both ask here, so that a status has one name everywhere. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from store.rules import UNSTATED

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
    # Columns of a letter's reply forms: the entity's own words, and what they answer.
    "plan_for": ("指導事項のキー", "Key of the item"),
    "asked": ("指導事項の内容（抜粋）", "What is asked (excerpt)"),
    "excerpt": ("約束の内容（抜粋）", "Promise (excerpt)"),
    "documents": ("確認資料（名称）", "Documents (names)"),
    "answer": ("回答（遅延の理由等）", "Answer (reason for delay etc.)"),
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


def reason(why: str) -> str:
    """A batch's reason as people read it: that of an own table's import without the digest that tells its bytes."""
    return why.partition(" (sha256 ")[0]


def due_mark(approx: bool, inferred: bool, lang: Lang) -> str:
    """What stands beside a due date that the paper does not state to the day: 目処, 推定, both, or "" for neither."""
    marks = [pair[0 if lang == "ja" else 1] for pair, is_so in ((_INFERRED, inferred), (_APPROX, approx)) if is_so]
    return ("・" if lang == "ja" else ", ").join(marks)


def recurrence_words(rule: str | None, lang: Lang) -> str:
    """How often a promise recurs, of its rule (an RFC 5545 RRULE value or UNSTATED): 年1回, 半年に1回; yearly.

    A rule that says more than a period, its months and its end is given as it is; "" where there is none.
    """
    if not rule:
        return ""
    place = 0 if lang == "ja" else 1
    if rule == UNSTATED:
        return _UNSTATED[place]
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    period, step = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    months, count, until = parts.pop("BYMONTH", ""), parts.pop("COUNT", ""), parts.pop("UNTIL", "")[:8]
    named = [int(month) for month in months.split(",") if month.isdecimal() and 1 <= int(month) <= 12]
    if parts or period not in _EVERY or not step.isdecimal() or len(named) != len(months.split(",")) * bool(months):
        return rule
    if named and (period, int(step)) != ("YEARLY", 1):
        return rule
    told = _OFTEN.get((period, int(step)), _EVERY[period])[place].format(step=int(step))
    if named:
        told = _IN_MONTHS[place].format(
            times=len(named), months=("・" if lang == "ja" else ", ").join(_MONTH[place][month - 1] for month in named)
        )
    if count:
        told += _COUNTED[place].format(count=count)
    return told + (_UNTIL[place].format(day=f"{until[:4]}-{until[4:6]}-{until[6:]}") if until else "")


_INFERRED: Final = ("推定", "inferred")
_APPROX: Final = ("目処", "approx.")
_UNSTATED: Final = ("定期的（間隔の記載なし）", "regularly (no interval stated)")
_OFTEN: Final[Mapping[tuple[str, int], tuple[str, str]]] = {
    ("DAILY", 1): ("毎日", "daily"),
    ("WEEKLY", 1): ("週1回", "weekly"),
    ("MONTHLY", 1): ("月1回", "monthly"),
    ("MONTHLY", 3): ("四半期に1回", "quarterly"),
    ("MONTHLY", 6): ("半年に1回", "every half year"),
    ("MONTHLY", 12): ("年1回", "yearly"),
    ("YEARLY", 1): ("年1回", "yearly"),
}
_EVERY: Final[Mapping[str, tuple[str, str]]] = {
    "DAILY": ("{step}日に1回", "every {step} days"),
    "WEEKLY": ("{step}週に1回", "every {step} weeks"),
    "MONTHLY": ("{step}か月に1回", "every {step} months"),
    "YEARLY": ("{step}年に1回", "every {step} years"),
}
_IN_MONTHS: Final = ("年{times}回（{months}）", "yearly in {months}")
_MONTH: Final = (
    tuple(f"{month}月" for month in range(1, 13)),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_COUNTED: Final = ("、全{count}回", ", {count} times")
_UNTIL: Final = ("、{day}まで", ", until {day}")
