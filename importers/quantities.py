"""How much of a promise is meant and how much is done: 2,344件中1,980件, 11のうち5, 残り6ファイル, 全21部署. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_N: Final = r"(?<![\d,])(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?!\d)"
_UNITS: Final = (
    "ファイル", "システム", "プロジェクト", "市区町村", "市町村", "プログラム", "マニュアル", "サーバ", "人分",
    "案件", "ケース",
    "団体", "部署", "部局", "所属", "拠点", "事務所", "事務", "か所", "箇所", "ヶ所", "カ所", "ヵ所", "項目",
    "機関", "施設", "組合", "事業者", "事業所", "自治体", "保険者", "医療機関", "代理店", "病院", "店舗", "支店",
    "世帯", "手続", "回線", "会場", "講座", "病棟", "診療科", "サイト", "アカウント", "画面", "局", "署", "口座",
    "手帳", "帳票", "機能", "業務", "様式", "規程", "端末", "市町", "件", "課", "台", "人", "名", "本", "冊", "校",
    "室", "社", "区", "町", "通", "枚", "店", "園", "棟", "箱",
)  # fmt: skip
_U: Final = rf"({'|'.join(_UNITS)})"
# Times are work done only where some of them are told of all (全7回のうち4回).
_S: Final = rf"({'|'.join(_UNITS)}|回)"
# People are counted as staff more often than as work done: only a share of them is a quantity.
_WORK: Final = rf"({'|'.join(unit for unit in _UNITS if unit not in ('人', '名', '社', '区', '町', '室'))})"
_SHARE: Final = re.compile(
    rf"{_N}\s*(?:[一-龥]{{0,3}}?{_S})?\)?(?:の[^、。\d]{{1,8}}?)?\s*(?:のうち|の内|うち|中)[、,]?(?:[^、。]{{0,16}}?(?:時点|末|日まで)[でにの]*)?(?:[^、。\d]{{0,16}}?)(?<![年月第])"
    rf"(?:計|約)?{_N}(?!\s*[年月日])\s*{_S}?(?!目)"
)
# The same word counts both, whatever it is: 8支所のうち5支所.
_ALIKE: Final = re.compile(
    rf"{_N}\s*([一-龥ァ-ヶー]{{1,6}}?)(?:の)?(?:うち|中)、?(?:[^、。\d]{{0,12}}?){_N}\s*\2(?![一-龥ァ-ヶー]{{0,2}}目)"
)
_PERIOD: Final = re.compile(r"[年月日週分時秒回歳]|割|点")
_SLASH: Final = re.compile(rf"{_N}\s*{_U}?\s*/\s*{_N}\s*{_U}")
_REST: Final = re.compile(rf"残り?(?:の|る)?\s*{_N}\s*{_U}")
_FOUND: Final = r"[がは]?(?:認め|確認さ|見つか|判明|検出|発生|あ[っり])"
_ALL: Final = re.compile(rf"(?:全て?の?|全部で|計|合計|対象(?:となる|の)?)\s*{_N}\s*{_U}(?!目|分の)(?!{_FOUND})")
_EVERYONE: Final = re.compile(rf"(?<![第約・,\d]){_N}\s*(名|人)全員[にがへのか]")
_DONE_TO: Final = (
    r"(?:実施|監査|点検|確認|突合|照合|修正|是正|完了|訂正|改修|配布|受講|回収"
    r"|削除|消去|抹消|交換|撤去|返却|統合|訪問|電子化|再交付|再発行|再送|返還|送付|発送|廃棄|処分|溶解|更新|配備|改訂|通知した|登録し)"
)
# The day by which, between a count and what is done to it.
_WHEN: Final = r"(?:は?、?(?:令和|平成|同年|同月|本年)?[\d年月日末]+(?:まで)?に)?"
_PLAIN: Final = re.compile(
    rf"(?<![第約・,\d]){_N}\s*{_WORK}(?:分)?(?!が)(?:全て|すべて|全件)?"
    rf"(?:を対象に|に対して|に対し|について|に関して|で|の|を|に)?{_WHEN}[^、。\d]{{0,10}}?{_DONE_TO}"
    rf"|(?<![第約・,\d]){_N}\s*{_WORK}(?:全て|すべて|全件)?(?:について|に関して)は?、[^、。\d]{{0,30}}?{_WHEN}[^、。\d]{{0,10}}?{_DONE_TO}"
)
# 24プロジェクト全ての評価を終えた; what was found in all of them is no work.
_EVERY: Final = re.compile(
    rf"(?<![第約・,\d]){_N}\s*{_U}(?:全て|すべて)(?=[のかにをで])(?!{_FOUND})(?!で[^、。]{{0,8}}(?:認め|確認さ|見つか|判明|発生))"
)
# 19件は、全て訂正した
_EACH: Final = re.compile(rf"(?<![第約・,\d]){_N}\s*{_WORK}は、?(?:全て|すべて|いずれも)")
# A count of all, one of what is done, and one of the rest that is their difference; of whatever unit.
_COUNT: Final = re.compile(
    rf"{_N}(?!\s*[^\d、。]{{1,4}}ずつ)\s*({'|'.join(_UNITS)}|(?![年月日時分])[一-龥ァ-ヶー]{{1,8}})"
)
_LEFT: Final = re.compile(rf"(?:残り?る?の?|残余の?|未[一-龥]{{1,4}}の?|[一-龥]{{2}}の(?:ない|なかった))\s*{_N}")
_ENDED: Final = re.compile(
    r"[^、。\d]{0,14}?(?:完了|済み?|済んで|終了|終え|[一-龥]{2}があり|回答を得|いただ[いき]|訪問し|訪問済|実施し|実施済|配置し|開催し|設置し|導入し|確認し|確認済|確認を|修正し|修正済|訂正し|訂正済|済み|受講し|配布し)"
)
_OTHERS: Final = re.compile(
    rf"(?:[^、。\d]|\d{{1,2}}[月日]){{0,20}}[、,。](?:[^、。]{{0,12}}\d[月日末中までに]+)?(?:残り?の?|残る|残余の)?{_N}([^\d、。]{{1,6}}?)[はも]"
    r"[^、。]*(?:た|ました|済み|完了)[。)]*$"
)
_DID: Final = re.compile(r"(?:[^、。\d]|\d{1,2}[月日]){0,24}?(?:[しりみえいけめ]|[一-龥]{2})、")
_DID_LAST: Final = re.compile(r"[はもを](?![^。]*(?:発注|依頼|契約|着手))[^、。]*(?:た|ました|済み|完了)[。)]*$")
_IS_NOW: Final = re.compile(r"(?:である|です|となっている|となっております)(?:[。)]|$)")
# How many came to a meeting is no measure of what is done.
_PRESENT: Final = re.compile(r"\s*[がの]?(?:出席|参加|参集|傍聴)")
# 17名のうち14名は誤送付であったため: what was found.
_OF_NO_WORK: Final = re.compile(
    _PRESENT.pattern + r"|[はが][^、。]*(?:であった|だった|と判明した)(?:ため|こと|もの|が)"
)
_TALLY_DONE: Final = re.compile(rf"(?:完了|済み?)[はが:\s]*{_N}\s*{_U}")
_TALLY_REST: Final = re.compile(rf"(?:[一-龥]{{2}}中|未[一-龥]{{1,4}})[はが:\s]*{_N}\s*{_U}")
# 12社に依頼し、9社から連絡を受けた: how many of those who were asked have answered.
_ASKED: Final = re.compile(
    rf"{_N}\s*{_S}(?:全て|すべて)?(?:に|へ|に対し(?:て)?、?)[^。]*?(?:依頼|照会|送付|通知|配布|要請|督促)し(?:たところ)?、"
    rf"[^。]*?{_N}\s*{_S}から"
)
_EXCEPTED: Final = re.compile(rf"を除[くいき][^、。\d]{{0,12}}{_N}\s*{_S}")
# 端末（340台）は、全台を…
_WHOLE: Final = re.compile(rf"全{_U}(?=[をにへがでの])")
_SO_MANY_DONE: Final = re.compile(rf"{_N}\s*{_U}[がは]?(?:完了|[一-龥]{{2}}済み?)、")
_SO_MANY_GOING: Final = re.compile(rf"{_N}\s*{_U}[がは]?[一-龥]{{2}}中")
_TOLD: Final = re.compile(rf"{_N}\s*{_U}")
_MYRIADS: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)万(?:(\d)千)?(\d[\d,]*)?")
_CHOSEN: Final = re.compile(r"(?:ある|あった|いた|ない|なかった|要する|伴う|残り?の?|残る)\Z")
_DAY: Final = re.compile(r"\d+年\d+月|\d+月\d+日|\d{4}/\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`whole` units in all, `done` of them done (None: not said), `share`: both were printed (11のうち5)."""

    whole: int
    done: int | None
    unit: str | None
    share: bool = False


