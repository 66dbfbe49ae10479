"""The sentences of the review of an import: its heading, the row under the cursor in a line, questions and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from importers.plan import WRITABLE, Plan, PlanChange
from store.words import word
from tui import changewords, days, names, reasons, text
from tui.changewords import CLASSES
from tui.i18n import _, lang, ngettext
from tui.kana import stray
from tui.keys import keyed
from tui.reviewing import ORDER, Review
from tui.screens.tables import table
from tui.widgets.changes import Changes
from tui.widgets.document import Block

if TYPE_CHECKING:
    from tui.followup import Followup

# So many notes of the document stand in the heading; `i` shows all.
_NOTES: Final = 2


def head(desk: Followup, review: Review, changes: Changes) -> list[str]:
    """Whose document of which day, and how much is decided; then what is to be known of the document."""
    report = review.plan.report
    dated = days.short(report.dated_on, desk.state.calendar)
    top = "  ".join(part for part in (entities(desk, review.plan), dated, report.name, report.title) if part)
    counts = review.counts
    told = " · ".join(f"{_(CLASSES[name])} {counts[name]:,}" for name in ORDER if counts[name])
    told += "   " + _("{n} taken, {m} undecided").format(n=f"{len(review.taken):,}", m=f"{review.open:,}")
    if changes.words:
        told += "   " + _("/{words}: {n} rows").format(words=changes.words, n=f"{len(changes.shown):,}")
    notes = _notes(review.plan)
    shown = notes[:_NOTES]
    if len(notes) > _NOTES:
        more = len(notes) - _NOTES + 1
        said = ngettext("{n} more note; {key:about} shows it", "{n} more notes; {key:about} shows them", more)
        shown = [*notes[: _NOTES - 1], keyed(said, table("review"), n=more)]
    return [top, told, *shown]


def entities(desk: Followup, plan: Plan) -> str:
    """Whose document it is, by name; of many entities the first ones and how many more there are."""
    known = {entity.key: names.entity(entity.key, entity.name) for entity in desk.entities}
    return names.first_names(changewords.senders(plan, known))


def row(review: Review, changes: Changes, width: int | None) -> Content:
    """The row under the cursor: its mark, its place in its class, and what is to be known of it; `width` clips it."""
    place, name = changes.place, changes.change_class
    if place is None or name is None:
        return text.content(_(CLASSES[name]) if name is not None else "")
    change = review.plan.changes[place]
    at, of = changes.rank(place)
    lead = f"{changes.mark(place).strip()} {_(CLASSES[name])} {at:,}/{of:,}  ".lstrip()
    said = reasons.told(change.reason) if change.change_class != "missing" else ""
    if width is None:
        brief = changewords.brief(change, changes.day)
        return text.content((f"{lead}{brief}", "bold"), *((f"\n{said}", "bold $warning") for _one in (1,) if said))
    return text.content((lead, "bold"), (text.clip(text.line(said), max(0, width - text.width(lead))), "bold $warning"))


def document(desk: Followup, plan: Plan) -> list[Block]:
    """All that is known of the document, its questions and notes."""
    report = plan.report
    lines = (
        (word("field", "name", lang()), report.name),
        (word("field", "title", lang()), report.title),
        (word("field", "entity_name", lang()), entities(desk, plan)),
        (word("field", "dated_on", lang()), days.both(report.dated_on, lang()) if report.dated_on else "-"),
        (word("kind", "guidance", lang()), _(", ").join(report.guidance) or "-"),
        (_("Size"), _("{n} bytes, {format}").format(n=f"{report.size:,}", format=report.format)),
        (word("field", "sha256", lang()), report.sha256),
    )
    blocks = [Block(said, label=label) for label, said in lines if said]
    blocks.append(Block(_("Questions and notes"), heading=True))
    return blocks + [Block(note, "warn") for note in _notes(plan) or [_("None.")]]


def _notes(plan: Plan) -> list[str]:
    return [reasons.told(notice) for notice in (*plan.report.questions, *plan.report.notices)]


def help() -> list[str]:  # noqa: A001 - the screen's own page
    """What stands above the keys."""
    return [
        keyed(said, table("review"))
        for said in (
            _("Every row is something that the document says, or does not. Nothing is written before {key:write}."),
            _("{key:take} takes the row ([x]) or leaves it ([-]), {key:toggle_class} all of its class; "
              "? beside a mark: read the note first."),
            _("{key:match} lets a row mean another record, {key:edit} corrects it; {key:write} writes what is taken "
              "as one entry, which {key:undo} takes back."),
        )
    ]  # fmt: skip


def refusal(review: Review, place: int) -> str:
    """Why a row can be neither taken nor corrected."""
    change = review.plan.changes[place]
    if change.change_class == "conflict" and change.key is None:
        return keyed(_("{name}: {key:match} matches it first."), table("review"), name=_(CLASSES[change.change_class]))
    wanting = review.standing.wanting(place)
    if change.change_class in WRITABLE and wanting is not None:
        return _wanted(review, wanting, own=wanting == place)
    if change.change_class in WRITABLE:
        return _("This row has nothing to correct.")
    return _("This row only tells ({name}).").format(name=_(CLASSES[change.change_class]))


def _wanted(review: Review, place: int, *, own: bool) -> str:
    """What is to be given first, and where."""
    change = review.plan.changes[place]
    kind = word("kind", change.kind, lang())
    if not change.needs:
        return keyed(_("First match the row above it ({kind}) with {key:match}."), table("review"), kind=kind)
    said = _(", ").join(word("field", name, lang()) for name in change.needs)
    form = _("{fields} is not in the document: {key:edit} gives it.")
    if not own:
        form = _("First give {fields} in the row above ({kind}): {key:edit} there.")
    return keyed(form, table("review"), fields=said, kind=kind)


def followed(review: Review, place: int, others: int) -> str:
    """That more rows than the one under the cursor were taken or left."""
    if place in review.taken:
        return ngettext("Taken with {n} row above it.", "Taken with {n} rows above it.", others).format(n=f"{others:,}")
    return ngettext("Left with {n} row below it.", "Left with {n} rows below it.", others).format(n=f"{others:,}")


def unmatched(change: PlanChange | None) -> str:
    """Why a row cannot be matched; empty where it can."""
    if change is None or change.kind == "report":
        return _("This row is matched to nothing.")
    if change.change_class == "missing":
        return keyed(
            _("This row is the register's own: {key:match} on the document's row lets that mean it."), table("review")
        )
    if change.change_class == "invalid":
        return _("This row only tells ({name}).").format(name=_(CLASSES[change.change_class]))
    return ""


def leaving(review: Review) -> str:
    """The question on the way out."""
    question = _("Leave the review? {n} rows are taken and {m} undecided; nothing is written.")
    return question.format(n=f"{len(review.taken):,}", m=f"{review.open:,}")


def writing(review: Review) -> str:
    """The question before writing: how many rows of which class, and what is to be looked at before."""
    changes = review.plan.changes
    count = len(review.taken)
    question = ngettext("Write {n} row as one entry?", "Write {n} rows as one entry?", count).format(n=f"{count:,}")
    parts = [(name, sum(changes[place].change_class == name for place in review.taken)) for name in ORDER]
    question += "\n" + " · ".join(f"{_(CLASSES[name])} {n:,}" for name, n in parts if n)
    doubts = sum(changewords.doubtful(changes[place]) for place in review.taken)
    if doubts:
        one, many = "{n} of them carries a note (?).", "{n} of them carry a note (?)."
        question += "   " + ngettext(one, many, doubts).format(n=f"{doubts:,}")
    # What is not certain of the whole document holds for every row of it.
    question += "".join(f"\n{text.line(reasons.told(asked))}" for asked in review.plan.report.questions[:_NOTES])
    if review.open:
        question += "\n" + _("{m} undecided rows stay out.").format(m=f"{review.open:,}")
    return question


def no_key(character: str) -> str:
    """That a key is in no table; kana of an input method are named as such."""
    return stray(character) or keyed(_("{typed}: no key; {key:help} shows them all."), table("review"), typed=character)
