"""Which way a date without a year looks: what stands before it, the words that bind it and the verb of its sentence."""

from __future__ import annotations

import re
from datetime import date

from importers import date_grammar as grammar
from importers.date_binding import Binding
from importers.date_context import Context
from importers.date_heading import in_field, is_next, labelled, under_plans
from importers.date_printed import Printed
from importers.date_tense import (
    as_early_as,
    asked_then,
    done_at,
    done_by,
    ends_to_be,
    holds,
    is_to_be,
    shall,
    tense,
    towards,
    will_be,
)

# Days.
_JUST_PASSED, _A_MONTH = 92, 31
_BEGINS = ("以降", "以後", "から", "より")
_LIMITS = ("まで", "迄")
_OPEN = (*_BEGINS, "以来", "以前", "~")
_BEFORE_HERE = re.compile(r"(~|去る|来る)[ \t]*\Z")
# 始まった7月 has passed, 定めた9月末 need not have.
_HAPPENED = re.compile(r"(?<![求定示決掲設束り])(?<!め)(?<!と[しさ])(?<!予定し)(?<!設定し)(?<!約束し)(?<!指定し)た\Z")
# 電子申請に一本化する6月以降 is most often to come.
_TO_HAPPEN = re.compile(r"(?<!と)(?:する|となる|える|まる|行う|開く)\Z")
# 12月末を期限としていた: it may lie before or behind.
_WAS_LIMIT = re.compile(r"[をが]?(?:期限|期日|締切|目標)(?:と?して|でし|だっ|であっ)")
# 2月1日付けとする: a day that is settled may lie on either side.
_SETTLED = re.compile(r"(?:付け?|から|より|以降)?と(?:する|します|している)|(?:から|より|以降)とした")
# 6月27日まで延長した: the new limit may lie before or behind.
_PROLONGED = re.compile(r"[^。、\n]{0,8}?(?:延長|延期|猶予|繰り?[下延])")
# 第3四半期までの実績: what has been.
_RESULT = re.compile(r"(?:末|中)?(?:まで|迄|時点|現在)?の(?:実績|結果|累計|集計|決算(?=は|を|が|に|、)|業績)")
# （8月1日発行）に掲載する: the verb behind the brackets is not of the day in them.
_OF_ITS_OWN = re.compile(r"(?:に|付け?)?(?!予定|見込|期限|締切|必着|完了予)[一-鿿]{2,4}\)(?=[一-鿿ぁ-んァ-ヶ])")
# （1月納品）, （12月納品分から）: it may lie before or behind.
_ARRIVES = re.compile(r"(?:納品|納入|完成|到着|竣工|引渡し?)(?:予定)?\)|[一-鿿]{0,4}分?(?:から|より|以降)\)")
# 10月に移行するのに先立ち、7月に点検する.
_AHEAD_OF = re.compile(r"(?:に先立[っちつ]|に先駆け|に先行し)て?[^。、\n]{0,6}[、]?[^。、\n]{0,12}\Z")
# 4項目は3月末までに、5項目は9月末までに: limits of their own.
_SIDE_BY_SIDE = re.compile(r"(?:まで|迄)に、[^。、\n]{1,14}は")
# 3月で満了するため、10月に公告する.
_FOR_IT = re.compile(r"(?:する|となる|迎える|行う)(?:ため|ことから)、|に(?:向け|合わせ|備え|間に合わせ)|を控え")
# 施行は3月1日である, 開始は10月7日、説明会は9月30日である.
_PREDICATE = re.compile(
    r"(?:(?:、|・|及び|と)[0-9]{1,2}月(?:[0-9]{1,2}日)?){0,8}(?:である|です|であり)"
    r"|(?P<alone>で、|、[^。、\n0-9]{1,16}[はを](?=[0-9]))"
)
# 6月5日までに18件、6月12日までに24件である: how far it has come.
_SO_FAR = re.compile(
    r"に?(?:約|計|延べ|全体の)?[0-9][0-9,.]*(?:件|人|名|社|校|台|か所|部署|拠点|%|割)(?:[、。]|で、|である|であり|が|\Z)"
)
# 8月の改善計画では12月末としていた: the month in which a paper was written.
_PAPER = re.compile(
    r"の[一-鿿ァ-ヶー]{0,6}(?:計画|報告書?|指導|通知|指摘|提言|答申|意見書?)(?:では|に対し|を受け|を踏まえ|に基づ|に沿)"
)
# 5月中に実施, at the end of a cell.
_ENDS_IN_NOUN = re.compile(r"中に[一-鿿]{2,6}(?<!済)(?<!了)(?=\n|\Z)")
_STARTS = re.compile(r"(?:始まる|始める|(?:開始|施行|実施|適用|運用|導入)(?:する|される))")


def _restated(text: str, printed: Printed, context: Context, earlier: bool) -> date | None:
    """The date that a month lies at: one that it says again or is put forward from (`earlier`).

    年度末（3月）, 年明け1月6日, 12月末から10月末に前倒し, but not 令和5年度（12月）.
    """
    near = context.near
    if near is None or near.start is None or printed.month is None or context.end_before is None:
        return None
    if not earlier and text[context.end_before : printed.start] not in ("(", "", "の"):
        return None
    return None if near.whole_year or not (near.dated or near.kind == "relative") else near.end


def _beside_another(text: str, printed: Printed, context: Context) -> None:
    """Set in `context` how `printed` lies to the date told just before it.

    It comes before it (10月に移行し、これに先立ち7月に…), or each is a limit of its own
    (4項目は3月末までに、5項目は9月末までに完了する).
    """
    near, begun = context.near, context.end_before
    if near is None or near.month is None or begun is None or not begun < printed.start < begun + 60:
        return
    if not near.dated and _SIDE_BY_SIDE.fullmatch(text, begun, printed.start):
        context.near = None
    elif text.find("に先", begun, printed.start) >= 0 and _AHEAD_OF.search(text, begun, printed.start):
        context.not_after, context.near, context.previous = near.start, None, None
    elif near.start is not None and near.start > context.anchor and _FOR_IT.search(text, begun, printed.start):
        context.leads = True


