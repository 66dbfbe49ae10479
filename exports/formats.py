"""The formats, by name: what the command line and the screen offer, and how a set of files is written.

A format's module is imported when it is first written, so that naming the formats costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final

from exports.files import Progress, Writer, write_all
from exports.status import WeeklyStatus
from store.problem import Problem
from store.words import Lang


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, what it is called in Japanese and English, the end of its files' names,
    its media type, the module that writes it.

    With `per_entity` one file is written for each entity that has something outstanding.
    """

    name: str
    words: tuple[str, str]
    suffix: str
    media: str
    module: str
    per_entity: bool = False

    def writer(self, status: WeeklyStatus, lang: Lang, entity: str | None = None) -> Writer:
        """What writes the status into a stream: the module's `write(status, stream, lang)`, or per entity
        `write(status, stream, lang, entity)`."""
        write = import_module(self.module).write
        return lambda stream: write(status, stream, lang, *(() if entity is None else (entity,)))


FORMATS: Final[Mapping[str, Format]] = {
    found.name: found
    for found in (
        Format(
            "toml",
            ("週報と一覧のデータ（TOML）", "Status and worklist as data (TOML)"),
            ".toml",
            "application/toml",
            "exports.as_toml",
        ),
        Format("csv", ("一覧（CSV）", "Worklist (CSV)"), ".csv", "text/csv", "exports.as_csv"),
        Format(
            "markdown", ("週報（Markdown）", "Weekly status (Markdown)"), ".md", "text/markdown", "exports.as_markdown"
        ),
        Format(
            "html", ("週報（印刷用HTML）", "Weekly status (HTML, for print)"), ".html", "text/html", "exports.as_html"
        ),
        Format(
            "xlsx",
            ("週報（表計算）", "Weekly status (workbook)"),
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "exports.as_xlsx",
        ),
        Format(
            "ics", ("期限の予定表（iCalendar）", "Due dates (iCalendar)"), ".ics", "text/calendar", "exports.as_ics"
        ),
        Format(
            "oscal",
            ("是正計画（OSCAL）", "Plan of action (OSCAL)"),
            ".oscal.json",
            "application/json",
            "exports.as_oscal",
        ),
        Format(
            "history",
            ("変更履歴（JSON Lines）", "History (JSON Lines)"),
            ".history.jsonl",
            "application/x-ndjson",
            "exports.as_history",
        ),
        Format(
            "letter",
            ("照会文案（Word）", "Inquiry letter (Word)"),
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "exports.as_letter_docx",
            per_entity=True,
        ),
        Format(
            "letter-markdown",
            ("照会文案（Markdown）", "Inquiry letter (Markdown)"),
            ".md",
            "text/markdown",
            "exports.as_letter_markdown",
            per_entity=True,
        ),
    )
}


def export(
    status: WeeklyStatus,
    formats: Sequence[str],
    folder: Path,
    lang: Lang,
    *,
    force: bool = False,
    progress: Progress | None = None,
    entities: Sequence[str] = (),
) -> list[Path]:
    """Write the status in these formats into `folder`, all of them or none, and return the paths.

    `entities` narrows the formats that write a file for each entity. Raises Problem for an unknown format, a folder
    that is not there, and files.Exists where a different file has the name and `force` is not given.
    """
    files: list[tuple[str, Writer]] = []
    for name in dict.fromkeys(formats):
        found = format_named(name)
        targets = _entities(status, entities) if found.per_entity else [None]
        files += [(file_name(status, found, entity), found.writer(status, lang, entity)) for entity in targets]
    if not files:
        raise Problem("{path}: there is nothing to write: no entity has anything outstanding", path=folder)
    return write_all(folder, files, force=force, progress=progress)


def to_stream(status: WeeklyStatus, name: str, stream: BinaryIO, lang: Lang, *, entities: Sequence[str] = ()) -> None:
    """Write one format to a stream. What is written for each entity takes exactly one; Problem otherwise."""
    found = format_named(name)
    targets = _entities(status, entities) if found.per_entity else [None]
    if len(targets) != 1:
        raise Problem("{format}: this is a file for each entity; name one entity, or a folder", format=name)
    found.writer(status, lang, targets[0])(stream)


def label(name: str, lang: Lang) -> str:
    """What a format is called on a screen: 照会文案（Word）, Inquiry letter (Word). Problem for an unknown one."""
    return format_named(name).words[0 if lang == "ja" else 1]


def format_named(name: str) -> Format:
    """The format of this name. Problem for an unknown one, with the names there are."""
    found = FORMATS.get(name)
    if found is None:
        raise Problem("{format}: there is no such format; there are {known}", format=name, known=", ".join(FORMATS))
    return found


def file_name(status: WeeklyStatus, of: Format, entity: str | None = None) -> str:
    """The name of a file, the same for the same week: followup-2026-W48.csv, followup-2026-W48-letter-nta.docx."""
    whose = f"-letter-{entity.replace('/', '-')}" if entity else ""
    return f"followup-{status.header.week}{whose}{of.suffix}"


def _entities(status: WeeklyStatus, wanted: Sequence[str]) -> list[str | None]:
    """The entities with something outstanding, by key; only those asked for, if any. Problem for an unknown one."""
    groups = {group.key: group for group in status.tables.by_entity}
    for key in wanted:
        if key not in groups:
            raise Problem("{key}: there is no such entity with guidance on file", key=key)
    return [*sorted(key for key, group in groups.items() if group.open and (not wanted or key in wanted))]