@lru_cache(maxsize=256)
def quantity_of(text: str) -> Quantity | None:
    """The quantity that a statement gives; None where its numbers are no such count."""
    plain = _MYRIADS.sub(_written_out, unicodedata.normalize("NFKC", text))
    found, alike = _SHARE.search(plain), _ALIKE.search(plain)
    for share in (found, alike):
        if share is not None and plain.startswith("を対象", share.end()) and (part := _parted(plain[share.start(3) :])):
            # 18所のうち9所を対象としており、7所の監査を終了
            return part
    rest = _EXCEPTED.match(plain, found.end()) if found is not None else None
    if rest is not None:
        # 412名のうち、必要のある287名を除く125名分を剥奪した
        return Quantity(_int(rest[1]), None, rest[2])
    if found is not None and not _OF_NO_WORK.match(plain, found.end()):
        whole, done = _int(found[1]), _int(found[3])
        if _CHOSEN.search(plain, found.start(), found.start(3)) is not None:
            # 1,250件のうち、時効が完成していた88件; 11件のうち残りの6件: what is told of, not how much is done.
            return Quantity(done, None, found[4] or found[2])
        unit = found[4] or found[2]
        left = _LEFT.search(plain, found.end())
        if left is not None and done < whole - _int(left[1]) <= whole:
            # 7項目中、5項目は完了、1項目は遅れて完了、残り1項目は…
            done = whole - _int(left[1])
        others = _OTHERS.match(plain, found.end())
        if others is not None and unit and _int(others[1]) == whole - done and others[2].startswith(unit):
            # 31件のうち29件は回収し、2件は紛失届を受理した: all of them.
            done = whole
        if 0 <= done <= whole and whole > 0 and (unit or whole < 10_000):
            return Quantity(whole, done, unit, share=True)
    tally = _tally(plain)
    if tally is not None:
        return tally
    present = alike is not None and _OF_NO_WORK.match(plain, alike.end()) is not None
    if alike is not None and not present and not _PERIOD.search(alike[2]) and 0 <= _int(alike[3]) <= _int(alike[1]) > 0:
        both = _parted(plain)
        # 6種のうち、5種は改修、1種は停止した: all of them.
        ended = both is not None and (both.whole, both.done) == (_int(alike[1]), _int(alike[1]))
        return Quantity(_int(alike[1]), _int(alike[1] if ended else alike[3]), alike[2], share=True)
    asked = _ASKED.search(plain)
    if asked is not None and asked[2] == asked[4] and 0 < _int(asked[3]) <= _int(asked[1]):
        return Quantity(_int(asked[1]), _int(asked[3]), asked[2], share=True)
    parted = _parted(plain)
    if parted is not None:
        return parted
    found = _SLASH.search(plain)
    if found is not None and not _DAY.search(found[0]):
        done, whole = _int(found[1]), _int(found[3])
        if 0 <= done <= whole and whole > 0:
            return Quantity(whole, done, found[4], share=True)
    every = _WHOLE.search(plain)
    named = re.search(rf"{_N}\s*{every[1]}", plain) if every is not None else None
    if every is not None and named is not None:
        return Quantity(_int(named[1]), None, every[1])
    for pattern in (_REST, _ALL, _EVERYONE, _EVERY, _EACH, _PLAIN):
        found = pattern.search(plain)
        if found is not None:
            number, unit = (group for group in found.groups() if group is not None)
            if _int(number) > 0:
                return Quantity(_int(number), None, unit)
    return None


