"""Sorting the worklist by a column other than triage order, in SQL: SQLite's sorter spills to disk by itself."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.problem import Problem
from store.rows import ROW_FIELDS
from store.rules import RANK

_ENTITY_NAME: Final = "coalesce(nullif(e.reading, ''), e.name)"
# The printed number, or the last part of the key, as the row shows it: rtrim by all letters but the slash.
_NUMBER: Final = "coalesce(nullif(i.number, ''), replace(i.key, rtrim(i.key, replace(i.key, '/', '')), ''))"
# How a column is spelled for a milestone (m x i g e) and for what awaits a plan (i g e, or g e). What is not named is
# the milestone's own column, and empty in the other rows.
_MILESTONE: Final = {
    "entity": "m.entity_key", "entity_name": _ENTITY_NAME, "case": "g.case_key", "guidance_on": "g.given_on",
    "item": _NUMBER, "item_heading": "i.heading", "measure": "x.heading", "attention": "w.rank",
}  # fmt: skip
_NONE: Final = {"due_approx": "0", "due_inferred": "0", "revisions": "0"}
_ITEM: Final = {
    **_NONE,
    "key": "i.key", "entity": "g.entity_key", "entity_name": _ENTITY_NAME, "case": "g.case_key",
    "guidance_on": "g.given_on", "item": _NUMBER, "item_heading": "i.heading", "text": "i.text", "officer": "i.officer",
    "next_check_on": "i.next_check_on", "note": "i.note", "source": "i.source", "attention": "w.rank",
}  # fmt: skip
_GUIDANCE: Final = {
    **_NONE,
    "key": "g.key", "entity": "g.entity_key", "entity_name": _ENTITY_NAME, "case": "g.case_key",
    "guidance_on": "g.given_on", "text": "g.text", "officer": "g.officer", "next_check_on": "g.next_check_on",
    "note": "g.note", "source": "g.source", "due_on": "g.report_due_on", "original_due_on": "g.report_due_on",
    "attention": "w.rank",
}  # fmt: skip
# What a milestone's value may stand in, joined only where it does: most columns are the milestone's own.
_JOINS: Final = (
    ("e", " JOIN entity e ON e.key = m.entity_key"),
    ("x", " JOIN measure x ON x.key = m.measure_key"),
    ("i", " JOIN measure mi ON mi.key = m.measure_key JOIN item i ON i.key = mi.item_key"),
    (
        "g",
        " JOIN measure mg ON mg.key = m.measure_key JOIN item ig ON ig.key = mg.item_key"
        " JOIN guidance g ON g.key = ig.guidance_key",
    ),
)


def ordered(wanted: str, sort: str, as_of: date, descending: bool, reverse: bool) -> str:
    """SQL for the handles of `wanted` (a query giving handle and rank) by a column of ROW_FIELDS.

    Empty values come last; equals stand in triage order. `reverse` turns the whole order round. Names in readings'
    order where an entity has one. Raises Problem for a column that is none.
    """
    if sort not in ROW_FIELDS:
        raise Problem("{field}: there is no such column to sort by", field=sort)
    late = {
        "days_overdue": f"CASE WHEN m.lane = 0 AND m.due_on < '{as_of}' THEN -julianday(m.due_on) END",
        "days_unverified": "CASE WHEN m.lane = 1 THEN -julianday(min(m.reported_on, '{as_of}')) END",
    }
    milestone = late.get(sort) or _MILESTONE.get(sort, f"m.{sort}")
    returned = RANK["returned"]
    joins = "".join(join for letter, join in _JOINS if f"{letter}." in milestone)
    rows = f"""
SELECT w.handle AS handle, w.rank AS rank, CASE w.rank WHEN {returned} THEN NULL ELSE m.lane_on END AS day,
    m.persons AS persons, m.key AS key, {milestone} AS value
    FROM wanted w JOIN milestone m ON m.id = w.handle / 4{joins}
    WHERE w.handle % 4 = 0
UNION ALL SELECT w.handle, w.rank, coalesce(g.report_due_on, g.given_on), g.persons, i.key, {_ITEM.get(sort, "NULL")}
    FROM wanted w JOIN item i ON i.id = w.handle / 4 JOIN guidance g ON g.key = i.guidance_key
    JOIN entity e ON e.key = g.entity_key WHERE w.handle % 4 = 1
UNION ALL SELECT w.handle, w.rank, g.report_due_on, g.persons, g.key, {_GUIDANCE.get(sort, "NULL")}
    FROM wanted w JOIN guidance g ON g.id = w.handle / 4 JOIN entity e ON e.key = g.entity_key WHERE w.handle % 4 = 2"""
    up, down = ("DESC", "ASC") if reverse else ("ASC", "DESC")
    by_value = down if descending else up
    return (
        f"WITH wanted AS MATERIALIZED ({wanted}) SELECT handle FROM ({rows}) "
        f"ORDER BY nullif(value, '') IS NULL {up}, nullif(value, '') {by_value}, "
        f"rank {up}, day IS NULL {up}, day {up}, persons {down}, key {up}"
    )
