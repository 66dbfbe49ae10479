"""From any bytes that look like a report to a plan in words: a plan, or one Problem that names the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.cuts import cut
from importers.run import propose
from store.problem import Problem
from tests.importers.readers.test_fuzz import EDITS, Damage, mutated, slipped
from tui import sides
from tui.commands import planning

REPORTS = Path(__file__).parent / "fixtures" / "reports"
FILES = ("kochi-1.txt", "kawasaki-1.md", "adachi-2.csv", "shizuoka-1.html", "nta-2.txt", "miyazaki-1.txt")
TODAY = date(2026, 11, 23)
# What decides how a report is read: dates that are none, marks, claims, counts, headers of a mail.
MAIL = "\nDate: Fri, 24 May 99999999999999 17:12:08 +0900\n"
WORDS = (
    "令和5年2月30日", "平成40年", "0日", "R6.13.40", "翌月", "年1回", "99999999999999999999日", "2,344件中1,980件",
    "■", "・", "ア　", "（1）", "１．", "①", "実施済", "予定", "|", "　", "\n", ",,,", "\t", "</tr>", "<td>", MAIL,
)  # fmt: skip
PUT = st.lists(st.tuples(st.integers(0, 1_000_000), st.sampled_from(WORDS)), min_size=1, max_size=10)
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def put(data: bytes, words: list[tuple[int, str]]) -> bytes:
    text = data.decode()
    for where, word in words:
        at = where % (len(text) + 1)
        text = text[:at] + word + text[at:]
    return text.encode()


@pytest.mark.parametrize("name", FILES)
@FEW
@given(PUT, EDITS | st.just([]))
def test_a_plan_or_a_sentence(
    name: str, bundled: Path, tmp_path_factory: pytest.TempPathFactory, words: list[tuple[int, str]], damage: Damage
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / name
    path.write_bytes(mutated(put((REPORTS / "plain" / name).read_bytes(), words), damage))
    try:
        plan = propose(path, bundled, TODAY)
    except Problem as problem:
        told, cause = str(problem), problem.__cause__
    else:
        for change in plan.changes:
            assert plan.text[change.offset : change.offset + change.length] == (change.quote or "")[: change.length]
            sides.of_row(change, date.isoformat, {})
        assert list(planning.lines(plan, {}))
        return
    assert name in told
    assert not slipped(cause), "the sentence at the door only hides a slip"


@pytest.mark.parametrize(
    "said", [MAIL, "令和6年5月10日、0日に実施した。", "0日（月）までに行う。", "10日、0日に行う。"]
)
def test_what_once_failed(said: str, bundled: Path, tmp_path: Path) -> None:
    path = tmp_path / "報告.txt"
    path.write_text(f"{said}\n高知県\n改善状況報告書\n■点検\n{said}点検を行った。\n", encoding="utf-8")
    propose(path, bundled, TODAY, entity="kochi")


def test_a_sentence_of_blanks_has_no_clauses() -> None:
    assert [text.strip() for text in ("　",) for _ in cut(text, 0, 1, [], TODAY)] in ([], [""])
