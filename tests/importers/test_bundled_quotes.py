"""The bundled register against the paper itself: every quote is in it, and nothing dated or promised is left out.

The paper is looked for beside the repository, or where FOLLOWUP_PAPER points.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from importers.register import Register, read_bundled

PAPER = Path(
    os.environ.get("FOLLOWUP_PAPER") or Path(__file__).resolve().parents[2].parent / "shared/source/ppc-2023-12-06.txt"
)
pytestmark = pytest.mark.skipif(not PAPER.is_file(), reason=f"the paper is not at {PAPER} (set FOLLOWUP_PAPER)")

ANNEXES = {"別紙1": "fujitsu-japan/2023-09-20", "別紙2": "digital-agency/2023-09-20"}
QUOTED = {
    "case": ("name", "text"),
    "entity": ("name",),
    "guidance": ("law", "text", "persons_text"),
    "report": ("title",),
    "item": ("heading", "text"),
    "measure": ("heading", "text"),
    "milestone": ("text", "due_text"),
    "watch": ("party", "text", "due_text"),
}
Row = tuple[str, str]


def squeezed(text: str) -> str:
    """The text without tags and white space."""
    return re.sub(r"<[^>]*>|\s", "", text)


@pytest.fixture(scope="module")
def paper() -> str:
    return PAPER.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def register() -> Register:
    return read_bundled()


def below(register: Register, kind: str, key: str) -> list[tuple[str, dict[str, Any]]]:
    """The records of `kind` under `key`, in the register's order."""
    return [(r.key, dict(r.values)) for r in register.records if r.kind == kind and r.key.startswith(f"{key}/")]


def annexes(paper: str) -> dict[str, list[Row]]:
    """The two tables of the annexes as (left cell, right cell), squeezed. 別紙2 is set in two ways, page by page."""
    first = paper.index("# 住民票等誤交付事案に関する")
    second = paper.index("# 公金受取口座の誤登録事案に関する", first)
    third = paper.index("# 公金受取口座の誤登録事案に関する", second + 1)
    end = paper.index("## 健康保険証情報及び障害者手帳情報に関する")
    return {
        "別紙1": table_rows(paper[first:second]),
        "別紙2": heading_rows(paper[second:third]) + table_rows(paper[third:end]),
    }


def table_rows(page: str) -> list[Row]:
    """Rows of tab-separated cells: a right cell runs on until a line that opens the next left cell."""
    rows: list[list[str]] = []
    for line in page.splitlines():
        left, tab, right = line.partition("\t")
        if tab and left != "指導事項":
            if rows and not rows[-1][1]:
                rows[-1][0] += left
            else:
                rows.append([left, ""])
            rows[-1][1] += right
        elif line.startswith(("<h3>", "<p><b>")):
            rows.append([line, ""])
        elif rows and not line.startswith(("# ", "指導事項")):
            rows[-1][1 if rows[-1][1] else 0] += line
    return [(squeezed(left), squeezed(right)) for left, right in rows]


def heading_rows(page: str) -> list[Row]:
    """Rows printed as headings: `### n.`, then the guidance in one paragraph, then the measures."""
    rows: list[Row] = []
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        heading, text, measures = part.split("\n\n", 2)
        rows.append((squeezed(heading + text), squeezed(measures.replace("#", ""))))
    return rows


def spans(text: str, quotes: list[str]) -> list[tuple[int, int]]:
    """Where the quotes stand in the squeezed `text`, one after the other."""
    found: list[tuple[int, int]] = []
    at = 0
    for quote in quotes:
        start = text.find(squeezed(quote), at)
        assert start >= 0, quote
        at = start + len(squeezed(quote))
        found.append((start, at))
    return found


def test_every_quote_is_in_the_paper(register: Register, paper: str) -> None:
    whole = squeezed(paper)
    quotes = [
        (record.key, field, record.values[field])
        for record in register.records
        for field in QUOTED[record.kind]
        if record.values.get(field)
    ]
    assert len(quotes) > 200
    assert [quote for quote in quotes if squeezed(quote[2]) not in whole] == []
    assert squeezed(register.title) in whole


