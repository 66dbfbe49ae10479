"""The POA&M: valid by the official schema, with identifiers that stay from week to week."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exports import as_oscal
from exports.status import weekly
from store.problem import Problem
from store.words import Lang
from tests.exports.conftest import DA, FJ
from tests.exports.hostile import TEXTS

TODAY = date(2026, 11, 23)
SCHEMA = Path(__file__).parents[3] / "shared/schemas/oscal-poam-1.2.1.schema.json"


def plan(path: Path, week: str | None = None, lang: Lang = "ja") -> dict[str, Any]:
    stream = io.BytesIO()
    with weekly(path, week, TODAY) as status:
        as_oscal.write(status, stream, lang)
    document: dict[str, Any] = json.loads(stream.getvalue())
    return document


def of(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document["plan-of-action-and-milestones"][name]
    return found


def keyed(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {next(one["value"] for one in entry["props"] if one["name"] == "key"): entry for entry in found}


@pytest.fixture(scope="module")
def valid() -> Any:
    """The official schema's validator."""
    if not SCHEMA.is_file():
        pytest.skip(f"left out: the OSCAL schema is not at {SCHEMA}")
    import jsonschema_rs

    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("week", ["2023-W49", "2024-W40", "2026-W47"])
def test_the_official_schema_takes_it(valid: Any, worked: Path, week: str, lang: Lang) -> None:
    assert [f"{error.instance_path}: {error.message}" for error in valid.iter_errors(plan(worked, week, lang))] == []


def test_the_official_schema_takes_hostile_text(valid: Any, small: Callable[..., Path]) -> None:
    path = small(
        {
            str(place): {
                "text": text, "note": text, "evidence": text, "due_text": text, "unit": text, "source": text,
                "due_on": date(9999, 12, 31) if place % 2 else date(1850, 1, 1),
            }
            for place, text in enumerate(TEXTS)
        }
    )  # fmt: skip
    assert [f"{error.instance_path}: {error.message}" for error in valid.iter_errors(plan(path))] == []


def test_every_item_has_its_risk_and_every_milestone_its_task(worked: Path) -> None:
    document = plan(worked, "2024-W40")
    items, risks = keyed(of(document, "poam-items")), keyed(of(document, "risks"))
    assert len(items) == 33
    assert items.keys() == risks.keys()
    for key, item in items.items():
        assert item["related-risks"] == [{"risk-uuid": risks[key]["uuid"]}]
    tasks = [task for risk in risks.values() for part in risk.get("remediations", ()) for task in part.get("tasks", ())]
    with weekly(worked, "2024-W40", TODAY) as status:
        milestones = {row.key for row in status.rows() if row.kind == "milestone"}
    assert set(keyed(tasks)) == milestones


def test_dates_and_states(worked: Path) -> None:
    risks = keyed(of(plan(worked, "2024-W40"), "risks"))
    audit = risks[f"{DA}/6"]
    assert audit["status"] == "remediating"
    assert audit["deadline"] == "2024-03-31T23:59:59+09:00"
    tasks = keyed([task for part in audit["remediations"] for task in part["tasks"]])
    assert tasks[f"{DA}/6/audit/3"]["timing"] == {
        "within-date-range": {"start": "2023-09-20T00:00:00+09:00", "end": "2024-12-31T23:59:59+09:00"}
    }
    assert risks["nta/2023-09-20/1"]["status"] == "open"
    finished = {part["lifecycle"] for part in risks[f"{FJ}/1"]["remediations"]}
    assert finished == {"planned", "completed"}


def test_the_risks_log_is_the_records_history(worked: Path) -> None:
    log = keyed(of(plan(worked, "2024-W40"), "risks"))[f"{DA}/6"]["risk-log"]["entries"]
    assert [(entry["title"], entry["start"][:10]) for entry in log] == [
        ("台帳登載", "2023-12-06"),
        ("期限変更", "2024-04-12"),
        ("取込み", "2024-10-01"),
        ("進捗記録", "2024-10-01"),
        ("期限変更", "2024-10-03"),
    ]
    assert f"{DA}/6/audit/4: 状況 予定 → 実施済\\(報告\\)" in log[2]["description"].replace("(", "\\(").replace(
        ")", "\\)"
    )


def test_identifiers_stay_and_are_version_5(worked: Path) -> None:
    def identifiers(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (held for name, held in value.items() if name == "uuid")
            for held in value.values():
                yield from identifiers(held)
        elif isinstance(value, list):
            for held in value:
                yield from identifiers(held)

    before, after = (plan(worked, week) for week in ("2024-W39", "2024-W40"))
    assert {key: item["uuid"] for key, item in keyed(of(before, "poam-items")).items()} == {
        key: item["uuid"] for key, item in keyed(of(after, "poam-items")).items()
    }
    found = list(identifiers(after))
    assert len(found) == len(set(found))
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one) for one in found
    )
    documents = [found["plan-of-action-and-milestones"]["uuid"] for found in (before, after)]
    assert documents[0] != documents[1]


def test_a_record_without_items_is_refused(registered: Path) -> None:
    with pytest.raises(Problem, match="oscal: no item of guidance is on file on 2023-10-08, and a POA&M needs one"):
        plan(registered, "2023-W40")
