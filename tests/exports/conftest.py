"""Stores for the exports: the bundled register alone, a worked one, and small ones made by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import commands, undo, upgrade
from store.record import Change, Record

REGISTERED = dt.date(2023, 12, 6)
JST = dt.timezone(dt.timedelta(hours=9))
DA = "digital-agency/2023-09-20"
FJ = "fujitsu-japan/2023-09-20"
HOSTILE = '=1+1\t<script>alert("1")</script> [@click=app.quit] **強調** |表| _x_ `code` &amp; \\ 第[1]項'


def act(today: str, effective_on: str | None = None, by: str = "監督 花子", why: str = "") -> commands.Act:
    """An act recorded at ten in the morning of `today` in Japan."""
    day = dt.date.fromisoformat(today)
    effective = None if effective_on is None else dt.date.fromisoformat(effective_on)
    return commands.Act(by, day, effective, why, clock=lambda: dt.datetime.combine(day, dt.time(10), JST))


@pytest.fixture(scope="session")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled register, recorded on the day from which it counts."""
    from importers.register import read_bundled

    path = tmp_path_factory.mktemp("registered") / "followup.db"
    records = read_bundled().records
    loaded = act(REGISTERED.isoformat(), by="台帳", why="個人情報保護委員会 令和5年12月6日")
    upgrade.create(path, lambda beside: commands.create(beside, loaded, records, action="register"))
    return path


@pytest.fixture(scope="session")
def worked(registered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled register worked on until 2024-10-16, most of it in the week of 2024-09-30 (2024-W40)."""
    path = tmp_path_factory.mktemp("worked") / "followup.db"
    shutil.copyfile(registered, path)
    audit, training = f"{DA}/6/audit", f"{DA}/2/training"
    commands.verify(
        path, act("2024-04-10"), [f"{DA}/1/system/1"], on=dt.date(2024, 4, 9), method="資料確認", evidence="資料 1-2"
    )
    commands.revise(
        path, act("2024-04-12"), [f"{audit}/3"], due_on=dt.date(2024, 6, 30), due_text="令和6年6月末",
        reason="対象システムの更改", source="デジタル庁 令和6年4月10日付け報告",
    )  # fmt: skip
    commands.claim(path, act("2024-07-01"), [f"{FJ}/1/anomaly-detection/1"], status="reported")
    commands.assign(path, act("2024-07-02"), ["fujitsu-japan"], officer="佐藤")
    commands.next_check(path, act("2024-07-02"), ["nta", f"{audit}/4"], on=dt.date(2024, 10, 7))
    commands.next_check(path, act("2024-07-02"), [f"{FJ}/3/client-information/1"], on=dt.date(2024, 8, 1))
    commands.next_check(path, act("2024-08-02"), [f"{FJ}/3/client-information/1"], on=None)
    # The week of 30 September 2024.
    report = Record(
        "report",
        f"{DA}/report-2",
        {
            "guidance_key": DA, "title": "改善状況報告書（第2回）", "dated_on": dt.date(2024, 9, 30),
            "received_on": dt.date(2024, 10, 1), "name": "報告書.docx", "sha256": "0" * 64,
        },
    )  # fmt: skip
    reported = (
        Change("milestone", f"{audit}/4", "status", "planned", "reported"),
        Change("milestone", f"{audit}/4", "reported_on", None, "2024-10-01"),
        Change("milestone", f"{audit}/4", "quantity_done", "0", "6"),
    )
    commands.apply(path, act("2024-10-01"), records=[report], changes=reported, report_key=report.key)
    commands.progress(path, act("2024-10-01"), [f"{audit}/3"], quantity_done=3)
    commands.verify(
        path, act("2024-10-02"), [f"{FJ}/1/anomaly-detection/1", f"{FJ}/2/quality-management/2"],
        on=dt.date(2024, 10, 2), method="実地確認", evidence="=HYPERLINK(\"https://example.invalid\")",
    )  # fmt: skip
    commands.send_back(path, act("2024-10-02"), [f"{DA}/2/rules/1"], reason="規程の改正箇所が添付されていない")
    commands.revise(
        path, act("2024-10-03"), [f"{audit}/3"], due_on=dt.date(2024, 12, 31), reason="＝残り2件の日程調整", approx=True
    )
    commands.revise(path, act("2024-10-03"), [f"{training}/2"], due_on=dt.date(2024, 10, 31), reason="研修の順延")
    commands.withdraw(path, act("2024-10-03"), [f"{FJ}/2/quality-assurance-process/1"], reason="別の改善策に統合")
    commands.add_note(path, act("2024-10-03"), [f"{DA}/5/assessment/1"], text=HOSTILE)
    # Late: verified on 20 September, entered on 4 October; and one undone again.
    commands.verify(
        path, act("2024-10-04", "2024-09-20"), [f"{DA}/3/procedures/1"],
        on=dt.date(2024, 9, 20), method="資料確認", evidence="資料 3-1",
    )  # fmt: skip
    commands.send_back(path, act("2024-10-04"), [f"{DA}/3/procedures/2"], reason="誤り")
    undo.undo(path, act("2024-10-04"))
    # After the week.
    commands.verify(
        path, act("2024-10-16"), [f"{audit}/4"], on=dt.date(2024, 10, 15), method="資料確認", evidence="資料 6-4"
    )
    return path


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """A store with one entity, one item and the given milestones (number to values), registered on 2024-01-01."""

    def make(milestones: dict[str, dict[str, Any]] | None = None, *, registered: str = "2024-01-01") -> Path:
        path = tmp_path / "small.db"
        given = dt.date(2023, 11, 1)
        records = [
            Record("case", "c", {"name": "事案"}),
            Record("entity", "e", {"name": "指導先", "name_en": "Entity"}),
            Record("guidance", "e/1", {"entity_key": "e", "case_key": "c", "given_on": given, "persons": 5}),
            Record("item", "e/1/1", {"guidance_key": "e/1", "number": "(1)", "heading": "項目"}),
            Record("measure", "e/1/1/m", {"item_key": "e/1/1", "heading": "■策"}),
        ]
        for number, values in (milestones or {}).items():
            full = {"measure_key": "e/1/1/m", "entity_key": "e", "persons": 5, "text": f"約束{number}", **values}
            records.append(Record("milestone", f"e/1/1/m/{number}", full))
        upgrade.create(path, lambda beside: commands.create(beside, act(registered), records, action="register"))
        return path

    return make