def test_persons_are_those_of_the_paper(register: Register, paper: str) -> None:
    whole = squeezed(paper)
    names = {r.key: r.values["name"] for r in register.records if r.kind == "entity"}
    persons = {
        names[r.values["entity_key"]]: r.values.get("persons", 0) for r in register.records if r.kind == "guidance"
    }
    guided = whole[whole.index("【指導先（") : whole.index("なお、今後", whole.index("【指導先（"))]
    printed = {name: int(count.replace(",", "")) for name, count in re.findall(r"(\w{2}[県市])（([\d,]+)人）", guided)}
    assert len(printed) == 5
    before = re.search(r"従来、(\d+)人とされていた", whole)
    later = re.search(r"誤登録の可能性のある(\d+)人分", whole)
    assert before is not None
    assert later is not None
    printed["デジタル庁"] = int(before[1]) + int(later[1])
    assert {name: count for name, count in persons.items() if count} == printed


def test_every_row_of_the_annexes_is_an_item(register: Register, paper: str) -> None:
    for annex, rows in annexes(paper).items():
        items = [values for key, values in below(register, "item", ANNEXES[annex])]
        printed = [
            squeezed((f"{item['number']}." if "number" in item else "") + item.get("heading", "") + item["text"])
            for item in items
        ]
        assert [left for left, _ in rows] == printed


def test_every_right_cell_is_the_measures_of_its_item(register: Register, paper: str) -> None:
    for annex, rows in annexes(paper).items():
        items = below(register, "item", ANNEXES[annex])
        for (key, _), (_, right) in zip(items, rows, strict=True):
            measures = [values for _, values in below(register, "measure", key)]
            whole = "".join(("■" + m["heading"] if m.get("heading") else "") + m["text"] for m in measures)
            assert squeezed(whole) == right


def test_every_square_has_its_measure(register: Register, paper: str) -> None:
    squares = 0
    for annex, rows in annexes(paper).items():
        headed = [values for _, values in below(register, "measure", ANNEXES[annex]) if values.get("heading")]
        parts = [part for _, right in rows for part in right.split("■")[1:]]
        assert parts == [squeezed(measure["heading"] + measure["text"]) for measure in headed]
        squares += len(parts)
    assert squares == paper.count("■") == 19


DATE = re.compile(r"(?:令和\d+年|同年|本年)(?:度|\d+月(?:\d+日)?)?|\d*[年月]に\d+回|定期的")


def test_every_date_of_the_right_column_is_in_a_milestone(register: Register, paper: str) -> None:
    counted: list[int] = []
    for annex, rows in annexes(paper).items():
        items = below(register, "item", ANNEXES[annex])
        for (key, _), (_, right) in zip(items, rows, strict=True):
            quoted = spans(right, [values["text"] for _, values in below(register, "milestone", key)])
            dates = list(DATE.finditer(right))
            for match in dates:
                assert any(start <= match.start() and match.end() <= end for start, end in quoted), match[0]
            counted.append(len(dates))
    assert counted == [2, 3, 3, 2, 7, 2, 7, 3, 9]


def test_milestones_follow_their_measure_and_do_not_overlap(register: Register) -> None:
    for key, measure in [(r.key, r.values) for r in register.records if r.kind == "measure"]:
        milestones = below(register, "milestone", key)
        assert milestones
        assert [name.rpartition("/")[2] for name, _ in milestones] == [
            str(number) for number in range(1, len(milestones) + 1)
        ]
        spans(squeezed(measure["text"]), [values["text"] for _, values in milestones])
        for _, values in milestones:
            assert squeezed(values.get("due_text", "")) in squeezed(values["text"])


# The one sentence that promises nothing of its own: what it announces is listed below it.
INTRODUCTION = (
    "従前、デジタル庁では、情報セキュリティ監査等は行っていたが、保有個人情報の取扱いに関する監査を実施していなかったため、"
    "監査実施のため以下体制を整備した。"
)


def test_every_sentence_of_a_measure_holds_a_milestone(register: Register) -> None:
    bare: list[str] = []
    for key, measure in [(r.key, r.values) for r in register.records if r.kind == "measure"]:
        text = squeezed(measure["text"])
        quoted = spans(text, [values["text"] for _, values in below(register, "milestone", key)])
        bare += [
            sentence[0]
            for sentence in re.finditer(r"(?:（[^（）]*）|[^。（])+。?", text)
            if not any(start < sentence.end() and sentence.start() < end for start, end in quoted)
        ]
    assert bare == [INTRODUCTION]
