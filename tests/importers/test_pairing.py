"""Which milestone on file a promise speaks of: counts and days tell rounds apart, and wrong ones are never moved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from importers.plan import PlanChange
from importers.run import propose

TODAY = date(2026, 11, 23)
AUDIT = "digital-agency/2023-09-20/6/audit/"
YEARLY = "digital-agency/2023-09-20/5/assessment/2"
SURVEY = "6. その他 | 監査 | 全部署を対象に自己点検を兼ねた実態調査を実施済み（令和5年10月30日）。 |"
HEAD = "個人情報保護委員会 御中\n\n令和7年10月31日\n\nデジタル庁\n\n# 改善策の実施状況\n\n"


def rows(store: Path, path: Path, *lines: str) -> list[PlanChange]:
    """The milestones in the plan for a table of an item, a measure and its state."""
    table = "| 指導事項 | 改善策 | 実施状況 | 期限 |\n|---|---|---|---|\n" + "".join(f"| {line} |\n" for line in lines)
    path.write_text(HEAD + table, encoding="utf-8")
    return [own for own in propose(path, store, TODAY).changes if own.kind == "milestone" and own.quote]


@pytest.mark.parametrize(
    ("line", "key", "moved"),
    [
        # Of the 12 files of a later round neither the 5 nor the 6 of the first are told.
        (
            "6. その他 | 監査 | 令和6年10月以降の定期的な監査として、12ファイルのうち7ファイルの監査を"
            "実施済み（令和8年3月末までに完了予定）。 |",
            AUDIT + "5",
            date(2026, 3, 31),
        ),
        ("6. その他 | 監査 | 残り6ファイルの監査を実施した（令和6年9月27日）。 |", AUDIT + "4", None),
        (
            "6. その他 | 監査（令和5年度分） | 対象とした5ファイルの監査を実施した（令和6年3月27日）。 | 令和6年3月末",
            AUDIT + "3",
            None,
        ),
    ],
)
def test_rounds_are_told_apart_by_count_and_day(
    line: str, key: str, moved: date | None, store: Path, tmp_path: Path
) -> None:
    [_, own] = rows(store, tmp_path / "r.md", SURVEY, line)
    assert own.key == key
    assert own.fields.get("due_on", (None, None))[1] == moved


def test_rows_without_a_heading_are_of_the_only_measure_of_their_item(store: Path, tmp_path: Path) -> None:
    found = rows(
        store,
        tmp_path / "r.md",
        "5. 特定個人情報保護評価 | － | 公表した評価書の1年に1回の検証は、令和7年度分を令和8年2月に実施する予定。 |",
        "5. 特定個人情報保護評価 | － | 1年に1回の検証について明文化した文書は、令和5年12月21日に発出した。 |",
    )
    assert [own.key for own in found] == [YEARLY, "digital-agency/2023-09-20/5/assessment/3"]
