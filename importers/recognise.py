"""Whose document it is, of which day, and of which parts it consists. Pure.

An entity is the sender where it signs, is labelled as such, or is what a title speaks of; one that is merely named is
not. What each finding rests on is kept, so that a reviewer can follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from importers import bodies, head, mail, notes
from importers.readers.grid import Content, Paragraph, Table
from importers.similar import squeezed

_ADDRESSED: Final = re.compile(r"(?:殿|様|御中|宛て?|あて)$")
_TITLE: Final = re.compile(
    r"(?:改善|再発防止|是正|対応|措置|実施|取組|取り組み|進捗|指導"
    r"|フォローアップ).{0,40}(?:報告書?|報告資料|について|状況|計画書?|一覧表?|管理表|調書"
    r"|回答書?|リスト|シート|工程表|進捗表|アップ表|調査?票)(?:[(（].{0,24}[)）]|[0-9]|第.{1,3}[回報]|【.{1,12}】)*$"
    r"|報告書(?:[(（].{0,24}[)）])?$"
)
_PART: Final = re.compile(r"^[(（\[【〔]?別[紙添][0-9一二三四五]{0,2}[)）\]】〕]?$")
_PART_OPENS: Final = re.compile(r"^[(（\[【〔]?(?:別[紙添][0-9一二三四五]{0,2})[)）\]】〕]?[:：]?(?=.)")
_UNKNOWN: Final = re.compile(
    r"(?:に関する|に係る|についての|^)(?P<name>(?:(?!に関する|に係る|についての)[^、。]){2,24}?)における(?:改善|再発防止|対応|措置)"
)
# A name may follow its prefecture, a sign, or the day on the same line.
_BEFORE_NAME: Final = re.compile(
    r"(?:(?:令和|20)[0-9元]{1,4}[年./][0-9]{1,2}[月./][0-9]{1,2}日?)?(?:[一-龥]{2,3}[都道府県])?[(（【〔・■]*"
)
_TOO_LONG: Final = 60
# What a file's or sheet's name weighs as evidence.
_WEAK: Final = 2


@dataclass(frozen=True, slots=True)
class Names:
    """The spellings of every entity's name, key to names; a name in another's is told apart by what follows."""

    by_key: Mapping[str, tuple[str, ...]]

    def in_text(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Where the entities stand in a text without blanks: key to spans."""
        found: dict[str, list[tuple[int, int]]] = {}
        for key, names in self.by_key.items():
            for name in names:
                for place in _occurrences(text, name):
                    if not _is_another(text, place, name):
                        found.setdefault(key, []).append((place, place + len(name)))
        return found


def names_of(entities: Mapping[str, Sequence[str]]) -> Names:
    """The names of entities in the spellings of documents: NFKC, without blanks, without the company's form."""
    spelled: dict[str, tuple[str, ...]] = {}
    for key, own in entities.items():
        forms: dict[str, None] = {}
        for name in own:
            folded = squeezed(name)
            short = re.sub(r"^(?:株式会社|有限会社|合同会社)|(?:株式会社|有限会社|合同会社)$", "", folded)
            forms |= dict.fromkeys(form for form in (folded, short) if len(form) >= 2)
        # A ministry is spoken for by its minister.
        forms |= {f"{form[:-1]}大臣": None for form in tuple(forms) if len(form) > 2 and form.endswith(("省", "庁"))}
        spelled[key] = tuple(forms)
    return Names(spelled)


@dataclass(slots=True)
class Stretch:
    """A headed part of a document: title, blocks, and the entity that its title speaks of (key, or an unknown name)."""

    title: str = ""
    blocks: list[Paragraph | Table] = field(default_factory=list)
    entity: str | None = None
    unknown: str = ""
    marked: bool = False