_AMONG: Final = re.compile(rf"(?:この|その)?うち[、,]?(?:[^、。\d]{{0,16}}?){_N}\s*{_S}(?!目)")


_FOUND_IN: Final = re.compile(
    r"(?:で|において|に|が|は|には)[^、。]*(?:なかった|不備|誤り|漏れ|記録|不適切|不一致|違反)[^、。]*(?:た|ため|こと|が|あり|おり)[、。]"
)
_OF_THOSE: Final = re.compile(
    rf"(?:について|に関して|に対して|に)?は[、,](?:[^。]*?[^。\d月年第])??{_N}\s*{_S}(?!目)(?=[^、。\d]{{0,14}}(?:した|しました|済|終え|完了))"
)


def _tally(text: str) -> Quantity | None:
    """18項目の進捗は、完了14項目、実施中3項目、未着手1項目である."""
    done, rest = _TALLY_DONE.search(text), _TALLY_REST.findall(text)
    first, going = _SO_MANY_DONE.search(text), _SO_MANY_GOING.search(text)
    if first is not None and going is not None and first[2] == going[2] and first.start() < going.start():
        # 指摘への対応は、5件完了、2件対応中、1件は…
        whole = sum(_int(number) for number, unit in _TOLD.findall(text, first.start()) if unit == first[2])
        return Quantity(whole, _int(first[1]), first[2], share=True)
    if done is None or not rest:
        return None
    number = _int(done[1])
    return Quantity(number + sum(_int(left) for left, _ in rest), number, done[2], share=True)


