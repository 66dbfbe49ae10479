"""The door for imports: a file and a store in, a Plan out. Nothing is written here; `apply.apply` writes a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from importers import against, document, onfile, own_plan, own_rows, report, senders
from importers.absent import Grounds
from importers.pieces import Places
from importers.plan import Plan, PlanChange, Report
from importers.readers import formats
from importers.readers.decoding import decode
from importers.within import within
from store import db
from store.problem import Problem

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]
# Formats in which a workbook or the reply form of a letter comes back.
_GRIDS: Final = frozenset({"docx", "html", "markdown", "pdf", "xlsx"})
_TEXTUAL: Final = frozenset({"csv", "tsv", "text", "markdown"})
_MOST_ITEMS: Final = 20_000
# Rows whose notes are questions about the whole document.
_ASKED: Final = ("case", "entity", "guidance")
_OWN_TOML: Final = 'generator = "followup"'


@dataclass(frozen=True, slots=True)
class _File:
    """A file's bytes, read once; `shown` is its path as messages name it."""

    path: Path
    shown: str
    data: bytes
    sha256: str
    format: formats.Format


def propose(
    path: Path,
    store_path: Path,
    today: date,
    *,
    entity: str | None = None,
    dated: date | None = None,
    guided: date | None = None,
    case: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Plan:
    """The plan that the file at `path` proposes for the store at `store_path`, for a person to review.

    The file is recognised by what it holds: this product's own TOML or CSV (also saved again by a spreadsheet, or as a
    workbook) and the filled-in reply form of a letter become a plan of the edited cells; any other document is read as
    a report of an entity.

    `entity` is the key of the entity whose document it is, and decides over what the document says; of an own table it
    takes only that entity's rows. `dated` is the day of the document where the caller knows it, and decides likewise;
    years that the text leaves out are counted from it. `today` counts them where no day is known.
    `guided` is the day of the guidance that it answers, and `case` the key of its case or the name of a new one, both
    where the document does not say them. An `entity` that is not on file is the key of the new one that the document
    names as its sender.
    `progress(done, total)` is called while the document is read, in the format's own unit; when `cancelled()` answers
    True, `document.Cancelled` is raised soon after.

    Bytes that were taken in before propose nothing: `plan.report.imported` says in which batch, by whom and when.
    What cannot be decided stands in `plan.report.questions` and in the rows' reasons.

    Raises Problem (one sentence) for a file that cannot be read, a document that is no report, a sender that the
    register does not know, an unknown `entity`, and a store that cannot be read.
    """
    file = _file(path)
    given = Given(entity, dated, guided, case)

    def made() -> Plan:
        with db.closing(db.connect(store_path)) as connection, db.explained(store_path):
            new = senders.new_key(connection, entity)
            table, lossy = _own_table(file, progress, cancelled)
            if isinstance(table, own_rows.OwnTable):
                if new is not None:
                    raise senders.unknown(new)
                return _own(connection, file, table, lossy, today, entity)
            return _report(connection, table or _read(file, progress, cancelled), today, given, new)

    try:
        return within(file.shown, cancelled, made)
    except (Problem, document.Cancelled):
        raise
    except Exception as error:
        # Whatever no test has met is a sentence too; the plan was to be made, nothing is written.
        raise Problem(
            "{path}: the program failed over this document ({reason}); nothing was taken from it",
            path=file.shown,
            reason=type(error).__name__,
        ) from error


def _own_table(
    file: _File, progress: Progress | None, cancelled: Cancel | None
) -> tuple[own_rows.OwnTable | document.Document | None, bool]:
    """The file as this product's own table; what is none as the document, where it was read for the question.

    With it, whether the text came through an encoding that loses characters.
    """
    if file.format in _TEXTUAL:
        text = decode(file.data, file.shown)
        if file.path.suffix.lower() == ".toml" or _OWN_TOML in text[:2000]:
            table = own_rows.from_toml(text, file.shown)
            if table is None:
                raise Problem("{path}: is TOML, but holds no rows of a register ([[row]])", path=file.shown)
            return table, False
        table = own_rows.from_csv(text, file.shown)
        if table is not None or file.format not in _GRIDS:
            return table, not _is_utf8(file.data)
    if file.format not in _GRIDS:
        return None, False
    read = _read(file, progress, cancelled)
    return own_rows.from_grid(read.content) or read, False


def propose_report(
    read: document.Document,
    store_path: Path,
    today: date,
    *,
    entity: str | None = None,
    dated: date | None = None,
    guided: date | None = None,
    case: str | None = None,
) -> Plan:
    """The plan for a report that is read already: made again for another entity or after the register changed.

    Otherwise as `propose`, for documents that are no table of this product's own.
    """
    with db.closing(db.connect(store_path)) as connection, db.explained(store_path):
        new = senders.new_key(connection, entity)
        return _report(connection, read, today, Given(entity, dated, guided, case), new)


@dataclass(frozen=True, slots=True)
class Given:
    """What a person decided over a document: whose it is, of which day, for which guidance of which case."""

    entity: str | None
    dated: date | None
    guided: date | None
    case: str | None


def _report(connection: onfile.Connection, read: document.Document, today: date, given: Given, new: str | None) -> Plan:
    """`new` is the key that a new entity is to have."""
    before = onfile.imported(connection, read.sha256)
    known = _known(connection)
    if new is None:
        found = report.drafts(read, known, today, entity=given.entity, dated=given.dated)
    else:
        found = senders.of_new(lambda: report.drafts(read, known, today, dated=given.dated), new)
    know = Grounds(
        text=read.content.text,
        at=Places(read.content).at,
        key=new,
        guided=given.guided,
        case=given.case,
        alone=len(found) == 1,
        cases=onfile.cases(connection),
        entities={key: names[0] for key, names in known.entities.items()},
    )
    changes: list[PlanChange] = []
    guidance: list[str] = []
    doubts: list[str] = []
    for number, draft in enumerate(found):
        own, keys = against.proposed(connection, draft, number, know)
        changes.extend(own)
        guidance.extend(keys)
        doubts.append(against.doubted_act(draft, keys, know))
    questions = [doubt for draft in found for doubt in draft.doubts]
    questions += doubts
    questions += [change.reason for change in changes if change.kind in _ASKED and change.change_class == "new"]
    told = Report(
        name=read.name,
        format=read.format,
        sha256=read.sha256,
        size=read.size,
        title=next((draft.title for draft in found if draft.title), ""),
        dated_on=found[0].dated_on,
        entities=tuple(
            dict.fromkeys(
                [
                    *(draft.entity for draft in found if draft.entity),
                    *(change.entity for change in changes if change.kind == "entity" and change.entity),
                ]
            )
        ),
        guidance=tuple(dict.fromkeys(guidance)),
        imported=before,
        notices=tuple(str(notice) for notice in read.content.notices),
        questions=tuple(dict.fromkeys(filter(None, questions))),
    )
    return Plan(told, () if before else tuple(changes), onfile.last_batch(connection), read.content.text)


def _known(connection: onfile.Connection) -> report.Known:
    """The names of all entities, and the items of guidance, by which a document is recognised."""
    entities = {values["key"]: (values["name"],) for values in onfile.everyone(connection)}
    items = [
        report.KnownItem(entity, number or "", heading, text)
        for entity, number, heading, text in connection.execute(
            "SELECT g.entity_key, i.number, i.heading, i.text FROM item i JOIN guidance g ON g.key = i.guidance_key "
            "ORDER BY i.id LIMIT ?",
            (_MOST_ITEMS,),
        )
    ]
    return report.Known(entities, items)


def _own(
    connection: onfile.Connection,
    file: _File,
    table: own_rows.OwnTable,
    lossy: bool,
    today: date,
    entity: str | None,
) -> Plan:
    before = onfile.imported(connection, file.sha256)
    rows: Sequence[own_rows.OwnRow] = table.rows
    if entity is not None:
        rows = [
            row
            for row in rows
            if (row.key or row.plan_for).startswith(f"{entity}/") or row.cells.get("entity") == entity
        ]
    changes: Sequence[PlanChange] = ()
    if before is None:
        changes = own_plan.plan_rows(connection, rows, today, lossy=lossy)
    notices = [f"columns that are not the register's were not read: {', '.join(table.foreign)}"] * bool(table.foreign)
    told = Report(
        name=document.printable(file.path.name),
        format="toml" if file.path.suffix.lower() == ".toml" else file.format,
        sha256=file.sha256,
        size=len(file.data),
        kind="register",
        title="",
        entities=tuple(sorted({change.entity for change in changes if change.entity})),
        imported=before,
        notices=tuple(notices),
    )
    return Plan(told, tuple(changes), onfile.last_batch(connection))


def _read(file: _File, progress: Progress | None, cancelled: Cancel | None) -> document.Document:
    # Problems of reading name the whole path; the register keeps the file's name alone.
    read = document.read_bytes(file.shown, file.data, progress, cancelled)
    return replace(read, path=file.path, name=document.printable(file.path.name))


def _file(path: Path) -> _File:
    """The file's bytes, within the reader's limits."""
    shown = document.printable(str(path))
    data = document.bytes_of(path, shown)
    return _File(path, shown, data, hashlib.sha256(data).hexdigest(), formats.recognise(data, shown))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return True
