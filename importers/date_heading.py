"""Which way the words before a date without a year look: the label of its field, the heading of its list."""

from __future__ import annotations

import re

# The label of a field or a column that holds what is to come: 完了予定日 5月31日, 期限:4月末, 完了時期:6月.
_LABEL = re.compile(
    r"(?:(?:予定|期限|締切|締切り|締め切り|〆切|納期|目標|(?:完了|実施|対応|改善|見直し?)時期)[ \t]*[:|]"
    r"|(?:予定(?:日|時期|年月日?)|期限日?|締切日?|納期|目標(?:日|時期))[ \t]*[:| \t]"
    r"|(?:期限|締切|締切り|締め切り|〆切|期日|納期|予定(?:日|時期)|(?:開始|施行|稼働|完了|公表|満了|終了)日)は"
    r"|(?:工程表?|スケジュール|ロードマップ|(?<!当初)(?<!当初の)計画)(?:では|上は)、?)[ \t]*\Z"
)
# 次回は4月, 今後は、4月及び10月.
_NEXT = re.compile(r"(?:次回(?:の?[一-鿿]{2,6})?[はの:、( ]{0,2}|今後は?、?|[【(\[]今後[】)\]][ ]?)\Z")
# 初回:4月14日, 第2回は10月下旬, 施行日 4月1日, 受講期間:5月12日～, 変更後期限3月28日: it may lie before or behind.
_FIELD = re.compile(
    r"(?:(?:初回|第[0-9]{1,2}回)[は:、 ]|(?:期限|締切|納期|期日)[ \t]*"
    r"|(?:(?:施行|適用|開始|稼働|実施|改正|発効|開催)(?:年月)?日|期間)[ \t]*[:| \t][ \t]*)\Z"
)
# The heading over a list of steps, and what closes it.
_PLANS = re.compile(
    r"(?:\A|\n)[ \t【(〈<\[■●○◎◆・0-9.①-⑳]{0,6}"
    r"(?:今後の?(?:予定|スケジュール|対応|取り?組み?|計画|日程|進め方)|(?:実施|開催|対応|整備)?予定|スケジュール|工程表?)"
    r"(?:\(案\))?[ \t]*(?:[】)〉>\]:]|\n)[^。■●【]{0,160}\Z"
)


def labelled(text: str, position: int) -> bool:
    """Whether a label before `position` of folded `text` says that what follows is to come."""
    return _LABEL.search(text, max(0, position - 12), position) is not None


def is_next(text: str, position: int) -> bool:
    """Whether what follows at `position` is the next one: 次回は, 今後は."""
    return _NEXT.search(text, max(0, position - 12), position) is not None


def in_field(text: str, position: int) -> bool:
    """Whether it is a field that may hold a day before the document as well as one behind it: 施行日 4月1日."""
    return _FIELD.search(text, max(0, position - 10), position) is not None


def under_plans(text: str, position: int) -> bool:
    """Whether it stands in a list of steps under 今後の予定 or スケジュール, without a sentence between."""
    begun = max(0, position - 200)
    if all(text.find(word, begun, position) < 0 for word in ("予定", "今後", "工程", "スケジュール")):
        return False
    return _PLANS.search(text, begun, position) is not None
