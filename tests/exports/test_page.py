"""The brief is one sheet of A4: by its own count everywhere, and printed by a browser where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from exports import page
from exports.brief import Brief, Points, Table, brief
from exports.formats import export
from exports.status import weekly
from store import commands, upgrade
from store.record import Record
from store.words import Lang
from tests.exports.conftest import act

TODAY = date(2026, 11, 23)
WEEK = "2024-W10"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
Store = Callable[[int, int], Path]


@pytest.fixture
def crowded(tmp_path: Path) -> Store:
    """A store of so many entities with so many promises each, all texts long, with changes of every class."""

    def make(entities: int, promises: int) -> Path:
        path = tmp_path / "crowded.db"
        records = [Record("case", f"c{n}", {"name": "長い名前の付いた事案" * 5}) for n in range(9)]
        for n in range(entities):
            g = f"e{n:02}/g"
            records += [
                Record("entity", f"e{n:02}", {"name": "名前の長い指導先の組織", "name_en": "An Entity of a Long Name"}),
                Record("guidance", g, {"entity_key": f"e{n:02}", "case_key": f"c{n % 9}",
                                       "given_on": date(2015 + n % 9, 11, 1), "persons": 5}),
                Record("item", f"{g}/1", {"guidance_key": g, "number": "(1)", "heading": "項目"}),
                Record("measure", f"{g}/1/m", {"item_key": f"{g}/1", "heading": "■策"}),
            ]  # fmt: skip
            for place in range(promises):
                due = date(2024, 2, 8) + timedelta(days=3 * place)
                text = "約束した内容を長く書いた文" * 9
                values = {"measure_key": f"{g}/1/m", "entity_key": f"e{n:02}", "persons": 5, "text": text}
                values |= {"due_on": due, "due_inferred": True, "officer": "長い名前の担当"}
                records.append(Record("milestone", f"{g}/1/m/{place}", values))
        upgrade.create(path, lambda beside: commands.create(beside, act("2024-01-01"), records, action="register"))
        for n in range(min(entities, 3)):
            change(path, f"e{n:02}/g")
        return path

    return make


def change(path: Path, g: str) -> None:
    """Every class of change once."""
    now, why = act("2024-03-05"), "長く書かれた理由" * 9
    keys = [f"{g}/1/m/{place}" for place in range(6)]
    commands.claim(path, now, keys[:3], status="reported")
    commands.verify(path, now, keys[:1], on=date(2024, 3, 5), method="資料", evidence="1")
    commands.send_back(path, now, keys[1:2], reason=why)
    commands.revise(path, now, keys[3:4], due_on=date(2025, 4, 1), reason=why)
    commands.withdraw(path, now, keys[4:5], reason=why)
    commands.claim(path, act("2024-03-06", "2024-02-20"), keys[5:6], status="reported")
    entity = g.partition("/")[0]
    asked = {"entity_key": entity, "case_key": "c0", "given_on": date(2024, 1, 5), "report_due_on": date(2024, 2, 5)}
    promise = {"measure_key": f"{g}/1/m", "entity_key": entity, "text": "新しい約束" * 20}
    commands.create(path, now, [
        Record("guidance", f"{entity}/h", {**asked, "law": "個人情報の保護に関する法律第147条"}),
        Record("report", f"{g}/r", {"guidance_key": g, "title": "改善状況報告書" * 9, "received_on": date(2024, 3, 5)}),
        Record("milestone", f"{g}/1/m/new", promise),
    ])  # fmt: skip


def printed_pages(store: Path, week: str, folder: Path, lang: Lang) -> int:
    """How many pages a browser prints the brief on."""
    with weekly(store, week, TODAY) as status:
        (html,) = export(status, ["html"], folder, lang, force=True)
    pdf = folder / f"{lang}.pdf"
    assert BROWSER is not None
    subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}",
         f"--user-data-dir={folder / 'browser'}", html.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no chromium to print with")
@pytest.mark.parametrize(
    ("case", "lang"),
    [("crowded", "ja"), ("crowded", "en"), ("worked", "ja"), ("few", "en"), ("2023-W49", "ja"), ("2026-W47", "en")],
)
def test_a_browser_prints_one_page(
    registered: Path, worked: Path, crowded: Store, tmp_path: Path, case: str, lang: Lang
) -> None:
    store, week = registered, case
    if case == "worked":
        store, week = worked, "2024-W40"
    elif case in ("crowded", "few"):
        store, week = crowded(*((40, 12) if case == "crowded" else (2, 9))), WEEK
    assert printed_pages(store, week, tmp_path, lang) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_crowded_week_is_cut_and_adds_up(crowded: Store, lang: Lang) -> None:
    with weekly(crowded(40, 12), WEEK, TODAY) as status:
        note = brief(status, lang)
        assert rows(note) <= page.SHEET
        (overdue,) = [block for block in note.sections[2].blocks if isinstance(block, Table)]
        assert 5 <= len(overdue.rows) <= 25
        left_out = int("".join(filter(str.isdecimal, overdue.rows[-1][1])))
        assert len(overdue.rows) - 1 + left_out == status.totals["overdue"]
        (entities,) = [block for block in note.sections[3].blocks if isinstance(block, Table)]
        assert len(entities.rows) == 12
        assert sum(number(row[-1]) for row in entities.rows) == sum(g.total for g in status.tables.by_entity if g.open)
        years, cases = [block for block in note.sections[0].blocks if isinstance(block, Table)][1:]
        assert [len(years.rows), len(cases.rows)] == [3, 4]
        assert sum(number(row[1]) for row in years.rows) == sum(number(row[1]) for row in cases.rows) == status.total
        (points,) = [block for block in note.sections[1].blocks if isinstance(block, Points)]
        # All ten classes are told, each with its number.
        assert len(points.points) == 10


def number(cell: str) -> int:
    return int(cell.replace(",", "") or "0")


def rows(note: Brief) -> float:
    """The page's rows, counted anew from what the brief holds."""
    halves = [0.0, 0.0]
    found = page.HEAD[note.lang] + page.FOOT + 3 * page.SECTION
    for place, section in enumerate(note.sections):
        own = 0.0
        for block in section.blocks:
            if isinstance(block, str):
                own += page.paragraph(block, page.HALF if section.place == "half" else page.WHOLE)
            elif isinstance(block, Table):
                own += page.TABLE + len(block.rows)
            else:
                own += page.points(block.points)
        if section.place == "half":
            halves[place] = own
        else:
            found += own
    return found + max(halves)