def stretches(content: Content, names: Names) -> list[Stretch]:
    """The headed parts: a title that speaks of another entity, or 別紙 with a title, begins a new one."""
    found = [Stretch()]
    pending_mark = False
    for block in notes.own(mail.own(content.blocks)):
        current = found[-1]
        if not isinstance(block, Paragraph):
            current.blocks.append(block)
            pending_mark = False
            continue
        text = squeezed(block.text)
        if _PART.match(text):
            # 別紙 stands above its title or beneath it; a title that was just read is meant.
            if not (len(current.blocks) <= 2 and current.title):
                pending_mark = True
            current.marked = current.marked or not pending_mark
            continue
        titled = is_title(block.text, block.level)
        entity = _of_title(text, names) if titled else None
        unknown = _unknown(text) if titled and entity is None else ""
        if titled and text == squeezed(current.title):
            continue
        own = entity or unknown
        held = current.entity or current.unknown
        begins = bool(own) and own != held and bool(held or _substance(current))
        begins = begins or pending_mark or bool(_PART_OPENS.match(text))
        begins = begins or (titled and bool(held) and not own and "事案" in text and 0 < block.level <= 2)
        if begins:
            current = Stretch(marked=pending_mark)
            found.append(current)
        pending_mark = False
        if titled and not current.title:
            current.title = _title_of(block.text)
            current.entity, current.unknown = entity, unknown
        elif titled and own and not held:
            current.entity, current.unknown = entity, unknown
            current.title = _title_of(block.text)
        current.blocks.append(block)
    return [stretch for stretch in found if stretch.blocks]


def _title_of(text: str) -> str:
    """The words of a title on one line, without the label of a letter's or a file's head."""
    return re.sub(r"^(?:title|Subject|件名)[ 　]*[:：][ 　]*", "", text.replace("\n", " ").strip(), flags=re.IGNORECASE)


def _unknown(title: str) -> str:
    """The body that a title without blanks speaks of and the register does not know, "" where it speaks of none."""
    found = _UNKNOWN.search(_PART_OPENS.sub("", title))
    return found["name"] if found is not None and bodies.is_body(found["name"]) else ""


def _substance(stretch: Stretch) -> bool:
    """Whether a part holds more than a cover: a table, or running text."""
    return any(isinstance(block, Table) or len(block.text) > 120 for block in stretch.blocks)


def is_title(text: str, level: int) -> bool:
    """Whether a paragraph is the title of a report."""
    plain = squeezed(text)
    if plain.endswith("。") or len(plain) > (100 if level else _TOO_LONG) or "。" in plain:
        return False
    return _TITLE.search(plain) is not None and not re.match(r"^[0-9(①アイ■●○・]", plain)


