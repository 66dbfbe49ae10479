"""What an inquiry letter says, Japanese and English, and the headings of its reply table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.rules import Attention
from store.words import Lang, word

_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "draft": ("照会文案", "Draft inquiry"),
    "number": ("（文書番号）", "(reference number)"),
    "sender": ("（発信者）", "(sender)"),
    "addressee": ("{name}　御中", "To {name}"),
    "subject": ("指導事項に係る改善策の実施状況について（照会）", "Inquiry on the state of your remediation measures"),
    "opening": (
        "{guidance}に関し、貴{body}から示された改善策等のうち、下記の事項について、{day}現在で完了を確認できていません。"
        "ついては、別紙回答票により、令和　年　月　日までに回答願います。",
        "With regard to {guidance}, we could not confirm, as of {day}, that the matters listed below are complete. "
        "Please answer on the attached reply form by ____________.",
    ),
    "opening_plans": (
        "{guidance}に関し、下記の指導事項に対する改善策が、{day}現在で提出されていません。"
        "ついては、下記のとおり、令和　年　月　日までに回答願います。",
        "With regard to {guidance}, we have not received, as of {day}, your measures on the matters listed below. "
        "Please answer as asked below by ____________.",
    ),
    "guidance": ("{day}付けの指導（{law}）", "the guidance of {day} ({law})"),
    "guidance_plain": ("{day}付けの指導", "the guidance of {day}"),
    "and": ("及び", " and "),
    "below": ("記", "Matters"),
    "asked": ("回答いただきたい事項", "What we ask"),
    "ask_done": ("完了の有無", "whether it is complete"),
    "ask_when": (
        "完了した場合はその時期、未了の場合は完了の予定時期及び遅延の理由",
        "when it was completed, or if it is not, when it will be, and the reason for the delay",
    ),
    "ask_proof": ("完了を確認できる資料（名称及び写し）", "documents that confirm it (their names, and copies)"),
    "ask_plan": ("改善策の内容", "your measures"),
    "ask_schedule": ("改善策ごとの実施時期", "when each of them will be carried out"),
    "ask_state": (
        "すでに実施したものがある場合は、その時期及び確認資料",
        "what is done already, when, and documents that confirm it",
    ),
    "matters": ("対象となる事項", "The matters"),
    "plans": ("改善策の提出を求める事項", "Matters for which we await a plan"),
    "quote": ("「{text}」", "“{text}”"),
    "source": ("（出典：{source}）", " (source: {source})"),
    "original": ("当初の期限", "Original due date"),
    "due": ("現在の期限", "Due date"),
    "moves": ("期限の変更", "Moves of the due date"),
    "move": ("{before}→{after}（{on}、理由：{reason}）", "{before} → {after} ({on}; reason: {reason})"),
    "undated": ("記載なし", "none stated"),
    "as_printed": ("{day}（記載「{text}」）", "{day} (as printed: “{text}”)"),
    "approx": ("{day}目処", "about {day}"),
    "inferred": ("{day}（当方の推定）", "{day} (our inference)"),
    "state": ("状況", "State"),
    "late": ("{state}（{days}日超過）", "{state} ({days} days)"),
    "ask": ("照会内容", "We ask"),
    "reply": ("別紙　回答票", "Reply form"),
    "reply_how": (
        "「{key}」欄及び「{excerpt}」欄は変更せず、該当欄に上書きしてください。「{status}」欄は「{planned}」「{in_progress}」"
        "「{reported}」のいずれかを記入し、期限を変更する場合は「{due_on}」欄に新しい期限を記入してください。",
        "Please leave the columns “{key}” and “{excerpt}” as they are and write over the others. "
        "Under “{status}” write “{planned}”, “{in_progress}” or “{reported}”; "
        "to change a due date, write the new one under “{due_on}”.",
    ),
    "plan_form": ("別紙　改善策提出票", "Plan form"),
    "plan_how": (
        "「{plan_for}」欄及び「{asked}」欄は変更せず、「{measure}」、「{text}」（実施すること）及び「{due_on}」を記入してください。"
        "「{status}」欄には「{planned}」「{in_progress}」「{reported}」のいずれかを記入してください。"
        "一つの指導事項について複数の改善策がある場合は、行を追加してください。",
        "Please leave the columns “{plan_for}” and “{asked}” as they are, and write under “{measure}”, “{text}” (what "
        "will be done) and under “{due_on}”. Under “{status}” write “{planned}”, “{in_progress}” or “{reported}”. "
        "Where there are several measures for one item, add rows.",
    ),
    "end": ("以上", ""),
}
# What is asked of a promise, by its attention.
_ASKED: Final[Mapping[Attention, tuple[str, str]]] = {
    "overdue": (
        "完了の有無。未了の場合は、遅延の理由及び完了の予定時期。",
        "Whether it is complete; if not, the reason for the delay and when it will be.",
    ),
    "returned": (
        "差し戻した点への対応状況及び再報告の時期。",
        "What was done about the points sent back, and when you will report again.",
    ),
    "unverified": ("完了を確認できる資料。", "Documents that confirm it."),
    "awaiting_plan": ("改善策及びその実施時期。", "The measures, and when they will be carried out."),
    "due_soon": ("期限までに完了する見込みの有無。", "Whether it will be complete by the due date."),
    "undated": ("現在の状況及び実施の時期。", "Its present state, and when it will be done."),
    "on_track": ("現在の進捗状況。", "Its present progress."),
}
# The columns of the reply form and of the plan form, in order, whose headings `import` knows.
PLAN: Final = ("plan_for", "asked", "measure", "text", "due_on", "status")
REPLY: Final = ("key", "excerpt", "due_on", "status", "done_on", "documents", "answer")


def tell(what: str, lang: Lang, **values: object) -> str:
    """The letter's words for `what`, with its places filled."""
    return _SAID[what][0 if lang == "ja" else 1].format_map(values)


def asked(attention: Attention, lang: Lang) -> str:
    """What is asked of a promise of this attention."""
    return _ASKED[attention][0 if lang == "ja" else 1]


def reply_headings(lang: Lang) -> tuple[str, ...]:
    """The headings of the reply table."""
    return tuple(word("field", name, lang) for name in REPLY)


def plan_headings(lang: Lang) -> tuple[str, ...]:
    """The headings of the plan form."""
    return tuple(word("field", name, lang) for name in PLAN)
