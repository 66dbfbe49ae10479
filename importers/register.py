"""A register written by hand as TOML, and the one that comes with the product: read, checked and laid out as records.

The form is the bundled one (importers/bundled, explained at the top of its register.toml): `[[case]]`, `[[entity]]`,
`[[guidance]]` with its items, measures and milestones nested, and `[[watch]]`, in one file or in several. Everything
that is wrong raises Problem, one sentence that names the file, the place and the reason.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Final

from importers.register_tables import Paper, Placed, Table, placed
from store.check import check_record
from store.problem import Problem
from store.record import KINDS, Kind, Record

_HEADER: Final = ("title", "effective_on", "source")
# The parents that a file names by key; every other parent is the table around.
_NAMED: Final[tuple[tuple[Kind, str, Kind], ...]] = (
    ("guidance", "entity_key", "entity"),
    ("guidance", "case_key", "case"),
    ("watch", "case_key", "case"),
)


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register: the paper's title, the day from which it counts, how it is cited, and its records.

    `records` stand in the order of store.record.KINDS, parents before children.
    """

    title: str
    effective_on: date
    source: str
    records: tuple[Record, ...]


def read_bundled() -> Register:
    """The register that comes with the product. Works from a folder, an installed wheel and a zipped one."""
    folder = resources.files("importers.bundled")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return _register([(f"importers/bundled/{entry.name}", entry.read_bytes()) for entry in files])


def read_register(source: bytes | Path | Sequence[Path]) -> Register:
    """The register in one TOML document (its bytes or its file), or in several files that make one together.

    Raises Problem for a file that cannot be read or is not TOML, an unknown or missing field, a wrong type, a bad
    status, recurrence or date, a key that stands twice, and a case or entity that is named but not there.
    """
    if isinstance(source, bytes):
        return _register([("register.toml", source)])
    paths = [source] if isinstance(source, Path) else source
    return _register([(str(path), _bytes(path)) for path in paths])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Problem("{path}: cannot be read: {reason}", path=path, reason=reason) from error


def _register(files: Iterable[tuple[str, bytes]]) -> Register:
    documents = [Table(name, "", _parsed(name, data)) for name, data in files]
    paper = _paper(documents)
    found = [record for document in documents for record in placed(document, paper)]
    found.sort(key=lambda one: KINDS.index(one.record.kind))
    _check(found)
    return Register(paper.title, paper.effective_on, paper.source, tuple(one.record for one in found))


def _parsed(name: str, data: bytes) -> Mapping[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Problem("{path}: is not UTF-8 at byte {position}", path=name, position=error.start + 1) from error
    except (ValueError, RecursionError) as error:
        # tomllib's own error is a ValueError; nesting without end and endless numbers raise the other kinds.
        raise Problem("{path}: is not proper TOML: {reason}", path=name, reason=error) from error


def _paper(documents: Sequence[Table]) -> Paper:
    """The head of the register: exactly one of the files carries it."""
    heads = [document for document in documents if any(name in document.values for name in _HEADER)]
    if not heads:
        names = ", ".join(document.path for document in documents)
        raise Problem("{path}: no title, effective_on and source of the register", path=names or "-")
    if len(heads) > 1:
        raise Problem(
            "{path}: the title, effective_on and source of the register stand in {other} already",
            path=heads[1].path,
            other=heads[0].path,
        )
    head = heads[0]
    return Paper(head.text("title"), head.day("effective_on"), head.text("source"))


def _check(found: Sequence[Placed]) -> None:
    """Hold every record against the record's own rules, every key against the others."""
    seen: dict[str, Placed] = {}
    kinds: dict[tuple[Kind, str], Placed] = {(one.record.kind, one.record.key): one for one in found}
    for one in found:
        key = one.record.key
        try:
            check_record(one.record)
        except Problem as problem:
            raise Problem("{path}: {place}: " + problem.message, **(problem.values | one.where)) from problem
        if key in seen:
            raise Problem(
                "{path}: {place}: the key {key} stands in {other} already",
                key=key,
                other=f"{seen[key].path}, {seen[key].place}",
                **one.where,
            )
        seen[key] = one
        for kind, field, parent in _NAMED:
            if one.record.kind == kind and (parent, one.record.values[field]) not in kinds:
                raise Problem(
                    "{path}: {place}: there is no {kind} {key}", kind=parent, key=one.record.values[field], **one.where
                )