def _follows(printed: Printed, context: Context) -> bool:
    """Whether it comes later in the year than one before it that has just passed: 9月1日付け、2名は11月1日付け。"""
    near = context.near
    if near is None or near.dated or near.start is None or near.month is None:
        return False
    if not 0 <= (context.anchor - near.start).days <= _JUST_PASSED:
        return False
    return printed.month is not None and (printed.month, printed.day or 0) > (near.month, near.start.day)


def _told(text: str, printed: Printed, binding: Binding) -> str | None:
    """What the clause of `printed` tells, see `tense`; a limit and a date in brackets have verbs of their own."""
    after = binding.end
    if _RESULT.match(text, printed.end):
        return "planned" if tense(text, after) == "expected" else "done"
    if _PAPER.match(text, printed.end) or _said_of_it(text, printed, "alone"):
        return None
    told = tense(text, after)
    if told == "done" and text.startswith(")", printed.end):
        told = None
    if told == "done" and _WAS_LIMIT.search(text, max(printed.end, after - 6), after + 6):
        told = "planned"
    if binding.way in _LIMITS:
        either = _PROLONGED.match(text, after) or _SO_FAR.match(text, after)
        return "planned" if either else done_by(text, after) or told
    if told == "done" and binding.way in _BEGINS and ends_to_be(text, after):
        # 10月1日以降に申請された方には、新様式で答えます
        return "planned"
    return told


def _said_of_it(text: str, printed: Printed, form: str | int) -> bool:
    """Whether `printed` is what its own clause says of something (復旧は12月2日で、…), in one of the forms of it."""
    if text[max(0, printed.start - 1) : printed.start] not in ("は", "を"):
        return False
    found = _PREDICATE.match(text, printed.end)
    return found is not None and bool(found[form])


def _either_side(text: str, printed: Printed) -> bool:
    """Whether the words around `printed` say that it may as well lie ahead: 2月1日付けとする, 施行は3月1日である."""
    if _SETTLED.match(text, printed.end) is not None:
        return True
    if _said_of_it(text, printed, 0) or _PAPER.match(text, printed.end) is not None:
        return True
    return in_field(text, printed.start) or _ENDS_IN_NOUN.match(text, printed.end) is not None


def look(text: str, printed: Printed, binding: Binding, last: str | None, listed: bool, context: Context) -> None:
    """Set in `context` where `printed` is to be looked for.

    `last` is how the last date of the list that it begins binds (its own binding where it begins none), `listed`
    whether it begins one.
    """
    after, way, generic = binding.end, last, context.generic
    _beside_another(text, printed, context)
    before = _BEFORE_HERE.search(text, max(0, printed.start - 4), printed.start)
    sign = before[1] if before is not None else None
    if sign == "去る":
        context.near = None
        return
    until = (way is not None and way not in _OPEN) or sign is not None
    told = _told(text, printed, binding)
    open_told = told is None
    will, plain = open_told and will_be(text, after), open_told and is_to_be(text, after)
    label = open_told and (labelled(text, printed.start) or under_plans(text, printed.start))
    coming = is_next(text, printed.start)
    announced = will and way is None and not generic
    starts = way in _BEGINS and _STARTS.match(text, after) is not None
    forward = (
        told == "expected"
        or starts
        or label
        or coming
        or announced
        or as_early_as(text, printed.end)
        or towards(text, printed.end)
    )
    context.forward = forward or ((until or binding.target) and told not in ("done", "planned"))
    recent = ((label or announced) and not until) or (told == "asked" and until and asked_then(text, after))
    context.fresh = _A_MONTH if recent else 0
    rough = binding.about and not binding.target
    begins = (will and way in _BEGINS) or (plain and (not generic or printed.day is not None) and not binding.target)
    near = told == "asked" or (told == "expected" and listed) or begins or (rough and told not in ("done", "expected"))
    nearest = (
        told == "planned"
        or binding.replaced
        or (near and not until and not coming)
        or (not until and _OF_ITS_OWN.match(text, printed.end) is not None)
        or (open_told and _TO_HAPPEN.search(text, max(0, printed.start - 4), printed.start) is not None)
        or _ARRIVES.match(text, printed.end) is not None
        or (open_told and not until and _either_side(text, printed))
    )
    follows = open_told and way is None and not context.forward and not generic and _follows(printed, context)
    share = printed.day is None and text.startswith("分", printed.end)
    context.nearest = nearest or follows or share
    within = way is None and text.startswith("中", printed.end)
    context.soon = told != "done" and (within or way == "~" or way in _BEGINS)
    context.asked = told == "asked"
    context.ahead = told == "expected" or will or plain
    happened = not until and _HAPPENED.search(text, max(0, printed.start - 4), printed.start) is not None
    if happened and told != "expected":
        context.forward = context.nearest = context.soon = False
    begun = way in _BEGINS and open_told and holds(text, after)
    context.begins = way in _BEGINS and not happened and not begun
    context.past = told == "done" or happened or begun
    moved = grammar.MOVED.match(text, printed.end)
    earlier = moved is not None and "前倒" in moved[0]
    context.moved = moved is not None and not earlier
    context.beside = _restated(text, printed, context, earlier)
    if told in (None, "done") and not generic and shall(text, printed.end):
        context.forward, context.nearest, context.past, context.fresh = True, False, False, _JUST_PASSED
    context.done = printed.bare is not None and not until and done_at(text, printed.end)
