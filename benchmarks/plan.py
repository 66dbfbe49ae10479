"""What a plan costs for each of its changes, against 100,000 milestones: python -m benchmarks.plan [MILESTONES]

At 100, 1,000 and 10,000 changes, for this product's own CSV (one edited cell a row) and for a report (one moved date a
promise, held against an entity that has as many): microseconds of the process's own time a change to plan and to write,
and each size beside the first.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import process_time

from benchmarks import generate, report
from importers import against, onfile
from importers.apply import apply
from importers.draft import Draft, DraftItem, DraftMeasure, Passage, Promise
from importers.plan import Plan, Report
from importers.run import propose
from store import commands, db
from store.record import Record

SIZES = (100, 1_000, 10_000)
TODAY = generate.TODAY
ACT = commands.Act("generator", TODAY)
# No size may cost more than this many times another for each change.
LIMIT = 2.0
_SUBJECTS = ("研修", "監査", "点検", "規程", "手順書", "委託先", "システム", "台帳", "権限", "記録", "訓練", "体制")
_VERBS = ("実施", "改訂", "周知", "確認", "作成", "見直し", "報告", "公表")


def large_entity(number: int) -> list[Record]:
    """An entity with so many milestones, four to a measure, each with words of its own."""
    random = Random(number)
    key = f"bench-{number}"
    guidance, item = f"{key}/2023-09-20", f"{key}/2023-09-20/1"
    records = [
        Record("entity", key, {"name": f"計測{number}市"}),
        Record("guidance", guidance, {"entity_key": key, "case_key": generate.CASE.key, "given_on": date(2023, 9, 20)}),
        Record("item", item, {"guidance_key": guidance, "number": "1", "heading": "安全管理措置", "text": "措置"}),
    ]
    for place in range(number):
        measure = f"{item}/m{place // 4 + 1}"
        if place % 4 == 0:
            one, two = random.choice(_SUBJECTS), random.choice(_SUBJECTS)
            heading = f"{one}及び{two}の{random.choice(_VERBS)}（第{place // 4 + 1}号）"
            records.append(Record("measure", measure, {"item_key": item, "heading": heading}))
        words = "、".join(random.choice(_SUBJECTS) + "の" + random.choice(_VERBS) for _ in range(5))
        values = {
            "measure_key": measure, "entity_key": key, "text": f"{words}を行う（{place + 1}）。",
            "due_on": date(2027, 3, 31), "original_due_on": date(2027, 3, 31),
        }  # fmt: skip
        records.append(Record("milestone", f"{measure}/{place % 4 + 1}", values))
    return records


def draft_of(records: list[Record]) -> Draft:
    """A report that restates every milestone with a day a month later."""
    measures: list[DraftMeasure] = []
    for record in records:
        if record.kind == "measure":
            measures.append(DraftMeasure(record.values["heading"], "", Passage(record.values["heading"])))
        elif record.kind == "milestone":
            own, text = measures[-1], record.values["text"]
            moved = Promise(text, Passage(text), "planned", due_on=record.values["due_on"] + timedelta(days=30))
            measures[-1] = DraftMeasure(own.heading, own.text + text, own.passage, (*own.promises, moved))
    entity = records[0].key
    return Draft("報告", entity, "", TODAY, items=(DraftItem("1", "安全管理措置", "", Passage("1"), tuple(measures)),))


def rows(store: Path, number: int) -> str:
    """A CSV of so many milestones from all over the register, each with a new note."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("key", "text", "status", "note"))
    with db.closing(db.connect(store)) as connection:
        whole = connection.execute("SELECT count(*) FROM milestone").fetchone()[0]
        step = max(1, whole // number)
        sql = "SELECT key, text, status FROM milestone WHERE id % ? = 0 LIMIT ?"
        for place, (key, text, status) in enumerate(connection.execute(sql, (step, number))):
            writer.writerow((key, text, status, f"備考{place}"))
    return stream.getvalue()


def measured(store: Path, folder: Path, reports: dict[int, Draft]) -> Iterator[tuple[str, int, int, float, float]]:
    """Kind, size, changes, seconds to plan and seconds to write, best of three plans."""
    for number in SIZES:
        path = folder / f"rows-{number}.csv"
        path.write_text(rows(store, number), encoding="utf-8-sig")
        best = float("inf")
        for _ in range(3):
            start = process_time()
            plan = propose(path, store, TODAY)
            best = min(best, process_time() - start)
        yield "own CSV", number, len(plan.writable()), best, written(store, plan)
    for number, draft in reports.items():
        best = float("inf")
        for _ in range(3):
            start = process_time()
            with db.closing(db.connect(store)) as connection:
                changes, keys = against.proposed(connection, draft, 0)
                base = onfile.last_batch(connection)
            best = min(best, process_time() - start)
        told = Report("r.docx", "docx", f"{number:064}", 1, entities=(str(draft.entity),), guidance=tuple(keys))
        plan = Plan(told, tuple(changes), base)
        yield "report", number, len(plan.writable()), best, written(store, plan)


def written(store: Path, plan: Plan) -> float:
    start = process_time()
    apply(store, plan, "all", ACT)
    return process_time() - start


def lines(milestones: int = 100_000) -> Iterator[tuple[report.Line, bool]]:
    """What each size costs for each change, and whether no size costs more than LIMIT times another."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "followup.db"
        generate.generate(store, milestones)
        reports: dict[int, Draft] = {}
        for number in SIZES:
            records = large_entity(number)
            commands.create(store, generate.act(), records, action="register")
            reports[number] = draft_of(records)
        costs: dict[str, list[float]] = {}
        for kind, _, changes, plan_s, write_s in measured(store, folder, reports):
            costs.setdefault(kind, []).append(plan_s / changes)
            first = costs[kind][0]
            what = f"plan of {changes:,} changes ({kind}) against {milestones:,} milestones"
            figure = f"{plan_s / changes * 1e6:.0f} µs a change (to write it: {write_s / changes * 1e6:.0f} µs)"
            good = max(costs[kind]) <= LIMIT * min(costs[kind])
            yield report.Line(what, figure, f"{costs[kind][-1] / first:.2f}", f"≤ {LIMIT:g} × another size"), good


if __name__ == "__main__":
    sys.exit(report.run("Plans", lines(int(sys.argv[1])) if len(sys.argv) > 1 else lines()))
