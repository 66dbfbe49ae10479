"""Registers of any size, for measuring: the same file for the same size and seed, loaded through commands.create.

python -m benchmarks.generate PATH MILESTONES [SEED]
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks import phrases
from store import commands, upgrade
from store.record import Record

TODAY: Final = dt.date(2026, 11, 23)
BATCH: Final = 100_000
FEWEST_ENTITIES, MOST_ENTITIES, PER_ENTITY = 11, 1_800, 555
# Of a hundred milestones, so many have each status.
STATUSES: Final = (
    ["verified"] * 34 + ["reported"] * 16 + ["planned"] * 22 + ["in_progress"] * 20 + ["returned"] * 5
    + ["withdrawn"] * 3
)  # fmt: skip
CASE: Final = Record("case", "my-number-2023", {"name": "マイナンバー関連の誤り", "text": "紐付け誤り等の事案"})


def generate(path: Path, milestones: int, seed: int = 1) -> None:
    """Make a store at `path` with that many milestones and its log. Raises Problem where it cannot be made."""

    def fill(store: Path) -> None:
        for records in batches(milestones, seed):
            commands.create(store, act(), records, action="register")

    upgrade.create(path, fill)


def act() -> commands.Act:
    """Who loads the register, and when: a fixed instant, so that the same register has the same log."""
    return commands.Act(
        "generator", TODAY, dt.date(2026, 11, 1), clock=lambda: dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
    )


def batches(milestones: int, seed: int = 1, size: int = BATCH) -> Iterator[list[Record]]:
    """The records of a register in parts of some `size` milestones, parents never after their children."""
    random = Random(seed)
    entities = min(MOST_ENTITIES, max(FEWEST_ENTITIES, milestones // PER_ENTITY))
    records: list[Record] = [CASE]
    held = 0
    for number in range(entities):
        share = milestones * (number + 1) // entities - milestones * number // entities
        records += _entity(random, number, share)
        held += share
        if held >= size:
            yield records
            records, held = [], 0
    if records:
        yield records


def _entity(random: Random, number: int, share: int) -> list[Record]:
    """One entity with its acts of guidance, and under them items, measures and `share` milestones."""
    prefecture = phrases.PREFECTURES[number % len(phrases.PREFECTURES)]
    body, kind = random.choice(phrases.BODIES)
    place = random.choice(phrases.PLACES) + random.choice(phrases.PLACES)
    key = f"entity-{number + 1:04}"
    name = {"name": f"{prefecture}{place}{body}", "name_en": f"Entity {number + 1}", "kind": kind}
    records = [Record("entity", key, name)]
    left, act_number = share, 0
    while left or not act_number:
        act_number += 1
        given_on = dt.date(2023, 9, 1) + dt.timedelta(days=random.randrange(900))
        guidance = f"{key}/{given_on.isoformat()}-{act_number}"
        persons = random.choice((0, 0, 13, 227, 940, 5_400, 120_000))
        values = {
            "entity_key": key, "case_key": CASE.key, "given_on": given_on, "law": random.choice(phrases.LAWS),
            "text": _prose(random), "report_due_on": given_on + dt.timedelta(days=41), "persons": persons,
        }  # fmt: skip
        records.append(Record("guidance", guidance, values))
        if random.random() < 0.97:
            received = given_on + dt.timedelta(days=random.randrange(20, 60))
            report = {
                "guidance_key": guidance,
                "title": "改善状況報告書",
                "received_on": received,
                "dated_on": received,
            }
            records.append(Record("report", f"{guidance}/report-1", report))
        for item_number in range(1, random.randrange(3, 8)):
            item = f"{guidance}/{item_number}"
            heading = random.choice(phrases.HEADINGS)
            about = {"guidance_key": guidance, "number": f"({item_number})", "heading": heading, "text": _prose(random)}
            records.append(Record("item", item, about))
            if not left and random.random() < 0.9:
                records.append(Record("measure", f"{item}/m1", {"item_key": item, "heading": heading}))
            for measure_number in range(1, random.randrange(2, 5)):
                if not left:
                    break
                measure = f"{item}/m{measure_number}"
                promised = {"item_key": item, "heading": f"■ {random.choice(phrases.HEADINGS)}について"}
                records.append(Record("measure", measure, promised))
                for part in range(1, 1 + min(left, random.randrange(1, 9))):
                    records.append(
                        Record("milestone", f"{measure}/{part}", _milestone(random, key, measure, given_on, persons))
                    )
                    left -= 1
    return records


def _milestone(random: Random, entity: str, measure: str, given_on: dt.date, persons: int) -> dict[str, Any]:
    values: dict[str, Any] = {
        "measure_key": measure, "entity_key": entity, "persons": persons, "text": _prose(random), "source": "別紙",
    }  # fmt: skip
    status = random.choice(STATUSES)
    values["status"] = status
    reported_on = given_on + dt.timedelta(days=30 + random.randrange(200))
    if random.random() < 0.85:
        due_on = given_on + dt.timedelta(days=20 + random.randrange(1_500))
        pattern = random.choice(phrases.DUE_TEXTS)
        values["due_on"] = values["original_due_on"] = due_on
        values["due_text"] = pattern.format(year=due_on.year, era=due_on.year - 2018, month=due_on.month)
        values["due_approx"] = pattern.endswith("目途")
    if status in ("reported", "verified", "returned"):
        values["reported_on"] = reported_on
    if status == "verified":
        values["verified_on"] = reported_on + dt.timedelta(days=random.randrange(60))
        values["verified_by"] = random.choice(phrases.OFFICERS)
        values["method"] = random.choice(phrases.METHODS)
        values["evidence"] = f"資料{random.randrange(1, 400)}-{random.randrange(1, 20)}"
    if status in ("returned", "withdrawn"):
        values["reason"] = random.choice(phrases.WHY)
        values["returned_on"] = reported_on + dt.timedelta(days=14) if status == "returned" else None
    if random.random() < 0.6:
        values["officer"] = random.choice(phrases.OFFICERS)
    if random.random() < 0.06:
        whole = random.randrange(2, 60)
        values["quantity"], values["unit"] = whole, random.choice(phrases.UNITS)
        values["quantity_done"] = whole if status == "verified" else random.randrange(whole + 1)
    if random.random() < 0.03:
        values["recurrence"] = random.choice(("FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY", "UNSTATED"))
    if random.random() < 0.08:
        values["note"] = random.choice(phrases.HOW)
    return values


def _prose(random: Random) -> str:
    """100 to 300 characters: what is promised, and sentences around it until it is long enough."""
    text = random.choice(phrases.WHO) + random.choice(phrases.WHEN) + random.choice(phrases.WHAT)
    text += random.choice(phrases.DONE)
    wanted = 100 + random.randrange(160)
    more = (phrases.WHY, phrases.HOW)
    while len(text) < wanted:
        text += random.choice(more[random.random() < 0.5])
    return text[:300]


def main() -> None:
    """Make one from the command line and say how long it took."""
    path, milestones = Path(sys.argv[1]), int(sys.argv[2])
    started = time.perf_counter()
    generate(path, milestones, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    megabytes = path.stat().st_size / 1e6
    print(f"{path}: {milestones:,} milestones, {megabytes:,.0f} MB, {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
