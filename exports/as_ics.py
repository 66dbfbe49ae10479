"""Due dates and next checks as an iCalendar file (RFC 5545): all-day events that a calendar updates, never doubles.

An event's UID is made from the record's key. SEQUENCE counts the batches that touched the record, DTSTAMP is midnight
of the as-of date in Greenwich: the same status gives the same bytes. What is closed, or has lost its date, is sent as
cancelled, so that it leaves the calendar that took it in before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO, Final

from icalendar import Calendar, Event, vText

from exports.ids import stable_id
from exports.plain import abridged, flat, shown
from exports.status import WeeklyStatus
from exports.wording import day_long, marked, say
from store.record import KINDS
from store.rows import Row
from store.words import Lang, recurrence_words, word

_SUMMARY: Final = 80
_ESCAPED: Final = re.compile(r"[\\;,\n]")
_END: Final = b"END:VCALENDAR\r\n"


class _Text(vText):
    r"""TEXT as RFC 5545 3.3.11 escapes it; icalendar takes a backslash before N (C:\Notes) for a line end."""

    def to_ical(self) -> bytes:
        r"""Backslashes, semicolons, commas and line ends behind a backslash."""
        return _ESCAPED.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", str(self)).encode()


@dataclass(frozen=True, slots=True)
class _Dated:
    """One event to be written."""

    uid: str
    on: date
    summary: str
    description: str
    categories: tuple[str, ...]
    sequence: int
    cancelled: bool


def write(status: WeeklyStatus, stream: BinaryIO, lang: Lang) -> None:
    """Write the calendar, one event at a time."""
    calendar = Calendar()
    calendar.add("prodid", "-//followup//followup//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("calendar", lang))
    stream.write(calendar.to_ical().removesuffix(_END))
    stamp = datetime.combine(status.as_of, time(), UTC)
    stream.writelines(_event(dated, stamp) for dated in _dated(status, lang))
    stream.write(_END)


def _dated(status: WeeklyStatus, lang: Lang) -> Iterator[_Dated]:
    touched = _touched(status)
    for row in status.rows():
        if row.kind == "milestone" and (row.due_on or row.original_due_on):
            yield _due(status, row, touched.get(row.key, 1) - 1, lang)
    yield from _checks(status, touched, lang)


def _due(status: WeeklyStatus, row: Row, sequence: int, lang: Lang) -> _Dated:
    state = word("attention", row.attention, lang)
    return _Dated(
        stable_id("due", row.key),
        row.due_on or row.original_due_on or status.as_of,
        f"[{state}] {flat(status.entity_name(row.entity, lang))}{say('colon', lang)}{abridged(row.text, _SUMMARY)}",
        _description(status, row, lang),
        (state,),
        sequence,
        row.due_on is None or row.attention == "closed",
    )


def _description(status: WeeklyStatus, row: Row, lang: Lang) -> str:
    due = None
    if row.due_on is not None:
        due = day_long(row.due_on, lang) + marked(lang, approx=row.due_approx, inferred=row.due_inferred)
    if due is not None and row.due_text:
        due = f"{due} ({flat(row.due_text)})"
    told = {
        "entity_name": status.entity_name(row.entity, lang),
        "item_heading": row.item_heading,
        "measure": row.measure,
        "text": row.text,
        "recurrence": recurrence_words(row.recurrence, lang),
        "status": word("status", row.status, lang),
        "due_on": due,
        "original_due_on": None if row.original_due_on in (None, row.due_on) else day_long(row.original_due_on, lang),
        "revisions": row.revisions or None,
        "officer": row.officer,
        "key": row.key,
    }
    return "\n".join(
        f"{word('field', name, lang)}{say('colon', lang)}{shown(str(value))}" for name, value in told.items() if value
    )


def _checks(status: WeeklyStatus, touched: dict[str, int], lang: Lang) -> Iterator[_Dated]:
    """Next checks of every kind of record, and those that were set once and taken away, cancelled."""
    connection = status.connection
    for kind in KINDS:
        if kind == "revision":
            continue
        label = {"entity": "name", "case": "name", "report": "title", "item": "heading", "measure": "heading"}
        found = connection.execute(
            f"SELECT r.key, r.next_check_on, r.{label.get(kind, 'text')}, r.note, (SELECT c.old FROM change c "
            "WHERE c.key = r.key AND c.kind = ? AND c.field = 'next_check_on' AND c.old IS NOT NULL "
            f'ORDER BY c.id DESC LIMIT 1) FROM "{kind}" r WHERE r.next_check_on IS NOT NULL OR r.key IN '
            "(SELECT c.key FROM change c WHERE c.kind = ? AND c.field = 'next_check_on') ORDER BY r.key",
            (kind, kind),
        )
        for key, on, text, note, before in found:
            day = on or before
            if day is None:
                continue
            about = abridged(text or "", _SUMMARY) or key
            yield _Dated(
                stable_id("check", key),
                date.fromisoformat(day),
                f"[{say('check', lang)}] {about}",
                "\n".join(
                    f"{word('field', name, lang)}{say('colon', lang)}{shown(value)}"
                    for name, value in (("text", text), ("note", note), ("key", key))
                    if value
                ),
                (say("check", lang),),
                touched.get(key, 1) - 1,
                on is None,
            )


def _touched(status: WeeklyStatus) -> dict[str, int]:
    """How many batches touched each record that more than one did."""
    return dict(
        status.connection.execute(
            "SELECT c.key, count(DISTINCT c.batch_id) FROM change c JOIN batch b ON b.id = c.batch_id "
            "WHERE b.effective_on <= ? GROUP BY c.key HAVING count(DISTINCT c.batch_id) > 1",
            (status.as_of.isoformat(),),
        )
    )


def _event(dated: _Dated, stamp: datetime) -> bytes:
    event = Event()
    event.add("uid", dated.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", dated.on)
    if dated.on < date.max:
        event.add("dtend", dated.on + timedelta(days=1))
    event.add("summary", _Text(dated.summary))
    event.add("description", _Text(dated.description))
    event.add("categories", list(dated.categories))
    event.add("sequence", dated.sequence)
    event.add("status", "CANCELLED" if dated.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    text: bytes = event.to_ical()
    return text
