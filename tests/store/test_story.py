"""Everything about one record, and the register as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from store import commands, db, story
from store.record import KINDS, Record
from tests.store import world
from tests.store.world import FIRST, GUIDANCE, ITEM, MEASURE

TODAY = world.TODAY
ACT = world.act()
SECOND = f"{MEASURE}/2"
ZERO = dict.fromkeys(
    ("overdue", "returned", "unverified", "awaiting_plan", "due_soon", "undated", "on_track", "closed"), 0
)


@pytest.fixture
def register(path: Path) -> Path:
    """Two audits, of 5 files and of 6; a second item without a measure; a watch statement."""
    world.load(
        path,
        *world.above(report_due_on=date(2023, 10, 31)),
        Record("item", f"{GUIDANCE}/2", {"guidance_key": GUIDANCE, "heading": "研修"}),
        Record("report", f"{GUIDANCE}/r", {"guidance_key": GUIDANCE, "title": "改善状況報告書"}),
        Record("watch", "e-case/soumu", {"case_key": "e-case", "party": "総務省", "text": "点検を促す"}),
        world.milestone(due_on=date(2024, 3, 31), quantity=5, quantity_done=5, unit="ファイル"),
        world.milestone(SECOND, due_on=date(2024, 9, 30), quantity=6, quantity_done=2, unit="ファイル"),
    )
    commands.verify(path, ACT, [FIRST], on=TODAY, method="書面", evidence="資料1")
    commands.revise(path, ACT, [SECOND], due_on=date(2026, 11, 22), reason="遅れ")
    return path


@pytest.fixture
def connection(register: Path) -> Iterator[Connection]:
    with closing(db.connect(register)) as opened:
        yield opened


def told(connection: Connection, key: str) -> story.Story:
    found = story.story(connection, key, TODAY)
    assert found is not None
    return found


KEYS = {
    "case": "e-case", "entity": "e", "guidance": GUIDANCE, "report": f"{GUIDANCE}/r", "item": ITEM, "measure": MEASURE,
    "milestone": SECOND, "revision": f"{SECOND}#1", "watch": "e-case/soumu",
}  # fmt: skip
ABOVE = {
    "case": {"case"},
    "entity": {"entity"},
    "guidance": {"case", "entity", "guidance"},
    "report": {"case", "entity", "guidance"},
    "item": {"case", "entity", "guidance", "item"},
    "measure": {"case", "entity", "guidance", "item", "measure"},
    "milestone": {"case", "entity", "guidance", "item", "measure"},
    "revision": {"case", "entity", "guidance", "item", "measure"},
    "watch": {"case"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_story_and_what_stands_above_it(connection: Connection, kind: str) -> None:
    found = told(connection, KEYS[kind])
    assert (found.kind, found.key, found.record["key"]) == (kind, KEYS[kind], KEYS[kind])
    above: dict[str, Any] = {name: getattr(found, name) for name in ("case", "entity", "guidance", "item", "measure")}
    assert {name for name, values in above.items() if values is not None} == ABOVE[kind]
    for name in ABOVE[kind]:
        assert above[name]["key"] == KEYS[name]
    assert story.kind_of(connection, KEYS[kind]) == kind


def test_a_milestones_story(connection: Connection) -> None:
    found = told(connection, SECOND)
    assert [row.key for row in found.milestones] == [FIRST, SECOND]
    assert [row.attention for row in found.milestones] == ["closed", "overdue"]
    assert found.shared == (story.Shared(7, 11, "ファイル"),)
    (revision,) = found.revisions
    assert (revision["before_on"], revision["after_on"], revision["days"], revision["reason"]) == (
        date(2024, 9, 30), date(2026, 11, 22), 783, "遅れ",
    )  # fmt: skip
    assert [entry.action for entry in found.history] == ["revise", "register"]
    assert [report["title"] for report in found.reports] == ["改善状況報告書"]


def test_an_entitys_story_holds_all_below_it(connection: Connection) -> None:
    found = told(connection, "e")
    assert [row.key for row in found.milestones] == [FIRST, SECOND]
    assert [entry.action for entry in found.history] == ["revise", "verify", "register"]
    assert [watch["party"] for watch in told(connection, "e-case").watches] == ["総務省"]


@pytest.mark.parametrize("key", ["", "none", "e/", FIRST + "x", "'"])
def test_a_key_that_names_nothing_has_no_story(connection: Connection, key: str) -> None:
    assert story.story(connection, key, TODAY) is None
    assert story.kind_of(connection, key) is None
    assert story.nodes(connection, key or "none", TODAY) == []


def test_parts_are_added_up_by_unit_without_what_was_withdrawn_or_recurs(path: Path) -> None:
    given = [
        {"quantity": 5, "quantity_done": 5, "unit": "課"},
        {"quantity": 6, "quantity_done": None, "unit": "課"},
        {"quantity": 9, "quantity_done": 9, "unit": "課", "status": "withdrawn"},
        {"quantity": 4, "quantity_done": 4, "unit": "課", "recurrence": "FREQ=YEARLY"},
        {"quantity": 100, "quantity_done": 1, "unit": "台"},
        {"unit": "課"},
    ]
    world.load(path, *world.above(), *(world.milestone(f"{MEASURE}/{n}", **one) for n, one in enumerate(given)))
    with closing(db.connect(path)) as opened:
        assert told(opened, MEASURE).shared == (story.Shared(5, 11, "課"),)


def test_the_tree_from_the_top_to_a_promise(connection: Connection) -> None:
    entity, case = story.nodes(connection, None, TODAY)
    # The report came in, so the guidance itself awaits nothing; its second item awaits a measure.
    whole = ZERO | {"overdue": 1, "awaiting_plan": 1, "closed": 1}
    assert (entity.kind, entity.key, entity.label, entity.worst, entity.has_children) == (
        "entity", "e", "指導先 e", "overdue", True,
    )  # fmt: skip
    assert (entity.counts, case.kind, case.has_children) == (whole, "case", True)
    (guidance,) = story.nodes(connection, "e", TODAY)
    assert (guidance.label, guidance.counts) == ("2023-09-20 番号法", whole)
    first, second = story.nodes(connection, GUIDANCE, TODAY)
    assert (first.number, first.label, first.counts, first.worst) == (
        "1",
        "監査",
        ZERO | {"overdue": 1, "closed": 1},
        "overdue",
    )
    assert (second.counts, second.worst, second.has_children) == (ZERO | {"awaiting_plan": 1}, "awaiting_plan", False)
    (measure,) = story.nodes(connection, ITEM, TODAY)
    assert (measure.label, measure.counts) == ("監査の実施", ZERO | {"overdue": 1, "closed": 1})
    done, late = story.nodes(connection, MEASURE, TODAY)
    assert (done.status, done.worst, done.counts, done.has_children) == ("verified", "closed", {"closed": 1}, False)
    assert (late.status, late.worst, late.due_on) == ("planned", "overdue", date(2026, 11, 22))
    assert story.nodes(connection, SECOND, TODAY) == []
    (watch,) = story.nodes(connection, "e-case", TODAY)
    assert (watch.kind, watch.label) == ("watch", "総務省: 点検を促す")


def test_every_level_counts_what_the_level_below_counts(connection: Connection) -> None:
    def below(key: str) -> dict[str, int]:
        total = dict(ZERO)
        for node in story.nodes(connection, key, TODAY):
            for name, count in node.counts.items():
                total[name] += count
        return total

    for node in story.nodes(connection, None, TODAY):
        if node.kind == "entity":
            assert below(node.key) == node.counts


def test_a_measure_with_very_many_promises_shows_them_all(path: Path) -> None:
    world.load(path, *world.above(), *(world.milestone(f"{MEASURE}/{n}") for n in range(700)))
    with closing(db.connect(path)) as opened:
        assert len(story.nodes(opened, MEASURE, TODAY)) == 700