def among(before: str, text: str) -> Quantity | None:
    """The share that a text opening on うち… tells of the last count of the same unit in the words before it."""
    found = _AMONG.match(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    if _FOUND_IN.match(unicodedata.normalize("NFKC", text), found.end()) is not None:
        # うち1社で棚卸しが行われていなかったため: what was found, not how much is done.
        return None
    done = _int(found[1])
    inner = _OF_THOSE.match(unicodedata.normalize("NFKC", text), found.end())
    if inner is not None and inner[2] == found[2] and _int(inner[1]) < done:
        # うち返戻となった41名については、38名に再送付した
        return Quantity(done, _int(inner[1]), found[2], share=True)
    for count in reversed(list(_COUNT.finditer(unicodedata.normalize("NFKC", before)))):
        if count[2].startswith(found[2]) and done <= _int(count[1]):
            others = _OTHERS.match(unicodedata.normalize("NFKC", text), found.end())
            if others is not None and _int(others[1]) == _int(count[1]) - done and others[2].startswith(found[2]):
                done = _int(count[1])
            return Quantity(_int(count[1]), done, found[2], share=True)
    return None


def left_over(before: str, text: str) -> Quantity | None:
    """The share told before a text whose first count is just what it leaves: 138社に送り、127社から… 残る11社は."""
    rest = _COUNT.search(unicodedata.normalize("NFKC", text))
    if rest is None:
        return None
    counts = [
        found for found in _COUNT.finditer(unicodedata.normalize("NFKC", before)) if _unit(found[2]) == _unit(rest[2])
    ]
    for place, whole in enumerate(counts):
        for done in counts[place + 1 :]:
            if 0 < _int(done[1]) < _int(whole[1]) and _int(whole[1]) - _int(done[1]) == _int(rest[1]):
                return Quantity(_int(whole[1]), _int(done[1]), _unit(rest[2]), share=True)
    return None


def _parted(text: str) -> Quantity | None:
    """42件について点検し、18件を終えた。残る24件は…: the three must add up; without the third, the second is done."""
    left = _LEFT.search(text)
    counts = [found for found in _COUNT.finditer(text) if left is None or found.start(1) != left.start(1)]
    told = (
        re.search(
            r"これまで|[月日末]までに|対象者?は|を対象に|残り?(?:は|につ)|時点|現在|(?:計画|予定)であ?り|全(?:か所|箇所|数|社|台|所属|団体|部署|施設)",
            text,
        )
        is not None
    )
    for place, whole in enumerate(counts):
        for done in counts[place + 1 :]:
            others = [
                other
                for other in counts[place + 2 :]
                if other is not done
                and _int(done[1]) + _int(other[1]) == _int(whole[1])
                and other[2].startswith(done[2][:1])
            ]
            adds_up = bool(others)
            same = done[2].startswith(whole[2]) or whole[2].startswith(done[2])
            if not 0 < _int(done[1]) < _int(whole[1]) or not same:
                continue
            if any(_DID.match(text, done.end()) and _DID_LAST.match(text, other.end()) for other in others):
                # 47件について、43件の権限を変更し、4件は削除した: all of them.
                return Quantity(_int(whole[1]), _int(whole[1]), _unit(done[2]), share=True)
            if left is not None and _int(whole[1]) - _int(done[1]) == _int(left[1]):
                return Quantity(_int(whole[1]), _int(done[1]), _unit(done[2]), share=True)
            if (
                left is None
                and (told or adds_up)
                and (_ENDED.match(text, done.end()) or _IS_NOW.match(text, done.end()))
            ):
                return Quantity(_int(whole[1]), _int(done[1]), _unit(done[2]), share=True)
    if left is not None:
        of_parts = _of_parts(text, counts, left)
        if of_parts is not None:
            return of_parts
        # 97団体に適用済みで、残る26団体には…: the whole is their sum.
        rest = _COUNT.match(text, left.start(1))
        same_unit = [found for found in counts if rest is not None and _unit(found[2]) == _unit(rest[2])]
        if len(same_unit) == 1 and rest is not None and _ENDED.match(text, same_unit[0].end()):
            number = _int(same_unit[0][1])
            return Quantity(number + _int(left[1]), number, _unit(rest[2]), share=True)
    return None


def _of_parts(text: str, counts: list[re.Match[str]], left: re.Match[str]) -> Quantity | None:
    """7社への調査は、4月に3社、5月に2社を実施し、残る2社は…: all parts and the rest add up to the whole."""
    before = [count for count in counts if count.start() < left.start()]
    for place, whole in enumerate(before):
        parts = [part for part in before[place + 1 :] if _unit(part[2]) == _unit(whole[2])]
        if len(parts) > 1 and sum(_int(part[1]) for part in parts) + _int(left[1]) == _int(whole[1]):
            return Quantity(_int(whole[1]), _int(whole[1]) - _int(left[1]), _unit(whole[2]), share=True)
    return None


def _unit(words: str) -> str:
    return next((unit for unit in _UNITS if words.startswith(unit)), words)


def _written_out(found: re.Match[str]) -> str:
    """15万2,300 as 152300, 14万2千 as 142000."""
    return str(round(float(found[1].replace(",", "")) * 10_000) + _int(found[2] or "0") * 1_000 + _int(found[3] or "0"))


def _int(text: str) -> int:
    return int(text.replace(",", ""))
