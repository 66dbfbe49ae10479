"""The lines and tables of a section to entries: tables, labelled blocks, notes, and the rest as one measure. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from importers import clauses, letter, notes
from importers.claims import bare_claim
from importers.pieces import Entry, Found, Part, joined, ticked
from importers.readers.grid import Table
from importers.roles import Role, label_of

# So many lines that say what signs mean are looked at for a table.
_LEGENDS: Final = 20
_CHECK: Final = re.compile(r"[ 　]*(?:[・*-][ 　]*)?(?P<sign>\[[xXｘ✓レ 　]\]|[☑✅✔☐⬜])[ 　]*(?=\S)")
_IN_BRACKETS: Final = re.compile(r"[（(]([^（()）]{2,8})[)）][ 　]*$")
TO_COME: Final = "今後の予定"
# What stands right above a table and only names it: 定期的に実施する取組.
_CAPTION: Final = re.compile(
    r"[^。、:：]{1,40}(?:取り?組み?|措置|施策|対策|改善策|防止策|一覧表?|管理表|状況|事項|項目|もの|進捗|内容)"
    r"(?:[（(][^（()）]{1,20}[)）])?[ 　]*"
)
_BESIDES: Final = re.compile(r"[（(【［\[]?参考[)）】］\]]?[^。]{0,24}|[^。]{0,16}(?:経緯|経過)[)）】］\]]?")
_TOLD: Final[frozenset[Role]] = frozenset({"progress", "both", "due", "done", "plan"})


@dataclass(frozen=True, slots=True)
class Way:
    """How a part's tables are read (None from `tables` passes one over), and its numbered notes in their order.

    A table may point to notes at the end of a later section; `used` are the offsets of those that were told so.
    """

    tables: Callable[[Table], list[Entry] | None]
    footnotes: Sequence[Part] = ()
    used: set[int] = field(default_factory=set)

    def behind(self, table: Table) -> list[Part]:
        """For each sign of a note the first that stands behind a table."""
        end = max((cell.offset for row in table.rows for cell in row), default=0)
        found: dict[str, Part] = {}
        for line in self.footnotes:
            note = notes.note_of(line.text)
            if note is not None and line.offset > end:
                found.setdefault(note[0], line)
        return list(found.values())

    def told(self, table: Table, near: Sequence[Part], signs: set[str]) -> None:
        """Say that a table's rows tell the notes with these signs, those right beneath it before any other."""
        beneath = {note[0] for line in near if (note := notes.note_of(line.text)) is not None}
        for line in self.behind(table):
            note = notes.note_of(line.text)
            if note is not None and note[0] in signs - beneath:
                self.used.add(line.offset)


