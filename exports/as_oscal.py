"""The record as an OSCAL plan of action and milestones (NIST, JSON, version 1.2.1), streamed item by item.

An item of guidance is a POA&M item with one risk; its measures are the risk's remediations, their milestones the
remediations' tasks; what the log says of them is the risk's log. Identifiers are version 5 UUIDs of our keys, so that
an item keeps its identifier from week to week. Texts are OSCAL Markdown and escaped as such; properties of our own
stand in the name space `NS`. https://pages.nist.gov/OSCAL-Reference/models/v1.2.1/plan-of-action-and-milestones/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final

from exports import oscal_risks
from exports.as_markdown import escaped
from exports.ids import stable_id
from exports.oscal_risks import instant, prop, title
from exports.status import WeeklyStatus
from exports.wording import as_of_line, say
from store.problem import Problem
from store.words import Lang

VERSION: Final = "1.2.1"
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the document. Problem where no item of guidance is on file: OSCAL has no empty plan."""
    if status.connection.execute("SELECT EXISTS (SELECT 1 FROM item)").fetchone() == (0,):
        raise Problem(
            "{format}: no item of guidance is on file on {day}, and a POA&M needs one", format="oscal", day=status.as_of
        )
    stream.writelines(part.encode() for part in _document(status, lang))


def _document(status: WeeklyStatus, lang: Lang) -> Iterator[str]:
    yield '{\n"plan-of-action-and-milestones": {\n'
    yield f'"uuid": {_encode(stable_id("status", status.header.as_of.isoformat()))},\n'
    yield f'"metadata": {_encode(_metadata(status, lang))},\n'
    yield f'"system-id": {_encode({"identifier-type": "https://ietf.org/rfc/rfc4122", "id": _SYSTEM})},\n'
    yield '"risks": [\n'
    yield from _listed(oscal_risks.risks(status, lang))
    yield '],\n"poam-items": [\n'
    yield from _listed(_items(status, lang))
    yield "]\n}\n}\n"


def _listed(objects: Iterator[dict[str, Any]]) -> Iterator[str]:
    comma = ""
    for found in objects:
        yield comma + _encode(found)
        comma = ",\n"
    yield "\n"


def _metadata(status: WeeklyStatus, lang: Lang) -> dict[str, Any]:
    header = status.header
    return {
        "title": title(say("title", lang)),
        "last-modified": instant(header.as_of),
        "version": header.week,
        "oscal-version": VERSION,
        "props": [
            prop("as-of", header.as_of.isoformat()),
            *([prop("log-batch", str(header.batch))] if header.batch is not None else []),
            *([prop("log-hash", header.chain)] if header.chain is not None else []),
        ],
        "parties": [*_parties(status)],
        "remarks": escaped(as_of_line(header.week, header.as_of, header.previous, lang)),
    }  # fmt: skip


def _parties(status: WeeklyStatus) -> Iterator[dict[str, Any]]:
    """The entities, and everybody who made an entry in the log."""
    for key, (name, _) in status.names.items():
        yield {
            "uuid": stable_id("entity", key),
            "type": "organization",
            "name": oscal_risks.line(name) or key,
            "props": [prop("key", key)],
        }
    for (by,) in status.connection.execute(
        "SELECT DISTINCT by FROM batch WHERE effective_on <= ? ORDER BY by", (status.as_of.isoformat(),)
    ):
        yield {"uuid": stable_id("person", by), "type": "person", "name": oscal_risks.line(by) or "-"}


def _items(status: WeeklyStatus, lang: Lang) -> Iterator[dict[str, Any]]:
    found = status.connection.execute(
        "SELECT i.key, i.number, i.heading, i.text, i.guided, i.source, g.entity_key, g.given_on, g.law, e.name, "
        "e.name_en FROM item i JOIN guidance g ON g.key = i.guidance_key JOIN entity e ON e.key = g.entity_key "
        "ORDER BY i.key"
    )
    for key, number, heading, text, guided, source, entity, given_on, law, name, name_en in found:
        who = name if lang == "ja" else name_en or name
        yield {
            "uuid": stable_id("item", key),
            "title": title(f"{who} {number or say('unnumbered', lang)} {heading or text or key}"),
            "description": oscal_risks.prose(text or heading or key),
            "props": [
                prop("key", key),
                prop("entity", entity),
                prop("guidance-date", date.fromisoformat(given_on).isoformat()),
                prop("guided", "yes" if guided else "no"),
                *([prop("legal-basis", law)] if oscal_risks.line(law or "") else []),
                *([prop("source", source)] if oscal_risks.line(source or "") else []),
            ],
            "related-risks": [{"risk-uuid": stable_id("risk", key)}],
        }


_SYSTEM: Final = stable_id("system", "followup")