def _of_title(text: str, names: Names) -> str | None:
    """The one entity that a title speaks of (…における, …の改善状況, (静岡県))."""
    meant = {
        key
        for key, spans in names.in_text(text).items()
        for _, end in spans
        if re.match(
            r"[^、。()（）]{0,16}[部局課室][)）】]"
            r"|における|の(?:改善|再発|対応|実施|取組|報告|措置|是正)|に対する|[)）】]|からの|改善|$|[長知]",
            text[end:],
        )
    }
    return meant.pop() if len(meant) == 1 else None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a document: an entity's key with what that rests on; `rivals` where the evidence names several.

    `weak`: only a file's or sheet's name tells. `name`: the body that the document itself names against that.
    """

    entity: str | None
    evidence: str = ""
    weak: bool = False
    rivals: tuple[str, ...] = ()
    name: str = ""


def sender(content: Content, name: str, names: Names, titles: Sequence[str] = ()) -> Sender:
    """The sender by letterhead, label, title, signature, and, weakest, by sheet and file name."""
    scores: dict[str, tuple[int, str]] = {}

    def rest_on(key: str, score: int, evidence: str) -> None:
        if score > scores.get(key, (0, ""))[0]:
            scores[key] = score, evidence

    for own in head.lines(content):
        line, labelled, late = own.text, own.labelled, own.late
        plain = squeezed(line)
        if not plain or _ADDRESSED.search(plain):
            continue
        label = head.LABEL.match(plain)
        if label is not None:
            plain, labelled = plain[label.end() :], True
        for key, spans in names.in_text(plain).items():
            if labelled and len(plain) <= 40:
                rest_on(key, 5, line.strip())
            elif _is_letterhead(plain, spans[0]):
                rest_on(key, 3 if late else 4, line.strip())
            elif not late and is_title(line, 0) and (_of_title(plain, names) == key or _opens(line, names, key)):
                rest_on(key, 3, line.strip())
    for title in titles:
        meant = _of_title(squeezed(title), names)
        if meant is not None:
            rest_on(meant, 4, title)
    for part in re.split(r"[-–—|｜:：/／]", content.page) if not scores else ():
        # What a page is called ends on the site that it stands on: …改善状況について - 宗像市.
        for key, spans in names.in_text(squeezed(part)).items():
            if _is_letterhead(squeezed(part), spans[0]):
                rest_on(key, 3, content.page)
    if not scores:
        for sheet in dict.fromkeys(p.place.sheet for p in content.passages() if p.place.sheet):
            for key in names.in_text(squeezed(sheet)):
                rest_on(key, _WEAK, f"sheet {sheet}")
        for key in names.in_text(squeezed(name)):
            rest_on(key, _WEAK, name)
        for key in names.by_key:
            if re.search(rf"(?<![a-z]){re.escape(key)}(?![a-z])", name.lower().replace("_", "-")):
                rest_on(key, _WEAK, name)
    if not scores:
        return Sender(None)
    best = max(score for score, _ in scores.values())
    leading = [key for key, (score, _) in scores.items() if score == best]
    if len(leading) > 1:
        return Sender(None, rivals=tuple(leading))
    key, evidence = leading[0], scores[leading[0]][1]
    if best > _WEAK:
        return Sender(key, evidence)
    against = next((other for other in _bodies(content) if other not in names.by_key[key]), "")
    return Sender(None if against else key, evidence, weak=True, name=against)


def _opens(title: str, names: Names, key: str) -> bool:
    """Whether a title begins with the entity's name alone (長崎県　…に係る改善状況)."""
    first = re.match(r"[ 　]*(\S+)[ 　]+\S", title)
    return first is not None and squeezed(first[1]) in names.by_key[key]


def _bodies(content: Content) -> Iterator[str]:
    """The bodies that sign, head or speak for a document, but for the one that it is addressed to."""
    return bodies.named(sender_lines(content))


def sender_lines(content: Content) -> list[str]:
    """The lines at head and foot that can say who sent a document, without blanks; none that says to whom."""
    lines = [squeezed(line.text) for line in head.lines(content)]
    return [line for line in lines if line and not _ADDRESSED.search(line)]


def unlabelled(line: str) -> str:
    """A line without blanks, without its label (報告者：…)."""
    label = head.LABEL.match(line)
    return line[label.end() :] if label is not None else line


def _is_letterhead(plain: str, span: tuple[int, int]) -> bool:
    """Whether a short line names the entity and its office, and says nothing about it."""
    rest = plain[span[1] :].replace("障がい", "障害")
    before = plain[: span[0]]
    if len(plain) > 45 or re.search(r"[はがをへと、。]|に(?:対|係|関|お)|から|による|事案|について|指導|委員会", rest):
        return False
    return _BEFORE_NAME.fullmatch(before) is not None


def _occurrences(text: str, name: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + 1)


def _is_another(text: str, place: int, name: str) -> bool:
    """Whether a name is part of another's: 静岡県浜松市, 静岡県警, 新川崎市場."""
    after = text[place + len(name) :][:8]
    before = text[max(0, place - 1) : place]
    if name.endswith(("都", "道", "府", "県")) and re.match(r"[一-龥ぁ-んァ-ヶ]{1,6}[市区町村](?!町村|内)", after):
        return re.match(r"(?:管内|内|の|各|と|及び|庁)", after) is None
    if name.endswith("県") and after[:1] == "警":
        return True
    return name.endswith(("市", "区")) and (
        after.startswith(("場", "町")) or (bool(before) and re.match(r"[新東西南北]", before) is not None)
    )
