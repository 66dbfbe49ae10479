"""Bodies that a document names whether or not the register knows them: municipalities, ministries, companies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

# What a body's name ends with; 事務, サービス, システム and the like are none.
_ENDS: Final = re.compile(
    r"(?:[都道府県市区町村]|庁|省|[^務]局|委員会|法人|公社|機構|組合|協会|財団|社団|連合|センター|大学|学校|病院|銀行"
    r"|(?:会|公)社|株式会社|[A-Za-z]{3,})$"
)
_OFFICE: Final = r"(?:知事|長(?![崎野浜岡])|役[所場]|庁|[一-龥ぁ-んァ-ヶー・]{1,16}[部局課室係所]|教育委員会)"
_MUNICIPALITY: Final = re.compile(
    rf"(?:[一-龥]{{2,3}}[都道府県])?(?P<name>[一-龥ぁ-んァ-ヶ々]{{1,6}}?[都道府県市区町村])(?=$|{_OFFICE}|[(（])"
)
_COMPANY: Final = re.compile(
    r"(?P<name>(?:株式会社|㈱|\(株\))[^\s、。()（）はがのをに]{2,20}?|[^\s、。()（）はがのをに]{2,20}(?:株式会社|㈱|\(株\)))"
    r"(?=$|代表|取締役|[一-龥ァ-ヶー・]{1,14}[部室課](?:$|長))"
)
_SUBJECT: Final = re.compile(
    r"(?:^|。)(?P<name>[一-龥ァ-ヶ]{2,6}[都道府県市区町村])(?=では|は、|においては|における|の(?:改善|再発|取組|対応))"
)
_NO_NAME: Final = re.compile(
    # A label of the head that was read with what stands beside it: 所管部課名　区民部.
    r"(?:所管|担当|提出|報告|作成|主管|主務|事務局|件名|議題)|"
    r"[当本各同全他両貴御弊](?:[社県市区町村庁省都府道局]|$)|関係|管内|市町村$|区市町村|地方|都道府県|近隣|県内|市内"
    r"|国の|政令市|中核市|指定都市"
)


def is_body(name: str) -> bool:
    """Whether what a title speaks of (…における改善状況) can be a body at all, and no service or office work."""
    return _ENDS.search(name) is not None and not _NO_NAME.match(name)


def named(lines: Iterable[str]) -> Iterator[str]:
    """The bodies that sign, head or speak for a document, by its lines without blanks."""
    for line in lines:
        found = _MUNICIPALITY.match(line) if len(line) <= 45 and "。" not in line else None
        found = found or _SUBJECT.search(line) or (_COMPANY.match(line) if len(line) <= 45 else None)
        if found is not None and not _NO_NAME.match(found["name"]):
            yield found["name"]