def entries(
    body: Sequence[Part | Table],
    item: Part | None,
    heading: Part | None,
    over: str,
    way: Way,
) -> Iterator[Found]:
    """The entries of a section's own lines: tables, labelled blocks, and what is left as one measure."""
    loose: list[Part] = []
    labelled = Entry()
    role = None
    beneath, kept, used = False, False, set[str]()
    legends: list[Part] = []
    for place, line in enumerate(body):
        if isinstance(line, Table):
            if loose and _CAPTION.fullmatch(loose[-1].text):
                loose.pop()
            read = way.tables(line)
            near = [*legends, *_remarks(body[place + 1 :])]
            if (
                loose
                and _BESIDES.fullmatch(loose[-1].text.strip())
                and not any(_TOLD & {*row.parts} for row in read or ())
            ):
                # （参考）これまでの経緯, over a table that tells of no state and no limit.
                loose.pop()
                read = None
            yield from _flush(loose, labelled, item, heading, over)
            loose, labelled, role = [], Entry(), None
            rows, used = notes.pointed(read or (), [*way.behind(line), *near])
            way.told(line, near, used)
            yield from (Found(entry, item, over, True) for entry in rows)
            beneath = read is not None
            continue
        note = notes.note_of(line.text)
        if note is not None and not beneath and not notes.is_footnote(note[0]):
            note = None
        if notes.is_legend(line.text):
            legends = [*legends[-_LEGENDS:], line]
        beneath = beneath and (note is not None or notes.is_legend(line.text))
        if (
            clauses.ASIDE.match(line.text)
            or letter.is_head(line.text)
            or notes.is_legend(line.text)
            or (note is not None and (note[0] in used or line.offset in way.used))
        ):
            continue
        if note is not None:
            yield Found(Entry({"both": [line.sub(note[1], len(line.text))]}), item, over, note=True)
            continue
        check = _CHECK.match(line.text)
        if check is not None and role is None and "。" not in line.text:
            yield from _flush(loose, labelled, item, heading, over)
            loose, labelled = [], Entry()
            yield _checked(line.sub(check.end(), len(line.text)), check["sign"], item, heading, over)
            continue
        label = label_of(line.text)
        if label is not None:
            new, length = label
            if new == "item" and kept and {*labelled.parts} <= {"item", "measure", "heading"}:
                # The item of the block before held on only until this one names its own.
                labelled.parts.pop("item", None)
            elif _begins_again(new, labelled):
                # 実施時期, 実施内容, and again: what opened the block opens the next one.
                yield from _flush(loose, labelled, item, heading, over)
                kept = "item" in labelled.parts and new != "item"
                loose, labelled = [], Entry({"item": labelled.parts["item"]} if kept else {})
            elif (
                new in ("item", "measure")
                and {"measure", "both", "progress", "due", "when"} & {*labelled.parts}
                and new in labelled.parts
            ):
                yield from _flush(loose, labelled, item, heading, over)
                kept = new == "measure" and "item" in labelled.parts
                loose, labelled = [], Entry({"item": labelled.parts["item"]} if kept else {})
            role = new
            labelled.add(role, ticked(line.sub(length, len(line.text))))
        elif role is not None:
            labelled.add(role, line)
        else:
            loose.append(line)
    yield from _flush(loose, labelled, item, heading, over)


def _checked(line: Part, sign: str, item: Part | None, heading: Part | None, over: str) -> Found:
    """A line of a list to be ticked: what is ticked is done, and what is not is still to come."""
    done = sign.strip("[] 　") not in ("", "☐", "⬜", "□")
    state = _IN_BRACKETS.search(line.text)
    entry = Entry({"measure": [line]}, "reported" if done else bare_claim(state[1]) if state is not None else None)
    if heading is not None:
        entry.add("heading", heading)
    return Found(entry, item, over if done else TO_COME, table=True)


def _begins_again(role: Role, block: Entry) -> bool:
    """Whether a label is the one that opened a block which names its measure already."""
    first = next((own for own in block.parts if own not in ("item", "number", "other")), None)
    return role == first and role not in ("measure", "both") and bool({"measure", "both"} & {*block.parts})


def _remarks(lines: Sequence[Part | Table]) -> list[Part]:
    """The notes that stand right beneath a table."""
    found: list[Part] = []
    for line in lines:
        if isinstance(line, Table) or not (notes.note_of(line.text) or notes.is_legend(line.text)):
            break
        found.append(line)
    return found


def _flush(
    loose: Sequence[Part], labelled: Entry, item: Part | None, heading: Part | None, over: str
) -> Iterator[Found]:
    if loose:
        entry = Entry({"both": [joined(loose)]})
        if heading is not None:
            entry.add("heading", heading)
        yield Found(entry, item, over)
    if labelled.parts:
        if "both" in labelled.parts and "measure" in labelled.parts:
            # 【措置の状況】 beside 【措置の内容】.
            labelled.parts["progress"] = [*labelled.all("progress"), *labelled.parts.pop("both")]
        for role, parts in labelled.parts.items():
            labelled.parts[role] = [joined(parts)]
        if heading is not None and "heading" not in labelled.parts:
            labelled.add("heading", heading)
        yield Found(labelled, item, over)
