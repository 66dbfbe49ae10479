"""One record's whole story as a document: what was promised, against what, by when, and what has happened since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from store import rules
from store.history import Entry
from store.record import FIELDS, Kind, from_log
from store.rows import Row
from store.story import Story
from store.words import reason, word
from tui import days, names
from tui.days import Calendar
from tui.i18n import _, lang, ngettext
from tui.widgets.document import Block


@dataclass(frozen=True, slots=True)
class Told:
    """How the story is told: the calendar, and the day that it is told on."""

    calendar: Calendar
    as_of: date

    def day(self, day: date | None) -> str:
        """A day in full, with its weekday."""
        return "" if day is None else f"{days.long(day, self.calendar)}({days.weekday(day, lang())})"


def blocks(story: Story, row: Row | None, told: Told) -> list[Block]:
    """The document. `row` is the record as a worklist row, None for what is none (an entity, a measure)."""
    made = list(_top(story, row, told))
    made += _revisions(story, told)
    made += _promises(story, told)
    made += _measure(story)
    made += _item(story)
    made += _guidance(story, told)
    made += _case(story, told)
    made += _history(story, told)
    made += _source(story)
    return made


def _named(kind: Kind) -> str:
    return word("kind", kind, lang())


def _field(name: str) -> str:
    return word("field", name, lang())


def _top(story: Story, row: Row | None, told: Told) -> Iterator[Block]:
    own = story.record
    entity = names.entity(story.entity["key"], story.entity["name"]) if story.entity else ""
    if row is not None and row.attention is not None:
        yield Block(f"{word('attention', row.attention, lang())}{_late(row)}", row.attention)
    yield Block(" · ".join(part for part in (entity, _named(story.kind)) if part), "soft")
    title = own.get("text") or own.get("heading") or own.get("name") or own.get("law") or ""
    if story.kind in ("entity", "case"):
        title = names.entity(story.key, own["name"]) if story.kind == "entity" else own["name"]
    yield Block(title, "strong", gap=True)
    if story.kind == "milestone":
        yield from _milestone(story, row, told)
    elif story.kind == "entity":
        other = own["name_en"] if title == own["name"] else own["name"]
        yield Block(" · ".join(part for part in (other, own["reading"]) if part), "soft")
    elif story.kind == "watch":
        yield Block(own["party"], label=_field("party"), gap=True)
        yield from _due_of(own, told)
    elif row is not None and row.attention == "awaiting_plan":
        yield Block(_waiting(story, told), "awaiting_plan", gap=True)
    yield from _desk(own, told)
    yield Block(story.key, "soft", label=_field("key"))


def _late(row: Row) -> str:
    if row.days_overdue is not None:
        return "  " + ngettext("{n} day late", "{n} days late", row.days_overdue).format(n=f"{row.days_overdue:,}")
    if row.days_unverified is not None:
        days_waited = row.days_unverified
        return "  " + ngettext("waits {n} day", "waits {n} days", days_waited).format(n=f"{days_waited:,}")
    return ""


def _waiting(story: Story, told: Told) -> str:
    guidance = story.guidance
    if story.kind == "guidance" or guidance is None:
        return _("The report demanded has not been received.")
    return _("No improvement measure is on file against this item, guided on {day}.").format(
        day=told.day(guidance["given_on"])
    )


def _due_of(own: dict[str, Any], told: Told) -> Iterator[Block]:
    if own["due_on"] is not None:
        yield Block(told.day(own["due_on"]), label=_field("due_on"))
    if own["due_text"]:
        yield Block(own["due_text"], "soft", label=_field("due_text"))


def _milestone(story: Story, row: Row | None, told: Told) -> Iterator[Block]:
    own = story.record
    status = word("status", own["status"], lang())
    yield Block(status, label=_field("status"), gap=True)
    said = told.day(own["due_on"]) or _("none stated")
    if own["due_approx"]:
        said += " " + _("(approximate)")
    if own["due_inferred"]:
        said += " " + _("(inferred)")
    yield Block(said, label=_field("due_on"))
    if own["due_text"]:
        yield Block(own["due_text"], "soft", label=_field("due_text"))
    if own["recurrence"]:
        yield Block(own["recurrence"], label=_field("recurrence"))
    if own["revisions"]:
        yield Block(told.day(own["original_due_on"]) or _("none stated"), label=_field("original_due_on"))
        moved = ngettext("{n} time, {days} days in all", "{n} times, {days} days in all", own["revisions"])
        yield Block(
            moved.format(n=own["revisions"], days=f"{own['revised_days']:+,}"), "warn", label=_field("revisions")
        )
    if own["quantity"] is not None:
        counted = f"{own['quantity_done'] or 0}/{own['quantity']} {own['unit'] or ''}".strip()
        joint = next((part for part in story.shared if part.unit == (own["unit"] or "")), None)
        if joint is not None:
            counted += "  " + _("{done} of {whole} together").format(done=joint.done, whole=joint.whole)
        yield Block(counted, label=_("n of m"))
    if own["persons"]:
        yield Block(f"{own['persons']:,}", label=_field("persons"))
    for name in ("done_on", "reported_on", "verified_on", "returned_on"):
        if own[name] is not None:
            yield Block(told.day(own[name]), label=_field(name))
    for name in ("verified_by", "method", "evidence", "reason"):
        if own[name]:
            yield Block(own[name], label=_field(name))


def _revisions(story: Story, told: Told) -> Iterator[Block]:
    """Every revision of the due date: when, from which day to which, why and by what."""
    if story.revisions:
        yield Block(_named("revision"), heading=True)
        for revision in story.revisions:
            before = days.short(revision["before_on"], told.calendar) or "-"
            after = days.short(revision["after_on"], told.calendar) or "-"
            moved_by = "" if revision["days"] is None else f"  {revision['days']:+,}"
            yield Block(f"{before} → {after}{moved_by}", label=days.short(revision["revised_on"], told.calendar))
            yield Block(revision["reason"], "soft", indent=2)
            if revision["source"]:
                yield Block(revision["source"], "soft", indent=2)


def _desk(own: dict[str, Any], told: Told) -> Iterator[Block]:
    if own.get("officer"):
        yield Block(own["officer"], label=_field("officer"))
    if own.get("next_check_on"):
        yield Block(told.day(own["next_check_on"]), label=_field("next_check_on"))
    if own.get("note"):
        yield Block(own["note"], label=_field("note"))


def _promises(story: Story, told: Told) -> Iterator[Block]:
    """All promises of the measure as a timeline: by due date, those without one last; this one marked."""
    if not story.milestones:
        return
    count = len(story.milestones)
    yield Block(f"{_named('milestone')} ({count})", heading=True)
    for joint in story.shared:
        counted = _("{done} of {whole} together").format(done=joint.done, whole=joint.whole)
        yield Block(f"{counted} {joint.unit}".rstrip(), "soft")
    for row in sorted(story.milestones, key=lambda row: row.due_on or date.max):
        here = row.key == story.key
        due = days.short(row.due_on, told.calendar) or "-"
        moved = f"({days.short(row.original_due_on, told.calendar) or '-'} →) " if row.revisions else ""
        counted = f" {row.quantity_done or 0}/{row.quantity} {row.unit or ''}".rstrip() if row.quantity else ""
        state = word("attention", row.attention, lang())
        yield Block(f"{moved}{state}{counted}", row.attention or "text", label=("> " if here else "| ") + due)
        yield Block(row.text, "strong" if here else "text", indent=4)


def _measure(story: Story) -> Iterator[Block]:
    measure = story.measure
    if measure is None:
        return
    yield Block(f"{_named('measure')}  {measure['heading']}".rstrip(), heading=True)
    if measure["text"]:
        quote = story.record["text"] if story.kind == "milestone" else ""
        yield Block(measure["text"], quote=quote)


def _item(story: Story) -> Iterator[Block]:
    item = story.item
    if item is None:
        return
    yield Block(" ".join(part for part in (_named("item"), item["number"], item["heading"]) if part), heading=True)
    if not item["guided"]:
        yield Block(_("Not part of the guidance: reported by the entity of its own accord."), "soft")
    if item["text"]:
        yield Block(item["text"])


def _guidance(story: Story, told: Told) -> Iterator[Block]:
    guidance = story.guidance
    if guidance is None:
        return
    yield Block(f"{_named('guidance')}  {told.day(guidance['given_on'])}", heading=True)
    for name in ("law", "persons_text"):
        if guidance[name]:
            yield Block(guidance[name], label=_field(name))
    if guidance["report_due_on"] is not None:
        yield Block(told.day(guidance["report_due_on"]), label=_field("report_due_on"))
    if guidance["text"]:
        yield Block(guidance["text"], gap=True)
    for report in story.reports:
        dated = told.day(report["dated_on"] or report["received_on"])
        yield Block(f"{report['title'] or report['name'] or report['key']}  {dated}", label=_named("report"))


def _case(story: Story, told: Told) -> Iterator[Block]:
    case = story.case
    if case is None:
        return
    yield Block(f"{_named('case')}  {case['name']}", heading=True)
    if case["text"]:
        yield Block(case["text"])
    if story.watches:
        yield Block(_named("watch"), heading=True)
        for watch in story.watches:
            yield Block(watch["text"], label=watch["party"])


def _history(story: Story, told: Told) -> Iterator[Block]:
    if not story.history:
        return
    yield Block(_("History"), heading=True)
    for entry in story.history:
        yield from _entry(entry, story.key, told)


def _entry(entry: Entry, key: str, told: Told) -> Iterator[Block]:
    said = f"{entry.by}  {word('action', entry.action, lang())}"
    if entry.undone_by is not None:
        said += "  " + _("(taken back)")
    yield Block(said, label=days.short(entry.effective_on, told.calendar))
    recorded = _local(entry.recorded_at)
    yield Block(_("recorded {moment}").format(moment=recorded), "soft", indent=2)
    if entry.why:
        yield Block(reason(entry.why), indent=2)
    for change in entry.changes[:12]:
        if change.key != key or change.field is None:
            continue
        old, new = (_logged(change.kind, change.field, value, told) for value in (change.old, change.new))
        yield Block(f"{old or '-'} → {new or '-'}", "soft", label=_field(change.field), indent=2)
    if entry.count > 12:
        yield Block(_("{n} changes in all").format(n=f"{entry.count:,}"), "soft", indent=2)


def _local(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment


def _logged(kind: Kind, name: str, value: str | None, told: Told) -> str:
    if value is None or name not in FIELDS[kind]:
        return value or ""
    match FIELDS[kind][name]:
        case "date":
            day = from_log(kind, name, value)
            return days.short(day, told.calendar) if isinstance(day, date) else value
        case _ if name == "status" and value in rules.STATUSES:
            return word("status", value, lang())
        case _:
            return value


def _source(story: Story) -> Iterator[Block]:
    sources = dict.fromkeys(
        record["source"]
        for record in (story.record, story.measure, story.item, story.guidance)
        if record and record.get("source")
    )
    if not sources:
        return
    yield Block(_field("source"), heading=True)
    for source in sources:
        yield Block(source)
    if story.kind == "milestone":
        yield Block(story.record["text"], "accent", indent=2)
