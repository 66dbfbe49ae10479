"""Measures as reports tell of them, a batch a file: paragraphs of one to six sentences, and what is promised in them.

A batch opens with its day, and with the numbers of the paragraphs that are not read right yet; paragraphs are parted
by blank lines, and each is followed by its promises, one a line:
`=> status ; due date ; day of completion ; words that the promise holds {done/all unit} {rule}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from importers.draft import Draft, DraftItem, DraftMeasure, Passage
from importers.statements import promises
from tests.importers.fixtures.reports.samples import Truth, truth_of
from tests.importers.scoring import KINDS, Score, score

FOLDER = Path(__file__).parent / "fixtures" / "measures"


@dataclass(frozen=True)
class Row:
    """One paragraph, the day of its document, and its promises."""

    name: str
    dated: date
    text: str
    truth: tuple[Truth, ...]
    read: bool


def rows(path: Path) -> list[Row]:
    head, *blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    day, *unread = head.removeprefix("# ").replace(" not read:", "").split()
    dated = date.fromisoformat(day)
    found = []
    for number, block in enumerate(blocks, 1):
        lines = block.splitlines()
        text = "\n".join(line for line in lines if not line.startswith("=> "))
        truth = tuple(truth_of(line[2:]) for line in lines if line.startswith("=> "))
        found.append(Row(f"{path.stem}-{number}", dated, text, truth, str(number) not in unread))
    return found


def told(row: Row) -> Score:
    passage = Passage(row.text)
    measure = DraftMeasure("", row.text, passage, promises(row.text, passage, row.dated, whole=False))
    draft = Draft("", None, "", row.dated, items=(DraftItem("", "", "", passage, measures=(measure,)),))
    return score(row.name, [draft], row.truth)


BATCHES = {path.stem: rows(path) for path in sorted(FOLDER.glob("*.txt"))}


@pytest.mark.parametrize("name", BATCHES)
def test_measures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every paragraph, and precision and recall of the batch, printed.

    What is not read right yet is known to be wrong: whoever mends it takes its number away.
    """
    batch = BATCHES[name]
    scores = {row.name: told(row) for row in batch}
    other = {row.name: scores[row.name].notes for row in batch if (scores[row.name].notes == []) != row.read}
    assert other == {}
    total = Score()
    for one in scores.values():
        total.add(one)
    with capsys.disabled():
        print(f"\n{name}: {len(batch)} paragraphs\n{total.table()}")
    floor = 0.97 if all(row.read for row in batch) else 0.7
    assert all(min(total.precision(kind), total.recall(kind)) >= floor for kind in KINDS)
